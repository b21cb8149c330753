//! Where the documents of a run come together: taken from earlier runs or read, counted, staged.

use crate::cache::{Cache, Kept};
use crate::contain::ReadingThread;
use crate::content::{Content, load};
use crate::dataset::{DatasetError, Parcel, Schemas, Staging, from_bytes, to_bytes};
use crate::inside::{Inside, list};
use crate::pool;
use crate::read::{Document, Read, Reader, read_patiently};
use crate::record::Record;
use crate::report::Summary;
use crate::run::board::Board;
use crate::stop::Stop;
use crate::{Failed, Progress};
use mingxi_model::ErrorKind;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What all threads of a run share.
pub(crate) struct Gathering<'g> {
    pub staging: Staging,
    pub schemas: Schemas,
    pub summary: Mutex<Summary>,
    pub kept: AtomicU64,
    /// Some result was not kept, so that the next run may come to another.
    pub is_passing: AtomicBool,
    pub stop: &'g Stop,
    pub board: Arc<Board>,
    /// The files inside the documents.
    pub inside: &'g Inside,
    pub cache: Option<Cache>,
    /// Verdicts of earlier runs do not count.
    pub retries: bool,
    pub progress: &'g (dyn Fn(Progress) + Sync),
}

impl Gathering<'_> {
    /// Takes what earlier runs kept; what is left has to be read.
    pub fn take_kept(&self, contents: Vec<Content>) -> Result<Vec<Content>, DatasetError> {
        let left = contents.into_par_iter().map(|content| {
            if self.stop.is_asked() {
                return Ok(None);
            }
            let Some(parcel) = self.kept(&content) else {
                return Ok(Some(content));
            };
            self.kept.fetch_add(parcel.is_published().into(), Ordering::Relaxed);
            self.add_of(&content, parcel, true).map(|()| None)
        });
        left.filter_map(Result::transpose).collect()
    }

    fn kept(&self, content: &Content) -> Option<Parcel> {
        let cache = self.cache.as_ref().filter(|_| content.error.is_none())?;
        let kinds = [Kept::Reading, Kept::Verdict];
        let asked = if self.retries { &kinds[..1] } else { &kinds[..] };
        asked.iter().find_map(|kept| {
            let bytes = cache.get(content, *kept)?;
            let refuse = |reason: &str| cache.refuse(content, *kept, reason);
            let parcel =
                from_bytes(&bytes, &self.schemas).inspect_err(|error| refuse(&error.to_string())).ok()?;
            let is_its_own = parcel.heading().is_some_and(|found| found.document_id == content.document_id);
            if !is_its_own {
                refuse("it is the result of another document");
            }
            is_its_own.then_some(parcel)
        })
    }

    fn keep(&self, content: &Content, kept: Kept, parcel: &Parcel) {
        if let Some(cache) = &self.cache {
            let is_kept = match to_bytes(parcel, &self.schemas) {
                Ok(bytes) => cache.put(content, kept, &bytes),
                Err(error) => {
                    tracing::warn!(%error, "a result could not be packed for the next run");
                    false
                }
            };
            self.note_kept(is_kept);
        }
    }

    fn note_kept(&self, is_kept: bool) {
        if !is_kept {
            self.is_passing.store(true, Ordering::Relaxed);
        }
    }

    /// Reads contents in this process.
    pub fn read_all(&self, contents: Vec<Content>, reader: &Arc<Reader>) -> Result<(), DatasetError> {
        contents.into_par_iter().try_for_each(|content| match self.stop.is_asked() {
            true => Ok(()),
            false => self.read(content, reader),
        })
    }

    /// Reads contents in this process only for what is inside of them.
    pub fn unpack_all(&self, contents: Vec<Content>, reader: &Arc<Reader>) {
        contents.into_par_iter().filter(|_| !self.stop.is_asked()).for_each(|content| {
            let (_, members) = read_one(&content, reader);
            members.iter().for_each(|bytes| self.inside.park(&content, bytes));
        });
    }

    fn read(&self, content: Content, reader: &Arc<Reader>) -> Result<(), DatasetError> {
        let on_record = self.board.reading(&content.document_id, &content.shown());
        let (record, members) = read_one(&content, reader);
        drop(on_record);
        members.iter().for_each(|bytes| self.inside.park(&content, bytes));
        let parcel = Parcel::of(&record, &self.schemas)?;
        let is_final = !matches!(
            record.error,
            Some((ErrorKind::TimedOut | ErrorKind::Unreadable | ErrorKind::OutOfMemory, _))
        );
        if is_final && content.error.is_none() {
            self.keep(&content, Kept::Reading, &parcel);
        }
        self.note_kept(is_final || content.error.is_some());
        self.add_of(&content, parcel, false)
    }

    /// Takes what a worker made of a content.
    pub fn unpack(&self, content: &Content, outcome: pool::Outcome) -> Result<(), DatasetError> {
        let failed =
            |kind, message| Parcel::of(&record(content, Document::failed(kind, message)), &self.schemas);
        let parcel = match outcome {
            pool::Outcome::Read { parcel, bytes } => {
                if let Some(cache) = &self.cache {
                    self.note_kept(cache.put(content, Kept::Reading, &bytes));
                }
                parcel
            }
            pool::Outcome::Failed(kind, message) => {
                self.note_kept(content.error.is_some());
                failed(kind, message)?
            }
            pool::Outcome::Quarantined(kind, message) => {
                let parcel = failed(kind, message)?;
                self.keep(content, Kept::Verdict, &parcel);
                parcel
            }
        };
        self.add_of(content, parcel, false)
    }

    /// Stages a parcel with the paths that only this run knows, and notes what is inside.
    fn add_of(&self, content: &Content, parcel: Parcel, is_kept: bool) -> Result<(), DatasetError> {
        let parcel = parcel.found_at(&content.places[0], &content.duplicate_paths())?;
        if !parcel.members().is_empty() {
            self.inside.note(content, parcel.members(), parcel.is_published());
        }
        if !parcel.is_published() {
            return Ok(());
        }
        self.staging.add_parcel(&parcel)?;
        self.summary.lock().unwrap_or_else(PoisonError::into_inner).add(&parcel);
        if let Some(heading) = parcel.heading() {
            self.board.ended(heading.status, heading.error.map(|(kind, _)| kind), is_kept);
            if let Some((kind, message)) = heading.error {
                let (status, kind) = (heading.status.as_str(), kind.as_str());
                tracing::warn!(path = %heading.shown(), status, kind, "{message}");
            }
            let failed = heading.error.map(|(kind, message)| Failed { kind, message });
            let (shown, status) = (heading.shown(), heading.status);
            (self.progress)(Progress::Done { source_path: &shown, status, failed });
        }
        Ok(())
    }
}

