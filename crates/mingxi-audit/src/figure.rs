//! A number of an identity and where it is printed.

use crate::view::Spot;
use mingxi_model::{Amount, LineItem, Statement, Table};
use std::borrow::Cow;

/// Where a number is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A cell of a table of line items.
    Cell(Spot),
    /// A cell of a performance form.
    Form {
        /// The form.
        table: &'a Table,
        /// 0-based row.
        row: u32,
        /// 0-based column.
        col: u32,
        /// What the number is called there.
        name: &'a str,
    },
    /// A sentence.
    Prose(&'a Statement),
}

/// A number with its place.
#[derive(Debug, Clone)]
pub(crate) struct Figure<'a> {
    /// Where it is printed.
    pub source: Source<'a>,
    /// As printed.
    pub text: Cow<'a, str>,
    /// The number.
    pub amount: Cow<'a, Amount>,
    /// Whether the number is set rather than measured, so that a whole number is not rounded: points of a
    /// form. Such a number is given a tolerance only for decimals that it prints.
    pub is_set: bool,
}

impl<'a> Figure<'a> {
    /// The number of a cell.
    pub fn cell(spot: Spot, item: &'a LineItem) -> Figure<'a> {
        Figure {
            source: Source::Cell(spot),
            text: Cow::Borrowed(&item.value_text),
            amount: Cow::Borrowed(&item.amount),
            is_set: false,
        }
    }

    /// A number that stands elsewhere.
    pub fn new(source: Source<'a>, amount: Amount) -> Figure<'a> {
        let text = match (&amount.printed_unit, source) {
            (Some(unit), Source::Prose(_)) => format!("{}{unit}", amount.value),
            _ => amount.value.to_string(),
        };
        Figure { source, text: Cow::Owned(text), amount: Cow::Owned(amount), is_set: false }
    }

    /// The same number as one that is set, not measured.
    pub fn set(mut self) -> Figure<'a> {
        self.is_set = true;
        self
    }
}
