//! How a run looks, as far as that decides whether its text is read: struck through, the colour of paper, raised.

use super::xml::Element;

/// Lightness from which each part of a colour is white.
const WHITE: u32 = 0xf8;

/// The look of a run; what is not said is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// 删除线, single or double.
    pub(super) strike: Option<bool>,
    /// Whether the text has the colour of paper.
    pub(super) is_white: Option<bool>,
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
    /// Paper.
    White,
    /// Another colour, on which white is seen.
    Dark,
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
                self.is_white = Some((is_theme && is_plain) || is_white(&value));
            }
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
            is_white: self.is_white.or(base.is_white),
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
        _ if is_pattern || element.value("themeFill").is_some() => Ground::Dark,
        None | Some("auto" | "none") => Ground::None,
        Some("white") => Ground::White,
        Some(colour) if is_white(colour) => Ground::White,
        Some(_) => Ground::Dark,
    }
}

/// Whether a colour as hexadecimal digits is white.
fn is_white(colour: &str) -> bool {
    let parts = (0..3).filter_map(|at| u32::from_str_radix(colour.get(2 * at..2 * at + 2)?, 16).ok());
    colour.len() == 6 && parts.filter(|part| *part >= WHITE).count() == 3
}
