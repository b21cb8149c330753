//! The streams and tables of a file, ready to be asked.

use super::bytes::Plc;
use super::fib::{Fib, Table};
use super::paragraphs::Paragraphs;
use super::pieces::{Piece, Pieces};
use super::runs::{Of, Runs};
use std::ops::Range;

/// Marks that end a paragraph: its own, that of a cell or row, that of a section or page.
const PARAGRAPH: u16 = 0x0d;
pub(super) const CELL: u16 = 0x07;
const SECTION: u16 = 0x0c;
/// Size of the record of a section.
const SECTION_RECORD: usize = 12;

/// A file's tables.
pub(super) struct File<'a> {
    pub(super) word: &'a [u8],
    pub(super) data: &'a [u8],
    pub(super) pieces: Pieces<'a>,
    pub(super) characters: Runs<'a>,
    paragraphs: Runs<'a>,
    /// The characters after the ends of sections, in order.
    sections: Vec<u32>,
    /// The names of the fonts.
    pub(super) fonts: Vec<String>,
}

/// A paragraph of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paragraph {
    /// Its first character, its mark.
    pub(super) start: u32,
    pub(super) mark: u32,
    pub(super) mark_character: u16,
    pub(super) properties: Paragraphs,
}

impl<'a> File<'a> {
    pub(super) fn new(fib: &Fib, word: &'a [u8], tables: &'a [u8], data: &'a [u8]) -> File<'a> {
        let plc = Plc::new(fib.table(tables, Table::Sections), SECTION_RECORD);
        let mut sections: Vec<u32> = (1..=plc.len()).map_while(|index| plc.position(index)).collect();
        sections.sort_unstable();
        File {
            word,
            data,
            pieces: Pieces::read(tables, fib.place(Table::Pieces), word, fib.language),
            characters: Runs::read(word, fib.table(tables, Table::CharacterPages), Of::Characters),
            paragraphs: Runs::read(word, fib.table(tables, Table::ParagraphPages), Of::Paragraphs),
            sections,
            fonts: super::fonts::read(fib.table(tables, Table::Fonts)),
        }
    }

    /// The next paragraph of a range of characters, from one of them on; the last may lack its mark, and then ends
    /// where the range does.
    pub(super) fn paragraph(&self, start: u32, range: &Range<u32>) -> Option<Paragraph> {
        let mut index = self.pieces.index(start);
        let mut last = None;
        while let Some(piece) = self.pieces.pieces.get(index).filter(|piece| piece.start < range.end) {
            let from = piece.start.max(start);
            let to = piece.end.min(range.end);
            if let Some((mark, mark_character)) = self.mark(piece, from..to) {
                let properties = self.properties(piece, mark);
                return Some(Paragraph { start, mark, mark_character, properties });
            }
            if from < to {
                last = Some((piece, to));
            }
            index += 1;
        }
        let (piece, end) = last?;
        Some(Paragraph { start, mark: end, mark_character: 0, properties: self.properties(piece, end - 1) })
    }

    /// The first mark in some characters of a piece.
    fn mark(&self, piece: &Piece, characters: Range<u32>) -> Option<(u32, u16)> {
        let bytes = self.bytes(piece, &characters);
        let is_mark = |at: u32, unit: u16| {
            matches!(unit, PARAGRAPH | CELL)
                || unit == SECTION && self.sections.binary_search(&(at + 1)).is_ok()
        };
        if piece.is_wide {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            (characters.start..).zip(units).find(|(at, unit)| is_mark(*at, *unit))
        } else {
            let units = bytes.iter().map(|byte| u16::from(*byte));
            (characters.start..).zip(units).find(|(at, unit)| is_mark(*at, *unit))
        }
    }

    /// The bytes of some characters of a piece.
    pub(super) fn bytes(&self, piece: &Piece, characters: &Range<u32>) -> &'a [u8] {
        let start = piece.byte(characters.start);
        self.word.get(start..piece.byte(characters.end)).unwrap_or_default()
    }

    fn properties(&self, piece: &Piece, character: u32) -> Paragraphs {
        let (properties, _) = self.paragraphs.at(piece.byte(character));
        let mut paragraph = Paragraphs::of(properties, self.data);
        paragraph.read(self.pieces.modifiers(piece));
        paragraph
    }

    /// The modifiers of a paragraph that ends a row, and those of the piece of its mark.
    pub(super) fn row_modifiers(&self, paragraph: &Paragraph) -> (&'a [u8], &[u8]) {
        let Some(piece) = self.pieces.pieces.get(self.pieces.index(paragraph.mark)) else {
            return (&[], &[]);
        };
        let (properties, _) = self.paragraphs.at(piece.byte(paragraph.mark));
        (properties.get(2..).unwrap_or_default(), self.pieces.modifiers(piece))
    }
}
