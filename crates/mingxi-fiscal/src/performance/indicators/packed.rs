//! Cells that hold all indicators of a project.

use super::{blank_indicator, join_target};
use crate::performance::doubts;
use crate::performance::layout::{Group, Layout, Panel, cells_under};
use crate::performance::packed::{is_packed, lines_of, looks_packed, parts};
use crate::performance::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::{Cell, Diagnostic, Indicator, Table, parse_number};

/// The indicators of a list's column of packed cells; its head may name their first level (产出指标).
pub(super) fn read_panel(
    table: &Table,
    layout: &Layout,
    panel: &Panel,
    vocabulary: &PerformanceVocabulary,
    out: &mut Vec<Indicator>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(column) = panel.one(HeaderRole::Packed) else {
        return;
    };
    for row in layout.body..layout.end {
        for cell in cells_under(&table.grid, column, row) {
            if cell.row != row || vocabulary.is_placeholder(&cell.text) {
                continue;
            }
            let before = out.len();
            if !split(table, cell, &panel.group, vocabulary, out, diagnostics) {
                out.truncate(before);
                let mut one = blank_indicator(table, cell);
                (one.level1, one.level2) = panel.group.clone();
                diagnostics.push(doubts::not_split(&one));
                out.push(one);
            }
        }
    }
}

/// Packed cells of a form, beside its labels.
pub(super) fn read_beside(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    out: &mut Vec<Indicator>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !layouts.is_empty() {
        return;
    }
    for cell in table.grid.cells() {
        let text = lines_of(cell);
        if is_packed(text, vocabulary) {
            split(table, cell, &(None, None), vocabulary, out, diagnostics);
        } else if looks_packed(text, vocabulary) {
            let one = blank_indicator(table, cell);
            diagnostics.push(doubts::not_split(&one));
            out.push(one);
        }
    }
}

/// Splits a cell; `false` where its parts are not clear.
fn split(
    table: &Table,
    cell: &Cell,
    group: &Group,
    vocabulary: &PerformanceVocabulary,
    out: &mut Vec<Indicator>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let Some(parts) = parts(lines_of(cell), vocabulary) else {
        return false;
    };
    let mut number = 0;
    for part in parts {
        if vocabulary.is_placeholder(&part.name) {
            continue;
        }
        number += 1;
        let mut indicator = blank_indicator(table, cell);
        indicator.part = number;
        indicator.level1 = part.level1.or_else(|| group.0.clone());
        indicator.level2 = part.level2.or_else(|| group.1.clone());
        indicator.level3 = part.name;
        indicator.weight =
            part.weight.and_then(|text| parse_number(text.trim_end_matches(['分', '%', '％'])));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        join_target(
            &mut indicator,
            &text(&part.operator),
            &text(&part.target),
            &text(&part.unit),
            vocabulary,
            diagnostics,
        );
        out.push(indicator);
    }
    true
}
