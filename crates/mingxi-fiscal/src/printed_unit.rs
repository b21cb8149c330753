//! The unit of money of a table's amounts: from the lines that frame the table, else from what the document says of
//! all its tables.

use crate::framing::FramedTable;
use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, FlowItem, MoneyUnit, Severity, Step};
use std::collections::{BTreeMap, BTreeSet};

/// Units of money as captions print them, the longer ones first.
const UNITS: [&str; 5] = ["百万元", "亿元", "万元", "千元", "元"];
/// Characters beyond which a line with a unit is no caption.
const LONGEST: usize = 80;
/// The rows of a table without a header that are searched for a unit.
const FIRST_ROWS: u32 = 6;

/// What the frame of a table says of its unit.
pub(crate) struct Stated {
    /// The unit that was believed.
    pub(crate) unit: Option<String>,
    /// Other units that stand there too.
    pub(crate) others: Vec<String>,
}

/// The unit of a table's amounts: from its captions, the nearest first, its title, the first header text that states
/// one, or its notes.
pub(crate) fn of_table(framed: &FramedTable) -> Stated {
    let in_captions = framed.captions.iter().rev().filter_map(|text| in_caption(text));
    let title = framed.title.as_deref().map(squeeze);
    let mut stated: Vec<String> =
        in_captions.chain(title.and_then(|text| in_brackets(&text).or_else(|| in_caption(&text)))).collect();
    let mut seen = BTreeSet::new();
    stated.retain(|unit| seen.insert(unit.clone()));
    if stated.is_empty() {
        let rows = framed.table.header_rows.max(FIRST_ROWS);
        let cells = framed.table.grid.cells().iter().filter(|cell| cell.row < rows);
        let in_header = cells
            .map(|cell| squeeze(&cell.text))
            .find_map(|text| in_brackets(&text).or_else(|| in_cell(&text)));
        let in_notes = || framed.notes.iter().find_map(|note| in_sentence(&squeeze(note)));
        return Stated { unit: in_header.or_else(in_notes), others: Vec::new() };
    }
    let others = stated.split_off(1);
    Stated { unit: stated.pop(), others }
}

/// What a document says of the unit of all its tables.
pub(crate) struct OfDocument {
    pub(crate) unit: String,
    /// The line or sentence that says it.
    pub(crate) said: String,
}

/// The unit that lines outside the frames of all tables state: a running header, a line before the first table, a
/// sentence. `None` where none does, or where they state different ones.
pub(crate) fn of_document(flow: &[FlowItem], framed: &[FramedTable]) -> Option<OfDocument> {
    let mut claimed: BTreeMap<&str, usize> = BTreeMap::new();
    for line in framed.iter().flat_map(|table| &table.captions) {
        *claimed.entry(line.as_str()).or_default() += 1;
    }
    let mut captions: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
    let mut said: Vec<(String, String)> = Vec::new();
    let mut is_before_tables = true;
    for item in flow {
        let FlowItem::Paragraph(paragraph) = item else {
            is_before_tables = false;
            continue;
        };
        let text = squeeze(&paragraph.text);
        if let Some(unit) = in_sentence(&text) {
            said.push((unit, paragraph.text.clone()));
        } else if text.chars().count() <= LONGEST && text.contains("单位") && in_caption(&text).is_some() {
            let (is_first, count) = captions.entry(&paragraph.text).or_insert((is_before_tables, 0));
            *is_first &= is_before_tables;
            *count += 1;
        }
    }
    for (text, (is_first, count)) in captions {
        let left = count.saturating_sub(claimed.get(text).copied().unwrap_or(0));
        if let Some(unit) = in_caption(text).filter(|_| left > 1 || is_first && left > 0) {
            said.push((unit, text.to_owned()));
        }
    }
    let (unit, text) = said.pop()?;
    said.iter().all(|(other, _)| *other == unit).then_some(OfDocument { unit, said: text })
}

/// The remark on a unit that only the document states.
pub(crate) fn inferred(of_document: &OfDocument) -> Diagnostic {
    let shown: String = of_document.said.chars().take(LONGEST).collect();
    let message = format!(
        "no line at the table states the unit of its amounts; `{shown}` stands elsewhere in the document, so that {} was \
         believed; compare a total with another table before using the amounts",
        of_document.unit
    );
    Diagnostic::new(Step::Recognise, Severity::Warning, "unit_inferred", message)
}

/// The remark on amounts of which nothing says the unit.
pub(crate) fn unknown() -> Diagnostic {
    let message = "no line above the table states the unit of its amounts; its numbers are published as printed, without yuan";
    Diagnostic::new(Step::Recognise, Severity::Warning, "unit_unknown", message)
}

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
fn in_caption(text: &str) -> Option<String> {
    let text = squeeze(text);
    let after = match text.rsplit_once("单位") {
        Some((_, after)) => after,
        None => text.rsplit(':').next().unwrap_or(&text),
    };
    let after = after.trim_start_matches([':', ';']);
    let is_cut = text.contains("单位") && ["百万", "亿", "万", "千"].contains(&after.trim_end_matches(')'));
    if is_cut {
        return Some(format!("{}元", after.trim_end_matches(')')));
    }
    at_start(after)
}

/// The unit in brackets: 合计（万元）, 支出表（单位：万元）.
fn in_brackets(text: &str) -> Option<String> {
    text.split(['(', '[']).skip(1).find_map(|inner| {
        let inner = inner.split([')', ']']).next().unwrap_or_default();
        at_start(inner.rsplit(':').next().unwrap_or(inner)).filter(|unit| inner.ends_with(unit.as_str()))
    })
}

/// The unit of a caption that stands in a cell of its own in the header.
fn in_cell(text: &str) -> Option<String> {
    let (caption, unit) = text.split_once("单位")?;
    ["", "金额", "计量"].contains(&caption).then(|| at_start(unit.trim_start_matches([':', ';'])))?
}

/// The unit that a sentence states of tables: 本表金额单位为万元, 金额单位均为人民币元.
fn in_sentence(text: &str) -> Option<String> {
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
