//! Cells, numbers and places in few characters: a large department has ten thousand of each, and they are most of a site.

use crate::model::Spot;
use std::collections::{BTreeMap, BTreeSet};

/// Cells by their places in a list: whoever speaks of one says one number instead of three.
pub(super) struct Cells(BTreeMap<Spot, i64>);

impl Cells {
    pub fn of(spots: BTreeSet<Spot>) -> Cells {
        Cells(spots.into_iter().zip(0..).collect())
    }

    /// The place of a cell of the list.
    pub fn place(&self, spot: Spot) -> Option<i64> {
        self.0.get(&spot).copied()
    }

    /// For each table its number, then row and column of its cells as [`Steps`], in the order of their places.
    pub fn list(&self) -> Vec<Vec<i64>> {
        let mut tables: BTreeMap<i32, Steps<2>> = BTreeMap::new();
        for (table, row, col) in self.0.keys() {
            tables.entry(*table).or_default().push([i64::from(*row), i64::from(*col)]);
        }
        tables
            .into_iter()
            .map(|(table, steps)| std::iter::once(i64::from(table)).chain(steps.list).collect())
            .collect()
    }
}

/// Groups of numbers, one after another, each number as its difference to the same one of the group before: what grows
/// slowly or stays has one digit.
pub(super) struct Steps<const N: usize> {
    before: [i64; N],
    pub list: Vec<i64>,
}

impl<const N: usize> Default for Steps<N> {
    fn default() -> Steps<N> {
        Steps { before: [0; N], list: Vec::new() }
    }
}

impl<const N: usize> Steps<N> {
    pub fn push(&mut self, group: [i64; N]) {
        self.list.extend(group.iter().zip(&self.before).map(|(now, before)| now.wrapping_sub(*before)));
        self.before = group;
    }
}

/// Things that repeat, told by their places in a list.
pub(super) struct Known<T> {
    pub list: Vec<T>,
    places: BTreeMap<T, i64>,
}

impl<T> Default for Known<T> {
    fn default() -> Known<T> {
        Known { list: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T: Clone + Ord> Known<T> {
    pub fn place(&mut self, thing: T) -> i64 {
        if let Some(place) = self.places.get(&thing) {
            return *place;
        }
        let place = i64::try_from(self.list.len()).unwrap_or(i64::MAX);
        self.list.push(thing.clone());
        self.places.insert(thing, place);
        place
    }
}

impl Known<String> {
    /// The place of a text; -1 for none.
    pub fn text(&mut self, text: Option<&str>) -> i64 {
        text.map_or(-1, |text| self.place(text.to_owned()))
    }
}

/// How much of its beginning a text shares with the one before, in the units that JavaScript counts in, and the rest.
pub(super) fn rest_of(text: &str, before: &str) -> (usize, String) {
    let same = text.chars().zip(before.chars()).take_while(|(now, before)| now == before);
    let (mut bytes, mut units) = (0, 0);
    for (character, _) in same {
        bytes += character.len_utf8();
        units += character.len_utf16();
    }
    (units, text.get(bytes..).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_number() {
        let cells = Cells::of(BTreeSet::from([(7, 1, 4), (1, 2, 3), (1, 3, 0), (1, 2, 4)]));
        assert_eq!(cells.list(), [vec![1, 2, 3, 0, 1, 1, -4], vec![7, 1, 4]]);
        assert_eq!(
            (cells.place((1, 3, 0)), cells.place((7, 1, 4)), cells.place((7, 0, 0))),
            (Some(2), Some(3), None)
        );
    }

    #[test]
    fn what_repeats_is_said_once() {
        let mut known = Known::default();
        let places: Vec<i64> =
            [Some("元"), None, Some("合计"), Some("元")].map(|text| known.text(text)).into();
        assert_eq!((places, known.list), (vec![0, -1, 1, 0], vec!["元".to_owned(), "合计".to_owned()]));
    }

    #[test]
    fn a_place_is_told_from_where_it_differs() {
        assert_eq!(rest_of("body/tr[3]/tc[4]", "body/tr[3]/tc[2]"), (14, "4]".to_owned()));
        assert_eq!(rest_of("𠀀表!B2", "𠀀表!B1"), (5, "2".to_owned()), "a rare character counts two");
        assert_eq!(rest_of("a", "ab"), (1, String::new()));
    }
}
