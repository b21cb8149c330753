//! Many documents: found, read in parallel, staged one by one, published in one step.

use crate::cache::Cache;
use crate::contain::contain;
use crate::content::{Content, hash_bytes, identify, load};
use crate::dataset::{DatasetError, Publication, Published, PublishedFile, Schemas, Staging};
use crate::gathering::{Gathering, read_one, record_of};
use crate::input::{Fault, Found, collect, collect_one};
use crate::inside::{Inside, Parking};
use crate::place::Place;
use crate::pool::{self, Workers};
use crate::read::{Document, Reader, read_patiently};
use crate::record::Record;
use crate::report::Summary;
use crate::run::board::{Board, Phase, Ticker};
use crate::run::{Asked, Changes, RunReport, changes_against};
use crate::share::Share;
use crate::stop::Stop;
use crate::unchanged::{self, Last};
use mingxi_decode::{Limits, Member, Opened};
use mingxi_model::{ErrorKind, Status};
use serde::Serialize;
use std::io;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};
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
    /// The part of the inputs that this run reads; the others are for other machines.
    pub shard: Option<Shard>,
    /// Whether results are kept for the next run, and taken from the last one.
    pub cache: Option<Caching>,
    /// The processes that read; `None` to read in this one, where a document that ends the process ends the run.
    pub workers: Option<Workers>,
    /// How many publications stay in the output folder, the new one among them; two at least.
    pub keep: usize,
    /// The part of the last publication's documents that must be there again, from 0 to 1: a half-downloaded folder
    /// must not replace a whole one.
    pub min_share: Option<f64>,
    /// The same request in words, for `run.json` and for `mingxi retry`.
    pub asked: Asked,
    /// Asked, the run takes no further document, publishes nothing and ends with [`BatchError::Stopped`].
    pub stop: Stop,
}

/// One of several parts of the inputs, told from the paths alone: every machine finds all files and reads its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which one, counted from 0.
    pub index: u32,
    /// How many there are.
    pub count: NonZeroU32,
}

impl Shard {
    fn has(self, path: &Path) -> bool {
        let digest = hash_bytes(path.as_os_str().as_encoded_bytes());
        let number = u64::from_str_radix(&digest[..15], 16).unwrap_or(0);
        number % u64::from(self.count.get()) == u64::from(self.index)
    }
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
        /// Why it is not `ok`.
        failed: Option<Failed<'a>>,
    },
    /// All are read; the datasets are being written.
    Publishing,
}

/// Why a document is not `ok`.
#[derive(Debug, Clone, Copy)]
pub struct Failed<'a> {
    /// From the closed list.
    pub kind: ErrorKind,
    /// In a sentence.
    pub message: &'a str,
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
        read: u64,
        /// All documents.
        documents: usize,
    },
    /// Much of what the last publication had is not there.
    #[error(
        "{now} documents {what}, the last publication had {last}: that is less than the share asked for ({share}), so \
         nothing was published"
    )]
    TooFew {
        /// What was counted.
        what: &'static str,
        /// How many there are now.
        now: u64,
        /// How many there were.
        last: u64,
        /// The least share.
        share: f64,
    },
    /// The datasets could not be written. What was published before is untouched.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

/// What a run came to.
#[derive(Debug)]
pub struct Finished {
    /// Counts of what was read.
    pub summary: Summary,
    /// Where it stands.
    pub publication: Publication,
    /// How the run went, as `run.json` tells it.
    pub run: RunReport,
}

