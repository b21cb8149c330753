//! Where the bytes of members lie until they are read: in a folder of the run, which ends with it.

use crate::content::hash_bytes;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The folder. Files have the names of their contents, never those of the members.
#[derive(Debug)]
pub(crate) struct Parking {
    folder: PathBuf,
    count: AtomicU64,
}

impl Parking {
    /// Makes the folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(folder: PathBuf) -> io::Result<Parking> {
        fs::create_dir(&folder)?;
        Ok(Parking { folder, count: AtomicU64::new(0) })
    }

    /// Where the bytes of a document lie, or will.
    pub fn path(&self, document_id: &str) -> PathBuf {
        self.folder.join(document_id)
    }

    /// Parks bytes. What cannot be parked cannot be read later and is told then.
    pub fn put(&self, bytes: &[u8]) {
        let path = self.path(&hash_bytes(bytes));
        if path.exists() {
            return;
        }
        let new = self.folder.join(format!("new-{}", self.count.fetch_add(1, Ordering::Relaxed)));
        if let Err(error) = fs::write(&new, bytes).and_then(|()| fs::rename(&new, &path)) {
            tracing::warn!(%error, "a file inside an archive could not be kept for reading");
            let _ = fs::remove_file(&new);
        }
    }

    /// Removes what was read.
    pub fn remove(&self, path: &Path) {
        if let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::debug!(%error, "a file of the run's own folder could not be removed");
        }
    }
}
