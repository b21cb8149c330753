//! Table titles as the provinces print them.

/// A table's place in the set every disclosure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Slot {
    Summary,
    Revenue,
    Expenditure,
    Appropriation,
    General,
    Basic,
    GovernmentFund,
    StateCapital,
    ThreePublic,
}

/// The slots in the usual order.
pub const SLOTS: [Slot; 9] = [
    Slot::Summary,
    Slot::Revenue,
    Slot::Expenditure,
    Slot::Appropriation,
    Slot::General,
    Slot::Basic,
    Slot::GovernmentFund,
    Slot::StateCapital,
    Slot::ThreePublic,
];

/// Titles of the slots; `{Y}` is the year, `{A}` the agency, `{W}` 单位 or 部门.
pub type Titles = [&'static str; 9];

/// Budgets.
pub const BUDGET: &[Titles] = &[
    [
        "{W}预算收支总表",
        "{W}预算收入总表",
        "{W}预算支出总表",
        "{W}预算财政拨款收支总表",
        "{W}预算一般公共预算财政拨款支出表",
        "{W}预算一般公共预算财政拨款基本支出表",
        "{W}预算政府基金预算财政拨款支出表",
        "{W}预算国有资本经营预算财政拨款支出表",
        "{W}预算财政拨款“三公”经费支出表",
    ],
    [
        "收支预算总表",
        "部门收入总表",
        "部门支出总表",
        "财政拨款收支总表",
        "一般公共预算支出表",
        "一般公共预算基本支出表",
        "政府性基金预算支出表",
        "国有资本经营预算支出表",
        "财政拨款“三公”经费支出表",
    ],
    [
        "{W}收支总表",
        "{W}收入总表",
        "{W}支出总表",
        "财政拨款收支预算总表",
        "一般公共预算支出表",
        "一般公共预算基本支出表",
        "政府性基金预算支出表",
        "国有资本经营预算支出表",
        "一般公共预算“三公”经费支出表",
    ],
    [
        "{A}{Y}年{W}收支总表",
        "{A}{Y}年{W}收入总表",
        "{A}{Y}年{W}支出总表",
        "{A}{Y}年财政拨款收支总表",
        "{A}{Y}年一般公共预算支出表",
        "{A}{Y}年一般公共预算基本支出明细表(按经济分类)",
        "{A}{Y}年政府性基金预算支出表",
        "{A}{Y}年国有资本经营预算支出表",
        "{A}{Y}年“三公”经费支出表",
    ],
    [
        "{Y}年{W}财务收支预算总表",
        "{Y}年{W}收入预算总表",
        "{Y}年{W}支出预算总表",
        "{Y}年{W}财政拨款收支预算总表",
        "{Y}年{W}一般公共预算支出功能分类预算表",
        "{Y}年{W}一般公共预算基本支出部门预算经济分类预算表",
        "{Y}年{W}政府性基金预算支出功能分类预算表",
        "{Y}年{W}国有资本经营预算支出功能分类预算表",
        "{Y}年{W}“三公”经费和机关运行经费预算表",
    ],
    [
        "表一：{W}收支总体情况表",
        "表二：{W}收入总体情况表",
        "表三：{W}支出总体情况表",
        "表四：财政拨款收支总体情况表",
        "表五：一般公共预算支出情况表",
        "表六：一般公共预算基本支出情况表",
        "表七：政府性基金预算支出情况表",
        "表八：国有资本经营预算支出情况表",
        "表九：“三公”经费支出情况表",
    ],
];

/// Budgets of the province that prints 类, 款 and 项 in columns.
pub const PARTS: Titles = [
    "{Y}年{W}收支预算表",
    "{Y}年{W}收入预算表",
    "{Y}年{W}支出预算表",
    "{Y}年财政拨款收支预算表",
    "{Y}年一般公共预算支出预算表",
    "{Y}年一般公共预算基本支出预算表",
    "{Y}年政府性基金支出预算表",
    "{Y}年国有资本经营支出预算表",
    "{Y}年一般公共预算“三公”经费预算表",
];

/// Final accounts.
pub const FINAL: &[Titles] = &[
    [
        "收入支出决算总表",
        "收入决算表",
        "支出决算表",
        "财政拨款收入支出决算总表",
        "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款基本支出决算明细表",
        "政府性基金预算财政拨款支出决算表",
        "国有资本经营预算财政拨款支出决算表",
        "财政拨款“三公”经费支出决算表",
    ],
    [
        "收入支出决算总表",
        "收入决算表(按功能分类列示)",
        "支出决算表",
        "财政拨款收入支出决算总表",
        "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款基本支出决算表",
        "政府性基金预算财政拨款支出决算表",
        "国有资本经营预算财政拨款支出决算表",
        "一般公共预算财政拨款“三公”经费支出决算表",
    ],
    [
        "收入支出决算表",
        "收入决算表(分科目)",
        "支出决算表(分科目)",
        "财政拨款收入支出决算表",
        "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款基本支出决算表",
        "政府性基金预算财政拨款支出决算表",
        "国有资本经营预算财政拨款支出决算表",
        "“三公”经费支出决算表",
    ],
];

/// Fills a title's placeholders.
pub fn fill(title: &str, agency: &str, year: i64, word: &str) -> String {
    title.replace("{A}", agency).replace("{Y}", &year.to_string()).replace("{W}", word)
}
