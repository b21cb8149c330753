//! Values of one column on their way into an Arrow array.

use super::column::{ColumnSpec, Kind, PRECISION, Value, element, plan_fields, target_fields, term_fields};
use super::number::{Fixed, to_fixed};
use arrow::array::{
    ArrayBuilder, ArrayRef, BooleanBuilder, Decimal128Builder, Float32Builder, Float64Builder, Int8Builder,
    Int16Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
};
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use mingxi_model::{PaymentShare, TargetPart, Term};
use rust_decimal::Decimal;
use std::sync::Arc;

/// What a number lost when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Decimals beyond the column's.
    Rounded(Decimal),
    /// The whole number: it has more digits than the column. Its text as printed.
    OutOfRange(String),
}

/// A value of another type than its column's: a mistake in a declaration.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mismatch;

/// The builder of one column's array.
pub(crate) enum ColumnBuilder {
    /// See [`Kind::Text`].
    Text(StringBuilder),
    /// See [`Kind::Bool`].
    Bool(BooleanBuilder),
    /// See [`Kind::Int8`].
    Int8(Int8Builder),
    /// See [`Kind::Int16`].
    Int16(Int16Builder),
    /// See [`Kind::Int32`].
    Int32(Int32Builder),
    /// See [`Kind::Int64`].
    Int64(Int64Builder),
    /// See [`Kind::Float32`].
    Float32(Float32Builder),
    /// See [`Kind::Float64`].
    Float64(Float64Builder),
    /// A decimal column with its scale.
    Decimal(Decimal128Builder, u32),
    /// See [`Kind::Texts`].
    Texts(ListBuilder<StringBuilder>),
    /// See [`Kind::Ints`].
    Ints(ListBuilder<Int32Builder>),
    /// See [`Kind::Terms`].
    Terms(ListBuilder<StructBuilder>),
    /// See [`Kind::Plan`].
    Plan(ListBuilder<StructBuilder>),
    /// See [`Kind::Targets`].
    Targets(ListBuilder<StructBuilder>),
}

impl ColumnBuilder {
    /// An empty builder for a column.
    ///
    /// # Errors
    /// The column's precision is beyond what Arrow allows: a mistake in a declaration.
    pub fn new(spec: &ColumnSpec) -> Result<ColumnBuilder, ArrowError> {
        Ok(match spec.kind {
            Kind::Text => ColumnBuilder::Text(StringBuilder::new()),
            Kind::Bool => ColumnBuilder::Bool(BooleanBuilder::new()),
            Kind::Int8 => ColumnBuilder::Int8(Int8Builder::new()),
            Kind::Int16 => ColumnBuilder::Int16(Int16Builder::new()),
            Kind::Int32 => ColumnBuilder::Int32(Int32Builder::new()),
            Kind::Int64 => ColumnBuilder::Int64(Int64Builder::new()),
            Kind::Float32 => ColumnBuilder::Float32(Float32Builder::new()),
            Kind::Float64 => ColumnBuilder::Float64(Float64Builder::new()),
            Kind::Money => ColumnBuilder::Decimal(decimal_builder(2)?, 2),
            Kind::Number => ColumnBuilder::Decimal(decimal_builder(4)?, 4),
            Kind::Texts => ColumnBuilder::Texts(
                ListBuilder::new(StringBuilder::new()).with_field(element(DataType::Utf8)),
            ),
            Kind::Ints => ColumnBuilder::Ints(
                ListBuilder::new(Int32Builder::new()).with_field(element(DataType::Int32)),
            ),
            Kind::Terms => {
                let ints = (0..4).map(|_| Box::new(Int32Builder::new()) as Box<dyn ArrayBuilder>);
                let items = StructBuilder::new(term_fields(), ints.collect());
                ColumnBuilder::Terms(
                    ListBuilder::new(items).with_field(element(DataType::Struct(term_fields()))),
                )
            }
            Kind::Plan => {
                let label: Box<dyn ArrayBuilder> = Box::new(StringBuilder::new());
                let percent: Box<dyn ArrayBuilder> = Box::new(decimal_builder(4)?);
                let items = StructBuilder::new(plan_fields(), vec![label, percent]);
                ColumnBuilder::Plan(
                    ListBuilder::new(items).with_field(element(DataType::Struct(plan_fields()))),
                )
            }
            Kind::Targets => {
                let operator: Box<dyn ArrayBuilder> = Box::new(StringBuilder::new());
                let value: Box<dyn ArrayBuilder> = Box::new(decimal_builder(4)?);
                let unit: Box<dyn ArrayBuilder> = Box::new(StringBuilder::new());
                let items = StructBuilder::new(target_fields(), vec![operator, value, unit]);
                ColumnBuilder::Targets(
                    ListBuilder::new(items).with_field(element(DataType::Struct(target_fields()))),
                )
            }
        })
    }

