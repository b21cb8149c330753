//! Workbooks of Excel 97 to 2003, written record by record.

use crate::common::{outline, remarks};
use mingxi_decode::{Limits, decode};
use mingxi_model::{Block, Document, ErrorKind};
use std::io::{Cursor, Write};

/// Records in the making.
#[derive(Clone, Default)]
pub struct Records(pub Vec<u8>);

impl Records {
    pub fn add(mut self, kind: u16, data: &[u8]) -> Records {
        self.0.extend(kind.to_le_bytes());
        self.0.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        self.0.extend(data);
        self
    }
}

pub fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A text with its length in two bytes, two bytes a character.
pub fn text(value: &str) -> Vec<u8> {
    let units: Vec<u16> = value.encode_utf16().collect();
    let mut bytes = words(&[u16::try_from(units.len()).unwrap()]);
    bytes.push(1);
    bytes.extend(words(&units));
    bytes
}

pub fn number(row: u16, col: u16, style: u16, value: f64) -> Vec<u8> {
    let mut bytes = words(&[row, col, style]);
    bytes.extend(value.to_le_bytes());
    bytes
}

pub fn label(row: u16, col: u16, value: &str) -> Vec<u8> {
    [words(&[row, col, 0]), text(value)].concat()
}

/// A style: number format, alignment and indent, borders.
fn style(format: u16, horizontal: u8, indent: u8, borders: u16) -> Vec<u8> {
    let mut bytes = words(&[0, format, 0]);
    bytes.extend([horizontal, 0, indent, 0]);
    bytes.extend(borders.to_le_bytes());
    bytes.resize(20, 0);
    bytes
}

