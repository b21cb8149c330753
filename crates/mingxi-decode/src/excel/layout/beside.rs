//! Sheets with forms beside each other: an empty column over the whole height parts them, and each has its own title.
//!
//! A form of two panels (收入 | 支出) may have an empty column between these too. It has one title and one unit for both;
//! what stands over its panels is a word or two, or the number of the form. So a sheet is only cut where titles stand
//! side by side that are longer than that, and where either both forms state the same thing of themselves (单位：) or
//! both titles say that they name a table.

use crate::excel::book::{Area, Sheet, SheetCell};
use crate::excel::seen::{is_hidden, is_number};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The fewest letters of a title: 收入总表. Heads of panels and numbers of forms have fewer.
const TITLE: usize = 4;
/// Parts of a sheet between empty columns that are looked at; forms beside each other are few.
const PARTS: usize = 32;

/// The forms of a sheet from left to right; mostly one.
pub(super) fn forms(mut sheet: Sheet) -> Vec<Sheet> {
    let mut forms = Vec::new();
    for column in cuts(&sheet) {
        let (left, right) = cut(sheet, column);
        forms.push(left);
        sheet = right;
    }
    forms.push(sheet);
    forms
}

/// The columns at which forms behind the first one begin.
fn cuts(sheet: &Sheet) -> Vec<u32> {
    let filled = filled(sheet);
    let mut cuts = Vec::new();
    if filled.len() > PARTS {
        return cuts;
    }
    let mut start = filled.first().map_or(0, |range| *range.start());
    for pair in filled.windows(2) {
        let [left, right] = pair else { continue };
        let first = *right.start();
        let heads = Head::of(sheet, start..=*left.end()).zip(Head::of(sheet, right.clone()));
        if heads.is_some_and(|(left, right)| left.is_beside(&right)) {
            cuts.push(first);
            start = first;
        }
    }
    cuts
}

/// The columns in which something stands, as ranges with empty ones between that are displayed.
fn filled(sheet: &Sheet) -> Vec<RangeInclusive<u32>> {
    let areas = sheet.cells.iter().map(|cell| cell.area).chain(sheet.merges.iter().copied());
    let mut ranges: Vec<(u32, u32)> = areas.map(|area| (area.col, area.last_col)).collect();
    ranges.extend(sheet.boxes.iter().map(|boxes| (boxes.first, boxes.last)));
    ranges.sort_unstable();
    ranges.dedup();
    let mut filled: Vec<RangeInclusive<u32>> = Vec::new();
    for (first, last) in ranges {
        let Some(end) = filled.last().map(|range| *range.end()) else {
            filled.push(first..=last);
            continue;
        };
        let is_apart = (end.saturating_add(1)..first).any(|column| !is_hidden(&sheet.hidden_columns, column));
        if is_apart {
            filled.push(first..=last);
        } else if let Some(range) = filled.last_mut() {
            *range = *range.start()..=last.max(end);
        }
    }
    filled
}

/// What stands above the header of a form.
struct Head<'s> {
    row: u32,
    title: &'s str,
    /// What its captions name: `单位` of 单位：万元.
    labels: BTreeSet<&'s str>,
}

impl<'s> Head<'s> {
    /// The head of the form in some columns: a title, captions, a row of words, and numbers below it.
    fn of(sheet: &'s Sheet, columns: RangeInclusive<u32>) -> Option<Head<'s>> {
        let mut cells = sheet.cells.iter().filter(|cell| columns.contains(&cell.area.col)).peekable();
        let title = cells.next()?;
        let row = title.area.row;
        let is_placed = title.area.col == *columns.start() || title.is_centred;
        if !is_placed || cells.peek().is_some_and(|cell| cell.area.row == row) || !is_title(&title.text) {
            return None;
        }
        let mut labels = BTreeSet::new();
        loop {
            let row = cells.peek()?.area.row;
            let mut line: Vec<&SheetCell> = Vec::new();
            while let Some(cell) = cells.next_if(|cell| cell.area.row == row) {
                line.push(cell);
            }
            let named: Vec<&str> = line.iter().filter_map(|cell| label(&cell.text)).collect();
            if line.len() > 1 && named.is_empty() {
                let heads = line.iter().all(|cell| !is_number(cell)) && cells.any(is_number);
                return heads.then_some(Head { row: title.area.row, title: title.text.trim(), labels });
            }
            labels.extend(named);
        }
    }

    fn is_beside(&self, other: &Head<'_>) -> bool {
        let says_same = self.labels.iter().any(|label| other.labels.contains(label));
        self.row == other.row && (says_same || (names_table(self.title) && names_table(other.title)))
    }
}

/// What a caption states something of: what stands before its colon.
fn label(text: &str) -> Option<&str> {
    text.split_once([':', '：']).map(|(label, _)| label.trim())
}

/// Whether a text may be the title of a form: no caption, no head of a panel, no number of a form (公开01表).
fn is_title(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    letters >= TITLE && label(text).is_none() && !is_form_number(text)
}

/// Whether a text ends as the number of a form does: a digit before 表, or 表 before digits.
fn is_form_number(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—'));
    let before = bare.strip_suffix('表');
    before.is_some_and(|before| bare.len() < text.len() || before.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a title says that it names a table; a remark in brackets may follow.
fn names_table(title: &str) -> bool {
    let bare = title
        .rsplit_once(['(', '（'])
        .filter(|_| title.ends_with([')', '）']))
        .map_or(title, |(bare, _)| bare);
    bare.trim_end().ends_with('表')
}

/// A sheet cut before a column in which nothing begins on its left.
fn cut(sheet: Sheet, column: u32) -> (Sheet, Sheet) {
    let Sheet { name, is_hidden, cells, boxes, merges, hidden_rows, hidden_columns, hides_zeros, .. } = sheet;
    let is_left = |area: &Area| area.col < column;
    let (left_cells, right_cells) = cells.into_iter().partition(|cell| is_left(&cell.area));
    let (left_merges, right_merges) = merges.into_iter().partition(is_left);
    let (left_boxes, right_boxes) = boxes.into_iter().partition(|boxes| boxes.first < column);
    let half = |cells, merges, boxes| Sheet {
        name: name.clone(),
        is_hidden,
        cells,
        boxes,
        merges,
        hidden_rows: hidden_rows.clone(),
        hidden_columns: hidden_columns.clone(),
        hides_zeros,
        ..Sheet::default()
    };
    (half(left_cells, left_merges, left_boxes), half(right_cells, right_merges, right_boxes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_heads_of_panels_and_numbers_of_forms() {
        for text in ["收入总表", "表1 支出总表", "2024年部门支出预算表（一）"] {
            assert!(is_title(text), "{text}");
        }
        for text in
            ["收入", "支出", "公开01表", "预算公开01表", "部门预算公开表02-1", "单位：万元", "2024年度", ""]
        {
            assert!(!is_title(text), "{text}");
        }
        assert!(names_table("支出总表 (一)") && names_table("收入总表"));
        assert!(!names_table("本年收入情况") && !names_table("表一收入"));
    }
}
