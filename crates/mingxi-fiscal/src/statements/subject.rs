//! The noun phrase before an amount.

use super::vocabulary::{StatementVocabulary, is_quote};

/// Longest subject, in characters.
const LONGEST: usize = 60;

/// What an amount is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// As printed, numbering and words around it removed.
    pub(crate) printed: String,
    /// Folded, for comparison.
    pub(crate) folded: String,
    /// The code printed behind it.
    pub(crate) code: Option<String>,
}

/// Finds the subject in the text before an amount; printed and folded text have equally many characters.
/// `None` where no phrase stands there. Whether the phrase can be a subject is another question
/// ([`is_noun_phrase`]).
pub(crate) fn subject(printed: &str, folded: &str, vocabulary: &StatementVocabulary) -> Option<Subject> {
    let words = &vocabulary.subject;
    let mut rest = folded;
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(['、', '.', ')', '-', '·']);
        rest = without_numbering(rest);
        rest = without_year(rest);
        rest = words.leading.iter().find_map(|word| rest.strip_prefix(word.as_str())).unwrap_or(rest);
        if rest.len() == before {
            break;
        }
    }
    loop {
        let before = rest.len();
        rest = words.trailing.iter().find_map(|word| rest.strip_suffix(word.as_str())).unwrap_or(rest);
        if rest.len() == before {
            break;
        }
    }
    let (rest, code) = split_code(rest);
    let rest = without_holder(rest, vocabulary);
    let rest = unquoted(rest);
    let length = rest.chars().count();
    if !(2..=LONGEST).contains(&length) {
        return None;
    }
    // `rest` is a slice of `folded`, so its offset gives the characters to skip.
    let offset = rest.as_ptr() as usize - folded.as_ptr() as usize;
    let skipped = folded[..offset].chars().count();
    Some(Subject {
        printed: printed.chars().skip(skipped).take(length).collect(),
        folded: rest.to_owned(),
        code,
    })
}

/// Whether a phrase can be what an amount is of: it carries a code or ends like a noun of public finance, and
/// holds no word of an action, a condition or a comparison.
pub(crate) fn is_noun_phrase(subject: &Subject, vocabulary: &StatementVocabulary) -> bool {
    let words = &vocabulary.subject;
    let compared = |text: &str| {
        let change = &vocabulary.change;
        change.begin.iter().any(|begin| {
            text.strip_prefix(begin.as_str())
                .is_some_and(|rest| change.base.iter().any(|base| rest.starts_with(base.as_str())))
        })
    };
    let text = subject.folded.as_str();
    if compared(text)
        || text.contains(['%', ',', '。', ';', ':'])
        || words.refused.iter().any(|word| text.contains(word.as_str()))
        || text.starts_with(|c: char| c.is_ascii_digit() || c == '的')
        || (subject.code.is_none() && words.bare.iter().any(|word| word == text))
    {
        return false;
    }
    let plain = without_parentheses(text);
    let plain = plain.trim_end_matches(is_quote);
    subject.code.is_some() || words.endings.iter().any(|ending| plain.ends_with(ending.as_str()))
}

/// The head that an elliptic phase (支出决算) belongs to: the subject before without its own phase.
pub(crate) fn with_phase(
    head: &Subject,
    phase: &Subject,
    vocabulary: &StatementVocabulary,
) -> Option<Subject> {
    let words = &vocabulary.subject;
    let stem = words.phases.iter().find_map(|end| head.folded.strip_suffix(end.as_str()))?;
    // 三公经费支出 + 支出决算 is 三公经费支出决算.
    let stem = stem.strip_suffix("支出").filter(|_| phase.folded.starts_with("支出")).unwrap_or(stem);
    let length = stem.chars().count();
    (length >= 2).then(|| Subject {
        printed: head.printed.chars().take(length).chain(phase.printed.chars()).collect(),
        folded: format!("{stem}{}", phase.folded),
        code: head.code.clone(),
    })
}

/// Drops who has or gets the thing: X局共有车辆, X局收入预算.
fn without_holder<'a>(text: &'a str, vocabulary: &StatementVocabulary) -> &'a str {
    let words = &vocabulary.subject;
    let counted = words.having.iter().find_map(|word| text.rsplit_once(word.as_str()));
    if let Some((_, thing)) = counted.filter(|(_, thing)| !thing.is_empty()) {
        return thing;
    }
    words
        .organisations
        .iter()
        .filter_map(|end| text.rsplit_once(end.as_str()))
        .map(|(_, rest)| rest)
        .find(|rest| vocabulary.exact.contains_key(*rest))
        .unwrap_or(text)
}

/// Drops `1、`, `(1)`, `（一）`, `一、`, `1.`.
fn without_numbering(text: &str) -> &str {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let count = inner.chars().count() - digits.chars().count();
    if !(1..=3).contains(&count) {
        return text;
    }
    if text.starts_with('(') {
        return digits.strip_prefix(')').unwrap_or(text);
    }
    let rest = digits.strip_prefix(['、', '.', ')']).unwrap_or(text);
    if rest.starts_with(|c: char| c.is_ascii_digit()) && digits.starts_with('.') {
        return text;
    }
    rest
}

/// Drops everything up to the last `20dd年` with 度, 初 or a date behind it.
fn without_year(text: &str) -> &str {
    let Some((at, _)) = text.match_indices('年').rfind(|(at, _)| {
        let head = &text[..*at];
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4 && head[at - 4..].starts_with("20")
    }) else {
        return text;
    };
    let mut rest = &text[at + '年'.len_utf8()..];
    rest = rest.strip_prefix('度').unwrap_or(rest);
    for end in ['月', '日'] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(after) = rest[digits..].strip_prefix(end).filter(|_| digits > 0) {
            rest = after;
        }
    }
    rest
}

/// Cuts a code in parentheses off the end: 行政运行(2101501).
fn split_code(text: &str) -> (&str, Option<String>) {
    let cut = text.strip_suffix(')').and_then(|inner| {
        let (head, code) = inner.rsplit_once('(')?;
        let digits = (3..=9).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        digits.then_some((head, code))
    });
    match cut {
        Some((head, code)) => (head, Some(code.to_owned())),
        None => (text, None),
    }
}

/// Drops quotation marks that enclose the whole text or have lost their other half.
fn unquoted(text: &str) -> &str {
    let quotes = text.chars().filter(|c| is_quote(*c)).count();
    let inner = text.trim_matches(is_quote);
    let at_ends = quotes > 0 && inner.chars().all(|c| !is_quote(c));
    let (first, last) = (text.starts_with(is_quote), text.ends_with(is_quote));
    if at_ends && ((first && last) || quotes == 1) { inner } else { text }
}

/// The text without its parentheses: 社会保障和就业支出(类) ends with 支出.
pub(crate) fn without_parentheses(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
