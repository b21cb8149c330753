//! A run seen from outside: what it does now ([`board`]), and what it came to ([`RunReport`], `OUT/latest/run.json`).
//!
//! A report has clocks and paths of a machine in it: it stands beside the deterministic files of a publication, is
//! no part of its name, and is written anew by a run that found nothing new.

pub(crate) mod board;
mod changes;
pub(crate) mod clock;
mod metrics;

pub use changes::{AmountChange, AmountChanges, Changes, Named};
pub use metrics::{failed_metrics, metrics};

use crate::dataset::{Dataset, DatasetError, Published, PublishedFile, SCHEMA_VERSION, VERSION};
use crate::report::Summary;
use crate::whole::{may_write, write_whole};
use board::{Board, rounded};
use clock::rfc3339;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// The time now in UTC, as log lines have it.
pub fn timestamp() -> String {
    rfc3339(SystemTime::now())
}

/// Writes the measures of a run to a file, in one step; without a report, those of a run that published nothing.
///
/// # Errors
/// What the system says.
pub fn write_metrics(path: &Path, report: Option<&RunReport>) -> io::Result<()> {
    write_whole(path, report.map_or_else(failed_metrics, metrics).as_bytes())
}

/// Whether the measures of a run could be written to a file, asked before it publishes.
///
/// # Errors
/// What the system says.
pub fn may_write_metrics(path: &Path) -> io::Result<()> {
    may_write(path)
}

/// The report's file in a publication.
const RUN_FILE: &str = "run.json";
/// How many documents that are not `ok` a report names; the documents dataset has all of them.
const PROBLEMS: usize = 1000;

/// What a run was asked to read, so that it can be asked again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The inputs as they were given.
    pub inputs: Vec<String>,
    /// The folder that they are seen from.
    pub working_folder: String,
    /// Whether links out of an input folder are followed.
    pub follow_links: bool,
    /// Further vocabulary files.
    pub vocab: Vec<String>,
    /// How many publications are kept.
    pub keep: usize,
    /// Which part of the inputs was read (`0/8` to `7/8`); all of them where it is none.
    #[serde(default)]
    pub shard: Option<String>,
}

impl Asked {
    /// What the run was asked that made the current publication.
    ///
    /// # Errors
    /// There is no publication, or its report is missing or damaged.
    pub fn of(out: &Path) -> Result<Asked, DatasetError> {
        #[derive(Deserialize)]
        struct Report {
            asked: Asked,
        }
        let path = Published::open(out)?.folder().join(RUN_FILE);
        let unreadable = |reason: String| DatasetError::Unreadable { path: path.clone(), reason };
        let bytes = fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
        let report: Report = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        Ok(report.asked)
    }
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunReport {
    /// The program's version.
    pub version: &'static str,
    /// The version of the columns.
    pub schema_version: &'static str,
    /// The publication's name.
    pub publication: String,
    /// The one before.
    pub previous: Option<String>,
    /// When the run began, UTC.
    pub started_at: String,
    /// When its datasets were written, UTC.
    pub finished_at: String,
    /// Seconds of the whole and of its phases.
    pub seconds: BTreeMap<&'static str, f64>,
    /// What it was asked.
    pub asked: Asked,
    /// Documents by how they ended, and how many of them were read, kept from earlier runs, or found twice.
    pub documents: BTreeMap<&'static str, u64>,
    /// Documents that are not `ok`, by reason.
    pub failures: BTreeMap<&'static str, usize>,
    /// The first of them, by path.
    pub problems: Vec<ProblemLine>,
    /// What an earlier run was reading when it died.
    pub unfinished_before: Vec<String>,
    /// The documents that took longest, the slowest first.
    pub slowest: Vec<Slow>,
    /// Rows by dataset.
    pub rows: BTreeMap<&'static str, u64>,
    /// Line items by what the checks say of them.
    pub line_items: BTreeMap<&'static str, u64>,
    /// Checks by outcome.
    pub checks: BTreeMap<&'static str, u64>,
    /// What differs from the publication before; `None` without one.
    pub changes: Option<Changes>,
}

/// A document that is not `ok`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemLine {
    /// Its first path.
    pub source_path: String,
    /// Partial or failed.
    pub status: &'static str,
    /// Why.
    pub error_kind: &'static str,
    /// Why, in a sentence.
    pub error_message: String,
}

/// A document and how long it took.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slow {
    /// Its first path.
    pub source_path: String,
    /// Its seconds, from the first look at its bytes to the answer.
    pub seconds: f64,
}

impl RunReport {
    /// The report of a run whose datasets are written.
    pub(crate) fn of(
        board: &Board,
        asked: &Asked,
        summary: &Summary,
        files: &[PublishedFile],
        changes: Option<Changes>,
    ) -> RunReport {
        let mut seconds: BTreeMap<&str, f64> =
            board.seconds().into_iter().map(|(phase, seconds)| (phase, rounded(seconds))).collect();
        seconds.insert("total", rounded(board.elapsed()));
        let documents = summary.documents;
        let s = summary;
        RunReport {
            version: VERSION,
            schema_version: SCHEMA_VERSION,
            publication: String::new(),
            previous: None,
            started_at: rfc3339(board.started_at),
            finished_at: rfc3339(SystemTime::now()),
            seconds,
            asked: asked.clone(),
            documents: BTreeMap::from([
                ("total", documents.total()),
                ("ok", documents.ok),
                ("partial", documents.partial),
                ("failed", documents.failed),
                ("kept", s.kept),
                ("read", documents.total() - s.kept.min(documents.total())),
                ("duplicate_paths", s.duplicate_paths),
            ]),
            failures: board.failures(),
            problems: s.problems.iter().take(PROBLEMS).map(problem).collect(),
            unfinished_before: board.unfinished.clone(),
            slowest: board
                .slowest()
                .into_iter()
                .map(|(source_path, seconds)| Slow { source_path, seconds: rounded(seconds) })
                .collect(),
            rows: Dataset::ALL
                .iter()
                .map(|dataset| {
                    let of = files.iter().filter(|file| file.dataset == *dataset);
                    (dataset.as_str(), of.map(|file| file.rows).sum())
                })
                .collect(),
            line_items: BTreeMap::from([
                ("verified", s.verified),
                ("repaired", s.repaired),
                ("conflict", s.conflict),
                ("unverified", s.line_items.saturating_sub(s.verified + s.repaired + s.conflict)),
            ]),
            checks: BTreeMap::from([
                ("holds", s.checks.holds),
                ("broken", s.checks.broken),
                ("unverifiable", s.checks.unverifiable),
            ]),
            changes,
        }
    }

    /// Writes the report into the folder of a publication.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn write(&self, publication: &Path) -> Result<(), DatasetError> {
        // Serialising structs of strings and numbers to memory has no way to fail.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        let path = publication.join(RUN_FILE);
        write_whole(&path, &bytes).map_err(|error| DatasetError::io("write", &path, error))
    }
}

/// What a new publication has that the one before had not; `None` without one.
pub(crate) fn changes_against(before: Option<&Published>, now: &Published) -> Option<Changes> {
    let told = |error: &DatasetError| tracing::warn!(%error, "the publication before cannot be compared");
    before.and_then(|before| changes::changes(before, now).inspect_err(told).ok())
}

fn problem(problem: &crate::report::Problem) -> ProblemLine {
    ProblemLine {
        source_path: problem.source_path.clone(),
        status: problem.status.as_str(),
        error_kind: problem.kind.as_str(),
        error_message: problem.message.clone(),
    }
}
