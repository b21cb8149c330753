//! PDF files: what a page shows as cells, headers and halves has to become tables again.

use super::small::{EXPENDITURE, STYLE, add, amounts, coded, expenditure, opening, three_tables};
use super::{Case, expect_ok};
use crate::document::Unit;
use crate::draft::{Draft, Frame};
use crate::sheet::{Label, Sheet};
use crate::write::pdf::{self, Again, Face, Furniture, Layout, Look, Packing};

/// The cases.
///
/// # Errors
/// The writer failed.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    let plain = Look::plain;
    Ok(vec![
        case(
            "pdf-bare",
            "tables without a single rule: columns stand only by alignment",
            three_tables(2024),
            Look { face: Face::Gbk, ..plain(Layout::Bare) },
        )?,
        case(
            "pdf-doubled",
            "every cell a frame of its own, a table over the page with its header repeated, encrypted with an \
             empty password",
            low(2025),
            Look { packing: Packing::Encrypted, furniture: Furniture::Both, ..plain(Layout::Doubled) },
        )?,
        case(
            "pdf-halves",
            "a wide sheet cut into left and right pages",
            wide(2025),
            Look { face: Face::Gbk, ..plain(Layout::Halves) },
        )?,
        case(
            "pdf-lone-total",
            "the 合计 row at the end stands alone on a page without a header; rules in short strokes",
            total_last(2024),
            Look { again: Again::Never, lone_last: true, ..plain(Layout::Segments) },
        )?,
        case(
            "pdf-page-header",
            "title and captions stand in the page header of every page of their table",
            economic(2023),
            Look { again: Again::FirstRow, low: true, ..plain(Layout::PageHeader) },
        )?,
        case(
            "pdf-rectangles",
            "rules are thin filled rectangles; objects in object streams",
            three_tables(2023),
            Look { face: Face::Gbk, packing: Packing::Packed, ..plain(Layout::Rectangles) },
        )?,
        case(
            "pdf-rotated",
            "a wide table on a page with /Rotate 90 between upright pages",
            wide(2024),
            plain(Layout::Rotated),
        )?,
        case(
            "pdf-three-rules",
            "three rules a table, one over the page with its header printed again, running headers",
            long_names(2022),
            Look { furniture: Furniture::Both, ..plain(Layout::ThreeRules) },
        )?,
        case(
            "pdf-merged-heads",
            "类, 款 and 项 merged down beside the column numbers and the total, as the forms of final accounts print them",
            merged_heads(2022),
            plain(Layout::Strokes),
        )?,
    ])
}

fn case(name: &'static str, purpose: &'static str, draft: Draft, look: Look) -> anyhow::Result<Case> {
    Ok(Case {
        name,
        purpose,
        source: ("source.pdf", pdf::write(&draft.blocks, look, super::small::AGENCY)?),
        truth: Some(draft.truth),
        expect: expect_ok(),
    })
}

/// Prose that fills most of a page, so that the next table goes on over it.
fn fill(draft: &mut Draft, lines: usize) {
    for number in 1..=lines {
        draft.paragraph(format!("（{number}）负责本县水利行业管理工作的第{number}项。"));
    }
}

fn low(year: i64) -> Draft {
    let mut draft = opening(year);
    fill(&mut draft, 27);
    add(&mut draft, "部门支出总表", expenditure("expenditure_summary"));
    draft
}

/// Functional codes and names, some longer than a line, with 合计, 基本支出 and 项目支出.
fn long_names(year: i64) -> Draft {
    let mut draft = opening(year);
    fill(&mut draft, 25);
    add(&mut draft, "部门支出总表", expenditure("expenditure_summary"));
    let header = ["支出功能分类科目|<|合计|基本支出|项目支出", "科目编码|科目名称|^|^|^"];
    let mut sheet = Sheet::new("government_fund", STYLE, &header);
    coded(
        &mut sheet,
        &[
            ("", "合计", &["46.00", "", "46.00"]),
            ("213", "农林水支出", &["46.00", "", "46.00"]),
            ("21366", "大中型水库库区基金安排的支出", &["28.00", "", "28.00"]),
            ("2136601", "基础设施建设和经济发展", &["22.00", "", "22.00"]),
            ("2136699", "其他大中型水库库区基金支出", &["6.00", "", "6.00"]),
            ("21370", "大中型水库库区基金对应专项债务收入安排的支出", &["18.00", "", "18.00"]),
            ("2137001", "基础设施建设和经济发展", &["11.00", "", "11.00"]),
            ("2137099", "其他大中型水库库区基金对应专项债务收入安排的支出", &["7.00", "", "7.00"]),
        ],
    );
    add(&mut draft, "政府性基金预算支出表", sheet);
    draft
}

/// 支出总表 in the form of the national final accounts: the heads of the code's parts reach down to the total.
fn merged_heads(year: i64) -> Draft {
    let mut draft = opening(year);
    let header = ["项目|<|<|<|本年支出合计|基本支出|项目支出", "功能分类科目编码|<|<|科目名称|^|^|^"];
    let mut sheet = Sheet::new("expenditure_summary", STYLE, &header);
    sheet.row();
    for (col, head) in ["类", "款", "项"].into_iter().enumerate() {
        sheet.span(col, 2, 1, head);
    }
    sheet.text(3, "栏次").text(4, "1").text(5, "2").text(6, "3");
    for (code, name, values) in EXPENDITURE {
        sheet.row();
        // Each part stands where it changes only.
        match code.len() {
            0 => {}
            3 => drop(sheet.text(0, code)),
            5 => drop(sheet.text(1, &code[3..])),
            _ => drop(sheet.text(2, &code[5..])),
        }
        sheet.text(3, name);
        amounts(&mut sheet, 4, values, &Label::coded(code, name));
    }
    add(&mut draft, "部门支出总表", sheet);
    draft
}

