//! Where the next page begins a table of its own.

use super::super::draft::Draft;
use super::super::paper::Paper;
use super::columns::Alignment;
use super::heads::{self, filled};
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{RowKind, header_rows, row_kind, row_kinds};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// Whether the lower part has a header of its own, none that the upper part has.
pub(super) fn begins_anew(
    upper: &Draft,
    lower: &Draft,
    alignment: &Alignment,
    paper: &Paper,
    hints: &Hints,
) -> bool {
    let texts = lower.head_texts();
    let (top, _) = frame_rows(&texts, hints);
    if top > 0 {
        return true;
    }
    let Some(first) = texts.iter().find(|row| !filled(row).is_empty()) else { return false };
    if is_next_form(&upper.head_texts(), &texts) {
        return true;
    }
    if heads::is_other_head(upper, lower, hints) {
        return true;
    }
    let is_header = row_kind(first.iter().copied(), false, hints) == RowKind::Header
        && !leaves_amounts_unnamed(upper, lower, alignment);
    let goes_on = || {
        is_rest_of_form(upper, lower, alignment, hints)
            || completes_header(upper, lower, alignment, paper, hints)
    };
    if is_header && goes_on() {
        return false;
    }
    let same_columns = alignment.lower.len() == alignment.upper.len() && alignment.xs.len() == upper.xs.len();
    is_header && (!same_columns || filled(first).len() > 1)
}

/// Rows above the break in which columns of amounts are looked for.
const AMOUNTS_BACK: usize = 40;

/// Whether the first texts of the lower part stand beside the columns in which the part above prints amounts and above
/// none of them: they name rows (上年结转结余 | | 年终结转结余 |), also where columns of other forms are called so.
fn leaves_amounts_unnamed(upper: &Draft, lower: &Draft, alignment: &Alignment) -> bool {
    let from = upper.rows.saturating_sub(AMOUNTS_BACK);
    let amounts: Vec<usize> = upper
        .cells
        .iter()
        .filter(|cell| cell.row >= from && cell.col_span == 1 && parse_number(&squeeze(&cell.text)).is_some())
        .map(|cell| alignment.upper[cell.col])
        .collect();
    let first = lower.cells.iter().filter(|cell| cell.row == 0 && !squeeze(&cell.text).is_empty());
    let names = |at: usize| {
        first
            .clone()
            .any(|cell| (alignment.lower[cell.col]..alignment.lower[cell.col + cell.col_span]).contains(&at))
    };
    !amounts.is_empty() && !amounts.iter().any(|at| names(*at))
}

/// Whether the lower part begins with the label that the upper part begins with, and another value: the same
/// form filled in once more (项目名称: 甲 / 项目名称: 乙). A form that goes on would not begin again.
pub(in super::super) fn is_next_form(upper: &[Vec<&str>], lower: &[Vec<&str>]) -> bool {
    let (Some(upper), Some(lower)) = (upper.first(), lower.first()) else { return false };
    let (upper, lower) = (filled(upper), filled(lower));
    let (Some(label), true) = (lower.first(), lower.len() > 1) else { return false };
    is_label(label) && upper.len() > 1 && upper[0] == *label && upper[1..] != lower[1..]
}

/// Whether the columns of a lower part are a block of the form above: the form begins with a label and its value
/// over the full width, not with a header, the part below has the same frame, and its header stands nowhere above
/// (项目名称: 甲 on one page, 一级指标 | 二级指标 | … on the next).
fn is_rest_of_form(upper: &Draft, lower: &Draft, alignment: &Alignment, hints: &Hints) -> bool {
    let columns = alignment.xs.len() - 1;
    let spans_all = |map: &[usize]| map.first() == Some(&0) && map.last() == Some(&columns);
    if upper.extraction != lower.extraction || !spans_all(&alignment.upper) || !spans_all(&alignment.lower) {
        return false;
    }
    let (texts, lower_texts) = (upper.head_texts(), lower.head_texts());
    // Above the form's first label there may be its title and captions, framed with it.
    let (top, _) = frame_rows(&texts, hints);
    let (Some(first), Some(head)) = (texts.get(top), lower_texts.first()) else { return false };
    let (pair, head) = (filled(first), filled(head));
    let is_form = first.len() == 2
        && pair.len() == 2
        && pair.iter().all(|text| parse_number(text).is_none())
        && row_kind(first.iter().copied(), false, hints) != RowKind::Header;
    let is_list = head.len() > 2 && lower.rows > 1;
    is_form && is_list && texts.iter().all(|row| filled(row) != head)
}

