//! The forms of a city's disclosure: their titles, kinds and columns.

use super::custom::{Manner, Pairs, Split};
use super::table::{Column, List, print};
use super::tree::Keys;
use super::{goals, others, panels, year_matrix};
use crate::book::Book;
use crate::ledger::{Entry, Fund};
use crate::rng::Rng;
use crate::sheet::{Says, Sheet};

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 收支总表 with three panels of expenditure under short heads.
    Panels,
    /// 支出总表 by function, all funds together.
    Expenditure,
    /// 支出总表 by function, a column a fund.
    FundColumns,
    /// 支出总表 with three classifications in a row.
    Triples,
    /// 一般公共预算支出表 by function.
    General,
    /// 一般公共预算基本支出表 by economic class or pair.
    Basic,
    /// 基本支出总表 of all funds.
    AllBasic,
    /// 一般公共预算项目支出表 by economic class.
    ProjectEconomic,
    /// 上年结转资金支出表.
    CarryOver,
    /// 政府购买服务.
    ServicePurchase,
    /// 会议费, 培训费.
    Meetings,
    /// “三公” by unit, its total beside 会议费 and 培训费.
    Beside,
    /// “三公” by year and fund.
    YearMatrix,
    /// 项目支出绩效目标表: one long table of all projects.
    LongGoals,
    /// 部门整体支出绩效目标表 by activity.
    Activities,
    /// Projects with their goals and no indicators.
    GoalList,
    /// Projects with all their indicators in one cell.
    PackedGoals,
    /// A row an indicator, with its share of the points.
    VerticalGoals,
    /// 转移支付绩效目标表.
    Transfer,
}

impl Form {
    /// Every form, in the order of a disclosure.
    pub const ALL: [Form; 13] = [
        Form::Panels,
        Form::Expenditure,
        Form::FundColumns,
        Form::Triples,
        Form::General,
        Form::Basic,
        Form::AllBasic,
        Form::ProjectEconomic,
        Form::CarryOver,
        Form::ServicePurchase,
        Form::Meetings,
        Form::Beside,
        Form::YearMatrix,
    ];

    /// The forms of performance goals: a disclosure prints some of them, behind the others.
    pub const GOALS: [Form; 6] = [
        Form::LongGoals,
        Form::Activities,
        Form::GoalList,
        Form::PackedGoals,
        Form::VerticalGoals,
        Form::Transfer,
    ];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Form::Panels => "部门收支总表",
            Form::Expenditure | Form::FundColumns | Form::Triples => "部门支出总表",
            Form::General => "一般公共预算支出表",
            Form::Basic => "一般公共预算基本支出表",
            Form::AllBasic => "部门基本支出总表",
            Form::ProjectEconomic => "一般公共预算项目支出表（按经济分类科目）",
            Form::CarryOver => "上年结转资金支出表",
            Form::ServicePurchase => "政府购买服务预算表",
            Form::Meetings => "会议费、培训费预算表",
            Form::Beside => "一般公共预算“三公”经费、会议费、培训费支出表",
            Form::YearMatrix => "财政拨款“三公”经费支出表",
            Form::LongGoals | Form::GoalList | Form::VerticalGoals => "项目支出绩效目标表",
            Form::Activities => "部门整体支出绩效目标表",
            Form::PackedGoals => "项目支出绩效目标表（含转移支付项目）",
            Form::Transfer => "专项转移支付绩效目标表",
        }
    }

    /// The form filled from a book.
    pub fn print(self, book: &Book, manner: &Manner, rng: &mut Rng) -> Sheet {
        let list = |kind, keys, within, columns: &[Column]| {
            print(book, manner, &List { kind, keys, within, columns })
        };
        let pairs = match manner.pairs {
            Pairs::None => Keys::Economic,
            Pairs::Parts => Keys::ClassedPairs,
            Pairs::Dashes => Keys::Pairs,
        };
        match self {
            Form::Panels => panels::print(book),
            Form::Expenditure => {
                list("expenditure_summary", Keys::Functional, |_| true, &split(manner.split, false))
            }
            Form::FundColumns => list("expenditure_summary", Keys::Functional, |_| true, FUNDS),
            Form::Triples => {
                list("expenditure_summary", Keys::Triples, |_| true, &split(Split::Plain, false))
            }
            Form::General => list(
                "general_budget_expenditure",
                Keys::Functional,
                Entry::is_general,
                &split(manner.split, true),
            ),
            Form::Basic => {
                let columns = if manner.split == Split::OtherWords { PLANNED } else { COSTS };
                list(
                    "general_budget_basic_expenditure_economic",
                    pairs,
                    |e| e.is_general() && e.is_basic(),
                    columns,
                )
            }
            Form::AllBasic => list("basic_expenditure", pairs, Entry::is_basic, BASIC_FUNDS),
            Form::ProjectEconomic => list(
                "general_budget_project_expenditure_economic",
                Keys::Economic,
                |e| e.is_general() && !e.is_basic(),
                PROJECTS,
            ),
            Form::CarryOver => {
                list("carry_over_expenditure", Keys::Functional, |e| e.fund == Fund::CarryOver, CARRIED)
            }
            Form::ServicePurchase => others::service_purchase(book),
            Form::Meetings => others::meetings(book),
            Form::Beside => others::beside(book),
            Form::YearMatrix => year_matrix::print(book, rng),
            Form::LongGoals => goals::long_list(book, rng),
            Form::Activities => goals::activities(book, rng),
            Form::GoalList => goals::goal_list(book, rng),
            Form::PackedGoals => goals::packed(book, rng),
            Form::VerticalGoals => goals::vertical(book, rng),
            Form::Transfer => goals::transfer(book, rng),
        }
    }
}

