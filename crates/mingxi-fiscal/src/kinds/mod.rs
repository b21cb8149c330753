//! Which form a table is: every kind is weighed by all that the table shows of itself.
//!
//! Each file here is one sort of evidence and gives the texts it saw; the signs of `kinds.toml` say what such
//! texts state (its topic, flow, fund, part of the expenditure, classification), its weights how much that counts.
//! A kind whose profile agrees gains the weight, one whose profile says otherwise loses it.

mod before;
mod codes;
mod funds;
mod header;
mod heads;
mod labels;
mod shape;
mod title;

pub(crate) use before::Before;

use crate::codes::CodeVocabulary;
use crate::performance::Shape;
use crate::vocabulary::{Sign, Source, Trait};
use crate::{Kinds, Profile};
use mingxi_model::{
    Candidate, Column, Diagnostic, Grid, KindEvidence, Severity, Step, Subject, TableKind, Why,
};

/// The claim of this room's decisions.
const CLAIM: &str = "kind";

/// A table whose form is asked.
pub(crate) struct Asked<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) header_rows: u32,
    pub(crate) columns: &'a [Column],
    /// The title as printed.
    pub(crate) title: Option<&'a str>,
    /// The title is a mere heading above the table.
    pub(crate) title_is_heading: bool,
    /// Whether a caption, the title or a head states a unit of money.
    pub(crate) has_unit: bool,
    /// The table right before it.
    pub(crate) before: Option<&'a Before>,
    /// What it shows of a performance form.
    pub(crate) performance: Option<Shape>,
    /// The classifications.
    pub(crate) codes: &'a CodeVocabulary,
}

/// What was found.
pub(crate) struct Found {
    pub(crate) kind: TableKind,
    pub(crate) evidence: KindEvidence,
    /// The kind that the title alone would name, where all else speaks against it.
    pub(crate) excluded: Option<TableKind>,
    /// The kind that comes so close that the evidence is divided.
    pub(crate) rival: Option<TableKind>,
    /// The table goes on with the one before, of the same kind.
    pub(crate) goes_on: bool,
    /// What was weighed.
    pub(crate) why: Option<Why>,
}

/// What one sort of evidence saw in a table.
struct Seen {
    source: Source,
    texts: Vec<String>,
}

/// Tells a table's kind.
pub(crate) fn kind(asked: &Asked, kinds: &Kinds) -> Found {
    let seen = [
        (Source::Title, title::texts(asked)),
        (Source::LabelHeader, header::over_labels(asked)),
        (Source::ValueHeader, header::over_values(asked)),
        (Source::Shape, shape::texts(asked)),
        (Source::Labels, labels::texts(asked)),
        (Source::Codes, codes::texts(asked)),
        (Source::Funds, funds::texts(asked)),
        (Source::Heads, heads::texts(asked)),
    ];
    let seen = seen.map(|(source, texts)| Seen { source, texts });
    let mut stated: Vec<Statement> = seen.iter().flat_map(|seen| statements(seen, asked, kinds)).collect();
    believe_titled_class(&mut stated);
    let kin = before::same_form(asked);
    let can_be = |kind: TableKind| {
        // Nothing but a title or the table before makes a form of numbers out of a table without a header.
        let is_named = (asked.title.is_some() && !asked.title_is_heading) || kin == Some(kind);
        asked.header_rows > 0 || !kind.has_line_items() || is_named
    };
    let mut candidates: Vec<Candidate> = kinds
        .profiles
        .iter()
        .filter(|profile| can_be(profile.kind))
        .map(|profile| {
            let mut candidate = Candidate::new(profile.kind.as_str());
            candidate.weigh(profile.base, "what such a table most often is");
            for statement in &stated {
                candidate.weigh(statement.for_profile(profile), statement.what.as_str());
            }
            let is_told = |of: Trait| {
                let tells = |told: &Statement| told.of == of || told.of == Trait::Kind;
                stated.iter().any(|told| tells(told) && told.for_profile(profile) > 0)
            };
            if let Some(of) = profile.told_by.filter(|of| !is_told(*of) && kin != Some(profile.kind)) {
                candidate.weigh(-kinds.untold, format!("nothing states its {}", of.as_str()));
            }
            if kin == Some(profile.kind) {
                candidate.weigh(
                    kinds.weight(Source::Before, Trait::Kind),
                    "it goes on with the columns of the table before",
                );
            }
            candidate
        })
        .collect();
    // Of equal weight, what is no form stands last.
    candidates.sort_by_key(|candidate| candidate.reading == TableKind::Other.as_str());
    let why = Why::choose(Subject::Table, CLAIM, candidates);
    let chosen = |candidate: &Candidate| TableKind::from_name(&candidate.reading);
    let kind = why.as_ref().and_then(|why| chosen(&why.chosen)).unwrap_or(TableKind::Other);
    let profile = kinds.profiles.iter().find(|profile| profile.kind == kind);
    let weight = |sources: &[Source]| -> i32 {
        let own = stated.iter().filter(|statement| sources.contains(&statement.source));
        profile.map_or(0, |profile| own.map(|statement| statement.for_profile(profile)).sum())
    };
    let of_title = weight(&[Source::Title]);
    // Codes, names of a classification and the shape are no words of the author.
    let of_words =
        weight(&[Source::LabelHeader, Source::ValueHeader, Source::Labels, Source::Funds, Source::Heads]);
    let of_form = weight(&[Source::Codes, Source::Shape]);
    let evidence = match (of_title > 0, of_words > 0 || kin == Some(kind)) {
        _ if kind == TableKind::Other => KindEvidence::None,
        (true, by_words) if by_words || of_words + of_form > 0 => KindEvidence::Both,
        (true, _) => KindEvidence::Title,
        (false, true) => KindEvidence::Header,
        (false, false) => KindEvidence::None,
    };
    let rival = why.as_ref().filter(|why| why.margin().is_some_and(|margin| margin < kinds.margin));
    let rival = rival.and_then(|why| why.runner_up.as_ref()).and_then(chosen);
    let excluded = title_alone(&stated, kinds).filter(|named| *named != kind && of_title <= 0);
    let rival = rival.filter(|_| excluded.is_none());
    Found { kind, evidence, excluded, rival, goes_on: kin == Some(kind), why }
}

