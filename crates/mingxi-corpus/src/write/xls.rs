//! Workbooks of Excel 97 to 2003 (BIFF8 in a compound file, [MS-XLS]): a sheet for each form, beside them what nobody
//! sees. Amounts are doubles with a format that displays them as they are meant, codes and words are shared texts.

use super::doc::file::pack;
use super::xlsx::{AMOUNTS, FORMATS, STEPS, TEXTS, TITLE, amount};
use crate::document::{Block, Table};

/// Styles before the ones of cells.
const STYLES: u16 = 15;
/// The first number of a format that is spelled out.
const FORMAT: u16 = 200;
/// The most bytes of a record.
const RECORD: usize = 8_000;

/// A sheet in the making: its records, and how many rows are written.
struct Sheet {
    name: String,
    is_hidden: bool,
    cells: Vec<u8>,
    merges: Vec<[u16; 4]>,
    count: usize,
    /// A column and a row that are hidden.
    hidden_column: Option<u16>,
    hidden_row: Option<u16>,
}

/// Texts of all sheets, each once.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        let at = self.0.iter().position(|known| known == text).unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// Writes the file.
///
/// # Errors
/// The compound file cannot be written.
pub fn write(blocks: &[Block]) -> anyhow::Result<Vec<u8>> {
    let mut texts = Texts::default();
    let mut book: Vec<Sheet> = Vec::new();
    for block in blocks {
        let is_prose = !matches!(block, Block::Table(_));
        if !is_prose || book.last().is_none_or(|last| !last.name.starts_with("说明")) {
            let name = if is_prose { format!("说明{}", book.len() + 1) } else { book.len().to_string() };
            book.push(Sheet::named(name));
        }
        let Some(sheet) = book.last_mut() else { continue };
        match block {
            Block::Heading(text) | Block::Paragraph(text) => sheet.line(text, 1, 0, &mut texts),
            Block::Table(table) => sheet.form(table, &mut texts),
        }
    }
    if let Some(last) = book.last_mut() {
        last.unseen();
    }
    let mut draft = Sheet::named("底稿".to_owned());
    draft.is_hidden = true;
    draft.line("底稿", 1, 0, &mut texts);
    draft.number(0, 1, 0, 99.75);
    book.push(draft);
    pack(&[("Workbook", &stream(&book, &texts))])
}

impl Sheet {
    fn named(name: String) -> Sheet {
        let (cells, merges) = (Vec::new(), Vec::new());
        Sheet { name, is_hidden: false, cells, merges, count: 0, hidden_column: None, hidden_row: None }
    }

    /// What nobody sees: a hidden row and a hidden column of numbers.
    fn unseen(&mut self) {
        self.number(self.count, 0, 0, 77.25);
        self.hidden_row = u16::try_from(self.count).ok();
        self.number(self.count + 1, 11, 0, 88.5);
        self.hidden_column = Some(11);
    }

    /// A row of one text over some columns.
    fn line(&mut self, text: &str, width: usize, style: usize, texts: &mut Texts) {
        self.text(self.count, 0, style, texts.number(text));
        self.merge(self.count, 0, 1, width);
        self.count += 1;
    }

    fn form(&mut self, table: &Table, texts: &mut Texts) {
        for text in table.form_number.iter().chain(Some(&table.title)).filter(|text| !text.is_empty()) {
            self.line(text, table.cols, TITLE, texts);
        }
        for caption in &table.captions {
            self.line(caption, table.cols, 0, texts);
        }
        for row in 0..table.rows {
            for col in 0..table.cols {
                let at = self.count + row;
                let cell = table.cells.iter().find(|cell| (cell.r, cell.c) == (row, col));
                let value = cell.and_then(amount).filter(|_| row >= table.header_rows);
                match (cell, value) {
                    (_, Some((value, style))) => {
                        self.number(at, col, style, value.parse().unwrap_or_default());
                    }
                    (Some(cell), None) if !cell.text.is_empty() => {
                        let style = TEXTS + usize::from(cell.indent).min(STEPS - 1);
                        self.text(at, col, style, texts.number(&cell.text));
                    }
                    _ => self.cells.extend(record(0x201, &place(at, col, TEXTS))),
                }
            }
        }
        for cell in &table.cells {
            self.merge(self.count + cell.r, cell.c, cell.rs, cell.cs);
        }
        self.count += table.rows;
        for note in &table.notes {
            self.line(note, table.cols, 0, texts);
        }
    }

    fn text(&mut self, row: usize, col: usize, style: usize, number: u32) {
        let data = [place(row, col, style).as_slice(), &number.to_le_bytes()].concat();
        self.cells.extend(record(0xfd, &data));
    }

    fn number(&mut self, row: usize, col: usize, style: usize, value: f64) {
        let data = [place(row, col, style).as_slice(), &value.to_le_bytes()].concat();
        self.cells.extend(record(0x203, &data));
    }

    fn merge(&mut self, row: usize, col: usize, height: usize, width: usize) {
        if height * width > 1 {
            self.merges.push([row, row + height - 1, col, col + width - 1].map(short));
        }
    }

