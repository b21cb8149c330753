//! A name and its target in one text: 培训≥3次, 合格率：95%以上, 完成时间2026年12月底前.

use crate::performance::target::{is_quantity, parse_target};
use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::text::fold_width;

/// The longest words that are a target on their own (及时完成).
pub(super) const MAX_WORDS: usize = 20;

/// Words between a name and its number that belong to the target (达到95%).
const REACHES: [&str; 3] = ["达到", "达", "不足"];

/// A name before a comparison, a colon or a number at the end.
pub(super) fn name_and_target<'t>(
    text: &'t str,
    vocabulary: &PerformanceVocabulary,
) -> Option<(&'t str, &'t str)> {
    let text = text.trim();
    let signs: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > 0 && starts_with_comparison(&text[*at..], vocabulary))
        .collect();
    // 城乡最低生活保障人数≥300人: only behind the last of them stands a quantity.
    let compared = signs.iter().map(|at| text.split_at(*at)).find(|(_, target)| is_value(target, vocabulary));
    if let Some((name, target)) = compared.or_else(|| in_parentheses(text, &signs, vocabulary)) {
        return Some((without_colon(name), target)).filter(|(name, _)| !name.is_empty());
    }
    if let Some((name, value)) = text.split_once(['：', ':']) {
        let is_short = !value.is_empty() && value.chars().count() <= MAX_WORDS;
        if !name.is_empty() && is_short {
            return Some((name, value));
        }
    }
    at_the_end(text, vocabulary).or_else(|| {
        let sign =
            signs.iter().find(|at| vocabulary.signs().any(|sign| folded(&text[**at..]).starts_with(sign)))?;
        let (name, target) = text.split_at(*sign);
        Some((without_colon(name), target))
    })
}

/// 名称（≥300人）.
fn in_parentheses<'t>(
    text: &'t str,
    signs: &[usize],
    vocabulary: &PerformanceVocabulary,
) -> Option<(&'t str, &'t str)> {
    let inner = text.strip_suffix([')', '）'])?;
    let (name, target) = inner.split_at(*signs.last()?);
    let name = name.strip_suffix(['(', '（'])?;
    is_value(target, vocabulary).then_some((name, target))
}

/// A number, range or date that ends the text without a comparison.
fn at_the_end<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> Option<(&'t str, &'t str)> {
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let starts = c.is_ascii_digit() && !last.is_ascii_digit() && !matches!(last, '.' | ',');
        last = c;
        if !starts || at == 0 {
            continue;
        }
        let (name, value) = text.split_at(at);
        if is_date(value) || is_plain_value(value, vocabulary) {
            let reaches = REACHES.iter().find_map(|word| name.strip_suffix(word));
            let name = reaches.unwrap_or(name);
            let value = &text[name.len()..];
            let name = name.strip_suffix('为').unwrap_or(name);
            return (!name.is_empty()).then_some((without_colon(name), value));
        }
    }
    None
}

/// A number with a unit that the vocabulary knows, or with none; a range of such.
fn is_plain_value(value: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let Some(target) = parse_target(value, vocabulary) else { return false };
    let is_known = |unit: &Option<String>| unit.as_ref().is_none_or(|unit| vocabulary.is_unit(unit));
    match target.value {
        Some(_) => is_known(&target.unit),
        None => !target.parts.is_empty() && target.parts.iter().all(|part| is_known(&part.unit)),
    }
}

/// 2026年12月底前, 11月30日.
fn is_date(text: &str) -> bool {
    text.contains(['年', '月'])
        && text.contains(['月', '日', '底', '前', '末', '内'])
        && text.chars().all(|c| c.is_ascii_digit() || "年月日号底末初前内上中下旬".contains(c))
}

/// A comparison and a number right behind it.
fn is_value(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let start = folded(text);
    let operators = vocabulary.operators.iter();
    let word = operators.map(|(word, _)| word).find(|word| start.starts_with(word.as_str()));
    let number = word.map_or(text, |word| {
        &text[text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at)..]
    });
    number.trim_start_matches([' ', '：', ':']).starts_with(|c: char| c.is_ascii_digit())
        && (is_quantity(text, vocabulary)
            || parse_target(text, vocabulary).is_some_and(|target| !target.parts.is_empty()))
}

fn starts_with_comparison(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let start = folded(text);
    vocabulary.operators.iter().any(|(word, _)| start.starts_with(word.as_str()))
}

/// The first characters of a text, as the vocabulary has them.
fn folded(text: &str) -> String {
    const LONGEST: usize = 6;
    text.chars().take(LONGEST).map(fold_width).collect()
}

fn without_colon(name: &str) -> &str {
    name.trim_end_matches(['：', ':', ' '])
}
