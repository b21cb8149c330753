//! Rows of a published dataset, by the names of their columns.

use super::datum::{Datum, datum};
use arrow::array::{Array, AsArray, RecordBatch, StructArray};
use arrow::datatypes::{DataType, Decimal128Type, Int16Type, Int32Type, Int64Type};
use mingxi_model::Term;
use rust_decimal::Decimal;

/// A batch of rows whose columns were checked against the declarations. A getter gives `None` for null, and
/// for a column of another type than it reads.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'b> {
    batch: &'b RecordBatch,
}

impl<'b> Rows<'b> {
    /// Rows whose columns are as declared.
    pub(crate) fn of(batch: &'b RecordBatch) -> Rows<'b> {
        Rows { batch }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.batch.num_rows() == 0
    }

    /// The rows as Arrow has them.
    pub fn batch(&self) -> &'b RecordBatch {
        self.batch
    }

    /// A value of any column; [`Datum::Null`] for one that was not read.
    pub fn get(&self, column: &str, row: usize) -> Datum<'b> {
        self.batch.column_by_name(column).map_or(Datum::Null, |array| datum(array.as_ref(), row))
    }

    /// The values of a row, in the order of the columns that were read.
    pub fn values(&self, row: usize) -> impl Iterator<Item = Datum<'b>> {
        self.batch.columns().iter().map(move |array| datum(array.as_ref(), row))
    }

    fn at(&self, column: &str, row: usize) -> Option<&'b dyn Array> {
        let array = self.batch.column_by_name(column)?;
        array.is_valid(row).then_some(array.as_ref())
    }

    /// A text.
    pub fn text(&self, column: &str, row: usize) -> Option<&'b str> {
        Some(self.at(column, row)?.as_string_opt::<i32>()?.value(row))
    }

    /// A whole number.
    pub fn int(&self, column: &str, row: usize) -> Option<i64> {
        let array = self.at(column, row)?;
        match array.data_type() {
            DataType::Int16 => Some(array.as_primitive_opt::<Int16Type>()?.value(row).into()),
            DataType::Int32 => Some(array.as_primitive_opt::<Int32Type>()?.value(row).into()),
            _ => Some(array.as_primitive_opt::<Int64Type>()?.value(row)),
        }
    }

    /// A whole number of 32 bits; 0 for null.
    pub fn index(&self, column: &str, row: usize) -> i32 {
        self.int(column, row).and_then(|n| i32::try_from(n).ok()).unwrap_or_default()
    }

    /// Whether a value is there.
    pub fn has(&self, column: &str, row: usize) -> bool {
        self.at(column, row).is_some()
    }

    /// A decimal without meaningless zeros.
    pub fn decimal(&self, column: &str, row: usize) -> Option<Decimal> {
        let array = self.at(column, row)?.as_primitive_opt::<Decimal128Type>()?;
        let scale = u32::try_from(array.scale()).ok()?;
        Some(Decimal::try_from_i128_with_scale(array.value(row), scale).ok()?.normalize())
    }

    /// The texts of a list; none for null.
    pub fn texts(&self, column: &str, row: usize) -> Vec<String> {
        let list = self.at(column, row).and_then(|array| array.as_list_opt::<i32>());
        let items = list.map(|list| list.value(row));
        let items = items.as_ref().and_then(|items| items.as_string_opt::<i32>());
        items.map(|items| items.iter().flatten().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// The numbers of an identity.
    pub fn terms(&self, column: &str, row: usize) -> Vec<Term> {
        let Some(list) = self.at(column, row).and_then(|array| array.as_list_opt::<i32>()) else {
            return Vec::new();
        };
        let items = list.value(row);
        let Some(items) = items.as_any().downcast_ref::<StructArray>() else {
            return Vec::new();
        };
        let field = |name: &str, item: usize| -> i32 {
            let column = items.column_by_name(name).and_then(|c| c.as_primitive_opt::<Int32Type>());
            column.map_or(0, |column| column.value(item))
        };
        (0..items.len())
            .map(|item| Term {
                table_id: field("table_id", item),
                row: field("row", item),
                col: field("col", item),
                coefficient: field("coefficient", item),
            })
            .collect()
    }
}
