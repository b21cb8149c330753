//! Any signs at all as Rich Text Format: controls and any bytes between them. It ends soon, within its limits, nothing
//! panics, and no two cells of a table cover one place.

#![no_main]

mod tables;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mingxi_decode::{Limits, decode};

/// Controls that mean something to the reader.
const PIECES: [&str; 36] = [
    "{", "}", "\\par ", "\\pard ", "\\intbl ", "\\itap2 ", "\\itap1 ", "\\cell ", "\\row ", "\\nestcell ", "\\nestrow ", "\\trowd ",
    "\\cellx1000", "\\cellx2000", "\\cellx3000", "\\clvmgf", "\\clvmrg", "\\clmgf", "\\clmrg", "{\\shp{\\*\\shpinst{\\shptxt ",
    "}}}", "{\\listtext 1.\\tab}", "{\\field{\\*\\fldinst X}{\\fldrslt 1}}", "\\u39044?", "\\uc2 ", "\\'d4\\'a4", "\\f1 ", "\\v ",
    "\\deleted ", "\\plain ", "{\\*\\nesttableprops ", "{\\header ", "{\\pict ", "\\trleft-100", "\\trrh-20", "x",
];

#[derive(Arbitrary, Debug)]
enum Part {
    Piece(u8),
    Bytes(Vec<u8>),
}

fuzz_target!(|parts: Vec<Part>| {
    let mut file = b"{\\rtf1\\ansicpg936{\\fonttbl{\\f0\\fcharset134 a;}{\\f1\\fcharset2 Symbol;}}".to_vec();
    for part in &parts {
        match part {
            Part::Piece(number) => file.extend(PIECES[usize::from(*number) % PIECES.len()].as_bytes()),
            Part::Bytes(bytes) => file.extend(bytes),
        }
    }
    let limits = Limits { cells: 10_000, places: 20_000, columns: 200, text_characters: 10_000, depth: 64, ..Limits::default() };
    let Ok(document) = decode(&file, &limits) else { return };
    tables::check(&document, &limits);
    assert!(Ok(document) == decode(&file, &limits), "the same bytes gave another document");
});
