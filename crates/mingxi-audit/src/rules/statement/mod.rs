//! Prose against tables (文字与表格一致).

mod doubt;
mod meaning;
mod names;
#[cfg(test)]
mod tests;

use super::same_item::is_carried;
use crate::amounts::comparable;
use crate::context::{Context, Entry};
use crate::counted::{Group, Key};
use crate::figure::{Figure, Source};
use crate::identity::{Claim, Doubt, Relation, settle};
use crate::rule::rule;
use doubt::{CARRIED, CUT_OFF, ONE_OF_SEVERAL, OPEN_MEANING, OTHER_UNIT, is_cut_off, is_printed};
use meaning::meaning;
use mingxi_model::{Amount, Check, Outcome, Scope, Statement};
use names::Names;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

rule! {
    /// # Prose against tables (文字与表格一致)
    ///
    /// **States:** an amount that a sentence states equals the number that the tables print for the same
    /// thing, in whatever unit each is given: 收入总计, 支出合计, 基本支出, 人员经费, 项目支出, a fund, a 类 or 项
    /// by code or by its full name, each of the three public expenses. Where the sentence leaves open whose
    /// money it means (all, 财政拨款, 一般公共预算), it agrees if one of the meanings agrees; it contradicts the
    /// tables if none does and no table prints the amount for anything else. A number that is cut off instead of
    /// rounded is left open, and so is one of three and more different amounts for what seems to be one thing: the
    /// text goes through codes or units one by one. A sentence that differs by exactly an amount that is carried
    /// over may count with or without it.
    ///
    /// **Why:** the explanation (情况说明) is what people read and quote. It is written by hand, often over last
    /// year's text, so that an old number or a slipped point stands there more often than in the forms.
    ///
    /// **Example:** `“三公”经费预算 4.38 万元` beside 43,800.00 元 in the table holds; `220 万元` beside 218.00
    /// is broken by 2.00, of which rounding explains 0.505.
    "statement", "文字与表格一致", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let statements = &context.reading.statements;
    if statements.iter().all(|statement| statement.amount.is_none()) {
        return Vec::new();
    }
    let names = Names::new(context);
    let stated: Vec<Stated<'_>> =
        statements.iter().filter_map(|statement| state(context, statement, &names)).collect();
    let is_holding = |stated: &&Stated<'_>| stated.check.outcome == Outcome::Holds;
    let holding: BTreeSet<&Key> = stated.iter().filter(is_holding).map(|stated| &stated.group.0).collect();
    let mut amounts: BTreeMap<&Key, BTreeSet<Decimal>> = BTreeMap::new();
    for one in &stated {
        amounts.entry(&one.group.0).or_default().extend(one.check.actual);
    }
    // A department's document may repeat its text for every unit, with the unit's own amounts.
    let is_of_units = |stated: &Stated<'_>| {
        context.reading.facts.scope == Some(Scope::Department) && holding.contains(&stated.group.0)
    };
    // Text that goes through the codes one by one gives each its 人员经费.
    let is_of_parts = |stated: &Stated<'_>| {
        amounts.get(&stated.group.0).is_some_and(|amounts| amounts.len() >= DIFFERENT_AMOUNTS)
    };
    let checks = stated.iter().filter_map(|stated| {
        let doubt = match stated.check.outcome {
            Outcome::Broken if is_carried(&stated.check, &context.counted().carried) => Some(CARRIED),
            Outcome::Broken if is_of_units(stated) => Some(OTHER_UNIT),
            Outcome::Broken if is_of_parts(stated) => Some(ONE_OF_SEVERAL),
            _ => None,
        };
        match doubt {
            Some(doubt) => settle(context, claim(context, stated.statement, stated.group.1, Some(doubt))?),
            None => Some(stated.check.clone()),
        }
    });
    checks.collect()
}

/// So many different amounts that sentences state for what seems to be one thing are about parts of it.
const DIFFERENT_AMOUNTS: usize = 3;

