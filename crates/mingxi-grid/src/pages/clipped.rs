//! Lines that a page's clip cuts away because they are printed on the page before or after it: a spreadsheet
//! writes a cell over two pages twice and shows a part of it on each.

use super::flow::Piece;
use mingxi_model::text::squeeze;
use std::collections::HashSet;

/// Takes those lines out. A clipped line that stands nowhere else stays: some programs clip what they show.
pub(super) fn remove(sheets: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
    let shown: Vec<HashSet<String>> =
        sheets.iter().map(|pieces| pieces.iter().filter_map(|piece| text(piece, false)).collect()).collect();
    let stands = |sheet: Option<usize>, text: &String| {
        sheet.and_then(|sheet| shown.get(sheet)).is_some_and(|lines| lines.contains(text))
    };
    let is_elsewhere = |sheet: usize, piece: &Piece| {
        text(piece, true)
            .is_some_and(|text| stands(sheet.checked_sub(1), &text) || stands(Some(sheet + 1), &text))
    };
    sheets
        .into_iter()
        .enumerate()
        .map(|(sheet, pieces)| pieces.into_iter().filter(|piece| !is_elsewhere(sheet, piece)).collect())
        .collect()
}

/// The text of a line that is clipped, or of one that is not.
fn text(piece: &Piece, is_clipped: bool) -> Option<String> {
    match piece {
        Piece::Line(line) if line.is_clipped == is_clipped => Some(squeeze(&line.text())),
        _ => None,
    }
}
