//! Which rows of a dump's form are shifted, and where their fields belong.

use super::assign::{Assignment, Prices, cheapest, full_cost, type_cost};
use super::draft::{Draft, note};
use super::types::{ColumnType, Look, gap_in_form, gap_in_list, look, misfit, of_layout};
use crate::performance::layout::Layout;
use crate::performance::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, Diagnostic, Severity, Step};

/// A printed row that costs this much holds a field where it cannot be.
const EVIDENTLY_WRONG: u32 = 6;

/// Puts the shifted rows of an indicator block back.
pub(super) fn align_block(
    draft: &mut Draft,
    layout: &Layout,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let types = of_layout(layout, draft.columns);
    let gap: GapPrice = if layout.panels.len() > 1 { gap_in_list } else { gap_in_form };
    let rows: Vec<usize> = (layout.body as usize..layout.end as usize).collect();
    let mut shifts = Vec::new();
    let mut undecided = Vec::new();
    for row in rows {
        let fields = draft.filled(row);
        let skip = fields.len() < 2 || !draft.is_single(row) || is_unfilled(draft, row, &fields, vocabulary);
        if skip {
            continue;
        }
        let looks = looks(draft, row, &fields, vocabulary);
        match decide(&fields, &looks, &types, gap) {
            Verdict::Stays => {}
            Verdict::Moves(to) => {
                shifts.push(uniform_shift(&fields, &to));
                move_row(draft, row, &fields, &to, WHY_TYPES, diagnostics);
            }
            Verdict::Undecided => undecided.push((row, fields)),
        }
    }
    // Rows of one page lost the same blank: where all the others moved by the same step, so did these.
    shifts.dedup();
    let step = match shifts.as_slice() {
        [Some(step)] => Some(*step),
        _ => None,
    };
    for (row, fields) in undecided {
        let looks = looks(draft, row, &fields, vocabulary);
        match step.and_then(|step| by_step(&fields, step, &looks, &types, gap)) {
            Some(to) => move_row(draft, row, &fields, &to, WHY_SIBLINGS, diagnostics),
            None => diagnostics.push(unresolved(draft, row, &fields)),
        }
    }
    split_fused(draft, layout, diagnostics);
}

const WHY_TYPES: &str = "the only column order in which every field has the kind of text its header asks for";
const WHY_SIBLINGS: &str = "as all other shifted rows of the block";

type GapPrice = fn(&[ColumnType], Option<usize>, Option<usize>) -> u32;

enum Verdict {
    Stays,
    Moves(Vec<usize>),
    Undecided,
}

fn decide(printed: &[usize], looks: &[Look], types: &[ColumnType], gap: GapPrice) -> Verdict {
    let field = |i: usize, c: usize| price(&looks[i], types, c);
    let between = |from: Option<usize>, to: Option<usize>| gap(types, from, to);
    let prices = Prices { columns: types.len(), field: &field, gap: &between };
    let Some(Assignment { columns, cost, is_tied }) = cheapest(printed, &prices) else {
        return Verdict::Stays;
    };
    let as_printed = full_cost(printed, printed, &prices);
    if cost >= as_printed {
        return match is_wrong(printed, looks, types) {
            true => Verdict::Undecided,
            false => Verdict::Stays,
        };
    }
    let better_typed = type_cost(&columns, &prices) < type_cost(printed, &prices);
    match is_tied || !better_typed {
        true => Verdict::Undecided,
        false => Verdict::Moves(columns),
    }
}

/// How badly a field fits a column. Of several columns for a label the first is its own.
pub(super) fn price(look: &Look, types: &[ColumnType], column: usize) -> u32 {
    let beside_operator = types.contains(&ColumnType::Operator);
    let second_name =
        column > 0 && types[column] == ColumnType::Name && types[column - 1] == ColumnType::Name;
    misfit(look, types[column], beside_operator) + u32::from(second_name)
}

/// Whether some field stands where it cannot be.
fn is_wrong(printed: &[usize], looks: &[Look], types: &[ColumnType]) -> bool {
    printed.iter().zip(looks).any(|(c, look)| price(look, types, *c) >= EVIDENTLY_WRONG)
}

