//! What of a sheet is to be seen: hidden rows and columns taken out, and what merged ranges cover.

use super::book::{Area, Sheet, SheetCell, reference};
use mingxi_model::{Place, parse_number};
use std::collections::BTreeMap;

/// What was left out of a sheet.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Hidden rows and columns with text, and the numbers in them.
    pub(super) rows: usize,
    pub(super) row_numbers: usize,
    pub(super) columns: usize,
    pub(super) column_numbers: usize,
    /// Texts under merged ranges, with their places.
    pub(super) covered: Vec<(Place, String)>,
    /// Merged ranges that lie over another one.
    pub(super) overlapping: usize,
}

/// How many cells of a sheet are numbers, also those typed as text.
pub(super) fn numbers(cells: &[SheetCell]) -> usize {
    cells.iter().filter(|cell| is_number(cell)).count()
}

/// Whether a cell is a number, also one typed as text.
pub(super) fn is_number(cell: &SheetCell) -> bool {
    cell.is_number || parse_number(&cell.text).is_some()
}

/// Takes out what is not displayed. After it every cell has the area that is displayed of it, no two overlap, and
/// `merges` holds the ranges without text.
pub(super) fn only_seen(sheet: &mut Sheet) -> LeftOut {
    let mut left_out = LeftOut::default();
    // A file may state its cells in any order, and one of them twice: the last one counts.
    sheet.cells.reverse();
    sheet.cells.sort_by_key(|cell| cell.origin);
    sheet.cells.dedup_by_key(|cell| cell.origin);
    sheet.merges.sort_unstable();
    sheet.merges.dedup();
    unite(&mut sheet.hidden_rows);
    unite(&mut sheet.hidden_columns);
    merge(sheet, &mut left_out);
    leave_out_hidden(sheet, &mut left_out);
    left_out
}

/// Sorts ranges and joins those that touch.
fn unite(ranges: &mut Vec<(u32, u32)>) {
    ranges.retain(|(first, last)| first <= last);
    ranges.sort_unstable();
    let mut united: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges.drain(..) {
        match united.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => united.push((first, last)),
        }
    }
    *ranges = united;
}

/// Gives merged cells their areas and takes out what these cover. Ranges are met from the top, each with the columns
/// that it holds until its last row.
fn merge(sheet: &mut Sheet, left_out: &mut LeftOut) {
    let mut open: BTreeMap<u32, Area> = BTreeMap::new();
    let mut kept: Vec<Area> = Vec::with_capacity(sheet.merges.len());
    let mut texts: Vec<bool> = Vec::with_capacity(sheet.merges.len());
    let mut merges = std::mem::take(&mut sheet.merges).into_iter().peekable();
    let mut cells = std::mem::take(&mut sheet.cells).into_iter().peekable();
    // Which kept range each open one is, by its first row and column.
    let mut numbers: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    loop {
        let place = cells.peek().map(|cell| cell.origin);
        let next = merges.next_if(|area| place.is_none_or(|place| (area.row, area.col) <= place));
        if let Some(area) = next {
            if is_free(&mut open, area) {
                numbers.insert((area.row, area.col), kept.len());
                open.insert(area.col, area);
                kept.push(area);
                texts.push(false);
            } else {
                left_out.overlapping += 1;
            }
            continue;
        }
        let Some(mut cell) = cells.next() else { break };
        let (row, col) = cell.origin;
        match covering(&mut open, row, col) {
            Some(area) if (area.row, area.col) == cell.origin => {
                if let Some(text) = numbers.get(&cell.origin).and_then(|at| texts.get_mut(*at)) {
                    *text = true;
                }
                cell.area = area;
                sheet.cells.push(cell);
            }
            Some(_) => left_out.covered.push((sheet.place(row, col), cell.text)),
            None => sheet.cells.push(cell),
        }
    }
    sheet.merges =
        kept.into_iter().zip(texts).filter(|(_, has_text)| !has_text).map(|(area, _)| area).collect();
}

/// The open range over a place. Ranges that ended above it are closed on the way.
fn covering(open: &mut BTreeMap<u32, Area>, row: u32, col: u32) -> Option<Area> {
    loop {
        let area = *open.range(..=col).next_back()?.1;
        if area.last_row >= row {
            return (area.last_col >= col).then_some(area);
        }
        open.remove(&area.col);
    }
}

/// Whether no open range lies in the columns of a new one.
fn is_free(open: &mut BTreeMap<u32, Area>, area: Area) -> bool {
    if covering(open, area.row, area.col).is_some() {
        return false;
    }
    loop {
        let Some((_, inside)) = open.range(area.col..=area.last_col).next() else { return true };
        if inside.last_row >= area.row {
            return false;
        }
        let col = inside.col;
        open.remove(&col);
    }
}

fn leave_out_hidden(sheet: &mut Sheet, left_out: &mut LeftOut) {
    if sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty() {
        return;
    }
    let (rows, columns) = (&sheet.hidden_rows, &sheet.hidden_columns);
    let seen = |area: &Area| {
        let (row, last_row) = shrink(rows, area.row, area.last_row)?;
        let (col, last_col) = shrink(columns, area.col, area.last_col)?;
        Some(Area { row, col, last_row, last_col })
    };
    let (mut last_row, mut hidden_columns) = (None, Vec::new());
    sheet.cells.retain_mut(|cell| {
        if let Some(area) = seen(&cell.area) {
            cell.area = area;
            return true;
        }
        let (row, col) = cell.origin;
        let number = usize::from(is_number(cell));
        if shrink(rows, cell.area.row, cell.area.last_row).is_none() {
            left_out.rows += usize::from(last_row != Some(row));
            last_row = Some(row);
            left_out.row_numbers += number;
        } else {
            hidden_columns.push(col);
            left_out.column_numbers += number;
        }
        false
    });
    hidden_columns.sort_unstable();
    hidden_columns.dedup();
    left_out.columns = hidden_columns.len();
    sheet.merges = sheet.merges.iter().filter_map(seen).collect();
    sheet.boxes.retain_mut(|boxes| {
        let seen = shrink(columns, boxes.first, boxes.last);
        if let Some((first, last)) = seen {
            (boxes.first, boxes.last) = (first, last);
        }
        seen.is_some() && shrink(rows, boxes.row, boxes.row).is_some()
    });
    sheet.cells.sort_by_key(|cell| (cell.area.row, cell.area.col));
    sheet.merges.sort_unstable();
}

/// The part of a range from its first to its last place that is not hidden; `None` if all of it is.
fn shrink(hidden: &[(u32, u32)], first: u32, last: u32) -> Option<(u32, u32)> {
    let over = |place: u32| {
        let at = hidden.partition_point(|(begin, _)| *begin <= place).checked_sub(1)?;
        hidden.get(at).copied().filter(|(_, end)| *end >= place)
    };
    let first = over(first).map_or(Some(first), |(_, end)| end.checked_add(1))?;
    let last = over(last).map_or(Some(last), |(begin, _)| begin.checked_sub(1))?;
    (first <= last).then_some((first, last))
}

/// Whether a row or column is hidden.
pub(super) fn is_hidden(hidden: &[(u32, u32)], place: u32) -> bool {
    shrink(hidden, place, place).is_none()
}

/// Where a sheet begins, for remarks about all of it.
pub(super) fn top(sheet: &Sheet) -> Place {
    Place::Sheet { name: sheet.name.clone(), cell: reference(0, 0) }
}
