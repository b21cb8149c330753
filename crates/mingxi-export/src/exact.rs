//! Numbers that a double does not hold as they are printed.

use crate::table::{Column, Field};
use mingxi_engine::dataset::Datum;
use rust_decimal::Decimal;

/// Digits that Excel keeps of a number, and that every double gives back.
const KEPT_DIGITS: u32 = 15;

/// The double nearest to a decimal: parsing rounds once.
pub(crate) fn double(number: Decimal) -> Option<f64> {
    number.to_string().parse().ok()
}

/// Whether a number has more digits than a spreadsheet keeps.
fn is_rounded(number: Decimal) -> bool {
    number.normalize().mantissa().unsigned_abs() >= 10u128.pow(KEPT_DIGITS)
}

/// The numbers of a row that a spreadsheet rounds, by the headings of their columns; `None` where there are none.
pub(crate) fn numbers(columns: &[Column], fields: &[Field<'_>]) -> Option<String> {
    let mut text = String::new();
    for (column, field) in columns.iter().zip(fields) {
        if let Datum::Decimal(number) = field.value
            && is_rounded(number)
        {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&format!("{}={}", column.heading, number.normalize()));
        }
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_fifteen_digits_are_told() {
        let number = |text: &str| Decimal::from_str_exact(text).unwrap();
        assert!(!is_rounded(number("1234567890123.45")));
        assert!(!is_rounded(number("123456789012345.00")));
        assert!(is_rounded(number("1234567890123456.00")));
        assert!(is_rounded(number("-12345678901234.56")));
    }
}
