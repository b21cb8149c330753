//! Forms: what each kind of table is, what tells it, what it states as a whole (`kinds.toml`).

use super::compile::{each, known};
use super::layer::{Layer, RawSign, RawTraits, Text};
use crate::VocabularyError;
use mingxi_model::{Classification, Flow, Fund, LazyRegex, TableKind};
use std::collections::BTreeMap;

/// A sort of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The title's words.
    Title,
    /// Header paths over labels.
    LabelHeader,
    /// Header paths over amounts.
    ValueHeader,
    /// Sides, quantities.
    Shape,
    /// Names of the rows.
    Labels,
    /// The classification of the rows' codes.
    Codes,
    /// Funds that the columns list.
    Funds,
    /// Heads of performance forms.
    Heads,
    /// The table before.
    Before,
}

impl Source {
    const ALL: &'static [Source] = &[
        Source::Title,
        Source::LabelHeader,
        Source::ValueHeader,
        Source::Shape,
        Source::Labels,
        Source::Codes,
        Source::Funds,
        Source::Heads,
        Source::Before,
    ];

    /// The name in `kinds.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Title => "title",
            Source::LabelHeader => "label_header",
            Source::ValueHeader => "value_header",
            Source::Shape => "shape",
            Source::Labels => "labels",
            Source::Codes => "codes",
            Source::Funds => "funds",
            Source::Heads => "heads",
            Source::Before => "before",
        }
    }

    fn from_name(name: &str) -> Option<Source> {
        Source::ALL.iter().copied().find(|source| source.as_str() == name)
    }
}

/// What can be stated of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// The kind itself.
    Kind,
    /// What the form is about.
    Topic,
    /// What comes, what goes, or both side by side.
    Flow,
    /// Whose money.
    Fund,
    /// Basic expenditure, projects, or all.
    Part,
    /// What the rows classify by.
    Class,
}

impl Trait {
    /// The name in `kinds.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Trait::Kind => "kind",
            Trait::Topic => "topic",
            Trait::Flow => "flow",
            Trait::Fund => "fund",
            Trait::Part => "part",
            Trait::Class => "class",
        }
    }

    fn from_name(name: &str) -> Option<Trait> {
        use Trait::*;
        [Kind, Topic, Flow, Fund, Part, Class].into_iter().find(|of| of.as_str() == name)
    }
}

/// What a kind of table is.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The kind.
    pub kind: TableKind,
    /// Its weight before anything is seen.
    pub base: i32,
    /// What is true of it; a trait that is not here is open.
    pub traits: BTreeMap<Trait, Vec<String>>,
    /// What something has to state of a table of this kind, lest it be a form of all there is.
    pub told_by: Option<Trait>,
}

/// Something that can be seen of a table, and what it states.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Where it is seen.
    pub source: Source,
    /// Matched anywhere in one of the texts.
    pub patterns: Vec<LazyRegex>,
    /// How many of the patterns have to be found.
    pub count: usize,
    /// How many of a hundred texts have to match one of the patterns.
    pub share: usize,
    /// Matched in none of the texts.
    pub none: Vec<LazyRegex>,
    /// What it states.
    pub states: Vec<(Trait, Vec<String>)>,
    /// How much it counts, where not what such evidence counts otherwise.
    pub weight: Option<i32>,
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
    /// The candidates.
    pub profiles: Vec<Profile>,
    /// What tells them; of one sort of evidence and one trait the first that is seen counts.
    pub signs: Vec<Sign>,
    /// How much evidence counts, by its sort and what it states.
    weights: BTreeMap<(Source, Trait), i32>,
    /// Below this lead over the runner-up the evidence is called divided.
    pub margin: i32,
    /// How much it counts against a kind that nothing tells the table by what it has to be told by.
    pub untold: i32,
    /// What whole forms state.
    pub forms: Vec<(TableKind, Form)>,
    /// What the rows of a list classify by, found in the header over its labels, in order.
    pub lists: Vec<(Option<Classification>, Vec<LazyRegex>)>,
}

