//! Files as they are written: counted, hashed, and flushed to the disk before anybody is told of them.

use super::error::DatasetError;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many more bytes may be written. Without a limit the disk decides; tests set one, to be a full disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Space(Option<Arc<AtomicU64>>);

impl Space {
    /// Room for so many bytes.
    #[cfg(test)]
    pub fn of(bytes: u64) -> Space {
        Space(Some(Arc::new(AtomicU64::new(bytes))))
    }

    fn take(&self, bytes: usize) -> io::Result<()> {
        let Some(left) = &self.0 else { return Ok(()) };
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(bytes as u64))
            .map(|_| ())
            .map_err(|_| io::Error::from(io::ErrorKind::StorageFull))
    }
}

/// A file that is being written.
#[derive(Debug)]
pub(crate) struct OutFile {
    file: File,
    path: PathBuf,
    space: Space,
    hash: Sha256,
    bytes: u64,
}

/// A file that has been written and is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its size.
    pub bytes: u64,
    /// The sha256 of its content, hexadecimal.
    pub sha256: String,
}

impl OutFile {
    /// Creates a file that must not exist.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(path: &Path, space: &Space) -> Result<OutFile, DatasetError> {
        let file = File::create_new(path).map_err(|e| DatasetError::io("create", path, e))?;
        Ok(OutFile { file, path: path.to_owned(), space: space.clone(), hash: Sha256::new(), bytes: 0 })
    }

    /// How many bytes were written.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Waits until the content is on the disk.
    ///
    /// # Errors
    /// What the system says; a full disk may be told only here.
    pub fn finish(self) -> Result<Written, DatasetError> {
        self.file.sync_all().map_err(|e| DatasetError::io("write", &self.path, e))?;
        Ok(Written { bytes: self.bytes, sha256: hex(&self.hash.finalize()) })
    }
}

impl Write for OutFile {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.space.take(data.len())?;
        let n = self.file.write(data)?;
        self.hash.update(&data[..n]);
        self.bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The sha256 of a file's content, hexadecimal.
///
/// # Errors
/// What the system says.
pub(crate) fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex(&hash.finalize())),
            n => hash.update(&chunk[..n]),
        }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Waits until a folder's entries are on the disk. Only Unix lets a folder be opened for that; elsewhere the
/// system does it in its own time.
///
/// # Errors
/// What the system says.
pub(crate) fn sync_folder(path: &Path) -> Result<(), DatasetError> {
    if cfg!(unix) {
        File::open(path)
            .and_then(|folder| folder.sync_all())
            .map_err(|e| DatasetError::io("write", path, e))?;
    }
    Ok(())
}
