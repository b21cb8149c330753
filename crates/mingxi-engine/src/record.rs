//! One input document as the datasets publish it.

use crate::inside::Listed;
use mingxi_model::{ErrorKind, Format, Reading, Status};

/// One distinct input content: what is known of the file and what was read from it.
#[derive(Debug, Clone)]
pub struct Record {
    /// sha256 of the bytes, hex; of the path where the bytes could not be read.
    pub document_id: String,
    /// The first path, in sorted order, under which the content was found.
    pub source_path: String,
    /// All further paths of the same content, sorted.
    pub duplicate_paths: Vec<String>,
    /// The last part of `source_path`.
    pub file_name: String,
    /// Member path inside an archive.
    pub container_path: Option<String>,
    /// The format told from the bytes; `None` if unknown.
    pub format: Option<Format>,
    /// Size of the content; `None` where it could not be read.
    pub size_bytes: Option<i64>,
    /// Number of pages, where the format has them.
    pub page_count: Option<i32>,
    /// How reading ended. A record with an error is never `Ok`.
    pub status: Status,
    /// Why, from the closed list.
    pub error: Option<(ErrorKind, String)>,
    /// What was read; empty for a failed document.
    pub reading: Reading,
    /// The files inside of it, which are documents of their own.
    pub members: Vec<Listed>,
}
