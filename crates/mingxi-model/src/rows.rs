//! The rows of the published datasets. The document's own facts (agency, region, year, stage) are not
//! repeated here; the dataset writer adds them.

use crate::{
    Amount, BBox, CheckStatus, Classification, CodeStatus, Flow, Fund, Phase, Place, RowRole, Slip, TableKind,
};
use rust_decimal::Decimal;

/// One numeric cell of a fiscal table, tidy.
#[derive(Debug, Clone, PartialEq)]
pub struct LineItem {
    /// The table, 1-based.
    pub table_id: i32,
    /// The table's form.
    pub table_kind: TableKind,
    /// Row of the value's cell, 0-based.
    pub row: i32,
    /// Column of the value's cell, 0-based.
    pub col: i32,
    /// Revenue or expenditure.
    pub flow: Option<Flow>,
    /// What the row classifies by.
    pub classification: Option<Classification>,
    /// 类款项 joined and padded; a unit row's unit code.
    pub code: Option<String>,
    /// The label without white space and list numbering.
    pub name: Option<String>,
    /// The label as printed.
    pub name_as_printed: Option<String>,
    /// 1 类, 2 款, 3 项; of a row without a code its depth, where indent, numbering or sums show it.
    pub level: Option<i8>,
    /// The code one level up.
    pub parent_code: Option<String>,
    /// Government-economic code of a pair row.
    pub secondary_code: Option<String>,
    /// Government-economic name of a pair row.
    pub secondary_name: Option<String>,
    /// The row of the same table whose amount contains this one's; `None` at the top.
    pub parent_row: Option<i32>,
    /// Department-economic code of a row with three classifications.
    pub economic_code: Option<String>,
    /// Department-economic name of a row with three classifications.
    pub economic_name: Option<String>,
    /// What the classification says of code and name; `None` without a classification code.
    pub code_status: Option<CodeStatus>,
    /// The row's part in sums.
    pub row_role: Option<RowRole>,
    /// 行次 or 序号.
    pub line_no: Option<String>,
    /// Budget unit of the row.
    pub unit_code: Option<String>,
    /// Name of the budget unit of the row.
    pub unit_name: Option<String>,
    /// Header path of the value's column, joined with `/`.
    pub measure: String,
    /// The measure's stable name.
    pub measure_code: Option<String>,
    /// The stable name of what the number states, whether its row or its column names it: `reception` for a row
    /// 公务接待费 under 预算数 as for a column 公务接待费.
    pub item_code: Option<String>,
    /// Where the money comes from.
    pub fund: Option<Fund>,
    /// The stage of the budget year.
    pub phase: Option<Phase>,
    /// The cell as printed.
    pub value_text: String,
    /// The number as printed, and in yuan where it is money.
    pub amount: Amount,
    /// What the identities say.
    pub check_status: CheckStatus,
    /// 1 = most likely wrong cell of a broken identity.
    pub suspect_rank: Option<i32>,
    /// What would satisfy the identities in this place, in the printed unit; only with the first rank.
    pub suspect_value: Option<Decimal>,
    /// How the printed number may have come from it, where that shows.
    pub suspect_slip: Option<Slip>,
    /// Where the cell stands.
    pub place: Option<Place>,
}

/// How a target compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    /// ≥
    Ge,
    /// ≤
    Le,
    /// >
    Gt,
    /// <
    Lt,
    /// =
    Eq,
    /// Words.
    Text,
}

impl Operator {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Ge => "ge",
            Operator::Le => "le",
            Operator::Gt => "gt",
            Operator::Lt => "lt",
            Operator::Eq => "eq",
            Operator::Text => "text",
        }
    }
}

/// One value of a target that states several (≥12；≥10) or a range (90%-95%).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPart {
    /// How it compares; never [`Operator::Text`].
    pub operator: Operator,
    /// The number.
    pub value: Decimal,
    /// What is counted.
    pub unit: Option<String>,
}

