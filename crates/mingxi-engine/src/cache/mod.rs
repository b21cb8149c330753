//! What came of documents in earlier runs: one file per document, so that what did not change is not read again.
//!
//! A result is a function of the document's bytes, its file name, the program and the vocabulary; their hash is
//! the name under which it is kept. A verdict on a document that ended its workers depends on the time and memory
//! it was given, too. Where documents lie is no part of it. Everything here may be deleted at any time.

mod files;
mod gc;

pub(crate) use files::Files;
pub use gc::{Collected, collect_garbage};

use crate::content::{Content, hash_bytes};
use crate::dataset::{SCHEMA_VERSION, VERSION};
use crate::read::Reader;
use crate::whole::write_whole;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder's name in the output folder. Hidden, so that no run takes it for an input.
const FOLDER: &str = ".cache-mingxi";
/// The folder of the results in it.
const RESULTS: &str = "results";
/// What the program was built from: two builds of one version may read differently.
const SOURCES: &str = env!("MINGXI_SOURCES");
/// zstd level of kept results.
const ZSTD_LEVEL: i32 = 1;
/// Most bytes of a kept result when unpacked.
const UNPACKED_BYTES: usize = 4 << 30;

/// The kept results of one output folder.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    /// What results depend on beside the document.
    recipe: String,
    /// What verdicts depend on as well.
    bounds: String,
    used: Mutex<BTreeSet<String>>,
}

/// What a kept result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// What was read; it will be the same again.
    Reading,
    /// The reason why it cannot be read within these bounds.
    Verdict,
}

impl Cache {
    /// The kept results beside the publications in `out`; `bounds` tells time and memory of a worker.
    pub fn open(out: &Path, reader: &Reader, bounds: &str) -> Cache {
        let recipe = format!("{VERSION} {SCHEMA_VERSION} {SOURCES} {} {:?}", reader.digest(), reader.limits);
        Cache { folder: out.join(FOLDER), recipe, bounds: bounds.to_owned(), used: Mutex::default() }
    }

    /// The memory of files' hashes.
    pub fn files(&self) -> Files {
        Files::load(self.folder.join("files.json"))
    }

    /// Whether there is a result for a document, whole or not.
    pub fn has(&self, content: &Content, retries: bool) -> bool {
        let there = |kept| self.path(&self.key(content, kept)).exists();
        there(Kept::Reading) || (!retries && there(Kept::Verdict))
    }

    /// The kept result of a document, as the worker sent it.
    pub fn get(&self, content: &Content, kept: Kept) -> Option<Vec<u8>> {
        let key = self.key(content, kept);
        let path = self.path(&key);
        let packed = fs::read(&path).ok()?;
        match zstd::bulk::decompress(&packed, unpacked_size(&packed)) {
            Ok(bytes) => {
                self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
                Some(bytes)
            }
            Err(error) => {
                self.refuse(content, kept, &error.to_string());
                None
            }
        }
    }

    /// Keeps a result, and says whether it is kept. That it cannot be costs only time.
    pub fn put(&self, content: &Content, kept: Kept, bytes: &[u8]) -> bool {
        let key = self.key(content, kept);
        let written = pack(bytes).and_then(|packed| write_whole(&self.path(&key), &packed));
        let is_kept = written.is_ok();
        if let Err(error) = written {
            tracing::warn!(path = %content.shown(), %error, "the result could not be kept for the next run");
        }
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        is_kept
    }

    /// All that results depend on beside the documents.
    pub fn everything(&self) -> String {
        format!("{}\n{}", self.recipe, self.bounds)
    }

    /// Where the last run is noted.
    pub fn last_path(&self) -> PathBuf {
        self.folder.join("last.json")
    }

    /// Tells that a kept result is of no use, and removes it; the document is read again.
    pub fn refuse(&self, content: &Content, kept: Kept, reason: &str) {
        let path = self.path(&self.key(content, kept));
        tracing::warn!(path = %path.display(), reason, "a kept result is damaged; its document is read again");
        let _ = fs::remove_file(path);
    }

    fn key(&self, content: &Content, kept: Kept) -> String {
        let bounds = match kept {
            Kept::Reading => "",
            Kept::Verdict => &self.bounds,
        };
        // An archive inside too many others is not unpacked.
        let deepest = if content.levels == 0 { "\ndeepest" } else { "" };
        let told = format!("{}\n{bounds}\n{}{deepest}", self.recipe, content.file_name());
        format!("{}.{}", content.document_id, &hash_bytes(told.as_bytes())[..32])
    }

    /// Shelves by the first digits keep folders small.
    fn path(&self, key: &str) -> PathBuf {
        self.folder.join("results").join(&key[..2]).join(format!("{key}.zst"))
    }
}

/// A result as it is kept: with a checksum, since other bytes than were kept may still be a result.
fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = zstd::bulk::Compressor::new(ZSTD_LEVEL)?;
    compressor.include_checksum(true)?;
    compressor.compress(bytes)
}

/// The size that a zstd frame states, within bounds.
fn unpacked_size(packed: &[u8]) -> usize {
    let stated = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten();
    stated.and_then(|size| usize::try_from(size).ok()).unwrap_or(0).min(UNPACKED_BYTES)
}
