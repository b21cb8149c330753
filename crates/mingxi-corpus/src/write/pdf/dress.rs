//! Numbers that are not printed plainly: struck through, painted over, raised, shadowed, in a form field, in a font
//! whose map is wrong.

use super::ink::{Field, Sheet, width};
use super::look::Face;
use std::fmt::Write as _;

/// How a cell's number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A line through it.
    Struck,
    /// White on white.
    White,
    /// A black box over it.
    Covered,
    /// Black on a black box.
    Blackened,
    /// In the text rendering mode that paints nothing.
    Invisible,
    /// A small raised 2 after it.
    Raised,
    /// Twice, a little apart.
    Shadow,
    /// With space between its digits.
    Spaced,
    /// Moved to the right until it touches what stands there.
    Touching,
    /// In a font whose ToUnicode map names every digit as the next one.
    Shifted,
    /// In a font whose ToUnicode map gives digits private codes.
    Private,
    /// As the value of a form field that has no appearance.
    Field,
}

impl Ink {
    /// Whether the number is seen, and can be known from the file.
    pub fn is_seen(self) -> bool {
        matches!(self, Ink::Raised | Ink::Shadow | Ink::Spaced | Ink::Touching | Ink::Field | Ink::Private)
    }
}

/// The fonts of a page beside the usual one, by their names in the file.
pub const SHIFTED: &str = "F2";
/// See [`SHIFTED`].
pub const PRIVATE: &str = "F3";

/// Where a text is printed.
pub struct Spot {
    /// Its left end.
    pub x: f64,
    /// The upper edge of its line.
    pub top: f64,
    /// Where what stands to the right begins.
    pub next: f64,
}

/// Prints a text so.
pub fn print(sheet: &mut Sheet, (face, size): (Face, f64), spot: &Spot, text: &str, ink: Ink) {
    let Spot { x, top, next } = *spot;
    let wide = width(text) * size;
    let bottom = top + 1.05 * size;
    match ink {
        Ink::Struck => {
            sheet.text(face, size, x, top, text);
            let middle = top + 0.58 * size;
            sheet.stroke((x, middle), (x + wide, middle));
        }
        Ink::White => {
            sheet.draw("1 g");
            sheet.text(face, size, x, top, text);
            sheet.draw("0 g");
        }
        Ink::Covered => {
            sheet.text(face, size, x, top, text);
            sheet.fill((x - 0.5, top), (x + wide + 0.5, bottom));
        }
        Ink::Blackened => {
            sheet.fill((x - 0.5, top), (x + wide + 0.5, bottom));
            sheet.text(face, size, x, top, text);
        }
        Ink::Invisible => {
            sheet.draw("3 Tr");
            sheet.text(face, size, x, top, text);
            sheet.draw("0 Tr");
        }
        Ink::Raised => {
            let small = 0.55 * size;
            sheet.text(face, size, x - 0.5 * small, top, text);
            sheet.text(face, small, x - 0.5 * small + wide, top, "2");
        }
        Ink::Shadow => {
            sheet.text(face, size, x, top, text);
            sheet.text(face, size, x + 0.12 * size, top, text);
        }
        Ink::Spaced => {
            let apart = 1.2;
            sheet.draw("1.2 Tc");
            sheet.text(face, size, x - apart * (text.len().max(1) - 1) as f64, top, text);
            sheet.draw("0 Tc");
        }
        Ink::Touching => sheet.text(face, size, next - wide, top, text),
        Ink::Shifted => sheet.text_in(SHIFTED, face, size, (x, top), text),
        Ink::Private => sheet.text_in(PRIVATE, face, size, (x, top), text),
        Ink::Field => {
            let upright = [x, sheet.height - bottom - 1.0, x + wide + 1.0, sheet.height - top];
            // A page that lies on its side in the file shows its lower edge at the left.
            let [left, low, right, high] = upright;
            let rect =
                if sheet.rotated { [sheet.height - high, left, sheet.height - low, right] } else { upright };
            sheet.fields.push(Field { rect, text: text.to_owned() });
        }
    }
}

/// The ToUnicode map of a font: every digit as the next one, or as a private code.
pub fn to_unicode(face: Face, font: &str) -> String {
    let (space, digits) = match face {
        Face::Gbk => ("<00> <80>", 2),
        Face::Unicode => ("<0000> <ffff>", 4),
    };
    let mut map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n\
         1 begincodespacerange {space} endcodespacerange\n10 beginbfchar\n"
    );
    for digit in 0..10_u32 {
        let named = if font == SHIFTED { 0x30 + (digit + 1) % 10 } else { 0xe030 + digit };
        let _ = writeln!(map, "<{:0digits$x}> <{named:04x}>", 0x30 + digit);
    }
    map.push_str("endbfchar\nendcmap end end\n");
    map
}
