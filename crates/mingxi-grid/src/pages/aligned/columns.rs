//! The columns of a table without rules: what stands one below the other.

use super::blocks::Block;

/// A column's content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The leftmost and rightmost beginning of its body texts.
    pub(super) begins: (f32, f32),
    /// The leftmost and rightmost end of its body texts.
    pub(super) ends: (f32, f32),
    /// Some of its texts is an amount: a number with a decimal point or thousands separators.
    pub(super) decimals: bool,
    /// How many of its body texts are numbers.
    pub(super) numbers: usize,
    /// Rows of the body in which it has a text of its own.
    pub(super) rows: Vec<usize>,
    /// It shares the header of the column before it.
    pub(super) shares: bool,
    /// Its header, as row and index within the row.
    pub(super) header: Option<(usize, usize)>,
}

impl Column {
    /// Most of its body texts are numbers.
    pub(super) fn is_numeric(&self) -> bool {
        2 * self.numbers > self.rows.len()
    }
}

/// The columns of the body. Narrow texts come first: they say where columns are; a text over two columns that
/// never stand in one row shows that they are one column set in two ways, and one over others spans them.
pub(super) fn body_columns(rows: &[Vec<Block>], first: usize) -> Vec<Column> {
    let mut blocks: Vec<(usize, &Block)> = rows
        .iter()
        .enumerate()
        .skip(first)
        .flat_map(|(row, blocks)| blocks.iter().map(move |b| (row, b)))
        .collect();
    blocks.sort_by(|a, b| (a.1.bbox.x1 - a.1.bbox.x0).total_cmp(&(b.1.bbox.x1 - b.1.bbox.x0)));
    let mut columns: Vec<Column> = Vec::new();
    for (row, block) in blocks {
        let overlapping = overlapping(&columns, block.bbox.x0, block.bbox.x1);
        match overlapping.len() {
            0 => {
                let at = columns.partition_point(|column| column.x0 < block.bbox.x0);
                columns.insert(
                    at,
                    Column {
                        x0: block.bbox.x0,
                        x1: block.bbox.x1,
                        begins: (block.bbox.x0, block.bbox.x0),
                        ends: (block.bbox.x1, block.bbox.x1),
                        decimals: is_amount(block),
                        numbers: is_number(block),
                        rows: vec![row],
                        shares: false,
                        header: None,
                    },
                );
            }
            1 => {
                let column = &mut columns[overlapping.start];
                column.x0 = column.x0.min(block.bbox.x0);
                column.x1 = column.x1.max(block.bbox.x1);
                column.begins = (column.begins.0.min(block.bbox.x0), column.begins.1.max(block.bbox.x0));
                column.ends = (column.ends.0.min(block.bbox.x1), column.ends.1.max(block.bbox.x1));
                column.decimals |= is_amount(block);
                column.numbers += is_number(block);
                column.rows.push(row);
            }
            _ if never_together(&columns[overlapping.clone()]) => {
                let merged = columns.splice(overlapping.clone(), []).collect::<Vec<_>>();
                let mut rows: Vec<usize> =
                    merged.iter().flat_map(|column| column.rows.iter().copied()).collect();
                rows.push(row);
                let x0 = merged.iter().map(|c| c.x0).fold(block.bbox.x0, f32::min);
                let x1 = merged.iter().map(|c| c.x1).fold(block.bbox.x1, f32::max);
                let begins = merged.iter().fold((block.bbox.x0, block.bbox.x0), |(first, last), column| {
                    (first.min(column.begins.0), last.max(column.begins.1))
                });
                let numbers = merged.iter().map(|column| column.numbers).sum::<usize>() + is_number(block);
                let ends = merged.iter().fold((block.bbox.x1, block.bbox.x1), |(first, last), column| {
                    (first.min(column.ends.0), last.max(column.ends.1))
                });
                let decimals = is_amount(block) || merged.iter().any(|column| column.decimals);
                columns.insert(
                    overlapping.start,
                    Column { x0, x1, begins, ends, decimals, numbers, rows, shares: false, header: None },
                );
            }
            _ => {}
        }
    }
    columns
}

