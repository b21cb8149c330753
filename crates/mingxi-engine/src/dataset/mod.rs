//! The datasets: what they hold, and how they reach the disk. The only place with Arrow and Parquet.
//!
//! Every column is declared once, in the file of its dataset: name, type, unit, description, closed list of
//! values, and where its value comes from. The Arrow schema, the files' metadata, the data package and the
//! data dictionary derive from that.
//!
//! A [`Record`](crate::Record) is converted to Arrow batches as soon as it is read and parked in a staging
//! folder, by any thread; [`Staging::publish`] then streams the parked batches, in the order of the contract,
//! into Parquet files and makes `latest` name them in one step. Memory holds an index entry per document and
//! a row group per file, however many documents there are.
//!
//! Order: all keys ascending, null first.

mod builder;
mod cells;
mod checks;
mod column;
mod common;
mod convert;
mod datum;
mod definition;
mod diagnostics;
mod dictionary;
mod document_rows;
mod documents;
mod editions;
mod entry;
mod error;
mod folder;
mod gaps;
mod history;
mod indicators;
mod line_items;
mod merge;
mod number;
mod out_file;
mod package;
mod parcel;
mod parquet_file;
mod projects;
mod published;
mod row_set;
#[cfg(feature = "ffi")]
mod row_stream;
mod rows;
mod spill;
mod staging;
mod statements;
mod summary;
mod tables;
#[cfg(test)]
mod tests;
mod travel;
mod values;

pub use column::{ColumnSpec, Kind};
pub(crate) use convert::{BATCH_ROWS, Schemas};
pub use datum::Datum;
pub use definition::{Dataset, DatasetSpec, Order};
pub use document_rows::DocumentRows;
pub use error::DatasetError;
pub(crate) use folder::OutputFolder;
pub use gaps::{Gap, gaps};
pub use history::{KEPT_PUBLICATIONS, KeptPublication, publications, roll_back};
pub use merge::merge;
pub(crate) use parcel::Parcel;
pub use published::{Batches, Published};
pub use row_set::RowSet;
#[cfg(feature = "ffi")]
pub use row_stream::{RowSchema, RowStream};
pub use rows::Rows;
pub use staging::{Publication, PublishedFile, Staging};
pub(crate) use travel::{from_bytes, to_bytes};

/// The version of this program, in every file and every documents row.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The version of the columns: the first number grows when one is renamed or dropped, the second when one is
/// added.
pub const SCHEMA_VERSION: &str = "1.3";

/// The list that region codes are from.
const DIVISION_CODES: package::DivisionCodes = package::DivisionCodes {
    standard: "GB/T 2260",
    vintage: "2023",
    description: "A region that was renamed or merged before or after that year has the code it has in this \
                  list, and none if it is not in it.",
};

/// The files of the `schemas` folder that are made from declarations, of the datasets and of the rules: their
/// names and contents.
pub fn schema_files() -> [(&'static str, String); 3] {
    [
        ("DATA_DICTIONARY.md", dictionary::data_dictionary()),
        ("datapackage.json", package::data_package(&[])),
        ("RULES.md", crate::report::rules_document()),
    ]
}
