//! What a person should know about how a document was read.

use crate::Place;

/// The stage that had something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Bytes to blocks.
    Decode,
    /// Blocks to grids.
    Grid,
    /// Grids to meaning.
    Recognise,
    /// Accounting identities.
    Audit,
    /// Datasets to disk.
    Write,
}

impl Step {
    /// The name in the `step` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Decode => "decode",
            Step::Grid => "grid",
            Step::Recognise => "recognise",
            Step::Audit => "audit",
            Step::Write => "write",
        }
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the data are right.
    Info,
    /// The reader was unsure, or the source contradicts itself.
    Warning,
    /// Something of the document is lost.
    Error,
}

impl Severity {
    /// The name in the `severity` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One remark about how a document was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The stage that made it.
    pub step: Step,
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for programs, `shifted_row`.
    pub code: &'static str,
    /// A sentence for people: what happened, what it means for the data, what to do.
    pub message: String,
    /// The table it is about, 1-based.
    pub table_id: Option<i32>,
    /// The row, 0-based.
    pub row: Option<i32>,
    /// The column, 0-based.
    pub col: Option<i32>,
    /// Where in the file.
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A remark about the document as a whole.
    pub fn new(step: Step, severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            step,
            severity,
            code,
            message: message.into(),
            table_id: None,
            row: None,
            col: None,
            place: None,
        }
    }

    /// The same remark, about a table.
    pub fn table(mut self, table_id: i32) -> Diagnostic {
        self.table_id = Some(table_id);
        self
    }

    /// The same remark, about a row and, where given, a column.
    pub fn cell(mut self, row: u32, col: Option<u32>) -> Diagnostic {
        self.row = i32::try_from(row).ok();
        self.col = col.and_then(|c| i32::try_from(c).ok());
        self
    }

    /// The same remark, with its place in the file.
    pub fn at(mut self, place: Option<Place>) -> Diagnostic {
        self.place = place;
        self
    }
}
