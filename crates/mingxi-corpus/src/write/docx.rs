//! Word files: docx-rs writes the parts, this module packs them deflated and without dates, so that the same
//! blocks give the same bytes.

use super::{Cover, covers};
use crate::document::{Block, Table};
use anyhow::Context as _;
use docx_rs::{Docx, Paragraph, Run, TableCell, TableRow, VMergeType};
use std::io::{Cursor, Write as _};

/// What a picture stands for until the main part is packed.
const PICTURE: &str = "\u{2981}picture\u{2981}";
/// A picture of 16 by 8 centimetres, whose bytes the file does not hold.
const DRAWING: &str = "<w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/\
    wordprocessingDrawing\"><wp:extent cx=\"5760000\" cy=\"2880000\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/\
    drawingml/2006/main\"><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:blipFill><a:blip/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>\
    </w:drawing>";

/// Writes the file.
///
/// # Errors
/// docx-rs or the zip writer failed.
pub fn write(blocks: &[Block]) -> anyhow::Result<Vec<u8>> {
    pack(add_blocks(Docx::new(), blocks))
}

/// Writes the file with its main part edited.
///
/// # Errors
/// docx-rs or the zip writer failed.
pub fn write_edited(blocks: &[Block], edit: impl Fn(String) -> String) -> anyhow::Result<Vec<u8>> {
    pack_edited(add_blocks(Docx::new(), blocks), edit)
}

/// Appends blocks to a document.
pub fn add_blocks(mut docx: Docx, blocks: &[Block]) -> Docx {
    for block in blocks {
        docx = match block {
            Block::Heading(text) => docx.add_paragraph(paragraph(text).style("Heading1")),
            Block::Paragraph(text) => docx.add_paragraph(paragraph(text)),
            Block::Table(source) => {
                let mut docx = docx;
                for text in source.form_number.iter().chain(Some(&source.title)) {
                    if !text.is_empty() {
                        docx = docx.add_paragraph(paragraph(text));
                    }
                }
                if !source.framed_captions {
                    for caption in &source.captions {
                        docx = docx.add_paragraph(paragraph(caption));
                    }
                }
                docx = match source.is_picture {
                    true => docx.add_paragraph(paragraph(PICTURE)),
                    false => docx.add_table(table(source)),
                };
                for note in &source.notes {
                    docx = docx.add_paragraph(paragraph(note));
                }
                // Word joins two tables that nothing separates.
                if source.notes.is_empty() { docx.add_paragraph(Paragraph::new()) } else { docx }
            }
        };
    }
    docx
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

/// A table with its spans.
pub fn table(source: &Table) -> docx_rs::Table {
    let mut rows = Vec::new();
    if source.framed_captions {
        rows.push(caption_row(source));
    }
    for row in 0..source.rows {
        let mut cells = Vec::new();
        for cover in covers(source, row) {
            let (source, mut cell) = match cover {
                Cover::Start(source) => (source, indented_cell(&source.text, source.indent)),
                Cover::Below(source) => (source, text_cell("").vertical_merge(VMergeType::Continue)),
                Cover::Inside => continue,
            };
            if source.rs > 1 && source.r == row {
                cell = cell.vertical_merge(VMergeType::Restart);
            }
            if source.cs > 1 {
                cell = cell.grid_span(source.cs);
            }
            cells.push(cell);
        }
        rows.push(TableRow::new(cells));
    }
    docx_rs::Table::new(rows).set_grid(vec![9_000 / source.cols.max(1); source.cols])
}

/// The captions as the table's first row, the first one spread over what the others leave.
fn caption_row(source: &Table) -> TableRow {
    let count = source.captions.len().min(source.cols);
    let (own, rest) = source.captions.split_at(count.saturating_sub(1));
    let mut texts = own.to_vec();
    texts.push(rest.join("\n"));
    let spread = source.cols - count + 1;
    let cells = texts.iter().enumerate().map(|(i, text)| {
        let cell = text_cell(text);
        if i == 0 && spread > 1 { cell.grid_span(spread) } else { cell }
    });
    TableRow::new(cells.collect())
}

fn text_cell(text: &str) -> TableCell {
    indented_cell(text, 0)
}

/// A cell whose paragraphs begin some steps of 10 points further right.
fn indented_cell(text: &str, steps: u8) -> TableCell {
    let set = |line: &str| match steps {
        0 => paragraph(line),
        steps => paragraph(line).indent(Some(200 * i32::from(steps)), None, None, None),
    };
    text.split('\n').fold(TableCell::new(), |cell, line| cell.add_paragraph(set(line)))
}

/// Packs a document's parts into a zip archive.
///
/// # Errors
/// The zip writer failed.
pub fn pack(docx: Docx) -> anyhow::Result<Vec<u8>> {
    pack_edited(docx, |document| document)
}

fn pack_edited(docx: Docx, edit: impl Fn(String) -> String) -> anyhow::Result<Vec<u8>> {
    let parts = docx.build();
    let document = String::from_utf8(parts.document).context("docx-rs wrote no UTF-8")?;
    let text = format!("<w:t xml:space=\"preserve\">{PICTURE}</w:t>");
    let document = edit(renumber_changes(&document)).replace(&text, DRAWING);
    let named: [(&str, &[u8]); 13] = [
        ("[Content_Types].xml", &parts.content_type),
        ("_rels/.rels", &parts.rels),
        ("docProps/app.xml", &parts.doc_props.app),
        ("docProps/core.xml", &parts.doc_props.core),
        ("docProps/custom.xml", &parts.doc_props.custom),
        ("word/_rels/document.xml.rels", &parts.document_rels),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", &parts.styles),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", &parts.font_table),
        ("word/comments.xml", &parts.comments),
        ("word/numbering.xml", &parts.numberings),
        ("word/commentsExtended.xml", &parts.comments_extended),
    ];
    let mut all: Vec<(&str, &[u8])> = named.to_vec();
    all.push(("word/footnotes.xml", &parts.footnotes));
    pack_parts(&all)
}

/// Numbers tracked changes from 1 in the order they stand; docx-rs counts on over all files of a process.
fn renumber_changes(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut rest = document;
    let mut number = 0;
    loop {
        let marks = ["<w:ins w:id=\"", "<w:del w:id=\""];
        let found = marks.iter().filter_map(|mark| rest.find(mark).map(|at| at + mark.len())).min();
        let Some(start) = found else {
            out.push_str(rest);
            return out;
        };
        number += 1;
        out.push_str(&rest[..start]);
        out.push_str(&number.to_string());
        rest = rest[start..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
}

/// Packs named parts, deflated, dated 1980-01-01.
///
/// # Errors
/// The zip writer failed.
pub fn pack_parts(parts: &[(&str, &[u8])]) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts {
        zip.start_file(*name, options).with_context(|| format!("cannot begin the part {name}"))?;
        zip.write_all(bytes).with_context(|| format!("cannot write the part {name}"))?;
    }
    Ok(zip.finish().context("cannot close the archive")?.into_inner())
}
