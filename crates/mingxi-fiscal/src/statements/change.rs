//! Changes over the year in a clause: 较上年减少476.69万元, 下降28.45%, 与上年持平.

use super::vocabulary::{ChangeWords, StatementVocabulary};
use mingxi_model::ChangeDirection;

/// The comparison at the beginning of a text: how many bytes it takes.
///
/// Only a comparison with the year before counts; 比年初预算 is another thing.
pub(crate) fn comparison(text: &str, words: &ChangeWords) -> Option<usize> {
    if let Some(word) = words.alone.iter().find(|word| text.starts_with(word.as_str())) {
        return Some(word.len());
    }
    let begin = words.begin.iter().find(|word| text.starts_with(word.as_str()))?;
    let mut rest = &text[begin.len()..];
    let base = words.base.iter().find_map(|base| rest.strip_prefix(base.as_str()));
    rest = base.or_else(|| year(rest))?;
    while let Some(after) = words.after.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = after;
    }
    Some(text.len() - rest.len())
}

/// Where a comparison begins that takes the whole end of a text: 决算数与2023年度.
pub(crate) fn comparison_at_end(text: &str, words: &ChangeWords) -> Option<usize> {
    let ends = |at: usize| comparison(&text[at..], words) == Some(text.len() - at);
    text.char_indices().map(|(at, _)| at).filter(|at| *at > 0).find(|at| ends(*at))
}

/// `2022年度` at the beginning.
fn year(text: &str) -> Option<&str> {
    let digits = text.get(..4)?;
    let is_year = digits.starts_with("20") && digits.bytes().all(|b| b.is_ascii_digit());
    let rest = text[4..].strip_prefix('年').filter(|_| is_year)?;
    Some(rest.strip_prefix('度').unwrap_or(rest))
}

/// The verb of change at the end of a text, with what stands before it.
pub(crate) fn verb<'a>(text: &'a str, words: &ChangeWords) -> Option<(&'a str, ChangeDirection)> {
    let text = text.trim_end_matches(['了', '约', '为', '额']);
    // 收、支总计各增加, 均减少: each of what is named.
    let of = |list: &[String]| {
        list.iter()
            .find_map(|word| text.strip_suffix(word.as_str()))
            .map(|head| head.trim_end_matches(['各', '均', '共']))
    };
    let up = of(&words.increase).map(|head| (head, ChangeDirection::Increase));
    up.or_else(|| of(&words.decrease).map(|head| (head, ChangeDirection::Decrease)))
}

/// What stands before 持平 at the end of a text.
pub(crate) fn flat<'a>(text: &'a str, words: &ChangeWords) -> Option<&'a str> {
    words.flat.iter().find_map(|word| text.strip_suffix(word.as_str()))
}

/// Where a reason begins in a text: the bytes before its marker and those up to its first word.
pub(crate) fn reason(text: &str, words: &ChangeWords) -> Option<(usize, usize)> {
    let (at, word) = words.reason.iter().find_map(|word| Some((text.find(word.as_str())?, word)))?;
    let mut rest = &text[at + word.len()..];
    rest = rest.strip_prefix("主要").unwrap_or(rest);
    rest = ["是", "为", "在于", "有"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    Some((at, text.len() - rest.len()))
}

/// Whether text behind a semicolon goes on with the reason before it: 二是…, 2.….
pub(crate) fn goes_on(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(
        (chars.next(), chars.next()),
        (Some('二' | '三' | '四' | '五' | '六'), Some('是')) | (Some('2'..='6'), Some('.' | '、'))
    )
}

/// Whether an amount is a threshold, a rate or a range by what follows it.
pub(crate) fn is_threshold(behind: &str, vocabulary: &StatementVocabulary) -> bool {
    vocabulary.subject.thresholds.iter().any(|word| behind.starts_with(word.as_str()))
}
