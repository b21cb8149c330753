//! Workbooks: the parts are written here, packed deflated and without dates, so that the same blocks give the same
//! bytes. Amounts are numbers with a format that displays them as they are meant, codes and words are texts.

use crate::document::{Block, Cell, Table};
use anyhow::Context as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How forms stand in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheets {
    /// A sheet for each form, text on one of its own; beside them what nobody sees.
    Each,
    /// All on one sheet that begins in its third column.
    One,
}

const NAMESPACES: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Number formats of amounts, by their number of decimals.
pub(super) const FORMATS: [&str; 5] = ["0", "0.0", "0.00", "0.000", "0.0000"];
/// The style of a title: no box, centred.
pub(super) const TITLE: usize = 1;
/// The first style of texts in boxes: one for each step of indentation.
pub(super) const TEXTS: usize = 2;
/// Steps of indentation that have a style.
pub(super) const STEPS: usize = 6;
/// The first style of amounts in boxes, plain and then with thousands parted.
pub(super) const AMOUNTS: usize = TEXTS + STEPS;

/// A sheet in the making.
#[derive(Default)]
struct Sheet {
    name: String,
    state: &'static str,
    columns: String,
    rows: String,
    merges: Vec<String>,
    /// Rows written so far.
    count: usize,
    /// Columns left blank at the left.
    left: usize,
}

/// Writes the file.
///
/// # Errors
/// The zip writer failed.
pub fn write(blocks: &[Block], sheets: Sheets) -> anyhow::Result<Vec<u8>> {
    let mut book: Vec<Sheet> = Vec::new();
    for block in blocks {
        let is_new = match (block, book.last()) {
            (_, None) => true,
            (Block::Table(_), _) => sheets == Sheets::Each,
            (_, Some(last)) => sheets == Sheets::Each && !last.name.starts_with("说明"),
        };
        if is_new {
            let name = match block {
                Block::Table(_) => format!("{}", book.len()),
                _ => format!("说明{}", book.len() + 1),
            };
            let left = if sheets == Sheets::One { 2 } else { 0 };
            book.push(Sheet { name, state: "visible", left, ..Sheet::default() });
        }
        let Some(sheet) = book.last_mut() else { continue };
        match block {
            Block::Heading(text) | Block::Paragraph(text) => sheet.line(text, 1, 0),
            Block::Table(table) => sheet.form(table),
        }
    }
    if sheets == Sheets::Each {
        unseen(&mut book);
    }
    pack(&book)
}

/// What nobody sees: a hidden sheet, a hidden row and a hidden column of numbers.
fn unseen(book: &mut Vec<Sheet>) {
    if let Some(last) = book.last_mut() {
        last.columns = "<col min=\"12\" max=\"12\" width=\"9\" hidden=\"1\"/>".to_owned();
        let row = last.count + 1;
        last.rows.push_str(&format!(
            "<row r=\"{row}\" hidden=\"1\"><c r=\"A{row}\"><v>77.25</v></c></row><row r=\"{0}\"><c r=\"L{0}\"><v>88.5</v></c></row>",
            row + 1
        ));
    }
    let rows =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>底稿</t></is></c><c r=\"B1\"><v>99.75</v></c></row>";
    book.push(Sheet {
        name: "底稿".to_owned(), state: "hidden", rows: rows.to_owned(), ..Sheet::default()
    });
}

impl Sheet {
    fn place(&self, row: usize, col: usize) -> String {
        let (mut letters, mut rest) = (Vec::new(), col + self.left + 1);
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
        letters.iter().rev().collect::<String>() + &(row + 1).to_string()
    }

    fn merge(&mut self, row: usize, col: usize, height: usize, width: usize) {
        if height * width > 1 {
            let range = format!("{}:{}", self.place(row, col), self.place(row + height - 1, col + width - 1));
            self.merges.push(format!("<mergeCell ref=\"{range}\"/>"));
        }
    }

    /// A row of one text over some columns.
    fn line(&mut self, text: &str, width: usize, style: usize) {
        let cell = text_cell(&self.place(self.count, 0), style, text);
        self.rows.push_str(&format!("<row r=\"{}\">{cell}</row>", self.count + 1));
        self.merge(self.count, 0, 1, width);
        self.count += 1;
    }

