//! How a sentence names tables and repeats labels, in Chinese and in English.

use mingxi_model::Table;
use std::borrow::Cow;

/// Characters of a label or title that a sentence repeats.
const LABEL_CHARS: usize = 40;

/// The two languages of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// 中文.
    Chinese,
    /// English.
    English,
}

/// A table by number and title.
pub(crate) fn title(table: &Table, language: Language) -> String {
    let number = table.table_id;
    match (table.title.as_deref(), language) {
        (Some(title), Language::Chinese) => format!("第{number}张表《{}》", clip(title)),
        (Some(title), Language::English) => format!("table {number} \"{}\"", clip(title)),
        (None, Language::Chinese) => format!("第{number}张表"),
        (None, Language::English) => format!("table {number}"),
    }
}

/// A label at a length that a sentence can carry.
pub(crate) fn clip(text: &str) -> Cow<'_, str> {
    // Every character takes a byte at least.
    if text.len() <= LABEL_CHARS {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(LABEL_CHARS) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
