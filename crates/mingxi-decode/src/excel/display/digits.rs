//! A stored double as the decimal that a person typed, in digits: no arithmetic of floats comes near it.

use std::iter::repeat_n;

/// How many digits a spreadsheet program shows of a number that has a fraction.
const SIGNIFICANT: usize = 15;
/// Whole numbers below this are exact in a double.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// A number without its sign: 0.d₁d₂d₃… × 10^`point`, without zeros at either end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    /// The digits, each from 0 to 9; none for zero.
    digits: Vec<u8>,
    /// How many of them stand before the decimal point.
    point: i32,
}

impl Digits {
    /// The shortest decimal that is read back as the same double. One with more digits than programs show is what
    /// arithmetic left (0.1 + 0.2), and is rounded to those first, as they do.
    pub(super) fn of(value: f64) -> Digits {
        let value = value.abs();
        if value == 0.0 || !value.is_finite() {
            return Digits { digits: Vec::new(), point: 0 };
        }
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        let mut number = Digits { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 };
        if number.digits.len() > SIGNIFICANT && (value.fract() != 0.0 || value >= WHOLE) {
            number.cut(SIGNIFICANT);
        }
        number.tidy();
        number
    }

    /// Times ten to a power.
    pub(super) fn shift(&mut self, power: i32) {
        self.point = self.point.saturating_add(power);
    }

    /// Rounded half away from zero to so many decimals.
    pub(super) fn round(&mut self, decimals: usize) {
        let kept = i64::from(self.point) + decimals as i64;
        match usize::try_from(kept) {
            Ok(kept) if kept < self.digits.len() => self.cut(kept),
            Ok(_) => {}
            Err(_) => self.digits.clear(),
        }
        self.tidy();
    }

    /// Keeps so many digits, rounding half away from zero.
    fn cut(&mut self, kept: usize) {
        let is_up = self.digits.get(kept).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(kept);
        if !is_up {
            return;
        }
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    fn tidy(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit: 2 for 123.4. Of zero, 0.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// The digits before the decimal point; none of a number below 1.
    pub(super) fn whole(&self) -> Vec<u8> {
        let count = usize::try_from(self.point).unwrap_or(0);
        let known = self.digits.iter().copied().take(count);
        known.chain(repeat_n(0, count.saturating_sub(self.digits.len()))).collect()
    }

    /// The digits behind the decimal point, without zeros at the end.
    pub(super) fn decimals(&self) -> Vec<u8> {
        if self.is_zero() {
            return Vec::new();
        }
        let zeros = usize::try_from(-self.point).unwrap_or(0);
        let before = usize::try_from(self.point).unwrap_or(0);
        repeat_n(0, zeros).chain(self.digits.iter().copied().skip(before)).collect()
    }

    /// As the format General prints it: all its digits, as a power of ten only where it is tiny or huge.
    pub(super) fn general(&self) -> String {
        let text = |digits: &[u8]| digits.iter().map(|digit| char::from(b'0' + digit)).collect::<String>();
        if self.is_zero() {
            return "0".to_owned();
        }
        if !(-10..21).contains(&self.exponent()) {
            let (first, rest) = self.digits.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            let sign = if self.exponent() < 0 { '-' } else { '+' };
            return format!("{}{point}{}E{sign}{:02}", text(first), text(rest), self.exponent().abs());
        }
        let whole = if self.point > 0 { text(&self.whole()) } else { "0".to_owned() };
        match self.decimals().as_slice() {
            [] => whole,
            decimals => format!("{whole}.{}", text(decimals)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn general(value: f64) -> String {
        Digits::of(value).general()
    }

    #[test]
    fn a_double_is_the_decimal_that_was_typed() {
        for (value, printed) in [
            (3698.72, "3698.72"),
            (0.1 + 0.2, "0.3"),
            (9616.338314, "9616.338314"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (1e20, "100000000000000000000"),
            (1e21, "1E+21"),
            (1.5e-11, "1.5E-11"),
            (0.00001, "0.00001"),
            (0.0, "0"),
            (-39.0, "39"),
        ] {
            assert_eq!(general(value), printed, "{value:e}");
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (value, decimals, printed) in [
            (1.005, 2, "1.01"),
            (2.675, 2, "2.68"),
            (0.285, 2, "0.29"),
            (1.004_999, 2, "1"),
            (0.5, 0, "1"),
            (0.49, 0, "0"),
            (999.995, 2, "1000"),
            (0.004, 2, "0"),
            (0.05, 1, "0.1"),
            (0.000_5, 1, "0"),
        ] {
            let mut digits = Digits::of(value);
            digits.round(decimals);
            assert_eq!(digits.general(), printed, "{value} to {decimals}");
        }
    }
}
