//! Glyphs to lines and chunks of text.

use super::settings::Settings;
use mingxi_model::{BBox, Glyph};

/// A piece of a line without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chunk {
    pub(super) text: String,
    pub(super) bbox: BBox,
    pub(super) baseline: f32,
    pub(super) size: f32,
}

impl Chunk {
    /// The height at which a reader sees the text: the middle of its characters, whatever box its font has.
    pub(super) fn middle(&self) -> f32 {
        self.baseline - 0.35 * self.size
    }
}

/// The y at which a glyph is seen; see [`Chunk::middle`].
pub(super) fn glyph_middle(glyph: &Glyph) -> f32 {
    if glyph.rotation == 0 {
        glyph.baseline - 0.35 * glyph.size
    } else {
        (glyph.bbox.y0 + glyph.bbox.y1) / 2.0
    }
}

pub(super) fn glyph_centre(glyph: &Glyph) -> f32 {
    (glyph.bbox.x0 + glyph.bbox.x1) / 2.0
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(mingxi_model::text::is_space)
}

/// Whether all numbers of a glyph are numbers.
pub(super) fn is_sound(glyph: &Glyph) -> bool {
    let b = &glyph.bbox;
    [b.x0, b.y0, b.x1, b.y1, glyph.baseline, glyph.size].iter().all(|v| v.is_finite() && v.abs() < 1e6)
        && glyph.size > 0.0
        && b.x0 <= b.x1
        && b.y0 <= b.y1
}

/// Parts glyphs into lines, top to bottom; each line's glyphs stand left to right. Blank glyphs are dropped: a
/// gap says the same.
pub(super) fn lines<'a>(glyphs: impl Iterator<Item = &'a Glyph>, settings: &Settings) -> Vec<Vec<&'a Glyph>> {
    let mut sorted: Vec<&Glyph> = glyphs.filter(|glyph| !is_blank(&glyph.text)).collect();
    sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut out: Vec<Vec<&Glyph>> = Vec::new();
    let mut anchor = (0.0, 0.0);
    for glyph in sorted {
        let (baseline, size): (f32, f32) = anchor;
        if !out.is_empty() && glyph.baseline - baseline <= settings.same_line * size.min(glyph.size) {
            if let Some(line) = out.last_mut() {
                line.push(glyph);
            }
        } else {
            out.push(vec![glyph]);
            anchor = (glyph.baseline, glyph.size);
        }
    }
    for line in &mut out {
        line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    out
}

/// The text of one line, a space where glyphs stand apart.
pub(super) fn line_text(line: &[&Glyph], settings: &Settings) -> String {
    let mut text = String::new();
    let mut end: Option<f32> = None;
    for glyph in line {
        if end.is_some_and(|end| glyph.bbox.x0 - end > settings.word_gap * glyph.size) {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = Some(end.map_or(glyph.bbox.x1, |end| end.max(glyph.bbox.x1)));
    }
    text
}

/// The lines of some glyphs, joined top to bottom.
pub(super) fn block_text<'a>(glyphs: impl Iterator<Item = &'a Glyph>, settings: &Settings) -> String {
    let texts: Vec<String> = lines(glyphs, settings).iter().map(|line| line_text(line, settings)).collect();
    texts.join("\n")
}

/// Parts one line into chunks at wide gaps.
pub(super) fn chunks(line: &[&Glyph], settings: &Settings) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut end = f32::NEG_INFINITY;
    for (index, glyph) in line.iter().enumerate() {
        if index > start && glyph.bbox.x0 - end > settings.chunk_gap * glyph.size {
            out.push(chunk(&line[start..index], settings));
            start = index;
            end = f32::NEG_INFINITY;
        }
        end = end.max(glyph.bbox.x1);
    }
    if start < line.len() {
        out.push(chunk(&line[start..], settings));
    }
    out
}

pub(super) fn chunk(glyphs: &[&Glyph], settings: &Settings) -> Chunk {
    let baseline = glyphs.iter().map(|g| g.baseline).sum::<f32>() / glyphs.len().max(1) as f32;
    let size = glyphs.iter().map(|g| g.size).fold(0.0, f32::max);
    Chunk { text: line_text(glyphs, settings), bbox: bounds(glyphs.iter().map(|g| g.bbox)), baseline, size }
}

/// The box around boxes.
pub(super) fn bounds(boxes: impl Iterator<Item = BBox>) -> BBox {
    boxes
        .reduce(|a, b| BBox {
            x0: a.x0.min(b.x0),
            y0: a.y0.min(b.y0),
            x1: a.x1.max(b.x1),
            y1: a.y1.max(b.y1),
        })
        .unwrap_or(BBox { x0: 0.0, y0: 0.0, x1: 0.0, y1: 0.0 })
}
