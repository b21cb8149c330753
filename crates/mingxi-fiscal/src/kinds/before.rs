//! The table before: one without a title that has its columns goes on with it (续表).

use super::Asked;
use mingxi_model::{Column, TableKind};

/// What is kept of a table for the one after it.
#[derive(Debug, Clone)]
pub(crate) struct Before {
    pub(crate) kind: TableKind,
    paths: Vec<String>,
}

impl Before {
    pub(crate) fn new(kind: TableKind, columns: &[Column]) -> Before {
        Before { kind, paths: columns.iter().map(Column::measure).collect() }
    }
}

/// The kind of the table before, if this one has no title and the same header.
pub(super) fn same_form(asked: &Asked) -> Option<TableKind> {
    let before = asked.before?;
    let has_title = asked.title.is_some() && !asked.title_is_heading;
    let same = asked.columns.iter().map(Column::measure).eq(before.paths.iter().cloned());
    let is_form = before.kind != TableKind::Other && before.paths.iter().any(|path| !path.is_empty());
    (!has_title && same && is_form).then_some(before.kind)
}
