//! The rows of a sheet that show something, and what each shows.

use crate::excel::book::{Area, Boxes, Sheet, SheetCell};
use crate::excel::seen::is_hidden;
use std::ops::Range;

/// Rows of a merged range that are kept though they show nothing else. Titles and labels cover fewer.
const TALLEST: u32 = 2_000;

/// A row that shows something.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its number in the file.
    pub(super) number: u32,
    /// The cells that begin in it.
    pub(super) cells: Range<usize>,
    /// Its runs of boxes.
    pub(super) boxes: Range<usize>,
    /// A displayed row without anything stands above it.
    pub(super) is_parted: bool,
    /// A merged range with text or boxes reaches down into it.
    pub(super) is_covered: bool,
}

impl Row {
    /// The cells that begin in it.
    pub(super) fn texts<'a>(&self, sheet: &'a Sheet) -> &'a [SheetCell] {
        sheet.cells.get(self.cells.clone()).unwrap_or_default()
    }

    /// Its runs of boxes.
    pub(super) fn boxes<'a>(&self, sheet: &'a Sheet) -> &'a [Boxes] {
        sheet.boxes.get(self.boxes.clone()).unwrap_or_default()
    }

    pub(super) fn is_boxed(&self) -> bool {
        !self.boxes.is_empty()
    }

    pub(super) fn numbers(&self, sheet: &Sheet) -> usize {
        self.texts(sheet).iter().filter(|cell| cell.is_number).count()
    }
}

/// All rows that show something: a text, a box, or part of a merged range.
pub(super) fn rows(sheet: &Sheet) -> Vec<Row> {
    let merged = || sheet.cells.iter().map(|cell| cell.area).chain(sheet.merges.iter().copied());
    let mut numbers: Vec<u32> = sheet.cells.iter().map(|cell| cell.area.row).collect();
    numbers.extend(sheet.boxes.iter().map(|boxes| boxes.row));
    // The rows of tall ranges are bounded: all of them together by what one may cover.
    let mut left = TALLEST * 50;
    for area in sheet.cells.iter().map(|cell| cell.area).filter(|area| area.last_row > area.row) {
        let height = area.last_row - area.row;
        if height <= TALLEST && height <= left {
            left -= height;
            numbers.extend((area.row..=area.last_row).filter(|row| !is_hidden(&sheet.hidden_rows, *row)));
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let covered = covered(&numbers, merged());
    let (mut cell, mut boxes) = (0, 0);
    let mut rows: Vec<Row> = Vec::with_capacity(numbers.len());
    for (number, is_covered) in numbers.into_iter().zip(covered) {
        let (first_cell, first_box) = (cell, boxes);
        while sheet.cells.get(cell).is_some_and(|cell| cell.area.row <= number) {
            cell += 1;
        }
        while sheet.boxes.get(boxes).is_some_and(|boxes| boxes.row <= number) {
            boxes += 1;
        }
        let is_parted = rows.last().is_some_and(|above| {
            // Rows between that are all hidden part nothing.
            (above.number + 1..number).len() > hidden_between(sheet, above.number, number)
        });
        rows.push(Row { number, cells: first_cell..cell, boxes: first_box..boxes, is_parted, is_covered });
    }
    rows
}

/// How many rows between two are hidden.
fn hidden_between(sheet: &Sheet, above: u32, below: u32) -> usize {
    let first = sheet.hidden_rows.partition_point(|(_, last)| *last <= above);
    let ranges = sheet.hidden_rows.get(first..).unwrap_or_default();
    let inside = ranges.iter().take_while(|(begin, _)| *begin < below);
    inside.map(|(begin, end)| (*begin.max(&(above + 1))..(end + 1).min(below)).len()).sum()
}

/// Which of the rows a range reaches into from above.
fn covered(numbers: &[u32], areas: impl Iterator<Item = Area>) -> Vec<bool> {
    let mut steps = vec![0i64; numbers.len() + 1];
    for area in areas.filter(|area| area.last_row > area.row) {
        let first = numbers.partition_point(|row| *row <= area.row);
        let end = numbers.partition_point(|row| *row <= area.last_row);
        if first < end {
            steps[first] += 1;
            steps[end] -= 1;
        }
    }
    let mut depth = 0;
    let depths = steps.iter().map(|step| {
        depth += step;
        depth > 0
    });
    depths.take(numbers.len()).collect()
}
