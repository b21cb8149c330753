//! A document's blocks as text, one a line: for every format whose files state the spans of their cells.

use mingxi_model::{Block, Document, NativeTable};

/// The blocks: paragraphs as they are, tables as rows of cells parted by `|`; a cell that reaches over others is
/// followed by its rows and columns.
pub fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Native(table) => lines.extend(rows(table)),
            Block::Dump(_) => unreachable!("the file states the spans of its cells"),
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
