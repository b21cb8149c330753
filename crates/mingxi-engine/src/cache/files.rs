//! The hashes of files that did not change, so that they are not read to be known again.

use crate::whole::write_whole;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file that changed so shortly before it was hashed may change again without a new time.
const SETTLED: Duration = Duration::from_secs(3);

/// What identifies a file's content without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    size: u64,
    modified_ns: u64,
    inode: u64,
    device: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Known {
    stamp: Stamp,
    sha256: String,
}

/// The memory of one output folder.
#[derive(Debug)]
pub(crate) struct Files {
    path: PathBuf,
    known: BTreeMap<String, Known>,
    seen: Mutex<BTreeMap<String, Known>>,
}

impl Files {
    /// Reads it; a damaged or missing one is empty.
    pub fn load(path: PathBuf) -> Files {
        let known = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Files { path, known: known.unwrap_or_default(), seen: Mutex::default() }
    }

    /// The hash and size of a file that did not change.
    pub fn recall(&self, path: &Path) -> Option<(String, u64)> {
        let name = path.to_str()?;
        let known = self.known.get(name)?;
        if stamp(&fs::metadata(path).ok()?)? != known.stamp {
            return None;
        }
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), known.clone());
        Some((known.sha256.clone(), known.stamp.size))
    }

    /// Remembers a file that was just hashed; `before` is what was known of it before its first byte was read.
    pub fn remember(&self, path: &Path, before: &Metadata, sha256: &str) {
        let settled = before.modified().ok().and_then(|time| SystemTime::now().duration_since(time).ok());
        if settled.is_none_or(|age| age < SETTLED) {
            return;
        }
        if let (Some(name), Some(stamp)) = (path.to_str(), stamp(before)) {
            let known = Known { stamp, sha256: sha256.to_owned() };
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), known);
        }
    }

    /// Writes what this run saw; that it cannot costs only time.
    pub fn save(&self) {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let written = serde_json::to_vec(&*seen)
            .map_err(std::io::Error::from)
            .and_then(|bytes| write_whole(&self.path, &bytes));
        if let Err(error) = written {
            tracing::warn!(%error, "the hashes of files could not be kept for the next run");
        }
    }
}

#[cfg(unix)]
fn stamp(metadata: &Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let modified_ns = u64::try_from(since.as_nanos()).ok()?;
    Some(Stamp { size: metadata.len(), modified_ns, inode: metadata.ino(), device: metadata.dev() })
}

/// Without inodes a replaced file cannot be told from its predecessor by more than its time and size.
#[cfg(not(unix))]
fn stamp(metadata: &Metadata) -> Option<Stamp> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let modified_ns = u64::try_from(since.as_nanos()).ok()?;
    Some(Stamp { size: metadata.len(), modified_ns, inode: 0, device: 0 })
}
