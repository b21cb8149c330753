//! Stata files of format 118: Chinese labels, listed values as labelled numbers, long texts as strL.
//!
//! A file says before its rows how wide each column is and has long texts behind its rows, so that the rows are read
//! two or three times; none of them is kept.

use super::dta_labels;
use crate::context::Context;
use crate::error::ExportError;
use crate::exact;
use crate::rows;
use crate::table::{Column, Field, Form, Table};
use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::dta_error::DtaError;
use dta::stata::dta::dta_writer::DtaWriter;
use dta::stata::dta::header::Header;
use dta::stata::dta::long_string_table::LongStringTable;
use dta::stata::dta::release::Release;
use dta::stata::dta::schema::Schema;
use dta::stata::dta::value::Value;
use dta::stata::dta::variable::{Variable, VariableBuilder};
use dta::stata::dta::variable_type::VariableType;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_int::StataInt;
use dta::stata::stata_long::StataLong;
use mingxi_engine::dataset::{Datum, SCHEMA_VERSION};
use std::borrow::Cow;
use std::path::Path;

/// Most bytes of a text in a column of fixed width.
const FIXED_BYTES: usize = 2045;
/// Texts up to so many bytes stay in a column of fixed width, which can be sorted and merged by.
const SHORT_BYTES: usize = 128;
/// What a text costs behind the rows beside its bytes.
const LONG_COST: usize = 40;
/// Letters of a variable's label.
const LABEL_LETTERS: usize = 80;
/// Largest and smallest whole numbers of the storage types; those above stand for missing values.
const LARGEST_INT: i64 = 32_740;
const LARGEST_LONG: i64 = 2_147_483_620;

/// What is seen of a column before it is written.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    longest: usize,
    bytes: usize,
    largest: i64,
}

/// Writes a table, and says how many rows it has.
///
/// # Errors
/// The publication cannot be read or the file not written.
pub(crate) fn write(context: &Context<'_>, table: &Table, path: &Path) -> Result<u64, ExportError> {
    let failed = |error: DtaError| ExportError::not_written(path, error);
    let columns = columns(context, table);
    let (types, count) = types(context, table, &columns)?;
    let mut schema = Schema::builder();
    for (column, kind) in columns.iter().zip(&types) {
        schema = schema.add_variable(variable(column, *kind));
    }
    let label: String = format!("mingxi {} {SCHEMA_VERSION}", table.title);
    let header = Header::builder(Release::V118, ByteOrder::LittleEndian).dataset_label(label).build();
    let mut records = DtaWriter::new()
        .from_path(path)
        .map_err(failed)?
        .write_header(header)
        .map_err(failed)?
        .write_schema(schema.build().map_err(failed)?)
        .map_err(failed)?
        .into_record_writer()
        .map_err(failed)?;
    let mut row = 0;
    rows::each(context, table, &mut |fields| {
        row += 1;
        let exact = exact::numbers(&table.columns, fields);
        let cells = cells(fields, exact.as_deref());
        let values: Vec<Value<'_>> = (1..)
            .zip(columns.iter().zip(&types).zip(&cells))
            .map(|(number, ((column, kind), cell))| value(column, *kind, cell, (number, row)))
            .collect();
        records.write_record(&values).map_err(failed)
    })?;
    let mut strings = records.into_long_string_writer().map_err(failed)?;
    if types.contains(&VariableType::LongString) {
        let mut row = 0;
        rows::each(context, table, &mut |fields| {
            row += 1;
            let exact = exact::numbers(&table.columns, fields);
            let cells = cells(fields, exact.as_deref());
            for (number, (kind, cell)) in (1..).zip(types.iter().zip(&cells)) {
                let text = text(cell);
                if *kind == VariableType::LongString && !text.is_empty() {
                    // A long text ends with a zero byte that counts.
                    let mut table = LongStringTable::for_writing();
                    table.get_or_insert(number, row, format!("{text}\0").as_str());
                    strings.write_long_string_table(&table).map_err(failed)?;
                }
            }
            Ok(())
        })?;
    }
    let mut labels = strings.into_value_label_writer().map_err(failed)?;
    for set in dta_labels::sets(&label_sets(&columns)).map_err(failed)? {
        labels.write_value_label_set(&set).map_err(failed)?;
    }
    labels.finish().map_err(failed)?;
    Ok(count)
}

/// The table's columns, and one for numbers that a double rounds.
fn columns(context: &Context<'_>, table: &Table) -> Vec<Column> {
    let meaning = "Numbers of more than 15 digits, which a double rounds";
    let name = "exact_numbers";
    let mut columns = table.columns.clone();
    columns.push(Column::new(context, name, &context.words.column(name), meaning, Form::Text));
    columns
}

fn cells<'a>(fields: &[Field<'a>], exact: Option<&'a str>) -> Vec<Datum<'a>> {
    let mut cells: Vec<Datum<'a>> = fields.iter().map(|field| field.value.clone()).collect();
    cells.push(exact.map_or(Datum::Null, Datum::Text));
    cells
}

