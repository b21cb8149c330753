//! One small table for every habit of printing units, with what a person reads in it.

#![allow(clippy::unwrap_used)] // tests

use super::labels;
use crate::Vocabulary;
use crate::columns::columns;
use mingxi_model::{Cell, Grid, RowLabel};

/// Labels of a table of lines whose cells are kept apart by `|`; `header` lines are its header.
fn read(header: u32, rows: &[&str]) -> Vec<RowLabel> {
    let width = rows.iter().map(|row| row.split('|').count()).max().unwrap();
    let mut cells = Vec::new();
    for (row, text) in (0u32..).zip(rows) {
        let mut fields = text.split('|');
        cells.extend((0..width as u32).map(|col| Cell::single(row, col, fields.next().unwrap_or(""), None)));
    }
    let grid = Grid::new(rows.len() as u32, width as u32, cells).unwrap();
    let words = Vocabulary::builtin().unwrap();
    let columns = columns(&grid, header, &words.headers, &words.measures);
    labels(&grid, header, &columns, &words.headers, &words.measures, &words.codes).0
}

/// `role parent code name @ unit` of every row, the role by its first letter.
fn told(header: u32, rows: &[&str]) -> Vec<String> {
    let line = |label: &RowLabel| {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| String::from("-"));
        let role = label.role.map_or("?", |role| &role.as_str()[..1]);
        let parent = label.parent_row.map_or(String::from("-"), |row| row.to_string());
        format!("{role} {parent} {} {} @ {}", text(&label.code), text(&label.name), text(&label.unit_name))
    };
    read(header, rows).iter().map(line).collect()
}

#[test]
fn units_without_codes_are_carried_to_the_rows_below() {
    let rows = [
        "支出项目类别（资金使用单位）|总计|财政拨款",
        "合计|140.00|130.00",
        "云杉市信访局（本级）|60.00|55.00",
        "工资福利支出|40.00|40.00",
        "商品和服务支出|20.00|15.00",
        "中共云杉市委讲师团|40.00|35.00",
        "工资福利支出|30.00|30.00",
        "资本性支出|10.00|5.00",
        "云杉市接访中心|40.00|40.00",
        "工资福利支出|25.00|25.00",
        "资本性支出|15.00|15.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "t - - 合计 @ -",
            "g - - 云杉市信访局(本级) @ 云杉市信访局(本级)",
            "l 2 - 工资福利支出 @ 云杉市信访局(本级)",
            "l 2 - 商品和服务支出 @ 云杉市信访局(本级)",
            "g - - 中共云杉市委讲师团 @ 中共云杉市委讲师团",
            "l 5 - 工资福利支出 @ 中共云杉市委讲师团",
            "l 5 - 资本性支出 @ 中共云杉市委讲师团",
            "g - - 云杉市接访中心 @ 云杉市接访中心",
            "l 8 - 工资福利支出 @ 云杉市接访中心",
            "l 8 - 资本性支出 @ 云杉市接访中心",
        ]
    );
}

#[test]
fn a_total_of_all_panels_is_labelled_in_the_first() {
    let rows = [
        "科目编码|科目名称|决算数|科目编码|科目名称|决算数",
        "301|工资福利支出|50.00|302|商品和服务支出|30.00",
        "|人员经费合计|50.00||公用经费合计|30.00",
        "|基本支出合计||||80.00",
    ];
    let labels = read(1, &rows);
    let last: Vec<_> =
        labels.iter().filter(|label| label.row == 3).map(|label| label.name.as_deref()).collect();
    assert_eq!(last, [Some("基本支出合计"), Some("基本支出合计")]);
}

#[test]
fn projects_with_parts_are_no_units() {
    let rows = ["项目名称|金额", "合计|30.00", "市民中心建设|30.00", "土建|10.00", "设备购置|20.00"];
    assert!(told(1, &rows).iter().all(|line| line.ends_with("@ -")), "{:?}", told(1, &rows));
}

