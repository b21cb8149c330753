//! Prints a list: header, running numbers, total and rows, with the header again in between.

use super::custom::{Manner, Numbering, Total};
use super::label::LabelColumns;
use super::tree::{Item, Keys, grow};
use crate::book::Book;
use crate::ledger::Entry;
use crate::sheet::{Label, Says, Sheet};

/// A value column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its head, top to bottom.
    pub head: &'static [&'static str],
    /// Which entries it sums.
    pub when: fn(&Entry) -> bool,
    /// What it says.
    pub says: Says,
}

/// A list to print.
pub struct List<'a> {
    /// The table's kind.
    pub kind: &'static str,
    /// What its rows are.
    pub keys: Keys,
    /// Which entries it is about.
    pub within: fn(&Entry) -> bool,
    /// The value columns; the first one sums all others in `1=2+3`.
    pub columns: &'a [Column],
}

/// The list as a table.
pub fn print(book: &Book, manner: &Manner, list: &List<'_>) -> Sheet {
    let mut labels = LabelColumns::new(list.keys, manner);
    let first = labels.heads.len();
    let mut heads = labels.heads.clone();
    heads.extend(
        list.columns.iter().map(|column| column.head.iter().map(|part| (*part).to_owned()).collect()),
    );
    let mut header = header_rows(&heads);
    header.extend(numbering(manner.numbering, first, list.columns.len()));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut sheet = Sheet::new(list.kind, book.number, &header);
    let rows = grow(book, list.keys, manner.units, list.within);
    let write = |sheet: &mut Sheet, label: &Label, entries: &[usize]| {
        for (i, column) in list.columns.iter().enumerate() {
            let own = entries.iter().map(|e| &book.ledger.entries[*e]).filter(|e| (column.when)(e));
            sheet.amount(first + i, own.map(|e| e.amount).sum(), label, column.says);
        }
    };
    let total = |sheet: &mut Sheet, labels: &LabelColumns| {
        let label = labels.total(sheet.row(), manner.total);
        write(sheet, &label, &all_entries(book, list));
    };
    if manner.total == Total::First {
        total(&mut sheet, &labels);
    }
    for index in 0..rows.len() {
        if let Some(every) = manner.again.filter(|every| index > 0 && index % every == 0) {
            // A whole header as after a page break, or its numbering row alone.
            let alone = manner.numbering != Numbering::None && index % (2 * every) == 0;
            sheet.header_again(if alone { 1 } else { header.len() });
        }
        let label = labels.row(sheet.row(), &rows, index, book);
        write(&mut sheet, &label, &row_entries(&rows, index));
    }
    if manner.total != Total::First {
        total(&mut sheet, &labels);
    }
    sheet
}

fn all_entries(book: &Book, list: &List<'_>) -> Vec<usize> {
    (0..book.ledger.entries.len()).filter(|i| (list.within)(&book.ledger.entries[*i])).collect()
}

fn row_entries(rows: &[Item], index: usize) -> Vec<usize> {
    rows[index].entries.clone()
}

/// Heads of columns as header rows in the notation of [`Sheet::new`].
pub fn header_rows<T: AsRef<str> + PartialEq>(heads: &[Vec<T>]) -> Vec<String> {
    let height = heads.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |r: usize, c: usize| -> &str {
        let own = &heads[c];
        let Some(text) = own.get(r) else { return "^" };
        let left = c.checked_sub(1).and_then(|left| heads[left].get(..=r));
        if left == own.get(..=r) && own.len() > r + 1 { "<" } else { text.as_ref() }
    };
    (0..height).map(|r| (0..heads.len()).map(|c| cell(r, c)).collect::<Vec<_>>().join("|")).collect()
}

fn numbering(style: Numbering, labels: usize, values: usize) -> Option<String> {
    const LETTERS: [&str; 8] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];
    let mut texts: Vec<String> = match style {
        Numbering::None => return None,
        Numbering::Stars => vec!["**".to_owned(); labels],
        Numbering::Letters => {
            LETTERS.iter().cycle().take(labels).map(|letter| (*letter).to_owned()).collect()
        }
    };
    let parts: Vec<String> = (2..=values).map(|n| n.to_string()).collect();
    for n in 1..=values {
        let is_sum = n == 1 && style == Numbering::Stars && values > 2;
        texts.push(if is_sum { format!("1={}", parts.join("+")) } else { n.to_string() });
    }
    Some(format!("#{}", texts.join("|")))
}
