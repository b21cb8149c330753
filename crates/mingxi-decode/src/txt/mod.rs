//! Text dumps of disclosures, in the two dialects that converters leave behind.
//!
//! A dump has lost the spans of its cells; what is left is described by [`DumpTable`]. Which rows belong
//! together is decided here, what they mean is not.

mod cell_per_line;
mod tab_separated;

use crate::{DecodeError, Limits};
use mingxi_model::{Block, Document, DumpDialect, ErrorKind, Format, Paragraph, Place};

/// Reads a text dump. `text` has LF line ends.
pub(crate) fn decode(text: &str, limits: &Limits) -> Result<Document, DecodeError> {
    let blocks = match dialect(text) {
        DumpDialect::CellPerLine => cell_per_line::blocks(text, limits)?,
        DumpDialect::TabSeparated => tab_separated::blocks(text, limits)?,
    };
    if blocks.is_empty() {
        return Err(DecodeError::new(ErrorKind::Empty, "the file holds no text"));
    }
    Ok(Document {
        format: Format::Txt,
        blocks,
        running: Vec::new(),
        pages: Vec::new(),
        page_count: None,
        diagnostics: Vec::new(),
        partial: None,
    })
}

/// A dump is cell-per-line if most of its tabbed lines hold one tab, at their start.
fn dialect(text: &str) -> DumpDialect {
    let tabbed = text.lines().filter(|line| line.contains('\t'));
    let (mut single, mut all) = (0u64, 0u64);
    for line in tabbed {
        all += 1;
        single += u64::from(line.starts_with('\t') && !line.trim_matches('\t').contains('\t'));
    }
    // A row of a tab-separated dump may also start with a tab, if its first field is empty; but a table whose
    // every row holds a single filled field is none.
    if all > 0 && single * 2 > all { DumpDialect::CellPerLine } else { DumpDialect::TabSeparated }
}

/// Takes `[bookmark: name]` marks out of a line; says whether the line began with one.
fn strip_bookmarks(line: &str) -> (String, bool) {
    const OPEN: &str = "[bookmark:";
    let leading = line.trim_start().starts_with(OPEN);
    if !line.contains(OPEN) {
        return (line.to_owned(), false);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(OPEN) {
        let Some(length) = rest[start..].find(']') else { break };
        out.push_str(&rest[..start]);
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    (out, leading)
}

/// A paragraph of a dump; `#` marks of Markdown headings become the heading level.
fn paragraph(text: &str, line: usize) -> Option<Block> {
    let trimmed = text.trim_matches(mingxi_model::text::is_space);
    let hashes = trimmed.bytes().take_while(|b| *b == b'#').count();
    let heading = (1..=6).contains(&hashes) && trimmed[hashes..].starts_with(' ');
    let body = if heading { trimmed[hashes..].trim_start() } else { trimmed };
    (!body.is_empty()).then(|| {
        Block::Paragraph(Paragraph {
            text: body.to_owned(),
            heading: heading.then_some(hashes as u8),
            place: Place::Text { line: line as u32 },
        })
    })
}

/// Refuses a dump with more cells and paragraphs than allowed.
fn check_count(count: usize, limits: &Limits) -> Result<(), DecodeError> {
    if count <= limits.cells {
        return Ok(());
    }
    Err(DecodeError::new(
        ErrorKind::LimitExceeded,
        format!("the dump holds more than {} cells and paragraphs", limits.cells),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_apart() {
        assert_eq!(dialect("题\n\t甲\n\t乙\n\n\t1\n\t2\n"), DumpDialect::CellPerLine);
        assert_eq!(dialect("甲\t乙\n\t2\n3\t4\n"), DumpDialect::TabSeparated);
        assert_eq!(dialect("正文"), DumpDialect::TabSeparated);
    }

    #[test]
    fn bookmarks_are_noise() {
        assert_eq!(strip_bookmarks(" [bookmark: a_1]收支总表"), (" 收支总表".into(), true));
        assert_eq!(strip_bookmarks("收[bookmark: x]支"), ("收支".into(), false));
        assert_eq!(strip_bookmarks("[bookmark: open"), ("[bookmark: open".into(), true));
    }
}
