//! What is to be said of a unit that is not stated at its table, once and for all.

use super::LONGEST;
use super::document::OfDocument;
use mingxi_model::{Column, ColumnRole, Diagnostic, Doubt, MoneyUnit, Severity, Step};
use std::ops::Range;

/// The remark on a unit that only the document states.
pub(crate) fn inferred(of_document: &OfDocument) -> Diagnostic {
    let shown: String = of_document.said.chars().take(LONGEST).collect();
    let message = format!(
        "no line at the table states the unit of its amounts; `{shown}` stands elsewhere in the document, so that {} was \
         believed; compare a total with another table before using the amounts",
        of_document.unit
    );
    Diagnostic::new(Step::Recognise, Severity::Warning, "unit_inferred", message)
}

/// The remark on amounts of which nothing says the unit.
pub(crate) fn unknown() -> Diagnostic {
    let message = "no line above the table states the unit of its amounts; its numbers are published as printed, without yuan";
    Diagnostic::new(Step::Recognise, Severity::Warning, "unit_unknown", message)
}

/// Says that captions state several units.
pub(crate) fn contradicted(unit: &str, others: &[String]) -> Diagnostic {
    let others = others.join(", ");
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "unit_contradicted",
        format!(
            "the captions state {others} beside {unit}; {unit} stands nearest to the table and was believed; compare a \
             total with another table before using the amounts"
        ),
    )
}

/// Doubts the amounts of a table whose captions state several units of money.
pub(crate) fn against_captions(unit: &str, others: &[String], body: Range<u32>) -> Option<Doubt> {
    let reason = || format!("the lines above it state {} and {unit}", others.join(", "));
    (!others.is_empty()).then(|| Doubt { rows: body, cols: 0..u32::MAX, reason: reason() })
}

/// Doubts the amounts of a table whose heads all state one unit of money and whose captions or title state another: nobody
/// can tell which was forgotten when the form was copied. One head with a unit of its own is a column of its own.
pub(crate) fn against_heads(unit: Option<&str>, columns: &[Column], body: Range<u32>) -> Option<Doubt> {
    let stated = unit.and_then(MoneyUnit::parse)?;
    let values = || columns.iter().filter(|column| column.role == ColumnRole::Value);
    let of_head = |column: &Column| column.unit.as_deref().and_then(MoneyUnit::parse);
    let first = values().find_map(of_head).filter(|first| *first != stated)?;
    let money = values().filter(|column| column.unit.as_deref() != Some("%"));
    if values().count() < 2 || !money.clone().all(|column| of_head(column) == Some(first)) {
        return None;
    }
    let cols = money.clone().map(|column| column.col).min()?..money.map(|column| column.col).max()? + 1;
    let head = values().find(|column| of_head(column).is_some())?.unit.as_deref()?;
    let reason = format!("the heads of its columns state {head}, the lines above them {}", unit?);
    Some(Doubt { rows: body, cols, reason })
}

/// Says that a table has the unit of the one before it.
pub(crate) fn of_neighbour(unit: &str) -> Diagnostic {
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "unit_of_table_before",
        format!(
            "no line above the table states the unit of its amounts; it follows another table under one title, whose \
             unit {unit} was taken; compare a total with another table before using the amounts"
        ),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests

    use super::against_heads;
    use crate::Vocabulary;
    use crate::columns::columns;
    use mingxi_model::{Cell, Grid};

    fn doubted(unit: &str, heads: [&str; 3]) -> bool {
        let words = Vocabulary::builtin().unwrap();
        let cells = (0u32..).zip(heads).map(|(col, head)| Cell::single(0, col, head, None));
        let numbers = (0u32..).zip(["公务接待费", "3,200", "2,800"]);
        let cells = cells.chain(numbers.map(|(col, text)| Cell::single(1, col, text, None))).collect();
        let grid = Grid::new(2, 3, cells).unwrap();
        let columns = columns(&grid, 1, &words.headers, &words.measures);
        against_heads(Some(unit), &columns, 1..2).is_some()
    }

    #[test]
    fn heads_that_all_state_another_unit_are_told() {
        assert!(doubted("万元", ["项目", "上年预算数（元）", "本年预算数（元）"]));
        assert!(!doubted("元", ["项目", "上年预算数（元）", "本年预算数（元）"]));
        assert!(!doubted("万元", ["项目", "上年预算数", "补助标准（元）"]), "a column of its own");
    }
}
