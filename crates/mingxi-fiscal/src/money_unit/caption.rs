//! How a text states a unit of money: a caption, a bracket, a cell, a sentence.

use mingxi_model::MoneyUnit;
use mingxi_model::text::squeeze;

/// Units of money as captions print them, the longer ones first.
const UNITS: [&str; 5] = ["百万元", "亿元", "万元", "千元", "元"];

/// Splits `收支总表 单位：万元` into the title and its caption; `None` where a line is not both.
pub(crate) fn split_caption(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind("单位")?;
    let at = ["金额", "货币", "计量"].iter().find_map(|word| {
        let head = text[..at].trim_end();
        head.ends_with(word).then(|| head.len() - word.len())
    });
    let at = at.or_else(|| text.rfind("单位"))?;
    let (head, caption) = text.split_at(at);
    let head = head.trim_end();
    let is_whole = !head.is_empty() && !head.ends_with(['(', '（', '[', '【', '：', ':']);
    let unit = squeeze(caption);
    let unit = unit.split_once("单位")?.1.trim_start_matches([':', ';']).to_owned();
    let unit = unit.strip_prefix("人民币").unwrap_or(&unit);
    (is_whole && MoneyUnit::parse(unit).is_some()).then_some((head, caption))
}

/// The unit of a caption: 单位：万元, 金额单位：人民币元, 单位：万 (whose 元 was lost), 万元.
pub(super) fn in_caption(text: &str) -> Option<String> {
    let text = squeeze(text);
    if let Some(unit) = cut_unit(&text) {
        return Some(format!("{unit}元"));
    }
    let after = match text.rsplit_once("单位") {
        Some((_, after)) => after,
        None => text.rsplit(':').next().unwrap_or(&text),
    };
    at_start(after.trim_start_matches([':', ';']))
}

/// The unit of a caption, without white space, that lost its last character: 万 of 单位：万 and of 单位：人民币万.
pub(super) fn cut_unit(text: &str) -> Option<&str> {
    let (_, unit) = text.rsplit_once("单位")?;
    let unit = unit.trim_start_matches([':', ';']).trim_end_matches(')');
    let unit = unit.strip_prefix("人民币").unwrap_or(unit);
    ["百万", "亿", "万", "千"].contains(&unit).then_some(unit)
}

/// The unit in brackets: 合计（万元）, 支出表（单位：万元）.
pub(super) fn in_brackets(text: &str) -> Option<String> {
    text.split(['(', '[']).skip(1).find_map(|inner| {
        let inner = inner.split([')', ']']).next().unwrap_or_default();
        at_start(inner.rsplit(':').next().unwrap_or(inner)).filter(|unit| inner.ends_with(unit.as_str()))
    })
}

/// The unit of a caption that stands in a cell of its own in the header.
pub(super) fn in_cell(text: &str) -> Option<String> {
    let (caption, unit) = text.split_once("单位")?;
    ["", "金额", "计量"].contains(&caption).then(|| at_start(unit.trim_start_matches([':', ';'])))?
}

/// The unit that a sentence states of tables: 本表金额单位为万元, 金额单位均为人民币元.
pub(super) fn in_sentence(text: &str) -> Option<String> {
    let (head, after) = text.split_once("单位")?;
    let is_of_money =
        head.ends_with("金额") || head.ends_with("货币") || head.ends_with("计量") || head.contains('表');
    let after = after.trim_start_matches(['均', '统', '一', '都']);
    let after = after.strip_prefix('为').or_else(|| after.strip_prefix('是'))?;
    at_start(after.trim_start_matches(['“', '"'])).filter(|_| is_of_money)
}

/// A unit of money at the start of a text.
fn at_start(text: &str) -> Option<String> {
    let text = text.strip_prefix("人民币").unwrap_or(text);
    UNITS.into_iter().find(|unit| text.starts_with(unit)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_state_units() {
        for (text, unit) in [
            ("单位：万元", Some("万元")),
            ("金额单位：人民币元", Some("元")),
            ("单位：万元、%", Some("万元")),
            ("编制单位：云杉县教育局 单位：万元", Some("万元")),
            ("单位：万", Some("万元")),
            ("（单位：千）", Some("千元")),
            ("金额单位：人民币万", Some("万元")),
            ("预算单位：云杉县万和镇", None),
            ("单位：", None),
        ] {
            assert_eq!(in_caption(text).as_deref(), unit, "{text}");
        }
        assert_eq!(in_sentence("本表金额单位为万元,四舍五入").as_deref(), Some("万元"));
        assert_eq!(in_sentence("报表计量单位均为人民币元").as_deref(), Some("元"));
        assert_eq!(in_sentence("本单位为万元户"), None);
    }

    #[test]
    fn a_title_and_its_caption_on_one_line_are_two() {
        assert_eq!(split_caption("收支总表 单位：万元"), Some(("收支总表", "单位：万元")));
        assert_eq!(split_caption("收支总表　金额单位：人民币元"), Some(("收支总表", "金额单位：人民币元")));
        for whole in
            ["单位：万元", "收支总表（单位：万元）", "部门：云杉县教育局", "收支总表 单位：云杉县教育局"]
        {
            assert_eq!(split_caption(whole), None, "{whole}");
        }
    }
}
