//! Workbooks: sheets are told apart from forms, what is displayed from what is stored and what nobody sees.

use super::small::three_tables;
use super::{Case, expect_ok};
use crate::draft::Draft;
use crate::write::xls;
use crate::write::xlsx::{self, Sheets};

/// The cases.
///
/// # Errors
/// The writer failed.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![
        case(
            "excel-one-sheet",
            "a workbook with all forms on one sheet, blank columns at its left",
            three_tables(2023),
            Sheets::One,
        )?,
        case(
            "excel-sheets",
            "a workbook with a sheet for each form; a hidden sheet, row and column hold numbers",
            three_tables(2025),
            Sheets::Each,
        )?,
        old(three_tables(2024))?,
    ])
}

fn case(name: &'static str, purpose: &'static str, draft: Draft, sheets: Sheets) -> anyhow::Result<Case> {
    Ok(Case {
        name,
        purpose,
        source: ("source.xlsx", xlsx::write(&draft.blocks, sheets)?),
        truth: Some(draft.truth),
        expect: expect_ok(),
    })
}

fn old(draft: Draft) -> anyhow::Result<Case> {
    Ok(Case {
        name: "excel-old",
        purpose: "a workbook of Excel 97; a hidden sheet, row and column hold numbers",
        source: ("source.xls", xls::write(&draft.blocks)?),
        truth: Some(draft.truth),
        expect: expect_ok(),
    })
}
