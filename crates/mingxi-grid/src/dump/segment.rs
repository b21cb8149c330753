//! One run of dump rows may hold several tables, and one table may be cut by pages: the parting and joining.

use crate::Hints;
use crate::frame::{frame_rows, paragraphs};
use crate::header::{self, SignRow};
use crate::row_kind::{RowKind, header_rows, row_kind, row_kinds};
use mingxi_model::text::squeeze;
use mingxi_model::{DumpDialect, DumpRow, DumpTable, Paragraph, Place};
use std::collections::HashSet;
use std::ops::Range;

/// The rows of one table.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) captions: Vec<Paragraph>,
    pub(super) notes: Vec<Paragraph>,
    pub(super) rows: Vec<DumpRow>,
    pub(super) header_rows: usize,
}

impl Segment {
    pub(super) fn first_line(&self) -> u32 {
        self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.line).find(|line| *line > 0).unwrap_or(1)
    }
}

/// Parts a run of rows into tables.
///
/// A caption row in the middle begins a new table. After a break, a header that the table does not have yet
/// begins a new table too; one that it has is the repetition on a new page and is dropped.
pub(super) fn segments(table: &DumpTable, hints: &Hints) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut in_body = false;
    let mut seen = Seen::default();
    let texts: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
    for index in 1..table.rows.len() {
        let row = &table.rows[index];
        let begins = match table.dialect {
            DumpDialect::TabSeparated => {
                row.break_before && is_new_header(&table.rows, start, index, &mut seen, hints)
            }
            DumpDialect::CellPerLine => false,
        };
        in_body |= !is_frame(&texts[index - 1], hints);
        if begins || (in_body && is_caption_row(&texts[index], hints) && !is_year_row(&texts[index])) {
            out.push(segment(&table.rows[start..index], table.dialect, hints));
            start = index;
            in_body = false;
        }
    }
    out.push(segment(&table.rows[start..], table.dialect, hints));
    out
}

fn is_frame(row: &[&str], hints: &Hints) -> bool {
    row.iter().map(|t| squeeze(t)).filter(|t| !t.is_empty()).all(|t| hints.caption.is_match(&t))
}

/// A row that holds nothing but captions, at least one of them.
fn is_caption_row(row: &[&str], hints: &Hints) -> bool {
    row.iter().any(|text| !squeeze(text).is_empty()) && is_frame(row, hints)
}

/// A row that prints a year and nothing else is one of a blank form (2024年 | | ): a caption would stand above it.
fn is_year_row(row: &[&str]) -> bool {
    let mut filled = row.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty());
    let year = filled.next().unwrap_or_default();
    let digits = year.trim_end_matches(['年', '度']);
    filled.next().is_none()
        && row.len() > 1
        && digits.len() == 4
        && digits.len() < year.len()
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the row at `index`, after a break, starts a header that is none of the rows since `start`. Labels of
/// a table that goes on (上年结转结余 | | 年终结转结余 |) may read like heads; a header fills its row or has
/// another header row below it.
fn is_new_header(rows: &[DumpRow], start: usize, index: usize, seen: &mut Seen, hints: &Hints) -> bool {
    let row = &rows[index];
    let is_header = |row: &DumpRow, after_header: bool| {
        row_kind(row.cells.iter().map(|cell| cell.text.as_str()), after_header, hints) == RowKind::Header
    };
    let is_full = row.cells.iter().all(|cell| !squeeze(&cell.text).is_empty());
    let goes_on = || rows.get(index + 1).is_some_and(|next| is_header(next, true));
    is_header(row, false) && (is_full || goes_on()) && !seen.has(rows, start..index, row)
}

/// What the rows of the table at hand print, as far as it was asked: a document may ask at each of its rows.
#[derive(Default)]
struct Seen {
    texts: HashSet<Vec<String>>,
    rows: Range<usize>,
}

