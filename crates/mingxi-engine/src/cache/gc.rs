//! Kept results that serve no publication any more.

use super::{Cache, FOLDER, RESULTS};
use crate::dataset::{Dataset, DatasetError, OutputFolder, Published, publications};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file of this age without the name of a result was left by a run that died; a younger one may be being written.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Collected {
    /// Results that stay.
    pub kept: u64,
    /// Files that were removed.
    pub removed: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Removes the results of documents that no kept publication holds, older results of the same documents, and what
/// runs that died have left. With `is_all`, every result.
///
/// # Errors
/// There is no output folder, a run is writing, or a publication cannot be read.
pub fn collect_garbage(out: &Path, is_all: bool) -> Result<Collected, DatasetError> {
    OutputFolder::look(out)?;
    let _held = OutputFolder::open(out)?;
    let live = if is_all { BTreeSet::new() } else { documents(out)? };
    Ok(sweep(&out.join(FOLDER).join(RESULTS), &live, &BTreeSet::new()))
}

impl Cache {
    /// The same after a run, which keeps what it used.
    pub fn sweep(&self, out: &Path) -> Collected {
        let used = self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match documents(out) {
            Ok(live) => sweep(&self.folder.join(RESULTS), &live, &used),
            Err(error) => {
                tracing::warn!(%error, "kept results were not swept");
                Collected::default()
            }
        }
    }
}

/// The documents of all publications that are kept.
fn documents(out: &Path) -> Result<BTreeSet<String>, DatasetError> {
    let mut found = BTreeSet::new();
    let kept = match publications(out) {
        Err(DatasetError::NoPublication { .. }) => Vec::new(),
        kept => kept?,
    };
    for publication in kept {
        Published::open(&publication.path)?.scan(Dataset::Documents, &["document_id"], |rows| {
            found.extend((0..rows.len()).filter_map(|row| rows.text("document_id", row).map(str::to_owned)));
        })?;
    }
    Ok(found)
}

/// A result on the disk: `<document_id>.<what else it depends on>.zst`.
struct Entry {
    path: PathBuf,
    bytes: u64,
    modified: SystemTime,
}

fn sweep(results: &Path, live: &BTreeSet<String>, used: &BTreeSet<String>) -> Collected {
    let mut collected = Collected::default();
    let mut by_document: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let shelves = fs::read_dir(results).into_iter().flatten();
    let files = shelves.filter_map(|shelf| fs::read_dir(shelf.ok()?.path()).ok()).flatten();
    for path in files.filter_map(|file| Some(file.ok()?.path())) {
        let Some(known) = fs::metadata(&path).ok().filter(fs::Metadata::is_file) else { continue };
        let modified = known.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let found = Entry { bytes: known.len(), modified, path };
        let stem = found.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if used.contains(stem) {
            collected.kept += 1;
            continue;
        }
        match stem.split_once('.').filter(|(id, _)| id.len() == 64) {
            Some((id, _)) => by_document.entry(id.to_owned()).or_default().push(found),
            None if modified.elapsed().is_ok_and(|age| age > LEFT_BEHIND) => collected.remove(&found),
            None => {}
        }
    }
    for (id, mut found) in by_document {
        found.sort_by_key(|one| one.modified);
        let has_newer = used.range(id.clone()..).next().is_some_and(|key| key.starts_with(&id));
        let newest = found.pop_if(|_| live.contains(&id) && !has_newer);
        collected.kept += u64::from(newest.is_some());
        found.iter().for_each(|one| collected.remove(one));
    }
    collected
}

impl Collected {
    fn remove(&mut self, one: &Entry) {
        if fs::remove_file(&one.path).is_ok() {
            self.removed += 1;
            self.bytes += one.bytes;
        }
    }
}
