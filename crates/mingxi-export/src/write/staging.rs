//! Files appear when all of them are whole.

use crate::error::ExportError;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How folders for files in the making begin.
const PREFIX: &str = ".mingxi-export-";
/// A file in such a folder that stays locked while its export goes on, whatever ends it.
const LOCK: &str = "lock";

/// A folder beside the files' own place, on the same disk, for files in the making. It goes away with this value; that
/// of an export that was killed goes away with the next one.
pub(crate) struct Staging {
    to: PathBuf,
    folder: TempDir,
    _lock: File,
}

impl Staging {
    /// Makes the folder `to`, if it is not there, and the one for files in the making within it.
    ///
    /// # Errors
    /// The system refuses.
    pub fn create(to: &Path) -> Result<Staging, ExportError> {
        fs::create_dir_all(to).map_err(|source| ExportError::io("make the folder", to, source))?;
        sweep(to);
        let refused = |source| ExportError::io("write into", to, source);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(to).map_err(refused)?;
        let lock = File::create(folder.path().join(LOCK)).map_err(refused)?;
        // Where the system knows no locks, nothing is swept either.
        let _ = lock.try_lock();
        Ok(Staging { to: to.to_owned(), folder, _lock: lock })
    }

    /// Where files are made.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where a file of this name is made.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Moves the files to their place, each in one step, when all of them are on the disk.
    ///
    /// # Errors
    /// The system refuses.
    pub fn publish<'n>(&mut self, names: impl Iterator<Item = &'n str> + Clone) -> Result<(), ExportError> {
        for name in names.clone() {
            let path = self.path(name);
            let file = File::open(&path).map_err(|source| ExportError::io("read", &path, source))?;
            file.sync_all().map_err(|source| ExportError::io("write", &path, source))?;
        }
        for name in names {
            let place = self.to.join(name);
            fs::rename(self.path(name), &place)
                .map_err(|source| ExportError::io("put a file at", &place, source))?;
        }
        Ok(())
    }
}

/// Removes what exports left behind that were killed. One that is at work holds its lock; what cannot be removed only
/// costs space.
fn sweep(to: &Path) {
    let Ok(entries) = fs::read_dir(to) else {
        return;
    };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let is_left = File::open(entry.path().join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_export_left_is_swept_and_one_at_work_is_not() {
        let to = tempfile::tempdir().unwrap();
        let left = to.path().join(".mingxi-export-left");
        fs::create_dir(&left).unwrap();
        fs::write(left.join(LOCK), "").unwrap();
        fs::write(left.join("line_items.csv"), "half").unwrap();
        let foreign = to.path().join(".mingxi-export-foreign");
        fs::create_dir(&foreign).unwrap();
        let at_work = Staging::create(to.path()).unwrap();
        assert!(!left.exists());
        let second = Staging::create(to.path()).unwrap();
        assert!(at_work.folder().exists() && second.folder().exists() && foreign.exists());
    }
}
