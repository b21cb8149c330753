//! `mingxi extract`.

use crate::args::Extract;
use crate::outcome::{Exit, Failure};
use crate::printer;
use crate::signals::Signals;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use mingxi_engine::dataset::DatasetError;
use mingxi_engine::{Batch, BatchError, Caching, Progress, Stop, Summary, Workers, report};
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Extracts and prints the summary.
///
/// # Errors
/// No input names a file, or the datasets cannot be written.
pub fn run(extract: &Extract, verbose: u8, screen: &MultiProgress) -> Result<Exit, Failure> {
    let start = Instant::now();
    let mut reader = super::vocab::reader(&extract.vocab)?;
    reader.patience = Duration::from_secs(extract.timeout.get());
    let signals = Signals::listen().map_err(|error| Failure::from_error(&error, None))?;
    let batch = Batch {
        inputs: extract.inputs.clone(),
        out: extract.out.clone(),
        jobs: extract.jobs,
        follow_links: extract.follow_links,
        cache: match (extract.no_cache, extract.retry_failed) {
            (true, _) => None,
            (false, true) => Some(Caching::RetryFailed),
            (false, false) => Some(Caching::Unchanged),
        },
        workers: if extract.in_process { None } else { Some(workers(extract, verbose)?) },
        keep: extract.keep.into(),
        stop: Stop::on(signals.flag()),
    };
    let bar = bar(screen);
    let finished = mingxi_engine::extract(&batch, &Arc::new(reader), &|step| advance(&bar, step));
    bar.finish_and_clear();
    let (summary, publication) = finished.map_err(|error| failure(&error, &signals))?;
    let elapsed = start.elapsed();
    if extract.json {
        printer::line(&report::json(&summary, &publication, elapsed).to_string())?;
    } else {
        printer::data(report::text(&summary, &publication, elapsed).as_bytes())?;
    }
    Ok(exit(&summary, extract.strict))
}

/// Workers are processes of this very program.
fn workers(extract: &Extract, verbose: u8) -> Result<Workers, Failure> {
    let program = env::current_exe().map_err(|error| {
        Failure::from_error(
            &error,
            Some("the program cannot find itself; --in-process reads without workers"),
        )
    })?;
    let mut arguments: Vec<OsString> = vec!["worker".into()];
    arguments.extend(["--timeout".into(), extract.timeout.to_string().into()]);
    arguments.extend(["--memory".into(), extract.memory.to_string().into()]);
    arguments.extend(extract.vocab.iter().flat_map(|file| ["--vocab".into(), file.into()]));
    arguments.extend((0..verbose).map(|_| "-v".into()));
    let bounds = format!("{} s, {} MiB", extract.timeout, extract.memory);
    Ok(Workers { program, arguments, bounds })
}

/// A document with an error is never clean, whether it failed or was read in part.
fn exit(summary: &Summary, is_strict: bool) -> Exit {
    let documents = summary.documents;
    let has_error = documents.failed + documents.partial > 0;
    if has_error || (is_strict && summary.checks.broken > 0) { Exit::Findings } else { Exit::Clean }
}

fn failure(error: &BatchError, signals: &Signals) -> Failure {
    let exit = match error {
        BatchError::Stopped { .. } => signals.exit(),
        BatchError::Dataset(DatasetError::Busy { .. }) => Exit::Busy,
        _ => Exit::CouldNotRun,
    };
    let hint = match error {
        BatchError::NoInput(_) => {
            "name files, folders or quoted patterns that exist; see `mingxi extract --help`"
        }
        BatchError::Threads(_) => "ask for fewer threads with --jobs",
        BatchError::Worker(_) => "ask for fewer with --jobs, or read without workers with --in-process",
        BatchError::Stopped { .. } => "run the same command again to go on",
        BatchError::Dataset(DatasetError::Busy { .. }) => "a scheduler should try again later",
        _ => {
            "choose with -o a folder that can be written, on a disk with room; what was published there before \
              is as it was"
        }
    };
    Failure::from_error(error, Some(hint)).ending(exit)
}

/// A bar on a terminal, nothing elsewhere.
fn bar(screen: &MultiProgress) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} documents  {elapsed} elapsed, {eta} to go  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
    screen.add(ProgressBar::new(0).with_style(style))
}

fn advance(bar: &ProgressBar, step: Progress) {
    match step {
        Progress::Found { documents } => bar.set_length(documents as u64),
        Progress::Done { .. } => bar.inc(1),
        Progress::Publishing => bar.set_message("writing"),
    }
}
