//! The habits of cities as data: what each one changes of the plain manner of printing, and which forms show it.

use super::forms::Form;
use crate::rng::Rng;

/// How a row's code and name are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// `2010301 | 行政运行`.
    TwoColumns,
    /// `[2010301]行政运行`.
    Brackets,
    /// `2010301-行政运行`.
    Dashes,
    /// 类 | 款 | 项 in columns of their own, each printed only where it changes.
    ChangedColumns,
    /// One column that prints the last part only: 201, then 03, then 01.
    ChangedColumn,
    /// No codes; the nesting is an indent of the cell's paragraph.
    IndentMark,
    /// No codes; the nesting is blanks before the name.
    IndentBlanks,
}

/// How a department and a government economic class stand in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairs {
    /// No pairs: department-economic classes alone.
    None,
    /// 类 | 款 | 名称, twice.
    Parts,
    /// `30101-基本工资 | 50101-工资奖金津补贴`.
    Dashes,
}

/// How the budget units of a department are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// Not at all: rows are sums over all units.
    None,
    /// In columns of their own, once, beside the first of their rows.
    Column,
    /// In a row of their own, the code glued to the name.
    Glued,
    /// In columns and rows of their own, below a row of the department, whose own part (本级) has its name.
    Own,
}

/// The row of running numbers below a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// None.
    None,
    /// `** | ** | 1=2+3 | 2 | 3`.
    Stars,
    /// `甲 | 乙 | 1 | 2 | 3`.
    Letters,
}

/// Where the total stands and what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// 合计 in the first row.
    First,
    /// 合计 in the last row.
    Last,
    /// No label, in the last row.
    Blank,
    /// `总计：` in the last row.
    Colon,
}

/// The value columns of a list by function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// 合计 | 基本支出 | 项目支出.
    Plain,
    /// 小计 | 其中：基本支出 | 项目支出: a full split all the same.
    OfWhich,
    /// 支出总计 | 其中：政府采购: a memo.
    Memo,
    /// 当年预算 over 小计 | 人员类 | 公用类 | 特定目标类.
    OtherWords,
}

/// How a disclosure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Manner {
    pub labels: Labels,
    pub pairs: Pairs,
    pub units: Units,
    pub numbering: Numbering,
    /// After how many rows the header stands again in the grid, as after a page break.
    pub again: Option<usize>,
    pub total: Total,
    pub split: Split,
}

impl Manner {
    /// Code and name in two columns, the total first, nothing else.
    pub const PLAIN: Manner = Manner {
        labels: Labels::TwoColumns,
        pairs: Pairs::None,
        units: Units::None,
        numbering: Numbering::None,
        again: None,
        total: Total::First,
        split: Split::Plain,
    };

    /// Any mixture.
    pub fn any(rng: &mut Rng) -> Manner {
        use Labels::*;
        let numbering = *rng.pick(&[Numbering::None, Numbering::Stars, Numbering::Letters]);
        Manner {
            labels: *rng.pick(&[
                TwoColumns,
                Brackets,
                Dashes,
                ChangedColumns,
                ChangedColumn,
                IndentMark,
                IndentBlanks,
            ]),
            pairs: *rng.pick(&[Pairs::None, Pairs::Parts, Pairs::Dashes]),
            units: *rng.pick(&[Units::None, Units::Column, Units::Glued, Units::Own]),
            numbering,
            again: rng.chance(30).then_some(12),
            total: *rng.pick(&[Total::First, Total::First, Total::Last, Total::Blank, Total::Colon]),
            split: *rng.pick(&[Split::Plain, Split::OfWhich, Split::Memo, Split::OtherWords]),
        }
    }
}

/// One habit: its name on the command line, what it prints, what it changes, and the forms that show it.
#[derive(Debug)]
pub struct Custom {
    /// The name on the command line and in file names.
    pub name: &'static str,
    /// The folder of its case in the corpus.
    pub case: &'static str,
    /// What it prints.
    pub prints: &'static str,
    /// The manner.
    pub manner: Manner,
    /// The forms.
    pub forms: &'static [Form],
}

const BY_CODE: &[Form] = &[Form::Expenditure, Form::General, Form::Basic];
const BY_FUNCTION: &[Form] = &[Form::Expenditure, Form::General];
const P: Manner = Manner::PLAIN;

/// A habit that shows in lists by code.
const fn list(name: &'static str, case: &'static str, prints: &'static str, manner: Manner) -> Custom {
    Custom { name, case, prints, manner, forms: BY_CODE }
}

/// A habit that is a form.
const fn form(
    name: &'static str,
    case: &'static str,
    prints: &'static str,
    forms: &'static [Form],
) -> Custom {
    Custom { name, case, prints, manner: P, forms }
}