fn is_amount(block: &Block) -> bool {
    block.text.contains(['.', ',']) && is_number(block) > 0
}

fn is_number(block: &Block) -> usize {
    usize::from(mingxi_model::parse_number(&block.text).is_some())
}

/// How far two boxes must overlap to stand one below the other, in points.
const OVERLAP: f32 = 0.8;

/// The columns, sorted and disjoint, that an interval overlaps.
pub(super) fn overlapping(columns: &[Column], x0: f32, x1: f32) -> std::ops::Range<usize> {
    let margin = OVERLAP.min((x1 - x0) / 3.0);
    let start = columns.partition_point(|column| column.x1 <= x0 + margin);
    let end = columns.partition_point(|column| column.x0 < x1 - margin);
    start..end.max(start)
}

/// Whether columns may be one column set in two ways: they never stand in one row, and not each of them has
/// its own left edge at which several texts begin.
fn never_together(columns: &[Column]) -> bool {
    let own_edge = |column: &Column| {
        let texts = column.rows.len().saturating_sub(column.numbers);
        texts > 1 && texts > column.numbers && column.begins.1 - column.begins.0 < 1.5
    };
    if columns.iter().filter(|column| own_edge(column)).count() > 1 {
        return false;
    }
    let mut rows: Vec<usize> = columns.iter().flat_map(|column| column.rows.iter().copied()).collect();
    let count = rows.len();
    rows.sort_unstable();
    rows.dedup();
    rows.len() == count
}

/// What leaving a header without a body column costs, in points: an empty column.
const EMPTY_COLUMN: f32 = 8.0;
/// What leaving a body column without a header costs.
const NO_HEADER: f32 = 150.0;

/// What a header costs beside which its column's texts stand on the wrong side.
const WRONG_SIDE: f32 = 12.0;

/// Whether the numbers of the table end at common places rather than begin there; so without evidence.
fn numbers_at_right(columns: &[Column]) -> bool {
    let spread = |(first, last): (f32, f32)| last - first;
    let votes: i32 = columns
        .iter()
        .filter(|column| column.is_numeric())
        .map(|column| match (spread(column.begins) < 1.0, spread(column.ends) < 1.0) {
            (true, false) => -1,
            (false, true) => 1,
            _ => 0,
        })
        .sum();
    votes >= 0
}

/// What a header text over several columns costs for each further one.
const SHARED: f32 = 4.0;
/// The most columns that share a header text without further ones below it.
const MAX_SHARED: usize = 4;
/// The width of a code part's column at most, in em: three digits take one and a half.
const SHARED_WIDTH: f32 = 2.3;
const ALONE: usize = usize::MAX;
const EMPTY: usize = usize::MAX - 1;

