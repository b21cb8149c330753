//! Classification codes checked against their names and against the document's year.
//!
//! Nothing is corrected: what a document prints stays as it is, and a diagnostic names the contradiction.

use super::suspect::likely_codes;
use super::vocabulary::{Entry, key};
use super::{CodeSystem, CodeVocabulary};
use mingxi_model::{Diagnostic, RowLabel, Severity, Step, Table};
use std::collections::BTreeSet;

/// Checks every code of the tables' rows. `code_against_name`: the name belongs to another code.
/// `code_vintage`: code and name belong together in other years than the document's. `code_suspected`: no
/// classification has the code, and its name belongs to a code that looks much like it. `code_incomplete`: only
/// the end of a code is printed, and the rows above contradict it or are missing.
pub fn check_codes(tables: &[Table], year: Option<i16>, vocabulary: &CodeVocabulary) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for table in tables.iter().filter(|table| table.kind.has_line_items()) {
        let mut said: BTreeSet<(&str, &str)> = BTreeSet::new();
        for label in &table.labels {
            for (code, name) in pairs(label) {
                let Some((kind, message)) = complaint(code, name, year, vocabulary) else { continue };
                if said.insert((code, name)) {
                    found.push(
                        Diagnostic::new(Step::Recognise, Severity::Warning, kind, message)
                            .table(table.table_id)
                            .cell(label.row, None)
                            .at(place(table, label)),
                    );
                }
            }
        }
    }
    found
}

/// The codes of a row with their names; a unit's code is none of a classification.
fn pairs(label: &RowLabel) -> impl Iterator<Item = (&str, &str)> {
    let own = label.code.as_deref().filter(|code| label.unit_code.as_deref() != Some(code));
    let pairs =
        [(own, label.name.as_deref()), (label.secondary_code.as_deref(), label.secondary_name.as_deref())];
    pairs.into_iter().filter_map(|(code, name)| code.zip(name))
}

fn place(table: &Table, label: &RowLabel) -> Option<mingxi_model::Place> {
    table.grid.row(label.row).find_map(|cell| cell.place.clone())
}

/// What is wrong with a code and its name, if anything is for sure.
pub(super) fn complaint(
    code: &str,
    name: &str,
    year: Option<i16>,
    vocabulary: &CodeVocabulary,
) -> Option<(&'static str, String)> {
    let name_key = key(name);
    let entries = vocabulary.entries(code);
    if entries.is_empty() {
        return suspicion(code, name, &name_key, vocabulary);
    }
    let system = CodeSystem::of(code)?;
    let own: Vec<&Entry> = entries.iter().filter(|entry| entry.has_name(&name_key)).collect();
    if own.is_empty() {
        let (others, several) = vocabulary.codes_of(system, &name_key, code);
        // A name that many codes share (行政运行) says something only beside its own siblings.
        if others.is_empty() || several || vocabulary.is_name_above(code, &name_key) {
            return None;
        }
        let message = format!(
            "code {code} is {}, but the row prints `{name}`, which has the code {}; code and name stay as \
             printed, one of them is wrong in the source",
            entries[0].name(),
            others.join(" or ")
        );
        return Some(("code_against_name", message));
    }
    let year = year?;
    if own.iter().any(|entry| entry.holds_in(year)) {
        return None;
    }
    let entry = own[0];
    let others = vocabulary.in_year(system, &name_key, year);
    let now = if others.is_empty() {
        String::new()
    } else {
        format!("; in {year} the name has {}", others.join(" or "))
    };
    let message = format!(
        "{code} `{name}` is a code {}, the document is of {year}{now}; compare it with other years by its name",
        entry.years()
    );
    Some(("code_vintage", message))
}

/// A code that no classification has, beside a name whose own code looks much like it.
fn suspicion(
    code: &str,
    name: &str,
    name_key: &str,
    vocabulary: &CodeVocabulary,
) -> Option<(&'static str, String)> {
    let likely = likely_codes(code, name_key, vocabulary);
    let is_part = matches!(code.len(), 1 | 2) && code.bytes().all(|b| b.is_ascii_digit());
    if likely.is_empty() && is_part && vocabulary.codes_named(name_key).any(|other| other.ends_with(code)) {
        let message = format!(
            "`{name}` prints only {code}, the end of a code, and the rows above do not tell its beginning; it stays \
             as printed"
        );
        return Some(("code_incomplete", message));
    }
    if likely.is_empty() {
        return None;
    }
    let message = format!(
        "no classification has the code {code}; the row prints `{name}`, whose code is {}: most likely the code \
         is incomplete or broken, not the amounts; it stays as printed",
        likely.join(" or ")
    );
    Some(("code_suspected", message))
}
