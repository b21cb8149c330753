//! One identity and how it comes out.

use crate::context::{Context, Entry, Spot};
use crate::message::{self, Figures};
use crate::rule::RuleInfo;
use mingxi_model::{Amount, Check, LineItem, Outcome, Term};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What an identity claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The parts add up to the stated number.
    Equal,
    /// The parts add up to at most the stated number.
    AtMost,
}

/// Why an identity cannot be evaluated, in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doubt {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

const UNCLEAR_CELL: Doubt = Doubt {
    zh: "其中有单元格不是单独的一个数",
    en: "a cell that it needs does not hold one number of its own",
};
const NOT_STATED: Doubt = Doubt {
    zh: "应列示合计的单元格所在行或列没有数字",
    en: "the row or column that should state the sum is not filled in",
};
const TOO_LARGE: Doubt =
    Doubt { zh: "数字超出可精确计算的范围", en: "the numbers are too large to be added exactly" };

/// An identity before it is evaluated.
pub(crate) struct Identity {
    /// The rule that states it.
    pub rule: &'static RuleInfo,
    /// What it claims.
    pub relation: Relation,
    /// Where the sum is stated.
    pub stated: Spot,
    /// Where the parts are.
    pub parts: Vec<Spot>,
    /// Why it cannot be evaluated, where the rule already knows.
    pub doubt: Option<Doubt>,
    /// That there is no part is what the rule is about.
    pub is_of_nothing: bool,
}

impl Identity {
    /// An identity that can be evaluated as far as its rule knows.
    pub fn new(rule: &'static RuleInfo, relation: Relation, stated: Spot, parts: Vec<Spot>) -> Identity {
        Identity { rule, relation, stated, parts, doubt: None, is_of_nothing: false }
    }

    /// The same identity, which claims that the sum of no parts is stated.
    pub fn of_nothing(mut self) -> Identity {
        self.is_of_nothing = true;
        self
    }

    /// The same identity, which cannot be evaluated for a reason (or can, for none).
    pub fn doubted(mut self, doubt: Option<Doubt>) -> Identity {
        self.doubt = doubt;
        self
    }
}

/// Evaluates an identity; `None` where it says nothing: no part, nothing printed, the sum among its own
/// parts, or numbers of different kinds (台 beside 平方米).
pub(crate) fn judge(context: &Context<'_>, mut identity: Identity) -> Option<Check> {
    let mut seen = BTreeSet::new();
    identity.parts.retain(|part| seen.insert(*part));
    if seen.contains(&identity.stated)
        || (identity.parts.is_empty() && identity.doubt.is_none() && !identity.is_of_nothing)
    {
        return None;
    }
    let stated = context.entry(identity.stated);
    let mut numbers: Vec<(Spot, &LineItem)> = Vec::with_capacity(identity.parts.len());
    let mut is_unclear = matches!(stated, Entry::Unclear);
    for part in &identity.parts {
        match context.entry(*part) {
            Entry::Number(item) => numbers.push((*part, item)),
            Entry::Blank => {}
            Entry::Unclear => is_unclear = true,
        }
    }
    let stated = match stated {
        Entry::Number(item) => Some(item),
        _ => None,
    };
    if stated.is_none() && numbers.is_empty() {
        return None;
    }
    // A column that counts unlike things (辆, 平方米) has no sum; that it is blank contradicts nothing.
    if stated.is_none() && numbers.iter().any(|(_, item)| item.amount.yuan.is_none()) {
        return None;
    }
    let view = &context.tables[identity.stated.table];
    let is_missing = stated.is_none() && !view.is_filled_around(identity.stated.row, identity.stated.col);
    let doubt = identity.doubt.or(is_unclear.then_some(UNCLEAR_CELL)).or(is_missing.then_some(NOT_STATED));

    let measured = if doubt.is_none() {
        let sums = measure(stated, &numbers)?;
        if identity.relation == Relation::AtMost && sums.has_negative {
            return None;
        }
        Some(sums)
    } else {
        None
    };
    let sums = measured.as_ref().and_then(|sums| sums.total.as_ref());
    let doubt = doubt.or(sums.is_none().then_some(TOO_LARGE));
    let outcome = match sums {
        None => Outcome::Unverifiable,
        Some(sums) => {
            let is_within = match identity.relation {
                Relation::Equal => sums.difference.abs() <= sums.tolerance,
                Relation::AtMost => sums.difference >= -sums.tolerance,
            };
            if is_within { Outcome::Holds } else { Outcome::Broken }
        }
    };
    let figures = Figures { identity: &identity, stated, numbers: &numbers, sums, outcome, doubt };
    let (message_zh, message_en) = message::sentences(context, &figures);
    Some(Check {
        rule_id: identity.rule.id,
        rule_name: identity.rule.name_zh,
        table_ids: table_ids(context, &identity),
        terms: terms(context, &identity, &numbers),
        expected: sums.map(|sums| sums.expected),
        actual: sums.map(|sums| sums.actual),
        difference: sums.map(|sums| sums.difference),
        tolerance: sums.map(|sums| sums.tolerance),
        outcome,
        message_zh,
        message_en,
    })
}

