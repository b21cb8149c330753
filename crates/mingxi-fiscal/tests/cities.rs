//! Forms as cities print them: units, projects, classes and sums that share columns.

#![allow(clippy::unwrap_used)]

#[path = "support/dump.rs"]
mod dump;
mod support;

use dump::read_dump;
use mingxi_model::{Reading, TableKind};

fn read(dump: &str) -> Reading {
    read_dump(dump, "test.txt")
}

/// `role parent code name @ unit code unit` of the rows of the first table, the role by its first letter.
fn rows(dump: &str) -> Vec<String> {
    let reading = read(dump);
    let labels = &reading.tables[0].labels;
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| String::from("-"));
    labels
        .iter()
        .map(|label| {
            let role = label.role.map_or("?", |role| &role.as_str()[..1]);
            let parent = label.parent_row.map_or(String::from("-"), |row| row.to_string());
            let (code, name) = (text(&label.code), text(&label.name));
            format!("{role} {parent} {code} {name} @ {} {}", text(&label.unit_code), text(&label.unit_name))
        })
        .collect()
}

#[test]
fn classes_may_stand_in_the_column_of_units_codes() {
    let found = rows(
        "一般公共预算支出表
         单位：万元
         类|款|项|单位代码|单位名称（功能分类科目名称）|合计|基本支出
         ||||合计|9.00|9.00
         |||118|云杉市统计局|9.00|9.00
         |||118001|云杉市统计局本级|5.00|5.00
         201|05|01|2010501|行政运行|5.00|5.00
         |||118002|云杉市普查中心|4.00|4.00
         201|05|50|2010550|事业运行|4.00|4.00",
    );
    assert_eq!(
        found,
        [
            "t - - 合计 @ - -",
            "g - 118 云杉市统计局 @ 118 云杉市统计局",
            "g 2 118001 云杉市统计局本级 @ 118001 云杉市统计局本级",
            "l 3 2010501 行政运行 @ 118001 云杉市统计局本级",
            "g 2 118002 云杉市普查中心 @ 118002 云杉市普查中心",
            "l 5 2010550 事业运行 @ 118002 云杉市普查中心",
        ]
    );
}

#[test]
fn projects_under_the_code_of_their_unit_are_projects() {
    let reading = read(
        "专项资金预算汇总表
         单位：万元
         单位编码|单位（专项）名称|项目类别|总计|一般公共预算拨款
         |合计||9.00|9.00
         118001|云杉市统计局本级||9.00|9.00
         118001|经济普查补助|特定目标类|5.00|5.00
         118001|统计信息化建设|运转其他类|4.00|4.00",
    );
    let names: Vec<&str> =
        reading.projects.iter().filter_map(|project| project.project_name.as_deref()).collect();
    assert_eq!(names, ["经济普查补助", "统计信息化建设"]);
}

#[test]
fn what_a_head_calls_a_unit_is_one_whatever_its_name_ends_with() {
    let found = rows(
        "项目支出预算表
         单位：万元
         单位名称|项目类别|项目名称|合计|一般公共预算
         云杉市水利局|||9.00|9.00
         |专项|河道保洁|5.00|5.00
         |专项|水质监测|4.00|4.00
         云杉市河道修防段|||3.00|3.00
         |专项|堤防养护|2.00|2.00
         |专项|闸门检修|1.00|1.00",
    );
    assert_eq!(found[4..], ["l 4 - 堤防养护 @ - 云杉市河道修防段", "l 4 - 闸门检修 @ - 云杉市河道修防段"]);
}

#[test]
fn a_unit_s_sum_may_follow_a_project_that_was_carried_over() {
    let found = rows(
        "项目支出预算表
         单位：万元
         序号|单位编码|单位名称|项目名称|合计|一般公共预算
         合计||||12.00|12.00
         |413001|云杉市水利局|小计|9.00|9.00
         1|413001|云杉市水利局|河道保洁|5.00|5.00
         2|413001|云杉市水利局|水质监测（上年结转）|4.00|4.00
         |413002|云杉市河道中心|小计|3.00|3.00
         3|413002|云杉市河道中心|堤防养护|2.00|2.00
         4|413002|云杉市河道中心|闸门检修|1.00|1.00",
    );
    let places: Vec<&str> = found.iter().map(|row| row.split(" - ").next().unwrap()).collect();
    assert_eq!(places, ["t", "g", "l 2", "l 2", "g", "l 5", "l 5"], "{found:#?}");
}

