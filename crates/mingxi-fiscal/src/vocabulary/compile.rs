//! Patterns of a vocabulary file, compiled.

use crate::VocabularyError;
use regex::{Regex, RegexSet};

/// Compiles patterns of one file, with errors that name the file and the pattern.
pub(super) struct Compiler<'a> {
    pub(super) file: &'a str,
}

impl Compiler<'_> {
    pub(super) fn error(&self, reason: impl std::fmt::Display) -> VocabularyError {
        VocabularyError::new(self.file, None, reason.to_string())
    }

    pub(super) fn found(&self, pattern: &str) -> Result<Regex, VocabularyError> {
        Regex::new(pattern).map_err(|error| self.error(error))
    }

    /// One pattern that matches a whole text if any of the alternatives does.
    pub(super) fn whole(&self, patterns: &[String]) -> Result<Regex, VocabularyError> {
        RegexSet::new(patterns).map_err(|error| self.error(error))?;
        self.found(&format!("^(?:{})$", patterns.join("|")))
    }

    pub(super) fn each(&self, patterns: &[String]) -> Result<Vec<Regex>, VocabularyError> {
        patterns.iter().map(|pattern| self.found(pattern)).collect()
    }
}