/// Whether a page break cuts the header: above it there is nothing else, and what stands below it are the lower heads
/// of those above: some under a head that is wider, the others under none or, at
/// the foot of a page, under another head of their width.
fn completes_header(
    upper: &Draft,
    lower: &Draft,
    alignment: &Alignment,
    paper: &Paper,
    hints: &Hints,
) -> bool {
    let texts = upper.head_texts();
    let (top, _) = frame_rows(&texts, hints);
    let header = header_rows(row_kinds(&texts[top..], hints));
    if header == 0 || top + header < upper.rows {
        return false;
    }
    // A header alone further up is that of a blank form.
    let is_at_foot = paper.is_at_foot(upper.page, upper.bbox.y1);
    let above = upper.last_row();
    let head_of = |left: usize, right: usize| {
        above.iter().map(|index| &upper.cells[*index]).find(|cell| {
            alignment.upper[cell.col] <= left && right <= alignment.upper[cell.col + cell.col_span]
        })
    };
    let mut is_under_wider = false;
    let fits =
        lower.cells.iter().filter(|cell| cell.row == 0 && !squeeze(&cell.text).is_empty()).all(|cell| {
            let (left, right) = (alignment.lower[cell.col], alignment.lower[cell.col + cell.col_span]);
            let Some(head) = head_of(left, right) else { return false };
            let is_wider =
                alignment.upper[head.col + head.col_span] - alignment.upper[head.col] > right - left;
            let is_empty = squeeze(&head.text).is_empty();
            is_under_wider |= is_wider && !is_empty;
            is_wider || is_empty || is_at_foot && squeeze(&head.text) != squeeze(&cell.text)
        });
    fits && is_under_wider
}

/// What the first rows of a form tell when they are those above once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormHead {
    /// They are not.
    Other,
    /// They are, label by label, but hold other values: the form for another project, which may have the same name.
    Anew,
    /// So many rows, down to the heads of the form's list, are printed once more as they are: the form goes on.
    Repeated(usize),
}

/// Compares the rows at the top of a form with those of the form above.
pub(super) fn form_head(upper: &Draft, lower: &Draft, hints: &Hints) -> FormHead {
    let (texts, lower_texts) = (upper.head_texts(), lower.head_texts());
    let (top, _) = frame_rows(&texts, hints);
    let (lower_top, _) = frame_rows(&lower_texts, hints);
    let is_header = |row: &[&str]| row_kind(row.iter().copied(), false, hints) == RowKind::Header;
    let is_pair = |row: &[&str]| {
        let row = filled(row);
        row.len() > 1 && row.len().is_multiple_of(2) && row.iter().step_by(2).all(|text| is_label(text))
    };
    if !texts.get(top).is_some_and(|first| is_pair(first) && !is_header(first)) {
        return FormHead::Other;
    }
    for (index, (above, below)) in texts[top..].iter().zip(&lower_texts[lower_top..]).enumerate() {
        let is_list = is_header(above) && filled(above).len() > 2;
        let (above, below) = (filled(above), filled(below));
        match (above.first() == below.first(), above == below) {
            (true, true) if is_list => return FormHead::Repeated(lower_top + index + 1),
            (true, true) => {}
            (true, false) => return FormHead::Anew,
            (false, _) => break,
        }
    }
    FormHead::Other
}

/// A text that names what stands beside it.
fn is_label(text: &str) -> bool {
    text.chars().filter(|c| !c.is_ascii()).count() >= 2 && parse_number(text).is_none()
}
