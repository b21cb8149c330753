//! Colours, as far as a reader of tables needs them: how light, and whether anything is painted at all.

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::rc::Rc;

/// Nesting of colour spaces (Indexed over ICCBased over ...).
const DEPTH: usize = 4;

/// What a path or a glyph is painted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    /// From 0 (black) to 255 (white).
    pub(crate) lightness: u8,
    /// Red, green and blue, each from 0 to 255.
    pub(crate) tint: [u8; 3],
    /// Whether the paint leaves anything on the page.
    pub(crate) is_opaque: bool,
    /// Whether it hides what it is painted over.
    pub(crate) covers: bool,
}

/// The most by which two tints may differ in one of their three parts and look the same.
const SAME_TINT: u8 = 5;

impl Paint {
    pub(crate) const BLACK: Paint = Paint { lightness: 0, tint: [0; 3], is_opaque: true, covers: true };

    pub(crate) fn grey(lightness: f64) -> Paint {
        let lightness = byte(lightness);
        Paint { lightness, tint: [lightness; 3], is_opaque: true, covers: true }
    }

    pub(crate) fn rgb(r: f64, g: f64, b: f64) -> Paint {
        // ITU-R BT.709 luma.
        let grey = Paint::grey(0.2126 * r + 0.7152 * g + 0.0722 * b);
        Paint { tint: [byte(r), byte(g), byte(b)], ..grey }
    }

    /// The paint as it looks where only a share of it is laid on white paper.
    pub(crate) fn thinned(self, alpha: f64, covers: bool) -> Paint {
        let alpha = alpha.clamp(0.0, 1.0);
        let mix = |part: u8| (255.0 - alpha * (255.0 - f64::from(part))).round() as u8;
        Paint {
            lightness: mix(self.lightness),
            tint: self.tint.map(mix),
            is_opaque: self.is_opaque && alpha > 0.01,
            covers: self.covers && covers && alpha > 0.9,
        }
    }

    pub(crate) fn cmyk(c: f64, m: f64, y: f64, k: f64) -> Paint {
        let light = |ink: f64| (1.0 - ink.clamp(0.0, 1.0)) * (1.0 - k.clamp(0.0, 1.0));
        Paint::rgb(light(c), light(m), light(y))
    }

    /// The middle grey of a pattern or shading, which is visible but has no one colour.
    pub(crate) fn pattern() -> Paint {
        Paint { covers: false, ..Paint::grey(0.5) }
    }
}

fn byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Whether two tints look the same.
pub(crate) fn is_same_tint(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME_TINT)
}

/// A colour space.
#[derive(Debug, Clone)]
pub(crate) enum Space {
    Grey,
    Rgb,
    Cmyk,
    Lab,
    /// Inks: none is white, and `None` inks leave nothing.
    Inks {
        leave_nothing: bool,
    },
    Indexed(Rc<Vec<Paint>>),
    Pattern,
}

impl Space {
    /// A colour space by its name among the resources, or one of the device's.
    pub(crate) fn named(name: &[u8], spaces: &Dict<'_>) -> Space {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Space::Grey,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Rgb,
            b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
            b"Pattern" => Space::Pattern,
            _ => spaces.get::<Object<'_>>(name).map_or(Space::Grey, |object| Space::read(object, DEPTH)),
        }
    }

    fn read(object: Object<'_>, depth: usize) -> Space {
        let array = match object {
            Object::Name(name) => return Space::named(&name, &Dict::empty()),
            Object::Array(array) => array,
            _ => return Space::Grey,
        };
        let mut items = array.iter::<Object<'_>>();
        let Some(Object::Name(name)) = items.next() else { return Space::Grey };
        match &*name {
            b"ICCBased" => match items.next() {
                Some(Object::Stream(profile)) => match profile.dict().get::<u8>(b"N") {
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Grey,
                },
                _ => Space::Grey,
            },
            b"Lab" => Space::Lab,
            b"Separation" => {
                let ink = items.next().and_then(Object::into_name);
                Space::Inks { leave_nothing: ink.is_some_and(|ink| &*ink == b"None") }
            }
            b"DeviceN" => {
                let inks = items.next().and_then(Object::into_array);
                let nothing = inks.is_some_and(|inks| inks.iter::<Name<'_>>().all(|ink| &*ink == b"None"));
                Space::Inks { leave_nothing: nothing }
            }
            b"Indexed" | b"I" if depth > 0 => Space::indexed(&array, depth).unwrap_or(Space::Grey),
            b"Pattern" => Space::Pattern,
            other => Space::named(other, &Dict::empty()),
        }
    }

    fn indexed(array: &Array<'_>, depth: usize) -> Option<Space> {
        let mut items = array.iter::<Object<'_>>().skip(1);
        let base = Space::read(items.next()?, depth - 1);
        let count = usize::try_from(items.next()?.into_number()?.as_i64()).ok()?.min(255) + 1;
        let table = match items.next()? {
            Object::String(text) => text.as_bytes().to_vec(),
            Object::Stream(stream) => lookup(&stream)?,
            _ => return None,
        };
        let width = base.components();
        let entries = table.chunks_exact(width).take(count);
        let paints = entries.map(|entry| {
            let values: Vec<f64> = entry.iter().map(|byte| f64::from(*byte) / 255.0).collect();
            base.paint(&values)
        });
        Some(Space::Indexed(Rc::new(paints.collect())))
    }

    fn components(&self) -> usize {
        match self {
            Space::Rgb | Space::Lab => 3,
            Space::Cmyk => 4,
            _ => 1,
        }
    }

    /// The paint that a colour space starts with (ISO 32000-2, 8.6.3).
    pub(crate) fn initial(&self) -> Paint {
        match self {
            Space::Inks { .. } => self.paint(&[1.0]),
            Space::Indexed(table) => table.first().copied().unwrap_or(Paint::BLACK),
            Space::Pattern => Paint::pattern(),
            _ => Paint::BLACK,
        }
    }

    /// The paint of some components.
    pub(crate) fn paint(&self, values: &[f64]) -> Paint {
        let at = |index: usize| values.get(index).copied().unwrap_or(0.0);
        match self {
            Space::Grey => Paint::grey(at(0)),
            Space::Rgb => Paint::rgb(at(0), at(1), at(2)),
            Space::Cmyk => Paint::cmyk(at(0), at(1), at(2), at(3)),
            Space::Lab => Paint::grey(at(0) / 100.0),
            Space::Inks { leave_nothing } => {
                let ink = values.iter().copied().fold(0.0, f64::max);
                Paint { is_opaque: !leave_nothing, ..Paint::grey(1.0 - ink) }
            }
            Space::Indexed(table) => {
                let index = at(0).clamp(0.0, 255.0) as usize;
                table.get(index).copied().unwrap_or(Paint::BLACK)
            }
            Space::Pattern => Paint::pattern(),
        }
    }

    /// The paint of an operator's operands.
    pub(crate) fn paint_numbers(&self, numbers: &[Number]) -> Paint {
        let mut values = [0.0; 32];
        for (slot, number) in values.iter_mut().zip(numbers) {
            *slot = number.as_f64();
        }
        self.paint(&values[..numbers.len().min(32)])
    }
}

/// The table of an indexed space: at most 256 entries of a few bytes.
fn lookup(stream: &Stream<'_>) -> Option<Vec<u8>> {
    Some(super::filters::decode(stream, 1 << 16).ok()?.bytes.into_owned())
}
