//! Rows, units and measures of whole forms: what contains what, and what every number states.

#![allow(clippy::unwrap_used)] // tests

#[path = "support/dump.rs"]
mod dump;
mod support;

use dump::read_dump;
use mingxi_fiscal::Vocabulary;
use mingxi_model::{Flow, LineItem, Reading, TableKind};

fn read(dump: &str) -> Reading {
    read_dump(dump, "2024.txt")
}

/// `name < parent row, role` of the items of one column.
fn tree(reading: &Reading, col: i32) -> Vec<String> {
    let told = |item: &LineItem| {
        let parent = item.parent_row.map_or(String::from("-"), |row| row.to_string());
        format!("{} < {parent} {}", item.name.clone().unwrap_or_default(), item.row_role.unwrap().as_str())
    };
    reading.line_items.iter().filter(|item| item.col == col).map(told).collect()
}

#[test]
fn a_class_of_goods_stands_above_the_units_that_buy_them() {
    let reading = read(
        "政府采购支出表
         单位：万元
         采购品目大类|专项名称|采购品目名称|总计
         合计|||9.00
         货物|||4.00
         云杉县医疗保障局（本级）|||1.00
         |办公经费|复印纸|1.00
         云杉县医疗保障中心|||3.00
         |办公经费|复印纸|2.00
         |设备购置|计算机|1.00
         服务|||5.00
         云杉县医疗保障局（本级）|||5.00
         |物业管理|物业管理服务|5.00",
    );
    let expected = [
        "合计 < - total",
        "货物 < - group",
        "云杉县医疗保障局(本级) < 2 group",
        "复印纸 < 3 leaf",
        "云杉县医疗保障中心 < 2 group",
        "复印纸 < 5 leaf",
        "计算机 < 5 leaf",
        "服务 < - group",
        "云杉县医疗保障局(本级) < 8 group",
        "物业管理服务 < 9 leaf",
    ];
    assert_eq!(tree(&reading, 3), expected);
}

#[test]
fn a_numbered_sum_above_its_parts_is_their_group() {
    let reading = read(
        "机构运行信息表
         单位：万元
         项目|行次|决算统计数
         一、“三公”经费支出|1|
         （一）支出合计|2|6.50
         1.因公出国（境）费|3|1.00
         2.公务用车购置及运行维护费|4|4.50
         （1）公务用车购置费|5|1.50
         （2）公务用车运行维护费|6|3.00
         3.公务接待费|7|1.00",
    );
    let expected = [
        "支出合计 < 1 group",
        "因公出国(境)费 < 2 leaf",
        "公务用车购置及运行维护费 < 2 group",
        "公务用车购置费 < 4 leaf",
        "公务用车运行维护费 < 4 leaf",
        "公务接待费 < 2 leaf",
    ];
    assert_eq!(tree(&reading, 2), expected);
}

#[test]
fn rows_without_a_number_inside_a_numbered_list_are_parts() {
    let reading = read(
        "财政拨款收支总表
         单位：万元
         项目|金额
         一、本年收入|60.00
         （一）一般公共预算拨款|47.00
         经费拨款|41.00
         纳入预算管理的非税收入拨款|6.00
         （二）政府性基金预算拨款|13.00
         二、上年结转|4.00
         收入总计|64.00",
    );
    let expected = [
        "本年收入 < - group",
        "一般公共预算拨款 < 1 group",
        "经费拨款 < 2 leaf",
        "纳入预算管理的非税收入拨款 < 2 leaf",
        "政府性基金预算拨款 < 1 leaf",
        "上年结转 < - leaf",
        "收入总计 < - total",
    ];
    assert_eq!(tree(&reading, 1), expected);
}

