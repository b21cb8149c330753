//! Workbooks that ask for much with little.

use crate::common::{Book, Sheet, book, sheet};
use crate::old::{Records, file, number, stream, words};
use mingxi_decode::{Limits, decode};
use mingxi_model::{Document, ErrorKind};

fn limit(document: &Document) -> Option<ErrorKind> {
    document.partial.as_ref().map(|(kind, _)| *kind)
}

#[test]
fn cells_at_the_ends_of_a_sheet() {
    let mut sheet = sheet("Sheet1", &["科目|合计", "教育支出|#3"]);
    sheet.before = "<dimension ref=\"A1:XFD1048576\"/>".to_owned();
    sheet.rows.push_str("<row r=\"1048576\"><c r=\"XFD1048576\"><v>5</v></c></row>");
    sheet.rows.push_str("<row r=\"4294967295\"><c r=\"ZZZZ4294967295\"><v>5</v></c></row>");
    let document = book(&[sheet]).decode();
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn huge_merged_ranges() {
    let ranges: Vec<String> = (1..3000).map(|row| format!("A{row}:XFD{}", 1_040_000 + row)).collect();
    let ranges: Vec<&str> = ranges.iter().map(String::as_str).collect();
    let tall = sheet("Sheet1", &["+科目|合计", "+教育支出|#3"]).merged(&ranges);
    let wide = sheet("Sheet2", &["+甲|乙", "+丙|#3"]).merged(&["A1:A65534", "B1:XFD1", "A2:ALL65534"]);
    assert!(!book(&[tall, wide]).decode().blocks.is_empty());
}

#[test]
fn a_million_empty_rows() {
    let mut sheet = sheet("Sheet1", &["科目|合计", "教育支出|#3"]);
    let empty: String = (3..1_000_000).map(|row| format!("<row r=\"{row}\"/>")).collect();
    sheet.rows.push_str(&empty);
    assert_eq!(book(&[sheet]).decode().blocks.len(), 1);
}

#[test]
fn boxes_drawn_to_the_end_of_a_sheet() {
    let mut sheet = sheet("Sheet1", &["+科目|合计", "+教育支出|#3"]);
    let empty: String = (3..200_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/><c r=\"B{row}\" s=\"1\"/></row>"))
        .collect();
    sheet.rows.push_str(&empty);
    let document = book(&[sheet]).decode();
    let mingxi_model::Block::Native(table) = &document.blocks[0] else { panic!("a table") };
    assert_eq!(table.rows, 34);
}

#[test]
fn one_long_text_shared_by_many_cells() {
    let text = "元".repeat(30_000);
    let mut bomb = sheet("Sheet1", &[]);
    bomb.rows = (1..20_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let bomb = Book { strings: Some(format!("<si><t>{text}</t></si>")), ..book(&[bomb]) };
    assert_eq!(limit(&bomb.try_decode().unwrap()), Some(ErrorKind::LimitExceeded));
}

#[test]
fn more_cells_than_allowed() {
    let row = format!("+{}", vec!["#1"; 20].join("|"));
    let rows = vec![row.as_str(); 100];
    let limits = Limits { cells: 1000, ..Limits::default() };
    let document = decode(&book(&[sheet("Sheet1", &rows)]).bytes(), &limits).unwrap_err();
    assert_eq!(document.kind(), ErrorKind::LimitExceeded);
}

#[test]
fn sheets_that_share_their_records() {
    // A thousand entries of the list point at one sheet, a thousand more into it.
    let mut cells = Records::default();
    for row in 0..1000 {
        cells = cells.add(0x0203, &number(row, 0, 0, 1.0)).add(0x0203, &number(row, 1, 0, 1.0));
    }
    let mut globals = Records::default();
    for at in 0..2000u32 {
        let at = if at < 1000 { 30_000 } else { 30_000 + at * 14 };
        let mut entry = at.to_le_bytes().to_vec();
        entry.extend([0, 0, 1, 0, b'x']);
        globals = globals.add(0x0085, &entry);
    }
    let read = decode(&file(&stream(globals, "支出表", 0, cells)), &Limits::default());
    assert!(read.is_ok_and(|document| document.partial.is_some()));
}

#[test]
fn counts_that_lie() {
    let strings =
        Records::default().add(0x00fc, &[0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 1]);
    let cells = Records::default()
        .add(0x0203, &number(0, 0, 0, 1.0))
        .add(0x00e5, &words(&[0xffff, 0, 0xffff, 0, 0xff]));
    let document = decode(&file(&stream(strings, "x", 0, cells)), &Limits::default()).unwrap();
    assert_eq!(limit(&document), Some(ErrorKind::Truncated));
}

#[test]
fn damaged_parts_are_told() {
    let mut broken = sheet("Sheet1", &["科目|合计", "教育支出|#3"]);
    broken.behind = "<mergeCells><mergeCell".to_owned();
    let document = book(&[broken, sheet("表二", &["甲|乙", "丙|#3"])]).try_decode().unwrap();
    assert_eq!(limit(&document), Some(ErrorKind::Corrupt));
    assert_eq!(document.blocks.len(), 3);
}

#[test]
fn a_workbook_of_nothing() {
    let kind = |book: &Book| book.try_decode().unwrap_err().kind();
    assert_eq!(kind(&book(&[])), ErrorKind::Empty);
    let mut hidden = sheet("Sheet1", &["甲|#1"]);
    hidden.state = "hidden";
    assert_eq!(kind(&book(&[hidden])), ErrorKind::Empty);
    let picture = ("xl/media/image1.png".to_owned(), "x".to_owned());
    let scanned = Book { parts: vec![picture], ..book(&[Sheet::default()]) };
    assert_eq!(kind(&scanned), ErrorKind::NeedsOcr);
}

#[test]
fn any_damage_ends_without_a_panic() {
    let whole = book(&[sheet("Sheet1", &["+科目|合计", "+教育支出|#3"]).merged(&["A1:B1"])]).bytes();
    let old =
        file(&stream(Records::default(), "x", 0, Records::default().add(0x0203, &number(0, 0, 0, 1.0))));
    for bytes in [whole, old] {
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            let _ = decode(&damaged, &Limits::default());
            let _ = decode(&bytes[..at], &Limits::default());
        }
    }
}