#[test]
fn a_unit_on_every_row_is_no_name() {
    let rows = [
        "单位名称|项目名称|总计",
        "|合计|60.00",
        "云杉市公安局|执法办案|10.00",
        "云杉市公安局|日常保障|20.00",
        "云杉市公安局交警支队|执法办案|30.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "t - - 合计 @ -",
            "l - - 执法办案 @ 云杉市公安局",
            "l - - 日常保障 @ 云杉市公安局",
            "l - - 执法办案 @ 云杉市公安局交警支队",
        ]
    );
}

#[test]
fn a_department_above_its_own_office_of_the_same_name() {
    let rows = [
        "单位名称|总计|本年收入",
        "合计|60.00|50.00",
        "云杉市公安局|60.00|50.00",
        "云杉市公安局|25.00|20.00",
        "云杉市公安局交警支队|35.00|30.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "t - - 合计 @ -",
            "g - - 云杉市公安局 @ 云杉市公安局",
            "l 2 - 云杉市公安局 @ 云杉市公安局",
            "l 2 - 云杉市公安局交警支队 @ 云杉市公安局交警支队",
        ]
    );
    // No total at all: the first row states the sum of the others.
    let without: Vec<&str> =
        rows.iter().enumerate().filter(|(row, _)| *row != 1).map(|(_, row)| *row).collect();
    let roles: Vec<String> = told(1, &without).iter().map(|line| line[..3].to_owned()).collect();
    assert_eq!(roles, ["g -", "l 1", "l 1"]);
}

#[test]
fn years_below_each_other_are_summed_each_for_itself() {
    let rows = [
        "预算单位|年度|总计|公务接待费",
        "云杉市工务署|2025年|30.00|3.00",
        "|2026年|50.00|4.00",
        "云杉市工务署（本级）|2025年|10.00|1.00",
        "|2026年|20.00|3.00",
        "云杉市工务署设计中心|2025年|20.00|2.00",
        "|2026年|30.00|1.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "g - - 云杉市工务署 @ 云杉市工务署",
            "g - - 云杉市工务署 @ 云杉市工务署",
            "l 1 - 云杉市工务署(本级) @ 云杉市工务署(本级)",
            "l 2 - 云杉市工务署(本级) @ 云杉市工务署(本级)",
            "l 1 - 云杉市工务署设计中心 @ 云杉市工务署设计中心",
            "l 2 - 云杉市工务署设计中心 @ 云杉市工务署设计中心",
        ]
    );
}

#[test]
fn a_total_in_the_place_of_the_unit_is_of_all_years() {
    let rows = [
        "预算单位|年度|总计|公务接待费",
        "合计|2025年|30.00|3.00",
        "|2026年|50.00|4.00",
        "云杉市工务署（本级）|2025年|10.00|1.00",
        "|2026年|20.00|3.00",
        "云杉市工务署设计中心|2025年|20.00|2.00",
        "|2026年|30.00|1.00",
    ];
    let told = told(1, &rows);
    assert_eq!(told[..2], ["t - - 合计 @ -", "t - - 合计 @ -"]);
    assert_eq!(told[3], "l - - 云杉市工务署(本级) @ 云杉市工务署(本级)");
}

#[test]
fn a_name_above_rows_of_another_unit_code_is_that_units() {
    let rows = [
        "类|款|项|单位代码|单位名称（科目）|合计",
        "||||合计|9.00",
        "||||云杉市卫生监督所|4.00",
        "208|05|05|437901|机关事业单位基本养老保险缴费支出|1.00",
        "210|04|02|437901|卫生监督机构|3.00",
        "||||云杉市中心血站|5.00",
        "208|05|05|437902|机关事业单位基本养老保险缴费支出|2.00",
        "210|04|06|437902|采供血机构|3.00",
    ];
    let labels = read(1, &rows);
    let units: Vec<(Option<&str>, Option<&str>)> =
        labels[1..].iter().map(|label| (label.unit_code.as_deref(), label.unit_name.as_deref())).collect();
    let (one, other) = ((Some("437901"), Some("云杉市卫生监督所")), (Some("437902"), Some("云杉市中心血站")));
    assert_eq!(units, [one, one, one, other, other, other]);
}

