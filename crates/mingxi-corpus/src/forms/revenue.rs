//! 收入总表 and 收入决算表: by function or by unit, one column a fund.

use crate::book::{Book, Condition, Layout, functional, list_by_code};
use crate::ledger::{Entry, Fund};
use crate::sheet::{Label, Sheet};

const KIND: &str = "revenue_summary";
const NONE: Condition = |_| false;
const THIS_YEAR: Condition = |e| e.fund != Fund::CarryOver;
const APPROPRIATION: Condition = |e| matches!(e.fund, Fund::General | Fund::GovernmentFund);
const SPECIAL: Condition = |e| e.fund == Fund::SpecialAccount;
const BUSINESS: Condition = |e| e.fund == Fund::Business;
const OTHER: Condition = |e| e.fund == Fund::Other;
const CARRIED: Condition = |e| e.fund == Fund::CarryOver;
const GENERAL: Condition = |e| e.fund == Fund::General;
const GOVERNMENT_FUND: Condition = |e| e.fund == Fund::GovernmentFund;

/// By function with 序号 and a 栏次 row.
pub fn by_code_serial(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "序号|功能分类科目|<|合计|本年收入|<|<|<|<|<|<|<|上年结转",
            "^|科目    编码|科目名称|^|小计|财政拨款 收入|财政专户 收入|事业收入|经营收入|上级补助收入|附属单位上缴收入|其他收入|^",
            "#栏次|1|2|3|4|5|6|7|8|9|10|11|12",
        ],
    );
    let columns: &[Condition] =
        &[|_| true, THIS_YEAR, APPROPRIATION, SPECIAL, BUSINESS, NONE, NONE, NONE, OTHER, CARRIED];
    let layout = Layout { serial: Some(0), code: 1, total_spans: false, first_value: 3 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(|_| true), columns);
    sheet
}

/// 收入决算表 by function.
pub fn by_code_final(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "项目|<|本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入",
            "科目代码|科目名称|^|^|^|^|^|^|^",
            "#栏次|<|1|2|3|4|5|6|7",
        ],
    );
    let business: Condition = |e| matches!(e.fund, Fund::Business | Fund::SpecialAccount);
    let columns = &[THIS_YEAR, APPROPRIATION, NONE, business, NONE, NONE, OTHER];
    let layout = Layout { serial: None, code: 0, total_spans: true, first_value: 2 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(THIS_YEAR), columns);
    sheet
}

/// By function without running numbers.
pub fn by_code_plain(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "功能分类科目|<|合计|上年结转|一般公共预算拨款收入|政府性基金预算拨款收入|财政专户管理资金收入|事业收入|其他收入",
            "科目编码|科目名称|^|^|^|^|^|^|^",
        ],
    );
    let columns: &[Condition] = &[|_| true, CARRIED, GENERAL, GOVERNMENT_FUND, SPECIAL, BUSINESS, OTHER];
    let layout = Layout { serial: None, code: 0, total_spans: false, first_value: 2 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(|_| true), columns);
    sheet
}

/// By unit with this year's and last year's funds.
pub fn by_unit_funds(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "部门(单位)代码|部门(单位)名称|总计|本年收入|<|<|<|<|<|<|<|<|<|<|上年结转结余|<|<|<|<|<",
            "^|^|^|合计|一般公共预算|<|政府性基金|国有资本经营预算|财政专户管理资金|事业收入|事业单位经营收入|上级补助收入|附属单位上缴收入|其他收入|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|单位资金",
            "^|^|^|^|小计|其中: 财政拨款|^|^|^|^|^|^|^|^|^|^|^|^|^|^",
        ],
    );
    let columns: &[Condition] = &[
        |_| true,
        THIS_YEAR,
        GENERAL,
        GENERAL,
        GOVERNMENT_FUND,
        NONE,
        SPECIAL,
        BUSINESS,
        NONE,
        NONE,
        NONE,
        OTHER,
        CARRIED,
        CARRIED,
        NONE,
        NONE,
        NONE,
        NONE,
    ];
    units(&mut sheet, book, columns);
    sheet
}

/// By unit, one block of columns.
pub fn by_unit(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "单位编码|单位名称|部门预算|<|<|<|<|<|<|<|<",
            "^|^|合计|公共预算拨款|<|政府性基金拨款|事业收入|事业单位经营收入|上年结转|上年实户资金余额|其他收入",
            "^|^|^|小计|其中：专项资金列入部门预算的项目|^|^|^|^|^|^",
        ],
    );
    let business: Condition = |e| matches!(e.fund, Fund::Business | Fund::SpecialAccount);
    let columns: &[Condition] =
        &[|_| true, GENERAL, NONE, GOVERNMENT_FUND, business, NONE, CARRIED, NONE, OTHER];
    units(&mut sheet, book, columns);
    sheet
}

/// A total row and a row for every unit, values from the third column.
pub fn units(sheet: &mut Sheet, book: &Book, columns: &[Condition]) {
    sheet.row().text(1, "合计");
    for (i, column) in columns.iter().enumerate() {
        sheet.money(2 + i, book.ledger.sum(column), &Label::name("合计"));
    }
    for (u, unit) in book.ledger.units.iter().enumerate() {
        let label = Label::coded(&unit.code, &unit.name);
        sheet.row().text(0, &unit.code).text(1, &unit.name);
        for (i, column) in columns.iter().enumerate() {
            sheet.money(2 + i, book.ledger.sum(|e: &Entry| e.unit == u && column(e)), &label);
        }
    }
}
