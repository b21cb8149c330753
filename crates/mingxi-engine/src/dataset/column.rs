//! What a column is: declared once, as data. Schemas, the data package and the dictionary derive from it.

use crate::Record;
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use mingxi_model::{Amount, PaymentShare, TargetPart, Term};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Digits of every decimal column: the most that Parquet stores as INT64, which readers sum fast.
pub(crate) const PRECISION: u8 = 18;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// True or false.
    Bool,
    /// 8-bit integer.
    Int8,
    /// 16-bit integer.
    Int16,
    /// 32-bit integer.
    Int32,
    /// 64-bit integer.
    Int64,
    /// Single-precision number, for positions.
    Float32,
    /// Double-precision number, for the copy of an amount.
    Float64,
    /// An amount of money in yuan, two decimals.
    Money,
    /// Another printed number, four decimals.
    Number,
    /// A list of texts.
    Texts,
    /// A list of 32-bit integers.
    Ints,
    /// The terms of an identity.
    Terms,
    /// The steps of a payment plan (资金支出计划).
    Plan,
    /// The values of a target that states several.
    Targets,
}

impl Kind {
    /// The decimals a decimal column keeps; `None` for other columns.
    pub fn scale(self) -> Option<u32> {
        match self {
            Kind::Money => Some(2),
            Kind::Number => Some(4),
            _ => None,
        }
    }

    /// The Arrow type.
    pub fn data_type(self) -> DataType {
        match self {
            Kind::Text => DataType::Utf8,
            Kind::Bool => DataType::Boolean,
            Kind::Int8 => DataType::Int8,
            Kind::Int16 => DataType::Int16,
            Kind::Int32 => DataType::Int32,
            Kind::Int64 => DataType::Int64,
            Kind::Float32 => DataType::Float32,
            Kind::Float64 => DataType::Float64,
            Kind::Money => DataType::Decimal128(PRECISION, 2),
            Kind::Number => DataType::Decimal128(PRECISION, 4),
            Kind::Texts => list(DataType::Utf8),
            Kind::Ints => list(DataType::Int32),
            Kind::Terms => list(DataType::Struct(term_fields())),
            Kind::Plan => list(DataType::Struct(plan_fields())),
            Kind::Targets => list(DataType::Struct(target_fields())),
        }
    }

    /// The type's name in the data dictionary.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Bool => "boolean",
            Kind::Int8 => "int8",
            Kind::Int16 => "int16",
            Kind::Int32 => "int32",
            Kind::Int64 => "int64",
            Kind::Float32 => "float32",
            Kind::Float64 => "float64",
            Kind::Money => "decimal(18,2)",
            Kind::Number => "decimal(18,4)",
            Kind::Texts => "list<string>",
            Kind::Ints => "list<int32>",
            Kind::Terms => "list<struct<table_id int32, row int32, col int32, coefficient int32>>",
            Kind::Plan => "list<struct<label string, percent decimal(18,4)>>",
            Kind::Targets => "list<struct<operator string, value decimal(18,4), unit string>>",
        }
    }

    /// The type's name in a Frictionless Table Schema.
    pub fn frictionless(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Bool => "boolean",
            Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => "integer",
            Kind::Float32 | Kind::Float64 | Kind::Money | Kind::Number => "number",
            Kind::Texts | Kind::Ints | Kind::Terms | Kind::Plan | Kind::Targets => "array",
        }
    }
}

fn list(item: DataType) -> DataType {
    DataType::List(element(item))
}

/// The field of a list's items; `element` is the name that the Parquet format prescribes.
pub(crate) fn element(item: DataType) -> Arc<Field> {
    Arc::new(Field::new("element", item, false))
}

/// The fields of an identity's term.
pub(crate) fn term_fields() -> Fields {
    ["table_id", "row", "col", "coefficient"]
        .map(|name| Field::new(name, DataType::Int32, false))
        .to_vec()
        .into()
}

/// The fields of a payment plan's step.
pub(crate) fn plan_fields() -> Fields {
    vec![Field::new("label", DataType::Utf8, false), Field::new("percent", Kind::Number.data_type(), true)]
        .into()
}

/// The fields of one value of a target. The value is null only where it has too many digits.
pub(crate) fn target_fields() -> Fields {
    vec![
        Field::new("operator", DataType::Utf8, false),
        Field::new("value", Kind::Number.data_type(), true),
        Field::new("unit", DataType::Utf8, true),
    ]
    .into()
}

