//! Numbers of a table that no dataset but that of the cells holds: they are counted and told, never lost in silence.

use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Diagnostic, Grid, Severity, Step, TableKind, parse_number};
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
    if kind.is_performance() || is_published {
        return 0;
    }
    let is_number = |col: u32| {
        let role = columns.iter().find(|column| column.col == col).map(|column| column.role);
        matches!(role, None | Some(ColumnRole::Value | ColumnRole::Text | ColumnRole::Name))
    };
    let cells = grid.cells().iter().filter(|cell| cell.row >= header_rows && is_number(cell.col));
    cells.filter(|cell| is_amount(&squeeze(&cell.text_raw))).count()
}

/// Two decimals or thousands separators make an amount; without them a number from 100 on is one, unless it may be a
/// year or a code.
fn is_amount(text: &str) -> bool {
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
            "no column of amounts was recognised, a file for --vocab can add the words of its header to [words] header"
        }
    };
    let message = format!("{reason}: {count} numbers of the table are in the cells dataset only");
    let remark = Diagnostic::new(Step::Recognise, Severity::Warning, "numbers_unpublished", message);
    (count > 0).then_some(remark)
}

#[cfg(test)]
mod tests {
    use super::is_amount;

    #[test]
    fn years_and_codes_are_no_amounts() {
        for amount in ["0.00", "12.50", "1,200", "640", "-18.25", "4800.5", "873617"] {
            assert!(is_amount(amount), "{amount}");
        }
        for other in ["2026", "2010301", "301", "12", "3.5", "表3", "", "——", "302"] {
            assert!(!is_amount(other), "{other}");
        }
    }
}
