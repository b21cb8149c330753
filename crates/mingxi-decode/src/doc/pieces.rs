//! The piece table: which bytes of the file are which characters, in how many bytes each ([MS-DOC] 2.8.35).

use super::bytes::{Plc, part, u16_at, u32_at};
use super::sprm::short_code;
use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1252};

/// A run of characters that stand together in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first character and the one after the last.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where its bytes begin in the stream WordDocument.
    pub(super) at: usize,
    /// Two bytes a character (UTF-16), else one byte of a code page.
    pub(super) is_wide: bool,
    /// The code page of its bytes.
    pub(super) encoding: &'static Encoding,
    modifiers: Modifiers,
}

/// Properties that hold for all of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Modifiers {
    None,
    Short([u8; 3]),
    /// Where they stand in the table stream.
    Group(usize, usize),
}

impl Piece {
    /// Bytes a character.
    pub(super) fn width(&self) -> usize {
        if self.is_wide { 2 } else { 1 }
    }

    /// Where a character of the piece stands in the stream.
    pub(super) fn byte(&self, character: u32) -> usize {
        self.at + (character.saturating_sub(self.start)) as usize * self.width()
    }
}

/// The pieces of a file, in the order of its characters.
pub(super) struct Pieces<'a> {
    tables: &'a [u8],
    pub(super) pieces: Vec<Piece>,
    /// Characters that the table promises and the file does not have.
    pub(super) lost: u64,
}

impl<'a> Pieces<'a> {
    /// Reads the table that stands at a place of the table stream.
    pub(super) fn read(tables: &'a [u8], place: (usize, usize), word: &[u8], language: u16) -> Pieces<'a> {
        let mut read = Pieces { tables, pieces: Vec::new(), lost: 0 };
        let clx = part(tables, place.0, place.1);
        let mut groups = Vec::new();
        let mut at = 0;
        while clx.get(at) == Some(&1) {
            let length = usize::from(u16_at(clx, at + 1).unwrap_or(0));
            groups.push((place.0 + at + 3, length));
            at += 3 + length;
        }
        if clx.get(at) != Some(&2) {
            return read;
        }
        let size = u32_at(clx, at + 1).unwrap_or(0) as usize;
        let plc = Plc::new(part(clx, at + 5, size), 8);
        // Pieces may not share bytes: the characters of a file are no more than its bytes.
        let mut left = word.len();
        for index in 0..plc.len() {
            let (Some(start), Some(end), Some(record)) =
                (plc.position(index), plc.position(index + 1), plc.record(index))
            else {
                break;
            };
            if end <= start || read.pieces.last().is_some_and(|last| start < last.end) {
                continue;
            }
            let Some(mut piece) = piece(start, end, record, &groups) else { break };
            let there = word.len().saturating_sub(piece.at).min(left) / piece.width();
            let count = ((end - start) as usize).min(there);
            read.lost += u64::from(end - start) - count as u64;
            left -= count * piece.width();
            piece.end = start + u32::try_from(count).unwrap_or(0);
            if !piece.is_wide {
                piece.encoding = encoding(part(word, piece.at, count), language);
            }
            if count > 0 {
                read.pieces.push(piece);
            }
        }
        read
    }

    /// The piece of a character, or the first one after it.
    pub(super) fn index(&self, character: u32) -> usize {
        self.pieces.partition_point(|piece| piece.end <= character)
    }

    /// The properties that hold for all of a piece.
    pub(super) fn modifiers<'p>(&'p self, piece: &'p Piece) -> &'p [u8] {
        match &piece.modifiers {
            Modifiers::None => &[],
            Modifiers::Short(bytes) => bytes,
            Modifiers::Group(at, length) => part(self.tables, *at, *length),
        }
    }
}

fn piece(start: u32, end: u32, record: &[u8], groups: &[(usize, usize)]) -> Option<Piece> {
    let place = u32_at(record, 2)?;
    let is_wide = place & 0x4000_0000 == 0;
    let at = (place & 0x3fff_ffff) as usize;
    let modifier = u16_at(record, 6)?;
    let modifiers = if modifier & 1 == 1 {
        groups
            .get(usize::from(modifier >> 1))
            .map_or(Modifiers::None, |(at, length)| Modifiers::Group(*at, *length))
    } else {
        let [number, operand] = modifier.to_le_bytes();
        match short_code(number >> 1) {
            Some(code) => {
                let [low, high] = code.to_le_bytes();
                Modifiers::Short([low, high, operand])
            }
            None => Modifiers::None,
        }
    };
    Some(Piece {
        start,
        end,
        at: if is_wide { at } else { at / 2 },
        is_wide,
        encoding: WINDOWS_1252,
        modifiers,
    })
}

/// The code page of a piece of one byte a character. Word writes only characters of Western Europe so; other programs
/// write those of the file's language. What tells them apart is that bytes beyond ASCII then come in pairs, most of
/// them in the rows of the common characters.
fn encoding(bytes: &[u8], language: u16) -> &'static Encoding {
    let own = match language {
        0x0804 | 0x1004 => GBK,
        0x0404 | 0x0c04 | 0x1404 => BIG5,
        0x0411 => SHIFT_JIS,
        0x0412 => EUC_KR,
        _ => return WINDOWS_1252,
    };
    if bytes.is_ascii() {
        return WINDOWS_1252;
    }
    let (mut pairs, mut common, mut at) = (0usize, 0usize, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        pairs += 1;
        common += usize::from(bytes[at] >= 0xa1 && bytes.get(at + 1).is_some_and(|low| *low >= 0xa1));
        at += 2;
    }
    let is_whole = own.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if is_whole && common * 2 > pairs { own } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::Pieces;
    use encoding_rs::{GBK, WINDOWS_1252};

