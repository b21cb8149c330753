//! Fictional disclosures whose rows name budget units without codes or columns of their own.

#![allow(clippy::unwrap_used)]

#[path = "support/dump.rs"]
mod dump;
mod support;

use dump::read_dump;
use mingxi_model::{Classification, LineItem};

fn read(dump: &str) -> Vec<LineItem> {
    read_dump(dump, "test.txt").line_items
}

/// `name @ unit` of the first number of every row, with `*` for a row of the class of units.
fn units(items: &[LineItem], table: i32) -> Vec<String> {
    let first = items.iter().filter(|item| item.table_id == table && item.col == 1);
    first
        .map(|item| {
            let mark = if item.classification == Some(Classification::Unit) { "*" } else { "" };
            let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            format!("{mark}{} @ {}", text(&item.name), text(&item.unit_name))
        })
        .collect()
}

#[test]
fn the_agency_and_its_institutions_name_units_in_the_column_of_items() {
    let dump = "2026年云杉市工程建设署部门预算
        云杉市工程建设署下设云杉市工程设计中心、云杉市质量检测站。
        基本支出总表
        部门名称：云杉市工程建设署
        单位：万元
        支出项目类别|总计|财政拨款
        云杉市工程建设署|90.00|90.00
        云杉市工程建设署（本级）|60.00|60.00
        工资福利支出|40.00|40.00
        商品和服务支出|20.00|20.00
        云杉市质量检测站|30.00|30.00
        工资福利支出|21.00|21.00
        商品和服务支出|9.00|9.00
        项目支出总表
        部门名称：云杉市工程建设署
        单位：万元
        支出项目类别|总计|财政拨款
        云杉市工程建设署|50.00|50.00
        综合管理|12.00|12.00
        图书馆|38.00|38.00";
    let items = read(dump);
    let (own, station) = ("云杉市工程建设署", "云杉市质量检测站");
    assert_eq!(
        units(&items, 1),
        [
            format!("*{own} @ {own}"),
            format!("*{own}(本级) @ {own}(本级)"),
            format!("工资福利支出 @ {own}(本级)"),
            format!("商品和服务支出 @ {own}(本级)"),
            format!("*{station} @ {station}"),
            format!("工资福利支出 @ {station}"),
            format!("商品和服务支出 @ {station}"),
        ]
    );
    let levels = items.iter().filter(|item| item.table_id == 1 && item.col == 1).map(|item| item.level);
    assert_eq!(levels.collect::<Vec<_>>(), [None, None, Some(1), Some(1), None, Some(1), Some(1)]);
    assert_eq!(
        units(&items, 2),
        [format!("*{own} @ {own}"), format!("综合管理 @ {own}"), format!("图书馆 @ {own}")]
    );
}

#[test]
fn names_that_the_document_does_not_know_stay_items() {
    let dump = "2026年云杉市水务局部门预算
        项目支出总表
        单位：万元
        项目|总计|财政拨款
        合计|50.00|50.00
        数据中心|12.00|12.00
        防汛抗旱指挥中心|8.00|8.00
        水资源管理|30.00|30.00";
    assert!(units(&read(dump), 1).iter().all(|row| !row.starts_with('*') && row.ends_with("@ -")));
}

#[test]
fn a_department_above_its_units_is_a_unit_too() {
    let dump = "2026年云杉市水务局部门预算
        收入总表
        单位：元
        单位编码|单位名称|合计|一般公共预算拨款
        |合计|30|30
        245|云杉市水务局|30|30
        245001|云杉市水务局|10|10
        245002|云杉市水文站|20|20";
    let items = read(dump);
    let rows: Vec<_> = items.iter().filter(|item| item.col == 2).collect();
    let told: Vec<_> =
        rows.iter().map(|item| (item.unit_code.as_deref(), item.unit_name.as_deref())).collect();
    assert_eq!(
        told,
        [
            (None, None),
            (Some("245"), Some("云杉市水务局")),
            (Some("245001"), Some("云杉市水务局")),
            (Some("245002"), Some("云杉市水文站"))
        ]
    );
    assert!(items.iter().all(|item| item.classification == Some(Classification::Unit)));
}

#[test]
fn projects_below_units_with_codes_have_levels() {
    let dump = "2026年云杉市水务局部门预算
        专项业务经费支出表
        单位：万元
        单位编码|单位（项目）名称|项目金额
        |合计|30.00
        245|云杉市水务局|30.00
        245001|云杉市水务局|10.00
        |防汛经费|4.00
        |节水宣传|6.00
        245002|云杉市水文站|20.00
        |监测设备|20.00";
    let items = read(dump);
    let levels: Vec<_> = items.iter().map(|item| (item.name.as_deref().unwrap(), item.level)).collect();
    assert_eq!(levels[3..5], [("防汛经费", Some(1)), ("节水宣传", Some(1))]);
    assert_eq!(levels[6], ("监测设备", Some(1)));
}

#[test]
fn what_is_taught_has_no_class_and_a_row_of_sources_has() {
    let training = read(
        "2026年云杉市水务局部门预算
        培训费明细表
        单位：万元
        序号|培训名称|时间|人数|金额|备注
        1|窗口服务能力提升培训|2026年5月|60人|8.52|
        2|防汛业务培训班|2026年6月|20人|2.34|",
    );
    assert!(!training.is_empty() && training.iter().all(|item| item.classification.is_none()));
    let revenue = read(
        "2026年云杉市水务局部门预算
        收入总表
        单位：万元
        合计|本年收入||上年结转结余
        |小计|一般公共预算资金|
        110.50|100.00|100.00|10.50",
    );
    assert!(!revenue.is_empty());
    assert!(revenue.iter().all(|item| item.classification == Some(Classification::RevenueSource)));
}

