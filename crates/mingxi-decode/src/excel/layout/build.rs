//! Paragraphs and tables from the rows of a sheet.

use super::rows::Row;
use crate::DecodeError;
use crate::allowance::Allowance;
use crate::excel::book::{Area, Sheet, SheetCell};
use crate::excel::seen::is_hidden;
use mingxi_model::{NativeCell, NativeTable, Paragraph, Place};
use std::collections::BTreeSet;

/// Rows of empty boxes at the end of a table that are kept: of a blank form, not of a sheet drawn full of boxes.
const BLANK_ROWS: usize = 32;

/// The widest merged range whose columns all count, though nothing else may stand in them.
const WIDEST: u32 = 256;

/// The texts of a row outside of tables. A label that ends in a colon goes with the text beside it.
pub(super) fn lines(sheet: &Sheet, row: &Row) -> Vec<Paragraph> {
    let mut lines: Vec<Paragraph> = Vec::new();
    let mut is_label = false;
    for cell in row.texts(sheet) {
        let text = cell.text.trim();
        match lines.last_mut() {
            Some(line) if is_label && !text.contains([':', '：', '\n']) => line.text.push_str(text),
            _ => {
                let place = sheet.place(cell.origin.0, cell.origin.1);
                let pieces = text.lines().map(str::trim).filter(|piece| !piece.is_empty());
                lines.extend(pieces.map(|piece| Paragraph {
                    text: piece.to_owned(),
                    heading: None,
                    place: place.clone(),
                    turns: Vec::new(),
                }));
            }
        }
        is_label = text.ends_with([':', '：']);
    }
    lines
}

/// The table of some rows; `None` where nothing is printed in it.
///
/// # Errors
/// It is larger than the limits.
pub(super) fn table(
    sheet: &Sheet,
    rows: &[Row],
    allowance: &Allowance,
) -> Result<Option<NativeTable>, DecodeError> {
    let blank = rows.iter().rev().take_while(|row| row.texts(sheet).is_empty() && !row.is_covered).count();
    let rows = rows.get(..rows.len() - blank.saturating_sub(BLANK_ROWS)).unwrap_or_default();
    let columns = columns(sheet, rows);
    let (Some(top), Some(left)) = (rows.first(), columns.first()) else { return Ok(None) };
    let last = rows.last().map_or(top.number, |row| row.number);
    let (height, width) =
        (u32::try_from(rows.len()).unwrap_or(u32::MAX), u32::try_from(columns.len()).unwrap_or(u32::MAX));
    let place = sheet.place(top.number, *left);
    allowance.table(height, width, &place.to_string())?;
    let mut taken = vec![false; rows.len() * columns.len()];
    let mut cells: Vec<NativeCell> = Vec::with_capacity(taken.len());
    let grid = Frame { rows, columns: &columns };
    let texts = || rows.iter().flat_map(|row| row.texts(sheet));
    let typed = TypedColumns::of(texts());
    for cell in texts() {
        let Some(spot) = grid.spot(cell.area).filter(|spot| grid.take(&mut taken, spot)) else { continue };
        let text = typed.text(cell).to_owned();
        let place = sheet.place(cell.origin.0, cell.origin.1);
        cells.push(NativeCell { stored: cell.stored.clone(), ..spot.cell(text, place, cell.indent) });
    }
    let from = sheet.merges.partition_point(|area| area.row < top.number);
    let merges = sheet.merges.get(from..).unwrap_or_default().iter();
    for area in merges.take_while(|area| area.row <= last) {
        let Some(spot) = grid.spot(*area).filter(|spot| grid.take(&mut taken, spot)) else { continue };
        cells.push(spot.cell(String::new(), sheet.place(area.row, area.col), None));
    }
    let open = taken.iter().filter(|taken| !**taken).count();
    allowance.cells(open)?;
    for (at, _) in taken.iter().enumerate().filter(|(_, taken)| !**taken) {
        let (row, col) = (at / columns.len(), at % columns.len());
        if let Some((number, column)) = rows.get(row).map(|row| row.number).zip(columns.get(col)) {
            let spot = Spot { row, col, height: 1, width: 1 };
            cells.push(spot.cell(String::new(), sheet.place(number, *column), None));
        }
    }
    cells.sort_by_key(|cell| (cell.row, cell.col));
    Ok(Some(NativeTable { cells, rows: height, columns: width, place }))
}

