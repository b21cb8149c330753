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
    portions::RULE,
    statement::RULE,
    prose_parts::RULE,
    prose_change::RULE,
    project_funds::RULE,
    project_table::RULE,
    points::RULE,
    execution_rate::RULE,
    blank_form::RULE,
    same_year::RULE,
    of_which::RULE,
];

use crate::context::{Context, Node, NodeKind, TableView, is_summable};
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
    down_the_columns(context, table, (rule, Relation::Equal), stated, &parts, checks);
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
