//! Tables that go on in the next one: behind a page break (续上表), or where header, rows and total are tables of their
//! own, as scrolling grids of web pages have them.
//!
//! The second table has no header, as many columns, numbers only where the first has heads or numbers, and nothing but a
//! mark of continuation stands between the two. Whether that was right the sums over the joined rows tell.

use crate::Hints;
use crate::frame::frame_rows;
use crate::header::{Sign, SignRow, by_structure, sign};
use crate::row_kind::{header_rows, row_kinds};
use mingxi_model::text::squeeze;
use mingxi_model::{Block, DumpDialect, DumpRow, DumpTable, NativeTable, Paragraph};

/// The most rows of a table that is the header alone.
const HEADER: usize = 6;

/// What each column of a table shows below its header.
struct Shape {
    /// Columns up to the last that is not blank.
    filled: usize,
    columns: usize,
    /// Columns with a text above the first number, those of heads over several columns included.
    headed: Vec<bool>,
    numbers: Vec<bool>,
    words: Vec<bool>,
    has_number: bool,
    rows: usize,
}

/// A cell: its column, how many it covers, its text.
type Field<'a> = (usize, usize, &'a str);

impl Shape {
    fn of(rows: &[Vec<Field<'_>>], columns: usize) -> Shape {
        let mut shape = Shape {
            filled: 0,
            columns,
            headed: vec![false; columns],
            numbers: vec![false; columns],
            words: vec![false; columns],
            has_number: false,
            rows: rows.len(),
        };
        for row in rows {
            shape.has_number |= row.iter().any(|field| sign(field.2) == Sign::Number);
            for (col, span, text) in row {
                let covered = *col..(col + span).min(columns);
                let sign = sign(text);
                if sign != Sign::Blank {
                    shape.filled = shape.filled.max(covered.end);
                }
                match sign {
                    Sign::Text if !shape.has_number => shape.headed[covered].fill(true),
                    Sign::Text if *span == 1 => shape.words[covered].fill(true),
                    Sign::Number => shape.numbers[covered].fill(true),
                    _ => {}
                }
            }
        }
        shape
    }

    /// Takes in the rows of a table that goes on.
    fn add(&mut self, part: &Shape) {
        for (own, more) in [(&mut self.numbers, &part.numbers), (&mut self.words, &part.words)] {
            own.iter_mut().zip(more).for_each(|(own, more)| *own |= more);
        }
        self.filled = self.filled.max(part.filled);
        self.has_number |= part.has_number;
        self.rows += part.rows;
    }

    /// Whether the rows of a table without header can be further rows below this one's.
    fn goes_on_in(&self, part: &Shape) -> bool {
        let is_as_wide = self.columns == part.columns || self.filled == part.filled;
        let fits = (0..part.filled.min(part.columns)).all(|col| {
            let at = |of: &[bool]| of.get(col).copied().unwrap_or(false);
            let is_headed = at(&self.headed) || at(&self.numbers);
            let is_value = at(&self.numbers) && !at(&self.words);
            (!at(&part.numbers) || (is_headed && (at(&self.numbers) || !at(&self.words))))
                && !(at(&part.words) && is_value)
        });
        let is_header = !self.has_number && self.rows <= HEADER;
        is_as_wide && fits && (is_header || self.has_number) && part.has_number
    }
}

/// How many blocks from the first on, which is a table, are one table: it, marks of continuation and its further parts.
pub(crate) fn length(blocks: &[Block], hints: &Hints) -> usize {
    let mut length = 1;
    let mut whole: Option<(Vec<Vec<Field<'_>>>, Shape)> = None;
    let Some(first) = blocks.first() else { return 0 };
    loop {
        let marks = blocks[length..].iter().take_while(|block| is_mark(block)).count();
        let Some(next) = blocks.get(length + marks) else { return length };
        if !may_go_on(first, next) {
            return length;
        }
        let (head, above) = whole.get_or_insert_with(|| {
            let (rows, columns) = rows(first);
            let shape = Shape::of(&rows, columns);
            (rows, shape)
        });
        let (rows, columns) = rows(next);
        // A mark may stand above a header that is printed again.
        let repeated = if marks > 0 { repeated_rows(head, &rows) } else { 0 };
        if has_header(&rows[repeated..], hints) {
            return length;
        }
        let part = Shape::of(&rows[repeated..], columns);
        if !above.goes_on_in(&part) {
            return length;
        }
        above.add(&part);
        length += marks + 1;
    }
}

/// How many rows at the top of a part print those of the first table's header once more.
fn repeated_rows(first: &[Vec<Field<'_>>], part: &[Vec<Field<'_>>]) -> usize {
    let texts = |row: &Vec<Field<'_>>| -> Vec<String> { row.iter().map(|field| squeeze(field.2)).collect() };
    let has_number = |row: &&Vec<Field<'_>>| row.iter().any(|field| sign(field.2) == Sign::Number);
    let head: Vec<Vec<String>> =
        first.iter().take(HEADER).take_while(|row| !has_number(row)).map(texts).collect();
    let from = part.first().and_then(|row| head.iter().position(|own| *own == texts(row)));
    from.map_or(0, |from| head[from..].iter().zip(part).take_while(|(own, row)| **own == texts(row)).count())
}

/// Whether two blocks are tables of one manner, nearly as wide.
fn may_go_on(first: &Block, next: &Block) -> bool {
    match (first, next) {
        (Block::Native(first), Block::Native(next)) => first.columns.abs_diff(next.columns) <= 1,
        (Block::Dump(first), Block::Dump(next)) => {
            first.dialect == DumpDialect::TabSeparated && next.dialect == DumpDialect::TabSeparated
        }
        _ => false,
    }
}

/// Whether a paragraph says only that a table goes on.
fn is_mark(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    let text = squeeze(&paragraph.text);
    let bare = text.trim_matches(|c: char| "()[]【】〔〕…:：".contains(c));
    matches!(
        bare,
        "续" | "续表" | "接上表" | "续上表" | "接上页" | "续上页" | "上接" | "接前表" | "承上表" | "承前页"
    )
}

/// The rows of a table, with its number of columns.
fn rows(block: &Block) -> (Vec<Vec<Field<'_>>>, usize) {
    match block {
        Block::Native(table) => {
            let mut rows = vec![Vec::new(); table.rows as usize];
            for cell in &table.cells {
                if let Some(row) = rows.get_mut(cell.row as usize) {
                    row.push((cell.col as usize, cell.col_span as usize, cell.text.as_str()));
                }
            }
            (rows, table.columns as usize)
        }
        Block::Dump(table) => {
            let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            (table.rows.iter().map(fields).collect(), columns)
        }
        Block::Paragraph(_) => (Vec::new(), 0),
    }
}

fn fields(row: &DumpRow) -> Vec<Field<'_>> {
    row.cells.iter().enumerate().map(|(col, cell)| (col, 1, cell.text.as_str())).collect()
}

/// Whether rows begin with a header or captions, or with anything but a row of numbers.
fn has_header(rows: &[Vec<Field<'_>>], hints: &Hints) -> bool {
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(|field| field.2).collect()).collect();
    let signs: Vec<SignRow> = texts.iter().map(|row| SignRow::new(row.iter().copied().map(Some))).collect();
    let is_number = |text: &&str| matches!(sign(text), Sign::Number);
    let first = texts.iter().find(|row| row.iter().any(|text| !squeeze(text).is_empty()));
    frame_rows(&texts, hints).0 > 0
        || header_rows(row_kinds(&texts, hints)) > 0
        || by_structure(&signs).is_some_and(|rows| rows > 0)
        || !first.is_some_and(|row| row.iter().any(is_number))
}

/// The parts as one table, with the marks between them; `blocks` are those that [`length`] counted.
pub(crate) fn joined(blocks: &[Block]) -> (Option<Block>, Vec<Paragraph>) {
    let mut whole: Option<Block> = None;
    let mut marks = Vec::new();
    for block in blocks {
        match (&mut whole, block) {
            (_, Block::Paragraph(paragraph)) => marks.push(paragraph.clone()),
            (None, table) => whole = Some(table.clone()),
            (Some(Block::Native(whole)), Block::Native(part)) => add_native(whole, part),
            (Some(Block::Dump(whole)), Block::Dump(part)) => add_dump(whole, part),
            _ => {}
        }
    }
    (whole, marks)
}

fn add_native(whole: &mut NativeTable, part: &NativeTable) {
    let below = whole.rows;
    whole.cells.extend(part.cells.iter().cloned().map(|mut cell| {
        cell.row += below;
        cell
    }));
    whole.rows += part.rows;
    whole.columns = whole.columns.max(part.columns);
}

fn add_dump(whole: &mut DumpTable, part: &DumpTable) {
    let from = whole.rows.len();
    whole.rows.extend(part.rows.iter().cloned());
    if let Some(row) = whole.rows.get_mut(from) {
        row.break_before = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_model::{LazyRegex, NativeCell, Place};

    fn hints() -> Hints {
        let pattern = |text: &str| LazyRegex::compiled(text).unwrap();
        Hints {
            caption: pattern("^单位：.*$"),
            note: pattern("^注：.*$"),
            title: pattern("^.*表$"),
            header: pattern("^(编码|名称|合计|基本|项目)$"),
            total: pattern("^(合计|小计)$"),
            index: pattern("^栏次$"),
            numbered: pattern("^[一二三四]、.*$"),
        }
    }

    /// Blocks from rows of fields parted by `|`; a text without any is a paragraph, a blank line parts tables.
    fn length_of(text: &str) -> usize {
        let blocks: Vec<Block> = text.split("\n\n").map(block).collect();
        length(&blocks, &hints())
    }

    fn block(text: &str) -> Block {
        let place = Place::Part("body".to_owned());
        if !text.contains('|') {
            return Block::Paragraph(Paragraph {
                text: text.to_owned(),
                heading: None,
                place,
                turns: Vec::new(),
            });
        }
        let mut cells = Vec::new();
        for (row, line) in (0u32..).zip(text.lines()) {
            for (col, text) in (0u32..).zip(line.split('|')) {
                let (text, place) = (text.to_owned(), place.clone());
                cells.push(NativeCell {
                    row,
                    col,
                    row_span: 1,
                    col_span: 1,
                    text,
                    place,
                    indent: None,
                    stored: None,
                });
            }
        }
        let columns = cells.iter().map(|cell| cell.col + 1).max().unwrap_or(0);
        Block::Native(NativeTable { cells, rows: text.lines().count() as u32, columns, place })
    }

    const HEAD: &str = "编码|名称|合计|基本";

    #[test]
    fn header_rows_and_total_may_stand_apart() {
        let body = "205|教育|12.00|\n206|科技|7.25|7.25";
        assert_eq!(length_of(&format!("{HEAD}\n\n{body}\n\n|合计|19.25|7.25")), 3);
        assert_eq!(length_of(&format!("{HEAD}\n{body}\n\n（续上表）\n\n207|文化|3.00|")), 3);
        assert_eq!(length_of(&format!("{HEAD}\n{body}\n\n续表\n\n{HEAD}\n207|文化|3.00|")), 3);
    }

    #[test]
    fn another_table_is_no_part() {
        let first = format!("{HEAD}\n205|教育|12.00|");
        for next in [
            // A header of its own, words where the first has numbers, other columns, prose between.
            format!("{HEAD}\n207|文化|3.00|"),
            "甲|乙|丙|5.00".to_owned(),
            "甲|5.00|6.00|7.00|8.00|9.00".to_owned(),
            "注：见上\n\n207|文化|3.00|".to_owned(),
        ] {
            assert_eq!(length_of(&format!("{first}\n\n{next}")), 1, "{next}");
        }
    }
}
