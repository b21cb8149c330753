//! What is to be said of a unit that is not stated at its table, once and for all.

use super::LONGEST;
use super::document::OfDocument;
use mingxi_model::{Diagnostic, Severity, Step};

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