#[test]
fn a_project_may_print_the_code_of_its_class_or_unit() {
    let reading = read(
        "项目支出预算表
         单位：元
         科目编码|单位代码|单位名称（科目）|金额
         ||合计|900
         |365001|云杉县医疗保障局机关|900
         2101301|365001|城乡医疗救助|700
         2101301|365001|困难群众救助补助资金|400
         2101301|365001|重特大疾病救助资金|300
         2101505|365001|医疗保障政策管理|200
         2101505|365001|51132426T000010985512-基金监管工作经费|200",
    );
    let expected = [
        "合计 < - total",
        "云杉县医疗保障局机关 < - group",
        "城乡医疗救助 < 2 group",
        "困难群众救助补助资金 < 3 leaf",
        "重特大疾病救助资金 < 3 leaf",
        "医疗保障政策管理 < 2 group",
        "51132426T000010985512-基金监管工作经费 < 6 leaf",
    ];
    assert_eq!(tree(&reading, 3), expected);
    let projects: Vec<String> = reading
        .projects
        .iter()
        .map(|project| {
            let code = project.project_code.clone().unwrap_or_default();
            format!("{} {code}", project.project_name.clone().unwrap_or_default())
        })
        .collect();
    let named = ["困难群众救助补助资金 ", "重特大疾病救助资金 ", "基金监管工作经费 51132426T000010985512"];
    assert_eq!(projects, named);
    let unit = |item: &LineItem| item.unit_name.clone().unwrap_or_default();
    assert!(reading.line_items[1..].iter().all(|item| unit(item) == "云杉县医疗保障局机关"));
}

#[test]
fn the_sum_of_a_unit_named_once_beside_its_codes_is_its_group() {
    let reading = read(
        "分单位支出决算表
         单位：元
         单位名称|科目编码|科目名称|本年支出合计
         合计|||9.00
         云杉县医疗保障局||小计|5.00
         |2101501|行政运行|3.00
         |2101505|医疗保障政策管理|2.00
         云杉县医疗保障中心||小计|4.00
         |2101506|医疗保障经办事务|4.00",
    );
    let sums: Vec<String> = tree(&reading, 3).into_iter().filter(|row| row.starts_with("小计")).collect();
    assert!(sums.iter().all(|row| row.ends_with("group")), "{sums:?}");
}

#[test]
fn a_heading_names_the_unit_of_the_codes_below_its_class() {
    let reading = read(
        "项目支出预算表
         单位：万元
         类|款|项|单位代码|单位名称（科目）|金额
         ||||合计|9.00
         ||||云杉市卫生健康委员会机关|5.00
         ||||基本公共卫生服务|5.00
         210|04|08|437301|公共卫生补助资金|5.00
         ||||云杉市第一人民医院|4.00
         ||||综合医院|4.00
         210|02|01|437905|住院医师培训补助|4.00",
    );
    let unit = |row: i32| {
        let item = reading.line_items.iter().find(|item| item.row == row).unwrap();
        format!(
            "{} {}",
            item.unit_code.clone().unwrap_or_default(),
            item.unit_name.clone().unwrap_or_default()
        )
    };
    assert_eq!(unit(3), "437301 云杉市卫生健康委员会机关");
    assert_eq!(unit(4), "437301 云杉市卫生健康委员会机关");
    assert_eq!(unit(5), "437905 云杉市第一人民医院");
    assert_eq!(unit(7), "437905 云杉市第一人民医院");
}

#[test]
fn both_flows_of_every_row_make_a_summary_of_both() {
    let reading = read(
        "收入支出及结余分配情况表
         单位：万元
         科目编码|科目名称|年初结转和结余|本年收入|本年支出|结余分配|年末结转和结余
         |合计|1.00|9.00|8.00|1.00|1.00
         2101501|行政运行|1.00|5.00|4.00|1.00|1.00
         2101505|医疗保障政策管理||4.00|4.00||",
    );
    assert_eq!(reading.tables[0].kind, TableKind::RevenueExpenditureSummary);
}

