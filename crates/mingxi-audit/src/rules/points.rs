//! Points of performance forms (绩效分值与得分).

use crate::context::Context;
use crate::figure::{Figure, Source};
use crate::forms::Form;
use crate::identity::{Claim, Doubt, Relation, settle};
use crate::rule::rule;
use mingxi_model::{Amount, Check, Outcome, TableKind};
use rust_decimal::Decimal;

rule! {
    /// # Points (绩效分值与得分)
    ///
    /// **States:** in a self-evaluation (绩效自评表) the weights (分值) of all indicators make up 100 with the
    /// points for 预算执行率, which the form gives in the head of its amounts or by its own rule (10 points);
    /// the scores (得分) make up the total score; and no score exceeds its weight. Points are set and not
    /// measured: whole points have no tolerance. Where an indicator has no points, nothing can be said.
    ///
    /// **Why:** the total score decides about next year's money. The sum also proves that no row of the form was
    /// lost in reading. A form whose 总分 adds up the weights without 执行率 (90) may do so for the scores.
    ///
    /// **Example:** weights 10 (执行率) + 50 + 30 + 10 = 100; scores 9.85 + 50 + 28 + 10 = 97.85.
    "points", "绩效分值与得分合计", is_equality: true, check
}

/// The points of a whole form.
const WHOLE: Decimal = Decimal::ONE_HUNDRED;
/// The points of 预算执行率 where the form does not print them.
const EXECUTION: Decimal = Decimal::TEN;

const NO_POINTS: Doubt =
    Doubt { zh: "有指标没有填写分值或得分", en: "an indicator has no points" };

const EXECUTION_UNKNOWN: Doubt = Doubt {
    zh: "表中没有列出预算执行率的分值",
    en: "the form does not print the points of 执行率",
};

/// The unit of points, which forms do not print.
pub(super) const POINTS: &str = "分";

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for form in context.forms() {
        if form.table.kind == TableKind::PerformanceSelfEvaluation && !form.indicators.is_empty() {
            checks.extend(weights(context, form));
            checks.extend(scores(context, form));
            checks.extend(bounds(context, form));
        }
    }
    for check in checks.iter_mut().filter(|check| check.expected.is_some()) {
        check.unit = Some(POINTS.to_owned());
    }
    checks
}

/// Σ of the weights against the whole.
fn weights(context: &Context<'_>, form: &Form<'_>) -> Option<Check> {
    let known = form.indicators.iter().filter_map(|i| form.points(i, i.weight?, false));
    let mut parts: Vec<Figure<'_>> = known.collect();
    if parts.is_empty() {
        return None;
    }
    let is_incomplete = parts.len() < form.indicators.len();
    let sum = parts.iter().map(|part| part.amount.value).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let mut whole = WHOLE;
    let mut doubt = is_incomplete.then_some(NO_POINTS);
    if sum != WHOLE {
        match form.execution_points("分值") {
            Some(execution) => parts.push(execution),
            None if form.has_execution() && sum < WHOLE => {
                whole -= EXECUTION;
                // A form that gives another number of points to 执行率 without printing it is not wrong, unless
                // the score is more than what the weights leave.
                let score = form.execution_points("得分").map(|score| score.amount.value);
                let is_possible = sum != whole && score.is_none_or(|score| score <= WHOLE - sum);
                doubt = doubt.or(is_possible.then_some(EXECUTION_UNKNOWN));
            }
            None => {}
        }
    }
    let (row, col) = (u32::try_from(form.project.row).unwrap_or_default(), 0);
    let source = Source::Form { table: form.table, row, col, name: "分值合计" };
    let stated = Figure::new(source, Amount::new(whole, None)).set();
    let claim = Claim::equal(&RULE, stated, parts);
    let check = settle(context, Claim { doubt, ..claim })?;
    Some(without_stated(check))
}

/// The whole is stated nowhere: the check names no cell for it.
fn without_stated(mut check: Check) -> Check {
    check.terms.retain(|term| term.coefficient > 0);
    check
}

/// Σ of the scores against the total score.
fn scores(context: &Context<'_>, form: &Form<'_>) -> Option<Check> {
    let stated = form.total_score()?;
    let mut parts: Vec<Figure<'_>> =
        form.indicators.iter().filter_map(|i| form.points(i, i.score?, true)).collect();
    if parts.is_empty() {
        return None;
    }
    let mut is_incomplete = parts.len() < form.indicators.len();
    match form.execution_points("得分") {
        Some(_) if is_total(&stated, &parts) && totals_indicators_only(form) => {}
        Some(execution) => parts.push(execution),
        None => is_incomplete |= form.has_execution() && !names_execution(form),
    }
    let claim = Claim::equal(&RULE, stated, parts);
    settle(context, Claim { doubt: is_incomplete.then_some(NO_POINTS), ..claim })
}

/// Whether the points make up the total as they are.
fn is_total(stated: &Figure<'_>, parts: &[Figure<'_>]) -> bool {
    let sum = parts.iter().map(|part| part.amount.value).try_fold(Decimal::ZERO, Decimal::checked_add);
    sum == Some(stated.amount.value)
}

/// Whether the form's own total of weights leaves out the points of 预算执行率 (总分 90 beside 10 in the head of the
/// amounts), so that its total score does too.
fn totals_indicators_only(form: &Form<'_>) -> bool {
    let weights = form.indicators.iter().map(|indicator| indicator.weight);
    let sum = weights.clone().flatten().try_fold(Decimal::ZERO, Decimal::checked_add);
    let is_complete = weights.clone().all(|weight| weight.is_some());
    is_complete && sum.is_some_and(|sum| sum < WHOLE && form.total_weight() == Some(sum))
}

/// Whether 预算执行率 is one of the indicators, so that its points are among theirs.
fn names_execution(form: &Form<'_>) -> bool {
    form.indicators.iter().any(|indicator| {
        [Some(&indicator.level3), indicator.level1.as_ref(), indicator.level2.as_ref()]
            .into_iter()
            .flatten()
            .any(|name| name.contains("执行率"))
    })
}

/// Scores above their weight.
fn bounds<'f>(context: &'f Context<'_>, form: &'f Form<'_>) -> impl Iterator<Item = Check> + 'f {
    form.indicators.iter().filter_map(|indicator| {
        let weight = form.points(indicator, indicator.weight?, false)?;
        let score = form.points(indicator, indicator.score?, true)?;
        let claim = Claim::equal(&RULE, weight, vec![score]);
        let check = settle(context, Claim { relation: Relation::AtMost, ..claim })?;
        // A bound that holds proves nothing, and this rule is about equalities.
        (check.outcome == Outcome::Broken).then_some(check)
    })
}
