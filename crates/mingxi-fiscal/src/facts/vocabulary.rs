//! The words by which a document's facts are told: `agencies.toml` and `regions.csv`.

use super::regions::Regions;
use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::text::squeeze;
use mingxi_model::{Scope, Stage};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "agencies.toml";

/// What tells agencies, scopes and places apart.
#[derive(Debug, Clone)]
pub struct FactsVocabulary {
    /// (ending, kind of agency), longest ending first.
    pub(crate) agency_types: Vec<(String, String)>,
    /// (suffix, scope), longest suffix first.
    pub(crate) scope_suffixes: Vec<(String, Scope)>,
    /// (words of a title, scope), longest first.
    pub(crate) scope_titles: Vec<(String, Scope)>,
    /// Words that hold 预算 or 决算 without telling the stage, longest first.
    pub(crate) stage_ignored: Vec<String>,
    /// Titles of forms that belong to a stage though they name none.
    pub(crate) stage_forms: Vec<(String, Stage)>,
    /// Words of headings that tell the scope, longest first.
    pub(crate) scope_headings: Vec<(String, Scope)>,
    /// How a heading ends that is the document's title.
    pub(crate) title_endings: Vec<String>,
    pub(crate) endings: Vec<String>,
    /// Words of titles and headings before which the agency stands.
    pub(crate) name_ends: Vec<String>,
    /// Words that no agency's name holds.
    pub(crate) not_names: Vec<String>,
    /// Words of sentences whose subject is the disclosing agency.
    pub(crate) sentence_words: Vec<String>,
    pub(crate) prefixes: Vec<String>,
    /// Longest label first.
    pub(crate) labels: Vec<String>,
    pub(crate) weak_labels: Vec<String>,
    /// Labels of a web page's head whose value is who published it.
    pub(crate) publisher_labels: Vec<String>,
    pub(crate) superior_labels: Vec<String>,
    pub(crate) code_labels: Vec<String>,
    pub(crate) region_labels: Vec<String>,
    /// What follows a place where its own government or site is named.
    pub(crate) governments: Vec<String>,
    pub(crate) zones: Vec<String>,
    pub(crate) not_counties: Vec<String>,
    pub(crate) regions: Regions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    agency_type: Vec<RawType>,
    scope_suffix: Vec<RawScope>,
    scope_title: Vec<RawScope>,
    scope_heading: Vec<RawScope>,
    stage: RawStage,
    names: RawNames,
    places: RawPlaces,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    name: String,
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScope {
    text: String,
    scope: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    ignored: Vec<String>,
    title_endings: Vec<String>,
    budget_forms: Vec<String>,
    account_forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    endings: Vec<String>,
    name_ends: Vec<String>,
    not_names: Vec<String>,
    sentence_words: Vec<String>,
    prefixes: Vec<String>,
    labels: Vec<String>,
    weak_labels: Vec<String>,
    publisher_labels: Vec<String>,
    superior_labels: Vec<String>,
    code_labels: Vec<String>,
    region_labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlaces {
    governments: Vec<String>,
    zones: Vec<String>,
    not_counties: Vec<String>,
    ethnic_groups: Vec<String>,
    aliases: BTreeMap<String, String>,
}

impl FactsVocabulary {
    /// Reads the vocabulary from the texts of `agencies.toml` and `regions.csv`.
    ///
    /// # Errors
    /// A file is not well formed, an ending names two kinds of agency, a scope or code is unknown.
    pub fn parse(agencies_toml: &str, regions_csv: &str) -> Result<FactsVocabulary, VocabularyError> {
        let raw: RawFile = parse_toml(FILE, agencies_toml)?;
        let mut regions = Regions::parse(regions_csv)?;
        if let Some(code) = raw.places.aliases.values().find(|code| regions.get(code).is_none()) {
            return Err(entry(format!("aliases: no division has the code {code}")));
        }
        regions.add_aliases(&raw.places.aliases, &raw.places.ethnic_groups);
        let mut types: BTreeMap<String, String> = BTreeMap::new();
        for kind in raw.agency_type {
            for ending in kind.endings {
                if let Some(other) = types.insert(squeeze(&ending), kind.name.clone()) {
                    return Err(entry(format!(
                        "agency_type: the ending {ending} stands for both {other} and {}",
                        kind.name
                    )));
                }
            }
        }
        Ok(FactsVocabulary {
            agency_types: longest_first(types.into_iter().collect(), |(ending, _)| ending.len()),
            scope_suffixes: scopes(raw.scope_suffix)?,
            scope_titles: scopes(raw.scope_title)?,
            stage_ignored: squeezed(raw.stage.ignored),
            title_endings: squeezed(raw.stage.title_endings),
            stage_forms: [
                (raw.stage.budget_forms, Stage::Budget),
                (raw.stage.account_forms, Stage::FinalAccounts),
            ]
            .into_iter()
            .flat_map(|(words, stage)| squeezed(words).into_iter().map(move |word| (word, stage)))
            .collect(),
            scope_headings: scopes(raw.scope_heading)?,
            endings: squeezed(raw.names.endings),
            name_ends: squeezed(raw.names.name_ends),
            not_names: squeezed(raw.names.not_names),
            sentence_words: squeezed(raw.names.sentence_words),
            prefixes: squeezed(raw.names.prefixes),
            labels: squeezed(raw.names.labels),
            weak_labels: squeezed(raw.names.weak_labels),
            publisher_labels: squeezed(raw.names.publisher_labels),
            superior_labels: squeezed(raw.names.superior_labels),
            code_labels: squeezed(raw.names.code_labels),
            region_labels: squeezed(raw.names.region_labels),
            governments: squeezed(raw.places.governments),
            zones: squeezed(raw.places.zones),
            not_counties: squeezed(raw.places.not_counties),
            regions,
        })
    }

    /// The vocabulary that ships with the program.
    ///
    /// # Errors
    /// A shipped file is wrong, which the tests exclude.
    pub fn builtin() -> Result<FactsVocabulary, VocabularyError> {
        FactsVocabulary::parse(
            include_str!("../../../../schemas/vocab/agencies.toml"),
            include_str!("../../../../schemas/vocab/regions.csv"),
        )
    }

    /// The kind of an agency by the longest ending that fits its name.
    /// A second name in parentheses is looked behind.
    pub(crate) fn agency_type(&self, name: &str) -> Option<&str> {
        let plain = name.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).map(|(head, _)| head);
        [Some(name), plain].into_iter().flatten().find_map(|name| {
            let kind = self.agency_types.iter().find(|(ending, _)| name.ends_with(ending.as_str()));
            kind.map(|(_, kind)| kind.as_str())
        })
    }

    /// A squeezed name without what precedes its place (中共, 国家税务总局).
    pub(crate) fn without_prefix<'a>(&self, name: &'a str) -> &'a str {
        self.prefixes.iter().find_map(|prefix| name.strip_prefix(prefix.as_str())).unwrap_or(name)
    }
}

fn entry(reason: String) -> VocabularyError {
    VocabularyError::new(FILE, None, reason)
}

fn squeezed(words: Vec<String>) -> Vec<String> {
    longest_first(words.iter().map(|word| squeeze(word)).collect(), String::len)
}

fn longest_first<T>(mut items: Vec<T>, length: impl Fn(&T) -> usize) -> Vec<T> {
    items.sort_by_key(|item| std::cmp::Reverse(length(item)));
    items
}

fn scopes(raw: Vec<RawScope>) -> Result<Vec<(String, Scope)>, VocabularyError> {
    let mut out = Vec::new();
    for item in raw {
        let scope = match item.scope.as_str() {
            "unit" => Scope::Unit,
            "department" => Scope::Department,
            other => {
                return Err(entry(format!("`{}`: scope is `{other}`, not unit or department", item.text)));
            }
        };
        out.push((squeeze(&item.text), scope));
    }
    Ok(longest_first(out, |(text, _)| text.len()))
}
