//! The same number in two tables (表间项目一致).

use super::unit_scale;
use crate::context::{Context, Spot, contains_any};
use crate::counted::{Group, Money, Portion, Subject};
use crate::identity::{Doubt, Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, Outcome, Phase, TableKind};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

rule! {
    /// # The same number in two tables (表间项目一致)
    ///
    /// **States:** what two tables count alike is the same number: the same code, unit, project or total, of
    /// the same money, of the same part (基本支出, 人员经费, 项目支出), of the same phase. 收支总表, 收入表, 支出表,
    /// 财政拨款收支总表, 一般公共预算支出表, 基本支出表 by function and by economic class, 政府性基金表, 项目表 and
    /// 三公表 are compared with one another wherever they meet. A code that a table prints once for every unit
    /// is added up first. Where two totals differ by exactly an amount that is carried over, or only one of the
    /// tables says that it leaves that out (不含上年结转), the tables may count differently, and a table of projects may name only some of them: then the check is left open.
    ///
    /// **Why:** every form is filled in by itself. Two tables seldom contain the same mistake, so that their
    /// agreement proves both numbers, and their difference shows what no sum within one table can: a row of
    /// another year, a wrong unit, a mistake that was added up correctly.
    ///
    /// **Example:** `2080505` in 支出总表 52.94 = `2080505` in 一般公共预算支出表 52.94; `一、社会保障和就业支出`
    /// 94.35 in 收支总表 = `208` 94.35 in 支出总表.
    "same_item", "表间项目一致", is_equality: true, check
}

const CARRIED: Doubt = Doubt {
    zh: "两表相差结转或结余金额，或只有一表注明不含结转，口径可能不同",
    en: "the two differ by an amount that is carried over, or only one of them leaves that out, so that they may count differently",
};

const SOME_PROJECTS: Doubt = Doubt {
    zh: "项目表金额小于项目支出，可能只列示部分项目",
    en: "the table of projects makes up less and may name only some of them",
};

/// Two lists and what both count, the row aside.
type Meeting = ((usize, usize), (usize, usize), Scope);
type Scope = (mingxi_model::Flow, Money, Portion, Option<Phase>);

fn check(context: &Context<'_>) -> Vec<Check> {
    // Totals sort before everything else, so that the lists that differ in scope are known when their rows come.
    let mut apart: BTreeSet<Meeting> = BTreeSet::new();
    let mut checks = Vec::new();
    let mut rows: BTreeMap<Meeting, Vec<Check>> = BTreeMap::new();
    for (key, groups) in &context.counted().groups {
        for (first, other) in pairs(groups) {
            let scope = (key.flow, key.money, key.portion, key.phase);
            let meeting = ((first.table, first.list), (other.table, other.list), scope);
            let Some(check) = compare(context, first, other) else {
                continue;
            };
            if key.subject == Subject::Total {
                if check.outcome != Outcome::Holds {
                    apart.insert(meeting);
                }
                checks.push(check);
            } else {
                rows.entry(meeting).or_default().push(check);
            }
        }
    }
    for (meeting, rows) in rows {
        checks.extend(believable(apart.contains(&meeting), rows));
    }
    checks
}

/// The first group with each other one of another list; of two lists of one table each has its own rows.
fn pairs(groups: &[Group]) -> impl Iterator<Item = (&Group, &Group)> {
    groups.split_first().into_iter().flat_map(|(first, others)| {
        others.iter().filter(|other| other.table != first.table).map(move |other| (first, other))
    })
}

/// Rows of lists whose totals differ already say something only where most of them agree: else the lists
/// count different things and one finding, that of the totals, is enough.
fn believable(is_apart: bool, rows: Vec<Check>) -> Vec<Check> {
    let holding = rows.iter().filter(|check| check.outcome == Outcome::Holds).count();
    if is_apart && holding * 2 <= rows.len() {
        return rows.into_iter().filter(|check| check.outcome == Outcome::Holds).collect();
    }
    rows
}

/// Whether one of the tables says that it leaves out what is carried over (不含上年结转) and the other does not.
fn excludes_carry_over(context: &Context<'_>, first: &Group, other: &Group) -> bool {
    let says = |group: &Group| {
        let table = context.tables[group.table].table;
        let mut texts = table.title.iter().chain(&table.captions);
        texts.any(|text| text.contains("不含") && contains_any(text, &["结转", "结余"]))
    };
    says(first) != says(other)
}

/// Compares two groups, of which one is a single cell.
fn compare(context: &Context<'_>, first: &Group, other: &Group) -> Option<Check> {
    let (stated, parts): (Spot, Vec<Spot>) = match (&first.spots[..], &other.spots[..]) {
        (parts, [stated]) => (*stated, parts.to_vec()),
        ([stated], parts) => (*stated, parts.to_vec()),
        _ => return None,
    };
    let identity = || Identity::new(&RULE, Relation::Equal, stated, parts.clone());
    let check = judge(context, identity())?;
    if check.outcome != Outcome::Broken {
        return Some(check);
    }
    if is_carried(&check, &context.counted().carried) || excludes_carry_over(context, first, other) {
        return judge(context, identity().doubted(Some(CARRIED)));
    }
    if lists_less(context, first, other, &check) {
        return judge(context, identity().doubted(Some(SOME_PROJECTS)));
    }
    Some(unit_scale::named(check))
}

/// Whether a list of projects makes up less than the table it is compared with: many lists name only the
/// projects that are to be disclosed.
fn lists_less(context: &Context<'_>, first: &Group, other: &Group, check: &Check) -> bool {
    let is_list = |group: &Group| context.tables[group.table].table.kind == TableKind::ProjectExpenditure;
    let Some(difference) = check.difference else {
        return false;
    };
    // The stated number is the single cell, that of the second group where both are single.
    let stated = if other.spots.len() == 1 { other } else { first };
    let parts = if other.spots.len() == 1 { first } else { other };
    (is_list(stated) && difference.is_sign_negative()) || (is_list(parts) && difference.is_sign_positive())
}

