//! What a document says about itself: agency, place, year, stage, scope.
//!
//! Every fact is told by the votes of titles, captions and forms; where they contradict each other and none
//! has a clear majority, the fact stays empty and a diagnostic says why.

mod agency;
mod evidence;
mod period;
mod place;
mod regions;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use regions::{Division, Level, RegionMatch, Regions};
pub use vocabulary::FactsVocabulary;

use agency::Candidate;
use evidence::{Line, Origin};
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

    let candidates = agency::candidates(&lines, tables, vocabulary);
    let chosen = choose(&candidates, &mut notes);
    let agency = chosen.map(|(name, _)| name.as_str());
    let mut suffix_scope = None;
    if let Some((_, candidate)) = chosen {
        let printed = candidate.forms.iter().max_by_key(|(_, weight)| **weight);
        facts.agency_name = Some(candidate.bare.clone());
        facts.agency_name_as_printed = printed.map(|(form, _)| form.clone());
        suffix_scope = scope_of_suffixes(candidate.scopes);
    }
    facts.agency_type = agency.and_then(|name| vocabulary.agency_type(name)).map(str::to_owned);
    if agency.is_some() && facts.agency_type.is_none() {
        notes.push(info("agency_type", "the agency's kind is not in the vocabulary; it stays empty", None));
    }
    if let Some(name) = agency {
        let codes = agency::codes(name, &lines, tables, vocabulary);
        facts.agency_code = agency_code(&codes, suffix_scope, &mut notes);
    }

    set_place(&mut facts, place::place(agency, &lines, vocabulary), &mut notes);
    let years = period::years(&lines, agency);
    facts.fiscal_year = elect("fiscal_year", "fiscal year", &years, |year| year.to_string(), &mut notes);
    let stages = period::stages(&lines, vocabulary);
    facts.stage = elect("stage", "stage", &stages, |stage| stage.as_str().to_owned(), &mut notes);
    facts.scope = scope(suffix_scope, facts.agency_code.as_deref(), &lines, vocabulary, &mut notes);
    if let Some((title, origin)) = period::title(&lines, agency, vocabulary) {
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

/// The agency with twice the weight of any other, or the only one of the cover.
fn choose<'a>(
    candidates: &'a BTreeMap<String, Candidate>,
    notes: &mut Vec<Diagnostic>,
) -> Option<(&'a String, &'a Candidate)> {
    let mut ranked: Vec<_> = candidates.iter().collect();
    ranked.sort_by_key(|(_, candidate)| std::cmp::Reverse((candidate.weight, candidate.on_cover)));
    let Some(first) = ranked.first().copied() else {
        notes.push(warning(
            "agency_name",
            "no title, caption or form names the agency; agency and region stay empty",
            None,
        ));
        return None;
    };
    let second = ranked.get(1).copied();
    let clear = second.is_none_or(|(_, other)| first.1.weight >= other.weight * 2);
    let mut covers = ranked.iter().filter(|(_, candidate)| candidate.on_cover);
    let chosen = match (clear, covers.next(), covers.next()) {
        (true, _, _) => Some(first),
        (false, Some(cover), None) => Some(*cover),
        _ => None,
    };
    let others = |chosen: Option<&String>| {
        let names: Vec<&str> = ranked
            .iter()
            .filter(|(name, other)| Some(*name) != chosen && other.weight * 3 >= first.1.weight)
            .map(|(_, other)| other.bare.as_str())
            .take(5)
            .collect();
        names.join(", ")
    };
    match chosen {
        Some((name, candidate)) => {
            let message = format!("“{}” from {}", candidate.bare, candidate.origin.what);
            notes.push(info("agency_name", message, Some(&candidate.origin)));
            let rivals = others(Some(name));
            if !rivals.is_empty() {
                notes.push(warning(
                    "agency_name",
                    format!(
                        "the document also names {rivals}; “{}” has the stronger evidence",
                        candidate.bare
                    ),
                    Some(&candidate.origin),
                ));
            }
        }
        None => notes.push(warning(
            "agency_name",
            format!(
                "the document names several agencies with equal evidence ({}); agency and region stay empty",
                others(None)
            ),
            None,
        )),
    }
    chosen
}

fn scope_of_suffixes([unit, department]: [u32; 2]) -> Option<Scope> {
    match (unit, department) {
        (0, 0) => None,
        _ if unit >= department * 2 => Some(Scope::Unit),
        _ if department >= unit * 2 => Some(Scope::Department),
        _ => None,
    }
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

fn scope(
    suffix: Option<Scope>,
    agency_code: Option<&str>,
    lines: &[Line],
    vocabulary: &FactsVocabulary,
    notes: &mut Vec<Diagnostic>,
) -> Option<Scope> {
    if let Some(scope) = suffix {
        let message = format!("{} by the suffix of the agency's printed name", scope.as_str());
        notes.push(info("scope", message, None));
        return Some(scope);
    }
    let votes = period::scopes(lines, vocabulary);
    let Some((scope, origin)) = votes.winner() else {
        return scope_of_code(agency_code?, notes);
    };
    notes.push(info("scope", format!("{} from {}", scope.as_str(), origin.what), Some(origin)));
    Some(scope)
}

/// A code of a department (three digits) and a unit below its own office (001) is a unit's. Where the titles
/// say nothing, nothing else is sure.
fn scope_of_code(code: &str, notes: &mut Vec<Diagnostic>) -> Option<Scope> {
    const CODE: usize = 6;
    const OFFICE: &str = "001";
    let unit = code.get(CODE - OFFICE.len()..).filter(|_| code.len() == CODE)?;
    if unit == OFFICE || unit == "000" {
        return None;
    }
    let message =
        format!("unit, by the code {code}: unit {unit} of the department {}", &code[..CODE - OFFICE.len()]);
    notes.push(info("scope", message, None));
    Some(Scope::Unit)
}