#[test]
fn a_sum_right_below_a_larger_one_is_a_part_of_it() {
    let found = rows(
        "一般公共预算“三公”经费支出表
         单位：万元
         项目|合计
         “三公”经费及会议费、培训费合计|9.00
         “三公”经费小计|6.00
         一、因公出国（境）费|1.00
         二、公务接待费|5.00
         会议费|1.00
         培训费|2.00",
    );
    let places: Vec<&str> = found.iter().map(|row| row.split(" @ ").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "t - - “三公”经费及会议费、培训费合计",
            "g - - “三公”经费小计",
            "l 2 - 因公出国(境)费",
            "l 2 - 公务接待费",
            "l - - 会议费",
            "l - - 培训费"
        ]
    );
}

#[test]
fn levels_of_projects_beside_their_unit_name_the_rows() {
    let found = rows(
        "项目支出预算表
         单位：万元
         单位名称|大类事项|具体事项|总计|一般公共预算
         合计|||9.00|9.00
         云杉市水利局|河道管理||5.00|5.00
         云杉市水利局||河道保洁|3.00|3.00
         云杉市水利局||水质监测|2.00|2.00
         云杉市水利局|堤防管理||4.00|4.00
         云杉市水利局||堤防养护|4.00|4.00",
    );
    let names: Vec<&str> = found.iter().filter_map(|row| row.split(' ').nth(3)).collect();
    assert_eq!(names, ["合计", "河道管理", "河道保洁", "水质监测", "堤防管理", "堤防养护"], "{found:#?}");
}

#[test]
fn a_form_by_economic_class_keeps_its_kind_with_functional_rows() {
    let kind = |title: &str| {
        let dump = format!(
            "{title}
             单位：万元
             科目编码|功能分类科目名称|总计|基本工资|津贴补贴|绩效工资
             |合计|6.00|3.00|2.00|1.00
             2010501|行政运行|4.00|2.00|2.00|
             2010550|事业运行|2.00|1.00||1.00"
        );
        read(&dump).tables[0].kind
    };
    assert_eq!(
        kind("一般公共预算基本支出表（按部门预算经济分类）"),
        TableKind::GeneralBudgetBasicExpenditureEconomic
    );
    assert_eq!(kind("支出预算分类汇总表（按部门预算经济分类）"), TableKind::EconomicSummary);
}

#[test]
fn a_department_s_code_among_those_of_its_units_is_no_class() {
    let found = rows(
        "支出总表
         单位：万元
         单位代码|单位名称（科目）|合计|基本支出
         |合计|9.00|9.00
         311|云杉市医疗保障局|9.00|9.00
         311001|云杉市医疗保障局本级|9.00|9.00
         |[2101501]行政运行|5.00|5.00
         |[2101550]事业运行|4.00|4.00",
    );
    assert_eq!(found[1], "g - 311 云杉市医疗保障局 @ 311 云杉市医疗保障局");
    assert_eq!(found[3], "l 3 2101501 行政运行 @ 311001 云杉市医疗保障局本级");
}

#[test]
fn sums_among_classes_leave_their_column_the_classification() {
    let reading = read(
        "项目支出预算明细表
         单位：元
         项目名称|功能分类科目|部门预算支出经济分类科目|合计
         监督检查经费|小计||332600.50
         监督检查经费|2101505 医疗保障政策管理|30227 委托业务费|285000.00
         监督检查经费|2101505 医疗保障政策管理|30211 差旅费|47600.50
         宣传培训经费|小计||62000.00
         宣传培训经费|2101506 医疗保障经办事务|30216 培训费|62000.00",
    );
    let classes: Vec<Option<&str>> =
        reading.tables[0].labels.iter().map(|label| label.economic_code.as_deref()).collect();
    assert_eq!(classes, [None, Some("30227"), Some("30211"), None, Some("30216")]);
}

