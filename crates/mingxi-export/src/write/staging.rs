//! Files appear when all of them are whole.

use crate::error::ExportError;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder beside the files' own place, on the same disk, for files in the making. It goes away with this value.
pub(crate) struct Staging {
    to: PathBuf,
    folder: TempDir,
}

impl Staging {
    /// Makes the folder `to`, if it is not there, and the one for files in the making within it.
    ///
    /// # Errors
    /// The system refuses.
    pub fn create(to: &Path) -> Result<Staging, ExportError> {
        fs::create_dir_all(to).map_err(|source| ExportError::io("make the folder", to, source))?;
        let folder = tempfile::Builder::new()
            .prefix(".mingxi-export-")
            .tempdir_in(to)
            .map_err(|source| ExportError::io("write into", to, source))?;
        Ok(Staging { to: to.to_owned(), folder })
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
