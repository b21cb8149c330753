//! Execution rate and grade of a self-evaluation (执行率与等级).

use crate::amounts::half_digit;
use crate::context::Context;
use crate::forms::{Field, Form};
use crate::identity::cell_term;
use crate::message::place;
use crate::rule::rule;
use crate::rules::points::POINTS;
use crate::words::Language;
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Check, Outcome, Project};
use rust_decimal::Decimal;

rule! {
    /// # Execution rate and grade (执行率与等级)
    ///
    /// **States:** 执行率 is 全年执行数 divided by 全年预算数, as far as the printed digits of the three numbers
    /// tell; and the grade is that of the total score: 优 from 90, 良 from 80, 中 from 60, 差 below. The numbers
    /// of this check are percentages and points.
    ///
    /// **Why:** the rate is typed beside the two numbers that it follows from, and decides over points.
    ///
    /// **Example:** `全年预算数 200.00 | 全年执行数 197.00 | 执行率 98.50%`; a total of 89.5 that is called 优 is
    /// broken.
    "execution_rate", "执行率与等级", is_equality: true, check
}

/// Decimals to which a recomputed rate is given.
const SHOWN: u32 = 2;

/// Grades with the lowest score of each, best first.
const GRADES: &[(char, i64)] = &[('优', 90), ('良', 80), ('中', 60), ('差', 0)];

fn check(context: &Context<'_>) -> Vec<Check> {
    let forms = context.forms().iter();
    forms.flat_map(|form| [rate(context, form), grade(form)]).flatten().collect()
}

fn rate(context: &Context<'_>, form: &Form<'_>) -> Option<Check> {
    let mut stated = form.project.execution_rate?;
    let adjusted = form.amounts.get(&Field::Adjusted)?;
    let executed = form.amounts.get(&Field::Executed)?;
    let of = |amount: &Amount| Some((amount.yuan?, half_digit(amount)?));
    let ((budget, budget_slack), (spent, spent_slack)) = (of(&adjusted.amount)?, of(&executed.amount)?);
    let percent = |spent: Decimal, budget: Decimal| {
        (budget > Decimal::ZERO).then(|| spent.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(budget))?
    };
    let exact = percent(spent, budget)?;
    let low = percent(spent.checked_sub(spent_slack)?, budget.checked_add(budget_slack)?)?;
    let high = percent(spent.checked_add(spent_slack)?, budget.checked_sub(budget_slack)?)?;
    let mut half = Decimal::try_new(5, stated.scale().checked_add(1)?).ok()?;
    // 0.985 instead of 98.5 is another way of writing it.
    if stated <= Decimal::ONE && exact > Decimal::ONE + half {
        (stated, half) = (stated.checked_mul(Decimal::ONE_HUNDRED)?, half.checked_mul(Decimal::ONE_HUNDRED)?);
    }
    let is_within = stated.checked_add(half)? >= low && stated.checked_sub(half)? <= high;
    let expected = exact.round_dp(SHOWN);
    let spread = if stated > exact { high.checked_sub(exact)? } else { exact.checked_sub(low)? };
    let tolerance = half.checked_add(spread)?.checked_add((exact - expected).abs())?;
    let outcome = if is_within { Outcome::Holds } else { Outcome::Broken };
    let sources = [executed.source, adjusted.source];
    let where_zh = place(context, executed.source, Language::Chinese);
    let where_en = place(context, executed.source, Language::English);
    let verb = |is_chinese: bool| match (outcome, is_chinese) {
        (Outcome::Holds, true) => "相符。",
        (Outcome::Holds, false) => "agrees.",
        (_, true) => "不符；请核对原件。",
        (_, false) => "does not agree; compare the form with the source.",
    };
    Some(Check {
        rule_id: RULE.id,
        rule_name: RULE.name_zh,
        table_ids: vec![form.table.table_id],
        terms: sources.into_iter().filter_map(|source| cell_term(context, source, 1)).collect(),
        expected: Some(expected),
        actual: Some(stated),
        difference: Some(stated.checked_sub(expected)?),
        tolerance: Some(tolerance.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::AwayFromZero)),
        unit: Some("%".to_owned()),
        outcome,
        message_zh: format!(
            "{where_zh} {} 除以全年预算数 {}，为 {expected}%，表中执行率 {stated}% {}",
            executed.text,
            adjusted.text,
            verb(true)
        ),
        message_en: format!(
            "{where_en} {} of the budget {} is {expected} %; the printed rate of {stated} % {}",
            executed.text,
            adjusted.text,
            verb(false)
        ),
    })
}

/// The grade against the score that it must have at least, and the next better one's.
fn grade(form: &Form<'_>) -> Option<Check> {
    let Project { total_score: Some(score), grade: Some(printed), .. } = form.project else {
        return None;
    };
    let printed = squeeze(printed);
    let place = GRADES.iter().position(|(grade, _)| printed.starts_with(*grade))?;
    let lowest = Decimal::from(GRADES[place].1);
    let next = place.checked_sub(1).map(|better| Decimal::from(GRADES[better].1));
    let is_within = *score >= lowest && next.is_none_or(|next| *score < next);
    let (grade, _) = GRADES.iter().find(|(_, from)| *score >= Decimal::from(*from))?;
    // The score that the printed grade begins or ends at, whichever the printed score misses.
    let bound = if *score < lowest { lowest } else { next.filter(|_| !is_within).unwrap_or(*score) };
    let title = crate::words::title;
    Some(Check {
        rule_id: RULE.id,
        rule_name: RULE.name_zh,
        table_ids: vec![form.table.table_id],
        terms: Vec::new(),
        expected: Some(bound),
        actual: Some(*score),
        difference: Some(score.checked_sub(bound)?),
        tolerance: Some(Decimal::ZERO),
        unit: Some(POINTS.to_owned()),
        outcome: if is_within { Outcome::Holds } else { Outcome::Broken },
        message_zh: format!(
            "{}总分 {score}，等级应为“{grade}”，表中为“{printed}”。",
            title(form.table, Language::Chinese)
        ),
        message_en: format!(
            "{}: a total of {score} is graded {grade}, the form says {printed}.",
            title(form.table, Language::English)
        ),
    })
}
