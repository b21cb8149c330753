//! What a row of a table is, told from its texts alone.

use crate::Hints;
use mingxi_model::parse_value;
use mingxi_model::text::{counts_columns, squeeze};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// No text at all.
    Blank,
    /// Numbers of the columns (栏次 | 1 | 2 | 3).
    Index,
    /// Names of columns.
    Header,
    /// A lone line at the top (一、政府采购情况; “三公”经费) that is header only if a header follows.
    Section,
    /// Anything else.
    Data,
}

/// Tells a row's kind. `texts` are the distinct cells of the row; `after_header` says that the row above is
/// header, which lets a row count as header whose words are only half known.
pub(crate) fn row_kind<'a>(
    texts: impl Iterator<Item = &'a str>,
    after_header: bool,
    hints: &Hints,
) -> RowKind {
    let filled: Vec<String> = texts.map(squeeze).filter(|text| !text.is_empty()).collect();
    if filled.is_empty() {
        return RowKind::Blank;
    }
    if filled.iter().any(|text| hints.index.is_match(text)) || (after_header && counts_columns(&filled)) {
        return RowKind::Index;
    }
    // 小计 | 其中：财政拨款 are the sub-columns of a header, and so they are behind other heads; alone or in front, 其中
    // begins a row's label.
    let all_heads =
        || !hints.numbered.is_match(&filled[0]) && filled.iter().all(|text| hints.header.is_match(text));
    let splits_sum = filled.iter().any(|text| hints.total.is_match(text)) && (after_header || all_heads());
    let names_row = |text: &String| {
        hints.numbered.is_match(text) && !(splits_sum && filled.len() > 1 && hints.header.is_match(text))
    };
    let heads = |text: &String| hints.numbered.is_match(text) || hints.header.is_match(text);
    if filled.len() == 1 && !after_header && heads(&filled[0]) {
        return RowKind::Section;
    }
    if filled.iter().any(|text| parse_value(text).is_some() || is_comparison(text) || names_row(text)) {
        return RowKind::Data;
    }
    if filled.len() == 1 && after_header && hints.total.is_match(&filled[0]) {
        return RowKind::Data;
    }
    let known = filled.iter().filter(|text| hints.header.is_match(text)).count();
    let enough = if after_header { known * 2 >= filled.len() } else { known * 2 > filled.len() };
    if enough { RowKind::Header } else { RowKind::Data }
}

/// A value that compares (≥95%) is data, whatever words stand beside it.
fn is_comparison(text: &str) -> bool {
    text.strip_prefix(['≥', '≤', '=', '<', '>', '＝'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// How many rows at the top are header: header and index rows, with blank rows only between them; a section
/// line above them counts too.
pub(crate) fn header_rows(kinds: impl Iterator<Item = RowKind>) -> usize {
    let mut header = 0;
    for (index, kind) in kinds.enumerate() {
        match kind {
            RowKind::Header => header = index + 1,
            RowKind::Index if header > 0 => header = index + 1,
            RowKind::Blank if header > 0 => {}
            RowKind::Section if header == 0 && index == 0 => {}
            _ => break,
        }
    }
    header
}

/// The kinds of rows from the top down, each told when it is asked for and knowing whether a header stands above it.
pub(crate) fn row_kinds<T: AsRef<str>>(rows: &[Vec<T>], hints: &Hints) -> impl Iterator<Item = RowKind> {
    let mut after_header = false;
    rows.iter().map(move |row| {
        let kind = row_kind(row.iter().map(AsRef::as_ref), after_header, hints);
        after_header = match kind {
            RowKind::Header | RowKind::Index => true,
            RowKind::Blank => after_header,
            RowKind::Data | RowKind::Section => false,
        };
        kind
    })
}