    /// A table of two pieces: five wide characters at 4, then four of one byte at 20.
    fn table() -> Vec<u8> {
        let mut table = vec![1, 3, 0, 0x3c, 0x08, 1, 2];
        table.extend([28, 0, 0, 0]);
        for number in [0u32, 5, 9] {
            table.extend(number.to_le_bytes());
        }
        table.extend([0, 0, 4, 0, 0, 0, 1, 0]); // the first group of properties
        table.extend([0, 0, 40, 0, 0, 0x40, 0xb8, 1]); // hidden, in one byte
        table
    }

    #[test]
    fn pieces_know_bytes_and_properties() {
        let (table, mut word) = (table(), vec![0; 24]);
        word[20..24].copy_from_slice(&[0xd6, 0xa7, 0xb3, 0xf6]); // 支出
        let pieces = Pieces::read(&table, (0, table.len()), &word, 0x0804);
        let [first, second] = &pieces.pieces[..] else { unreachable!("two pieces") };
        assert_eq!((first.start, first.end, first.at, first.is_wide), (0, 5, 4, true));
        assert_eq!((second.start, second.end, second.at, second.is_wide), (5, 9, 20, false));
        assert_eq!((second.byte(7), first.byte(2), second.encoding), (22, 8, GBK));
        assert_eq!(pieces.modifiers(first), [0x3c, 0x08, 1]);
        assert_eq!(pieces.modifiers(second), [0x3c, 0x08, 1]);
        assert_eq!((pieces.index(4), pieces.index(5), pieces.index(9)), (0, 1, 2));
    }

    #[test]
    fn bytes_of_western_europe_are_no_characters_of_china() {
        let table = table();
        for (bytes, language) in [([b'2', 0xd7, b'3', b' '], 0x0804), ([0xd6, 0xa7, 0xb3, 0xf6], 0x0409)] {
            let mut word = vec![0; 24];
            word[20..24].copy_from_slice(&bytes);
            let pieces = Pieces::read(&table, (0, table.len()), &word, language);
            assert_eq!(pieces.pieces[1].encoding, WINDOWS_1252);
        }
    }

    #[test]
    fn characters_beyond_the_file_are_counted() {
        let table = table();
        let pieces = Pieces::read(&table, (0, table.len()), &[0; 22], 0x0804);
        assert_eq!((pieces.pieces[1].end, pieces.lost), (7, 2));
        for cut in 0..table.len() {
            Pieces::read(&table[..cut], (0, table.len()), &[0; 24], 0x0804);
        }
    }
}
