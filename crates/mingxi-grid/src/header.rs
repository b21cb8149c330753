//! Where the header of a table ends, and which rows further down only repeat it.
//!
//! Two voices are heard. Words: a row of known heads is header ([`crate::row_kind`]). Structure: whatever its
//! words, a header stands above the first row of numbers and has texts where the columns below have numbers.
//! The deeper of the two is believed, because words only miss what they do not know, and structure only what
//! stands above columns without numbers.

use crate::Hints;
use crate::row_kind::{header_rows, row_kinds};
use mingxi_model::text::{counts_columns, squeeze};
use mingxi_model::{Grid, parse_value};

/// The deepest header that structure alone may claim.
const DEEPEST: usize = 6;
/// The most rows of a header, whatever their words: what goes on below is no header but a list of heads.
pub(crate) const MOST: u32 = 64;
/// The longest text, in characters, of a cell that structure alone may take for a head.
const LONGEST: usize = 40;

/// What one place of a table shows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A cell that began further up.
    Covered,
    /// Nothing, or a dash for nothing.
    Blank,
    Number,
    /// A number without decimals, separators and sign: also a code, a year, or the number of a column.
    Integer,
    Text,
}

/// What a text shows.
pub(crate) fn sign(text: &str) -> Sign {
    let text = squeeze(text);
    if text.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '/' | '―')) {
        return Sign::Blank;
    }
    match parse_value(&text) {
        None => Sign::Text,
        Some(_) if text.bytes().all(|b| b.is_ascii_digit()) => Sign::Integer,
        Some(_) => Sign::Number,
    }
}

/// How many rows at the top are header.
pub(crate) fn header_of(grid: &Grid, hints: &Hints) -> u32 {
    let texts: Vec<Vec<&str>> = (0..grid.rows())
        .map(|row| grid.row(row).filter(|c| c.row == row).map(|c| c.text.as_str()).collect())
        .collect();
    let by_words = header_rows(row_kinds(&texts, hints)) as u32;
    if by_words == grid.rows() {
        return by_words.min(MOST);
    }
    let rows = rows_of(grid);
    let by_structure = by_structure(&rows).map_or(0, |rows| rows as u32);
    let header = whole_cells(grid, by_words.max(by_structure), &rows);
    let header = without_section(grid, header);
    (header + numbering_rows(grid, header)).min(MOST)
}

/// Below heads of several columns a cell over the whole width announces rows (收入), and more so where another one stands
/// further down (支出): it is no head.
fn without_section(grid: &Grid, header: u32) -> u32 {
    let is_whole = |row: u32| {
        let cell = grid.at(row, 0);
        cell.row == row && cell.row_span == 1 && cell.col_span == grid.columns() && !cell.text.is_empty()
    };
    let Some(last) = header.checked_sub(1).filter(|last| *last > 0 && grid.columns() > 2) else {
        return header;
    };
    let heads = grid.row(last - 1).filter(|cell| !cell.text.is_empty()).count();
    let goes_on = (header..grid.rows()).any(is_whole);
    if is_whole(last) && heads > 1 && goes_on { last } else { header }
}

/// Rows right below a header that number its columns.
fn numbering_rows(grid: &Grid, header: u32) -> u32 {
    let counts = |row: &u32| {
        let cells = grid.row(*row).filter(|cell| cell.row == *row);
        counts_columns(
            &cells.map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).collect::<Vec<_>>(),
        )
    };
    if header == 0 { 0 } else { (header..grid.rows()).take_while(counts).count() as u32 }
}

/// The header reaches to the end of every header cell that spans rows, but not over amounts: the forms of final
/// accounts merge 类, 款 and 项 over the row of the column numbers and that of the total.
fn whole_cells(grid: &Grid, mut header: u32, rows: &[SignRow]) -> u32 {
    let amounts = rows.iter().skip(header as usize).position(SignRow::has_number);
    let amounts = amounts.map_or(grid.rows(), |below| header + below as u32);
    loop {
        let top = grid.cells().iter().take_while(|cell| cell.row < header);
        let bottom = top.map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        // A header cell that covers the whole rest is the side label of a form.
        if bottom <= header || bottom == grid.rows() {
            return header;
        }
        if bottom > amounts {
            return amounts;
        }
        header = bottom;
    }
}

/// One row of signs with the lengths of its texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SignRow {
    signs: Vec<Sign>,
    longest: usize,
    counts_columns: bool,
    names_years: bool,
    repeats_one: bool,
    /// The different texts.
    texts: Vec<String>,
}

