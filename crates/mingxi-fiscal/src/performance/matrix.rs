//! The fund matrix of a self-evaluation: 资金总额 and its parts under 年初预算数, 全年预算数, 全年执行数.

use super::funds::{amount_of, unread_amount};
use super::layout::Layout;
use super::project::in_indicators;
use super::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, CheckStatus, Diagnostic, Grid, Project, Severity, Step, Table, parse_number};
use rust_decimal::Decimal;

/// What a column of the matrix states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Budget,
    Approved,
    Adjusted,
    Executed,
    Balance,
    Rate,
    Weight,
    Score,
}

/// Reads the whole project's row under the phases of the budget year, and its parts' budgets.
pub(super) fn read_matrix(
    table: &Table,
    unit: Option<&str>,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    project: &mut Project,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let grid = &table.grid;
    let is_beside = |row: &u32| !in_indicators(*row, layouts);
    let Some(top) = (0..grid.rows())
        .filter(is_beside)
        .find(|row| phases(grid, *row, vocabulary).iter().filter(|(phase, _)| is_money(*phase)).count() > 1)
    else {
        return;
    };
    let heads = heads(grid, top, vocabulary);
    let first = heads.iter().filter_map(|head| head.columns.first().copied()).min().unwrap_or(0);
    let is_number = |row: u32, col: u32| parse_number(&grid.at(row, col).text).is_some();
    let rows: Vec<u32> = (top + 1..grid.rows())
        .take_while(is_beside)
        .filter(|row| heads.iter().flat_map(|head| &head.columns).any(|col| is_number(*row, *col)))
        .collect();
    let labelled = |wanted: FormLabel| {
        rows.iter().copied().find(|row| {
            let mut labels = grid.row(*row).filter(|cell| cell.col < first);
            labels.any(|cell| vocabulary.form_label(&cell.text) == Some(wanted))
        })
    };
    let parts = [FormLabel::FiscalFunds, FormLabel::OtherFunds].map(labelled);
    let unlabelled = || rows.iter().copied().find(|row| !parts.contains(&Some(*row)));
    let Some(total) = labelled(FormLabel::Budget).or_else(unlabelled) else {
        return;
    };
    if let Some(label) = grid.row(total).find(|cell| cell.col < first && cell.col + cell.col_span > first)
        && !label.text.is_empty()
    {
        diagnostics.push(not_aligned(table, label));
        return;
    }
    let columns = value_columns(grid, &heads, first, total);
    for (Head { phase, cell: head, .. }, col) in heads.iter().zip(&columns) {
        let cell = grid.at(total, *col);
        let mut money = || {
            let amount = amount_of(&head.text, cell.exact(), unit);
            if amount.is_none() && !cell.text.is_empty() && !vocabulary.is_no_points(&cell.text) {
                diagnostics.push(unread_amount(table, head, cell));
            }
            amount
        };
        match phase {
            Phase::Budget => project.budget = money(),
            Phase::Approved => project.approved = money(),
            Phase::Adjusted => project.adjusted = money(),
            Phase::Executed => project.executed = money(),
            Phase::Balance => project.balance = money(),
            Phase::Rate => project.execution_rate = percent(&cell.text),
            Phase::Weight => project.execution_weight = percent(&cell.text),
            Phase::Score => project.execution_score = percent(&cell.text),
        }
        if cell.repair.is_some() {
            project.check_status = CheckStatus::Repaired;
        }
    }
    // The parts' budgets are of the same phase as the whole one.
    let amount =
        |at: usize, row: u32| amount_of(&heads[at].cell.text, grid.at(row, columns[at]).exact(), unit);
    let filled = |wanted: Phase| {
        let at = heads.iter().position(|head| head.phase == wanted)?;
        amount(at, total).map(|whole| (at, whole))
    };
    let Some((at, budget)) = [Phase::Budget, Phase::Approved, Phase::Adjusted].into_iter().find_map(filled)
    else {
        return;
    };
    let part = |row: Option<u32>| amount(at, row?);
    project.budget = Some(budget);
    project.fiscal_funds = part(parts[0]);
    project.other_funds = part(parts[1]);
}

/// The label of the sums reaches under the heads: which amount belongs to which head cannot be known.
fn not_aligned(table: &Table, label: &Cell) -> Diagnostic {
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "matrix_not_aligned",
        format!(
            "the amounts beside “{}” cannot be told apart: the row has lost its columns. The project's amounts stay empty; read them in the document.",
            label.text
        ),
    )
    .table(table.table_id)
    .cell(label.row, Some(label.col))
    .at(label.place.clone())
}

fn is_money(phase: Phase) -> bool {
    !matches!(phase, Phase::Rate | Phase::Weight | Phase::Score)
}

