//! The header of a table without rules: which texts head one column, which a group of columns.

use super::blocks::Block;
use super::columns::{Column, overlapping};

/// A header text with the columns it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeaderCell {
    /// Row and index within the row.
    pub(super) block: (usize, usize),
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The lowest header texts, left to right: row, index, extent. `rows` are the header's rows without those that
/// number the columns; `body` are the body's columns.
pub(super) fn leaves(rows: &[Vec<Block>], body: &[Column]) -> Vec<(usize, usize, f32, f32)> {
    let mut out: Vec<(usize, usize, f32, f32)> = Vec::new();
    for (row, blocks) in rows.iter().enumerate() {
        for (index, block) in blocks.iter().enumerate() {
            if is_leaf(rows, row, index, body) {
                out.push((row, index, block.bbox.x0, block.bbox.x1));
            }
        }
    }
    out.sort_by(|a, b| (a.2 + a.3).total_cmp(&(b.2 + b.3)));
    out
}

/// Rows in the header's middle that hold nothing but headers of single columns, none of them below another
/// text: those texts are centred over the rows above and below.
pub(super) fn middle_rows(rows: &[Vec<Block>], columns: &[Column]) -> Vec<usize> {
    let y = |row: &[Block]| row.first().map_or(0.0, Block::centre_y);
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Vec::new() };
    let middle = (y(first) + y(last)) / 2.0;
    (1..rows.len().saturating_sub(1))
        .filter(|row| {
            rows[*row].first().is_some_and(|block| (block.centre_y() - middle).abs() < 0.4 * block.size)
        })
        .filter(|row| {
            rows[*row].iter().enumerate().all(|(index, block)| {
                columns.iter().any(|column| column.header == Some((*row, index)))
                    && !rows[..*row].iter().flatten().any(|upper| overlaps(upper, block))
            })
        })
        .collect()
}

fn overlaps(a: &Block, b: &Block) -> bool {
    a.bbox.x0 < b.bbox.x1 - 0.5 && b.bbox.x0 < a.bbox.x1 - 0.5
}

/// Whether a header text has no text below it that it heads.
fn is_leaf(rows: &[Vec<Block>], row: usize, index: usize, body: &[Column]) -> bool {
    let block = &rows[row][index];
    let deeper = || rows[row + 1..].iter().flatten();
    if deeper().any(|other| overlaps(block, other)) {
        return false;
    }
    if row + 1 == rows.len() {
        return true;
    }
    // A body column below it that no deeper text heads makes it a leaf.
    let own = overlapping(body, block.bbox.x0, block.bbox.x1)
        .any(|col| !deeper().any(|other| other.bbox.x0 < body[col].x1 && body[col].x0 < other.bbox.x1));
    if own {
        return true;
    }
    // A text between children on both sides heads them; one that stands lower than a group beside it is
    // centred over several rows and heads its own column.
    let left = index.checked_sub(1).map_or(f32::NEG_INFINITY, |i| rows[row][i].bbox.x1);
    let right = rows[row].get(index + 1).map_or(f32::INFINITY, |b| b.bbox.x0);
    let is_between = |other: &&Block| other.centre_x() > left && other.centre_x() < right;
    let (mut before, mut after) = (false, false);
    for other in deeper().filter(is_between) {
        before |= other.centre_x() < block.centre_x();
        after |= other.centre_x() > block.centre_x();
    }
    !(before && after)
}

/// What a column without a cell in a row costs, in points, where a text stands below in the header.
const UNCOVERED: f32 = 6.0;

/// The columns each text of a header row covers: texts in order, each over the columns around whose middle (or
/// at whose left edge) it stands. A text that is a column's own header covers that column alone.
///
/// `middle` are rows whose texts are centred over all rows of the header; no group stands above them.
pub(super) fn cover(
    row: usize,
    blocks: &[Block],
    columns: &[Column],
    edges: &[f32],
    middle: &[usize],
    index_row: bool,
) -> Vec<HeaderCell> {
    let (n, m) = (columns.len(), blocks.len());
    let mut own: Vec<Option<usize>> = vec![None; m];
    // Columns that have their own header in this row or above: no group may cover them.
    let mut closed = vec![false; n];
    for (col, column) in columns.iter().enumerate() {
        if let Some((header_row, index)) = column.header.filter(|_| !index_row) {
            closed[col] = header_row <= row || middle.contains(&header_row);
            if header_row == row {
                own[index] = Some(col);
            }
        }
    }
    // Where its own header stands in this row or above nothing more is expected.
    let skip = |col: usize| if closed[col] { 0.0 } else { UNCOVERED };
    let cost_of = |i: usize, from: usize, to: usize| -> f32 {
        let block = &blocks[i];
        if let Some(col) = own[i] {
            return if (from, to) == (col, col + 1) { 0.0 } else { f32::INFINITY };
        }
        if closed[from..to].contains(&true) {
            return f32::INFINITY;
        }
        let middle = (edges[from] + edges[to]) / 2.0;
        let outside = (edges[from] - block.centre_x()).max(block.centre_x() - edges[to]).max(0.0);
        let centred = (middle - block.centre_x()).abs();
        let at_left = (edges[from] + 3.0 - block.bbox.x0).abs() + 4.0;
        centred.min(at_left) + 4.0 * outside
    };
    let mut cost = vec![vec![f32::INFINITY; n + 1]; m + 1];
    let mut from_of = vec![vec![(0usize, false); n + 1]; m + 1];
    cost[0][0] = 0.0;
    for i in 0..=m {
        for col in 0..=n {
            if col > 0 && cost[i][col - 1] + skip(col - 1) < cost[i][col] {
                cost[i][col] = cost[i][col - 1] + skip(col - 1);
                from_of[i][col] = (col - 1, false);
            }
            if i == 0 {
                continue;
            }
            for from in 0..col {
                let c = cost[i - 1][from] + cost_of(i - 1, from, col);
                if c < cost[i][col] {
                    cost[i][col] = c;
                    from_of[i][col] = (from, true);
                }
            }
        }
    }
    let mut out = Vec::new();
    let (mut i, mut col) = (m, n);
    if !cost[m][n].is_finite() {
        return out;
    }
    while i > 0 || col > 0 {
        let (from, takes) = from_of[i][col];
        if takes {
            out.push(HeaderCell { block: (row, i - 1), from, to: col });
            i -= 1;
        }
        col = from;
    }
    out.reverse();
    out
}
