//! 支出总表, 一般公共预算支出表 and 政府性基金支出表: by function, with basic and project expenditure.

use crate::book::{Book, Condition, Layout, functional, list_by_code};
use crate::catalogue::{FUNCTIONAL, name_of};
use crate::ledger::{Entry, Fund};
use crate::sheet::{Label, Sheet};

const NONE: Condition = |_| false;
const PROJECT: Condition = |e| !e.is_basic();

/// 支出总表 with 序号 and a 栏次 row.
pub fn summary_serial(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "expenditure_summary",
        book.number,
        &[
            "序号|功能分类科目|<|合计|基本支出|项目支出|经营支出|上解上级     支出|对附属单位补助支出",
            "^|科目    编码|科目名称|^|^|^|^|^|^",
            "#栏次|1|2|3|4|5|6|7|8",
        ],
    );
    let columns: &[Condition] = &[|_| true, Entry::is_basic, PROJECT, NONE, NONE, NONE];
    let layout = Layout { serial: Some(0), code: 1, total_spans: false, first_value: 3 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(|_| true), columns);
    sheet
}

/// 支出决算表.
pub fn summary_final(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "expenditure_summary",
        book.number,
        &[
            "项目|<|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出",
            "科目代码|科目名称|^|^|^|^|^|^",
            "#栏次|<|1|2|3|4|5|6",
        ],
    );
    let columns: &[Condition] = &[|_| true, Entry::is_basic, PROJECT, NONE, NONE, NONE];
    let layout = Layout { serial: None, code: 0, total_spans: true, first_value: 2 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(|_| true), columns);
    sheet
}

/// 支出总表 without running numbers.
pub fn summary_plain(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "expenditure_summary",
        book.number,
        &["支出功能分类科目|<|合计|基本支出|项目支出", "科目编码|科目名称|^|^|^"],
    );
    let layout = Layout { serial: None, code: 0, total_spans: false, first_value: 2 };
    let columns: &[Condition] = &[|_| true, Entry::is_basic, PROJECT];
    list_by_code(&mut sheet, &book.ledger, layout, functional(|_| true), columns);
    sheet
}

/// 支出总表 by unit.
pub fn summary_by_unit(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "expenditure_summary",
        book.number,
        &[
            "单位编码|单位名称|部门预算|<|<|<|<|<|<",
            "^|^|合计|公共预算拨款|<|政府性基金拨款|事业收入|上年结转|其他收入",
            "^|^|^|小计|其中：专项资金列入部门预算的项目|^|^|^|^",
        ],
    );
    let columns: &[Condition] = &[
        |_| true,
        |e| e.fund == Fund::General,
        NONE,
        |e| e.fund == Fund::GovernmentFund,
        |e| matches!(e.fund, Fund::Business | Fund::SpecialAccount),
        |e| e.fund == Fund::CarryOver,
        |e| e.fund == Fund::Other,
    ];
    super::revenue::units(&mut sheet, book, columns);
    sheet
}

/// 一般公共预算支出表 with 序号 and a 栏次 row; `within` picks the fund (also for 政府性基金支出表).
pub fn functional_serial(book: &Book, kind: &'static str, within: Condition) -> Sheet {
    let mut sheet = Sheet::new(
        kind,
        book.number,
        &["序号|功能分类科目|<|合计|基本支出|项目支出", "^|科目编码|科目名称|^|^|^", "#栏次|1|2|3|4|5"],
    );
    if book.ledger.sum(within) == 0 {
        sheet.row();
        return sheet;
    }
    let layout = Layout { serial: Some(0), code: 1, total_spans: false, first_value: 3 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(within), &[|_| true, Entry::is_basic, PROJECT]);
    sheet
}

/// 一般公共预算财政拨款支出决算表; `within` picks the fund.
pub fn functional_final(book: &Book, kind: &'static str, within: Condition) -> Sheet {
    let mut sheet = Sheet::new(
        kind,
        book.number,
        &["项目|<|本年支出|<|<", "科目代码|科目名称|小计|基本支出|项目支出", "#栏次|<|1|2|3"],
    );
    if book.ledger.sum(within) == 0 {
        sheet.row().span(0, 1, 2, "合计");
        return sheet;
    }
    let layout = Layout { serial: None, code: 0, total_spans: true, first_value: 2 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(within), &[|_| true, Entry::is_basic, PROJECT]);
    sheet
}

