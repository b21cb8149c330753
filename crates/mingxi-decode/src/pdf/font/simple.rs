//! Simple fonts (Type1, TrueType, Type3): one byte is one code. The engine knows the standard encodings, glyph
//! names and widths.

use super::program::Program;
use super::{Advance, FontReader, unicode};
use hayro_cmap::BfString;
use hayro_font::{Font as EngineFont, FontGlyph};
use hayro_syntax::object::{Dict, Name, Stream};
use std::cell::OnceCell;

/// A simple font.
pub(super) struct Simple<'a> {
    font: EngineFont<'a>,
    /// The program's own character map may be asked: the font is embedded TrueType.
    may_ask_program: bool,
    /// The PDF says nothing about the codes: the engine would read them as ASCII.
    is_undeclared: bool,
    program: OnceCell<Program>,
    /// Height of the em in glyph space units of a thousandth: 1 but for Type3.
    pub(super) em: f64,
}

impl<'a> Simple<'a> {
    /// Reads a simple font; nothing where its streams are too large or its dictionary is unusable.
    pub(super) fn new(dict: &Dict<'a>, reader: &mut FontReader<'_, 'a>) -> Option<Simple<'a>> {
        let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        let programs: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        let streams = programs
            .iter()
            .filter_map(|key| descriptor.get::<Stream<'_>>(key))
            .chain(dict.get::<Stream<'_>>(b"ToUnicode"));
        for stream in streams {
            // The engine decodes these itself, without a bound.
            if !reader.streams.is_bounded(&stream) {
                return None;
            }
        }
        let subtype = dict.get::<Name<'_>>(b"Subtype")?;
        let is_type3 = &*subtype == b"Type3";
        let font = reader.engine_font(dict)?;
        Some(Simple {
            font,
            may_ask_program: descriptor.contains_key(b"FontFile2"),
            is_undeclared: !dict.contains_key(b"Encoding") && !dict.contains_key(b"ToUnicode"),
            program: OnceCell::new(),
            em: if is_type3 { type3_em(dict) } else { 1.0 },
        })
    }

    pub(super) fn text(&self, code: u32) -> Option<String> {
        let glyph = self.font.map_code(code);
        let drawn = self.font.glyph(glyph, code);
        let by_font = match &drawn {
            FontGlyph::Outline(outline) => outline.as_unicode(),
            FontGlyph::Type3(type3) => type3.as_unicode(),
        };
        let by_font = by_font.map(|text| match text {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        });
        let by_font = by_font.filter(|text| unicode::is_meaningful(text));
        let program = || {
            let FontGlyph::Outline(outline) = &drawn else { return None };
            Some(self.program.get_or_init(|| {
                outline.font_data().map(|font| Program::new((*font.data).as_ref())).unwrap_or_default()
            }))
        };
        let by_program = || program()?.character(glyph.to_u32()).map(|c| c.to_string());
        let is_blank = || matches!(&drawn, FontGlyph::Outline(outline) if outline.outline().is_empty());
        let is_sure = by_font.as_ref().is_some_and(|text| !text.chars().any(unicode::is_private));
        if self.may_ask_program
            && by_font.as_deref().is_some_and(unicode::may_mislead)
            && program().is_some_and(|own| own.is_unicode)
            && by_program()
                .is_some_and(|own| unicode::contradict(by_font.as_deref().unwrap_or_default(), &own))
        {
            return None;
        }
        if !self.may_ask_program || (is_sure && !self.is_undeclared) {
            return by_font.or_else(|| is_blank().then(|| " ".to_owned()));
        }
        by_program().or(by_font).or_else(|| is_blank().then(|| " ".to_owned()))
    }

    pub(super) fn advance(&self, code: u32) -> Advance {
        Advance { width: self.font.code_advance(code).x / 1000.0, vertical: None }
    }
}

/// The height of a Type3 font's em in text space: its matrix scales glyphs of any size, and only the box of the
/// font tells how tall they are.
fn type3_em(dict: &Dict<'_>) -> f64 {
    let matrix = dict.get::<[f64; 6]>(b"FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let bbox = dict.get::<[f64; 4]>(b"FontBBox").unwrap_or_default();
    let height = ((bbox[3] - bbox[1]) * matrix[3]).abs();
    if (0.05..=20.0).contains(&height) { height } else { 1.0 }
}
