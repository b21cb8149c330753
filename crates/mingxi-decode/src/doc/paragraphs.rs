//! Properties of paragraphs (PAPX) that bear on the text and on tables ([MS-DOC] 2.6.2).

use super::bytes::{i16_at, i32_at, part, u16_at, u32_at};
use super::colours::{shading, short_shading};
use super::sprm::{Group, Sprms, group};
use crate::word::indent::{HUNDREDTH, Indent, TWIPS};
use crate::word::look::Ground;

/// Tables deeper in one another than this are read as the innermost of these.
const DEEPEST: i32 = 32;

/// What is said of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Paragraphs {
    /// The paragraph style.
    pub(super) style: u16,
    is_in_table: bool,
    nesting: i32,
    is_row_end: bool,
    is_inner_row_end: bool,
    /// It ends a cell of a table inside another one.
    pub(super) is_inner_cell_end: bool,
    /// The list, 1-based; 0 and below is none.
    pub(super) list: Option<i16>,
    pub(super) level: Option<u8>,
    /// Outline level, 0 = top, 9 = body text.
    pub(super) outline: Option<u8>,
    pub(super) ground: Ground,
    left: Length,
    first_line: Length,
    centred: Option<bool>,
    /// Where the stream Data has the properties that did not fit here.
    pub(super) elsewhere: Option<u32>,
}

/// A length stated in twips, or in hundredths of a character, which then counts.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Length {
    twips: Option<i16>,
    characters: Option<i16>,
}

impl Length {
    fn points(self, counts: impl Fn(i16) -> bool) -> Option<f32> {
        let characters = self.characters.filter(|characters| counts(*characters));
        characters
            .map(|characters| f32::from(characters) * HUNDREDTH)
            .or_else(|| self.twips.map(|twips| f32::from(twips) / TWIPS))
    }
}

impl Paragraphs {
    /// What the properties of a paragraph say: its style, then modifiers, then those of the stream Data.
    pub(super) fn of(properties: &[u8], data: &[u8]) -> Paragraphs {
        let mut paragraph = Paragraphs { style: u16_at(properties, 0).unwrap_or(0), ..Paragraphs::default() };
        paragraph.read(properties.get(2..).unwrap_or_default());
        if let Some(at) = paragraph.elsewhere {
            paragraph.read(in_data(data, at));
        }
        paragraph
    }

    /// Takes in a group of modifiers.
    pub(super) fn read(&mut self, modifiers: &[u8]) {
        for (code, operand) in Sprms(modifiers) {
            if group(code) == Group::Paragraph {
                self.modify(code, operand);
            }
        }
    }

    fn modify(&mut self, code: u16, operand: &[u8]) {
        let is_on = || operand.first().is_some_and(|byte| *byte != 0);
        let byte = || operand.first().copied();
        match code {
            0x4600 => self.style = u16_at(operand, 0).unwrap_or(0),
            0x2416 => self.is_in_table = is_on(),
            0x2417 => self.is_row_end = is_on(),
            0x6649 => self.nesting = i32_at(operand, 0).unwrap_or(0),
            0x664a => self.nesting = self.nesting.saturating_add(i32_at(operand, 0).unwrap_or(0)),
            0x244b => self.is_inner_cell_end = is_on(),
            0x244c => self.is_inner_row_end = is_on(),
            0x460b => self.list = i16_at(operand, 0),
            0x260a => self.level = byte(),
            0x2640 => self.outline = byte(),
            0x840f | 0x845e => self.left.twips = i16_at(operand, 0),
            0x8411 | 0x8460 => self.first_line.twips = i16_at(operand, 0),
            0x4456 => self.left.characters = i16_at(operand, 0),
            0x4457 => self.first_line.characters = i16_at(operand, 0),
            // Centred, right, spread out.
            0x2403 | 0x2461 => self.centred = Some(matches!(byte(), Some(1 | 2 | 4))),
            0x442d => self.ground = u16_at(operand, 0).map(short_shading).unwrap_or_default(),
            0xc64d => self.ground = shading(operand),
            0x6645 | 0x6646 | 0x646b => self.elsewhere = u32_at(operand, 0),
            _ => {}
        }
    }

    /// How many tables it stands in.
    pub(super) fn depth(&self) -> usize {
        let depth = if self.nesting > 0 { self.nesting } else { i32::from(self.is_in_table) };
        usize::try_from(depth.min(DEEPEST)).unwrap_or(0)
    }

    /// Whether it ends a row.
    pub(super) fn ends_row(&self) -> bool {
        if self.depth() > 1 { self.is_inner_row_end } else { self.is_in_table && self.is_row_end }
    }

    /// Indentation and centring.
    pub(super) fn indent(&self) -> Indent {
        Indent {
            left: self.left.points(|characters| characters != 0),
            // A line that hangs states in twips how far.
            first_line: self.first_line.points(|characters| characters > 0),
            centred: self.centred,
        }
    }
}

/// A group of modifiers in the stream Data: its size, then the group.
pub(super) fn in_data(data: &[u8], at: u32) -> &[u8] {
    let at = at as usize;
    let size = usize::from(u16_at(data, at).unwrap_or(0));
    part(data, at.saturating_add(2), size)
}

#[cfg(test)]
mod tests {
    use super::Paragraphs;

    #[test]
    fn places_in_tables() {
        let outer = Paragraphs::of(&[3, 0, 0x16, 0x24, 1, 0x17, 0x24, 1], &[]);
        assert_eq!((outer.style, outer.depth(), outer.ends_row()), (3, 1, true));
        let inner = Paragraphs::of(&[0, 0, 0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0, 0x4b, 0x24, 1], &[]);
        assert_eq!((inner.depth(), inner.ends_row(), inner.is_inner_cell_end), (2, false, true));
        let absurd = Paragraphs::of(&[0, 0, 0x49, 0x66, 255, 255, 255, 127], &[]);
        assert_eq!(absurd.depth(), 32);
        assert_eq!(Paragraphs::of(&[], &[]).depth(), 0);
    }

    #[test]
    fn properties_in_the_data_stream() {
        let data = [9, 9, 3, 0, 0x16, 0x24, 1, 8];
        let paragraph = Paragraphs::of(&[0, 0, 0x46, 0x66, 2, 0, 0, 0], &data);
        assert_eq!(paragraph.depth(), 1);
        assert_eq!(Paragraphs::of(&[0, 0, 0x46, 0x66, 7, 0, 0, 0], &data).depth(), 0);
    }

    #[test]
    fn indents_in_characters_count_before_twips() {
        let paragraph =
            Paragraphs::of(&[0, 0, 0x0f, 0x84, 100, 0, 0x56, 0x44, 200, 0, 0x11, 0x84, 0x9c, 0xff], &[]);
        assert_eq!(paragraph.indent().points(), Some(21.0 - 5.0));
        let centred = Paragraphs::of(&[0, 0, 0x61, 0x24, 1], &[]);
        assert_eq!(centred.indent().points(), None);
    }
}