impl Kinds {
    /// Out of vocabulary files, those that win first.
    pub(super) fn compile(layers: &[Layer]) -> Result<Kinds, VocabularyError> {
        let mut profiles: Vec<Profile> = Vec::new();
        let mut weights = BTreeMap::new();
        let mut forms = Vec::new();
        let mut lists = Vec::new();
        for layer in layers {
            for entry in &layer.raw.profile {
                let kind = kind(layer, &entry.kind)?;
                if profiles.iter().all(|profile| profile.kind != kind) {
                    let traits = traits(&entry.traits).collect();
                    let told_by = optional(layer, &entry.told_by, "trait", Trait::from_name)?;
                    profiles.push(Profile { kind, base: entry.base, traits, told_by });
                }
            }
            for entry in &layer.raw.weight {
                let source = known(layer, &entry.by, "evidence", Source::from_name)?;
                let given = [
                    (Trait::Kind, entry.kind),
                    (Trait::Topic, entry.topic),
                    (Trait::Flow, entry.flow),
                    (Trait::Fund, entry.fund),
                    (Trait::Part, entry.part),
                    (Trait::Class, entry.class),
                ];
                for (of, weight) in given {
                    if let Some(weight) = weight {
                        weights.entry((source, of)).or_insert(weight);
                    }
                }
            }
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
        let mut signs = Vec::new();
        for layer in layers {
            for entry in &layer.raw.sign {
                signs.push(sign(layer, entry, &profiles)?);
            }
        }
        let margin = layers.iter().find_map(|layer| layer.raw.margin).unwrap_or_default();
        let untold = layers.iter().find_map(|layer| layer.raw.untold).unwrap_or_default();
        Ok(Kinds { profiles, signs, weights, margin, untold, forms, lists })
    }

    /// How much a sort of evidence counts for what it states.
    pub(crate) fn weight(&self, source: Source, of: Trait) -> i32 {
        self.weights.get(&(source, of)).copied().unwrap_or_default()
    }

    /// Whether a sign knows a word of a title.
    pub(crate) fn knows_title(&self, title: &str) -> bool {
        let mut signs = self.signs.iter().filter(|sign| sign.source == Source::Title);
        signs.any(|sign| sign.patterns.iter().any(|pattern| pattern.is_match(title)))
    }

    /// What a form states of all its numbers.
    pub(crate) fn form(&self, kind: TableKind) -> Form {
        let found = self.forms.iter().find(|(of, _)| *of == kind).map(|(_, form)| *form);
        found.unwrap_or(Form { phase_of_stage: true, ..Form::default() })
    }

    /// What the rows of a list classify by, by the header over its labels: `None` where that says nothing,
    /// `Some(None)` where it names what is no classification of the contract.
    pub(crate) fn list(&self, header: &str) -> Option<Option<Classification>> {
        let found = self.lists.iter().find(|(_, patterns)| patterns.iter().any(|p| p.is_match(header)));
        found.map(|(classification, _)| *classification)
    }
}

fn sign(layer: &Layer, entry: &RawSign, profiles: &[Profile]) -> Result<Sign, VocabularyError> {
    let states: Vec<(Trait, Vec<String>)> = traits(&entry.traits).collect();
    let mut states = states;
    if !entry.kind.is_empty() {
        for name in &entry.kind {
            kind(layer, name)?;
        }
        states.push((Trait::Kind, entry.kind.iter().map(|name| name.get_ref().clone()).collect()));
    }
    for (of, values) in states.iter().filter(|(of, _)| *of != Trait::Kind) {
        let is_known = |value: &String| {
            profiles.iter().any(|profile| profile.traits.get(of).is_some_and(|own| own.contains(value)))
        };
        if let Some(unknown) = values.iter().find(|value| !is_known(value)) {
            return Err(layer.error(&entry.by, format!("no kind has the {} `{unknown}`", of.as_str())));
        }
    }
    if states.is_empty() {
        return Err(layer.error(&entry.by, "a sign that states nothing"));
    }
    if entry.patterns.is_empty() {
        return Err(layer.error(&entry.by, "a sign without a pattern"));
    }
    Ok(Sign {
        source: known(layer, &entry.by, "evidence", Source::from_name)?,
        patterns: each(layer, &entry.patterns)?,
        count: entry.count.unwrap_or(1),
        share: entry.share,
        none: each(layer, &entry.none)?,
        states,
        weight: entry.weight,
    })
}

fn traits(raw: &RawTraits) -> impl Iterator<Item = (Trait, Vec<String>)> {
    let given = [
        (Trait::Topic, &raw.topic),
        (Trait::Flow, &raw.flow),
        (Trait::Fund, &raw.fund),
        (Trait::Part, &raw.part),
        (Trait::Class, &raw.class),
    ];
    given.into_iter().filter(|(_, values)| !values.is_empty()).map(|(of, values)| (of, values.clone()))
}

fn kind(layer: &Layer, name: &Text) -> Result<TableKind, VocabularyError> {
    known(layer, name, "table kind", TableKind::from_name)
}

fn optional<T>(
    layer: &Layer,
    name: &Option<Text>,
    what: &str,
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, VocabularyError> {
    name.as_ref().map(|name| known(layer, name, what, from_name)).transpose()
}
