//! Parts that must not exceed their whole (其中).

use super::down_the_columns;
use crate::context::{Context, NodeKind, Spot, TableView};
use crate::identity::{Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::text::squeeze;
use mingxi_model::{Check, ColumnRole};

rule! {
    /// # Of which (其中)
    ///
    /// **States:** the rows after one 其中 together are at most the row they are part of, and a column under
    /// 其中 is at most the column it is part of. Where negative numbers occur, nothing is stated.
    ///
    /// **Why:** 其中 names some of the parts, not all, so that only too much can be told from the numbers. A
    /// bound that holds proves no number; only a broken one says something.
    ///
    /// **Example:** `一般公共预算 8488.17, 其中：财政拨款 8488.17` holds; 其中 9488.17 is broken.
    "of_which", "其中项不大于总项", is_equality: false, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for node in &view.nodes {
            for parts in memo_groups(view, &node.children) {
                down_the_columns(context, table, (&RULE, Relation::AtMost), node, &parts, &mut checks);
            }
        }
        by_column(context, table, view, &mut checks);
    }
    checks
}

/// The memo rows of a row, split where a new 其中 begins: two 其中 may name overlapping parts.
fn memo_groups(view: &TableView<'_>, children: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for child in children.iter().copied() {
        let node = &view.nodes[child];
        if node.kind != NodeKind::Memo {
            continue;
        }
        let printed = node.label.name_as_printed.as_deref().unwrap_or_default();
        match groups.last_mut() {
            Some(group) if !squeeze(printed).contains("其中") => group.push(child),
            _ => groups.push(vec![child]),
        }
    }
    groups
}

fn by_column(context: &Context<'_>, table: usize, view: &TableView<'_>, checks: &mut Vec<Check>) {
    for column in view.columns() {
        let Some(whole) = column.part_of else {
            continue;
        };
        if column.role != ColumnRole::Value || !view.is_column_filled(column.col) {
            continue;
        }
        for row in view.rows.iter().copied() {
            let spot = |col: u32| Spot { table, row, col };
            let parts = vec![spot(column.col)];
            let identity = Identity::new(&RULE, Relation::AtMost, spot(whole), parts);
            checks.extend(judge(context, identity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, outcomes, status};
    use mingxi_model::CheckStatus;
    use mingxi_model::Outcome::{Broken, Holds};

    fn form(rows: &[&str]) -> Form {
        Form::new("收支总表", "万元", &["name", "金额"]).rows(rows)
    }

    #[test]
    fn a_part_is_at_most_its_whole() {
        let reading = form(&["一、一般公共预算|8488.17", "^0 memo 其中：财政拨款|8488.17"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds]);
        let reading = form(&["一、一般公共预算|8488.17", "^0 memo 其中：财政拨款|9488.17"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Broken]);
    }

    #[test]
    fn a_bound_that_holds_verifies_nothing() {
        let reading = form(&["一、一般公共预算|8488.17", "^0 memo 其中：财政拨款|12.00"]).reading();
        assert_eq!(status(&reading, 0, 1), CheckStatus::Unverified);
        assert_eq!(status(&reading, 1, 1), CheckStatus::Unverified);
    }

    #[test]
    fn rows_under_one_heading_count_together_and_two_headings_apart() {
        let together = form(&["一、车辆|10.00", "^0 memo 其中：购置|7.00", "^0 memo 运行|7.00"]).reading();
        assert_eq!(outcomes(&together, RULE.id), [Broken]);
        let apart = form(&["一、拨款|10.00", "^0 memo 其中：专项|7.00", "^0 memo 其中：本级|7.00"]).reading();
        assert_eq!(outcomes(&apart, RULE.id), [Holds, Holds]);
    }

    #[test]
    fn a_column_under_of_which_is_bounded_row_by_row() {
        let columns = ["name", "小计", "其中财政拨款<1"];
        let rows = ["甲|5.00|5.00", "乙|5.00|6.00", "丙|5.00|"];
        let reading = Form::new("收入总表", "万元", &columns).rows(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Broken, Holds]);
    }
}
