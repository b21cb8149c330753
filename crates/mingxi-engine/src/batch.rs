//! Many documents: found, read in parallel, staged one by one, published in one step.

use crate::cache::{Cache, Kept};
use crate::content::{Content, identify, load};
use crate::dataset::{DatasetError, Parcel, Publication, Schemas, Staging, from_bytes, to_bytes};
use crate::input::{Fault, collect, collect_one};
use crate::pool::{self, Workers};
use crate::read::{Document, Reader, read_patiently};
use crate::record::Record;
use crate::report::Summary;
use crate::stop::Stop;
use mingxi_model::{ErrorKind, Status};
use rayon::prelude::*;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;

/// What one run is asked to do.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Files, folders and glob patterns.
    pub inputs: Vec<PathBuf>,
    /// The folder that gets `latest/`.
    pub out: PathBuf,
    /// Documents read at the same time; `None` for one per available core.
    pub jobs: Option<NonZeroUsize>,
    /// Whether links that lead out of an input folder are followed.
    pub follow_links: bool,
    /// Whether results are kept for the next run, and taken from the last one.
    pub cache: Option<Caching>,
    /// The processes that read; `None` to read in this one, where a document that ends the process ends the run.
    pub workers: Option<Workers>,
    /// How many publications stay in the output folder, the new one among them; two at least.
    pub keep: usize,
    /// Asked, the run takes no further document, publishes nothing and ends with [`BatchError::Stopped`].
    pub stop: Stop,
}

/// How the results of earlier runs are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// A document that did not change is not read again.
    Unchanged,
    /// The same, but documents that ended their workers are tried again.
    RetryFailed,
}

/// What a run tells while it works. Comes from several threads.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'a> {
    /// The distinct contents were counted; reading begins.
    Found {
        /// How many there are.
        documents: usize,
    },
    /// A document was read and staged, or failed.
    Done {
        /// Its first path.
        source_path: &'a str,
        /// How it ended.
        status: Status,
    },
    /// All are read; the datasets are being written.
    Publishing,
}

/// Why a run could not be done at all. A document that fails is no such reason.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The inputs name not one file.
    #[error("no input was found: {0}")]
    NoInput(String),
    /// The threads could not be started.
    #[error("the working threads could not be started")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// A worker process could not be started.
    #[error("a worker process could not be started")]
    Worker(#[from] io::Error),
    /// The run was asked to end.
    #[error(
        "the run was asked to end after {read} of {documents} documents; nothing was published, and what was read is \
         kept for the next run"
    )]
    Stopped {
        /// Documents that were read or taken from an earlier run.
        read: usize,
        /// All documents.
        documents: usize,
    },
    /// The datasets could not be written. What was published before is untouched.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

