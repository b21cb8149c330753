//! Web pages: headings, captions beside one another, tables with their spans.

use super::framed;
use crate::document::{Block, Table};
use std::fmt::Write as _;

/// The text of a page's body.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(text) => line(&mut out, "h2", text),
            Block::Paragraph(text) => line(&mut out, "p", text),
            Block::Table(source) => {
                for text in
                    source.form_number.iter().chain(Some(&source.title)).filter(|text| !text.is_empty())
                {
                    line(&mut out, "h4", text);
                }
                if !source.framed_captions && !source.captions.is_empty() {
                    let spans = source.captions.iter().map(|text| format!("<span>{}</span>", escaped(text)));
                    let spans: String = spans.collect();
                    let _ = writeln!(out, "<div style=\"display:flex\">{spans}</div>");
                }
                table(&mut out, &framed(source).unwrap_or_else(|| source.clone()));
                source.notes.iter().for_each(|note| line(&mut out, "p", note));
            }
        }
    }
    out
}

fn line(out: &mut String, tag: &str, text: &str) {
    let _ = writeln!(out, "<{tag}>{}</{tag}>", escaped(text));
}

fn table(out: &mut String, source: &Table) {
    out.push_str("<table border=\"1\">\n");
    for row in 0..source.rows {
        out.push_str("<tr>");
        for cell in source.cells.iter().filter(|cell| cell.r == row) {
            let mut spans = String::new();
            if cell.rs > 1 {
                let _ = write!(spans, " rowspan=\"{}\"", cell.rs);
            }
            if cell.cs > 1 {
                let _ = write!(spans, " colspan=\"{}\"", cell.cs);
            }
            if cell.indent > 0 {
                let _ = write!(spans, " style=\"padding-left:{}pt\"", 10 * u32::from(cell.indent));
            }
            let _ = write!(out, "<td{spans}>{}</td>", escaped(&cell.text));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}
