//! Units and what they list (单位汇总).

use super::down_the_columns;
use crate::context::{Context, NodeKind};
use crate::identity::Relation;
use crate::rule::rule;
use mingxi_model::Check;

rule! {
    /// # Unit hierarchy (单位汇总)
    ///
    /// **States:** a budget unit's row equals the sum of the units under it, and equals the sum of the codes
    /// or projects listed under it.
    ///
    /// **Why:** tables of a department repeat each unit's total above its rows. The repeated number proves
    /// that all rows of the unit are there; it is not counted a second time in the table's total.
    ///
    /// **Example:** `133 某局 11,990,921.00` = `133001` 1,726,800.00 + `133002` 5,796,795.00 + `133003`
    /// 4,467,326.00.
    "unit_hierarchy", "单位汇总", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for node in view.nodes.iter().filter(|node| node.kind == NodeKind::Unit) {
            let of_kind = |kind: NodeKind| -> Vec<usize> {
                let children = node.children.iter().copied();
                children.filter(|child| view.nodes[*child].kind == kind).collect()
            };
            let (units, codes) = (of_kind(NodeKind::Unit), of_kind(NodeKind::Coded));
            let plain =
                if units.is_empty() && codes.is_empty() { of_kind(NodeKind::Plain) } else { Vec::new() };
            for parts in [units, codes, plain] {
                down_the_columns(context, table, (&RULE, Relation::Equal), node, &parts, &mut checks);
            }
        }
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, outcomes};
    use mingxi_model::Outcome::{Broken, Holds};

    #[test]
    fn a_department_is_the_sum_of_its_units() {
        let columns = ["code", "name", "合计"];
        let rows = ["133|某局|11.99", "133001|局机关|1.73", "133002|中心|5.80", "133003|防控|4.47"];
        let form = || Form::new("收入总表", "万元", &columns);
        assert_eq!(outcomes(&form().rows(&rows).reading(), RULE.id), [Holds], "12.00 is within 0.02");
        let rows = ["133|某局|11.99", "133001|局机关|1.73", "133002|中心|8.50", "133003|防控|4.47"];
        assert_eq!(outcomes(&form().rows(&rows).reading(), RULE.id), [Broken]);
    }

    #[test]
    fn unnumbered_projects_under_a_unit_are_not_guessed_at() {
        let rows = ["133001|局机关|588.30", "|专用项目|588.30", "|采暖|39.20", "|租赁|549.10"];
        let reading = Form::new("项目", "万元", &["code", "name", "金额"]).rows(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), []);
    }
}
