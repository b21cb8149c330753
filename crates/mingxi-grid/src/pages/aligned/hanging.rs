//! Names whose first line alone is indented, as a blank at its start does: further lines begin at the column's left.

use super::blocks::{LINE_PITCH, Placed, SAME_X};
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// The deepest indent of a first line, in em.
const DEEPEST: f32 = 6.0;
/// How many texts beginning at one place make it a column's left.
const COMMON: usize = 3;
/// The most chunks whose neighbours are searched.
const MOST: usize = 20_000;

/// For each chunk the indented one above that it goes on with. `placed` is sorted from the top down.
pub(super) fn rests(placed: &[Placed], hints: &Hints) -> Vec<Option<usize>> {
    let mut out = vec![None; placed.len()];
    if placed.len() > MOST {
        return out;
    }
    let mut lefts: Vec<f32> = placed.iter().map(|p| p.chunk.bbox.x0).collect();
    lefts.sort_by(f32::total_cmp);
    let is_left = |x: f32| {
        let within = lefts.partition_point(|left| *left <= x + SAME_X)
            - lefts.partition_point(|left| *left < x - SAME_X);
        within >= COMMON
    };
    for index in 0..placed.len() {
        let lower = &placed[index];
        let text = squeeze(&lower.chunk.text);
        let is_rest =
            parse_number(&text).is_none() && !hints.numbered.is_match(&text) && !hints.total.is_match(&text);
        if is_rest && is_left(lower.chunk.bbox.x0) {
            let above =
                (0..index).rev().take_while(|upper| height(lower) - height(&placed[*upper]) <= reach(lower));
            out[index] = above.into_iter().find(|upper| goes_on(placed, *upper, index));
        }
    }
    out
}

fn height(placed: &Placed) -> f32 {
    placed.chunk.baseline + placed.shift
}

fn reach(placed: &Placed) -> f32 {
    LINE_PITCH * placed.chunk.size
}

/// Whether a text below an indented one is its next line: the indented one fills its column, and nothing else stands in
/// the lower line, or the rest of the row stands between the two.
fn goes_on(placed: &[Placed], upper: usize, lower: usize) -> bool {
    let (a, b) = (&placed[upper], &placed[lower]);
    let em = b.chunk.size;
    let indent = a.chunk.bbox.x0 - b.chunk.bbox.x0;
    let stands = (0.5 * em..DEEPEST * em).contains(&indent)
        && height(b) - height(a) > 0.5 * em
        && (a.chunk.size - em).abs() < 0.1 * em
        && a.page == b.page
        && parse_number(&a.chunk.text).is_none();
    if !stands {
        return false;
    }
    let beside = |other: &Placed| {
        let (own, x) = (&b.chunk.bbox, &other.chunk.bbox);
        x.x1 <= own.x0 || x.x0 >= own.x1.max(a.chunk.bbox.x1)
    };
    let near = |y: f32| move |other: &Placed| (height(other) - y).abs() < 0.15 * em;
    let around = &placed[upper.saturating_sub(AROUND)..(lower + AROUND).min(placed.len())];
    let middle = near((height(a) + height(b)) / 2.0);
    let between = around.iter().any(|other| middle(other) && beside(other));
    let own = near(height(b));
    let is_alone = !around.iter().any(|other| own(other) && beside(other));
    // The column is as wide as the texts that begin at its left, over the indented one.
    let is_own = |other: &&Placed| (other.chunk.bbox.x0 - b.chunk.bbox.x0).abs() < SAME_X;
    let right = placed.iter().filter(is_own).map(|other| other.chunk.bbox.x1).fold(0.0, f32::max);
    if right < a.chunk.bbox.x0 + em || are_two_columns(placed, b.chunk.bbox.x0, a.chunk.bbox.x0) {
        return false;
    }
    let is_full = a.chunk.bbox.x1 > right - 1.05 * em;
    is_alone && (between || is_full)
}

/// Whether texts beginning at the two places stand side by side somewhere: they are columns, not one and its indent.
fn are_two_columns(placed: &[Placed], left: f32, indented: f32) -> bool {
    let begins = |placed: &Placed, x: f32| (placed.chunk.bbox.x0 - x).abs() < SAME_X;
    let beside = |index: usize| {
        let around = &placed[index.saturating_sub(AROUND)..(index + AROUND).min(placed.len())];
        around.iter().any(|other| {
            (height(other) - height(&placed[index])).abs() < 0.15 * other.chunk.size && begins(other, left)
        })
    };
    (0..placed.len()).any(|index| begins(&placed[index], indented) && beside(index))
}

/// How many chunks before and after two lines may stand in them.
const AROUND: usize = 60;