    fn form(&mut self, table: &Table) {
        if self.count > 0 {
            self.count += 1;
        }
        for text in table.form_number.iter().chain(Some(&table.title)).filter(|text| !text.is_empty()) {
            self.line(text, table.cols, TITLE);
        }
        for caption in &table.captions {
            self.line(caption, table.cols, 0);
        }
        let top = self.count;
        for row in 0..table.rows {
            let cells: String = (0..table.cols).map(|col| self.cell(table, top, row, col)).collect();
            self.rows.push_str(&format!("<row r=\"{}\">{cells}</row>", top + row + 1));
        }
        for cell in &table.cells {
            self.merge(top + cell.r, cell.c, cell.rs, cell.cs);
        }
        self.count += table.rows;
        for note in &table.notes {
            self.line(note, table.cols, 0);
        }
    }

    fn cell(&self, table: &Table, top: usize, row: usize, col: usize) -> String {
        let place = self.place(top + row, col);
        let Some(cell) = table.cells.iter().find(|cell| (cell.r, cell.c) == (row, col)) else {
            return format!("<c r=\"{place}\" s=\"{TEXTS}\"/>");
        };
        let is_body = row >= table.header_rows;
        match amount(cell).filter(|_| is_body) {
            Some((value, style)) => format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"),
            None if cell.text.is_empty() => format!("<c r=\"{place}\" s=\"{TEXTS}\"/>"),
            None => text_cell(&place, TEXTS + usize::from(cell.indent).min(STEPS - 1), &cell.text),
        }
    }
}

/// The number of a cell that prints an amount with decimals, and the style that displays it so.
pub(super) fn amount(cell: &Cell) -> Option<(String, usize)> {
    let value: String = cell.text.chars().filter(|c| *c != ',').collect();
    let (whole, decimals) = value.split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole.strip_prefix('-').unwrap_or(whole))
        || !is_number(decimals)
        || decimals.len() >= FORMATS.len()
    {
        return None;
    }
    let grouped = if cell.text.contains(',') { FORMATS.len() } else { 0 };
    Some((value.clone(), AMOUNTS + grouped + decimals.len()))
}

fn text_cell(place: &str, style: usize, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
    )
}

fn styles() -> String {
    let formats = FORMATS.iter().flat_map(|format| [(*format).to_owned(), format!("#,##{format}")]);
    let mut codes: Vec<(usize, String)> = formats.enumerate().collect();
    // Plain ones first, then those with thousands parted.
    codes.sort_by_key(|(at, _)| (at % 2, *at));
    let numbers: String = codes
        .iter()
        .map(|(at, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 200 + at))
        .collect();
    let mut cells = "<xf/><xf><alignment horizontal=\"center\"/></xf>".to_owned();
    for step in 0..STEPS {
        cells.push_str(&format!(
            "<xf borderId=\"1\"><alignment horizontal=\"left\" indent=\"{step}\" wrapText=\"1\"/></xf>"
        ));
    }
    for (at, _) in &codes {
        cells.push_str(&format!("<xf numFmtId=\"{}\" borderId=\"1\"/>", 200 + at));
    }
    let side = |name: &str| format!("<{name} style=\"thin\"/>");
    let border: String = ["left", "right", "top", "bottom"].map(side).concat();
    format!(
        "<styleSheet {NAMESPACES}><numFmts>{numbers}</numFmts><borders><border/><border>{border}</border></borders>\
         <cellXfs>{cells}</cellXfs></styleSheet>"
    )
}

fn pack(book: &[Sheet]) -> anyhow::Result<Vec<u8>> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut list, mut types) = (String::new(), String::new());
    let mut relations =
        format!("<Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>");
    for (number, sheet) in (1..).zip(book) {
        let Sheet { name, state, columns, rows, merges, .. } = sheet;
        list.push_str(&format!(
            "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"sheet{number}\"/>"
        ));
        relations.push_str(&format!(
            "<Relationship Id=\"sheet{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{CONTENT}.worksheet+xml\"/>"
        ));
        let columns = if columns.is_empty() { String::new() } else { format!("<cols>{columns}</cols>") };
        let merges = if merges.is_empty() {
            String::new()
        } else {
            format!("<mergeCells>{}</mergeCells>", merges.concat())
        };
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet {NAMESPACES}>{columns}<sheetData>{rows}</sheetData>{merges}</worksheet>"),
        ));
    }
    let named = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.\
                 openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"{CONTENT}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
                 ContentType=\"{CONTENT}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"main\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml", format!("<workbook {NAMESPACES}><sheets>{list}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>"),
        ),
        ("xl/styles.xml", styles()),
    ];
    let all = named.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(parts);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in all {
        writer.start_file(name.as_str(), options).with_context(|| format!("cannot pack {name}"))?;
        writer.write_all(text.as_bytes()).with_context(|| format!("cannot pack {name}"))?;
    }
    Ok(writer.finish().context("cannot end the archive")?.into_inner())
}
