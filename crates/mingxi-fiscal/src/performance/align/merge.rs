//! The merges that a dump lost: side labels and levels reach down, texts reach right over empty fields.

use super::draft::Draft;
use super::types::ColumnType;
use crate::performance::layout::{Column, Layout};
use crate::performance::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::parse_number;
use std::ops::Range;

/// Restores the merges of an indicator block.
pub(super) fn merge_block(draft: &mut Draft, layout: &Layout) {
    let (top, body, end) = (layout.top as usize, layout.body as usize, layout.end as usize);
    let [panel] = layout.panels.as_slice() else {
        merge_keys(draft, layout);
        return;
    };
    if !layout.keys.is_empty() {
        merge_keys(draft, layout);
    }
    let level1 = panel.one(HeaderRole::Level1).map(|c| c.start as usize);
    let level2 = panel.one(HeaderRole::Level2).map(|c| c.start as usize);
    let level3 = panel.one(HeaderRole::Level3).copied();
    if let Some(third) = level3 {
        merge_open_names(draft, panel.one(HeaderRole::Target), third, body..end);
    }
    let first = [level1, level2].into_iter().flatten().min().unwrap_or(0);
    for col in 0..first {
        if draft.text(top, col).is_some_and(|text| !text.is_empty()) {
            reach_down(draft, top, col, end, &[]);
        }
    }
    let printed = |draft: &Draft, col: Option<usize>| -> Vec<usize> {
        let is_printed =
            |row: &usize| col.is_some_and(|c| draft.text(*row, c).is_some_and(|t| !t.is_empty()));
        (body..end).filter(is_printed).collect()
    };
    let new_level1 = printed(draft, level1);
    for (col, stops) in [(level1, &[] as &[usize]), (level2, &new_level1)] {
        let Some(col) = col else { continue };
        for row in printed(draft, Some(col)) {
            reach_down(draft, row, col, end, stops);
        }
    }
}

/// Lets a cell reach down over empty places, up to a row or to the first of `stops` below it.
fn reach_down(draft: &mut Draft, row: usize, col: usize, end: usize, stops: &[usize]) {
    loop {
        let Some(bottom) = draft.rows[row][col].as_ref().map(|c| row + c.row_span as usize) else {
            return;
        };
        if bottom >= end || stops.contains(&bottom) || !draft.absorb_below(row, col) {
            return;
        }
    }
}

/// A name that stands alone left of its target covers the level columns that its row leaves open.
fn merge_open_names(draft: &mut Draft, target: Option<&Column>, third: Column, rows: Range<usize>) {
    let Some(target) = target.map(|c| c.start as usize) else {
        return;
    };
    for row in rows {
        let fields = draft.filled(row);
        let [label, value, ..] = fields.as_slice() else {
            continue;
        };
        if *label < third.start as usize && *value == target {
            draft.absorb_right(row, *label, third.end as usize);
        }
    }
}

/// A list's keys and amounts, also the empty ones, hold for all rows down to the next key.
fn merge_keys(draft: &mut Draft, layout: &Layout) {
    let first = layout
        .panels
        .iter()
        .flat_map(|panel| panel.all(HeaderRole::Level3))
        .map(|c| c.start as usize)
        .min()
        .unwrap_or(0);
    let is_key_row = |draft: &Draft, row: usize| draft.filled(row).first().is_some_and(|col| *col < first);
    let (body, end) = (layout.body as usize, layout.end as usize);
    let mut row = body;
    while row < end {
        let next = (row + 1..end).find(|r| is_key_row(draft, *r)).unwrap_or(end);
        if is_key_row(draft, row) {
            for col in 0..first {
                reach_down(draft, row, col, next, &[]);
            }
        }
        row = next;
    }
}

/// Lets the labels at the left edge reach down over the empty cells under them, outside the indicators: the one
/// merge that a dump of a cell per line shows there.
pub(super) fn merge_side_labels(draft: &mut Draft, layouts: &[Layout]) {
    let rows = draft.rows.len();
    let in_layout = |row: usize| layouts.iter().any(|l| (l.top as usize..l.end as usize).contains(&row));
    for row in (0..rows).filter(|row| !in_layout(*row)) {
        if draft.text(row, 0).is_some_and(|text| !text.is_empty()) {
            let end = (row..rows).find(|r| in_layout(*r)).unwrap_or(rows);
            reach_down(draft, row, 0, end, &[]);
        }
    }
}

