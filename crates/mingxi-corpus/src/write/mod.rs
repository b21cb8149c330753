//! The formats a disclosure is written in.

pub mod cells;
pub mod doc;
pub mod docx;
pub mod html;
pub mod ofd;
pub mod pdf;
pub mod plain;
pub mod rows;
pub mod rtf;
pub mod xls;
pub mod xlsx;

use crate::document::{Block, Cell, Disclosure, Table};

/// A format of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A Word file.
    Docx,
    /// An old Word file (Word 97 to 2003).
    Doc,
    /// A text dump of a Word file: a cell a line.
    Cells,
    /// A text dump of a PDF: a row a line, fields separated by tabs.
    Rows,
    /// A PDF file, printed as [`pdf::Look`] says.
    Pdf,
    /// An OFD file, printed the same way.
    Ofd,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 6] =
        [Format::Docx, Format::Cells, Format::Rows, Format::Pdf, Format::Doc, Format::Ofd];
    /// The formats that hold tables as such; of a PDF they have to be recovered from what is drawn.
    pub const WITH_TABLES: [Format; 3] = [Format::Docx, Format::Cells, Format::Rows];

    /// The end of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Cells => "cells.txt",
            Format::Rows => "rows.txt",
            Format::Pdf => "pdf",
            Format::Ofd => "ofd",
        }
    }

    /// The disclosure's bytes in this format.
    ///
    /// # Errors
    /// The writer failed.
    pub fn write(self, disclosure: &Disclosure) -> anyhow::Result<Vec<u8>> {
        Ok(match self {
            Format::Docx => docx::write(&disclosure.blocks)?,
            Format::Doc => doc::write(&disclosure.blocks)?,
            Format::Cells => cells::write(&disclosure.blocks).into_bytes(),
            Format::Rows => rows::write(&disclosure.blocks).into_bytes(),
            Format::Pdf => pdf::write(&disclosure.blocks, disclosure.look, &disclosure.agency)?,
            Format::Ofd => ofd::write(&disclosure.blocks, disclosure.look, &disclosure.agency)?,
        })
    }
}

/// A cell's text as a dump prints it: an indent is two blanks a step.
pub fn indented(cell: &Cell) -> String {
    format!("{}{}", "  ".repeat(usize::from(cell.indent)), cell.text)
}

/// What covers a place of a table.
pub enum Cover<'a> {
    /// The cell begins here.
    Start(&'a Cell),
    /// A cell that begins higher up goes on here, at its left edge.
    Below(&'a Cell),
    /// The inner columns of a cell.
    Inside,
}

/// What covers each place of a row, left to right.
pub fn covers(table: &Table, row: usize) -> Vec<Cover<'_>> {
    let mut covers: Vec<Cover> = (0..table.cols).map(|_| Cover::Inside).collect();
    for cell in table.cells.iter().filter(|c| c.r <= row && row < c.r + c.rs) {
        covers[cell.c] = if cell.r == row { Cover::Start(cell) } else { Cover::Below(cell) };
    }
    covers
}

/// Whether the next block begins with a bookmark, the only sign of a title that follows a table at once.
pub fn bookmarked(next: Option<&Block>) -> bool {
    matches!(next, Some(Block::Table(table)) if table.bookmark.is_some())
}

/// The table with its captions as the grid's first row, where they are framed: the first caption is spread over
/// what the others leave.
pub fn framed(table: &Table) -> Option<Table> {
    if !table.framed_captions {
        return None;
    }
    let count = table.captions.len().min(table.cols);
    let (own, rest) = table.captions.split_at(count.saturating_sub(1));
    let mut texts = own.to_vec();
    texts.push(rest.join("\n"));
    let spread = table.cols - count + 1;
    let mut cells: Vec<Cell> = Vec::new();
    for (i, text) in texts.into_iter().enumerate() {
        let (c, cs) = if i == 0 { (0, spread) } else { (spread + i - 1, 1) };
        cells.push(Cell { r: 0, c, rs: 1, cs, text, indent: 0 });
    }
    cells.extend(table.cells.iter().map(|cell| Cell { r: cell.r + 1, ..cell.clone() }));
    let inks = table.inks.iter().map(|((r, c), ink)| ((r + 1, *c), *ink)).collect();
    Some(Table { rows: table.rows + 1, header_rows: table.header_rows + 1, cells, inks, ..table.clone() })
}
