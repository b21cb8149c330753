//! A file's blocks as text, one a line.

use mingxi_decode::{Limits, decode};
use mingxi_model::{Block, Document, Format, NativeTable};

/// A file of that body, which is one of the code page 936.
#[track_caller]
pub fn read(body: &str) -> Document {
    let file = format!(
        "{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}{{\\f1\\fcharset0 Arial;}}{{\\f2\\fcharset2 \
         Wingdings;}}}}{{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}}{body}}}"
    );
    let document = decode(file.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Rtf);
    document
}

/// The blocks: paragraphs as they are, tables as rows of cells parted by `|`; a cell that reaches over others is
/// followed by its rows and columns.
#[track_caller]
pub fn shown(body: &str) -> Vec<String> {
    lines(&read(body))
}

/// The same of a document.
pub fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Native(table) => lines.extend(rows(table)),
            Block::Dump(_) => unreachable!("a file of Word states its cells"),
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
