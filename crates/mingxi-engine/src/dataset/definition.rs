//! A dataset: its name, its columns and its order.

use super::column::{Column, ColumnSpec, Context, arrow_schema};
use super::{cells, checks, diagnostics, documents, indicators, line_items, projects, statements, tables};
use arrow::datatypes::SchemaRef;
use mingxi_model::Place;
use serde::{Deserialize, Serialize};

/// A dataset of the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dataset {
    /// One row per distinct input content.
    Documents,
    /// One row per recovered table.
    Tables,
    /// Every cell of every recovered table.
    Cells,
    /// One row per numeric cell of a fiscal table.
    LineItems,
    /// One row per performance indicator.
    Indicators,
    /// One row per project form or project row.
    Projects,
    /// Amounts that the prose states.
    Statements,
    /// One row per accounting identity evaluated.
    Checks,
    /// What a person should know about how a document was read.
    Diagnostics,
}

impl Dataset {
    /// Every dataset, in the order of the data dictionary.
    pub const ALL: [Dataset; 9] = [
        Dataset::Documents,
        Dataset::Tables,
        Dataset::Cells,
        Dataset::LineItems,
        Dataset::Indicators,
        Dataset::Projects,
        Dataset::Statements,
        Dataset::Checks,
        Dataset::Diagnostics,
    ];

    /// The folder's name in the publication.
    pub fn as_str(self) -> &'static str {
        self.spec().name
    }

    /// What is declared of the dataset.
    pub fn spec(self) -> DatasetSpec {
        match self {
            Dataset::Documents => documents::DOCUMENTS.spec(),
            Dataset::Tables => tables::TABLES.spec(),
            Dataset::Cells => cells::CELLS.spec(),
            Dataset::LineItems => line_items::LINE_ITEMS.spec(),
            Dataset::Indicators => indicators::INDICATORS.spec(),
            Dataset::Projects => projects::PROJECTS.spec(),
            Dataset::Statements => statements::STATEMENTS.spec(),
            Dataset::Checks => checks::CHECKS.spec(),
            Dataset::Diagnostics => diagnostics::DIAGNOSTICS.spec(),
        }
    }
}

/// The order of a dataset's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By fiscal year, region, agency and document; unknown (null) first.
    Fiscal,
    /// By document.
    Document,
}

impl Order {
    /// The columns that the order of documents is by, all ascending, nulls first.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Order::Fiscal => &["fiscal_year", "region_code", "agency_name", "document_id"],
            Order::Document => &["document_id"],
        }
    }
}

/// What is known of a dataset without its rows.
#[derive(Debug, Clone)]
pub struct DatasetSpec {
    /// The folder's name.
    pub name: &'static str,
    /// A title in English and Chinese.
    pub title: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// The order of the documents.
    pub order: Order,
    /// The order of the rows of one document, in words where it is by no column.
    pub row_order: &'static [&'static str],
    /// Columns that identify a row; empty if none do.
    pub primary_key: &'static [&'static str],
    /// The columns, in order.
    pub columns: Vec<&'static ColumnSpec>,
}

impl DatasetSpec {
    /// The Arrow schema.
    pub fn schema(&self) -> SchemaRef {
        arrow_schema(self.columns.iter().copied())
    }
}

/// A dataset whose rows are made from `R`, declared once.
pub(crate) struct Definition<R: 'static> {
    /// See [`DatasetSpec::name`].
    pub name: &'static str,
    /// See [`DatasetSpec::title`].
    pub title: &'static str,
    /// See [`DatasetSpec::description`].
    pub description: &'static str,
    /// See [`DatasetSpec::order`].
    pub order: Order,
    /// See [`DatasetSpec::row_order`].
    pub row_order: &'static [&'static str],
    /// See [`DatasetSpec::primary_key`].
    pub primary_key: &'static [&'static str],
    /// The columns in the contract's order, in groups, of which datasets share some.
    pub columns: &'static [&'static [Column<R>]],
    /// Where a row stands, for a remark about one of its numbers.
    pub locate: for<'a> fn(&Context<'a>, &'a R) -> Location<'a>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Location<'a> {
    /// The table, 1-based.
    pub table_id: Option<i32>,
    /// The row, 0-based.
    pub row: Option<i32>,
    /// The column, 0-based.
    pub col: Option<i32>,
    /// The place in the file.
    pub place: Option<&'a Place>,
}

impl<R> Definition<R> {
    /// The columns, in order.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column<R>> {
        self.columns.iter().copied().flatten()
    }

    /// What is published about the dataset.
    pub fn spec(&'static self) -> DatasetSpec {
        DatasetSpec {
            name: self.name,
            title: self.title,
            description: self.description,
            order: self.order,
            row_order: self.row_order,
            primary_key: self.primary_key,
            columns: self.columns().map(|column| &column.spec).collect(),
        }
    }
}
