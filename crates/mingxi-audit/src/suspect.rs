//! Which number of a broken identity is most likely wrong.
//!
//! A wrong number breaks every identity it is part of, and all by the same amount; a right number beside it
//! is also part of identities that hold. So a cell is suspicious by the broken identities that one change of
//! it would mend, less the identities that hold now and that this change would break.

use crate::apply::{CellKey, cell_of};
use mingxi_model::{Check, Outcome};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// For every cell of a broken identity its rank among the cells that broken identities link with it, from 1;
/// equally suspicious cells share a rank.
pub(crate) fn ranks(checks: &[Check]) -> BTreeMap<CellKey, i32> {
    let broken: Vec<&Check> = checks.iter().filter(|check| check.outcome == Outcome::Broken).collect();
    let mut changes: BTreeMap<CellKey, Vec<(Decimal, Decimal)>> = BTreeMap::new();
    let mut groups = Groups::new(broken.len());
    let mut first_of: BTreeMap<CellKey, usize> = BTreeMap::new();
    for (index, check) in broken.iter().enumerate() {
        let (Some(difference), Some(tolerance)) = (check.difference, check.tolerance) else {
            continue;
        };
        for term in &check.terms {
            let cell = cell_of(term);
            // A part too small by the difference, or a stated sum too large by it.
            let change = if term.coefficient > 0 { difference } else { -difference };
            changes.entry(cell).or_default().push((change, tolerance));
            let first = *first_of.entry(cell).or_insert(index);
            groups.join(first, index);
        }
    }
    let mut holding: BTreeMap<CellKey, i64> = BTreeMap::new();
    for check in checks.iter().filter(|check| check.outcome == Outcome::Holds) {
        for term in &check.terms {
            let cell = cell_of(term);
            if changes.contains_key(&cell) {
                *holding.entry(cell).or_default() += 1;
            }
        }
    }
    let mut scored: BTreeMap<usize, Vec<(i64, CellKey)>> = BTreeMap::new();
    for (cell, changes) in &changes {
        let held = holding.get(cell).copied().unwrap_or_default();
        let score = mended(changes) - held;
        scored.entry(groups.root(first_of[cell])).or_default().push((score, *cell));
    }
    let mut ranks = BTreeMap::new();
    for group in scored.into_values() {
        rank_group(group, &mut ranks);
    }
    ranks
}

/// How many broken identities the best single change of a cell would mend.
fn mended(changes: &[(Decimal, Decimal)]) -> i64 {
    let mut sorted: Vec<(Decimal, Decimal)> = changes.to_vec();
    sorted.sort_unstable();
    let mut best = 0;
    let mut start = 0;
    for end in 0..sorted.len() {
        let is_apart = |start: usize| {
            let (low, low_tolerance) = sorted[start];
            let (high, high_tolerance) = sorted[end];
            let apart = high.checked_sub(low);
            let allowed = low_tolerance.checked_add(high_tolerance);
            !matches!((apart, allowed), (Some(apart), Some(allowed)) if apart <= allowed)
        };
        while start < end && is_apart(start) {
            start += 1;
        }
        best = best.max(end - start + 1);
    }
    i64::try_from(best).unwrap_or(i64::MAX)
}

fn rank_group(mut group: Vec<(i64, CellKey)>, ranks: &mut BTreeMap<CellKey, i32>) {
    group.sort_unstable_by_key(|(score, cell)| (-score, *cell));
    let mut rank = 0;
    let mut last = None;
    for (position, (score, cell)) in group.into_iter().enumerate() {
        if last != Some(score) {
            rank = i32::try_from(position + 1).unwrap_or(i32::MAX);
            last = Some(score);
        }
        ranks.insert(cell, rank);
    }
}

/// Broken identities that share cells, as disjoint sets.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups { parent: (0..count).collect() }
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}
