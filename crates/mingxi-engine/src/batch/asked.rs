//! What a run is asked to do.

use crate::content::hash_bytes;
use crate::input::Found;
use crate::pool::Workers;
use crate::run::Asked;
use crate::stop::Stop;
use std::fmt;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

/// What one run is asked to do.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Files, folders and glob patterns.
    pub inputs: Vec<PathBuf>,
    /// Further documents, with their addresses as paths: they were fetched from where files are not.
    pub fetched: Vec<Found>,
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

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl Shard {
    /// Whether a document is of this part, by its path.
    pub fn has(self, path: &Path) -> bool {
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