/// One content to its record, and the bytes of the files inside; whatever goes wrong goes into the record.
pub(crate) fn read_one(content: &Content, reader: &Arc<Reader>) -> (Record, Vec<Vec<u8>>) {
    tracing::debug!(path = %content.shown(), "reading");
    let read = match load(content, reader.limits.file_bytes) {
        Ok(bytes) => {
            let thread = &mut ReadingThread::default();
            read_patiently(bytes, content.file_name(), reader, Some(content.levels), thread)
        }
        Err((kind, message)) => Document::failed(kind, message).into(),
    };
    let (members, contents) = list(read.members);
    (Record { members, ..record(content, read.document) }, contents)
}

/// The record of a content that was read.
pub(crate) fn record_of(content: &Content, read: Read) -> Record {
    Record { members: list(read.members).0, ..record(content, read.document) }
}

/// What is known of a content and what was read from it.
fn record(content: &Content, document: Document) -> Record {
    Record {
        document_id: content.document_id.clone(),
        source_path: content.places[0].source_path(),
        duplicate_paths: content.duplicate_paths(),
        file_name: content.file_name(),
        container_path: content.places[0].container_path().map(str::to_owned),
        format: document.format,
        size_bytes: content.size.and_then(|size| i64::try_from(size).ok()),
        page_count: document.page_count,
        status: document.status,
        error: document.error,
        reading: document.reading,
        members: Vec::new(),
    }
}