/// Reads all inputs and publishes the datasets.
///
/// The result does not depend on `jobs`, on `workers` nor on the order in which documents end. Memory is bounded
/// by the documents being read at the same time: each is staged and dropped before the next is taken.
///
/// # Errors
/// No input names a file, the workers cannot be started, or the datasets cannot be written.
pub fn extract(
    batch: &Batch,
    reader: &Arc<Reader>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Summary, Publication), BatchError> {
    let found = collect(&batch.inputs, &own_folders(&batch.out), batch.follow_links);
    if found.iter().all(|one| matches!(one.fault, Some(Fault::Missing(_)))) {
        return Err(BatchError::NoInput(nothing_found(batch, &found)));
    }
    let staging = Staging::create(&batch.out)?.keeping(batch.keep).stopping_on(batch.stop.clone());
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(batch.jobs.map_or(0, NonZeroUsize::get))
        .thread_name(|index| format!("mingxi-{index}"))
        .build()?;
    let bounds = batch.workers.as_ref().map_or("", |workers| &workers.bounds);
    let cache = batch.cache.map(|_| Cache::open(&batch.out, reader, bounds));
    let files = cache.as_ref().map(Cache::files);
    let contents = pool.install(|| identify(found, reader.limits.file_bytes, files.as_ref()));
    if let Some(files) = files {
        files.save();
    }
    let documents = contents.len();
    progress(Progress::Found { documents });
    let retries = batch.cache == Some(Caching::RetryFailed);
    let gathering = Gathering {
        staging,
        schemas: Schemas::new(),
        summary: Mutex::default(),
        kept: AtomicU64::new(0),
        stop: &batch.stop,
        cache,
        retries,
        progress,
    };
    let contents = pool.install(|| gathering.take_kept(contents))?;
    match &batch.workers {
        None => pool.install(|| gathering.read_all(contents, reader))?,
        Some(workers) => {
            let jobs = NonZeroUsize::new(pool.current_num_threads()).unwrap_or(NonZeroUsize::MIN);
            let limit = reader.limits.file_bytes;
            pool::read_all(
                workers,
                jobs,
                reader.patience,
                limit,
                &batch.stop,
                contents,
                &|content, outcome| gathering.unpack(&content, outcome).map_err(BatchError::from),
            )?;
        }
    }
    let mut summary = gathering.summary.into_inner().unwrap_or_else(PoisonError::into_inner);
    let stopped = || BatchError::Stopped { read: summary.documents.total() as usize, documents };
    if batch.stop.is_asked() {
        return Err(stopped());
    }
    progress(Progress::Publishing);
    let publication = pool.install(|| gathering.staging.publish()).map_err(|error| match error {
        DatasetError::Stopped { .. } => stopped(),
        error => error.into(),
    })?;
    for path in &publication.left_behind {
        tracing::warn!(path = %path.display(), "an older publication could not be removed; it only costs space");
    }
    if let Some(cache) = gathering.cache.filter(|_| !publication.unchanged) {
        let swept = cache.sweep();
        tracing::debug!(swept, "kept results of documents that are gone");
    }
    summary.kept = gathering.kept.into_inner();
    summary.finish();
    Ok((summary, publication))
}

/// Where the documents of a run come together.
struct Gathering<'g> {
    staging: Staging,
    schemas: Schemas,
    summary: Mutex<Summary>,
    kept: AtomicU64,
    stop: &'g Stop,
    cache: Option<Cache>,
    /// Verdicts of earlier runs do not count.
    retries: bool,
    progress: &'g (dyn Fn(Progress) + Sync),
}

impl Gathering<'_> {
    /// Takes what earlier runs kept; what is left has to be read.
    fn take_kept(&self, contents: Vec<Content>) -> Result<Vec<Content>, DatasetError> {
        let left = contents.into_par_iter().map(|content| {
            if self.stop.is_asked() {
                return Ok(None);
            }
            let Some(parcel) = self.kept(&content) else {
                return Ok(Some(content));
            };
            self.kept.fetch_add(1, Ordering::Relaxed);
            self.add_of(&content, parcel).map(|()| None)
        });
        left.filter_map(Result::transpose).collect()
    }

    fn kept(&self, content: &Content) -> Option<Parcel> {
        let cache = self.cache.as_ref().filter(|_| content.error.is_none())?;
        let kinds = [Kept::Reading, Kept::Verdict];
        let asked = if self.retries { &kinds[..1] } else { &kinds[..] };
        asked.iter().find_map(|kept| {
            let bytes = cache.get(content, *kept)?;
            from_bytes(&bytes, &self.schemas)
                .inspect_err(|error| cache.refuse(content, *kept, &error.to_string()))
                .ok()
        })
    }

    fn keep(&self, content: &Content, kept: Kept, parcel: &Parcel) {
        if let Some(cache) = &self.cache {
            match to_bytes(parcel, &self.schemas) {
                Ok(bytes) => cache.put(content, kept, &bytes),
                Err(error) => tracing::warn!(%error, "a result could not be packed for the next run"),
            }
        }
    }

    /// Reads contents in this process.
    fn read_all(&self, contents: Vec<Content>, reader: &Arc<Reader>) -> Result<(), DatasetError> {
        contents.into_par_iter().try_for_each(|content| match self.stop.is_asked() {
            true => Ok(()),
            false => self.read(content, reader),
        })
    }

    /// Reads a content in this process.
    fn read(&self, content: Content, reader: &Arc<Reader>) -> Result<(), DatasetError> {
        let record = read_one(&content, reader);
        let parcel = Parcel::of(&record, &self.schemas)?;
        let is_final = !matches!(record.error, Some((ErrorKind::TimedOut | ErrorKind::Unreadable, _)));
        if is_final && content.error.is_none() {
            self.keep(&content, Kept::Reading, &parcel);
        }
        self.add_of(&content, parcel)
    }

    /// Takes what a worker made of a content.
    fn unpack(&self, content: &Content, outcome: pool::Outcome) -> Result<(), DatasetError> {
        let failed =
            |kind, message| Parcel::of(&record(content, Document::failed(kind, message)), &self.schemas);
        let parcel = match outcome {
            pool::Outcome::Read { parcel, bytes } => {
                if let Some(cache) = &self.cache {
                    cache.put(content, Kept::Reading, &bytes);
                }
                parcel
            }
            pool::Outcome::Failed(kind, message) => failed(kind, message)?,
            pool::Outcome::Quarantined(kind, message) => {
                let parcel = failed(kind, message)?;
                self.keep(content, Kept::Verdict, &parcel);
                parcel
            }
        };
        self.add_of(content, parcel)
    }

    /// Stages a parcel with the paths that only this run knows.
    fn add_of(&self, content: &Content, parcel: Parcel) -> Result<(), DatasetError> {
        let parcel = parcel.found_at(&content.source_path(), &content.duplicate_paths())?;
        self.staging.add_parcel(&parcel)?;
        self.summary.lock().unwrap_or_else(PoisonError::into_inner).add(&parcel);
        if let Some(heading) = parcel.heading() {
            if let Some((kind, message)) = heading.error {
                let (status, kind) = (heading.status.as_str(), kind.as_str());
                tracing::warn!(path = %heading.source_path, status, kind, "{message}");
            }
            (self.progress)(Progress::Done { source_path: heading.source_path, status: heading.status });
        }
        Ok(())
    }
}

