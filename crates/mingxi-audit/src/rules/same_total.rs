//! The same total in two tables (表间合计一致).

use crate::context::{Context, Entry, NodeKind, Only, Panel, Spot, TableView, TotalClass, total_class};
use crate::identity::{Doubt, Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, Column, Flow, Fund, Phase, TableKind};

rule! {
    /// # The same total in two tables (表间合计一致)
    ///
    /// **States:** the total of 支出总表 equals 本年支出合计 of 收支总表; the total of 一般公共预算支出表 equals
    /// 本年支出合计 of 财政拨款收支总表 under 一般公共预算; 基本支出 of 一般公共预算支出表 equals the total of
    /// each 一般公共预算基本支出表. Only where the document has one table of each kind and the phases agree. A table
    /// that lists what is carried over among its columns (上年结转) is compared with 支出总计 instead of 本年支出合计.
    ///
    /// **Why:** every form is filled in by itself; what two of them state alike is the strongest evidence
    /// against a mistake that is consistent within one table (a wrong unit, a page of another year).
    ///
    /// **Example:** 支出决算表 合计 2,769.24 = 收入支出决算总表 本年支出合计 2,769.24.
    "same_total", "表间合计一致", is_equality: true, check
}

const NO_TABLE: Doubt = Doubt {
    zh: "文件中没有可供核对的另一张表",
    en: "the document does not contain the table that states it again",
};
const SEVERAL_TABLES: Doubt = Doubt {
    zh: "文件中有多张同类的表，无法判定应与哪一张核对",
    en: "the document has several tables of the kind that states it again",
};
const NO_TOTAL: Doubt = Doubt {
    zh: "另一张表中没有明确的同口径合计",
    en: "the other table has no total that clearly counts the same",
};

/// A total in a table: its cells (several where each list has its own total) and its phase.
struct Total {
    cells: Vec<Spot>,
    phase: Option<Phase>,
}

