//! The text dump of a PDF: a row is a line of fields separated by tabs, a merge leaves empty fields, a blank
//! line inside a table is a page break.

use super::{Cover, covers, indented};
use crate::document::{Block, Table};

/// Writes the dump.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::from("\n\n");
    for block in blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => paragraph(&mut out, text),
            Block::Table(table) => write_table(&mut out, table),
        }
    }
    out
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(text);
    out.push_str("\n\n");
}

/// Writes title, captions, rows and notes.
pub fn write_table(out: &mut String, table: &Table) {
    for text in table.form_number.iter().chain(Some(&table.title)).chain(&table.captions) {
        if !text.is_empty() {
            paragraph(out, text);
        }
    }
    for row in 0..table.rows {
        if table.page_breaks.contains(&row) {
            out.push('\n');
            if table.repeat_header {
                for header in 0..table.header_rows {
                    write_row(out, table, header);
                }
            }
        }
        write_row(out, table, row);
    }
    out.push('\n');
    for note in &table.notes {
        paragraph(out, note);
    }
}

/// Writes one row as a line.
pub fn write_row(out: &mut String, table: &Table, row: usize) {
    let fields: Vec<String> = covers(table, row)
        .into_iter()
        .map(|cover| match cover {
            Cover::Start(cell) => indented(cell).replace('\n', " "),
            Cover::Below(_) | Cover::Inside => String::new(),
        })
        .collect();
    out.push_str(&fields.join("\t"));
    out.push('\n');
}
