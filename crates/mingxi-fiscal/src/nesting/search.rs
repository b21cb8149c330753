//! The nesting of a short list by sums where a walk from below is led astray: every end of every group is tried, within
//! a number of steps that all lists of a panel share.

use super::amounts::Stated;
use super::evidence::Rows;
use super::tree::Parents;
use std::collections::HashSet;

/// Longer lists are not searched.
const LONGEST: usize = 120;

/// Of several nestings the one with the widest groups first: a form prints a class and its only member with the same
/// amount.
pub(super) fn nest(rows: &Rows<'_>, list: &[usize], wholes: &[Stated]) -> Option<Parents> {
    if list.len() > LONGEST {
        return None;
    }
    let (column, half) = rows.amounts.fullest(list)?;
    let values: Vec<i128> = list.iter().map(|row| rows.amounts.value(column, *row)).collect();
    wholes.iter().find_map(|whole| {
        let mut search = Search { values: &values, half, barren: HashSet::new(), rows };
        let mut parents = vec![None; list.len()];
        let total = whole.get(column).copied().flatten()?;
        search.forest(0, list.len(), (total, 1), None, &mut parents).then_some(parents)
    })
}

struct Search<'a> {
    values: &'a [i128],
    half: i128,
    /// Ranges of rows that cannot make up what is left of a whole.
    barren: HashSet<(usize, usize, i128)>,
    rows: &'a Rows<'a>,
}

impl Search<'_> {
    /// Nests rows `from..to` under `parent` so that they make up `left`, after as many terms; fills `parents`.
    fn forest(
        &mut self,
        from: usize,
        to: usize,
        (left, terms): (i128, i128),
        parent: Option<usize>,
        parents: &mut Parents,
    ) -> bool {
        if from == to {
            return left.abs() <= self.half * terms;
        }
        let steps = self.rows.steps.get();
        if steps == 0 || self.barren.contains(&(from, to, left)) {
            return false;
        }
        self.rows.steps.set(steps - 1);
        let own = self.values[from];
        parents[from] = parent;
        for end in (from + 1..=to).rev() {
            let fits = end == from + 1 || self.forest(from + 1, end, (own, 1), Some(from), parents);
            if fits && self.forest(end, to, (left.saturating_sub(own), terms + 1), parent, parents) {
                return true;
            }
        }
        self.barren.insert((from, to, left));
        false
    }
}
