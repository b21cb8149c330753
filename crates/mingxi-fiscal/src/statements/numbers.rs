//! The numbers of a passage with their units.

use super::passages::Passage;
use super::vocabulary::{StatementVocabulary, TEN_THOUSAND};
use mingxi_model::text::is_han;
use mingxi_model::{MoneyUnit, parse_number};
use rust_decimal::Decimal;

/// A number with its unit; positions are in characters of the passage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Decimal,
    /// Unit as printed, folded; `%` for a percentage.
    pub(crate) unit: String,
}

/// All numbers with units that can be read for sure, left to right.
pub(crate) fn quantities(passage: &Passage, vocabulary: &StatementVocabulary) -> Vec<Quantity> {
    let text: String = passage.folded.iter().collect();
    let mut out = bare_zeros(&passage.folded);
    let (mut byte, mut chars) = (0, 0);
    for found in vocabulary.amount.captures_iter(&text) {
        let (Some(whole), Some(number), Some(unit)) =
            (found.get(0), found.name("number"), found.name("unit"))
        else {
            continue;
        };
        chars += text[byte..whole.start()].chars().count();
        byte = whole.start();
        let start = chars;
        let end = start + whole.as_str().chars().count();
        // A number that something numeric precedes is part of a longer one, a range or a negative.
        let before = start.checked_sub(1).and_then(|at| passage.folded.get(at));
        let partial = before.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | ' ' | '-' | '−' | '—' | '~' | '/' | '±')
        });
        let behind = passage.folded.get(end);
        let goes_on = vocabulary.at_end.contains(unit.as_str())
            && behind.is_some_and(|c| is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '/'));
        if goes_on && !names_the_counted(&passage.folded[end..], unit.as_str(), vocabulary) {
            continue;
        }
        let number = number.as_str();
        let mut unit = unit.as_str().to_owned();
        if unit == TEN_THOUSAND {
            if !is_money_by_shape(number, behind) {
                continue;
            }
            unit.push('元');
        }
        // 较上年增加-21.40万元.
        let negative = before.is_some_and(|c| matches!(c, '-' | '−' | '－'))
            && start >= 2
            && matches!(passage.folded[start - 2], '加' | '长' | '少' | '降' | '幅' | '升' | '额');
        if let Some(value) = parse_number(number).filter(|_| negative) {
            out.push(Quantity { start: start - 1, end, value: -value, unit });
            continue;
        }
        if let Some(value) = in_words(number) {
            // 万元 alone, 第三批次 and 百分之五 are no counts.
            let is_count = !before.is_some_and(|c| is_numeral(*c) || matches!(c, '第' | '之' | '每'));
            if is_count && MoneyUnit::parse(&unit).is_none() && unit != "%" {
                out.push(Quantity { start, end, value, unit });
            }
            continue;
        }
        let comma_list = before == Some(&',') && start >= 2 && !passage.folded[start - 2].is_ascii_digit();
        if let Some(value) = parse_number(number).filter(|_| !partial || comma_list) {
            out.push(Quantity { start, end, value, unit });
        }
    }
    out.sort_by_key(|quantity| quantity.start);
    out
}

/// Whether a number before 万 is money although nothing says 元 (三公经费决算数合计为1000.86万，其中): it has decimals, and its
/// clause ends behind it. The noun before it still has to be one of money.
fn is_money_by_shape(number: &str, behind: Option<&char>) -> bool {
    number.contains('.') && behind.is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | ')'))
}

/// Amounts of nothing without a unit: 国有资本经营预算拨款支出预算为0；. Nothing is nothing in any unit.
fn bare_zeros(text: &[char]) -> Vec<Quantity> {
    let is_zero = |at: &usize| {
        let before = at.checked_sub(1).map(|at| text[at]);
        // What is counted may be 0 too: only an amount's noun tells that money is meant.
        let noun = at.checked_sub(2).map(|at| text[at]);
        let after = text.get(at + 1);
        matches!(text[*at], '0' | '零')
            && matches!(before, Some('为' | '是' | '共' | '计'))
            && matches!(noun, Some('算' | '出' | '入' | '费' | '款' | '额' | '数'))
            && after.is_none_or(|c| matches!(c, ',' | '。' | ';' | ')'))
            && !(after == Some(&',') && text.get(at + 2).is_some_and(char::is_ascii_digit))
    };
    let zero = |at| Quantity { start: at, end: at + 1, value: Decimal::ZERO, unit: "元".to_owned() };
    (0..text.len()).filter(is_zero).map(zero).collect()
}

/// Whether a character is part of a number in words.
fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千".contains(c)
}

/// A number below ten thousand in words: 零, 三, 十二, 二十, 一百零五. `None` for digits and for what is no number.
fn in_words(text: &str) -> Option<Decimal> {
    if text.is_empty() || !text.chars().all(is_numeral) {
        return None;
    }
    let digit = |c: char| match c {
        '零' | '〇' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        c => "三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 3),
    };
    let (mut sum, mut last): (u32, Option<u32>) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                // 二三批次: about two or three.
                if last.is_some_and(|last| last > 0) {
                    return None;
                }
                last = digit(c);
                continue;
            }
        };
        sum = sum.checked_add(last.take().filter(|digit| *digit > 0).unwrap_or(1).checked_mul(unit)?)?;
    }
    Some(Decimal::from(sum.checked_add(last.unwrap_or(0))?))
}

/// Whether the counted thing follows its number up to the end of the clause: 3个一级项目, but not 3个方面.
fn names_the_counted(behind: &[char], unit: &str, vocabulary: &StatementVocabulary) -> bool {
    const LONGEST: usize = 12;
    let end = behind.iter().position(|c| !is_han(*c)).unwrap_or(behind.len());
    let text: String = behind[..end].iter().collect();
    let words = vocabulary.counts.get(unit);
    (1..=LONGEST).contains(&end)
        && words.is_some_and(|words| words.endings.iter().any(|ending| text.ends_with(ending.as_str())))
}