/// 一般公共预算支出表 without running numbers; `within` picks the fund.
pub fn functional_plain(book: &Book, kind: &'static str, within: Condition) -> Sheet {
    let mut sheet = Sheet::new(
        kind,
        book.number,
        &["支出功能分类科目|<|合计|基本支出|项目支出", "科目编码|科目名称|^|^|^"],
    );
    if book.ledger.sum(within) == 0 {
        sheet.row();
        return sheet;
    }
    let layout = Layout { serial: None, code: 0, total_spans: false, first_value: 2 };
    list_by_code(&mut sheet, &book.ledger, layout, functional(within), &[|_| true, Entry::is_basic, PROJECT]);
    sheet
}

/// 支出明细表（按支出功能分类科目） with personnel, running costs and, unless only basic, projects.
pub fn functional_costs(book: &Book, basic_only: bool) -> Sheet {
    let (kind, header) = match basic_only {
        true => (
            "general_budget_basic_expenditure_functional",
            "功能科目编码|功能科目名称|合计|人员经费支出|公用经费支出|备注",
        ),
        false => (
            "general_budget_expenditure",
            "功能科目编码|功能科目名称|合计|人员经费支出|公用经费支出|专项业务经费支出|备注",
        ),
    };
    let mut sheet = Sheet::new(kind, book.number, &[header]);
    let layout = Layout { serial: None, code: 0, total_spans: false, first_value: 2 };
    let columns: &[Condition] = &[|_| true, Entry::is_personnel, Entry::is_running, PROJECT];
    let (within, columns): (Condition, _) = match basic_only {
        true => (|e| e.is_general() && e.is_basic(), &columns[..3]),
        false => (Entry::is_general, columns),
    };
    list_by_code(&mut sheet, &book.ledger, layout, functional(within), columns);
    sheet
}

/// 支出预算表 with 类, 款, 项 in columns of their own, a row for every unit, and columns by cost.
pub fn by_parts(book: &Book, kind: &'static str, within: Condition) -> Sheet {
    let mut sheet = Sheet::new(
        kind,
        book.number,
        &[
            "科目编码|<|<|单位代码|单位(科目名称)|合计|基本支出|<|<|<|<|项目支出|<|<",
            "类|款|项|^|^|^|小计|人员经费|<|公用经费|<|小计|其他运转类|特定目标类",
            "^|^|^|^|^|^|^|工资福利支出|对个人和家庭的补助|商品和服务支出|资本性支出|^|^|^",
        ],
    );
    let specific = |e: &Entry| e.project.is_some_and(|p| book.ledger.projects[p].specific);
    let columns: [&dyn Fn(&Entry) -> bool; 9] = [
        &|_| true,
        &Entry::is_basic,
        &|e| e.is_basic() && e.economic.starts_with("301"),
        &|e| e.is_basic() && e.economic.starts_with("303"),
        &|e| e.is_basic() && e.economic.starts_with("302"),
        &|e| e.is_basic() && e.economic.starts_with("310"),
        &|e| !e.is_basic(),
        &|e| !e.is_basic() && !specific(e),
        &specific,
    ];
    let write = |sheet: &mut Sheet, label: &Label, rows: &dyn Fn(&Entry) -> bool| {
        for (i, column) in columns.iter().enumerate() {
            sheet.money(5 + i, book.ledger.sum(|e| within(e) && rows(e) && column(e)), label);
        }
    };
    sheet.row().text(4, "合计");
    if book.ledger.sum(within) == 0 {
        return sheet;
    }
    write(&mut sheet, &Label::name("合计"), &|_| true);
    for (u, unit) in book.ledger.units.iter().enumerate() {
        if book.ledger.sum(|e| within(e) && e.unit == u) == 0 {
            continue;
        }
        sheet.row().text(3, &unit.code).text(4, &unit.name);
        write(&mut sheet, &Label::coded(&unit.code, &unit.name), &|e| e.unit == u);
        for code in book.ledger.codes(|e| e.functional, &[7], |e| within(e) && e.unit == u) {
            let name = name_of(FUNCTIONAL, code);
            sheet.row().text(0, &code[..3]).text(1, &code[3..5]).text(2, &code[5..]).text(4, name);
            write(&mut sheet, &Label::coded(code, name), &|e| e.unit == u && e.functional == code);
        }
    }
    sheet
}
