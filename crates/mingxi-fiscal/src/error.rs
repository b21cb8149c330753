//! A vocabulary file with a mistake.

use serde::de::DeserializeOwned;
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

/// Reads a vocabulary file's raw form; a mistake carries its line.
pub(crate) fn parse_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, VocabularyError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        VocabularyError::new(file, line, error.message())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_file_line_and_reason() {
        let error = parse_toml::<toml::Table>("words.toml", "a = 1\nb = [\n").unwrap_err().to_string();
        assert!(error.starts_with("words.toml line "), "{error}");
    }
}
