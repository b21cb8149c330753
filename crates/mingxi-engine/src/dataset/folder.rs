//! The output folder: who may write into it, what `latest` names, and what is swept away.
//!
//! ```text
//! OUT/latest -> publications/0f3a...   a relative symbolic link, replaced in one step
//! OUT/publications/0f3a.../            the current publication
//! OUT/publications/77c1.../            one before, for readers that still have it open and for a way back
//! OUT/.staging-mingxi-XXXXXX/          of a run; a crash may leave one, the next run removes it
//! OUT/.mingxi.history                  the names of the publications that are kept, the latest last
//! OUT/.mingxi.lock                     held while a run writes
//! ```

use super::error::DatasetError;
use super::out_file::sync_folder;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const LATEST: &str = "latest";
const PUBLICATIONS: &str = "publications";
const LOCK: &str = ".mingxi.lock";
const STAGING: &str = ".staging-mingxi-";
/// The name that the new `latest` has for the moment before it replaces the old one.
const NEXT_LATEST: &str = ".latest-mingxi";

/// An output folder that this run alone writes into, until the value is dropped.
#[derive(Debug)]
pub(crate) struct OutputFolder {
    out: PathBuf,
    /// The lock lives as long as the open file; `None` of one that is only looked at.
    _lock: Option<File>,
}

impl OutputFolder {
    /// Takes possession of an output folder; it is made if it does not exist.
    ///
    /// # Errors
    /// The path is a file, another run holds it, `latest` was not made by us, or the system refuses.
    pub fn open(out: &Path) -> Result<OutputFolder, DatasetError> {
        let is_file = fs::metadata(out).is_ok_and(|m| !m.is_dir());
        if is_file {
            return Err(DatasetError::NotAFolder { path: out.to_owned() });
        }
        fs::create_dir_all(out).map_err(|e| DatasetError::io("create", out, e))?;
        let lock = lock(out)?;
        let folder = OutputFolder { out: out.to_owned(), _lock: Some(lock) };
        folder.current()?;
        folder.create_publications()?;
        folder.remove_stale_staging();
        Ok(folder)
    }

    /// An output folder to look at, beside whoever writes into it.
    ///
    /// # Errors
    /// There is no folder.
    pub fn look(out: &Path) -> Result<OutputFolder, DatasetError> {
        if out.is_dir() {
            Ok(OutputFolder { out: out.to_owned(), _lock: None })
        } else {
            Err(DatasetError::NoPublication { path: out.to_owned() })
        }
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        &self.out
    }

    /// The path of `latest`.
    pub fn latest(&self) -> PathBuf {
        self.out.join(LATEST)
    }

    /// The path of a publication.
    pub fn publication(&self, name: &str) -> PathBuf {
        self.out.join(PUBLICATIONS).join(name)
    }

    /// The name of the publication that `latest` names; `None` before the first one.
    ///
    /// # Errors
    /// `latest` is a file or folder, or a link to a place that is none of ours.
    pub fn current(&self) -> Result<Option<String>, DatasetError> {
        let path = self.latest();
        let foreign = || DatasetError::ForeignLatest { path: path.clone() };
        match fs::symlink_metadata(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(DatasetError::io("read", &path, e)),
            Ok(found) if !found.is_symlink() => return Err(foreign()),
            Ok(_) => {}
        }
        let target = fs::read_link(&path).map_err(|e| DatasetError::io("read", &path, e))?;
        let name = target
            .strip_prefix(PUBLICATIONS)
            .ok()
            .and_then(|name| name.to_str())
            .filter(|name| is_publication_name(name));
        name.map(|name| Some(name.to_owned())).ok_or_else(foreign)
    }

    /// A new staging folder; it is removed when the value is dropped.
    ///
    /// # Errors
    /// What the system says.
    pub fn staging(&self) -> Result<TempDir, DatasetError> {
        tempfile::Builder::new()
            .prefix(STAGING)
            .tempdir_in(&self.out)
            .map_err(|e| DatasetError::io("create a staging folder in", &self.out, e))
    }

    /// Moves a finished publication to its place. `same` says whether a folder already has its content; then
    /// that one stays and the new one is not needed.
    ///
    /// # Errors
    /// What the system says.
    pub fn install(
        &self,
        built: &Path,
        name: &str,
        same: impl Fn(&Path) -> bool,
    ) -> Result<String, DatasetError> {
        // A folder of this name with other content was changed by somebody; it is left alone.
        let candidates = (0..).map(|n| match n {
            0 => name.to_owned(),
            n => format!("{name}-{n}"),
        });
        for candidate in candidates {
            let target = self.publication(&candidate);
            if fs::symlink_metadata(&target).is_ok() {
                if same(&target) {
                    return Ok(candidate);
                }
                continue;
            }
            fs::rename(built, &target).map_err(|e| DatasetError::io("create", &target, e))?;
            sync_folder(&self.out.join(PUBLICATIONS))?;
            return Ok(candidate);
        }
        Err(DatasetError::internal(built, "no name is free for the publication"))
    }

