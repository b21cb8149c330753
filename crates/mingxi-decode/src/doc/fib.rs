//! The file information block: what kind of file it is, where its tables stand, how long its texts are.

use super::bytes::{i32_at, u16_at, u32_at};
use crate::DecodeError;
use mingxi_model::ErrorKind;

/// The mark of Word 97 and later, and of WPS.
const WORD_97: u16 = 0xa5ec;
/// The marks of Word 2 and of Word 6 and 95.
const OLDER: [u16; 2] = [0xa5db, 0xa5dc];
/// Versions below this one are Word 6 and 95 under the newer mark.
const FIRST_VERSION: u16 = 0x00c0;
/// Flags: the text is encrypted; the tables are in the stream 1Table.
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// The tables that are read, by their number in the block.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub(super) enum Table {
    Styles = 1,
    Sections = 6,
    Headers = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    Drawings = 50,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// The block.
#[derive(Debug)]
pub(super) struct Fib {
    /// The language of the program that wrote the file (2052 is Chinese).
    pub(super) language: u16,
    /// Name of the stream with the tables.
    pub(super) tables: &'static str,
    /// Lengths of the texts, in characters, in the order in which they follow one another: body, footnotes, headers,
    /// macros, comments, endnotes, text boxes, text boxes of headers.
    pub(super) lengths: [u32; 8],
    /// Offset and size of each table.
    places: Vec<(u32, u32)>,
}

impl Fib {
    /// Reads the beginning of the stream WordDocument.
    ///
    /// # Errors
    /// The file is encrypted, of Word 95 or older, or no Word file.
    pub(super) fn read(word: &[u8]) -> Result<Fib, DecodeError> {
        let corrupt = || {
            let message = "the file says it is of Word, but its first block is damaged; download it again";
            DecodeError::new(ErrorKind::Corrupt, message)
        };
        let mark = u16_at(word, 0).ok_or_else(corrupt)?;
        let version = u16_at(word, 2).ok_or_else(corrupt)?;
        if OLDER.contains(&mark) || (mark == WORD_97 && version < FIRST_VERSION) {
            let message = "the document is of Word 95 or older, which this version cannot read; open it in Word, WPS or \
                           LibreOffice and save it as .docx";
            return Err(DecodeError::new(ErrorKind::UnsupportedFormat, message));
        }
        let flags = u16_at(word, 10).ok_or_else(corrupt)?;
        if mark != WORD_97 {
            return Err(corrupt());
        }
        if flags & ENCRYPTED != 0 {
            let message =
                "the document is protected by a password; open it with the password and save it without one";
            return Err(DecodeError::new(ErrorKind::Encrypted, message));
        }
        Fib::rest(word, flags).ok_or_else(corrupt)
    }

    fn rest(word: &[u8], flags: u16) -> Option<Fib> {
        let shorts = usize::from(u16_at(word, 32)?);
        let longs_at = 34 + 2 * shorts + 2;
        let longs = usize::from(u16_at(word, longs_at - 2)?);
        let places_at = longs_at + 4 * longs + 2;
        let count = usize::from(u16_at(word, places_at - 2)?);
        let length = |index: usize| -> u32 {
            let stated = if index < longs { i32_at(word, longs_at + 4 * index) } else { None };
            stated.and_then(|length| u32::try_from(length).ok()).unwrap_or(0)
        };
        let place = |index: usize| {
            Some((u32_at(word, places_at + 8 * index)?, u32_at(word, places_at + 8 * index + 4)?))
        };
        Some(Fib {
            language: u16_at(word, 6)?,
            tables: if flags & SECOND_TABLE == 0 { "0Table" } else { "1Table" },
            lengths: [3, 4, 5, 6, 7, 8, 9, 10].map(length),
            places: (0..count).map_while(place).collect(),
        })
    }

    /// Where a table begins in its stream, and its size in bytes.
    pub(super) fn place(&self, table: Table) -> (usize, usize) {
        self.places.get(table as usize).map_or((0, 0), |(at, size)| (*at as usize, *size as usize))
    }

    /// The bytes of a table, as far as they are there.
    pub(super) fn table<'t>(&self, tables: &'t [u8], table: Table) -> &'t [u8] {
        let (at, size) = self.place(table);
        super::bytes::part(tables, at, size)
    }

    /// The characters of one of the texts.
    pub(super) fn text(&self, index: usize) -> std::ops::Range<u32> {
        let start = self.lengths.iter().take(index).fold(0u32, |sum, length| sum.saturating_add(*length));
        start..start.saturating_add(self.lengths.get(index).copied().unwrap_or(0))
    }
}

/// Numbers of the texts in [`Fib::lengths`].
pub(super) const BODY: usize = 0;
pub(super) const HEADERS: usize = 2;
pub(super) const TEXT_BOXES: usize = 6;

#[cfg(test)]
mod tests {
    use super::{Fib, TEXT_BOXES};
    use mingxi_model::ErrorKind;

    fn block(mark: u16, version: u16, flags: u16) -> Vec<u8> {
        let mut block = vec![0; 0x9a + 8 * 93];
        for (at, value) in [(0, mark), (2, version), (6, 0x0804), (10, flags), (32, 14), (62, 22), (152, 93)]
        {
            block[at..at + 2].copy_from_slice(&u16::to_le_bytes(value));
        }
        block[0x4c] = 9; // body
        block[0x50] = 3; // footnotes
        block[0x64] = 4; // text boxes
        block
    }

    #[test]
    fn texts_follow_one_another() {
        let fib = Fib::read(&block(0xa5ec, 0x00c1, 0x0200)).unwrap();
        assert_eq!((fib.language, fib.tables), (0x0804, "1Table"));
        assert_eq!((fib.text(0), fib.text(TEXT_BOXES)), (0..9, 12..16));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let kind = |mark, version, flags| Fib::read(&block(mark, version, flags)).unwrap_err().kind();
        assert_eq!(kind(0xa5dc, 104, 0), ErrorKind::UnsupportedFormat);
        assert_eq!(kind(0xa5ec, 101, 0), ErrorKind::UnsupportedFormat);
        assert_eq!(kind(0xa5ec, 0x00c1, 0x0100), ErrorKind::Encrypted);
        assert_eq!(kind(0x1234, 0x00c1, 0), ErrorKind::Corrupt);
        assert_eq!(Fib::read(&[0xec, 0xa5]).unwrap_err().kind(), ErrorKind::Corrupt);
    }
}
