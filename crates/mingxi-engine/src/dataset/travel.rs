//! Parcels as bytes: one Arrow IPC stream per document.
//!
//! The stream has one column per dataset, each a list of that dataset's rows as structs, so that one schema
//! carries all nine. Row `k` holds the `k`-th batch of every dataset; a document of ordinary size has one row.
//! The versions of the program and of the columns stand in the schema's metadata.

use super::convert::Schemas;
use super::definition::Dataset;
use super::parcel::Parcel;
use super::{SCHEMA_VERSION, VERSION};
use crate::inside::Listed;
use arrow::array::{Array, ArrayRef, AsArray, ListArray, RecordBatch, StructArray};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::ipc::reader::StreamReader;
use arrow::ipc::writer::StreamWriter;
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

/// The key of the metadata that names the program's version.
const PROGRAM_KEY: &str = "mingxi.version";
/// The key of the metadata that names the version of the columns.
const SCHEMA_KEY: &str = "mingxi.schema_version";
/// The key of the metadata that lists the files inside the document, as JSON.
const MEMBERS_KEY: &str = "mingxi.members";

/// Why bytes are no parcel.
#[derive(Debug, Error)]
pub(crate) enum TravelError {
    /// Arrow refused them.
    #[error("they are no Arrow stream of this program: {0}")]
    Arrow(#[from] ArrowError),
    /// Another version wrote them.
    #[error("they were written by version {0}, this is {VERSION} (columns {SCHEMA_VERSION})")]
    Version(String),
    /// There is not one document in them.
    #[error("they do not tell of exactly one document")]
    NotOneDocument,
}

/// A parcel as one Arrow IPC stream.
///
/// # Errors
/// A mistake of this program.
pub(crate) fn to_bytes(parcel: &Parcel, schemas: &Schemas) -> Result<Vec<u8>, TravelError> {
    let schema = stream_schema(schemas, parcel.members())?;
    let of = |dataset: Dataset| -> Vec<&RecordBatch> {
        parcel.batches().iter().filter(|(owner, _)| *owner == dataset).map(|(_, batch)| batch).collect()
    };
    let batches: Vec<Vec<&RecordBatch>> = Dataset::ALL.iter().map(|dataset| of(*dataset)).collect();
    let rows = batches.iter().map(Vec::len).max().unwrap_or(0);
    let mut writer = StreamWriter::try_new(Vec::new(), &schema)?;
    for row in 0..rows {
        let columns = Dataset::ALL
            .iter()
            .zip(&batches)
            .map(|(dataset, batches)| one_list(schemas.of(*dataset), batches.get(row).copied()))
            .collect::<Result<Vec<_>, _>>()?;
        writer.write(&RecordBatch::try_new(schema.clone(), columns)?)?;
    }
    writer.finish()?;
    Ok(writer.into_inner()?)
}

/// A parcel out of the bytes of [`to_bytes`].
///
/// # Errors
/// The bytes are no stream of this version, or not of one document.
pub(crate) fn from_bytes(bytes: &[u8], schemas: &Schemas) -> Result<Parcel, TravelError> {
    let reader = StreamReader::try_new(bytes, None)?;
    let schema = reader.schema();
    let told = |key: &str| schema.metadata().get(key).map_or("none", String::as_str).to_owned();
    if told(PROGRAM_KEY) != VERSION || told(SCHEMA_KEY) != SCHEMA_VERSION {
        return Err(TravelError::Version(format!("{} (columns {})", told(PROGRAM_KEY), told(SCHEMA_KEY))));
    }
    let mut batches = Vec::new();
    for row in reader {
        let row = row?;
        for dataset in Dataset::ALL {
            let rows = rows_of(&row, dataset, schemas)?;
            if rows.num_rows() > 0 {
                batches.push((dataset, rows));
            }
        }
    }
    let members = match schema.metadata().get(MEMBERS_KEY) {
        Some(members) => {
            serde_json::from_str(members).map_err(|error| ArrowError::JsonError(error.to_string()))?
        }
        None => Vec::new(),
    };
    let parcel = Parcel::from_batches(batches).ok_or(TravelError::NotOneDocument)?;
    Ok(parcel.with_members(members))
}

/// The schema of the stream.
fn stream_schema(schemas: &Schemas, members: &[Listed]) -> Result<SchemaRef, ArrowError> {
    let fields: Fields =
        Dataset::ALL.iter().map(|d| Field::new(d.as_str(), list_of(schemas.of(*d)), false)).collect();
    let mut metadata = HashMap::from([
        (PROGRAM_KEY.to_owned(), VERSION.to_owned()),
        (SCHEMA_KEY.to_owned(), SCHEMA_VERSION.to_owned()),
    ]);
    if !members.is_empty() {
        let members =
            serde_json::to_string(members).map_err(|error| ArrowError::JsonError(error.to_string()))?;
        metadata.insert(MEMBERS_KEY.to_owned(), members);
    }
    Ok(Arc::new(Schema::new_with_metadata(fields, metadata)))
}

fn list_of(schema: &SchemaRef) -> DataType {
    DataType::List(super::column::element(DataType::Struct(schema.fields().clone())))
}

/// A batch, or no rows, as the only value of a list column.
fn one_list(schema: &SchemaRef, batch: Option<&RecordBatch>) -> Result<ArrayRef, ArrowError> {
    let empty = RecordBatch::new_empty(schema.clone());
    let rows = StructArray::from(batch.unwrap_or(&empty).clone());
    let element = super::column::element(rows.data_type().clone());
    let offsets = OffsetBuffer::from_lengths([rows.len()]);
    Ok(Arc::new(ListArray::try_new(element, offsets, Arc::new(rows), None)?))
}

/// The rows of a dataset in one row of the stream.
fn rows_of(row: &RecordBatch, dataset: Dataset, schemas: &Schemas) -> Result<RecordBatch, ArrowError> {
    let wrong = || ArrowError::SchemaError(format!("the column {} is missing", dataset.as_str()));
    let lists = row
        .column_by_name(dataset.as_str())
        .and_then(|column| column.as_list_opt::<i32>())
        .filter(|lists| lists.len() == 1)
        .ok_or_else(wrong)?;
    let rows = lists.value(0);
    let rows = rows.as_struct_opt().ok_or_else(wrong)?;
    RecordBatch::try_new(schemas.of(dataset).clone(), rows.columns().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::tests::fixtures::{blank, of_agency};
    use crate::place::Place;
    use mingxi_model::Status;

    #[test]
    fn a_parcel_comes_back_as_it_was_sent() {
        let schemas = Schemas::new();
        let record = of_agency("a", Some(2024), Some("131003"), Some("广阳区医疗保障局"));
        let parcel = Parcel::of(&record, &schemas).unwrap();
        let again = from_bytes(&to_bytes(&parcel, &schemas).unwrap(), &schemas).unwrap();
        let name = |batches: &[(Dataset, RecordBatch)]| batches.iter().map(|b| b.0).collect::<Vec<_>>();
        let mut sent = parcel.batches().to_vec();
        sent.sort_by_key(|(dataset, _)| *dataset);
        assert_eq!(name(&sent), name(again.batches()));
        assert_eq!(sent, again.batches());
        let heading = again.heading().unwrap();
        assert_eq!((heading.document_id, heading.status), ("a", Status::Ok));
        assert_eq!((heading.fiscal_year, heading.region_code), (Some(2024), Some("131003")));
    }

    #[test]
    fn what_is_no_parcel_is_refused() {
        let schemas = Schemas::new();
        assert!(matches!(from_bytes(b"", &schemas), Err(TravelError::Arrow(_))));
        let mut bytes = to_bytes(&Parcel::of(&blank("a"), &schemas).unwrap(), &schemas).unwrap();
        bytes.truncate(bytes.len() / 2);
        assert!(from_bytes(&bytes, &schemas).is_err());
        let nothing = StreamWriter::try_new(Vec::new(), &stream_schema(&schemas, &[]).unwrap()).unwrap();
        let nothing = nothing.into_inner().unwrap();
        assert!(matches!(from_bytes(&nothing, &schemas), Err(TravelError::NotOneDocument)));
    }

    #[test]
    fn where_a_document_lies_is_said_by_who_found_it() {
        let schemas = Schemas::new();
        let parcel = Parcel::of(&blank("a"), &schemas).unwrap();
        let moved = parcel.found_at(&Place::file("b/1.pdf".into()), &["b/2.pdf".to_owned()]).unwrap();
        assert_eq!(moved.heading().unwrap().source_path, "b/1.pdf");
        let batch = &moved.batches().iter().find(|(d, _)| *d == Dataset::Documents).unwrap().1;
        let paths = batch.column_by_name("duplicate_paths").unwrap().as_list::<i32>().value(0);
        assert_eq!(paths.as_string::<i32>().value(0), "b/2.pdf");
    }
}