/// What is known of a column without its rows.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSpec {
    /// The name; fixed by the data contract.
    pub name: &'static str,
    /// The type.
    pub kind: Kind,
    /// Never null.
    pub required: bool,
    /// The unit of the number, where it is always the same.
    pub unit: Option<&'static str>,
    /// The OpenSpending type (os-type, `columnType` of a Fiscal Data Package), where one exists.
    pub os_type: Option<&'static str>,
    /// Values with what each means; empty where there is no list.
    pub values: &'static [(&'static str, &'static str)],
    /// The column holds no other than the listed values.
    pub closed: bool,
    /// What the column states, in English with the Chinese term.
    pub description: &'static str,
}

/// Reads one column's value from a row.
pub(crate) type Get<R> = for<'a> fn(&Context<'a>, &'a R) -> Value<'a>;

/// A column of a dataset whose rows are made from `R`.
pub(crate) struct Column<R: 'static> {
    /// What is published about it.
    pub spec: ColumnSpec,
    /// Where its values come from.
    pub get: Get<R>,
}

impl<R> Column<R> {
    /// Declares a column.
    pub const fn new(name: &'static str, kind: Kind, get: Get<R>, description: &'static str) -> Column<R> {
        let spec = ColumnSpec {
            name,
            kind,
            required: false,
            unit: None,
            os_type: None,
            values: &[],
            closed: false,
            description,
        };
        Column { spec, get }
    }

    /// The column is never null.
    pub const fn required(mut self) -> Column<R> {
        self.spec.required = true;
        self
    }

    /// The unit of the column's numbers.
    pub const fn unit(mut self, unit: &'static str) -> Column<R> {
        self.spec.unit = Some(unit);
        self
    }

    /// The OpenSpending type.
    pub const fn os_type(mut self, os_type: &'static str) -> Column<R> {
        self.spec.os_type = Some(os_type);
        self
    }

    /// The closed list of values.
    pub const fn values(mut self, values: &'static [(&'static str, &'static str)]) -> Column<R> {
        self.spec.values = values;
        self.spec.closed = true;
        self
    }

    /// A list of values that may grow.
    pub const fn known_values(mut self, values: &'static [(&'static str, &'static str)]) -> Column<R> {
        self.spec.values = values;
        self
    }
}

/// What the rows of one document share.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The document.
    pub record: &'a Record,
    /// The table whose cells are written; 0 where the row names its table itself.
    pub table_id: i32,
}

/// A value on its way into a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// No value.
    Null,
    /// Text of the record.
    Text(&'a str),
    /// Text made for the row.
    Made(String),
    /// True or false.
    Bool(bool),
    /// An integer for a column of any width.
    Int(i64),
    /// A position or the double copy of an amount.
    Float(f64),
    /// A number for a decimal column; it is rounded to the column's scale there.
    Decimal(Decimal),
    /// Money that is too large to be converted to yuan: as printed.
    Unconvertible(&'a Amount),
    /// A list of texts.
    Texts(&'a [String]),
    /// A list of integers.
    Ints(&'a [i32]),
    /// The terms of an identity.
    Terms(&'a [Term]),
    /// A payment plan.
    Plan(&'a [PaymentShare]),
    /// The values of a target.
    Targets(&'a [TargetPart]),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Value::Null, Value::Text)
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<Decimal> for Value<'_> {
    fn from(value: Decimal) -> Self {
        Value::Decimal(value)
    }
}

macro_rules! from_integers {
    ($($type:ty),*) => {$(
        impl From<$type> for Value<'_> {
            fn from(value: $type) -> Self {
                Value::Int(i64::from(value))
            }
        }
    )*};
}
from_integers!(i8, i16, i32, i64, u32);

impl From<f32> for Value<'_> {
    fn from(value: f32) -> Self {
        Value::Float(f64::from(value))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// An amount's yuan; null where it is no money.
pub(crate) fn yuan(amount: &Amount) -> Value<'_> {
    let is_money = amount.printed_unit.as_deref().and_then(mingxi_model::MoneyUnit::parse).is_some();
    match amount.yuan {
        Some(yuan) => Value::Decimal(yuan),
        None if is_money => Value::Unconvertible(amount),
        None => Value::Null,
    }
}

/// The Arrow schema of columns. The description of a column is its field's metadata.
pub(crate) fn arrow_schema<'a>(specs: impl Iterator<Item = &'a ColumnSpec>) -> SchemaRef {
    let fields: Vec<Field> = specs
        .map(|spec| {
            let description = ("description".to_owned(), spec.description.to_owned());
            Field::new(spec.name, spec.kind.data_type(), !spec.required)
                .with_metadata(std::collections::HashMap::from([description]))
        })
        .collect();
    Arc::new(Schema::new(fields))
}