/// Gives each column its header, in order and as near as can be; headers without a body become empty columns.
/// `leaves` are the lowest header texts, left to right, as row, index and extent; `em` is the size of their type.
pub(super) fn match_headers(
    columns: Vec<Column>,
    leaves: &[(usize, usize, f32, f32)],
    em: f32,
) -> Vec<Column> {
    let (n, m) = (columns.len(), leaves.len());
    let at_right = numbers_at_right(&columns);
    let gap = |column: &Column, leaf: &(usize, usize, f32, f32)| {
        let (before, after) = ((column.x0 - leaf.3).max(0.0), (leaf.2 - column.x1).max(0.0));
        // Texts set at the right of their column have its middle, where the header is, at their left.
        // Codes and line numbers are set either way.
        let (near, far) = match (column.is_numeric(), column.decimals && at_right) {
            (true, false) => (before.max(after), 0.0),
            (_, true) => (before, after),
            (false, false) => (after, before),
        };
        near + if far > 0.0 { WRONG_SIDE + 3.0 * far } else { 0.0 }
            // Of two columns under one header text the one around its middle is meant.
            + 0.01 * ((column.x0 + column.x1) / 2.0 - (leaf.2 + leaf.3) / 2.0).abs()
    };
    // The cost of one header text over several columns, as 科目编码 over 类, 款 and 项: it stands in their middle
    // or begins with them.
    let shared = |columns: &[Column], leaf: &(usize, usize, f32, f32)| {
        let (x0, x1) = (columns[0].x0, columns[columns.len() - 1].x1);
        let off = ((x0 + x1) / 2.0 - (leaf.2 + leaf.3) / 2.0).abs();
        // Only code parts share a header; amounts and names have their own.
        let narrow =
            columns.iter().all(|column| column.x1 - column.x0 < SHARED_WIDTH * em && !column.decimals);
        let fits = narrow && leaf.2 > x0 - 2.0 && leaf.3 < x1 + 2.0 && off < 0.3 * (x1 - x0)
            || narrow && (leaf.2 - x0).abs() < 1.5;
        if fits { 0.2 * off + SHARED * (columns.len() - 1) as f32 } else { f32::INFINITY }
    };
    // cost[i][j]: the best for the first i columns and j leaves; how: the number of columns that share the
    // last leaf, ALONE for a column without one, EMPTY for a leaf without a column.
    let mut cost = vec![vec![f32::INFINITY; m + 1]; n + 1];
    let mut how = vec![vec![0usize; m + 1]; n + 1];
    cost[0][0] = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            let mut best = (cost[i][j], how[i][j]);
            let mut offer = |c: f32, h: usize| {
                if c < best.0 {
                    best = (c, h);
                }
            };
            if i > 0 && j > 0 {
                offer(cost[i - 1][j - 1] + gap(&columns[i - 1], &leaves[j - 1]), 1);
                for count in 2..=MAX_SHARED.min(i) {
                    offer(cost[i - count][j - 1] + shared(&columns[i - count..i], &leaves[j - 1]), count);
                }
            }
            if i > 0 {
                offer(cost[i - 1][j] + NO_HEADER, ALONE);
            }
            if j > 0 {
                // An empty column may not stand in the middle of another column's text.
                let leaf = &leaves[j - 1];
                let inside = overlapping(&columns, leaf.2, leaf.3).len() as f32;
                offer(cost[i][j - 1] + EMPTY_COLUMN + 20.0 * inside, EMPTY);
            }
            (cost[i][j], how[i][j]) = best;
        }
    }
    let (mut i, mut j) = (n, m);
    let mut out: Vec<Column> = Vec::new();
    while i > 0 || j > 0 {
        match how[i][j] {
            EMPTY => {
                let leaf = &leaves[j - 1];
                out.push(Column {
                    x0: leaf.2,
                    x1: leaf.3,
                    begins: (leaf.2, leaf.2),
                    ends: (leaf.3, leaf.3),
                    decimals: false,
                    numbers: 0,
                    rows: Vec::new(),
                    shares: false,
                    header: Some((leaf.0, leaf.1)),
                });
                j -= 1;
            }
            ALONE => {
                out.push(columns[i - 1].clone());
                i -= 1;
            }
            1 => {
                let leaf = &leaves[j - 1];
                let mut column = columns[i - 1].clone();
                column.x0 = column.x0.min(leaf.2);
                column.x1 = column.x1.max(leaf.3);
                column.header = Some((leaf.0, leaf.1));
                out.push(column);
                (i, j) = (i - 1, j - 1);
            }
            count => {
                // The first of them carries the header; its cell covers them all.
                let leaf = &leaves[j - 1];
                for column in columns[i - count..i].iter().rev() {
                    out.push(Column { shares: true, ..column.clone() });
                }
                if let Some(first) = out.last_mut() {
                    first.shares = false;
                    first.header = Some((leaf.0, leaf.1));
                }
                (i, j) = (i - count, j - 1);
            }
        }
    }
    out.reverse();
    out
}

/// Joins a column without a header to its neighbour where the two never stand in one row.
pub(super) fn merge_headless(columns: Vec<Column>) -> Vec<Column> {
    let mut out: Vec<Column> = Vec::new();
    for column in columns {
        let merges = out.last().is_some_and(|last| {
            !column.shares
                && !last.shares
                && (column.header.is_none() || last.header.is_none())
                && !(column.header.is_none()
                    && last.header.is_none()
                    && column.rows.len() + last.rows.len() > 2)
                && never_together(&[last.clone(), column.clone()])
        });
        match out.last_mut().filter(|_| merges) {
            Some(last) => {
                last.x0 = last.x0.min(column.x0);
                last.x1 = last.x1.max(column.x1);
                last.rows.extend(column.rows);
                last.header = last.header.or(column.header);
            }
            None => out.push(column),
        }
    }
    out
}

