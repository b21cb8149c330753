//! Rows at the top of a page that print the header above once more.

use super::super::draft::{Draft, DraftCell};
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{header_rows, row_kinds};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// The deepest header looked for at the top of a page.
const DEEPEST_HEAD: usize = 6;

/// A row's texts, empty ones left out.
pub(super) fn filled(row: &[&str]) -> Vec<String> {
    row.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect()
}

/// How many rows at the top of `lower` repeat the first rows of `upper` cell for cell, with their spans; 0 where a
/// number stands among them or they hold a single text.
pub(super) fn repeated_heads(upper: &Draft, lower: &Draft, hints: &Hints) -> usize {
    let (top, _) = frame_rows(&upper.head_texts(), hints);
    let (above, below) = (head_cells(upper, top), head_cells(lower, 0));
    let row = |cells: &[HeadCell], row: usize| -> Vec<HeadCell> {
        cells.iter().filter(|cell| cell.0 == row).cloned().collect()
    };
    let same = (0..DEEPEST_HEAD.min(lower.rows))
        .take_while(|index| {
            let own = row(&below, *index);
            !own.is_empty()
                && own == row(&above, *index)
                && own.iter().all(|cell| parse_number(&cell.4).is_none() || cell.4.len() <= 2)
        })
        .count();
    let texts = below.iter().filter(|cell| cell.0 < same && !cell.4.is_empty()).count();
    if texts > 1 { same } else { 0 }
}

/// Row, column, rows and columns covered, text.
type HeadCell = (usize, usize, usize, usize, String);

/// The cells that begin in the first rows below `from`, in order.
fn head_cells(draft: &Draft, from: usize) -> Vec<HeadCell> {
    let place =
        |cell: &DraftCell| (cell.row - from, cell.col, cell.row_span, cell.col_span, squeeze(&cell.text));
    let is_head = |cell: &&DraftCell| (from..from + DEEPEST_HEAD).contains(&cell.row);
    let mut cells: Vec<HeadCell> =
        draft.cells[..draft.first_cells].iter().filter(is_head).map(place).collect();
    cells.sort();
    cells
}

/// How many rows at the top of `lower` repeat rows at the top of `upper`, wholly or in part.
pub(super) fn repeated_rows(upper: &Draft, lower: &Draft, hints: &Hints) -> usize {
    let texts = upper.head_texts();
    let (top, _) = frame_rows(&texts, hints);
    let header = header_rows(row_kinds(&texts[top..], hints).into_iter());
    let head: Vec<Vec<String>> = texts[..top + header].iter().map(|row| filled(row)).collect();
    let lower_texts = lower.head_texts();
    let mut next = 0;
    let mut count = 0;
    for row in &lower_texts {
        let row = filled(row);
        // A row without a start of its own goes with the row above it.
        if row.is_empty() && count > 0 && count < head.len() {
            count += 1;
            continue;
        }
        match head[next.min(head.len())..].iter().position(|other| *other == row) {
            Some(index) if !row.is_empty() => {
                next += index + 1;
                count += 1;
            }
            _ => break,
        }
    }
    // Empty rows below the repetition are rows of the table.
    while count > 0 && filled(&lower_texts[count - 1]).is_empty() {
        count -= 1;
    }
    count
}

/// Whether the total below the header, amounts and all, is printed again below the `repeated` rows that repeat it.
pub(super) fn repeats_total(upper: &Draft, lower: &Draft, repeated: usize, hints: &Hints) -> bool {
    let (above, below) = (upper.head_texts(), lower.head_texts());
    let (top, _) = frame_rows(&above, hints);
    let total = above.get(top + repeated).map(|row| filled(row)).filter(|row| {
        row.iter().any(|text| hints.total.is_match(text)) && row.iter().any(|t| parse_number(t).is_some())
    });
    repeated > 0 && total.is_some() && total == below.get(repeated).map(|row| filled(row))
}

/// The draft without its first rows.
pub(super) fn without_rows(mut draft: Draft, count: usize) -> Draft {
    if count == 0 {
        return draft;
    }
    draft.cells.retain(|cell| cell.row + cell.row_span > count);
    for cell in &mut draft.cells {
        let cut = count.saturating_sub(cell.row);
        cell.row_span -= cut;
        cell.row = cell.row.max(count) - count;
        if cut > 0 {
            // A header cell that reaches into the body leaves no text there.
            cell.text.clear();
            cell.whole = None;
        }
    }
    // The side below the last of them belongs to it: a cell cut by the break shows none of its own.
    draft.top.fill(false);
    draft.first_cells = draft.cells.len();
    draft.rows -= count;
    draft.ys.drain(..count.min(draft.ys.len() - 1));
    draft.left.drain(..count.min(draft.left.len()));
    draft.right.drain(..count.min(draft.right.len()));
    draft
}
