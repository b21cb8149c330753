//! The header's words: over labels they name what is listed, over amounts what is counted. A form of procurement
//! lists 采购品目; a summary that has one column 其中：政府采购 is none.

use super::Asked;
use mingxi_model::{Column, ColumnRole};

/// Header paths over codes, names and remarks.
pub(super) fn over_labels(asked: &Asked) -> Vec<String> {
    paths(asked, |role| role != ColumnRole::Value)
}

/// Header paths over amounts.
pub(super) fn over_values(asked: &Asked) -> Vec<String> {
    paths(asked, |role| role == ColumnRole::Value)
}

fn paths(asked: &Asked, is_asked: impl Fn(ColumnRole) -> bool) -> Vec<String> {
    let own = asked.columns.iter().filter(|column| is_asked(column.role));
    own.map(Column::measure).filter(|path| !path.is_empty()).collect()
}
