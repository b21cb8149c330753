//! The size of object and cross-reference streams, found before the engine opens a file: it unpacks them whole,
//! and nothing could be counted any more.

use super::bytes::{find, rfind};
use super::filters::inflated_size;
use super::sealed::{self, Sealed};
use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;

/// How far before the word `stream` its dictionary may begin, in bytes.
const DICTIONARY: usize = 4096;
/// Streams that one file may have; a disclosure of 400 pages has some thousands.
const STREAMS: usize = 200_000;
/// What a packing that cannot be looked into may give at most for one byte: deflate 1,032, LZW less than 1,400.
const WORST: usize = 1_400;

/// A stream that the engine unpacks when it opens a file, as it lies there.
struct Packed<'a> {
    /// Its bytes, packed and perhaps encrypted.
    lying: Sealed<'a>,
    /// Where its bytes begin in the file.
    from: usize,
    /// How many filters may give much more than they take.
    packings: usize,
    /// A cross-reference stream is never encrypted.
    is_xref: bool,
}

/// Refuses object and cross-reference streams that unpack beyond the limits.
///
/// # Errors
/// One of them, or all together, are larger than allowed, or packed more than once.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), DecodeError> {
    let found = streams(bytes)?;
    if found.iter().any(|stream| stream.packings > 1) {
        let message = "the PDF packs its object streams more than once, which only hostile files do";
        return Err(DecodeError::new(ErrorKind::LimitExceeded, message));
    }
    let (each, all) = (limits.pdf.stream_bytes, limits.pdf.total_stream_bytes);
    let sealed: Vec<&Sealed<'_>> =
        found.iter().filter(|stream| !stream.is_xref).map(|stream| &stream.lying).collect();
    let mut opened = sealed::sizes(bytes, &sealed, each).into_iter();
    let mut total = 0usize;
    for stream in &found {
        let unsealed = if stream.is_xref { 0 } else { opened.next().unwrap_or(0) };
        let size = match stream.packings {
            0 => stream.lying.data.len(),
            // Deflated data says itself where it ends; the word `endstream` may stand in it.
            _ => match inflated_size(&bytes[stream.from..], each).max(unsealed) {
                0 => stream.lying.data.len().saturating_mul(WORST),
                size => size,
            },
        };
        total = total.saturating_add(size);
        if size > each || total > all {
            let limit = if size > each { each } else { all };
            let message = format!("the PDF's object streams unpack to more than {limit} bytes");
            return Err(DecodeError::new(ErrorKind::LimitExceeded, message));
        }
    }
    Ok(())
}

/// The object and cross-reference streams of a file. A name may be written with `#` escapes: a dictionary that
/// has some is taken for one of theirs, unless it is that of an image, a form or a font.
fn streams(bytes: &[u8]) -> Result<Vec<Packed<'_>>, DecodeError> {
    let mut found = Vec::new();
    let (mut at, mut count, mut ends) = (0, 0usize, 0);
    while let Some(place) = find(&bytes[at..], b"stream") {
        let word = at + place;
        at = word + b"stream".len();
        if !bytes[..word].trim_ascii_end().ends_with(b">>") {
            continue;
        }
        count += 1;
        if count > STREAMS {
            let message = format!("the PDF has more than {STREAMS} streams, which only hostile files have");
            return Err(DecodeError::new(ErrorKind::LimitExceeded, message));
        }
        let window = &bytes[word.saturating_sub(DICTIONARY)..word];
        let begin = rfind(window, b"obj").map_or(0, |place| place + 3);
        let dictionary = &window[begin..];
        let has = |name: &[u8]| find(dictionary, name).is_some();
        let is_xref = has(b"/XRef");
        let may_hide = has(b"#") && !has(b"/Subtype");
        if !(is_xref || has(b"/ObjStm") || may_hide) {
            continue;
        }
        let skip = bytes[at..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let from = at + skip;
        let rest = &bytes[from..];
        if ends < from {
            ends = find(rest, b"endstream").map_or(bytes.len(), |place| from + place);
        }
        let end = ends - from;
        let stated = number_after(dictionary, b"/Length").filter(|length| *length <= rest.len());
        let data = &rest[..end.max(stated.unwrap_or(0))];
        found.push(Packed {
            lying: Sealed { id: identifier(&window[..begin]), data },
            from,
            packings: packings(dictionary),
            is_xref,
        });
        at = from;
    }
    Ok(found)
}

/// `12 0 obj` at the end of some bytes.
fn identifier(head: &[u8]) -> Option<(u32, u32)> {
    let head = head.strip_suffix(b"obj")?;
    let text: String = head[head.len().saturating_sub(24)..].iter().map(|byte| char::from(*byte)).collect();
    let mut words = text.split_whitespace().rev();
    let generation = words.next()?.parse().ok()?;
    let number: String = words.next()?.chars().rev().take_while(char::is_ascii_digit).collect();
    Some((number.chars().rev().collect::<String>().parse().ok()?, generation))
}

/// The number that follows a key directly.
fn number_after(dictionary: &[u8], key: &[u8]) -> Option<usize> {
    let rest = &dictionary[find(dictionary, key)? + key.len()..];
    let rest = rest.trim_ascii_start();
    let digits: Vec<u8> = rest.iter().copied().take_while(u8::is_ascii_digit).take(12).collect();
    // `12 0 R` points to the length.
    let follows = rest[digits.len()..].trim_ascii_start().first();
    if follows.is_some_and(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(&digits).ok()?.parse().ok()
}

/// How many filters of a dictionary may give much more than they take.
fn packings(dictionary: &[u8]) -> usize {
    let count = |name: &[u8]| dictionary.windows(name.len()).filter(|window| *window == name).count();
    let escaped = usize::from(find(dictionary, b"#").is_some());
    (count(b"/Fl") + count(b"/LZW") + count(b"/RL") + count(b"/RunLength")).max(escaped)
}
