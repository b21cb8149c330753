//! Sentences beside small tables.

use super::RULE;
use crate::testing::{Form, audited, outcomes, said};
use mingxi_model::Outcome::{Broken, Holds, Unverifiable};
use mingxi_model::{CheckStatus, TableKind};

fn tables() -> Vec<Form> {
    let columns = ["code", "name", "-合计@total=3,4", "-基本@basic", "-项目@project"];
    let expenditure = |kind, rows: &[&str]| Form::new("支出", "元", &columns).kind(kind).rows(rows);
    vec![
        expenditure(
            TableKind::ExpenditureSummary,
            &["|total 合计|972800|939400|33400", "208|社会保障和就业支出|972800|939400|33400"],
        ),
        expenditure(
            TableKind::GeneralBudgetExpenditure,
            &["|total 合计|952800|939400|13400", "208|社会保障和就业支出|952800|939400|13400"],
        ),
    ]
}

fn one(subject: &str, measure: Option<&str>, amount: &str) -> Vec<mingxi_model::Outcome> {
    let mut reading = crate::testing::unaudited(tables());
    reading.statements.push(said(subject, measure, amount));
    outcomes(&audited(reading), RULE.id)
}

#[test]
fn the_units_of_prose_and_table_may_differ() {
    assert_eq!(one("基本支出", Some("basic"), "93.94"), [Holds]);
    assert_eq!(one("基本支出", Some("basic"), "93.95"), [Broken], "100 元 apart by more than 50.5");
    assert_eq!(one("基本支出", Some("basic"), "94"), [Holds], "a rounded 94 万元");
}

#[test]
fn an_open_meaning_agrees_with_any_and_contradicts_what_no_table_prints() {
    assert_eq!(one("项目支出", Some("project"), "3.34"), [Holds], "all money");
    assert_eq!(one("项目支出", Some("project"), "1.34"), [Holds], "the general budget's");
    assert_eq!(one("项目支出", Some("project"), "2.34"), [Broken], "neither, and printed nowhere");
    assert_eq!(one("项目支出", Some("project"), "95.28"), [Unverifiable], "something else of the tables");
    assert_eq!(one("一般公共预算财政拨款项目支出", None, "2.34"), [Broken]);
}

#[test]
fn a_number_that_is_cut_off_is_no_contradiction() {
    let columns = ["code", "name", "-合计@total=3,4", "-基本@basic", "-项目@project"];
    let rows = ["|total 合计|56206054|56206054|", "208|社会保障和就业支出|56206054|56206054|"];
    let form = || Form::new("支出", "元", &columns).kind(TableKind::ExpenditureSummary).rows(&rows);
    let one = |amount: &str| {
        let mut reading = crate::testing::unaudited(vec![form()]);
        reading.statements.push(said("基本支出", Some("basic"), amount));
        outcomes(&audited(reading), RULE.id)
    };
    assert_eq!(one("5620.61"), [Holds]);
    assert_eq!(one("5620.60"), [Unverifiable]);
    assert_eq!(one("5620.59"), [Broken]);
}

#[test]
fn different_amounts_for_one_thing_are_about_its_parts() {
    let all = |amounts: &[&str]| {
        let mut reading = crate::testing::unaudited(tables());
        let said = |amount: &&str| said("一般公共预算财政拨款项目支出", None, amount);
        reading.statements.extend(amounts.iter().map(said));
        outcomes(&audited(reading), RULE.id)
    };
    assert_eq!(all(&["2.34", "7.00"]), [Broken, Broken]);
    assert_eq!(all(&["2.34", "7.00", "0.50", "1.34"]), [Unverifiable, Unverifiable, Unverifiable, Holds]);
}

#[test]
fn a_class_by_its_name() {
    assert_eq!(one("社会保障和就业支出(类)", None, "95.28"), [Holds]);
    assert_eq!(one("社会保障和就业支出", None, "3.34"), [Holds], "its projects");
    assert_eq!(one("卫生健康支出(类)", None, "1.00"), []);
}

#[test]
fn the_cell_that_prose_contradicts_is_in_conflict() {
    let mut reading = crate::testing::unaudited(tables());
    reading.statements.push(said("基本支出", Some("basic"), "39.94"));
    let reading = audited(reading);
    let check = reading.checks.iter().find(|check| check.rule_id == RULE.id).unwrap();
    assert_eq!((check.terms.len(), check.terms[0].coefficient), (1, 1));
    assert_eq!(
        check.message_zh,
        "正文（“基本支出39.94万元。”）的“基本支出”为 39.94万元，而 939400（第1张表《支出》“合计”行“基本”列） \
         应得 939400 元，相差 -540000 元，超出舍入误差 50.5 元；请核对原件中的这些单元格。"
    );
    assert_eq!(crate::testing::status(&reading, 0, 3), CheckStatus::Conflict);
}

#[test]
fn a_sentence_may_count_with_what_is_carried_over() {
    let one = |amount: &str| {
        let form = Form::new("收支总表", "万元", &["name", "+金额@amount", "name", "-金额@amount"])
            .kind(TableKind::RevenueExpenditureSummary)
            .rows(&[
                "一、一般公共预算拨款|600|一、社会保障和就业支出|980",
                "二、政府性基金预算拨款|300||",
                "三、上年结转|80||",
                "total 收入总计|980|total 支出总计|980",
            ]);
        let mut reading = crate::testing::unaudited(vec![form]);
        reading.statements.push(said("收入预算", Some("total"), amount));
        outcomes(&audited(reading), RULE.id)
    };
    assert_eq!(one("980"), [Holds]);
    assert_eq!(one("900"), [Unverifiable]);
    assert_eq!(one("910"), [Broken]);
}
