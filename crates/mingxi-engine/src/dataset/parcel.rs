//! What came of one document, as batches of all datasets: ready to be parked, or to travel between processes.
//!
//! A parcel is a function of the document's bytes, its file name, the vocabulary and this program's version.
//! Where the file lies is not in it: whoever gathers parcels says so with [`Parcel::found_at`].

use super::convert::{Schemas, convert};
use super::definition::Dataset;
use super::error::DatasetError;
use super::rows::Rows;
use crate::Record;
use arrow::array::{ArrayRef, ListBuilder, RecordBatch, StringArray, StringBuilder};
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use mingxi_model::{ErrorKind, Status};
use std::path::Path;
use std::sync::Arc;

/// The batches of one document.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    batches: Vec<(Dataset, RecordBatch)>,
}

/// What the documents dataset says of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading<'p> {
    /// Its key.
    pub document_id: &'p str,
    /// Its first path.
    pub source_path: &'p str,
    /// How reading and keeping it ended.
    pub status: Status,
    /// Why it is not `ok`.
    pub error: Option<(ErrorKind, &'p str)>,
    /// The year it is about.
    pub fiscal_year: Option<i16>,
    /// Where its agency is.
    pub region_code: Option<&'p str>,
    /// Whose it is.
    pub agency_name: Option<&'p str>,
}

impl Parcel {
    /// Packs a record.
    ///
    /// # Errors
    /// A mistake of this program.
    pub fn of(record: &Record, schemas: &Schemas) -> Result<Parcel, DatasetError> {
        let batches = convert(record, schemas)
            .map_err(|error| DatasetError::internal(Path::new(&record.source_path), error))?;
        Ok(Parcel { batches })
    }

    /// A parcel that travelled; `None` if it has not exactly one row about a document.
    pub fn from_batches(batches: Vec<(Dataset, RecordBatch)>) -> Option<Parcel> {
        let parcel = Parcel { batches };
        let documents: usize = parcel.rows(Dataset::Documents).map(|rows| rows.len()).sum();
        (documents == 1 && parcel.heading().is_some()).then_some(parcel)
    }

    /// The batches, each dataset's in the order of its rows.
    pub fn batches(&self) -> &[(Dataset, RecordBatch)] {
        &self.batches
    }

    /// The rows of a dataset, batch by batch.
    pub fn rows(&self, dataset: Dataset) -> impl Iterator<Item = Rows<'_>> {
        self.batches.iter().filter(move |(owner, _)| *owner == dataset).map(|(_, batch)| Rows::of(batch))
    }

    /// What the documents dataset says; `None` only of a broken parcel.
    pub fn heading(&self) -> Option<Heading<'_>> {
        let rows = self.rows(Dataset::Documents).next()?;
        let status = rows.text("status", 0)?;
        let kind = rows.text("error_kind", 0);
        let kind = kind.and_then(|name| ErrorKind::ALL.iter().find(|kind| kind.as_str() == name));
        Some(Heading {
            document_id: rows.text("document_id", 0)?,
            source_path: rows.text("source_path", 0)?,
            status: *Status::ALL.iter().find(|known| known.as_str() == status)?,
            error: kind.map(|kind| (*kind, rows.text("error_message", 0).unwrap_or_default())),
            fiscal_year: rows.int("fiscal_year", 0).and_then(|year| i16::try_from(year).ok()),
            region_code: rows.text("region_code", 0),
            agency_name: rows.text("agency_name", 0),
        })
    }

    /// The same parcel of a document that lies at these paths.
    ///
    /// # Errors
    /// A mistake of this program.
    pub fn found_at(mut self, source_path: &str, duplicate_paths: &[String]) -> Result<Parcel, DatasetError> {
        let internal = |error: ArrowError| DatasetError::internal(Path::new(source_path), error);
        for (dataset, batch) in &mut self.batches {
            if *dataset == Dataset::Documents {
                *batch = placed(batch, source_path, duplicate_paths).map_err(internal)?;
            }
        }
        Ok(self)
    }
}

/// The row of a document that lies at these paths.
///
/// # Errors
/// The batch is not one row of the documents dataset.
pub(crate) fn placed(
    batch: &RecordBatch,
    source_path: &str,
    duplicate_paths: &[String],
) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let mut columns = batch.columns().to_vec();
    let path: ArrayRef = Arc::new(StringArray::from(vec![source_path]));
    columns[schema.index_of("source_path")?] = path;
    let mut duplicates =
        ListBuilder::new(StringBuilder::new()).with_field(super::column::element(DataType::Utf8));
    duplicates.append_value(duplicate_paths.iter().map(Some));
    columns[schema.index_of("duplicate_paths")?] = Arc::new(duplicates.finish());
    RecordBatch::try_new(schema, columns)
}
