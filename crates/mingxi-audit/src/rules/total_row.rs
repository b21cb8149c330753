//! Total rows (纵向合计).

use super::total_plan::{Item, plan};
use super::without_headings;
use crate::context::{Context, Node, NodeKind, TableView, is_summable};
use crate::identity::{Doubt, Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, TableKind};
use std::collections::BTreeMap;

rule! {
    /// # Total row (纵向合计)
    ///
    /// **States:** in every column of numbers, 合计 equals the sum of the topmost rows of its list: the top
    /// level of codes, or the units, or the rows 一、二、三、. 收入总计 equals 本年收入合计 and the carry-over
    /// rows between the two. Rows that are part of another row, and rows under 其中, are not counted.
    ///
    /// **Why:** the total is the number that readers quote, and the only one that proves that the list above
    /// or below it is complete.
    ///
    /// **Example:** `合计 3698.72` = 208 94.35 + 210 3560.52 + 221 43.85; `总计 2,769.24` = 本年收入合计
    /// 2,769.16 + 年初结转和结余 0.08.
    "total_row", "纵向合计", is_equality: true, check
}

const UNNAMED_ROWS: Doubt = Doubt {
    zh: "清单中有带数字而没有编码或名称的行，无法判定是否应计入",
    en: "a row of the list has numbers but no code or label, so that it is not known whether it counts",
};
const OPEN_LIST: Doubt = Doubt {
    zh: "清单有多个合计行，无法判定各自包含哪些行",
    en: "the list has totals whose rows cannot be told apart",
};

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for list in 0..view.lists.len() {
            if super::three_public::lists_items_by_row(view, list) {
                continue;
            }
            for (whole, rows) in siblings(view, list) {
                // The statistics form has a section of its own for every topic and no total of all.
                let is_mixed = view.table.kind == TableKind::DisclosureStatistics && whole.is_none();
                if !is_mixed {
                    check_rows(context, table, &rows, &mut checks);
                }
            }
            if let Some(rows) = with_merged_total(view, list) {
                check_rows(context, table, &rows, &mut checks);
            }
        }
    }
    checks
}

/// The rows of a list by the row that contains them, without 其中 rows and without the known parts of a
/// total. Lists without a total are left out.
fn siblings(view: &TableView<'_>, list: usize) -> BTreeMap<Option<usize>, Vec<usize>> {
    let is_total = |index: usize| view.nodes[index].kind == NodeKind::Total;
    let mut siblings: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for index in view.list_nodes[list].clone() {
        let node = &view.nodes[index];
        let whole = match node.parent.filter(|parent| is_total(*parent)) {
            Some(_) if node.kind != NodeKind::Total => continue,
            Some(total) => view.nodes[total].parent,
            None => node.parent,
        };
        if node.kind != NodeKind::Memo {
            siblings.entry(whole).or_default().push(index);
        }
    }
    siblings.retain(|_, rows| rows.iter().any(|row| is_total(*row)));
    siblings
}

/// The top rows of a list that has no total of its own, with the first total whose label begins in it and reaches over
/// the next list, where its amount stands: 支出合计 merged over 功能分类 | 金额 | 支出用途, its amount below the second 金额.
/// What follows that total is stated in the next list alone.
fn with_merged_total(view: &TableView<'_>, list: usize) -> Option<Vec<usize>> {
    let own = view.list_nodes[list].clone();
    let [panel] = view.lists[list].as_slice() else { return None };
    if own.clone().any(|index| view.nodes[index].kind == NodeKind::Total) {
        return None;
    }
    let states = |panel: usize| -> Vec<_> {
        view.panels[panel].values.iter().map(|column| (column.flow, column.phase, column.fund)).collect()
    };
    let is_merged = |index: &usize| {
        let node = &view.nodes[*index];
        node.kind == NodeKind::Total
            && node.label.panel == view.panels[*panel].number
            && node.panel == panel + 1
            && states(node.panel) == states(*panel)
    };
    let total = (own.end..view.nodes.len()).find(is_merged)?;
    let is_above = |index: &usize| {
        let node = &view.nodes[*index];
        node.parent.is_none() && node.kind != NodeKind::Memo && node.row < view.nodes[total].row
    };
    let mut rows: Vec<usize> = own.filter(is_above).collect();
    rows.push(total);
    (rows.len() > 1).then_some(rows)
}

