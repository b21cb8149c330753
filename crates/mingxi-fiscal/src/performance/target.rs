//! A target as printed to its comparison, number and unit.

use super::vocabulary::PerformanceVocabulary;
use mingxi_model::text::squeeze;
use mingxi_model::{Operator, parse_number};
use rust_decimal::Decimal;

/// What a printed target says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// How it compares; [`Operator::Text`] for words, dates and several values in one cell.
    pub operator: Operator,
    /// The number.
    pub value: Option<Decimal>,
    /// What is counted (%, 人次, 万元).
    pub unit: Option<String>,
}

/// The longest text after a number that is still a unit and not a sentence.
const MAX_UNIT_CHARS: usize = 8;

/// Reads a target: `≥95%`, `大于等于15次`, `2.42万元以内`, `及时`. `None` for an empty cell.
///
/// A number without a printed comparison counts as `=`. Dates (2023年1-12月), ranges and lists (≥12；≥10) are
/// words: one number could not stand for them.
pub fn parse_target(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Target> {
    let folded = squeeze(text);
    let rest = folded.trim_end_matches([';', ',', '。', '、', '；', '.']);
    if rest.is_empty() {
        return None;
    }
    let words = Target { operator: Operator::Text, value: None, unit: None };
    Some(quantity(rest, vocabulary).unwrap_or(words))
}

/// Whether a text looks like a target with a number: what tells a shifted row.
pub fn is_quantity(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    parse_target(text, vocabulary).is_some_and(|target| target.value.is_some())
}

fn quantity(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Target> {
    let rest = strip_any(text, &vocabulary.prefixes);
    let (before, rest) = operator_before(rest, vocabulary);
    let rest = strip_any(rest, &vocabulary.prefixes);
    let digits = rest
        .char_indices()
        .find(|(i, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',') || (*i == 0 && *c == '-')))
        .map_or(rest.len(), |(i, _)| i);
    let (number, tail) = rest.split_at(digits);
    let value = parse_number(number)?;
    let (unit, after) = operator_after(tail, vocabulary);
    let unit = one_percent(unit);
    let is_unit = !unit
        .contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | ',' | '~' | '-' | '、' | '±'))
        && unit.chars().count() <= MAX_UNIT_CHARS;
    let is_date = before.is_none() && vocabulary.dates.contains(unit);
    if !is_unit || is_date {
        return None;
    }
    Some(Target {
        operator: before.or(after).unwrap_or(Operator::Eq),
        value: Some(value),
        unit: Some(unit.to_owned()).filter(|u| !u.is_empty()),
    })
}

fn operator_before<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> (Option<Operator>, &'t str) {
    vocabulary
        .operators
        .iter()
        .find_map(|(word, operator)| Some((Some(*operator), text.strip_prefix(word.as_str())?)))
        .unwrap_or((None, text))
}

fn operator_after<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> (&'t str, Option<Operator>) {
    vocabulary
        .suffixes
        .iter()
        .find_map(|(word, operator)| Some((text.strip_suffix(word.as_str())?, Some(*operator))))
        .unwrap_or((text, None))
}

fn strip_any<'t>(text: &'t str, words: &[String]) -> &'t str {
    words.iter().find_map(|word| text.strip_prefix(word.as_str())).unwrap_or(text)
}

/// A printed `%%` (the unit in the value's and in the unit's column) is one percent sign.
fn one_percent(unit: &str) -> &str {
    if unit == "%%" { "%" } else { unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Operator, Option<String>, Option<String>)> {
        let words = PerformanceVocabulary::builtin().unwrap();
        parse_target(text, &words).map(|t| (t.operator, t.value.map(|v| v.to_string()), t.unit))
    }

    fn number(
        operator: Operator,
        value: &str,
        unit: &str,
    ) -> Option<(Operator, Option<String>, Option<String>)> {
        let unit = Some(unit.to_owned()).filter(|u| !u.is_empty());
        Some((operator, Some(value.to_owned()), unit))
    }

    #[test]
    fn comparison_number_and_unit() {
        assert_eq!(read("≥95%"), number(Operator::Ge, "95", "%"));
        assert_eq!(read("≥ 95 %"), number(Operator::Ge, "95", "%"));
        assert_eq!(read("=10人"), number(Operator::Eq, "10", "人"));
        assert_eq!(read("大于等于15次"), number(Operator::Ge, "15", "次"));
        assert_eq!(read("≤2.42万元"), number(Operator::Le, "2.42", "万元"));
        assert_eq!(read("100%;"), number(Operator::Eq, "100", "%"));
        assert_eq!(read("９万度"), number(Operator::Eq, "9", "万度"));
        assert_eq!(read("461.61平方米"), number(Operator::Eq, "461.61", "平方米"));
        assert_eq!(read("900m ² ;"), number(Operator::Eq, "900", "m²"));
        assert_eq!(read("1,400,000元"), number(Operator::Eq, "1400000", "元"));
        assert_eq!(read("全年≥2次"), number(Operator::Ge, "2", "次"));
        assert_eq!(read("90%以上"), number(Operator::Ge, "90", "%"));
        assert_eq!(read("不超过30工作日"), number(Operator::Le, "30", "工作日"));
        assert_eq!(read("155000"), number(Operator::Eq, "155000", ""));
        assert_eq!(read("≥1年"), number(Operator::Ge, "1", "年"));
        assert_eq!(read("128元/人"), number(Operator::Eq, "128", "元/人"));
    }

    #[test]
    fn words_dates_and_lists_have_no_number() {
        for text in [
            "及时",
            "2023年1-12月",
            "2023年度；",
            "12月底前",
            "≥12；≥10",
            "90%-95%",
            "合计83人；67人",
            "无限制次数",
            "1.5.2",
            "=有效",
            "95%±1%",
        ] {
            assert_eq!(read(text), Some((Operator::Text, None, None)), "{text}");
        }
        assert_eq!(read(" 　"), None);
    }
}
