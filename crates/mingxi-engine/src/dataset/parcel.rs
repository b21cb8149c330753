//! What came of one document, as batches of all datasets: ready to be parked, or to travel between processes.
//!
//! A parcel is a function of the document's bytes, its file name, the vocabulary and this program's version.
//! Where the file lies is not in it: whoever gathers parcels says so with [`Parcel::found_at`].

use super::convert::{Schemas, convert};
use super::definition::Dataset;
use super::error::DatasetError;
use super::row_set::RowSet;
use super::rows::Rows;
use crate::Record;
use crate::inside::Listed;
use crate::place::{Place, shown};
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
    members: Vec<Listed>,
}

impl Heading<'_> {
    /// Where it lies, for people.
    pub fn shown(&self) -> String {
        shown(self.source_path, self.container_path)
    }
}

/// What the documents dataset says of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading<'p> {
    /// Its key.
    pub document_id: &'p str,
    /// The path of its file.
    pub source_path: &'p str,
    /// The way to it inside of the file.
    pub container_path: Option<&'p str>,
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
        Ok(Parcel { batches, members: record.members.clone() })
    }

    /// A parcel that travelled; `None` if it has not exactly one row about a document.
    pub fn from_batches(batches: Vec<(Dataset, RecordBatch)>) -> Option<Parcel> {
        let parcel = Parcel { batches, members: Vec::new() };
        let documents: usize = parcel.rows(Dataset::Documents).map(|rows| rows.len()).sum();
        (documents == 1 && parcel.heading().is_some()).then_some(parcel)
    }

    /// The same of a document with files inside.
    pub fn with_members(self, members: Vec<Listed>) -> Parcel {
        Parcel { members, ..self }
    }

    /// The files inside the document.
    pub fn members(&self) -> &[Listed] {
        &self.members
    }

    /// Whether the document is published: an archive that gave all its members is not one.
    pub fn is_published(&self) -> bool {
        let has_format = self.rows(Dataset::Documents).any(|rows| rows.text("format", 0).is_some());
        let has_error = self.heading().is_none_or(|heading| heading.error.is_some());
        self.members.is_empty() || has_format || has_error
    }

    /// The batches, each dataset's in the order of its rows.
    pub fn batches(&self) -> &[(Dataset, RecordBatch)] {
        &self.batches
    }

    /// The rows of a dataset, batch by batch.
    pub fn rows(&self, dataset: Dataset) -> impl Iterator<Item = Rows<'_>> {
        self.batches.iter().filter(move |(owner, _)| *owner == dataset).map(|(_, batch)| Rows::of(batch))
    }

    /// The rows of a dataset, for other programs.
    pub fn row_set(&self, dataset: Dataset) -> RowSet {
        let own = self.batches.iter().filter(|(owner, _)| *owner == dataset);
        RowSet::held(dataset, own.map(|(_, batch)| batch.clone()).collect())
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
            container_path: rows.text("container_path", 0),
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
    pub fn found_at(mut self, place: &Place, duplicate_paths: &[String]) -> Result<Parcel, DatasetError> {
        let internal = |error: ArrowError| DatasetError::internal(&place.file, error);
        for (dataset, batch) in &mut self.batches {
            if *dataset == Dataset::Documents {
                *batch = placed(batch, place, duplicate_paths).map_err(internal)?;
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
    place: &Place,
    duplicate_paths: &[String],
) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let mut columns = batch.columns().to_vec();
    let path: ArrayRef = Arc::new(StringArray::from(vec![place.source_path()]));
    columns[schema.index_of("source_path")?] = path;
    let inside: ArrayRef = Arc::new(StringArray::from(vec![place.container_path()]));
    columns[schema.index_of("container_path")?] = inside;
    columns[schema.index_of("duplicate_paths")?] = paths(duplicate_paths);
    RecordBatch::try_new(schema, columns)
}

/// The row of a document that lies at further paths too.
///
/// # Errors
/// The batch is not one row of the documents dataset.
pub(super) fn also_at(batch: &RecordBatch, further: &[String]) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let mut all = Rows::of(batch).texts("duplicate_paths", 0);
    all.extend(further.iter().cloned());
    all.sort_by(|a, b| Path::new(a).cmp(Path::new(b)));
    let mut columns = batch.columns().to_vec();
    columns[schema.index_of("duplicate_paths")?] = paths(&all);
    RecordBatch::try_new(schema, columns)
}

/// One list of paths.
fn paths(paths: &[String]) -> ArrayRef {
    let mut list = ListBuilder::new(StringBuilder::new()).with_field(super::column::element(DataType::Utf8));
    list.append_value(paths.iter().map(Some));
    Arc::new(list.finish())
}
