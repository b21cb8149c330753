//! Numbers as printed, exact: a decimal, its printed precision and its unit.

use rust_decimal::Decimal;

/// A unit of money as disclosures print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MoneyUnit {
    /// 元.
    Yuan,
    /// 千元.
    ThousandYuan,
    /// 万元.
    TenThousandYuan,
    /// 百万元.
    MillionYuan,
    /// 亿元.
    HundredMillionYuan,
}

impl MoneyUnit {
    /// The unit a text names (`万元`), if it is one of money.
    pub fn parse(text: &str) -> Option<MoneyUnit> {
        Some(match text {
            "元" | "人民币元" => MoneyUnit::Yuan,
            "千元" => MoneyUnit::ThousandYuan,
            "万元" | "人民币万元" => MoneyUnit::TenThousandYuan,
            "百万元" => MoneyUnit::MillionYuan,
            "亿元" => MoneyUnit::HundredMillionYuan,
            _ => return None,
        })
    }

    /// The power of ten that leads from this unit to yuan.
    pub fn exponent(self) -> u32 {
        match self {
            MoneyUnit::Yuan => 0,
            MoneyUnit::ThousandYuan => 3,
            MoneyUnit::TenThousandYuan => 4,
            MoneyUnit::MillionYuan => 6,
            MoneyUnit::HundredMillionYuan => 8,
        }
    }

    /// How many yuan one of this unit is.
    pub fn yuan(self) -> Decimal {
        Decimal::from(10u64.pow(self.exponent()))
    }
}

/// A number as printed with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number as printed; its scale is the printed number of decimals.
    pub value: Decimal,
    /// The unit as printed (万元, 元, 辆, %); `None` where none is known.
    pub printed_unit: Option<String>,
    /// The same in yuan; `None` unless the unit is one of money.
    pub yuan: Option<Decimal>,
}

impl Amount {
    /// A number with its unit; money is converted to yuan exactly.
    pub fn new(value: Decimal, printed_unit: Option<&str>) -> Amount {
        let yuan = printed_unit.and_then(MoneyUnit::parse).and_then(|unit| value.checked_mul(unit.yuan()));
        Amount { value, printed_unit: printed_unit.map(str::to_owned), yuan }
    }

    /// Half of the last printed digit, in yuan for money and in the printed unit otherwise: what rounding
    /// alone may have changed.
    pub fn half_digit(&self) -> Decimal {
        let unit =
            self.printed_unit.as_deref().and_then(MoneyUnit::parse).map_or(Decimal::ONE, MoneyUnit::yuan);
        // A Decimal holds at most 28 decimals; beyond them rounding leaves nothing to tolerate.
        Decimal::try_new(5, self.value.scale() + 1).unwrap_or_default() * unit
    }
}

/// The number a cell prints, exact, its scale being the number of printed decimals.
///
/// Takes thousands separators (half and full width), full-width digits, a sign, and parentheses as minus.
/// A percent sign, a unit or any other character makes it no number. A number that a narrow cell broke over
/// lines (`3698.7 2`, `11,990,9 21.00`) is joined only where the pieces cannot be numbers of their own:
/// `10 10` is two numbers and therefore none.
pub fn parse_number(text: &str) -> Option<Decimal> {
    let pieces: Vec<&str> = text.split(crate::text::is_space).filter(|piece| !piece.is_empty()).collect();
    let joined = parse_plain(&pieces.concat())?;
    let mut head = String::new();
    for pair in pieces.windows(2) {
        head.push_str(pair[0]);
        if !is_broken_line(&crate::text::squeeze(&head), &crate::text::squeeze(pair[1])) {
            return None;
        }
    }
    Some(joined)
}

/// Whether a line break between `head` and `tail` can only have cut one number in two.
fn is_broken_line(head: &str, tail: &str) -> bool {
    let sign_only = matches!(head, "-" | "−" | "+" | "(");
    let cut_decimals = head.split_once('.').is_some_and(|(_, decimals)| {
        decimals.len() < 2 && decimals.len() + tail.trim_end_matches(')').len() <= 2
    });
    sign_only || tail.starts_with(['.', ',', ')']) || cut_decimals || parse_plain(head).is_none()
}

/// A number without white space inside.
fn parse_plain(text: &str) -> Option<Decimal> {
    let folded = crate::text::squeeze(text);
    let (negative, digits) = match folded.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => match folded.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            Some(rest) => (true, rest),
            None => (false, folded.strip_prefix('+').unwrap_or(&folded)),
        },
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let whole = strip_separators(whole)?;
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&whole) || fraction.is_some_and(|f| !all_digits(f)) {
        return None;
    }
    let plain = match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    };
    let mut value = Decimal::from_str_exact(&plain).ok()?;
    value.set_sign_negative(negative && !value.is_zero());
    Some(value)
}

/// Drops thousands separators; `None` where they do not stand between groups of three digits, because then
/// the text is a list of numbers and not one.
fn strip_separators(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let well_formed = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    well_formed.then(|| whole.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        parse_number(text).map(|d| d.to_string())
    }

    #[test]
    fn numbers_keep_their_printed_precision() {
        assert_eq!(number("2,769.16").as_deref(), Some("2769.16"));
        assert_eq!(number("11,990,921.00").as_deref(), Some("11990921.00"));
        assert_eq!(number("３９．００").as_deref(), Some("39.00"));
        assert_eq!(number("-0.08").as_deref(), Some("-0.08"));
        assert_eq!(number("(1.5)").as_deref(), Some("-1.5"));
        assert_eq!(number("3698.7\n2").as_deref(), Some("3698.72"));
        assert_eq!(number("11,990,9 21.00").as_deref(), Some("11990921.00"));
        assert_eq!(number("2,769 .16").as_deref(), Some("2769.16"));
        assert_eq!(number("0").as_deref(), Some("0"));
    }

    #[test]
    fn what_is_no_single_number_is_none() {
        for text in
            ["", "——", "-", "10人", "95%", "1,23", "1,2345", "1.2.3", "１、", "12,", "0x10", "1e5", "."]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn money_is_converted_exactly() {
        let amount = Amount::new(parse_number("1,535.174").unwrap(), Some("万元"));
        assert_eq!(amount.yuan, Some(Decimal::from(15_351_740)));
        assert_eq!(amount.half_digit(), Decimal::from(5));
        assert_eq!(Amount::new(Decimal::TWO, Some("辆")).yuan, None);
    }
}
