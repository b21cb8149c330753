//! What an embedded font program itself knows of characters: the last resort where the PDF does not say.

use rustc_hash::{FxHashMap, FxHashSet};
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};
use std::ops::Range;

/// The characters of a font program's glyphs.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Glyph to the character whose shape it is.
    characters: FxHashMap<u32, char>,
    /// The map is one of Unicode, not of a symbol font's own codes.
    pub(super) is_unicode: bool,
    /// Glyphs that draw nothing.
    blanks: FxHashSet<u32>,
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
            let charmap = font.charmap();
            program.is_unicode = charmap.has_map() && !charmap.is_symbol();
            for (code, glyph) in charmap.mappings().take(200_000) {
                let Some(character) = char::from_u32(code).filter(|_| glyph.to_u32() < glyphs) else {
                    continue;
                };
                program.add(glyph, character);
            }
            if let (Ok(loca), Ok(_)) = (font.loca(None), font.glyf()) {
                let is_blank = |glyph: &u32| {
                    let at = |index: u32| loca.get_raw(index as usize);
                    at(*glyph).is_some() && at(*glyph) == at(*glyph + 1)
                };
                program.blanks = (0..glyphs).filter(is_blank).collect();
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

    /// Whether a glyph draws nothing.
    pub(super) fn is_blank(&self, glyph: u32) -> bool {
        self.blanks.contains(&glyph)
    }

    fn read_cff(&mut self, data: &[u8]) {
        let Some(cff) = Cff::new(data) else { return };
        self.blanks.extend(cff.blanks());
        if let Some((ordering, charset)) = cff.cid_keyed() {
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

/// The parts of a CFF (Adobe Technical Note 5176) that are read here.
struct Cff<'d> {
    data: &'d [u8],
    top: Vec<(u16, Vec<i64>)>,
    strings: Vec<Range<usize>>,
    char_strings: Vec<Range<usize>>,
}

impl<'d> Cff<'d> {
    fn new(data: &'d [u8]) -> Option<Cff<'d>> {
        let (_, after_names) = index(data, usize::from(*data.get(2)?))?;
        let (tops, after_tops) = index(data, after_names)?;
        let (strings, _) = index(data, after_tops)?;
        let top = top_dict(data.get(tops.first()?.clone())?);
        let at = usize::try_from(*top.iter().find(|entry| entry.0 == 17)?.1.first()?).ok()?;
        let (char_strings, _) = index(data, at)?;
        Some(Cff { data, top, strings, char_strings })
    }

    fn operands(&self, operator: u16) -> Option<&Vec<i64>> {
        self.top.iter().find(|entry| entry.0 == operator).map(|entry| &entry.1)
    }

    /// Glyphs whose program is a width at most and the end.
    fn blanks(&self) -> impl Iterator<Item = u32> {
        let is_blank = |range: &Range<usize>| range.len() <= 6 && self.data.get(range.end - 1) == Some(&14);
        (0u32..).zip(&self.char_strings).filter(move |entry| is_blank(entry.1)).map(|entry| entry.0)
    }

    /// The ordering and the charset (CID to glyph) of a CID-keyed font; nothing for others.
    fn cid_keyed(&self) -> Option<(Option<String>, FxHashMap<u32, u32>)> {
        let ordering = self.operands(0x0c1e)?.get(1).and_then(|sid| {
            let at = usize::try_from(*sid).ok()?.checked_sub(391)?;
            let bytes = self.data.get(self.strings.get(at)?.clone())?;
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        });
        let count = self.char_strings.len() as u32;
        let at = self.operands(15).and_then(|list| usize::try_from(*list.first()?).ok()).unwrap_or(0);
        if at <= 2 {
            return Some((ordering, (0..count).map(|glyph| (glyph, glyph)).collect()));
        }
        Some((ordering, charset(self.data, at, count)?))
    }
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
fn index(data: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
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
