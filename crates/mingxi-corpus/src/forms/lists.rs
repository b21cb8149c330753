//! Lists of projects and units: 项目支出, 专项业务经费, 机构设置, 报表目录.

use crate::book::{Book, Condition};
use crate::ledger::{Entry, Fund};
use crate::sheet::{Label, Sheet};

/// 项目支出表 with 类型, 项目名称, 项目单位 and one column a fund.
pub fn projects_by_type(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "project_expenditure",
        book.number,
        &[
            "类型|项目名称|项目单位|合计|本年拨款|<|<|财政拨款结转结余|<|<|财政专户管理资金|单位资金",
            "^|^|^|^|一般公共预算|政府性基金预算|国有资本经营预算|一般公共预算|政府性基金预算|国有资本经营预算|^|^",
        ],
    );
    let columns: &[Condition] = &[
        |_| true,
        |e| e.fund == Fund::General,
        |e| e.fund == Fund::GovernmentFund,
        |_| false,
        |e| e.fund == Fund::CarryOver,
        |_| false,
        |_| false,
        |e| e.fund == Fund::SpecialAccount,
        |e| matches!(e.fund, Fund::Business | Fund::Other),
    ];
    let write = |sheet: &mut Sheet, label: &Label, row: &dyn Fn(&Entry) -> bool| {
        for (i, column) in columns.iter().enumerate() {
            sheet.money(3 + i, book.ledger.sum(|e| row(e) && column(e)), label);
        }
    };
    sheet.row().text(1, "合计");
    write(&mut sheet, &Label::name("合计"), &|e| !e.is_basic());
    for (p, project) in book.ledger.projects.iter().enumerate() {
        let unit = &book.ledger.units[project.unit].name;
        let word = if project.specific { "特定目标类" } else { "其他运转类" };
        sheet.row().text(0, word).text(1, &project.name).text(2, unit);
        write(&mut sheet, &Label::name(&project.name), &|e| e.project == Some(p));
    }
    sheet
}

/// 专项业务经费支出表: units and their projects in one column, one amount.
pub fn projects_by_unit(book: &Book) -> Sheet {
    let mut sheet =
        Sheet::new("project_expenditure", book.number, &["单位编码|单位(项目)名称|项目金额|项目简介"]);
    let total = book.ledger.sum(|e| !e.is_basic());
    sheet.row().text(1, "合计").money(2, total, &Label::name("合计"));
    for (u, unit) in book.ledger.units.iter().enumerate() {
        let sum = book.ledger.sum(|e| !e.is_basic() && e.unit == u);
        if sum == 0 {
            continue;
        }
        let label = Label::coded(&unit.code, &unit.name);
        sheet.row().text(0, &unit.code).text(1, &unit.name).money(2, sum, &label);
        for (p, project) in book.ledger.projects.iter().enumerate().filter(|(_, p)| p.unit == u) {
            let sum = book.ledger.sum(|e| e.project == Some(p));
            sheet.row().text(1, &project.name).money(2, sum, &Label::name(&project.name));
        }
    }
    sheet
}

/// 单位机构设置情况 with staff numbers.
pub fn institution(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "institution",
        book.number,
        &["单位名称|单位性质|单位规格|经费保障形式|车辆实有数|编制人数|在职人数|退休人数"],
    );
    let units = &book.ledger.units;
    let sum = |f: fn(&crate::ledger::BudgetUnit) -> i64| units.iter().map(f).sum::<i64>();
    let totals = [sum(|u| u.cars), sum(|u| u.posts), sum(|u| u.staff), sum(|u| u.retired)];
    sheet.row().text(0, "合计");
    for (i, number) in totals.iter().enumerate().filter(|(_, n)| **n != 0) {
        sheet.count(4 + i, *number, &Label::name("合计"));
    }
    for unit in units {
        let (nature, rank) = if unit.administrative { ("行政", "正科级") } else { ("事业", "股级") };
        sheet.row().text(0, &unit.name).text(1, nature).text(2, rank).text(3, "财政性资金基本保证");
        for (i, number) in [unit.cars, unit.posts, unit.staff, unit.retired].iter().enumerate() {
            if *number != 0 {
                sheet.count(4 + i, *number, &Label::name(&unit.name));
            }
        }
    }
    sheet
}

/// 预算单位构成: names only.
pub fn units(book: &Book) -> Sheet {
    let mut sheet = Sheet::new("institution", book.number, &["序号|单位名称|拟变动情况"]);
    for (i, unit) in book.ledger.units.iter().enumerate() {
        sheet.row().text(0, &(i + 1).to_string()).text(1, &unit.name);
    }
    sheet
}

/// 报表目录: the document's tables and whether they are empty.
pub fn contents(book: &Book, titles: &[(String, bool)]) -> Sheet {
    let mut sheet = Sheet::new("table_of_contents", book.number, &["报表|报表名称|是否空表|表格为空的理由"]);
    for (i, (title, blank)) in titles.iter().enumerate() {
        sheet.row().text(0, &format!("表{}", i + 1)).text(1, title);
        if *blank {
            sheet.text(2, "是").text(3, "不涉及");
        }
    }
    sheet
}
