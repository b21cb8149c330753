//! The sides of a banded table's cells, row by row.

use super::super::rules::Line;
use super::runs::{Band, Run};

/// A text reaches over an edge by more than this, in points.
const OVER: f32 = 1.0;

/// The upright lines of a run: its two ends, and in each row the edges that no text crosses.
pub(super) fn of_run(run: &Run, edges: &[f32]) -> Vec<Line> {
    let (Some(first), Some(last)) = (run.bands.first(), run.bands.last()) else { return Vec::new() };
    if edges.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Line> =
        [run.from, run.to].into_iter().map(|pos| Line { pos, from: first.top, to: last.bottom }).collect();
    let heads = run.heads();
    for (at, band) in run.bands.iter().enumerate().filter(|(at, _)| !run.is_section(*at)) {
        let groups = groups(run, band);
        let is_upper = at + 1 < heads && groups.is_empty();
        let drawn = match is_upper {
            true => spans(&heads_of(band, band.top, band.bottom), run.from, edges).unwrap_or(edges.to_vec()),
            false => edges.to_vec(),
        };
        for pos in drawn {
            let from = begins(pos, band, &groups, edges);
            let is_crossed = band.chunks.iter().any(|chunk| {
                let b = chunk.bbox;
                (b.y0 + b.y1) / 2.0 > from && b.x0 < pos - OVER && b.x1 > pos + OVER
            });
            if !is_crossed {
                lines.push(Line { pos, from, to: band.bottom });
            }
        }
    }
    lines
}

/// The ends of merged cells that the end of a page cuts: there the last rule stands beside them only.
pub(super) fn closing(run: &Run) -> Option<Line> {
    let bottom = run.bands.last()?.bottom;
    let last = run.beside.iter().find(|line| line.pos == bottom)?;
    Some(Line { pos: bottom, from: run.from, to: last.from })
}

/// The rules below a part of a row of heads, top to bottom.
fn groups(run: &Run, band: &Band) -> Vec<Line> {
    let mut groups: Vec<Line> =
        run.partial.iter().filter(|line| line.pos > band.top && line.pos < band.bottom).copied().collect();
    groups.sort_by(|a, b| a.pos.total_cmp(&b.pos));
    groups
}

/// Where an edge begins in a row: below the heads of all groups that it parts the columns of. Heads of several groups over
/// one long rule are parted above it as well.
fn begins(pos: f32, band: &Band, groups: &[Line], edges: &[f32]) -> f32 {
    let mut from = band.top;
    for line in groups.iter().filter(|line| line.from + OVER < pos && pos < line.to - OVER) {
        let heads = heads_of(band, from, line.pos);
        let heads: Vec<(f32, f32)> =
            heads.into_iter().filter(|(x0, x1)| (line.from..line.to).contains(&((x0 + x1) / 2.0))).collect();
        let within: Vec<f32> =
            edges.iter().copied().filter(|edge| *edge > line.from + OVER && *edge < line.to - OVER).collect();
        if heads.len() > 1 && spans(&heads, line.from, &within).is_some_and(|ends| ends.contains(&pos)) {
            break;
        }
        from = line.pos;
    }
    from
}

/// The extents of the heads between two heights, left to right; the lines of one head stand over each other.
fn heads_of(band: &Band, from: f32, to: f32) -> Vec<(f32, f32)> {
    let middle = |chunk: &&super::super::text::Chunk| (chunk.bbox.y0 + chunk.bbox.y1) / 2.0;
    let mut heads: Vec<(f32, f32)> = band
        .chunks
        .iter()
        .filter(|chunk| (from..to).contains(&middle(chunk)))
        .map(|chunk| (chunk.bbox.x0, chunk.bbox.x1))
        .collect();
    heads.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f32, f32)> = Vec::new();
    for (from, to) in heads {
        match joined.last_mut().filter(|last| from < last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => joined.push((from, to)),
        }
    }
    joined
}

/// The edges between heads each of which stands in the middle of the columns that it heads, the first from `left` on;
/// `None` where they do not fit.
fn spans(heads: &[(f32, f32)], left: f32, edges: &[f32]) -> Option<Vec<f32>> {
    let mut left = left;
    let mut out = Vec::new();
    for pair in heads.windows(2) {
        let middle = (pair[0].0 + pair[0].1) / 2.0;
        let off = |edge: f32| ((left + edge) / 2.0 - middle).abs();
        let between =
            edges.iter().copied().filter(|edge| *edge > pair[0].1 - OVER && *edge < pair[1].0 + OVER);
        let best = between.min_by(|a, b| off(*a).total_cmp(&off(*b)))?;
        out.push(best);
        left = best;
    }
    Some(out)
}
