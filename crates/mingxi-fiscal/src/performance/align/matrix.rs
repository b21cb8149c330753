//! The fund matrix of a cell-per-line dump: its rows keep their cells and have lost how wide these are.

use super::draft::Draft;
use super::spread::{apply, own_spans};
use crate::performance::layout::Layout;
use crate::performance::vocabulary::{FormLabel, PerformanceVocabulary};
use mingxi_model::{Diagnostic, parse_number};

/// Puts the amounts of a matrix under their heads. Heads and amounts are counted from the right, where every
/// column has one cell; what is left over is the label's width. Nothing is changed unless all rows agree.
pub(super) fn spread_matrix(
    draft: &mut Draft,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let in_layout = |row: usize| layouts.iter().any(|l| (l.top as usize..l.end as usize).contains(&row));
    let label = |draft: &Draft, row: usize, col: usize| {
        draft.text(row, col).and_then(|text| vocabulary.form_label(text))
    };
    let is_phase = |label: Option<FormLabel>| {
        matches!(
            label,
            Some(FormLabel::Approved | FormLabel::Adjusted | FormLabel::Executed | FormLabel::Balance)
        )
    };
    let phases = |draft: &Draft, row: usize| {
        draft.filled(row).into_iter().filter(|col| is_phase(label(draft, row, *col))).count()
    };
    let Some(top) = (0..draft.rows.len()).find(|row| !in_layout(*row) && phases(draft, *row) > 1) else {
        return;
    };
    let Some(heads) = own_spans(draft, top) else { return };
    let Some(before) = heads.iter().position(|(col, _)| is_phase(label(draft, top, *col))) else {
        return;
    };
    let is_part = |draft: &Draft, row: usize| {
        let filled = draft.filled(row);
        !filled.is_empty()
            && filled.iter().all(|col| label(draft, row, *col) == Some(FormLabel::ApprovedPart))
    };
    let parts =
        if top + 1 < draft.rows.len() && is_part(draft, top + 1) { draft.filled(top + 1).len() } else { 0 };
    let numbers = heads.len() - before + parts.saturating_sub(1);
    let Some(left) = draft.columns.checked_sub(numbers).filter(|left| *left > 0 && before > 0) else {
        return;
    };
    // Cells left of the amounts share the label's width; the last of them takes what is left over.
    let widths = |lead: usize, tail: &[usize]| -> Option<Vec<usize>> {
        let last = left.checked_sub(lead.checked_sub(1)?).filter(|last| *last > 0)?;
        Some([&vec![1; lead - 1][..], &[last], tail].concat())
    };
    let mut tail = vec![1; heads.len() - before];
    tail[0] = parts.max(1);
    let mut plan = vec![(top, widths(before, &tail))];
    let first_body = if parts > 0 { top + 2 } else { top + 1 };
    let has_number = |draft: &Draft, row: usize| {
        let mut texts = draft.filled(row).into_iter().filter_map(|col| draft.text(row, col));
        texts.any(|text| parse_number(text).is_some())
    };
    let body = (first_body..draft.rows.len()).take_while(|row| !in_layout(*row) && has_number(draft, *row));
    let below: Vec<usize> = (top + 1..first_body).chain(body).collect();
    for row in below {
        let lead = own_spans(draft, row).and_then(|spans| spans.len().checked_sub(numbers));
        plan.push((row, lead.and_then(|lead| widths(lead, &vec![1; numbers]))));
    }
    let is_sure = plan.len() > 1 && plan.iter().all(|(_, widths)| widths.is_some());
    for (row, widths) in plan.into_iter().filter(|_| is_sure) {
        let (Some(widths), Some(printed)) = (widths, own_spans(draft, row)) else { continue };
        let is_new = printed.iter().map(|(_, width)| width).ne(widths.iter());
        if is_new {
            apply(draft, row, &printed, &widths, diagnostics);
        }
    }
    if is_sure && parts > 0 {
        for col in left + parts..draft.columns {
            draft.absorb_below(top, col);
        }
    }
}
