//! The projects dataset.

use super::column::{Column, Get, Kind, Value, yuan};
use super::common;
use super::definition::{Definition, Location, Order};
use super::values;
use mingxi_model::{Amount, Project};

type Col = Column<Project>;

/// One row per project form or project row.
pub(crate) static PROJECTS: Definition<Project> = Definition {
    name: "projects",
    title: "Projects (项目)",
    description: "One row per project form (a form that continues in a second table is one) or project row",
    order: Order::Fiscal,
    row_order: &["table_ids", "row"],
    primary_key: &[],
    locate: |_, r| Location {
        table_id: r.table_ids.first().copied(),
        row: Some(r.row),
        col: None,
        place: r.place.as_ref(),
    },
    columns: &[
        &common::disclosure(),
        &[
            Col::new(
                "table_ids",
                Kind::Ints,
                |_, r| Value::Ints(&r.table_ids),
                "Numbers of the tables that the project stands in (表序号); join to tables",
            )
            .required(),
            Col::new(
                "row",
                Kind::Int32,
                |_, r| r.row.into(),
                "First grid row of the project in its first table (行), from 0",
            )
            .required(),
            common::page(),
            Col::new(
                "project_name",
                Kind::Text,
                |_, r| (&r.project_name).into(),
                "Name of the project (项目名称), also where only the title says it",
            )
            .os_type("activity:generic:project:label"),
            Col::new(
                "project_code",
                Kind::Text,
                |_, r| (&r.project_code).into(),
                "Code of the project (项目编码)",
            )
            .os_type("activity:generic:project:code"),
            Col::new(
                "department",
                Kind::Text,
                |_, r| (&r.department).into(),
                "Department in charge (主管部门)",
            )
            .os_type("administrative-classification:generic:level1:label"),
            Col::new(
                "implementing_unit",
                Kind::Text,
                |_, r| (&r.implementing_unit).into(),
                "Unit that carries the project out (预算单位, 实施单位)",
            )
            .os_type("administrator:generic:name"),
            Col::new(
                "period",
                Kind::Text,
                |_, r| (&r.period).into(),
                "When the project is carried out (实施期限), as printed",
            ),
            money(
                "budget_yuan",
                |_, r| optional_yuan(&r.budget),
                "Budget (预算数, 资金总额); of a self-evaluation the one at the start of the year, else the adjusted one",
            ),
            money(
                "fiscal_funds_yuan",
                |_, r| optional_yuan(&r.fiscal_funds),
                "Fiscal funds in the budget (财政资金, 其中：财政拨款)",
            ),
            money(
                "other_funds_yuan",
                |_, r| optional_yuan(&r.other_funds),
                "Other funds in the budget (其他资金)",
            ),
            money(
                "approved_yuan",
                |_, r| optional_yuan(&r.approved),
                "Budget at the start of the year (年初预算数)",
            ),
            money(
                "adjusted_yuan",
                |_, r| optional_yuan(&r.adjusted),
                "Budget of the whole year after adjustment (全年预算数)",
            ),
            money("executed_yuan", |_, r| optional_yuan(&r.executed), "Spent in the year (全年执行数)"),
            money("balance_yuan", |_, r| optional_yuan(&r.balance), "Balance carried over (资金结转结余)"),
            Col::new(
                "execution_rate",
                Kind::Number,
                |_, r| r.execution_rate.into(),
                "Rate of execution (执行率) as printed: 28.45 for 28.45%",
            )
            .unit("%"),
            Col::new(
                "execution_weight",
                Kind::Number,
                |_, r| r.execution_weight.into(),
                "Points that the execution of the budget can score (预算执行率分值)",
            ),
            Col::new(
                "execution_score",
                Kind::Number,
                |_, r| r.execution_score.into(),
                "Points that the execution of the budget scored (预算执行率得分)",
            ),
            Col::new("total_score", Kind::Number, |_, r| r.total_score.into(), "Points scored in all (总分)"),
            Col::new("grade", Kind::Text, |_, r| (&r.grade).into(), "Grade (评价等级): 优, 良, 中, 差"),
            Col::new("goal_text", Kind::Text, |_, r| (&r.goal_text).into(), "Goal as printed (绩效目标)"),
            Col::new(
                "actual_text",
                Kind::Text,
                |_, r| (&r.actual_text).into(),
                "What was achieved, as printed (实际完成情况)",
            ),
            Col::new(
                "payment_plan",
                Kind::Plan,
                |_, r| Value::Plan(&r.payment_plan),
                "Payment plan (资金支出计划): a date as printed and the cumulated share in percent",
            )
            .required(),
            Col::new(
                "check_status",
                Kind::Text,
                |_, r| r.check_status.as_str().into(),
                "What the accounting identities say of the project's numbers (勾稽校验结果)",
            )
            .required()
            .values(values::CHECK_STATUS),
        ],
    ],
};

/// A column of yuan.
const fn money(name: &'static str, get: Get<Project>, description: &'static str) -> Column<Project> {
    Col::new(name, Kind::Money, get, description).unit("yuan").os_type("value")
}

fn optional_yuan(amount: &Option<Amount>) -> Value<'_> {
    amount.as_ref().map_or(Value::Null, yuan)
}
