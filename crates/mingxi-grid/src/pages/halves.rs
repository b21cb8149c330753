//! The left and right halves of a wide sheet: which parts of a run stand beside each other.

use super::beside::{beside, join_beside, merges_rows, tells_rows};
use super::continued::is_next_form;
use super::draft::{Draft, DraftCell};
use super::join::Part;
use super::leads::is_ghost;
use super::paper::Paper;
use super::prose::TextLine;
use super::ruled::remark;
use super::settings::Settings;
use super::title_columns::{repeated_columns, without_columns};
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{RowKind, row_kind};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, Extraction, Severity};
use std::collections::HashSet;

/// Joins parts that stand side by side on one wide sheet, whichever way it was printed: down and then over
/// (parts 1 and 3, 2 and 4), or over and then down (1 and 2, 3 and 4).
pub(super) fn join_halves(
    run: &mut Vec<Part>,
    paper: &Paper,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Part> {
    let mut out = Vec::new();
    while !run.is_empty() {
        let (down, over) = sheet_layout(run, paper, hints, settings);
        let mut block: Vec<Part> = run.drain(..(down * over).min(run.len())).collect();
        let rest = block.split_off(down);
        for (index, part) in rest.into_iter().enumerate() {
            let left = &mut block[index % down];
            diagnostics.push(joined(&part.draft, "to the right of", left.draft.page));
            // The sheet begins where its left half does.
            let page = left.draft.cells.iter().map(|cell| cell.page).min().unwrap_or(left.draft.page);
            left.lead.extend(part.captions.into_iter().map(|line| TextLine { page, ..line }));
            left.tail.extend(part.tail.into_iter().filter(|line| !is_ghost(line, &left.draft)));
            let repeated = repeated_columns(&left.draft, &part.draft, settings);
            let rest = without_columns(&left.draft, part.draft, repeated);
            join_beside(&mut left.draft, rest, settings);
        }
        // A note below the left half of a sheet that goes on downwards would stand in the middle of the table.
        out.extend(block);
    }
    out
}

fn joined(draft: &Draft, how: &str, page: i32) -> Diagnostic {
    let mut remark = remark(
        "joined_pages",
        format!("the table on page {} was joined {how} the one on page {page}", draft.page),
        draft.page,
        draft.bbox,
    );
    remark.severity = Severity::Info;
    remark
}

/// The most pages that a sheet may be high.
const DEEPEST: usize = 1_000;

/// How many parts at the start of a run are one below the other (1 if unknown), and how many such stacks
/// stand side by side (1 if none).
fn sheet_layout(run: &[Part], paper: &Paper, hints: &Hints, settings: &Settings) -> (usize, usize) {
    for down in 1..run.len().min(DEEPEST) {
        let fits = |index: usize| is_right_half(&run[index % down], &run[index], paper, hints, settings);
        // Sheets of few rows are halves of each other if those with them in one stack are.
        let is_told = |index: usize| {
            let (left, right) = (&run[index % down].draft, &run[index].draft);
            let has_labels =
                fill_portraits(left, right, paper, settings) && !is_without_labels(right, NUMBERS);
            run[index].ends_title || !has_labels && (beside(left, right, settings) || tells_rows(left, right))
        };
        let mut over = 1;
        while (over + 1) * down <= run.len()
            && (over * down..(over + 1) * down).all(fits)
            && (over * down..(over + 1) * down).any(is_told)
        {
            over += 1;
        }
        // A column alone is no table, and its last part no part of a run where it is one empty cell.
        let tail = over * down..run.len();
        let is_lone = |index: usize| run[index].draft.columns() == 1 && fits(index);
        if over == 1 && tail.len() < down && tail.clone().all(is_lone) && tail.clone().any(is_told) {
            over += 1;
        }
        if over > 1 {
            return (down, over);
        }
    }
    (1, 1)
}

/// Whether a part can be the right half of another: its rows are those of the left one, and it is no table by itself.
pub(super) fn is_right_half(
    left: &Part,
    right: &Part,
    paper: &Paper,
    hints: &Hints,
    settings: &Settings,
) -> bool {
    let has_rows = || {
        beside(&left.draft, &right.draft, settings)
            || !right.repeats && merges_rows(&left.draft, &right.draft, settings)
    };
    let is_ruled = |part: &Part| part.draft.extraction == Extraction::Ruled;
    // Alignment finds rows at one height also in two tables; a title that goes on from page to page has one table.
    let is_sheet = is_ruled(left) && is_ruled(right) || right.ends_title;
    // Every two pages of a long table are asked, so that edges are compared before texts.
    is_sheet
        && (!fill_portraits(&left.draft, &right.draft, paper, settings) || is_without_labels(&right.draft, 1))
        && (repeated_columns(&left.draft, &right.draft, settings) > 0
            || has_rows()
                && !begins_form(&left.draft, &right.draft, hints)
                && !repeats_labels(&left.draft, &right.draft))
        && !has_other_title(&left.draft, &right.draft, hints)
}

/// Whether both tables are as wide on upright sheets of paper: each was fitted to its page. A sheet that is cut into
/// halves leaves the rest of its width to the right one.
fn fill_portraits(left: &Draft, right: &Draft, paper: &Paper, settings: &Settings) -> bool {
    let is_upright = |draft: &Draft| paper.is_portrait(draft.page);
    let meets = |a: f32, b: f32| (a - b).abs() <= settings.same_edge / 2.0;
    is_upright(left)
        && is_upright(right)
        && meets(left.bbox.x0, right.bbox.x0)
        && meets(left.bbox.x1, right.bbox.x1)
}

/// Fewest numbers that tell that a part has no labels.
const NUMBERS: usize = 4;

/// Whether a part prints nothing but numbers below its heads, `fewest` at least: no table by itself.
fn is_without_labels(draft: &Draft, fewest: usize) -> bool {
    let is_number = |cell: &&DraftCell| parse_number(&squeeze(&cell.text)).is_some();
    let Some(first) = draft.cells.iter().filter(is_number).map(|cell| cell.row).min() else { return false };
    let filled = || draft.cells.iter().filter(|cell| cell.row >= first && !squeeze(&cell.text).is_empty());
    first > 0 && filled().all(|cell| is_number(&cell)) && filled().take(fewest).count() == fewest
}

/// Whether both tables have a title in their frame, and not the same.
fn has_other_title(left: &Draft, right: &Draft, hints: &Hints) -> bool {
    let title = |draft: &Draft| {
        let rows = draft.head_texts();
        let (top, _) = frame_rows(&rows, hints);
        rows[..top].iter().flatten().map(|text| squeeze(text)).find(|text| hints.title.is_match(text))
    };
    matches!((title(left), title(right)), (Some(left), Some(right)) if left != right)
}

/// Whether a table is the form before it filled in once more, which has the same rows. It is no half of a sheet.
fn begins_form(left: &Draft, right: &Draft, hints: &Hints) -> bool {
    let (left, right) = (left.head_texts(), right.head_texts());
    let ((left_top, _), (right_top, _)) = (frame_rows(&left, hints), frame_rows(&right, hints));
    let is_header = |rows: &[Vec<&str>]| {
        let first = rows.first().into_iter().flatten().copied();
        row_kind(first, false, hints) == RowKind::Header
    };
    let (left, right) = (&left[left_top..], &right[right_top..]);
    is_next_form(left, right) && !is_header(left) && !is_header(right)
}

/// The share of a part's labels that stand in the part before it where it has that part's labels.
const REPEATED: f32 = 0.6;

/// Whether a part has the heads or the labels of the part before it once more: it can be read by itself, and is the next
/// table or the next page of this one.
fn repeats_labels(left: &Draft, right: &Draft) -> bool {
    let column = |draft: &Draft| -> Vec<String> {
        let mut cells: Vec<_> = draft.cells.iter().filter(|cell| cell.col == 0).collect();
        cells.sort_by_key(|cell| cell.row);
        cells.iter().map(|cell| squeeze(&cell.text)).collect()
    };
    let heads = |draft: &Draft| -> Vec<String> {
        draft.head_texts().first().into_iter().flatten().map(|text| squeeze(text)).collect()
    };
    let is_telling = |texts: &[String]| texts.iter().filter(|text| !text.is_empty()).count() > 1;
    let (own, before) = (column(right), column(left));
    let (own_heads, heads_before) = (heads(right), heads(left));
    let labels = |texts: &[String]| -> HashSet<String> {
        texts.iter().filter(|text| text.chars().filter(|c| !c.is_ascii()).count() > 1).cloned().collect()
    };
    let (own_labels, labels_before) = (labels(&own), labels(&before));
    let common = own_labels.intersection(&labels_before).count();
    (own == before && is_telling(&own))
        || (own_heads == heads_before && is_telling(&own_heads))
        || (common > 2 && common as f32 >= REPEATED * own_labels.len() as f32)
}
