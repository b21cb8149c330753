//! Pages in a mail container (.mht, RFC 2557): the parts that are pages, unpacked within bounds.

use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use mingxi_model::ErrorKind;

/// How far into a file its header is looked for, and the longest header of a part, in bytes.
const HEAD: usize = 8 << 10;
/// Containers in containers.
const DEPTH: usize = 4;
/// Pages that are kept: sheets of a workbook.
const PAGES: usize = 256;

/// A page of a container.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) bytes: Vec<u8>,
    /// The encoding that its header states.
    pub(super) charset: Option<String>,
}

/// Whether bytes are a mail container, or a page with the header of one.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    let (headers, _) = parted(&bytes[..bytes.len().min(HEAD)]);
    let kind = header(&headers, "content-type").unwrap_or_default().to_ascii_lowercase();
    header(&headers, "mime-version").is_some()
        && (kind.starts_with("multipart/") || kind.starts_with("text/html"))
}

/// The pages of a container in its order.
///
/// # Errors
/// It holds none, or unpacks to more than the document may.
pub(super) fn pages(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Part>, DecodeError> {
    let mut found = Vec::new();
    let mut count = 0;
    collect(bytes, DEPTH, &mut count, &mut found, allowance)?;
    if found.is_empty() {
        let message = "the web archive holds no page; save it from the browser again";
        return Err(DecodeError::new(ErrorKind::Corrupt, message));
    }
    Ok(found)
}

fn collect(
    bytes: &[u8],
    depth: usize,
    count: &mut usize,
    found: &mut Vec<Part>,
    allowance: &Allowance,
) -> Result<(), DecodeError> {
    let (headers, body) = parted(bytes);
    let stated = header(&headers, "content-type").unwrap_or_default();
    let kind = stated.to_ascii_lowercase();
    *count += 1;
    if *count > allowance.limits().parts {
        return Err(exceeded(format!("the web archive has more than {} parts", allowance.limits().parts)));
    }
    if kind.starts_with("multipart/") {
        let Some(boundary) = parameter(&stated, "boundary").filter(|_| depth > 0) else { return Ok(()) };
        for part in split(body, boundary.as_bytes()) {
            collect(part, depth - 1, count, found, allowance)?;
        }
        return Ok(());
    }
    let is_page = kind.starts_with("text/html") || kind.starts_with("application/xhtml");
    if !is_page || found.len() >= PAGES {
        return Ok(());
    }
    if body.len() as u64 > allowance.bytes() {
        return Err(exceeded("the pages of the web archive unpack to more than allowed"));
    }
    let packed =
        header(&headers, "content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    let bytes = match packed.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    allowance.unpacked(bytes.len() as u64);
    found.push(Part { bytes, charset: parameter(&stated, "charset") });
    Ok(())
}

/// The header lines of a part, continued ones joined, and its body.
fn parted(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    while at < bytes.len().min(HEAD) {
        let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
        let line = &bytes[at..end];
        at = end;
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        if text.is_empty() {
            // Blank lines before the first header are none.
            if headers.is_empty() {
                continue;
            }
            break;
        }
        match (line.first().is_some_and(u8::is_ascii_whitespace), headers.last_mut()) {
            (true, Some((_, value))) => value.push_str(text),
            _ => match text.split_once(':') {
                Some((name, value)) if !name.contains(char::is_whitespace) => {
                    headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => break,
            },
        }
    }
    (headers, &bytes[at.min(bytes.len())..])
}

fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
}

/// A parameter of a header's value (`boundary="x"`).
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|entry| {
        let (own, value) = entry.split_once('=')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between the boundaries of a container.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mark = [b"--", boundary].concat();
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    while at < body.len() {
        let end = body[at..].iter().position(|byte| *byte == b'\n').map_or(body.len(), |end| at + end + 1);
        let line = &body[at..end];
        if !boundary.is_empty() && line.starts_with(&mark) {
            parts.extend(start.map(|start| &body[start..at]));
            let is_last = line[mark.len()..].starts_with(b"--");
            start = (!is_last).then_some(end);
        }
        at = end;
    }
    // A container cut short holds the beginning of its last part.
    parts.extend(start.map(|start| &body[start..]));
    parts
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'=' {
            out.push(*first);
            continue;
        }
        match after {
            [b'\r', b'\n', next @ ..] | [b'\n', next @ ..] => rest = next,
            [high, low, next @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    rest = next;
                }
                _ => out.push(b'='),
            },
            _ => out.push(b'='),
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    const MHT: &str = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
        \tboundary=\"--mark\"\r\n\r\n\r\n----mark\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: \
        quoted-printable\r\n\r\n<p>=D4=A4=CB=\r\n=E3=3D1</p>\r\n----mark\r\nContent-Type: image/png\r\n\r\nx\r\n----mark\r\n\
        Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+5pS2\r\n5pSvPC9w\r\nPg==\r\n----mark--\r\n";

    #[test]
    fn the_pages_of_a_container_are_unpacked() {
        assert!(is_archive(MHT.as_bytes()));
        let parts = pages(MHT.as_bytes(), &Allowance::new(&Limits::default())).unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].charset.as_deref(), Some("gb2312"));
        assert_eq!(encoding_rs::GBK.decode(&parts[0].bytes).0, "<p>预算=1</p>\r\n");
        assert_eq!(parts[1].bytes, "<p>收支</p>".as_bytes());
    }

    #[test]
    fn what_is_no_container_is_none() {
        assert!(!is_archive(b"Subject: x\n\nMIME-Version: 1.0\nContent-Type: multipart/related"));
        assert!(!is_archive("单位：万元\nMIME-Version: 1.0\n".as_bytes()));
        let nested = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(50);
        assert!(pages(nested.as_bytes(), &Allowance::new(&Limits::default())).is_err());
    }
}