/// Reads all inputs and publishes the datasets.
///
/// The result does not depend on `jobs`, on `workers` nor on the order in which documents end. Memory is bounded
/// by the documents being read at the same time: each is staged and dropped before the next is taken. What the run
/// is doing stands in a status file in the output folder, see `run::board`.
///
/// # Errors
/// No input names a file, too few documents are there, the workers cannot be started, the run was asked to stop, or
/// the datasets cannot be written.
pub fn extract(
    batch: &Batch,
    reader: &Arc<Reader>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Finished, BatchError> {
    let found = find(batch)?;
    let staging = Staging::create(&batch.out)?.keeping(batch.keep).stopping_on(batch.stop.clone());
    let board = Board::open(&batch.out);
    for path in &board.unfinished {
        tracing::warn!(path, "an earlier run ended while it was reading this document");
    }
    let ticker = Ticker::start(&board);
    let finished = run(batch, reader, progress, found, staging, &board);
    match &finished {
        Ok(_) => ticker.finish("done", None),
        Err(error @ BatchError::Stopped { .. }) => ticker.finish("stopped", Some(&error.to_string())),
        Err(error) => ticker.finish("failed", Some(&error.to_string())),
    }
    finished
}

fn find(batch: &Batch) -> Result<Vec<Found>, BatchError> {
    let mut found = collect(&batch.inputs, &own_folders(&batch.out), batch.follow_links);
    if found.iter().all(|one| matches!(one.fault, Some(Fault::Missing(_)))) {
        return Err(BatchError::NoInput(nothing_found(batch, &found)));
    }
    if let Some(shard) = batch.shard {
        found.retain(|one| shard.has(&one.path));
    }
    Ok(found)
}

fn threads(batch: &Batch) -> Result<rayon::ThreadPool, BatchError> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(batch.jobs.map_or(0, NonZeroUsize::get));
    Ok(builder.thread_name(|index| format!("mingxi-{index}")).build()?)
}

fn open_cache(batch: &Batch, reader: &Reader) -> Option<Cache> {
    let bounds = batch.workers.as_ref().map_or("", |workers| &workers.bounds);
    batch.cache.map(|_| Cache::open(&batch.out, reader, bounds))
}

fn run(
    batch: &Batch,
    reader: &Arc<Reader>,
    progress: &(dyn Fn(Progress) + Sync),
    found: Vec<Found>,
    staging: Staging,
    board: &Arc<Board>,
) -> Result<Finished, BatchError> {
    let share = batch.min_share.map(|share| Share::of(&batch.out, share));
    let pool = threads(batch)?;
    let cache = open_cache(batch, reader);
    let files = cache.as_ref().map(Cache::files);
    board.enter(Phase::Hashing);
    let contents = pool.install(|| identify(found, &reader.limits, files.as_ref()));
    if let Some(files) = files {
        files.save();
    }
    let documents = contents.len();
    board.found(documents);
    progress(Progress::Found { documents });
    if let Some(share) = &share {
        share.check_found(contents.iter().filter(|content| content.error.is_none()).count())?;
    }
    let key = cache.as_ref().map(|cache| unchanged::key(cache, &contents));
    let last = match (&cache, &key, batch.cache) {
        (Some(cache), Some(key), Some(Caching::Unchanged)) => Last::recall(cache, key, &staging),
        _ => None,
    };
    if let Some((last, publication)) = last {
        return nothing_new(batch, board, &last, publication, &contents);
    }
    board.enter(Phase::Reading);
    let parking = Parking::create(staging.folder_for("inside"))?;
    let inside = Inside::new(parking, reader.limits.archive, &contents);
    let gathering = Gathering {
        staging,
        schemas: Schemas::new(),
        summary: Mutex::default(),
        kept: AtomicU64::new(0),
        is_passing: AtomicBool::new(false),
        stop: &batch.stop,
        board: Arc::clone(board),
        inside: &inside,
        cache,
        retries: batch.cache == Some(Caching::RetryFailed),
        progress,
    };
    let work = Work { batch, reader, pool: &pool, gathering: &gathering };
    let documents = work.all_rounds(contents)?;
    let Gathering { staging, summary, kept, is_passing, cache, .. } = gathering;
    let mut summary = summary.into_inner().unwrap_or_else(PoisonError::into_inner);
    summary.kept = kept.into_inner();
    summary.duplicate_paths += staging.note_copies(inside.copies());
    summary.finish();
    let stopped = || BatchError::Stopped { read: summary.documents.total(), documents };
    if batch.stop.is_asked() {
        return Err(stopped());
    }
    if let Some(share) = &share {
        share.check_read(summary.documents.ok + summary.documents.partial)?;
    }
    board.enter(Phase::Publishing);
    progress(Progress::Publishing);
    let report = |files: &[PublishedFile], before: Option<&Published>, now: &Published| {
        RunReport::of(board, &batch.asked, &summary, files, changes_against(before, now))
    };
    let published = pool.install(|| staging.publish_reported(Some(&report)));
    let (publication, run) = published.map_err(|error| match error {
        DatasetError::Stopped { .. } => stopped(),
        error => error.into(),
    })?;
    let run = run.ok_or_else(|| DatasetError::internal(&publication.path, "the run has no report"))?;
    for path in &publication.left_behind {
        tracing::warn!(path = %path.display(), "an older publication could not be removed; it only costs space");
    }
    if let (Some(cache), Some(key)) = (cache, key) {
        if !is_passing.into_inner() {
            Last::note(&cache, key, &publication, &summary);
        }
        if !publication.unchanged {
            let swept = cache.sweep(&batch.out);
            tracing::debug!(swept.removed, "kept results that serve no publication");
        }
    }
    Ok(Finished { summary, publication, run })
}

