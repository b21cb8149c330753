//! What a form says that cannot all be right: reported, never changed.

use super::layout::{Layout, Panel, cells_under};
use super::roles::MARGIN;
use super::target::Gap;
use super::vocabulary::HeaderRole;
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, Diagnostic, Indicator, Project, Severity, Step, Subject, Table};
use rust_decimal::Decimal;

/// How far a printed rate of execution may be from the amounts, in percentage points.
const RATE_TOLERANCE: Decimal = Decimal::ONE;

fn warning(code: &'static str, message: String, indicator: &Indicator) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(Step::Recognise, Severity::Warning, code, message)
        .table(indicator.table_id)
        .at(indicator.place.clone());
    (diagnostic.row, diagnostic.col) = (Some(indicator.row), Some(indicator.col));
    diagnostic
}

/// Levels that contradict each other: a label of the column stands a row off, or belongs to another column.
pub(super) fn odd_pair(indicator: &Indicator, level1: &str, level2: &str) -> Diagnostic {
    let message = format!(
        "the form puts “{}” under {level2}, and that under {level1}, where it makes no sense; the levels are published as printed. Compare the row and those below it with the document.",
        indicator.level3
    );
    warning("odd_levels", message, indicator)
}

/// The end of a name that stood in the cell below.
pub(super) fn overflowing_name(indicator: &Indicator, end: &str) -> Diagnostic {
    let message = format!(
        "“{end}” stands in the cell below, before the levels of that row's indicator, and was read as the end of “{}”. Compare it with the document.",
        indicator.level3
    );
    warning("overflowing_name", message, indicator)
}

/// Digits on both sides of a gap: whether they are one number cannot be told, or only by the sign before them.
pub(super) fn number_with_gap(indicator: &Indicator, text: &str, gap: Gap) -> Option<Diagnostic> {
    match gap {
        Gap::None => None,
        Gap::Joined => {
            let message = format!(
                "“{text}” has a gap between digits and was read as one wrapped number, because a comparison stands before the first digits only. Compare it with the document."
            );
            Some(warning("joined_number", message, indicator))
        }
        Gap::Torn => {
            let message = format!(
                "“{text}” has a gap between digits: one number that was wrapped, or two. No number is taken from it; read the cell in the document."
            );
            Some(warning("torn_number", message, indicator))
        }
    }
}

/// A row with a target or a result of its own and no name.
pub(super) fn value_without_name(table: &Table, panel: &Panel, row: u32) -> Option<Diagnostic> {
    let name = panel.one(HeaderRole::Level3)?;
    let third = table.grid.at(row, name.start);
    let value = [HeaderRole::Target, HeaderRole::Actual].into_iter().find_map(|role| {
        let cells = panel.all(role).flat_map(|column| cells_under(&table.grid, column, row));
        cells.into_iter().find(|cell| cell.row == row && !cell.text.is_empty())
    })?;
    (third.row < row || third.text.is_empty()).then(|| {
        Diagnostic::new(
            Step::Recognise,
            Severity::Warning,
            "indicator_without_name",
            format!(
                "“{}” stands in a row without an indicator of its own; the row is no indicator of the dataset. Its name may stand in another column or belong to the row above.",
                value.text
            ),
        )
        .table(table.table_id)
        .cell(value.row, Some(value.col))
        .at(value.place.clone())
    })
}

/// More points than can be scored: two columns may be swapped, or the row shifted.
pub(super) fn score_above_weight(indicator: &Indicator) -> Option<Diagnostic> {
    let (weight, score) = (indicator.weight?, indicator.score?);
    let message = format!(
        "“{}” scores {score} of {weight} points; both are published as printed. Look whether 分值 and 得分 stand in each other's column.",
        indicator.level3
    );
    (score > weight).then(|| warning("score_above_weight", message, indicator))
}

