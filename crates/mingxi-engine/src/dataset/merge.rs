//! Several publications as one: the parts that other machines read, put together without reading a document again.
//!
//! Rows are streamed dataset by dataset into a staging area, as if they had just been read, so that the result has
//! the bytes of a single run over all inputs; memory holds an index entry per document. A document that several
//! parts hold is taken from the part with its first path, whose name it was read under.

use super::definition::Dataset;
use super::error::DatasetError;
use super::parcel::placed;
use super::published::Published;
use super::rows::Rows;
use super::staging::{Publication, Staging};
use super::{BATCH_ROWS, Schemas};
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A document of the merged publication.
struct Document {
    /// Which part it is taken from.
    part: usize,
    /// All its paths, sorted as paths.
    paths: Vec<PathBuf>,
}

/// Puts the publications of several output folders together and publishes them in another.
///
/// # Errors
/// A part has no publication of this version, or the result cannot be written.
pub fn merge(parts: &[PathBuf], out: &Path, keep: usize) -> Result<Publication, DatasetError> {
    let parts: Vec<Published> = parts.iter().map(|part| Published::open(part)).collect::<Result<_, _>>()?;
    let documents = documents(&parts)?;
    let staging = Staging::create(out)?.keeping(keep);
    let schemas = Schemas::new();
    let mut parked = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        for dataset in Dataset::ALL {
            let mut gathered = Gathered::default();
            let mut take = |id: String, batch: RecordBatch| -> Result<(), DatasetError> {
                let Some(document) = documents.get(&id).filter(|document| document.part == index) else {
                    return Ok(());
                };
                let batch = match dataset {
                    Dataset::Documents => {
                        at(document, &batch).map_err(|error| DatasetError::internal(part.folder(), error))?
                    }
                    _ => batch,
                };
                staging.park_rows(dataset, batch, parked.entry(id).or_default())
            };
            part.each_batch(dataset, schemas.of(dataset), |batch| gathered.add(batch, &mut take))?;
            gathered.flush(&mut take)?;
        }
    }
    for (id, parcels) in parked {
        staging.add_parked(parcels).ok_or_else(|| {
            DatasetError::internal(out, format!("the document {id} has no row in its part"))
        })?;
    }
    staging.publish()
}

/// Every document with the part it is taken from.
fn documents(parts: &[Published]) -> Result<BTreeMap<String, Document>, DatasetError> {
    let mut found: BTreeMap<String, Document> = BTreeMap::new();
    for (part, published) in parts.iter().enumerate() {
        published.scan(Dataset::Documents, &["document_id", "source_path", "duplicate_paths"], |rows| {
            for row in 0..rows.len() {
                let text = |column| PathBuf::from(rows.text(column, row).unwrap_or_default());
                let first = text("source_path");
                let id = rows.text("document_id", row).unwrap_or_default().to_owned();
                let others = rows.texts("duplicate_paths", row).into_iter().map(PathBuf::from);
                let document = found.entry(id).or_insert(Document { part, paths: Vec::new() });
                if document.paths.first().is_none_or(|path| first < *path) {
                    document.part = part;
                }
                document.paths.push(first);
                document.paths.extend(others);
                document.paths.sort();
                document.paths.dedup();
            }
        })?;
    }
    Ok(found)
}

fn at(document: &Document, batch: &RecordBatch) -> Result<RecordBatch, arrow::error::ArrowError> {
    let texts: Vec<String> = document.paths.iter().map(|path| path.display().to_string()).collect();
    placed(batch, &texts[0], &texts[1..])
}

/// The rows of the document that is passing by, until the next one begins.
#[derive(Default)]
struct Gathered {
    id: String,
    batches: Vec<RecordBatch>,
}

impl Gathered {
    fn add(
        &mut self,
        batch: RecordBatch,
        take: &mut impl FnMut(String, RecordBatch) -> Result<(), DatasetError>,
    ) -> Result<(), DatasetError> {
        let rows = Rows::of(&batch);
        let mut start = 0;
        while start < rows.len() {
            let id = rows.text("document_id", start).unwrap_or_default();
            let same =
                (start..rows.len()).take_while(|row| rows.text("document_id", *row) == Some(id)).count();
            if id != self.id {
                self.flush(take)?;
                self.id = id.to_owned();
            }
            self.batches.push(batch.slice(start, same.max(1)));
            start += same.max(1);
        }
        Ok(())
    }

    /// Hands the rows on in batches as large as reading makes them.
    fn flush(
        &mut self,
        take: &mut impl FnMut(String, RecordBatch) -> Result<(), DatasetError>,
    ) -> Result<(), DatasetError> {
        let batches = std::mem::take(&mut self.batches);
        let Some(first) = batches.first() else {
            return Ok(());
        };
        let whole = concat_batches(&first.schema(), &batches)
            .map_err(|error| DatasetError::internal(Path::new(&self.id), error))?;
        for start in (0..whole.num_rows()).step_by(BATCH_ROWS) {
            take(self.id.clone(), whole.slice(start, BATCH_ROWS.min(whole.num_rows() - start)))?;
        }
        Ok(())
    }
}