    /// Adds a row's value; says what the number lost.
    ///
    /// # Errors
    /// The value is of another type than the column, or an integer is too large for it.
    pub fn push(&mut self, value: &Value<'_>) -> Result<Option<Loss>, Mismatch> {
        match (self, value) {
            (ColumnBuilder::Decimal(b, scale), value) => return push_decimal(b, *scale, value),
            (ColumnBuilder::Plan(b), Value::Plan(plan)) => return push_plan(b, plan),
            (ColumnBuilder::Targets(b), Value::Targets(parts)) => return push_targets(b, parts),
            (ColumnBuilder::Terms(b), Value::Terms(terms)) => push_terms(b, terms)?,
            (ColumnBuilder::Text(b), Value::Text(text)) => b.append_value(text),
            (ColumnBuilder::Text(b), Value::Made(text)) => b.append_value(text),
            (ColumnBuilder::Text(b), Value::Null) => b.append_null(),
            (ColumnBuilder::Bool(b), Value::Bool(value)) => b.append_value(*value),
            (ColumnBuilder::Bool(b), Value::Null) => b.append_null(),
            (ColumnBuilder::Int8(b), value) => b.append_option(integer(value)?),
            (ColumnBuilder::Int16(b), value) => b.append_option(integer(value)?),
            (ColumnBuilder::Int32(b), value) => b.append_option(integer(value)?),
            (ColumnBuilder::Int64(b), value) => b.append_option(integer(value)?),
            (ColumnBuilder::Float32(b), Value::Float(value)) => b.append_value(*value as f32),
            (ColumnBuilder::Float32(b), Value::Null) => b.append_null(),
            (ColumnBuilder::Float64(b), Value::Float(value)) => b.append_value(*value),
            (ColumnBuilder::Float64(b), Value::Null) => b.append_null(),
            (ColumnBuilder::Texts(b), Value::Texts(texts)) => b.append_value(texts.iter().map(Some)),
            (ColumnBuilder::Ints(b), Value::Ints(ints)) => b.append_value(ints.iter().copied().map(Some)),
            _ => return Err(Mismatch),
        }
        Ok(None)
    }

    /// The array of all values pushed so far; the builder is empty afterwards.
    pub fn finish(&mut self) -> ArrayRef {
        match self {
            ColumnBuilder::Text(b) => Arc::new(b.finish()),
            ColumnBuilder::Bool(b) => Arc::new(b.finish()),
            ColumnBuilder::Int8(b) => Arc::new(b.finish()),
            ColumnBuilder::Int16(b) => Arc::new(b.finish()),
            ColumnBuilder::Int32(b) => Arc::new(b.finish()),
            ColumnBuilder::Int64(b) => Arc::new(b.finish()),
            ColumnBuilder::Float32(b) => Arc::new(b.finish()),
            ColumnBuilder::Float64(b) => Arc::new(b.finish()),
            ColumnBuilder::Decimal(b, _) => Arc::new(b.finish()),
            ColumnBuilder::Texts(b) => Arc::new(b.finish()),
            ColumnBuilder::Ints(b) => Arc::new(b.finish()),
            ColumnBuilder::Terms(b) | ColumnBuilder::Plan(b) | ColumnBuilder::Targets(b) => {
                Arc::new(b.finish())
            }
        }
    }
}

