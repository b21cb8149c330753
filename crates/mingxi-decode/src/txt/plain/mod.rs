//! Lines of a dump without tabs: tables that somebody drew, exported or copied as plain text, and the prose between them.
//!
//! Each reader looks for one manner of writing a table and is strict: what it is not sure of stays prose, whose stray
//! numbers are told.

mod boxed;
mod columns;
mod delimited;
mod led;
mod one_per_line;
mod width;

pub(super) use delimited::is_padded;

use super::paragraph;
use crate::DecodeError;
use crate::allowance::Allowance;
use mingxi_model::text::is_space;
use mingxi_model::{Block, DumpCell, DumpDialect, DumpRow, DumpTable, parse_number};
use std::ops::Range;

/// A line with its 1-based number.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) text: String,
}

impl Line {
    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(is_space)
    }
}

/// A table found among lines.
#[derive(Debug)]
struct Region {
    /// The lines that it takes, from the first that was looked at.
    lines: Range<usize>,
    /// What stands above its rows in the same manner of writing, with the numbers of the lines.
    captions: Vec<DumpCell>,
    rows: Vec<DumpRow>,
}

/// Finds all tables of one manner in order; they do not overlap.
type Reader = fn(&[Line]) -> Vec<Region>;

const READERS: [Reader; 5] =
    [boxed::regions, delimited::regions, led::regions, one_per_line::regions, columns::regions];

/// A stretch of lines, or a table in their place.
enum Part {
    Lines(Range<usize>),
    Table(Region),
}

/// Adds paragraphs and tables of consecutive lines.
pub(super) fn blocks(lines: &[Line], allowance: &Allowance, out: &mut Vec<Block>) -> Result<(), DecodeError> {
    let mut parts = vec![Part::Lines(0..lines.len())];
    for find in READERS {
        parts = parts
            .into_iter()
            .flat_map(|part| match part {
                Part::Lines(range) => split(range.clone(), find(&lines[range])),
                Part::Table(_) => vec![part],
            })
            .collect();
    }
    for part in parts {
        match part {
            Part::Lines(range) => {
                for line in &lines[range] {
                    if !line.is_blank() {
                        allowance.cells(1)?;
                        out.extend(paragraph(&line.text, line.number as usize));
                    }
                }
            }
            Part::Table(region) => {
                allowance.cells(region.rows.iter().map(|row| row.cells.len()).sum())?;
                out.extend(
                    region.captions.iter().filter_map(|cell| paragraph(&cell.text, cell.line as usize)),
                );
                out.push(Block::Dump(DumpTable { dialect: DumpDialect::TabSeparated, rows: region.rows }));
            }
        }
    }
    Ok(())
}

/// The lines of a range with the tables found in it in place of theirs.
fn split(range: Range<usize>, found: Vec<Region>) -> Vec<Part> {
    let mut parts = Vec::with_capacity(found.len() * 2 + 1);
    let mut from = range.start;
    for mut region in found {
        region.lines = range.start + region.lines.start..range.start + region.lines.end;
        if from < region.lines.start {
            parts.push(Part::Lines(from..region.lines.start));
        }
        from = region.lines.end;
        parts.push(Part::Table(region));
    }
    if from < range.end {
        parts.push(Part::Lines(from..range.end));
    }
    parts
}

/// A row of fields that stand in one line; blank fields at its end say nothing.
fn row(fields: Vec<String>, line: u32) -> DumpRow {
    let cells = fields.into_iter().map(|text| DumpCell { text, line }).collect();
    DumpRow { cells, break_before: false }
}

/// Whether a text is printed as money is: with decimals, or with separated thousands.
fn is_money(text: &str) -> bool {
    parse_number(text).is_some_and(|number| number.scale() >= 2 || text.contains([',', '，']))
}

/// Whether a text says that there is nothing: blank, or dashes.
fn is_nothing(text: &str) -> bool {
    text.chars().all(|c| is_space(c) || matches!(c, '-' | '‐'..='―' | '─' | '−' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    /// Blocks as text: `P:text` or rows of fields joined with `|`; a line's end inside a field is `/`.
    pub(super) fn shape(text: &str) -> Vec<String> {
        let lines: Vec<Line> =
            (1..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect();
        let mut out = Vec::new();
        blocks(&lines, &Allowance::new(&Limits::default()), &mut out).unwrap();
        out.iter().flat_map(describe).collect()
    }

    fn describe(block: &Block) -> Vec<String> {
        let row = |row: &DumpRow| {
            row.cells.iter().map(|cell| cell.text.trim().replace('\n', "/")).collect::<Vec<_>>().join("|")
        };
        match block {
            Block::Paragraph(paragraph) => vec![format!("P:{}", paragraph.text)],
            Block::Dump(table) => table.rows.iter().map(row).collect(),
            Block::Native(_) => unreachable!("a dump has no native tables"),
        }
    }

    #[test]
    fn prose_stays_prose() {
        for text in [
            "一、部门概况\n二、收支说明\n\n2026年收入1,234.50万元，支出1,230.00万元。",
            "目录\n一、部门概况      1\n二、收支说明      3\n三、名词解释      12",
            "打印本页 | 关闭窗口\n上一篇 | 下一篇\n联系我们 | 网站地图",
        ] {
            assert!(shape(text).iter().all(|line| line.starts_with("P:")), "{text}");
        }
    }
}