fn check_rows(context: &Context<'_>, table: usize, rows: &[usize], checks: &mut Vec<Check>) {
    let view = &context.tables[table];
    let of_kind = |kind: NodeKind| rows.iter().any(|row| view.nodes[*row].kind == kind);
    let (has_units, has_codes) = (of_kind(NodeKind::Unit), of_kind(NodeKind::Coded));
    let counted: Vec<NodeKind> = match (has_units, has_codes) {
        (true, true) => vec![NodeKind::Unit, NodeKind::Coded],
        (true, false) => vec![NodeKind::Unit],
        (false, true) => vec![NodeKind::Coded],
        (false, false) => vec![NodeKind::Plain],
    };
    for kind in counted {
        let items: Vec<Item<'_>> = rows
            .iter()
            .map(|row| (*row, &view.nodes[*row]))
            .filter(|(_, node)| node.kind == kind || node.kind == NodeKind::Total)
            .map(|(row, node)| item(view, row, node))
            .collect();
        let strays: Vec<usize> =
            rows.iter().copied().filter(|row| is_stray(&view.nodes[*row], kind)).collect();
        check_items(context, table, &items, &strays, checks);
    }
}

fn item<'a>(view: &TableView<'_>, index: usize, node: &Node<'a>) -> Item<'a> {
    let is_total = node.kind == NodeKind::Total;
    let counts = |child: &usize| view.nodes[*child].kind != NodeKind::Memo;
    Item {
        node: index,
        total: is_total.then_some(node.label.name.as_deref()),
        parts: if is_total { node.children.iter().copied().filter(counts).collect() } else { Vec::new() },
    }
}

/// Whether it is open if a row counts: no label at all, or a name only in a list of codes. In a list of
/// units the units account for everything.
fn is_stray(node: &Node<'_>, counted: NodeKind) -> bool {
    node.kind == NodeKind::Plain
        && match counted {
            NodeKind::Unit => false,
            NodeKind::Coded => true,
            _ => node.label.name.is_none(),
        }
}

