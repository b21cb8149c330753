//! Which number of a broken identity is most likely wrong, and what should stand there.
//!
//! A wrong number breaks every identity it is part of, and all by the same amount; a right number beside it
//! is also part of identities that hold. So an explanation is the better the more broken identities it puts
//! right and the fewer it breaks; of equals the one with fewer cells, and of these the one that looks like a
//! usual slip. Tried are: another number in one cell, two amounts in each other's place, an amount that
//! belongs into a blank cell of its row, and a row that is missing below a sum. Which numbers of a sum with a
//! missing row are beyond doubt is decided in `vouched`.

mod hypothesis;
mod missing;
mod pattern;
mod remarks;
mod vouched;
mod web;

pub(crate) use pattern::in_printed_unit;
pub(crate) use remarks::remarks;

use crate::cell::{CellKey, cell_of};
use crate::context::Context;
use hypothesis::Hypothesis;
use mingxi_model::{Check, Outcome, Slip};
use missing::MissingRow;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use web::Web;

/// What is suspected in a document.
#[derive(Debug, Default)]
pub(crate) struct Suspicions {
    /// For every cell of a broken identity its rank among the cells that broken identities link with it, from
    /// 1; equally suspicious cells share a rank.
    pub ranks: BTreeMap<CellKey, i32>,
    /// For the cells of the first rank by how much they would change, in yuan (or the printed unit), and the slip.
    pub right: BTreeMap<CellKey, (Decimal, Option<Slip>)>,
    /// The best explanation of every group of broken identities, where it is the only best one.
    pub explanations: Vec<Hypothesis>,
    /// Rows that are missing below a sum.
    pub missing: Vec<MissingRow>,
    /// Numbers of broken identities that others vouch for, so that they are not in conflict.
    pub cleared: BTreeSet<CellKey>,
}

/// Ranks the cells of broken identities.
pub(crate) fn suspicions(context: &Context<'_>, checks: &[Check]) -> Suspicions {
    let broken: Vec<&Check> = checks.iter().filter(|check| check.outcome == Outcome::Broken).collect();
    if broken.is_empty() {
        return Suspicions::default();
    }
    let web = Web::new(context, checks);
    let best = hypothesis::best_by_cell(context, &web);
    let missing = missing::missing_rows(context, &web);
    let cleared = vouched::cleared(&web, &best, &missing);
    let mut groups: BTreeMap<usize, Vec<(CellKey, &Hypothesis)>> = BTreeMap::new();
    for (cell, group) in linked(&broken).into_iter().filter(|(cell, _)| !cleared.contains(cell)) {
        if let Some(hypothesis) = best.get(&cell) {
            groups.entry(group).or_default().push((cell, hypothesis));
        }
    }
    let mut suspicions = Suspicions { missing, cleared, ..Suspicions::default() };
    let mut explained: BTreeSet<&[(CellKey, Decimal)]> = BTreeSet::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|(cell, hypothesis)| (hypothesis.key(), *cell));
        rank(&group, &mut suspicions.ranks);
        for (cell, hypothesis) in &group {
            if suspicions.ranks.get(cell) == Some(&1)
                && let Some((_, change)) = hypothesis.changes.iter().find(|(changed, _)| changed == cell)
            {
                suspicions.right.insert(*cell, (*change, slip(&web, hypothesis)));
            }
        }
        let first = group[0].1;
        let is_only = group.iter().all(|(cell, other)| {
            other.key() != first.key() || first.changes.iter().any(|(changed, _)| changed == cell)
        });
        if is_only && first.net > 0 && explained.insert(&first.changes) {
            suspicions.explanations.push(first.clone());
        }
    }
    suspicions
}

fn slip(web: &Web<'_, '_>, hypothesis: &Hypothesis) -> Option<Slip> {
    match hypothesis.changes.as_slice() {
        [_] => hypothesis.pattern.slip(),
        changes if changes.iter().all(|(cell, _)| web.items.contains_key(cell)) => Some(Slip::Exchanged),
        _ => Some(Slip::Misplaced),
    }
}

fn rank(group: &[(CellKey, &Hypothesis)], ranks: &mut BTreeMap<CellKey, i32>) {
    let mut rank = 0;
    let mut last = None;
    for (position, (cell, hypothesis)) in group.iter().enumerate() {
        if last != Some(hypothesis.key()) {
            rank = i32::try_from(position + 1).unwrap_or(i32::MAX);
            last = Some(hypothesis.key());
        }
        ranks.insert(*cell, rank);
    }
}

/// The cells of broken identities, each with the number of its group: identities that share a cell are in one.
fn linked(broken: &[&Check]) -> BTreeMap<CellKey, usize> {
    let mut parent: Vec<usize> = (0..broken.len()).collect();
    let mut first_of: BTreeMap<CellKey, usize> = BTreeMap::new();
    for (index, check) in broken.iter().enumerate() {
        for term in &check.terms {
            let first = *first_of.entry(cell_of(term)).or_insert(index);
            let (a, b) = (root(&mut parent, first), root(&mut parent, index));
            parent[a.max(b)] = a.min(b);
        }
    }
    first_of.into_iter().map(|(cell, index)| (cell, root(&mut parent, index))).collect()
}

fn root(parent: &mut [usize], mut index: usize) -> usize {
    while parent[index] != index {
        parent[index] = parent[parent[index]];
        index = parent[index];
    }
    index
}
