//! Object streams of encrypted files: opened without being unpacked.
//!
//! The engine decrypts, and unpacks in the same breath. So it is given another file: the encrypted bytes of the
//! same objects, as plain streams without a filter, under the same encryption dictionary. What it then hands out
//! is decrypted and still packed.

use super::bytes::{find, rfind};
use super::filters::{Inflated, inflated};
use hayro_syntax::Pdf;
use hayro_syntax::object::{ObjectIdentifier, Stream};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Encryption dictionaries that one file may name; a file edited three times has one.
const LOCKS: usize = 4;
/// How long an encryption dictionary may be, in bytes.
const LONGEST: usize = 8192;

/// A stream as it lies in the file.
pub(super) struct Sealed<'a> {
    /// Number and generation of its object, where they can be read.
    pub(super) id: Option<(u32, u32)>,
    /// Its bytes, packed and perhaps encrypted.
    pub(super) data: &'a [u8],
}

/// What each stream unpacks to after decryption, at most a little more than `limit`; nothing where that is unknown. Where
/// a file names several encryption dictionaries the largest result counts.
pub(super) fn sizes(bytes: &[u8], streams: &[&Sealed<'_>], limit: usize) -> Vec<Inflated> {
    let mut sizes = vec![Inflated::default(); streams.len()];
    if streams.is_empty() {
        return sizes;
    }
    for (lock, id) in locks(bytes) {
        let file = unfiltered(streams, &lock, &id);
        let Ok(Ok(pdf)) = catch_unwind(AssertUnwindSafe(|| Pdf::new(file))) else { continue };
        for (size, stream) in sizes.iter_mut().zip(streams) {
            let Some((number, generation)) = stream.id else { continue };
            let opened = catch_unwind(AssertUnwindSafe(|| {
                let id = ObjectIdentifier::new(number, i32::try_from(generation).ok()?);
                let stream = pdf.xref().get::<Stream<'_>>(id)?;
                Some(inflated(&stream.raw_data(), limit))
            }));
            *size = (*size).max(opened.ok().flatten().unwrap_or_default());
        }
    }
    sizes
}

/// The encryption dictionaries that a file names, each with the identifier beside it.
fn locks(bytes: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut locks = Vec::new();
    let mut at = 0;
    while let Some(place) = find(&bytes[at..], b"/Encrypt") {
        let word = at + place;
        at = word + b"/Encrypt".len();
        let rest = &bytes[at..];
        if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            continue; // /EncryptMetadata
        }
        let dictionary = match rest.trim_ascii_start() {
            inline if inline.starts_with(b"<<") => cut(inline, b">>"),
            reference => referenced(bytes, reference),
        };
        // The identifier stands in the same trailer, before or after.
        let near = &bytes[word.saturating_sub(LONGEST)..bytes.len().min(at + LONGEST)];
        let id = find(rest, b"/ID")
            .filter(|place| *place < LONGEST)
            .map(|place| &rest[place..])
            .or_else(|| rfind(near, b"/ID").map(|place| &near[place..]))
            .and_then(array);
        if let Some(dictionary) = dictionary
            && locks.len() < LOCKS
        {
            locks.push((dictionary, id.unwrap_or_else(|| b"[<> <>]".to_vec())));
        }
    }
    locks.dedup();
    locks
}

/// The dictionary of the object that a reference `12 0 R` points to: the last of that number.
fn referenced(bytes: &[u8], reference: &[u8]) -> Option<Vec<u8>> {
    let number: Vec<u8> = reference.iter().copied().take_while(u8::is_ascii_digit).collect();
    if number.is_empty() {
        return None;
    }
    let head = [&number[..], b" 0 obj"].concat();
    let mut from = None;
    let mut at = 0;
    while let Some(place) = find(&bytes[at..], &head) {
        let start = at + place;
        at = start + head.len();
        if !bytes[..start].last().is_some_and(u8::is_ascii_digit) {
            from = Some(at);
        }
    }
    cut(bytes[from?..].trim_ascii_start(), b"endobj")
}

/// The bytes up to the last end mark before the next object.
fn cut(bytes: &[u8], end: &[u8]) -> Option<Vec<u8>> {
    let window = &bytes[..bytes.len().min(LONGEST)];
    if end == b"endobj" {
        return Some(window[..find(window, end)?].to_vec());
    }
    let (mut depth, mut at) = (0usize, 0);
    while at + 1 < window.len() {
        match &window[at..at + 2] {
            b"<<" => (depth, at) = (depth + 1, at + 2),
            b">>" => {
                (depth, at) = (depth.checked_sub(1)?, at + 2);
                if depth == 0 {
                    return Some(window[..at].to_vec());
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The array after `/ID`; its strings may hold any byte.
fn array(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = bytes.iter().take(16).position(|byte| *byte == b'[')?;
    let (mut depth, mut at) = (0usize, start + 1);
    while at < bytes.len().min(LONGEST) {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b']' if depth == 0 => return Some(bytes[start..=at].to_vec()),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A file of the streams without their filters.
fn unfiltered(streams: &[&Sealed<'_>], lock: &[u8], id: &[u8]) -> Vec<u8> {
    let known = || streams.iter().filter_map(|stream| Some((stream.id?, stream.data)));
    let first = known().map(|((number, _), _)| number).max().unwrap_or(0).saturating_add(1);
    let (pages, page, sealing) = (first.saturating_add(1), first.saturating_add(2), first.saturating_add(3));
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets: Vec<(u32, u32, usize)> = Vec::new();
    let mut object = |number: u32, generation: u32, parts: &[&[u8]]| {
        offsets.push((number, generation, out.len()));
        out.extend(format!("{number} {generation} obj\n").into_bytes());
        parts.iter().for_each(|part| out.extend(*part));
        out.extend(b"\nendobj\n");
    };
    object(first, 0, &[format!("<< /Type /Catalog /Pages {pages} 0 R >>").as_bytes()]);
    object(pages, 0, &[format!("<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>").as_bytes()]);
    let only = format!("<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 9 9] >>");
    object(page, 0, &[only.as_bytes()]);
    object(sealing, 0, &[lock]);
    for ((number, generation), data) in known() {
        let head = format!("<< /Length {} >>\nstream\n", data.len());
        object(number, generation, &[head.as_bytes(), data, b"\nendstream"]);
    }
    let start = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, generation, offset) in offsets {
        out.extend(format!("{number} 1\n{offset:010} {generation:05} n \n").into_bytes());
    }
    out.extend(
        format!("trailer\n<< /Size {} /Root {first} 0 R /Encrypt {sealing} 0 R /ID ", sealing + 1)
            .into_bytes(),
    );
    out.extend(id);
    out.extend(format!(" >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}
