//! To which side of their cells the numbers of a table are set: it decides whose a number is that overflows.

use super::draft::Draft;
use mingxi_model::{Glyph, parse_number};
use std::ops::Range;

/// A side of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// The largest spread of distances that are one, in points.
const SAME: f32 = 1.5;
/// By how much the next best side must spread more.
const CLEARLY: f32 = 0.5;
/// Numbers that are looked at.
const SEARCH: usize = 400;

/// The side whose distance to the cells' is the same for most numbers; nothing where no side stands out.
pub(super) fn side(
    draft: &Draft,
    glyphs: &[Glyph],
    home: &[Option<usize>],
    runs: &[Range<usize>],
) -> Option<Side> {
    let (mut left, mut middle, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for run in runs.iter().filter(|run| is_number(&glyphs[(*run).clone()])).take(SEARCH) {
        let (x0, x1) = (glyphs[run.start].bbox.x0, glyphs[run.end - 1].bbox.x1);
        let centre = (x0 + x1) / 2.0;
        let mut cells = home[run.clone()].iter().flatten().map(|cell| draft.cells[*cell].bbox);
        let Some(first) = cells.clone().next() else { continue };
        let last = cells.clone().next_back().unwrap_or(first);
        let around = cells.find(|cell| (cell.x0..=cell.x1).contains(&centre)).unwrap_or(first);
        left.push(x0 - first.x0);
        right.push(last.x1 - x1);
        middle.push(centre - (around.x0 + around.x1) / 2.0);
    }
    let mut sides =
        [(spread(left)?, Side::Left), (spread(middle)?, Side::Middle), (spread(right)?, Side::Right)];
    sides.sort_by(|a, b| a.0.total_cmp(&b.0));
    (sides[0].0 <= SAME && sides[1].0 >= sides[0].0 + CLEARLY).then_some(sides[0].1)
}

/// Whether glyphs are one number.
pub(super) fn is_number(glyphs: &[Glyph]) -> bool {
    let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    parse_number(&text).is_some()
}

/// How far the middle half of some distances lie apart; of few, all of them.
fn spread(mut distances: Vec<f32>) -> Option<f32> {
    let count = distances.len();
    if count < 2 {
        return None;
    }
    distances.sort_by(f32::total_cmp);
    let cut = if count < 8 { 0 } else { count / 4 };
    Some(distances[count - 1 - cut] - distances[cut])
}
