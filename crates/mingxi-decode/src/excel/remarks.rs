//! What a person should know about how a workbook was read.

use super::book::Sheet;
use super::seen::{LeftOut, numbers, top};
use mingxi_model::{Diagnostic, Severity, Step};

/// The most remarks about single places of one sheet.
const SINGLE: usize = 20;
/// The most names of sheets in one sentence.
const NAMED: usize = 10;

fn remark(severity: Severity, code: &'static str, message: String) -> Diagnostic {
    Diagnostic::new(Step::Decode, severity, code, message)
}

/// What is left out counts as a warning where it holds numbers.
fn severity(numbers: usize) -> Severity {
    if numbers > 0 { Severity::Warning } else { Severity::Info }
}

/// Hidden sheets with text, named.
pub(super) fn hidden_sheets(sheets: &[Sheet]) -> Option<Diagnostic> {
    let hidden: Vec<&Sheet> =
        sheets.iter().filter(|sheet| sheet.is_hidden && !sheet.cells.is_empty()).collect();
    let first = hidden.first()?;
    let numbers: usize = hidden.iter().map(|sheet| numbers(&sheet.cells)).sum();
    let names: Vec<&str> = hidden.iter().take(NAMED).map(|sheet| sheet.name.as_str()).collect();
    let message = format!(
        "{} hidden sheets ({}) were left out, as they are not displayed; they hold {numbers} numbers",
        hidden.len(),
        names.join(", ")
    );
    Some(remark(severity(numbers), "hidden_sheets", message).at(Some(top(first))))
}

/// What was left out of a sheet, in a fixed order.
pub(super) fn of_sheet(sheet: &Sheet, left_out: LeftOut) -> Vec<Diagnostic> {
    let name = &sheet.name;
    let mut diagnostics = Vec::new();
    for (what, code, count, numbers) in [
        ("rows", "hidden_rows", left_out.rows, left_out.row_numbers),
        ("columns", "hidden_columns", left_out.columns, left_out.column_numbers),
    ] {
        if count > 0 {
            let message = format!(
                "{count} hidden {what} of the sheet {name} were left out, as they are not displayed; they hold {numbers} \
                 numbers"
            );
            diagnostics.push(remark(severity(numbers), code, message).at(Some(top(sheet))));
        }
    }
    let counted = [
        (
            sheet.unseen_numbers,
            "hidden_by_format",
            "numbers were left out, because their format displays nothing (`;;;`)",
        ),
        (
            sheet.uncomputed,
            "formula_without_result",
            "formulas have no stored result, so that their numbers are not read; open the workbook in Excel or WPS and \
             save it again",
        ),
        (
            left_out.overlapping,
            "overlapping_merges",
            "merged ranges lie over others and were ignored; compare the table with the file",
        ),
    ];
    for (count, code, what) in counted {
        if count > 0 {
            let message = format!("sheet {name}: {count} {what}");
            diagnostics.push(remark(Severity::Warning, code, message).at(Some(top(sheet))));
        }
    }
    if sheet.rounded > 0 {
        let message = format!(
            "sheet {name}: {} numbers are stored with more decimals than are displayed, or displayed in Chinese numerals; \
             their amounts are as stored, their texts as displayed",
            sheet.rounded
        );
        diagnostics.push(remark(Severity::Info, "more_decimals_stored", message).at(Some(top(sheet))));
    }
    let rest = left_out.covered.len().saturating_sub(SINGLE);
    diagnostics.extend(left_out.covered.into_iter().take(SINGLE).map(|(place, text)| {
        let text: String = text.chars().take(80).collect();
        let message = format!("a merged cell covers the text {text:?}; it is not displayed and was left out");
        remark(Severity::Warning, "covered_text", message).at(Some(place))
    }));
    if rest > 0 {
        let message = format!("{rest} more merged cells of the sheet {name} cover text that was left out");
        diagnostics.push(remark(Severity::Warning, "covered_text", message));
    }
    diagnostics
}
