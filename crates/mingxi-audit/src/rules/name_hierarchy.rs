//! Rows nested by numbering (项目层级).

use super::equals_rows_below;
use crate::context::{Context, NodeKind};
use crate::rule::rule;
use mingxi_model::{Check, RowRole};

rule! {
    /// # Name hierarchy (项目层级)
    ///
    /// **States:** a row that the numbering (一、 above （一）, 1、 above (1)) makes the sum of the rows below
    /// it equals their sum. Rows under 其中 are no such split; rule `of_which` is about them.
    ///
    /// **Why:** summaries list revenue and expenditure by name only; the numbering is then all that tells a
    /// sum from its parts.
    ///
    /// **Example:** `1、人员经费和公用经费支出 9,963,421.00` = (1) 8,933,850.00 + (2) 845,045.00 +
    /// (3) 184,526.00.
    "name_hierarchy", "项目层级", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for node in &view.nodes {
            if node.kind != NodeKind::Plain || node.label.role != Some(RowRole::Group) {
                continue;
            }
            equals_rows_below(context, table, &RULE, node, &mut checks);
        }
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, outcomes};
    use mingxi_model::Outcome::{Broken, Holds};

    fn form(rows: &[&str]) -> Form {
        Form::new("收支总表", "元", &["name", "预算数"]).rows(rows)
    }

    #[test]
    fn a_group_equals_its_numbered_rows() {
        let rows = [
            "group 一、人员和公用|9963421",
            "^0 (一)工资|8933850",
            "^0 (二)商品|845045",
            "^0 (三)补助|184526",
        ];
        assert_eq!(outcomes(&form(&rows).reading(), RULE.id), [Holds]);
        let rows = [
            "group 一、人员和公用|9963421",
            "^0 (一)工资|8933850",
            "^0 (二)商品|845045",
            "^0 (三)补助|18452",
        ];
        assert_eq!(outcomes(&form(&rows).reading(), RULE.id), [Broken]);
    }

    #[test]
    fn rows_that_do_not_split_their_whole_are_not_added_up() {
        let rows = ["一、财政拨款|100", "^0 memo 其中：专项|30", "^0 (一)某项|20"];
        assert_eq!(outcomes(&form(&rows).reading(), RULE.id), []);
    }
}