/// The cells of a row that name a phase.
fn phases<'g>(grid: &'g Grid, row: u32, vocabulary: &PerformanceVocabulary) -> Vec<(Phase, &'g Cell)> {
    let cells: Vec<&Cell> = grid.row(row).filter(|cell| cell.row == row).collect();
    let is_spent = |cell: &&Cell| vocabulary.form_label(&cell.text) == Some(FormLabel::Executed);
    let has_spent = cells.iter().any(is_spent);
    cells
        .into_iter()
        .filter_map(|cell| {
            let phase = match vocabulary.form_label(&cell.text) {
                Some(FormLabel::Approved) => Some(Phase::Approved),
                Some(FormLabel::Adjusted) => Some(Phase::Adjusted),
                Some(FormLabel::Executed) => Some(Phase::Executed),
                Some(FormLabel::Balance) => Some(Phase::Balance),
                Some(FormLabel::ExecutionRate) => Some(Phase::Rate),
                // A bare 预算数 is a phase only beside what was spent.
                Some(FormLabel::Budget) if has_spent => Some(Phase::Budget),
                _ => None,
            };
            let points = || match vocabulary.header_role(&cell.text) {
                Some(HeaderRole::Weight) if has_spent => Some(Phase::Weight),
                Some(HeaderRole::Score) if has_spent => Some(Phase::Score),
                _ => None,
            };
            Some((phase.or_else(points)?, cell))
        })
        .collect()
}

/// A head of the matrix with the columns its amounts may stand in.
struct Head<'g> {
    phase: Phase,
    cell: &'g Cell,
    columns: Vec<u32>,
}

/// Whether a head below a phase says that its column holds the whole.
fn is_whole(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "总额" | "合计" | "小计" | "总计" | "资金总额")
}

/// How far above and below the row with most heads others may stand: upright text on a page sets them apart.
const HEAD_ROWS: u32 = 2;

/// The heads in the order of their columns; those of a table without rules may stand on several rows.
fn heads<'g>(grid: &'g Grid, top: u32, vocabulary: &PerformanceVocabulary) -> Vec<Head<'g>> {
    let has_number = |row: u32| grid.row(row).any(|cell| parse_number(&cell.text).is_some());
    let near = top.saturating_sub(HEAD_ROWS)..grid.rows().min(top + HEAD_ROWS + 1);
    let rows: Vec<u32> = near.filter(|row| !has_number(*row)).collect();
    let mut found = phases(grid, top, vocabulary);
    for row in rows.iter().filter(|row| **row != top) {
        for (phase, cell) in phases(grid, *row, vocabulary) {
            let is_new = found.iter().all(|(known, head)| *known != phase && head.col != cell.col);
            if is_new && is_money(phase) {
                found.push((phase, cell));
            }
        }
    }
    let part_columns: Vec<u32> = rows
        .iter()
        .flat_map(|row| grid.row(*row))
        .filter(|cell| vocabulary.form_label(&cell.text) == Some(FormLabel::ApprovedPart))
        .map(|cell| cell.col)
        .collect();
    // 全年预算数 over 总额 | 财政拨款 | 其他资金: the whole is meant.
    let whole = |cell: &Cell| {
        let below = (cell.row + cell.row_span..grid.rows()).next()?;
        let parts = grid.row(below).filter(|part| part.row == below);
        let mut inside = parts.filter(|part| (cell.col..cell.col + cell.col_span).contains(&part.col));
        inside.find(|part| cell.col_span > 1 && is_whole(&part.text)).map(|part| vec![part.col])
    };
    let columns = |phase: Phase, cell: &Cell| match phase {
        _ if whole(cell).is_some() => whole(cell).unwrap_or_default(),
        Phase::Approved if !part_columns.is_empty() => part_columns.clone(),
        _ => (cell.col..cell.col + cell.col_span).collect(),
    };
    let mut heads: Vec<Head> =
        found.into_iter().map(|(phase, cell)| Head { phase, cell, columns: columns(phase, cell) }).collect();
    heads.sort_by_key(|head| head.columns.first().copied());
    heads
}

/// The column of every head's amount in a row. Where a phase has several columns (目标申报数 | 预算编制数), the
/// last is the budget as adopted. Where amounts stand beside their heads' columns, as on a page without rules,
/// they are taken in order, if there are as many as heads.
fn value_columns(grid: &Grid, heads: &[Head], first: u32, row: u32) -> Vec<u32> {
    let filled =
        |columns: &[u32]| columns.iter().rev().copied().find(|col| !grid.at(row, *col).text.is_empty());
    let own: Vec<Option<u32>> = heads.iter().map(|head| filled(&head.columns)).collect();
    let width = |head: &Head| if head.phase == Phase::Approved { head.columns.len() } else { 1 };
    let numbers: Vec<u32> = grid
        .row(row)
        .filter(|cell| cell.col >= first && percent(&cell.text).is_some())
        .map(|cell| cell.col)
        .collect();
    if own.contains(&None) && numbers.len() == heads.iter().map(width).sum::<usize>() {
        let mut end = 0;
        return heads
            .iter()
            .map(|head| {
                end += width(head);
                numbers[end - 1]
            })
            .collect();
    }
    own.into_iter().zip(heads).map(|(col, head)| col.unwrap_or(head.cell.col)).collect()
}

fn percent(text: &str) -> Option<Decimal> {
    parse_number(text.trim_end_matches(['%', '％', '分']))
}
