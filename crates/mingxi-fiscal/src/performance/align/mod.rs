//! Performance forms of text dumps: shifted rows put back, lost merges inferred.

mod assign;
mod draft;
mod matrix;
mod merge;
mod rows;
mod spread;
mod types;

use super::layout::{self, Layout};
use super::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use draft::Draft;
use mingxi_model::{Diagnostic, Grid, Place, Severity, Step};
use std::ops::Range;
use types::ColumnType;

/// The most rows of one grid that are aligned: forms have some dozens, and the search must stay cheap.
const MAX_ROWS: usize = 2_000;

/// Puts the shifted rows of a performance form back and infers its merges. For grids of text dumps, whose
/// spans are lost; a grid that is neither an indicator block nor a form's labels is given back as it is.
///
/// A row is moved only where one order-preserving placement of its fields fits the column types better than
/// the printed one and than every other; otherwise it stays and a warning names it. Every moved cell says in
/// `repair` where it stood.
pub fn align(grid: Grid, vocabulary: &PerformanceVocabulary) -> (Grid, Vec<Diagnostic>) {
    let layouts = layout::find_listed(&grid, vocabulary);
    let (rows, columns) = (grid.rows() as usize, grid.columns() as usize);
    if layouts.is_empty() && !is_label_block(&grid, vocabulary) {
        return (grid, Vec::new());
    }
    let mut diagnostics = Vec::new();
    if rows > MAX_ROWS || columns > assign::MAX_COLUMNS {
        diagnostics.push(Diagnostic::new(
            Step::Recognise,
            Severity::Warning,
            "form_too_large",
            format!("a performance form of {rows} x {columns} is too large to look for shifted rows; it is left as printed. Check that the dump does not run several tables together."),
        ));
        return (grid, diagnostics);
    }
    let is_by_cell = is_cell_per_line(&grid);
    let mut draft = Draft::new(grid.clone());
    if is_by_cell {
        for layout in &layouts {
            spread::spread_block(&mut draft, layout, vocabulary, &mut diagnostics);
        }
        matrix::spread_matrix(&mut draft, &layouts, vocabulary, &mut diagnostics);
    } else {
        put_back(&mut draft, &layouts, vocabulary, &mut diagnostics);
        draft.drop_empty_right_columns();
    }
    for layout in &layouts {
        merge::merge_block(&mut draft, layout);
    }
    match is_by_cell {
        true => merge::merge_side_labels(&mut draft, &layouts),
        false => merge_beside(&mut draft, &layouts, vocabulary),
    }
    match draft.build() {
        Ok(aligned) => (aligned, diagnostics),
        Err(error) => {
            let message = format!(
                "the merges inferred for a performance form contradict each other ({error}); the form is left as printed. This is a mistake of the program: please report it."
            );
            (grid, vec![Diagnostic::new(Step::Recognise, Severity::Warning, "form_not_aligned", message)])
        }
    }
}

/// Whether a grid is the part of a form that stands above its indicators: labels at the left edge.
fn is_label_block(grid: &Grid, vocabulary: &PerformanceVocabulary) -> bool {
    let is_label = |row: &u32| {
        grid.starts_at(*row, 0).is_some_and(|cell| {
            matches!(
                vocabulary.form_label(&cell.text),
                Some(
                    FormLabel::ProjectName
                        | FormLabel::ProjectCode
                        | FormLabel::Department
                        | FormLabel::PaymentPlan
                        | FormLabel::Goal
                )
            )
        })
    };
    (0..grid.rows()).filter(is_label).count() > 1
}

/// Whether the dump prints a cell per line: then a row keeps its number of cells and only widths are lost.
fn is_cell_per_line(grid: &Grid) -> bool {
    let line = |place: &Option<Place>| match place {
        Some(Place::Text { line }) => Some(*line),
        _ => None,
    };
    (0..grid.rows()).any(|row| {
        let mut lines = grid
            .row(row)
            .filter(|cell| cell.row == row && !cell.text.is_empty())
            .filter_map(|cell| line(&cell.place));
        let first = lines.next();
        lines.any(|other| Some(other) != first)
    })
}

fn put_back(
    draft: &mut Draft,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for layout in layouts {
        rows::align_block(draft, layout, vocabulary, diagnostics);
    }
    for part in parts_beside(draft, layouts, vocabulary) {
        match part {
            Part::Labels(range) => rows::align_siblings(draft, range, vocabulary, diagnostics),
            Part::Numbers(range, types) => rows::align_numbers(draft, range, &types, vocabulary, diagnostics),
        }
    }
}

fn merge_beside(draft: &mut Draft, layouts: &[Layout], vocabulary: &PerformanceVocabulary) {
    for part in parts_beside(draft, layouts, vocabulary) {
        match part {
            Part::Labels(range) => merge::merge_labels(draft, range, vocabulary),
            Part::Numbers(range, types) => merge::merge_numbers(draft, range, &types),
        }
    }
}

