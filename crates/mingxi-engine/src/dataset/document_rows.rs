//! The rows of one document, found without reading the others.

use super::definition::Dataset;
use super::error::DatasetError;
use super::published::{Published, builder, is_readable, metadata};
use super::rows::Rows;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, RowSelection, RowSelector};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// Where the rows of every document stand in a dataset: they follow one another in it. Memory grows with the
/// documents, not with the rows.
pub struct DocumentRows {
    dataset: Dataset,
    files: Vec<Part>,
    documents: BTreeMap<String, Range<usize>>,
}

/// A file of the dataset.
struct Part {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    /// Its rows, counted through all files of the dataset.
    rows: Range<usize>,
}

impl Published {
    /// Finds where every document's rows are. Reads one column of the dataset.
    ///
    /// # Errors
    /// A file cannot be read, lacks a column, or is of another version.
    pub fn document_rows(&self, dataset: Dataset) -> Result<DocumentRows, DatasetError> {
        let mut files = Vec::new();
        let mut start = 0;
        for path in self.files(dataset) {
            let metadata = metadata(&path, is_readable)?;
            let rows = usize::try_from(metadata.metadata().file_metadata().num_rows()).unwrap_or_default();
            files.push(Part { path, metadata, rows: start..start + rows });
            start += rows;
        }
        let mut documents: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let mut next = 0;
        self.scan(dataset, &["document_id"], |rows| {
            for row in 0..rows.len() {
                let id = rows.text("document_id", row).unwrap_or_default();
                match documents.get_mut(id) {
                    Some(range) => range.end = next + 1,
                    None => {
                        documents.insert(id.to_owned(), next..next + 1);
                    }
                }
                next += 1;
            }
        })?;
        Ok(DocumentRows { dataset, files, documents })
    }
}

impl DocumentRows {
    /// How many rows a document has.
    pub fn count(&self, document_id: &str) -> usize {
        self.documents.get(document_id).map_or(0, ExactSizeIterator::len)
    }

    /// Hands the rows of a document to `each`, in their order, in batches that hold the named columns; it is not
    /// called for a document without rows.
    ///
    /// # Errors
    /// A file cannot be read or lacks a column; or what `each` said.
    pub fn read<E: From<DatasetError>>(
        &self,
        document_id: &str,
        columns: &[&str],
        mut each: impl FnMut(Rows<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(wanted) = self.documents.get(document_id) else {
            return Ok(());
        };
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        for part in &self.files {
            let start = wanted.start.max(part.rows.start);
            let end = wanted.end.min(part.rows.end);
            if start < end {
                self.read_part(part, &columns, start - part.rows.start..end - part.rows.start, &mut each)?;
            }
        }
        Ok(())
    }

    /// Reads rows of a file; row groups and pages that hold none of them are skipped.
    fn read_part<E: From<DatasetError>>(
        &self,
        part: &Part,
        columns: &[String],
        wanted: Range<usize>,
        each: &mut impl FnMut(Rows<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let unreadable = |reason: String| DatasetError::Unreadable { path: part.path.clone(), reason };
        let mut groups = Vec::new();
        let mut skipped = None;
        let mut start = 0;
        for (group, metadata) in part.metadata.metadata().row_groups().iter().enumerate() {
            let end = start + usize::try_from(metadata.num_rows()).unwrap_or_default();
            if start < wanted.end && wanted.start < end {
                groups.push(group);
                skipped.get_or_insert(wanted.start.saturating_sub(start));
            }
            start = end;
        }
        let selection = [RowSelector::skip(skipped.unwrap_or_default()), RowSelector::select(wanted.len())];
        let reader = builder(self.dataset, &part.path, columns, part.metadata.clone())?
            .with_row_groups(groups)
            .with_row_selection(RowSelection::from(selection.to_vec()))
            .build()
            .map_err(|error| unreadable(error.to_string()))?;
        for batch in reader {
            each(Rows::of(&batch.map_err(|error| unreadable(error.to_string()))?))?;
        }
        Ok(())
    }
}
