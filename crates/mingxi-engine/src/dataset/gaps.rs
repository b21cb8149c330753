//! What the vocabulary lacks: the headers of a publication that no measure code was found for.

use super::error::DatasetError;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int32Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

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
    let latest = out.join("latest");
    let folder = if latest.is_dir() { latest } else { out.to_owned() };
    let mut headers: BTreeMap<String, Found> = BTreeMap::new();
    let wanted = ["document_id", "table_id", "table_kind", "measure", "measure_code"];
    for_each_row(&folder.join("line_items"), &wanted, |row| {
        if row.text("measure_code").is_some() {
            return;
        }
        let found = headers.entry(row.text("measure").unwrap_or_default()).or_default();
        found.line_items += 1;
        found.table_kinds.extend(row.text("table_kind"));
        let table = row.number("table_id").unwrap_or_default();
        let first = found.documents.entry(row.text("document_id").unwrap_or_default()).or_insert(table);
        *first = table.min(*first);
    })?;
    let asked: BTreeSet<&String> = headers.values().flat_map(|found| found.documents.keys()).collect();
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    for_each_row(&folder.join("documents"), &["document_id", "source_path"], |row| {
        if let (Some(id), Some(path)) = (row.text("document_id"), row.text("source_path"))
            && asked.contains(&id)
        {
            paths.insert(id, path);
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

/// One row of a dataset, the columns that were asked for.
struct Row<'a> {
    batch: &'a RecordBatch,
    index: usize,
}

impl Row<'_> {
    fn text(&self, column: &str) -> Option<String> {
        let array = self.batch.column_by_name(column)?.as_string_opt::<i32>()?;
        (!array.is_null(self.index)).then(|| array.value(self.index).to_owned())
    }

    fn number(&self, column: &str) -> Option<i32> {
        let array = self.batch.column_by_name(column)?.as_primitive_opt::<Int32Type>()?;
        (!array.is_null(self.index)).then(|| array.value(self.index))
    }
}

/// Calls `each` for every row of a dataset's files, in their order.
fn for_each_row(folder: &Path, columns: &[&str], mut each: impl FnMut(&Row)) -> Result<(), DatasetError> {
    for path in parquet_files(folder)? {
        let unreadable = |reason: String| DatasetError::Unreadable { path: path.clone(), message: reason };
        let file = File::open(&path).map_err(|error| unreadable(error.to_string()))?;
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| unreadable(error.to_string()))?;
        let missing = columns.iter().find(|name| builder.schema().field_with_name(name).is_err());
        if let Some(name) = missing {
            return Err(unreadable(format!("it has no column {name}")));
        }
        let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
        let reader = builder.with_projection(mask).build().map_err(|error| unreadable(error.to_string()))?;
        for batch in reader {
            let batch = batch.map_err(|error| unreadable(error.to_string()))?;
            let batch = plain(&batch).map_err(|error| unreadable(error.to_string()))?;
            (0..batch.num_rows()).for_each(|index| each(&Row { batch: &batch, index }));
        }
    }
    Ok(())
}

/// Dictionaries of texts as plain texts.
fn plain(batch: &RecordBatch) -> Result<RecordBatch, arrow::error::ArrowError> {
    let names = batch.schema();
    let columns = names.fields().iter().zip(batch.columns()).map(|(field, array)| {
        let array = match array.data_type() {
            DataType::Dictionary(..) => cast(array, &DataType::Utf8)?,
            _ => array.clone(),
        };
        Ok((field.name().clone(), array))
    });
    RecordBatch::try_from_iter(columns.collect::<Result<Vec<_>, arrow::error::ArrowError>>()?)
}

fn parquet_files(folder: &Path) -> Result<Vec<PathBuf>, DatasetError> {
    let unreadable = |message: String| DatasetError::Unreadable { path: folder.to_owned(), message };
    let entries = fs::read_dir(folder).map_err(|error| unreadable(error.to_string()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(unreadable("it holds no Parquet file".to_owned()));
    }
    Ok(files)
}
