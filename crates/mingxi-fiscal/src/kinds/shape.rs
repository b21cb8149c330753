//! The table's shape: revenue beside expenditure, amounts or none, quantities.

use super::codes::most_named;
use super::{Asked, labels};
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
    let says_flow = !comes.is_empty() || !goes.is_empty();
    let is_two_sided = !comes.is_empty() && goes.iter().any(|panel| !comes.contains(panel))
        || !says_flow && is_two_sided_by_rows(asked);
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

/// Whether the rows of one panel are sources (财政拨款收入) and those of a later one functions or expenditures.
fn is_two_sided_by_rows(asked: &Asked) -> bool {
    let panels = labels::panels(asked);
    let most = |names: &[String], word: &str, other: &str| {
        let fitting = names.iter().filter(|name| name.contains(word) && !name.contains(other)).count();
        fitting > 1 && fitting * 2 > names.len()
    };
    let comes = panels.iter().position(|names| most(names, "收入", "支出"));
    comes.is_some_and(|comes| {
        panels[comes + 1..]
            .iter()
            .any(|names| most(names, "支出", "收入") || most_named(names, asked).is_some())
    })
}
