//! The graphics state (ISO 32000-2, 8.4), as far as text and straight lines need it.

use super::colour::{Paint, Space};
use super::font::Font;
use super::geometry::{Matrix, Rect};
use std::rc::Rc;

/// What `q` saves and `Q` restores.
#[derive(Clone)]
pub(super) struct State<'a> {
    /// User space to page space.
    pub(super) ctm: Matrix,
    /// The box of the clip in page space.
    pub(super) clip: Rect,
    /// The clip is that box and no smaller shape within it.
    pub(super) clip_is_box: bool,
    /// Colours are mixed with what lies under them (a blend mode, a soft mask).
    pub(super) is_blended: bool,
    pub(super) fill: Colour,
    pub(super) stroke: Colour,
    pub(super) line_width: f64,
    pub(super) text: TextState<'a>,
}

/// A current colour.
#[derive(Clone)]
pub(super) struct Colour {
    pub(super) space: Space,
    pub(super) paint: Paint,
    pub(super) alpha: f64,
}

impl Colour {
    fn black() -> Colour {
        Colour { space: Space::Grey, paint: Paint::BLACK, alpha: 1.0 }
    }

    pub(super) fn set(&mut self, space: Space, paint: Paint) {
        self.space = space;
        self.paint = paint;
    }

    /// The paint, with what transparency leaves of it.
    pub(super) fn effective(&self, is_blended: bool) -> Paint {
        self.paint.thinned(self.alpha, !is_blended)
    }
}

/// The part of the state that text operators set.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) font: Option<Rc<Font<'a>>>,
    pub(super) size: f64,
    pub(super) character_space: f64,
    pub(super) word_space: f64,
    /// Horizontal scaling, 1 for 100 %.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// The rendering mode, 0 to 7.
    pub(super) mode: u8,
}

impl State<'_> {
    pub(super) fn new(ctm: Matrix, clip: Rect) -> Self {
        State {
            ctm,
            clip,
            clip_is_box: true,
            is_blended: false,
            fill: Colour::black(),
            stroke: Colour::black(),
            line_width: 1.0,
            text: TextState {
                font: None,
                size: 1.0,
                character_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }
}
