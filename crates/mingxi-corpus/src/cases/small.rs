//! Tables small enough to be checked by eye; amounts are written as they are printed, in 万元.

use crate::document::Unit;
use crate::draft::{Draft, Frame};
use crate::sheet::{Label, Sheet};
use crate::text::NumberStyle;

/// Plain numbers in 万元, empty cells for zero.
pub const STYLE: NumberStyle = NumberStyle { unit: Unit::TenThousand, separators: false, zeros: false };

/// The agency of the hand-made cases.
pub const AGENCY: &str = "白芦县水利局";

/// `12.30` (万元) in fen.
fn fen(printed: &str) -> i64 {
    let (whole, decimals) = printed.split_once('.').unwrap_or((printed, "00"));
    let number: i64 = format!("{whole}{decimals}").parse().unwrap_or(0);
    number * 10_000
}

/// Appends a row of amounts from a column on; an empty text is an empty cell.
pub fn amounts(sheet: &mut Sheet, first: usize, values: &[&str], label: &Label) {
    for (i, value) in values.iter().enumerate().filter(|(_, v)| !v.is_empty()) {
        sheet.money(first + i, fen(value), label);
    }
}

/// Appends rows of code, name and amounts; an empty code is the total row, whose name stands under the names.
pub fn coded(sheet: &mut Sheet, rows: &[(&str, &str, &[&str])]) {
    for (code, name, values) in rows {
        sheet.row().text(0, code).text(1, name);
        amounts(sheet, 2, values, &Label::coded(code, name));
    }
}

/// Expenditure by function of the hand-made cases: 合计, 基本支出, 项目支出.
pub const EXPENDITURE: &[(&str, &str, &[&str])] = &[
    ("", "合计", &["150.00", "90.00", "60.00"]),
    ("208", "社会保障和就业支出", &["12.00", "12.00", ""]),
    ("20805", "行政事业单位养老支出", &["12.00", "12.00", ""]),
    ("2080505", "机关事业单位基本养老保险缴费支出", &["12.00", "12.00", ""]),
    ("213", "农林水支出", &["130.00", "70.00", "60.00"]),
    ("21303", "水利", &["130.00", "70.00", "60.00"]),
    ("2130301", "行政运行", &["70.00", "70.00", ""]),
    ("2130305", "水利工程建设", &["40.00", "", "40.00"]),
    ("2130314", "防汛", &["20.00", "", "20.00"]),
    ("221", "住房保障支出", &["8.00", "8.00", ""]),
    ("22102", "住房改革支出", &["8.00", "8.00", ""]),
    ("2210201", "住房公积金", &["8.00", "8.00", ""]),
];

/// 支出总表 or 一般公共预算支出表 over [`EXPENDITURE`].
pub fn expenditure(kind: &'static str) -> Sheet {
    let header = ["支出功能分类科目|<|合计|基本支出|项目支出", "科目编码|科目名称|^|^|^"];
    let mut sheet = Sheet::new(kind, STYLE, &header);
    coded(&mut sheet, EXPENDITURE);
    sheet
}

/// 收支总表 that balances with [`EXPENDITURE`].
pub fn summary() -> Sheet {
    let header = ["收入|<|支出|<", "项目|预算数|项目|预算数"];
    let mut sheet = Sheet::new("revenue_expenditure_summary", STYLE, &header);
    let rows = [
        ("一、", "一般公共预算拨款收入", "145.00", "一、", "社会保障和就业支出", "12.00"),
        ("二、", "政府性基金预算拨款收入", "", "二、", "农林水支出", "130.00"),
        ("三、", "事业收入", "", "三、", "住房保障支出", "8.00"),
        ("", "本年收入合计", "145.00", "", "本年支出合计", "150.00"),
        ("", "上年结转", "5.00", "", "结转下年", ""),
        ("", "收入总计", "150.00", "", "支出总计", "150.00"),
    ];
    for (ln, left, lv, rn, right, rv) in rows {
        sheet.row().text(0, &format!("{ln}{left}")).text(2, &format!("{rn}{right}"));
        amounts(&mut sheet, 1, &[lv], &Label::name(left));
        amounts(&mut sheet, 3, &[rv], &Label::name(right));
    }
    sheet
}

/// 基本支出 by economic class that agrees with the 90.00 of [`EXPENDITURE`].
pub fn basic() -> Sheet {
    let header = [
        "部门预算支出经济分类科目|<|本年一般公共预算基本支出|<|<",
        "科目编码|科目名称|合计|人员经费|公用经费",
    ];
    let mut sheet = Sheet::new("general_budget_basic_expenditure_economic", STYLE, &header);
    let rows: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["90.00", "75.50", "14.50"]),
        ("301", "工资福利支出", &["73.00", "73.00", ""]),
        ("30101", "基本工资", &["38.00", "38.00", ""]),
        ("30102", "津贴补贴", &["15.00", "15.00", ""]),
        ("30108", "机关事业单位基本养老保险缴费", &["12.00", "12.00", ""]),
        ("30113", "住房公积金", &["8.00", "8.00", ""]),
        ("302", "商品和服务支出", &["14.50", "", "14.50"]),
        ("30201", "办公费", &["9.00", "", "9.00"]),
        ("30231", "公务用车运行维护费", &["5.50", "", "5.50"]),
        ("303", "对个人和家庭的补助", &["2.50", "2.50", ""]),
        ("30302", "退休费", &["2.50", "2.50", ""]),
    ];
    coded(&mut sheet, rows);
    sheet
}

/// Captions of the hand-made cases.
pub const CAPTIONS: [&str; 2] = ["部门名称：白芦县水利局", "单位：万元"];

/// A document with its headline and facts about itself, still without tables.
pub fn opening(year: i64) -> Draft {
    let mut draft = Draft::default();
    draft.heading(format!("{AGENCY}{year}年部门预算公开"));
    draft.about("agency_name", AGENCY);
    draft.about("fiscal_year", year.to_string());
    draft.about("stage", "budget");
    draft.paragraph(format!("现将云岭省永岚市{AGENCY}{year}年部门预算公开如下。"));
    draft
}

/// Appends a sheet with the usual captions.
pub fn add(draft: &mut Draft, title: &str, sheet: Sheet) {
    draft.table(sheet, Frame::titled(title, &CAPTIONS), Unit::TenThousand);
}

/// The three tables every small case begins with.
pub fn three_tables(year: i64) -> Draft {
    let mut draft = opening(year);
    add(&mut draft, "部门收支总表", summary());
    add(&mut draft, "部门支出总表", expenditure("expenditure_summary"));
    add(&mut draft, "一般公共预算基本支出表", basic());
    draft
}
