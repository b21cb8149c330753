//! One identity and how it comes out.

use crate::context::{Context, Entry, Spot};
use crate::figure::{Figure, Source};
use crate::message;
use crate::rule::RuleInfo;
use mingxi_model::{Amount, Check, Outcome, Term};
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

/// An identity over cells before it is evaluated.
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

/// An identity whose numbers are known.
pub(crate) struct Claim<'a> {
    /// The rule that states it.
    pub rule: &'static RuleInfo,
    /// What it claims.
    pub relation: Relation,
    /// Where the sum is stated, also where it is blank.
    pub place: Source<'a>,
    /// The stated sum; `None` for a blank cell.
    pub stated: Option<Figure<'a>>,
    /// The printed parts.
    pub parts: Vec<Figure<'a>>,
    /// Why it cannot be evaluated.
    pub doubt: Option<Doubt>,
}

impl<'a> Claim<'a> {
    /// Parts that make up a number.
    pub fn equal(rule: &'static RuleInfo, stated: Figure<'a>, parts: Vec<Figure<'a>>) -> Claim<'a> {
        let relation = Relation::Equal;
        Claim { rule, relation, place: stated.source, stated: Some(stated), parts, doubt: None }
    }
}

/// Evaluates an identity over cells; `None` where it says nothing: no part, nothing printed, the sum among
/// its own parts, or numbers of different kinds (台 beside 平方米).
pub(crate) fn judge(context: &Context<'_>, mut identity: Identity) -> Option<Check> {
    let mut seen = BTreeSet::new();
    identity.parts.retain(|part| seen.insert(*part));
    if seen.contains(&identity.stated)
        || (identity.parts.is_empty() && identity.doubt.is_none() && !identity.is_of_nothing)
    {
        return None;
    }
    let stated = context.entry(identity.stated);
    let mut parts = Vec::with_capacity(identity.parts.len());
    let mut is_unclear = matches!(stated, Entry::Unclear);
    for part in identity.parts {
        match context.entry(part) {
            Entry::Number(item) => parts.push(Figure::cell(part, item)),
            Entry::Blank => {}
            Entry::Unclear => is_unclear = true,
        }
    }
    let stated = match stated {
        Entry::Number(item) => Some(Figure::cell(identity.stated, item)),
        _ => None,
    };
    let view = &context.tables[identity.stated.table];
    let is_missing = stated.is_none() && !view.is_filled_around(identity.stated.row, identity.stated.col);
    let doubt = identity.doubt.or(is_unclear.then_some(UNCLEAR_CELL)).or(is_missing.then_some(NOT_STATED));
    let (rule, relation) = (identity.rule, identity.relation);
    settle(context, Claim { rule, relation, place: Source::Cell(identity.stated), stated, parts, doubt })
}

/// Evaluates an identity whose numbers are known; `None` where nothing is printed or the numbers are of
/// different kinds.
pub(crate) fn settle(context: &Context<'_>, mut claim: Claim<'_>) -> Option<Check> {
    if claim.stated.is_none() && claim.parts.is_empty() {
        return None;
    }
    // A column that counts unlike things (辆, 平方米) has no sum; that it is blank contradicts nothing.
    if claim.stated.is_none() && claim.parts.iter().any(|part| part.amount.yuan.is_none()) {
        return None;
    }
    let measured = if claim.doubt.is_none() {
        let sums = measure(&claim)?;
        if claim.relation == Relation::AtMost && sums.has_negative {
            return None;
        }
        Some(sums)
    } else {
        None
    };
    let sums = measured.as_ref().and_then(|sums| sums.total.as_ref());
    claim.doubt = claim.doubt.or(sums.is_none().then_some(TOO_LARGE));
    let outcome = match sums {
        None => Outcome::Unverifiable,
        Some(sums) => {
            let is_within = match claim.relation {
                Relation::Equal => sums.difference.abs() <= sums.tolerance,
                Relation::AtMost => sums.difference >= -sums.tolerance,
            };
            if is_within { Outcome::Holds } else { Outcome::Broken }
        }
    };
    let (message_zh, message_en) = message::sentences(context, &claim, sums, outcome);
    Some(Check {
        rule_id: claim.rule.id,
        rule_name: claim.rule.name_zh,
        table_ids: table_ids(context, &claim),
        terms: terms(context, &claim),
        expected: sums.map(|sums| sums.expected),
        actual: sums.map(|sums| sums.actual),
        difference: sums.map(|sums| sums.difference),
        tolerance: sums.map(|sums| sums.tolerance),
        outcome,
        message_zh,
        message_en,
    })
}

fn table_ids(context: &Context<'_>, claim: &Claim<'_>) -> Vec<i32> {
    let sources = std::iter::once(claim.place).chain(claim.parts.iter().map(|part| part.source));
    let tables: BTreeSet<i32> =
        sources.filter_map(|source| cell_term(context, source, 1)).map(|term| term.table_id).collect();
    tables.into_iter().collect()
}

/// The cells of an identity: its parts as far as they are printed, and the stated sum even where it is blank,
/// because that is the cell the identity is about. A number in prose has no cell.
fn terms(context: &Context<'_>, claim: &Claim<'_>) -> Vec<Term> {
    let mut terms: Vec<Term> =
        claim.parts.iter().filter_map(|part| cell_term(context, part.source, 1)).collect();
    terms.extend(cell_term(context, claim.place, -1));
    terms
}

/// A cell as a term; `None` for prose.
pub(crate) fn cell_term(context: &Context<'_>, source: Source<'_>, coefficient: i32) -> Option<Term> {
    let (table_id, row, col) = match source {
        Source::Cell(spot) => (context.tables[spot.table].table.table_id, spot.row, spot.col),
        Source::Form { table, row, col, .. } => (table.table_id, row, col),
        Source::Prose(_) => return None,
    };
    let index = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    Some(Term { table_id, row: index(row), col: index(col), coefficient })
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
fn measure(claim: &Claim<'_>) -> Option<Measured> {
    let figures = || claim.stated.iter().chain(&claim.parts);
    let first = &figures().next()?.amount;
    let of_one_kind = figures().all(|figure| match first.yuan {
        Some(_) => figure.amount.yuan.is_some(),
        None => figure.amount.yuan.is_none() && figure.amount.printed_unit == first.printed_unit,
    });
    let is_percent = first.printed_unit.as_deref().is_some_and(|unit| unit.contains('%'));
    if !of_one_kind || is_percent {
        return None;
    }
    Some(Measured {
        total: add_up(claim),
        has_negative: figures().any(|figure| figure.amount.value.is_sign_negative()),
    })
}

fn add_up(claim: &Claim<'_>) -> Option<Sums> {
    let mut expected = Decimal::ZERO;
    let mut tolerance = claim.stated.as_ref().map_or(Some(Decimal::ZERO), slack)?;
    for part in &claim.parts {
        expected = add_exactly(expected, comparable(&part.amount))?;
        tolerance = add_exactly(tolerance, slack(part)?)?;
    }
    let actual = claim.stated.as_ref().map_or(Decimal::ZERO, |figure| comparable(&figure.amount));
    Some(Sums { expected, actual, difference: add_exactly(actual, -expected)?, tolerance })
}

/// The amount in yuan for money, as printed otherwise.
pub(crate) fn comparable(amount: &Amount) -> Decimal {
    amount.yuan.unwrap_or(amount.value)
}

/// Half of the last printed digit; `None` where the number has more decimals than a decimal can halve.
fn slack(figure: &Figure<'_>) -> Option<Decimal> {
    if figure.is_set && figure.amount.value.scale() == 0 {
        return Some(Decimal::ZERO);
    }
    half_digit(&figure.amount)
}

/// Half of the last printed digit of an amount; `None` where a decimal cannot hold it.
pub(crate) fn half_digit(amount: &Amount) -> Option<Decimal> {
    (amount.value.scale() < Decimal::MAX_SCALE).then(|| amount.half_digit())
}

/// The sum, unless it would have to be rounded.
fn add_exactly(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a).then_some(sum)
}