/// Columns of the indicator block whose head is unknown although their rows are filled.
pub(super) fn unknown_columns(table: &Table, layout: &Layout) -> Vec<Diagnostic> {
    let columns = || layout.panels.iter().flat_map(|panel| &panel.columns).chain(&layout.keys);
    let known = |col: u32| columns().any(|column| (column.start..column.end).contains(&col));
    let Some(first) = columns().map(|column| column.start).min() else {
        return Vec::new();
    };
    let head = |col: u32| -> Option<&Cell> {
        (layout.top..layout.body).rev().map(|row| table.grid.at(row, col)).find(|cell| !cell.text.is_empty())
    };
    (first..table.grid.columns())
        .filter(|col| !known(*col))
        .filter_map(|col| {
            let head = head(col).filter(|head| head.col == col)?;
            let sample = (layout.body..layout.end)
                .map(|row| table.grid.at(row, col))
                .find(|cell| cell.col == col && !cell.text.is_empty())?;
            Some(
                Diagnostic::new(
                    Step::Recognise,
                    Severity::Warning,
                    "unknown_indicator_header",
                    format!(
                        "the column “{}” of the indicators is not understood; what it says (“{}”) is in `cells` only. Add its head to performance.toml.",
                        squeeze(&head.text),
                        sample.text
                    ),
                )
                .table(table.table_id)
                .cell(head.row, Some(col)),
            )
        })
        .collect()
}

/// Columns that were read as one thing although another is nearly as likely.
pub(super) fn divided_columns(table: &Table, layout: &Layout) -> Vec<Diagnostic> {
    let close =
        layout.why.iter().filter(|why| why.margin().is_some_and(|margin| (0..MARGIN).contains(&margin)));
    close
        .filter_map(|why| {
            let (other, Subject::Column(col)) = (why.runner_up.as_ref()?, why.subject) else { return None };
            let head = table.grid.at(layout.body.saturating_sub(1), col.min(table.grid.columns() - 1));
            let message = format!(
                "the column “{}” was read as {}, but {} is nearly as likely; inspect --why tells what was weighed",
                squeeze(&head.text),
                why.chosen.reading,
                other.reading
            );
            let remark = Diagnostic::new(Step::Recognise, Severity::Info, "column_divided", message);
            Some(remark.table(table.table_id).cell(layout.top, Some(col)))
        })
        .collect()
}

/// An indicator of a list whose project is not printed on its rows nor above.
pub(super) fn indicator_without_project(indicator: &Indicator) -> Diagnostic {
    let message = format!(
        "“{}” stands in a list of projects, but no project is printed on its row or above; it and others may belong to a project of the page before. Compare the table's first rows with the document.",
        indicator.level3
    );
    warning("indicator_without_project", message, indicator)
}

/// Several indicators in one cell that could not be told apart.
pub(super) fn not_split(indicator: &Indicator) -> Diagnostic {
    let message = format!(
        "a cell holds several indicators that could not be told apart (“{}…”); it is published as one. Read it in the document.",
        indicator.level3.chars().take(40).collect::<String>()
    );
    warning("indicators_not_split", message, indicator)
}

/// Numbers of a self-evaluation that contradict each other.
pub(super) fn of_project(project: &Project, indicators: &[Indicator], diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |code, message| {
        let mut diagnostic = Diagnostic::new(Step::Recognise, Severity::Warning, code, message);
        diagnostic.table_id = project.table_ids.first().copied();
        diagnostics.push(diagnostic);
    };
    let yuan = |amount: &Option<mingxi_model::Amount>| amount.as_ref().and_then(|amount| amount.yuan);
    let whole = yuan(&project.adjusted).or(yuan(&project.budget)).filter(|whole| !whole.is_zero());
    if let (Some(rate), Some(whole), Some(executed)) =
        (project.execution_rate, whole, yuan(&project.executed))
        && let Some(computed) = executed.checked_div(whole).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED))
        && (computed - rate).abs() > RATE_TOLERANCE
    {
        report(
            "rate_conflict",
            format!(
                "the form prints a rate of execution of {}, but {} of {} yuan is {}%; all are published as printed. Compare the row with the document.",
                rate.normalize(),
                executed.normalize(),
                whole.normalize(),
                computed.round_dp(2)
            ),
        );
    }
    let scores: Option<Vec<Decimal>> = indicators.iter().map(|indicator| indicator.score).collect();
    if let (Some(total), Some(execution), Some(scores)) =
        (project.total_score, project.execution_score, scores)
        && !scores.is_empty()
    {
        let sum = scores.iter().fold(execution, |sum, score| sum.saturating_add(*score));
        if sum != total {
            report(
                "score_sum_conflict",
                format!(
                    "the form prints {} points in all, but its indicators and the execution sum to {}; all are published as printed. Compare 得分 with the document.",
                    total.normalize(),
                    sum.normalize()
                ),
            );
        }
    }
}
