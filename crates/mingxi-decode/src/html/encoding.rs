//! The bytes of a page to text: by byte order mark and by what the bytes are; what the page declares is heard only where
//! the bytes leave it open, because saved pages often declare what they no longer are.

use crate::DecodeError;
use crate::charset::{TextFile, read_text};
use crate::damaged_text::is_everyday;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a file it is looked whether it is a page, and for its declaration; in bytes.
const HEAD: usize = 4096;
const DECLARED: usize = 64 << 10;

/// What a page, or a piece of one, begins with.
const TAGS: [&str; 37] = [
    "html", "head", "body", "table", "meta", "style", "div", "p", "span", "center", "font", "br", "h1", "h2",
    "h3", "h4", "h5", "ul", "ol", "script", "title", "link", "form", "section", "article", "main", "header",
    "base", "b", "strong", "a", "img", "hr", "tbody", "thead", "tr", "td",
];

/// Whether bytes are a web page, or markup of one.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let bom = Encoding::for_bom(head).map_or(0, |(_, length)| length);
    // Text of two bytes a character shows its markup between the zeros.
    let plain: Vec<u8> = head[bom..].iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain).to_ascii_lowercase();
    let text = text.trim_start_matches(mingxi_model::text::is_space);
    let has = |tag: &str| text.contains(tag);
    if text.starts_with("<?xml") {
        return has("<html") || has("<!doctype html");
    }
    if text.starts_with("<!doctype html") {
        return true;
    }
    if text.starts_with("<!--") || text.starts_with("<![") {
        return ["<html", "<head", "<body", "<table", "<div", "<meta"].into_iter().any(has);
    }
    if let Some(rest) = text.strip_prefix('<') {
        return TAGS.iter().any(|tag| {
            rest.strip_prefix(tag)
                .is_some_and(|after| after.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()))
        });
    }
    // Something was printed before the page began.
    (has("<html") && (has("<head") || has("<body"))) || (has("<table") && has("<tr") && has("<td"))
}

/// A page's text. `stated` is what stands beside the page about its encoding.
///
/// # Errors
/// The bytes are white space alone, or no text.
pub(super) fn read(bytes: &[u8], stated: Option<&str>) -> Result<TextFile, DecodeError> {
    let whole = |text: String| Ok(TextFile { text, damage: None, foreign_lines: 0 });
    if Encoding::for_bom(bytes).is_some() {
        return read_text(bytes);
    }
    let wide = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        return whole(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let without_zeros: Vec<u8>;
    let bytes = if bytes.contains(&0) {
        without_zeros = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        &without_zeros
    } else {
        bytes
    };
    let declared = stated.map(str::to_owned).or_else(|| declared(bytes));
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if std::str::from_utf8(bytes).is_err()
        && let Some(encoding) = declared.filter(|encoding| ![UTF_8, GB18030, WINDOWS_1252].contains(encoding))
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        let chinese = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
        let is_chinese = encoding.name() != "GBK" && chinese.is_some_and(|text| is_everyday(&text));
        if !is_chinese && encoding.name() != "GBK" {
            return whole(text.into_owned());
        }
    }
    read_text(bytes)
}

/// The encoding that a page declares in its head.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(DECLARED)].to_ascii_lowercase();
    let find =
        |word: &[u8]| head.windows(word.len()).position(|window| window == word).map(|at| at + word.len());
    let is_xml = head.trim_ascii_start().starts_with(b"<?xml");
    let at = find(b"charset").or_else(|| find(b"encoding").filter(|_| is_xml))?;
    let rest = head.get(at..(at + 64).min(head.len()))?;
    let start = rest.iter().position(|byte| byte.is_ascii_alphanumeric())?;
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
    let label: Vec<u8> = rest[start..].iter().copied().take_while(is_label).collect();
    String::from_utf8(label).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::BIG5;

    const TEXT: &str = "<html><head><meta charset=LABEL></head><body><p>部门预算公开表一般公共预算财政拨款</p></body></html>";

    fn text(encoding: &'static Encoding, label: &str) -> String {
        let page = TEXT.replace("LABEL", label);
        read(&encoding.encode(&page).0, None).unwrap().text
    }

    #[test]
    fn what_the_bytes_are_goes_before_what_is_declared() {
        for (encoding, label) in [
            (UTF_8, "utf-8"),
            (UTF_8, "gb2312"),
            (GB18030, "gb2312"),
            (GB18030, "utf-8"),
            (GB18030, "iso-8859-1"),
            (GB18030, "big5"),
            (GB18030, "nonsense"),
        ] {
            assert!(text(encoding, label).contains("<p>部门预算公开表一般公共预算财政拨款</p>"), "{label}");
        }
        let page = "<meta charset=big5><p>一般公共預算財政撥款收入支出總表</p>";
        assert_eq!(read(&BIG5.encode(page).0, None).unwrap().text, page);
    }

    #[test]
    fn zeros_and_two_bytes_a_character_are_read() {
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_page(&wide));
        assert!(read(&wide, None).unwrap().text.contains("部门预算"));
        assert_eq!(read("<p>预\0算</p>".as_bytes(), None).unwrap().text, "<p>预算</p>");
    }

    #[test]
    fn pages_are_told_by_their_beginning() {
        for page in [
            "\n<!DOCTYPE html><x>",
            "<TABLE border=1>",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html>",
            "<!-- saved from url --><html>",
            "\u{feff}<p>x</p>",
            "Warning: x\n<html><body>",
        ] {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        for other in
            ["<pkg:package>", "<?xml?><Workbook>", "收支总表\t1", "a < b, <table is no tag", "<personal>"]
        {
            assert!(!is_page(other.as_bytes()), "{other}");
        }
    }
}
