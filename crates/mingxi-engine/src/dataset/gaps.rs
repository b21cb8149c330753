//! What the vocabulary lacks: the headers of a publication that no measure code was found for.

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
