//! `mingxi extract`.

use super::input_list;
use crate::args::{Extract, FailOn, Reading};
use crate::cloud::{self, Fetched, Fetching, Places};
use crate::outcome::{Exit, Failure};
use crate::printer;
use crate::program::Program;
use crate::signals::Signals;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use mingxi_engine::dataset::DatasetError;
use mingxi_engine::run::{Asked, may_write_metrics, write_metrics};
use mingxi_engine::{Batch, BatchError, Caching, Finished, Plan, Progress, Stop, Summary, Workers, report};
use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Copies of fetched documents, in the output folder beside the results of documents.
const COPIES: &str = ".cache-mingxi/copies";

/// Extracts and prints the summary.
///
/// # Errors
/// No input names a file, the datasets cannot be written, or a signal ended the run.
pub fn run(
    extract: &Extract,
    program: &Program,
    verbose: u8,
    screen: &MultiProgress,
) -> Result<Exit, Failure> {
    let start = Instant::now();
    let reading = &extract.reading;
    let mut reader = super::vocab::reader(&extract.vocab)?;
    reader.patience = Duration::from_secs(reading.timeout.get());
    let signals = Signals::listen().map_err(|error| Failure::from_error(&error, None))?;
    let places = places(extract)?;
    let mut batch = batch(extract, &places, program, verbose, &signals)?;
    if extract.dry_run && !places.addresses.is_empty() {
        return Err(Failure::new(
            "what is behind an address is known only once it was fetched",
            "leave --dry-run out, or name files and folders",
        ));
    }
    let copies = places.out.join(COPIES);
    let stop = Stop::on(signals.flag());
    let ended = |failure: Failure| if stop.is_asked() { failure.ending(signals.exit()) } else { failure };
    let fetched = fetch(extract, &places, &copies, &batch, reader.limits.file_bytes).map_err(ended)?;
    batch.fetched.clone_from(&fetched.found);
    if extract.dry_run {
        let plan = mingxi_engine::plan(&batch, &reader).map_err(|error| failure(&error, &signals))?;
        printer::data(report_plan(&plan, reading.json).as_bytes())?;
        return Ok(Exit::Clean);
    }
    if let Some(path) = &reading.metrics {
        may_write_metrics(path).map_err(|error| no_metrics(path, &error))?;
    }
    let bar = bar(screen);
    let finished = mingxi_engine::extract(&batch, &Arc::new(reader), &|step| advance(&bar, step));
    bar.finish_and_clear();
    if let Some(path) = &reading.metrics {
        write_metrics(path, finished.as_ref().ok().map(|finished| &finished.run))
            .map_err(|error| no_metrics(path, &error))?;
    }
    let Finished { summary, publication, .. } = finished.map_err(|error| failure(&error, &signals))?;
    fetched.sweep(&copies);
    if let Some(address) = &places.upload {
        cloud::upload(&places.out, address, &batch.stop).map_err(ended)?;
    }
    let elapsed = start.elapsed();
    if reading.json {
        printer::line(&report::json(&summary, &publication, elapsed).to_string())?;
    } else {
        printer::data(report::text(&summary, &publication, elapsed).as_bytes())?;
    }
    Ok(exit(&summary, reading))
}

fn no_metrics(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("the measures of the run could not be written to {}: {error}", path.display()),
        "name with --metrics a file in a folder that can be written",
    )
}

/// What is read and written where, with the inputs of lists.
fn places(extract: &Extract) -> Result<Places, Failure> {
    let mut inputs = extract.inputs.clone();
    if let Some(list) = &extract.inputs_from {
        inputs.extend(input_list::read(list)?);
    }
    let places = Places::of(&inputs, &extract.out, extract.work.as_deref())?;
    if let Some(address) = &places.upload {
        cloud::reach(&places.out, address, extract.min_share.is_some())?;
    }
    Ok(places)
}

/// Fetches what the addresses name.
fn fetch(
    extract: &Extract,
    places: &Places,
    copies: &Path,
    batch: &Batch,
    file_bytes: u64,
) -> Result<Fetched, Failure> {
    let with = Fetching {
        copies,
        file_bytes,
        patience: Duration::from_secs(extract.reading.timeout.get()),
        shard: batch.shard,
        stop: &batch.stop,
    };
    cloud::fetch(&places.addresses, &with)
}

