//! How a run looks, as far as that decides whether its text is read: struck through, the colour of what it stands on,
//! too small, raised.

use super::xml::Element;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// Paper.
pub(super) const WHITE: Colour = [0xff; 3];
/// Two colours are one to the eye if none of their parts differs by more.
const ALIKE: u8 = 7;
/// Sizes up to this are too small to be seen, in half points.
const TINY: i64 = 3;

/// The look of a run; what is not said is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// 删除线, single or double.
    pub(super) strike: Option<bool>,
    /// The colour of the text; `None` inside for one that adapts to its ground or is not known.
    pub(super) ink: Option<Option<Colour>>,
    /// Whether it is too small to be seen.
    pub(super) is_tiny: Option<bool>,
    /// 上标 or 下标.
    pub(super) is_raised: Option<bool>,
    /// Its own shading or highlight.
    pub(super) ground: Ground,
}

/// What is painted under text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing of its own.
    #[default]
    None,
    /// A colour.
    Plain(Colour),
    /// A pattern, or a colour that is not known.
    Other,
}

impl Ground {
    /// Whether white is seen on it.
    pub(super) fn is_dark(self) -> bool {
        !matches!(self, Ground::None | Ground::Plain(WHITE))
    }
}

impl Look {
    /// Takes in a run property.
    pub(super) fn read(&mut self, element: &Element<'_>) {
        match element.local() {
            "strike" | "dstrike" => self.strike = Some(self.strike == Some(true) || element.is_on()),
            "color" => {
                let is_theme =
                    matches!(element.value("themeColor").as_deref(), Some("background1" | "light1"));
                let is_plain = element.value("themeShade").is_none();
                let value = element.value("val").unwrap_or_default();
                self.ink = Some(if is_theme && is_plain { Some(WHITE) } else { colour(&value) });
            }
            "sz" => self.is_tiny = Some(element.number("val").is_some_and(|size| size <= TINY)),
            "vertAlign" => {
                let value = element.value("val");
                self.is_raised = Some(matches!(value.as_deref(), Some("superscript" | "subscript")));
            }
            // Raised by hand, in half points.
            "position" => self.is_raised = Some(element.number("val").is_some_and(|by| by >= 3)),
            "shd" | "highlight" => self.ground = ground(element),
            _ => {}
        }
    }

    /// The look with what is inherited where it says nothing.
    pub(super) fn over(self, base: Look) -> Look {
        Look {
            strike: self.strike.or(base.strike),
            ink: self.ink.or(base.ink),
            is_tiny: self.is_tiny.or(base.is_tiny),
            is_raised: self.is_raised.or(base.is_raised),
            ground: if self.ground == Ground::None { base.ground } else { self.ground },
        }
    }
}

/// What a shading (`w:shd`) or highlight paints.
pub(super) fn ground(element: &Element<'_>) -> Ground {
    let fill =
        element.value("fill").or_else(|| element.value("val").filter(|_| element.local() == "highlight"));
    let pattern = element.value("val").filter(|_| element.local() == "shd");
    let is_pattern = pattern.is_some_and(|pattern| !matches!(&*pattern, "clear" | "nil"));
    match fill.as_deref() {
        _ if is_pattern || element.value("themeFill").is_some() => Ground::Other,
        None | Some("auto" | "none") => Ground::None,
        Some(fill) => colour(fill).map_or(Ground::Other, Ground::Plain),
    }
}

/// A colour as hexadecimal digits, or by the name of a highlight.
fn colour(value: &str) -> Option<Colour> {
    let named = [("white", WHITE), ("black", [0; 3]), ("yellow", [0xff, 0xff, 0]), ("red", [0xff, 0, 0])];
    if let Some((_, colour)) = named.iter().find(|(name, _)| *name == value) {
        return Some(*colour);
    }
    let part = |at: usize| u8::from_str_radix(value.get(2 * at..2 * at + 2)?, 16).ok();
    (value.len() == 6).then(|| Some([part(0)?, part(1)?, part(2)?]))?
}

/// Whether two colours cannot be told apart.
pub(super) fn are_alike(a: Colour, b: Colour) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= ALIKE)
}
