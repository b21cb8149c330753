//! Forms that few provinces print, one small document each for a budget and for final accounts.

use super::small::{AGENCY, CAPTIONS, STYLE, amounts, opening};
use super::{Case, expect_ok};
use crate::document::Unit;
use crate::draft::{Draft, Frame};
use crate::sheet::{Label, Sheet};
use crate::write::{docx, rows};

/// The cases.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![budget(), final_accounts()?])
}

fn put(draft: &mut Draft, title: &str, sheet: Sheet) {
    draft.table(sheet, Frame::titled(title, &CAPTIONS), Unit::TenThousand);
}

/// Rows of a code, a name and amounts, the total's name under the names.
fn listed(sheet: &mut Sheet, list: &[(&str, &str, &[&str])]) {
    for (code, name, values) in list {
        sheet.row().text(0, code).text(1, name);
        amounts(sheet, 2, values, &Label::coded(code, name));
    }
}

fn budget() -> Case {
    let mut draft = opening(2018);
    put(&mut draft, "收支预算总表", two_lists());
    put(&mut draft, "财政拨款支出预算表", appropriated());
    put(&mut draft, "财政拨款基本支出预算表", appropriated_basic());
    put(&mut draft, "一般公共预算机关运行经费支出预算表", agency_operation());
    put(&mut draft, "“三公”经费、会议费和培训费支出预算表", two_years());
    put(&mut draft, "2018年政府采购预算表", purchases());
    put(&mut draft, "2018年项目支出预算表", projects());
    Case {
        name: "forms-budget",
        purpose: "the money by function and once more by use, one year beside another, purchases in levels of columns",
        source: ("source.txt", rows::write(&draft.blocks).into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

/// 收支预算总表 whose expenditure is listed by function and once more by use.
fn two_lists() -> Sheet {
    let header = ["收入|<|支出|<|<|<", "项目|金额|功能分类|<|支出用途|<", "^|^|项目|金额|项目|金额"];
    let mut sheet = Sheet::new("revenue_expenditure_summary", STYLE, &header);
    let list = [
        (
            "一、",
            "一般公共预算资金",
            "70.00",
            "一、",
            "社会保障和就业支出",
            "6.00",
            "一、",
            "基本支出",
            "46.00",
        ),
        ("二、", "政府性基金", "", "二、", "农林水支出", "60.00", "二、", "项目支出", "29.00"),
        ("三、", "财政专户管理资金", "5.00", "三、", "住房保障支出", "9.00", "三、", "单位预留机动经费", ""),
        ("", "当年收入小计", "75.00", "", "当年支出小计", "75.00", "", "", ""),
        ("", "上年结转资金", "", "", "结转下年资金", "", "", "", ""),
        ("", "收入合计", "75.00", "", "支出合计", "75.00", "", "支出合计", "75.00"),
    ];
    for (n0, l0, v0, n1, l1, v1, n2, l2, v2) in list {
        sheet.row().text(0, &format!("{n0}{l0}")).text(2, &format!("{n1}{l1}"));
        if !l2.is_empty() {
            sheet.text(4, &format!("{n2}{l2}"));
        }
        for (column, label, value) in [(1, l0, v0), (3, l1, v1), (5, l2, v2)] {
            amounts(&mut sheet, column, &[value], &Label::name(label));
        }
    }
    sheet
}

fn appropriated() -> Sheet {
    let mut sheet = Sheet::new("fiscal_appropriation_expenditure", STYLE, &["科目编码|科目名称|金额"]);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["70.00"]),
        ("208", "社会保障和就业支出", &["6.00"]),
        ("20805", "行政事业单位养老支出", &["6.00"]),
        ("2080505", "机关事业单位基本养老保险缴费支出", &["6.00"]),
        ("213", "农林水支出", &["55.00"]),
        ("21303", "水利", &["55.00"]),
        ("2130301", "行政运行", &["31.00"]),
        ("2130314", "防汛", &["24.00"]),
        ("221", "住房保障支出", &["9.00"]),
        ("22102", "住房改革支出", &["9.00"]),
        ("2210201", "住房公积金", &["9.00"]),
    ];
    listed(&mut sheet, list);
    sheet
}

fn appropriated_basic() -> Sheet {
    let mut sheet = Sheet::new("fiscal_appropriation_basic_expenditure", STYLE, &["科目编码|科目名称|金额"]);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["46.00"]),
        ("301", "工资福利支出", &["36.40"]),
        ("30101", "基本工资", &["21.40"]),
        ("30108", "机关事业单位基本养老保险缴费", &["6.00"]),
        ("30113", "住房公积金", &["9.00"]),
        ("302", "商品和服务支出", &["8.10"]),
        ("30201", "办公费", &["5.30"]),
        ("30217", "公务接待费", &["0.80"]),
        ("30231", "公务用车运行维护费", &["2.00"]),
        ("303", "对个人和家庭的补助", &["1.50"]),
        ("30302", "退休费", &["1.50"]),
    ];
    listed(&mut sheet, list);
    sheet
}

