//! The character encoding of a part: by byte order mark, shape or XML declaration.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A part's bytes as text, by byte order mark, shape or XML declaration; with what was wrong where only a
/// beginning could be decoded.
pub(crate) fn part_text(bytes: Vec<u8>) -> (String, Option<String>) {
    let encoding = encoding_of(&bytes);
    if encoding == UTF_8 {
        let skip = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        return match String::from_utf8(bytes) {
            Ok(text) if skip == 0 => (text, None),
            Ok(text) => (text[skip..].to_owned(), None),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
                (text, Some(format!("its text is no valid UTF-8 from byte {valid} on")))
            }
        };
    }
    let (text, _, damaged) = encoding.decode(&bytes);
    if !damaged {
        return (text.into_owned(), None);
    }
    let valid = text.split('\u{fffd}').next().unwrap_or_default().to_owned();
    (valid, Some(format!("its text is no valid {}", encoding.name())))
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = &bytes[..bytes.len().min(200)];
    let declaration = head.split(|byte| *byte == b'>').next().unwrap_or_default();
    let label = String::from_utf8_lossy(declaration);
    let label = label.split_once("encoding").map_or("", |(_, rest)| rest);
    let label = label.split(['"', '\'']).nth(1).unwrap_or("utf-8");
    match Encoding::for_label(label.as_bytes()) {
        // Bytes that reached this line are of one byte a character, whatever the declaration says.
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => encoding,
        _ => UTF_8,
    }
}
