//! Text dumps with the habits that make them hard to read, nothing in them damaged.

use super::small::{AGENCY, CAPTIONS, STYLE, add, amounts, expenditure, opening, summary, three_tables};
use super::{Case, damage_once, expect_ok};
use crate::document::Unit;
use crate::draft::Frame;
use crate::sheet::{Label, Sheet};
use crate::truth::IndicatorFact;
use crate::write::{cells, rows};

/// The cases.
pub fn cases() -> Vec<Case> {
    vec![
        gb18030(),
        byte_order_mark(),
        empty_paragraph(),
        lone_caption(),
        page_breaks(),
        bookmarks(),
        statistics(),
    ]
}

fn gb18030() -> Case {
    let draft = three_tables(2022);
    let text = rows::write(&draft.blocks).replace('\n', "\r\n");
    let bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
    Case {
        name: "gb18030-crlf",
        purpose: "a tab dump in GB18030 with CRLF line ends",
        source: ("source.txt", bytes),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

fn byte_order_mark() -> Case {
    let draft = three_tables(2021);
    let text = format!("\u{feff}{}", cells::write(&draft.blocks));
    Case {
        name: "utf8-bom",
        purpose: "a Word dump in UTF-8 with a byte order mark",
        source: ("source.txt", text.into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

/// Indicators of the hand-made performance forms: level1, level2, level3, description, target, basis.
const INDICATORS: &[[&str; 6]] = &[
    ["产出指标", "数量指标", "加固水库座数", "完成加固的小型水库", "≥3座", "年度计划"],
    ["产出指标", "质量指标", "单元工程合格率", "验收合格的单元占比", "=100%", "施工合同"],
    ["产出指标", "时效指标", "汛前完工率", "汛期前完工的项目占比", "≥90%", "年度计划"],
    ["效益指标", "社会效益指标", "下游群众防洪保障", "保障水平的变化", "有效提升", "现场核查"],
    ["满意度指标", "服务对象满意度指标", "受益群众满意度", "满意的受访者占比", "≥92%", "问卷调查"],
];

fn indicators(project: &str) -> Sheet {
    let header = ["一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据"];
    let mut sheet = Sheet::new("performance_project", STYLE, &header);
    for (i, [level1, level2, level3, description, target, basis]) in INDICATORS.iter().enumerate() {
        sheet.row();
        let run = INDICATORS[i..].iter().take_while(|row| row[0] == *level1).count();
        if i == 0 || INDICATORS[i - 1][0] != *level1 {
            sheet.span(0, run, 1, level1);
        }
        sheet.text(1, level2).text(2, level3).text(3, description).text(4, target).text(5, basis);
        let fact = IndicatorFact {
            project: project.to_owned(),
            level1: (*level1).to_owned(),
            level2: (*level2).to_owned(),
            level3: (*level3).to_owned(),
            target: (*target).to_owned(),
            ..IndicatorFact::default()
        };
        sheet.indicator(2, fact);
    }
    sheet
}

fn goals(draft: &mut crate::draft::Draft) {
    let frame = Frame::titled("小型水库除险加固项目绩效目标表", &[]);
    draft.table(indicators(""), frame, Unit::TenThousand);
}

fn empty_paragraph() -> Case {
    let mut draft = three_tables(2023);
    goals(&mut draft);
    let text = cells::write(&draft.blocks);
    // Word lets a cell end in an empty paragraph; its dump then prints a blank line inside the row.
    let text = damage_once(&text, "\t加固水库座数\n", "\t加固水库座数\n\n");
    let text = damage_once(&text, "\t验收合格的单元占比\n", "\t验收合格的单元占比\n\n");
    Case {
        name: "empty-paragraph",
        purpose: "a Word dump where an empty paragraph inside a cell looks like the end of a row",
        source: ("source.txt", text.into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

fn lone_caption() -> Case {
    let mut draft = opening(2022);
    add(&mut draft, "部门支出总表", expenditure("expenditure_summary"));
    draft.paragraph("政府性基金预算支出表");
    draft.paragraph("单位：元");
    draft.paragraph("本年度没有政府性基金收支，故不列表。");
    draft.paragraph("国有资本经营预算支出表");
    add(&mut draft, "一般公共预算支出表", expenditure("general_budget_expenditure"));
    Case {
        name: "lone-caption",
        purpose: "titles without a grid stand before another table's title and must not take its grid",
        source: ("source.txt", rows::write(&draft.blocks).into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

fn page_breaks() -> Case {
    let mut draft = opening(2022);
    for (title, kind, repeat) in [
        ("部门支出总表", "expenditure_summary", true),
        ("一般公共预算支出表", "general_budget_expenditure", false),
    ] {
        let mut frame = Frame::titled(title, &CAPTIONS);
        frame.page_breaks = vec![6, 10];
        frame.repeat_header = repeat;
        draft.table(expenditure(kind), frame, Unit::TenThousand);
    }
    // The second table's last page is padded by one field, as dumps pad to a page's widest row.
    let text = rows::write(&draft.blocks);
    let start = text.find("一般公共预算支出表").unwrap_or(0);
    let (head, tail) = text.split_at(start);
    let tail = damage_once(tail, "2130314\t防汛\t20.00\t\t20.00\n", "2130314\t防汛\t20.00\t\t20.00\t\n");
    let tail =
        damage_once(&tail, "22102\t住房改革支出\t8.00\t8.00\t\n", "22102\t住房改革支出\t8.00\t8.00\t\t\n");
    Case {
        name: "page-breaks",
        purpose: "pages end inside a table: once the header is repeated, once not and the width changes",
        source: ("source.txt", format!("{head}{tail}").into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

fn bookmarks() -> Case {
    let mut draft = opening(2020);
    for (n, (title, sheet)) in [
        ("部门收支总表", summary()),
        ("部门支出总表", expenditure("expenditure_summary")),
        ("“三公”经费支出表", three_public()),
    ]
    .into_iter()
    .enumerate()
    {
        let mut frame = Frame::titled(title, &CAPTIONS);
        frame.framed = true;
        frame.bookmark = Some(format!("tz_0001_{:04}", n + 1));
        draft.table(sheet, frame, Unit::TenThousand);
    }
    draft.heading("[bookmark: _Toc30512088]其他说明");
    draft.paragraph("[bookmark: _GoBack]本部门没有其他需要说明的事项。");
    Case {
        name: "bookmarks",
        purpose: "bookmark noise is the only sign that a title follows a table without a blank line",
        source: ("source.txt", cells::write(&draft.blocks).into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}

/// “三公”经费 by rows: the 5.50 of 公务用车运行维护费 and 1.20 of 公务接待费.
fn three_public() -> Sheet {
    let mut sheet = Sheet::new("three_public", STYLE, &["项  目|预算数"]);
    for (printed, name, value) in [
        ("合  计", "合计", "6.70"),
        ("1、因公出国（境）费用", "因公出国（境）费用", ""),
        ("2、公务接待费", "公务接待费", "1.20"),
        ("3、公务用车费", "公务用车费", "5.50"),
        ("其中：（1）公务用车运行维护费", "公务用车运行维护费", "5.50"),
        ("（2）公务用车购置费", "公务用车购置费", ""),
    ] {
        sheet.row().text(0, printed);
        amounts(&mut sheet, 1, &[value], &Label::name(name));
    }
    sheet
}

fn statistics() -> Case {
    let mut draft = opening(2022);
    let header = ["项   目|数量|价值（金额单位：万元）"];
    let mut sheet = Sheet::new("assets", STYLE, &header);
    for (printed, name, count, value) in [
        ("资产总额", "资产总额", 0, "860.40"),
        ("1、房屋（平方米）", "房屋（平方米）", 1250, "700.00"),
        ("　　其中：办公用房（平方米）", "办公用房（平方米）", 980, "520.00"),
        ("2、车辆（台、辆）", "车辆（台、辆）", 3, "60.40"),
        ("3、单价在20万元以上的设备", "单价在20万元以上的设备", 1, "25.00"),
        ("4、其他固定资产", "其他固定资产", 0, "75.00"),
    ] {
        let label = Label::name(name);
        sheet.row().text(0, printed);
        if count > 0 {
            sheet.count(1, count, &label);
        }
        amounts(&mut sheet, 2, &[value], &label);
    }
    let captions = [&*format!("编制单位：{AGENCY}"), "截止时间：2021-12-31"];
    draft.table(sheet, Frame::titled("部门固定资产占用情况表", &captions), Unit::TenThousand);
    Case {
        name: "assets-units",
        purpose: "counts beside money: square metres, cars and 万元 in one table",
        source: ("source.txt", cells::write(&draft.blocks).into_bytes()),
        truth: Some(draft.truth),
        expect: expect_ok(),
    }
}
