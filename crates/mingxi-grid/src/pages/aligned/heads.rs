//! Which header text heads which column.

use super::blocks::Block;
use super::columns::{Column, never_together, overlapping};

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
/// `leaves` are the lowest header texts, left to right, as index and extent; `em` is the size of their type. The
/// second value is how badly they fit, in points.
pub(super) fn match_headers(
    columns: Vec<Column>,
    leaves: &[(usize, f32, f32)],
    em: f32,
) -> (Vec<Column>, f32) {
    let (n, m) = (columns.len(), leaves.len());
    let at_right = numbers_at_right(&columns);
    let gap = |column: &Column, leaf: &(usize, f32, f32)| {
        let (before, after) = ((column.x0 - leaf.2).max(0.0), (leaf.1 - column.x1).max(0.0));
        // Texts set at the right of their column have its middle, where the header is, at their left.
        // Codes and line numbers are set either way.
        let (near, far) = match (column.is_numeric(), column.decimals && at_right) {
            (true, false) => (before.max(after), 0.0),
            (_, true) => (before, after),
            (false, false) => (after, before),
        };
        near + if far > 0.0 { WRONG_SIDE + 3.0 * far } else { 0.0 }
            // Of two columns under one header text the one around its middle is meant.
            + 0.01 * ((column.x0 + column.x1) / 2.0 - (leaf.1 + leaf.2) / 2.0).abs()
    };
    // The cost of one header text over several columns, as 科目编码 over 类, 款 and 项: it stands in their middle
    // or begins with them.
    let shared = |columns: &[Column], leaf: &(usize, f32, f32)| {
        let (x0, x1) = (columns[0].x0, columns[columns.len() - 1].x1);
        let off = ((x0 + x1) / 2.0 - (leaf.1 + leaf.2) / 2.0).abs();
        // Only code parts share a header; amounts and names have their own.
        let narrow =
            columns.iter().all(|column| column.x1 - column.x0 < SHARED_WIDTH * em && !column.decimals);
        let fits = narrow && leaf.1 > x0 - 2.0 && leaf.2 < x1 + 2.0 && off < 0.3 * (x1 - x0)
            || narrow && (leaf.1 - x0).abs() < 1.5;
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
                let inside = overlapping(&columns, leaf.1, leaf.2).len() as f32;
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
                    x0: leaf.1,
                    x1: leaf.2,
                    begins: (leaf.1, leaf.1),
                    ends: (leaf.2, leaf.2),
                    decimals: false,
                    numbers: 0,
                    rows: Vec::new(),
                    shares: false,
                    header: Some(leaf.0),
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
                column.x0 = column.x0.min(leaf.1);
                column.x1 = column.x1.max(leaf.2);
                column.header = Some(leaf.0);
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
                    first.header = Some(leaf.0);
                }
                (i, j) = (i - count, j - 1);
            }
        }
    }
    out.reverse();
    (out, cost[n][m])
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

/// Digits of a class, and those of a part below it.
const CLASS: usize = 3;
const PART: usize = 2;

/// Joins the columns under one name that hold a code's parts by turns, a class or a part below it in each row: they are
/// one column in which parts are set a little further right.
pub(super) fn merge_code_parts(columns: Vec<Column>, rows: &[Vec<Block>]) -> Vec<Column> {
    merge_parts(columns, rows, |last, column, next| {
        column.shares && !last.shares && !next.is_some_and(|next| next.shares)
    })
}

/// The same before the columns have names, where the parts begin so close behind the class as no two columns stand, and
/// no name as narrow as they are (类, 款) stands above either.
pub(super) fn merge_indented_parts(columns: Vec<Column>, rows: &[Vec<Block>], head: &[Block]) -> Vec<Column> {
    let is_named = |column: &Column| {
        let is_own = |block: &&Block| {
            block.bbox.x1 - block.bbox.x0 < NARROW_NAME * block.size
                && block.bbox.x0 < column.x1
                && column.x0 < block.bbox.x1
        };
        head.iter().any(|block| is_own(&block))
    };
    let em = head.first().map_or(0.0, |block| block.size);
    merge_parts(columns, rows, |last, column, _| {
        column.x0 - last.x1 < TOO_CLOSE * em && !is_named(last) && !is_named(column)
    })
}

/// No two cells stand closer, in em; and how wide the name of one part is at most.
const TOO_CLOSE: f32 = 0.25;
const NARROW_NAME: f32 = 1.6;

/// Joins each column of parts to the one of classes before it of which `may_join` says so, given the one after it too.
fn merge_parts(
    columns: Vec<Column>,
    rows: &[Vec<Block>],
    may_join: impl Fn(&Column, &Column, Option<&Column>) -> bool,
) -> Vec<Column> {
    let is_digits = |block: &&Block| block.text.bytes().all(|byte| byte.is_ascii_digit());
    let holds = |column: &Column, digits: usize| {
        let within = |block: &&Block| block.bbox.x0 >= column.begins.0 && block.bbox.x1 <= column.ends.1;
        let texts = || column.rows.iter().flat_map(|row| rows[*row].iter().filter(within));
        // Names of columns that a form prints again in its middle are no parts.
        let numbers = || texts().filter(is_digits);
        2 * numbers().count() > texts().count() && numbers().all(|block| block.text.len() == digits)
    };
    let mut out: Vec<Column> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let joins = out.last().is_some_and(|last| {
            may_join(last, column, columns.get(index + 1))
                && holds(last, CLASS)
                && holds(column, PART)
                && never_together(&[last.clone(), column.clone()])
        });
        match out.last_mut().filter(|_| joins) {
            Some(last) => {
                (last.x1, last.ends) =
                    (last.x1.max(column.x1), (last.ends.0, last.ends.1.max(column.ends.1)));
                last.begins = (last.begins.0, last.begins.1.max(column.begins.1));
                last.numbers += column.numbers;
                last.rows.extend(column.rows.iter().copied());
            }
            None => out.push(column.clone()),
        }
    }
    out
}
