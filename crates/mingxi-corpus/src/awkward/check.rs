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

fn compare(made: &Made, document: &Document, tally: &mut Tally) {
    tally.documents += 1;
    tally.changed += made.changed;
    let mut meant: BTreeMap<String, Vec<&LineFact>> = BTreeMap::new();
    for fact in &made.truth.lines {
        tally.numbers += 1;
        meant.entry(key_of_fact(fact)).or_default().push(fact);
    }
    let mut examples = Vec::new();
    for item in &document.reading.line_items {
        let key = key_of_item(item);
        if meant.get_mut(&key).and_then(Vec::pop).is_some() {
            tally.right += 1;
            continue;
        }
        tally.wrong += 1;
        if !is_marked(document, item) && !is_told(document, item.table_id as usize, item.row as usize) {
            tally.silent += 1;
            examples.push(format!("{}: silent: {key} in table {}", made.file_name, item.table_id));
        }
    }
    let left = meant.into_values().flatten();
    let gone = made.unreadable.iter().filter(|fact| !is_published(document, fact));
    for fact in left.chain(gone) {
        if !is_told(document, fact.table, fact.row) {
            tally.lost += 1;
            examples.push(format!("{}: lost: {} in table {}", made.file_name, key_of_fact(fact), fact.table));
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

/// Whether a warning speaks of a row or table, or of text that was left out or lost in the whole document.
fn is_told(document: &Document, table: usize, row: usize) -> bool {
    let is_here = |remark: &Diagnostic| match (remark.table_id, remark.row) {
        (Some(id), None) => id as usize == table,
        (Some(id), Some(at)) => id as usize == table && at as usize == row,
        (None, _) => matches!(
            remark.code,
            "struck_text" | "hidden_text" | "hidden_rows" | "damaged_text" | "mixed_encodings"
        ),
    };
    document.status != Status::Ok
        || document
            .reading
            .diagnostics
            .iter()
            .any(|remark| remark.severity != Severity::Info && is_here(remark))
}
