//! A value of a published dataset, of any column.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{
    DataType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
};
use rust_decimal::Decimal;
use std::fmt;

/// A value as it is published: money and other printed numbers are exact decimals with the decimals of their column,
/// codes are texts.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum<'b> {
    /// No value.
    Null,
    /// A text, a code or a value of a list of values.
    Text(&'b str),
    /// True or false.
    Bool(bool),
    /// A count, a number of a row or column, a year.
    Int(i64),
    /// A place on a page, or the double copy of an amount.
    Float(f64),
    /// Money or another printed number.
    Decimal(Decimal),
    /// The items of a list column.
    List(Vec<Datum<'b>>),
    /// An item of several named parts, as the terms of an identity.
    Parts(Vec<(&'b str, Datum<'b>)>),
}

impl Datum<'_> {
    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Datum::Null)
    }
}

/// As a person writes it; nothing for null, items parted by `; `, and parts as `name=value` parted by a blank.
impl fmt::Display for Datum<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Datum::Null => Ok(()),
            Datum::Text(text) => f.write_str(text),
            Datum::Bool(truth) => truth.fmt(f),
            Datum::Int(number) => number.fmt(f),
            Datum::Float(number) => number.fmt(f),
            Datum::Decimal(number) => number.fmt(f),
            Datum::List(items) => joined(f, items, "; ", |f, item| item.fmt(f)),
            Datum::Parts(parts) => {
                let present: Vec<_> = parts.iter().filter(|(_, value)| !value.is_null()).collect();
                joined(f, &present, " ", |f, (name, value)| write!(f, "{name}={value}"))
            }
        }
    }
}

fn joined<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    between: &str,
    one: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        one(f, item)?;
    }
    Ok(())
}

/// The value at an index of an array; null where there is none or it is of a type that no dataset has.
pub(crate) fn datum(array: &dyn Array, index: usize) -> Datum<'_> {
    if index >= array.len() || array.is_null(index) {
        return Datum::Null;
    }
    match array.data_type() {
        DataType::Utf8 => Datum::Text(array.as_string::<i32>().value(index)),
        DataType::Boolean => Datum::Bool(array.as_boolean().value(index)),
        DataType::Int8 => Datum::Int(array.as_primitive::<Int8Type>().value(index).into()),
        DataType::Int16 => Datum::Int(array.as_primitive::<Int16Type>().value(index).into()),
        DataType::Int32 => Datum::Int(array.as_primitive::<Int32Type>().value(index).into()),
        DataType::Int64 => Datum::Int(array.as_primitive::<Int64Type>().value(index)),
        DataType::Float32 => Datum::Float(array.as_primitive::<Float32Type>().value(index).into()),
        DataType::Float64 => Datum::Float(array.as_primitive::<Float64Type>().value(index)),
        DataType::Decimal128(_, scale) => {
            let number = array.as_primitive::<Decimal128Type>().value(index);
            let scale = u32::try_from(*scale).unwrap_or_default();
            Decimal::try_from_i128_with_scale(number, scale).map_or(Datum::Null, Datum::Decimal)
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            let ends = list.value_offsets().get(index..index + 2).unwrap_or_default();
            let place =
                |end: Option<&i32>| end.and_then(|end| usize::try_from(*end).ok()).unwrap_or_default();
            let items = place(ends.first())..place(ends.last());
            Datum::List(items.map(|item| datum(list.values().as_ref(), item)).collect())
        }
        DataType::Struct(fields) => {
            let parts = array.as_struct();
            let named = fields.iter().zip(parts.columns());
            Datum::Parts(named.map(|(f, part)| (f.name().as_str(), datum(part.as_ref(), index))).collect())
        }
        _ => Datum::Null,
    }
}
