//! The number of a form (公开05表, 预算03表, 表1, 第七表, 预算公开表七, 附表1-2), alone or on one line with the title.

use mingxi_model::text::{is_han, squeeze};

/// What forms are counted with.
const CHINESE: &str = "一二三四五六七八九十";
/// What may stand before the number, also several of them (政府预算公开十一表).
const SERIES: &[&str] = &["公开", "预算", "决算", "部门", "单位", "政府", "财决", "财预", "附", "第"];
/// So many of them at most.
const MOST_WORDS: usize = 4;
/// A form number of one line is not longer than this.
const LONGEST: usize = 10;

/// A line split into the number of a form and the rest of it; the rest may be empty.
#[derive(Debug, PartialEq)]
pub(super) struct Split {
    pub(super) number: String,
    pub(super) rest: String,
}

/// Splits `预算03表 支出总表`, `表1：2026年支出总表`, `收支总表（预算表1）`, `公开表七`.
pub(super) fn split(line: &str) -> Option<Split> {
    let line = line.trim();
    at_start(line).or_else(|| in_brackets(line))
}

/// Whether a line is nothing but the number of a form.
pub(super) fn is_alone(line: &str) -> bool {
    let text = squeeze(line);
    let is_short = text.chars().count() <= LONGEST;
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    let is_named = text.ends_with('表') || text.starts_with('表') || text.starts_with("附表");
    split(line).is_some_and(|split| split.rest.is_empty())
        || (is_short && has_digit && is_named && !has_title(&text) && split(line).is_none())
}

/// Whether a text has words of its own beside those of a form's number: 5.项目支出预算表 has a title.
fn has_title(text: &str) -> bool {
    const FEW: usize = 3;
    let bare = SERIES.iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    bare.chars().filter(|c| is_han(*c) && !CHINESE.contains(*c)).count() > FEW
}

/// 续表, （续）: the table goes on; no title.
pub(super) fn is_continuation(text: &str) -> bool {
    let inner = text.trim_start_matches('(').trim_end_matches(')');
    let inner = inner.trim_end_matches(|c: char| c.is_ascii_digit() || CHINESE.contains(c));
    matches!(inner, "续表" | "续" | "接上表" | "续上表")
}

fn at_start(line: &str) -> Option<Split> {
    let mut walk = Walk { rest: line };
    for _ in 0..MOST_WORDS {
        if !SERIES.iter().any(|word| walk.take(word)) {
            break;
        }
    }
    let is_before = walk.take("表");
    let number = walk.number()?;
    let is_after = !is_before && walk.take("表");
    if !is_before && !is_after {
        return None;
    }
    let is_chinese = number.contains(|c| CHINESE.contains(c));
    let taken = &line[..line.len() - walk.rest.len()];
    let rest = walk.rest.trim_start();
    let after = rest.trim_start_matches([':', '：', '、', '.', '．', '-', '－', '—', ' ', '\u{3000}', '\n']);
    let is_parted = after.len() < walk.rest.len();
    // Run together, 表一 may be the beginning of 表一般公共预算 and 表12026年 is no number.
    let is_cut = !is_parted
        && (after.starts_with(|c: char| c.is_ascii_digit()) || (is_chinese && after.starts_with('般')));
    (!is_cut).then(|| Split { number: squeeze(taken), rest: after.to_owned() })
}

fn in_brackets(line: &str) -> Option<Split> {
    let inner = line.strip_suffix([')', '）'])?;
    let (title, number) = inner.rsplit_once(['(', '（'])?;
    let split = at_start(number)?;
    (split.rest.is_empty() && !title.trim().is_empty())
        .then(|| Split { number: split.number, rest: title.trim_end().to_owned() })
}

/// What is left of a line; white space between its parts counts nothing.
struct Walk<'a> {
    rest: &'a str,
}

impl Walk<'_> {
    fn take(&mut self, word: &str) -> bool {
        let mut left = self.rest;
        for wanted in word.chars() {
            left = left.trim_start();
            match left.strip_prefix(wanted) {
                Some(after) => left = after,
                None => return false,
            }
        }
        self.rest = left;
        true
    }

    /// 03, 1-2, 十二.
    fn number(&mut self) -> Option<String> {
        let left = self.rest.trim_start();
        let chinese: String = left.chars().take_while(|c| CHINESE.contains(*c)).collect();
        if !chinese.is_empty() {
            self.rest = &left[chinese.len()..];
            return (chinese.chars().count() <= 3).then_some(chinese);
        }
        let digits = left.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) {
            return None;
        }
        let tail = &left[digits..];
        let part = tail.strip_prefix(['-', '－', '—', '.']);
        let part = part.map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
        let length = match part {
            Some(count @ 1..=2) => digits + tail.chars().next().map_or(0, char::len_utf8) + count,
            _ => digits,
        };
        self.rest = &left[length..];
        Some(left[..length].to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(String, String)> {
        split(line).map(|split| (split.number, split.rest))
    }

    #[test]
    fn number_and_title_on_one_line_are_two_things() {
        let cases = [
            ("预算03表 支出总表", "预算03表", "支出总表"),
            ("表1：2026年部门收支总表", "表1", "2026年部门收支总表"),
            ("表 3 部门支出总表", "表3", "部门支出总表"),
            ("收支总表（预算表1）", "预算表1", "收支总表"),
            ("公开表七", "公开表七", ""),
            ("第七表", "第七表", ""),
            ("表十二", "表十二", ""),
            ("附表1-2 项目支出表", "附表1-2", "项目支出表"),
            ("公开05表", "公开05表", ""),
            ("预算公开表7", "预算公开表7", ""),
            ("政府预算公开十一表", "政府预算公开十一表", ""),
            ("部门公开表3：收入总表", "部门公开表3", "收入总表"),
            ("支出总表（部门预算公开02表）", "部门预算公开02表", "支出总表"),
            ("表一：部门收支总体情况表", "表一", "部门收支总体情况表"),
        ];
        for (line, number, title) in cases {
            assert_eq!(parts(line), Some((number.to_owned(), title.to_owned())), "{line}");
        }
    }

    #[test]
    fn a_title_that_only_begins_like_a_number_stays_whole() {
        for line in [
            "表一般公共预算支出",
            "部门收支总表",
            "2026年支出总表",
            "一般公共预算支出表（按功能分类）",
            "十二、支出表",
            "部门预算收支总表",
            "政府预算公开表",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
        assert!(is_alone("Z01表") && !is_alone("5. 项目支出预算表"));
        assert!(is_continuation("续表") && is_continuation("(续)") && is_continuation("续表二"));
        assert!(!is_continuation("收支总表"));
    }
}
