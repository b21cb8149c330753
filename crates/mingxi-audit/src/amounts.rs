//! Exact sums of amounts, and what rounding allows.

use mingxi_model::Amount;
use rust_decimal::Decimal;

/// The amount in yuan for money, as printed otherwise.
pub(crate) fn comparable(amount: &Amount) -> Decimal {
    amount.yuan.unwrap_or(amount.value)
}

/// Half of the last printed digit of an amount; `None` where a decimal cannot hold it.
pub(crate) fn half_digit(amount: &Amount) -> Option<Decimal> {
    (amount.value.scale() < Decimal::MAX_SCALE).then(|| amount.half_digit())
}

/// The sum, unless it would have to be rounded.
pub(crate) fn add_exactly(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a).then_some(sum)
}