/// A workbook of one sheet; `globals` stand before the list of sheets.
pub fn stream(globals: Records, name: &str, state: u8, cells: Records) -> Vec<u8> {
    let head = Records::default().add(0x0809, &words(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let units: Vec<u16> = name.encode_utf16().collect();
    let entry = |at: u32| {
        let mut bytes = at.to_le_bytes().to_vec();
        bytes.extend([state, 0, u8::try_from(units.len()).unwrap(), 1]);
        bytes.extend(words(&units));
        bytes
    };
    let front = |at: u32| {
        let records = Records([head.0.clone(), globals.0.clone()].concat());
        records.add(0x0085, &entry(at)).add(0x000a, &[]).0
    };
    let at = u32::try_from(front(0).len()).unwrap();
    let sheet = Records::default().add(0x0809, &words(&[0x0600, 0x10, 0, 0, 0, 0, 0, 0]));
    let sheet = Records([sheet.0, cells.0].concat()).add(0x000a, &[]);
    [front(at), sheet.0].concat()
}

pub fn file(stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[track_caller]
fn read(globals: Records, cells: Records) -> Document {
    let document = decode(&file(&stream(globals, "支出表", 0, cells)), &Limits::default()).unwrap();
    assert_eq!(document.partial, None);
    document
}

/// Plain, two decimals with thousands in a box, a text moved in by two steps in a box, a format of its own.
fn styles() -> Records {
    let format = [words(&[164]), text("0.00,\"万\"")].concat();
    Records::default()
        .add(0x041e, &format)
        .add(0x00e0, &style(0, 0, 0, 0x1111))
        .add(0x00e0, &style(4, 0, 0, 0x1111))
        .add(0x00e0, &style(0, 1, 2, 0x1111))
        .add(0x00e0, &style(164, 0, 0, 0x1111))
}

#[test]
fn cells_of_every_sort() {
    let mut indented = label(2, 0, "其中：基本");
    indented[4..6].copy_from_slice(&2u16.to_le_bytes());
    let cells = Records::default()
        // A dimension record that lies: a million rows of 256 columns.
        .add(0x0200, &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 1, 0, 0])
        .add(0x0204, &label(0, 0, "科目"))
        .add(0x0204, &label(0, 1, "合计"))
        .add(0x0204, &label(0, 2, "本年"))
        .add(0x0204, &label(0, 3, "备注"))
        .add(0x0204, &label(1, 0, "教育支出"))
        .add(0x0203, &number(1, 1, 1, 9616.338314))
        // 39 and 12.34 packed in one record.
        .add(0x00bd, &words(&[1, 2, 1, 39 << 2 | 2, 0, 1, 1234 << 2 | 3, 0, 3]))
        .add(0x0204, &indented)
        .add(0x027e, &words(&[2, 1, 3, 12345 << 2 | 2, 0]))
        // #REF! and the text of a formula.
        .add(0x0205, &[2, 0, 2, 0, 1, 0, 0x17, 1])
        .add(0x0006, &[2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0])
        .add(0x0207, &text("39.00"));
    let document = read(styles(), cells);
    assert_eq!(
        outline(&document),
        [
            "支出表",
            "[科目|合计|本年|备注]",
            "[教育支出|9,616.34|39.00|12.34]",
            "[其中：基本|12.35万|#REF!|39.00]"
        ]
    );
    let Block::Native(table) = &document.blocks[1] else { panic!("a table") };
    let cell = |text: &str| table.cells.iter().find(|cell| cell.text == text).unwrap();
    assert_eq!(cell("9,616.34").stored.as_deref(), Some("9616.338314"));
    assert_eq!(cell("9,616.34").place.to_string(), "支出表!B2");
    assert_eq!(cell("其中：基本").indent, Some(20.0));
}

#[test]
fn shared_texts_run_on_over_records() {
    // 中文 in two bytes a character, cut after the first; ab in one byte each with a run of fonts behind.
    let mut first = vec![2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1];
    first.extend("中".encode_utf16().flat_map(u16::to_le_bytes));
    let mut second = vec![1];
    second.extend("文".encode_utf16().flat_map(u16::to_le_bytes));
    second.extend([2, 0, 8, 1, 0, b'a', b'b', 0, 0, 0, 0]);
    let globals = styles().add(0x00fc, &first).add(0x003c, &second);
    let shared = |col: u16, at: u16| words(&[0, col, 0, at, 0]);
    let cells = Records::default()
        .add(0x00fd, &shared(0, 0))
        .add(0x00fd, &shared(1, 1))
        .add(0x00fd, &shared(2, 7))
        .add(0x0203, &number(1, 0, 0, 1.0));
    assert_eq!(outline(&read(globals, cells))[1], "[中文|ab|\u{fffd}]");
}

#[test]
fn merged_and_hidden() {
    let cells = Records::default()
        .add(0x007d, &words(&[2, 2, 0x900, 0, 1, 0]))
        .add(0x0208, &words(&[2, 0, 3, 300, 0, 0, 0x20, 0]))
        .add(0x0204, &label(0, 0, "支出"))
        .add(0x0204, &label(1, 0, "教育支出"))
        .add(0x0203, &number(1, 1, 0, 1.0))
        .add(0x0203, &number(1, 2, 0, 2.0))
        .add(0x0203, &number(2, 1, 0, 3.0))
        .add(0x0204, &label(3, 0, "合计"))
        .add(0x0203, &number(3, 1, 0, 4.0))
        .add(0x00e5, &words(&[1, 0, 0, 0, 1]));
    let document = read(styles(), cells);
    assert_eq!(outline(&document), ["[支出>2]", "[教育支出|1]", "[合计|4]"].map(String::from));
    assert_eq!(
        remarks(&document).iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        ["hidden_rows", "hidden_columns"]
    );
}

#[test]
fn constants_that_were_typed() {
    let formula = |row: u16, result: [u8; 8], tokens: &[u8]| {
        let mut bytes = words(&[row, 1, 0]);
        bytes.extend(result);
        bytes.extend([0; 6]);
        bytes.extend(words(&[u16::try_from(tokens.len()).unwrap()]));
        bytes.extend(tokens);
        bytes
    };
    let unknown = [2, 0, 0x1d, 0, 0, 0, 0xff, 0xff];
    let shared: Vec<u8> = [words(&[3, 4, 0x0101, 0]), words(&[4]), vec![0x1e, 90, 0, 0x14]].concat();
    let cells = Records::default()
        .add(0x0204, &label(0, 0, "指标"))
        .add(0x0204, &label(0, 1, "值"))
        .add(0x0204, &label(1, 0, "人数"))
        .add(0x0006, &formula(1, unknown, &[0x17, 3, 1, b'1', 0, b'0', 0, 0xba, 0x4e]))
        .add(0x0204, &label(2, 0, "补助"))
        .add(0x0006, &formula(2, 640f64.to_le_bytes(), &[0x1e, 0x80, 2]))
        .add(0x0204, &label(3, 0, "到位率"))
        .add(0x0006, &formula(3, 0.9f64.to_le_bytes(), &[1, 3, 0, 1, 0]))
        .add(0x04bc, &shared)
        .add(0x0204, &label(4, 0, "合格率"))
        .add(0x0006, &formula(4, 0.9f64.to_le_bytes(), &[1, 3, 0, 1, 0]));
    assert_eq!(
        outline(&read(styles(), cells)),
        ["支出表", "[指标|值]", "[人数|=10人]", "[补助|=640]", "[到位率|=90%]", "[合格率|=90%]"]
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    let kind = |stream: &[u8]| decode(&file(stream), &Limits::default()).unwrap_err().kind();
    let beginning = |version: u16| Records::default().add(0x0809, &words(&[version, 5, 0, 0]));
    let encrypted = stream(Records::default().add(0x002f, &[0; 6]), "x", 0, Records::default());
    assert_eq!(kind(&encrypted), ErrorKind::Encrypted);
    assert_eq!(kind(&beginning(0x0500).0), ErrorKind::UnsupportedFormat);
    assert_eq!(kind(b"nothing of a workbook"), ErrorKind::Corrupt);
    let bare = Records::default().add(0x0409, &words(&[0, 0x10, 0])).0;
    assert_eq!(decode(&bare, &Limits::default()).unwrap_err().kind(), ErrorKind::UnsupportedFormat);
}

#[test]
fn a_stream_cut_short_is_partial() {
    let cells = Records::default()
        .add(0x0204, &label(0, 0, "科目"))
        .add(0x0203, &number(0, 1, 0, 1.0))
        .add(0x0204, &label(1, 0, "教育支出"))
        .add(0x0203, &number(1, 1, 0, 1.0));
    let whole = stream(styles(), "支出表", 0, cells);
    let document = decode(&file(&whole[..whole.len() - 8]), &Limits::default()).unwrap();
    assert_eq!(document.partial.unwrap().0, ErrorKind::Truncated);
}