fn agency_operation() -> Sheet {
    let mut sheet = Sheet::new("agency_operation", STYLE, &["科目编码|科目名称|机关运行经费支出"]);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["8.10"]),
        ("302", "商品和服务支出", &["8.10"]),
        ("30201", "办公费", &["5.30"]),
        ("30217", "公务接待费", &["0.80"]),
        ("30231", "公务用车运行维护费", &["2.00"]),
    ];
    listed(&mut sheet, list);
    sheet
}

/// Items as rows, last year beside this one.
fn two_years() -> Sheet {
    let header = ["项目|2017年预算数|2018年预算数|增减额|增减幅度（%）"];
    let mut sheet = Sheet::new("three_public", STYLE, &header);
    let list = [
        ("合计", "合计", "4.20", "4.00", "-0.20"),
        ("一、“三公”经费小计", "“三公”经费小计", "3.00", "2.80", "-0.20"),
        ("1、因公出国（境）费", "因公出国（境）费", "", "", ""),
        ("2、公务接待费", "公务接待费", "1.00", "0.80", "-0.20"),
        ("3、公务用车购置及运行维护费", "公务用车购置及运行维护费", "2.00", "2.00", ""),
        ("其中：公务用车运行维护费", "公务用车运行维护费", "2.00", "2.00", ""),
        ("二、会议费", "会议费", "0.50", "0.50", ""),
        ("三、培训费", "培训费", "0.70", "0.70", ""),
    ];
    for (printed, name, before, now, change) in list {
        let label = Label::name(name);
        sheet.row().text(0, printed);
        amounts(&mut sheet, 1, &[before, now], &label);
        if !change.is_empty() {
            sheet.money(3, -200_000, &label);
        }
        if name == "公务接待费" {
            sheet.fact(4, "-20.00".to_owned(), String::new(), &label, "增减幅度(%)".to_owned());
        }
    }
    sheet
}

/// Purchases whose levels stand in columns: kind of goods, purpose, item.
fn purchases() -> Sheet {
    let mut sheet =
        Sheet::new("procurement", STYLE, &["采购品目大类|专项名称|采购物品名称|采购组织形式|总计"]);
    let list = [
        (0, "合计", "", "19.00"),
        (0, "一、货物", "", "7.00"),
        (1, "办公设备购置费", "", "7.00"),
        (2, "台式计算机", "集中采购", "4.50"),
        (2, "打印设备", "分散采购", "2.50"),
        (0, "三、服务", "", "12.00"),
        (1, "防汛值守保障经费", "", "12.00"),
        (2, "物业管理服务", "集中采购", "12.00"),
    ];
    for (column, name, way, value) in list {
        sheet.row().text(column, name);
        if !way.is_empty() {
            sheet.text(3, way);
        }
        amounts(&mut sheet, 4, &[value], &Label::name(name.split('、').next_back().unwrap_or(name)));
    }
    sheet
}

/// Units with their projects below them; a project's parts are told by arithmetic.
fn projects() -> Sheet {
    let header = ["单位编码|单位（项目）名称|项目金额|<|<", "^|^|合计|一般公共预算拨款|财政专户管理资金"];
    let mut sheet = Sheet::new("project_expenditure", STYLE, &header);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["29.00", "24.00", "5.00"]),
        ("310", "白芦县水利局", &["29.00", "24.00", "5.00"]),
        ("310001", "白芦县水利局", &["18.00", "18.00", ""]),
        ("", "防汛值守保障经费", &["12.00", "12.00", ""]),
        ("", "水库巡查经费", &["6.00", "6.00", ""]),
        ("310002", "白芦县河道管理所", &["11.00", "6.00", "5.00"]),
        ("", "堤防日常养护", &["11.00", "6.00", "5.00"]),
    ];
    listed(&mut sheet, list);
    sheet
}

