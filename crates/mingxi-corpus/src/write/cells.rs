//! The text dump of a Word file: a cell is a line that begins with a tab, a blank line ends a row.

use super::{Cover, bookmarked, covers, indented};
use crate::document::{Block, Table};

/// Writes the dump.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (i, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => line(&mut out, text),
            Block::Table(table) => write_table(&mut out, table, bookmarked(blocks.get(i + 1))),
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Writes title, captions, rows and notes; `joined` leaves out the blank lines at the end.
pub fn write_table(out: &mut String, table: &Table, joined: bool) {
    if let Some(number) = &table.form_number {
        line(out, number);
    }
    if !table.title.is_empty() {
        if let Some(bookmark) = &table.bookmark {
            out.push_str(&format!("[bookmark: {bookmark}]"));
        }
        line(out, &table.title);
    }
    for caption in &table.captions {
        if table.framed_captions {
            out.push('\t');
        }
        line(out, caption);
    }
    if table.framed_captions {
        out.push('\n');
    }
    for row in 0..table.rows {
        if row > 0 {
            out.push('\n');
        }
        for cover in covers(table, row) {
            match cover {
                Cover::Start(cell) => line(out, &format!("\t{}", indented(cell))),
                Cover::Below(_) => out.push_str("\t\n"),
                Cover::Inside => {}
            }
        }
    }
    if !joined || !table.notes.is_empty() {
        out.push_str("\n\n\n");
    }
    for note in &table.notes {
        line(out, note);
    }
}
