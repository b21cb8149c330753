//! Numbers of a table that no dataset but that of the cells holds: they are counted and told, never lost in silence.

use mingxi_model::text::squeeze;
use mingxi_model::{
    Cell, Column, ColumnRole, Diagnostic, Grid, Severity, Step, TableKind, parse_number, parse_value,
};
use rust_decimal::Decimal;

/// How many amount-like numbers a table holds that gives no line item: a table of no known form, or a form without
/// a column of numbers.
pub(crate) fn unpublished_numbers(
    grid: &Grid,
    header_rows: u32,
    columns: &[Column],
    kind: TableKind,
) -> usize {
    let is_published = kind.has_line_items() && columns.iter().any(|column| column.role == ColumnRole::Value);
    if kind.is_performance() {
        return 0;
    }
    if is_published {
        return beside_values(grid, header_rows, columns);
    }
    let is_number = |col: u32| {
        let role = columns.iter().find(|column| column.col == col).map(|column| column.role);
        matches!(role, None | Some(ColumnRole::Value | ColumnRole::Text | ColumnRole::Name))
    };
    let cells = grid.cells().iter().filter(|cell| cell.row >= header_rows && is_number(cell.col));
    cells.map(|cell| amounts_of_cell(&cell.text_raw)).sum()
}

/// How many amounts a cell prints: one, also where it is wrapped, or those of several rows that a program which made a
/// Word file of pages put into one cell.
fn amounts_of_cell(text: &str) -> usize {
    if is_amount(&squeeze(text)) {
        return 1;
    }
    let words = || text.split_whitespace();
    let are_numbers = words().nth(1).is_some() && words().all(|word| parse_number(word).is_some());
    if are_numbers { words().filter(|word| is_amount(word)).count() } else { 0 }
}

/// Amounts that stand in the label and text columns of a form: its header was not understood there.
fn beside_values(grid: &Grid, header_rows: u32, columns: &[Column]) -> usize {
    let is_words = |col: u32| {
        columns
            .iter()
            .any(|column| column.col == col && matches!(column.role, ColumnRole::Name | ColumnRole::Text))
    };
    let is_money = |text: &str| {
        parse_number(text)
            .is_some_and(|number| number.scale() == 2 || (text.contains(',') && number.scale() > 0))
    };
    let cells = grid.cells().iter().filter(|cell| cell.row >= header_rows && is_words(cell.col));
    cells.filter(|cell| is_money(&squeeze(&cell.text_raw))).count()
}

/// The most cells of one table that are named one by one.
const NAMED: usize = 20;

/// One remark for every value cell whose ink is not read as one number.
pub(crate) fn unread_cells(grid: &Grid, header_rows: u32, columns: &[Column]) -> Vec<Diagnostic> {
    let is_value =
        |col: u32| columns.iter().any(|column| column.col == col && column.role == ColumnRole::Value);
    let is_unread = |cell: &&Cell| {
        cell.row >= header_rows
            && !cell.is_header
            && !grid.is_header_row(cell.row)
            && (cell.col..cell.col + cell.col_span).all(is_value)
            && is_ink(&cell.text)
            && (parse_value(&cell.text_raw).is_none() || is_stopped(&cell.text))
    };
    let all: Vec<&Cell> = grid.cells().iter().filter(is_unread).collect();
    let mut remarks: Vec<Diagnostic> = all
        .iter()
        .take(NAMED)
        .map(|cell| {
            if is_stopped(&cell.text) {
                let message = format!(
                    "the cell prints `{}`, which was read without its full stop; look at the page",
                    shortened(&cell.text)
                );
                return Diagnostic::new(Step::Recognise, Severity::Warning, "doubtful_amount", message)
                    .cell(cell.row, Some(cell.col))
                    .at(cell.place.clone());
            }
            let message = format!(
                "the cell prints `{}`, which is not one number; it gives no line item, and sums over it cannot be \
                 checked; look at the page",
                shortened(&cell.text)
            );
            Diagnostic::new(Step::Recognise, Severity::Warning, "unread_amount", message)
                .cell(cell.row, Some(cell.col))
                .at(cell.place.clone())
        })
        .collect();
    if let Some(more) = all.get(NAMED) {
        let message = format!(
            "{} more cells of the table print something that is not one number; they give no line items",
            all.len() - NAMED
        );
        remarks.push(
            Diagnostic::new(Step::Recognise, Severity::Warning, "unread_amount", message)
                .cell(more.row, Some(more.col))
                .at(more.place.clone()),
        );
    }
    remarks
}

/// Whether a value ends like a sentence: what stood behind the stop may be lost.
fn is_stopped(text: &str) -> bool {
    text.trim_end().ends_with(['.', '。', '．']) && parse_value(text).is_some()
}

/// The most characters of a cell that a remark repeats.
const LONGEST: usize = 40;

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// Whether a cell says more than that there is nothing: a dash, a stroke, 无.
fn is_ink(text: &str) -> bool {
    let text = squeeze(text);
    let is_dash = |c: char| matches!(c, '-' | '‐'..='―' | '─' | '−' | '/' | '\\' | '.' | '·');
    !text.chars().all(is_dash) && !matches!(text.as_str(), "无" | "不涉及" | "不适用" | "略")
}

/// Two decimals or thousands separators make an amount; without them a number from 100 on is one, unless it may be a
/// year or a code.
pub(crate) fn is_amount(text: &str) -> bool {
    let Some(number) = parse_number(text) else { return false };
    if text.contains(',') || number.scale() >= 2 {
        return true;
    }
    let is_year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let may_be_code = number.scale() == 0
        && matches!(text.len(), 3 | 5 | 7 | 9..)
        && text.starts_with(['1', '2', '3', '5', '0']);
    number.abs() >= Decimal::ONE_HUNDRED && !is_year && !may_be_code
}

/// The warning that goes with them.
pub(crate) fn remark(count: usize, kind: TableKind) -> Option<Diagnostic> {
    let reason = match kind {
        TableKind::Other => "no known form was recognised",
        TableKind::TableOfContents => "the table was taken for a table of contents",
        _ => {
            "amounts stand in columns that were not read as columns of amounts; a file for --vocab can name their heads"
        }
    };
    let message = format!("{reason}: {count} numbers of the table are in the cells dataset only");
    let remark = Diagnostic::new(Step::Recognise, Severity::Warning, "numbers_unpublished", message);
    (count > 0).then_some(remark)
}

#[cfg(test)]
mod tests {
    use super::{amounts_of_cell, is_amount};

    #[test]
    fn years_and_codes_are_no_amounts() {
        for amount in ["0.00", "12.50", "1,200", "640", "-18.25", "4800.5", "873617"] {
            assert!(is_amount(amount), "{amount}");
        }
        for other in ["2026", "2010301", "301", "12", "3.5", "表3", "", "——", "302"] {
            assert!(!is_amount(other), "{other}");
        }
    }

    #[test]
    fn amounts_of_several_rows_in_one_cell_are_all_counted() {
        assert_eq!(amounts_of_cell("42696 530.5\n8877 503.6\n17 38.1"), 4);
        assert_eq!(amounts_of_cell("3698.7\n2"), 1);
        for text in ["合计\n640", "1 2 3", "", "——"] {
            assert_eq!(amounts_of_cell(text), 0, "{text}");
        }
    }
}
