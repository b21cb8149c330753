//! Text dumps of disclosures: the two dialects that converters leave behind, and tables that are plain text ([`plain`]).
//!
//! A dump has lost the spans of its cells; what is left is described by [`DumpTable`]. Which rows belong
//! together is decided here, what they mean is not.

mod cell_per_line;
mod ending;
mod plain;
mod tab_separated;

use crate::allowance::Allowance;
use crate::{DecodeError, TextFile};
use mingxi_model::{
    Block, Diagnostic, Document, DumpDialect, ErrorKind, Format, Paragraph, Place, Severity, Step,
};

/// The most damaged lines that are named one by one.
const NAMED: usize = 20;

/// Reads a text dump with what was wrong with its bytes.
pub(crate) fn decode_file(file: &TextFile, allowance: &Allowance) -> Result<Document, DecodeError> {
    let mut document = decode(&file.text, allowance)?;
    document.partial = file.damage.clone().or(document.partial);
    if file.foreign_lines > 0 {
        let message = format!(
            "{} lines are in another encoding than the rest of the file; each was read in its own; compare them with the \
             source",
            file.foreign_lines
        );
        document.diagnostics.push(Diagnostic::new(
            Step::Decode,
            Severity::Warning,
            "mixed_encodings",
            message,
        ));
    }
    let damaged = file.text.lines().zip(1u32..).filter(|(line, _)| line.contains('\u{fffd}'));
    document.diagnostics.extend(damaged.take(NAMED).map(|(_, line)| {
        let message =
            "the line is damaged (U+FFFD stands where its characters were); its numbers are in doubt";
        let remark = Diagnostic::new(Step::Decode, Severity::Warning, "damaged_text", message);
        remark.at(Some(Place::Text { line }))
    }));
    Ok(document)
}

/// Reads a text dump. `text` has LF line ends.
fn decode(text: &str, allowance: &Allowance) -> Result<Document, DecodeError> {
    let mut blocks = match dialect(text) {
        DumpDialect::CellPerLine => cell_per_line::blocks(text, allowance)?,
        DumpDialect::TabSeparated => tab_separated::blocks(text, allowance)?,
    };
    if blocks.is_empty() {
        return Err(DecodeError::new(ErrorKind::Empty, "the file holds no text"));
    }
    let broken_off = ending::broken_off(text, &mut blocks);
    Ok(Document {
        format: Format::Txt,
        blocks,
        running: Vec::new(),
        pages: Vec::new(),
        page_count: None,
        diagnostics: Vec::new(),
        partial: broken_off.map(|message| (ErrorKind::Truncated, message.to_owned())),
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
            turns: Vec::new(),
        })
    })
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