impl SignRow {
    /// A row from the texts of its places; `None` where a cell from above covers the place.
    pub(crate) fn new<'a>(places: impl Iterator<Item = Option<&'a str>>) -> SignRow {
        let places: Vec<Option<&str>> = places.collect();
        let signs = places.iter().map(|text| text.map_or(Sign::Covered, sign)).collect();
        let filled: Vec<String> =
            places.iter().flatten().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect();
        let mut distinct = filled.clone();
        distinct.sort();
        distinct.dedup();
        SignRow {
            signs,
            longest: filled.iter().map(|text| text.chars().count()).max().unwrap_or(0),
            counts_columns: counts_columns(&filled),
            names_years: names_years(&filled),
            repeats_one: filled.len() > 2 && distinct.len() == 1,
            texts: distinct,
        }
    }

    fn at(&self, col: usize) -> Sign {
        self.signs.get(col).copied().unwrap_or(Sign::Blank)
    }

    fn has_number(&self) -> bool {
        !self.counts_columns
            && !self.names_years
            && self.signs.iter().any(|sign| matches!(sign, Sign::Number | Sign::Integer))
    }
}

fn rows_of(grid: &Grid) -> Vec<SignRow> {
    (0..grid.rows())
        .map(|row| {
            SignRow::new((0..grid.columns()).map(|col| {
                let cell = grid.at(row, col);
                // A merged cell states its text once.
                (cell.row == row).then_some(if cell.col == col { cell.text.as_str() } else { "" })
            }))
        })
        .collect()
}

/// How many rows at the top have texts where the rows below have numbers; `None` where no column has mostly
/// numbers, so that structure says nothing.
pub(crate) fn by_structure(rows: &[SignRow]) -> Option<usize> {
    let first = rows.iter().position(SignRow::has_number)?;
    let columns = rows.iter().map(|row| row.signs.len()).max()?;
    // Forms in sections print their heads again.
    let repeats = |row: &&SignRow| {
        row.texts.len() > 1
            && rows[..first].iter().any(|head| row.texts.iter().all(|text| head.texts.contains(text)))
    };
    let body: Vec<&SignRow> = rows[first..].iter().filter(|row| !repeats(row)).collect();
    let has_amounts = body.iter().any(|row| row.signs.contains(&Sign::Number));
    let is_value = |col: &usize| {
        let count = |wanted: &[Sign]| {
            body.iter().filter(|row| !row.counts_columns && wanted.contains(&row.at(*col))).count()
        };
        let numbers = count(&[Sign::Number, Sign::Integer]);
        // Where amounts have decimals, a column of integers holds codes, running numbers or counts.
        let amounts = if has_amounts { count(&[Sign::Number]) } else { numbers };
        amounts > 0 && count(&[Sign::Text]) * 10 <= numbers
    };
    let values: Vec<usize> = (0..columns).filter(is_value).collect();
    if values.is_empty() {
        return None;
    }
    let mut header = 0;
    let above = &rows[..first.min(DEEPEST)];
    for (index, row) in above.iter().enumerate() {
        let goes_on = index > 0 && header == index;
        // A row that lost the width of merged heads is short; the row below it shows all.
        let is_whole = |row: &SignRow| row.signs.len() > values.len();
        let below_is_whole =
            || above.get(index + 1).is_some_and(|next| is_whole(next) && heads(next, &values, true));
        let is_head = heads(row, &values, goes_on) && (is_whole(row) || below_is_whole())
            || is_above_heads(row) && below_is_whole();
        let is_section = index == 0 && row.signs.iter().filter(|sign| **sign == Sign::Text).count() == 1;
        if is_head || (row.counts_columns && goes_on) {
            header = index + 1;
        } else if !is_section {
            break;
        }
    }
    Some(header)
}

/// Whether a row can be the upper part of a header whose lower part is right below it: a few short texts.
fn is_above_heads(row: &SignRow) -> bool {
    row.texts.len() > 1 && row.longest <= LONGEST && !row.has_number() && !row.repeats_one
}

/// Whether a row has texts over at least half of the value columns, counting those that merged heads beside or above
/// them cover.
fn heads(row: &SignRow, values: &[usize], goes_on: bool) -> bool {
    let of_value = |wanted: Sign| values.iter().filter(|col| row.at(**col) == wanted).count();
    let years = if row.names_years { of_value(Sign::Integer) } else { 0 };
    let heads = of_value(Sign::Text) + years;
    let covered = if goes_on { of_value(Sign::Covered) } else { 0 };
    heads > 0
        && (heads + covered + merged_heads(row, values)) * 2 >= values.len()
        && row.longest <= LONGEST
        && !row.repeats_one
}