#[test]
fn words_with_numbers_of_their_own_name_the_rows_of_their_side() {
    let reading = read(
        "收支总体情况表
         单位：万元
         收入|收入|支出|支出|支出|支出
         项目|预算数|功能分类科目|预算数|支出性质|预算数
         一、一般公共预算拨款收入|9.00|一、社会保障和就业支出|2.00|一、基本支出|6.00
         二、事业收入|1.00|二、卫生健康支出|7.00|二、项目支出|4.00
         |\u{a0}|三、住房保障支出|1.00||
         收入总计|10.00|支出总计|10.00|支出总计|10.00",
    );
    let names: Vec<String> =
        reading.line_items.iter().filter(|item| item.col == 5).filter_map(|item| item.name.clone()).collect();
    assert_eq!(names, ["基本支出", "项目支出", "支出总计"]);
}

#[test]
fn what_is_spent_of_last_years_money_is_expenditure() {
    let reading = read(
        "部门收支总体情况表
         单位：元
         收入|收入|支出|支出|支出
         项目|金额|项目|合计|上年结转
         一、财政拨款|9.00|一、基本支出|6.00|1.00
         二、上年结转|1.00|二、项目支出|4.00|
         收入合计|10.00|支出合计|10.00|1.00",
    );
    let flow = |col: i32| reading.line_items.iter().find(|item| item.col == col).unwrap().flow;
    assert_eq!(
        [flow(1), flow(3), flow(4)],
        [Some(Flow::Revenue), Some(Flow::Expenditure), Some(Flow::Expenditure)]
    );
}

#[test]
fn a_share_printed_with_its_sign_is_a_number_in_percent() {
    let reading = read(
        "一般公共预算支出表
         单位：万元
         科目编码|科目名称|2023年执行数|2024年预算数|增减额|增减%
         |合计|8.00|9.00|1.00|12.50%
         2101501|行政运行|8.00|9.00|1.00|12.50%",
    );
    let share = reading.line_items.iter().find(|item| item.col == 5).unwrap();
    assert_eq!(share.amount.printed_unit.as_deref(), Some("%"));
    assert_eq!((share.value_text.as_str(), share.amount.yuan), ("12.50%", None));
}

