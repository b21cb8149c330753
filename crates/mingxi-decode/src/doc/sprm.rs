//! Property modifiers (sprm): a code of two bytes that says how long what follows is ([MS-DOC] 2.2.5).

use super::bytes::u16_at;

/// The modifiers of a group, as far as they are whole.
pub(super) struct Sprms<'a>(pub(super) &'a [u8]);

/// Definitions of a row's cells are longer than a byte can say.
pub(super) const TABLE_DEFINITION: u16 = 0xd608;
const OLD_TABLE_DEFINITION: u16 = 0xd606;
/// So may changes of tab stops be.
const TABS: u16 = 0xc615;

impl<'a> Iterator for Sprms<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let code = u16_at(self.0, 0)?;
        let rest = &self.0[2..];
        let (skipped, length) = match (code, code >> 13) {
            (TABLE_DEFINITION | OLD_TABLE_DEFINITION, _) => {
                (2, usize::from(u16_at(rest, 0)?).saturating_sub(1))
            }
            (TABS, _) if rest.first() == Some(&255) => (1, tabs(&rest[1..])?),
            (_, 0 | 1) => (0, 1),
            (_, 2 | 4 | 5) => (0, 2),
            (_, 3) => (0, 4),
            (_, 7) => (0, 3),
            _ => (1, usize::from(*rest.first()?)),
        };
        let operand = rest.get(skipped..skipped + length)?;
        self.0 = &rest[skipped + length..];
        Some((code, operand))
    }
}

/// Deleted stops of four bytes, added ones of three, each kind after its count.
fn tabs(rest: &[u8]) -> Option<usize> {
    let deleted = 1 + 4 * usize::from(*rest.first()?);
    Some(deleted + 1 + 3 * usize::from(*rest.get(deleted)?))
}

/// What a modifier changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Paragraph,
    Character,
    Table,
    Other,
}

/// The group of a modifier.
pub(super) fn group(code: u16) -> Group {
    match code >> 10 & 7 {
        1 => Group::Paragraph,
        2 => Group::Character,
        5 => Group::Table,
        _ => Group::Other,
    }
}

/// The modifier that a piece states in one byte (Prm0, [MS-DOC] 2.9.215), of those that are read.
pub(super) fn short_code(number: u8) -> Option<u16> {
    Some(match number {
        0x05 => 0x2461,
        0x0c => 0x260a,
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x47 => 0x0806,
        0x4b => 0x080a,
        0x4d => 0x2a0c,
        0x53 => 0x2a33,
        0x57 => 0x0837,
        0x5c => 0x083c,
        0x62 => 0x2a42,
        0x68 => 0x2a48,
        0x73 => 0x2a53,
        0x76 => 0x0856,
        0x78 => 0x2640,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Sprms;

    #[test]
    fn each_code_says_its_length() {
        let bytes = [
            0x16, 0x24, 1, // in a table
            0x0f, 0x84, 0x20, 0x01, // indent
            0x70, 0x68, 255, 0, 0, 0, // colour
            0x08, 0xd6, 4, 0, 1, 2, 3, // cells: the size counts itself in part
            0x15, 0xc6, 255, 1, 0, 0, 0, 0, 1, 9, 9, 9, // tab stops
            0x2b, 0xd6, 2, 7, 3, // merge
        ];
        let read: Vec<(u16, &[u8])> = Sprms(&bytes).collect();
        assert_eq!(
            read,
            [
                (0x2416, &[1][..]),
                (0x840f, &[0x20, 0x01][..]),
                (0x6870, &[255, 0, 0, 0][..]),
                (0xd608, &[1, 2, 3][..]),
                (0xc615, &[1, 0, 0, 0, 0, 1, 9, 9, 9][..]),
                (0xd62b, &[7, 3][..]),
            ]
        );
    }

    #[test]
    fn a_cut_group_ends() {
        for bytes in
            [&[0x16][..], &[0x16, 0x24], &[0x08, 0xd6, 200], &[0x08, 0xd6, 200, 0, 1], &[0x15, 0xc6, 255]]
        {
            assert_eq!(Sprms(bytes).count(), 0, "{bytes:?}");
        }
    }
}