/// Value columns that the text to their left may cover: blank places right of a text.
fn merged_heads(row: &SignRow, values: &[usize]) -> usize {
    let mut merged = 0;
    for col in values.iter().filter(|col| row.at(**col) == Sign::Blank) {
        let left = (0..*col).rev().map(|left| row.at(left)).find(|sign| *sign != Sign::Blank);
        merged += usize::from(left == Some(Sign::Text));
    }
    merged
}

/// All numbers of a row are years, as 2025 | 2026 head columns.
fn names_years(filled: &[String]) -> bool {
    let numbers: Vec<i64> = filled.iter().filter_map(|text| text.parse().ok()).collect();
    numbers.len() > 1 && numbers.iter().all(|year| (2000..2100).contains(year))
}

/// Rows below the header that only number the columns or print the header once more, as a new page begins.
pub(crate) fn furniture_rows(grid: &Grid, header: u32) -> Vec<u32> {
    let texts = |row: u32| -> Vec<(u32, String)> {
        let cells = grid.row(row).filter(|cell| cell.row == row);
        cells.map(|cell| (cell.col, squeeze(&cell.text))).filter(|(_, text)| !text.is_empty()).collect()
    };
    let head: Vec<Vec<(u32, String)>> = (0..header).map(texts).collect();
    let repeats = |row: &[(u32, String)]| {
        row.len() > 1 && head.iter().any(|head| row.iter().all(|place| head.contains(place)))
    };
    (header..grid.rows())
        .filter(|row| {
            let filled = texts(*row);
            let only: Vec<String> = filled.iter().map(|(_, text)| text.clone()).collect();
            header > 0 && (repeats(&filled) || (counts_columns(&only) && only.len() > 2))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(rows: &[&str]) -> Option<usize> {
        let rows: Vec<SignRow> = rows
            .iter()
            .map(|row| SignRow::new(row.split('|').map(|text| (text.trim() != "^").then_some(text.trim()))))
            .collect();
        by_structure(&rows)
    }

    #[test]
    fn a_header_of_words_nobody_knows() {
        assert_eq!(header(&["甲乙丙目|某某数", "合计|55,066.48", "[301]工资|43,920.68"]), Some(1));
        let split = ["科目编码|科目名称|小计|其中：|", "^|^|^|基本支出|项目支出", "合计||3.00|1.00|2.00"];
        assert_eq!(header(&split), Some(2));
        let marks = ["编码|名称|数一|数二", "**|**|1|2=1", "208|社保|1.00|", "209|其他|2.00|1.00"];
        assert_eq!(header(&marks), Some(2));
        assert_eq!(header(&["项目|2025|2026", "合计|55,066.48|7.10"]), Some(1));
    }

    #[test]
    fn a_side_is_named_once_over_its_labels_and_amounts() {
        let sides =
            ["收甲||支乙|", "目|数|目|数", "一、财政拨款|12.30|一、教育|", "二、其他||二、社保|12.30"];
        assert_eq!(header(&sides), Some(2));
        let sections =
            ["一、某情况||", "目|次|数", "合计|1|112.20", "二、某经费||", "目||数", "(一)单位|2|107.20"];
        assert_eq!(header(&sections), Some(2));
    }

    #[test]
    fn labels_without_amounts_are_no_header() {
        let rows = ["项目|金额", "一、本年收入|", "（一）财政拨款|——", "1、公共预算|12.30", "合计|12.30"];
        assert_eq!(header(&rows), Some(1));
        assert_eq!(header(&["一、本年收入|", "1、公共预算|12.30"]), Some(0));
        assert_eq!(header(&["208|社保|12.30"]), Some(0));
    }

    #[test]
    fn a_head_that_reaches_beside_the_total_ends_above_it() {
        // 类 is merged down over the row of the column numbers and that of the total.
        let cell = |row, col, row_span, text: &str| {
            let mut cell = mingxi_model::Cell::single(row, col, text, None);
            cell.row_span = row_span;
            cell
        };
        let cells = vec![
            cell(0, 0, 1, "科目编码"),
            cell(0, 1, 1, "名称"),
            cell(0, 2, 1, "金额"),
            cell(1, 0, 2, "类"),
            cell(1, 1, 1, "栏次"),
            cell(1, 2, 1, "1"),
            cell(2, 1, 1, "合计"),
            cell(2, 2, 1, "9.00"),
            cell(3, 0, 1, "208"),
            cell(3, 1, 1, "社保"),
            cell(3, 2, 1, "9.00"),
        ];
        let grid = Grid::new(4, 3, cells).unwrap();
        assert_eq!(whole_cells(&grid, 2, &rows_of(&grid)), 2);
    }

    #[test]
    fn a_form_of_texts_has_no_structure() {
        assert_eq!(header(&["项目名称|某工程", "指标|内容", "数量|≥95%", "质量|优"]), None);
    }
}
