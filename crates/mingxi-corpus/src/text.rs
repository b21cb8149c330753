//! Text and numbers as the forms print them.

use crate::document::Unit;

/// White space out, full-width ASCII folded: how header paths are stated.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{3000}')
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// How a document prints numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberStyle {
    /// The money unit.
    pub unit: Unit,
    /// 1,234.50 rather than 1234.50.
    pub separators: bool,
    /// 0.00 rather than an empty cell.
    pub zeros: bool,
}

/// An amount in fen as printed: two decimals of the unit.
pub fn money(fen: i64, style: NumberStyle) -> String {
    let step = style.unit.step();
    assert_eq!(fen % step, 0, "{fen} fen cannot be printed in {} with two decimals", style.unit.as_str());
    let hundredths = fen / step;
    let (sign, digits) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    let whole = (digits / 100).to_string();
    let whole = if style.separators { separated(&whole) } else { whole };
    format!("{sign}{whole}.{:02}", digits % 100)
}

fn separated(digits: &str) -> String {
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// An amount in fen as yuan with two decimals: how the truth states it.
pub fn yuan(fen: i64) -> String {
    money(fen, NumberStyle { unit: Unit::Yuan, separators: false, zeros: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_printed_in_its_unit() {
        let style = |unit, separators| NumberStyle { unit, separators, zeros: true };
        assert_eq!(money(2_769_160_000, style(Unit::TenThousand, true)), "2,769.16");
        assert_eq!(money(2_769_160_000, style(Unit::Yuan, true)), "27,691,600.00");
        assert_eq!(money(-10_000, style(Unit::TenThousand, false)), "-0.01");
        assert_eq!(money(0, style(Unit::Yuan, false)), "0.00");
        assert_eq!(yuan(12_345), "123.45");
        assert_eq!(fold("资 金（境）　合计："), "资金(境)合计:");
    }
}
