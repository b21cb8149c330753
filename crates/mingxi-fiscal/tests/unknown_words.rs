//! Documents whose heads and titles no vocabulary has: structure, codes and names carry the numbers.

#![allow(clippy::unwrap_used)]

#[path = "support/dump.rs"]
mod dump;
mod support;

use dump::read_dump;
use mingxi_model::ColumnRole::{Text, Value};
use mingxi_model::{KindEvidence, Reading, TableKind};

fn read(dump: &str) -> Reading {
    read_dump(dump, "test.txt")
}

/// `code name level measure amount` of every number.
fn lines(reading: &Reading) -> Vec<String> {
    let text = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let line = |item: &mingxi_model::LineItem| {
        assert!(item.measure_code.is_none() && item.fund.is_none() && item.phase.is_none(), "{item:?}");
        let level = item.level.map_or("-".to_owned(), |level| level.to_string());
        format!("{} {} {level} {} {}", text(&item.code), text(&item.name), item.measure, item.value_text)
    };
    reading.line_items.iter().map(line).collect()
}

fn told(reading: &Reading, code: &str) -> Vec<String> {
    let own = reading.diagnostics.iter().filter(|remark| remark.code == code);
    own.map(|remark| remark.message.split('`').nth(1).unwrap_or_default().to_owned()).collect()
}

#[test]
fn codes_in_a_column_of_their_own() {
    let reading = read(
        "荻浔鹭栎表
         单位：万元
         汀珞禾|骊栎岫溱|蔚浔彤翎|桑槿栎棠|岚珞柯
         |合计|12.00|8.00|4.00
         208|社会保障和就业支出|12.00|8.00|4.00
         20805|行政事业单位养老支出|12.00|8.00|4.00
         2080505|机关事业单位基本养老保险缴费支出|12.00|8.00|4.00",
    );
    assert_eq!(reading.tables[0].kind, TableKind::ExpenditureSummary);
    assert_eq!(reading.tables[0].kind_evidence, KindEvidence::None);
    let lines = lines(&reading);
    assert_eq!(lines.len(), 12);
    assert_eq!(lines[0], "- 合计 - 蔚浔彤翎 12.00");
    assert_eq!(lines[9], "2080505 机关事业单位基本养老保险缴费支出 3 蔚浔彤翎 12.00");
    assert_eq!(told(&reading, "unknown_title"), ["荻浔鹭栎表"]);
    assert_eq!(told(&reading, "unknown_header"), ["汀珞禾", "骊栎岫溱", "蔚浔彤翎", "桑槿栎棠", "岚珞柯"]);
}

#[test]
fn codes_printed_only_where_they_change() {
    let reading = read(
        "荻浔鹭栎表
         单位：万元
         汀珞禾|汀珞柯|汀珞沁|骊栎岫溱|蔚浔彤翎
         |||合计|12.00
         208|||社会保障和就业支出|12.00
         |05||行政事业单位养老支出|12.00
         ||05|机关事业单位基本养老保险缴费支出|9.00
         ||06|机关事业单位职业年金缴费支出|3.00",
    );
    let lines = lines(&reading);
    assert_eq!(lines[3], "2080505 机关事业单位基本养老保险缴费支出 3 蔚浔彤翎 9.00");
    assert_eq!(lines.len(), 5);
    let one_column = read(
        "荻浔鹭栎表
         单位：万元
         汀珞禾|骊栎岫溱|蔚浔彤翎
         |合计|12.00
         208|社会保障和就业支出|12.00
         05|行政事业单位养老支出|12.00
         05|机关事业单位基本养老保险缴费支出|9.00
         06|机关事业单位职业年金缴费支出|3.00",
    );
    assert_eq!(self::lines(&one_column)[4], "2080506 机关事业单位职业年金缴费支出 3 蔚浔彤翎 3.00");
}

#[test]
fn units_before_economic_codes() {
    let reading = read(
        "荻浔鹭栎表
         单位：万元
         彤骊棠|珩骊榆|浔菱霁|隽棠霏|骊蔚翎
         |||合计|12.00
         407001|云杉县财政局|301|工资福利支出|12.00
         ||30101|基本工资|7.00
         ||30102|津贴补贴|5.00",
    );
    let item = reading.line_items.last().unwrap();
    assert_eq!(item.unit_code.as_deref(), Some("407001"));
    assert_eq!(item.unit_name.as_deref(), Some("云杉县财政局"));
    assert_eq!(item.code.as_deref(), Some("30102"));
    assert_eq!(item.classification.unwrap().as_str(), "economic");
}