#[test]
fn who_buys_stands_behind_what_is_bought() {
    let found = rows(
        "部门政府采购预算表
         单位：元
         序号|采购品目|采购单位|采购方式|采购预算金额
         |合计|合计||370000.00
         1|便携式计算机|云杉市公园管理中心|公开招标|36000.00
         2|物业管理服务|云杉市园林局|公开招标|334000.00",
    );
    assert_eq!(found[1], "l 1 - 便携式计算机 @ - 云杉市公园管理中心");
    assert_eq!(found[2], "l 1 - 物业管理服务 @ - 云杉市园林局");
}

#[test]
fn what_is_bought_stands_behind_the_class_that_pays_for_it() {
    let found = rows(
        "政府采购支出表
         单位：万元
         采购品目大类|专项名称|经济科目编码|采购物品名称|采购组织形式|合计
         货物|||||6.66
         |商品和服务支出|30201|复印纸|集中采购|2.40
         |公用经费|31002|台式计算机|集中采购|4.26",
    );
    assert_eq!(found[1], "l 1 30201 复印纸 @ - -");
    assert_eq!(found[2], "l 1 31002 台式计算机 @ - -");
}

#[test]
fn the_name_of_a_good_may_begin_with_a_letter_behind_its_code() {
    let found = rows(
        "政府采购预算表
         单位：万元
         采购品目名称|采购数量|合计
         A02010105 台式计算机|6|2.40
         A02021003 A4黑白打印机|4|0.64",
    );
    assert_eq!(found[1], "l - A02021003 A4黑白打印机 @ - -");
}

#[test]
fn codes_half_a_row_above_their_names_are_theirs() {
    let found = rows(
        "一般公共预算支出表
         单位：万元
         科目编码|科目名称|合计|基本支出
         |合计|420.08|420.08
         2080505||
         |机关事业单位基本养老保险缴费支出|49.17|49.17
         2101501||
         |行政运行|370.91|370.91",
    );
    assert_eq!(found[1], "l - 2080505 机关事业单位基本养老保险缴费支出 @ - -");
    assert_eq!(found[2], "l - 2101501 行政运行 @ - -");
}

#[test]
fn heads_beside_their_numbers_are_doubtful() {
    let doubts = |rows: [&str; 4]| {
        let rows: String = rows.map(|row| format!("<tr><td>{}", row.replace('|', "<td>"))).concat();
        let page = format!("<p>一般公共预算支出表</p><p>单位：万元</p><table>{rows}</table>");
        let vocabulary = mingxi_fiscal::Vocabulary::builtin().unwrap();
        let reading = support::read_bytes(page.as_bytes(), "test.html", &vocabulary).unwrap();
        reading.tables[0].doubts.clone()
    };
    let heads = "科目名称|合计|基本支出|项目支出|";
    let found =
        doubts([heads, "合计||551.87|417.12|134.75", "行政运行||417.12|417.12|", "专项||134.75||134.75"]);
    assert_eq!((found.len(), found[0].cols.clone()), (1, 1..5));
    // A head over nothing alone is a form of which a fund was not used.
    let heads = "科目名称|合计|基本支出|项目支出|结转";
    let usual =
        doubts([heads, "合计|551.87|417.12|134.75|", "行政运行|417.12|417.12||", "专项|134.75||134.75|"]);
    assert!(usual.is_empty());
}

#[test]
fn a_unit_of_money_in_a_label_is_that_of_its_row() {
    let reading = read(
        "项目支出表
         单位：万元
         项目|金额
         培训费|3.50
         宣传费（元）|45000.00",
    );
    let yuan: Vec<String> =
        reading.line_items.iter().filter_map(|item| item.amount.yuan).map(|yuan| yuan.to_string()).collect();
    assert_eq!(yuan, ["35000.00", "45000.00"]);
}
