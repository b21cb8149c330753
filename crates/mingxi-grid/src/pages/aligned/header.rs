//! The header of a table without rules: which texts head one column, which a group of columns.

use super::blocks::Block;
use super::columns::{Column, PADDING, match_headers};

/// A header text with the columns it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeaderCell {
    /// Row and index within the row.
    pub(super) block: (usize, usize),
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The body's columns with their headers. `rows` are the header's rows without those that number the columns;
/// `body` are the body's columns.
pub(super) fn headed_columns(rows: &[Vec<Block>], body: Vec<Column>) -> Vec<Column> {
    let em = rows[0][0].size;
    let mut leaves: Vec<(usize, usize)> = Vec::new();
    let mut between: Vec<(usize, usize)> = Vec::new();
    for (row, blocks) in rows.iter().enumerate() {
        let has_group = (0..blocks.len()).any(|index| standing(rows, row, index) == Standing::Group);
        for index in 0..blocks.len() {
            match standing(rows, row, index) {
                Standing::Leaf => leaves.push((row, index)),
                Standing::Group => {}
                // A text that may be centred over several rows, beside no group of its row, heads one column.
                Standing::Between
                    if row > 0
                        && !has_group
                        && may_span(rows, row - 1, row)
                        && !is_centred(rows, row, index) =>
                {
                    leaves.push((row, index));
                }
                Standing::Between => between.push((row, index)),
            }
        }
    }
    let extents = |leaves: &[(usize, usize)]| -> Vec<(usize, usize, f32, f32)> {
        let mut out: Vec<(usize, usize, f32, f32)> = leaves
            .iter()
            .map(|(row, index)| (*row, *index, rows[*row][*index].bbox.x0, rows[*row][*index].bbox.x1))
            .collect();
        out.sort_by(|a, b| (a.2 + a.3).total_cmp(&(b.2 + b.3)));
        out
    };
    let columns = match_headers(body.clone(), &extents(&leaves), em);
    // A text between others is a group's header, unless a column below it is left without one.
    let headless: Vec<&Column> =
        columns.iter().filter(|column| column.header.is_none() && !column.shares).collect();
    let gap = |column: &Column, block: &Block| (column.x0 - block.bbox.x1).max(block.bbox.x0 - column.x1);
    between.retain(|(row, index)| {
        headless.iter().any(|column| gap(column, &rows[*row][*index]) < 4.0 * rows[*row][*index].size)
    });
    if between.is_empty() {
        return columns;
    }
    leaves.extend(between);
    match_headers(body, &extents(&leaves), em)
}

/// Whether a column's header in row `own` may be centred over rows from `row` or above it to one further down.
fn may_span(rows: &[Vec<Block>], row: usize, own: usize) -> bool {
    let y = |row: usize| rows[row].first().map_or(0.0, Block::centre_y);
    let size = rows[own].first().map_or(1.0, |block| block.size);
    (0..=row).any(|upper| {
        (own + 1..rows.len()).any(|lower| ((y(upper) + y(lower)) / 2.0 - y(own)).abs() < 0.4 * size)
    })
}

fn overlaps(a: &Block, b: &Block) -> bool {
    a.bbox.x0 < b.bbox.x1 - 0.5 && b.bbox.x0 < a.bbox.x1 - 0.5
}

/// How a header text stands to the texts below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing below it that it could head.
    Leaf,
    /// A text stands right below it.
    Group,
    /// Texts stand below it at its left and right, none right below.
    Between,
}

fn standing(rows: &[Vec<Block>], row: usize, index: usize) -> Standing {
    let block = &rows[row][index];
    let deeper = || rows[row + 1..].iter().flatten();
    if deeper().any(|other| overlaps(block, other)) {
        return Standing::Group;
    }
    let left = index.checked_sub(1).map_or(f32::NEG_INFINITY, |i| rows[row][i].bbox.x1);
    let right = rows[row].get(index + 1).map_or(f32::INFINITY, |b| b.bbox.x0);
    let is_between = |other: &&Block| other.centre_x() > left && other.centre_x() < right;
    let (mut before, mut after) = (false, false);
    for other in deeper().filter(is_between) {
        before |= other.centre_x() < block.centre_x();
        after |= other.centre_x() > block.centre_x();
    }
    if before && after { Standing::Between } else { Standing::Leaf }
}

