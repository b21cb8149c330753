//! Whether every number of awkward documents is read right or told: nothing wrong, nothing lost in silence.

use super::{Made, documents};
use crate::generate::Order;
use crate::truth::LineFact;
use crate::verify::{is_marked, money, number, value_of};
use mingxi_engine::model::{Diagnostic, LineItem, Severity, Status};
use mingxi_engine::{Document, Reader, read_document};
use std::collections::BTreeMap;

/// What was counted of one kind.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Documents.
    pub documents: usize,
    /// Numbers that are printed in an awkward way.
    pub changed: usize,
    /// Numbers of the documents.
    pub numbers: usize,
    /// Those published right.
    pub right: usize,
    /// Published numbers that the document does not state.
    pub wrong: usize,
    /// Those of them that nothing marks.
    pub silent: usize,
    /// Numbers that are not published, and nothing says so.
    pub lost: usize,
    /// Examples of what is silent or lost.
    pub examples: Vec<String>,
}

/// Examples kept of a kind.
const EXAMPLES: usize = 5;

/// Reads the awkward documents of an order and counts by kind.
///
/// # Errors
/// A document cannot be written or the reader cannot be made.
pub fn check(order: &Order) -> anyhow::Result<BTreeMap<&'static str, Tally>> {
    let reader = Reader::new()?;
    let mut kinds: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for made in documents(order) {
        let made = made?;
        let document = read_document(&made.bytes, &made.file_name, &reader);
        compare(&made, &document, kinds.entry(made.kind).or_default());
    }
    Ok(kinds)
}

/// A number by its code; name and header path are left out, because damage may change them.
fn key_of_fact(fact: &LineFact) -> String {
    let value = if fact.yuan.is_empty() { number(&fact.text) } else { money(&fact.yuan) };
    format!("{} {value}", fact.code)
}

fn key_of_item(item: &LineItem) -> String {
    format!("{} {}", item.code.as_deref().unwrap_or_default(), value_of(&item.amount))
}

/// Pairs the facts with the line items that state them: those at one place first, then those of one table, then any.
/// Gives the facts and the items that are left.
fn unpaired<'a>(facts: &'a [LineFact], items: &'a [LineItem]) -> (Vec<&'a LineFact>, Vec<&'a LineItem>) {
    let mut facts: Vec<(String, &LineFact)> = facts.iter().map(|fact| (key_of_fact(fact), fact)).collect();
    let mut items: Vec<(String, &LineItem)> = items.iter().map(|item| (key_of_item(item), item)).collect();
    for nearness in 0..3 {
        let place = |table: usize, row: usize, col: usize| match nearness {
            0 => (table, row, col),
            1 => (table, 0, 0),
            _ => (0, 0, 0),
        };
        let of_item = |item: &LineItem| place(item.table_id as usize, item.row as usize, item.col as usize);
        let mut places: BTreeMap<(String, _), usize> = BTreeMap::new();
        for (key, item) in &items {
            *places.entry((key.clone(), of_item(item))).or_default() += 1;
        }
        let mut found: BTreeMap<(String, _), usize> = BTreeMap::new();
        facts.retain(|(key, fact)| {
            let at = (key.clone(), place(fact.table, fact.row, fact.col));
            let count = places.get_mut(&at).filter(|count| **count > 0);
            let is_found = count.map(|count| *count -= 1).is_some();
            *found.entry(at).or_default() += usize::from(is_found);
            !is_found
        });
        items.retain(|(key, item)| {
            let count = found.get_mut(&(key.clone(), of_item(item))).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_none()
        });
    }
    (facts.into_iter().map(|(_, fact)| fact).collect(), items.into_iter().map(|(_, item)| item).collect())
}

fn compare(made: &Made, document: &Document, tally: &mut Tally) {
    tally.documents += 1;
    tally.changed += made.changed;
    tally.numbers += made.truth.lines.len();
    let items = &document.reading.line_items;
    let (missing, alien) = unpaired(&made.truth.lines, items);
    tally.right += items.len() - alien.len();
    tally.wrong += alien.len();
    let mut examples = Vec::new();
    for item in alien {
        if !is_marked(document, item) {
            tally.silent += 1;
            let (key, table, row, col) = (key_of_item(item), item.table_id, item.row, item.col);
            examples.push(format!("{}: silent: {key} in table {table}, ({row}, {col})", made.file_name));
        }
    }
    let gone = made.unreadable.iter().filter(|fact| !is_published(document, fact));
    for fact in missing.into_iter().chain(gone) {
        // Of equal numbers nobody knows which one is missing.
        let mut equal = made.truth.lines.iter().filter(|other| key_of_fact(other) == key_of_fact(fact));
        if !is_told(document, fact) && !equal.any(|other| is_told(document, other)) {
            tally.lost += 1;
            let (key, table, row, col) = (key_of_fact(fact), fact.table, fact.row, fact.col);
            examples.push(format!("{}: lost: {key} in table {table}, ({row}, {col})", made.file_name));
        }
    }
    let room = EXAMPLES.saturating_sub(tally.examples.len());
    tally.examples.extend(examples.into_iter().take(room));
}

/// Whether the number of a cell that was made unreadable is published all the same, as where a bit changed elsewhere.
fn is_published(document: &Document, fact: &LineFact) -> bool {
    let key = key_of_fact(fact);
    document.reading.line_items.iter().any(|item| key_of_item(item) == key)
}

/// Rows by which a table may stand higher or lower than it was designed: captions and titles that became its rows.
const SHIFT: usize = 2;

/// Whether a warning names a number, or speaks of its row, its table or of the whole document.
fn is_told(document: &Document, fact: &LineFact) -> bool {
    let digits = |text: &str| text.chars().filter(|c| !matches!(c, ',' | '.' | ' ')).collect::<String>();
    let text = digits(&fact.text);
    let is_named = |remark: &Diagnostic| text.len() > 2 && digits(&remark.message).contains(&text);
    let is_here = |remark: &Diagnostic| match (remark.table_id, remark.row) {
        (Some(id), None) => id as usize == fact.table,
        (Some(id), Some(at)) => id as usize == fact.table && fact.row.abs_diff(at as usize) <= SHIFT,
        (None, _) => matches!(remark.code, "hidden_rows" | "damaged_text" | "mixed_encodings" | "needs_ocr"),
    };
    document.status != Status::Ok
        || document
            .reading
            .diagnostics
            .iter()
            .any(|remark| remark.severity != Severity::Info && (is_named(remark) || is_here(remark)))
}
