//! The tables dataset.

use super::column::{Column, Kind, Value};
use super::common;
use super::definition::{Definition, Location, Order};
use super::values;
use mingxi_model::Table;

type Col = Column<Table>;

/// One row per recovered table.
pub(crate) static TABLES: Definition<Table> = Definition {
    name: "tables",
    title: "Tables (表格)",
    description: "One row per recovered table; a table over several pages is one",
    order: Order::Document,
    row_order: &["table_id"],
    primary_key: &["document_id", "table_id"],
    locate: |_, t| Location { table_id: Some(t.table_id), ..Location::default() },
    columns: &[&[
        common::document_id(),
        Col::new(
            "table_id",
            Kind::Int32,
            |_, t| t.table_id.into(),
            "Number of the table (表序号) in its document, from 1, in reading order",
        )
        .required(),
        Col::new("title", Kind::Text, |_, t| (&t.title).into(), "Title as printed (表名)"),
        Col::new(
            "form_number",
            Kind::Text,
            |_, t| (&t.form_number).into(),
            "Number of the form as printed (表号): 公开05表, 表3",
        ),
        common::table_kind(|_, t| common::kind_name(t.kind)),
        Col::new(
            "kind_evidence",
            Kind::Text,
            |_, t| t.kind_evidence.as_str().into(),
            "What told the form (判断依据)",
        )
        .required()
        .values(values::KIND_EVIDENCE),
        Col::new(
            "printed_unit",
            Kind::Text,
            |_, t| (&t.printed_unit).into(),
            "Unit of the table's amounts as printed (计量单位): 万元, 元",
        ),
        Col::new(
            "page_first",
            Kind::Int32,
            |_, t| t.page_first().into(),
            "First page the table stands on (起始页), from 1; null where the format has no pages",
        ),
        Col::new(
            "page_last",
            Kind::Int32,
            |_, t| t.page_last().into(),
            "Last page the table stands on (结束页), from 1; null where the format has no pages",
        ),
        Col::new(
            "row_count",
            Kind::Int32,
            |_, t| t.grid.rows().into(),
            "Number of grid rows, header included (行数)",
        )
        .required(),
        Col::new(
            "column_count",
            Kind::Int32,
            |_, t| t.grid.columns().into(),
            "Number of grid columns (列数)",
        )
        .required(),
        Col::new(
            "header_row_count",
            Kind::Int32,
            |_, t| t.header_rows.into(),
            "Number of header rows at the top (表头行数)",
        )
        .required(),
        Col::new("is_blank", Kind::Bool, |_, t| t.is_blank.into(), "The form is empty (空表)").required(),
        Col::new(
            "captions",
            Kind::Texts,
            |_, t| Value::Texts(&t.captions),
            "Lines above the grid that belong to it (表头说明): agency, year, unit, form number",
        )
        .required(),
        Col::new(
            "notes",
            Kind::Texts,
            |_, t| Value::Texts(&t.notes),
            "Lines below the grid that belong to it (表注)",
        )
        .required(),
        Col::new(
            "extraction",
            Kind::Text,
            |_, t| t.extraction.as_str().into(),
            "How cells and spans were found (提取方式)",
        )
        .required()
        .values(values::EXTRACTION),
    ]],
};
