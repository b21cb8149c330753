//! Expenditure by economic class: single lists, pairs of department and government codes, and the summary of
//! all funds.

use crate::book::{Book, Condition, Layout, economic, list_by_code};
use crate::catalogue::{ECONOMIC, GOVERNMENT, name_of};
use crate::ledger::{Entry, Fund};
use crate::sheet::{Label, Sheet};

const BASIC: &str = "general_budget_basic_expenditure_economic";
const GENERAL_BASIC: Condition = |e| e.is_general() && e.is_basic();

/// 基本支出表 with 序号 and a 栏次 row.
pub fn basic_serial(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        BASIC,
        book.number,
        &[
            "序号|支出部门经济分类科目|<|一般公共预算基本支出|<|<",
            "^|科目编码|科目名称|合计|人员经费|公用经费",
            "#栏次|1|2|3|4|5",
        ],
    );
    let layout = Layout { serial: Some(0), code: 1, total_spans: false, first_value: 3 };
    let columns: &[Condition] = &[|_| true, Entry::is_personnel, Entry::is_running];
    list_by_code(&mut sheet, &book.ledger, layout, economic(GENERAL_BASIC), columns);
    sheet
}

/// 基本支出表 without running numbers.
pub fn basic_plain(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        BASIC,
        book.number,
        &[
            "部门预算支出经济分类科目|<|本年一般公共预算基本支出|<|<",
            "科目编码|科目名称|合计|人员经费|公用经费",
        ],
    );
    let layout = Layout { serial: None, code: 0, total_spans: false, first_value: 2 };
    let columns: &[Condition] = &[|_| true, Entry::is_personnel, Entry::is_running];
    list_by_code(&mut sheet, &book.ledger, layout, economic(GENERAL_BASIC), columns);
    sheet
}

/// The distinct (department, government) pairs of the entries under a condition, in order.
fn pairs(book: &Book, within: Condition) -> Vec<(&'static str, &'static str)> {
    let mut pairs: Vec<_> =
        book.ledger.entries.iter().filter(|e| within(e)).map(|e| (e.economic, e.government)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn pair_label(code: &str, government: &str) -> Label {
    Label {
        code: code.to_owned(),
        name: name_of(ECONOMIC, code).to_owned(),
        secondary_code: government.to_owned(),
        meaning: None,
    }
}

/// 基本支出表 by pair, one row a pair, 合计 over the code columns.
pub fn basic_pairs(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        BASIC,
        book.number,
        &[
            "部门预算支出经济分类科目|<|政府预算支出经济分类科目|<|本年一般公共预算基本支出|<|<",
            "科目编码|科目名称|科目编码|科目名称|合计|人员经费|公用经费",
        ],
    );
    let columns: &[Condition] = &[|_| true, Entry::is_personnel, Entry::is_running];
    sheet.row().span(0, 1, 4, "合计");
    for (i, column) in columns.iter().enumerate() {
        let sum = book.ledger.sum(|e| GENERAL_BASIC(e) && column(e));
        sheet.money(4 + i, sum, &Label::name("合计"));
    }
    for (code, government) in pairs(book, GENERAL_BASIC) {
        sheet.row().text(0, code).text(1, name_of(ECONOMIC, code));
        sheet.text(2, government).text(3, name_of(GOVERNMENT, government));
        for (i, column) in columns.iter().enumerate() {
            let row = |e: &Entry| GENERAL_BASIC(e) && e.economic == code && e.government == government;
            sheet.money(4 + i, book.ledger.sum(|e| row(e) && column(e)), &pair_label(code, government));
        }
    }
    sheet
}

/// 支出明细表（按支出经济分类科目） by pair with rows for the 类; 合计 stands under the government name.
pub fn costs_pairs(book: &Book, basic_only: bool) -> Sheet {
    let lead =
        "部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出|公用经费支出";
    let (kind, header, within): (_, _, Condition) = match basic_only {
        true => (BASIC, format!("{lead}|备注"), GENERAL_BASIC),
        false => (
            "general_budget_expenditure_economic",
            format!("{lead}|专项业务经费支出|备注"),
            Entry::is_general,
        ),
    };
    let mut sheet = Sheet::new(kind, book.number, &[&header]);
    let all: [Condition; 4] = [|_| true, Entry::is_personnel, Entry::is_running, |e| !e.is_basic()];
    let columns = if basic_only { &all[..3] } else { &all[..] };
    let write = |sheet: &mut Sheet, label: &Label, row: &dyn Fn(&Entry) -> bool| {
        for (i, column) in columns.iter().enumerate() {
            sheet.money(4 + i, book.ledger.sum(|e| within(e) && row(e) && column(e)), label);
        }
    };
    sheet.row().text(3, "合计");
    write(&mut sheet, &Label::name("合计"), &|_| true);
    let mut class = "";
    for (code, government) in pairs(book, within) {
        if class != &code[..3] {
            class = &code[..3];
            let name = name_of(ECONOMIC, class);
            sheet.row().text(0, class).text(1, name);
            write(&mut sheet, &Label::coded(class, name), &|e| e.economic.starts_with(class));
        }
        sheet.row().text(0, code).text(1, name_of(ECONOMIC, code));
        sheet.text(2, government).text(3, name_of(GOVERNMENT, government));
        let row = |e: &Entry| e.economic == code && e.government == government;
        write(&mut sheet, &pair_label(code, government), &row);
    }
    sheet
}

/// 支出经济分类汇总表: all funds, codes in parts, a row for every unit.
pub fn all_funds(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "economic_summary",
        book.number,
        &[
            "部门预算经济分类|<|<|政府预算经济分类|<|<|总计|一般公共预算|<|政府性基金|国有资本经营预算|上年结转结余|财政专户管理资金收入|事业收入|其他收入",
            "类|款|科目名称|类|款|科目名称|^|小计|其中: 财政拨款|^|^|^|^|^|^",
        ],
    );
    let columns: &[Condition] = &[
        |_| true,
        |e| e.fund == Fund::General,
        |e| e.fund == Fund::General,
        |e| e.fund == Fund::GovernmentFund,
        |_| false,
        |e| e.fund == Fund::CarryOver,
        |e| e.fund == Fund::SpecialAccount,
        |e| e.fund == Fund::Business,
        |e| e.fund == Fund::Other,
    ];
    let write = |sheet: &mut Sheet, label: &Label, row: &dyn Fn(&Entry) -> bool| {
        for (i, column) in columns.iter().enumerate() {
            sheet.money(6 + i, book.ledger.sum(|e| row(e) && column(e)), label);
        }
    };
    sheet.row().text(2, "合计");
    write(&mut sheet, &Label::name("合计"), &|_| true);
    for (u, unit) in book.ledger.units.iter().enumerate() {
        // The unit's code stands over 类 and 款, as the provincial program prints it.
        sheet.row().span(0, 1, 2, &unit.code).text(2, &unit.name);
        write(&mut sheet, &Label::coded(&unit.code, &unit.name), &|e| e.unit == u);
        let mut own: Vec<_> =
            book.ledger.entries.iter().filter(|e| e.unit == u).map(|e| (e.economic, e.government)).collect();
        own.sort_unstable();
        own.dedup();
        for (code, government) in own {
            sheet.row().text(0, &code[..3]).text(1, &code[3..]).text(2, name_of(ECONOMIC, code));
            sheet
                .text(3, &government[..3])
                .text(4, &government[3..])
                .text(5, name_of(GOVERNMENT, government));
            let row = |e: &Entry| e.unit == u && e.economic == code && e.government == government;
            write(&mut sheet, &pair_label(code, government), &row);
        }
    }
    sheet
}
