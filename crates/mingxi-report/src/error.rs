//! Why there is no site.

use mingxi_engine::dataset::DatasetError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why there is no site. What was at its place before is as it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The publication cannot be read.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The folder holds something else than a site of an earlier run.
    #[error("{} is no site that mingxi wrote, and is not empty", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("{} could not be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A page cannot be made, which is a mistake of this program.
    #[error("a page could not be made: {0}")]
    Page(String),
}

impl ReportError {
    pub(crate) fn write(path: &Path, source: io::Error) -> ReportError {
        ReportError::Write { path: path.to_owned(), source }
    }
}

impl From<askama::Error> for ReportError {
    fn from(error: askama::Error) -> ReportError {
        ReportError::Page(error.to_string())
    }
}
