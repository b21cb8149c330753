//! Batches parked on the disk between reading a document and publishing it, so that memory stays flat.
//!
//! One file per dataset holds Arrow IPC messages one after another, in whatever order the threads finished;
//! the index of the staging area says which document each belongs to. Every message is compressed: batches
//! repeat the document's facts on every row, and would take twenty times the room of the publication.

use super::error::DatasetError;
use super::out_file::{OutFile, Space};
use arrow::array::RecordBatch;
use arrow::buffer::MutableBuffer;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use arrow::ipc::reader::FileDecoder;
use arrow::ipc::writer::{DictionaryTracker, IpcDataGenerator, IpcWriteOptions, write_message};
use arrow::ipc::{Block, MetadataVersion};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Where a batch is parked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parked {
    offset: u64,
    stored_bytes: usize,
    metadata_bytes: usize,
    body_bytes: usize,
}

/// zstd level of parked batches: the fastest of the ordinary ones.
const ZSTD_LEVEL: i32 = 1;

/// The parked batches of one dataset.
pub(crate) struct Spill {
    path: PathBuf,
    file: Mutex<OutFile>,
}

impl Spill {
    /// An empty file.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(path: &Path, space: &Space) -> Result<Spill, DatasetError> {
        Ok(Spill { path: path.to_owned(), file: Mutex::new(OutFile::create(path, space)?) })
    }

    /// Parks a batch.
    ///
    /// # Errors
    /// What the system says. The file is of no further use then.
    pub fn park(&self, batch: &RecordBatch) -> Result<Parked, DatasetError> {
        let mut message = Vec::new();
        let (metadata_bytes, body_bytes) =
            encode(batch, &mut message).map_err(|e| DatasetError::internal(&self.path, e))?;
        let stored =
            zstd::bulk::compress(&message, ZSTD_LEVEL).map_err(|e| DatasetError::internal(&self.path, e))?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let offset = file.bytes();
        file.write_all(&stored).map_err(|e| DatasetError::io("write", &self.path, e))?;
        Ok(Parked { offset, stored_bytes: stored.len(), metadata_bytes, body_bytes })
    }

    /// Opens the parked batches for reading.
    ///
    /// # Errors
    /// What the system says.
    pub fn reader(&self, schema: SchemaRef) -> Result<SpillReader, DatasetError> {
        Ok(SpillReader {
            file: File::open(&self.path).map_err(|e| DatasetError::io("read", &self.path, e))?,
            path: self.path.clone(),
            decoder: FileDecoder::new(schema, MetadataVersion::V5),
        })
    }
}

/// Reads parked batches in any order.
pub(crate) struct SpillReader {
    file: File,
    path: PathBuf,
    decoder: FileDecoder,
}

impl SpillReader {
    /// A parked batch.
    ///
    /// # Errors
    /// What the system says, or the bytes are not those that were parked.
    pub fn read(&mut self, parked: &Parked) -> Result<RecordBatch, DatasetError> {
        let mut stored = vec![0; parked.stored_bytes];
        let mut buffer = MutableBuffer::from_len_zeroed(parked.metadata_bytes + parked.body_bytes);
        self.file
            .seek(SeekFrom::Start(parked.offset))
            .and_then(|_| self.file.read_exact(&mut stored))
            .and_then(|()| zstd::bulk::decompress_to_buffer(&stored, buffer.as_slice_mut()))
            .map_err(|e| DatasetError::io("read", &self.path, e))?;
        decode(&self.decoder, parked, buffer).map_err(|e| DatasetError::internal(&self.path, e))
    }
}

fn encode(batch: &RecordBatch, message: &mut Vec<u8>) -> Result<(usize, usize), ArrowError> {
    let options = IpcWriteOptions::default();
    let (_, encoded) = IpcDataGenerator::default().encode(
        batch,
        &mut DictionaryTracker::new(false),
        &options,
        &mut Default::default(),
    )?;
    write_message(message, encoded, &options)
}

fn decode(decoder: &FileDecoder, parked: &Parked, buffer: MutableBuffer) -> Result<RecordBatch, ArrowError> {
    let metadata = i32::try_from(parked.metadata_bytes)
        .map_err(|_| ArrowError::IpcError("a message header is too long".to_owned()))?;
    let block = Block::new(0, metadata, parked.body_bytes as i64);
    decoder
        .read_record_batch(&block, &buffer.into())?
        .ok_or_else(|| ArrowError::IpcError("a parked batch is empty".to_owned()))
}
