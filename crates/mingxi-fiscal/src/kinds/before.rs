//! The table before: one without a title that has its columns goes on with it (续表).

use super::Asked;
use crate::performance::Shape;
use mingxi_model::{Column, Table, TableKind};

/// What is kept of a table for the one after it.
#[derive(Debug, Clone)]
pub(crate) struct Before {
    pub(crate) kind: TableKind,
    /// The unit of its amounts.
    pub(crate) printed_unit: Option<String>,
    paths: Vec<String>,
}

impl Before {
    pub(crate) fn new(table: &Table) -> Before {
        let (kind, printed_unit) = (table.kind, table.printed_unit.clone());
        Before { kind, printed_unit, paths: paths(&table.columns) }
    }
}

/// The kind of the table before, if this one has no title and the same header.
pub(super) fn same_form(asked: &Asked) -> Option<TableKind> {
    let before = asked.before?;
    // The label of a merged cell that a page break has cut off stands like a title.
    let is_label = asked.title.is_none_or(|title| title.ends_with("指标"));
    if before.kind.is_performance() && asked.performance == Some(Shape::Open) && is_label {
        return Some(before.kind);
    }
    let has_title = asked.title.is_some() && !asked.title_is_heading;
    let same = paths(asked.columns) == before.paths && !before.paths.is_empty();
    (!has_title && same && before.kind != TableKind::Other).then_some(before.kind)
}

/// The words of the header in order; a column that a page has split says the same twice.
fn paths(columns: &[Column]) -> Vec<String> {
    let mut paths: Vec<String> =
        columns.iter().map(Column::measure).filter(|path| !path.is_empty()).collect();
    paths.dedup();
    paths
}