/// A statement that was compared with a group of cells.
struct Stated<'a> {
    statement: &'a Statement,
    group: (Key, &'a Group),
    check: Check,
}

fn claim<'a>(
    context: &'a Context<'_>,
    statement: &'a Statement,
    group: &Group,
    doubt: Option<Doubt>,
) -> Option<Claim<'a>> {
    let parts = group.spots.iter().filter_map(|spot| match context.entry(*spot) {
        Entry::Number(item) => Some(Figure::cell(*spot, item)),
        _ => None,
    });
    let figure = Figure::new(Source::Prose(statement), statement.amount.clone()?);
    Some(Claim {
        rule: &RULE,
        relation: Relation::Equal,
        place: figure.source,
        stated: Some(figure),
        parts: parts.collect(),
        doubt,
    })
}

/// Every statement of money with the groups of cells that it may mean.
pub(super) fn candidates<'a>(context: &'a Context<'_>) -> Vec<(&'a Amount, Vec<&'a Group>)> {
    let statements = &context.reading.statements;
    if statements.iter().all(|statement| statement.amount.is_none()) {
        return Vec::new();
    }
    let names = Names::new(context);
    let meant = statements.iter().filter_map(|statement| {
        let amount = statement.amount.as_ref().filter(|amount| amount.yuan.is_some())?;
        let (_, found) = meant(context, statement, &names)?;
        Some((amount, found.into_iter().map(|(_, group)| group).collect()))
    });
    meant.collect()
}

/// The groups that a statement may mean, and whether nothing else can be meant.
fn meant<'a>(
    context: &'a Context<'_>,
    statement: &Statement,
    names: &Names,
) -> Option<(bool, Vec<(Key, &'a Group)>)> {
    statement.amount.as_ref().filter(|amount| amount.yuan.is_some())?;
    let meaning = meaning(statement, context.reading.facts.stage, names)?;
    let group = |key: Key| context.counted().of(&key).first().map(|group| (key, group));
    Some((meaning.is_sure, meaning.keys.into_iter().filter_map(group).collect()))
}

fn state<'a>(context: &'a Context<'_>, statement: &'a Statement, names: &Names) -> Option<Stated<'a>> {
    let (is_sure, found) = meant(context, statement, names)?;
    let mut broken: Vec<Stated<'a>> = Vec::new();
    let mut values: BTreeSet<Decimal> = BTreeSet::new();
    for (key, group) in found {
        let claim = claim(context, statement, group, None)?;
        let sum = |sum: Decimal, part: &Figure<'_>| sum.checked_add(comparable(&part.amount));
        values.insert(claim.parts.iter().try_fold(Decimal::ZERO, sum)?);
        let check = settle(context, claim)?;
        let stated = Stated { statement, group: (key, group), check };
        if stated.check.outcome == Outcome::Holds {
            return Some(stated).filter(|stated| !stated.check.terms.is_empty());
        }
        broken.push(stated);
    }
    let cut = broken.iter().position(|stated| is_cut_off(statement, &stated.check));
    // Of several meanings that all disagree the nearest is the likeliest.
    let apart = |stated: &&Stated<'_>| stated.check.difference.map(|difference| difference.abs());
    let nearest = broken.iter().min_by_key(apart)?;
    let doubt = if cut.is_some() {
        Some(CUT_OFF)
    } else if is_sure && values.len() == 1 || !is_printed(context, statement) {
        // What equals none of several meanings and stands in no table at all contradicts them, whichever is meant.
        None
    } else {
        Some(OPEN_MEANING)
    };
    let (key, group) = match (cut, doubt) {
        (Some(place), _) => broken[place].group.clone(),
        (None, None) => nearest.group.clone(),
        (None, Some(_)) => broken[0].group.clone(),
    };
    let check = settle(context, claim(context, statement, group, doubt)?)?;
    Some(Stated { statement, group: (key, group), check })
}
