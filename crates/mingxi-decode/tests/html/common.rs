//! A page's blocks as text, one a line.

use mingxi_decode::{Limits, decode};
use mingxi_model::{Block, Document, Format, NativeTable};

/// A page that can be read.
#[track_caller]
pub fn read(page: &str) -> Document {
    let document = decode(page.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Html);
    document
}

/// The blocks: paragraphs as they are, tables as rows of cells parted by `|`; a cell that reaches over others is
/// followed by its rows and columns.
#[track_caller]
pub fn shown(page: &str) -> Vec<String> {
    lines(&read(page))
}

/// The same of a document.
pub fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Native(table) => lines.extend(rows(table)),
            Block::Dump(_) => unreachable!("a page states its spans"),
        }
    }
    lines
}

fn rows(table: &NativeTable) -> Vec<String> {
    let mut rows = vec![String::from("|"); table.rows as usize];
    for cell in &table.cells {
        let row = &mut rows[cell.row as usize];
        row.push_str(&cell.text.replace('\n', "/"));
        if (cell.row_span, cell.col_span) != (1, 1) {
            row.push_str(&format!(" {}x{}", cell.row_span, cell.col_span));
        }
        row.push('|');
    }
    rows
}

/// The code of every remark.
pub fn codes(document: &Document) -> Vec<&'static str> {
    document.diagnostics.iter().map(|said| said.code).collect()
}
