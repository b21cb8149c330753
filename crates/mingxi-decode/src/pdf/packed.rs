//! The size of object and cross-reference streams, found before the engine opens a file: it unpacks them whole,
//! and nothing could be counted any more.

use super::bytes::{find, rfind};
use super::filters::{Inflated, ascii_85, ascii_hex, inflated};
use super::sealed::{self, Sealed};
use crate::allowance::exceeded;
use crate::{DecodeError, Limits};

/// How far before the word `stream` its dictionary may begin, in bytes.
const DICTIONARY: usize = 4096;
/// How many times more than one that names itself a stream may unpack to that does not.
const ROOM: usize = 4;
/// Streams that one file may have; a disclosure of 400 pages has some thousands.
const STREAMS: usize = 200_000;
/// What a packing that cannot be looked into may give at most for one byte: deflate 1,032, LZW less than 1,400.
const WORST: usize = 1_400;

/// Undoes a filter.
type Undo = fn(&[u8]) -> Vec<u8>;

/// A stream that the engine may unpack when it opens a file, as it lies there.
struct Packed<'a> {
    /// Its bytes, packed and perhaps encrypted.
    lying: Sealed<'a>,
    /// Where its bytes begin in the file.
    from: usize,
    /// How many filters may give much more than they take.
    packings: usize,
    /// Its bytes are written as text, and how that is undone.
    text_filter: Option<Undo>,
    /// A cross-reference stream is never encrypted.
    is_xref: bool,
    /// Its dictionary says that it is an object or cross-reference stream, or hides what it is.
    is_named: bool,
}

/// Refuses object and cross-reference streams that unpack beyond the limits.
///
/// The engine unpacks any stream that the file uses as one, whatever its dictionary says of itself. So all are
/// measured that are not plainly images; one that does not name itself has more room, because it may be a font.
///
/// # Errors
/// One of them, or all together, are larger than allowed, packed more than once, or hold too many objects.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), DecodeError> {
    let found = streams(bytes)?;
    if found.iter().any(|stream| stream.is_named && stream.packings > 1) {
        return Err(exceeded("the PDF packs its object streams more than once, which only hostile files do"));
    }
    let (each, all) = (limits.pdf.stream_bytes, usize::try_from(limits.unpacked_bytes).unwrap_or(usize::MAX));
    let sealed: Vec<&Sealed<'_>> =
        found.iter().filter(|stream| !stream.is_xref).map(|stream| &stream.lying).collect();
    let mut opened = sealed::sizes(bytes, &sealed, each.saturating_mul(ROOM)).into_iter();
    let (mut named, mut total) = (0usize, 0usize);
    let mut dictionaries = Inflated::of(bytes).dictionaries;
    for stream in &found {
        let unsealed = if stream.is_xref { Inflated::default() } else { opened.next().unwrap_or_default() };
        let room = match (stream.is_xref, stream.is_named) {
            // An entry of a cross-reference takes a few bytes and ten times the room in memory.
            (true, _) => each / 4,
            (_, true) => each,
            _ => each.saturating_mul(ROOM),
        };
        let inflated = measured(stream, bytes, room).max(unsealed);
        dictionaries = dictionaries.saturating_add(inflated.dictionaries);
        let size = match (stream.packings, stream.is_named) {
            (0, true) => stream.lying.data.len(),
            (_, true) if inflated.bytes == 0 => stream.lying.data.len().saturating_mul(WORST),
            _ => inflated.bytes,
        };
        // Text is gone through to its end, whatever it packs.
        let read = if stream.text_filter.is_some() { stream.lying.data.len() } else { 0 };
        total = total.saturating_add(size.max(read));
        named = named.saturating_add(if stream.is_named { size } else { 0 });
        if size > room || named > all || total > all.saturating_mul(ROOM) {
            let limit = if size > room { room } else { all };
            return Err(exceeded(format!(
                "the PDF's object streams, or streams that may be some, unpack to more than {limit} bytes"
            )));
        }
    }
    if dictionaries > limits.pdf.dictionaries {
        return Err(exceeded(format!(
            "the PDF is made of more than {} objects, which only hostile files are",
            limits.pdf.dictionaries
        )));
    }
    Ok(())
}

/// What a stream that is not encrypted unpacks to. Deflated data says itself where it ends; the word `endstream` may
/// stand in it.
fn measured(stream: &Packed<'_>, bytes: &[u8], limit: usize) -> Inflated {
    let deflated = |data: &[u8]| inflated(data, limit);
    match stream.text_filter {
        None => deflated(&bytes[stream.from..]),
        Some(decode) => deflated(&decode(stream.lying.data)),
    }
}

/// The streams of a file that may be object or cross-reference streams. A name may be written with `#` escapes: a
/// dictionary that has some is taken for one of theirs, unless it is that of an image, a form or a font.
fn streams(bytes: &[u8]) -> Result<Vec<Packed<'_>>, DecodeError> {
    let mut found = Vec::new();
    let (mut at, mut count, mut ends) = (0, 0usize, 0);
    while let Some(place) = find(&bytes[at..], b"stream") {
        let word = at + place;
        at = word + b"stream".len();
        let is_end = bytes[..word].ends_with(b"end");
        // The data begins on a line of its own.
        if is_end || !bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        count += 1;
        if count > STREAMS {
            return Err(exceeded(format!(
                "the PDF has more than {STREAMS} streams, which only hostile files have"
            )));
        }
        let window = &bytes[word.saturating_sub(DICTIONARY)..word];
        let begin = rfind(window, b"obj").map_or(0, |place| place + 3);
        let dictionary = &window[begin..];
        let has = |name: &[u8]| find(dictionary, name).is_some();
        // In the middle of other data the words prove nothing.
        let has_dictionary = bytes[..word].trim_ascii_end().ends_with(b">>");
        let is_xref = has_dictionary && has(b"/XRef");
        let may_hide = has(b"#") && !has(b"/Subtype");
        let is_named = has_dictionary && (is_xref || has(b"/ObjStm") || may_hide);
        let is_image = has(b"/Subtype") && has(b"/Image") && !has(b"/First") && !has(b"%");
        if is_image && !is_named {
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
        let text_filter: Option<Undo> = match () {
            () if has(b"/ASCII85Decode") || has(b"/A85") => Some(|data| ascii_85(data).0),
            () if has(b"/ASCIIHexDecode") || has(b"/AHx") => Some(|data| ascii_hex(data).0),
            () => None,
        };
        found.push(Packed {
            lying: Sealed { id: identifier(&window[..begin]), data: &rest[..end.max(stated.unwrap_or(0))] },
            from,
            packings: packings(dictionary),
            text_filter,
            is_xref,
            is_named,
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
