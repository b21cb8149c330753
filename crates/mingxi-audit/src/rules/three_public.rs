//! The three public expenses (“三公”经费).

use crate::context::{Context, NodeKind, Panel, Spot, TableView, contains_any};
use crate::identity::{Doubt, Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, Fund, Phase, TableKind};
use std::collections::BTreeMap;

rule! {
    /// # Three public expenses (“三公”经费)
    ///
    /// **States:** “三公”经费 = 因公出国（境） + 公务接待 + 公务用车购置及运行, and 公务用车购置及运行 = 购置 +
    /// 运行, whether the form lists them as rows or as columns, for every phase (上年, 预算, 决算) by itself.
    ///
    /// **Why:** these are the numbers that citizens and journalists look up first, and the forms differ most
    /// in how they arrange them.
    ///
    /// **Example:** `合计 3.00 | 出国 | 小计 2.00 | 购置 | 运行 2.00 | 接待 1.00`.
    "three_public", "“三公”经费合计", is_equality: true, check
}

const MISSING_ITEM: Doubt = Doubt {
    zh: "表中缺少“三公”经费的某一项",
    en: "the table lacks one of the three public expenses",
};

/// The numbers of one statement of the three expenses.
#[derive(Default)]
struct Items {
    total: Option<Spot>,
    overseas: Option<Spot>,
    reception: Option<Spot>,
    vehicles: Option<Spot>,
    purchase: Option<Spot>,
    operation: Option<Spot>,
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        for panel in &view.panels {
            for columns in blocks(panel).values() {
                for row in view.rows.iter().copied() {
                    let spot = |measure: &str| {
                        let col = (*columns.get(measure)?)?;
                        Some(Spot { table, row, col })
                    };
                    let items = Items {
                        total: spot("three_public_total"),
                        overseas: spot("overseas"),
                        reception: spot("reception"),
                        vehicles: spot("vehicles_total"),
                        purchase: spot("vehicles_purchase"),
                        operation: spot("vehicles_operation"),
                    };
                    state(context, &items, &mut checks);
                }
            }
        }
        for list in 0..view.lists.len() {
            if lists_items_by_row(view, list) {
                by_rows(context, table, list, &mut checks);
            }
        }
    }
    checks
}

/// The columns of a panel by phase, fund and measure; `None` for a measure that occurs twice there.
type Blocks<'a> = BTreeMap<(Option<Phase>, Option<Fund>), BTreeMap<&'a str, Option<u32>>>;

fn blocks<'a>(panel: &Panel<'a>) -> Blocks<'a> {
    let mut blocks: Blocks<'a> = BTreeMap::new();
    for column in &panel.values {
        if let Some(measure) = column.measure_code.as_deref() {
            blocks
                .entry((column.phase, column.fund))
                .or_default()
                .entry(measure)
                .and_modify(|col| *col = None)
                .or_insert(Some(column.col));
        }
    }
    blocks
}

/// States both identities as far as their sums are there.
fn state(context: &Context<'_>, items: &Items, checks: &mut Vec<Check>) {
    let mut add = |stated: Spot, parts: &[Option<Spot>]| {
        let doubt = parts.contains(&None).then_some(MISSING_ITEM);
        let parts: Vec<Spot> = parts.iter().flatten().copied().collect();
        if !parts.is_empty() {
            let identity = Identity::new(&RULE, Relation::Equal, stated, parts).doubted(doubt);
            checks.extend(judge(context, identity));
        }
    };
    if let Some(total) = items.total {
        if items.vehicles.is_some() {
            add(total, &[items.overseas, items.reception, items.vehicles]);
        } else {
            add(total, &[items.overseas, items.reception, items.purchase, items.operation]);
        }
    }
    if let Some(vehicles) = items.vehicles {
        add(vehicles, &[items.purchase, items.operation]);
    }
}

/// The items by measure code, in the order of [`Items`].
const ITEMS: [&str; 6] = [
    "three_public_total",
    "overseas",
    "reception",
    "vehicles_total",
    "vehicles_purchase",
    "vehicles_operation",
];

/// Which of the items a row names whose label the vocabulary does not know, as an index into [`ITEMS`].
fn item_of(name: &str) -> Option<usize> {
    const RUNNING: &[&str] = &["运行", "运维", "维护"];
    if name.contains("三公") {
        return Some(0);
    }
    if name.contains("出国") {
        return Some(1);
    }
    if name.contains("接待") {
        return Some(2);
    }
    match (name.contains("购置"), contains_any(name, RUNNING)) {
        _ if !name.contains('车') => None,
        (true, true) => Some(3),
        (true, false) => Some(4),
        (false, true) => Some(5),
        (false, false) => None,
    }
}

