//! Rows of a dataset as something that is handed on: read when they are asked for, as often as they are.

use super::column::ColumnSpec;
use super::definition::Dataset;
use super::error::DatasetError;
use super::published::{Batches, Published, is_readable, metadata};
use super::rows::Rows;
use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use std::path::Path;
use std::sync::Arc;

/// Columns of a dataset, of a publication or of one document that was read. Each use reads them anew, so that memory
/// does not grow with a publication.
#[derive(Debug, Clone)]
pub struct RowSet {
    dataset: Dataset,
    columns: Vec<&'static ColumnSpec>,
    source: Source,
}

/// Where the rows are.
#[derive(Debug, Clone)]
enum Source {
    Published(Published),
    Held(Arc<[RecordBatch]>),
}

impl Published {
    /// All columns of a dataset.
    pub fn rows(&self, dataset: Dataset) -> RowSet {
        RowSet { dataset, columns: dataset.spec().columns, source: Source::Published(self.clone()) }
    }
}

impl RowSet {
    /// Rows that are in memory, with all columns of the dataset.
    pub(crate) fn held(dataset: Dataset, batches: Vec<RecordBatch>) -> RowSet {
        RowSet { dataset, columns: dataset.spec().columns, source: Source::Held(batches.into()) }
    }

    /// The dataset.
    pub fn dataset(&self) -> Dataset {
        self.dataset
    }

    /// The columns, in the declared order.
    pub fn columns(&self) -> &[&'static ColumnSpec] {
        &self.columns
    }

    /// The same rows with the named columns only, in the declared order whatever order they are named in.
    ///
    /// # Errors
    /// The name that is no column.
    pub fn select(&self, names: &[&str]) -> Result<RowSet, String> {
        if let Some(unknown) = names.iter().find(|name| self.columns.iter().all(|spec| spec.name != **name)) {
            return Err((*unknown).to_owned());
        }
        let columns = self.columns.iter().copied().filter(|spec| names.contains(&spec.name)).collect();
        Ok(RowSet { columns, ..self.clone() })
    }

    /// How many rows there are; of a publication, its files say so.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn count(&self) -> Result<u64, DatasetError> {
        match &self.source {
            Source::Held(batches) => Ok(batches.iter().map(|batch| batch.num_rows() as u64).sum()),
            Source::Published(published) => {
                published.files(self.dataset).iter().map(|path| row_count(path)).sum()
            }
        }
    }

    /// Hands the rows to `each`, batch by batch.
    ///
    /// # Errors
    /// A file cannot be read, lacks a column or is of another version; or what `each` said.
    pub fn read<E: From<DatasetError>>(
        &self,
        mut each: impl FnMut(Rows<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for batch in self.batches() {
            each(Rows::of(&batch?))?;
        }
        Ok(())
    }

    /// The rows, batch by batch; nothing follows an error.
    pub(super) fn batches(&self) -> RowBatches {
        let names: Vec<&str> = self.columns.iter().map(|spec| spec.name).collect();
        match &self.source {
            Source::Published(published) => RowBatches::Published(published.batches(self.dataset, &names)),
            Source::Held(batches) => RowBatches::Held {
                batches: Arc::clone(batches),
                next: 0,
                names: names.into_iter().map(str::to_owned).collect(),
                dataset: self.dataset,
            },
        }
    }
}

fn row_count(path: &Path) -> Result<u64, DatasetError> {
    let rows = metadata(path, is_readable)?.metadata().file_metadata().num_rows();
    Ok(u64::try_from(rows).unwrap_or_default())
}

/// The batches of a row set.
pub(super) enum RowBatches {
    Published(Batches),
    Held { batches: Arc<[RecordBatch]>, next: usize, names: Vec<String>, dataset: Dataset },
}

impl Iterator for RowBatches {
    type Item = Result<RecordBatch, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            RowBatches::Published(batches) => batches.next(),
            RowBatches::Held { batches, next, names, dataset } => {
                let batch = batches.get(*next)?;
                *next += 1;
                let columns: Result<Vec<usize>, ArrowError> =
                    names.iter().map(|name| batch.schema_ref().index_of(name)).collect();
                let projected = columns.and_then(|columns| batch.project(&columns));
                Some(projected.map_err(|error| DatasetError::internal(dataset.as_str().as_ref(), error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::tests::fixtures::of_agency;
    use crate::dataset::{Parcel, Schemas, Staging};

    fn parcel() -> Parcel {
        let record = of_agency("a", Some(2024), Some("131003"), Some("广阳区医疗保障局"));
        Parcel::of(&record, &Schemas::new()).unwrap()
    }

    #[test]
    fn rows_in_memory_and_on_disk_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let staging = Staging::create(folder.path()).unwrap();
        staging.add_parcel(&parcel()).unwrap();
        staging.publish().unwrap();
        let published = Published::open(folder.path()).unwrap().rows(Dataset::Documents);
        for set in [published, parcel().row_set(Dataset::Documents)] {
            assert_eq!(set.count().unwrap(), 1);
            let some = set.select(&["agency_name", "document_id", "fiscal_year"]).unwrap();
            let mut seen = Vec::new();
            some.read(|rows| {
                seen.extend(rows.values(0).map(|value| value.to_string()));
                Ok::<(), DatasetError>(())
            })
            .unwrap();
            // In the declared order.
            assert_eq!(seen, ["a", "广阳区医疗保障局", "2024"]);
            assert_eq!(set.select(&["nothing"]).unwrap_err(), "nothing");
        }
    }
}
