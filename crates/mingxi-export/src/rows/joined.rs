//! Rows of a dataset with what is known of their agency.

use super::dataset::{column, field};
use crate::context::Context;
use crate::error::ExportError;
use crate::selection::{AGENCY, Selection};
use crate::table::{Column, Field, Take};
use mingxi_engine::dataset::{ColumnSpec, Dataset, Datum};

/// A dataset and those of its columns that a person asks for first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joined {
    dataset: Dataset,
    columns: &'static [&'static str],
}

/// Performance indicators.
pub(crate) const INDICATORS: Joined = Joined {
    dataset: Dataset::Indicators,
    columns: &[
        "project_name",
        "level1",
        "level2",
        "level3",
        "operator",
        "target_text",
        "target_value",
        "target_unit",
        "adjusted_target_text",
        "actual_text",
        "actual_value",
        "actual_unit",
        "weight",
        "score",
        "remark",
        "table_kind",
        "page",
        "table_id",
        "row",
    ],
};

/// Projects.
pub(crate) const PROJECTS: Joined = Joined {
    dataset: Dataset::Projects,
    columns: &[
        "project_name",
        "project_code",
        "department",
        "implementing_unit",
        "period",
        "budget_yuan",
        "fiscal_funds_yuan",
        "other_funds_yuan",
        "approved_yuan",
        "adjusted_yuan",
        "executed_yuan",
        "balance_yuan",
        "execution_rate",
        "total_score",
        "grade",
        "goal_text",
        "actual_text",
        "check_status",
        "page",
        "table_ids",
        "row",
    ],
};

/// The declarations of named columns of a dataset.
pub(crate) fn specs(dataset: Dataset, names: &[&str]) -> Vec<&'static ColumnSpec> {
    let declared = dataset.spec().columns;
    names.iter().filter_map(|name| declared.iter().copied().find(|spec| spec.name == *name)).collect()
}

/// The columns of a document's agency.
pub(crate) fn agency_columns(context: &Context<'_>) -> impl Iterator<Item = Column> {
    specs(Dataset::Documents, &AGENCY).into_iter().map(|spec| Column::of(context, spec))
}

/// The columns that say where a row comes from.
pub(crate) fn source_columns(context: &Context<'_>) -> impl Iterator<Item = Column> {
    specs(Dataset::Documents, &["source_path", "document_id"])
        .into_iter()
        .map(|spec| Column::of(context, spec))
}

/// The columns of the table.
pub(crate) fn columns(context: &Context<'_>, joined: Joined) -> Vec<Column> {
    let own = specs(joined.dataset, joined.columns);
    agency_columns(context)
        .chain(own.into_iter().map(|spec| column(context, spec)))
        .chain(source_columns(context))
        .collect()
}

/// Hands its rows to `take`.
///
/// # Errors
/// The publication cannot be read, or what `take` said.
pub(crate) fn each(context: &Context<'_>, joined: Joined, take: &mut Take<'_>) -> Result<(), ExportError> {
    let own = specs(joined.dataset, joined.columns);
    let mut names = Selection::columns(joined.dataset);
    names.extend(joined.columns);
    context.published.read(joined.dataset, &names, |rows| {
        for row in 0..rows.len() {
            let Some(document) = context.selection.admits(rows, row).filter(|document| document.counts)
            else {
                continue;
            };
            let mut fields: Vec<Field<'_>> = AGENCY.map(|name| document.get(name).into()).into();
            fields.extend(own.iter().map(|spec| field(context, rows, row, spec)));
            fields.push(document.get("source_path").into());
            fields.push(rows.text("document_id", row).map_or(Datum::Null, Datum::Text).into());
            take(&fields)?;
        }
        Ok(())
    })
}