/// The columns of a table: those with a text, under a merged one, or in boxes; behind the last text none that is empty.
fn columns(sheet: &Sheet, rows: &[Row]) -> Vec<u32> {
    let texts = || {
        let areas = rows.iter().flat_map(|row| row.texts(sheet)).map(|cell| cell.area);
        // A range over a whole row covers the columns that other cells have.
        areas.map(|area| {
            let is_wide = area.last_col - area.col >= WIDEST;
            (area.col, if is_wide { area.col } else { area.last_col })
        })
    };
    let Some(last) = texts().map(|(_, last)| last).max() else { return Vec::new() };
    let boxed = rows.iter().flat_map(|row| row.boxes(sheet)).map(|boxes| (boxes.first, boxes.last));
    let mut ranges: Vec<(u32, u32)> = texts().chain(boxed).collect();
    ranges.sort_unstable();
    ranges.dedup();
    let mut columns: Vec<u32> = Vec::new();
    for (first, end) in ranges {
        let from = columns.last().map_or(first, |column| first.max(column + 1));
        columns.extend((from..=end.min(last)).filter(|column| !is_hidden(&sheet.hidden_columns, *column)));
    }
    columns
}

/// The rows and columns of a table.
struct Frame<'a> {
    rows: &'a [Row],
    columns: &'a [u32],
}

/// Which columns state what was typed with an equals sign, and which the numbers that a program made of it.
struct TypedColumns {
    /// Columns with texts that compare (`≥95%`): the sign is part of what they state.
    comparing: BTreeSet<u32>,
    /// Columns with other numbers: `=12.5` is one of them.
    counting: BTreeSet<u32>,
}

impl TypedColumns {
    fn of<'a>(cells: impl Iterator<Item = &'a SheetCell>) -> TypedColumns {
        let mut columns = TypedColumns { comparing: BTreeSet::new(), counting: BTreeSet::new() };
        for cell in cells {
            if !cell.is_number && cell.text.starts_with(['≥', '≤', '>', '<', '=', '＞', '＜', '＝', '≧', '≦'])
            {
                columns.comparing.insert(cell.area.col);
            } else if cell.is_number && cell.typed.is_none() {
                columns.counting.insert(cell.area.col);
            }
        }
        columns
    }

    fn text<'a>(&self, cell: &'a SheetCell) -> &'a str {
        let Some(typed) = &cell.typed else { return &cell.text };
        let lost_share = typed.ends_with('%') && !cell.text.contains('%');
        let states_sign =
            lost_share || self.comparing.contains(&cell.area.col) || !self.counting.contains(&cell.area.col);
        if states_sign { typed } else { &cell.text }
    }
}

/// Where a cell stands in a table.
struct Spot {
    row: usize,
    col: usize,
    height: usize,
    width: usize,
}

impl Frame<'_> {
    /// What of the table an area covers; `None` if nothing, or if it begins above the table.
    fn spot(&self, area: Area) -> Option<Spot> {
        let row = self.rows.binary_search_by_key(&area.row, |row| row.number).ok()?;
        let end = self.rows.partition_point(|row| row.number <= area.last_row);
        let col = self.columns.partition_point(|column| *column < area.col);
        let last = self.columns.partition_point(|column| *column <= area.last_col);
        (col < last).then(|| Spot { row, col, height: end - row, width: last - col })
    }

    /// Takes the places of a spot; false, and nothing taken, if one of them is taken.
    fn take(&self, taken: &mut [bool], spot: &Spot) -> bool {
        let places = || {
            let rows = spot.row..spot.row + spot.height;
            rows.flat_map(|row| {
                (spot.col..spot.col + spot.width).map(move |col| row * self.columns.len() + col)
            })
        };
        if places().any(|place| taken.get(place) != Some(&false)) {
            return false;
        }
        for place in places() {
            taken[place] = true;
        }
        true
    }
}

impl Spot {
    fn cell(&self, text: String, place: Place, indent: Option<f32>) -> NativeCell {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        NativeCell {
            row: number(self.row),
            col: number(self.col),
            row_span: number(self.height),
            col_span: number(self.width),
            text,
            place,
            indent,
            stored: None,
        }
    }
}
