//! What fiscal experts know, read from `schemas/vocab`: words of headers, measures, forms.

use crate::VocabularyError;
use crate::error::parse_toml;
use crate::facts::FactsVocabulary;
use crate::performance::PerformanceVocabulary;
use crate::statements::StatementVocabulary;
use mingxi_model::{ColumnRole, Fund, Phase, TableKind};
use regex::{Regex, RegexSet};
use serde::Deserialize;

/// All vocabularies, compiled.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Words of headers, captions and notes.
    pub headers: Headers,
    /// Measures, funds and phases of value columns.
    pub measures: Measures,
    /// Forms.
    pub kinds: Kinds,
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
            headers: Headers::parse("headers.toml", include_str!("../../../schemas/vocab/headers.toml"))?,
            measures: Measures::parse("measures.toml", include_str!("../../../schemas/vocab/measures.toml"))?,
            kinds: Kinds::parse("kinds.toml", include_str!("../../../schemas/vocab/kinds.toml"))?,
            facts: FactsVocabulary::builtin()?,
            performance: PerformanceVocabulary::builtin()?,
            statements: StatementVocabulary::builtin()?,
        })
    }
}

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

/// One family of forms that share a header.
#[derive(Debug, Clone)]
pub struct Family {
    /// The family's name.
    pub name: String,
    /// Found in some header path, each.
    pub header_all: Vec<Regex>,
    /// Found in header paths, at least `count` of them.
    pub header_any: Vec<Regex>,
    /// How many of `header_any` are needed.
    pub count: usize,
    /// Found in no header path.
    pub header_none: Vec<Regex>,
    /// Found in some cell, each.
    pub cells_all: Vec<Regex>,
    /// Found in some cell, at least one.
    pub cells_any: Vec<Regex>,
    /// Found in no cell.
    pub cells_none: Vec<Regex>,
    /// Found in the title, at least one.
    pub title_any: Vec<Regex>,
    /// The least number of side-by-side panels.
    pub panels: u32,
    /// Most row codes begin so and have at most this length.
    pub code: Option<(String, usize)>,
}

/// The kinds of one family.
#[derive(Debug, Clone)]
pub struct FamilyKinds {
    /// The kind without a title that says more.
    pub default: TableKind,
    /// By title.
    pub titles: Vec<(TableKind, Regex)>,
    /// By header path.
    pub header: Vec<(TableKind, Regex)>,
    /// By any cell.
    pub cells: Vec<(TableKind, Regex)>,
}

/// Forms.
#[derive(Debug, Clone)]
pub struct Kinds {
    /// Families, first match first.
    pub families: Vec<Family>,
    /// Kinds of a family, by its name.
    pub kinds: std::collections::BTreeMap<String, FamilyKinds>,
    /// Kinds by title alone.
    pub titles: Vec<(TableKind, Regex)>,
}

/// Compiles patterns of one file, with errors that name the file and the pattern.
struct Compiler<'a> {
    file: &'a str,
}

impl Compiler<'_> {
    fn error(&self, reason: impl std::fmt::Display) -> VocabularyError {
        VocabularyError::new(self.file, None, reason.to_string())
    }

    fn found(&self, pattern: &str) -> Result<Regex, VocabularyError> {
        Regex::new(pattern).map_err(|error| self.error(error))
    }

    /// One pattern that matches a whole text if any of the alternatives does.
    fn whole(&self, patterns: &[String]) -> Result<Regex, VocabularyError> {
        RegexSet::new(patterns).map_err(|error| self.error(error))?;
        self.found(&format!("^(?:{})$", patterns.join("|")))
    }

    fn each(&self, patterns: &[String]) -> Result<Vec<Regex>, VocabularyError> {
        patterns.iter().map(|pattern| self.found(pattern)).collect()
    }

    fn kind(&self, name: &str) -> Result<TableKind, VocabularyError> {
        TableKind::from_name(name).ok_or_else(|| self.error(format!("unknown table kind `{name}`")))
    }

    fn kinds(&self, entries: &[RawKindMatch]) -> Result<Vec<(TableKind, Regex)>, VocabularyError> {
        entries.iter().map(|entry| Ok((self.kind(&entry.kind)?, self.found(&entry.pattern)?))).collect()
    }
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKinds {
    family: Vec<RawFamily>,
    kind: Vec<RawFamilyKinds>,
    title: Vec<RawKindMatch>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawFamily {
    family: String,
    header_all: Vec<String>,
    header_any: Vec<String>,
    count: Option<usize>,
    header_none: Vec<String>,
    cells_all: Vec<String>,
    cells_any: Vec<String>,
    cells_none: Vec<String>,
    title_any: Vec<String>,
    panels: u32,
    code_starts: Option<String>,
    code_length_max: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFamilyKinds {
    family: String,
    default: String,
    #[serde(default)]
    titles: Vec<RawKindMatch>,
    #[serde(default)]
    header: Vec<RawKindMatch>,
    #[serde(default)]
    cells: Vec<RawKindMatch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKindMatch {
    kind: String,
    #[serde(rename = "match")]
    pattern: String,
}

impl Kinds {
    /// Reads `kinds.toml`.
    ///
    /// # Errors
    /// The text is no TOML of this shape, a pattern is no regular expression or a kind is unknown.
    pub fn parse(file: &str, text: &str) -> Result<Kinds, VocabularyError> {
        let raw: RawKinds = parse_toml(file, text)?;
        let compiler = Compiler { file };
        let mut families = Vec::new();
        for entry in raw.family {
            families.push(Family {
                header_all: compiler.each(&entry.header_all)?,
                header_any: compiler.each(&entry.header_any)?,
                count: entry.count.unwrap_or(1),
                header_none: compiler.each(&entry.header_none)?,
                cells_all: compiler.each(&entry.cells_all)?,
                cells_any: compiler.each(&entry.cells_any)?,
                cells_none: compiler.each(&entry.cells_none)?,
                title_any: compiler.each(&entry.title_any)?,
                panels: entry.panels,
                code: entry.code_starts.map(|start| (start, entry.code_length_max.unwrap_or(usize::MAX))),
                name: entry.family,
            });
        }
        let mut kinds = std::collections::BTreeMap::new();
        for entry in &raw.kind {
            kinds.insert(
                entry.family.clone(),
                FamilyKinds {
                    default: compiler.kind(&entry.default)?,
                    titles: compiler.kinds(&entry.titles)?,
                    header: compiler.kinds(&entry.header)?,
                    cells: compiler.kinds(&entry.cells)?,
                },
            );
        }
        if let Some(family) = families.iter().find(|family| !kinds.contains_key(&family.name)) {
            return Err(compiler.error(format!("family `{}` has no kinds", family.name)));
        }
        Ok(Kinds { families, kinds, titles: compiler.kinds(&raw.title)? })
    }
}