fn final_accounts() -> anyhow::Result<Case> {
    let mut draft = Draft::default();
    draft.heading(format!("{AGENCY}2022年度部门决算公开"));
    draft.about("agency_name", AGENCY);
    draft.about("fiscal_year", "2022");
    draft.about("stage", "final_accounts");
    draft.paragraph(format!("现将云岭省永岚市{AGENCY}2022年度部门决算公开如下。"));
    put(&mut draft, "收入支出决算总表", three_phases());
    put(&mut draft, "收入决算表（分单位）", revenue_by_unit());
    put(&mut draft, "支出决算表（分单位）", expenditure_by_unit());
    put(&mut draft, "一般公共预算财政拨款收入支出决算表", turnover());
    put(&mut draft, "“三公”经费、行政参公单位机关运行经费情况表", counts_and_money());
    put(&mut draft, "国有资产占用情况表", assets());
    put(&mut draft, "部门机构人员情况表", staff());
    Ok(Case {
        name: "forms-final",
        purpose: "budget, adjusted budget and final accounts side by side; tables by unit; counts of people, cars and visits",
        source: ("source.docx", docx::write(&draft.blocks)?),
        truth: Some(draft.truth),
        expect: expect_ok(),
    })
}

/// 收入支出决算总表 with 年初预算数, 全年预算数 and 决算数.
fn three_phases() -> Sheet {
    let header = [
        "收入|<|<|<|支出|<|<|<",
        "项目|年初预算数|全年预算数|决算数|项目（按功能分类）|年初预算数|全年预算数|决算数",
    ];
    let mut sheet = Sheet::new("revenue_expenditure_summary", STYLE, &header);
    type Side = (&'static str, [&'static str; 3]);
    let list: [(&str, Side, &str, Side); 5] = [
        (
            "一、",
            ("一般公共预算财政拨款收入", ["75.00", "81.00", "80.00"]),
            "一、",
            ("社会保障和就业支出", ["6.00", "6.50", "6.50"]),
        ),
        ("二、", ("其他收入", ["", "2.00", "2.00"]), "二、", ("农林水支出", ["69.00", "77.50", "75.50"])),
        (
            "",
            ("本年收入合计", ["75.00", "83.00", "82.00"]),
            "",
            ("本年支出合计", ["75.00", "84.00", "82.00"]),
        ),
        ("", ("年初结转和结余", ["", "1.00", "1.00"]), "", ("年末结转和结余", ["", "", "1.00"])),
        ("", ("总计", ["75.00", "84.00", "83.00"]), "", ("总计", ["75.00", "84.00", "83.00"])),
    ];
    for (n0, (left, v0), n1, (right, v1)) in list {
        sheet.row().text(0, &format!("{n0}{left}")).text(4, &format!("{n1}{right}"));
        amounts(&mut sheet, 1, &v0, &Label::name(left));
        amounts(&mut sheet, 5, &v1, &Label::name(right));
    }
    sheet
}

fn revenue_by_unit() -> Sheet {
    let header = [
        "单位编码|单位名称|本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入",
    ];
    let mut sheet = Sheet::new("revenue_summary", STYLE, &header);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["82.00", "80.00", "", "", "", "", "2.00"]),
        ("310001", "白芦县水利局", &["50.00", "50.00", "", "", "", "", ""]),
        ("310002", "白芦县河道管理所", &["32.00", "30.00", "", "", "", "", "2.00"]),
    ];
    listed(&mut sheet, list);
    sheet
}

fn expenditure_by_unit() -> Sheet {
    let header =
        ["单位编码|单位名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出"];
    let mut sheet = Sheet::new("expenditure_summary", STYLE, &header);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["82.00", "58.00", "24.00", "", "", ""]),
        ("310001", "白芦县水利局", &["50.00", "34.00", "16.00", "", "", ""]),
        ("310002", "白芦县河道管理所", &["32.00", "24.00", "8.00", "", "", ""]),
    ];
    listed(&mut sheet, list);
    sheet
}

