//! Who bears the burden of a list that is shorter than its total: the rule of attribution (归责).
//!
//! A broken sum puts all its numbers in conflict, because any of them may be the wrong one. One case is
//! decided, since else one lost row would cast doubt on hundreds of sound ones: the stated sum is **more** than
//! its rows. For every row's number the evidence is weighed:
//!
//! | evidence | counts as |
//! |---|---|
//! | an equality of another kind (its row's sum, its own children, another table) that holds and would break if the number alone were changed so as to satisfy the sum | for it |
//! | a change, exchange or move that puts more identities right than it breaks ([`Hypothesis`]) | against it |
//! | no witness of its own, but all its row's other numbers are vouched for and the one missing row explains its column too | not against it: it is `unverified` |
//! | all broken sums of the same total at once differ from its row by a usual slip (a digit, a cut tail, a power of ten) | against its row |
//!
//! A number with something for it and nothing against it is vouched for. The rows of a broken sum that are
//! vouched for are cleared where they need not be the cause: where the total lacks one coherent row in several
//! columns ([`MissingRow`]), or where all its rows are vouched for, so that only the stated sum and a row that
//! is not there remain. The stated sum is never cleared, nor is a number of another broken identity that does
//! not clear it. Where the rows come to more than the total nothing is cleared: their nesting was not understood.

use super::hypothesis::Hypothesis;
use super::missing::MissingRow;
use super::pattern::{Pattern, in_printed_unit};
use super::web::Web;
use crate::cell::{CellKey, cell_of};
use mingxi_model::{Amount, Check, Outcome};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// So many other numbers of a row must be vouched for to answer for one that has no witness.
const WITNESSES: usize = 2;

/// The numbers of broken identities that are cleared in all of those that they are part of.
pub(crate) fn cleared(
    web: &Web<'_, '_>,
    best: &BTreeMap<CellKey, Hypothesis>,
    missing: &[MissingRow],
) -> BTreeSet<CellKey> {
    let lacks: BTreeMap<CellKey, &MissingRow> = missing
        .iter()
        .flat_map(|row| row.amounts.iter().map(move |(col, _)| ((row.stated.0, row.stated.1, *col), row)))
        .collect();
    let (mut cleared, mut burdened) = (BTreeSet::new(), BTreeSet::new());
    for (place, knot) in web.knots.iter().enumerate().filter(|(_, knot)| knot.is_broken) {
        let check = web.checks[place];
        let sound = match stated_below(check) {
            Some(stated) if knot.difference > knot.tolerance && !exceeds_beside(web, check, stated) => {
                sound_rows(web, best, (place, check), lacks.get(&stated).copied())
            }
            _ => BTreeSet::new(),
        };
        burdened.extend(check.terms.iter().map(cell_of).filter(|cell| !sound.contains(cell)));
        cleared.extend(sound);
    }
    cleared.difference(&burdened).copied().collect()
}

/// The cell of a sum down one column; `None` for any other identity.
fn stated_below(check: &Check) -> Option<CellKey> {
    let stated = check.terms.iter().find(|term| term.coefficient < 0)?;
    let is_below = |term: &mingxi_model::Term| (term.table_id, term.col) == (stated.table_id, stated.col);
    (check.outcome == Outcome::Broken && check.terms.iter().all(is_below)).then(|| cell_of(stated))
}

/// Whether the rows come to more than the same total in another column: amounts stand in the wrong column.
fn exceeds_beside(web: &Web<'_, '_>, check: &Check, (table, row, _): CellKey) -> bool {
    let mut beside = web.stated_in_row(check.rule_id, table, row);
    beside.any(|(_, knot)| web.knots[knot].is_broken && web.knots[knot].difference.is_sign_negative())
}

/// The parts of a broken sum that are vouched for, unless one of them may still be the cause.
fn sound_rows(
    web: &Web<'_, '_>,
    best: &BTreeMap<CellKey, Hypothesis>,
    (place, check): (usize, &Check),
    lacks: Option<&MissingRow>,
) -> BTreeSet<CellKey> {
    let parts: Vec<CellKey> = check.terms.iter().filter(|term| term.coefficient > 0).map(cell_of).collect();
    let lost = web.knots[place].difference;
    let is_vouched = |cell: &CellKey, lost: Decimal| {
        let is_suspected = best.get(cell).is_some_and(|explanation| explanation.net > 0);
        !is_suspected && has_witness(web, *cell, place, lost) && !is_slip(web, *cell, lost, lacks)
    };
    let goes_along = |cell: &CellKey| {
        let is_simple = best.get(cell).is_none_or(|found| found.mended <= 1 && found.changes.len() == 1);
        is_simple
            && !is_slip(web, *cell, lost, lacks)
            && lacks.is_some_and(|row| {
                let others = row.amounts.iter().map(|(col, lost)| ((cell.0, cell.1, *col), *lost));
                let others: Vec<_> = others
                    .filter(|(other, _)| other != cell && web.items.contains_key(other))
                    .map(|(other, lost)| is_vouched(&other, lost))
                    .collect();
                others.len() >= WITNESSES && others.into_iter().all(|is_vouched| is_vouched)
            })
    };
    let sound: BTreeSet<CellKey> =
        parts.iter().filter(|cell| is_vouched(cell, lost) || goes_along(cell)).copied().collect();
    if lacks.is_some() || sound.len() == parts.len() { sound } else { BTreeSet::new() }
}

/// Whether an equality holds that would not if the number were as much greater as the sum lacks.
fn has_witness(web: &Web<'_, '_>, cell: CellKey, place: usize, lost: Decimal) -> bool {
    web.links(cell).iter().any(|link| {
        let knot = &web.knots[link.knot];
        let moved = lost
            .checked_mul(Decimal::from(link.coefficient))
            .and_then(|change| knot.difference.checked_sub(change));
        link.knot != place && !knot.is_bound && !knot.is_broken && !moved.is_some_and(|d| knot.would_hold(d))
    })
}

/// Whether a row would satisfy all broken sums of the total at once by a usual slip in each of its numbers.
fn is_slip(web: &Web<'_, '_>, (table, row, col): CellKey, lost: Decimal, lacks: Option<&MissingRow>) -> bool {
    let here = [(col, lost)];
    let amounts = lacks.map_or(&here[..], |row| row.amounts.as_slice());
    amounts.iter().all(|(col, lost)| {
        web.items.get(&(table, row, *col)).is_some_and(|item| {
            let right =
                in_printed_unit(&item.amount, *lost).and_then(|change| item.amount.value.checked_add(change));
            right.is_some_and(|right| {
                Pattern::of(&item.amount, right).slip().is_some() || is_cut(&item.amount, right)
            })
        })
    })
}

/// Whether a number lost its last digits (12,437.3 of 12,437.36).
fn is_cut(printed: &Amount, right: Decimal) -> bool {
    let right = right.normalize();
    right.scale() > printed.value.scale() && right.trunc_with_scale(printed.value.scale()) == printed.value
}