impl Seen {
    /// Whether one of the rows in a range, which grows or begins anew, prints the same texts.
    fn has(&mut self, rows: &[DumpRow], range: Range<usize>, wanted: &DumpRow) -> bool {
        if range.start != self.rows.start {
            *self = Seen { texts: HashSet::new(), rows: range.start..range.start };
        }
        self.texts.extend(rows[self.rows.end..range.end].iter().map(filled_texts));
        self.rows.end = range.end;
        self.texts.contains(&filled_texts(wanted))
    }
}

fn filled_texts(row: &DumpRow) -> Vec<String> {
    row.cells.iter().map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).collect()
}

fn segment(rows: &[DumpRow], dialect: DumpDialect, hints: &Hints) -> Segment {
    let texts: Vec<Vec<&str>> =
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
    let (top, bottom) = frame_rows(&texts, hints);
    let body_end = rows.len() - bottom;
    let kinds = row_kinds(&texts[top..body_end], hints);
    let header =
        header_rows(kinds).max(header::by_structure(&sign_rows(&texts[top..body_end], dialect)).unwrap_or(0));
    let header = header + usize::from(heads_labels(&texts[top..body_end], header, dialect, hints));
    let header = header.min(header::MOST as usize);
    let mut body: Vec<DumpRow> = rows[top..body_end].to_vec();
    drop_repeated_headers(&mut body, header);
    Segment {
        captions: frame(&rows[..top]),
        notes: frame(&rows[body_end..]),
        rows: body,
        header_rows: header,
    }
}

/// Whether the row below a header goes on with it over the labels alone: 科目编码 | 科目名称 below a head that spans both,
/// nothing below those of the amounts.
fn heads_labels(texts: &[Vec<&str>], header: usize, dialect: DumpDialect, hints: &Hints) -> bool {
    let (Some(above), Some(row)) = (header.checked_sub(1).map(|above| &texts[above]), texts.get(header))
    else {
        return false;
    };
    let is_filled = |row: &[&str], col: usize| row.get(col).is_some_and(|text| !squeeze(text).is_empty());
    let filled: Vec<String> = row.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect();
    let are_heads = filled.len() > 1
        && filled.iter().all(|text| {
            hints.header.is_match(text) && !hints.numbered.is_match(text) && !hints.total.is_match(text)
        });
    let widest = texts.iter().map(Vec::len).max().unwrap_or(0);
    let stands_below = match dialect {
        DumpDialect::TabSeparated => {
            (0..row.len()).any(|col| is_filled(row, col) && !is_filled(above, col))
                && (0..above.len()).any(|col| is_filled(above, col) && !is_filled(row, col))
        }
        DumpDialect::CellPerLine => filled.len() < widest && above.len() < widest,
    };
    are_heads && stands_below
}

/// What the rows show of themselves. Rows of a cell per line lose the width of merged cells, mostly labels on the
/// left, so that their places are counted from the right.
fn sign_rows(texts: &[Vec<&str>], dialect: DumpDialect) -> Vec<SignRow> {
    texts
        .iter()
        .map(|row| match dialect {
            DumpDialect::TabSeparated => SignRow::new(row.iter().copied().map(Some)),
            DumpDialect::CellPerLine => SignRow::new(row.iter().rev().copied().map(Some)),
        })
        .collect()
}

/// Drops the rows that repeat a header row on a new page.
fn drop_repeated_headers(rows: &mut Vec<DumpRow>, header: usize) {
    let head: Vec<Vec<String>> = rows[..header].iter().map(filled_texts).collect();
    let mut index = 0;
    let mut after_break = false;
    rows.retain(|row| {
        index += 1;
        if index <= header {
            return true;
        }
        after_break |= row.break_before;
        let repeated = after_break && head.contains(&filled_texts(row));
        after_break &= repeated;
        !repeated
    });
}

fn frame(rows: &[DumpRow]) -> Vec<Paragraph> {
    paragraphs(
        rows.iter()
            .flat_map(|row| &row.cells)
            .map(|cell| (cell.text.as_str(), Place::Text { line: cell.line })),
    )
}
