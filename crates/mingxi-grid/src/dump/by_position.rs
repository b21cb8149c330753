//! The tab-separated dialect: fields stand in their columns, merges are empty fields.

use super::Placed;
use super::header_tree::header_cells;
use super::period::align_periods;
use super::segment::Segment;
use crate::Hints;
use mingxi_model::text::squeeze;
use mingxi_model::{DumpCell, DumpRow, parse_number};

/// Places every field; header spans are inferred, body fields stay single. Gives the number of columns.
pub(super) fn place(segment: &Segment, hints: &Hints) -> (usize, Vec<Placed>) {
    let columns = width(&segment.rows).max(1);
    let mut header = matrix(&segment.rows[..segment.header_rows], columns);
    align_periods(&mut header);
    let mut placed = header_cells(&header, hints);
    let empty = DumpCell { text: String::new(), line: 0 };
    for (row, fields) in segment.rows.iter().enumerate().skip(segment.header_rows) {
        let mut col = 0;
        while col < columns {
            let mut cell = Placed::single(row, col, fields.cells.get(col).unwrap_or(&empty));
            cell.col_span = sum_label_span(fields, col, columns, hints);
            col += cell.col_span;
            placed.push(cell);
        }
    }
    (columns, placed)
}

/// How many columns a field covers: one, but a sum's label (合计) covers the empty label fields between it and
/// its first number.
fn sum_label_span(row: &DumpRow, col: usize, columns: usize, hints: &Hints) -> usize {
    let text = |col: usize| row.cells.get(col).map(|cell| squeeze(&cell.text)).unwrap_or_default();
    let own = text(col);
    if !hints.total.is_match(&own) {
        return 1;
    }
    match (col + 1..columns).find(|next| !text(*next).is_empty()) {
        Some(next) if parse_number(&text(next)).is_some() => next - col,
        _ => 1,
    }
}

/// The rightmost filled field of any row: rows are padded to the widest damaged one, and a column without
/// any text, not even a header, is none.
pub(super) fn width(rows: &[DumpRow]) -> usize {
    rows.iter()
        .filter_map(|row| row.cells.iter().rposition(|cell| !squeeze(&cell.text).is_empty()))
        .max()
        .map_or(0, |last| last + 1)
}

/// One field of the header: its text, its line and, if it was moved, why.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) repair: Option<String>,
}

impl Field {
    pub(super) fn is_empty(&self) -> bool {
        squeeze(&self.text).is_empty()
    }
}

fn matrix(rows: &[DumpRow], columns: usize) -> Vec<Vec<Field>> {
    rows.iter()
        .map(|row| {
            (0..columns)
                .map(|col| match row.cells.get(col) {
                    Some(cell) => Field { text: cell.text.clone(), line: cell.line, repair: None },
                    None => Field::default(),
                })
                .collect()
        })
        .collect()
}
