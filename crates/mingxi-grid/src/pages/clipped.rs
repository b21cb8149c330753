//! Texts that a page's clip cuts away because they are printed on the page before or after it: a spreadsheet
//! writes a cell over two pages twice and shows a part of it on each.

use super::draft::DraftCell;
use super::flow::Piece;
use mingxi_model::text::squeeze;
use std::collections::HashSet;

/// Takes lines out that are seen on a page beside theirs, and brings a cell's text back that is seen nowhere: some
/// programs clip what they show.
pub(super) fn remove(sheets: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
    let shown: Vec<HashSet<String>> =
        sheets.iter().map(|pieces| pieces.iter().flat_map(shown_texts).collect()).collect();
    let stands = |sheet: Option<usize>, text: &String| {
        sheet.and_then(|sheet| shown.get(sheet)).is_some_and(|texts| texts.contains(text))
    };
    let is_elsewhere = |sheet: usize, text: &str| {
        let text = squeeze(text);
        stands(sheet.checked_sub(1), &text) || stands(Some(sheet + 1), &text)
    };
    sheets
        .into_iter()
        .enumerate()
        .map(|(sheet, pieces)| {
            let keep = |mut piece: Piece| match &mut piece {
                Piece::Line(line) if line.is_clipped && is_elsewhere(sheet, &line.text()) => None,
                Piece::Line(_) => Some(piece),
                Piece::Table(draft) => {
                    for cell in draft.cells.iter_mut().filter(|cell| is_hidden(cell)) {
                        if !is_elsewhere(sheet, cell.whole_text()) {
                            cell.text = cell.whole_text().to_owned();
                        }
                    }
                    Some(piece)
                }
            };
            pieces.into_iter().filter_map(keep).collect()
        })
        .collect()
}

/// Whether a page holds a cell's text and shows nothing of it.
fn is_hidden(cell: &DraftCell) -> bool {
    cell.whole.is_some() && squeeze(&cell.text).is_empty()
}

/// The texts of a line or of cells of which something is seen.
fn shown_texts(piece: &Piece) -> Vec<String> {
    match piece {
        Piece::Line(line) if !line.is_clipped => vec![squeeze(&line.text())],
        Piece::Line(_) => Vec::new(),
        Piece::Table(draft) => draft
            .cells
            .iter()
            .filter(|cell| !is_hidden(cell) && !cell.text.is_empty())
            .map(|cell| squeeze(cell.whole_text()))
            .collect(),
    }
}
