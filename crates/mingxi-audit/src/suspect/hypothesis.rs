//! What may have gone wrong, and how much it would explain.

use super::pattern::{Pattern, in_printed_unit};
use super::web::{Link, Web};
use crate::cell::CellKey;
use crate::context::Context;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Different changes of one cell that are tried.
const CHANGES: usize = 8;
/// Cells with a wanted amount that are tried as its source.
const PARTNERS: usize = 12;

/// One way to put broken identities right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hypothesis {
    /// The cells and by how much each would change, in yuan (or the printed unit); two cells exchange what
    /// they hold, or one is moved to a blank place.
    pub changes: Vec<(CellKey, Decimal)>,
    /// Identities that would be put right.
    pub mended: usize,
    /// Less the identities that would be broken by it.
    pub net: i64,
    /// What the printed and the right number have in common.
    pub pattern: Pattern,
}

impl Hypothesis {
    /// The better explanation has the smaller key: it puts more right, needs fewer cells, looks more like a slip.
    pub fn key(&self) -> (i64, usize, std::cmp::Reverse<Pattern>) {
        (-self.net, self.changes.len(), std::cmp::Reverse(self.pattern))
    }
}

/// The best explanation that each cell of a broken identity is part of.
pub(crate) fn best_by_cell(context: &Context<'_>, web: &Web<'_, '_>) -> BTreeMap<CellKey, Hypothesis> {
    let suspects = wanted_changes(web);
    let mut by_value: BTreeMap<(i32, Decimal), Vec<CellKey>> = BTreeMap::new();
    for cell in suspects.keys() {
        if let Some(item) = web.items.get(cell) {
            let value = item.amount.yuan.unwrap_or(item.amount.value);
            by_value.entry((cell.0, value)).or_default().push(*cell);
        }
    }
    let mut best: BTreeMap<CellKey, Hypothesis> = BTreeMap::new();
    let mut offer = |hypothesis: Hypothesis| {
        for (cell, _) in &hypothesis.changes {
            match best.get(cell) {
                Some(known) if known.key() <= hypothesis.key() => {}
                _ => {
                    best.insert(*cell, hypothesis.clone());
                }
            }
        }
    };
    for (cell, changes) in &suspects {
        for change in changes {
            offer(weighed(web, vec![(*cell, *change, web.links(*cell).to_vec())]));
            let Some(item) = web.items.get(cell) else { continue };
            let value = item.amount.yuan.unwrap_or(item.amount.value);
            let Some(wanted) = value.checked_add(*change) else { continue };
            let partners = by_value.get(&(cell.0, wanted)).map_or(&[][..], Vec::as_slice);
            for partner in partners.iter().filter(|partner| *partner != cell).take(PARTNERS) {
                let links = web.links(*partner).to_vec();
                offer(weighed(
                    web,
                    vec![(*cell, *change, web.links(*cell).to_vec()), (*partner, -*change, links)],
                ));
            }
            if wanted.is_zero() {
                for blank in context.blank_neighbours(*cell) {
                    let links = web.links_of_blank(context, blank);
                    offer(weighed(
                        web,
                        vec![(*cell, *change, web.links(*cell).to_vec()), (blank, value, links)],
                    ));
                }
            }
        }
    }
    best
}

/// For every cell of a broken identity the changes that would each put one right. Where prose contradicts a
/// cell, the cell is not the likelier mistake: such an identity only supports what others say.
fn wanted_changes(web: &Web<'_, '_>) -> BTreeMap<CellKey, Vec<Decimal>> {
    let mut wanted: BTreeMap<CellKey, Vec<Decimal>> = BTreeMap::new();
    for (check, knot) in web.checks.iter().zip(&web.knots).filter(|(_, knot)| knot.is_broken) {
        if !check.terms.iter().any(|term| term.coefficient < 0) {
            continue;
        }
        for term in &check.terms {
            let changes = wanted.entry((term.table_id, term.row, term.col)).or_default();
            let change = knot.difference.checked_div(Decimal::from(term.coefficient));
            if let Some(change) = change.filter(|change| !changes.contains(change) && changes.len() < CHANGES)
            {
                changes.push(change);
            }
        }
    }
    wanted
}

/// A change of some cells and what it would do to the identities they are part of.
fn weighed(web: &Web<'_, '_>, parts: Vec<(CellKey, Decimal, Vec<Link>)>) -> Hypothesis {
    let mut effect: BTreeMap<usize, Option<Decimal>> = BTreeMap::new();
    for (_, change, links) in &parts {
        for link in links {
            let difference = effect.entry(link.knot).or_insert(Some(web.knots[link.knot].difference));
            *difference = difference
                .zip(change.checked_mul(Decimal::from(link.coefficient)))
                .and_then(|(difference, change)| difference.checked_sub(change));
        }
    }
    let (mut mended, mut spoiled) = (0, 0);
    for (knot, difference) in effect {
        let knot = &web.knots[knot];
        let holds = difference.is_some_and(|difference| knot.would_hold(difference));
        mended += usize::from(knot.is_broken && holds);
        spoiled += usize::from(!knot.is_broken && !holds);
    }
    let pattern = match parts.as_slice() {
        [(cell, change, _)] => web.items.get(cell).and_then(|item| {
            let change = in_printed_unit(&item.amount, *change)?;
            Some(Pattern::of(&item.amount, item.amount.value.checked_add(change)?))
        }),
        _ => None,
    };
    Hypothesis {
        changes: parts.into_iter().map(|(cell, change, _)| (cell, change)).collect(),
        mended,
        net: i64::try_from(mended).unwrap_or(i64::MAX) - i64::try_from(spoiled).unwrap_or(i64::MAX),
        pattern: pattern.unwrap_or(Pattern::Other),
    }
}
