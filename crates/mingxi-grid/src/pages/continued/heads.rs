//! Rows at the top of a page that print the header above once more.

use super::super::draft::{Draft, DraftCell};
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{header_rows, row_kinds};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;
use std::ops::Range;

/// The deepest header looked for at the top of a page.
const DEEPEST_HEAD: usize = 6;

/// The rows of a part's head among its first rows: below its frame, as far as row by row is head.
pub(super) fn head_rows(texts: &[Vec<&str>], hints: &Hints) -> Range<usize> {
    let (top, _) = frame_rows(texts, hints);
    top..top + header_rows(row_kinds(&texts[top..], hints)).min(DEEPEST_HEAD)
}

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

/// Whether `lower` begins with the header of `upper` but for the text of some of its cells: the columns are those of
/// another year or another fund (`2025年预算数` above, `2026年预算数` below).
pub(super) fn is_other_head(upper: &Draft, lower: &Draft, hints: &Hints) -> bool {
    let rows = head_rows(&upper.head_texts(), hints);
    let depth = rows.len();
    let head = |draft: &Draft, from: usize| -> Vec<HeadCell> {
        head_cells(draft, from).into_iter().filter(|cell| cell.0 < depth).collect()
    };
    let (above, below) = (head(upper, rows.start), head(lower, 0));
    let place = |cell: &HeadCell| (cell.0, cell.1, cell.2, cell.3);
    if depth < 2 || !above.iter().map(place).eq(below.iter().map(place)) {
        return false;
    }
    let is_other = |(above, below): &(&HeadCell, &HeadCell)| {
        let (above, below) = (&above.4, &below.4);
        above != below && !above.contains(below.as_str()) && !below.contains(above.as_str())
    };
    let others = above.iter().zip(&below).filter(is_other).count();
    let same =
        above.iter().zip(&below).filter(|(above, below)| above == below && !above.4.is_empty()).count();
    others > 0 && same > 1 && others + same == above.iter().filter(|cell| !cell.4.is_empty()).count()
}

/// Takes the last line of a cell above the break out of the head above it: the clip's edge goes through the line, so that
/// both pages show a part of it, and the lower one over its head.
pub(super) fn without_torn_lines(upper: &Draft, lower: &mut Draft) {
    if upper.columns() != lower.columns() {
        return;
    }
    let heads = &upper.cells[..upper.first_cells];
    let is_head = |col: usize, text: &str| {
        heads
            .iter()
            .any(|cell| cell.row < DEEPEST_HEAD && cell.col == col && squeeze(&cell.text) == squeeze(text))
    };
    let open = |col: usize| {
        upper.cells.iter().find(|cell| cell.col == col && cell.row + cell.row_span == upper.rows)
    };
    let first = lower.first_cells;
    for cell in lower.cells[..first].iter_mut().filter(|cell| cell.row < DEEPEST_HEAD) {
        let Some((head, torn)) = cell.text.rsplit_once('\n') else { continue };
        let Some(above) = open(cell.col) else { continue };
        let torn = squeeze(torn);
        let is_torn =
            [&above.text, above.whole_text()].into_iter().any(|text| squeeze(text).ends_with(&torn));
        if is_torn && !torn.is_empty() && is_head(cell.col, head) {
            cell.text = head.to_owned();
        }
    }
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

/// Fewest texts of a first row that is a head whatever its words.
const MANY: usize = 5;

/// How many rows at the top of `lower` repeat rows at the top of `upper`, wholly or in part.
pub(super) fn repeated_rows(upper: &Draft, lower: &Draft, hints: &Hints) -> usize {
    let texts = upper.head_texts();
    let (top, _) = frame_rows(&texts, hints);
    let header = header_rows(row_kinds(&texts[top..], hints));
    let mut head: Vec<Vec<String>> = texts[..top + header].iter().map(|row| filled(row)).collect();
    // Whatever its words, a row of many names that is printed again at the top of a page is a head.
    if head.is_empty() {
        let names =
            |row: &Vec<String>| row.len() >= MANY && row.iter().all(|text| parse_number(text).is_none());
        head.extend(texts.first().map(|row| filled(row)).filter(names));
    }
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

/// Whether the last rows above the break print heads once more, or some of them: forms do so in their middle, wherever a
/// page ends. No cell of theirs goes on below.
pub(super) fn ends_with_heads(upper: &Draft, hints: &Hints) -> bool {
    let texts = upper.head_texts();
    let rows = head_rows(&texts, hints);
    let head: Vec<Vec<String>> = texts[rows.clone()].iter().map(|row| filled(row)).collect();
    let row = |row: usize| -> Vec<String> {
        let mut cells: Vec<&DraftCell> =
            upper.cells.iter().rev().take(LOOK_BACK).filter(|cell| cell.row == row).collect();
        cells.sort_by_key(|cell| cell.col);
        filled(&cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>())
    };
    let most = rows.len().min(upper.rows.saturating_sub(rows.end));
    (1..=most).any(|count| {
        let last: Vec<Vec<String>> = (upper.rows - count..upper.rows).map(row).collect();
        last.iter().all(|row| row.len() > 1) && head.windows(count).any(|rows| rows == last)
    })
}

/// How many cells above the break are looked at for heads at its foot.
const LOOK_BACK: usize = 600;

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
