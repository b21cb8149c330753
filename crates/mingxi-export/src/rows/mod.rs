//! Where the rows of each table come from.

pub(crate) mod dataset;
pub(crate) mod items;
pub(crate) mod joined;
pub(crate) mod years;

use crate::context::Context;
use crate::error::ExportError;
use crate::options::Language;
use crate::table::{Source, Table, Take};

/// The tables that are asked for.
///
/// # Errors
/// A name is unknown, or the publication cannot be read.
pub(crate) fn tables(context: &Context<'_>) -> Result<Vec<Table>, ExportError> {
    let wanted = &context.options.tables;
    if let Some(name) = wanted.iter().find(|name| !Source::all().any(|source| source.name() == **name)) {
        let known: Vec<&str> = Source::all().map(Source::name).collect();
        let known = known.join(", ");
        return Err(ExportError::Unknown { what: "the table", value: name.clone(), known });
    }
    Source::all()
        .filter(|source| wanted.is_empty() || wanted.iter().any(|name| name == source.name()))
        .map(|source| {
            let columns = match source {
                Source::AgencyYears => years::columns(context),
                Source::AgencyYearItems => items::columns(context)?,
                Source::AgencyIndicators => joined::columns(context, joined::INDICATORS),
                Source::AgencyProjects => joined::columns(context, joined::PROJECTS),
                Source::Dataset(dataset) => dataset::columns(context, dataset),
            };
            let title = match context.options.language {
                Language::Chinese => context.words.table(source.name()),
                Language::English => source.name().to_owned(),
            };
            Ok(Table { source, title, columns })
        })
        .collect()
}

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
