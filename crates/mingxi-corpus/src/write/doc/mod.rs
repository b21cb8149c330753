//! Old Word files (.doc, Word 97 to 2003).

pub mod file;
mod numbers;
mod pages;

use super::{Cover, covers, framed};
use crate::document::{Block, Table};
use file::File;
use numbers::{long, short};

/// Marks that end a paragraph, a cell and a row.
const PARAGRAPH: u16 = 0x0d;
const CELL: u16 = 0x07;
/// Width of a table, in twentieths of a point.
const WIDTH: usize = 9_000;
/// In a table; the end of a row of one.
const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const ROW_END: [u8; 6] = [0x16, 0x24, 1, 0x17, 0x24, 1];
/// A picture: a special character whose description stands at this place of the stream Data.
const PICTURE: &str = "\u{1}";
/// 16 by 8 centimetres, in twentieths of a point.
const PICTURE_SIDES: (usize, usize) = (9_072, 4_536);

/// Writes the file.
///
/// # Errors
/// The compound file cannot be written.
pub fn write(blocks: &[Block]) -> anyhow::Result<Vec<u8>> {
    let mut file = File::new(None);
    add_blocks(&mut file, blocks);
    file.bytes()
}

/// Appends blocks to a file.
pub fn add_blocks(file: &mut File, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Heading(text) => {
                file.run(text, &[]).end(PARAGRAPH, 1, &[], &[]);
            }
            Block::Paragraph(text) => {
                file.paragraph(text);
            }
            Block::Table(source) => {
                captions(file, source);
                if source.is_picture {
                    picture(file);
                } else {
                    table(file, framed(source).as_ref().unwrap_or(source));
                }
                for note in &source.notes {
                    file.paragraph(note);
                }
                // Word joins two tables that nothing separates.
                if source.notes.is_empty() {
                    file.paragraph("");
                }
            }
        }
    }
}

/// What stands above a table.
pub fn captions(file: &mut File, source: &Table) {
    for text in source.form_number.iter().chain(Some(&source.title)).filter(|text| !text.is_empty()) {
        file.paragraph(text);
    }
    if !source.framed_captions {
        for caption in &source.captions {
            file.paragraph(caption);
        }
    }
}

fn picture(file: &mut File) {
    let at = file.data.len();
    let mut description = vec![0; 68];
    description[..4].copy_from_slice(&long(68));
    description[4] = 68;
    let sides = [(28, PICTURE_SIDES.0), (30, PICTURE_SIDES.1), (32, 1_000), (34, 1_000)];
    for (place, number) in sides {
        description[place..place + 2].copy_from_slice(&short(number));
    }
    file.data.extend(description);
    let place = [&[0x55, 0x08, 1, 0x03, 0x6a][..], &long(at)].concat();
    file.run(PICTURE, &place).end(PARAGRAPH, 0, &[], &[]);
}

/// A table with its spans: horizontal ones by the edges of cells, vertical ones by marks.
pub fn table(file: &mut File, source: &Table) {
    for row in 0..source.rows {
        let mut cells = Vec::new();
        for cover in covers(source, row) {
            let (cell, is_first) = match cover {
                Cover::Start(cell) => (cell, true),
                Cover::Below(cell) => (cell, false),
                Cover::Inside => continue,
            };
            let text = if is_first { cell.text.as_str() } else { "" };
            let merge = match (cell.rs > 1, is_first) {
                (false, _) => Merge::None,
                (true, true) => Merge::First,
                (true, false) => Merge::Below,
            };
            cell_text(file, text, cell.indent);
            cells.push((edge(source, cell.c + cell.cs), merge));
        }
        row_end(file, 0, &cells, &[]);
    }
}

/// Where a column begins.
fn edge(source: &Table, column: usize) -> usize {
    WIDTH * column / source.cols.max(1)
}

/// The text of a cell; `\n` separates its paragraphs, each some steps of 10 points further right.
pub fn cell_text(file: &mut File, text: &str, steps: u8) {
    let mut modifiers = IN_TABLE.to_vec();
    if steps > 0 {
        modifiers.extend([0x5e, 0x84]);
        modifiers.extend(short(200 * usize::from(steps)));
    }
    let lines: Vec<&str> = text.split('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let mark = if index + 1 == lines.len() { CELL } else { PARAGRAPH };
        file.run(line, &[]).end(mark, 0, &modifiers, &[]);
    }
}

/// A cell's part in a merge over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// In none.
    None,
    /// The first of one.
    First,
    /// A later one.
    Below,
}

/// The end of a row whose cells end at edges; `of_mark` are modifiers of its mark's characters.
pub fn row_end(file: &mut File, left: usize, cells: &[(usize, Merge)], of_mark: &[u8]) {
    let modifiers = [&ROW_END[..], &definition(left, cells)].concat();
    file.run("", &[]).end(CELL, 0, &modifiers, of_mark);
}

/// The modifier that defines the cells of a row.
pub fn definition(left: usize, cells: &[(usize, Merge)]) -> Vec<u8> {
    let mut operand = vec![u8::try_from(cells.len()).unwrap_or(u8::MAX)];
    operand.extend(short(left));
    for (edge, _) in cells {
        operand.extend(short(*edge));
    }
    for (_, merge) in cells {
        operand.push(match merge {
            Merge::None => 0,
            Merge::First => 0x60,
            Merge::Below => 0x20,
        });
        operand.extend([0; 19]);
    }
    let mut bytes = vec![0x08, 0xd6];
    bytes.extend(short(operand.len() + 1));
    bytes.extend(operand);
    bytes
}