/// Restores the merges of label/value rows: an empty start belongs to the label above, every text reaches
/// right over the empty fields after it.
pub(super) fn merge_labels(draft: &mut Draft, rows: Range<usize>, vocabulary: &PerformanceVocabulary) {
    // The label and value columns of the last row that had both: where a blank value begins.
    let mut value_col: Option<(usize, usize)> = None;
    for row in rows.clone() {
        if !draft.is_single(row) {
            continue;
        }
        let fields = draft.filled(row);
        let Some(first) = fields.first().copied() else {
            continue;
        };
        if row > rows.start {
            reach_from_above(draft, row, first);
        }
        if is_sub_header(draft, row, &fields, vocabulary) {
            head_reach_down(draft, row, &fields);
            continue;
        }
        let last_value = fields
            .last()
            .copied()
            .filter(|c| fields.len() > 1 && draft.text(row, *c).is_some_and(|t| parse_number(t).is_some()));
        let is_blank_value =
            fields.len() == 1 && value_col.is_some_and(|(label, value)| label <= first && value > first);
        for (i, col) in fields.iter().enumerate() {
            let end = match (fields.get(i + 1), value_col) {
                (Some(next), _) => *next,
                (None, Some((_, value))) if is_blank_value => value,
                (None, _) => draft.columns,
            };
            draft.absorb_right(row, *col, end);
        }
        if let (true, Some((_, value))) = (is_blank_value, value_col) {
            draft.absorb_right(row, value, draft.columns);
        } else {
            value_col = last_value.map(|value| (fields[fields.len() - 2], value));
        }
    }
}

/// The row of parts under a matrix head (目标申报数 | 预算编制数).
fn is_sub_header(draft: &Draft, row: usize, fields: &[usize], vocabulary: &PerformanceVocabulary) -> bool {
    fields.iter().all(|col| {
        draft.text(row, *col).is_some_and(|text| vocabulary.form_label(text) == Some(FormLabel::ApprovedPart))
    })
}

/// Lets the heads of a matrix reach down where no part stands under them.
fn head_reach_down(draft: &mut Draft, row: usize, fields: &[usize]) {
    let Some(last) = fields.last() else { return };
    for col in last + 1..draft.columns {
        if let Some((top, start)) = row.checked_sub(1).and_then(|above| draft.owner(above, col))
            && start == col
        {
            draft.absorb_below(top, start);
        }
    }
}

/// Lets the labels above reach down over the empty start of a row.
fn reach_from_above(draft: &mut Draft, row: usize, first: usize) {
    let mut col = 0;
    while col < first {
        let Some((top, start)) = draft.owner(row - 1, col) else {
            return;
        };
        let end = draft.rows[top][start].as_ref().map_or(0, |c| start + c.col_span as usize);
        if start != col || end > first || !draft.absorb_below(top, start) {
            return;
        }
        col = end;
    }
}

/// Restores the merges of rows whose numbers stand under heads: only the label reaches right.
pub(super) fn merge_numbers(draft: &mut Draft, rows: Range<usize>, types: &[ColumnType]) {
    let first_number = types
        .iter()
        .position(|t| matches!(t, ColumnType::Money | ColumnType::Weight | ColumnType::Score))
        .unwrap_or(0);
    for row in rows {
        if !draft.is_single(row) {
            continue;
        }
        let fields = draft.filled(row);
        let labels: Vec<usize> = fields.iter().copied().filter(|c| *c < first_number).collect();
        if let [only] = labels.as_slice() {
            let zone_is_one =
                row.checked_sub(1).and_then(|above| draft.owner(above, 0)).is_some_and(|(r, c)| {
                    draft.rows[r][c].as_ref().is_some_and(|cell| cell.col_span as usize == first_number)
                });
            // A head over the whole label zone leaves no room for a label beside an empty field.
            if *only > 0 && zone_is_one && (0..*only).all(|c| draft.is_free(row, c)) {
                draft.move_fields(
                    row,
                    &[*only],
                    &[0],
                    "its head above covers all columns left of the numbers",
                );
                draft.absorb_right(row, 0, first_number);
                continue;
            }
        }
        // A total's label runs on to its number; in a matrix an empty number is a place of its own.
        let is_total = types.contains(&ColumnType::Score);
        let first_value = fields.iter().copied().find(|c| *c >= first_number);
        let labels_end = first_value.filter(|_| is_total).unwrap_or(first_number);
        for (i, col) in labels.iter().enumerate() {
            let end = labels.get(i + 1).copied().unwrap_or(labels_end);
            draft.absorb_right(row, *col, end);
        }
    }
}