/// Rows of a list by item; an item that occurs twice is not told apart and left out.
fn rows_by_item(view: &TableView<'_>, list: usize) -> [Option<usize>; 6] {
    let mut found: [Vec<usize>; 6] = Default::default();
    for index in view.list_nodes[list].clone() {
        let node = &view.nodes[index];
        let code = node.label.measure_code.as_deref();
        let known = code.and_then(|code| ITEMS.iter().position(|item| *item == code));
        let item = known.or_else(|| node.label.name.as_deref().and_then(item_of));
        if let Some(item) = item
            && !matches!(node.kind, NodeKind::Coded | NodeKind::Unit)
        {
            found[item].push(index);
        }
    }
    found.map(|rows| match rows.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// Whether a list names the three expenses as its rows; its total is then this rule's business, since such
/// lists print 购置 and 运行 without a sign of what they are part of.
pub(super) fn lists_items_by_row(view: &TableView<'_>, list: usize) -> bool {
    view.table.kind == TableKind::ThreePublic && {
        let [_, overseas, reception, vehicles, _, operation] = rows_by_item(view, list);
        let named = [overseas, reception, vehicles.or(operation)];
        named.iter().flatten().count() >= 2
    }
}

fn by_rows(context: &Context<'_>, table: usize, list: usize, checks: &mut Vec<Check>) {
    let view = &context.tables[table];
    let mut rows = rows_by_item(view, list);
    if rows[0].is_none() {
        rows[0] = unnamed_total(view, list);
    }
    let Some(panel) = rows.iter().flatten().next().map(|index| view.nodes[*index].panel) else {
        return;
    };
    for ordinal in 0..view.panels[panel].values.len() {
        let [total, overseas, reception, vehicles, purchase, operation] =
            rows.map(|row| row.and_then(|index| context.spot(table, &view.nodes[index], ordinal)));
        let items = Items { total, overseas, reception, vehicles, purchase, operation };
        state(context, &items, checks);
    }
}

/// A plain 合计, where the list has only one and names nothing beside the three expenses that it might count
/// (会议费, 培训费, 机关运行经费).
fn unnamed_total(view: &TableView<'_>, list: usize) -> Option<usize> {
    let is_other = |index: usize| {
        let node = &view.nodes[index];
        let name = node.label.name.as_deref();
        node.kind != NodeKind::Total && name.is_some_and(|name| item_of(name).is_none())
    };
    if view.list_nodes[list].clone().any(is_other) {
        return None;
    }
    match view.totals(list).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, broken, outcomes, status};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};
    use mingxi_model::{CheckStatus, TableKind};

    const COLUMNS: &[&str] = &[
        "合计@three_public_total",
        "出国@overseas",
        "小计@vehicles_total",
        "购置@vehicles_purchase",
        "运行@vehicles_operation",
        "接待@reception",
    ];

    fn columns(row: &str) -> Form {
        let rows = [row];
        Form::new("三公", "万元", COLUMNS).kind(TableKind::ThreePublic).rows(&rows)
    }

    fn rows(rows: &[&str]) -> Form {
        Form::new("三公", "万元", &["name", "合计"]).kind(TableKind::ThreePublic).rows(rows)
    }

    #[test]
    fn by_columns() {
        assert_eq!(outcomes(&columns("3.00||2.00||2.00|1.00").reading(), RULE.id), [Holds, Holds]);
        let reading = columns("3.00||2.00|2.00|2.00|1.00").reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Broken]);
        assert_eq!(broken(&reading), [(0, 2), (0, 3), (0, 4)]);
    }

    #[test]
    fn by_rows() {
        let form = [
            "total “三公”经费小计|4.38",
            "一、因公出国（境）费|",
            "二、公务用车购置及运维费|4.38",
            "^2 memo 其中：公务用车购置费|",
            "公务用车运行维护费|4.38",
            "三、公务接待费|",
        ];
        let reading = rows(&form).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds]);
        assert_eq!(outcomes(&reading, "total_row"), []);
        assert_eq!(status(&reading, 4, 1), CheckStatus::Verified);
        let mut wrong = form;
        wrong[5] = "三、公务接待费|1.00";
        assert_eq!(outcomes(&rows(&wrong).reading(), RULE.id), [Broken, Holds]);
    }

    #[test]
    fn a_missing_item_is_unverifiable_and_a_wider_total_states_nothing() {
        let reading =
            rows(&["total “三公”经费合计|4.38", "因公出国费|1.00", "公务用车运行费|3.38"]).reading();
        assert_eq!(outcomes(&reading, RULE.id), [Unverifiable]);
        let wider =
            ["total 合计|9.00", "因公出国费|1.00", "公务接待费|2.00", "公务用车运行费|3.00", "会议费|3.00"];
        assert_eq!(outcomes(&rows(&wider).reading(), RULE.id), []);
    }
}
