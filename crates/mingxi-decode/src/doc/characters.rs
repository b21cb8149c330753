//! Properties of characters (CHPX) that bear on the text ([MS-DOC] 2.6.1).

use super::bytes::{i16_at, u16_at, u32_at};
use super::colours::{highlight, of_bytes, of_palette, shading, short_shading};
use super::sprm::Sprms;
use crate::word::look::{Look, TINY};

/// A property that is on or off, or as the style says, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toggle {
    Off,
    On,
    AsStyle,
    AgainstStyle,
}

impl Toggle {
    fn read(operand: &[u8]) -> Option<Toggle> {
        Some(match *operand.first()? {
            0 => Toggle::Off,
            0x80 => Toggle::AsStyle,
            0x81 => Toggle::AgainstStyle,
            _ => Toggle::On,
        })
    }

    /// Whether it is on where the style says this.
    pub(super) fn over(self, styled: bool) -> bool {
        match self {
            Toggle::Off => false,
            Toggle::On => true,
            Toggle::AsStyle => styled,
            Toggle::AgainstStyle => !styled,
        }
    }

    /// What a style itself says with it; `None` where it leaves the matter to the one it is based on.
    pub(super) fn of_style(self) -> Option<bool> {
        (self != Toggle::AsStyle).then(|| self.over(false))
    }
}

/// What is said of characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Characters {
    /// The character style.
    pub(super) style: Option<u16>,
    /// 隐藏文字.
    pub(super) hidden: Option<Toggle>,
    /// 删除线, single and double.
    pub(super) strike: Option<Toggle>,
    pub(super) double_strike: Option<Toggle>,
    /// The rest of how they look; strikes stand above.
    pub(super) look: Look,
    /// A tracked change deleted them.
    pub(super) is_deleted: bool,
    /// They stand for an embedded object, for data of a field.
    pub(super) is_object: bool,
    pub(super) is_data: bool,
    /// Where the picture that they stand for lies in the stream Data.
    pub(super) picture: Option<u32>,
    /// A character of a font: number of the font and code.
    pub(super) symbol: Option<(u16, u16)>,
}

impl Characters {
    /// Takes in a group of modifiers.
    pub(super) fn read(&mut self, group: &[u8]) {
        for (code, operand) in Sprms(group) {
            self.modify(code, operand);
        }
    }

    fn modify(&mut self, code: u16, operand: &[u8]) {
        let is_on = || Toggle::read(operand).is_some_and(|toggle| toggle.over(false));
        let byte = || operand.first().copied().unwrap_or(0);
        let number = || u16_at(operand, 0);
        match code {
            0x4a30 => self.style = number(),
            0x083c => self.hidden = Toggle::read(operand),
            0x0837 => self.strike = Toggle::read(operand),
            0x2a53 => self.double_strike = Toggle::read(operand),
            0x0800 => self.is_deleted = is_on(),
            0x0856 | 0x080a => self.is_object |= is_on(),
            0x0806 => self.is_data = is_on(),
            0x6a03 => self.picture = u32_at(operand, 0),
            0x6a09 => self.symbol = u16_at(operand, 0).zip(u16_at(operand, 2)),
            0x2a42 => self.look.ink = Some(of_palette(byte())),
            0x6870 => self.look.ink = Some(of_bytes(operand)),
            0x4a43 => self.look.is_tiny = number().map(|size| i64::from(size) <= TINY),
            0x2a48 => self.look.is_raised = Some(matches!(byte(), 1 | 2)),
            // Raised by hand, in half points.
            0x4845 => self.look.is_raised = i16_at(operand, 0).map(|by| by >= 3),
            0x2a0c => self.look.ground = highlight(byte()),
            0x4866 => self.look.ground = number().map(short_shading).unwrap_or_default(),
            0xca71 => self.look.ground = shading(operand),
            // Everything as the style says, but for what the characters are.
            0x2a33 => {
                *self = Characters {
                    style: self.style,
                    is_deleted: self.is_deleted,
                    is_object: self.is_object,
                    is_data: self.is_data,
                    picture: self.picture,
                    symbol: self.symbol,
                    ..Characters::default()
                };
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Characters, Toggle};

    #[test]
    fn toggles_ask_the_style() {
        let mut characters = Characters::default();
        characters.read(&[0x3c, 0x08, 0x81, 0x37, 0x08, 0x80, 0x53, 0x2a, 1]);
        let hidden = characters.hidden.unwrap();
        assert_eq!((hidden.over(false), hidden.over(true)), (true, false));
        assert_eq!(characters.strike, Some(Toggle::AsStyle));
        assert_eq!(characters.double_strike, Some(Toggle::On));
        assert_eq!((Toggle::AsStyle.of_style(), Toggle::AgainstStyle.of_style()), (None, Some(true)));
    }

    #[test]
    fn what_characters_stand_for() {
        let mut characters = Characters::default();
        characters
            .read(&[0x00, 0x08, 1, 0x03, 0x6a, 9, 0, 0, 0, 0x09, 0x6a, 2, 0, 0xfe, 0xf0, 0x33, 0x2a, 0]);
        assert!(characters.is_deleted);
        assert_eq!(characters.picture, Some(9));
        assert_eq!(characters.symbol, Some((2, 0xf0fe)));
        characters.read(&[0x70, 0x68, 255, 255, 255, 0, 0x43, 0x4a, 2, 0]);
        assert_eq!(characters.look.ink, Some(Some([255; 3])));
        assert_eq!(characters.look.is_tiny, Some(true));
    }
}
