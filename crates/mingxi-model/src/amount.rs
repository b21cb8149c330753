//! Numbers as printed, exact: a decimal, its printed precision and its unit.

use rust_decimal::Decimal;
use std::borrow::Cow;

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
    /// The decimals that the number's column prints, where the number itself has fewer: it may have lost some.
    pub precision: Option<u32>,
}

impl Amount {
    /// A number with its unit; money is converted to yuan exactly.
    pub fn new(value: Decimal, printed_unit: Option<&str>) -> Amount {
        let yuan = printed_unit.and_then(MoneyUnit::parse).and_then(|unit| value.checked_mul(unit.yuan()));
        Amount { value, printed_unit: printed_unit.map(str::to_owned), yuan, precision: None }
    }

    /// Half of the last printed digit, in yuan for money and in the printed unit otherwise: what rounding
    /// alone may have changed. The digits are those that the column prints: a number that lost some proves nothing.
    pub fn half_digit(&self) -> Decimal {
        let unit =
            self.printed_unit.as_deref().and_then(MoneyUnit::parse).map_or(Decimal::ONE, MoneyUnit::yuan);
        // A Decimal holds at most 28 decimals; beyond them rounding leaves nothing to tolerate.
        Decimal::try_new(5, self.value.scale().max(self.precision.unwrap_or(0)) + 1).unwrap_or_default()
            * unit
    }
}

/// The number a cell prints, exact, its scale being the number of printed decimals.
///
/// Takes thousands separators (half and full width, blanks between groups of three digits), full-width digits, a
/// sign of any form (also the fiscal △ and ▲), brackets as minus, and a sign of money. Note marks beside it are
/// left out. A percent sign, a unit or any other character makes it no number. A number that a narrow cell broke
/// over lines (`3698.7 2`, `11,990,9 21.00`) is joined only where the pieces cannot be numbers of their own:
/// `10 10` is two numbers and therefore none.
pub fn parse_number(text: &str) -> Option<Decimal> {
    // Most texts are words, and words are no numbers.
    if text.contains(crate::text::is_han) || !has_digit(text) {
        return None;
    }
    let text = crate::text::without_marks(text.trim_matches(crate::text::is_space));
    let pieces: Vec<&str> = text.split(crate::text::is_space).filter(|piece| !piece.is_empty()).collect();
    if let [only] = pieces[..] {
        return parse_plain(only);
    }
    let joined = parse_plain(&pieces.concat())?;
    // Two blanks or a line's end part two texts.
    let is_one =
        || !text.contains('\n') && text.chars().filter(|c| crate::text::is_space(*c)).count() < pieces.len();
    if pieces.len() > 1 && is_one() && (is_grouped(&pieces) || is_spaced(&pieces)) {
        return Some(joined);
    }
    let mut head = String::new();
    for pair in pieces.windows(2) {
        head.push_str(pair[0]);
        if !is_broken_line(&crate::text::squeeze(&head), &crate::text::squeeze(pair[1])) {
            return None;
        }
    }
    Some(joined)
}

/// The number a value cell prints, with the unit of money that stands behind it (`1856000元`, `34.00 万元`). A full
/// stop behind a number with decimals (`12.5.`, `1,200.00。`) ends no sentence and is left out.
///
/// A number that begins with a zero before another digit (`088.50`) is none: what stood before it is lost, or it is a
/// code.
pub fn parse_value(text: &str) -> Option<(Decimal, Option<&'static str>)> {
    if !has_digit(text) {
        return None;
    }
    let mut digits = text.chars().skip_while(|c| !c.is_numeric()).map(|c| if c == '０' { '0' } else { c });
    if digits.next() == Some('0') && digits.next().is_some_and(|next| next.is_numeric()) {
        return None;
    }
    if let Some(value) = parse_number(text) {
        return Some((value, None));
    }
    let trimmed = text.trim_matches(crate::text::is_space);
    if let Some(bare) = trimmed.strip_suffix(['.', '。', '．']) {
        let value = parse_number(bare).filter(|value| value.scale() > 0)?;
        return Some((value, None));
    }
    if let Some(bare) = trimmed.strip_suffix(['%', '％']) {
        return Some((parse_number(bare)?, Some("%")));
    }
    const UNITS: [&str; 5] = ["亿元", "百万元", "万元", "千元", "元"];
    let (unit, bare) = UNITS.iter().find_map(|unit| Some((*unit, trimmed.strip_suffix(unit)?)))?;
    Some((parse_number(bare)?, Some(unit)))
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| crate::text::fold_width(c).is_ascii_digit())
}

/// Whether blanks part the groups of three digits of one number (`1 200.00`, `12 345 678`). Two groups without
/// decimals may be two numbers.
fn is_grouped(pieces: &[&str]) -> bool {
    let digits = |piece: &str| piece.bytes().all(|b| b.is_ascii_digit());
    let Some((last, groups)) = pieces.split_last() else { return false };
    let (whole, decimals) = last.split_once('.').map_or((*last, None), |(w, d)| (w, Some(d)));
    let Some((first, middle)) = groups.split_first() else { return false };
    let first = first.trim_start_matches(is_minus);
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && middle.iter().chain([&whole]).all(|group| group.len() == 3 && digits(group))
        && (pieces.len() > 2 || decimals.is_some_and(|d| d.len() == 2 && digits(d)))
}

