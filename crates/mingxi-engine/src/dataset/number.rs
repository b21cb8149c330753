//! Exact numbers as fixed-point integers: the only place where a printed number may lose a digit.

use super::column::PRECISION;
use rust_decimal::{Decimal, RoundingStrategy};

/// A number as a decimal column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fixed {
    /// The number itself, times ten to the scale.
    Exact(i128),
    /// The number rounded half-even to the column's scale.
    Rounded(i128),
    /// More digits before the point than the column has.
    OutOfRange,
}

/// A number at a column's scale.
pub(crate) fn to_fixed(value: Decimal, scale: u32) -> Fixed {
    let rounded = value.round_dp_with_strategy(scale, RoundingStrategy::MidpointNearestEven);
    // `round_dp` never leaves more than `scale` decimals.
    let missing = scale.saturating_sub(rounded.scale());
    let unscaled = rounded.mantissa().checked_mul(10i128.pow(missing));
    match unscaled {
        Some(n) if n.unsigned_abs() < 10u128.pow(u32::from(PRECISION)) => {
            if rounded == value {
                Fixed::Exact(n)
            } else {
                Fixed::Rounded(n)
            }
        }
        _ => Fixed::OutOfRange,
    }
}

/// The double nearest to the number that a decimal column of `scale` holds; `None` if it holds none.
///
/// It goes through the decimal digits, because only parsing rounds once for numbers beyond 2^53.
pub(crate) fn to_double(value: Decimal, scale: u32) -> Option<f64> {
    match to_fixed(value, scale) {
        Fixed::Exact(n) | Fixed::Rounded(n) => {
            Decimal::try_from_i128_with_scale(n, scale).ok()?.to_string().parse().ok()
        }
        Fixed::OutOfRange => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str, scale: u32) -> Fixed {
        to_fixed(Decimal::from_str_exact(text).unwrap(), scale)
    }

    #[test]
    fn numbers_that_fit_are_exact() {
        assert_eq!(fixed("12.5", 2), Fixed::Exact(1250));
        assert_eq!(fixed("-0.08", 2), Fixed::Exact(-8));
        assert_eq!(fixed("1.230000", 2), Fixed::Exact(123));
        assert_eq!(fixed("9999999999999999.99", 2), Fixed::Exact(999_999_999_999_999_999));
    }

    #[test]
    fn surplus_decimals_are_rounded_half_even() {
        assert_eq!(fixed("0.125", 2), Fixed::Rounded(12));
        assert_eq!(fixed("0.135", 2), Fixed::Rounded(14));
        assert_eq!(fixed("-0.125", 2), Fixed::Rounded(-12));
        assert_eq!(fixed("1.23456", 4), Fixed::Rounded(12346));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        assert_eq!(fixed("10000000000000000", 2), Fixed::OutOfRange);
        assert_eq!(fixed("9999999999999999.995", 2), Fixed::OutOfRange);
        assert_eq!(fixed("-100000000000000", 4), Fixed::OutOfRange);
        assert_eq!(fixed("79228162514264337593543950335", 4), Fixed::OutOfRange);
    }

    #[test]
    fn doubles_repeat_the_decimal() {
        let double = |text: &str| to_double(Decimal::from_str_exact(text).unwrap(), 2);
        assert_eq!(double("27691600.00"), Some(27_691_600.0));
        assert_eq!(double("0.125"), Some(0.12));
        assert_eq!(double("9007199254740993.00"), Some(9_007_199_254_740_992.0));
        assert_eq!(double("10000000000000000"), None);
    }
}
