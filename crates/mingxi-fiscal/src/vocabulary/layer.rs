//! One vocabulary file as it is written: any file may hold any section.

use crate::VocabularyError;
use crate::error::parse_toml;
use serde::Deserialize;
use toml::Spanned;

/// A text of a vocabulary file that remembers where it stands.
pub(super) type Text = Spanned<String>;

/// A vocabulary file.
pub(super) struct Layer<'a> {
    pub(super) file: &'a str,
    text: &'a str,
    /// A test has compiled its patterns, so that this program need not before it uses them.
    pub(super) is_vouched: bool,
    pub(super) raw: RawFile,
}

impl<'a> Layer<'a> {
    /// Reads a file's text; `is_vouched` where it ships with the program.
    pub(super) fn parse(
        file: &'a str,
        text: &'a str,
        is_vouched: bool,
    ) -> Result<Layer<'a>, VocabularyError> {
        Ok(Layer { file, text, is_vouched, raw: parse_toml(file, text)? })
    }

    /// A mistake in a text of this file.
    pub(super) fn error<T>(&self, at: &Spanned<T>, reason: impl Into<String>) -> VocabularyError {
        let before = &self.text[..at.span().start.min(self.text.len())];
        VocabularyError::new(self.file, Some(before.matches('\n').count() + 1), reason)
    }
}

/// All sections a vocabulary file may hold; see the files in `schemas/vocab` for what they mean.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFile {
    pub(super) frame: RawFrame,
    pub(super) words: RawWords,
    pub(super) role: Vec<RawRole>,
    pub(super) secondary: RawMatch,
    pub(super) unit: Vec<RawUnit>,
    pub(super) skip: Vec<Text>,
    pub(super) side: Vec<Text>,
    pub(super) inner_sum: Vec<Text>,
    pub(super) funded: Vec<Text>,
    pub(super) aside: Vec<Text>,
    pub(super) around: RawAround,
    pub(super) code: Vec<RawCode>,
    pub(super) measure: Vec<RawMeasure>,
    pub(super) fallback: Vec<RawMeasure>,
    pub(super) fund: Vec<RawFund>,
    pub(super) phase: Vec<RawPhase>,
    pub(super) profile: Vec<RawProfile>,
    pub(super) sign: Vec<RawSign>,
    pub(super) weight: Vec<RawWeight>,
    pub(super) margin: Option<i32>,
    pub(super) untold: Option<i32>,
    pub(super) form: Vec<RawForm>,
    pub(super) list: Vec<RawList>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFrame {
    pub(super) caption: Vec<Text>,
    pub(super) note: Vec<Text>,
    pub(super) title: Vec<Text>,
    pub(super) heading: Vec<Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAround {
    pub(super) front: Vec<Text>,
    pub(super) back: Vec<Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawWords {
    pub(super) index: Vec<Text>,
    pub(super) total: Vec<Text>,
    pub(super) numbered: Vec<Text>,
    pub(super) header: Vec<Text>,
    pub(super) unit_name: Vec<Text>,
    pub(super) unit_head: Vec<Text>,
    #[serde(default)]
    pub(super) period: Vec<Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMatch {
    #[serde(rename = "match")]
    pub(super) patterns: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRole {
    pub(super) role: Text,
    #[serde(rename = "match")]
    pub(super) patterns: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnit {
    pub(super) unit: String,
    #[serde(default)]
    pub(super) header: Vec<Text>,
    #[serde(default)]
    pub(super) label: Vec<Text>,
    #[serde(default)]
    pub(super) not_under: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCode {
    pub(super) code: Text,
    pub(super) meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMeasure {
    pub(super) code: Text,
    #[serde(rename = "match", default)]
    pub(super) patterns: Vec<Text>,
    #[serde(default)]
    pub(super) lowest: Vec<Text>,
    #[serde(default)]
    pub(super) under: Vec<Text>,
    pub(super) flow: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFund {
    pub(super) fund: Text,
    #[serde(default)]
    pub(super) governs: Vec<Text>,
    #[serde(default)]
    pub(super) header: Vec<Text>,
    #[serde(default)]
    pub(super) label: Vec<Text>,
    #[serde(default)]
    pub(super) title: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhase {
    pub(super) phase: Text,
    #[serde(rename = "match")]
    pub(super) patterns: Vec<Text>,
    #[serde(default)]
    pub(super) note: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProfile {
    pub(super) kind: Text,
    #[serde(default)]
    pub(super) base: i32,
    pub(super) told_by: Option<Text>,
    #[serde(default, rename = "is")]
    pub(super) traits: RawTraits,
}

/// Values of traits.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTraits {
    pub(super) topic: Vec<String>,
    pub(super) flow: Vec<String>,
    pub(super) fund: Vec<String>,
    pub(super) part: Vec<String>,
    pub(super) class: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSign {
    pub(super) by: Text,
    #[serde(rename = "match")]
    pub(super) patterns: Vec<Text>,
    pub(super) count: Option<usize>,
    #[serde(default)]
    pub(super) share: usize,
    #[serde(default)]
    pub(super) none: Vec<Text>,
    #[serde(default)]
    pub(super) kind: Vec<Text>,
    #[serde(default, rename = "is")]
    pub(super) traits: RawTraits,
    pub(super) weight: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWeight {
    pub(super) by: Text,
    pub(super) kind: Option<i32>,
    pub(super) topic: Option<i32>,
    pub(super) flow: Option<i32>,
    pub(super) fund: Option<i32>,
    pub(super) part: Option<i32>,
    pub(super) class: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawForm {
    pub(super) kind: Text,
    pub(super) flow: Option<Text>,
    pub(super) fund: Option<Text>,
    pub(super) classification: Option<Text>,
    #[serde(default)]
    pub(super) fixed: bool,
    #[serde(default = "yes")]
    pub(super) phase_of_stage: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawList {
    pub(super) classification: Text,
    pub(super) header: Vec<Text>,
}

fn yes() -> bool {
    true
}
