//! What a run tells while it works, and what it comes to.

use crate::dataset::{DatasetError, Publication};
use crate::report::Summary;
use crate::run::RunReport;
use mingxi_model::{ErrorKind, Status};
use std::io;
use thiserror::Error;

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
