//! Bytes of a text file to text: the encoding told from the bytes, line ends and composition unified.

pub use crate::damaged_text::TextFile;

use crate::DecodeError;
use crate::damaged_text::{by_lines, not_a_document, told};
use encoding_rs::{Encoding, GB18030};
use mingxi_model::ErrorKind;
use mingxi_model::text::is_space;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How far into a text its kind is looked for, in bytes.
const HEAD: usize = 4096;

/// A text file as text: UTF-8, UTF-16 with a byte order mark, or GB18030; line ends `\n`; NFC. A damaged character
/// spoils its line and no more.
///
/// # Errors
/// The bytes are white space alone, or no text.
pub(crate) fn read_text(bytes: &[u8]) -> Result<TextFile, DecodeError> {
    let TextFile { text, damage, foreign_lines } = decoded(bytes)?;
    if text.chars().all(is_space) {
        return Err(DecodeError::new(ErrorKind::Empty, "the file holds nothing but white space"));
    }
    let controls = text.chars().filter(|c| is_stray_control(*c)).count();
    let private = text.chars().filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}')).count();
    let characters = text.chars().count();
    if controls * 200 > characters || private * 20 > characters {
        return Err(not_a_document());
    }
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let text = if is_nfc_quick(text.chars()) == IsNormalized::Yes { text } else { text.nfc().collect() };
    Ok(TextFile { text, damage, foreign_lines })
}

fn decoded(bytes: &[u8]) -> Result<TextFile, DecodeError> {
    let whole = |text: String| TextFile { text, damage: None, foreign_lines: 0 };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, is_damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if is_damaged { told(text.into_owned()) } else { Ok(whole(text.into_owned())) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(whole(text.to_owned()));
    }
    if !is_damaged_utf8(bytes)
        && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(whole(text.into_owned()));
    }
    by_lines(bytes)
}

/// Whether bytes that are no valid UTF-8 are nearly so: of the characters beyond ASCII, at most one in ten is
/// damaged. Chinese text in GB18030 fails for nearly all of them.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 9
}

fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// Documents of Office that are one XML file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfficeXml {
    /// Word 2003, or a package written flat.
    Word,
    /// Excel 2003.
    Excel,
}

/// Whether a text is markup, and of what.
///
/// # Errors
/// The text is markup of a kind that is no document.
pub(crate) fn office_xml(text: &str) -> Result<Option<OfficeXml>, DecodeError> {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].trim_start_matches(is_space).to_ascii_lowercase();
    let is_xml = head.starts_with("<?xml");
    let word_xml =
        ["office/word/2003/wordml", "wordprocessingml", "<pkg:package", "progid=\"word.document\""];
    let is_markup = is_xml || head.starts_with('<');
    if is_markup && word_xml.iter().any(|mark| head.contains(mark)) {
        return Ok(Some(OfficeXml::Word));
    }
    if is_markup && (head.contains("office:spreadsheet") || head.contains("progid=\"excel.sheet\"")) {
        return Ok(Some(OfficeXml::Excel));
    }
    if is_xml {
        return Err(DecodeError::new(ErrorKind::NotADocument, "the file is XML of an unknown kind"));
    }
    Ok(None)
}