/// Whether a difference is exactly what some row carries over.
pub(super) fn is_carried(check: &Check, carried: &BTreeSet<Decimal>) -> bool {
    check.difference.is_some_and(|difference| carried.contains(&difference.abs()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, broken, outcomes, reading_of};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};
    use mingxi_model::TableKind;

    fn expenditure(rows: &[&str]) -> Form {
        Form::new("支出总表", "万元", &["code", "name", "-合计@total=3,4", "-基本@basic", "-项目@project"])
            .kind(TableKind::ExpenditureSummary)
            .rows(rows)
    }

    const ROWS: &[&str] = &[
        "|total 合计|97.28|93.94|3.34",
        "208|社会保障和就业支出|91.94|89.94|2.00",
        "2080505|养老|91.94|89.94|2.00",
        "210|卫生健康支出|5.34|4.00|1.34",
    ];

    fn summary(social: &str) -> Form {
        Form::new("收支总表", "万元", &["name", "+金额@amount", "name", "-金额@amount"])
            .kind(TableKind::RevenueExpenditureSummary)
            .rows(&[
                &format!("一、拨款|97.28|一、社会保障和就业支出|{social}"),
                "||二、卫生健康支出|5.34",
                "total 收入总计|97.28|total 支出总计|97.28",
            ])
    }

    #[test]
    fn a_class_is_found_by_its_name_where_the_summary_has_no_codes() {
        let reading = reading_of(vec![summary("91.94"), expenditure(ROWS)]);
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds], "the totals are those of same_total");
        let reading = reading_of(vec![summary("91.49"), expenditure(ROWS)]);
        assert_eq!(outcomes(&reading, RULE.id), [Broken, Holds]);
        assert!(broken(&reading).contains(&(0, 3)));
    }

    fn basic(rows: &[&str], unit: &str) -> Form {
        Form::new("基本支出", unit, &["code", "name", "-合计@basic"])
            .kind(TableKind::GeneralBudgetBasicExpenditureFunctional)
            .rows(rows)
    }

    fn general(rows: &[&str]) -> Form {
        expenditure(rows).kind(TableKind::GeneralBudgetExpenditure)
    }

    #[test]
    fn a_column_of_one_table_is_the_whole_of_another() {
        let rows = ["|total 合计|939400", "208|社会保障和就业支出|899400", "210|卫生健康支出|40000"];
        let reading = reading_of(vec![general(ROWS), basic(&rows, "元")]);
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds]);
        let rows = ["|total 合计|939400", "208|社会保障和就业支出|899000", "210|卫生健康支出|40000"];
        let reading = reading_of(vec![general(ROWS), basic(&rows, "元")]);
        assert_eq!(outcomes(&reading, RULE.id), [Broken, Holds]);
    }

    #[test]
    fn money_of_different_funds_is_not_compared() {
        let rows = ["|total 合计|9.00|9.00|", "208|社会保障和就业支出|9.00|9.00|"];
        let reading = reading_of(vec![expenditure(ROWS), general(&rows)]);
        assert_eq!(outcomes(&reading, RULE.id), []);
    }

    #[test]
    fn a_code_that_every_unit_prints_is_added_up() {
        let rows = [
            "|total 合计|97.28|93.94|3.34",
            "313001|局机关|50.00|50.00|",
            "208|社会保障和就业支出|50.00|50.00|",
            "313002|中心|47.28|43.94|3.34",
            "208|社会保障和就业支出|41.94|39.94|2.00",
            "210|卫生健康支出|5.34|4.00|1.34",
        ];
        let reading = reading_of(vec![expenditure(&rows), summary("91.94")]);
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds]);
        let reading = reading_of(vec![expenditure(&rows), summary("91.95")]);
        assert_eq!(outcomes(&reading, RULE.id), [Holds, Holds], "three rounded numbers may differ by 0.015");
        let reading = reading_of(vec![expenditure(&rows), summary("91.96")]);
        assert_eq!(outcomes(&reading, RULE.id), [Broken, Holds]);
    }

    #[test]
    fn a_difference_of_exactly_what_is_carried_over_is_left_open() {
        let summary = Form::new("收支总表", "万元", &["name", "+金额@amount", "name", "-金额@amount"])
            .kind(TableKind::FiscalAppropriationSummary)
            .rows(&[
                "一、拨款|90.00|一、社会保障和就业支出|97.28",
                "二、上年结转|7.28||",
                "total 收入总计|97.28|total 支出总计|97.28",
            ]);
        let own = Form::new("财政拨款支出", "万元", &["code", "name", "-合计@total"])
            .kind(TableKind::FiscalAppropriationExpenditure)
            .rows(&["|total 合计|90.00", "208|社会保障和就业支出|90.00"]);
        let reading = reading_of(vec![summary, own]);
        assert_eq!(outcomes(&reading, RULE.id), [Unverifiable], "said once, of the totals");
    }

    #[test]
    fn a_wrong_unit_is_called_one() {
        let rows = ["|total 合计|93.94", "208|社会保障和就业支出|89.94", "210|卫生健康支出|4.00"];
        let reading = reading_of(vec![general(ROWS), basic(&rows, "元")]);
        assert_eq!(outcomes(&reading, RULE.id), []);
        let scaled = outcomes(&reading, "unit_scale");
        assert_eq!(scaled, [Broken; 1]);
    }
}