    /// Makes `latest` name a publication, in one step: readers see the old one or the new one.
    ///
    /// # Errors
    /// What the system says; `latest` is unchanged then.
    pub fn point_latest(&self, name: &str) -> Result<(), DatasetError> {
        let next = self.out.join(NEXT_LATEST);
        let latest = self.latest();
        if let Err(e) = fs::remove_file(&next)
            && e.kind() != io::ErrorKind::NotFound
        {
            return Err(DatasetError::io("replace", &next, e));
        }
        symlink_folder(&Path::new(PUBLICATIONS).join(name), &next)
            .map_err(|e| DatasetError::io("create", &next, e))?;
        if let Err(e) = replace_link(&next, &latest) {
            // The link that could not be used names nothing that anybody needs.
            let _ = fs::remove_file(&next);
            return Err(DatasetError::io("replace", &latest, e));
        }
        sync_folder(&self.out)
    }

    /// Removes publications other than those named. Returns what could not be removed: that costs space and
    /// harms nothing.
    pub fn prune(&self, keep: &[&str]) -> Vec<PathBuf> {
        let ours = |name: &str| is_publication_name(name) && !keep.contains(&name);
        remove_folders(&self.out.join(PUBLICATIONS), ours)
    }

    fn create_publications(&self) -> Result<(), DatasetError> {
        let path = self.out.join(PUBLICATIONS);
        match fs::create_dir(&path) {
            Ok(()) => sync_folder(&self.out),
            Err(_) if path.is_dir() => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(DatasetError::NotAFolder { path }),
            Err(e) => Err(DatasetError::io("create", &path, e)),
        }
    }

    fn remove_stale_staging(&self) {
        for path in remove_folders(&self.out, is_staging_name) {
            tracing::warn!("the folder {} of an earlier run could not be removed", path.display());
        }
    }
}

/// Locks the folder for this run.
fn lock(out: &Path) -> Result<File, DatasetError> {
    let path = out.join(LOCK);
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(|e| DatasetError::io("write into", out, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DatasetError::Busy { path: out.to_owned() }),
        // Some network file systems have no locks; refusing them would help nobody.
        Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
            tracing::warn!("{} has no file locks: do not run mingxi twice on it at once", out.display());
            Ok(file)
        }
        Err(TryLockError::Error(e)) => Err(DatasetError::io("lock", &path, e)),
    }
}

/// Removes folders of a folder by name, never through a link. Returns those that would not go.
fn remove_folders(parent: &Path, ours: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut left: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|t| t.is_dir()))
        .filter(|entry| entry.file_name().to_str().is_some_and(&ours))
        .map(|entry| entry.path())
        .filter(|path| fs::remove_dir_all(path).is_err())
        .collect();
    left.sort();
    left
}

/// 16 hexadecimal digits, and a number where somebody changed the folder of that name.
pub(crate) fn is_publication_name(name: &str) -> bool {
    let (hash, number) = name.split_once('-').unwrap_or((name, "1"));
    hash.len() == 16
        && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}

fn is_staging_name(name: &str) -> bool {
    name.strip_prefix(STAGING)
        .is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(unix)]
fn symlink_folder(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(unix)]
fn replace_link(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Windows asks for the developer mode or an administrator here; the error says what it wants.
#[cfg(windows)]
fn symlink_folder(target: &Path, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
}

/// Best effort: Windows does not replace a link to a folder, so for a moment there is no `latest`. A reader
/// never sees a mix, but may have to try again.
#[cfg(windows)]
fn replace_link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::remove_dir(to) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    fs::rename(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_we_make_are_ours() {
        for name in ["0123456789abcdef", "0123456789abcdef-2"] {
            assert!(is_publication_name(name), "{name}");
        }
        for name in ["", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef-", "2024", "..", "a/b"] {
            assert!(!is_publication_name(name), "{name}");
        }
        assert!(is_staging_name(".staging-mingxi-aB3xY9"));
        for name in [".staging-mingxi-", ".staging-mine", ".staging-mingxi-../../x"] {
            assert!(!is_staging_name(name), "{name}");
        }
    }
}
