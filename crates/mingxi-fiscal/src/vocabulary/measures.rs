//! Measures, funds and phases of value columns (`measures.toml`).

use super::compile::Compiler;
use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::{Fund, Phase};
use regex::Regex;
use serde::Deserialize;

/// Measures, funds and phases.
#[derive(Debug, Clone)]
pub struct Measures {
    /// Header texts that carry no measure of their own.
    pub skip: Regex,
    /// Measures that the inner of two sums in one header group covers.
    pub inner_sum: Vec<String>,
    /// Measures by header text: code, fund, pattern.
    pub measures: Vec<(String, Option<Fund>, Regex)>,
    /// Measures of columns whose texts all carry none.
    pub fallback: Vec<(String, Regex)>,
    /// Phases by header text.
    pub phases: Vec<(Phase, Regex)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeasures {
    skip: Vec<String>,
    inner_sum: Vec<String>,
    measure: Vec<RawMeasure>,
    fallback: Vec<RawMeasure>,
    phase: Vec<RawPhase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeasure {
    code: String,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    fund: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhase {
    phase: String,
    #[serde(rename = "match")]
    patterns: Vec<String>,
}

impl Measures {
    /// Reads `measures.toml`.
    ///
    /// # Errors
    /// The text is no TOML of this shape, a pattern is no regular expression or a fund or phase is unknown.
    pub fn parse(file: &str, text: &str) -> Result<Measures, VocabularyError> {
        let raw: RawMeasures = parse_toml(file, text)?;
        let compiler = Compiler { file };
        let mut measures = Vec::new();
        for entry in raw.measure {
            let fund = match &entry.fund {
                Some(name) => Some(
                    Fund::from_name(name).ok_or_else(|| compiler.error(format!("unknown fund `{name}`")))?,
                ),
                None => None,
            };
            measures.push((entry.code, fund, compiler.whole(&entry.patterns)?));
        }
        let mut fallback = Vec::new();
        for entry in raw.fallback {
            fallback.push((entry.code, compiler.whole(&entry.patterns)?));
        }
        let mut phases = Vec::new();
        for entry in &raw.phase {
            let phase = Phase::from_name(&entry.phase)
                .ok_or_else(|| compiler.error(format!("unknown phase `{}`", entry.phase)))?;
            phases.push((phase, compiler.whole(&entry.patterns)?));
        }
        Ok(Measures {
            skip: compiler.whole(&raw.skip)?,
            inner_sum: raw.inner_sum,
            measures,
            fallback,
            phases,
        })
    }
}