/// Opening balance, revenue, expenditure and closing balance in one row.
fn turnover() -> Sheet {
    let header = [
        "功能分类科目|<|年初结转和结余|本年收入|本年支出|<|<|年末结转和结余",
        "科目编码|科目名称|^|^|合计|基本支出|项目支出|^",
    ];
    let mut sheet = Sheet::new("general_budget_expenditure", STYLE, &header);
    let list: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["1.00", "80.00", "80.00", "56.00", "24.00", "1.00"]),
        ("208", "社会保障和就业支出", &["", "6.50", "6.50", "6.50", "", ""]),
        ("20805", "行政事业单位养老支出", &["", "6.50", "6.50", "6.50", "", ""]),
        ("2080505", "机关事业单位基本养老保险缴费支出", &["", "6.50", "6.50", "6.50", "", ""]),
        ("213", "农林水支出", &["1.00", "73.50", "73.50", "49.50", "24.00", "1.00"]),
        ("21303", "水利", &["1.00", "73.50", "73.50", "49.50", "24.00", "1.00"]),
        ("2130301", "行政运行", &["", "49.50", "49.50", "49.50", "", ""]),
        ("2130314", "防汛", &["1.00", "24.00", "24.00", "", "24.00", "1.00"]),
    ];
    listed(&mut sheet, list);
    sheet
}

/// 三公 amounts above the counts of what was paid, and 机关运行经费 below them.
fn counts_and_money() -> Sheet {
    let mut sheet = Sheet::new("three_public", STYLE, &["项目|行次|预算数|决算数"]);
    let list = [
        ("一、“三公”经费支出", "“三公”经费支出", "2.80", "2.50", ""),
        ("1. 因公出国（境）费", "因公出国（境）费", "", "", ""),
        ("2. 公务用车购置及运行维护费", "公务用车购置及运行维护费", "2.00", "1.90", ""),
        ("(1) 公务用车购置费", "公务用车购置费", "", "", ""),
        ("(2) 公务用车运行维护费", "公务用车运行维护费", "2.00", "1.90", ""),
        ("3. 公务接待费", "公务接待费", "0.80", "0.60", ""),
        ("二、相关统计数", "相关统计数", "", "", ""),
        ("1. 公务用车保有量（辆）", "公务用车保有量（辆）", "", "", "3"),
        ("2. 国内公务接待批次（个）", "国内公务接待批次（个）", "", "", "9"),
        ("3. 国内公务接待人次（人）", "国内公务接待人次（人）", "", "", "61"),
        ("三、机关运行经费", "机关运行经费", "8.10", "8.00", ""),
    ];
    for (line, (printed, name, planned, spent, count)) in list.into_iter().enumerate() {
        let label = Label::name(name);
        sheet.row().text(0, printed).text(1, &(line + 1).to_string());
        amounts(&mut sheet, 2, &[planned, spent], &label);
        if let Ok(number) = count.parse() {
            sheet.count(3, number, &label);
        }
    }
    sheet
}

/// 国有资产占用情况表, one row a unit.
fn assets() -> Sheet {
    let header =
        ["单位名称|资产总额|流动资产|固定资产|<|<|<|在建工程", "^|^|^|小计|房屋|车辆|其他固定资产|^"];
    let mut sheet = Sheet::new("assets", STYLE, &header);
    let list: &[(&str, &[&str])] = &[
        ("合计", &["640.00", "40.00", "600.00", "480.00", "55.00", "65.00", ""]),
        ("白芦县水利局", &["410.00", "30.00", "380.00", "300.00", "35.00", "45.00", ""]),
        ("白芦县河道管理所", &["230.00", "10.00", "220.00", "180.00", "20.00", "20.00", ""]),
    ];
    for (name, values) in list {
        sheet.row().text(0, name);
        amounts(&mut sheet, 1, values, &Label::name(name));
    }
    sheet
}

/// 机构人员情况: posts, people and cars by unit.
fn staff() -> Sheet {
    let header =
        ["单位名称|单位性质|编制人数|<|实有人数|<|实有车辆", "^|^|行政编制|事业编制|在职人员|退休人员|^"];
    let mut sheet = Sheet::new("institution", STYLE, &header);
    let list = [
        ("合计", "", [12, 20, 30, 9, 3]),
        ("白芦县水利局", "行政", [12, 4, 15, 5, 2]),
        ("白芦县河道管理所", "事业", [0, 16, 15, 4, 1]),
    ];
    for (name, nature, numbers) in list {
        sheet.row().text(0, name).text(1, nature);
        for (column, number) in numbers.into_iter().enumerate().filter(|(_, number)| *number != 0) {
            sheet.count(2 + column, number, &Label::name(name));
        }
    }
    sheet
}
