//! Rows of a cell-per-line dump with fewer cells than columns: which of them are wide.

use super::draft::{Draft, note};
use super::rows::price;
use super::types::{ColumnType, Look, look, of_layout};
use crate::performance::layout::Layout;
use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::{Cell, Diagnostic, Severity, Step};

/// A number or target does not reach over several columns.
const WIDE_QUANTITY: u32 = 6;
/// Nor does an empty cell: a merge that goes on from above keeps a cell for every column.
const WIDE_BLANK: u32 = 6;
/// An indicator without a name or a target.
const MISSING: u32 = 4;

/// Widens the cells of short indicator rows so that their texts stand under headers that fit.
pub(super) fn spread_block(
    draft: &mut Draft,
    layout: &Layout,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if layout.panels.len() != 1 {
        return;
    }
    let types = of_layout(layout, draft.columns);
    for row in layout.body as usize..layout.end as usize {
        let Some(printed) = own_spans(draft, row).filter(|spans| spans.len() < types.len()) else {
            continue;
        };
        let looks: Vec<Option<Look>> = printed
            .iter()
            .map(|(col, _)| draft.text(row, *col).filter(|text| !text.is_empty()))
            .map(|text| text.map(|text| look(text, vocabulary)))
            .collect();
        let Some((widths, cost, is_tied)) = best_widths(&looks, &types) else {
            continue;
        };
        if is_tied || cost >= cost_of(&printed, &looks, &types) {
            continue;
        }
        apply(draft, row, &printed, &widths, diagnostics);
    }
}

/// Column and width of a row's cells; `None` where a cell of another row reaches into it.
pub(super) fn own_spans(draft: &Draft, row: usize) -> Option<Vec<(usize, usize)>> {
    let cells: Vec<&Cell> = draft.rows[row].iter().flatten().collect();
    let is_own = cells.iter().all(|cell| cell.row_span == 1)
        && cells.iter().map(|cell| cell.col_span as usize).sum::<usize>() == draft.columns;
    is_own.then(|| cells.iter().map(|c| (c.col as usize, c.col_span as usize)).collect())
}

/// The price of a cell that covers `width` columns from `col` on.
fn cell_price(look: Option<&Look>, col: usize, width: usize, types: &[ColumnType]) -> u32 {
    let more = width as u32 - 1;
    match look {
        None => {
            let lacks = matches!(types[col], ColumnType::Level3 | ColumnType::Target);
            more * WIDE_BLANK + u32::from(lacks) * MISSING
        }
        Some(look) if look.is_quantity() => price(look, types, col) + more * WIDE_QUANTITY,
        Some(look) => price(look, types, col) + more,
    }
}

fn cost_of(spans: &[(usize, usize)], looks: &[Option<Look>], types: &[ColumnType]) -> u32 {
    spans.iter().zip(looks).map(|((col, width), look)| cell_price(look.as_ref(), *col, *width, types)).sum()
}

/// The cheapest widths that fill the row, their price, and whether others cost as little.
fn best_widths(looks: &[Option<Look>], types: &[ColumnType]) -> Option<(Vec<usize>, u32, bool)> {
    let (cells, columns) = (looks.len(), types.len());
    // best[i][c]: price of cells 0..i filling columns 0..c, number of ways, width of the last cell.
    let mut best = vec![vec![(u32::MAX, 0u32, 0usize); columns + 1]; cells + 1];
    best[0][0] = (0, 1, 0);
    for i in 0..cells {
        for from in i..columns {
            let (so_far, ways, _) = best[i][from];
            if so_far == u32::MAX {
                continue;
            }
            for width in 1..=columns - from {
                let cost = so_far + cell_price(looks[i].as_ref(), from, width, types);
                let slot = &mut best[i + 1][from + width];
                if cost < slot.0 {
                    *slot = (cost, ways, width);
                } else if cost == slot.0 {
                    slot.1 = slot.1.saturating_add(ways);
                }
            }
        }
    }
    let (cost, ways, _) = best[cells][columns];
    if cost == u32::MAX {
        return None;
    }
    let mut widths = vec![0; cells];
    let mut end = columns;
    for i in (0..cells).rev() {
        widths[i] = best[i + 1][end].2;
        end -= widths[i];
    }
    Some((widths, cost, ways > 1))
}

pub(super) fn apply(
    draft: &mut Draft,
    row: usize,
    printed: &[(usize, usize)],
    widths: &[usize],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let cells: Vec<Option<Cell>> = printed.iter().map(|(col, _)| draft.rows[row][*col].take()).collect();
    let place = cells.iter().flatten().find_map(|cell| cell.place.clone());
    let mut col = 0;
    for (cell, width) in cells.into_iter().zip(widths) {
        if let Some(mut cell) = cell {
            let old = cell.col as usize;
            if old != col && !cell.text.is_empty() {
                note(
                    &mut cell,
                    &format!(
                        "stood in column {old}; moved to column {col}, where its header asks for such a text"
                    ),
                );
            }
            (cell.col, cell.col_span) = (col as u32, *width as u32);
            draft.rows[row][col] = Some(cell);
        }
        col += width;
    }
    diagnostics.push(
        Diagnostic::new(
            Step::Recognise,
            Severity::Info,
            "shifted_row",
            "the row has fewer cells than the form has columns; its cells were widened so that every text stands under a header it fits. Every moved cell keeps a remark.",
        )
        .cell(row as u32, None)
        .at(place),
    );
}