/// One performance indicator (三级指标).
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// The table, 1-based.
    pub table_id: i32,
    /// The table's form.
    pub table_kind: TableKind,
    /// Row of the 三级指标 cell, 0-based.
    pub row: i32,
    /// Column of the 三级指标 cell, 0-based.
    pub col: i32,
    /// Which of the indicators that are packed in the cell, from 1; 1 where it has the cell to itself.
    pub part: i32,
    /// The project the form is about.
    pub project_name: Option<String>,
    /// The project's code.
    pub project_code: Option<String>,
    /// 活动: what the department does, in a whole-unit form that sorts its indicators by it.
    pub activity: Option<String>,
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub level3: String,
    /// 绩效指标描述, 指标值说明.
    pub description: Option<String>,
    /// How the target compares.
    pub operator: Option<Operator>,
    /// The target as printed.
    pub target_text: Option<String>,
    /// The target's number.
    pub target_value: Option<Decimal>,
    /// The target's unit.
    pub target_unit: Option<String>,
    /// The values of a target that states several, in the order printed; empty for one value and for words.
    pub target_parts: Vec<TargetPart>,
    /// 调整后指标值 as printed.
    pub adjusted_target_text: Option<String>,
    /// How the adjusted target compares.
    pub adjusted_operator: Option<Operator>,
    /// The adjusted target's number.
    pub adjusted_target_value: Option<Decimal>,
    /// The adjusted target's unit.
    pub adjusted_target_unit: Option<String>,
    /// As `target_parts`.
    pub adjusted_target_parts: Vec<TargetPart>,
    /// 实际完成值 as printed.
    pub actual_text: Option<String>,
    /// The comparison printed with the actual value; [`Operator::Text`] for words.
    pub actual_operator: Option<Operator>,
    /// The actual value's number.
    pub actual_value: Option<Decimal>,
    /// The actual value's unit.
    pub actual_unit: Option<String>,
    /// As `target_parts`.
    pub actual_parts: Vec<TargetPart>,
    /// 分值.
    pub weight: Option<Decimal>,
    /// 得分.
    pub score: Option<Decimal>,
    /// 评（扣）分标准.
    pub scoring_rule: Option<String>,
    /// 指标值确定依据.
    pub basis: Option<String>,
    /// 是否核心指标; `None` where the form does not say.
    pub is_core: Option<bool>,
    /// 偏差原因, 备注.
    pub remark: Option<String>,
    /// Where the 三级指标 cell stands.
    pub place: Option<Place>,
}

/// One step of a payment plan (资金支出计划).
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentShare {
    /// The date as printed (3月底).
    pub label: String,
    /// Cumulated share in percent; `None` for an empty cell.
    pub percent: Option<Decimal>,
}

/// One project form or project row.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The tables the form stands in.
    pub table_ids: Vec<i32>,
    /// The first row, 0-based.
    pub row: i32,
    /// Its place.
    pub place: Option<Place>,
    /// 项目名称.
    pub project_name: Option<String>,
    /// 项目编码.
    pub project_code: Option<String>,
    /// 主管部门.
    pub department: Option<String>,
    /// 预算单位, 实施单位.
    pub implementing_unit: Option<String>,
    /// 实施期限 as printed.
    pub period: Option<String>,
    /// The project's budget; in a self-evaluation that of the start of the year.
    pub budget: Option<Amount>,
    /// 财政资金.
    pub fiscal_funds: Option<Amount>,
    /// 其他资金.
    pub other_funds: Option<Amount>,
    /// 年初预算数.
    pub approved: Option<Amount>,
    /// 全年预算数.
    pub adjusted: Option<Amount>,
    /// 全年执行数.
    pub executed: Option<Amount>,
    /// 资金结（转）余.
    pub balance: Option<Amount>,
    /// 执行率, in percent.
    pub execution_rate: Option<Decimal>,
    /// 分值 of the execution: the points it can score.
    pub execution_weight: Option<Decimal>,
    /// 得分 of the execution.
    pub execution_score: Option<Decimal>,
    /// 总分.
    pub total_score: Option<Decimal>,
    /// 优, 良, 中, 差.
    pub grade: Option<String>,
    /// 绩效目标.
    pub goal_text: Option<String>,
    /// 实际完成情况.
    pub actual_text: Option<String>,
    /// 资金支出计划.
    pub payment_plan: Vec<PaymentShare>,
    /// What the identities say.
    pub check_status: CheckStatus,
}

/// Which way a number went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeDirection {
    /// 增加.
    Increase,
    /// 减少.
    Decrease,
    /// 持平.
    Flat,
}

impl ChangeDirection {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeDirection::Increase => "increase",
            ChangeDirection::Decrease => "decrease",
            ChangeDirection::Flat => "flat",
        }
    }
}

/// One amount that the prose states.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The sentence as printed.
    pub sentence: String,
    /// What the amount is of.
    pub subject: Option<String>,
    /// The code the prose prints beside it.
    pub code: Option<String>,
    /// The subject's stable name.
    pub measure_code: Option<String>,
    /// The amount.
    pub amount: Option<Amount>,
    /// A count, where the statement is no money.
    pub quantity: Option<Decimal>,
    /// The count's unit.
    pub quantity_unit: Option<String>,
    /// By how much it changed.
    pub change: Option<Amount>,
    /// By how much it changed, in percent.
    pub change_percent: Option<Decimal>,
    /// Which way.
    pub change_direction: Option<ChangeDirection>,
    /// Why, in the document's words.
    pub reason_text: Option<String>,
    /// Where it stands.
    pub place: Option<Place>,
}

impl LineItem {
    /// The page of the cell, where the format has pages.
    pub fn page(&self) -> Option<i32> {
        self.place.as_ref()?.page()
    }

    /// The box of the cell, where the format has positions.
    pub fn bbox(&self) -> Option<BBox> {
        self.place.as_ref()?.bbox()
    }
}
