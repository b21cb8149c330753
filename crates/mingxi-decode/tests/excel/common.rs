//! Small workbooks written by hand.

use mingxi_decode::{DecodeError, Limits, decode};
use mingxi_model::{Block, Document, NativeTable};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A sheet in the making.
#[derive(Clone, Default)]
pub struct Sheet {
    pub name: String,
    pub state: &'static str,
    /// What stands in `sheetData`, before and behind it.
    pub rows: String,
    pub before: String,
    pub behind: String,
}

/// A workbook in the making.
#[derive(Clone, Default)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    /// What stands in `cellXfs` behind the plain style, and in `numFmts`.
    pub styles: String,
    pub formats: String,
    pub strings: Option<String>,
    pub parts: Vec<(String, String)>,
}

/// The number of the style with a box.
pub const BOX: usize = 1;

/// A sheet of rows; cells are parted by `|`. `a` is a text, `#1.5` a number, an empty one nothing. Rows that begin with
/// `+` have boxes.
pub fn sheet(name: &str, rows: &[&str]) -> Sheet {
    let mut xml = String::new();
    for (number, row) in rows.iter().enumerate() {
        let (row, style) = row.strip_prefix('+').map_or((*row, 0), |row| (row, BOX));
        xml.push_str(&format!("<row r=\"{}\">", number + 1));
        for (column, text) in row.split('|').enumerate() {
            let place = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), number + 1);
            xml.push_str(&match text.strip_prefix('#') {
                Some(value) => format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"),
                None if text.is_empty() => format!("<c r=\"{place}\" s=\"{style}\"/>"),
                None => {
                    format!("<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                }
            });
        }
        xml.push_str("</row>");
    }
    Sheet { name: name.to_owned(), rows: xml, ..Sheet::default() }
}

impl Sheet {
    pub fn merged(mut self, ranges: &[&str]) -> Sheet {
        let cells: String = ranges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        self.behind.push_str(&format!("<mergeCells>{cells}</mergeCells>"));
        self
    }
}

pub fn book(sheets: &[Sheet]) -> Book {
    Book { sheets: sheets.to_vec(), ..Book::default() }
}

/// A workbook of one cell A1 under a number format.
pub fn formatted(format: &str, cell: &str) -> Book {
    let mut sheet = sheet("单元格", &[]);
    sheet.rows = format!("<row r=\"1\">{cell}</row>");
    Book {
        sheets: vec![sheet],
        formats: format!("<numFmt numFmtId=\"200\" formatCode=\"{format}\"/>"),
        styles: "<xf numFmtId=\"200\"/>".to_owned(),
        ..Book::default()
    }
}

impl Book {
    pub fn bytes(&self) -> Vec<u8> {
        let mut sheets = String::new();
        let mut relations = String::new();
        let mut parts: Vec<(String, String)> = vec![
            (
                "[Content_Types].xml".to_owned(),
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"
                ),
            ),
            (
                "_rels/.rels".to_owned(),
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
        ];
        for (number, sheet) in self.sheets.iter().enumerate() {
            let Sheet { name, state, rows, before, behind } = sheet;
            let state = if state.is_empty() { "visible" } else { state };
            sheets.push_str(&format!(
                "<sheet name=\"{name}\" sheetId=\"{0}\" state=\"{state}\" r:id=\"rId{0}\"/>",
                number + 1
            ));
            relations.push_str(&format!("<Relationship Id=\"rId{0}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>", number + 1));
            parts.push((
                format!("xl/worksheets/sheet{}.xml", number + 1),
                format!(
                    "<worksheet xmlns=\"{MAIN}\">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>"
                ),
            ));
        }
        relations
            .push_str(&format!("<Relationship Id=\"st\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>"));
        parts.push((
            "xl/styles.xml".to_owned(),
            format!("<styleSheet xmlns=\"{MAIN}\"><numFmts>{}</numFmts><borders><border/><border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/></border></borders><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\" borderId=\"0\"/><xf numFmtId=\"0\" borderId=\"1\"/>{}</cellXfs></styleSheet>", self.formats, self.styles),
        ));
        if let Some(strings) = &self.strings {
            relations.push_str(&format!(
                "<Relationship Id=\"ss\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
            ));
            parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")));
        }
        parts.push((
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>"),
        ));
        parts.extend(self.parts.iter().cloned());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &parts {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    pub fn try_decode(&self) -> Result<Document, DecodeError> {
        decode(&self.bytes(), &Limits::default())
    }

    #[track_caller]
    pub fn decode(&self) -> Document {
        let document = self.try_decode().unwrap();
        assert_eq!(document.partial, None);
        document
    }
}

/// The blocks of a document in short: a paragraph's text, or a table's rows with its spans (`v2` down, `>3` across).
pub fn outline(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Native(table) => lines.extend(rows(table)),
            Block::Dump(_) => unreachable!("a workbook has no dumps"),
        }
    }
    lines
}

fn rows(table: &NativeTable) -> Vec<String> {
    let mut rows = vec![Vec::new(); table.rows as usize];
    for cell in &table.cells {
        let down = if cell.row_span > 1 { format!("v{}", cell.row_span) } else { String::new() };
        let across = if cell.col_span > 1 { format!(">{}", cell.col_span) } else { String::new() };
        rows[cell.row as usize].push(format!("{}{down}{across}", cell.text));
    }
    rows.iter().map(|row| format!("[{}]", row.join("|"))).collect()
}

/// The codes of the diagnostics with their messages.
pub fn remarks(document: &Document) -> Vec<(&'static str, String)> {
    document.diagnostics.iter().map(|remark| (remark.code, remark.message.clone())).collect()
}
