//! One small table for every habit of printing codes, with what a person reads in it.

use crate::Vocabulary;
use crate::columns::columns;
use crate::labels::labels;
use mingxi_model::{Cell, Grid, RowLabel};

/// Labels of a table of lines whose cells are kept apart by `|`; `header` lines are its header, a cell `<` goes
/// on with the one before it.
fn read(header: u32, text: &str) -> Vec<RowLabel> {
    let rows: Vec<Vec<&str>> =
        text.trim().lines().map(|line| line.trim().split('|').map(str::trim).collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap();
    let mut cells: Vec<Cell> = Vec::new();
    for (row, texts) in rows.iter().enumerate() {
        for col in 0..width {
            match texts.get(col).copied().unwrap_or_default() {
                "<" => cells.last_mut().unwrap().col_span += 1,
                text => cells.push(Cell::single(row as u32, col as u32, text, None)),
            }
        }
    }
    let grid = Grid::new(rows.len() as u32, width as u32, cells).unwrap();
    let words = Vocabulary::builtin().unwrap();
    let columns = columns(&grid, header, &words.headers, &words.measures);
    let (labels, _) = labels(&grid, header, &columns, &words.headers, &words.measures, &words.codes);
    labels
}

fn shown(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

/// `code name status` of every row.
pub(super) fn own(header: u32, text: &str) -> Vec<String> {
    let line = |label: &RowLabel| {
        let status = label.code_status.map_or("-", |status| status.as_str());
        format!("{} {} {status}", shown(label.code.as_deref()), shown(label.name.as_deref()))
    };
    read(header, text).iter().map(line).collect()
}

/// `own code name / secondary code name / economic code name` of every row.
pub(super) fn sides(header: u32, text: &str) -> Vec<String> {
    let line = |label: &RowLabel| {
        [
            (&label.code, &label.name),
            (&label.secondary_code, &label.secondary_name),
            (&label.economic_code, &label.economic_name),
        ]
        .map(|(code, name)| format!("{} {}", shown(code.as_deref()), shown(name.as_deref())))
        .join(" / ")
    };
    read(header, text).iter().map(line).collect()
}

#[test]
fn code_and_name_in_one_cell_in_every_notation() {
    let rows = own(
        1,
        "功能科目名称|合计
         合  计|100.00
         [201]一般公共服务支出|60.00
         [20140] 信访事务|60.00
         2014001-行政运行|50.00
         2014002－一般行政管理事务|5.00
         【2014004】信访业务|5.00
         208 社会保障和就业支出|40.00
         20805行政事业单位养老支出|40.00
         2080501——行政单位离退休|40.00",
    );
    assert_eq!(
        rows,
        [
            "- 合计 -",
            "201 一般公共服务支出 verified",
            "20140 信访事务 verified",
            "2014001 行政运行 verified",
            "2014002 一般行政管理事务 verified",
            "2014004 信访业务 verified",
            "208 社会保障和就业支出 verified",
            "20805 行政事业单位养老支出 verified",
            "2080501 行政单位离退休 verified",
        ]
    );
}

#[test]
fn a_column_of_codes_and_names_needs_no_known_header() {
    let rows = own(
        1,
        "支出用途明细|数目
         30101-基本工资|3.00
         3021101-差旅费|2.00
         30299-其他商品和服务支出|1.00",
    );
    assert_eq!(
        rows,
        ["30101 基本工资 verified", "3021101 差旅费 verified", "30299 其他商品和服务支出 verified"]
    );
}

#[test]
fn catalogue_codes_are_told_by_the_column() {
    let rows = own(1, "采购类别|金额\nA-货物|2.00\nB-工程|1.00\nC-服务|5.00\n合 计|8.00");
    assert_eq!(rows, ["A 货物 -", "B 工程 -", "C 服务 -", "- 合计 -"]);
    let rows = own(1, "政府购买服务指导性目录|金额\n01-公共服务|2.00\n0103-就业公共服务|2.00");
    assert_eq!(rows, ["01 公共服务 -", "0103 就业公共服务 -"]);
}

#[test]
fn levels_of_one_classification_stand_in_columns_of_their_own() {
    let rows = own(
        1,
        "类|款|项|金额
         208-社会保障和就业支出|20805-行政事业单位养老支出|2080501-行政单位离退休|2.00
         208-社会保障和就业支出|20805-行政事业单位养老支出|2080502-事业单位离退休|3.00",
    );
    assert_eq!(rows, ["2080501 行政单位离退休 verified", "2080502 事业单位离退休 verified"]);
    // The code of an upper level is not that of a name below it.
    let rows = sides(
        1,
        "一级|二级|三级|金额
         01-公共服务|0103-就业公共服务|创业指导服务|2.00
         02-政府履职辅助性服务|0210-信息化服务|网络接入服务|3.00",
    );
    assert_eq!(rows, ["- 创业指导服务 / - - / - -", "- 网络接入服务 / - - / - -"]);
}

#[test]
fn a_project_names_its_row_wherever_the_class_stands() {
    let rows = sides(
        1,
        "项目分类|项目代码|项目名称|项目单位|功能科目编码|功能科目名称|经济科目编码|经济科目名称|合计
         ||医保县级配套补助||||||9.00
         民生类|530900210000000017735|医保县级配套补助|云杉县医疗保障局|2101202|财政对城乡居民基本医疗保险基金的补助|31302|对社会保险基金补助|9.00
         专项业务类|530900231100001264881|基金监管专项|云杉县医疗保障局|2101505|医疗保障政策管理|30201|办公费|1.00",
    );
    assert_eq!(
        rows,
        [
            "- 医保县级配套补助 / - - / - -",
            "2101202 医保县级配套补助 / - - / 31302 对社会保险基金补助",
            "2101505 基金监管专项 / - - / 30201 办公费",
        ]
    );
    let rows = sides(
        1,
        "序号|预算单位|项目名称|功能科目|部门预算支出经济分类|预算金额
         1|云杉县医疗保障局（本级）|基金监督检查经费|2101505-医疗保障政策管理|30211-差旅费|5.20
         2|云杉县医疗保障局（本级）|信息系统运维|2101504-信息化建设|30213-维修（护）费|11.30",
    );
    assert_eq!(
        rows,
        ["2101505 基金监督检查经费 / - - / 30211 差旅费", "2101504 信息系统运维 / - - / 30213 维修(护)费",]
    );
}

#[test]
fn a_kind_names_the_rows_that_nothing_else_names() {
    let rows = own(
        1,
        "类型|项目名称|项目单位|合计
         合计|||9.00
         其他运转类|||9.00
         |综合管理经费|云杉县医疗保障局|9.00",
    );
    assert_eq!(rows, ["- 合计 -", "- 其他运转类 -", "- 综合管理经费 -"]);
}

#[test]
fn numbers_of_kinds_are_no_codes_of_the_classification() {
    let rows = own(
        1,
        "项目类别|项目名称|金额
         312 民生类|医保县级配套补助|9.00
         311 专项业务类|基金监管专项|1.00",
    );
    assert_eq!(rows, ["- 医保县级配套补助 -", "- 基金监管专项 -"]);
}

#[test]
fn project_names_stay_whole() {
    let rows = own(
        1,
        "项目名称|金额
         2026年版权服务专项经费|1.00
         [2026]老旧小区改造|2.00
         （1）号楼维修|1.00
         12345热线运行|1.00
         300万元以下小型修缮|1.00
         A4纸采购|1.00
         1号办公楼改造|1.00
         202603批次农田整治|1.00
         “101”工程|1.00
         365天值守|1.00",
    );
    let names = [
        "2026年版权服务专项经费",
        "[2026]老旧小区改造",
        "号楼维修",
        "12345热线运行",
        "300万元以下小型修缮",
        "A4纸采购",
        "1号办公楼改造",
        "202603批次农田整治",
        "“101”工程",
        "365天值守",
    ];
    assert_eq!(rows, names.map(|name| format!("- {name} -")));
}

#[test]
fn parts_in_three_columns_are_completed_from_above() {
    let rows = own(
        2,
        "科目编码|<|<|科目名称|合计
         类|款|项||
         |||合 计|9.00
         205|||教育支出|4.00
         |08||进修及培训|4.00
         ||03|培训支出|4.00
         208|||社会保障和就业支出|5.00
         |5||行政事业单位养老支出|5.00
         ||1|行政单位离退休|2.00
         ||05|机关事业单位基本养老保险缴费支出|3.00",
    );
    assert_eq!(
        rows,
        [
            "- 合计 -",
            "205 教育支出 verified",
            "20508 进修及培训 verified",
            "2050803 培训支出 verified",
            "208 社会保障和就业支出 verified",
            "20805 行政事业单位养老支出 verified",
            "2080501 行政单位离退休 verified",
            "2080505 机关事业单位基本养老保险缴费支出 verified",
        ]
    );
}

#[test]
fn parts_below_each_other_in_one_column_are_completed() {
    let rows = own(
        1,
        "科目编码|科目名称|合计
         208|社会保障和就业支出|5.00
         05|行政事业单位养老支出|5.00
         01|行政单位离退休|2.00
         2080505|机关事业单位基本养老保险缴费支出|3.00
         27|财政对其他社会保险基金的补助|1.00",
    );
    assert_eq!(
        rows,
        [
            "208 社会保障和就业支出 verified",
            "20805 行政事业单位养老支出 verified",
            "2080501 行政单位离退休 verified",
            "2080505 机关事业单位基本养老保险缴费支出 verified",
            "20827 财政对其他社会保险基金的补助 verified",
        ]
    );
}

#[test]
fn a_unit_row_and_a_contradiction_end_what_is_carried() {
    let rows = own(
        2,
        "科目编码|<|<|单位代码|科目名称|合计
         类|款|项|||
         208|||101001|社会保障和就业支出|5.00
         |05||101001|行政事业单位养老支出|5.00
         ||01|101002|行政单位离退休|2.00
         210|||101002|卫生健康支出|2.00
         |11||101002|行政事业单位医疗|2.00
         ||02|101002|行政单位离退休|2.00
         ||03|101002|培训支出|2.00",
    );
    // The last two rows contradict 21011: 03 is 公务员医疗补助 there, and 培训支出 ends with 03 elsewhere; 02 is
    // 事业单位医疗, but no code of 行政单位离退休 ends so, and the completed code is published unconfirmed.
    assert_eq!(
        rows,
        [
            "208 社会保障和就业支出 verified",
            "20805 行政事业单位养老支出 verified",
            "01 行政单位离退休 -",
            "210 卫生健康支出 verified",
            "21011 行政事业单位医疗 verified",
            "2101102 行政单位离退休 conflict",
            "03 培训支出 -",
        ]
    );
}

#[test]
fn a_pair_of_parts_is_told_by_its_digits() {
    let rows = sides(
        2,
        "科目编码|<|部门预算支出经济分类科目名称|科目编码|<|政府预算支出经济分类科目名称|小计
         类|款||类|款||
         ||合计||||9.00
         301||工资福利支出|501||机关工资福利支出|9.00
         301|01|基本工资|501|01|工资奖金津补贴|4.00
         |08|机关事业单位基本养老保险缴费||02|社会保障缴费|5.00",
    );
    assert_eq!(
        rows,
        [
            "- 合计 / - - / - -",
            "301 工资福利支出 / 501 机关工资福利支出 / - -",
            "30101 基本工资 / 50101 工资奖金津补贴 / - -",
            "30108 机关事业单位基本养老保险缴费 / 50102 社会保障缴费 / - -",
        ]
    );
    // The governmental one first, under heads that say nothing.
    let rows = sides(
        1,
        "编码|名称|编码|名称|金额
         50101|工资奖金津补贴|30101|基本工资|4.00
         50201|办公经费|30201|办公费|5.00",
    );
    assert_eq!(rows, ["30101 基本工资 / 50101 工资奖金津补贴 / - -", "30201 办公费 / 50201 办公经费 / - -"]);
}

#[test]
fn three_classifications_in_any_order() {
    let expected = [
        "2050803 培训支出 / 50203 培训费 / 30216 培训费",
        "2014001 行政运行 / 50201 办公经费 / 3021101 差旅费",
    ];
    let rows = sides(
        1,
        "支出功能分类科目|政府支出经济分类科目|部门支出经济分类科目|合计
         2050803-培训支出|50203-培训费|30216-培训费|4.00
         2014001-行政运行|50201-办公经费|3021101-差旅费|4.00",
    );
    assert_eq!(rows, expected);
    let rows = sides(
        1,
        "部门经济科目编码|部门经济科目名称|功能科目编码|功能科目名称|政府经济科目编码|政府经济科目名称|金额
         30216|培训费|2050803|培训支出|50203|培训费|4.00
         3021101|差旅费|2014001|行政运行|50201|办公经费|4.00",
    );
    assert_eq!(rows, expected);
}

#[test]
fn a_procurement_row_keeps_its_item_and_three_codes() {
    let rows = sides(
        1,
        "功能科目编码|采购品目|部门经济科目编码|政府经济科目编码|采购金额
         2101502|A020199其他计算机设备|31002|50306|4.00
         2101599|C0206运行维护服务|30213|50209|5.00",
    );
    assert_eq!(
        rows,
        ["2101502 其他计算机设备 / 50306 - / 31002 -", "2101599 运行维护服务 / 50209 - / 30213 -"]
    );
    // No name is that of a code, so that the classification is asked for the codes alone.
    let status = own(
        1,
        "功能科目编码|采购品目|部门经济科目编码|政府经济科目编码|采购金额
         2101502|计算机设备|31002|50306|4.00
         2101599|运行维护服务|30213|50209|5.00",
    );
    assert_eq!(status, ["2101502 计算机设备 verified", "2101599 运行维护服务 verified"]);
}

#[test]
fn codes_in_groups_and_behind_their_names() {
    for cell in [
        "2080501：行政单位离退休",
        "2080501/行政单位离退休",
        "行政单位离退休（2080501）",
        "【2080501】行政单位离退休",
    ] {
        let rows = own(1, &format!("功能分类科目|合计\n{cell}|9.00"));
        assert_eq!(rows, ["2080501 行政单位离退休 verified"], "{cell}");
    }
    for cell in ["208 05 01", "208-05-01", "208.05.01"] {
        let rows = own(1, &format!("科目编码|科目名称|合计\n{cell}|行政单位离退休|9.00"));
        assert_eq!(rows, ["2080501 行政单位离退休 verified"], "{cell}");
    }
}

#[test]
fn unit_codes_glued_to_their_names() {
    for cell in ["[313002]云岭县水利局", "313002-云岭县水利局", "313002云岭县水利局", "313002 云岭县水利局"]
    {
        let labels = read(
            1,
            &format!("单位（科目名称）|合计\n合计|9.00\n{cell}|9.00\n213-农林水支出|9.00\n21303-水利|9.00"),
        );
        let unit = &labels[1];
        assert_eq!(unit.code.as_deref(), Some("313002"), "{cell}");
        assert_eq!(unit.unit_code.as_deref(), Some("313002"), "{cell}");
        assert_eq!(unit.name.as_deref(), Some("云岭县水利局"), "{cell}");
        assert_eq!(unit.code_status, None, "{cell}");
        assert_eq!(labels[3].unit_code.as_deref(), Some("313002"), "{cell}");
        assert_eq!(labels[3].unit_name.as_deref(), Some("云岭县水利局"), "{cell}");
        assert_eq!((labels[3].code.as_deref(), labels[3].level), (Some("21303"), Some(2)), "{cell}");
    }
}

#[test]
fn a_unit_named_once_is_carried_and_a_sum_over_units_names_none() {
    let labels = read(
        1,
        "预算单位|科目编码|科目名称|合计
         云岭县水利局|213|农林水支出|9.00
         |21303|水利|9.00
         |2130301|行政运行|9.00
         云岭县水文站|213|农林水支出|3.00
         |21303|水利|3.00",
    );
    let units: Vec<&str> = labels.iter().map(|label| shown(label.unit_name.as_deref())).collect();
    assert_eq!(units, ["云岭县水利局", "云岭县水利局", "云岭县水利局", "云岭县水文站", "云岭县水文站"]);
    let labels = read(
        1,
        "项目名称|项目单位|合计
         水库维修|云岭县水利局|9.00
         防汛|云岭县水文站|3.00
         其他项目||2.00",
    );
    assert_eq!(labels[2].unit_name, None);
}

#[test]
fn a_department_and_its_own_office_stay_two_units() {
    let labels = read(
        1,
        "单位编码|单位名称|合计
         313|云岭县水利局|9.00
         313001|云岭县水利局|6.00
         313002|云岭县水文站|3.00",
    );
    let codes: Vec<&str> = labels.iter().map(|label| shown(label.unit_code.as_deref())).collect();
    assert_eq!(codes, ["313", "313001", "313002"]);
    assert!(labels.iter().all(|label| label.code_status.is_none()));
}

#[test]
fn the_classification_confirms_or_contradicts() {
    let rows = own(
        1,
        "科目编码|科目名称|合计
         2101502|行政运行|1.00
         2101502|一般行政管理事务|1.00
         2109988|某地自设科目|1.00
         30201|邮电费|1.00
         3010299|津贴补贴|1.00",
    );
    assert_eq!(
        rows,
        [
            "2101502 行政运行 conflict",
            "2101502 一般行政管理事务 verified",
            "2109988 某地自设科目 unlisted",
            "30201 邮电费 conflict",
            "3010299 津贴补贴 unlisted",
        ]
    );
}

#[test]
fn codes_behind_the_amounts_belong_to_the_row() {
    let rows = sides(
        1,
        "预算单位代码|预算单位名称|预算项目名称|金额|功能分类科目代码|功能分类科目名称|政府经济分类科目代码|政府经济分类科目名称
         125001|云岭县应急管理局|安全生产专项|9.00|2240106|安全监管|50299|其他商品和服务支出
         125001|云岭县应急管理局|防汛物资|2.00|2240109|应急管理|50299|其他商品和服务支出",
    );
    assert_eq!(
        rows,
        [
            "2240106 安全生产专项 / 50299 其他商品和服务支出 / - -",
            "2240109 防汛物资 / 50299 其他商品和服务支出 / - -",
        ]
    );
}

#[test]
fn rows_with_codes_under_an_unknown_head_are_named() {
    let labels = read(
        1,
        "功能科目编码|单位编码|购置事项|数量|部门经济科目编码|政府经济科目编码|预算金额
         2101505|245001云岭县医疗保障局||3|||9.00
         2101505||系统运行维护|1|30213|50209|4.00
         2101506||设备购置|2|31002|50306|5.00",
    );
    assert_eq!(labels[0].unit_name.as_deref(), Some("云岭县医疗保障局"));
    assert_eq!(
        (labels[0].code.as_deref(), labels[0].name.as_deref()),
        (Some("245001"), Some("云岭县医疗保障局"))
    );
    assert_eq!((labels[2].code.as_deref(), labels[2].name.as_deref()), (Some("2101506"), Some("设备购置")));
    assert_eq!(labels[2].unit_code.as_deref(), Some("245001"));
    assert_eq!(labels[2].economic_code.as_deref(), Some("31002"));
    assert_eq!(labels[2].secondary_code.as_deref(), Some("50306"));
    assert!(labels.iter().all(|label| label.panel == 0));
}

#[test]
fn parts_below_a_page_break_complete_a_code_that_nothing_above_does() {
    // The cell of 208 and 05 is cut: its text stands on the next page, beside its second row.
    let rows = own(
        1,
        "类|款|项|科目名称|金额
         ||01|行政单位离退休|1.00
         208|05|02|事业单位离退休|2.00
         ||05|机关事业单位基本养老保险缴费支出|3.00",
    );
    assert_eq!(
        rows,
        [
            "2080501 行政单位离退休 verified",
            "2080502 事业单位离退休 verified",
            "2080505 机关事业单位基本养老保险缴费支出 verified",
        ]
    );
    // The name is that of none below: the code stays as printed.
    let rows = own(1, "类|款|项|科目名称|金额\n||01|住房公积金|1.00\n208|05|02|事业单位离退休|2.00");
    assert_eq!(rows[0], "01 住房公积金 -");
}

#[test]
fn a_name_of_a_code_below_contradicts_the_code() {
    let rows = own(
        1,
        "科目编码|科目名称|金额
         208|社会保障和就业支出|9.00
         208|机关事业单位基本养老保险缴费支出|3.00
         208|基本养老保险缴费支出|3.00
         20103|行政运行|3.00",
    );
    assert_eq!(
        rows,
        [
            "208 社会保障和就业支出 verified",
            "208 机关事业单位基本养老保险缴费支出 conflict",
            "208 基本养老保险缴费支出 conflict",
            "20103 行政运行 conflict",
        ]
    );
}

#[test]
fn parts_beside_a_column_of_codes_go_on_with_it() {
    let rows = own(
        1,
        "科目编码|款|科目名称|金额
         301||工资福利支出|3.00
         301|01|基本工资|1.00
         |02|津贴补贴|2.00",
    );
    assert_eq!(rows, ["301 工资福利支出 verified", "30101 基本工资 verified", "30102 津贴补贴 verified"]);
}

#[test]
fn a_total_is_named_in_whatever_column_says_so() {
    let rows = own(1, "科目编码|科目名称|备注|金额\n2010301|行政运行|保运转|1.00\n||合计|1.00");
    assert_eq!(rows[1], "- 合计 -");
}

#[test]
fn labels_in_the_middle_of_their_rows_are_those_of_the_rows_above_them_too() {
    // Without rules nothing else tells that 210 and 11 begin two rows above the line they stand in.
    let rows = own(
        1,
        "类|款|项|科目名称|金额
         201|03|01|行政运行|1.00
         ||50|事业运行|2.00
         ||01|行政单位医疗|3.00
         ||02|事业单位医疗|4.00
         210|11|03|公务员医疗补助|5.00",
    );
    let codes: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(codes, ["2010301", "2010350", "2101101", "2101102", "2101103"]);
    // Names that stand under both begin where the parts begin anew.
    let rows = own(
        1,
        "类|款|项|科目名称|金额
         201|03|01|行政运行|1.00
         ||50|事业运行|2.00
         ||01|行政运行|3.00
         ||02|一般行政管理事务|4.00
         204|02|20|执法办案|5.00
         ||02|一般行政管理事务|4.00
         ||03|机关服务|4.00
         ||01|行政单位医疗|3.00
         210|11|03|公务员医疗补助|5.00",
    );
    let codes: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(codes[..5], ["2010301", "2010350", "2040201", "2040202", "2040220"]);
    assert_eq!(codes[7..], ["2101101", "2101103"]);
}