/// Whether the characters of one number are set apart (`4 2 3 . 2 5`).
fn is_spaced(pieces: &[&str]) -> bool {
    pieces.len() > 3 && pieces.contains(&".") && pieces.iter().all(|piece| piece.chars().count() == 1)
}

/// The forms in which a minus is printed; the triangles are those of fiscal tables (△20.00).
fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}' | '\u{fe63}' | '△' | '▲')
}

/// Whether a line break between `head` and `tail` can only have cut one number in two.
fn is_broken_line(head: &str, tail: &str) -> bool {
    let sign_only = head == "+" || head == "(" || (head.chars().count() == 1 && head.starts_with(is_minus));
    let cut_decimals = head.split_once('.').is_some_and(|(_, decimals)| {
        decimals.len() < 2 && decimals.len() + tail.trim_end_matches(')').len() <= 2
    });
    sign_only || tail.starts_with(['.', ',', ')']) || cut_decimals || parse_plain(head).is_none()
}

/// A number without white space inside.
fn parse_plain(text: &str) -> Option<Decimal> {
    let folded = crate::text::squeeze(text);
    let bare = folded.strip_prefix(['¥', '￥']).unwrap_or(&folded);
    let (negative, digits) = match bare.strip_prefix(is_minus) {
        Some(rest) => (true, rest.strip_prefix(['¥', '￥']).unwrap_or(rest)),
        None => match bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            Some(rest) => (true, rest),
            None => (false, bare.strip_prefix('+').unwrap_or(bare)),
        },
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !whole.split(',').all(all_digits) || fraction.is_some_and(|f| !all_digits(f)) {
        return None;
    }
    let plain: Cow<'_, str> = match whole.contains(',') {
        true if is_in_thousands(whole) => digits.replace(',', "").into(),
        true => return None,
        false => digits.into(),
    };
    let mut value = Decimal::from_str_exact(&plain).ok()?;
    value.set_sign_negative(negative && !value.is_zero());
    Some(value)
}

/// Whether the separators of thousands stand between groups of three digits; else the text is a list of numbers and not
/// one.
fn is_in_thousands(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
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
    fn a_minus_has_many_forms() {
        for text in
            ["-20.00", "−20.00", "–20.00", "—20.00", "‑20.00", "﹣20.00", "－20.00", "△20.00", "▲20.00"]
        {
            assert_eq!(number(text).as_deref(), Some("-20.00"), "{text}");
        }
        for text in ["(20.00)", "（20.00）", "△ 20.00", "-￥20.00", "￥-20.00", "—\n20.00"] {
            assert_eq!(number(text).as_deref(), Some("-20.00"), "{text}");
        }
        for text in ["——", "—", "△", "——20.00", "20.00-", "(20.00", "-(20.00)"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn blanks_and_signs_of_money_belong_to_a_number() {
        assert_eq!(number("￥12.00").as_deref(), Some("12.00"));
        assert_eq!(number("¥ 1,200.00").as_deref(), Some("1200.00"));
        assert_eq!(number("1 200.00").as_deref(), Some("1200.00"));
        assert_eq!(number("12\u{a0}345\u{a0}678").as_deref(), Some("12345678"));
        assert_eq!(number("- 1 200.00").as_deref(), None);
        assert_eq!(number("4 2 3 . 2 5").as_deref(), Some("423.25"));
        assert_eq!(number("88500¹").as_deref(), Some("88500"));
        for two in [
            "1 200",
            "10 200.5",
            "0 200.00",
            "1\n200.00",
            "1 2 3 4",
            "12.00 345.00",
            "1 2345.00",
            "12  345.00",
        ] {
            assert_eq!(number(two), None, "{two}");
        }
    }

    #[test]
    fn a_value_may_name_its_unit() {
        let value = |text: &str| parse_value(text).map(|(d, unit)| (d.to_string(), unit));
        let some = |text: &str, unit| Some((text.to_owned(), unit));
        assert_eq!(value("1856000元"), some("1856000", Some("元")));
        assert_eq!(value("34.00 万元"), some("34.00", Some("万元")));
        assert_eq!(value("-0.5亿元"), some("-0.5", Some("亿元")));
        assert_eq!(value("12.5."), some("12.5", None));
        assert_eq!(value("1,200.00。"), some("1200.00", None));
        for text in [
            "####",
            "#REF!",
            "1.2E+03",
            "约34",
            "12.3O",
            "12.00 13.00",
            "12.00*",
            "12.",
            "万元",
            "3辆",
            "120。50",
            "9.60（含上年结转）",
            "12\u{fffd}4",
            "088.50",
            "-00",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
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