fn looks(draft: &Draft, row: usize, fields: &[usize], vocabulary: &PerformanceVocabulary) -> Vec<Look> {
    let texts: Vec<&str> = fields.iter().map(|col| draft.text(row, *col).unwrap_or_default()).collect();
    let mut looks: Vec<Look> = texts.iter().map(|text| look(text, vocabulary)).collect();
    for i in 1..texts.len() {
        let is_fused = fused_parts(texts[i - 1], texts[i]).is_some();
        looks[i - 1].is_fused = is_fused;
        looks[i].is_after_fused = is_fused;
    }
    looks
}

/// An unfilled form's row names no indicator, and nothing tells where it belongs.
fn is_unfilled(draft: &Draft, row: usize, fields: &[usize], vocabulary: &PerformanceVocabulary) -> bool {
    let last = fields.last().and_then(|col| draft.text(row, *col));
    last.is_some_and(|text| vocabulary.is_placeholder(text))
}

fn uniform_shift(from: &[usize], to: &[usize]) -> Option<i64> {
    let shifts: Vec<i64> = from.iter().zip(to).map(|(f, t)| *t as i64 - *f as i64).collect();
    // The fields before a lost blank stay; those after it all move by the same step.
    let step = *shifts.last()?;
    shifts.iter().all(|s| *s == step || *s == 0).then_some(step)
}

/// The row moved by a step, if that suits its fields as well as any other place does.
fn by_step(
    printed: &[usize],
    step: i64,
    looks: &[Look],
    types: &[ColumnType],
    gap: GapPrice,
) -> Option<Vec<usize>> {
    let field = |i: usize, c: usize| price(&looks[i], types, c);
    let between = |from: Option<usize>, to: Option<usize>| gap(types, from, to);
    let prices = Prices { columns: types.len(), field: &field, gap: &between };
    let moved: Option<Vec<usize>> =
        printed.iter().map(|c| usize::try_from(*c as i64 + step).ok().filter(|c| *c < types.len())).collect();
    let moved = moved?;
    let best = cheapest(printed, &prices)?;
    (full_cost(printed, &moved, &prices) == best.cost && best.cost < full_cost(printed, printed, &prices))
        .then_some(moved)
}

/// Moves a row's fields and says so.
pub(super) fn move_row(
    draft: &mut Draft,
    row: usize,
    from: &[usize],
    to: &[usize],
    why: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = first_cell(draft, row, from).and_then(|cell| cell.place.clone());
    draft.move_fields(row, from, to, why);
    let first = from.iter().zip(to).find(|(f, t)| f != t);
    diagnostics.push(
        Diagnostic::new(
            Step::Recognise,
            Severity::Info,
            "shifted_row",
            format!(
                "the dump printed this row shifted; its fields were moved from columns {from:?} to {to:?}, {why}. Every moved cell keeps a remark."
            ),
        )
        .cell(row as u32, first.map(|(_, t)| *t as u32))
        .at(place),
    );
}

fn unresolved(draft: &Draft, row: usize, fields: &[usize]) -> Diagnostic {
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "shifted_row_unresolved",
        "a field of this row stands under a header it does not fit, and more than one place or none would suit the row; it is left as printed. Compare the row with the document before using it.",
    )
    .cell(row as u32, fields.first().map(|col| *col as u32))
    .at(first_cell(draft, row, fields).and_then(|cell| cell.place.clone()))
}

fn first_cell<'d>(draft: &'d Draft, row: usize, fields: &[usize]) -> Option<&'d Cell> {
    draft.rows[row][*fields.first()?].as_ref()
}

/// Splits a name fused with its target (`按期完成,逐年提高` with `逐年提高` as adjusted target): a row without a
/// target whose name ends in the text of its adjusted target.
fn split_fused(draft: &mut Draft, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) {
    let [panel] = layout.panels.as_slice() else { return };
    let column = |role| panel.one(role).map(|c| c.start as usize);
    let (Some(name), Some(target), Some(adjusted)) =
        (column(HeaderRole::Level3), column(HeaderRole::Target), column(HeaderRole::Adjusted))
    else {
        return;
    };
    for row in layout.body as usize..layout.end as usize {
        let Some((left, right)) = draft
            .text(row, name)
            .zip(draft.text(row, adjusted))
            .filter(|_| draft.is_free(row, target))
            .and_then(|(fused, adjusted)| fused_parts(fused, adjusted))
        else {
            continue;
        };
        let Some(mut cell) = draft.rows[row][name].take() else {
            continue;
        };
        let mut split = Cell { col: target as u32, text: right, repair: None, ..cell.clone() };
        note(
            &mut split,
            &format!(
                "stood in one cell with the name in column {name}; the adjusted target beside it says the same"
            ),
        );
        note(&mut cell, "the target was split off: it stood in this cell after a comma");
        cell.text = left;
        let place = cell.place.clone();
        draft.rows[row][name] = Some(cell);
        draft.rows[row][target] = Some(split);
        diagnostics.push(
            Diagnostic::new(
                Step::Recognise,
                Severity::Info,
                "fused_cell",
                "a name and its target stood in one cell of the dump and were split, because the adjusted target repeats the second part. Both cells keep the text as printed in text_raw.",
            )
            .cell(row as u32, Some(name as u32))
            .at(place),
        );
    }
}

