//! Where the entries of a packed cell begin: at the marks that number them, wherever they stand.

use super::levels::starts_with_level;
use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::text::is_han;

/// The most entries that one cell is split into.
pub(super) const MAX_ENTRIES: usize = 200;

/// The words of a mark that names what it numbers: 指标1：, 绩效指标2、.
const WORDS: [&str; 3] = ["三级指标", "绩效指标", "指标"];

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// What ends an entry, so that the next one may begin behind it.
const ENDS: [char; 13] = ['。', '；', ';', '，', ',', '】', '、', '\n', ' ', '|', '：', ':', '.'];

/// How a mark is printed: what stands before and after its number, and whether that is a Chinese numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    before: char,
    after: char,
    is_chinese: bool,
}

/// A mark of a style with its number, and its length in the text.
#[derive(Debug, Clone, Copy)]
struct Mark {
    style: Style,
    number: usize,
    len: usize,
}

/// The entries of a text without their marks; the whole text where nothing is numbered.
///
/// A mark counts at an end (；, a new line) if it is the first of its kind or follows the last one in number. Elsewhere
/// (≥210家次2.产出指标-…) it has to be the next in number, and what follows a level, or a name behind a number's unit.
pub(super) fn entries<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> Vec<&'t str> {
    let mut out = Vec::new();
    let mut counts: Vec<(Style, usize)> = Vec::new();
    let (mut from, mut skip_to) = (0, 0);
    for (at, _) in text.char_indices() {
        if at < skip_to || out.len() > MAX_ENTRIES {
            continue;
        }
        let Some(mark) = mark_at(&text[at..]) else { continue };
        let last = counts.iter().find(|(style, _)| *style == mark.style).map_or(0, |(_, number)| *number);
        let after = &text[at + mark.len..];
        if !begins_entry(&text[from..at], &mark, last, after, vocabulary) {
            continue;
        }
        counts.retain(|(style, _)| *style != mark.style);
        counts.push((mark.style, mark.number));
        if at > from {
            out.push(&text[from..at]);
        }
        from = at + mark.len;
        skip_to = from;
    }
    out.push(&text[from..]);
    out
}

fn begins_entry(
    before: &str,
    mark: &Mark,
    last: usize,
    after: &str,
    vocabulary: &PerformanceVocabulary,
) -> bool {
    let is_next = mark.number == last + 1;
    let is_first = mark.number == 1;
    let to_level = starts_with_level(after, vocabulary);
    if after.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !to_level {
        // 1.5万元; but (1)2026年… may begin an entry.
        return (is_first || is_next)
            && mark.style.before != '\0'
            && before.trim_end_matches(' ').ends_with(ENDS);
    }
    let glued = before.chars().next_back();
    let is_end = before.is_empty() || before.ends_with(ENDS) && !ends_in_decimal(before);
    if is_end {
        return is_first || is_next || to_level;
    }
    if !is_next || is_first {
        return is_first && to_level && glued.is_some_and(|c| !c.is_ascii_digit());
    }
    let has_number = before.contains(|c: char| c.is_ascii_digit());
    let behind_unit = glued.is_some_and(|c| is_han(c) || matches!(c, '%' | '％' | ')' | '）'));
    let is_name = after.trim_start().starts_with(is_han);
    to_level || mark.style.before == '\0' && has_number && behind_unit && is_name
}

/// 1. behind which a digit may still follow: no end of a sentence.
fn ends_in_decimal(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

/// The mark that a text begins with: 1、 2. （3） 4) ⑤ 六、 （七） 指标8：.
fn mark_at(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    if let '①'..='⑳' = first {
        let number = u32::from(first).checked_sub(u32::from('①'))?.checked_add(1)?;
        let style = Style { before: '①', after: '\0', is_chinese: false };
        return Some(Mark { style, number: usize::try_from(number).ok()?, len: first.len_utf8() });
    }
    let word = WORDS.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let bracket = if word == 0 && matches!(first, '(' | '（') { first.len_utf8() } else { 0 };
    let (number, digits, is_chinese) = number_at(&text[word + bracket..])?;
    let rest = &text[word + bracket + digits..];
    let rest_trimmed = rest.trim_start_matches([' ', '\n']);
    let gap = rest.len() - rest_trimmed.len();
    let after = rest_trimmed.chars().next()?;
    let is_closed = match (word > 0, bracket > 0) {
        (true, _) => matches!(after, '：' | ':' | '、' | '.' | '．'),
        (_, true) => matches!(after, ')' | '）'),
        (false, false) if is_chinese => matches!(after, '、' | '.' | '．'),
        (false, false) => matches!(after, '、' | '.' | '．' | ')' | '）'),
    };
    let plain = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '．' => '.',
        '：' => ':',
        c => c,
    };
    let before = match (word > 0, bracket > 0) {
        (true, _) => '指',
        (_, true) => '(',
        _ => '\0',
    };
    let style = Style { before, after: plain(after), is_chinese };
    let len = word + bracket + digits + gap + after.len_utf8();
    is_closed.then_some(Mark { style, number, len })
}

/// A number of at most two digits, or a Chinese numeral up to 十九, with its length.
fn number_at(text: &str) -> Option<(usize, usize, bool)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let is_mark = digits <= 2 && !text.starts_with('0');
        return is_mark.then(|| text[..digits].parse().ok()).flatten().map(|n| (n, digits, false));
    }
    let value = |c: char| NUMERALS.iter().position(|numeral| *numeral == c).map(|at| at + 1);
    let mut chars = text.chars();
    let first = chars.next()?;
    let tens = value(first)?;
    let (number, len) = match (tens, chars.next().and_then(value)) {
        (10, Some(ones)) if ones < 10 => (10 + ones, 2 * first.len_utf8()),
        _ => (tens, first.len_utf8()),
    };
    Some((number, len, true))
}