/// 基本支出 by economic class, longer than a low page.
fn economic(year: i64) -> Draft {
    let mut draft = opening(year);
    let header = [
        "部门预算支出经济分类科目|<|本年一般公共预算基本支出|<|<",
        "科目编码|科目名称|合计|人员经费|公用经费",
    ];
    let mut sheet = Sheet::new("general_budget_basic_expenditure_economic", STYLE, &header);
    let rows: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["213.00", "163.00", "50.00"]),
        ("301", "工资福利支出", &["150.00", "150.00", ""]),
        ("30101", "基本工资", &["60.00", "60.00", ""]),
        ("30102", "津贴补贴", &["30.00", "30.00", ""]),
        ("30103", "奖金", &["10.00", "10.00", ""]),
        ("30107", "绩效工资", &["8.00", "8.00", ""]),
        ("30108", "机关事业单位基本养老保险缴费", &["16.00", "16.00", ""]),
        ("30109", "职业年金缴费", &["8.00", "8.00", ""]),
        ("30110", "职工基本医疗保险缴费", &["6.00", "6.00", ""]),
        ("30112", "其他社会保障缴费", &["2.00", "2.00", ""]),
        ("30113", "住房公积金", &["10.00", "10.00", ""]),
        ("302", "商品和服务支出", &["50.00", "", "50.00"]),
        ("30201", "办公费", &["12.00", "", "12.00"]),
        ("30202", "印刷费", &["3.00", "", "3.00"]),
        ("30205", "水费", &["1.00", "", "1.00"]),
        ("30206", "电费", &["4.00", "", "4.00"]),
        ("30207", "邮电费", &["2.00", "", "2.00"]),
        ("30211", "差旅费", &["9.00", "", "9.00"]),
        ("30213", "维修（护）费", &["5.00", "", "5.00"]),
        ("30215", "会议费", &["1.50", "", "1.50"]),
        ("30216", "培训费", &["2.50", "", "2.50"]),
        ("30217", "公务接待费", &["1.00", "", "1.00"]),
        ("30228", "工会经费", &["3.00", "", "3.00"]),
        ("30231", "公务用车运行维护费", &["6.00", "", "6.00"]),
        ("303", "对个人和家庭的补助", &["13.00", "13.00", ""]),
        ("30302", "退休费", &["9.00", "9.00", ""]),
        ("30305", "生活补助", &["4.00", "4.00", ""]),
    ];
    coded(&mut sheet, rows);
    add(&mut draft, "一般公共预算基本支出表", sheet);
    draft
}

/// A list of projects whose sum stands below them.
fn total_last(year: i64) -> Draft {
    let mut draft = opening(year);
    let header = ["支出功能分类科目|<|合计|基本支出|项目支出", "科目编码|科目名称|^|^|^"];
    let mut sheet = Sheet::new("expenditure_summary", STYLE, &header);
    let (total, rows) = EXPENDITURE.split_at(1);
    coded(&mut sheet, rows);
    for (_, name, values) in total {
        sheet.row().span(0, 1, 2, name);
        amounts(&mut sheet, 2, values, &Label::name(name));
    }
    add(&mut draft, "部门支出总表", sheet);
    draft
}

/// Revenue by unit and source in ten columns.
fn wide(year: i64) -> Draft {
    let mut draft = opening(year);
    let header = [
        "科目编码|科目名称|合计|上年结转|本年收入|<|<|<|<|<",
        "^|^|^|^|小计|一般公共预算|政府性基金预算|国有资本经营预算|事业收入|其他收入",
    ];
    let mut sheet = Sheet::new("revenue_summary", STYLE, &header);
    let rows: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["150.00", "5.00", "145.00", "131.50", "7.50", "", "4.00", "2.00"]),
        ("208", "社会保障和就业支出", &["12.00", "", "12.00", "12.00", "", "", "", ""]),
        ("20805", "行政事业单位养老支出", &["12.00", "", "12.00", "12.00", "", "", "", ""]),
        ("2080505", "机关事业单位基本养老保险缴费支出", &["12.00", "", "12.00", "12.00", "", "", "", ""]),
        ("213", "农林水支出", &["130.00", "5.00", "125.00", "111.50", "7.50", "", "4.00", "2.00"]),
        ("21303", "水利", &["130.00", "5.00", "125.00", "111.50", "7.50", "", "4.00", "2.00"]),
        ("2130301", "行政运行", &["70.00", "", "70.00", "70.00", "", "", "", ""]),
        ("2130305", "水利工程建设", &["40.00", "5.00", "35.00", "27.50", "7.50", "", "", ""]),
        ("2130314", "防汛", &["20.00", "", "20.00", "14.00", "", "", "4.00", "2.00"]),
        ("221", "住房保障支出", &["8.00", "", "8.00", "8.00", "", "", "", ""]),
        ("22102", "住房改革支出", &["8.00", "", "8.00", "8.00", "", "", "", ""]),
        ("2210201", "住房公积金", &["8.00", "", "8.00", "8.00", "", "", "", ""]),
    ];
    coded(&mut sheet, rows);
    let captions = ["部门名称：白芦县水利局", "单位：万元"];
    draft.table(sheet, Frame::titled("部门收入总表", &captions), Unit::TenThousand);
    draft
}
