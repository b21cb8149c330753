//! The fund matrix of a self-evaluation: 资金总额 and its parts under 年初预算数, 全年预算数, 全年执行数.

use super::funds::{amount_of, unread_amount};
use super::layout::Layout;
use super::project::in_indicators;
use super::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::{
    Amount, Cell, CheckStatus, Diagnostic, Grid, Project, Severity, Step, Table, parse_number,
};
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
    let Some((top, phases)) = (0..grid.rows())
        .filter(|row| !in_indicators(*row, layouts))
        .map(|row| (row, phases(grid, row, vocabulary)))
        .find(|(_, phases)| phases.iter().filter(|(phase, _)| is_money(*phase)).count() > 1)
    else {
        return;
    };
    let first = phases.iter().map(|phase| phase.1.col).min().unwrap_or(0);
    let is_number = |row: u32, cell: &Cell| parse_number(&grid.at(row, cell.col).text).is_some();
    let rows: Vec<u32> = (top + 1..grid.rows())
        .take_while(|row| !in_indicators(*row, layouts))
        .filter(|row| phases.iter().any(|(_, cell)| is_number(*row, cell)))
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
    for (phase, head) in &phases {
        let cell = preferred_part(grid, head, total);
        let mut money = || {
            let amount = amount_of(&head.text, &cell.text, unit);
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
    let filled = |wanted: Phase| {
        let (_, head) = phases.iter().find(|(phase, _)| *phase == wanted)?;
        amount_of(&head.text, &preferred_part(grid, head, total).text, unit).map(|amount| (*head, amount))
    };
    let Some((head, budget)) = [Phase::Budget, Phase::Approved, Phase::Adjusted].into_iter().find_map(filled)
    else {
        return;
    };
    let part = |row: Option<u32>| -> Option<Amount> {
        amount_of(&head.text, &preferred_part(grid, head, row?).text, unit)
    };
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

/// Where a phase has several columns (目标申报数 | 预算编制数), the last is the budget as adopted.
fn preferred_part<'g>(grid: &'g Grid, head: &Cell, row: u32) -> &'g Cell {
    let last = head.col + head.col_span - 1;
    (head.col..=last)
        .rev()
        .map(|col| grid.at(row, col))
        .find(|cell| !cell.text.is_empty())
        .unwrap_or_else(|| grid.at(row, head.col))
}

fn percent(text: &str) -> Option<Decimal> {
    parse_number(text.trim_end_matches(['%', '％', '分']))
}
