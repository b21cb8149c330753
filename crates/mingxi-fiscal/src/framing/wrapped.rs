//! Captions and titles that the page's width or a cell's has wrapped over several lines.

use super::form_number;
use crate::Headers;
use crate::money_unit::split_caption;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{FlowItem, Paragraph};

/// How many lines below a cut caption its tail is looked for: captions stand side by side and wrap together.
const REACH: usize = 3;
/// A title is wrapped over at most so many lines.
const TITLE_LINES: usize = 4;
/// The tail of an agency's name is not longer than this.
const LONGEST_TAIL: usize = 14;

/// Titles that stand on one line with the unit of their table, set apart.
pub(super) fn split_units(flow: Vec<FlowItem>, headers: &Headers) -> Vec<FlowItem> {
    let mut apart = Vec::with_capacity(flow.len());
    for item in flow {
        match &item {
            FlowItem::Paragraph(line) => match split_caption(&line.text) {
                Some((title, caption)) if headers.title.is_match(&squeeze(title)) => {
                    for text in [title, caption] {
                        let part = Paragraph { text: text.to_owned(), turns: Vec::new(), ..line.clone() };
                        apart.push(FlowItem::Paragraph(part));
                    }
                }
                _ => apart.push(item),
            },
            FlowItem::Table(_) => apart.push(item),
        }
    }
    apart
}

/// Paragraphs with wrapped captions joined.
pub(super) fn join_captions(flow: &[FlowItem]) -> Vec<FlowItem> {
    let mut joined: Vec<FlowItem> = Vec::with_capacity(flow.len());
    for item in flow {
        let FlowItem::Paragraph(tail) = item else {
            joined.push(item.clone());
            continue;
        };
        let above = joined.iter_mut().rev().take(REACH).map_while(|above| match above {
            FlowItem::Paragraph(paragraph) => Some(paragraph),
            FlowItem::Table(_) => None,
        });
        match above.into_iter().find(|head| continues(&squeeze(&head.text), &squeeze(&tail.text))) {
            Some(head) => head.text.push_str(tail.text.trim()),
            None => joined.push(item.clone()),
        }
    }
    joined
}

/// As [`join_captions`], for captions inside a table's frame.
pub(super) fn join_lines(lines: &[Paragraph]) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::with_capacity(lines.len());
    for tail in lines {
        let mut above = joined.iter_mut().rev().take(REACH);
        match above.find(|head| continues(&squeeze(&head.text), &squeeze(&tail.text))) {
            Some(head) => head.text.push_str(tail.text.trim()),
            None => joined.push(tail.clone()),
        }
    }
    joined
}

/// `单位：万` | `元`; `部门名称：云杉县人民` | `代表大会办公室`.
fn continues(head: &str, tail: &str) -> bool {
    is_cut_unit(head, tail) || is_cut_name(head, tail)
}

fn is_cut_unit(head: &str, tail: &str) -> bool {
    let Some((_, unit)) = head.rsplit_once("单位") else { return false };
    let unit = unit.trim_start_matches([':', ';']);
    let whole = format!("{unit}{tail}");
    let whole = whole.strip_prefix("人民币").unwrap_or(&whole);
    let is_unit = ["百万元", "亿元", "万元", "千元", "元"].contains(&whole);
    is_unit && !unit.is_empty() && !tail.is_empty()
}

fn is_cut_name(head: &str, tail: &str) -> bool {
    let Some((caption, name)) = head.split_once(':') else { return false };
    let is_agency =
        ["部门名称", "单位名称", "预算单位", "编制单位", "编制部门", "部门", "填报单位"].contains(&caption);
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|c| is_han(c) || "()".contains(c));
    let length = tail.chars().count();
    // A name that ends an agency's is not cut.
    let ends = |text: &str| {
        [
            "局",
            "委",
            "会",
            "院",
            "所",
            "中心",
            "办",
            "办公室",
            "站",
            "队",
            "校",
            "学",
            "馆",
            "处",
            "署",
            "厅",
            "部",
        ]
        .iter()
        .any(|ending| text.trim_end_matches(')').ends_with(ending))
    };
    let is_title = tail.ends_with(['表', '录', '单']);
    is_agency
        && is_name(name)
        && is_name(tail)
        && length <= LONGEST_TAIL
        && !is_title
        && !ends(name)
        && ends(tail)
}

/// How many of the lines above a title's last line are its beginning: as wide or wider, close, of one height and
/// around one middle. `share` is the part of the last line that is title, not its form's number.
pub(super) fn title_lines(above: &[&Paragraph], last: &Paragraph, share: f32, headers: &Headers) -> usize {
    let mut below = last;
    let mut count = 0;
    for line in above.iter().rev().take(TITLE_LINES - 1) {
        let text = squeeze(&line.text);
        let is_other = headers.caption.is_match(&text)
            || headers.title.is_match(&text)
            || form_number::is_alone(&line.text)
            || text.ends_with(['。', '；', '：', ':', ';'])
            || text.chars().filter(|c| is_han(*c)).count() < 4;
        let share = if count == 0 { share } else { 1.0 };
        if is_other || !is_wrapped(line, below, share) {
            break;
        }
        count += 1;
        below = line;
    }
    count
}

fn is_wrapped(upper: &Paragraph, lower: &Paragraph, share: f32) -> bool {
    let (Some(a), Some(b)) = (upper.place.bbox(), lower.place.bbox()) else { return false };
    let (height, other) = (a.y1 - a.y0, b.y1 - b.y0);
    let lines = upper.text.lines().count().max(1);
    let is_close = b.y0 - a.y1 < other && b.y0 > a.y0;
    let is_one_size = lines == 1 && (height - other).abs() < other * 0.15;
    let is_middle = ((a.x0 + a.x1) - (b.x0 + b.x1)).abs() / 2.0 < other;
    upper.place.page() == lower.place.page()
        && is_close
        && is_one_size
        && is_middle
        && a.x1 - a.x0 >= share * (b.x1 - b.x0)
}
