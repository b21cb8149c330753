//! One value: what stands before the number, the number, its unit, what stands after.

use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::{Operator, TargetPart, parse_number};
use rust_decimal::Decimal;

/// The longest text after a number that is still a unit and not a sentence.
const MAX_UNIT_CHARS: usize = 8;

/// The longest text after a number that is a unit whatever its characters.
const MAX_PLAIN_UNIT: usize = 3;

/// Characters of a sentence that goes on behind a number (12个月均按月发放).
const SENTENCE: [char; 8] = ['均', '要', '都', '按', '达', '已', '应', '将'];

/// The longest text before a comparison sign that is still the name of what is compared.
const MAX_LABEL_CHARS: usize = 12;

/// The years that a bare number before 年 may name.
const YEARS: std::ops::RangeInclusive<i64> = 1949..=2100;

/// The most 年 that are a duration where nothing else is printed (3年, but 23年).
const MAX_DURATION: i64 = 19;

/// A value with or without the name of what is compared (培训≥12次), and with the mark of a list before it.
pub(super) fn quantity(text: &str, vocabulary: &PerformanceVocabulary) -> Option<TargetPart> {
    let text = without_mark(text, vocabulary);
    plain(text, vocabulary).or_else(|| labelled(text, vocabulary))
}

/// A value without a name; the text has no white space and is folded.
pub(super) fn plain(text: &str, vocabulary: &PerformanceVocabulary) -> Option<TargetPart> {
    let (before, rest) = operator_before(without_prefix(text, vocabulary), vocabulary);
    let rest = without_prefix(rest, vocabulary);
    let (number, tail) = rest.split_at(number_end(rest));
    let value = parse_number(number)?;
    let (unit, after) = operator_after(without_inclusion(tail), vocabulary);
    let unit = one_percent(unit);
    let operator = agreed(before, after)?;
    if !is_unit(unit, vocabulary) || is_date(before, value, tail, unit, vocabulary) {
        return None;
    }
    let unit = counted(unit, vocabulary);
    Some(TargetPart { operator, value, unit: Some(unit.to_owned()).filter(|u| !u.is_empty()) })
}

/// The measure word before what is counted (13个行政事业单位); a short noun belongs to it (5个村).
fn counted<'t>(unit: &'t str, vocabulary: &PerformanceVocabulary) -> &'t str {
    const LONG: usize = 3;
    if vocabulary.is_unit(unit) || unit.contains(['/', '、', '(']) {
        return unit;
    }
    let ends = unit.char_indices().map(|(at, _)| at).skip(1);
    let known = ends.filter(|at| vocabulary.is_unit(&unit[..*at])).last();
    known.filter(|at| unit[*at..].chars().count() >= LONG).map_or(unit, |at| &unit[..at])
}

/// The length of the number that a text begins with.
pub(super) fn number_end(text: &str) -> usize {
    text.char_indices()
        .find(|(i, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',') || (*i == 0 && *c == '-')))
        .map_or(text.len(), |(i, _)| i)
}

/// A name followed by a comparison sign. Words (不低于) do not end a name: 不得低于 would turn into its opposite.
fn labelled(text: &str, vocabulary: &PerformanceVocabulary) -> Option<TargetPart> {
    let sign = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| vocabulary.signs().any(|sign| text[*at..].starts_with(sign)))?;
    let label = text[..sign].trim_end_matches(':');
    let is_name = !label.is_empty()
        && label.chars().count() <= MAX_LABEL_CHARS
        && label.chars().all(|c| c.is_alphabetic() || matches!(c, '(' | ')' | '“' | '”'))
        && !label.ends_with(['不', '未', '非', '无'])
        && !vocabulary.frequencies.iter().any(|word| label.contains(word.as_str()));
    plain(&text[sign..], vocabulary).filter(|_| is_name)
}

