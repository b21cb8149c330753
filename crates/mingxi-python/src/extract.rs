//! A whole run.

use crate::attended::attended;
use crate::errors;
use crate::workers::Bounds;
use mingxi_engine::run::Asked;
use mingxi_engine::{Batch, Caching, Finished, Progress, Reader, Shard, Stop, report};
use pyo3::prelude::*;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Instant;

/// What a run is asked to do, as the package hands it over.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Request {
    inputs: Vec<PathBuf>,
    out: PathBuf,
    jobs: Option<usize>,
    follow_links: bool,
    /// Which part of how many.
    shard: Option<(u32, u32)>,
    cache: bool,
    retry_failed: bool,
    keep: u16,
    min_share: Option<f64>,
}

/// What a run tells: phase, path, status, error kind and message, number of documents.
type Event = (&'static str, Option<String>, Option<String>, Option<String>, Option<String>, Option<usize>);

/// Reads all inputs and publishes them: the summary as JSON, and as text.
#[pyfunction]
pub(crate) fn extract(
    py: Python<'_>,
    request: Request,
    bounds: Bounds,
    progress: Option<Py<PyAny>>,
) -> PyResult<(String, String)> {
    let start = Instant::now();
    let mut reader = py
        .detach(|| Reader::with_vocabulary_files(&bounds.vocab))
        .map_err(|error| errors::reader(py, &error))?;
    reader.patience = bounds.patience();
    let stop = Stop::default();
    let batch = batch(py, request, &bounds, &stop)?;
    let reader = Arc::new(reader);
    let (tell, told) = mpsc::channel();
    let work = || {
        mingxi_engine::extract(&batch, &reader, &|step| {
            // Who listens no more has raised, and the run is asked to stop.
            let _ = tell.send(event(step));
        })
    };
    let look = move |py: Python<'_>| {
        let Some(progress) = &progress else {
            told.try_iter().for_each(drop);
            return Ok(());
        };
        told.try_iter().try_for_each(|event: Event| progress.call1(py, event).map(drop))
    };
    let finished = attended(py, &stop, work, look)?;
    let Finished { summary, publication, .. } = finished.map_err(|error| errors::batch(py, &error))?;
    let elapsed = start.elapsed();
    let json = report::json(&summary, &publication, elapsed).to_string();
    Ok((json, report::text(&summary, &publication, elapsed)))
}

fn batch(py: Python<'_>, request: Request, bounds: &Bounds, stop: &Stop) -> PyResult<Batch> {
    let refused = |message: &str| errors::option(py, message);
    let jobs =
        request.jobs.map(|jobs| NonZeroUsize::new(jobs).ok_or_else(|| refused("jobs must be 1 or more")));
    let shard = request.shard.map(|(index, count)| {
        NonZeroU32::new(count)
            .filter(|count| index < count.get())
            .map(|count| Shard { index, count })
            .ok_or_else(|| refused("shard must be (index, count) with an index from 0 below count"))
    });
    if request.keep < 2 {
        return Err(refused("keep must be 2 or more"));
    }
    if request.min_share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
        return Err(refused("min_share must be from 0 to 1"));
    }
    let texts = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect();
    Ok(Batch {
        asked: Asked {
            inputs: texts(&request.inputs),
            working_folder: std::env::current_dir().unwrap_or_default().display().to_string(),
            follow_links: request.follow_links,
            vocab: texts(&bounds.vocab),
            keep: request.keep.into(),
            shard: request.shard.map(|(index, count)| format!("{index}/{count}")),
        },
        inputs: request.inputs,
        fetched: Vec::new(),
        out: request.out,
        jobs: jobs.transpose()?,
        follow_links: request.follow_links,
        shard: shard.transpose()?,
        cache: match (request.cache, request.retry_failed) {
            (false, _) => None,
            (true, true) => Some(Caching::RetryFailed),
            (true, false) => Some(Caching::Unchanged),
        },
        workers: Some(bounds.workers()),
        keep: request.keep.into(),
        min_share: request.min_share,
        stop: stop.clone(),
    })
}

fn event(step: Progress<'_>) -> Event {
    match step {
        Progress::Found { documents } => ("found", None, None, None, None, Some(documents)),
        Progress::Done { source_path, status, failed } => (
            "done",
            Some(source_path.to_owned()),
            Some(status.as_str().to_owned()),
            failed.map(|failed| failed.kind.as_str().to_owned()),
            failed.map(|failed| failed.message.to_owned()),
            None,
        ),
        Progress::Publishing => ("publishing", None, None, None, None, None),
    }
}
