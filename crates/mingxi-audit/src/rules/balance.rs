//! Revenue equals expenditure (收支平衡).

use crate::context::{Context, Spot, TableView, TotalClass, total_class};
use crate::identity::{Doubt, Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, Flow, Phase, TableKind};
use std::collections::BTreeMap;

rule! {
    /// # Balance (收支平衡)
    ///
    /// **States:** in a table of revenue beside expenditure, 收入总计 equals 支出总计, carry-over and closing
    /// balance included. Where expenditure is listed two or three times (by function, by economic class),
    /// each list equals revenue. 本年收入合计 and 本年支出合计 need not be equal.
    ///
    /// **Why:** the two sides are added up from different rows, so that their agreement is evidence for both.
    ///
    /// **Example:** `总计 2,769.24 | 总计 2,769.24`, though 本年收入合计 is 2,769.16 and 本年支出合计
    /// 2,769.24.
    "balance", "收支平衡", is_equality: true, check
}

const OTHER_SIDE: Doubt = Doubt {
    zh: "表中另一方（收入或支出）没有总计",
    en: "the other side of the table has no grand total",
};

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        let sides: Vec<(Flow, BTreeMap<Option<Phase>, Spot>)> =
            (0..view.lists.len()).filter_map(|list| side(context, table, view, list)).collect();
        let revenue: Vec<_> = sides.iter().filter(|(flow, _)| *flow == Flow::Revenue).collect();
        let expenditure: Vec<_> = sides.iter().filter(|(flow, _)| *flow == Flow::Expenditure).collect();
        let [(_, revenue)] = revenue.as_slice() else {
            continue;
        };
        for (_, expenditure) in expenditure {
            for (phase, stated) in expenditure {
                if let Some(part) = revenue.get(phase) {
                    let identity = Identity::new(&RULE, Relation::Equal, *stated, vec![*part]);
                    checks.extend(judge(context, identity));
                }
            }
            if expenditure.is_empty() && is_summary(view.table.kind) {
                checks.extend(revenue.values().filter_map(|stated| unmatched(context, *stated)));
            } else if revenue.is_empty() && is_summary(view.table.kind) {
                checks.extend(expenditure.values().filter_map(|stated| unmatched(context, *stated)));
            }
        }
    }
    checks
}

fn is_summary(kind: TableKind) -> bool {
    matches!(kind, TableKind::RevenueExpenditureSummary | TableKind::FiscalAppropriationSummary)
}

/// A total whose counterpart is missing.
fn unmatched(context: &Context<'_>, stated: Spot) -> Option<Check> {
    let identity = Identity::new(&RULE, Relation::Equal, stated, Vec::new());
    judge(context, identity.doubted(Some(OTHER_SIDE)))
}

/// A list's flow and its grand totals by phase; empty where it has none.
fn side(
    context: &Context<'_>,
    table: usize,
    view: &TableView<'_>,
    list: usize,
) -> Option<(Flow, BTreeMap<Option<Phase>, Spot>)> {
    let panel = *view.lists[list].last()?;
    let flow = view.panels[panel].flow()?;
    let mut totals = view.totals(list);
    totals.retain(|index| {
        let class = total_class(view.nodes[*index].label.name.as_deref());
        class == TotalClass::Grand
    });
    let Some(grand) = totals.last().map(|index| &view.nodes[*index]) else {
        return Some((flow, BTreeMap::new()));
    };
    let spots = view.panels[grand.panel]
        .overall()
        .into_iter()
        .filter_map(|(phase, ordinal)| Some((phase, context.spot(table, grand, ordinal)?)))
        .collect();
    Some((flow, spots))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, broken, outcomes};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};
    use mingxi_model::TableKind;

    fn form(rows: &[&str]) -> Form {
        Form::new("收支总表", "万元", &["name", "+金额", "name", "-金额"])
            .kind(TableKind::RevenueExpenditureSummary)
            .rows(rows)
    }

    #[test]
    fn grand_totals_agree_and_the_years_own_need_not() {
        let rows = [
            "一、拨款|2769.16|一、社保|2769.24",
            "total 本年收入合计|2769.16|total 本年支出合计|2769.24",
            "年初结转|0.08|年末结转|",
            "total 总计|2769.24|total 总计|2769.24",
        ];
        assert_eq!(outcomes(&form(&rows).reading(), RULE.id), [Holds]);
        let mut wrong = rows;
        wrong[3] = "total 总计|2769.24|total 总计|2769.42";
        let reading = form(&wrong).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Broken]);
        assert!(broken(&reading).contains(&(3, 3)));
    }

    #[test]
    fn a_missing_side_is_unverifiable() {
        let rows = ["一、拨款|5.00|一、社保|5.00", "total 收入总计|5.00||"];
        assert_eq!(outcomes(&form(&rows).reading(), RULE.id), [Unverifiable]);
    }

    #[test]
    fn every_parallel_list_of_expenditure_equals_revenue() {
        let columns = ["name", "+金额", "name", "-金额", "name", "-金额"];
        let rows = [
            "一、拨款|5.00|一、社保|5.00|一、人员|5.00",
            "total 收入总计|5.00|total 支出总计|5.00|total 支出总计|6.00",
        ];
        let reading = Form::new("收支总表", "万元", &columns).rows(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Broken]);
    }
}
