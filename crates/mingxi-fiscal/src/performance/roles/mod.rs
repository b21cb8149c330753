//! What each column of an indicator block or project list states, weighed by all that the column shows.
//!
//! Candidates are the roles, evidence comes from the words of the head ([`words`]), the shape of the cells
//! ([`shape`]) and the place among the others ([`place`]); the weights stand in one table ([`choice`]), which
//! also gives every role to at most one column and keeps the runner-up.

mod choice;
mod place;
mod shape;
mod words;

pub(super) use choice::{MARGIN, Weighed};
pub(super) use shape::{Sample, is_group_name};
pub(super) use words::names_other_span;

use super::vocabulary::PerformanceVocabulary;
use mingxi_model::{Cell, Grid};
use std::ops::Range;

/// The most rows of a block that are looked at to tell what its columns hold.
const MAX_ROWS: u32 = 400;

/// The most columns of a block.
const MAX_COLUMNS: usize = 64;

/// A block whose columns are asked.
pub(super) struct Block<'g> {
    pub grid: &'g Grid,
    /// The rows of its heads; empty for a block that goes on from a page before.
    pub head: Range<u32>,
    /// The rows below.
    pub body: Range<u32>,
    /// Whether the columns left of the indicators may hold projects.
    pub may_list: bool,
}

/// One column with its head and a sample of its cells.
pub(super) struct Segment<'g> {
    pub start: u32,
    pub end: u32,
    /// The lowest head over it.
    pub head: Option<&'g Cell>,
    /// The heads above that one, top to bottom.
    pub above: Vec<&'g Cell>,
    pub sample: Sample,
}

/// The columns of a block with their roles, left to right; a column that nothing speaks for has none.
pub(super) fn weigh(block: &Block, vocabulary: &PerformanceVocabulary) -> Vec<Weighed> {
    let segments = segments(block, vocabulary);
    if segments.len() > MAX_COLUMNS {
        return Vec::new();
    }
    choice::choose(block, &segments, vocabulary)
}

/// The columns of a block: as wide as their lowest heads, or as their cells where no head is printed.
fn segments<'g>(block: &Block<'g>, vocabulary: &PerformanceVocabulary) -> Vec<Segment<'g>> {
    let grid = block.grid;
    let mut out = Vec::new();
    let mut col = 0;
    while col < grid.columns() {
        let head = head_of(block, col, vocabulary);
        let end = match head {
            Some(cell) => cell.col + cell.col_span,
            None if block.head.is_empty() => body_end(block, col),
            None => (col + 1..grid.columns())
                .find(|next| head_of(block, *next, vocabulary).is_some())
                .unwrap_or(grid.columns()),
        };
        let end = end.clamp(col + 1, grid.columns());
        let above = head.map_or_else(Vec::new, |head| {
            let mut above: Vec<&Cell> = Vec::new();
            for row in block.head.start..head.row {
                let cell = grid.at(row, col);
                if !cell.text.is_empty() && !above.iter().any(|known| std::ptr::eq(*known, cell)) {
                    above.push(cell);
                }
            }
            above
        });
        let rows = block.body.start..block.body.end.min(block.body.start.saturating_add(MAX_ROWS));
        let sample = Sample::take(grid, col..end, rows, vocabulary);
        out.push(Segment { start: col, end, head, above, sample });
        col = end;
    }
    out
}

/// The lowest head that is known, else the lowest that is printed. Under a known head that stands over several
/// columns (绩效指标, 指标值) each of them has the head below.
fn head_of<'g>(block: &Block<'g>, col: u32, vocabulary: &PerformanceVocabulary) -> Option<&'g Cell> {
    // A label beside the whole block reaches down over its rows.
    let is_head = |cell: &&Cell| cell.row + cell.row_span <= block.head.end;
    let over = || block.head.clone().rev().map(|row| block.grid.at(row, col)).filter(is_head);
    let lowest = over().find(|cell| !cell.text.is_empty())?;
    let known = over().find(|cell| vocabulary.header_role(&cell.text).is_some());
    Some(known.filter(|known| lowest.col_span >= known.col_span).unwrap_or(lowest))
}

/// How far the cells of a headless column reach: as most of its rows do.
fn body_end(block: &Block, col: u32) -> u32 {
    let rows = block.body.start..block.body.end.min(block.body.start.saturating_add(MAX_ROWS));
    let starting = rows.filter_map(|row| block.grid.starts_at(row, col));
    starting.map(|cell| cell.col + cell.col_span).min().unwrap_or(col + 1)
}
