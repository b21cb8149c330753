//! Sheets of any records and any markup through the decoder of workbooks: it ends soon, within its limits, without a
//! panic, and its tables never overlap.
//!
//! The first byte chooses the format; the rest is a sheet's records or a sheet's markup in a workbook that is whole, so
//! that the fuzzer does not spend its time on archives.

#![no_main]

mod tables;

use libfuzzer_sys::fuzz_target;
use mingxi_decode::{Limits, decode};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook whose only sheet, and whose styles, hold what the fuzzer says.
fn new(sheet: &[u8]) -> Vec<u8> {
    let half = sheet.iter().position(|byte| *byte == 0).unwrap_or(sheet.len());
    let (cells, styles) = sheet.split_at(half);
    let workbook = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"s\" r:id=\"a\"/></sheets></workbook>");
    let relations = format!("<Relationships><Relationship Id=\"a\" Type=\"{OFFICE}/worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"{OFFICE}/styles\" Target=\"t.xml\"/></Relationships>");
    let parts: [(&str, &[u8]); 4] = [
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/s.xml", cells),
        ("xl/t.xml", styles.get(1..).unwrap_or_default()),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file whose workbook is what the fuzzer says, behind a beginning that is right.
fn old(records: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut stream = file.create_stream("/Workbook").unwrap();
    stream.write_all(&[9, 8, 4, 0, 0, 6, 5, 0]).unwrap();
    stream.write_all(records).unwrap();
    drop(stream);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let file = if kind % 2 == 0 { new(rest) } else { old(rest) };
    let limits = Limits { cells: 10_000, places: 20_000, columns: 200, unpacked_bytes: 4 << 20, ..Limits::default() };
    let Ok(document) = decode(&file, &limits) else { return };
    tables::check(&document, &limits);
});
