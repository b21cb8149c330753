//! Changes over the year in a clause: 较上年减少476.69万元, 下降28.45%, 与上年持平.

use super::Context;
use super::vocabulary::{ChangeWords, StatementVocabulary};
use mingxi_model::ChangeDirection;

/// The comparison at the beginning of a text: how many bytes it takes.
///
/// Only a comparison with the year before counts; 比年初预算 is another thing.
pub(crate) fn comparison(text: &str, words: &ChangeWords) -> Option<usize> {
    // 按同口径同比减少, 按可比口径比上年增长.
    let scoped = words.scope.iter().find_map(|word| text.strip_prefix(word.as_str()));
    if let Some(rest) = scoped {
        let taken = text.len() - rest.len();
        return comparison(rest, words).map(|length| taken + length);
    }
    if let Some(word) = words.alone.iter().find(|word| text.starts_with(word.as_str())) {
        return Some(word.len());
    }
    let begin = words.begin.iter().find(|word| text.starts_with(word.as_str())).map_or(0, String::len);
    let mut rest = base(&text[begin..], words)?;
    let mut last = "";
    while let Some(word) = words.after.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = &rest[word.len()..];
        last = word;
    }
    // 2023年度相比: the word behind the base says that something is compared, too.
    (begin > 0 || is_compared(last)).then_some(text.len() - rest.len())
}

/// Whether a word behind a base says that something is compared with it.
fn is_compared(word: &str) -> bool {
    ["相比", "比较", "对比", "相比较"].contains(&word)
}

/// Whether a text compares with another base than the year before: 比年初预算, 决算数较预算数, 较2024年预算 in the accounts
/// of 2024. Such a change is none over the year.
pub(crate) fn is_against_budget(text: &str, context: &Context<'_>) -> bool {
    let words = &context.vocabulary.change;
    let phases = &context.vocabulary.subject.elliptic;
    let text = phases.iter().find_map(|phase| text.strip_prefix(phase.as_str())).unwrap_or(text);
    let begins =
        words.begin.iter().find_map(|begin| Some((begin.as_str(), text.strip_prefix(begin.as_str())?)));
    let Some((begin, rest)) = begins else {
        return false;
    };
    let rest = ["当年", "本年", "本年度"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let own = context.accounts_of.as_deref().and_then(|own| rest.strip_prefix(own)).and_then(year_mark);
    let rest = own.unwrap_or(rest);
    // 支出100万元和预算收入90万元 compares nothing.
    let joins = own.is_none() && matches!(begin, "与" | "和" | "同") && rest.starts_with("预算");
    !joins && words.other_base.iter().any(|word| rest.starts_with(word.as_str()))
}

/// What stands behind 年 or 年度 at the beginning.
fn year_mark(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('年')?;
    Some(rest.strip_prefix('度').unwrap_or(rest))
}

/// What follows the year before at the beginning of a text.
pub(crate) fn base<'a>(text: &'a str, words: &ChangeWords) -> Option<&'a str> {
    let base = words.base.iter().find_map(|base| text.strip_prefix(base.as_str()));
    base.or_else(|| year(text))
}

/// What a clause says there is none of: 没有使用政府性基金预算拨款安排的支出.
pub(crate) fn without_any<'a>(text: &'a str, words: &ChangeWords) -> Option<&'a str> {
    words
        .none
        .iter()
        .filter_map(|word| Some((text.find(word.as_str())?, word)))
        .min_by_key(|(at, _)| *at)
        .map(|(at, word)| &text[at + word.len()..])
        .filter(|named| !named.is_empty())
}

/// 等于上年预算数, 与上年保持一致 by a verb before the base.
pub(crate) fn same_as_before(text: &str, words: &ChangeWords) -> bool {
    let rest = ["等于", "相当于", "同于", "持平于", "保持"].iter().find_map(|word| text.strip_prefix(word));
    rest.and_then(|rest| base(rest, words)).is_some_and(|rest| {
        let mut rest = rest;
        while let Some(after) = words.after.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = after;
        }
        rest.is_empty() || words.flat.iter().any(|word| word == rest)
    })
}

/// Whether the text before an amount only introduces it: 为, 金额为.
pub(crate) fn only_introduces(head: &str) -> bool {
    ["", "为", "金额", "金额为", "额", "额为", "共", "计"].contains(&head)
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
    year_mark(&text[4..]).filter(|_| is_year)
}

/// The verb of change at the end of a text, with what stands before it.
pub(crate) fn verb<'a>(text: &'a str, words: &ChangeWords) -> Option<(&'a str, ChangeDirection)> {
    let text = text.trim_end_matches(['了', '约', '为', '额']);
    // 增加（减少）: a form's words that nobody struck out. Only an amount of zero has a way then.
    let text = ["(减少)", "(下降)", "(降低)", "(增加)", "(增长)", "/减少", "/下降"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text);
    // 收、支总计各增加, 均减少: each of what is named.
    let of = |list: &[String]| {
        list.iter()
            .find_map(|word| text.strip_suffix(word.as_str()))
            .map(|head| head.trim_end_matches(['各', '均', '共']))
    };
    let up = of(&words.increase).map(|head| (head, ChangeDirection::Increase));
    up.or_else(|| of(&words.decrease).map(|head| (head, ChangeDirection::Decrease)))
}

/// Whether a text ends in a form's words of which nobody struck one out: 增加（减少）.
pub(crate) fn is_unstruck(text: &str) -> bool {
    text.trim_end_matches(['了', '约', '为', '额']).ends_with([')'])
        || text.ends_with("/减少")
        || text.ends_with("/下降")
}

/// What stands before 持平 at the end of a text.
pub(crate) fn flat<'a>(text: &'a str, words: &ChangeWords) -> Option<&'a str> {
    words.flat.iter().find_map(|word| text.strip_suffix(word.as_str()))
}

/// The word that begins a reason directly behind a change. Behind a comma, 因 does too (but 因公出国 names an expense), and 是
/// where the clause ends with 所致.
pub(crate) fn reason_start<'a>(text: &str, behind_comma: bool, words: &'a ChangeWords) -> Option<&'a str> {
    let begins = |word: &&String| text.starts_with(word.as_str());
    let open = || {
        let closed = words.reason_end.iter().any(|word| text.ends_with(word.as_str()));
        words.reason_open.iter().find(begins).filter(|_| closed)
    };
    let inside = || words.reason_inside.iter().find(begins).or_else(open).filter(|_| behind_comma);
    let no_reason = words.no_reason.iter().any(|word| text.starts_with(word.as_str()));
    words.reason_start.iter().find(begins).or_else(inside).filter(|_| !no_reason).map(String::as_str)
}

/// Where a reason begins in a text: the bytes before its marker and those up to its first word.
pub(crate) fn reason(text: &str, words: &ChangeWords) -> Option<(usize, usize)> {
    let start = || reason_start(text, true, words).map(|word| (0, word));
    let found = words.reason.iter().find_map(|word| Some((text.find(word.as_str())?, word.as_str())));
    let (at, word) = found.or_else(start)?;
    let mut rest = &text[at + word.len()..];
    // 减少原因原因是, 主要是主要是: typed twice.
    loop {
        let before = rest.len();
        rest = ["主要", "原因"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        rest = ["是", "为", "在于", "有"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let again = ["主要是", "主要为", "原因", "主要原因", "是"].iter().any(|word| rest.starts_with(word));
        if rest.len() == before || !again {
            break;
        }
    }
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
