//! Rows handed to other programs in the same process by the C interface of Arrow: what pandas, Polars and DuckDB take.

use super::column::arrow_schema;
use super::error::DatasetError;
use super::row_set::{RowBatches, RowSet};
use arrow::array::{RecordBatch, RecordBatchReader};
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use arrow::ffi::FFI_ArrowSchema;
use arrow::ffi_stream::FFI_ArrowArrayStream;
use std::sync::Arc;

/// An Arrow C stream of rows, as consumers of `__arrow_c_stream__` want it.
pub type RowStream = FFI_ArrowArrayStream;
/// An Arrow C schema.
pub type RowSchema = FFI_ArrowSchema;

impl RowSet {
    /// The rows as an Arrow C stream. What goes wrong while it is read is told to its consumer as the stream's error.
    pub fn stream(&self) -> RowStream {
        let reader = Reader { schema: declared(self), batches: self.batches() };
        FFI_ArrowArrayStream::new(Box::new(reader))
    }

    /// The columns as an Arrow C schema.
    ///
    /// # Errors
    /// A mistake of this program.
    pub fn schema(&self) -> Result<RowSchema, DatasetError> {
        FFI_ArrowSchema::try_from(declared(self).as_ref())
            .map_err(|error| DatasetError::internal(self.dataset().as_str().as_ref(), error))
    }
}

/// What the columns are to Arrow.
fn declared(rows: &RowSet) -> SchemaRef {
    arrow_schema(rows.columns().iter().copied())
}

/// Batches under the declared schema, whatever a file says of the names of its lists' items.
struct Reader {
    schema: SchemaRef,
    batches: RowBatches,
}

impl Iterator for Reader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.batches.next()?;
        Some(match batch {
            Ok(batch) => RecordBatch::try_new(Arc::clone(&self.schema), batch.columns().to_vec()),
            Err(error) => Err(ArrowError::ExternalError(Box::new(error))),
        })
    }
}

impl RecordBatchReader for Reader {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
