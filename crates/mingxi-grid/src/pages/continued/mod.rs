//! Tables that go on on the next page.

mod columns;
mod cut_cells;
mod cut_row;
mod heads;
mod new_table;
mod torn_head;

pub(super) use new_table::is_next_form;

use super::draft::{Draft, move_doubts};
use super::paper::Paper;
use super::ruled::remark;
use super::settings::Settings;
use crate::Hints;
use columns::{Alignment, by_heads, fit_lower, fit_upper};
use mingxi_model::{Diagnostic, Severity};
use new_table::FormHead;

/// Appends the rows of `lower`, which begins the next page, to `upper`; gives `lower` back where it is a table
/// of its own.
///
/// Rows that repeat the header are dropped. A new header, or columns that are not those above, begin a new
/// table; so does the form above filled in once more.
pub(super) fn join_below(
    upper: &mut Draft,
    mut lower: Draft,
    paper: &Paper,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Draft> {
    heads::without_torn_lines(upper, &mut lower);
    let same_heads = heads::repeated_heads(upper, &lower, hints);
    let alignment = match by_heads(upper, &lower, same_heads) {
        Some(alignment) => Some(alignment),
        None => columns::align(upper, &lower, settings),
    };
    let Some(alignment) = alignment else { return Some(lower) };
    let form = new_table::form_head(upper, &lower, hints);
    let repeated = match form {
        FormHead::Repeated(rows) => rows,
        _ => {
            let rows = heads::repeated_rows(upper, &lower, hints).max(same_heads);
            rows + usize::from(heads::repeats_total(upper, &lower, rows, hints))
        }
    };
    let torn = torn_head::torn_head(upper, &lower, repeated, &alignment, hints);
    let begins_anew = || {
        form == FormHead::Anew
            || repeated == 0
                && torn.is_none()
                && new_table::begins_anew(upper, &lower, &alignment, paper, hints)
    };
    if !cut_cells::is_shown_on_both(upper, &lower, &alignment) && begins_anew() {
        return Some(lower);
    }
    let (page, bbox) = (lower.page, lower.bbox);
    let mut lower = heads::without_rows(lower, repeated);
    if let Some(torn) = torn {
        torn_head::without_last_rows(upper, torn.above);
        lower = heads::without_rows(lower, torn.below);
        let more = heads::repeated_rows(upper, &lower, hints);
        lower = heads::without_rows(lower, more);
    }
    let mut message = format!("the table on page {page} was joined below the one on page {}", upper.page);
    if repeated > 0 {
        message.push_str(&format!("; its first {repeated} row(s) repeat the header and were left out"));
    }
    let mut remark = remark("joined_pages", message, page, bbox);
    remark.severity = Severity::Info;
    diagnostics.push(remark);
    if lower.rows > 0 {
        append(upper, lower, alignment, hints, diagnostics);
    }
    None
}

fn append(
    upper: &mut Draft,
    mut lower: Draft,
    alignment: Alignment,
    hints: &Hints,
    diagnostics: &mut Vec<Diagnostic>,
) {
    fit_upper(upper, &alignment);
    fit_lower(&mut lower, &alignment);
    upper.xs = alignment.xs;
    let is_whole = heads::ends_with_heads(upper, hints);
    let is_cut = !is_whole && cut_row::is_cut_row(upper, &lower);
    if is_cut {
        cut_row::merge_cut_row(upper, &mut lower);
    }
    if !is_whole && cut_cells::join(upper, &mut lower, hints) || is_cut {
        diagnostics.push(remark(
            "cut_row",
            format!(
                "the first row on page {} was read as the lower part of the last row on page {}",
                lower.page, upper.page
            ),
            lower.page,
            lower.bbox,
        ));
    }
    let seam = upper.rows;
    upper.doubts = move_doubts(upper, 0, &alignment.upper);
    upper.doubts.extend(move_doubts(&lower, seam, &alignment.lower));
    upper.others.clear();
    for cell in &mut lower.cells {
        cell.row += seam;
    }
    let holds_head = upper.first_cells == upper.cells.len() && upper.rows < Draft::HEAD_ROWS;
    upper.rows += lower.rows;
    upper.cells.extend(lower.cells);
    if holds_head {
        upper.first_cells = upper.cells.len();
    }
    upper.left.extend(lower.left);
    upper.right.extend(lower.right);
    upper.bottom = lower.bottom;
    upper.page = lower.page;
    upper.in_doubt |= lower.in_doubt;
    upper.ys = lower.ys;
    upper.bbox = lower.bbox;
}