/// What reading needs.
struct Work<'w> {
    batch: &'w Batch,
    reader: &'w Arc<Reader>,
    pool: &'w rayon::ThreadPool,
    gathering: &'w Gathering<'w>,
}

impl Work<'_> {
    /// Reads contents, then what is inside of them, and so on; the number of documents.
    fn all_rounds(&self, mut contents: Vec<Content>) -> Result<usize, BatchError> {
        let gathering = self.gathering;
        let mut documents = contents.len();
        while !contents.is_empty() && !self.batch.stop.is_asked() {
            let parked: Vec<PathBuf> = contents.iter().filter_map(|content| content.parked.clone()).collect();
            let unread = self.pool.install(|| gathering.take_kept(contents))?;
            self.unpack_again(&unread)?;
            self.read(unread, false)?;
            gathering.inside.clear(&parked);
            let next = gathering.inside.next();
            documents = (documents + next.contents.len()).saturating_sub(next.archives);
            gathering.board.found(documents);
            (gathering.progress)(Progress::Found { documents });
            contents = next.contents;
        }
        Ok(documents)
    }

    /// Unpacks the bytes that contents need and that were not unpacked, because what holds them was not read again.
    fn unpack_again(&self, contents: &[Content]) -> Result<(), BatchError> {
        let containers = Inside::containers_of(contents);
        if containers.is_empty() {
            return Ok(());
        }
        self.unpack_again(&containers)?;
        self.read(containers, true)
    }

    /// Reads contents; or only unpacks what is inside of them.
    fn read(&self, contents: Vec<Content>, only_unpacks: bool) -> Result<(), BatchError> {
        let gathering = self.gathering;
        let Some(workers) = &self.batch.workers else {
            if only_unpacks {
                self.pool.install(|| gathering.unpack_all(contents, self.reader));
                return Ok(());
            }
            return Ok(self.pool.install(|| gathering.read_all(contents, self.reader))?);
        };
        let task = pool::Task {
            jobs: NonZeroUsize::new(self.pool.current_num_threads()).unwrap_or(NonZeroUsize::MIN),
            patience: self.reader.patience,
            file_bytes: self.reader.limits.file_bytes,
            stop: &self.batch.stop,
            board: &gathering.board,
            park: &|content, bytes| gathering.inside.park(content, bytes),
        };
        pool::read_all(workers, &task, contents, &|content, outcome| match only_unpacks {
            true => Ok(()),
            false => gathering.unpack(&content, outcome).map_err(BatchError::from),
        })
    }
}

/// The end of a run that would publish again what is published.
fn nothing_new(
    batch: &Batch,
    board: &Board,
    last: &Last,
    publication: Publication,
    contents: &[Content],
) -> Result<Finished, BatchError> {
    let mut summary = last.summary.clone();
    let unreadable = contents.iter().filter(|content| content.error.is_some()).count() as u64;
    summary.kept = summary.documents.total().saturating_sub(unreadable);
    for problem in &summary.problems {
        let (status, kind) = (problem.status.as_str(), problem.kind.as_str());
        tracing::warn!(path = %problem.source_path, status, kind, "{}", problem.message);
    }
    board.ended_as_before(&summary);
    let mut run = RunReport::of(board, &batch.asked, &summary, &publication.files, Some(Changes::default()));
    run.publication.clone_from(&publication.name);
    run.previous = Some(publication.name.clone());
    run.write(&publication.path)?;
    Ok(Finished { summary, publication, run })
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Distinct documents that were found.
    pub documents: usize,
    /// Of these: results of earlier runs that would be taken.
    pub kept: usize,
    /// The first paths of those that would be read, sorted.
    pub to_read: Vec<String>,
    /// What cannot be read, and why.
    pub unreadable: Vec<(String, String)>,
}

