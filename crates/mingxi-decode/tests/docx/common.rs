//! Small Word packages written by hand.

use mingxi_decode::{DecodeError, Limits, decode};
use mingxi_model::{Block, Document, NativeTable};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts of a package.
#[derive(Clone)]
pub struct Package {
    pub parts: Vec<(String, Vec<u8>)>,
}

/// A package around a body's markup.
pub fn package(body: &str) -> Package {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="{WORD}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:new="urn:unknown"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>"#
    );
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    Package { parts: Vec::new() }
        .with("[Content_Types].xml", types)
        .with("_rels/.rels", relations)
        .with("word/document.xml", &document)
}

impl Package {
    /// The package with a part added or replaced.
    pub fn with(mut self, name: &str, content: &str) -> Package {
        self.parts.retain(|(other, _)| other != name);
        self.parts.push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }

    /// The same with styles; `styles` is what stands inside `w:styles`.
    pub fn styles(self, styles: &str) -> Package {
        self.with("word/styles.xml", &format!(r#"<w:styles xmlns:w="{WORD}">{styles}</w:styles>"#))
    }

    /// The same with lists; `lists` is what stands inside `w:numbering`.
    pub fn lists(self, lists: &str) -> Package {
        self.with(
            "word/numbering.xml",
            &format!(
                r#"<w:numbering xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{lists}</w:numbering>"#
            ),
        )
    }

    /// The archive's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    pub fn decode(&self) -> Result<Document, DecodeError> {
        decode(&self.bytes(), &Limits::default())
    }
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A cell with properties.
pub fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// A row of plain cells.
pub fn tr(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.iter().map(|text| tc("", text)).collect::<String>())
}

/// The document in lines: a paragraph as its text, a table as `[rows x columns]` and a line a cell.
pub fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Native(table) => lines.extend(table_lines(table)),
            Block::Dump(_) => unreachable!(),
        }
    }
    lines
}

fn table_lines(table: &NativeTable) -> Vec<String> {
    let mut lines = vec![format!("[{}x{}]", table.rows, table.columns)];
    lines.extend(
        table.cells.iter().map(|cell| {
            format!("{},{} {}x{} {}", cell.row, cell.col, cell.row_span, cell.col_span, cell.text)
        }),
    );
    lines
}

/// Asserts what a body decodes to.
#[track_caller]
pub fn check(body: &str, expected: &[&str]) {
    let document = package(body).decode().unwrap();
    assert_eq!(lines(&document), expected);
    assert_eq!(document.partial, None);
    assert_no_overlap(&document);
}

/// No two cells of a table cover one place, and none reaches outside.
#[track_caller]
pub fn assert_no_overlap(document: &Document) {
    for block in &document.blocks {
        let Block::Native(table) = block else { continue };
        let mut taken = std::collections::BTreeSet::new();
        for cell in &table.cells {
            assert!(cell.row_span > 0 && cell.col_span > 0);
            assert!(cell.row + cell.row_span <= table.rows && cell.col + cell.col_span <= table.columns);
            for row in cell.row..cell.row + cell.row_span {
                for col in cell.col..cell.col + cell.col_span {
                    assert!(taken.insert((row, col)), "overlap at {row},{col}");
                }
            }
        }
    }
}