fn decimal_builder(scale: i8) -> Result<Decimal128Builder, ArrowError> {
    Decimal128Builder::new().with_precision_and_scale(PRECISION, scale)
}

fn integer<T: TryFrom<i64>>(value: &Value<'_>) -> Result<Option<T>, Mismatch> {
    match value {
        Value::Null => Ok(None),
        Value::Int(n) => T::try_from(*n).map(Some).map_err(|_| Mismatch),
        _ => Err(Mismatch),
    }
}

fn push_decimal(
    builder: &mut Decimal128Builder,
    scale: u32,
    value: &Value<'_>,
) -> Result<Option<Loss>, Mismatch> {
    let number = match value {
        Value::Decimal(number) => *number,
        Value::Null => {
            builder.append_null();
            return Ok(None);
        }
        Value::Unconvertible(amount) => {
            builder.append_null();
            let unit = amount.printed_unit.as_deref().unwrap_or_default();
            return Ok(Some(Loss::OutOfRange(format!("{}{unit}", amount.value))));
        }
        _ => return Err(Mismatch),
    };
    Ok(match to_fixed(number, scale) {
        Fixed::Exact(n) => {
            builder.append_value(n);
            None
        }
        Fixed::Rounded(n) => {
            builder.append_value(n);
            Some(Loss::Rounded(number))
        }
        Fixed::OutOfRange => {
            builder.append_null();
            Some(Loss::OutOfRange(number.to_string()))
        }
    })
}

fn push_terms(builder: &mut ListBuilder<StructBuilder>, terms: &[Term]) -> Result<(), Mismatch> {
    let items = builder.values();
    for term in terms {
        for (index, value) in [term.table_id, term.row, term.col, term.coefficient].into_iter().enumerate() {
            let field: &mut Int32Builder = items.field_builder(index).ok_or(Mismatch)?;
            field.append_value(value);
        }
        items.append(true);
    }
    builder.append(true);
    Ok(())
}

/// A plan has several percentages; the first loss among them stands for all.
fn push_plan(
    builder: &mut ListBuilder<StructBuilder>,
    plan: &[PaymentShare],
) -> Result<Option<Loss>, Mismatch> {
    let items = builder.values();
    let mut loss = None;
    for share in plan {
        let label: &mut StringBuilder = items.field_builder(0).ok_or(Mismatch)?;
        label.append_value(&share.label);
        let percent: &mut Decimal128Builder = items.field_builder(1).ok_or(Mismatch)?;
        let lost = push_decimal(percent, 4, &share.percent.into())?;
        loss = loss.or(lost);
        items.append(true);
    }
    builder.append(true);
    Ok(loss)
}

/// As [`push_plan`], for the values of a target.
fn push_targets(
    builder: &mut ListBuilder<StructBuilder>,
    parts: &[TargetPart],
) -> Result<Option<Loss>, Mismatch> {
    let items = builder.values();
    let mut loss = None;
    for part in parts {
        let operator: &mut StringBuilder = items.field_builder(0).ok_or(Mismatch)?;
        operator.append_value(part.operator.as_str());
        let value: &mut Decimal128Builder = items.field_builder(1).ok_or(Mismatch)?;
        let lost = push_decimal(value, 4, &part.value.into())?;
        loss = loss.or(lost);
        let unit: &mut StringBuilder = items.field_builder(2).ok_or(Mismatch)?;
        unit.append_option(part.unit.as_deref());
        items.append(true);
    }
    builder.append(true);
    Ok(loss)
}
