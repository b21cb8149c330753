//! Labels that stand in the middle of several rows.

use super::blocks::Block;
use super::columns::{Column, overlapping};
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

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

/// One row in so many at most has a label where labels are units'.
const FEW_LABELS: usize = 2;

/// The first of these rows that is no total: a total has no label.
fn first_of_rows(body: &[Vec<Block>], rows: &[usize], hints: &Hints) -> Option<usize> {
    rows.iter().copied().find(|row| !is_sum(&body[*row], hints))
}

/// Whether a row holds amounts and the word for their total, or amounts alone.
fn is_sum(row: &[Block], hints: &Hints) -> bool {
    let is_amount = |block: &Block| block.text.contains('.') && parse_number(&block.text).is_some();
    row.iter().all(|block| is_amount(block) || hints.total.is_match(&squeeze(&block.text)))
}

/// Whether a table of amounts has a column of few texts of which the first row has none although no group of rows was
/// found for any: its texts may be labels in the middle of their rows, cut by the end of a page or not.
pub(super) fn has_loose_labels(
    body: &[Vec<Block>],
    columns: &[Column],
    spans: &[Span],
    hints: &Hints,
) -> bool {
    let column_of = |block: &Block| {
        let range = overlapping(columns, block.bbox.x0, block.bbox.x1);
        (range.len() == 1).then_some(range.start)
    };
    let rows: Vec<usize> = (0..body.len()).filter(|row| !is_sum(&body[*row], hints)).collect();
    let Some(first) = rows.first() else { return false };
    let names = (0..columns.len()).find(|col| {
        let count = rows.iter().filter(|row| body[**row].iter().any(|b| column_of(b) == Some(*col))).count();
        FEW_LABELS * count > rows.len()
    });
    let is_money = columns.iter().any(|column| column.decimals && column.is_numeric());
    is_money
        && (0..names.unwrap_or(0)).any(|col| {
            let has = |row: &usize| body[*row].iter().any(|block| column_of(block) == Some(col));
            !has(first) && rows.iter().any(has) && !spans.iter().any(|span| span.col == col)
        })
}

