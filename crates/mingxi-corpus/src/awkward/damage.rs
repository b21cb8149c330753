//! What copying may do to a text dump: it ends early, a bit changes, or files of two encodings are put together.

use crate::rng::Rng;
use crate::truth::LineFact;

/// A damaged file.
pub(super) struct Damaged {
    pub(super) bytes: Vec<u8>,
}

/// Ends the file inside a number.
pub(super) fn cut(bytes: Vec<u8>, facts: &[LineFact], rng: &mut Rng) -> Option<Damaged> {
    let numbers: Vec<&LineFact> =
        facts.iter().filter(|fact| fact.text.len() > 4 && fact.text.contains('.')).collect();
    let text = rng.pick(&numbers[numbers.len() / 2..]).text.as_bytes();
    let field: Vec<u8> = [b"\t", text].concat();
    let at = (0..bytes.len().checked_sub(field.len())?).rev().find(|at| bytes[*at..].starts_with(&field))?;
    let kept = 1 + rng.range(1, text.len() as i64 - 1) as usize;
    Some(Damaged { bytes: bytes[..at + kept].to_vec() })
}

/// Sets the highest bit of a byte of ASCII, or clears one of another: the encoding is broken there.
pub(super) fn flip(mut bytes: Vec<u8>, _: &[LineFact], rng: &mut Rng) -> Option<Damaged> {
    let at = rng.range(0, bytes.len() as i64 - 1) as usize;
    let bit = if bytes[at].is_ascii() { 7 } else { rng.range(0, 7) };
    bytes[at] ^= 1 << bit;
    Some(Damaged { bytes })
}

/// Puts prose in GB18030 behind a text in UTF-8.
pub(super) fn mix(mut bytes: Vec<u8>, _: &[LineFact], _: &mut Rng) -> Option<Damaged> {
    let more = "\n情况说明\n本单位没有政府采购预算，没有国有资本经营预算。\n";
    bytes.extend_from_slice(&encoding_rs::GB18030.encode(more).0);
    Some(Damaged { bytes })
}
