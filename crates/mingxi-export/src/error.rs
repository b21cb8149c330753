//! Why nothing was exported.

use mingxi_engine::dataset::DatasetError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why nothing was exported. The folder is as it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The publication cannot be read.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The filters leave no document.
    #[error(
        "no document of {} matches the filters; nothing was written. Ask for less, or look into its documents dataset",
        path.display()
    )]
    NothingSelected {
        /// The publication.
        path: PathBuf,
    },
    /// A filter or a table that is not there.
    #[error("{what} `{value}` is unknown; nothing was written. Known are: {known}")]
    Unknown {
        /// What it is a value of.
        what: &'static str,
        /// The value.
        value: String,
        /// The values that there are.
        known: String,
    },
    /// The system refused.
    #[error("could not {action} {}: {source}. The folder is as it was", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file could not be made.
    #[error("{} could not be written: {message}. The folder is as it was", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        message: String,
    },
}

impl ExportError {
    /// What the system said about a path.
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> ExportError {
        ExportError::Io { action, path: path.to_owned(), source }
    }

    /// What the writer of a format said about its file.
    pub(crate) fn not_written(path: &Path, reason: impl ToString) -> ExportError {
        ExportError::NotWritten { path: path.to_owned(), message: reason.to_string() }
    }
}