fn table_ids(context: &Context<'_>, identity: &Identity) -> Vec<i32> {
    let tables: BTreeSet<i32> = std::iter::once(&identity.stated)
        .chain(&identity.parts)
        .map(|spot| context.tables[spot.table].table.table_id)
        .collect();
    tables.into_iter().collect()
}

/// The numbers of an identity: its parts as far as they are printed, and the stated sum even where it is
/// blank, because that is the cell the identity is about.
fn terms(context: &Context<'_>, identity: &Identity, numbers: &[(Spot, &LineItem)]) -> Vec<Term> {
    let term = |spot: Spot, coefficient: i32| Term {
        table_id: context.tables[spot.table].table.table_id,
        row: i32::try_from(spot.row).unwrap_or(i32::MAX),
        col: i32::try_from(spot.col).unwrap_or(i32::MAX),
        coefficient,
    };
    let mut terms: Vec<Term> = numbers.iter().map(|(spot, _)| term(*spot, 1)).collect();
    terms.push(term(identity.stated, -1));
    terms
}

/// The two sides of an identity, in yuan for money and in the printed unit otherwise.
pub(crate) struct Sums {
    /// The sum of the parts.
    pub expected: Decimal,
    /// The sum as stated.
    pub actual: Decimal,
    /// `actual - expected`.
    pub difference: Decimal,
    /// Half a last printed digit for every number.
    pub tolerance: Decimal,
}

struct Measured {
    /// `None` where the numbers cannot be added exactly.
    total: Option<Sums>,
    has_negative: bool,
}

/// Adds up; `None` where the numbers are not of one kind.
fn measure(stated: Option<&LineItem>, numbers: &[(Spot, &LineItem)]) -> Option<Measured> {
    let amounts = || {
        let parts = numbers.iter().map(|(_, item)| &item.amount);
        stated.iter().map(|item| &item.amount).chain(parts)
    };
    let first = amounts().next()?;
    let of_one_kind = amounts().all(|amount| match first.yuan {
        Some(_) => amount.yuan.is_some(),
        None => amount.yuan.is_none() && amount.printed_unit == first.printed_unit,
    });
    let is_percent = first.printed_unit.as_deref().is_some_and(|unit| unit.contains('%'));
    if !of_one_kind || is_percent {
        return None;
    }
    Some(Measured {
        total: add_up(stated.map(|item| &item.amount), numbers),
        has_negative: amounts().any(|amount| amount.value.is_sign_negative()),
    })
}

fn add_up(stated: Option<&Amount>, numbers: &[(Spot, &LineItem)]) -> Option<Sums> {
    let mut expected = Decimal::ZERO;
    let mut tolerance = stated.map_or(Some(Decimal::ZERO), half_digit)?;
    for (_, item) in numbers {
        expected = add_exactly(expected, comparable(&item.amount))?;
        tolerance = add_exactly(tolerance, half_digit(&item.amount)?)?;
    }
    let actual = stated.map_or(Decimal::ZERO, comparable);
    Some(Sums { expected, actual, difference: add_exactly(actual, -expected)?, tolerance })
}

/// The amount in yuan for money, as printed otherwise.
fn comparable(amount: &Amount) -> Decimal {
    amount.yuan.unwrap_or(amount.value)
}

/// Half of the last printed digit; `None` where the number has more decimals than a decimal can halve.
fn half_digit(amount: &Amount) -> Option<Decimal> {
    (amount.value.scale() < Decimal::MAX_SCALE).then(|| amount.half_digit())
}

/// The sum, unless it would have to be rounded.
fn add_exactly(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a).then_some(sum)
}
