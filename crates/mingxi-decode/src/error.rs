//! Why a file could not be read.

use mingxi_model::ErrorKind;
use thiserror::Error;

/// A file that could not be read: one of the closed list of kinds and a plain sentence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct DecodeError {
    kind: ErrorKind,
    message: String,
}

impl DecodeError {
    /// An error of a kind with a sentence that says what happened and what to do.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> DecodeError {
        DecodeError { kind, message: message.into() }
    }

    /// The kind, as published in `documents.error_kind`.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}
