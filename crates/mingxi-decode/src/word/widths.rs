//! Rows with fewer cells than their table has columns: where one is as wide as several columns, Word shows it over
//! them, though it states no span.

use super::cells::{Merge, RowDraft};

/// By how much widths of one column may differ, in twentieths of a point.
const NEAR: i64 = 60;
/// The most columns of a table that are looked at.
const COLUMNS: usize = 200;

/// Gives the cells of short rows the spans that their widths state, where these fill the row exactly.
pub(crate) fn widen(rows: &mut [RowDraft]) {
    let total =
        |row: &RowDraft| row.cells.iter().fold(row.skipped, |sum, cell| sum.saturating_add(cell.span));
    let columns = rows.iter().map(total).max().unwrap_or(0);
    let is_plain = |row: &&RowDraft| {
        row.skipped == 0
            && row
                .cells
                .iter()
                .all(|cell| cell.span == 1 && cell.horizontal == Merge::None && !cell.is_deleted)
    };
    if columns as usize > COLUMNS || rows.iter().all(|row| total(row) == columns) {
        return;
    }
    let full = rows.iter().filter(is_plain).find(|row| row.cells.len() == columns as usize);
    let Some(widths) =
        full.and_then(|row| row.cells.iter().map(|cell| cell.width).collect::<Option<Vec<i64>>>())
    else {
        return;
    };
    for row in rows.iter_mut() {
        if total(row) >= columns || !is_plain(&&*row) {
            continue;
        }
        let Some(spans) = spans(row, &widths) else { continue };
        for (cell, span) in row.cells.iter_mut().zip(spans) {
            cell.span = span;
        }
    }
}

/// How many columns each cell of a row is wide; nothing where a cell ends within one.
fn spans(row: &RowDraft, widths: &[i64]) -> Option<Vec<u32>> {
    let mut spans = Vec::with_capacity(row.cells.len());
    let mut rest = widths;
    for cell in &row.cells {
        let own = cell.width?;
        let mut sum = 0;
        let count = rest.iter().position(|width| {
            sum += width;
            (sum - own).abs() <= NEAR
        })?;
        spans.push(u32::try_from(count + 1).ok()?);
        rest = &rest[count + 1..];
    }
    rest.is_empty().then_some(spans)
}
