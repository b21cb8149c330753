//! Glyphs to lines and chunks of text.

use super::settings::Settings;
use super::strings::{is_spaced_number, two_numbers, untangled};
use mingxi_model::{BBox, Glyph, Page, parse_number};
use std::cell::LazyCell;

/// A piece of a line without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chunk {
    pub(super) text: String,
    pub(super) bbox: BBox,
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// The glyphs, left to right.
    pub(super) marks: Vec<Mark>,
}

/// A glyph of a chunk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
}

impl Chunk {
    /// Cuts the chunk before the mark at `index`.
    pub(super) fn split(&self, index: usize, settings: &Settings) -> (Chunk, Chunk) {
        let part = |marks: &[Mark]| {
            let ends = (marks.first().map_or(0.0, |m| m.x0), marks.iter().map(|m| m.x1).fold(0.0, f32::max));
            Chunk {
                text: marks_text(marks, self.size, settings),
                bbox: BBox { x0: ends.0, x1: ends.1, ..self.bbox },
                marks: marks.to_vec(),
                ..*self
            }
        };
        (part(&self.marks[..index]), part(&self.marks[index..]))
    }
}

/// The text of marks, a space where they stand apart.
fn marks_text(marks: &[Mark], size: f32, settings: &Settings) -> String {
    let mut text = String::new();
    let mut end: Option<f32> = None;
    for mark in marks {
        if end.is_some_and(|end| mark.x0 - end > settings.word_gap * size) {
            text.push(' ');
        }
        text.push_str(&mark.text);
        end = Some(end.map_or(mark.x1, |end| end.max(mark.x1)));
    }
    text
}

/// The y at which a glyph is seen: the middle of its characters, whatever box its
/// font has.
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

/// Whether a glyph has sound measures and its centre stands on the page.
pub(super) fn is_seen(glyph: &Glyph, page: &Page) -> bool {
    let b = &glyph.bbox;
    let (x, y) = (glyph_centre(glyph), glyph_middle(glyph));
    let on_page = x >= 0.0 && x <= page.width && y >= 0.0 && y <= page.height;
    on_page
        && [b.x0, b.y0, b.x1, b.y1, glyph.baseline, glyph.size].iter().all(|v| v.is_finite() && v.abs() < 1e6)
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
///
/// Two blanks part two numbers that touch.
pub(super) fn line_text(line: &[&Glyph], settings: &Settings) -> String {
    let untangled = untangled(line);
    let line = untangled.as_deref().unwrap_or(line);
    let mut text = String::new();
    let mut end: Option<f32> = None;
    let is_one = LazyCell::new(|| is_spaced_number(line));
    for (at, glyph) in line.iter().enumerate() {
        if two_numbers(line, at) {
            text.push_str("  ");
        } else if end.is_some_and(|end| glyph.bbox.x0 - end > settings.word_gap * glyph.size) && !*is_one {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = Some(end.map_or(glyph.bbox.x1, |end| end.max(glyph.bbox.x1)));
    }
    text
}

/// The lines of some glyphs in a cell of `width`, joined top to bottom.
///
/// A number that the cell's width broke is joined without a line break where the model could not tell that it
/// is one (`369` / `8.72`): the geometry can.
pub(super) fn block_text(glyphs: &[&Glyph], width: f32, settings: &Settings) -> String {
    let turned: Vec<Glyph> = match glyphs.iter().any(|glyph| glyph.rotation != 0) {
        true => glyphs.iter().map(|glyph| turned(glyph)).collect(),
        false => Vec::new(),
    };
    let lines = match turned.is_empty() {
        true => lines(glyphs.iter().copied(), settings),
        false => lines(turned.iter(), settings),
    };
    let texts: Vec<String> = lines.iter().map(|line| line_text(line, settings)).collect();
    let text = texts.join("\n");
    if texts.len() > 1 && parse_number(&text).is_none() && is_broken_number(&texts, &lines, width) {
        return texts.concat();
    }
    text
}

/// What a program leaves free at both sides of a cell's text at most; Word's default is 5.4 at each.
const PADDING: f32 = 12.0;

fn is_broken_number(texts: &[String], lines: &[Vec<&Glyph>], width: f32) -> bool {
    let extent = |line: &[&Glyph]| line.last().map_or(0.0, |last| last.bbox.x1) - line[0].bbox.x0;
    let measures = |line: &Vec<&Glyph>| (extent(line), line[0].bbox.x1 - line[0].bbox.x0);
    is_broken(texts, &lines.iter().map(measures).collect::<Vec<_>>(), width)
}

/// Whether the lines are one number that the width of its cell broke: no further character fitted on any line,
/// neither into the cell nor into the widest line. Of each line the width and that of its first character.
pub(super) fn is_broken(texts: &[String], lines: &[(f32, f32)], width: f32) -> bool {
    let part = |text: &String| text.chars().all(|c| c.is_ascii_digit() || ".,-".contains(c));
    if !texts.iter().all(part) || parse_number(&texts.concat()).is_none() {
        return false;
    }
    let widest = lines.iter().map(|line| line.0).fold(0.0, f32::max);
    lines.windows(2).all(|pair| {
        let with_next = pair[0].0 + pair[1].1;
        with_next > widest - 0.1 && with_next + PADDING > width
    })
}

/// A glyph of sideways text as if it were written from left to right; only its order matters.
fn turned(glyph: &Glyph) -> Glyph {
    let b = glyph.bbox;
    let bbox = match glyph.rotation {
        90 => BBox { x0: -b.y1, y0: b.x0, x1: -b.y0, y1: b.x1 },
        180 => BBox { x0: -b.x1, y0: -b.y1, x1: -b.x0, y1: -b.y0 },
        270 => BBox { x0: b.y0, y0: -b.x1, x1: b.y1, y1: -b.x0 },
        _ => return glyph.clone(),
    };
    Glyph { bbox, baseline: bbox.y1, ..glyph.clone() }
}

/// Parts one line into chunks at wide gaps.
pub(super) fn chunks(line: &[&Glyph], settings: &Settings) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut end = f32::NEG_INFINITY;
    for (index, glyph) in line.iter().enumerate() {
        let is_wide = glyph.bbox.x0 - end > settings.chunk_gap * glyph.size;
        if index > start && (is_wide || two_numbers(line, index)) {
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
    let mark = |glyph: &&Glyph| Mark { text: glyph.text.clone(), x0: glyph.bbox.x0, x1: glyph.bbox.x1 };
    Chunk {
        text: line_text(glyphs, settings),
        bbox: bounds(glyphs.iter().map(|g| g.bbox)),
        baseline,
        size,
        marks: glyphs.iter().map(mark).collect(),
    }
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
