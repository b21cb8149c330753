//! One identity and how it comes out.

pub(crate) use crate::claim::{Claim, Doubt, Identity, Relation};

use crate::amounts::{add_exactly, comparable, half_digit};
use crate::claim::Sums;
use crate::figure::{Figure, Source};
use crate::message;
use crate::tables::Tables;
use crate::view::Entry;
use mingxi_model::{Check, Outcome, Term};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

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

/// The unit of sums of money, whatever each number is printed in.
pub(crate) const YUAN: &str = "元";

/// Evaluates an identity over cells; `None` where it says nothing: no part, nothing printed, the sum among
/// its own parts, or numbers of different kinds (台 beside 平方米).
pub(crate) fn judge(tables: &Tables<'_>, mut identity: Identity) -> Option<Check> {
    let mut seen = BTreeSet::new();
    identity.parts.retain(|part| seen.insert(*part));
    if seen.contains(&identity.stated)
        || (identity.parts.is_empty() && identity.doubt.is_none() && !identity.is_of_nothing)
    {
        return None;
    }
    let stated = tables.entry(identity.stated);
    let mut parts = Vec::with_capacity(identity.parts.len());
    let mut is_unclear = matches!(stated, Entry::Unclear);
    for part in identity.parts {
        match tables.entry(part) {
            Entry::Number(item) => parts.push(Figure::cell(part, item)),
            Entry::Blank => {}
            Entry::Unclear => is_unclear = true,
        }
    }
    let stated = match stated {
        Entry::Number(item) => Some(Figure::cell(identity.stated, item)),
        _ => None,
    };
    let view = &tables.tables[identity.stated.table];
    let is_missing = stated.is_none() && !view.is_filled_around(identity.stated.row, identity.stated.col);
    let doubt = identity.doubt.or(is_unclear.then_some(UNCLEAR_CELL)).or(is_missing.then_some(NOT_STATED));
    let (rule, relation) = (identity.rule, identity.relation);
    settle(tables, Claim { rule, relation, place: Source::Cell(identity.stated), stated, parts, doubt })
}

/// Evaluates an identity whose numbers are known; `None` where nothing is printed or the numbers are of
/// different kinds.
pub(crate) fn settle(tables: &Tables<'_>, mut claim: Claim<'_>) -> Option<Check> {
    if claim.stated.is_none() && claim.parts.is_empty() {
        return None;
    }
    // Neither has a count that only the total prints: groups of a list state no 人数, what they hold does.
    if claim.parts.is_empty() && claim.stated.as_ref().is_some_and(|stated| stated.amount.yuan.is_none()) {
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
    let unit = sums.and_then(|_| unit(&claim));
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
    let (message_zh, message_en) = message::sentences(tables, &claim, sums, outcome);
    Some(Check {
        rule_id: claim.rule.id,
        rule_name: claim.rule.name_zh,
        table_ids: table_ids(tables, &claim),
        terms: terms(tables, &claim),
        expected: sums.map(|sums| sums.expected),
        actual: sums.map(|sums| sums.actual),
        difference: sums.map(|sums| sums.difference),
        tolerance: sums.map(|sums| sums.tolerance),
        unit,
        outcome,
        message_zh,
        message_en,
    })
}

fn table_ids(tables: &Tables<'_>, claim: &Claim<'_>) -> Vec<i32> {
    let sources = std::iter::once(claim.place).chain(claim.parts.iter().map(|part| part.source));
    let ids: BTreeSet<i32> =
        sources.filter_map(|source| cell_term(tables, source, 1)).map(|term| term.table_id).collect();
    ids.into_iter().collect()
}

/// The cells of an identity: its parts as far as they are printed, and the stated sum even where it is blank,
/// because that is the cell the identity is about. A number in prose has no cell.
fn terms(tables: &Tables<'_>, claim: &Claim<'_>) -> Vec<Term> {
    let mut terms: Vec<Term> =
        claim.parts.iter().filter_map(|part| cell_term(tables, part.source, 1)).collect();
    terms.extend(cell_term(tables, claim.place, -1));
    terms
}

/// A cell as a term; `None` for prose.
pub(crate) fn cell_term(tables: &Tables<'_>, source: Source<'_>, coefficient: i32) -> Option<Term> {
    let (table_id, row, col) = match source {
        Source::Cell(spot) => (tables.tables[spot.table].table.table_id, spot.row, spot.col),
        Source::Form { table, row, col, .. } => (table.table_id, row, col),
        Source::Prose(_) => return None,
    };
    let index = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    Some(Term { table_id, row: index(row), col: index(col), coefficient })
}

/// What the sums of a claim count, whose numbers are of one kind.
fn unit(claim: &Claim<'_>) -> Option<String> {
    let amount = &claim.stated.iter().chain(&claim.parts).next()?.amount;
    if amount.yuan.is_some() { Some(YUAN.to_owned()) } else { amount.printed_unit.clone() }
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

/// Half of the last printed digit; `None` where the number has more decimals than a decimal can halve.
fn slack(figure: &Figure<'_>) -> Option<Decimal> {
    if figure.is_set && figure.amount.value.scale() == 0 {
        return Some(Decimal::ZERO);
    }
    half_digit(&figure.amount)
}