/// Classes above units above what is bought.
#[test]
fn procurement_by_class_unit_and_item() {
    let rows = [
        "科目编码|单位编码|采购项目|采购目录|部门经济科目编码|数量|预算金额",
        "||合计|||30|100.00",
        "2010301|1|全额|||10|60.00",
        "2010301|114001|云杉市政府办公厅|||10|60.00",
        "2010301||日常公用|A02021119条码扫描器|31002|4|20.00",
        "2010301||日常公用|A02091101录像机|31002|6|40.00",
        "2010302|1|全额|||20|40.00",
        "2010302|114001|云杉市政府办公厅|||20|40.00",
        "2010302||档案整理|C23200000档案管理服务|30227|15|10.00",
        "2010302||法律顾问|C23019900其他法律服务|30227|5|30.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "t - - 合计 @ -",
            "g - 2010301 全额 @ -",
            "g 2 114001 云杉市政府办公厅 @ 云杉市政府办公厅",
            "l 3 2010301 条码扫描器 @ 云杉市政府办公厅",
            "l 3 2010301 录像机 @ 云杉市政府办公厅",
            "g - 2010302 全额 @ -",
            "g 6 114001 云杉市政府办公厅 @ 云杉市政府办公厅",
            "l 7 2010302 档案管理服务 @ 云杉市政府办公厅",
            "l 7 2010302 其他法律服务 @ 云杉市政府办公厅",
        ]
    );
}

#[test]
fn one_item_for_each_unit_is_enough() {
    let rows = [
        "科目编码|单位编码|采购项目|采购目录|部门经济科目编码|预算金额",
        "||合计|||100.00",
        "2010301|1|全额|||60.00",
        "2010301|114001|云杉市政府办公厅|||60.00",
        "2010301||日常公用|A02021119条码扫描器|31002|60.00",
        "2010302|1|全额|||40.00",
        "2010302|114001|云杉市政府办公厅|||40.00",
        "2010302||档案整理|C23200000档案管理服务|30227|40.00",
    ];
    let roles: Vec<String> = told(1, &rows).iter().map(|line| line[..3].to_owned()).collect();
    assert_eq!(roles, ["t -", "g -", "g 2", "l 3", "g -", "g 5", "l 6"]);
}

#[test]
fn a_department_named_again_in_each_class() {
    let rows = [
        "科目编码|单位编码|采购项目|采购目录|部门经济科目编码|预算金额",
        "||合计|||100.00",
        "2080207|241|云杉市民政局|||60.00",
        "2080207|241001|云杉市民政局|||60.00",
        "2080207||路牌维护|B99其他建筑工程|30213|60.00",
        "2080208|241|云杉市民政局|||40.00",
        "2080208|241011|云杉市殡仪馆|||40.00",
        "2080208||零星工程|B08修缮工程|31006|40.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "t - - 合计 @ -",
            "g - 241 云杉市民政局 @ 云杉市民政局",
            "g 2 241001 云杉市民政局 @ 云杉市民政局",
            "l 3 2080207 其他建筑工程 @ 云杉市民政局",
            "g - 241 云杉市民政局 @ 云杉市民政局",
            "g 5 241011 云杉市殡仪馆 @ 云杉市殡仪馆",
            "l 6 2080208 修缮工程 @ 云杉市殡仪馆",
        ]
    );
}

#[test]
fn totals_in_every_place() {
    let role = |rows: &[&str], row: usize| told(1, rows)[row].chars().next();
    assert_eq!(role(&["项目|金额", "甲|1.00", "乙|2.00", "总计：|3.00"], 2), Some('t'));
    assert_eq!(role(&["项目|金额", "合  计|3.00", "甲|1.00", "乙|2.00"], 0), Some('t'));
    assert_eq!(role(&["项目|金额", "|3.00", "甲|1.00", "乙|2.00"], 0), Some('t'));
    assert_eq!(role(&["项目|金额", "甲|1.00", "乙|2.00", "|3.00"], 2), Some('t'));
    assert_eq!(role(&["项目|金额", "甲|1.00", "乙|2.00", "|4.00"], 2), Some('l'));
    // A unit's own 合计 is a group over its rows.
    let rows = [
        "单位名称|项目名称|金额",
        "云杉市公安局|合计|3.00",
        "云杉市公安局|执法办案|1.00",
        "云杉市公安局|日常保障|2.00",
        "云杉市档案馆|合计|9.00",
        "|修缮|4.00",
        "|整理|5.00",
    ];
    let roles: Vec<String> = told(1, &rows).iter().map(|line| line[..3].to_owned()).collect();
    assert_eq!(roles, ["g -", "l 1", "l 1", "g -", "l 4", "l 4"]);
}

