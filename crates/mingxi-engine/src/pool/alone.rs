//! One document for somebody who waits for it: read, or a page of it drawn, by a worker of its own.

use super::Workers;
use super::child::{Ended, Worker};
use super::verdict::verdict;
use crate::batch::content_of;
use crate::content::load;
use crate::dataset::{Dataset, Parcel, RowSet, Schemas, from_bytes};
use crate::stop::Stop;
use crate::worker::frame::{self, Draw, Header};
use mingxi_decode::Limits;
use mingxi_model::{ErrorKind, Status};
use std::io;
use std::path::Path;
use std::time::Duration;
use thiserror::Error;

/// How a document is handed to a worker of its own.
#[derive(Debug)]
pub struct Alone<'a> {
    /// How the worker is started.
    pub workers: &'a Workers,
    /// How long the document may take.
    pub patience: Duration,
    /// Bounds on its size.
    pub limits: Limits,
    /// Asked, the worker is ended within two seconds.
    pub stop: &'a Stop,
}

/// Why there is no document.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AloneError {
    /// Nothing of it could be read.
    #[error("{message}")]
    Failed {
        /// From the closed list.
        kind: ErrorKind,
        /// Why, in a sentence.
        message: String,
    },
    /// A page of it could not be drawn.
    #[error("{0}")]
    NotDrawn(String),
    /// The file is not the one that was read.
    #[error("the file has changed since it was read")]
    Changed,
    /// Somebody asked to stop.
    #[error("reading was asked to end")]
    Stopped,
    /// A worker process could not be started.
    #[error("a worker process could not be started: {0}")]
    Worker(#[from] io::Error),
}

/// A document that a worker read, at least in part: its rows as a publication would have them.
#[derive(Debug, Clone)]
pub struct ReadDocument(Parcel);

impl ReadDocument {
    /// Why it was read only in part; `None` if nothing is missing.
    pub fn error(&self) -> Option<(ErrorKind, &str)> {
        self.0.heading()?.error
    }

    /// Its rows of a dataset; of `documents`, one.
    pub fn rows(&self, dataset: Dataset) -> RowSet {
        self.0.row_set(dataset)
    }
}

/// The key of a file (the SHA-256 of its bytes) and its bytes.
///
/// # Errors
/// It cannot be opened, is no regular file or too large ([`AloneError::Failed`]).
pub fn load_file(path: &Path, limits: &Limits) -> Result<(String, Vec<u8>), AloneError> {
    let failed = |(kind, message)| AloneError::Failed { kind, message };
    let content = content_of(path, limits)
        .map_err(|fault| failed((ErrorKind::Unreadable, fault.message().to_owned())))?;
    let bytes = load(&content, limits.file_bytes).map_err(failed)?;
    Ok((content.document_id, bytes))
}

impl Alone<'_> {
    /// Reads a document. Its file name serves only where the document itself does not say its agency or year.
    ///
    /// # Errors
    /// Nothing of it could be read, whatever it did to its worker; or there is no worker.
    pub fn read(
        &self,
        bytes: Vec<u8>,
        file_name: &str,
        source_path: &str,
    ) -> Result<ReadDocument, AloneError> {
        let header = Header { source_path: Some(source_path.to_owned()), ..Header::named(file_name) };
        let answer = self.ask(header, bytes)?;
        let parcel = from_bytes(&answer, &Schemas::new()).map_err(|error| AloneError::Failed {
            kind: ErrorKind::Internal,
            message: format!("the answer of its worker cannot be read: {error}"),
        })?;
        match parcel.heading().map(|heading| (heading.status, heading.error)) {
            Some((Status::Failed, Some((kind, message)))) => {
                Err(AloneError::Failed { kind, message: message.to_owned() })
            }
            _ => Ok(ReadDocument(parcel)),
        }
    }

    /// Draws a page of a PDF file as a PNG file, in colour; `page` counts from 1.
    ///
    /// # Errors
    /// The page cannot be drawn, whatever it did to its worker; or there is no worker.
    pub fn draw(&self, bytes: Vec<u8>, page: u32, dpi: u32) -> Result<Vec<u8>, AloneError> {
        let header = Header { draw: Some(Draw { page, dpi }), ..Header::named("") };
        let mut answer = self.ask(header, bytes)?;
        match answer.first() {
            Some(&frame::PICTURE) => {
                answer.remove(0);
                Ok(answer)
            }
            _ => Err(AloneError::NotDrawn(
                String::from_utf8_lossy(answer.get(1..).unwrap_or_default()).into_owned(),
            )),
        }
    }

    fn ask(&self, header: Header, bytes: Vec<u8>) -> Result<Vec<u8>, AloneError> {
        if bytes.len() as u64 > self.limits.file_bytes {
            let (size, limit) = (bytes.len(), self.limits.file_bytes);
            let message = format!("the document has {size} bytes and those over {limit} bytes are not read");
            return Err(AloneError::Failed { kind: ErrorKind::LimitExceeded, message });
        }
        let mut worker = Worker::start(self.workers)?;
        let (patience, silence) = (self.patience, self.workers.silence);
        worker.ask(header, bytes, &|_| {}, patience, silence, self.stop).map_err(|ended| self.failed(&ended))
    }

    fn failed(&self, ended: &Ended) -> AloneError {
        if self.stop.is_asked() {
            return AloneError::Stopped;
        }
        let (kind, message) = verdict(ended, self.patience);
        AloneError::Failed { kind, message }
    }
}
