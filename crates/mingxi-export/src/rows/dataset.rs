//! A dataset as it is published.

use crate::context::Context;
use crate::error::ExportError;
use crate::table::{Column, Field, Shade, Take};
use mingxi_engine::dataset::{ColumnSpec, Dataset, Rows};

/// What is exported of a dataset: all but the double copy of an amount, which the formats make themselves.
fn specs(dataset: Dataset) -> Vec<&'static ColumnSpec> {
    dataset.spec().columns.into_iter().filter(|spec| spec.name != "amount_yuan_f64").collect()
}

/// Its columns.
pub(crate) fn columns(context: &Context<'_>, dataset: Dataset) -> Vec<Column> {
    specs(dataset).into_iter().map(|spec| column(context, spec)).collect()
}

/// A column; the numbers that `check_status` is about have its colour.
pub(crate) fn column(context: &Context<'_>, spec: &ColumnSpec) -> Column {
    let column = Column::of(context, spec);
    if is_shaded(spec) { column.shaded() } else { column }
}

fn is_shaded(spec: &ColumnSpec) -> bool {
    matches!(spec.name, "check_status" | "value") || is_money(spec)
}

/// Whether a column is converted to the unit of the export.
fn is_money(spec: &ColumnSpec) -> bool {
    spec.name.ends_with("_yuan")
}

/// A value of a row on its way into a file.
pub(crate) fn field<'a>(context: &Context<'_>, rows: Rows<'a>, row: usize, spec: &ColumnSpec) -> Field<'a> {
    let value = rows.get(spec.name, row);
    let value = if is_money(spec) { context.money_datum(value) } else { value };
    let status = if is_shaded(spec) { rows.text("check_status", row) } else { None };
    Field { value, shade: status.and_then(Shade::of) }
}

/// Hands its rows to `take`.
///
/// # Errors
/// The publication cannot be read, or what `take` said.
pub(crate) fn each(context: &Context<'_>, dataset: Dataset, take: &mut Take<'_>) -> Result<(), ExportError> {
    let specs = specs(dataset);
    let names: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
    context.published.read(dataset, &names, |rows| {
        for row in 0..rows.len() {
            if context.selection.admits(rows, row).is_some() {
                let fields: Vec<Field<'_>> =
                    specs.iter().map(|spec| field(context, rows, row, spec)).collect();
                take(&fields)?;
            }
        }
        Ok(())
    })
}