#[test]
fn a_unit_once_beside_its_first_class() {
    let rows = [
        "单位编码|单位名称|支出功能分类科目|合计",
        "||合计|9.00",
        "313001|云杉市水利局|208-社会保障和就业支出|2.00",
        "||20805-行政事业单位养老支出|2.00",
        "||213-农林水支出|3.00",
        "313002|云杉市水利站|213-农林水支出|4.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "t - - 合计 @ -",
            "g - 208 社会保障和就业支出 @ 云杉市水利局",
            "l 2 20805 行政事业单位养老支出 @ 云杉市水利局",
            "l - 213 农林水支出 @ 云杉市水利局",
            "l - 213 农林水支出 @ 云杉市水利站",
        ]
    );
    let rows = [
        "单位编码|单位名称|项目|项目支出",
        "313001|云杉市水利局|办公费|2.00",
        "||电费|3.00",
        "313002|云杉市水利站|办公费|4.00",
        "|||9.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "l - - 办公费 @ 云杉市水利局",
            "l - - 电费 @ 云杉市水利局",
            "l - - 办公费 @ 云杉市水利站",
            "t - - - @ -",
        ]
    );
}

#[test]
fn levels_are_counted_below_the_unit() {
    let rows = [
        "单位编码|项目|金额",
        "|合计|9.00",
        "313001|云杉市水利局|9.00",
        "|社会保障和就业支出|2.00",
        "|农林水支出|7.00",
    ];
    let levels: Vec<Option<i8>> = read(1, &rows).iter().map(|label| label.level).collect();
    assert_eq!(levels, [None, None, Some(1), Some(1)]);
}

#[test]
fn names_in_levels_and_a_class_by_its_name() {
    let rows = [
        "一级|二级|三级|预算金额",
        "合计|||9.00",
        "01-公共服务|0101-公共安全服务|公共安全保障服务|4.00",
        "01-公共服务|0104-社会保障服务|法律援助服务|5.00",
    ];
    assert_eq!(told(1, &rows)[1..], ["l - - 公共安全保障服务 @ -", "l - - 法律援助服务 @ -"]);
    let rows = [
        "采购品目大类|专项名称|经济科目|采购品目名称|总计",
        "合计||||6.00",
        "货物||||6.00",
        "|设备购置|办公设备购置|复印机|5.00",
        "|设备购置|办公设备购置|空调机|1.00",
    ];
    let labels = read(1, &rows);
    assert_eq!(labels[3].name.as_deref(), Some("空调机"));
    assert_eq!(labels[3].economic_name.as_deref(), Some("办公设备购置"));
}

#[test]
fn a_table_of_names_alone_has_no_labels() {
    assert!(read(1, &["项目名称|经济科目", "设备购置|办公设备购置"]).is_empty());
    assert!(read(1, &["经济科目|经济科目名称", "设备购置|办公设备购置"]).is_empty());
}

#[test]
fn units_behind_the_names_and_classes_merged_over_them() {
    let rows = [
        "功能分类科目|单位名称|合计",
        "2010301-行政运行|云杉市水利局|3.00",
        "2010302-一般行政管理事务|云杉市水利局|4.00",
        "2010301-行政运行|云杉市水利站|5.00",
    ];
    assert_eq!(
        told(1, &rows),
        [
            "l - 2010301 行政运行 @ 云杉市水利局",
            "l - 2010302 一般行政管理事务 @ 云杉市水利局",
            "l - 2010301 行政运行 @ 云杉市水利站",
        ]
    );
    let rows = [
        "类级科目|科目编码|科目名称|合计",
        "教育支出|2050101|行政运行|3.00",
        "教育支出|2050201|学前教育|4.00",
    ];
    assert_eq!(told(1, &rows), ["l - 2050101 行政运行 @ -", "l - 2050201 学前教育 @ -"]);
}
