//! The table's shape: revenue beside expenditure, amounts or none, quantities.

use super::Asked;
use mingxi_model::{ColumnRole, Flow};
use std::collections::BTreeSet;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    if asked.header_rows == 0 {
        return Vec::new();
    }
    let values: Vec<_> = asked.columns.iter().filter(|column| column.role == ColumnRole::Value).collect();
    let panels_of = |flow: Flow| -> BTreeSet<u32> {
        values.iter().filter(|column| column.flow == Some(flow)).map(|column| column.panel).collect()
    };
    let (comes, goes) = (panels_of(Flow::Revenue), panels_of(Flow::Expenditure));
    let is_two_sided = !comes.is_empty() && goes.iter().any(|panel| !comes.contains(panel));
    let has = |code: &str| values.iter().any(|column| column.measure_code.as_deref() == Some(code));
    let mut seen = vec![match (values.is_empty(), is_two_sided) {
        (true, _) => "no amounts",
        (_, true) => "revenue beside expenditure",
        _ => "one side",
    }];
    if has("quantity") || has("unit_price") {
        seen.push("quantities");
    }
    seen.into_iter().map(str::to_owned).collect()
}
