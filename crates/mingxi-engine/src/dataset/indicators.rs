//! The indicators dataset.

use super::column::{Column, Kind, Value};
use super::common;
use super::definition::{Definition, Location, Order};
use super::values;
use mingxi_model::Indicator;

type Col = Column<Indicator>;

/// One row per performance indicator.
pub(crate) static INDICATORS: Definition<Indicator> = Definition {
    name: "indicators",
    title: "Performance indicators (绩效指标)",
    description: "One row per performance indicator (三级指标); placeholders of an unfilled form are none",
    order: Order::Fiscal,
    row_order: &["table_id", "row", "col", "part"],
    primary_key: &["document_id", "table_id", "row", "col", "part"],
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
                "Grid row of the 三级指标 cell (行), from 0; joins to cells",
            )
            .required(),
            Col::new(
                "col",
                Kind::Int32,
                |_, r| r.col.into(),
                "Grid column of the 三级指标 cell (列), from 0; joins to cells",
            )
            .required(),
            Col::new(
                "part",
                Kind::Int32,
                |_, r| r.part.into(),
                "Which of the indicators that the form packs into this cell (同一单元格内的序号), from 1; 1 for a cell \
                 of its own",
            )
            .required(),
            Col::new(
                "project_name",
                Kind::Text,
                |_, r| (&r.project_name).into(),
                "Project that the form is about (项目名称)",
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
                "activity",
                Kind::Text,
                |_, r| (&r.activity).into(),
                "What the department does (活动), in a whole-unit form that sorts its indicators by it",
            ),
            Col::new(
                "level1",
                Kind::Text,
                |_, r| (&r.level1).into(),
                "First-level indicator (一级指标): 产出指标, 效益指标 ...",
            ),
            Col::new(
                "level2",
                Kind::Text,
                |_, r| (&r.level2).into(),
                "Second-level indicator (二级指标): 数量指标, 质量指标 ...",
            ),
            Col::new("level3", Kind::Text, |_, r| (&r.level3).into(), "The indicator itself (三级指标)")
                .required(),
            Col::new(
                "description",
                Kind::Text,
                |_, r| (&r.description).into(),
                "What the indicator measures (绩效指标描述, 指标值说明)",
            ),
            Col::new(
                "operator",
                Kind::Text,
                |_, r| r.operator.map(|o| o.as_str()).into(),
                "How the actual value compares with the target (符号)",
            )
            .values(values::OPERATOR),
            Col::new(
                "target_text",
                Kind::Text,
                |_, r| (&r.target_text).into(),
                "Target as printed (指标值, 年度指标值); sign, value and unit joined where they stand \
                 in columns",
            ),
            Col::new(
                "target_value",
                Kind::Number,
                |_, r| r.target_value.into(),
                "Number of the target (指标值数值)",
            ),
            Col::new(
                "target_unit",
                Kind::Text,
                |_, r| (&r.target_unit).into(),
                "Unit of the target (计量单位); of a bare number the one that the indicator's name ends \
                 with: 补助标准（元）",
            ),
            Col::new(
                "target_parts",
                Kind::Targets,
                |_, r| Value::Targets(&r.target_parts),
                "Values of a target (指标值) that states several (≥12；≥10), in the order printed, or the bounds of \
                 a range (90%-95%); empty for a single value and for words",
            )
            .required(),
            Col::new(
                "adjusted_target_text",
                Kind::Text,
                |_, r| (&r.adjusted_target_text).into(),
                "Adjusted target as printed (调整后指标值)",
            ),
            Col::new(
                "adjusted_operator",
                Kind::Text,
                |_, r| r.adjusted_operator.map(|o| o.as_str()).into(),
                "How the actual value compares with the adjusted target (调整后指标值)",
            )
            .values(values::OPERATOR),
            Col::new(
                "adjusted_target_value",
                Kind::Number,
                |_, r| r.adjusted_target_value.into(),
                "Number of the adjusted target (调整后指标值数值)",
            ),
            Col::new(
                "adjusted_target_unit",
                Kind::Text,
                |_, r| (&r.adjusted_target_unit).into(),
                "Unit of the adjusted target (计量单位)",
            ),
            Col::new(
                "adjusted_target_parts",
                Kind::Targets,
                |_, r| Value::Targets(&r.adjusted_target_parts),
                "Values of an adjusted target (调整后指标值) that states several; as target_parts",
            )
            .required(),
            Col::new(
                "actual_text",
                Kind::Text,
                |_, r| (&r.actual_text).into(),
                "Actual value as printed (实际完成值)",
            ),
            Col::new(
                "actual_operator",
                Kind::Text,
                |_, r| r.actual_operator.map(|o| o.as_str()).into(),
                "The comparison that the form prints with the actual value (实际完成值); `text` for words",
            )
            .values(values::OPERATOR),
            Col::new(
                "actual_value",
                Kind::Number,
                |_, r| r.actual_value.into(),
                "Number of the actual value (实际完成值数值)",
            ),
            Col::new(
                "actual_unit",
                Kind::Text,
                |_, r| (&r.actual_unit).into(),
                "Unit of the actual value (计量单位)",
            ),
            Col::new(
                "actual_parts",
                Kind::Targets,
                |_, r| Value::Targets(&r.actual_parts),
                "Values of an actual value (实际完成值) that states several; as target_parts",
            )
            .required(),
            Col::new("weight", Kind::Number, |_, r| r.weight.into(), "Points that can be scored (分值)"),
            Col::new("score", Kind::Number, |_, r| r.score.into(), "Points scored (得分)"),
            Col::new(
                "scoring_rule",
                Kind::Text,
                |_, r| (&r.scoring_rule).into(),
                "How points are given (评分标准, 评扣分标准)",
            ),
            Col::new(
                "basis",
                Kind::Text,
                |_, r| (&r.basis).into(),
                "What the target is based on (指标值确定依据)",
            ),
            Col::new(
                "is_core",
                Kind::Bool,
                |_, r| r.is_core.into(),
                "Whether it is a core indicator (是否核心指标); null where the form does not say",
            ),
            Col::new(
                "remark",
                Kind::Text,
                |_, r| (&r.remark).into(),
                "Reason of a deviation, or another remark (偏差原因, 备注)",
            ),
        ],
        &common::page_and_box(),
    ],
};
