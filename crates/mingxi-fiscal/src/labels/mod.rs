//! What the rows of a table are: their codes, names, place in the hierarchy and part in sums.

mod measure;

use crate::codes::{CodeVocabulary, carry_units, read_rows};
use crate::columns::continues_rows;
use crate::nesting::nest;
use crate::{Headers, Measures};
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole, Why};
use std::collections::BTreeMap;

/// Reads the labels of every body row of every panel, and what was weighed for their nesting.
pub(crate) fn labels(
    grid: &Grid,
    header_rows: u32,
    columns: &[Column],
    headers: &Headers,
    measures: &Measures,
    codes: &CodeVocabulary,
) -> (Vec<RowLabel>, Vec<Why>) {
    let panels = columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    let (mut out, mut why) = (Vec::new(), Vec::new());
    for panel in 0..panels {
        let members: Vec<&Column> = columns.iter().filter(|column| column.panel == panel).collect();
        if !members.iter().any(|column| column.role == ColumnRole::Value) {
            continue;
        }
        let rows: Vec<u32> = (header_rows..grid.rows())
            .filter(|row| !grid.is_header_row(*row) && !repeats_header(grid, *row, header_rows, &members))
            .collect();
        let (mut labels, of_codes) = read_rows(grid, &rows, panel, &members, headers, codes);
        why.extend(of_codes);
        if continues_rows(columns, panel) {
            borrow_labels(&mut labels, &out, panel);
        } else {
            borrow_totals(&mut labels, &out, grid, columns);
        }
        carry_units(&mut labels, codes);
        why.extend(nest(&mut labels, grid, &members, headers));
        measure::fill(&mut labels, measures);
        out.extend(labels);
    }
    number_all_panels(&mut out, columns);
    out.sort_by_key(|label| (label.row, label.panel));
    (out, why)
}

/// Where one column of 序号 or 行次 stands beside several panels, its numbers are those of the rows of all panels.
fn number_all_panels(labels: &mut [RowLabel], columns: &[Column]) {
    let mut numbering = columns.iter().filter(|column| column.role == ColumnRole::LineNumber);
    let (Some(only), None) = (numbering.next(), numbering.next()) else { return };
    let numbers: BTreeMap<u32, String> = labels
        .iter()
        .filter(|label| label.panel == only.panel)
        .filter_map(|label| Some((label.row, label.line_no.clone()?)))
        .collect();
    for label in labels.iter_mut().filter(|label| label.panel != only.panel && label.line_no.is_none()) {
        label.line_no = numbers.get(&label.row).cloned();
    }
}

/// Whether a body row prints the header again, as forms in sections do (项目 | 行次 | 统计数 under 二、).
fn repeats_header(grid: &Grid, row: u32, header_rows: u32, columns: &[&Column]) -> bool {
    let text = |row: u32, column: &Column| squeeze(&grid.at(row, column.col).text);
    let mut filled = columns.iter().filter(|column| !text(row, column).is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|column| (0..header_rows).any(|head| text(head, column) == text(row, column)))
}

/// Rows without a label of their own take that of the panel before, whose rows go on in this one.
fn borrow_labels(labels: &mut [RowLabel], before: &[RowLabel], panel: u32) {
    for label in labels.iter_mut().filter(|label| label.name.is_none() && label.code.is_none()) {
        let lender = before.iter().find(|other| other.row == label.row && other.panel + 1 == panel);
        if let Some(lender) = lender {
            *label = RowLabel { panel, parent_row: None, ..lender.clone() };
        }
    }
}

/// The number of a total that closes all panels stands in the last one, its label in the first: 基本支出合计 below
/// 人员经费合计 | 公用经费合计.
fn borrow_totals(labels: &mut [RowLabel], before: &[RowLabel], grid: &Grid, columns: &[Column]) {
    let is_blank = |row: u32, panel: u32| {
        let mut values =
            columns.iter().filter(|column| column.panel == panel && column.role == ColumnRole::Value);
        values.all(|column| grid.at(row, column.col).text.trim().is_empty())
    };
    for label in labels.iter_mut().filter(|label| label.name.is_none() && label.code.is_none()) {
        let mut lenders = before.iter().filter(|other| other.row == label.row && other.name.is_some());
        if let (Some(lender), None) = (lenders.next(), lenders.next())
            && lender.role == Some(RowRole::Total)
            && is_blank(lender.row, lender.panel)
            && !is_blank(label.row, label.panel)
        {
            *label = RowLabel { panel: label.panel, parent_row: None, ..lender.clone() };
        }
    }
}

#[cfg(test)]
mod tests;
