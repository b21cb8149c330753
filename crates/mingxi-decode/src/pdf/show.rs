//! Text-showing operators: strings to glyphs with boxes (ISO 32000-2, 9.4.4).

use super::budget::Stop;
use super::colour::Paint;
use super::content::Interpreter;
use super::geometry::{Matrix, Rect};
use super::sink::Stamp;
use std::rc::Rc;

/// Top of a glyph's box above the baseline, in ems: that of the usual CJK em box. One height for all fonts keeps
/// digits and ideographs of one line comparable.
pub(crate) const ASCENT: f64 = 0.88;
/// Bottom of a glyph's box below the baseline, in ems.
pub(crate) const DESCENT: f64 = -0.12;
/// Directions nearer than this to an axis are along it, in degrees.
const SNAP: f64 = 4.0;

impl Interpreter<'_, '_> {
    /// Shows a string in the current font.
    pub(crate) fn show(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let font = match &self.state.text.font {
            Some(font) => Rc::clone(font),
            None => self.shared.no_font(),
        };
        let text = &self.state.text;
        let (size, stretch, rise) = (text.size, text.stretch, text.rise);
        let (character_space, word_space) = (text.character_space, text.word_space);
        let paint = self.text_paint();
        let is_shown = self.hidden == 0 && paint.is_opaque;
        let is_vertical = font.is_vertical();
        let em = font.em() * size;
        let mut place = self.text_matrix.then(self.state.ctm);
        let rotation = rotation(place, size, is_vertical);
        let size_on_page = place.c.hypot(place.d) * em.abs();
        let mut moved = (0.0, 0.0);
        let mut rest = bytes;
        while !rest.is_empty() {
            self.shared.budget.glyph()?;
            let (code, length) = font.next_code(rest);
            rest = &rest[length.min(rest.len())..];
            let info = font.glyph(code, length);
            let width = info.advance.width * size * stretch;
            if is_shown {
                let corner = match info.advance.vertical {
                    None => Rect { x0: 0.0, y0: DESCENT * em + rise, x1: width, y1: ASCENT * em + rise },
                    Some([down, x, _]) => {
                        let left = -x * size * stretch;
                        Rect { x0: left, y0: down * size + rise, x1: left + width, y1: rise }
                    }
                };
                let stamp = Stamp {
                    text: info.text.as_deref(),
                    rect: place.apply_rect(corner),
                    baseline: place.apply(0.0, rise).1,
                    size: size_on_page,
                    rotation,
                    paint,
                };
                self.sink.glyph(&stamp, self.state.clip, &mut self.shared.budget)?;
            } else if self.hidden == 0 {
                self.sink.unseen(info.text.as_deref());
            }
            let space = character_space + if code == 32 && length == 1 { word_space } else { 0.0 };
            let step = match info.advance.vertical {
                None => (width + space * stretch, 0.0),
                Some([down, _, _]) => (0.0, down * size + space),
            };
            place = place.shifted(step.0, step.1);
            moved = (moved.0 + step.0, moved.1 + step.1);
        }
        self.text_matrix = self.text_matrix.shifted(moved.0, moved.1);
        Ok(())
    }

    /// Moves on by a number of a `TJ` array.
    pub(crate) fn kern(&mut self, thousandths: f64) {
        let text = &self.state.text;
        let step = -thousandths / 1000.0 * text.size;
        let is_vertical = text.font.as_ref().is_some_and(|font| font.is_vertical());
        let (x, y) = if is_vertical { (0.0, step) } else { (step * text.stretch, 0.0) };
        self.text_matrix = self.text_matrix.shifted(x, y);
    }

    /// The paint of glyphs in the current rendering mode.
    fn text_paint(&self) -> Paint {
        let is_blended = self.state.is_blended;
        let (fill, stroke) = (self.state.fill.effective(is_blended), self.state.stroke.effective(is_blended));
        match self.state.text.mode {
            0 | 4 => fill,
            1 | 5 => stroke,
            2 | 6 if !fill.is_opaque => stroke,
            2 | 6 if !stroke.is_opaque || fill.lightness <= stroke.lightness => fill,
            2 | 6 => stroke,
            _ => Paint { is_opaque: false, ..Paint::BLACK },
        }
    }
}

/// The direction of writing on the page, in degrees against the clock.
pub(crate) fn rotation(place: Matrix, size: f64, is_vertical: bool) -> u16 {
    let sign = if size < 0.0 { -1.0 } else { 1.0 };
    let (x, y) =
        if is_vertical { (-place.c * sign, -place.d * sign) } else { (place.a * sign, place.b * sign) };
    // Page space grows downwards.
    let degrees = (-y).atan2(x).to_degrees().rem_euclid(360.0);
    let nearest = (degrees / 90.0).round() * 90.0;
    let degrees = if (degrees - nearest).abs() <= SNAP { nearest } else { degrees.round() };
    if degrees.is_finite() { degrees as u16 % 360 } else { 0 }
}
