//! Pages whose text is written sideways, turned so that their text reads from left to right.

use mingxi_model::{BBox, Glyph, Page, Rule};

/// How a page was turned, with the size it had before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Turn {
    rotation: u16,
    width: f32,
    height: f32,
}

/// The direction in which most glyphs are written.
fn main_rotation(page: &Page) -> u16 {
    let mut counts = [0usize; 4];
    for glyph in &page.glyphs {
        if let 0 | 90 | 180 | 270 = glyph.rotation {
            counts[usize::from(glyph.rotation / 90)] += 1;
        }
    }
    let most = (1..4).max_by_key(|i| counts[*i]).unwrap_or(0);
    if counts[most] > 2 * counts[0] { most as u16 * 90 } else { 0 }
}

/// The page turned so that most of its text reads from left to right; `None` if it does.
pub(super) fn upright(page: &Page) -> Option<(Page, Turn)> {
    let rotation = main_rotation(page);
    if rotation == 0 {
        return None;
    }
    let turn = Turn { rotation, width: page.width, height: page.height };
    let sideways = rotation != 180;
    let mut out = page.clone();
    if sideways {
        (out.width, out.height) = (page.height, page.width);
    }
    out.glyphs = page.glyphs.iter().map(|glyph| turn.glyph(glyph)).collect();
    out.rules = page
        .rules
        .iter()
        .map(|rule| Rule { bbox: turn.forth(rule.bbox), horizontal: rule.horizontal != sideways, ..*rule })
        .collect();
    for fill in &mut out.fills {
        fill.bbox = turn.forth(fill.bbox);
    }
    out.images = page.images.iter().map(|bbox| turn.forth(*bbox)).collect();
    Some((out, turn))
}

impl Turn {
    /// Width and height of the page after it was turned.
    pub(super) fn turned_size(&self) -> (f32, f32) {
        match self.rotation {
            180 => (self.width, self.height),
            _ => (self.height, self.width),
        }
    }

    fn glyph(&self, glyph: &Glyph) -> Glyph {
        let bbox = self.forth(glyph.bbox);
        let rotation = (glyph.rotation + 360 - self.rotation) % 360;
        // The baseline of sideways text is an x of the page, which a glyph does not keep.
        let baseline = bbox.y1 - 0.2 * (bbox.y1 - bbox.y0);
        let clip = glyph.clip.map(|clip| self.forth(clip));
        Glyph { bbox, baseline, rotation, clip, ..glyph.clone() }
    }

    /// A box of the page as printed, on the page as turned.
    fn forth(&self, b: BBox) -> BBox {
        match self.rotation {
            90 => BBox { x0: self.height - b.y1, y0: b.x0, x1: self.height - b.y0, y1: b.x1 },
            180 => BBox {
                x0: self.width - b.x1,
                y0: self.height - b.y1,
                x1: self.width - b.x0,
                y1: self.height - b.y0,
            },
            _ => BBox { x0: b.y0, y0: self.width - b.x1, x1: b.y1, y1: self.width - b.x0 },
        }
    }

    /// A box of the turned page, on the page as printed.
    pub(super) fn back(&self, b: BBox) -> BBox {
        match self.rotation {
            90 => BBox { x0: b.y0, y0: self.height - b.x1, x1: b.y1, y1: self.height - b.x0 },
            180 => BBox {
                x0: self.width - b.x1,
                y0: self.height - b.y1,
                x1: self.width - b.x0,
                y1: self.height - b.y0,
            },
            _ => BBox { x0: self.width - b.y1, y0: b.x0, x1: self.width - b.y0, y1: b.x1 },
        }
    }
}
