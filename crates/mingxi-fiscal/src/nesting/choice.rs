//! The choice among nestings: what each source is trusted with, and what sums add or take.

use super::amounts::Stated;
use super::by_code;
use super::evidence::{Candidate, Rows, Source, candidates};
use super::tree::{children, is_flat};
use mingxi_model::Subject;
use mingxi_model::Why;

/// The outermost rows make up their whole in all columns; as much against where they do so in none.
const OUTERMOST: i32 = 40;
/// All groups equal the sum of their rows; as much against where none does.
const GROUPS: i32 = 30;

/// Some group differs from its rows, and another nesting has none that does.
const CONTRADICTED: i32 = -20;

/// What a source counts before any sum is looked at. Flat is ahead of sums, so that a nesting that nothing but sums shows
/// needs a whole that the flat rows contradict.
fn prior(source: Source) -> (i32, &'static str) {
    match source {
        Source::Flat => (10, "rows stand side by side unless something shows otherwise"),
        Source::Codes => (16, "rows with codes follow rows without"),
        Source::Numbering => (15, "the numbers of the labels nest"),
        Source::Indent => (14, "the labels begin at a few different places"),
        Source::Names => (12, "the names reach differently far"),
        Source::Sums => (4, "amounts are sums of the amounts right below"),
    }
}

/// Weighs all nestings of a list of rows below one whole, `wholes` being what that may come to (empty where nothing states
/// it). Gives the parents to set, none where the list stays flat, and what was weighed.
pub(super) fn choose(
    rows: &Rows<'_>,
    list: &[usize],
    wholes: &[Stated],
    subject: Subject,
) -> (Option<Candidate>, Option<Why>) {
    let flat = share(rows, list, wholes);
    let decided = list.len() < 2
        || flat == Some(100)
        || list.iter().all(|row| !rows.amounts.is_filled(*row))
        || have_one_level(rows, list) && by_code::below_same_code(rows, list).is_none();
    if decided {
        return (None, None);
    }
    let found = candidates(rows, list, wholes);
    if found.iter().all(|candidate| is_flat(&candidate.parents)) {
        return (None, None);
    }
    let sums_hold = found.iter().any(|candidate| candidate.source == Source::Sums);
    let weighed: Vec<mingxi_model::Candidate> =
        found.iter().map(|candidate| weigh(rows, list, wholes, candidate, sums_hold)).collect();
    // The reading names the candidate by its place.
    let best = (0..weighed.len()).rev().max_by_key(|place| weighed[*place].weight()).unwrap_or(0);
    let why = Why::choose(subject, "nesting", weighed);
    let chosen = found.into_iter().nth(best).filter(|candidate| !is_flat(&candidate.parents));
    (chosen, why)
}

/// Rows that all have codes of one level are side by side, whatever their indents.
fn have_one_level(rows: &Rows<'_>, list: &[usize]) -> bool {
    let level = |index: &usize| rows.labels[*index].code.as_ref().and(rows.labels[*index].level);
    let first = list.first().and_then(level);
    first.is_some() && list.iter().all(|index| level(index) == first)
}

/// How far rows make up one of the wholes, in percent of the columns; `None` where nothing tells.
fn share(rows: &Rows<'_>, parts: &[usize], wholes: &[Stated]) -> Option<u32> {
    wholes.iter().filter_map(|whole| rows.amounts.verdict(whole, parts.iter().copied()).share()).max()
}

fn weigh(
    rows: &Rows<'_>,
    list: &[usize],
    wholes: &[Stated],
    candidate: &Candidate,
    sums_hold: bool,
) -> mingxi_model::Candidate {
    let (weight, words) = prior(candidate.source);
    let mut weighed = mingxi_model::Candidate::new(match candidate.source {
        Source::Flat => "flat",
        Source::Codes => "by codes",
        Source::Numbering => "by numbering",
        Source::Indent => "by indent",
        Source::Names => "by name columns",
        Source::Sums => "by sums",
    });
    weighed.weigh(weight, words);
    let (outermost, below) = children(&candidate.parents);
    let outermost: Vec<usize> = outermost.iter().map(|place| list[*place]).collect();
    let outer = share(rows, &outermost, wholes);
    if let Some(share) = outer {
        let what = format!("the outermost rows make up the whole in {share} % of the columns");
        weighed.weigh(scaled(OUTERMOST, share), what);
    }
    let groups = below.iter().enumerate().filter(|(_, parts)| !parts.is_empty());
    let shares: Vec<u32> = groups
        .filter_map(|(place, parts)| {
            let parts = parts.iter().map(|part| list[*part]);
            rows.amounts.verdict(&rows.amounts.stated(list[place]), parts).share()
        })
        .collect();
    if !shares.is_empty() {
        let holding = shares.iter().filter(|share| **share == 100).count();
        let mean = shares.iter().sum::<u32>() / shares.len() as u32;
        let what = format!("{holding} of {} groups equal the sum of their rows", shares.len());
        // What sums found, they cannot confirm.
        let weight = if candidate.source == Source::Sums { 0 } else { scaled(GROUPS, mean) };
        weighed.weigh(weight, what);
        if sums_hold && holding < shares.len() {
            weighed.weigh(CONTRADICTED, "another nesting has no group that differs from its rows");
        }
    }
    weighed
}

/// From `-most` for 0 % to `most` for 100 %.
fn scaled(most: i32, share: u32) -> i32 {
    most * (share as i32 - 50) / 50
}