/// Every habit.
pub const CUSTOMS: &[Custom] = &[
    list(
        "brackets",
        "city-brackets",
        "[201]一般公共服务支出 in one cell",
        Manner { labels: Labels::Brackets, ..P },
    ),
    list("dashes", "city-dashes", "2010301-行政运行 in one cell", Manner { labels: Labels::Dashes, ..P }),
    list(
        "changed-columns",
        "city-changed-columns",
        "类, 款, 项 in three columns, only where they change",
        Manner { labels: Labels::ChangedColumns, ..P },
    ),
    list(
        "changed-column",
        "city-changed-column",
        "201, 03, 01 in one column",
        Manner { labels: Labels::ChangedColumn, ..P },
    ),
    list(
        "indent-mark",
        "city-indent-mark",
        "names without codes, paragraphs indented",
        Manner { labels: Labels::IndentMark, ..P },
    ),
    list(
        "indent-blanks",
        "city-indent-blanks",
        "names without codes, blanks before them",
        Manner { labels: Labels::IndentBlanks, ..P },
    ),
    list(
        "unit-column",
        "city-unit-column",
        "the unit once beside its rows",
        Manner { units: Units::Column, ..P },
    ),
    list(
        "unit-glued",
        "city-unit-glued",
        "unit rows with the code glued to the name",
        Manner { units: Units::Glued, ..P },
    ),
    list(
        "unit-own",
        "city-unit-own",
        "a department's row and its own 本级 of the same name",
        Manner { units: Units::Own, ..P },
    ),
    list(
        "stars",
        "city-stars",
        "** | ** | 1=2+3 | 2 | 3, again in the middle",
        Manner { numbering: Numbering::Stars, again: Some(10), ..P },
    ),
    list(
        "letters",
        "city-letters",
        "甲 | 乙 | 1 | 2 | 3, again in the middle",
        Manner { numbering: Numbering::Letters, again: Some(14), ..P },
    ),
    list("total-last", "city-total-last", "合计 in the last row", Manner { total: Total::Last, ..P }),
    list(
        "total-blank",
        "city-total-blank",
        "a last row without a label",
        Manner { total: Total::Blank, ..P },
    ),
    list("total-colon", "city-total-colon", "总计： in the last row", Manner { total: Total::Colon, ..P }),
    Custom {
        name: "split",
        case: "city-split",
        prints: "小计 | 其中：基本支出 | 项目支出, a full split",
        manner: Manner { split: Split::OfWhich, ..P },
        forms: BY_FUNCTION,
    },
    Custom {
        name: "memo",
        case: "city-memo",
        prints: "支出总计 | 其中：政府采购, a memo",
        manner: Manner { split: Split::Memo, ..P },
        forms: BY_FUNCTION,
    },
    Custom {
        name: "other-words",
        case: "city-other-words",
        prints: "当年预算, 人员类, 经费拨款 as heads",
        manner: Manner { split: Split::OtherWords, ..P },
        forms: &[Form::General, Form::FundColumns],
    },
    Custom {
        name: "planned-amount",
        case: "city-planned-amount",
        prints: "编制预算 as the only value column",
        manner: Manner { split: Split::OtherWords, ..P },
        forms: &[Form::Basic],
    },
    Custom {
        name: "pair-parts",
        case: "city-pair-parts",
        prints: "部门经济 and 政府经济, each 类 | 款 | 名称",
        manner: Manner { pairs: Pairs::Parts, ..P },
        forms: &[Form::Basic, Form::AllBasic],
    },
    Custom {
        name: "pair-dashes",
        case: "city-pair-dashes",
        prints: "30101-基本工资 | 50101-工资奖金津补贴",
        manner: Manner { pairs: Pairs::Dashes, ..P },
        forms: &[Form::Basic, Form::AllBasic],
    },
    form("triples", "city-triples", "功能 | 政府经济 | 部门经济 in one row", &[Form::Triples]),
    form("fund-columns", "city-fund-columns", "支出总表 by function, a column a fund", &[Form::FundColumns]),
    form("all-basic", "city-all-basic", "基本支出总表 of all funds", &[Form::AllBasic]),
    form(
        "project-economic",
        "city-project-economic",
        "一般公共预算项目支出 by economic class",
        &[Form::ProjectEconomic, Form::Basic],
    ),
    form("carry-over", "city-carry-over", "上年结转资金支出表", &[Form::CarryOver, Form::General]),
    form("service-purchase", "city-service-purchase", "政府购买服务", &[Form::ServicePurchase]),
    form("meetings", "city-meetings", "会议费, 培训费 by unit", &[Form::Meetings]),
    form(
        "three-public-beside",
        "city-three-public-beside",
        "“三公”经费合计 beside 会议费 and 培训费",
        &[Form::Beside],
    ),
    form(
        "year-matrix",
        "city-year-matrix",
        "“三公” with 年度 rows and funds under each measure",
        &[Form::YearMatrix],
    ),
    form(
        "short-panels",
        "city-short-panels",
        "支出功能分类 | 部门预算支出经济分类 | 政府预算支出经济分类 as heads",
        &[Form::Panels],
    ),
    form(
        "goals-long",
        "city-goals-long",
        "one long table of all projects with their indicators",
        &[Form::LongGoals],
    ),
    form(
        "goals-activities",
        "city-goals-activities",
        "a whole-unit form by activity, level and name run together",
        &[Form::Activities],
    ),
    form("goals-list", "city-goals-list", "projects with goals and no indicators", &[Form::GoalList]),
    form(
        "goals-packed",
        "city-goals-packed",
        "all indicators of a project in one cell",
        &[Form::PackedGoals],
    ),
    form(
        "goals-vertical",
        "city-goals-vertical",
        "a row an indicator, with its share of the points",
        &[Form::VerticalGoals],
    ),
    form(
        "goals-transfer",
        "city-goals-transfer",
        "a transfer's form: money by level, numbered levels with points",
        &[Form::Transfer],
    ),
];

/// The habit of a name.
pub fn named(name: &str) -> Option<&'static Custom> {
    CUSTOMS.iter().find(|custom| custom.name == name)
}
