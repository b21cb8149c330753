//! What an embedded font program itself knows of characters: the last resort where the PDF does not say.

use rustc_hash::FxHashMap;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};

/// The characters of a font program's glyphs.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Glyph to the character whose shape it is.
    characters: FxHashMap<u32, char>,
    /// For a CID-keyed CFF: CID to glyph.
    charset: Option<FxHashMap<u32, u32>>,
    /// For a CID-keyed CFF: the ordering of its character collection, `GB1`.
    pub(super) ordering: Option<String>,
}

impl Program {
    /// Reads the character map of a TrueType or OpenType file, and the charset of a CFF.
    pub(super) fn new(data: &[u8]) -> Program {
        let mut program = Program::default();
        if let Ok(font) = FontRef::new(data) {
            let glyphs = font.maxp().map_or(0, |maxp| u32::from(maxp.num_glyphs()));
            for (code, glyph) in font.charmap().mappings().take(200_000) {
                let Some(character) = char::from_u32(code).filter(|_| glyph.to_u32() < glyphs) else { continue };
                program.add(glyph, character);
            }
            if let Ok(cff) = font.cff() {
                program.read_cff(cff.offset_data().as_bytes());
            }
        } else {
            program.read_cff(data);
        }
        program
    }

    fn add(&mut self, glyph: GlyphId, character: char) {
        // Symbol fonts keep Latin text at U+F020..U+F0FF.
        let character = match u32::from(character) {
            code @ 0xf020..=0xf07e => char::from_u32(code - 0xf000).unwrap_or(character),
            _ => character,
        };
        let slot = self.characters.entry(glyph.to_u32()).or_insert(character);
        // Several characters may share a shape; an ideograph is likelier than its radical, and ASCII than both.
        if rank(character) < rank(*slot) {
            *slot = character;
        }
    }

    /// The character whose shape a glyph is.
    pub(super) fn character(&self, glyph: u32) -> Option<char> {
        self.characters.get(&glyph).copied()
    }

    /// The glyph of a CID.
    pub(super) fn glyph(&self, cid: u32) -> u32 {
        match &self.charset {
            Some(charset) => charset.get(&cid).copied().unwrap_or(0),
            None => cid,
        }
    }

    /// Whether the program maps any glyph to a character.
    pub(super) fn has_characters(&self) -> bool {
        !self.characters.is_empty()
    }

    fn read_cff(&mut self, data: &[u8]) {
        if let Some((ordering, charset)) = cid_keyed(data) {
            self.ordering = ordering;
            self.charset = Some(charset);
        }
    }
}

fn rank(character: char) -> u8 {
    match character {
        '\u{20}'..='\u{7e}' => 0,
        '\u{4e00}'..='\u{9fff}' => 1,
        '\u{2e80}'..='\u{2fdf}' => 4,
        '\u{a0}' | '\u{ad}' => 3,
        c if super::unicode::is_private(c) => 5,
        _ => 2,
    }
}

/// The ordering and the charset (CID to glyph) of a CID-keyed CFF (Adobe Technical Note 5176); nothing for
/// other CFFs.
fn cid_keyed(data: &[u8]) -> Option<(Option<String>, FxHashMap<u32, u32>)> {
    let header = usize::from(*data.get(2)?);
    let (_, after_names) = index(data, header)?;
    let (tops, after_tops) = index(data, after_names)?;
    let (strings, _) = index(data, after_tops)?;
    let top = data.get(tops.first()?.clone())?;
    let operands = top_dict(top);
    let find = |operator: u16| operands.iter().find(|entry| entry.0 == operator).map(|entry| &entry.1);
    let ros = find(0x0c1e)?;
    let ordering = ros.get(1).and_then(|sid| {
        let at = usize::try_from(*sid).ok()?.checked_sub(391)?;
        let bytes = data.get(strings.get(at)?.clone())?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    });
    let char_strings = usize::try_from(*find(17)?.first()?).ok()?;
    let count = u32::from(u16::from_be_bytes([*data.get(char_strings)?, *data.get(char_strings + 1)?]));
    let at = find(15).and_then(|list| usize::try_from(*list.first()?).ok()).unwrap_or(0);
    if at <= 2 {
        return Some((ordering, (0..count).map(|glyph| (glyph, glyph)).collect()));
    }
    Some((ordering, charset(data, at, count)?))
}

fn charset(data: &[u8], mut at: usize, count: u32) -> Option<FxHashMap<u32, u32>> {
    let mut map = FxHashMap::default();
    map.insert(0, 0);
    let format = *data.get(at)?;
    at += 1;
    let short = |at: usize| Some(u32::from(u16::from_be_bytes([*data.get(at)?, *data.get(at + 1)?])));
    let mut glyph = 1;
    while glyph < count {
        let first = short(at)?;
        let (left, step) = match format {
            0 => (0, 2),
            1 => (u32::from(*data.get(at + 2)?), 3),
            2 => (short(at + 2)?, 4),
            _ => return None,
        };
        at += step;
        for offset in 0..=left.min(count - glyph - 1) {
            map.insert(first + offset, glyph + offset);
        }
        glyph += left + 1;
    }
    Some(map)
}

/// The ranges of an INDEX and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<std::ops::Range<usize>>, usize)> {
    let count = usize::from(u16::from_be_bytes([*data.get(at)?, *data.get(at + 1)?]));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let offset = |which: usize| {
        let bytes = data.get(at + 3 + which * size..at + 3 + (which + 1) * size)?;
        Some(bytes.iter().fold(0usize, |value, byte| (value << 8) | usize::from(*byte)))
    };
    if !(1..=4).contains(&size) {
        return None;
    }
    let base = at + 3 + (count + 1) * size - 1;
    let mut ranges = Vec::with_capacity(count);
    for which in 0..count {
        let (start, end) = (base.checked_add(offset(which)?)?, base.checked_add(offset(which + 1)?)?);
        if start > end || end > data.len() {
            return None;
        }
        ranges.push(start..end);
    }
    let end = ranges.last()?.end;
    Some((ranges, end))
}

/// Operators and their whole-number operands; fractions count as 0, no entry read here has any.
fn top_dict(mut data: &[u8]) -> Vec<(u16, Vec<i64>)> {
    let mut entries = Vec::new();
    let mut operands = Vec::new();
    while let Some((first, rest)) = data.split_first() {
        data = rest;
        let mut take = |count: usize| {
            let (head, tail) = data.split_at(count.min(data.len()));
            data = tail;
            head.iter().fold(0i64, |value, byte| (value << 8) | i64::from(*byte))
        };
        match *first {
            12 => entries.push((0x0c00 | take(1) as u16, std::mem::take(&mut operands))),
            0..=21 => entries.push((u16::from(*first), std::mem::take(&mut operands))),
            28 => operands.push(i64::from(take(2) as i16)),
            29 => operands.push(i64::from(take(4) as i32)),
            30 => {
                while let Some((byte, rest)) = data.split_first() {
                    data = rest;
                    if byte & 0x0f == 0x0f || byte >> 4 == 0x0f {
                        break;
                    }
                }
                operands.push(0);
            }
            byte @ 32..=246 => operands.push(i64::from(byte) - 139),
            byte @ 247..=250 => operands.push((i64::from(byte) - 247) * 256 + take(1) + 108),
            byte @ 251..=254 => operands.push(-(i64::from(byte) - 251) * 256 - take(1) - 108),
            _ => {}
        }
    }
    entries
}
