//! Amounts as people read them.

use rust_decimal::Decimal;

/// An amount of yuan in 万元, exact, with at least two decimals and commas: 1,370.48.
pub(crate) fn wan(yuan: Decimal) -> String {
    let mut amount = (yuan / Decimal::from(10_000)).normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    grouped(&amount.to_string())
}

/// An exact amount of yuan with two decimals and commas.
pub(crate) fn yuan(amount: Decimal) -> String {
    let mut amount = amount;
    amount.rescale(amount.scale().max(2));
    grouped(&amount.to_string())
}

/// A decimal with commas between thousands.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// An amount in 万元 for the height of a bar, which is a picture and no number.
pub(crate) fn height(yuan: Decimal) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    (yuan / Decimal::from(10_000)).to_f64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let of = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(wan(of("13704800.00")), "1,370.48");
        assert_eq!(wan(of("-12345678901.23")), "-1,234,567.890123");
        assert_eq!(wan(of("0.00")), "0.00");
        assert_eq!(wan(of("500.00")), "0.05");
        assert_eq!(yuan(of("1234567.5")), "1,234,567.50");
        assert_eq!(grouped("-100"), "-100");
    }
}
