//! What the words of a head say of its column.

use super::{Segment, choice};
use crate::performance::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;

/// Words over a target that name another span of time than the form's own year.
const OTHER_SPANS: [&str; 15] = [
    "实施期",
    "实施周期",
    "中长期",
    "中期",
    "总体",
    "长期",
    "前年",
    "上年",
    "上一年",
    "去年",
    "往年",
    "近两年",
    "近三年",
    "历史",
    "半年",
];

/// Words of a value that was reached, or is expected of a year that is not over yet.
const REACHED: [&str; 4] = ["实际", "预计", "完成", "执行"];

/// The latest year that the heads of a block print.
pub(super) fn latest_year(segments: &[Segment]) -> Option<u32> {
    segments.iter().filter_map(|segment| year_of(&squeeze(&segment.head?.text))).max()
}

/// The year that a head prints (2024年预计).
fn year_of(head: &str) -> Option<u32> {
    let (before, _) = head.split_once('年')?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    digits.parse().ok().filter(|year| digits.starts_with("20") && (2000..2100).contains(year))
}

/// The roles that a column's heads speak for: weight and what was seen. `latest` is the latest year of all heads.
pub(super) fn evidence(
    segment: &Segment,
    latest: Option<u32>,
    vocabulary: &PerformanceVocabulary,
) -> Vec<(HeaderRole, i32, String)> {
    let Some(head) = segment.head else {
        return Vec::new();
    };
    let text = head.text.as_str();
    let mut out = Vec::new();
    let exact = vocabulary.header_role(text);
    // 绩效指标 stands beside a block or over its names.
    let exact = exact.filter(|role| *role != HeaderRole::Side);
    if let Some(role) = exact {
        out.push((role, choice::EXACT, format!("the head “{text}”")));
    }
    if vocabulary.level_word(text).is_some() {
        out.push((HeaderRole::Packed, choice::STEM_AT_END, format!("the head “{text}” is a level")));
    }
    for (role, stem, is_end) in vocabulary.head_stems(text) {
        if exact == Some(role) {
            continue;
        }
        let length = i32::try_from(stem.chars().count()).unwrap_or(0).min(4);
        // Beside a listed head its parts say little.
        let weight = if is_end && exact.is_none() { choice::STEM_AT_END } else { choice::STEM_INSIDE };
        let is_other_span = role == HeaderRole::Target && is_of_other_span(segment, latest);
        let weight = weight + length / 2 - if is_other_span { choice::OTHER_SPAN } else { 0 };
        out.push((role, weight, format!("“{stem}” in the head “{text}”")));
    }
    // Two columns of names: the first names the indicator, the other describes it.
    if exact == Some(HeaderRole::Level3) {
        out.push((
            HeaderRole::Description,
            choice::STEM_AT_END,
            format!("the head “{text}” of a second name"),
        ));
    }
    if is_of_other_span(segment, latest) {
        out.push((
            HeaderRole::Other,
            choice::STEM_AT_END,
            format!("the head “{text}” names another span of time"),
        ));
    }
    // A head above (其中：, 项目资金) tells that a bare 小计 is money; it never counts as much as the column's own.
    for above in &segment.above {
        match vocabulary.header_role(&above.text) {
            Some(role) if is_money(role) => {
                out.push((role, choice::ABOVE, format!("the head “{}” above", above.text)));
            }
            Some(HeaderRole::Target) if exact.is_none() => {
                let weight =
                    choice::SHARED - if is_of_other_span(segment, latest) { choice::OTHER_SPAN } else { 0 };
                out.push((HeaderRole::Target, weight, format!("the head “{}” above", above.text)));
            }
            _ => {}
        }
    }
    out
}

/// Whether a column's head, or one above it, names another span of time than the form's own year: in words, or as what
/// was reached in a year before the latest one (2023年实际 | 2024年预计 | 2025年预期实现).
pub(super) fn is_of_other_span(segment: &Segment, latest: Option<u32>) -> bool {
    let is_reached = |head: &str| REACHED.iter().any(|word| head.contains(word));
    let is_before = |head: &str| year_of(head).is_some_and(|year| latest.is_some_and(|latest| year < latest));
    let heads = segment.head.iter().chain(&segment.above);
    heads
        .map(|head| squeeze(&head.text))
        .any(|head| names_other_span(&head) || is_reached(&head) && is_before(&head))
}

/// Whether a head or label names another span of time than the form's own year (实施期资金总额).
pub(in crate::performance) fn names_other_span(head: &str) -> bool {
    OTHER_SPANS.iter().any(|span| head.contains(span))
}

pub(super) fn is_money(role: HeaderRole) -> bool {
    matches!(role, HeaderRole::Budget | HeaderRole::FiscalFunds | HeaderRole::OtherFunds)
}