type Find = fn(&Context<'_>, usize) -> Option<Total>;
/// `true` where the total is to count what is carried over from the year before.
type FindOther = fn(&Context<'_>, usize, bool) -> Option<Total>;

/// Pairs of a detailed total and the kind and total that state it again.
const PAIRS: &[(TableKind, Find, TableKind, FindOther)] = &[
    (TableKind::ExpenditureSummary, list_total, TableKind::RevenueExpenditureSummary, summary_expenditure),
    (
        TableKind::GeneralBudgetExpenditure,
        list_total,
        TableKind::FiscalAppropriationSummary,
        summary_general_budget,
    ),
    (
        TableKind::GeneralBudgetBasicExpenditureFunctional,
        list_total,
        TableKind::GeneralBudgetExpenditure,
        list_basic,
    ),
    (
        TableKind::GeneralBudgetBasicExpenditureEconomic,
        list_total,
        TableKind::GeneralBudgetExpenditure,
        list_basic,
    ),
];

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (kind, find, other_kind, find_other) in PAIRS {
        let Only::One(table) = context.only(*kind) else {
            continue;
        };
        let Some(detail) = find(context, table) else {
            continue;
        };
        let other = match context.only(*other_kind) {
            Only::Missing => Err(NO_TABLE),
            Only::Several => Err(SEVERAL_TABLES),
            Only::One(other) => {
                find_other(context, other, counts_carry_over(context, &detail)).ok_or(NO_TOTAL)
            }
        };
        let agree =
            |other: &Total| other.phase == detail.phase || other.phase.is_none() || detail.phase.is_none();
        let identity = match other {
            Ok(other) if !agree(&other) => continue,
            Ok(other) => {
                other.cells.first().map(|stated| Identity::new(&RULE, Relation::Equal, *stated, detail.cells))
            }
            // Another table that states it is found by what its cells count.
            Err(_) if detail.cells.iter().any(|cell| is_stated_again(context, *cell)) => None,
            Err(doubt) => detail.cells.first().map(|stated| {
                Identity::new(&RULE, Relation::Equal, *stated, Vec::new()).doubted(Some(doubt))
            }),
        };
        checks.extend(identity.and_then(|identity| judge(context, identity)).map(super::unit_scale::named));
    }
    checks
}

/// Whether a cell of another table is known to count the same as this one.
fn is_stated_again(context: &Context<'_>, cell: Spot) -> bool {
    context.counted().groups.values().any(|groups| {
        groups.iter().any(|group| group.spots.contains(&cell))
            && groups.iter().any(|group| group.table != cell.table)
    })
}

/// The total of a table of one list, or the totals of its lists.
fn list_total(context: &Context<'_>, table: usize) -> Option<Total> {
    totals_in(context, table, only_overall)
}

/// Whether beside a total its table prints what of it is carried over from the year before.
fn counts_carry_over(context: &Context<'_>, total: &Total) -> bool {
    total.cells.iter().any(|cell| {
        let view = &context.tables[cell.table];
        view.panels.iter().any(|panel| {
            let is_opening = |column: &Column| column.measure_code.as_deref() == Some("opening_balance");
            let columns = panel.values.iter().filter(|column| is_opening(column));
            let mut entries = columns.map(|column| context.entry(Spot { col: column.col, ..*cell }));
            entries.any(|entry| matches!(entry, Entry::Number(item) if !item.amount.value.is_zero()))
        })
    })
}

/// The total of a table's 基本支出.
fn list_basic(context: &Context<'_>, table: usize, _: bool) -> Option<Total> {
    totals_in(context, table, |panel| {
        only_column(panel, |column| column.measure_code.as_deref() == Some("basic"))
    })
}

/// The column that counts everything, unless there is one for each of several phases.
fn only_overall(panel: &Panel<'_>) -> Option<usize> {
    let mut overall = panel.overall().into_values();
    match (overall.next(), overall.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn only_column(panel: &Panel<'_>, is_meant: impl Fn(&Column) -> bool) -> Option<usize> {
    let mut found = (0..panel.values.len()).filter(|ordinal| is_meant(panel.values[*ordinal]));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The cells of each list's one total in the column that `pick` picks.
fn totals_in(
    context: &Context<'_>,
    table: usize,
    pick: impl Fn(&Panel<'_>) -> Option<usize>,
) -> Option<Total> {
    let view = &context.tables[table];
    let mut cells = Vec::new();
    let mut phase = None;
    for list in 0..view.lists.len() {
        let [only] = view.totals(list)[..] else {
            return None;
        };
        let node = &view.nodes[only];
        let panel = &view.panels[node.panel];
        let ordinal = pick(panel)?;
        phase = panel.values[ordinal].phase;
        cells.push(context.spot(table, node, ordinal)?);
    }
    let has_number = cells.iter().any(|cell| context.is_number(*cell));
    has_number.then_some(Total { cells, phase })
}

/// The year's expenditure in 收支总表.
fn summary_expenditure(context: &Context<'_>, table: usize, with_carry_over: bool) -> Option<Total> {
    summary_total(context, table, with_carry_over, only_overall)
}

/// The year's expenditure from the general budget in 财政拨款收支总表.
fn summary_general_budget(context: &Context<'_>, table: usize, with_carry_over: bool) -> Option<Total> {
    summary_total(context, table, with_carry_over, |panel| {
        only_column(panel, |column| {
            column.fund == Some(Fund::GeneralPublicBudget) && column.part_of.is_none()
        })
    })
}

/// The cell of 本年支出合计, or of 支出总计, in the first list of expenditure.
fn summary_total(
    context: &Context<'_>,
    table: usize,
    with_carry_over: bool,
    pick: impl Fn(&Panel<'_>) -> Option<usize>,
) -> Option<Total> {
    let view = &context.tables[table];
    let list = (0..view.lists.len()).find(|list| {
        let panel = view.lists[*list].last();
        panel.is_some_and(|panel| view.panels[*panel].flow() == Some(Flow::Expenditure))
    })?;
    let row = match with_carry_over {
        true => grand_total(view, list)?,
        false => years_total(context, view, table, list)?,
    };
    let node = &view.nodes[row];
    let panel = &view.panels[node.panel];
    let ordinal = pick(panel)?;
    Some(Total { cells: vec![context.spot(table, node, ordinal)?], phase: panel.values[ordinal].phase })
}

/// The row of 支出总计, the only one of its kind.
fn grand_total(view: &TableView<'_>, list: usize) -> Option<usize> {
    let is_grand = |index: &usize| total_class(view.nodes[*index].label.name.as_deref()) == TotalClass::Grand;
    let mut grand = view.totals(list).into_iter().filter(is_grand);
    grand.next().filter(|_| grand.next().is_none())
}

/// The row of the year's own total: 本年…合计, or the only total of a list without carry-over amounts.
fn years_total(context: &Context<'_>, view: &TableView<'_>, table: usize, list: usize) -> Option<usize> {
    let totals = view.totals(list);
    let mut own = totals
        .iter()
        .filter(|index| total_class(view.nodes[**index].label.name.as_deref()) == TotalClass::CurrentYear);
    match (own.next(), own.next(), totals.as_slice()) {
        (Some(only), None, _) => Some(*only),
        (None, _, [only]) if !has_carry_over(context, view, table, list) => Some(*only),
        _ => None,
    }
}

/// Whether a list has an amount that is carried over or set aside, which a table of expenditure leaves out.
fn has_carry_over(context: &Context<'_>, view: &TableView<'_>, table: usize, list: usize) -> bool {
    view.list_nodes[list].clone().any(|index| {
        let node = &view.nodes[index];
        let name = node.label.name.as_deref().unwrap_or_default();
        let is_carried =
            node.kind != NodeKind::Total && crate::context::contains_any(name, &["结转", "结余"]);
        is_carried
            && (0..view.panels[node.panel].values.len())
                .filter_map(|ordinal| context.spot(table, node, ordinal))
                .any(|spot| context.is_number(spot))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, outcomes, reading_of};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};
    use mingxi_model::TableKind;

    fn summary(total: &str) -> Form {
        Form::new("收支总表", "万元", &["name", "+金额", "name", "-金额"])
            .kind(TableKind::RevenueExpenditureSummary)
            .rows(&[
                "一、拨款|2995.39|一、社保|2940.05",
                &format!("total 本年收入合计|2995.39|total 本年支出合计|{total}"),
                "年初结转||年末结转|55.34",
                "total 总计|2995.39|total 总计|2995.39",
            ])
    }

    fn detail(unit: &str, total: &str) -> Form {
        Form::new("支出总表", unit, &["code", "name", "合计"])
            .kind(TableKind::ExpenditureSummary)
            .rows(&[&format!("|total 合计|{total}"), &format!("208|社保|{total}")])
    }

    #[test]
    fn the_table_of_expenditure_agrees_with_the_years_own_total() {
        let reading = reading_of(vec![summary("2940.05"), detail("万元", "2940.05")]);
        assert_eq!(outcomes(&reading, RULE.id), [Holds]);
        let reading = reading_of(vec![summary("2940.05"), detail("万元", "2904.05")]);
        assert_eq!(outcomes(&reading, RULE.id), [Broken]);
    }

    #[test]
    fn a_table_that_lists_what_is_carried_over_agrees_with_the_grand_total() {
        let detail = |total: &str, carried: &str| {
            Form::new(
                "支出总表",
                "万元",
                &["code", "name", "合计@total=3,4", "拨款", "上年结转@opening_balance"],
            )
            .kind(TableKind::ExpenditureSummary)
            .rows(&[
                &format!("|total 合计|{total}|2940.05|{carried}"),
                &format!("208|社保|{total}|2940.05|{carried}"),
            ])
        };
        for (total, carried, expected) in
            [("2995.39", "55.34", Holds), ("2996.39", "56.34", Broken), ("2940.05", "0.00", Holds)]
        {
            let reading = reading_of(vec![summary("2940.05"), detail(total, carried)]);
            assert_eq!(outcomes(&reading, RULE.id), [expected], "{total}");
        }
    }

    #[test]
    fn units_are_converted_and_rounded_to_the_coarser_one() {
        let reading = reading_of(vec![summary("2940.05"), detail("元", "29,400,549.99")]);
        assert_eq!(outcomes(&reading, RULE.id), [Holds], "0.01 元 apart, 50 元 allowed");
        let reading = reading_of(vec![summary("2940.05"), detail("元", "29,400,449.99")]);
        assert_eq!(outcomes(&reading, RULE.id), [Broken], "50.01 元 apart by more than 50.005 元");
    }

    #[test]
    fn a_missing_or_repeated_table_is_unverifiable() {
        let reading = reading_of(vec![detail("万元", "2940.05")]);
        assert_eq!(outcomes(&reading, RULE.id), [Unverifiable]);
        let reading = reading_of(vec![summary("2940.05"), summary("1.00"), detail("万元", "2940.05")]);
        assert_eq!(outcomes(&reading, RULE.id), [Unverifiable]);
    }

    #[test]
    fn basic_expenditure_is_the_total_of_its_own_table() {
        let general = |basic: &str| {
            Form::new("一般公共预算支出", "万元", &["code", "name", "合计@total=3,4", "基本@basic", "项目"])
                .kind(TableKind::GeneralBudgetExpenditure)
                .rows(&[&format!("|total 合计|9.00|{basic}|"), &format!("208|社保|9.00|{basic}|")])
        };
        let lists = || {
            Form::new("基本支出", "万元", &["code", "name", "人员/数", "code", "name", "公用/数"])
                .kind(TableKind::GeneralBudgetBasicExpenditureEconomic)
                .rows(&["301|工资|6.00|302|商品|1.00", "|total 人员经费合计|6.00||total 公用经费合计|1.00"])
        };
        let reading = reading_of(vec![general("7.00"), lists()]);
        let basic = |reading| outcomes(reading, RULE.id).into_iter().last();
        assert_eq!(basic(&reading), Some(Holds));
        let reading = reading_of(vec![general("8.00"), lists()]);
        assert_eq!(basic(&reading), Some(Broken));
    }
}
