//! Names whose first line alone is indented, as a blank at its start does: further lines begin at the column's left.

use super::blocks::{LINE_PITCH, Placed, SAME_X};
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// The deepest indent of a first line, in em: four levels of two characters each.
const DEEPEST: f32 = 8.5;
/// The distance of two lines of a name is at most so much of that to the next row.
const CLOSE: f32 = 0.8;
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
        let is_words = parse_number(&text).is_none() || is_code_in_brackets(&text) || closes_bracket(&text);
        let is_rest = is_words && !hints.numbered.is_match(&text) && !hints.total.is_match(&text);
        if is_rest && is_left(lower.chunk.bbox.x0) {
            let above =
                (0..index).rev().take_while(|upper| height(lower) - height(&placed[*upper]) <= reach(lower));
            out[index] = above.into_iter().find(|upper| goes_on(placed, *upper, index));
        }
    }
    out
}

/// Whether a text is a code in brackets, as names end with (行政运行 over (2080501)); an amount below zero has decimals.
fn is_code_in_brackets(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
    inner.is_some_and(|inner| inner.len() > 2 && inner.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text ends a bracket that it does not open: no row begins with it.
fn closes_bracket(text: &str) -> bool {
    text.ends_with([')', '）']) && !text.contains(['(', '（'])
}

/// Whether a text opens a bracket that it does not close: its next line does, however much of its cell is left, as no
/// line breaks within a code.
fn is_open(text: &str) -> bool {
    let count = |signs: [char; 2]| text.matches(signs).count();
    count(['(', '（']) > count([')', '）'])
}

fn height(placed: &Placed) -> f32 {
    placed.chunk.baseline + placed.shift
}

fn reach(placed: &Placed) -> f32 {
    LINE_PITCH * placed.chunk.size
}

/// Whether a text below an indented one is its next line: the indented one fills its column, and nothing else stands in
/// the lower line, or the rest of the row stands between the two, or beside the middle one of three lines.
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
    let is_amount = |other: &Placed| {
        other.chunk.text.contains('.') && parse_number(&other.chunk.text).is_some() && beside(other)
    };
    let holds_amount = |y: f32| {
        let is_near = near(y);
        around.iter().any(|other| is_near(other) && is_amount(other))
    };
    // Beside the two lines names of other columns may be as long.
    let between =
        holds_amount((height(a) + height(b)) / 2.0) && !holds_amount(height(a)) && !holds_amount(height(b));
    let middle = near((height(a) + height(b)) / 2.0);
    let stands_between = around.iter().any(|other| middle(other) && beside(other));
    let is_lone = |placed: &Placed| {
        let own = near(height(placed));
        !around.iter().any(|other| own(other) && beside(other))
    };
    // Of three lines the middle one stands beside the rest of the row; other rows stand further apart.
    let pitch = height(b) - height(a);
    let is_empty = |y: f32| !around.iter().any(|other| (height(other) - y).abs() < 0.15 * pitch);
    let is_middle = is_lone(a)
        && is_empty(height(a) - pitch)
        && is_empty(height(b) + 2.0 * pitch)
        && around.iter().any(|third| {
            near(height(b) + pitch)(third)
                && (third.chunk.bbox.x0 - b.chunk.bbox.x0).abs() < SAME_X
                && is_lone(third)
        });
    // The column is as wide as the texts that begin at its left, over the indented one, or as that one's level is where
    // rows stand further apart than the two lines do.
    let begins = |other: &Placed, x: f32| (other.chunk.bbox.x0 - x).abs() < SAME_X;
    let reach = |x: f32| {
        let own = placed.iter().filter(|other| begins(other, x));
        own.map(|other| other.chunk.bbox.x1).fold(0.0, f32::max)
    };
    let below = around.iter().map(height).filter(|y| *y > height(b) + 0.3 * em).fold(f32::INFINITY, f32::min);
    let is_close = pitch < CLOSE * (below - height(b));
    let left = reach(b.chunk.bbox.x0);
    let right = if is_close { left.max(reach(a.chunk.bbox.x0)) } else { left };
    if right < a.chunk.bbox.x0 + em || are_two_columns(placed, b.chunk.bbox.x0, a.chunk.bbox.x0) {
        return false;
    }
    let is_full = a.chunk.bbox.x1 > right - 1.05 * em
        || is_open(&a.chunk.text) && closes_bracket(&squeeze(&b.chunk.text));
    // Further lines of other names of the row stand beside it, each right below its first one.
    let is_further_line = |other: &Placed| {
        let in_line = |first: &Placed| {
            let is_left = (first.chunk.bbox.x0 - other.chunk.bbox.x0).abs() < SAME_X;
            near(height(a))(first) && is_left && parse_number(&first.chunk.text).is_none()
        };
        parse_number(&other.chunk.text).is_none() && around.iter().any(in_line)
    };
    let beside_rests = || {
        let own = near(height(b));
        let mut others = around.iter().filter(|other| own(other) && beside(other));
        is_close && holds_amount(height(a)) && others.all(is_further_line)
    };
    is_lone(b) && (stands_between || is_full) || between || is_middle || is_full && beside_rests()
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
