//! What a document says about itself: agency, place, year, stage, scope.
//!
//! Every fact is told by the votes of titles, captions and forms; where they contradict each other and none
//! has a clear majority, the fact stays empty and a diagnostic says why.

mod agency;
mod choice;
mod code;
mod cover;
mod evidence;
mod names;
#[cfg(test)]
mod openings;
mod period;
mod place;
mod regions;
mod scope;
mod sentences;
#[cfg(test)]
mod tests;
mod traditional;
mod vocabulary;
mod weights;

pub use regions::{Division, Level, RegionMatch, Regions};
pub use vocabulary::FactsVocabulary;

use evidence::Origin;
use mingxi_model::{Diagnostic, DocumentFacts, Paragraph, Scope, Severity, Step, Table};
use std::collections::BTreeMap;

/// Tells a document's facts from its prose (all paragraphs in order), its tables and its file's name.
///
/// The diagnostics say for each fact where it was found (`Info`), or that it is missing or contradicted
/// (`Warning`); their codes are the names of the facts.
pub fn document_facts(
    prose: &[Paragraph],
    tables: &[Table],
    file_name: &str,
    vocabulary: &FactsVocabulary,
) -> (DocumentFacts, Vec<Diagnostic>) {
    let lines = evidence::gather(prose, tables, file_name);
    let mut notes = Vec::new();
    let mut facts = DocumentFacts::default();

    let cover = cover::cover(&lines, vocabulary);
    let candidates = agency::candidates(cover.as_ref(), &lines, tables, vocabulary);
    let chosen = choice::choose(&candidates, &mut notes);
    let agency = chosen.map(|(name, _)| name.as_str());
    let suffixes = chosen.map_or([0, 0], |(_, candidate)| candidate.scopes);
    let form_suffixes = chosen.map_or([0, 0], |(_, candidate)| candidate.form_scopes);
    if let Some((_, candidate)) = chosen {
        let printed = candidate.forms.iter().max_by_key(|(_, weight)| **weight);
        facts.agency_name = Some(candidate.bare.chars().map(traditional::simplified).collect());
        facts.agency_name_as_printed = printed.map(|(form, _)| form.clone());
    }
    facts.agency_type = agency.and_then(|name| vocabulary.agency_type(name)).map(str::to_owned);
    if agency.is_some() && facts.agency_type.is_none() {
        notes.push(info("agency_type", "the agency's kind is not in the vocabulary; it stays empty", None));
    }
    if let Some(name) = agency {
        let codes = code::codes(name, &lines, tables, vocabulary);
        let said = scope::of_suffixes(suffixes).or_else(|| scope::of_suffixes(form_suffixes));
        facts.agency_code = agency_code(&codes, said, &mut notes);
    }

    set_place(&mut facts, place::place(agency, &lines, tables, vocabulary), &mut notes);
    let years = period::years(&lines, tables, cover.as_ref(), agency);
    facts.fiscal_year = elect("fiscal_year", "fiscal year", &years, |year| year.to_string(), &mut notes);
    let stages = period::stages(&lines, cover.as_ref(), vocabulary);
    facts.stage = elect("stage", "stage", &stages, |stage| stage.as_str().to_owned(), &mut notes);
    let asked = scope::Asked {
        suffixes,
        form_suffixes,
        agency,
        agency_code: facts.agency_code.as_deref(),
        cover: cover.as_ref(),
        lines: &lines,
        tables,
    };
    facts.scope = scope::scope(&asked, vocabulary, &mut notes);
    if let Some((title, origin)) = period::title(cover, &lines, agency, vocabulary) {
        notes.push(info("title", format!("“{title}” from the opening lines"), Some(&origin)));
        facts.title = Some(title);
    }
    (facts, notes)
}

fn info(code: &'static str, message: impl Into<String>, origin: Option<&Origin>) -> Diagnostic {
    note(Severity::Info, code, message, origin)
}

fn warning(code: &'static str, message: impl Into<String>, origin: Option<&Origin>) -> Diagnostic {
    note(Severity::Warning, code, message, origin)
}

fn note(
    severity: Severity,
    code: &'static str,
    message: impl Into<String>,
    origin: Option<&Origin>,
) -> Diagnostic {
    let mut note = Diagnostic::new(Step::Recognise, severity, code, message);
    if let Some(origin) = origin {
        note.table_id = origin.table_id;
        note.place = origin.place.clone();
    }
    note
}

/// The code beside the name. A department's form lists its own code (133) and its main unit's (133001) under
/// one name: the summed document has the department's, any other the unit's.
fn agency_code(
    codes: &BTreeMap<String, u32>,
    suffix_scope: Option<Scope>,
    notes: &mut Vec<Diagnostic>,
) -> Option<String> {
    let mut ranked: Vec<(&String, u32)> = codes.iter().map(|(code, count)| (code, *count)).collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let (top, count) = *ranked.first()?;
    let related = |other: &str| other.starts_with(top.as_str()) || top.starts_with(other);
    let rival = ranked.iter().skip(1).find(|(code, n)| !related(code) && n * 2 > count);
    if let Some((rival, _)) = rival {
        notes.push(warning(
            "agency_code",
            format!("both {top} and {rival} stand beside the agency's name; the code stays empty"),
            None,
        ));
        return None;
    }
    let family = ranked.iter().map(|(code, _)| *code).filter(|code| related(code));
    let chosen = if suffix_scope == Some(Scope::Department) {
        family.min_by_key(|code| code.len())
    } else {
        family.max_by_key(|code| code.len())
    }?;
    notes.push(info("agency_code", format!("{chosen} stands beside the agency's name"), None));
    Some(chosen.clone())
}

fn set_place(facts: &mut DocumentFacts, place: place::Place, notes: &mut Vec<Diagnostic>) {
    let severity = if place.sure { Severity::Info } else { Severity::Warning };
    notes.push(note(severity, "region", place.remark, None));
    facts.region_code = place.code;
    facts.region_name = place.name;
    facts.province = place.province;
    facts.city = place.city;
    facts.county = place.county;
}

/// The winner of a vote, with the evidence or the conflict as a diagnostic.
fn elect<T: Ord + Copy>(
    code: &'static str,
    what: &str,
    votes: &period::Votes<T>,
    show: impl Fn(T) -> String,
    notes: &mut Vec<Diagnostic>,
) -> Option<T> {
    let ranked = votes.ranked();
    let list: Vec<String> = ranked
        .iter()
        .map(|(value, count, origin)| format!("{} ({count}, {})", show(*value), origin.what))
        .collect();
    let Some((value, origin)) = votes.winner() else {
        let message = if ranked.is_empty() {
            format!("no title, caption or sentence states the {what}; it stays empty")
        } else {
            format!("the {what} is contradicted: {}; it stays empty", list.join(", "))
        };
        notes.push(warning(code, message, None));
        return None;
    };
    notes.push(info(code, format!("{} from {}", show(value), origin.what), Some(origin)));
    // A few stray mentions are normal; a fourth of the votes is a contradiction worth a look.
    if let [(_, first, _), (_, second, _), ..] = ranked.as_slice()
        && second * 4 >= *first
    {
        notes.push(warning(
            code,
            format!("the {what} is {}, though the document says {}", show(value), list.join(", ")),
            Some(origin),
        ));
    }
    Some(value)
}
