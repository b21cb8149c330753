//! Indentation of a paragraph (缩进) and whether it is centred.

/// Twentieths of a point, Word's unit of length, in a point.
pub(crate) const TWIPS: f32 = 20.0;
/// A hundredth of a character, in points, for indentation stated in characters: 五号.
pub(crate) const HUNDREDTH: f32 = 0.105;

/// What a paragraph or its style says; `None` where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Indent {
    /// Left indentation, in points.
    pub(crate) left: Option<f32>,
    /// That of the first line beyond it, in points; negative where it hangs.
    pub(crate) first_line: Option<f32>,
    /// Not set from the left: centred, right, spread out.
    pub(crate) centred: Option<bool>,
}

impl Indent {
    /// What is said here, else what is said above (by a style).
    pub(crate) fn over(self, above: Indent) -> Indent {
        Indent {
            left: self.left.or(above.left),
            first_line: self.first_line.or(above.first_line),
            centred: self.centred.or(above.centred),
        }
    }

    /// Where the first line begins, in points from the cell's text edge; `None` for text that is not set from
    /// the left.
    pub(crate) fn points(self) -> Option<f32> {
        (self.centred != Some(true)).then(|| self.left.unwrap_or(0.0) + self.first_line.unwrap_or(0.0))
    }
}
