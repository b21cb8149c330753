//! What fiscal experts know, read from `schemas/vocab`: words of headers, measures, forms.

mod compile;
mod headers;
mod kinds;
mod measures;

pub use headers::Headers;
pub use kinds::{Family, FamilyKinds, Kinds};
pub use measures::Measures;

use crate::VocabularyError;
use crate::codes::CodeVocabulary;
use crate::facts::FactsVocabulary;
use crate::performance::PerformanceVocabulary;
use crate::statements::StatementVocabulary;

/// All vocabularies, compiled.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Words of headers, captions and notes.
    pub headers: Headers,
    /// Measures, funds and phases of value columns.
    pub measures: Measures,
    /// Forms.
    pub kinds: Kinds,
    /// Classification codes with their names and years.
    pub codes: CodeVocabulary,
    /// Agencies and regions.
    pub facts: FactsVocabulary,
    /// Performance forms.
    pub performance: PerformanceVocabulary,
    /// Subjects of prose statements.
    pub statements: StatementVocabulary,
}

impl Vocabulary {
    /// The vocabularies that ship with the program.
    ///
    /// # Errors
    /// A file is malformed; a test proves that the shipped ones are not.
    pub fn builtin() -> Result<Vocabulary, VocabularyError> {
        Ok(Vocabulary {
            headers: Headers::parse("headers.toml", include_str!("../../../../schemas/vocab/headers.toml"))?,
            measures: Measures::parse(
                "measures.toml",
                include_str!("../../../../schemas/vocab/measures.toml"),
            )?,
            kinds: Kinds::parse("kinds.toml", include_str!("../../../../schemas/vocab/kinds.toml"))?,
            codes: CodeVocabulary::builtin()?,
            facts: FactsVocabulary::builtin()?,
            performance: PerformanceVocabulary::builtin()?,
            statements: StatementVocabulary::builtin()?,
        })
    }
}
