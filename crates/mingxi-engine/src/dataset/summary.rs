//! What the documents dataset says of a record as a whole.

use crate::Record;
use mingxi_model::{ErrorKind, Outcome, Status};

/// Counts and outcome of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    /// How reading, and keeping what was read, ended.
    pub status: Status,
    /// Why it is not ok.
    pub error_kind: Option<ErrorKind>,
    /// The same in a sentence.
    pub error_message: Option<String>,
    /// Number of tables.
    pub table_count: i32,
    /// Number of line items.
    pub line_item_count: i32,
    /// Numbers in tables that give no line items.
    pub unpublished_number_count: i32,
    /// Number of indicators.
    pub indicator_count: i32,
    /// Number of identities that hold.
    pub check_pass_count: i32,
    /// Number of identities that are broken.
    pub check_fail_count: i32,
    /// Some of the text cannot be read without character recognition.
    pub needs_ocr: bool,
}

impl Summary {
    /// Sums up a record; `out_of_range` is the number of values that no column could hold. A document that
    /// lost a value is not `ok`, whatever its reader thought.
    pub fn of(record: &Record, out_of_range: usize) -> Summary {
        let reading = &record.reading;
        let outcomes = |outcome| count(reading.checks.iter().filter(|c| c.outcome == outcome).count());
        let (mut error_kind, mut error_message) = match &record.error {
            Some((kind, message)) => (Some(*kind), Some(message.clone())),
            None => (None, None),
        };
        let mut status = record.status;
        if status == Status::Ok && (record.error.is_some() || out_of_range > 0) {
            status = Status::Partial;
        }
        if error_kind.is_none() && out_of_range > 0 {
            error_kind = Some(ErrorKind::LimitExceeded);
            error_message = Some(format!(
                "{out_of_range} number(s) have more digits than a column holds and are null; the diagnostics \
                 named out_of_range say which, and the cells keep their text"
            ));
        }
        Summary {
            status,
            error_kind,
            error_message,
            table_count: count(reading.tables.len()),
            line_item_count: count(reading.line_items.len()),
            unpublished_number_count: reading
                .tables
                .iter()
                .fold(0, |sum: i32, table| sum.saturating_add(table.unpublished_numbers)),
            indicator_count: count(reading.indicators.len()),
            check_pass_count: outcomes(Outcome::Holds),
            check_fail_count: outcomes(Outcome::Broken),
            needs_ocr: error_kind == Some(ErrorKind::NeedsOcr)
                || reading.diagnostics.iter().any(|d| d.code == "needs_ocr"),
        }
    }
}

/// A count as the column holds it. No record comes near the limit: its rows are in memory.
fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