fn fused_parts(fused: &str, adjusted: &str) -> Option<(String, String)> {
    let head = fused.strip_suffix(adjusted).filter(|_| !adjusted.is_empty())?;
    let name = head.trim_end().strip_suffix([',', '，', ';', '；', '、'])?;
    (!squeeze(name).is_empty()).then(|| (name.trim_end().to_owned(), adjusted.to_owned()))
}

/// Puts back rows below and above the indicators that lost the field of their side label: a row of the same
/// fields as the rows above it, one column to the left.
pub(super) fn align_siblings(
    draft: &mut Draft,
    range: std::ops::Range<usize>,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for row in range.start + 1..range.end {
        let fields = draft.filled(row);
        let above = draft.filled(row - 1);
        let is_one_left = fields.len() >= 2
            && fields[0] == 0
            && fields.len() == above.len()
            && fields.iter().zip(&above).all(|(f, a)| f + 1 == *a);
        if !is_one_left || !draft.is_single(row) {
            continue;
        }
        let is_number =
            |r: usize, c: usize| look(draft.text(r, c).unwrap_or_default(), vocabulary).is_number();
        let same_kinds = fields.iter().zip(&above).all(|(f, a)| is_number(row, *f) == is_number(row - 1, *a));
        // A label that the vocabulary knows at the form's edge is at home there.
        let label = draft.text(row, fields[0]).and_then(|text| vocabulary.form_label(text));
        let is_inner = matches!(label, None | Some(FormLabel::Analysis));
        let above_label = draft.text(row - 1, above[0]).and_then(|text| vocabulary.form_label(text));
        let proved = label.is_some() && above_label.is_some()
            || row >= range.start + 2 && draft.filled(row - 2) == above;
        if same_kinds && is_inner && proved {
            let to: Vec<usize> = fields.iter().map(|f| f + 1).collect();
            move_row(
                draft,
                row,
                &fields,
                &to,
                "as the rows above, which stand under the same side label",
                diagnostics,
            );
        }
    }
}

/// Puts back the rows of a form's fund matrix and its total: a label, then numbers under their heads.
pub(super) fn align_numbers(
    draft: &mut Draft,
    rows: std::ops::Range<usize>,
    types: &[ColumnType],
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let score = types.iter().rposition(|t| *t == ColumnType::Score);
    let gap = |_: &[ColumnType], from: Option<usize>, to: Option<usize>| {
        let start = from.map_or(0, |f| f + 1);
        let skips = score.is_some_and(|at| at >= start && at < to.unwrap_or(usize::MAX));
        if skips { 2 } else { 0 }
    };
    for row in rows {
        let fields = draft.filled(row);
        if fields.len() < 2 || !draft.is_single(row) {
            continue;
        }
        let looks = looks(draft, row, &fields, vocabulary);
        if !looks.iter().any(Look::is_number) {
            continue;
        }
        let field = |i: usize, c: usize| price(&looks[i], types, c);
        let between = |from: Option<usize>, to: Option<usize>| gap(types, from, to);
        let prices = Prices { columns: types.len(), field: &field, gap: &between };
        let Some(best) = cheapest(&fields, &prices) else {
            continue;
        };
        let printed = full_cost(&fields, &fields, &prices);
        let better = best.cost < printed && type_cost(&best.columns, &prices) < type_cost(&fields, &prices);
        if better && !best.is_tied {
            move_row(draft, row, &fields, &best.columns, WHY_TYPES, diagnostics);
        } else if better || is_wrong(&fields, &looks, types) {
            diagnostics.push(unresolved(draft, row, &fields));
        }
    }
}