/// The storage types of the columns, and how many rows there are.
fn types(
    context: &Context<'_>,
    table: &Table,
    columns: &[Column],
) -> Result<(Vec<VariableType>, u64), ExportError> {
    let mut seen = vec![Seen::default(); columns.len()];
    let mut count = 0;
    rows::each(context, table, &mut |fields| {
        count += 1;
        let exact = exact::numbers(&table.columns, fields);
        for ((column, cell), seen) in columns.iter().zip(&cells(fields, exact.as_deref())).zip(&mut seen) {
            match (column.form, cell) {
                (Form::Text | Form::Code, cell) => {
                    let length = text(cell).len();
                    seen.longest = seen.longest.max(length);
                    seen.bytes += if length > 0 { length + LONG_COST } else { 0 };
                }
                (Form::Whole, Datum::Int(number)) => seen.largest = seen.largest.max(number.abs()),
                _ => {}
            }
        }
        Ok(())
    })?;
    let rows = usize::try_from(count).unwrap_or(usize::MAX);
    let types = columns.iter().zip(seen).map(|(column, seen)| storage(column, seen, rows)).collect();
    Ok((types, count))
}

fn storage(column: &Column, seen: Seen, rows: usize) -> VariableType {
    if !column.values.is_empty() {
        return VariableType::Int;
    }
    match column.form {
        Form::Text | Form::Code => {
            let fixed = seen.longest.saturating_mul(rows);
            let long = seen.bytes.saturating_add(rows.saturating_mul(8));
            let is_fixed = seen.longest <= SHORT_BYTES || (seen.longest <= FIXED_BYTES && fixed <= long);
            match u16::try_from(seen.longest.max(1)) {
                Ok(width) if is_fixed => VariableType::FixedString(width),
                _ => VariableType::LongString,
            }
        }
        Form::Whole if seen.largest <= LARGEST_INT => VariableType::Int,
        Form::Whole if seen.largest <= LARGEST_LONG => VariableType::Long,
        Form::Truth => VariableType::Byte,
        Form::Whole | Form::Money | Form::Number | Form::Real => VariableType::Double,
    }
}

fn variable(column: &Column, kind: VariableType) -> VariableBuilder {
    let format = match (kind, column.form) {
        (VariableType::FixedString(width), _) => format!("%-{}s", width.min(40)),
        (VariableType::LongString, _) => "%-40s".to_owned(),
        (_, Form::Money) => "%18.2fc".to_owned(),
        (VariableType::Double, _) => "%12.0g".to_owned(),
        _ => "%9.0g".to_owned(),
    };
    let label: String = column.chinese.chars().take(LABEL_LETTERS).collect();
    let variable = Variable::builder(kind, column.name.as_str()).format(format).label(label);
    if column.values.is_empty() { variable } else { variable.value_label_name(column.name.as_str()) }
}

/// The labels of the listed values, numbered from 1 in the order of their lists.
fn label_sets(columns: &[Column]) -> Vec<(String, Vec<dta_labels::Label>)> {
    let listed = columns.iter().filter(|column| !column.values.is_empty());
    listed
        .map(|column| {
            let labels = (1..).zip(&column.values).map(|(number, (_, shown))| (number, shown.clone()));
            (column.name.clone(), labels.collect())
        })
        .collect()
}

/// A cell as its column stores it; a long text by its place.
fn value<'a>(column: &Column, kind: VariableType, cell: &'a Datum<'a>, place: (u32, u64)) -> Value<'a> {
    match kind {
        VariableType::FixedString(_) => Value::String(text(cell)),
        VariableType::LongString => {
            let text = text(cell);
            let place = if text.is_empty() { (0, 0) } else { place };
            let mut table = LongStringTable::for_writing();
            Value::LongStringRef(table.get_or_insert(place.0, place.1, text.as_ref()))
        }
        VariableType::Int if !column.values.is_empty() => {
            let listed = |text: &str| (1..).zip(&column.values).find(|(_, (value, _))| *value == text);
            let number =
                if let Datum::Text(text) = cell { listed(text).map(|(number, _)| number) } else { None };
            Value::Int(number.map_or(StataInt::Missing(MissingValue::System), StataInt::Present))
        }
        VariableType::Int => Value::Int(match cell {
            Datum::Int(number) => {
                i16::try_from(*number).map_or(StataInt::Missing(MissingValue::System), StataInt::Present)
            }
            _ => StataInt::Missing(MissingValue::System),
        }),
        VariableType::Long => Value::Long(match cell {
            Datum::Int(number) => {
                i32::try_from(*number).map_or(StataLong::Missing(MissingValue::System), StataLong::Present)
            }
            _ => StataLong::Missing(MissingValue::System),
        }),
        VariableType::Byte => Value::Byte(match cell {
            Datum::Bool(truth) => StataByte::Present(i8::from(*truth)),
            _ => StataByte::Missing(MissingValue::System),
        }),
        VariableType::Float | VariableType::Double => {
            let number = match cell {
                Datum::Decimal(number) => exact::double(*number),
                Datum::Int(number) => number.to_string().parse().ok(),
                Datum::Float(number) => Some(*number),
                _ => None,
            };
            Value::Double(number.map_or(StataDouble::Missing(MissingValue::System), StataDouble::Present))
        }
    }
}

/// A cell as text. A file of this format ends a text at its first zero byte.
fn text<'a>(cell: &'a Datum<'a>) -> Cow<'a, str> {
    match cell {
        Datum::Text(text) if !text.contains('\0') => Cow::Borrowed(text),
        cell => Cow::Owned(cell.to_string().replace('\0', "\u{fffd}")),
    }
}
