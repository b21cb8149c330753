//! Colours of text and of what is painted under it ([MS-DOC] 2.9.119 and 2.9.249).

use super::bytes::{part, u16_at};
use crate::word::look::{Colour, Ground, WHITE};

/// The sixteen colours of Word 97, the first one for "automatic".
const PALETTE: [Colour; 17] = [
    [0; 3],
    [0; 3],
    [0, 0, 0xff],
    [0, 0xff, 0xff],
    [0, 0xff, 0],
    [0xff, 0, 0xff],
    [0xff, 0, 0],
    [0xff, 0xff, 0],
    WHITE,
    [0, 0, 0x80],
    [0, 0x80, 0x80],
    [0, 0x80, 0],
    [0x80, 0, 0x80],
    [0x80, 0, 0],
    [0x80, 0x80, 0],
    [0x80; 3],
    [0xc0; 3],
];
/// Patterns: none, the colour in front, and a shading that is not there.
const CLEAR: u16 = 0;
const SOLID: u16 = 1;
const ABSENT: u16 = 0xffff;

/// A colour of the palette; `None` for the automatic one and for numbers beyond it.
pub(super) fn of_palette(number: u8) -> Option<Colour> {
    PALETTE.get(usize::from(number)).filter(|_| number != 0).copied()
}

/// A colour of three bytes; `None` for the automatic one.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Colour> {
    match bytes {
        [red, green, blue, 0, ..] => Some([*red, *green, *blue]),
        _ => None,
    }
}

/// What a highlight paints.
pub(super) fn highlight(number: u8) -> Ground {
    of_palette(number).map_or(Ground::None, Ground::Plain)
}

/// What a shading of Word 97 paints: two colours of the palette and a pattern in two bytes.
pub(super) fn short_shading(bits: u16) -> Ground {
    if bits == ABSENT {
        return Ground::None;
    }
    let number = |shift: u16| (bits >> shift & 0x1f) as u8;
    painted(of_palette(number(0)), of_palette(number(5)), bits >> 10)
}

/// What a shading paints: two colours of four bytes each and a pattern.
pub(super) fn shading(bytes: &[u8]) -> Ground {
    match u16_at(bytes, 8) {
        None | Some(ABSENT) => Ground::None,
        Some(pattern) => painted(of_bytes(part(bytes, 0, 4)), of_bytes(part(bytes, 4, 4)), pattern),
    }
}

fn painted(front: Option<Colour>, back: Option<Colour>, pattern: u16) -> Ground {
    match (pattern, front, back) {
        (CLEAR, _, None) => Ground::None,
        (CLEAR, _, Some(colour)) | (SOLID, Some(colour), _) => Ground::Plain(colour),
        // A solid pattern in the automatic colour is black.
        (SOLID, None, _) => Ground::Plain([0; 3]),
        _ => Ground::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{of_bytes, shading, short_shading};
    use crate::word::look::Ground;

    #[test]
    fn shadings() {
        assert_eq!(shading(&[0, 0, 0, 255, 192, 0, 0, 0, 0, 0]), Ground::Plain([192, 0, 0]));
        assert_eq!(shading(&[0, 0, 0, 255, 0, 0, 0, 255, 0, 0]), Ground::None);
        assert_eq!(shading(&[0, 0, 0, 255, 0, 0, 0, 255, 255, 255]), Ground::None);
        assert_eq!(shading(&[0, 0, 0, 255, 0, 0, 0, 255, 5, 0]), Ground::Other);
        // Pattern 1, white in front of yellow.
        assert_eq!(short_shading(1 << 10 | 7 << 5 | 8), Ground::Plain([255; 3]));
        assert_eq!(short_shading(7 << 5), Ground::Plain([255, 255, 0]));
        assert_eq!(of_bytes(&[1, 2, 3, 255]), None);
    }
}
