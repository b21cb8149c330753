//! Why datasets could not be published.

use parquet::errors::ParquetError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why datasets could not be published. Whatever the reason, the publication that `latest` named before is
/// untouched.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// The output path, or a folder it needs, is a file.
    #[error(
        "{} is a file, not a folder; nothing was written. Name another output folder, or move the file away",
        path.display()
    )]
    NotAFolder {
        /// The path that is in the way.
        path: PathBuf,
    },
    /// Something that this program did not make stands where `latest` belongs.
    #[error(
        "{} was not made by mingxi and would be overwritten; nothing was written. Name another output \
         folder, or move it away",
        path.display()
    )]
    ForeignLatest {
        /// The path that is in the way.
        path: PathBuf,
    },
    /// Another run writes into the same folder.
    #[error(
        "another run of mingxi is writing into {}; nothing was written. Wait for it to end, or name another \
         output folder",
        path.display()
    )]
    Busy {
        /// The output folder.
        path: PathBuf,
    },
    /// The disk, or the user's share of it, is full.
    #[error(
        "the disk is full: {} could not be written. The earlier publication, if there is one, is unchanged. \
         Free some space, or name an output folder on another disk",
        path.display()
    )]
    NoSpace {
        /// The file that was being written.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system refused something else.
    #[error(
        "could not {action} {}: {source}. The earlier publication, if there is one, is unchanged",
        path.display()
    )]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The run was asked to end.
    #[error("the run was asked to end; nothing was published. What was published before is unchanged")]
    Stopped {
        /// The output folder.
        path: PathBuf,
    },
    /// There is no way back.
    #[error(
        "{} keeps no {}. `mingxi publish {} --list` names those that are kept",
        path.display(),
        name.as_ref().map_or("publication before the current one".to_owned(), |name| format!("publication {name}")),
        path.display()
    )]
    NoEarlier {
        /// The output folder.
        path: PathBuf,
        /// The one that was asked for.
        name: Option<String>,
    },
    /// There is nothing to read.
    #[error(
        "{} holds no publication of mingxi. Name the folder that `mingxi extract -o` wrote into",
        path.display()
    )]
    NoPublication {
        /// The folder.
        path: PathBuf,
    },
    /// A published file cannot be read.
    #[error("{} cannot be read: {reason}. Publish it again with `mingxi extract`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Two records have one document id.
    #[error(
        "the document {document_id} was added twice ({} is one of its paths); nothing was published. This is \
         a mistake of mingxi: please report it",
        path.display()
    )]
    DuplicateDocument {
        /// The id.
        document_id: String,
        /// A source path of the document.
        path: PathBuf,
    },
    /// A document could not be stored, so that publishing the others would lose it without a word.
    #[error(
        "a document could not be stored for {} earlier in this run, so nothing was published. The first error \
         of the run names the reason",
        path.display()
    )]
    Incomplete {
        /// The output folder.
        path: PathBuf,
    },
    /// A mistake of this program.
    #[error(
        "{} could not be made: {message}. This is a mistake of mingxi: please report it. The earlier \
         publication, if there is one, is unchanged",
        path.display()
    )]
    Internal {
        /// What was being written.
        path: PathBuf,
        /// What went wrong.
        message: String,
    },
}

impl DatasetError {
    /// The reason's stable name, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            DatasetError::NotAFolder { .. } => "not_a_folder",
            DatasetError::ForeignLatest { .. } => "foreign_latest",
            DatasetError::Busy { .. } => "busy",
            DatasetError::Stopped { .. } => "stopped",
            DatasetError::NoEarlier { .. } => "no_earlier",
            DatasetError::NoSpace { .. } => "no_space",
            DatasetError::Io { .. } => "io",
            DatasetError::NoPublication { .. } => "no_publication",
            DatasetError::Unreadable { .. } => "unreadable",
            DatasetError::DuplicateDocument { .. } => "duplicate_document",
            DatasetError::Incomplete { .. } => "incomplete",
            DatasetError::Internal { .. } => "internal",
        }
    }

    /// The file or folder it is about.
    pub fn path(&self) -> &Path {
        match self {
            DatasetError::NotAFolder { path }
            | DatasetError::ForeignLatest { path }
            | DatasetError::Busy { path }
            | DatasetError::Stopped { path }
            | DatasetError::NoEarlier { path, .. }
            | DatasetError::NoSpace { path, .. }
            | DatasetError::Io { path, .. }
            | DatasetError::NoPublication { path }
            | DatasetError::Unreadable { path, .. }
            | DatasetError::DuplicateDocument { path, .. }
            | DatasetError::Incomplete { path }
            | DatasetError::Internal { path, .. } => path,
        }
    }

    /// The error for what the system said about a path.
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> DatasetError {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                DatasetError::NoSpace { path, source }
            }
            io::ErrorKind::NotADirectory => DatasetError::NotAFolder { path },
            _ => DatasetError::Io { action, path, source },
        }
    }

    /// The error for what the Parquet or Arrow library said about a path.
    pub(crate) fn internal(path: &Path, reason: impl ToString) -> DatasetError {
        DatasetError::Internal { path: path.to_owned(), message: reason.to_string() }
    }

    /// The error for what the Parquet writer said; a full disk reaches us wrapped in its error.
    pub(crate) fn parquet(path: &Path, error: ParquetError) -> DatasetError {
        match error {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(source) => DatasetError::io("write", path, *source),
                Err(other) => DatasetError::internal(path, other),
            },
            other => DatasetError::internal(path, other),
        }
    }
}
