//! Words of headers, captions and notes (`headers.toml`).

use super::compile::Compiler;
use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::ColumnRole;
use regex::Regex;
use serde::Deserialize;

/// Words of headers, captions and notes.
#[derive(Debug, Clone)]
pub struct Headers {
    /// A caption line above a grid.
    pub caption: Regex,
    /// A note below a grid.
    pub note: Regex,
    /// A table's title.
    pub title: Regex,
    /// A short line that may head a table without a title.
    pub heading: Regex,
    /// 栏次.
    pub index: Regex,
    /// Sums.
    pub total: Regex,
    /// Labels with list numbering.
    pub numbered: Regex,
    /// Header cells.
    pub header: Regex,
    /// Header texts of the second, governmental classification.
    pub secondary: Regex,
    /// Column roles by the lowest header text, in order.
    pub roles: Vec<(ColumnRole, Regex)>,
    /// Units that headers and labels state, in order: unit, header pattern, label pattern.
    pub units: Vec<(String, Option<Regex>, Option<Regex>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeaders {
    frame: RawFrame,
    words: RawWords,
    role: Vec<RawRole>,
    secondary: RawMatch,
    unit: Vec<RawUnit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    caption: Vec<String>,
    note: Vec<String>,
    title: Vec<String>,
    heading: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    index: Vec<String>,
    total: Vec<String>,
    numbered: Vec<String>,
    header: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMatch {
    #[serde(rename = "match")]
    patterns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRole {
    role: String,
    #[serde(rename = "match")]
    patterns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    unit: String,
    #[serde(default)]
    header: Vec<String>,
    #[serde(default)]
    label: Vec<String>,
}

impl Headers {
    /// Reads `headers.toml`.
    ///
    /// # Errors
    /// The text is no TOML of this shape, a pattern is no regular expression or a role is unknown.
    pub fn parse(file: &str, text: &str) -> Result<Headers, VocabularyError> {
        let raw: RawHeaders = parse_toml(file, text)?;
        let compiler = Compiler { file };
        let optional = |patterns: &[String]| -> Result<Option<Regex>, VocabularyError> {
            if patterns.is_empty() { Ok(None) } else { compiler.whole(patterns).map(Some) }
        };
        let mut roles = Vec::new();
        for entry in &raw.role {
            roles.push((role(&compiler, &entry.role)?, compiler.whole(&entry.patterns)?));
        }
        let mut units = Vec::new();
        for entry in raw.unit {
            units.push((entry.unit, optional(&entry.header)?, optional(&entry.label)?));
        }
        Ok(Headers {
            caption: compiler.whole(&raw.frame.caption)?,
            note: compiler.whole(&raw.frame.note)?,
            title: compiler.whole(&raw.frame.title)?,
            heading: compiler.whole(&raw.frame.heading)?,
            index: compiler.whole(&raw.words.index)?,
            total: compiler.whole(&raw.words.total)?,
            numbered: compiler.whole(&raw.words.numbered)?,
            header: compiler.whole(&raw.words.header)?,
            secondary: compiler.whole(&raw.secondary.patterns)?,
            roles,
            units,
        })
    }
}

fn role(compiler: &Compiler, name: &str) -> Result<ColumnRole, VocabularyError> {
    Ok(match name {
        "line_number" => ColumnRole::LineNumber,
        "unit_name" => ColumnRole::UnitName,
        "unit_code" => ColumnRole::UnitCode,
        "text" => ColumnRole::Text,
        "code_part" => ColumnRole::CodePart,
        "code" => ColumnRole::Code,
        "name" => ColumnRole::Name,
        other => return Err(compiler.error(format!("unknown column role `{other}`"))),
    })
}
