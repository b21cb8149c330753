//! One record as Arrow batches, sorted inside, with a remark for every number that lost a digit.

use super::builder::{ColumnBuilder, Loss};
use super::cells::CELLS;
use super::checks::CHECKS;
use super::column::{Column, ColumnSpec, Context, Value};
use super::definition::{Dataset, Definition, Location};
use super::diagnostics::DIAGNOSTICS;
use super::documents::DOCUMENTS;
use super::indicators::INDICATORS;
use super::line_items::LINE_ITEMS;
use super::projects::PROJECTS;
use super::statements::STATEMENTS;
use super::summary::Summary;
use super::tables::TABLES;
use crate::Record;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use mingxi_model::{Cell, Diagnostic, Severity, Step, Table};
use thiserror::Error;

/// Rows after which a batch is closed.
pub(crate) const BATCH_ROWS: usize = 8192;
/// Bytes of text after which a batch is closed, so that its offsets cannot overflow.
const BATCH_TEXT: usize = 16 << 20;

/// Schemas of all datasets, made once.
pub(crate) struct Schemas(Vec<SchemaRef>);

impl Schemas {
    /// Makes them.
    pub fn new() -> Schemas {
        Schemas(Dataset::ALL.iter().map(|d| d.spec().schema()).collect())
    }

    /// The schema of a dataset.
    pub fn of(&self, dataset: Dataset) -> &SchemaRef {
        &self.0[dataset as usize]
    }
}

/// A mistake of this program in making a batch.
#[derive(Debug, Error)]
pub(crate) enum ConvertError {
    /// A value of another type than its column's, or too large for it.
    #[error("the value of {column} has the wrong type")]
    Mismatch {
        /// The column.
        column: &'static str,
    },
    /// Arrow refused the batch.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}

/// Converts a record to batches by dataset; each dataset's rows are in order.
///
/// # Errors
/// A declaration of a column contradicts its values: a mistake of this program.
pub(crate) fn convert(
    record: &Record,
    schemas: &Schemas,
) -> Result<Vec<(Dataset, RecordBatch)>, ConvertError> {
    let reading = &record.reading;
    let mut output = Output { schemas, batches: Vec::new(), remarks: Vec::new() };
    let context = Context { record, table_id: 0 };

    let mut tables: Vec<&Table> = reading.tables.iter().collect();
    tables.sort_by_key(|t| t.table_id);
    let cells: Vec<(Context<'_>, &Cell)> = tables
        .iter()
        .flat_map(|t| {
            let table_id = t.table_id;
            t.grid.cells().iter().map(move |cell| (Context { record, table_id }, cell))
        })
        .collect();
    output.rows(Dataset::Tables, &TABLES, tables.iter().map(|t| (context, *t)))?;
    output.rows(Dataset::Cells, &CELLS, cells.into_iter())?;

    let line_items = sorted(&reading.line_items, |r| (r.table_id, r.row, r.col));
    output.rows(Dataset::LineItems, &LINE_ITEMS, pair(&line_items, context))?;
    let indicators = sorted(&reading.indicators, |r| (r.table_id, r.row, r.col));
    output.rows(Dataset::Indicators, &INDICATORS, pair(&indicators, context))?;
    let projects = sorted(&reading.projects, |r| (r.table_ids.clone(), r.row));
    output.rows(Dataset::Projects, &PROJECTS, pair(&projects, context))?;
    let statements: Vec<_> = reading.statements.iter().collect();
    output.rows(Dataset::Statements, &STATEMENTS, pair(&statements, context))?;
    let checks = sorted(&reading.checks, |r| {
        let terms: Vec<_> = r.terms.iter().map(|t| (t.table_id, t.row, t.col)).collect();
        (r.table_ids.clone(), terms, r.rule_id)
    });
    output.rows(Dataset::Checks, &CHECKS, pair(&checks, context))?;

    // The remarks come last, because writing the other rows makes some.
    let remarks = std::mem::take(&mut output.remarks);
    let out_of_range = remarks.iter().filter(|d| d.code == OUT_OF_RANGE).count();
    let mut diagnostics: Vec<&Diagnostic> = reading.diagnostics.iter().chain(&remarks).collect();
    diagnostics.sort_by_key(|d| (d.table_id, d.row, d.col, d.step));
    output.rows(Dataset::Diagnostics, &DIAGNOSTICS, pair(&diagnostics, context))?;
    let summary = Summary::of(record, out_of_range);
    output.rows(Dataset::Documents, &DOCUMENTS, std::iter::once((context, &summary)))?;
    Ok(output.batches)
}

fn sorted<R, K: Ord>(rows: &[R], key: impl Fn(&R) -> K) -> Vec<&R> {
    let mut rows: Vec<&R> = rows.iter().collect();
    rows.sort_by_key(|row| key(row));
    rows
}

fn pair<'a, R>(rows: &[&'a R], context: Context<'a>) -> impl Iterator<Item = (Context<'a>, &'a R)> {
    rows.iter().map(move |row| (context, *row))
}

