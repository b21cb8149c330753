//! Code hierarchy (科目层级): 类 = Σ款 = Σ项.

use super::equals_rows_below;
use crate::context::{Context, NodeKind};
use crate::rule::rule;
use mingxi_model::Check;

rule! {
    /// # Code hierarchy (科目层级)
    ///
    /// **States:** in every column of numbers, a code's row equals the sum of the rows one level below it:
    /// 类 = Σ款, 款 = Σ项. Where a level is not listed, the rows count towards the nearest code above them
    /// that is. In a table of several units each unit's rows are added up by themselves.
    ///
    /// **Why:** tables by function or economic class print every level. The sums tell that no row is
    /// missing or doubled and that no number slipped into another row.
    ///
    /// **Example:** `20805 = 2080501 + 2080505`: 39.00 + 52.94 = 91.94 beside a printed 91.93 holds, because
    /// three rounded numbers may differ by 0.015.
    "code_hierarchy", "科目层级", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for node in view.nodes.iter().filter(|node| node.kind == NodeKind::Coded) {
            equals_rows_below(context, table, &RULE, node, &mut checks);
        }
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, broken, outcomes};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};

    const COLUMNS: &[&str] = &["code", "name", "合计", "基本支出"];

    fn form(rows: &[&str]) -> Form {
        Form::new("支出总表", "万元", COLUMNS).rows(rows)
    }

    #[test]
    fn every_level_adds_up_in_every_column() {
        let rows = [
            "208|社会保障|94.35|91.93",
            "20805|养老|91.93|91.93",
            "2080501|离退休|39.00|39.00",
            "2080505|养老保险|52.94|52.94",
            "20830|代缴|2.42|",
            "2083099|其他代缴|2.42|",
        ];
        let reading = form(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds; 5], "208, 20805 twice; 20830 has no 基本支出");

        let mut wrong = rows;
        wrong[3] = "2080505|养老保险|52.44|52.94";
        let reading = form(&wrong).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds, Broken, Holds, Holds]);
        assert_eq!(broken(&reading), [(1, 2), (2, 2), (3, 2)]);
    }

    #[test]
    fn a_missing_level_is_skipped() {
        let reading = form(&["208|社会保障|91.94|", "2080501|离退休|39.00|", "2080505|养老保险|52.94|"]);
        assert_eq!(outcomes(&reading.reading(), RULE.id), [Holds]);
    }

    #[test]
    fn a_blank_sum_is_zero_only_in_a_filled_row() {
        let reading = form(&["208|社会保障||94.35", "20805|养老|91.93|94.35"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Broken, Holds]);
        let reading = form(&["208|社会保障||", "20805|养老|91.93|94.35"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Unverifiable, Unverifiable]);
    }

    #[test]
    fn units_are_added_up_by_themselves() {
        let rows = [
            "313001|甲单位|30.00|",
            "208|社会保障|30.00|",
            "20805|养老|30.00|",
            "313002|乙单位|50.00|",
            "208|社会保障|50.00|",
            "20805|养老|50.00|",
        ];
        let reading = form(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds]);
        assert_eq!(outcomes(&reading, "unit_hierarchy"), [Holds, Holds]);
    }

    #[test]
    fn a_list_goes_on_in_the_next_panel() {
        let columns = ["code", "name", "决算数", "code", "name", "决算数"];
        let rows = ["310|资本性支出|13.58|31003|专用设备|3.00", "31002|办公设备|10.58|31007|信息网络|"];
        let reading = Form::new("基本支出", "万元", &columns).rows(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds]);
    }
}
