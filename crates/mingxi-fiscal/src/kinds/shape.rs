//! The table's shape: revenue beside expenditure, amounts or none, quantities.

use super::codes::most_named;
use super::{Asked, labels};
use crate::restate::names_flow_alone;
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Flow};
use std::collections::BTreeSet;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    if asked.header_rows == 0 {
        return Vec::new();
    }
    let values: Vec<&Column> =
        asked.columns.iter().filter(|column| column.role == ColumnRole::Value).collect();
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
        _ if states_both_flows(&values) || sums_both_flows(asked) => "both flows",
        _ => "one side",
    }];
    if has("quantity") || has("unit_price") {
        seen.push("quantities");
    }
    let is_known = |column: &&Column| column.measure_code.is_some() || column.unit.is_some();
    if !asked.has_unit && !values.is_empty() && !values.iter().any(is_known) {
        seen.push("numbers of no known unit or measure");
    }
    if has_long_texts(asked) {
        seen.push("long texts beside names and amounts");
    }
    seen.into_iter().map(str::to_owned).collect()
}

/// Whether one panel states what came in and what was spent of every row: 年初结转 | 本年收入 | 本年支出 | 年末结转.
fn states_both_flows(values: &[&Column]) -> bool {
    let states = |column: &Column, flow| column.path.last().is_some_and(|head| names_flow_alone(head, flow));
    values.iter().any(|comes| {
        let is_spent = |goes: &&Column| goes.panel == comes.panel && states(goes, Flow::Expenditure);
        states(comes, Flow::Revenue) && values.iter().any(is_spent)
    })
}

/// Whether the rows of the only panel sum up what came in and, below, what was spent.
fn sums_both_flows(asked: &Asked) -> bool {
    let panels = labels::panels(asked);
    let [names] = &panels[..] else { return false };
    let sums = |flow: &str, other: &str| {
        names.iter().any(|name| {
            name.contains(flow) && !name.contains(other) && (name.ends_with("合计") || name.ends_with("总计"))
        })
    };
    sums("收入", "支出") && sums("支出", "收入")
}

/// Whether a column of sentences stands beside names and few amounts, and neither funds nor classes are listed.
fn has_long_texts(asked: &Asked) -> bool {
    const LONG: usize = 24;
    const FEW: usize = 3;
    let of_role = |role: ColumnRole| asked.columns.iter().filter(move |column| column.role == role);
    let values = of_role(ColumnRole::Value).count();
    let lists_others = of_role(ColumnRole::Value).any(|column| column.fund.is_some())
        || asked.columns.iter().any(|column| {
            !matches!(
                column.role,
                ColumnRole::Value
                    | ColumnRole::Name
                    | ColumnRole::Text
                    | ColumnRole::UnitName
                    | ColumnRole::LineNumber
            )
        });
    let is_long = |column: &Column| {
        let rows = asked.header_rows..asked.grid.rows();
        let cells = rows.filter_map(|row| asked.grid.starts_at(row, column.col));
        let filled: Vec<usize> =
            cells.map(|cell| squeeze(&cell.text).chars().count()).filter(|length| *length > 0).collect();
        let long = filled.iter().filter(|length| **length >= LONG).count();
        long > 0 && long * 2 >= filled.len()
    };
    (1..=FEW).contains(&values)
        && of_role(ColumnRole::Name).next().is_some()
        && !lists_others
        && of_role(ColumnRole::Text).any(is_long)
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
