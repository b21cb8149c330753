//! What the vocabulary lacks: the headers of a publication that no measure code was found for, and the heads and
//! titles that were told as unknown, also those of tables that give no line items.

use super::definition::Dataset;
use super::error::DatasetError;
use super::published::Published;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A header that the vocabulary does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The header path as printed, joined with `/`; empty for numbers without a header.
    pub measure: String,
    /// Whether it is a table's title.
    pub is_title: bool,
    /// The kinds of the tables it stands in.
    pub table_kinds: BTreeSet<String>,
    /// In how many documents it stands.
    pub documents: u64,
    /// How many line items it leaves without a code.
    pub line_items: u64,
    /// The first document with it, by path.
    pub example_file: String,
    /// The first table of that document with it.
    pub example_table: i32,
}

#[derive(Default)]
struct Found {
    table_kinds: BTreeSet<String>,
    /// Document ids with the first table of each.
    documents: BTreeMap<String, i32>,
    line_items: u64,
    is_title: bool,
}

/// The unknown headers of the publication in an output folder (or of a `latest` itself), those of most
/// documents first.
///
/// # Errors
/// There is no publication, or a file of it cannot be read.
pub fn gaps(out: &Path) -> Result<Vec<Gap>, DatasetError> {
    let published = Published::open(out)?;
    let mut headers: BTreeMap<String, Found> = BTreeMap::new();
    let wanted = ["document_id", "table_id", "table_kind", "measure", "measure_code"];
    published.scan(Dataset::LineItems, &wanted, |rows| {
        for row in (0..rows.len()).filter(|row| !rows.has("measure_code", *row)) {
            let text = |column| rows.text(column, row).unwrap_or_default().to_owned();
            let found = headers.entry(text("measure")).or_default();
            found.line_items += 1;
            found.table_kinds.insert(text("table_kind"));
            let table = rows.index("table_id", row);
            let first = found.documents.entry(text("document_id")).or_insert(table);
            *first = table.min(*first);
        }
    })?;
    add_told(&published, &mut headers)?;
    let asked: BTreeSet<&String> = headers.values().flat_map(|found| found.documents.keys()).collect();
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    published.scan(Dataset::Documents, &["document_id", "source_path"], |rows| {
        for row in 0..rows.len() {
            if let (Some(id), Some(path)) = (rows.text("document_id", row), rows.text("source_path", row))
                && asked.contains(&id.to_owned())
            {
                paths.insert(id.to_owned(), path.to_owned());
            }
        }
    })?;
    let path_of = |id: &String| paths.get(id).cloned().unwrap_or_else(|| id.clone());
    let mut gaps: Vec<Gap> = headers
        .iter()
        .map(|(measure, found)| {
            let example = found.documents.iter().map(|(id, table)| (path_of(id), *table)).min();
            let (example_file, example_table) = example.unwrap_or_default();
            Gap {
                measure: measure.clone(),
                is_title: found.is_title,
                table_kinds: found.table_kinds.clone(),
                documents: found.documents.len() as u64,
                line_items: found.line_items,
                example_file,
                example_table,
            }
        })
        .collect();
    gaps.sort_by(|a, b| {
        (b.documents, b.line_items, &a.measure).cmp(&(a.documents, a.line_items, &b.measure))
    });
    Ok(gaps)
}

/// Adds what the diagnostics tell: heads over labels, heads of unpublished tables, titles.
fn add_told(published: &Published, headers: &mut BTreeMap<String, Found>) -> Result<(), DatasetError> {
    let mut told: Vec<(String, bool, String, i32)> = Vec::new();
    published.scan(Dataset::Diagnostics, &["document_id", "table_id", "code", "message"], |rows| {
        for row in 0..rows.len() {
            let is_title = match rows.text("code", row) {
                Some("unknown_header") => false,
                Some("unknown_title") => true,
                _ => continue,
            };
            // The messages quote what they name.
            let word = rows.text("message", row).and_then(|message| message.split('`').nth(1));
            if let (Some(word), Some(id)) = (word, rows.text("document_id", row)) {
                told.push((word.to_owned(), is_title, id.to_owned(), rows.index("table_id", row)));
            }
        }
    })?;
    let mut kinds: BTreeMap<(String, i32), String> = BTreeMap::new();
    published.scan(Dataset::Tables, &["document_id", "table_id", "table_kind"], |rows| {
        for row in 0..rows.len() {
            if let (Some(id), Some(kind)) = (rows.text("document_id", row), rows.text("table_kind", row)) {
                kinds.insert((id.to_owned(), rows.index("table_id", row)), kind.to_owned());
            }
        }
    })?;
    for (word, is_title, id, table) in told {
        let found = headers.entry(word).or_default();
        found.is_title |= is_title;
        found.table_kinds.extend(kinds.get(&(id.clone(), table)).cloned());
        let first = found.documents.entry(id).or_insert(table);
        *first = table.min(*first);
    }
    Ok(())
}
