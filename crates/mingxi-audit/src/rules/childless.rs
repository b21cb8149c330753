//! Groups that lost their rows (缺少下级科目).

use crate::context::{Context, Node, NodeKind, Spot};
use crate::identity::{Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::Check;

/// 类 whose 款 have no 项 in the classification: 援助其他地区支出 (its 款 are fields of aid) and 预备费.
const WITHOUT_ITEMS: [&str; 2] = ["219", "227"];

/// So many other groups of the level must be split for a form to be one that splits all of them.
const SPLIT_GROUPS: usize = 2;

rule! {
    /// # Group without parts (缺少下级科目)
    ///
    /// **States:** where a form splits every filled 款 of the functional classification into its 项, or every 类 of the
    /// functional or the economic classification into its 款, a group with an amount and nothing below it equals the
    /// sum of none: one of its rows is missing.
    ///
    /// **Why:** the code hierarchy has nothing to add up where the only part of a group was lost, and a lost row
    /// would pass unseen. Forms that stop at a level are not concerned: at least two others must be split,
    /// and no other may be unsplit; nor are 援助其他地区支出 and 预备费, which have nothing below.
    ///
    /// **Example:** 20805, 21011 and 22102 are each followed by their 项, and 20808 抚恤 `4.30` by no row.
    "childless", "缺少下级科目", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for list in &view.list_nodes {
            let is_filled = |node: &Node<'_>| !spots(context, table, node).is_empty();
            for level in [Level::FunctionalItems, Level::FunctionalGroups, Level::EconomicGroups] {
                let groups = view.nodes[list.clone()]
                    .iter()
                    .filter(|node| node.kind == NodeKind::Coded && level.has(node) && is_filled(node));
                let (split, unsplit): (Vec<&Node<'_>>, Vec<&Node<'_>>) =
                    groups.partition(|node| !node.children.is_empty());
                if let [lone] = unsplit.as_slice()
                    && split.len() >= SPLIT_GROUPS
                {
                    checks.extend(spots(context, table, lone).into_iter().filter_map(|spot| {
                        judge(context, Identity::new(&RULE, Relation::Equal, spot, Vec::new()).of_nothing())
                    }));
                }
            }
        }
    }
    checks
}

/// What is split into what.
#[derive(Clone, Copy)]
enum Level {
    /// 款 of the functional classification into 项.
    FunctionalItems,
    /// 类 of the functional classification into 款.
    FunctionalGroups,
    /// 类 of the economic classification into 款.
    EconomicGroups,
}

impl Level {
    /// Whether a row is a group of the level. A functional code has two digits a level after the class: 208, 20805,
    /// 2080505.
    fn has(self, node: &Node<'_>) -> bool {
        let (length, first) = match self {
            Level::FunctionalItems => (5, '2'),
            Level::FunctionalGroups => (3, '2'),
            Level::EconomicGroups => (3, '3'),
        };
        node.label.level.is_some()
            && node.label.code.as_deref().is_some_and(|code| {
                let is_split = !WITHOUT_ITEMS.iter().any(|class| code.starts_with(class));
                code.len() == length && code.starts_with(first) && is_split
            })
    }
}

/// The numbers of a row that can be added up.
fn spots(context: &Context<'_>, table: usize, node: &Node<'_>) -> Vec<Spot> {
    let view = &context.tables[table];
    (0..view.panels[node.panel].values.len())
        .filter_map(|ordinal| context.spot(table, node, ordinal))
        .filter(|spot| context.is_number(*spot))
        .filter(|spot| view.column(spot.col).is_some_and(crate::context::is_summable))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, outcomes};
    use mingxi_model::Outcome::Broken;

    fn with(last: &str) -> Vec<mingxi_model::Outcome> {
        let rows =
            ["20805|养老|39.00", "2080501|离退休|39.00", "21011|医疗|3.34", "2101101|行政单位|3.34", last];
        outcomes(&Form::new("支出总表", "万元", &["code", "name", "合计"]).rows(&rows).reading(), RULE.id)
    }

    #[test]
    fn a_group_without_parts_lost_them_unless_it_can_have_none() {
        assert_eq!(with("20808|抚恤|4.30"), [Broken]);
        assert_eq!(with("21908|住房保障|4.30"), [], "援助其他地区支出 has no 项");
    }

    #[test]
    fn a_class_without_groups_lost_them() {
        let rows =
            ["301|工资|9.00", "30101|基本工资|9.00", "302|商品|3.00", "30201|办公费|3.00", "310|资本|1.00"];
        let form = Form::new("一般公共预算基本支出表", "万元", &["code", "name", "合计"]);
        assert_eq!(outcomes(&form.rows(&rows).reading(), RULE.id), [Broken]);
    }
}