fn batch(
    extract: &Extract,
    places: &Places,
    program: &Program,
    verbose: u8,
    signals: &Signals,
) -> Result<Batch, Failure> {
    let texts =
        |paths: &[PathBuf]| -> Vec<String> { paths.iter().map(|path| path.display().to_string()).collect() };
    let reading = &extract.reading;
    let addresses = places.addresses.iter().map(ToString::to_string);
    Ok(Batch {
        asked: Asked {
            inputs: texts(&places.inputs).into_iter().chain(addresses).collect(),
            working_folder: env::current_dir().unwrap_or_default().display().to_string(),
            follow_links: extract.follow_links,
            vocab: texts(&extract.vocab),
            keep: extract.keep.into(),
            shard: extract.shard.map(|shard| shard.to_string()),
        },
        inputs: places.inputs.clone(),
        fetched: Vec::new(),
        out: places.out.clone(),
        jobs: reading.jobs,
        follow_links: extract.follow_links,
        shard: extract.shard,
        cache: match (extract.no_cache, extract.retry_failed) {
            (true, _) => None,
            (false, true) => Some(Caching::RetryFailed),
            (false, false) => Some(Caching::Unchanged),
        },
        workers: if reading.in_process { None } else { Some(workers(extract, program, verbose)) },
        keep: extract.keep.into(),
        min_share: extract.min_share,
        stop: Stop::on(signals.flag()),
    })
}

/// What a run would do, for a person or as one JSON object.
fn report_plan(plan: &Plan, is_json: bool) -> String {
    if is_json {
        return format!("{}\n", serde_json::json!(plan));
    }
    let mut page = format!(
        "{} documents: {} unchanged since an earlier run, {} to be read, {} unreadable; nothing was written\n",
        plan.documents,
        plan.kept,
        plan.to_read.len(),
        plan.unreadable.len()
    );
    plan.to_read.iter().for_each(|path| page.push_str(&format!("  read        {}\n", printer::clean(path))));
    for (path, message) in &plan.unreadable {
        page.push_str(&format!("  unreadable  {}: {message}\n", printer::clean(path)));
    }
    page
}

/// Workers are processes of this very program.
fn workers(extract: &Extract, program: &Program, verbose: u8) -> Workers {
    let mut arguments = program.arguments.clone();
    arguments.push("worker".into());
    arguments.extend(["--timeout".into(), extract.reading.timeout.to_string().into()]);
    arguments.extend(["--memory".into(), extract.reading.memory.to_string().into()]);
    arguments.extend(extract.vocab.iter().flat_map(|file| ["--vocab".into(), file.into()]));
    arguments.extend((0..verbose).map(|_| "-v".into()));
    let bounds = format!("{} s, {} MiB", extract.reading.timeout, extract.reading.memory);
    let silence = Duration::from_secs(extract.reading.silence.get());
    Workers { program: program.path.clone(), arguments, silence, bounds }
}

/// A document with an error is never clean, whether it failed or was read in part, unless the caller names other
/// reasons.
fn exit(summary: &Summary, reading: &Reading) -> Exit {
    let has_error = summary.documents.failed + summary.documents.partial > 0;
    let is_found = match &reading.fail_on[..] {
        [] => has_error,
        reasons => reasons.iter().any(|reason| match reason {
            FailOn::Conflict => summary.checks.broken > 0,
            FailOn::Unread => has_error || summary.documents_with_unpublished > 0,
            FailOn::Nothing => false,
        }),
    };
    if is_found || (reading.strict && summary.checks.broken > 0) { Exit::Findings } else { Exit::Clean }
}

fn failure(error: &BatchError, signals: &Signals) -> Failure {
    let exit = match error {
        BatchError::Stopped { .. } => signals.exit(),
        BatchError::TooFew { .. } => Exit::Findings,
        BatchError::Dataset(DatasetError::Busy { .. }) => Exit::Busy,
        _ => Exit::CouldNotRun,
    };
    let hint = match error {
        BatchError::NoInput(_) => {
            "name files, folders or quoted patterns that exist; see `mingxi extract --help`"
        }
        BatchError::Threads(_) => "ask for fewer threads with --jobs",
        BatchError::Worker(_) => "ask for fewer with --jobs, or read without workers with --in-process",
        BatchError::TooFew { .. } => {
            "see whether the input is whole; what was read is kept, and a lower --min-share publishes it"
        }
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
    let style = ProgressStyle::with_template(
        "{bar:30} {pos}/{len} documents  {per_sec}  {elapsed} elapsed, {eta} to go  {msg}",
    )
    .unwrap_or_else(|_| ProgressStyle::default_bar());
    screen.add(ProgressBar::new(0).with_style(style))
}

fn advance(bar: &ProgressBar, step: Progress) {
    match step {
        Progress::Found { documents } => bar.set_length(documents as u64),
        Progress::Done { source_path, failed, .. } => {
            if let Some(failed) = failed {
                let line = format!("{source_path}: {}: {}", failed.kind, failed.message);
                bar.println(printer::clean(&line));
            }
            bar.inc(1);
        }
        Progress::Publishing => bar.set_message("writing"),
    }
}