#[test]
fn a_second_header_begins_a_table_of_its_own() {
    let reading = read(
        "财政拨款“三公”经费、会议费和培训费支出决算表
         单位：万元
         “三公”经费合计|因公出国（境）费|公务接待费|会议费
         7.00|3.00|4.00|1.00
         相关统计数：|||
         项目|统计数|项目|统计数
         因公出国（境）团组数（个）|2|公务接待批次（个）|31
         参加会议人次（人）|412|组织培训次数（个）|5",
    );
    let rows: Vec<String> = reading
        .line_items
        .iter()
        .filter(|item| item.table_id == 2)
        .map(|item| {
            let unit = item.amount.printed_unit.clone().unwrap_or_default();
            format!("{} {} {unit}", item.name.clone().unwrap_or_default(), item.value_text)
        })
        .collect();
    let expected = [
        "因公出国(境)团组数(个) 2 个",
        "公务接待批次(个) 31 个",
        "参加会议人次(人) 412 人",
        "组织培训次数(个) 5 个",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_head_printed_again_in_a_dump_begins_no_table() {
    // Where it is printed once more nothing says that 基本支出 covers two columns.
    let reading = read(
        "部门支出总表
         单位：万元
         科目编码|科目名称|合计|基本支出||项目支出
         |||人员经费|公用经费|
         213|农林水支出|9.00|4.00|2.00|3.00
         科目编码|科目名称|合计|基本支出|项目支出|
         221|住房保障支出|2.00|2.00||",
    );
    assert_eq!(reading.tables.len(), 1);
    let last = reading.line_items.iter().find(|item| item.code.as_deref() == Some("221")).unwrap();
    assert_eq!((last.measure.as_str(), last.value_text.as_str()), ("合计", "2.00"));
    // Other heads begin one.
    let other = read(
        "部门支出总表
         单位：万元
         科目编码|科目名称|合计|基本支出||项目支出
         |||人员经费|公用经费|
         213|农林水支出|9.00|4.00|2.00|3.00
         科目编码|科目名称|总计|人员经费|公用经费|
         221|住房保障支出|2.00|2.00||",
    );
    assert_eq!(other.tables.len(), 2);
}

#[test]
fn a_column_of_line_numbers_may_be_called_after_the_row_of_column_numbers() {
    let reading = read(
        "收入支出决算总表
         单位：元
         收入|收入|收入|支出|支出|支出
         项目|栏次|决算数|项目|栏次|决算数
         栏次||1|栏次||2
         一、一般公共预算财政拨款收入|1|9.00|一、教育支出|17|8.00
         二、其他收入|2|1.00|二、住房保障支出|18|2.00
         总计|3|10.00|总计|19|10.00",
    );
    let rows: Vec<String> = reading
        .line_items
        .iter()
        .map(|item| {
            let number = item.line_no.clone().unwrap_or_default();
            format!("{} {number} {}", item.name.clone().unwrap_or_default(), item.measure)
        })
        .collect();
    assert_eq!(rows[0], "一般公共预算财政拨款收入 1 收入/决算数");
    assert_eq!(rows[1], "教育支出 17 支出/决算数");
    assert_eq!(rows.len(), 6, "numbers of lines are no amounts: {rows:?}");
}

#[test]
fn remarks_that_alone_label_rows_name_them() {
    let names = |dump: &str| -> Vec<String> {
        read(dump).line_items.iter().map(|item| item.name.clone().unwrap_or_default()).collect()
    };
    let by_fund = "财政拨款“三公”经费支出决算表
         单位：元
         资金来源|合计|公务用车运行维护费|公务接待费
         合计|9.00||
         一般公共预算财政拨款|9.00||
         政府性基金预算财政拨款|0.00||";
    assert_eq!(names(by_fund), ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"]);
    let goods = "政府采购支出决算表
         单位：元
         采购项目|品目名称|数量|计量单位|采购金额
         货物类||||9.00
         |服务器|2|台|5.00
         |打印机|4|台|4.00";
    assert_eq!(names(goods), ["货物类", "服务器", "服务器", "打印机", "打印机"]);
}

#[test]
fn goods_are_named_beside_their_code_and_counted_in_their_unit() {
    let reading = read(
        "政府采购预算表
         单位：万元
         采购单位|项目名称|编码|名称|期末数量|计量单位|采购金额
         云杉县医疗保障中心|执法装备购置|A02010108|便携式计算机|12|台|7.80
         云杉县医疗保障中心|执法装备购置|A02020200|投影仪|2|台|1.66",
    );
    let rows: Vec<String> = reading
        .line_items
        .iter()
        .map(|item| {
            let unit = item.amount.printed_unit.clone().unwrap_or_default();
            format!("{} {} {}{unit}", item.code.clone().unwrap(), item.name.clone().unwrap(), item.value_text)
        })
        .collect();
    let expected = [
        "A02010108 便携式计算机 12台",
        "A02010108 便携式计算机 7.80万元",
        "A02020200 投影仪 2台",
        "A02020200 投影仪 1.66万元",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn sides_one_below_the_other_are_told_by_their_rows() {
    let reading = read(
        "收入支出决算总表
         单位：元
         项目|2023年决算数|2024年决算数
         一、收入||
         1.一般公共预算财政拨款收入|7.00|8.00
         2.其他收入|1.00|1.00
         本年收入合计|8.00|9.00
         二、支出||
         1.教育支出|6.00|7.00
         2.住房保障支出|2.00|2.00
         本年支出合计|8.00|9.00",
    );
    assert_eq!(reading.tables[0].kind, TableKind::RevenueExpenditureSummary);
    let flows: Vec<Option<Flow>> =
        reading.line_items.iter().filter(|item| item.col == 2).map(|item| item.flow).collect();
    let (comes, goes) = (Some(Flow::Revenue), Some(Flow::Expenditure));
    assert_eq!(flows, [comes, comes, comes, goes, goes, goes]);
}

#[test]
fn codes_under_a_head_of_names_are_codes() {
    let reading = read(
        "项目支出预算表
         单位：万元
         单位名称|项目名称|功能科目|合计|一般公共预算
         云杉镇人民政府|松材线虫病防治|2130234|5.00|5.00
         云杉镇人民政府|人大代表活动经费|2010108|3.00|3.00",
    );
    let rows: Vec<String> = reading
        .line_items
        .iter()
        .filter(|item| item.col == 3)
        .map(|item| format!("{} {}", item.code.clone().unwrap(), item.name.clone().unwrap()))
        .collect();
    assert_eq!(rows, ["2130234 松材线虫病防治", "2010108 人大代表活动经费"]);
}

#[test]
fn a_list_that_goes_on_in_the_next_panel_names_the_parent_in_the_one_before() {
    let reading = read(
        "一般公共预算财政拨款基本支出决算明细表
         单位：万元
         科目编码|科目名称|金额|科目编码|科目名称|金额
         301|工资福利支出|5.00|30202|印刷费|1.00
         30101|基本工资|5.00|30203|咨询费|2.00
         302|商品和服务支出|4.00|310|资本性支出|1.00
         30201|办公费|1.00|31002|办公设备购置|1.00",
    );
    let class = reading.line_items.iter().find(|item| item.code.as_deref() == Some("302")).unwrap();
    let parents: Vec<Option<i32>> = ["30201", "30202", "30203", "31002"]
        .map(|code| {
            reading.line_items.iter().find(|item| item.code.as_deref() == Some(code)).unwrap().parent_row
        })
        .to_vec();
    assert_eq!(parents[..3], [Some(class.row); 3]);
    assert_eq!(parents[3], Some(class.row), "310 stands in the same row of the second panel");
}

#[test]
fn a_project_whose_amounts_stand_in_several_rows_is_one_project() {
    let page = "<html><body><p>项目支出明细表</p><p>单位：万元</p><table>
        <tr><td>项目名称</td><td>支出明细内容</td><td>合计</td><td>一般公共预算</td></tr>
        <tr><td rowspan=2>医疗救助</td><td>住院救助</td><td>516.00</td><td>420.00</td></tr>
        <tr><td>门诊救助</td><td>109.00</td><td>85.00</td></tr>
        <tr><td>信息系统运维</td><td>专线租赁</td><td>21.60</td><td>21.60</td></tr>
        </table></body></html>";
    let reading = support::read_bytes(page.as_bytes(), "2024.html", &Vocabulary::builtin().unwrap()).unwrap();
    let told: Vec<(String, String)> = reading
        .projects
        .iter()
        .map(|project| {
            let budget = project.budget.as_ref().unwrap().value.to_string();
            (project.project_name.clone().unwrap(), budget)
        })
        .collect();
    assert_eq!(told[0], ("医疗救助".to_owned(), "625.00".to_owned()));
    assert_eq!(told.len(), 2);
}

#[test]
fn a_further_class_of_a_project_stands_beside_its_first_row() {
    // 会议费 is of 机要业务费 too, which its row does not print again: by the names alone it would be inside 培训费.
    let reading = read(
        "政府采购预算表
         单位：万元
         采购品目大类|专项名称|经济科目|采购物品名称|总计
         合计||||100.00
         一、货物A||||40.00
         |办公设备购置费|办公设备购置||40.00
         |||台式计算机|30.00
         |||打印设备|10.00
         三、服务C||||60.00
         |机要业务费|培训费||5.00
         |||会议服务|5.00
         ||会议费||11.00
         |||会议服务|11.00
         |行政运转经费|物业管理费||44.00
         |||物业管理服务|44.00",
    );
    let told = tree(&reading, 4);
    assert_eq!(told[5], "服务C < - group");
    assert_eq!(told[8], "会议费 < 6 group", "{told:?}");
    assert_eq!(told[9], "会议服务 < 9 leaf", "{told:?}");
    assert!(reading.line_items.iter().all(|item| item.parent_row.is_none_or(|row| row < item.row)));
}