/// The code of the remark on a rounded number.
const ROUNDED: &str = "rounded";
/// The code of the remark on a number that no column could hold.
const OUT_OF_RANGE: &str = "out_of_range";

struct Output<'s> {
    schemas: &'s Schemas,
    batches: Vec<(Dataset, RecordBatch)>,
    remarks: Vec<Diagnostic>,
}

impl Output<'_> {
    fn rows<'a, R>(
        &mut self,
        dataset: Dataset,
        definition: &'static Definition<R>,
        rows: impl Iterator<Item = (Context<'a>, &'a R)>,
    ) -> Result<(), ConvertError> {
        let mut builders = definition
            .columns()
            .map(|column| ColumnBuilder::new(&column.spec))
            .collect::<Result<Vec<_>, _>>()?;
        let (mut count, mut text) = (0, 0);
        for (context, row) in rows {
            for (column, builder) in definition.columns().zip(&mut builders) {
                let value = (column.get)(&context, row);
                text += text_size(&value);
                match push(column, builder, &value)? {
                    None => {}
                    Some(loss) => {
                        let location = (definition.locate)(&context, row);
                        self.remarks.push(remark(dataset, &column.spec, location, &loss));
                    }
                }
            }
            count += 1;
            if count >= BATCH_ROWS || text >= BATCH_TEXT {
                self.close(dataset, &mut builders)?;
                (count, text) = (0, 0);
            }
        }
        if count > 0 {
            self.close(dataset, &mut builders)?;
        }
        Ok(())
    }

    fn close(&mut self, dataset: Dataset, builders: &mut [ColumnBuilder]) -> Result<(), ConvertError> {
        let arrays = builders.iter_mut().map(ColumnBuilder::finish).collect();
        let batch = RecordBatch::try_new(self.schemas.of(dataset).clone(), arrays)?;
        self.batches.push((dataset, batch));
        Ok(())
    }
}

fn push<R>(
    column: &Column<R>,
    builder: &mut ColumnBuilder,
    value: &Value<'_>,
) -> Result<Option<Loss>, ConvertError> {
    builder.push(value).map_err(|_| ConvertError::Mismatch { column: column.spec.name })
}

fn text_size(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Made(text) => text.len(),
        Value::Texts(texts) => texts.iter().map(String::len).sum(),
        Value::Plan(plan) => plan.iter().map(|share| share.label.len()).sum(),
        Value::Targets(parts) => parts.iter().map(|part| part.unit.as_ref().map_or(2, String::len)).sum(),
        _ => 0,
    }
}

/// The remark on a number that lost digits on its way into a column.
fn remark(dataset: Dataset, spec: &ColumnSpec, location: Location<'_>, loss: &Loss) -> Diagnostic {
    let (name, column, kind) = (dataset.as_str(), spec.name, spec.kind.name());
    let decimals = spec.kind.scale().unwrap_or(4);
    let mut diagnostic = match loss {
        Loss::Rounded(exact) => Diagnostic::new(
            Step::Write,
            Severity::Info,
            ROUNDED,
            format!(
                "{name}.{column} is {exact} exactly and was rounded half-even to {decimals} decimals; the \
                 cells dataset keeps the printed text"
            ),
        ),
        Loss::OutOfRange(exact) => Diagnostic::new(
            Step::Write,
            Severity::Error,
            OUT_OF_RANGE,
            format!(
                "{name}.{column} is {exact}, which {kind} cannot hold, and is null; the cells dataset keeps \
                 the printed text. Compare it with the source: so large a number is probably two numbers in \
                 one cell"
            ),
        ),
    };
    diagnostic.table_id = location.table_id;
    diagnostic.row = location.row;
    diagnostic.col = location.col;
    diagnostic.place = location.place.cloned();
    diagnostic
}
