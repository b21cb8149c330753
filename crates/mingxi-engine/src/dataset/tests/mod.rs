//! Records made by hand, published and read back.

mod failures;
pub(crate) mod fixtures;
mod order;
mod reading;
mod rows;
mod schemas;

use super::{Dataset, Publication, Staging};
use crate::Record;
use arrow::array::RecordBatch;
use arrow::util::display::array_value_to_string;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::path::Path;

/// Publishes records into a folder.
fn publish(out: &Path, records: &[Record]) -> Publication {
    let staging = Staging::create(out).unwrap();
    for record in records {
        staging.add(record).unwrap();
    }
    staging.publish().unwrap()
}

/// A published dataset, read through `latest`.
fn read(out: &Path, dataset: Dataset) -> RecordBatch {
    let path = out.join("latest").join(dataset.as_str()).join("part-0.parquet");
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let schema = builder.schema().clone();
    let batches: Vec<RecordBatch> = builder.build().unwrap().map(Result::unwrap).collect();
    arrow::compute::concat_batches(&schema, &batches).unwrap()
}

/// One value as text; `null` for none.
fn show(batch: &RecordBatch, column: &str, row: usize) -> String {
    let array = batch.column_by_name(column).unwrap();
    if array.is_null(row) {
        return "null".to_owned();
    }
    array_value_to_string(array, row).unwrap()
}

/// A column as texts.
fn column(batch: &RecordBatch, name: &str) -> Vec<String> {
    (0..batch.num_rows()).map(|row| show(batch, name, row)).collect()
}
