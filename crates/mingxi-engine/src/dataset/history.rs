//! The publications that an output folder keeps, and the way back to an earlier one.
//!
//! `OUT/.mingxi.history` has their names, a line each, the latest last. It is written after `latest` was replaced
//! and after nothing else: without it, or with an old one, the publication that `latest` names still counts, and only
//! the way back is shorter.

use super::error::DatasetError;
use super::folder::{OutputFolder, is_publication_name};
use super::published::Published;
use crate::whole::write_whole;
use std::fs;
use std::path::{Path, PathBuf};

const HISTORY: &str = ".mingxi.history";
/// Publications that are kept unless a run says otherwise.
pub const KEPT_PUBLICATIONS: usize = 3;
/// Fewer are never kept: a reader may still have the one before open.
const FEWEST: usize = 2;

/// A publication that an output folder keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPublication {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub path: PathBuf,
    /// `latest` names it.
    pub is_current: bool,
}

/// The publications of an output folder, the latest last.
///
/// # Errors
/// There is none, or `latest` was not made by us.
pub fn publications(out: &Path) -> Result<Vec<KeptPublication>, DatasetError> {
    let folder = OutputFolder::look(out)?;
    let current = folder.current()?.ok_or_else(|| DatasetError::NoPublication { path: out.to_owned() })?;
    let named =
        |name: String| KeptPublication { path: folder.publication(&name), is_current: name == current, name };
    Ok(kept(&folder, Some(&current)).into_iter().map(named).collect())
}

/// Makes `latest` name an earlier publication: the one before the current one, or the one of a name.
///
/// # Errors
/// There is no such publication, it cannot be read, a run is writing, or the system refuses. `latest` is unchanged
/// then.
pub fn roll_back(out: &Path, to: Option<&str>) -> Result<KeptPublication, DatasetError> {
    publications(out)?;
    let folder = OutputFolder::open(out)?;
    let current = folder.current()?;
    let names = kept(&folder, current.as_deref());
    let target = match to {
        Some(name) => names.iter().find(|kept| *kept == name),
        None => {
            let at = names.iter().position(|name| Some(name) == current.as_ref());
            at.and_then(|at| names.get(at.checked_sub(1)?))
        }
    };
    let Some(name) = target else {
        return Err(DatasetError::NoEarlier { path: out.to_owned(), name: to.map(str::to_owned) });
    };
    let path = folder.publication(name);
    Published::open(&path)?;
    folder.point_latest(name)?;
    Ok(KeptPublication { name: name.clone(), path, is_current: true })
}

/// Notes that `name` was published after `previous`, and removes all but the last `keep` publications. Returns what
/// could not be removed: that costs space and harms nothing.
pub(crate) fn note(folder: &OutputFolder, previous: Option<&str>, name: &str, keep: usize) -> Vec<PathBuf> {
    let mut names = after(kept(folder, previous), previous, name);
    let surplus = names.len().saturating_sub(keep.max(FEWEST));
    names.drain(..surplus);
    let text: String = names.iter().map(|name| format!("{name}\n")).collect();
    if let Err(error) = write_whole(&folder.path().join(HISTORY), text.as_bytes()) {
        tracing::warn!(%error, "the list of publications could not be written; the way back may be shorter");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    folder.prune(&names)
}

/// The names with the new one at the end. What stands after the previous one was left by a way back: it is the first
/// to go.
fn after(mut names: Vec<String>, previous: Option<&str>, name: &str) -> Vec<String> {
    names.retain(|kept| kept != name);
    let at = names.iter().position(|kept| Some(kept.as_str()) == previous);
    if let Some(at) = at {
        names.rotate_left(at + 1);
    }
    names.push(name.to_owned());
    names
}

/// The names in the list whose folders are there, and the current one in any case.
fn kept(folder: &OutputFolder, current: Option<&str>) -> Vec<String> {
    let text = fs::read_to_string(folder.path().join(HISTORY)).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for name in text.lines().filter(|name| is_publication_name(name)) {
        if folder.publication(name).is_dir() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    if let Some(current) = current.filter(|current| !names.iter().any(|name| name == current)) {
        names.push(current.to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_way_back_left_goes_first() {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(after(names("a b c"), Some("c"), "d"), names("a b c d"));
        assert_eq!(after(names("a b c"), Some("b"), "d"), names("c a b d"));
        assert_eq!(after(names("a b c"), Some("b"), "c"), names("a b c"));
        assert_eq!(after(names("a b c"), Some("c"), "a"), names("b c a"));
        assert_eq!(after(Vec::new(), None, "a"), names("a"));
    }
}