/// Says what [`extract`] would read, and writes nothing.
///
/// # Errors
/// No input names a file.
pub fn plan(batch: &Batch, reader: &Reader) -> Result<Plan, BatchError> {
    let found = find(batch)?;
    let cache = open_cache(batch, reader);
    let files = cache.as_ref().map(Cache::files);
    let contents = threads(batch)?.install(|| identify(found, &reader.limits, files.as_ref()));
    let retries = batch.cache == Some(Caching::RetryFailed);
    let mut plan = Plan { documents: contents.len(), kept: 0, to_read: Vec::new(), unreadable: Vec::new() };
    for content in &contents {
        let path = content.shown();
        match &content.error {
            Some((_, message)) => plan.unreadable.push((path, message.clone())),
            None if cache.as_ref().is_some_and(|cache| cache.has(content, retries)) => plan.kept += 1,
            None => plan.to_read.push(path),
        }
    }
    Ok(plan)
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
    match content_of(path, &reader.limits) {
        Ok(content) => Ok(read_one(&content, reader).0),
        Err(fault) => read_inside(path, reader).ok_or(fault),
    }
}

/// Reads a file inside an archive, whose path is that of the archive and the way inside.
fn read_inside(path: &Path, reader: &Arc<Reader>) -> Option<Record> {
    let archive = path.ancestors().find(|ancestor| ancestor.is_file())?;
    let content = content_of(archive, &reader.limits).ok()?;
    let mut bytes = load(&content, reader.limits.file_bytes).ok()?;
    let mut place = Place::file(archive.to_owned());
    let mut way = Place::file(path.strip_prefix(archive).ok()?.to_owned()).source_path();
    for level in (0..content.levels).rev() {
        let opened = contain(|| mingxi_decode::open(&bytes, &reader.limits));
        let members = match opened.ok()?.ok()? {
            Opened::Archive(unpacked) => unpacked.members,
            Opened::Document { enclosed, .. } => enclosed,
        };
        let rest = |member: &Member| {
            way.strip_prefix(&member.path).map(|rest| rest.trim_start_matches('/').to_owned())
        };
        let (member, rest) = members.into_iter().find_map(|member| {
            let rest = rest(&member)?;
            Some((member, rest))
        })?;
        place = place.inside(&member.path);
        let content = |size| Content {
            document_id: String::new(),
            places: vec![place.clone()],
            size,
            error: None,
            levels: level,
            parked: None,
            container: None,
        };
        bytes = match member.content {
            Ok(bytes) => bytes,
            Err(error) => {
                let failed = Document::failed(error.kind(), error.to_string());
                return Some(record_of(&content(None), failed.into()));
            }
        };
        if rest.is_empty() {
            let read = read_patiently(bytes.clone(), place.name(), reader, Some(level));
            let content = Content { document_id: hash_bytes(&bytes), ..content(Some(bytes.len() as u64)) };
            return Some(record_of(&content, read));
        }
        way = rest;
    }
    None
}

/// The content of one file; of one that is too large, only that.
///
/// # Errors
/// The path is no file that can be opened.
pub(crate) fn content_of(path: &Path, limits: &Limits) -> Result<Content, Fault> {
    if path.is_dir() {
        return Err(Fault::Unreadable("this is a folder".to_owned()));
    }
    let found = collect_one(path);
    if let Some(fault) = found.fault {
        return Err(fault);
    }
    identify(vec![found], limits, None)
        .pop()
        .ok_or_else(|| Fault::Missing("there is no such file".to_owned()))
}

fn nothing_found(batch: &Batch, found: &[Found]) -> String {
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
