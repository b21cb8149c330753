//! Which rows of a list contain which, told by arithmetic alone: a group's amount is the sum of the rows right
//! below it.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Lists longer than this are not searched.
const LONGEST: usize = 200;

/// The parent of every row (an index, or `None` for the outermost rows), so that the outermost rows sum up to
/// `total` and every parent is the sum of its children. `None` if no nesting adds up.
///
/// Of several nestings that do, the one with the widest groups first is taken: a form prints a class and its
/// only member with the same amount.
pub(crate) fn nest(amounts: &[Decimal], total: Decimal) -> Option<Vec<Option<usize>>> {
    if amounts.len() > LONGEST {
        return None;
    }
    let mut search = Search { amounts, known: BTreeMap::new(), steps: 0 };
    let mut parents = vec![None; amounts.len()];
    search.forest(0, amounts.len(), total, None, &mut parents).then_some(parents)
}

struct Search<'a> {
    amounts: &'a [Decimal],
    /// Whether rows `from..to` can be the whole content of `total`.
    known: BTreeMap<(usize, usize, Decimal), bool>,
    steps: usize,
}

/// The most ranges looked at for one list.
const STEPS: usize = 100_000;

impl Search<'_> {
    /// Nests rows `from..to` under `parent` so that they sum up to `total`; fills `parents` on success.
    fn forest(
        &mut self,
        from: usize,
        to: usize,
        total: Decimal,
        parent: Option<usize>,
        parents: &mut Vec<Option<usize>>,
    ) -> bool {
        if from == to {
            return total.is_zero();
        }
        self.steps += 1;
        if self.steps > STEPS || self.known.get(&(from, to, total)) == Some(&false) {
            return false;
        }
        let own = self.amounts[from];
        parents[from] = parent;
        for end in (from + 1..=to).rev() {
            let fits = end == from + 1 || self.forest(from + 1, end, own, Some(from), parents);
            if fits && self.forest(end, to, total - own, parent, parents) {
                return true;
            }
        }
        self.known.insert((from, to, total), false);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parents(amounts: &[i64], total: i64) -> Option<Vec<Option<usize>>> {
        let amounts: Vec<Decimal> = amounts.iter().map(|a| Decimal::from(*a)).collect();
        nest(&amounts, Decimal::from(total))
    }

    #[test]
    fn a_class_its_group_and_the_projects() {
        // 专用项目 60 > 其他 60 > 10 + 20 + 30
        assert_eq!(parents(&[60, 60, 10, 20, 30], 60), Some(vec![None, Some(0), Some(1), Some(1), Some(1)]));
    }

    #[test]
    fn two_classes() {
        assert_eq!(parents(&[15, 15, 27, 20, 7], 42), Some(vec![None, Some(0), None, Some(2), Some(2)]));
    }

    #[test]
    fn a_flat_list_and_one_that_does_not_add_up() {
        assert_eq!(parents(&[1, 2, 3], 6), Some(vec![None, None, None]));
        assert_eq!(parents(&[1, 2, 4], 6), None);
    }
}