/// Rows of a form outside its indicators.
enum Part {
    /// Labels and their values.
    Labels(Range<usize>),
    /// Numbers under the heads of the given columns.
    Numbers(Range<usize>, Vec<ColumnType>),
}

/// Cuts what stands above, between and below the indicators into parts. A wide list has only its header there.
fn parts_beside(draft: &Draft, layouts: &[Layout], vocabulary: &PerformanceVocabulary) -> Vec<Part> {
    if layouts.iter().any(|layout| layout.panels.len() > 1 || !layout.keys.is_empty()) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut above: Option<&Layout> = None;
    for layout in layouts {
        cut(draft, start..layout.top as usize, above, vocabulary, &mut parts);
        start = layout.end as usize;
        above = Some(layout);
    }
    cut(draft, start..draft.rows.len(), above, vocabulary, &mut parts);
    parts
}

fn cut(
    draft: &Draft,
    range: Range<usize>,
    above: Option<&Layout>,
    vocabulary: &PerformanceVocabulary,
    parts: &mut Vec<Part>,
) {
    let mut start = range.start;
    let mut row = range.start;
    while row < range.end {
        let labels = row_labels(draft, row, vocabulary);
        let numbers = if labels.first().is_some_and(|(_, label)| *label == Some(FormLabel::TotalScore)) {
            above.map(|layout| (row, row + 1, total_types(layout, draft.columns)))
        } else {
            matrix_types(&labels, draft.columns).map(|types| {
                let body = (row + 1..range.end)
                    .find(|r| {
                        !row_labels(draft, *r, vocabulary)
                            .iter()
                            .all(|l| l.1 == Some(FormLabel::ApprovedPart))
                    })
                    .unwrap_or(range.end);
                let has_number =
                    |r: &usize| {
                        draft.filled(*r).iter().skip(1).any(|c| {
                            draft.text(*r, *c).is_some_and(|t| mingxi_model::parse_number(t).is_some())
                        })
                    };
                let end = (body..range.end).find(|r| !has_number(r)).unwrap_or(range.end);
                (body, end, types)
            })
        };
        let Some((body, end, types)) = numbers else {
            row += 1;
            continue;
        };
        parts.push(Part::Labels(start..body));
        parts.push(Part::Numbers(body..end, types));
        (start, row) = (end, end.max(row + 1));
    }
    parts.push(Part::Labels(start..range.end));
}

fn row_labels(
    draft: &Draft,
    row: usize,
    vocabulary: &PerformanceVocabulary,
) -> Vec<(usize, Option<FormLabel>)> {
    draft
        .filled(row)
        .into_iter()
        .map(|col| (col, draft.text(row, col).and_then(|text| vocabulary.form_label(text))))
        .collect()
}

/// The columns under 年初预算数, 全年预算数, 执行率 ...; `None` where the row is no such header.
fn matrix_types(heads: &[(usize, Option<FormLabel>)], columns: usize) -> Option<Vec<ColumnType>> {
    let is_phase = |label: &Option<FormLabel>| {
        matches!(
            label,
            Some(
                FormLabel::Approved
                    | FormLabel::Adjusted
                    | FormLabel::Executed
                    | FormLabel::Balance
                    | FormLabel::ExecutionRate
            )
        )
    };
    if heads.iter().filter(|(_, label)| is_phase(label)).count() < 2 {
        return None;
    }
    let mut types = vec![ColumnType::Blank; columns];
    let mut in_numbers = false;
    for (i, (col, label)) in heads.iter().enumerate() {
        let next = heads.get(i + 1).map(|(c, _)| *c);
        let is_points = *label == Some(FormLabel::Side) && in_numbers;
        let kind = match label {
            label if is_phase(label) => ColumnType::Money,
            _ if is_points => ColumnType::Money,
            _ if in_numbers => ColumnType::Words,
            _ => ColumnType::Name,
        };
        in_numbers |= kind == ColumnType::Money;
        // What lies right of the last head is padding.
        types[*col..next.unwrap_or(col + 1)].fill(kind);
    }
    types[..heads[0].0].fill(ColumnType::Name);
    Some(types)
}

/// The columns of a total row: its label, then 分值 and 得分 as in the indicators above it, then words.
fn total_types(layout: &Layout, columns: usize) -> Vec<ColumnType> {
    let mut types = vec![ColumnType::Blank; columns];
    let Some(panel) = layout.panels.first() else {
        return types;
    };
    let mut first = columns;
    for column in &panel.columns {
        let kind = match column.role {
            HeaderRole::Weight => ColumnType::Weight,
            HeaderRole::Score => ColumnType::Score,
            HeaderRole::Remark => ColumnType::Words,
            _ => continue,
        };
        first = first.min(column.start as usize);
        if let Some(slot) = types.get_mut(column.start as usize) {
            *slot = kind;
        }
    }
    types[..first].fill(ColumnType::Name);
    types
}
