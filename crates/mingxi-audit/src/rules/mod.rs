//! The rules, one file each. A new rule is a new file and a line here.

mod balance;
mod blank_form;
mod childless;
mod code_hierarchy;
mod execution_rate;
mod name_hierarchy;
mod of_which;
mod points;
mod portions;
mod project_funds;
mod project_list;
mod project_table;
mod prose_change;
mod prose_parts;
mod row_sum;
mod same_item;
mod same_total;
mod same_year;
mod statement;
mod three_public;
mod total_plan;
mod total_row;
pub(crate) mod unit_doubt;
mod unit_hierarchy;
mod unit_scale;
mod year_change;

use crate::rule::RuleInfo;

/// Every rule. Where two state the same identity, the first one's check stands; the bound comes last, so
/// that an equality over the same cells wins.
pub(crate) static RULES: &[RuleInfo] = &[
    row_sum::RULE,
    code_hierarchy::RULE,
    childless::RULE,
    unit_hierarchy::RULE,
    name_hierarchy::RULE,
    total_row::RULE,
    balance::RULE,
    three_public::RULE,
    year_change::RULE,
    same_total::RULE,
    same_item::RULE,
    unit_scale::RULE,
    unit_doubt::RULE,
    portions::RULE,
    statement::RULE,
    prose_parts::RULE,
    prose_change::RULE,
    project_funds::RULE,
    project_list::RULE,
    project_table::RULE,
    points::RULE,
    execution_rate::RULE,
    blank_form::RULE,
    same_year::RULE,
    of_which::RULE,
];

use crate::context::{Context, Entry, Node, NodeKind, TableView, is_summable};
use crate::identity::{Identity, Relation, judge};
use mingxi_model::Check;

/// States that a row equals the rows below it. Rows under 其中 are some of the parts again, and a total
/// repeats the rows beside it, so that neither is counted.
fn equals_rows_below(
    context: &Context<'_>,
    table: usize,
    rule: &'static RuleInfo,
    stated: &Node<'_>,
    checks: &mut Vec<Check>,
) {
    let nodes = &context.tables[table].nodes;
    let parts: Vec<usize> = stated
        .children
        .iter()
        .copied()
        .filter(|child| !matches!(nodes[*child].kind, NodeKind::Memo | NodeKind::Total))
        .collect();
    let parts = without_headings(context, table, &parts);
    down_the_columns(context, table, (rule, Relation::Equal), stated, &parts, checks);
}

/// Rows with every heading among them replaced by the rows below it: a row that prints no number at all (一、部门预算
/// above 1、财政拨款) is no sum of nothing but a caption.
fn without_headings(context: &Context<'_>, table: usize, rows: &[usize]) -> Vec<usize> {
    let nodes = &context.tables[table].nodes;
    let mut open: Vec<usize> = rows.iter().rev().copied().collect();
    let mut found = Vec::with_capacity(rows.len());
    // The children of rows form a tree, so that no row is met twice.
    while let Some(row) = open.pop() {
        let parts =
            || nodes[row].children.iter().copied().filter(|child| nodes[*child].kind != NodeKind::Memo);
        let is_heading =
            nodes[row].kind == NodeKind::Plain && parts().next().is_some() && is_empty(context, table, row);
        if is_heading {
            let mut below: Vec<usize> = parts().collect();
            below.reverse();
            open.append(&mut below);
        } else {
            found.push(row);
        }
    }
    found
}

/// Whether a row prints nothing in the value columns of its panel.
fn is_empty(context: &Context<'_>, table: usize, row: usize) -> bool {
    let node = &context.tables[table].nodes[row];
    (0..context.tables[table].panels[node.panel].values.len())
        .filter_map(|ordinal| context.spot(table, node, ordinal))
        .all(|spot| matches!(context.entry(spot), Entry::Blank))
}

/// States, in every column that can be added up, that rows make up another row of their list.
fn down_the_columns(
    context: &Context<'_>,
    table: usize,
    (rule, relation): (&'static RuleInfo, Relation),
    stated: &Node<'_>,
    parts: &[usize],
    checks: &mut Vec<Check>,
) {
    let view: &TableView<'_> = &context.tables[table];
    for ordinal in 0..view.panels[stated.panel].values.len() {
        let Some(place) = context.spot(table, stated, ordinal) else {
            continue;
        };
        if !view.column(place.col).is_some_and(is_summable) {
            continue;
        }
        let parts =
            parts.iter().filter_map(|part| context.spot(table, &view.nodes[*part], ordinal)).collect();
        checks.extend(judge(context, Identity::new(rule, relation, place, parts)));
    }
}
