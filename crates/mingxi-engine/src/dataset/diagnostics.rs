//! The diagnostics dataset.

use super::column::{Column, Kind};
use super::common;
use super::definition::{Definition, Location, Order};
use super::values;
use mingxi_model::Diagnostic;

type Col = Column<Diagnostic>;

/// What a person should know about how a document was read.
pub(crate) static DIAGNOSTICS: Definition<Diagnostic> = Definition {
    name: "diagnostics",
    title: "Diagnostics (读取说明)",
    description: "Everything a person should know about how a document was read",
    order: Order::Document,
    row_order: &["table_id", "row", "col", "step"],
    primary_key: &[],
    locate: |_, _| Location::default(),
    columns: &[&[
        common::document_id(),
        Col::new("step", Kind::Text, |_, r| r.step.as_str().into(), "Stage that made the remark (步骤)")
            .required()
            .values(values::STEP),
        Col::new("severity", Kind::Text, |_, r| r.severity.as_str().into(), "How much it matters (严重程度)")
            .required()
            .values(values::SEVERITY),
        Col::new(
            "code",
            Kind::Text,
            |_, r| r.code.into(),
            "Stable name of the remark for programs (代码): rounded, out_of_range ...",
        )
        .required(),
        Col::new(
            "message",
            Kind::Text,
            |_, r| (&r.message).into(),
            "A sentence for people (说明): what happened, what it means for the data, what to do",
        )
        .required(),
        Col::new(
            "table_id",
            Kind::Int32,
            |_, r| r.table_id.into(),
            "Number of the table it is about (表序号), from 1; null for the document as a whole",
        ),
        Col::new("row", Kind::Int32, |_, r| r.row.into(), "Grid row it is about (行), from 0"),
        Col::new("col", Kind::Int32, |_, r| r.col.into(), "Grid column it is about (列), from 0"),
        common::page(),
        common::locus(),
    ]],
};