/// The padding of a cell at each side, in points, where only its text is known.
pub(super) const PADDING: f32 = 3.0;

/// The edges of the columns. Right-aligned numbers end at their column's right edge, left-aligned texts begin
/// at its left edge, a centred header stands in its middle; otherwise the middle of the gap is taken.
///
/// Also says whether header texts begin at the left of their cells.
pub(super) fn edges(columns: &[Column], rows: &[Vec<Block>], first: usize) -> (Vec<f32>, bool) {
    let sides: Vec<(bool, bool)> = columns.iter().map(|column| aligned_sides(column, rows, first)).collect();
    let at_left = headers_at_left(columns, rows, &sides);
    let mut edges = vec![columns[0].x0 - PADDING];
    for index in 1..columns.len() {
        let (left, right) = (&columns[index - 1], &columns[index]);
        let (from, to) = (left.x1.min(right.x0), left.x1.max(right.x0));
        let header = |column: &Column| column.header.map(|(row, block)| rows[row][block].centre_x());
        let by_left = sides[index - 1].1.then_some(left.x1 + PADDING);
        let by_right = sides[index].0.then_some(right.x0 - PADDING);
        let by_header = match at_left {
            true => right.header.map(|(row, block)| rows[row][block].bbox.x0 - PADDING),
            false => header(left).map(|centre| 2.0 * centre - edges[index - 1]),
        };
        let edge = by_left
            .or(by_right)
            .or(by_header.filter(|x| *x > from && *x < to))
            .unwrap_or((from + to) / 2.0)
            .clamp(from, to);
        let before = edges[index - 1];
        edges.push(edge.max(before + 0.1));
    }
    let (last, count) = (&columns[columns.len() - 1], columns.len());
    let before = edges[count - 1];
    // The last column may be wider than its texts; a centred header tells.
    let by_header = last.header.map(|(row, block)| 2.0 * rows[row][block].centre_x() - before);
    let by_text = last.x1 + PADDING;
    let edge = match sides[count - 1].1 || at_left {
        true => by_text,
        false => by_header.unwrap_or(by_text).max(by_text),
    };
    edges.push(edge.max(before + 0.1));
    (edges, at_left)
}

/// Whether header texts begin where the left-aligned texts below them do, more often than not.
fn headers_at_left(columns: &[Column], rows: &[Vec<Block>], sides: &[(bool, bool)]) -> bool {
    let (mut left, mut other) = (0, 0);
    for (column, _) in columns.iter().zip(sides).filter(|(_, sides)| sides.0) {
        let Some((row, block)) = column.header else { continue };
        let header = &rows[row][block];
        // Where the header is the widest text both ways look the same.
        if column.ends.1 - column.begins.0 < header.bbox.x1 - header.bbox.x0 + 0.8 * header.size {
            continue;
        }
        match (header.bbox.x0 - column.begins.0).abs() < 1.5 {
            true => left += 1,
            false => other += 1,
        }
    }
    left > other
}

/// Whether the column's body texts, at least two, all begin at its left or all end at its right.
fn aligned_sides(column: &Column, rows: &[Vec<Block>], first: usize) -> (bool, bool) {
    let inside: Vec<&Block> = column
        .rows
        .iter()
        .filter(|row| **row >= first)
        .flat_map(|row| &rows[*row])
        .filter(|block| block.bbox.x0 >= column.x0 - 0.5 && block.bbox.x1 <= column.x1 + 0.5)
        .collect();
    let all = |side: &dyn Fn(&Block) -> f32| {
        inside.len() > 1 && inside.iter().all(|block| (side(block) - side(inside[0])).abs() < 1.2)
    };
    let left = all(&|block| block.bbox.x0) && inside.iter().all(|b| b.bbox.x0 < column.x0 + 1.2);
    let right = all(&|block| block.bbox.x1) && inside.iter().all(|b| b.bbox.x1 > column.x1 - 1.2);
    (left && !right, right && !left)
}
