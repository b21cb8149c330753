//! Names of members: their encoding, and what of them is told.

use encoding_rs::GB18030;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a member's path; the longest seen have 150.
const PATH: usize = 500;

/// A name whose encoding nobody states: UTF-8, else GB18030, as Chinese programs write it.
pub(crate) fn name_text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The path of a member as it is told; `None` of what a walk through a folder passes over too: hidden files, the lock
/// files of office programs, and what macOS adds.
///
/// Backslashes separate folders, `.`, `..` and drives are left out, control characters become U+FFFD.
pub(crate) fn member_path(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let mut segments = Vec::new();
    for segment in name.split('/').map(str::trim) {
        let is_drive = segment.len() == 2 && segment.ends_with(':');
        if matches!(segment, "" | "." | "..") || is_drive {
            continue;
        }
        if segment.starts_with('.') || segment.starts_with("~$") || segment == "__MACOSX" {
            return None;
        }
        let told = segment.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c });
        segments.push(told.nfc().collect::<String>());
    }
    let path = segments.join("/");
    let surplus = path.chars().count().saturating_sub(PATH);
    // The end of a name says more than its beginning.
    let path: String = path.chars().skip(surplus).collect();
    Some(if path.is_empty() { "unnamed".to_owned() } else { path })
}
