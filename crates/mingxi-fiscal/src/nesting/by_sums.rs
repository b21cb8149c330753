//! Rows nested by arithmetic alone: a group's amount is the sum of the rows right below it.
//!
//! From the last row to the first, every row takes those of the finished rows below it that make up its amount.
//! With amounts of one sign a search in their running sums finds them, so that a list takes n log n steps.

use super::amounts::{Amounts, Stated};
use super::evidence::{Candidate, Rows, Source};
use super::search;
use super::tree::{Parents, children};

/// The most rows tried below one row where signs differ.
const SCANNED: usize = 64;

/// Nestings whose outermost rows make up one of the `wholes` in every column, as every group's rows make up the group: at most
/// two.
pub(super) fn candidates(rows: &Rows<'_>, list: &[usize], wholes: &[Stated]) -> Vec<Candidate> {
    if wholes.is_empty() || list.len() < 2 || list.iter().any(|row| !rows.amounts.is_filled(*row)) {
        return Vec::new();
    }
    let stands = |parents: &Parents| {
        let (outermost, below) = children(parents);
        let holds = |whole: &Stated, parts: &[usize]| {
            rows.amounts.verdict(whole, parts.iter().map(|place| list[*place])).holds()
        };
        wholes.iter().any(|whole| holds(whole, &outermost))
            // A total that equals one of two equal rows may be a misprint; inside a group such rows are levels.
            && (rows.has_parent || below.iter().any(|parts| parts.len() > 1))
            && (0..list.len())
                .filter(|place| !below[*place].is_empty())
                .all(|place| holds(&rows.amounts.stated(list[place]), &below[place]))
    };
    let walks = [true, false].into_iter().filter_map(|takes_one| nest(rows.amounts, list, takes_one));
    let mut found: Vec<Parents> = walks.filter(|parents| stands(parents)).collect();
    if found.is_empty() {
        // Lists in which pairs of equal amounts nest here and stand side by side there.
        found.extend(search::nest(rows, list, wholes).filter(|parents| stands(parents)));
    }
    found.into_iter().map(|parents| Candidate { source: Source::Sums, parents }).collect()
}

/// Nests a list. `takes_one` says whether a row may contain a single row of its own amount, as a class and its only
/// member do; in a flat list they are neighbours by chance.
fn nest(amounts: &Amounts, list: &[usize], takes_one: bool) -> Option<Parents> {
    let (column, half) = amounts.fullest(list)?;
    let values: Vec<i128> = list.iter().map(|row| amounts.value(column, *row)).collect();
    let one_sign = values.iter().all(|value| *value >= 0);
    let mut parents = vec![None; list.len()];
    // The finished rows below, the nearest last, and their running sums from the end of the list.
    let mut finished: Vec<usize> = Vec::new();
    let mut sums: Vec<i128> = vec![0];
    for place in (0..list.len()).rev() {
        let own = values[place];
        let above = sums.last().copied().unwrap_or(0);
        // What the nearest `count` finished rows come to.
        let sum_of = |count: usize| above - sums[finished.len() - count];
        let tolerance = |count: usize| half.saturating_mul(count as i128 + 1);
        let least = if takes_one { 1 } else { 2 };
        let tried: Vec<usize> = match one_sign {
            true => {
                let reaches = |count: usize| sum_of(count) + tolerance(count) >= own;
                let first = first_that(finished.len(), reaches);
                (first.max(least)..=finished.len().min(first + 2)).collect()
            }
            false => (least..=finished.len().min(SCANNED)).collect(),
        };
        let stated = amounts.stated(list[place]);
        let fits = |count: usize| {
            let parts = finished[finished.len() - count..].iter().map(|part| list[*part]);
            sum_of(count).abs_diff(own) <= tolerance(count).unsigned_abs()
                && amounts.verdict(&stated, parts).holds()
        };
        if own != 0
            && let Some(count) = tried.into_iter().find(|count| fits(*count))
        {
            for part in finished.drain(finished.len() - count..) {
                parents[part] = Some(place);
            }
            sums.truncate(finished.len() + 1);
        }
        finished.push(place);
        sums.push(sums.last().copied().unwrap_or(0).saturating_add(own));
    }
    Some(parents)
}

/// The least count of 1..=most for which `holds`, which holds for all greater ones; `most + 1` if for none.
fn first_that(most: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (1, most + 1);
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