const GENERAL: &str = "general_public_budget";

const fn column(
    head: &'static [&'static str],
    when: fn(&Entry) -> bool,
    fund: &'static str,
    measure_code: &'static str,
) -> Column {
    Column { head, when, says: Says { fund, measure_code } }
}

const fn all(head: &'static [&'static str], fund: &'static str, measure_code: &'static str) -> Column {
    column(head, |_| true, fund, measure_code)
}

fn is_project(entry: &Entry) -> bool {
    !entry.is_basic()
}

/// Stands for what a department buys from suppliers.
fn is_bought(entry: &Entry) -> bool {
    matches!(entry.economic, "30202" | "30213" | "30227" | "31002" | "31005")
}

/// The value columns of a list by function; `general` where it is of the general public budget.
fn split(split: Split, general: bool) -> Vec<Column> {
    let fund = if general { GENERAL } else { "" };
    match split {
        Split::Plain => vec![
            all(&["合计"], fund, "total"),
            column(&["基本支出"], Entry::is_basic, fund, "basic"),
            column(&["项目支出"], is_project, fund, "project"),
        ],
        Split::OfWhich => vec![
            all(&["本年支出", "小计"], fund, "*"),
            column(&["本年支出", "其中：基本支出"], Entry::is_basic, fund, "basic"),
            column(&["本年支出", "项目支出"], is_project, fund, "project"),
        ],
        Split::Memo => vec![
            all(&["支出总计"], fund, "total"),
            column(&["其中：政府采购"], is_bought, fund, "procurement"),
        ],
        Split::OtherWords => vec![
            all(&["当年预算", "小计"], fund, "*"),
            column(&["当年预算", "人员类"], Entry::is_personnel, fund, "basic_personnel"),
            column(&["当年预算", "公用类"], Entry::is_running, fund, "basic_public"),
            column(&["当年预算", "特定目标类"], is_project, fund, "project_specific"),
        ],
    }
}

const COSTS: &[Column] = &[
    all(&["本年基本支出", "合计"], GENERAL, "basic"),
    column(&["本年基本支出", "人员经费"], Entry::is_personnel, GENERAL, "basic_personnel"),
    column(&["本年基本支出", "公用经费"], Entry::is_running, GENERAL, "basic_public"),
];

const PLANNED: &[Column] = &[all(&["编制预算"], GENERAL, "*")];

const FUNDS: &[Column] = &[
    all(&["总计"], "", "total"),
    column(&["经费拨款"], |e| e.fund == Fund::General, GENERAL, "*"),
    column(&["政府性基金"], |e| e.fund == Fund::GovernmentFund, "government_fund", "government_fund"),
    column(&["财政专户拨款"], |e| e.fund == Fund::SpecialAccount, "special_account", "special_account"),
    column(&["事业收入"], |e| e.fund == Fund::Business, "business", "business_revenue"),
    column(&["其他资金"], |e| e.fund == Fund::Other, "other", "*"),
    column(&["上年结余、结转"], |e| e.fund == Fund::CarryOver, "carry_over", "opening_balance"),
];

const BASIC_FUNDS: &[Column] = &[
    all(&["总计"], "", "total"),
    column(&["财政拨款", "一般公共预算"], Entry::is_general, GENERAL, GENERAL),
    column(
        &["财政拨款", "政府性基金预算"],
        |e| e.fund == Fund::GovernmentFund,
        "government_fund",
        "government_fund",
    ),
    column(&["财政专户管理资金"], |e| e.fund == Fund::SpecialAccount, "special_account", "special_account"),
    column(&["单位资金"], |e| matches!(e.fund, Fund::Business | Fund::Other), "*", "unit_funds"),
];

const PROJECTS: &[Column] = &[all(&["项目支出"], GENERAL, "project")];

const CARRIED: &[Column] = &[
    all(&["合计"], "carry_over", "total"),
    column(&["基本支出"], Entry::is_basic, "carry_over", "basic"),
    column(&["项目支出"], is_project, "carry_over", "project"),
];