#[test]
fn names_of_the_classification_without_codes() {
    let reading = read(
        "荻浔鹭栎表
         单位：万元
         骊栎岫溱|蔚浔彤翎
         合计|12.00
         一、教育支出|8.00
         二、社会保障和就业支出|3.00
         三、住房保障支出|1.00",
    );
    assert_eq!(reading.tables[0].kind, TableKind::ExpenditureSummary);
    assert_eq!(lines(&reading)[1], "- 教育支出 1 蔚浔彤翎 8.00");
}

#[test]
fn sources_beside_functions() {
    let reading = read(
        "荻浔鹭栎表
         单位：万元
         骊栎岫溱|蔚浔彤翎|骊栎岫溱|蔚浔彤翎
         一、一般公共预算拨款收入|12.00|一、教育支出|8.00
         二、事业收入|0.00|二、社会保障和就业支出|4.00
         收入总计|12.00|支出总计|12.00",
    );
    assert_eq!(reading.tables[0].kind, TableKind::RevenueExpenditureSummary);
    assert_eq!(reading.line_items.len(), 6);
    assert_eq!(reading.line_items[1].name.as_deref(), Some("教育支出"));
}

#[test]
fn names_that_nobody_knows_stay_unpublished_and_are_told() {
    let reading = read(
        "荻浔鹭栎表
         单位：万元
         骊栎岫溱|蔚浔彤翎
         河道清淤|120.00
         校舍修缮|30.50",
    );
    assert_eq!(reading.tables[0].kind, TableKind::Other);
    assert_eq!(reading.line_items.len(), 0);
    assert_eq!(told(&reading, "unknown_title"), ["荻浔鹭栎表"]);
    assert_eq!(told(&reading, "unknown_header"), ["骊栎岫溱", "蔚浔彤翎"]);
    assert!(reading.diagnostics.iter().any(|remark| remark.code == "numbers_unpublished"));
}

#[test]
fn years_beside_unknown_names_name_no_row() {
    let reading = read(
        "“三公”经费支出表
         单位：万元
         珩骊榆浔|隽棠霏|公务接待费|会议费
         云杉县财政局|2025年|3.00|1.00
         云杉县财政局|2026年|4.00|2.00",
    );
    let names: Vec<_> = reading.line_items.iter().map(|item| item.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["云杉县财政局"; 4]);
    let once = read(
        "“三公”经费支出表
         单位：万元
         预算单位|年度|公务接待费|会议费
         云杉县财政局|2025年|3.00|1.00
         |2026年|4.00|2.00
         |增减变化|1.00|1.00",
    );
    assert!(once.line_items.iter().all(|item| item.name.as_deref() != Some("2026年")));
    assert_eq!(once.line_items[2].unit_name.as_deref(), Some("云杉县财政局"));
}

#[test]
fn years_under_an_unknown_name_are_no_amounts() {
    let reading = read(
        "项目支出表
         单位：万元
         项目名称|珩骊|合计
         堤防加固|2023|3.00
         河道清淤|2024|4.00
         校舍修缮|2024|5.50",
    );
    let values: Vec<_> = reading.line_items.iter().map(|item| item.value_text.as_str()).collect();
    assert_eq!(values, ["3.00", "4.00", "5.50"]);
}

#[test]
fn phones_post_codes_and_years_of_projects_are_neither_amounts_nor_phases() {
    let reading = read(
        "2026年项目支出表
         单位：万元
         项目名称|联系电话|邮政编码|起始年度|结束年度|合计
         堤防加固|8842106|661400|2025|2026|3.00
         河道清淤|8842107|661400|2025|2027|4.00",
    );
    let roles: Vec<_> = reading.tables[0].columns.iter().map(|column| column.role).collect();
    assert_eq!(roles[1..], [Text, Text, Text, Text, Value]);
    let told: Vec<_> = reading.line_items.iter().map(|item| (item.value_text.as_str(), item.phase)).collect();
    assert_eq!(told, [("3.00", None), ("4.00", None)]);
}