    /// Its records, the beginning and the end included.
    fn records(&self) -> Vec<u8> {
        let mut records = beginning(0x10);
        if let Some(column) = self.hidden_column {
            records.extend(record(0x7d, &words(&[column, column, 2_340, STYLES, 1, 0])));
        }
        let (rows, columns) = (u32::try_from(self.count + 2).unwrap_or(u32::MAX), 12);
        let size = [0u32.to_le_bytes().as_slice(), &rows.to_le_bytes(), &words(&[0, columns, 0])].concat();
        records.extend(record(0x200, &size));
        if let Some(row) = self.hidden_row {
            records.extend(record(0x208, &words(&[row, 0, columns, 255, 0, 0, 0x20, 0x100])));
        }
        records.extend(&self.cells);
        let shown = [0x06b6u16, 0, 0, 64, 0, 0, 0, 0, 0];
        records.extend(record(0x23e, &words(&shown)));
        for merges in self.merges.chunks(1_000) {
            let areas: Vec<u16> = merges.iter().flatten().copied().collect();
            records.extend(record(0xe5, &words(&[&[short(merges.len())], areas.as_slice()].concat())));
        }
        records.extend(record(0x0a, &[]));
        records
    }
}

/// The workbook: what all sheets share, then the sheets, whose places stand in front.
fn stream(book: &[Sheet], texts: &Texts) -> Vec<u8> {
    let mut head = beginning(0x05);
    head.extend(record(0x42, &words(&[1200])));
    head.extend(record(0x3d, &words(&[0, 0, 0x3000, 0x2000, 0x38, 0, 0, 1, 600])));
    for _ in 0..5 {
        let name: Vec<u8> = "宋体".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let font = [&words(&[220, 0, 0x7fff, 400, 0, 0, 0x86]), [2, 1].as_slice(), &name].concat();
        head.extend(record(0x31, &font));
    }
    let formats = FORMATS.iter().map(|format| (*format).to_owned());
    let grouped = FORMATS.iter().map(|format| format!("#,##{format}"));
    for (number, format) in (FORMAT..).zip(formats.chain(grouped)) {
        let code = [words(&[number, short(format.len())]).as_slice(), &[0], format.as_bytes()].concat();
        head.extend(record(0x41e, &code));
    }
    for look in looks() {
        head.extend(record(0xe0, &look));
    }
    let shared = shared(texts);
    let entries: Vec<Vec<u8>> = book
        .iter()
        .map(|sheet| {
            let name: Vec<u16> = sheet.name.encode_utf16().collect();
            let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
            [&[u8::from(sheet.is_hidden), 0, length, 1], words(&name).as_slice()].concat()
        })
        .collect();
    let listed: usize = entries.iter().map(|entry| 8 + entry.len()).sum();
    let mut at = head.len() + listed + shared.len() + 4;
    let sheets: Vec<Vec<u8>> = book.iter().map(Sheet::records).collect();
    for (entry, sheet) in entries.iter().zip(&sheets) {
        let place = u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes();
        head.extend(record(0x85, &[place.as_slice(), entry].concat()));
        at += sheet.len();
    }
    head.extend(shared);
    head.extend(record(0x0a, &[]));
    head.extend(sheets.concat());
    head
}

/// The styles in the order of their numbers: those that programs ask for first, then a plain one, titles, texts in boxes,
/// amounts.
fn looks() -> Vec<[u8; 20]> {
    const BOX: u16 = 0x1111;
    let look = |format: u16, is_style: bool, alignment: u8, indent: u8, borders: u16| {
        let mut look = [0; 20];
        look[2..4].copy_from_slice(&format.to_le_bytes());
        look[4..6].copy_from_slice(&if is_style { 0xfff5u16 } else { 1 }.to_le_bytes());
        (look[6], look[8]) = (alignment, indent);
        look[10..12].copy_from_slice(&borders.to_le_bytes());
        look[18..20].copy_from_slice(&0x20c0u16.to_le_bytes());
        look
    };
    let mut looks = vec![look(0, true, 0x20, 0, 0); usize::from(STYLES)];
    looks.push(look(0, false, 0x20, 0, 0));
    looks.push(look(0, false, 0x22, 0, 0));
    for step in (0..).take(STEPS) {
        looks.push(look(0, false, 0x29, step, BOX));
    }
    debug_assert_eq!(looks.len(), usize::from(STYLES) + AMOUNTS);
    for number in (FORMAT..).take(2 * FORMATS.len()) {
        looks.push(look(number, false, 0x20, 0, BOX));
    }
    looks
}

/// The shared texts, in records that end between two of them.
fn shared(texts: &Texts) -> Vec<u8> {
    let count = u32::try_from(texts.0.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut data = [count, count].concat();
    let mut records = Vec::new();
    let mut kind = 0xfc;
    for text in &texts.0 {
        let units: Vec<u16> = text.encode_utf16().collect();
        let stored = [words(&[short(units.len())]).as_slice(), &[1], &words(&units)].concat();
        if data.len() + stored.len() > RECORD {
            records.extend(record(kind, &std::mem::take(&mut data)));
            kind = 0x3c;
        }
        data.extend(stored);
    }
    records.extend(record(kind, &data));
    records
}

/// The first record of the globals or of a sheet.
fn beginning(of: u16) -> Vec<u8> {
    record(0x809, &words(&[0x600, of, 0x0dbb, 0x07cc, 0, 0, 6, 0]))
}

fn place(row: usize, col: usize, style: usize) -> Vec<u8> {
    words(&[short(row), short(col), STYLES + short(style)])
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [words(&[kind, short(data.len())]).as_slice(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
