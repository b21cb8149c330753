//! Row sums (横向合计).

use crate::context::{Context, Spot};
use crate::identity::{Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, ColumnRole};

rule! {
    /// # Row sum (横向合计)
    ///
    /// **States:** in every row, a column whose header is the total of other columns equals their sum.
    ///
    /// **Why:** `合计 = 基本支出 + 项目支出`, `小计 = 人员经费 + 公用经费`. A number that slipped into the
    /// neighbouring column breaks its row, so that this is the strongest evidence of the right column.
    ///
    /// **Example:** `2101101 行政单位医疗 | 合计 53.29 | 基本支出 3.29 | 项目支出 50.00` holds;
    /// with 项目支出 5.00 it is broken by 45.00.
    "row_sum", "横向合计", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for column in view.columns() {
            let states = column.role == ColumnRole::Value && !column.sum_of.is_empty();
            if !states || !view.is_column_filled(column.col) {
                continue;
            }
            for row in view.rows.iter().copied() {
                let spot = |col: u32| Spot { table, row, col };
                let parts = column.sum_of.iter().copied().map(spot).collect();
                let identity = Identity::new(&RULE, Relation::Equal, spot(column.col), parts);
                checks.extend(judge(context, identity));
            }
        }
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, broken, outcomes};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};

    const COLUMNS: &[&str] = &["name", "合计=2,3", "基本支出", "项目支出"];

    fn form(rows: &[&str]) -> Form {
        Form::new("支出总表", "万元", COLUMNS).rows(rows)
    }

    #[test]
    fn a_total_column_equals_its_parts() {
        let reading = form(&["甲|53.29|3.29|50.00", "乙|14.04|14.04|"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds], "a blank part is a zero");
        let reading = form(&["甲|53.29|3.29|5.00", "乙|14.04|14.04|"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Broken, Holds]);
        assert_eq!(broken(&reading), [(0, 1), (0, 2), (0, 3)]);
    }

    #[test]
    fn half_a_digit_for_every_number_is_allowed_and_no_more() {
        let at = |stated: &str| {
            let reading = form(&[&format!("甲|{stated}|52.94|39.00")]).reading();
            outcomes(&reading, RULE.id)
        };
        assert_eq!(at("91.93"), [Holds], "off by 0.01, allowed 0.015");
        assert_eq!(at("91.92"), [Broken], "off by 0.02");
        assert_eq!(at("92"), [Holds], "half of a whole 万元 is allowed for 92");
    }

    #[test]
    fn a_blank_sum_of_a_filled_column_is_a_zero() {
        let reading = form(&["甲|53.29|3.29|50.00", "乙||14.04|", "丙|||"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Broken]);
        let reading = form(&["甲||3.29|50.00", "乙|——|14.04|"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [], "a total column without numbers states nothing");
    }

    #[test]
    fn text_where_a_part_should_be_is_unverifiable() {
        let reading = form(&["甲|53.29|见附表|50.00"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Unverifiable]);
    }
}