/// Whether a text stands in the middle of the two texts nearest to it in the rows below.
fn is_centred(rows: &[Vec<Block>], row: usize, index: usize) -> bool {
    let block = &rows[row][index];
    let deeper = || rows[row + 1..].iter().flatten();
    let left = deeper()
        .filter(|other| other.bbox.x1 <= block.bbox.x0 + 0.5)
        .max_by(|a, b| a.bbox.x1.total_cmp(&b.bbox.x1));
    let right = deeper()
        .filter(|other| other.bbox.x0 >= block.bbox.x1 - 0.5)
        .min_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let (Some(left), Some(right)) = (left, right) else { return false };
    ((left.centre_x() + right.centre_x()) / 2.0 - block.centre_x()).abs() < 0.6 * block.size
}

/// What a column without a cell in a row costs, in points, where a text stands below in the header.
const UNCOVERED: f32 = 6.0;

/// The columns and their edges, and how the header's texts are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) columns: &'a [Column],
    pub(super) edges: &'a [f32],
    /// Header texts begin at the left of their cells instead of standing in their middle.
    pub(super) at_left: bool,
}

/// The columns each text of a header row covers: texts in order, each over the columns around whose middle (or
/// at whose left edge) it stands. A text that is a column's own header covers that column alone. Empty where
/// the texts fit no columns.
///
/// A column's header that stands lower may be centred over this row too; whether it is follows from how well
/// the row's own texts then stand over the columns left.
pub(super) fn cover(rows: &[Vec<Block>], row: usize, frame: Frame) -> Vec<HeaderCell> {
    let closed = |with_spans: bool| -> Vec<bool> {
        let is_closed = |column: &Column| {
            column.header.is_some_and(|(own, _)| own <= row || with_spans && may_span(rows, row, own))
        };
        frame.columns.iter().map(is_closed).collect()
    };
    let own = (0..rows[row].len())
        .map(|index| frame.columns.iter().position(|column| column.header == Some((row, index))))
        .collect::<Vec<_>>();
    let spanned = fit(row, &rows[row], frame, &own, &closed(true));
    let plain = fit(row, &rows[row], frame, &own, &closed(false));
    if spanned.1 <= plain.1 { spanned.0 } else { plain.0 }
}

/// The same for a row that numbers the columns, where every column may be covered.
pub(super) fn cover_index(rows: &[Vec<Block>], row: usize, frame: Frame) -> Vec<HeaderCell> {
    fit(row, &rows[row], frame, &vec![None; rows[row].len()], &vec![false; frame.columns.len()]).0
}

/// The best cover and its cost. `own` is the column whose header a text is; no group covers `closed` columns.
fn fit(
    row: usize,
    blocks: &[Block],
    frame: Frame,
    own: &[Option<usize>],
    closed: &[bool],
) -> (Vec<HeaderCell>, f32) {
    let edges = frame.edges;
    let (n, m) = (frame.columns.len(), blocks.len());
    // Where its own header stands in this row or above nothing more is expected.
    let skip = |col: usize| if closed[col] { 0.0 } else { UNCOVERED };
    let cost_of = |i: usize, from: usize, to: usize| -> f32 {
        let block = &blocks[i];
        if let Some(col) = own[i] {
            // Columns without a header beside its own belong to it too where it stands in their middle.
            let others = (from..to).filter(|other| *other != col);
            let fits = from <= col && col < to && others.clone().all(|c| frame.columns[c].header.is_none());
            let middle = (edges[from] + edges[to]) / 2.0;
            return match (fits, others.count()) {
                (false, _) => f32::INFINITY,
                (true, 0) => 0.0,
                (true, _) => 0.5 * (middle - block.centre_x()).abs(),
            };
        }
        if closed[from..to].contains(&true) {
            return f32::INFINITY;
        }
        let middle = (edges[from] + edges[to]) / 2.0;
        let outside = (edges[from] - block.centre_x()).max(block.centre_x() - edges[to]).max(0.0);
        let centred = (middle - block.centre_x()).abs();
        let at_left = (edges[from] + PADDING - block.bbox.x0).abs();
        if frame.at_left { at_left } else { centred + 4.0 * outside }
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
        return (out, f32::INFINITY);
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
    (out, cost[m][n])
}
