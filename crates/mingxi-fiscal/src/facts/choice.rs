//! Which of the agencies that a document names discloses it: the heaviest, if it is clearly heavier.

use super::agency::Candidate;
use super::{info, warning};
use mingxi_model::Diagnostic;
use std::collections::BTreeMap;

/// The agency with twice the weight of any other, else the one of the cover's title, else the only one of the
/// cover.
pub(crate) fn choose<'a>(
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
    // The title's own agency goes before one that stands above it (its superior).
    let titled = ranked.iter().find(|(_, candidate)| candidate.in_title);
    let mut covers = ranked.iter().filter(|(_, candidate)| candidate.on_cover);
    let chosen = match (clear, titled, covers.next(), covers.next()) {
        (true, _, _, _) => Some(first),
        (false, Some(titled), _, _) => Some(*titled),
        (false, None, Some(cover), None) => Some(*cover),
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
            let next = ranked
                .iter()
                .find(|(other, _)| *other != name)
                .map_or(String::new(), |(_, other)| format!("; next is “{}” ({})", other.bare, other.weight));
            let message = format!(
                "“{}” from {} (weight {}{next})",
                candidate.bare, candidate.origin.what, candidate.weight
            );
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
