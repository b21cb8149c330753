//! The checks dataset.

use super::column::{Column, Kind, Value};
use super::common;
use super::definition::{Definition, Location, Order};
use super::values;
use mingxi_model::Check;

type Col = Column<Check>;

/// One row per accounting identity evaluated.
pub(crate) static CHECKS: Definition<Check> = Definition {
    name: "checks",
    title: "Accounting identities (勾稽关系)",
    description: "One row per accounting identity evaluated",
    order: Order::Document,
    row_order: &["table_ids", "terms", "rule_id"],
    primary_key: &[],
    locate: |_, r| {
        let term = r.terms.first();
        Location {
            table_id: term.map(|t| t.table_id).or(r.table_ids.first().copied()),
            row: term.map(|t| t.row),
            col: term.map(|t| t.col),
            place: None,
        }
    },
    columns: &[&[
        common::document_id(),
        Col::new(
            "rule_id",
            Kind::Text,
            |_, r| r.rule_id.into(),
            "Stable name of the rule (规则标识)",
        )
        .required(),
        Col::new(
            "rule_name",
            Kind::Text,
            |_, r| r.rule_name.into(),
            "Name of the rule in Chinese (规则名称)",
        )
        .required(),
        Col::new(
            "table_ids",
            Kind::Ints,
            |_, r| Value::Ints(&r.table_ids),
            "Numbers of the tables that the identity spans (表序号); join to tables",
        )
        .required(),
        Col::new(
            "terms",
            Kind::Terms,
            |_, r| Value::Terms(&r.terms),
            "The numbers of the identity (项) with their sign: +1 a part, -1 the stated sum; join to line_items",
        )
        .required(),
        Col::new(
            "expected",
            Kind::Money,
            |_, r| r.expected.into(),
            "Sum of the parts (应为), in `unit`; null if it cannot be evaluated",
        ),
        Col::new(
            "actual",
            Kind::Money,
            |_, r| r.actual.into(),
            "Sum as stated (实为), in `unit`; null if it cannot be evaluated",
        ),
        Col::new(
            "difference",
            Kind::Money,
            |_, r| r.difference.into(),
            "actual minus expected (差额), in `unit`",
        ),
        Col::new(
            "tolerance",
            Kind::Number,
            |_, r| r.tolerance.into(),
            "What rounding alone may explain (容差), in `unit`: half of the last printed digit for every term",
        ),
        Col::new(
            "unit",
            Kind::Text,
            |_, r| r.unit.as_deref().into(),
            "What the four numbers count (单位): 元 for money in whatever unit it is printed, % of rates, 分 of points, 年, the \
             printed unit of anything else; null if it cannot be evaluated or no unit is printed. Only differences of one unit \
             can be added or compared",
        ),
        Col::new(
            "outcome",
            Kind::Text,
            |_, r| r.outcome.as_str().into(),
            "How the identity came out (结果)",
        )
        .required()
        .values(values::OUTCOME),
        Col::new(
            "message_zh",
            Kind::Text,
            |_, r| (&r.message_zh).into(),
            "A sentence in Chinese that names the cells (中文说明)",
        )
        .required(),
        Col::new(
            "message_en",
            Kind::Text,
            |_, r| (&r.message_en).into(),
            "A sentence in English that names the cells (英文说明)",
        )
        .required(),
    ]],
};
