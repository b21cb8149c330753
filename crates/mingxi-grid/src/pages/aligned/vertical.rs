//! Labels that stand in the middle of several rows.

use super::blocks::Block;
use super::columns::{Column, overlapping};

/// A label of several rows of the body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// The row (of the body) it stands in.
    pub(super) row: usize,
    pub(super) col: usize,
    /// The rows it covers, half open.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The row holds nothing else and goes.
    pub(super) removes: bool,
}

/// The most rows a body may have for its labels to be fitted; the work grows with the cube of a group's size.
const MAX_ROWS: usize = 250;

/// Finds the labels of several rows: a column in which some label stands between two rows has its labels
/// centred on groups of rows.
pub(super) fn vertical_spans(body: &[Vec<Block>], columns: &[Column]) -> Vec<Span> {
    if body.len() > MAX_ROWS {
        return Vec::new();
    }
    let column_of = |block: &Block| {
        let range = overlapping(columns, block.bbox.x0, block.bbox.x1);
        (range.len() == 1).then_some(range.start)
    };
    let is_lone = lone_rows(body, &column_of);
    let real: Vec<usize> = (0..body.len()).filter(|row| !is_lone[*row]).collect();
    let mut out = Vec::new();
    for col in 0..columns.len() {
        let label = |row: usize| body[row].iter().find(|block| column_of(block) == Some(col));
        if (0..body.len()).any(|row| is_lone[row] && label(row).is_some()) {
            let labels: Vec<(usize, f32)> =
                (0..body.len()).filter_map(|row| Some((row, label(row)?.centre_y()))).collect();
            out.extend(fit(body, &real, &labels).into_iter().map(|(row, from, to)| Span {
                row,
                col,
                from,
                to,
                removes: false,
            }));
        }
    }
    // A row goes only if every label in it became a span.
    for row in (0..body.len()).filter(|row| is_lone[*row]) {
        let complete = body[row].iter().all(|block| {
            column_of(block).is_some_and(|col| out.iter().any(|span| span.row == row && span.col == col))
        });
        for span in out.iter_mut().filter(|span| span.row == row) {
            span.removes = complete;
        }
    }
    out
}

fn top(row: &[Block]) -> f32 {
    row.iter().map(|block| block.first - 0.85 * block.size).fold(f32::INFINITY, f32::min)
}

fn bottom(row: &[Block]) -> f32 {
    row.iter().map(|block| block.last + 0.15 * block.size).fold(f32::NEG_INFINITY, f32::max)
}

/// Rows of one or two texts that stand closer to the rows beside them than rows do.
fn lone_rows(body: &[Vec<Block>], column_of: &dyn Fn(&Block) -> Option<usize>) -> Vec<bool> {
    let gap = |row: usize| top(&body[row]) - bottom(&body[row - 1]);
    let mut gaps: Vec<f32> =
        (1..body.len()).filter(|row| body[*row].len() > 2 && body[row - 1].len() > 2).map(gap).collect();
    gaps.retain(|gap| *gap > 0.0);
    gaps.sort_by(f32::total_cmp);
    let Some(normal) = gaps.get(gaps.len() / 2).copied() else { return vec![false; body.len()] };
    (0..body.len())
        .map(|row| {
            let few = body[row].len() <= 2 && body[row].iter().all(|block| column_of(block).is_some());
            if !few || row == 0 || row + 1 == body.len() {
                return false;
            }
            let (above, below) = (gap(row), gap(row + 1));
            let free = [row - 1, row + 1].iter().all(|other| {
                body[row].iter().all(|block| {
                    body[*other].iter().all(|b| b.bbox.x1 <= block.bbox.x0 || b.bbox.x0 >= block.bbox.x1)
                })
            });
            above.min(below) < 0.3 * normal && above.max(below) < 0.9 * normal && free
        })
        .collect()
}

/// What a row without a label costs in points.
const UNLABELLED: f32 = 3.0;

/// Gives every label the rows it is centred on, so that the labels' groups follow each other: label row, first
/// row, end. `real` are the rows that are rows.
fn fit(body: &[Vec<Block>], real: &[usize], labels: &[(usize, f32)]) -> Vec<(usize, usize, usize)> {
    let n = real.len();
    // Between two rows the edge is in the middle of the gap.
    let edge = |index: usize| match index {
        0 => top(&body[real[0]]) - 2.0,
        _ if index == n => bottom(&body[real[n - 1]]) + 2.0,
        _ => (bottom(&body[real[index - 1]]) + top(&body[real[index]])) / 2.0,
    };
    let edges: Vec<f32> = (0..=n).map(edge).collect();
    // cost[k][r]: the best way to give rows before r to the first k labels.
    let mut cost = vec![vec![f32::INFINITY; n + 1]; labels.len() + 1];
    let mut from = vec![vec![usize::MAX; n + 1]; labels.len() + 1];
    cost[0][0] = 0.0;
    for k in 0..=labels.len() {
        for r in 0..=n {
            if r > 0 && cost[k][r - 1] + UNLABELLED < cost[k][r] {
                cost[k][r] = cost[k][r - 1] + UNLABELLED;
                from[k][r] = usize::MAX;
            }
            if k == 0 {
                continue;
            }
            let (label_row, y) = labels[k - 1];
            for start in (0..r).rev() {
                if edges[start] < y - 2.0 * (edges[r] - y).max(8.0) - 8.0 {
                    break;
                }
                if edges[start] > y || edges[r] < y {
                    continue;
                }
                // A label in line with its only row is no matter of heights.
                let own = r == start + 1 && real[start] == label_row;
                let error = if own { 0.0 } else { ((edges[start] + edges[r]) / 2.0 - y).abs() };
                if cost[k - 1][start] + error < cost[k][r] {
                    cost[k][r] = cost[k - 1][start] + error;
                    from[k][r] = start;
                }
            }
        }
    }
    let (mut k, mut r) = (labels.len(), n);
    let mut out = Vec::new();
    if !cost[k][r].is_finite() {
        return out;
    }
    while k > 0 && r > 0 {
        match from[k][r] {
            usize::MAX => r -= 1,
            start => {
                k -= 1;
                let last = real[r - 1];
                let spans = r > start + 1 || real[start] != labels[k].0;
                if spans {
                    out.push((labels[k].0, real[start], last + 1));
                }
                r = start;
            }
        }
    }
    out
}
