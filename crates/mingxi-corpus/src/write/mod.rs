//! The formats a disclosure is written in.

pub mod cells;
pub mod docx;
pub mod rows;

use crate::document::{Block, Disclosure, Table};

/// A format of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A Word file.
    Docx,
    /// A text dump of a Word file: a cell a line.
    Cells,
    /// A text dump of a PDF: a row a line, fields separated by tabs.
    Rows,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Docx, Format::Cells, Format::Rows];

    /// The end of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Cells => "cells.txt",
            Format::Rows => "rows.txt",
        }
    }

    /// The disclosure's bytes in this format.
    ///
    /// # Errors
    /// The writer failed.
    pub fn write(self, disclosure: &Disclosure) -> anyhow::Result<Vec<u8>> {
        Ok(match self {
            Format::Docx => docx::write(&disclosure.blocks)?,
            Format::Cells => cells::write(&disclosure.blocks).into_bytes(),
            Format::Rows => rows::write(&disclosure.blocks).into_bytes(),
        })
    }
}

/// What covers a place of a table.
pub enum Cover<'a> {
    /// The cell begins here.
    Start(&'a crate::document::Cell),
    /// A cell that begins higher up goes on here, at its left edge.
    Below(&'a crate::document::Cell),
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