#[test]
fn every_panel_has_its_own_names_even_if_its_head_is_lost() {
    let items = read(
        "2026年云杉市水务局部门预算
        收支总表
        单位：万元
        项目|预算数|支出功能分类科目|部预门算预算数科目||政预府算预算数科目||预算数
        财政拨款收入|60.00|外交|20.00|工资福利支出|33.00|机关工资福利支出|31.00
        事业收入||国防|40.00|商品和服务支出|17.00|机关商品和服务支出|19.00
        其他收入||公共安全||资本性支出（基本建设）|10.00|机关资本性支出（一）|10.00
        本年收入合计|60.00|本年支出合计|60.00|本年支出合计|60.00|本年支出合计|60.00",
    );
    let of = |col: i32| -> Vec<_> {
        let items = items.iter().filter(|item| item.col == col);
        items
            .map(|item| (item.name.clone().unwrap(), item.classification.map_or("-", |class| class.as_str())))
            .collect()
    };
    assert_eq!(of(3)[..2], [("外交".to_owned(), "functional"), ("国防".to_owned(), "functional")]);
    assert_eq!(of(5)[0], ("工资福利支出".to_owned(), "economic"));
    assert_eq!(of(7)[1], ("机关商品和服务支出".to_owned(), "government_economic"));
}

#[test]
fn codes_under_a_head_of_units_are_the_units() {
    // Both columns of codes are headed 编码; what stands above and beside tells whose they are.
    for (head, code) in [("单位", "105001"), ("机构情况", "105001"), ("单位", "105001001")] {
        let dump = format!(
            "2026年云杉市水务局部门预算
            支出总表
            单位：元
            {head}|{head}|科目|科目|合计|基本支出
            编码|名称|编码|名称|合计|基本支出
            |||合计|300.00|300.00
            {code}|云杉市水文站||小计|300.00|300.00
            {code}|云杉市水文站|213|农林水支出|300.00|300.00
            {code}|云杉市水文站|21303|水利|300.00|300.00
            {code}|云杉市水文站|2130301|行政运行|100.00|100.00
            {code}|云杉市水文站|2130302|一般行政管理事务|200.00|200.00"
        );
        let items = read(&dump);
        let told: Vec<_> = items
            .iter()
            .filter(|item| item.col == 4 && item.code.is_some())
            .map(|item| (item.code.as_deref().unwrap(), item.level, item.unit_code.as_deref()))
            .collect();
        let unit = Some(code);
        let expected = [
            ("213", Some(1), unit),
            ("21303", Some(2), unit),
            ("2130301", Some(3), unit),
            ("2130302", Some(3), unit),
        ];
        assert_eq!(told, expected, "{head} {code}");
    }
}

#[test]
fn codes_of_a_kind_of_their_own_stay_the_rows_own() {
    let dump = "2026年云杉市水务局部门预算
        支出总表
        单位：元
        科目|科目|项目|合计
        编码|名称|项目|合计
        213|农林水支出|防汛|300.00
        21303|水利|防汛|300.00
        2130301|行政运行|防汛|300.00";
    let codes: Vec<_> = read(dump).into_iter().map(|item| item.code.unwrap_or_default()).collect();
    assert_eq!(codes, ["213", "21303", "2130301"]);
}

#[test]
fn numbers_that_count_on_under_the_head_of_the_next_column_are_line_numbers() {
    let dump = "2026年云杉市水务局部门预算
        支出总表
        单位：万元
        项目|统计数|统计数
        防汛|5|3.00
        供水|6|
        排水|7|1.00
        节水|8|2.00
        合计|9|6.00";
    let told: Vec<_> = read(dump).into_iter().map(|item| (item.line_no, item.value_text)).collect();
    let expected = [("5", "3.00"), ("7", "1.00"), ("8", "2.00"), ("9", "6.00")];
    assert_eq!(told, expected.map(|(number, value)| (Some(number.to_owned()), value.to_owned())));
}

#[test]
fn a_project_called_after_a_centre_among_projects_is_no_unit() {
    // Under a head that speaks of units, where the place of the name among projects alone tells.
    let under_units = "2026年云杉市规划局部门预算
        项目支出总表
        单位：万元
        支出项目类别（资金使用单位）|总计|财政拨款
        合计|90.00|90.00
        云杉市规划局|50.00|50.00
        综合管理|12.00|12.00
        道路养护|10.00|10.00
        桥梁检测|8.00|8.00
        城市规划展览中心|20.00|20.00
        云杉市测绘站|40.00|40.00
        地形图更新|40.00|40.00";
    let (own, station) = ("云杉市规划局", "云杉市测绘站");
    let expected = [
        "合计 @ -".to_owned(),
        format!("*{own} @ {own}"),
        format!("综合管理 @ {own}"),
        format!("道路养护 @ {own}"),
        format!("桥梁检测 @ {own}"),
        format!("城市规划展览中心 @ {own}"),
        format!("*{station} @ {station}"),
        format!("地形图更新 @ {station}"),
    ];
    assert_eq!(units(&read(under_units), 1), expected);
    // Under another head, where the document knows a unit of that name.
    let known = under_units.replace("（资金使用单位）", "")
        + "\n采购项目表\n部门名称：城市规划展览中心\n单位：万元\n采购项目|金额\n展板|2.00";
    assert_eq!(units(&read(&known), 1)[..6], expected[..6]);
}
