//! Forms: families by header, kinds by title (`kinds.toml`).

use super::compile::Compiler;
use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::TableKind;
use regex::Regex;
use serde::Deserialize;

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
    /// Not found in the title.
    pub title_none: Vec<Regex>,
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

impl Compiler<'_> {
    fn kind(&self, name: &str) -> Result<TableKind, VocabularyError> {
        TableKind::from_name(name).ok_or_else(|| self.error(format!("unknown table kind `{name}`")))
    }

    fn kinds(&self, entries: &[RawKindMatch]) -> Result<Vec<(TableKind, Regex)>, VocabularyError> {
        entries.iter().map(|entry| Ok((self.kind(&entry.kind)?, self.found(&entry.pattern)?))).collect()
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
    title_none: Vec<String>,
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
                title_none: compiler.each(&entry.title_none)?,
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
