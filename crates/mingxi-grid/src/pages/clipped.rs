//! Texts that a page's clip cuts away because they are printed on the page before or after it: a spreadsheet
//! writes a cell over two pages twice and shows a part of it on each.

use super::draft::DraftCell;
use super::flow::Piece;
use super::prose::TextLine;
use mingxi_model::BBox;
use mingxi_model::text::squeeze;
use std::collections::BTreeSet;

/// Takes lines out that are seen on a page beside theirs, and brings a cell's text back that is seen nowhere: some
/// programs clip what they show.
pub(super) fn remove(sheets: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
    let shown: Vec<BTreeSet<String>> =
        sheets.iter().map(|pieces| pieces.iter().flat_map(shown_texts).collect()).collect();
    let stands = |sheet: Option<usize>, text: &String| {
        sheet.and_then(|sheet| shown.get(sheet)).is_some_and(|texts| texts.contains(text))
    };
    let is_elsewhere = |sheet: usize, text: &str| {
        let text = squeeze(text);
        stands(sheet.checked_sub(1), &text) || stands(Some(sheet + 1), &text)
    };
    // Of a cell over two pages the line at the break is a part of what the other page shows.
    let is_part = |sheet: usize, text: &str| {
        let text = squeeze(text);
        let mut others = [sheet.checked_sub(1), Some(sheet + 1)].into_iter().flatten();
        text.chars().count() >= LINE
            && others.any(|other| {
                let texts = shown.get(other).into_iter().flatten().take(LOOKED_AT);
                texts.filter(|whole| whole.len() > text.len()).any(|whole| whole.contains(&text))
            })
    };
    sheets
        .into_iter()
        .enumerate()
        .map(|(sheet, pieces)| {
            let tables: Vec<BBox> = pieces.iter().filter_map(table).collect();
            let at_break =
                |line: &TextLine| line.is_clipped || tables.iter().any(|table| is_over(table, line));
            let cut = pieces.iter().filter(|piece| matches!(piece, Piece::Line(line) if at_break(line)));
            let are_few = cut.count() <= AT_BREAK;
            let keep = |mut piece: Piece| match &mut piece {
                Piece::Line(line) if line.is_clipped && is_elsewhere(sheet, &line.text()) => None,
                Piece::Line(line) if are_few && at_break(line) && is_part(sheet, &line.text()) => None,
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

/// The fewest characters by which a part of a text is known.
const LINE: usize = 4;
/// How many texts of a page are looked at for a line of which they may be the whole.
const LOOKED_AT: usize = 2_000;
/// The most lines that a clip cuts at the two ends of a page.
const AT_BREAK: usize = 40;

/// Where a table stands.
fn table(piece: &Piece) -> Option<BBox> {
    match piece {
        Piece::Table(draft) => Some(draft.bbox),
        Piece::Line(_) => None,
    }
}

/// Whether a line stands across the upper or lower edge of a table, between its sides.
fn is_over(table: &BBox, line: &TextLine) -> bool {
    let within = line.bbox.x0 > table.x0 && line.bbox.x1 < table.x1;
    within && [table.y0, table.y1].iter().any(|edge| line.bbox.y0 < *edge && *edge < line.bbox.y1)
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
