//! The statements dataset.

use super::column::{Column, Kind, Value, yuan};
use super::common;
use super::definition::{Definition, Location, Order};
use super::values;
use mingxi_model::Statement;

type Col = Column<Statement>;

/// Amounts that the prose states.
pub(crate) static STATEMENTS: Definition<Statement> = Definition {
    name: "statements",
    title: "Statements (文字说明中的金额)",
    description: "One row per amount that the prose states",
    order: Order::Fiscal,
    row_order: &["reading order"],
    primary_key: &[],
    locate: |_, r| Location { place: r.place.as_ref(), ..Location::default() },
    columns: &[
        &common::disclosure(),
        &[
            Col::new("sentence", Kind::Text, |_, r| (&r.sentence).into(), "The sentence as printed (原句)")
                .required(),
            Col::new(
                "subject",
                Kind::Text,
                |_, r| (&r.subject).into(),
                "What the amount is of (事项): 财政拨款收入, 基本支出, 机关运行经费 ...",
            ),
            Col::new(
                "code",
                Kind::Text,
                |_, r| (&r.code).into(),
                "Code that the prose prints beside it (科目编码)",
            ),
            Col::new(
                "measure_code",
                Kind::Text,
                |_, r| (&r.measure_code).into(),
                "Stable name of the measure (指标口径); null if the vocabulary does not know the subject",
            )
            .known_values(values::MEASURE_CODE),
            Col::new(
                "amount_yuan",
                Kind::Money,
                |_, r| r.amount.as_ref().map_or(Value::Null, yuan),
                "The amount in yuan (金额), computed exactly from the printed text",
            )
            .unit("yuan")
            .os_type("value"),
            Col::new(
                "quantity",
                Kind::Number,
                |_, r| r.quantity.into(),
                "A count (数量), where the statement is no money",
            ),
            Col::new(
                "quantity_unit",
                Kind::Text,
                |_, r| (&r.quantity_unit).into(),
                "Unit of the count (计量单位)",
            ),
            Col::new(
                "change_yuan",
                Kind::Money,
                |_, r| r.change.as_ref().map_or(Value::Null, yuan),
                "By how much it changed (增减额), in yuan",
            )
            .unit("yuan"),
            Col::new(
                "change_percent",
                Kind::Number,
                |_, r| r.change_percent.into(),
                "By how much it changed in percent (增减百分比), as printed",
            )
            .unit("%"),
            Col::new(
                "change_direction",
                Kind::Text,
                |_, r| r.change_direction.map(|d| d.as_str()).into(),
                "Which way it changed (增减方向)",
            )
            .values(values::CHANGE_DIRECTION),
            Col::new(
                "reason_text",
                Kind::Text,
                |_, r| (&r.reason_text).into(),
                "Why, in the document's words (原因): why it changed, or without a change_direction why it is not what was budgeted",
            ),
            common::page(),
            common::locus(),
        ],
    ],
};
