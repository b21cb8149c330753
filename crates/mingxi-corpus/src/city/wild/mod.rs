//! Lists that mix habits nobody here has seen in a file: columns in other orders, totals without labels or in pairs,
//! units on every row or behind the names, codes in other notations, groups as merged cells. Each choice is drawn by
//! itself, so that their combinations are many; the truth follows from the choices alone.

mod choices;
mod labels;
mod values;

pub use choices::Wild;

use super::tree::{Item, Keys, Rank, grow};
use crate::book::Book;
use crate::ledger::Entry;
use crate::rng::Rng;
use crate::sheet::{Label, Sheet};
use choices::{Groups, Total};
use labels::Labels;
use values::values;

/// What a list is about.
pub struct List {
    /// The table's kind.
    pub kind: &'static str,
    /// Its title.
    pub title: &'static str,
    keys: Keys,
    fund: &'static str,
    within: fn(&Entry) -> bool,
}

/// The lists of a disclosure.
pub const LISTS: [List; 3] = [
    List {
        kind: "expenditure_summary",
        title: "部门支出总表",
        keys: Keys::Functional,
        fund: "",
        within: |_| true,
    },
    List {
        kind: "general_budget_expenditure",
        title: "一般公共预算支出表",
        keys: Keys::Functional,
        fund: "general_public_budget",
        within: Entry::is_general,
    },
    List {
        kind: "general_budget_basic_expenditure_economic",
        title: "一般公共预算基本支出表",
        keys: Keys::Economic,
        fund: "general_public_budget",
        within: |e| e.is_general() && e.is_basic(),
    },
];

/// The list filled from a book.
pub fn print(book: &Book, wild: &Wild, list: &List, rng: &mut Rng) -> Sheet {
    let all = grow(book, list.keys, wild.units.of_tree(), list.within);
    let rows = kept(&all, wild.groups);
    let columns = values(wild.split, list.keys, list.fund);
    let labels = Labels::new(list.keys, wild, columns.len(), rng);
    let header = labels.header(&columns.iter().map(|column| column.head).collect::<Vec<_>>());
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut sheet = Sheet::new(list.kind, book.number, &header);
    let write = |sheet: &mut Sheet, label: &Label, entries: &[usize]| {
        let own = |within: fn(&Entry) -> bool| -> i64 {
            entries.iter().map(|e| &book.ledger.entries[*e]).filter(|e| within(e)).map(|e| e.amount).sum()
        };
        for (i, column) in columns.iter().enumerate() {
            let col = labels.value_column(i);
            if !column.is_share {
                sheet.amount(col, own(column.when), label, column.says);
                continue;
            }
            let (part, whole) = (own(column.when), own(|_| true));
            if part != 0 && whole != 0 {
                let hundredths = (part * 10_000 + whole / 2) / whole;
                let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                let mut label = label.clone();
                if let Some(meaning) = &mut label.meaning {
                    (meaning.fund, meaning.measure_code) = ("*".to_owned(), "*".to_owned());
                    meaning.phase = "*".to_owned();
                }
                let path = sheet.path(col).to_owned();
                sheet.fact(col, text, String::new(), &label, path);
            }
        }
    };
    let everything: Vec<usize> =
        (0..book.ledger.entries.len()).filter(|i| (list.within)(&book.ledger.entries[*i])).collect();
    let total = |sheet: &mut Sheet| {
        let label = labels.total(sheet.row(), wild.total);
        write(sheet, &label, &everything);
    };
    if wild.total.is_first() {
        total(&mut sheet);
    }
    for index in 0..rows.len() {
        let label = labels.row(sheet.row(), &rows, index, book);
        write(&mut sheet, &label, &rows[index].entries);
    }
    if !wild.total.is_first() && wild.total != Total::None {
        total(&mut sheet);
    }
    sheet
}

/// The rows that a list prints, their parents again among themselves.
fn kept(all: &[Item], groups: Groups) -> Vec<Item> {
    let is_kept = |item: &Item| match (groups, item.rank) {
        (Groups::All, _) | (_, Rank::Unit) => true,
        (Groups::WithoutMiddle, Rank::Class(level)) => level != 2 || !item.is_group,
        (Groups::LeavesOnly | Groups::Merged, Rank::Class(_)) => !item.is_group,
    };
    let mut places: Vec<Option<usize>> = Vec::with_capacity(all.len());
    let mut rows: Vec<Item> = Vec::new();
    for item in all {
        let mut above = item.parent;
        while let Some(parent) = above.filter(|parent| !is_kept(&all[*parent])) {
            above = all[parent].parent;
        }
        let parent = above.and_then(|above| places[above]);
        places.push(is_kept(item).then_some(rows.len()));
        if is_kept(item) {
            rows.push(Item { parent, ..item.clone() });
        }
    }
    rows
}