/// Finds the labels of several rows: a column in which some label stands between two rows has its labels
/// centred on groups of rows. Without a header (`is_headed`) the body names its columns itself.
pub(super) fn vertical_spans(
    body: &[Vec<Block>],
    columns: &[Column],
    is_headed: bool,
    hints: &Hints,
) -> Vec<Span> {
    if body.len() > MAX_ROWS {
        return Vec::new();
    }
    let column_of = |block: &Block| {
        let range = overlapping(columns, block.bbox.x0, block.bbox.x1);
        (range.len() == 1).then_some(range.start)
    };
    let is_lone = lone_rows(body, columns.len(), &column_of);
    let real: Vec<usize> = (0..body.len()).filter(|row| !is_lone[*row]).collect();
    let names = if is_headed { None } else { names_of_columns(body, &is_lone) };
    let below: Vec<usize> =
        real.iter().copied().filter(|row| names.is_none_or(|names| *row > names)).collect();
    let full = first_full_column(body, &below, columns.len(), &column_of);
    // Rows of amounts are told apart by their codes: a blank there says that the row above goes on.
    let is_money = columns.iter().any(|column| column.decimals && column.is_numeric());
    let mut out: Vec<Span> = Vec::new();
    // From the right: a label's rows are whole groups of the labels at its right.
    for col in (0..columns.len()).rev() {
        let label = |row: usize| body[row].iter().find(|block| column_of(block) == Some(col));
        let stands_between = (0..body.len()).any(|row| is_lone[row] && label(row).is_some());
        // What stands at the height of the names of columns heads them, and nothing above it is their label.
        let first = names.filter(|row| label(*row).is_some()).map_or(0, |row| row + 1);
        let rows: Vec<usize> = real.iter().copied().filter(|row| *row >= first).collect();
        // Labels in line with rows may be centred all the same, if the first row has none: at the top they would begin
        // with it.
        let may_be_centred = col < full
            && !is_money
            && !columns[col].is_numeric()
            && rows.first().is_some_and(|row| label(*row).is_none());
        let labels: Vec<(usize, &Block)> =
            (first..body.len()).filter_map(|row| Some((row, label(row)?))).collect();
        let next = out.iter().map(|span| span.col).min();
        // Those of units beside the middle of their rows; the unit's code has the rows of its name.
        let labelled = |row: &usize| label(*row).is_some();
        let is_beside = next == Some(col + 1)
            && labels.iter().all(|(row, _)| out.iter().any(|span| span.col == col + 1 && span.row == *row));
        let may_name_units = is_money
            && (!columns[col].is_numeric() || is_beside)
            && FEW_LABELS * labels.len() <= rows.len()
            && !labels.is_empty()
            && first_of_rows(body, &rows, hints).is_some_and(|row| !labelled(&row));
        if !stands_between && !may_be_centred && !may_name_units {
            continue;
        }
        let inner: Vec<Span> = out.iter().filter(|span| Some(span.col) == next).copied().collect();
        let (found, cost) = fit(&Rows::new(body, &rows, hints), &labels, &inner);
        // Then every row has its label, and every label is in the middle.
        let wide = found.iter().filter(|(_, from, to)| to - from > 1).count();
        let is_exact = wide > 1 && cost < UNLABELLED && cost < 0.5 * labels.len() as f32;
        if stands_between || is_exact {
            out.extend(found.into_iter().map(|(row, from, to)| Span { row, col, from, to, removes: false }));
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

/// The share of the columns in which labels of several rows stand at most.
const LABELS: usize = 3;

/// Rows of few texts that stand closer to the rows beside them than rows do.
fn lone_rows(body: &[Vec<Block>], columns: usize, column_of: &dyn Fn(&Block) -> Option<usize>) -> Vec<bool> {
    let gap = |row: usize| top(&body[row]) - bottom(&body[row - 1]);
    let mut gaps: Vec<f32> =
        (1..body.len()).filter(|row| body[*row].len() > 2 && body[row - 1].len() > 2).map(gap).collect();
    gaps.retain(|gap| *gap > 0.0);
    gaps.sort_by(f32::total_cmp);
    let Some(normal) = gaps.get(gaps.len() / 2).copied() else { return vec![false; body.len()] };
    (0..body.len())
        .map(|row| {
            let few = body[row].len() <= (columns / LABELS).max(2)
                && body[row].iter().all(|block| column_of(block).is_some());
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

/// The row that names the columns within a body: the first one with as many texts as any.
fn names_of_columns(body: &[Vec<Block>], is_lone: &[bool]) -> Option<usize> {
    let most = body.iter().map(Vec::len).max()?;
    (0..body.len()).find(|row| body[*row].len() == most && !is_lone[*row])
}

/// The first column that has a text in each of these rows; labels of several rows stand left of it.
fn first_full_column(
    body: &[Vec<Block>],
    rows: &[usize],
    columns: usize,
    column_of: &dyn Fn(&Block) -> Option<usize>,
) -> usize {
    let is_full =
        |col: &usize| rows.iter().all(|row| body[*row].iter().any(|block| column_of(block) == Some(*col)));
    if rows.is_empty() { 0 } else { (0..columns).find(is_full).unwrap_or(0) }
}

/// The rows that are rows, with their heights.
struct Rows<'a> {
    body: &'a [Vec<Block>],
    real: &'a [usize],
    hints: &'a Hints,
    /// Upper and lower edge of each.
    edges: Vec<(f32, f32)>,
}

/// Half of what lies between the texts of two rows, in points, where no row tells.
const HALF_GAP: f32 = 2.0;

impl<'a> Rows<'a> {
    fn new(body: &'a [Vec<Block>], real: &'a [usize], hints: &'a Hints) -> Rows<'a> {
        let page = |row: usize| body[row].first().map(|block| block.page);
        let gap = |upper: usize, lower: usize| match page(upper) == page(lower) {
            true => Some(top(&body[lower]) - bottom(&body[upper])).filter(|gap| *gap > 0.0),
            false => None,
        };
        let mut gaps: Vec<f32> = real.windows(2).filter_map(|pair| gap(pair[0], pair[1])).collect();
        gaps.sort_by(f32::total_cmp);
        let half = gaps.get(gaps.len() / 2).map_or(HALF_GAP, |gap| gap / 2.0);
        let edges = (0..real.len()).map(|index| {
            let above = index.checked_sub(1).map(|above| real[above]);
            let below = real.get(index + 1).copied();
            let row = real[index];
            // Between two rows of a page the edge is in the middle of the gap.
            let upper = above.filter(|above| page(*above) == page(row));
            let lower = below.filter(|below| page(*below) == page(row));
            let upper =
                upper.map_or(top(&body[row]) - half, |above| (bottom(&body[above]) + top(&body[row])) / 2.0);
            let lower = lower
                .map_or(bottom(&body[row]) + half, |below| (bottom(&body[row]) + top(&body[below])) / 2.0);
            (upper, lower)
        });
        let edges = edges.collect();
        Rows { body, real, hints, edges }
    }

    /// What it costs to leave a row without a label.
    fn unlabelled(&self, index: usize) -> f32 {
        if self.is_total(index) { UNLABELLED_TOTAL } else { UNLABELLED }
    }

    fn is_total(&self, index: usize) -> bool {
        is_sum(&self.body[self.real[index]], self.hints)
    }

    fn page(&self, index: usize) -> i32 {
        self.body[self.real[index]].first().map_or(0, |block| block.page)
    }
}

/// What a row without a label costs in points, and what a total does, which needs none.
const UNLABELLED: f32 = 6.0;
const UNLABELLED_TOTAL: f32 = 3.0;
/// What a total costs on the page after its label's.
const LABELLED_TOTAL: f32 = 3.5;
/// What a label costs that covers a part of another label's rows.
const CUTS: f32 = 5.0;
/// A label in line with its only row stands this near to its middle, in points.
const IN_LINE: f32 = 1.0;

/// Gives every label the rows it is centred on, so that the labels' groups follow each other: label row, first
/// row, end. A group that goes on on the next page has its label in the middle of its first page's part. `inner` are
/// the groups of the labels at the right. The second value is how badly they fit.
fn fit(rows: &Rows, labels: &[(usize, &Block)], inner: &[Span]) -> (Vec<(usize, usize, usize)>, f32) {
    let n = rows.real.len();
    // cost[k][r]: the best way to give rows before r to the first k labels.
    let mut cost = vec![vec![f32::INFINITY; n + 1]; labels.len() + 1];
    let mut from = vec![vec![usize::MAX; n + 1]; labels.len() + 1];
    cost[0][0] = 0.0;
    for k in 0..=labels.len() {
        for r in 0..=n {
            let unlabelled = if r > 0 { cost[k][r - 1] + rows.unlabelled(r - 1) } else { f32::INFINITY };
            if unlabelled < cost[k][r] {
                cost[k][r] = unlabelled;
                from[k][r] = usize::MAX;
            }
            if k == 0 {
                continue;
            }
            let (label_row, label) = labels[k - 1];
            let y = label.centre_y() - 0.35 * label.size;
            for start in (0..r).rev() {
                if rows.page(start) < label.page {
                    break;
                }
                // The part of the group on the label's page.
                let end = (start..r).take_while(|row| rows.page(*row) == label.page).last();
                let Some(end) = end else { continue };
                let (upper, lower) = (rows.edges[start].0, rows.edges[end].1);
                if upper < y - 2.0 * (lower - y).max(8.0) - 8.0 {
                    break;
                }
                if upper > y || lower < y {
                    continue;
                }
                // A label in line with its only row is no matter of heights.
                let off = ((upper + lower) / 2.0 - y).abs();
                let own = r == start + 1 && rows.real[start] == label_row;
                let error = if own { (off - IN_LINE).clamp(0.0, IN_LINE) } else { off };
                let (first, last) = (rows.real[start], rows.real[r - 1] + 1);
                let cuts = inner.iter().filter(|span| {
                    let meets = first < span.to && span.from < last;
                    meets && (span.from < first || span.to > last)
                });
                // No height tells what a group has on the next page; a total there is better left without a label.
                let totals = (end + 1..r).filter(|row| rows.is_total(*row)).count();
                let error = error + CUTS * cuts.count() as f32 + LABELLED_TOTAL * totals as f32;
                if cost[k - 1][start] + error < cost[k][r] {
                    cost[k][r] = cost[k - 1][start] + error;
                    from[k][r] = start;
                }
            }
        }
    }
    let (mut k, mut r) = (labels.len(), n);
    let mut out = Vec::new();
    let total = cost[k][r];
    if !total.is_finite() {
        return (out, total);
    }
    while k > 0 && r > 0 {
        match from[k][r] {
            usize::MAX => r -= 1,
            start => {
                k -= 1;
                let last = rows.real[r - 1];
                let spans = r > start + 1 || rows.real[start] != labels[k].0;
                if spans {
                    out.push((labels[k].0, rows.real[start], last + 1));
                }
                r = start;
            }
        }
    }
    (out, total)
}
