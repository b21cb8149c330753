//! What a wrong number and the right one have in common: the usual slips.

use mingxi_model::{Amount, MoneyUnit, Slip};
use rust_decimal::Decimal;

/// How a printed number may have come from the number that would be right, from the least telling to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pattern {
    /// The other number cannot stand there: it needs more decimals than are printed, or is negative.
    Unlikely,
    /// Nothing in common.
    Other,
    /// One digit differs.
    Digit,
    /// Two neighbouring digits are swapped.
    Transposed,
    /// The other sign.
    Sign,
    /// A power of ten: a wrong unit or a lost decimal point.
    Unit,
}

impl Pattern {
    /// Of a printed number and the one that would be right, in the printed unit.
    pub fn of(printed: &Amount, right: Decimal) -> Pattern {
        let value = printed.value;
        if right == -value {
            return Pattern::Sign;
        }
        if !value.is_zero()
            && !right.is_zero()
            && (is_power_apart(value, right) || is_power_apart(right, value))
        {
            return Pattern::Unit;
        }
        if right.normalize().scale() > value.scale()
            || (right.is_sign_negative() && !value.is_sign_negative())
        {
            return Pattern::Unlikely;
        }
        let (Some(a), Some(b)) = (digits(value, value.scale()), digits(right, value.scale())) else {
            return Pattern::Other;
        };
        let apart: Vec<usize> = (0..a.len().max(b.len())).filter(|at| a.get(*at) != b.get(*at)).collect();
        match *apart.as_slice() {
            [_] => Pattern::Digit,
            [one, two] if two == one + 1 && a.get(one) == b.get(two) && a.get(two) == b.get(one) => {
                Pattern::Transposed
            }
            _ => Pattern::Other,
        }
    }

    /// The slip that it shows.
    pub fn slip(self) -> Option<Slip> {
        match self {
            Pattern::Unlikely | Pattern::Other => None,
            Pattern::Digit => Some(Slip::Digit),
            Pattern::Transposed => Some(Slip::Transposed),
            Pattern::Sign => Some(Slip::Sign),
            Pattern::Unit => Some(Slip::Unit),
        }
    }
}

/// A change in yuan (or the printed unit, where it is no money) in the unit that an amount is printed in.
pub(crate) fn in_printed_unit(amount: &Amount, change: Decimal) -> Option<Decimal> {
    match amount.printed_unit.as_deref().and_then(MoneyUnit::parse) {
        Some(unit) if amount.yuan.is_some() => change.checked_div(unit.yuan()),
        _ => Some(change),
    }
}

/// Whether `large` is 10, 100, 1,000 ... times `small`.
fn is_power_apart(large: Decimal, small: Decimal) -> bool {
    [100, 1_000, 10_000, 100_000_000]
        .into_iter()
        .any(|power| small.checked_mul(Decimal::from(power)).is_some_and(|product| product == large))
}

/// The digits from the last one up, without the sign.
fn digits(number: Decimal, scale: u32) -> Option<Vec<u8>> {
    let scaled = number.abs().checked_mul(Decimal::from(10u64.checked_pow(scale)?))?.normalize();
    (scaled.scale() == 0).then(|| scaled.to_string().bytes().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(printed: &str, right: &str) -> Pattern {
        Pattern::of(&Amount::new(printed.parse().unwrap(), Some("万元")), right.parse().unwrap())
    }

    #[test]
    fn the_usual_slips_are_told() {
        assert_eq!(pattern("8.52", "8.32"), Pattern::Digit);
        assert_eq!(pattern("1845.47", "1854.47"), Pattern::Transposed);
        assert_eq!(pattern("12.33", "-12.33"), Pattern::Sign);
        assert_eq!(pattern("184547", "18.4547"), Pattern::Unit);
        assert_eq!(pattern("0.12", "1200"), Pattern::Unit);
        assert_eq!(pattern("100.00", "213.00"), Pattern::Other);
        assert_eq!(pattern("100.00", "100.005"), Pattern::Unlikely);
        assert_eq!(pattern("1.00", "-8.00"), Pattern::Unlikely);
        assert_eq!(pattern("90.00", "190.00"), Pattern::Digit);
    }
}
