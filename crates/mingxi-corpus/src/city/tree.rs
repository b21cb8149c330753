//! The rows of a list as data: what each sums, whose part it is, which unit it belongs to.

use super::custom::Units;
use crate::book::Book;
use crate::catalogue::{ECONOMIC, FUNCTIONAL, GOVERNMENT, name_of};
use crate::ledger::Entry;

/// What a list lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// 功能分类: 类, 款, 项.
    Functional,
    /// 部门经济分类: 类, 款.
    Economic,
    /// 类 of the department classification, below each its pairs of department and government classes.
    ClassedPairs,
    /// Pairs of department and government classes alone.
    Pairs,
    /// 项 of the functional, government and department classes, one row each.
    Triples,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The department or a budget unit.
    Unit,
    /// A class; 1 类, 2 款, 3 项.
    Class(u8),
}

/// One row.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub rank: Rank,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Government class of a pair or triple: code and name.
    pub government: Option<(&'static str, &'static str)>,
    /// Department class of a triple: code and name.
    pub department: Option<(&'static str, &'static str)>,
    /// Index of the row that contains it.
    pub parent: Option<usize>,
    /// Whether rows below it sum up to it.
    pub is_group: bool,
    /// Index of its budget unit.
    pub unit: Option<usize>,
    /// Indexes of the ledger's entries that it sums.
    pub entries: Vec<usize>,
}

impl Item {
    fn new(rank: Rank, code: &str, name: &str, entries: Vec<usize>) -> Item {
        Item {
            rank,
            code: code.to_owned(),
            name: name.to_owned(),
            government: None,
            department: None,
            parent: None,
            is_group: false,
            unit: None,
            entries,
        }
    }
}

/// All rows of a list except its total, in order.
pub fn grow(book: &Book, keys: Keys, units: Units, within: impl Fn(&Entry) -> bool) -> Vec<Item> {
    let entries = &book.ledger.entries;
    let all: Vec<usize> = (0..entries.len()).filter(|i| within(&entries[*i])).collect();
    let mut rows = Vec::new();
    if units == Units::None {
        classes(book, keys, &all, None, None, &mut rows);
        return rows;
    }
    let mut top = None;
    if units == Units::Own {
        let mut department = Item::new(Rank::Unit, &book.agency_code, &book.agency, all.clone());
        department.is_group = true;
        rows.push(department);
        top = Some(0);
    }
    for (u, unit) in book.ledger.units.iter().enumerate() {
        let own: Vec<usize> = all.iter().copied().filter(|i| entries[*i].unit == u).collect();
        if own.is_empty() {
            continue;
        }
        let mut parent = top;
        if units != Units::Column {
            let mut row = Item::new(Rank::Unit, &unit.code, &unit.name, own.clone());
            (row.parent, row.is_group, row.unit) = (top, true, Some(u));
            rows.push(row);
            parent = Some(rows.len() - 1);
        }
        classes(book, keys, &own, parent, Some(u), &mut rows);
    }
    rows
}

/// The rows of classes over some entries.
fn classes(
    book: &Book,
    keys: Keys,
    of: &[usize],
    parent: Option<usize>,
    unit: Option<usize>,
    rows: &mut Vec<Item>,
) {
    let entries = &book.ledger.entries;
    match keys {
        Keys::Functional => {
            nested(FUNCTIONAL, &[3, 5, 7], of, &|i| entries[i].functional, (parent, unit), rows)
        }
        Keys::Economic => nested(ECONOMIC, &[3, 5], of, &|i| entries[i].economic, (parent, unit), rows),
        Keys::Pairs => {
            pairs(book, of, (parent, unit), rows);
        }
        Keys::ClassedPairs => {
            let mut heads: Vec<&str> = of.iter().map(|i| &entries[*i].economic[..3]).collect();
            heads.sort_unstable();
            heads.dedup();
            for head in heads {
                let own: Vec<usize> =
                    of.iter().copied().filter(|i| entries[*i].economic.starts_with(head)).collect();
                let mut row = Item::new(Rank::Class(1), head, name_of(ECONOMIC, head), own.clone());
                (row.parent, row.unit, row.is_group) = (parent, unit, true);
                rows.push(row);
                pairs(book, &own, (Some(rows.len() - 1), unit), rows);
            }
        }
        Keys::Triples => {
            let key = |i: &usize| (entries[*i].functional, entries[*i].government, entries[*i].economic);
            for (functional, government, economic) in distinct(of, key) {
                let own =
                    of.iter().copied().filter(|i| key(i) == (functional, government, economic)).collect();
                let mut row = Item::new(Rank::Class(3), functional, name_of(FUNCTIONAL, functional), own);
                row.government = Some((government, name_of(GOVERNMENT, government)));
                row.department = Some((economic, name_of(ECONOMIC, economic)));
                (row.parent, row.unit) = (parent, unit);
                rows.push(row);
            }
        }
    }
}

fn distinct<K: Ord>(of: &[usize], key: impl Fn(&usize) -> K) -> Vec<K> {
    let mut keys: Vec<K> = of.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn pairs(book: &Book, of: &[usize], (parent, unit): (Option<usize>, Option<usize>), rows: &mut Vec<Item>) {
    let entries = &book.ledger.entries;
    let key = |i: &usize| (entries[*i].economic, entries[*i].government);
    for (economic, government) in distinct(of, key) {
        let own = of.iter().copied().filter(|i| key(i) == (economic, government)).collect();
        let mut row = Item::new(Rank::Class(2), economic, name_of(ECONOMIC, economic), own);
        row.government = Some((government, name_of(GOVERNMENT, government)));
        (row.parent, row.unit) = (parent, unit);
        rows.push(row);
    }
}

/// Rows of a classification, each level below the one above.
fn nested(
    names: &'static [(&'static str, &'static str)],
    lengths: &[usize],
    of: &[usize],
    code: &dyn Fn(usize) -> &'static str,
    (parent, unit): (Option<usize>, Option<usize>),
    rows: &mut Vec<Item>,
) {
    let Some((length, rest)) = lengths.split_first() else { return };
    for key in distinct(of, |i| &code(*i)[..*length]) {
        let own: Vec<usize> = of.iter().copied().filter(|i| code(*i).starts_with(key)).collect();
        let level = (*length as u8 - 1) / 2;
        let mut row = Item::new(Rank::Class(level), key, name_of(names, key), own.clone());
        (row.parent, row.unit, row.is_group) = (parent, unit, !rest.is_empty());
        rows.push(row);
        let below = Some(rows.len() - 1);
        nested(names, rest, &own, code, (below, unit), rows);
    }
}

/// How many rows contain a row.
pub fn depth(rows: &[Item], index: usize) -> usize {
    let mut depth = 0;
    let mut at = rows[index].parent;
    while let Some(above) = at {
        depth += 1;
        at = rows[above].parent;
    }
    depth
}