/// What an earlier run published must not become the input of this one.
fn own_folders(out: &Path) -> Vec<PathBuf> {
    let latest = out.join("latest");
    match latest.canonicalize() {
        Ok(target) => target.parent().map(Path::to_owned).into_iter().chain([target.clone()]).collect(),
        Err(_) => Vec::new(),
    }
}

/// Reads one file for a look at it, without writing anything.
///
/// # Errors
/// The path is no file that can be opened. A file that cannot be understood is a record that failed.
pub fn read_file(path: &Path, reader: &Arc<Reader>) -> Result<Record, Fault> {
    content_of(path, reader.limits.file_bytes).map(|content| read_one(&content, reader))
}

/// The content of one file; of more than `limit` bytes, only that it is too large.
///
/// # Errors
/// The path is no file that can be opened.
pub(crate) fn content_of(path: &Path, limit: u64) -> Result<Content, Fault> {
    if path.is_dir() {
        return Err(Fault::Unreadable("this is a folder".to_owned()));
    }
    let found = collect_one(path);
    if let Some(fault) = found.fault {
        return Err(fault);
    }
    identify(vec![found], limit, None).pop().ok_or_else(|| Fault::Missing("there is no such file".to_owned()))
}

fn nothing_found(batch: &Batch, found: &[crate::input::Found]) -> String {
    match found {
        [] => {
            let inputs: Vec<String> = batch.inputs.iter().map(|path| path.display().to_string()).collect();
            format!("{} holds no file", inputs.join(", "))
        }
        _ => {
            let lines: Vec<String> = found
                .iter()
                .filter_map(|one| Some(format!("{}: {}", one.path.display(), one.fault.as_ref()?.message())))
                .collect();
            lines.join("; ")
        }
    }
}

/// One content to its record; whatever goes wrong goes into the record.
fn read_one(content: &Content, reader: &Arc<Reader>) -> Record {
    tracing::debug!(path = %content.source_path(), "reading");
    let document = match load(content, reader.limits.file_bytes) {
        Ok(bytes) => read_patiently(bytes, content.file_name(), reader),
        Err((kind, message)) => Document::failed(kind, message),
    };
    record(content, document)
}

/// What is known of a content and what was read from it.
fn record(content: &Content, document: Document) -> Record {
    Record {
        document_id: content.document_id.clone(),
        source_path: content.source_path(),
        duplicate_paths: content.duplicate_paths(),
        file_name: content.file_name(),
        container_path: None,
        format: document.format,
        size_bytes: content.size.and_then(|size| i64::try_from(size).ok()),
        page_count: document.page_count,
        status: document.status,
        error: document.error,
        reading: document.reading,
    }
}
