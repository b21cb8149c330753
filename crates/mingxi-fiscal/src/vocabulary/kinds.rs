//! Forms: families by header, kinds by title, what a whole form states (`kinds.toml`).

use super::compile::{each, found, known};
use super::layer::{Layer, RawFamily, RawKindMatch, Text};
use crate::VocabularyError;
use mingxi_model::{Classification, Flow, Fund, TableKind};
use regex::Regex;
use std::collections::BTreeMap;

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

/// What a form states of all its numbers, where neither column nor row says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// Revenue or expenditure.
    pub flow: Option<Flow>,
    /// The fund the form is about.
    pub fund: Option<Fund>,
    /// What its rows classify by.
    pub classification: Option<Classification>,
    /// Whether the rows classify by that whatever codes they print.
    pub is_fixed: bool,
    /// Whether its numbers belong to the document's stage; counts of people and things do not.
    pub phase_of_stage: bool,
}

/// Forms.
#[derive(Debug, Clone)]
pub struct Kinds {
    /// Families, first match first.
    pub families: Vec<Family>,
    /// Kinds of a family, by its name.
    pub kinds: BTreeMap<String, FamilyKinds>,
    /// Kinds by title alone.
    pub titles: Vec<(TableKind, Regex)>,
    /// What whole forms state.
    pub forms: Vec<(TableKind, Form)>,
    /// What the rows of a list classify by, found in the header over its labels, in order.
    pub lists: Vec<(Option<Classification>, Vec<Regex>)>,
}

impl Kinds {
    /// Out of vocabulary files, those that win first.
    pub(super) fn compile(layers: &[Layer]) -> Result<Kinds, VocabularyError> {
        let mut families = Vec::new();
        let mut titles = Vec::new();
        let mut forms = Vec::new();
        let mut lists = Vec::new();
        for layer in layers {
            for entry in &layer.raw.family {
                families.push(family(layer, entry)?);
            }
            titles.extend(matches(layer, &layer.raw.title)?);
            for entry in &layer.raw.form {
                forms.push((
                    kind(layer, &entry.kind)?,
                    Form {
                        flow: optional(layer, &entry.flow, "flow", Flow::from_name)?,
                        fund: optional(layer, &entry.fund, "fund", Fund::from_name)?,
                        classification: optional(
                            layer,
                            &entry.classification,
                            "classification",
                            Classification::from_name,
                        )?,
                        is_fixed: entry.fixed,
                        phase_of_stage: entry.phase_of_stage,
                    },
                ));
            }
            for entry in &layer.raw.list {
                let name = &entry.classification;
                let classification = match name.get_ref().as_str() {
                    "none" => None,
                    _ => Some(known(layer, name, "classification", Classification::from_name)?),
                };
                lists.push((classification, each(layer, &entry.header)?));
            }
        }
        let kinds = family_kinds(layers)?;
        for (layer, entry) in layers.iter().flat_map(|layer| layer.raw.family.iter().map(move |f| (layer, f)))
        {
            let name = entry.family.get_ref();
            if !kinds.contains_key(name) {
                return Err(layer.error(&entry.family, format!("family `{name}` has no [[kind]] entry")));
            }
        }
        Ok(Kinds { families, kinds, titles, forms, lists })
    }

    /// What a form states of all its numbers.
    pub(crate) fn form(&self, kind: TableKind) -> Form {
        let found = self.forms.iter().find(|(of, _)| *of == kind).map(|(_, form)| *form);
        found.unwrap_or(Form { phase_of_stage: true, ..Form::default() })
    }
}

impl Kinds {
    /// What the rows of a list classify by, by the header over its labels: `None` where that says nothing,
    /// `Some(None)` where it names what is no classification of the contract.
    pub(crate) fn list(&self, header: &str) -> Option<Option<Classification>> {
        let found = self.lists.iter().find(|(_, patterns)| patterns.iter().any(|p| p.is_match(header)));
        found.map(|(classification, _)| *classification)
    }
}

fn family(layer: &Layer, entry: &RawFamily) -> Result<Family, VocabularyError> {
    Ok(Family {
        name: entry.family.get_ref().clone(),
        header_all: each(layer, &entry.header_all)?,
        header_any: each(layer, &entry.header_any)?,
        count: entry.count.unwrap_or(1),
        header_none: each(layer, &entry.header_none)?,
        cells_all: each(layer, &entry.cells_all)?,
        cells_any: each(layer, &entry.cells_any)?,
        cells_none: each(layer, &entry.cells_none)?,
        title_any: each(layer, &entry.title_any)?,
        title_none: each(layer, &entry.title_none)?,
        panels: entry.panels,
        code: entry.code_starts.clone().map(|start| (start, entry.code_length_max.unwrap_or(usize::MAX))),
    })
}

/// The kinds of every family; entries of several files about one family are joined.
fn family_kinds(layers: &[Layer]) -> Result<BTreeMap<String, FamilyKinds>, VocabularyError> {
    let mut kinds: BTreeMap<String, FamilyKinds> = BTreeMap::new();
    // From the files that win least: what comes later is put before what is there.
    for layer in layers.iter().rev() {
        for entry in &layer.raw.kind {
            let name = entry.family.get_ref();
            let default = match &entry.default {
                Some(default) => Some(kind(layer, default)?),
                None => kinds.get(name).map(|known| known.default),
            };
            let Some(default) = default else {
                return Err(
                    layer.error(&entry.family, format!("the new family `{name}` needs a default kind"))
                );
            };
            let mut joined = FamilyKinds {
                default,
                titles: matches(layer, &entry.titles)?,
                header: matches(layer, &entry.header)?,
                cells: matches(layer, &entry.cells)?,
            };
            if let Some(before) = kinds.remove(name) {
                joined.titles.extend(before.titles);
                joined.header.extend(before.header);
                joined.cells.extend(before.cells);
            }
            kinds.insert(name.clone(), joined);
        }
    }
    Ok(kinds)
}

fn kind(layer: &Layer, name: &Text) -> Result<TableKind, VocabularyError> {
    known(layer, name, "table kind", TableKind::from_name)
}

fn matches(layer: &Layer, entries: &[RawKindMatch]) -> Result<Vec<(TableKind, Regex)>, VocabularyError> {
    entries.iter().map(|entry| Ok((kind(layer, &entry.kind)?, found(layer, &entry.pattern)?))).collect()
}

fn optional<T>(
    layer: &Layer,
    name: &Option<Text>,
    what: &str,
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, VocabularyError> {
    name.as_ref().map(|name| known(layer, name, what, from_name)).transpose()
}
