//! What a document says of the unit of all its tables.

use super::LONGEST;
use super::caption::{in_caption, in_sentence};
use mingxi_model::FlowItem;
use mingxi_model::text::squeeze;
use std::collections::BTreeMap;

/// What a document says of the unit of all its tables.
pub(crate) struct OfDocument {
    pub(crate) unit: String,
    /// The line or sentence that says it.
    pub(crate) said: String,
}

/// The unit that lines outside the frames of all tables state, whose captions are given: a running header, a line before the first table, a
/// sentence. `None` where none does, or where they state different ones.
pub(crate) fn of_document<'a>(
    flow: &'a [FlowItem],
    captions: impl Iterator<Item = &'a String>,
) -> Option<OfDocument> {
    let mut claimed: BTreeMap<&str, usize> = BTreeMap::new();
    for line in captions {
        *claimed.entry(line.as_str()).or_default() += 1;
    }
    let mut lines: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
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
            let (is_first, count) = lines.entry(&paragraph.text).or_insert((is_before_tables, 0));
            *is_first &= is_before_tables;
            *count += 1;
        }
    }
    for (text, (is_first, count)) in lines {
        let left = count.saturating_sub(claimed.get(text).copied().unwrap_or(0));
        if let Some(unit) = in_caption(text).filter(|_| left > 1 || is_first && left > 0) {
            said.push((unit, text.to_owned()));
        }
    }
    let (unit, text) = said.pop()?;
    said.iter().all(|(other, _)| *other == unit).then_some(OfDocument { unit, said: text })
}
