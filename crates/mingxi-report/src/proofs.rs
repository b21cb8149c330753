//! Which identities a page shows: all that are broken, and for every number the shortest that hold.

use crate::model::{Check, Full, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// Identities that hold and are shown for one number.
const PER_NUMBER: usize = 2;
/// The most cells of an identity that are shown; a sum over ten thousand rows is told by its numbers.
pub(crate) const MOST_TERMS: usize = 400;

/// The identities to show, broken ones first, in the order of the dataset.
pub(crate) fn shown(full: &Full) -> Vec<&Check> {
    let mut holding: Vec<(usize, &Check)> =
        full.checks.iter().filter(|check| !check.is_broken).enumerate().collect();
    holding.sort_by_key(|(place, check)| (check.terms.len(), *place));
    let numbers: BTreeSet<Spot> = full.items.iter().map(|item| item.spot).collect();
    let mut proven: BTreeMap<Spot, usize> = BTreeMap::new();
    let mut chosen: Vec<(usize, &Check)> = Vec::new();
    for (place, check) in holding {
        let is_needed = check.terms.iter().any(|(spot, _)| {
            numbers.contains(spot) && proven.get(spot).copied().unwrap_or_default() < PER_NUMBER
        });
        if is_needed {
            check.terms.iter().for_each(|(spot, _)| *proven.entry(*spot).or_default() += 1);
            chosen.push((place, check));
        }
    }
    chosen.sort_by_key(|(place, _)| *place);
    let broken = full.checks.iter().filter(|check| check.is_broken);
    broken.chain(chosen.into_iter().map(|(_, check)| check)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{check, item};

    #[test]
    fn a_number_has_its_shortest_proofs_and_all_its_contradictions() {
        let full = Full {
            items: vec![item((1, 1, 1), "three_public", "leaf", "reception", "1.00")],
            checks: vec![
                check("long", &[(1, 1, 1), (1, 2, 1), (1, 3, 1)], false),
                check("short", &[(1, 1, 1), (1, 2, 1)], false),
                check("broken", &[(1, 1, 1), (1, 2, 1), (1, 3, 1), (1, 4, 1)], true),
                check("shorter", &[(1, 1, 1)], false),
                check("of others", &[(2, 1, 1)], false),
            ],
            ..Full::default()
        };
        let rules: Vec<&str> = shown(&full).iter().map(|check| check.rule.as_str()).collect();
        assert_eq!(rules, ["broken", "short", "shorter"]);
    }
}
