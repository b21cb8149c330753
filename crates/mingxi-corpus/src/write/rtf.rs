//! Rich Text Format: characters by their numbers, rows by the edges of their cells.

use super::{Cover, covers, framed};
use crate::document::{Block, Table};
use std::fmt::Write as _;

/// The file.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::from("{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}\n");
    for block in blocks {
        match block {
            Block::Heading(text) => paragraph(&mut out, "\\outlinelevel0", text),
            Block::Paragraph(text) => paragraph(&mut out, "", text),
            Block::Table(source) => {
                for text in
                    source.form_number.iter().chain(Some(&source.title)).filter(|text| !text.is_empty())
                {
                    paragraph(&mut out, "\\qc", text);
                }
                if !source.framed_captions {
                    source.captions.iter().for_each(|text| paragraph(&mut out, "", text));
                }
                table(&mut out, &framed(source).unwrap_or_else(|| source.clone()));
                source.notes.iter().for_each(|note| paragraph(&mut out, "", note));
            }
        }
    }
    out.push('}');
    out
}

fn paragraph(out: &mut String, properties: &str, text: &str) {
    let _ = writeln!(out, "\\pard{properties} {}\\par", escaped(text));
}

/// A table; the edges of every second row are a little off, as programs write them.
fn table(out: &mut String, source: &Table) {
    let wide = 9_000 / source.cols.max(1);
    for row in 0..source.rows {
        let (mut definition, mut cells) = (String::from("\\trowd\\trleft-108"), String::new());
        for cover in covers(source, row) {
            let (cell, text, merge) = match cover {
                Cover::Start(cell) => (cell, cell.text.as_str(), if cell.rs > 1 { "\\clvmgf" } else { "" }),
                Cover::Below(cell) => (cell, "", "\\clvmrg"),
                Cover::Inside => continue,
            };
            let right = (cell.c + cell.cs) * wide + 5 * (row % 2);
            let _ = write!(definition, "{merge}\\cellx{right}");
            let indent =
                if cell.indent > 0 { format!("\\li{}", 200 * u32::from(cell.indent)) } else { String::new() };
            let _ = write!(cells, "\\pard\\intbl{indent} {}\\cell", escaped(text));
        }
        let _ = writeln!(out, "{definition}{cells}\\row");
    }
    out.push_str("\\pard\n");
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '{' | '}' => out.extend(['\\', c]),
            '\n' => out.push_str("\\line "),
            ' '..='~' => out.push(c),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{}?", i32::from(*unit as i16));
                }
            }
        }
    }
    out
}
