//! Many documents: found, read in parallel, staged one by one, published in one step.

mod asked;
mod one_file;
mod plan;
mod rounds;
mod told;

pub use asked::{Batch, Caching, Shard};
pub(crate) use one_file::content_of;
pub use one_file::read_file;
pub use plan::{Plan, plan};
pub use told::{BatchError, Failed, Finished, Progress};

use crate::cache::Cache;
use crate::content::{Content, identify};
use crate::dataset::{DatasetError, Publication, Published, PublishedFile, Schemas, Staging};
use crate::gathering::Gathering;
use crate::input::{Fault, Found, collect};
use crate::inside::{Inside, Parking};
use crate::read::Reader;
use crate::run::board::{Board, Phase, Ticker};
use crate::run::{Changes, RunReport, changes_against};
use crate::share::Share;
use crate::unchanged::{self, Last};
use rounds::Work;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, PoisonError};

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
    found.extend(batch.fetched.iter().cloned());
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

/// What an earlier run published must not become the input of this one.
fn own_folders(out: &Path) -> Vec<PathBuf> {
    let latest = out.join("latest");
    match latest.canonicalize() {
        Ok(target) => target.parent().map(Path::to_owned).into_iter().chain([target.clone()]).collect(),
        Err(_) => Vec::new(),
    }
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
