//! How a run looks, as far as that decides whether its text is read: struck through, the colour of what it stands on,
//! too small, raised.

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

/// Paper.
pub(crate) const WHITE: Colour = [0xff; 3];
/// Two colours are one to the eye if none of their parts differs by more.
const ALIKE: u8 = 7;
/// Sizes up to this are too small to be seen, in half points.
pub(crate) const TINY: i64 = 3;

/// The look of a run; what is not said is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// 删除线, single or double.
    pub(crate) strike: Option<bool>,
    /// The colour of the text; `None` inside for one that adapts to its ground or is not known.
    pub(crate) ink: Option<Option<Colour>>,
    /// Whether it is too small to be seen.
    pub(crate) is_tiny: Option<bool>,
    /// 上标 or 下标.
    pub(crate) is_raised: Option<bool>,
    /// Its own shading or highlight.
    pub(crate) ground: Ground,
}

/// What is painted under text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Ground {
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
    pub(crate) fn is_dark(self) -> bool {
        !matches!(self, Ground::None | Ground::Plain(WHITE))
    }
}

impl Look {
    /// The look with what is inherited where it says nothing.
    pub(crate) fn over(self, base: Look) -> Look {
        Look {
            strike: self.strike.or(base.strike),
            ink: self.ink.or(base.ink),
            is_tiny: self.is_tiny.or(base.is_tiny),
            is_raised: self.is_raised.or(base.is_raised),
            ground: if self.ground == Ground::None { base.ground } else { self.ground },
        }
    }
}

/// Whether two colours cannot be told apart.
pub(crate) fn are_alike(a: Colour, b: Colour) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= ALIKE)
}
