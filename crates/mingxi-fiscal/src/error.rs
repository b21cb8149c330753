//! A vocabulary file with a mistake.

use thiserror::Error;

/// Why a vocabulary was refused: its file, the line where known, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}{}: {reason}", line.map(|line| format!(" line {line}")).unwrap_or_default())]
pub struct VocabularyError {
    file: String,
    line: Option<usize>,
    reason: String,
}

impl VocabularyError {
    /// A mistake in `file`, at a 1-based line where that is known.
    pub fn new(file: impl Into<String>, line: Option<usize>, reason: impl Into<String>) -> VocabularyError {
        VocabularyError { file: file.into(), line, reason: reason.into() }
    }
}
