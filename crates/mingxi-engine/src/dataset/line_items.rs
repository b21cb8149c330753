//! The line_items dataset.

use super::column::{Column, Kind, Value, yuan};
use super::common;
use super::definition::{Definition, Location, Order};
use super::number;
use super::values;
use mingxi_model::{Amount, CheckStatus, LineItem};
use rust_decimal::Decimal;

type Col = Column<LineItem>;

/// One row per numeric cell of a fiscal table, tidy.
pub(crate) static LINE_ITEMS: Definition<LineItem> = Definition {
    name: "line_items",
    title: "Fiscal line items (收支条目)",
    description: "One row per numeric cell of every table kind but performance_*, table_of_contents and \
                  other. A blank cell and —— yield no row; a printed 0 does",
    order: Order::Fiscal,
    row_order: &["table_id", "row", "col"],
    primary_key: &["document_id", "table_id", "row", "col"],
    locate: |_, r| Location {
        table_id: Some(r.table_id),
        row: Some(r.row),
        col: Some(r.col),
        place: r.place.as_ref(),
    },
    columns: &[
        &common::disclosure(),
        &[
            common::table_id(|_, r| r.table_id.into()),
            common::table_kind(|_, r| common::kind_name(r.table_kind)),
            Col::new(
                "row",
                Kind::Int32,
                |_, r| r.row.into(),
                "Grid row of the value's cell (行), from 0; joins to cells",
            )
            .required(),
            Col::new(
                "col",
                Kind::Int32,
                |_, r| r.col.into(),
                "Grid column of the value's cell (列), from 0; joins to cells",
            )
            .required(),
            Col::new(
                "flow",
                Kind::Text,
                |_, r| r.flow.map(|f| f.as_str()).into(),
                "Revenue (收入) or expenditure (支出); null if neither",
            )
            .values(values::FLOW)
            .os_type("direction"),
            Col::new(
                "classification",
                Kind::Text,
                |_, r| r.classification.map(|c| c.as_str()).into(),
                "What the rows of the table classify by (分类); says which code list `code` is from",
            )
            .values(values::CLASSIFICATION),
            Col::new(
                "code",
                Kind::Text,
                |_, r| (&r.code).into(),
                "Classification code (科目编码), 类款项 joined and padded: 2080505; economic 30101; of a \
                 unit row its unit code",
            ),
            Col::new(
                "name",
                Kind::Text,
                |_, r| (&r.name).into(),
                "Label of the row (科目名称) without white space, list numbering and 其中; null where it \
                 has none",
            ),
            Col::new(
                "name_as_printed",
                Kind::Text,
                |_, r| (&r.name_as_printed).into(),
                "Label as printed (科目名称原文)",
            ),
            Col::new(
                "level",
                Kind::Int8,
                |_, r| r.level.into(),
                "Level of the code (级次): 1 类, 2 款, 3 项; of a row without a code its depth, where indent, numbering \
                 or sums show it",
            ),
            Col::new(
                "parent_code",
                Kind::Text,
                |_, r| (&r.parent_code).into(),
                "Code one level up (上级科目编码)",
            ),
            Col::new(
                "secondary_code",
                Kind::Text,
                |_, r| (&r.secondary_code).into(),
                "Government-economic code (政府预算支出经济分类编码) of a row that states a pair",
            )
            .os_type("economic-classification:generic:code"),
            Col::new(
                "secondary_name",
                Kind::Text,
                |_, r| (&r.secondary_name).into(),
                "Government-economic name (政府预算支出经济分类名称) of a row that states a pair",
            )
            .os_type("economic-classification:generic:label"),
            Col::new(
                "parent_row",
                Kind::Int32,
                |_, r| r.parent_row.into(),
                "Grid row of the row that contains this one (上级行) in the same table; null at the top",
            ),
            Col::new(
                "economic_code",
                Kind::Text,
                |_, r| (&r.economic_code).into(),
                "Department-economic code (部门预算支出经济分类编码) of a row with three classifications",
            ),
            Col::new(
                "economic_name",
                Kind::Text,
                |_, r| (&r.economic_name).into(),
                "Department-economic name (部门预算支出经济分类名称) of a row with three classifications",
            ),
            Col::new(
                "code_status",
                Kind::Text,
                |_, r| r.code_status.map(|status| status.as_str()).into(),
                "What the classification says of code and name (科目核对): verified if they agree or the rows \
                 below sum up, unlisted if the classification lacks the code, conflict if the name belongs to \
                 another code; null without code",
            )
            .values(values::CODE_STATUS),
            Col::new(
                "row_role",
                Kind::Text,
                |_, r| r.row_role.map(|role| role.as_str()).into(),
                "Part the row plays in sums (行的角色); within one table and measure a sum over leaves \
                 counts nothing twice",
            )
            .values(values::ROW_ROLE),
            Col::new(
                "line_no",
                Kind::Text,
                |_, r| (&r.line_no).into(),
                "Running number of the row as printed (行次, 序号)",
            ),
            Col::new(
                "unit_code",
                Kind::Text,
                |_, r| (&r.unit_code).into(),
                "Code of the row's budget unit (单位代码) where the table lists several",
            )
            .os_type("administrative-classification:generic:level2:code"),
            Col::new(
                "unit_name",
                Kind::Text,
                |_, r| (&r.unit_name).into(),
                "Name of the row's budget unit (单位名称) where the table lists several",
            )
            .os_type("administrative-classification:generic:level2:label"),
            Col::new(
                "measure",
                Kind::Text,
                |_, r| (&r.measure).into(),
                "Header path of the value's column (栏目), top to bottom, joined with /",
            )
            .required(),
            Col::new(
                "measure_code",
                Kind::Text,
                |_, r| (&r.measure_code).into(),
                "Stable name of the measure (指标口径); null if the vocabulary does not know the header",
            )
            .known_values(values::MEASURE_CODE),
            Col::new(
                "item_code",
                Kind::Text,
                |_, r| (&r.item_code).into(),
                "Stable name of what the number states, whether its row or its column names it: the same for a row \
                 公务接待费 under 预算数 and for a column 公务接待费; otherwise the measure_code",
            )
            .known_values(values::MEASURE_CODE),
            Col::new(
                "fund",
                Kind::Text,
                |_, r| r.fund.map(|f| f.as_str()).into(),
                "Where the money comes from (资金来源)",
            )
            .values(values::FUND)
            .os_type("fin-source:generic:code"),
            Col::new(
                "phase",
                Kind::Text,
                |_, r| r.phase.map(|p| p.as_str()).into(),
                "Stage of the budget year that the number belongs to (预算阶段)",
            )
            .values(values::PHASE)
            .os_type("phase:id"),
            Col::new(
                "value_text",
                Kind::Text,
                |_, r| (&r.value_text).into(),
                "The cell as printed (数值原文)",
            )
            .required(),
            Col::new(
                "value",
                Kind::Number,
                |_, r| match fits(r.amount.value, 4) && !yuan_fits(&r.amount) {
                    true => Value::Null,
                    false => r.amount.value.into(),
                },
                "The number as printed (数值) in printed_unit, rounded half-even to 4 decimals",
            ),
            Col::new(
                "printed_unit",
                Kind::Text,
                |_, r| (&r.amount.printed_unit).into(),
                "Unit of this cell as printed (计量单位): 万元, 元, 辆, 平方米, 台, %, 人",
            ),
            Col::new(
                "amount_yuan",
                Kind::Money,
                |_, r| match yuan_fits(&r.amount) && !fits(r.amount.value, 4) {
                    true => Value::Null,
                    false => yuan(&r.amount),
                },
                "The amount in yuan (金额), computed exactly from the printed text; null unless money",
            )
            .unit("yuan")
            .os_type("value"),
            Col::new(
                "amount_yuan_f64",
                Kind::Float64,
                |_, r| {
                    let yuan = r.amount.yuan.filter(|_| fits(r.amount.value, 4));
                    let cents = yuan.and_then(|yuan| number::to_double(yuan, 2));
                    cents.map_or(Value::Null, Value::Float)
                },
                "amount_yuan as a double (金额, 双精度), for Stata, R and pandas",
            )
            .unit("yuan"),
            Col::new(
                "check_status",
                Kind::Text,
                |_, r| match fits(r.amount.value, 4) && yuan_fits(&r.amount) {
                    true => r.check_status.as_str().into(),
                    // So large a number is probably two.
                    false => CheckStatus::Conflict.as_str().into(),
                },
                "What the accounting identities say of the number (勾稽校验结果)",
            )
            .required()
            .values(values::CHECK_STATUS),
            Col::new(
                "suspect_rank",
                Kind::Int32,
                |_, r| r.suspect_rank.into(),
                "Rank among the suspects of a broken identity (可疑程度); 1 is the most likely wrong cell",
            ),
            Col::new(
                "suspect_value",
                Kind::Number,
                |_, r| r.suspect_value.into(),
                "What would satisfy the identities in this place (可能的正确值), in the printed unit; only with \
                 suspect_rank 1. The printed number is never replaced by it",
            ),
            Col::new(
                "suspect_slip",
                Kind::Text,
                |_, r| r.suspect_slip.map(|slip| slip.as_str()).into(),
                "How the printed number may have come from suspect_value (疑似差错类型)",
            )
            .values(values::SLIP),
        ],
        &common::page_and_box(),
    ],
};

/// Whether a column of so many decimals can hold a number. Where it cannot hold a cell's value or its yuan, neither is
/// published.
fn fits(value: Decimal, scale: u32) -> bool {
    number::to_fixed(value, scale) != number::Fixed::OutOfRange
}

fn yuan_fits(amount: &Amount) -> bool {
    amount.yuan.is_none_or(|yuan| fits(yuan, 2))
}
