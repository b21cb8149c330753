//! What copying may do to a file: a dump ends early, a bit changes, files of two encodings are put together; a server
//! adds bytes; a package holds a part twice.

use crate::rng::Rng;
use crate::truth::LineFact;
use crate::write::docx;
use std::io::{Cursor, Read as _};

/// Ends the file inside a number.
pub(super) fn cut(bytes: Vec<u8>, facts: &[LineFact], rng: &mut Rng) -> Option<Vec<u8>> {
    let numbers: Vec<&LineFact> =
        facts.iter().filter(|fact| fact.text.len() > 4 && fact.text.contains('.')).collect();
    let text = rng.pick(&numbers[numbers.len() / 2..]).text.as_bytes();
    let field: Vec<u8> = [b"\t", text].concat();
    let at = (0..bytes.len().checked_sub(field.len())?).rev().find(|at| bytes[*at..].starts_with(&field))?;
    let kept = 1 + rng.range(1, text.len() as i64 - 1) as usize;
    Some(bytes[..at + kept].to_vec())
}

/// Sets the highest bit of a byte of ASCII, or clears one of another: the encoding is broken there.
pub(super) fn flip(mut bytes: Vec<u8>, _: &[LineFact], rng: &mut Rng) -> Option<Vec<u8>> {
    let at = rng.range(0, bytes.len() as i64 - 1) as usize;
    let bit = if bytes[at].is_ascii() { 7 } else { rng.range(0, 7) };
    bytes[at] ^= 1 << bit;
    Some(bytes)
}

/// Puts prose in GB18030 behind a text in UTF-8.
pub(super) fn mix(mut bytes: Vec<u8>, _: &[LineFact], _: &mut Rng) -> Option<Vec<u8>> {
    let more = "\n情况说明\n本单位没有政府采购预算，没有国有资本经营预算。\n";
    bytes.extend_from_slice(&encoding_rs::GB18030.encode(more).0);
    Some(bytes)
}

/// Bytes of a server after the end of a file.
pub(super) fn more(mut bytes: Vec<u8>, _: &[LineFact], _: &mut Rng) -> Option<Vec<u8>> {
    bytes.extend(b"\n<html><body>404 Not Found 1234.56</body></html>\n");
    Some(bytes)
}

/// The main part of a Word file twice, the second time with other digits: nobody knows which one counts.
pub(super) fn twice(bytes: Vec<u8>, _: &[LineFact], _: &mut Rng) -> Option<Vec<u8>> {
    const MAIN: &[u8] = b"word/document.xml";
    const OTHER: &[u8] = b"word/documenz.xml";
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        let name = part.name().ok()?.into_owned();
        parts.push((name, content));
    }
    let main = parts.iter().find(|(name, _)| name.as_bytes() == MAIN)?;
    let other = String::from_utf8_lossy(&main.1).replace('1', "7").into_bytes();
    parts.push((String::from_utf8_lossy(OTHER).into_owned(), other));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let mut packed = docx::pack_parts(&parts).ok()?;
    let places: Vec<usize> = (0..packed.len()).filter(|at| packed[*at..].starts_with(OTHER)).collect();
    for at in places {
        packed[at..at + MAIN.len()].copy_from_slice(MAIN);
    }
    Some(packed)
}
