//! Any markup at all as a web page: pieces of tags and any bytes between them. It ends soon, within its limits, nothing
//! panics, and no two cells of a table cover one place.

#![no_main]

mod tables;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mingxi_decode::{Limits, decode};

/// Markup that means something to the reader.
const PIECES: [&str; 40] = [
    "<table>", "</table>", "<tr>", "<td>", "<td rowspan=2>", "<td colspan=3>", "<td rowspan=0>", "<th>", "<thead>", "<tbody>",
    "<tfoot>", "<caption>", "<p>", "</p>", "<br>", "<div>", "</div>", "<span>", "<h1>", "<ol>", "<li>", "<a href='a.pdf'>",
    "<a href='b.html'>", "</a>", "<style>.a{display:none}td{padding-left:9px}</style>", "<p class=a>", "<tr hidden>",
    "<div style='display:table'>", "<div style='display:table-row'>", "<div style='display:table-cell'>", "<font size=1>",
    "<b>", "</b>", "<input value=3>", "<sup>1</sup>", "<del>", "&nbsp;", "项目", "1,234.50", "<td x:num=12.345>12.35",
];

#[derive(Arbitrary, Debug)]
enum Part {
    Piece(u8),
    Bytes(Vec<u8>),
}

fuzz_target!(|parts: Vec<Part>| {
    let mut file = b"<!DOCTYPE html><body>".to_vec();
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
