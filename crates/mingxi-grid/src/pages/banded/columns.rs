//! Where the columns of a banded table part: between the texts of all rows.

use super::runs::{Run, is_number};
use std::collections::BTreeSet;

/// The narrowest gap between two columns, in points.
const GAP: f32 = 2.0;
/// The narrowest gap between a column whose texts end at one place and one whose texts begin at one place: amounts at the
/// right, names at the left.
const SEAM: f32 = 1.0;
/// Texts that have to end or begin at one place, within so many points.
const AT_SEAM: usize = 3;
const SAME_PLACE: f32 = 0.5;
/// Rows, in percent, whose texts may run over a gap: totals in the middle of several columns.
const OVER: usize = 8;

/// A text's extent and row, and whether it is one of the heads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Text {
    from: f32,
    to: f32,
    /// The part of the table and the row in it.
    row: (usize, usize),
    is_head: bool,
    is_number: bool,
}

/// The texts of a part of a table that tell where its columns are: those of its rows and of its lowest heads.
pub(super) fn texts(part: usize, run: &Run) -> Vec<Text> {
    let heads = run.heads();
    let lowest = (0..heads).rev().find(|at| !run.bands[*at].counts);
    let mut out = Vec::new();
    for (at, band) in run.bands.iter().enumerate() {
        let is_head = at < heads;
        if is_head && Some(at) < lowest || run.is_section(at) {
            continue;
        }
        for chunk in &band.chunks {
            // Above a rule of its own a head heads several columns.
            let is_group = run
                .partial
                .iter()
                .any(|line| line.pos > chunk.bbox.y0 && line.from < chunk.bbox.x1 && line.to > chunk.bbox.x0);
            if !(is_head && is_group) {
                out.push(Text {
                    from: chunk.bbox.x0,
                    to: chunk.bbox.x1,
                    row: (part, at),
                    is_head,
                    is_number: is_number(&chunk.text),
                });
            }
        }
    }
    out
}

/// The edges of the columns between the table's two ends.
pub(super) fn edges(run: &Run, texts: &[Text]) -> Vec<f32> {
    let rows = run.bands.len();
    // Where texts begin and end, in their order; how many are open between.
    let allowed = (rows * OVER / 100) as i32;
    // No lowest head stands over two columns.
    let weight = |text: &Text| if text.is_head { allowed + 1 } else { 1 };
    let mut marks: Vec<(f32, i32)> =
        texts.iter().flat_map(|text| [(text.from, weight(text)), (text.to, -weight(text))]).collect();
    marks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    let (mut open, mut free_from) = (0, Some(run.from));
    for (x, step) in marks {
        let before = open;
        open += step;
        if before <= allowed && open > allowed {
            let is_wide = |from: &f32| x - from >= GAP || x - from >= SEAM && is_seam((*from, x), texts);
            if let Some(from) = free_from.take().filter(is_wide) {
                gaps.push((from, x));
            }
        } else if before > allowed && open <= allowed {
            free_from = Some(x);
        }
    }
    // The gaps before the first column and behind the last one are none.
    gaps.retain(|(from, to)| {
        texts.iter().any(|text| text.to <= *from + GAP) && texts.iter().any(|text| text.from >= *to - GAP)
    });
    // Where few texts reach into a gap, the column parts behind the longest of them.
    for (from, to) in &mut gaps {
        let (a, b) = (*from, *to);
        let reaching =
            texts.iter().filter(|text| text.from < a && text.to > a && text.to < b).map(|text| text.to);
        let begins =
            texts.iter().filter(|text| text.to > b && text.from < b && text.from > a).map(|text| text.from);
        let (left, right) = (reaching.fold(a, f32::max), begins.fold(b, f32::min));
        if left < right {
            (*from, *to) = (left, right);
        }
    }
    // A rule below a group of heads, or beside a merged cell, ends where its columns do.
    let ends = || run.partial.iter().chain(&run.beside).flat_map(|line| [line.from, line.to]);
    let edge = |(from, to): &(f32, f32)| {
        ends().find(|end| *end > from - 1.0 && *end < to + 1.0).unwrap_or((from + to) / 2.0)
    };
    let mut edges: Vec<f32> = gaps.iter().map(edge).collect();
    drop_lone_heads(run, texts, &mut edges);
    edges
}

/// Whether several texts end on one side of a gap and several begin on its other side.
fn is_seam((from, to): (f32, f32), texts: &[Text]) -> bool {
    let ends = texts.iter().filter(|text| (text.to - from).abs() <= SAME_PLACE).count();
    let begins = texts.iter().filter(|text| (text.from - to).abs() <= SAME_PLACE).count();
    ends >= AT_SEAM && begins >= AT_SEAM
}

/// Labels of totals that may stand below a head in the middle of a wide column of short names.
const LABELS: usize = 2;

/// Joins a column in which only its head stands with the one beside it that has no head: a head in the middle of a wide
/// column of short labels. The labels of totals stand in the middle as well.
fn drop_lone_heads(run: &Run, texts: &[Text], edges: &mut Vec<f32>) {
    if !texts.iter().any(|text| text.is_head) {
        return;
    }
    let mut at = 0;
    while at < edges.len() {
        let bounds: Vec<f32> =
            std::iter::once(run.from).chain(edges.iter().copied()).chain([run.to]).collect();
        let bounds = &bounds;
        let within = |col: usize| {
            texts.iter().filter(move |text| {
                let middle = (text.from + text.to) / 2.0;
                middle > bounds[col] && middle < bounds[col + 1]
            })
        };
        let has_head = |col: usize| within(col).any(|text| text.is_head);
        let rows = |col: usize| -> BTreeSet<(usize, usize)> {
            within(col).filter(|text| !text.is_head).map(|text| text.row).collect()
        };
        let are_one = |head: usize, names: usize| {
            let (labels, named) = (rows(head), rows(names));
            has_head(head)
                && !has_head(names)
                && !named.is_empty()
                && labels.len() <= LABELS
                && labels.is_disjoint(&named)
                && within(head).all(|text| text.is_head || !text.is_number)
        };
        if are_one(at, at + 1) || are_one(at + 1, at) {
            edges.remove(at);
        } else {
            at += 1;
        }
    }
}
