//! What is written: a table with its columns and where its rows come from.

use crate::context::Context;
use crate::error::ExportError;
use crate::options::Language;
use mingxi_engine::dataset::{ColumnSpec, Dataset, Datum, Kind};

/// Where the rows of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A row for each agency, year and stage, with the headline measures.
    AgencyYears,
    /// A row for each agency, year, item and phase, with a column for each measure.
    AgencyYearItems,
    /// Indicators with what is known of their agency.
    AgencyIndicators,
    /// Projects with what is known of their agency.
    AgencyProjects,
    /// A dataset as it is published.
    Dataset(Dataset),
}

impl Source {
    /// All, the ready-made ones first.
    pub fn all() -> impl Iterator<Item = Source> {
        let ready =
            [Source::AgencyYears, Source::AgencyYearItems, Source::AgencyIndicators, Source::AgencyProjects];
        ready.into_iter().chain(Dataset::ALL.into_iter().map(Source::Dataset))
    }

    /// The table's name.
    pub fn name(self) -> &'static str {
        match self {
            Source::AgencyYears => "agency_years",
            Source::AgencyYearItems => "agency_year_items",
            Source::AgencyIndicators => "agency_indicators",
            Source::AgencyProjects => "agency_projects",
            Source::Dataset(dataset) => dataset.as_str(),
        }
    }

    /// Whether it is made here for people, and not as it is published.
    pub fn is_ready_made(self) -> bool {
        !matches!(self, Source::Dataset(_))
    }

    /// What a row is.
    pub fn description(self) -> &'static str {
        match self {
            Source::AgencyYears => {
                "One row per agency, year and stage with the headline measures; documents that repeat another one \
                 (same_as) or were replaced (superseded_by) are left out"
            }
            Source::AgencyYearItems => {
                "One row per agency, year, item and phase with a column for every measure; money only, documents that \
                 repeat another one or were replaced are left out"
            }
            Source::AgencyIndicators => {
                "One row per performance indicator (三级指标) with its agency; documents that repeat another one or \
                 were replaced are left out"
            }
            Source::AgencyProjects => {
                "One row per project with its agency; documents that repeat another one or were replaced are left out"
            }
            Source::Dataset(dataset) => dataset.spec().description,
        }
    }
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Where its rows come from.
    pub source: Source,
    /// Its title in the language of the export.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

impl Table {
    /// Its name, the same in every language.
    pub fn name(&self) -> &'static str {
        self.source.name()
    }
}

/// What the values of a column are, as far as a writer is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text.
    Text,
    /// Text of digits and the like, which no program may take for a number.
    Code,
    /// A whole number.
    Whole,
    /// Money.
    Money,
    /// Another exact number.
    Number,
    /// A place on a page.
    Real,
    /// True or false.
    Truth,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Name in the data dictionary; `_yuan` at its end is `_wan` where money is in 万元.
    pub name: String,
    /// Heading in the language of the export.
    pub heading: String,
    /// Heading in Chinese.
    pub chinese: String,
    /// What it states.
    pub meaning: String,
    /// What its values are.
    pub form: Form,
    /// The listed values, and what each is called in the language of the export; empty if there is no list.
    pub values: Vec<(&'static str, String)>,
    /// Whether its cells have the colour of the row's `check_status`.
    pub is_shaded: bool,
}

impl Column {
    /// A column of money is named and headed by the unit of the export.
    pub fn new(context: &Context<'_>, name: &str, chinese: &str, meaning: &str, form: Form) -> Column {
        let unit = context.options.unit;
        let name = match name.strip_suffix("_yuan") {
            Some(stem) if form == Form::Money => format!("{stem}{}", unit.suffix()),
            _ => name.to_owned(),
        };
        let chinese = chinese.replace("{unit}", unit.chinese());
        let heading = match context.options.language {
            Language::Chinese => chinese.clone(),
            Language::English => name.clone(),
        };
        let meaning = meaning.to_owned();
        Column { name, heading, chinese, meaning, form, values: Vec::new(), is_shaded: false }
    }

    /// A column of a dataset.
    pub fn of(context: &Context<'_>, spec: &ColumnSpec) -> Column {
        let form = match spec.kind {
            Kind::Text if is_code(spec.name) => Form::Code,
            Kind::Text | Kind::Texts | Kind::Ints | Kind::Terms | Kind::Plan | Kind::Targets => Form::Text,
            Kind::Bool => Form::Truth,
            Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => Form::Whole,
            Kind::Float32 | Kind::Float64 => Form::Real,
            Kind::Money => Form::Money,
            Kind::Number => Form::Number,
        };
        let mut column =
            Column::new(context, spec.name, &context.words.column(spec.name), spec.description, form);
        if spec.closed {
            let shown = |value: &'static str| match context.options.language {
                Language::Chinese => context.words.value(spec.name, value),
                Language::English => value.to_owned(),
            };
            column.values = spec.values.iter().map(|(value, _)| (*value, shown(value))).collect();
        }
        column
    }

    /// The same, in the colour of the row's `check_status`.
    pub fn shaded(self) -> Column {
        Column { is_shaded: true, ..self }
    }

    /// A listed value as it is called in the language of the export.
    pub fn shown<'a>(&'a self, value: &'a str) -> &'a str {
        self.values.iter().find(|(listed, _)| *listed == value).map_or(value, |(_, shown)| shown)
    }
}

/// Texts that look like numbers.
fn is_code(column: &str) -> bool {
    let stem = ["code", "line_no", "document_id", "same_as", "superseded_by", "value_text"];
    stem.contains(&column) || column.ends_with("_code")
}

/// What the identities say of a number, which is the colour of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shade {
    /// In an identity that holds.
    Verified,
    /// In none that could be evaluated.
    Unverified,
    /// Moved or changed by a repair.
    Repaired,
    /// In a broken identity.
    Conflict,
}

impl Shade {
    /// All, the most serious first.
    pub const ALL: [Shade; 4] = [Shade::Conflict, Shade::Repaired, Shade::Unverified, Shade::Verified];

    /// The value of `check_status`.
    pub fn as_str(self) -> &'static str {
        match self {
            Shade::Verified => "verified",
            Shade::Unverified => "unverified",
            Shade::Repaired => "repaired",
            Shade::Conflict => "conflict",
        }
    }

    /// The shade of a value of `check_status`.
    pub fn of(status: &str) -> Option<Shade> {
        Shade::ALL.into_iter().find(|shade| shade.as_str() == status)
    }
}

/// A value on its way into a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field<'a> {
    /// The value; listed values as they are published.
    pub value: Datum<'a>,
    /// The colour of its cell.
    pub shade: Option<Shade>,
}

impl<'a> From<Datum<'a>> for Field<'a> {
    fn from(value: Datum<'a>) -> Field<'a> {
        Field { value, shade: None }
    }
}

/// Takes a row.
pub(crate) type Take<'t> = dyn FnMut(&[Field<'_>]) -> Result<(), ExportError> + 't;