/// A text without the mark that numbers it in a list: ①, and before a comparison sign also 1. or (1).
fn without_mark<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> &'t str {
    if let Some(rest) = text.strip_prefix(|c| matches!(c, '①'..='⑳')) {
        return rest;
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let stripped = rest.strip_prefix(['.', ')', '、']).filter(|_| inner.len() - rest.len() <= 2);
    stripped.filter(|rest| vocabulary.signs().any(|sign| rest.starts_with(sign))).unwrap_or(text)
}

fn without_prefix<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> &'t str {
    let rest = vocabulary.prefixes.iter().find_map(|word| text.strip_prefix(word.as_str()));
    rest.map_or(text, |rest| rest.trim_start_matches(':'))
}

/// 90%以上(含90%): that the bound itself counts is what the comparison says.
fn without_inclusion(tail: &str) -> &str {
    match tail.rfind("(含") {
        Some(at) if tail.ends_with(')') => &tail[..at],
        _ => tail,
    }
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

/// The comparison where it is printed before and after the number; `None` where they contradict each other.
fn agreed(before: Option<Operator>, after: Option<Operator>) -> Option<Operator> {
    let is_upper = |o: Operator| match o {
        Operator::Ge | Operator::Gt => Some(false),
        Operator::Le | Operator::Lt => Some(true),
        Operator::Eq | Operator::Text => None,
    };
    match (before, after) {
        (Some(a), Some(b)) if is_upper(a) != is_upper(b) => None,
        (before, after) => Some(before.or(after).unwrap_or(Operator::Eq)),
    }
}

/// A printed `%%` (the unit in the value's and in the unit's column) is one percent sign.
fn one_percent(unit: &str) -> &str {
    if unit == "%%" { "%" } else { unit }
}

fn is_unit(unit: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let is_foreign = |c: char| {
        c.is_ascii_digit()
            || matches!(c, ';' | ',' | '~' | '-' | '、' | '±' | ':' | '—' | '–' | '≥' | '≤' | '>' | '<' | '=')
    };
    // 100%完成 is a sentence; %/年 is a unit.
    let is_percent_and_more =
        unit.strip_prefix('%').is_some_and(|rest| !matches!(rest.chars().next(), None | Some('/')));
    let is_about = |word: &String| unit.starts_with(word.as_str()) || unit.ends_with(word.as_str());
    // 4个、所; 14元/m2/月; 1次/48小时
    let is_list = unit.contains('、') && unit.split('、').all(|one| vocabulary.is_unit(one));
    let mut parts = unit.split('/');
    let is_foreign_part = |part: &str| part.contains(is_foreign) && part != "m2" && part != "m3";
    let has_foreign = parts.next().is_some_and(is_foreign_part)
        || parts.any(|part| is_foreign_part(part.trim_start_matches(|c: char| c.is_ascii_digit())));
    let says_more = unit.chars().count() > MAX_PLAIN_UNIT && unit.contains(SENTENCE);
    unit.chars().count() <= MAX_UNIT_CHARS
        && (is_list || !has_foreign)
        && !says_more
        && !is_percent_and_more
        && !vocabulary.approximate.iter().any(is_about)
}

/// Whether the number counts no quantity but names a day, month or year (12月底前, 2023年).
fn is_date(
    before: Option<Operator>,
    value: Decimal,
    tail: &str,
    unit: &str,
    vocabulary: &PerformanceVocabulary,
) -> bool {
    let is_word = vocabulary.dates.contains(tail) || vocabulary.dates.contains(unit);
    let is_between = |low: i64, high: i64| value >= low.into() && value <= high.into() && value.scale() == 0;
    if unit.starts_with('年') && is_between(*YEARS.start(), *YEARS.end()) {
        return true;
    }
    if before.is_some() {
        // ≤12月 is a duration, ≤6月底 is not.
        return is_word && unit.chars().count() > 1;
    }
    match unit.chars().next() {
        // 30日内 is a duration.
        Some('日') if unit == "日" && tail != unit && !vocabulary.dates.contains(tail) => false,
        Some('年') if unit == "年" => {
            !is_between(1, MAX_DURATION) || vocabulary.dates.contains(tail) && tail != "年"
        }
        Some('日' | '月' | '号' | '年') => true,
        _ => is_word,
    }
}