/// What a sign states of a table.
struct Statement<'a> {
    source: Source,
    /// The trait that is stated.
    of: Trait,
    /// The values that agree.
    values: &'a [String],
    weight: i32,
    /// In words.
    what: String,
}

impl Statement<'_> {
    /// How much it counts for a kind, below zero against it.
    fn for_profile(&self, profile: &Profile) -> i32 {
        if self.of == Trait::Kind {
            let is_named = self.values.iter().any(|value| value == profile.kind.as_str());
            return if is_named { self.weight } else { 0 };
        }
        match profile.traits.get(&self.of) {
            None => 0,
            Some(own) if own.iter().any(|value| self.values.contains(value)) => self.weight,
            Some(_) => -self.weight,
        }
    }
}

/// What the signs state of one sort of evidence: of each trait the first sign that is seen.
fn statements<'a>(seen: &Seen, asked: &Asked, kinds: &'a Kinds) -> Vec<Statement<'a>> {
    let mut stated: Vec<Statement> = Vec::new();
    let signs = kinds.signs.iter().filter(|sign| sign.source == seen.source);
    for sign in signs {
        if sign.states.iter().all(|(of, _)| stated.iter().any(|before| before.of == *of)) {
            continue;
        }
        let Some(example) = matches(sign, &seen.texts) else { continue };
        for (of, values) in &sign.states {
            if stated.iter().any(|before| before.of == *of) {
                continue;
            }
            let full = sign.weight.unwrap_or_else(|| kinds.weight(seen.source, *of));
            // A heading names a topic, not a form.
            let is_heading = seen.source == Source::Title && asked.title_is_heading;
            let weight = if is_heading { full / 2 } else { full };
            let (source, values_told) = (seen.source.as_str(), values.join(" or "));
            let what = format!("{source} `{example}`: {} {values_told}", of.as_str());
            stated.push(Statement { source: seen.source, of: *of, values, weight, what });
        }
    }
    stated
}

/// Leaves out that the rows are of another classification than the one the title lays the form out by: a matrix of
/// functional rows and economic columns, 按政府预算经济分类, is a form of the economic classification.
fn believe_titled_class(stated: &mut Vec<Statement>) {
    let is_class = |statement: &Statement, of_title: bool| {
        statement.of == Trait::Class && (statement.source == Source::Title) == of_title
    };
    let Some(titled) = stated.iter().find(|statement| is_class(statement, true)).map(|told| told.values)
    else {
        return;
    };
    stated.retain(|statement| {
        !is_class(statement, false) || statement.values.iter().any(|value| titled.contains(value))
    });
}

/// Whether a sign is seen in texts: an example of what was seen.
fn matches<'a>(sign: &Sign, texts: &'a [String]) -> Option<&'a str> {
    if texts.is_empty() || sign.none.iter().any(|pattern| texts.iter().any(|text| pattern.is_match(text))) {
        return None;
    }
    let found: Vec<&String> =
        sign.patterns.iter().filter_map(|pattern| texts.iter().find(|text| pattern.is_match(text))).collect();
    if found.len() < sign.count {
        return None;
    }
    if sign.share > 0 {
        let fitting = texts.iter().filter(|text| sign.patterns.iter().any(|p| p.is_match(text))).count();
        if fitting * 100 < texts.len() * sign.share {
            return None;
        }
    }
    found.first().map(|text| text.as_str())
}

/// The kind that the title alone names, if it names one.
fn title_alone(stated: &[Statement], kinds: &Kinds) -> Option<TableKind> {
    let weight = |profile: &Profile| -> i32 {
        let own = stated.iter().filter(|statement| statement.source == Source::Title);
        own.map(|statement| statement.for_profile(profile)).sum()
    };
    let best =
        kinds.profiles.iter().map(|profile| (weight(profile), profile.kind)).rev().max_by_key(|(w, _)| *w);
    best.filter(|(weight, _)| *weight > 0).map(|(_, kind)| kind)
}

/// What a person should know of the decision.
pub(crate) fn remarks(asked: &Asked, found: &Found) -> Vec<Diagnostic> {
    let kind = found.kind.as_str();
    let against_title = found.excluded.map(|excluded| {
        let (title, excluded) = (asked.title.unwrap_or_default(), excluded.as_str());
        let message = format!(
            "the title `{title}` names {excluded}, all else of the table {kind}; the table was believed"
        );
        Diagnostic::new(Step::Recognise, Severity::Warning, "title_against_header", message)
    });
    let divided = found.rival.map(|rival| {
        let message = format!(
            "the table was read as {kind}, but {} is nearly as likely; inspect --why tells what was weighed",
            rival.as_str()
        );
        Diagnostic::new(Step::Recognise, Severity::Info, "kind_divided", message)
    });
    against_title.into_iter().chain(divided).collect()
}
