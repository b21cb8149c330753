//! The cells dataset.

use super::column::{Column, Kind};
use super::common;
use super::definition::{Definition, Location, Order};
use mingxi_model::Cell;

type Col = Column<Cell>;

/// Every cell of every recovered table.
pub(crate) static CELLS: Definition<Cell> = Definition {
    name: "cells",
    title: "Cells (单元格)",
    description: "Every cell of every recovered table: the lossless bottom. The cells of a table tile its \
                  grid exactly, without overlap or hole",
    order: Order::Document,
    row_order: &["table_id", "row", "col"],
    primary_key: &["document_id", "table_id", "row", "col"],
    locate: |c, cell| Location {
        table_id: Some(c.table_id),
        row: i32::try_from(cell.row).ok(),
        col: i32::try_from(cell.col).ok(),
        place: cell.place.as_ref(),
    },
    columns: &[
        &[
            common::document_id(),
            common::table_id(|c, _| c.table_id.into()),
            Col::new(
                "row",
                Kind::Int32,
                |_, cell| cell.row.into(),
                "Grid row of the cell's top (行), from 0",
            )
            .required(),
            Col::new(
                "col",
                Kind::Int32,
                |_, cell| cell.col.into(),
                "Grid column of the cell's left (列), from 0",
            )
            .required(),
            Col::new(
                "row_span",
                Kind::Int32,
                |_, cell| cell.row_span.into(),
                "Grid rows covered (跨行数), at least 1",
            )
            .required(),
            Col::new(
                "col_span",
                Kind::Int32,
                |_, cell| cell.col_span.into(),
                "Grid columns covered (跨列数), at least 1",
            )
            .required(),
            Col::new(
                "text",
                Kind::Text,
                |_, cell| (&cell.text).into(),
                "Text as printed (文字), white space normalised",
            )
            .required(),
            Col::new(
                "text_raw",
                Kind::Text,
                |_, cell| (&cell.text_raw).into(),
                "Text as the file has it (原始文字); of a number that a workbook displays with fewer decimals than it stores, the stored number",
            )
            .required(),
            Col::new(
                "is_header",
                Kind::Bool,
                |_, cell| cell.is_header.into(),
                "The cell belongs to the table's header (表头)",
            )
            .required(),
            Col::new(
                "indent",
                Kind::Float32,
                |_, cell| cell.indent.into(),
                "Points from the cell's left edge to its first glyph (缩进), or the indentation that the file \
                 states; null if unknown",
            ),
        ],
        &common::page_and_box(),
        &[
            common::locus(),
            Col::new(
                "repair",
                Kind::Text,
                |_, cell| (&cell.repair).into(),
                "Where the text stood before and why it was moved (修正说明); null if nothing was changed",
            ),
        ],
    ],
};
