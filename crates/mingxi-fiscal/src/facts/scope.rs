//! The scope: of one unit (单位, 本级) or of the whole department (部门, 汇总).
//!
//! The suffix of the name says more than the cover, the cover more than headings, tables and the suffix that only
//! forms print. A form's implementing unit says little.

use super::cover::Cover;
use super::evidence::{Line, LineKind};
use super::vocabulary::FactsVocabulary;
use super::weights::{HEADINGS, Scoping};
use super::{info, warning};
use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, Scope, Table};
use std::collections::BTreeSet;

/// What is asked.
pub(crate) struct Asked<'a> {
    /// Weights of the suffixes of the agency's printed names: unit, department.
    pub(crate) suffixes: [u32; 2],
    /// The same of suffixes that only forms and sentences print.
    pub(crate) form_suffixes: [u32; 2],
    /// Folded name.
    pub(crate) agency: Option<&'a str>,
    /// Budget code.
    pub(crate) agency_code: Option<&'a str>,
    /// The cover.
    pub(crate) cover: Option<&'a Cover>,
    /// All lines.
    pub(crate) lines: &'a [Line],
    /// All tables.
    pub(crate) tables: &'a [Table],
}

/// The scope that the weights decide for; contradictions are told.
pub(crate) fn scope(
    asked: &Asked<'_>,
    vocabulary: &FactsVocabulary,
    notes: &mut Vec<Diagnostic>,
) -> Option<Scope> {
    let votes = votes(asked, vocabulary);
    let sum = |scope: Scope| votes.iter().filter(|vote| vote.0 == scope).map(|vote| vote.2).sum::<u32>();
    let (unit, department) = (sum(Scope::Unit), sum(Scope::Department));
    let (scope, best, other) = match unit.cmp(&department) {
        _ if unit + department == 0 => return of_code(asked.agency_code?, notes),
        std::cmp::Ordering::Greater => (Scope::Unit, unit, department),
        std::cmp::Ordering::Less => (Scope::Department, department, unit),
        std::cmp::Ordering::Equal => {
            notes.push(warning("scope", format!("contradicted: {}; it stays empty", told(&votes)), None));
            return None;
        }
    };
    let main = votes.iter().filter(|vote| vote.0 == scope).max_by_key(|vote| vote.2)?;
    let message = format!("{} by {} (weight {best} against {other})", scope.as_str(), main.1.describe());
    notes.push(info("scope", message, None));
    let main_other = votes.iter().filter(|vote| vote.0 != scope).max_by_key(|vote| vote.2);
    if let Some((said, by, _)) = main_other
        && matches!(by, Scoping::Suffix | Scoping::Cover)
    {
        // X局（本级）2026年部门预算 is how units title their budgets: worth knowing, not a doubt.
        let message = format!(
            "{} by {}, though {} says {}",
            scope.as_str(),
            main.1.describe(),
            by.describe(),
            said.as_str()
        );
        let doubtful = other * 2 > best;
        notes.push(if doubtful { warning("scope", message, None) } else { info("scope", message, None) });
    }
    Some(scope)
}

fn told(votes: &[(Scope, Scoping, u32)]) -> String {
    let list: Vec<String> = votes
        .iter()
        .map(|(scope, by, weight)| format!("{} by {} ({weight})", scope.as_str(), by.describe()))
        .collect();
    list.join(", ")
}

/// All votes: the scope, what says it, the weight.
fn votes(asked: &Asked<'_>, vocabulary: &FactsVocabulary) -> Vec<(Scope, Scoping, u32)> {
    let mut votes = Vec::new();
    let mut add = |scope: Scope, by: Scoping, count: u32| {
        if count > 0 {
            votes.push((scope, by, by.weight() * count));
        }
    };
    if let Some(scope) = of_suffixes(asked.suffixes) {
        add(scope, Scoping::Suffix, 1);
    } else if let Some(scope) = of_suffixes(asked.form_suffixes) {
        add(scope, Scoping::FormSuffix, 1);
    }
    let stated = |folded: &str| {
        vocabulary
            .scope_titles
            .iter()
            .find(|(words, _)| folded.contains(words.as_str()))
            .map(|(_, scope)| *scope)
    };
    let opening = asked.lines.iter().filter(|line| line.kind == LineKind::Opening);
    let mut on_cover: Vec<Scope> = opening.filter_map(|line| stated(&line.folded)).collect();
    if let Some(scope) = asked.cover.and_then(|cover| stated(&cover.folded))
        && !on_cover.contains(&scope)
    {
        on_cover.push(scope);
    }
    let mut units = 0;
    let mut headings = [0, 0];
    for line in asked.lines {
        match line.kind {
            LineKind::Title if stated(&line.folded) == Some(Scope::Unit) => units += 1,
            LineKind::Title | LineKind::Short => {
                let heading =
                    vocabulary.scope_headings.iter().find(|(words, _)| line.folded.contains(words.as_str()));
                if let Some((_, scope)) = heading {
                    headings[usize::from(*scope == Scope::Department)] += 1;
                }
            }
            _ => {}
        }
    }
    for (scope, at) in [(Scope::Unit, 0), (Scope::Department, 1)] {
        let count = on_cover.iter().filter(|said| **said == scope).count() as u32;
        add(scope, Scoping::Cover, count);
        add(scope, Scoping::Heading, headings[at].min(HEADINGS));
    }
    add(Scope::Unit, Scoping::UnitTitle, units);
    add(Scope::Department, Scoping::UnitsListed, u32::from(lists_units(asked)));
    votes
}

/// Whether tables list other budget units than the agency itself.
fn lists_units(asked: &Asked<'_>) -> bool {
    const ENOUGH: usize = 2;
    let Some(agency) = asked.agency else { return false };
    let names: BTreeSet<String> = asked
        .tables
        .iter()
        .filter(|table| table.kind.has_line_items())
        .flat_map(|table| &table.labels)
        .filter_map(|label| label.unit_name.as_deref())
        .map(squeeze)
        .filter(|name| !name.starts_with(agency))
        .collect();
    names.len() >= ENOUGH
}

/// What the suffixes say where they agree: unit, department.
pub(crate) fn of_suffixes([unit, department]: [u32; 2]) -> Option<Scope> {
    match (unit, department) {
        (0, 0) => None,
        _ if unit >= department * 2 => Some(Scope::Unit),
        _ if department >= unit * 2 => Some(Scope::Department),
        _ => None,
    }
}

/// A code of a department (three digits) and a unit below its own office (001) is a unit's. Where the titles
/// say nothing, nothing else is sure.
fn of_code(code: &str, notes: &mut Vec<Diagnostic>) -> Option<Scope> {
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
