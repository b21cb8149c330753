//! Many documents: found, read in parallel, staged one by one, published in one step.

use crate::content::{Content, identify, load};
use crate::dataset::{Added, DatasetError, Publication, Staging};
use crate::input::{Fault, collect, collect_one};
use crate::read::{Document, Reader, read_patiently};
use crate::record::Record;
use crate::report::Summary;
use mingxi_model::{ErrorKind, Status};
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
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
    /// The datasets could not be written. What was published before is untouched.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

/// Reads all inputs and publishes the datasets.
///
/// The result does not depend on `jobs` nor on the order in which documents end. Memory is bounded by the
/// documents being read at the same time: each is staged and dropped before its thread takes the next.
///
/// # Errors
/// No input names a file, or the datasets cannot be written.
pub fn extract(
    batch: &Batch,
    reader: &Arc<Reader>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Summary, Publication), BatchError> {
    let found = collect(&batch.inputs, &own_folders(&batch.out));
    if found.iter().all(|one| matches!(one.fault, Some(Fault::Missing(_)))) {
        return Err(BatchError::NoInput(nothing_found(batch, &found)));
    }
    let staging = Staging::create(&batch.out)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(batch.jobs.map_or(0, NonZeroUsize::get))
        .thread_name(|index| format!("mingxi-{index}"))
        .build()?;
    let contents = pool.install(|| identify(found));
    progress(Progress::Found { documents: contents.len() });
    let summary = Mutex::new(Summary::default());
    pool.install(|| {
        contents.into_par_iter().try_for_each(|content| {
            let mut record = read_one(content, reader);
            let added = staging.add(&record)?;
            follow(&mut record, added);
            summary.lock().unwrap_or_else(PoisonError::into_inner).add(&record);
            progress(Progress::Done { source_path: &record.source_path, status: record.status });
            Ok::<(), DatasetError>(())
        })
    })?;
    progress(Progress::Publishing);
    let publication = pool.install(|| staging.publish())?;
    for path in &publication.left_behind {
        tracing::warn!(path = %path.display(), "an older publication could not be removed; it only costs space");
    }
    let mut summary = summary.into_inner().unwrap_or_else(PoisonError::into_inner);
    summary.finish();
    Ok((summary, publication))
}

/// What an earlier run published must not become the input of this one.
fn own_folders(out: &Path) -> Vec<PathBuf> {
    let latest = out.join("latest");
    match latest.canonicalize() {
        Ok(target) => target.parent().map(Path::to_owned).into_iter().chain([target.clone()]).collect(),
        Err(_) => Vec::new(),
    }
}

/// A document that lost a number on the way into its column is not `ok`; the summary says so too.
fn follow(record: &mut Record, added: Added) {
    if added.status == record.status {
        return;
    }
    record.status = added.status;
    record.error.get_or_insert_with(|| {
        let message = format!(
            "{} numbers have more digits than a column holds; the diagnostics say which",
            added.out_of_range
        );
        (ErrorKind::LimitExceeded, message)
    });
}

/// Reads one file for a look at it, without writing anything.
///
/// # Errors
/// The path is no file that can be opened. A file that cannot be understood is a record that failed.
pub fn read_file(path: &Path, reader: &Arc<Reader>) -> Result<Record, Fault> {
    content_of(path).map(|content| read_one(content, reader))
}

/// The content of one file.
///
/// # Errors
/// The path is no file that can be opened.
pub(crate) fn content_of(path: &Path) -> Result<Content, Fault> {
    if path.is_dir() {
        return Err(Fault::Unreadable("this is a folder".to_owned()));
    }
    let found = collect_one(path);
    if let Some(fault) = found.fault {
        return Err(fault);
    }
    identify(vec![found]).pop().ok_or_else(|| Fault::Missing("there is no such file".to_owned()))
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
fn read_one(content: Content, reader: &Arc<Reader>) -> Record {
    let source_path = text(&content.paths[0]);
    let file_name = content.paths[0]
        .file_name()
        .map_or_else(|| source_path.clone(), |name| name.to_string_lossy().into_owned());
    tracing::debug!(path = %source_path, "reading");
    let document = match load(&content, reader.limits.file_bytes) {
        Ok(bytes) => read_patiently(bytes, file_name.clone(), reader),
        Err((kind, message)) => Document::failed(kind, message),
    };
    if let Some((kind, message)) = &document.error {
        let status = document.status.as_str();
        tracing::warn!(path = %source_path, status, kind = kind.as_str(), "{message}");
    }
    Record {
        document_id: content.document_id,
        source_path,
        duplicate_paths: content.paths[1..].iter().map(|path| text(path)).collect(),
        file_name,
        container_path: None,
        format: document.format,
        size_bytes: content.size.and_then(|size| i64::try_from(size).ok()),
        page_count: document.page_count,
        status: document.status,
        error: document.error,
        reading: document.reading,
    }
}

/// A path as the datasets write it: with `/` on every system.
fn text(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
