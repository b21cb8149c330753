//! Where the rows of each table come from.

pub(crate) mod dataset;
pub(crate) mod items;
pub(crate) mod joined;
pub(crate) mod years;

use crate::context::Context;
use crate::error::ExportError;
use crate::table::{Source, Table, Take};

/// Hands the rows of a table to `take`, in the order of the publication.
///
/// # Errors
/// The publication cannot be read, or what `take` said.
pub(crate) fn each(context: &Context<'_>, table: &Table, take: &mut Take<'_>) -> Result<(), ExportError> {
    match table.source {
        Source::AgencyYears => years::each(context, take),
        Source::AgencyYearItems => items::each(context, &table.columns, take),
        Source::AgencyIndicators => joined::each(context, joined::INDICATORS, take),
        Source::AgencyProjects => joined::each(context, joined::PROJECTS, take),
        Source::Dataset(dataset) => dataset::each(context, dataset, take),
    }
}
