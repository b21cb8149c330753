//! Columns of labels that a spreadsheet program prints again on every page of a wide sheet (打印标题列), so that each page
//! can be read by itself and still is a part of one table.

use super::beside::{has_same_rows, tells_rows};
use super::draft::{Draft, DraftCell, column_texts};
use super::settings::Settings;
use mingxi_model::text::squeeze;
use std::collections::HashSet;

/// The most columns that are repeated.
const MOST: usize = 5;
/// Fewest labels whose equality is no chance.
const TELLING: usize = 5;
/// Rows at the top in which the heads of the other columns are compared.
const HEADS: usize = 2;

/// How many of the first columns of `right` are those of `left` printed again: the same rows at the same height, the same
/// widths and texts, and other heads over the rest, whose widths may be the same. Zero where the pages are no parts of one sheet.
pub(super) fn repeated_columns(left: &Draft, right: &Draft, settings: &Settings) -> usize {
    if !tells_rows(left, right) || left.rows != right.rows || !has_same_rows(left, right) {
        return 0;
    }
    let most = MOST.min(left.columns() - 1).min(right.columns() - 1);
    let repeated = (1..=most).rev().find(|count| is_repeated(left, right, *count, settings));
    repeated.filter(|count| has_other_heads(left, right, *count)).unwrap_or(0)
}

/// Row, column, their spans and the text of a cell.
type Label = (usize, usize, usize, usize, String);

fn is_repeated(left: &Draft, right: &Draft, count: usize, settings: &Settings) -> bool {
    let same_widths = (0..count).all(|col| {
        let width = |draft: &Draft| draft.xs[col + 1] - draft.xs[col];
        (width(left) - width(right)).abs() <= settings.same_edge
    });
    let cells = |draft: &Draft| -> Option<Vec<Label>> {
        let mut own: Vec<_> = draft.cells.iter().filter(|cell| cell.col < count).collect();
        own.sort_by_key(|cell| (cell.row, cell.col));
        let key =
            |cell: &DraftCell| (cell.row, cell.col, cell.row_span, cell.col_span, squeeze(cell.whole_text()));
        own.iter().all(|cell| cell.col + cell.col_span <= count).then(|| own.into_iter().map(key).collect())
    };
    let (Some(own), Some(other)) = (cells(left), cells(right)) else { return false };
    same_widths && own == other && own.iter().filter(|cell| !cell.4.is_empty()).count() >= TELLING
}

/// Whether the heads over the rest of the right part, each with those above it, are not those of the left one: another
/// page of the same table would have them again. Groups of other names may have the same heads below them.
fn has_other_heads(left: &Draft, right: &Draft, count: usize) -> bool {
    let heads = |draft: &Draft| -> HashSet<String> {
        let paths = column_texts(draft.cells.iter(), 0..HEADS, draft.columns());
        paths.into_iter().skip(count).filter(|path| !path.is_empty()).collect()
    };
    let (left, right) = (heads(left), heads(right));
    !right.is_empty() && right.intersection(&left).count() * 2 <= right.len()
}

/// The part right of `left` without its first columns. A head that is blank on one of the pages is open at the cut: its text
/// stands on the other one.
pub(super) fn without_columns(left: &Draft, mut draft: Draft, count: usize) -> Draft {
    if count == 0 {
        return draft;
    }
    let is_blank = |cell: &DraftCell| squeeze(&cell.text).is_empty();
    let is_last_head = |cell: &&DraftCell| cell.row == 0 && cell.col + cell.col_span == left.columns();
    let is_open = left.cells.iter().find(is_last_head).is_some_and(is_blank);
    draft.cells.retain(|cell| cell.col >= count);
    let mut sides = vec![true; draft.rows];
    for cell in &mut draft.cells {
        cell.col -= count;
        if cell.col == 0 && cell.row == 0 && (is_open || is_blank(cell)) {
            sides[..cell.row_span].fill(false);
        }
    }
    draft.first_cells = draft.cells.len();
    draft.xs.drain(..count);
    draft.top.drain(..count.min(draft.top.len()));
    draft.bottom.drain(..count.min(draft.bottom.len()));
    draft.bbox.x0 = draft.xs[0];
    draft.left = sides;
    draft.others.clear();
    draft
}