fn check_items(
    context: &Context<'_>,
    table: usize,
    items: &[Item<'_>],
    strays: &[usize],
    checks: &mut Vec<Check>,
) {
    let view = &context.tables[table];
    let plan = plan(items);
    let columns = plan.first().map_or(0, |(total, _)| view.panels[view.nodes[*total].panel].values.len());
    for ordinal in 0..columns {
        let place = |index: &usize| context.spot(table, &view.nodes[*index], ordinal);
        let has_stray = strays.iter().filter_map(place).any(|spot| context.is_number(spot));
        for (total, parts) in &plan {
            let Some(stated) = place(total) else {
                continue;
            };
            if !view.column(stated.col).is_some_and(is_summable) {
                continue;
            }
            let parts_below = without_headings(context, table, parts.as_deref().unwrap_or_default());
            let spots: Vec<_> = parts_below.iter().filter_map(place).collect();
            if parts.is_some() && spots.is_empty() {
                continue;
            }
            let doubt = parts.is_none().then_some(OPEN_LIST).or(has_stray.then_some(UNNAMED_ROWS));
            let identity = Identity::new(&RULE, Relation::Equal, stated, spots).doubted(doubt);
            checks.extend(judge(context, identity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, broken, outcomes};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};

    fn summary(rows: &[&str]) -> Form {
        Form::new("收支总表", "万元", &["name", "预算数"]).rows(rows)
    }

    fn coded(rows: &[&str]) -> Form {
        Form::new("支出总表", "万元", &["code", "name", "合计"]).rows(rows)
    }

    #[test]
    fn the_total_counts_only_the_top_level() {
        let rows = ["|total 合计|97.22", "208|社保|94.80", "20805|养老|94.80", "210|卫生|2.42"];
        assert_eq!(outcomes(&coded(&rows).reading(), RULE.id), [Holds]);
        let rows = ["|total 合计|97.22", "208|社保|94.80", "20805|养老|94.80", "210|卫生|2.24"];
        let reading = coded(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Broken]);
        assert_eq!(broken(&reading), [(0, 2), (1, 2), (3, 2)]);
    }

    #[test]
    fn a_count_that_only_the_total_prints_breaks_no_sum() {
        let rows = ["|total 合计|388", "208|社保|", "2080501|离退休|300", "210|卫生|", "2101101|医疗|88"];
        let form = |unit: &str| Form::new("支出总表", unit, &["code", "name", "数量"]).rows(&rows).reading();
        assert!(!outcomes(&form("人"), RULE.id).contains(&Broken));
        assert!(outcomes(&form("万元"), RULE.id).contains(&Broken));
    }

    #[test]
    fn a_unit_row_that_repeats_the_total_is_not_counted_twice() {
        let rows = ["|total 合计|41.30", "313002|中心|41.30", "2080505|养老|22.46", "2101101|医疗|18.84"];
        assert_eq!(outcomes(&coded(&rows).reading(), RULE.id), [Holds]);
        assert_eq!(outcomes(&coded(&rows).reading(), "unit_hierarchy"), [Holds]);
    }

    #[test]
    fn carry_over_is_counted_in_the_grand_total_only() {
        let rows = [
            "一、拨款|2769.16",
            "二、其他|",
            "total 本年收入合计|2769.16",
            "使用结余|",
            "年初结转|0.08",
            "|",
            "total 总计|2769.24",
        ];
        assert_eq!(outcomes(&summary(&rows).reading(), RULE.id), [Holds, Holds]);
        let mut wrong = rows;
        wrong[4] = "年初结转|0.80";
        let reading = summary(&wrong).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Broken]);
        assert_eq!(broken(&reading), [(2, 1), (4, 1), (6, 1)]);
    }

    #[test]
    fn the_breakdown_of_the_carry_over_is_not_counted_twice() {
        let rows = [
            "一、一般公共预算拨款|2940.05",
            "total 本年收入合计|2940.05",
            "年初结转和结余|21.63",
            "一、一般公共预算拨款|21.63",
            "total 总计|2961.68",
        ];
        let reading = summary(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds]);
        assert_eq!(outcomes(&reading, "of_which"), [Holds]);
    }

    #[test]
    fn rows_that_cannot_be_placed_make_the_total_unverifiable() {
        let rows = ["|total 合计|97.22", "208|社保|94.80", "|某项|2.42"];
        assert_eq!(outcomes(&coded(&rows).reading(), RULE.id), [Unverifiable]);
        let rows = ["一、拨款|5.00", "|3.00", "total 总计|8.00"];
        assert_eq!(outcomes(&summary(&rows).reading(), RULE.id), [Unverifiable]);
    }

    #[test]
    fn a_total_without_rows_or_without_numbers_states_nothing() {
        assert_eq!(outcomes(&summary(&["total 合计|5.00"]).reading(), RULE.id), []);
        assert_eq!(outcomes(&summary(&["一、拨款|", "total 合计|"]).reading(), RULE.id), []);
    }

    #[test]
    fn a_heading_without_numbers_stands_for_the_rows_below_it() {
        let rows =
            ["一、部门预算|", "^0 1、财政拨款|3643.37", "^0 2、其他|1.00", "total 本年收入合计|3644.37"];
        assert_eq!(outcomes(&summary(&rows).reading(), RULE.id), [Holds]);
        let rows =
            ["一、部门预算|", "^0 1、财政拨款|3643.37", "^0 2、其他|1.00", "total 本年收入合计|3643.37"];
        assert_eq!(outcomes(&summary(&rows).reading(), RULE.id), [Broken]);
    }

    #[test]
    fn percentages_and_prices_are_not_added_up() {
        let form = Form::new("采购", "%", &["name", "执行率"]).rows(&["甲|95", "乙|80", "total 合计|90"]);
        assert_eq!(outcomes(&form.reading(), RULE.id), []);
    }

    #[test]
    fn a_total_merged_over_two_panels_stands_in_the_second() {
        let columns = ["name", "-功能分类/金额", "name", "-支出用途/金额"];
        let rows = [
            "一、公共服务|20.00|一、基本支出|10.00",
            "二、住房|4.00|二、项目支出|14.00",
            "total 当年支出小计|<<|<<|24.00",
        ];
        let reading = Form::new("收支总表", "万元", &columns).rows(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds]);
        let mut wrong = rows;
        wrong[1] = "二、住房|5.00|二、项目支出|14.00";
        let reading = Form::new("收支总表", "万元", &columns).rows(&wrong).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Broken, Holds]);
    }

    #[test]
    fn a_total_over_several_panels_sums_them_all() {
        let columns = ["code", "name", "决算数", "code", "name", "决算数"];
        let rows = ["302|商品|25.80|307|利息|1.20", "30201|办公|25.80||total 公用经费合计|27.00"];
        let reading = Form::new("基本支出", "万元", &columns).rows(&rows).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds]);
    }
}
