//! All that one document says.

use crate::{Check, Diagnostic, DocumentFacts, Indicator, LineItem, Project, Statement, Table};

/// What was understood of one document: the input of the audit and of the dataset writer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// What the document says about itself.
    pub facts: DocumentFacts,
    /// Every recovered table, in reading order; `table_id` is the index plus one.
    pub tables: Vec<Table>,
    /// Fiscal line items, in the order of table, row and column.
    pub line_items: Vec<LineItem>,
    /// Performance indicators, in the order of table, row and column.
    pub indicators: Vec<Indicator>,
    /// Projects, in the order of their first table and row.
    pub projects: Vec<Project>,
    /// Amounts that the prose states, in reading order.
    pub statements: Vec<Statement>,
    /// Accounting identities, evaluated.
    pub checks: Vec<Check>,
    /// Remarks of every stage.
    pub diagnostics: Vec<Diagnostic>,
}
