//! What fiscal experts know, read from `schemas/vocab`: words of headers, measures, forms.

mod compile;
mod headers;
mod kinds;
mod layer;
mod measures;
#[cfg(test)]
mod tests;

pub use headers::{Headers, UnitWords};
pub use kinds::{Form, Kinds, Profile, Sign, Source, Trait};
pub use measures::{FundWords, Measure, Measures};

use crate::VocabularyError;
use crate::codes::CodeVocabulary;
use crate::facts::FactsVocabulary;
use crate::performance::PerformanceVocabulary;
use crate::statements::StatementVocabulary;
use layer::Layer;

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

/// A vocabulary file on top of the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraVocabulary {
    /// What mistakes are reported under, usually the path.
    pub file: String,
    /// The text, in the TOML of `headers.toml`, `measures.toml` and `kinds.toml`: any of their sections.
    pub text: String,
}

/// The built-in files that further files may extend.
const BUILTIN: &[(&str, &str)] = &[
    ("headers.toml", include_str!("../../../../schemas/vocab/headers.toml")),
    ("measures.toml", include_str!("../../../../schemas/vocab/measures.toml")),
    ("kinds.toml", include_str!("../../../../schemas/vocab/kinds.toml")),
];

impl Vocabulary {
    /// The vocabularies that ship with the program.
    ///
    /// # Errors
    /// A file is malformed; a test proves that the shipped ones are not.
    pub fn builtin() -> Result<Vocabulary, VocabularyError> {
        Vocabulary::with(&[])
    }

    /// The vocabularies that ship with the program, with further files merged over them.
    ///
    /// Lists of words grow; where the first match of an ordered list counts, the entries of a further file
    /// stand before the built-in ones, those of an earlier further file before those of a later one.
    ///
    /// # Errors
    /// A file is no TOML of this shape; a pattern is no regular expression; a kind, fund, phase, flow,
    /// classification, role or measure code is unknown. The error names file, line and reason.
    pub fn with(extra: &[ExtraVocabulary]) -> Result<Vocabulary, VocabularyError> {
        let further = extra.iter().map(|extra| Layer::parse(&extra.file, &extra.text, false));
        let layers: Vec<Layer> = further.chain(builtin_layers(true)).collect::<Result<_, _>>()?;
        Vocabulary::of(&layers)
    }

    fn of(layers: &[Layer]) -> Result<Vocabulary, VocabularyError> {
        Ok(Vocabulary {
            headers: Headers::compile(layers)?,
            measures: Measures::compile(layers)?,
            kinds: Kinds::compile(layers)?,
            codes: CodeVocabulary::builtin()?,
            facts: FactsVocabulary::builtin()?,
            performance: PerformanceVocabulary::builtin()?,
            statements: StatementVocabulary::builtin()?,
        })
    }
}

/// The built-in files; vouched for, their patterns are compiled when they are first used.
fn builtin_layers<'a>(are_vouched: bool) -> impl Iterator<Item = Result<Layer<'a>, VocabularyError>> {
    BUILTIN.iter().map(move |(file, text)| Layer::parse(file, text, are_vouched))
}
