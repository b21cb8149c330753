//! Note marks (注释号): small raised characters beside a text or number become superscript characters of its line,
//! so that `88500` with a raised 1 is never 885001.

use super::seen::{Stand, stand};
use mingxi_model::{Glyph, text::superscript};
use rustc_hash::FxHashMap;

/// A mark is at most this share of its text's size.
const SMALLER: f32 = 0.82;
/// A smaller digit beside a digit is a mark at any height.
const SMALL: f32 = 0.72;
/// How far a mark's baseline stands above that of its text, in parts of the text's size.
const RAISED: (f32, f32) = (0.08, 0.8);
/// How far it may be lowered where it is [`SMALL`].
const LOWERED: f32 = 0.35;
/// The gap between text and mark, in parts of the text's size.
const GAP: f32 = 0.35;
/// The most by which the paints of text and mark differ: text over a pale watermark is none of its marks.
const PAINT: u8 = 60;
/// The same for a smaller digit that is not raised.
const CLOSE: f32 = 0.15;
/// Side of the squares in which neighbours are looked for, in points.
const SQUARE: f32 = 16.0;
/// Neighbours that are looked at in one square.
const SEARCH: usize = 64;

/// Turns small raised characters into superscripts on the baseline of their text.
pub(super) fn lower(glyphs: &mut [Glyph]) {
    let bases = |glyph: &Glyph| glyph.text.chars().all(is_base);
    let largest = glyphs.iter().filter(|glyph| bases(glyph)).map(|glyph| glyph.size).fold(0.0, f32::max);
    let is_candidate = |glyph: &Glyph| glyph.size <= SMALLER * largest && superscript(&glyph.text).is_some();
    let candidates: Vec<usize> = (0..glyphs.len()).filter(|at| is_candidate(&glyphs[*at])).collect();
    if candidates.is_empty() {
        return;
    }
    let smallest = candidates.iter().map(|at| glyphs[*at].size).fold(f32::INFINITY, f32::min);
    let mut squares: FxHashMap<(i32, i32), Vec<u32>> = FxHashMap::default();
    for (at, glyph) in (0u32..).zip(glyphs.iter()) {
        if bases(glyph) && glyph.size * SMALLER >= smallest {
            let Some(stand) = stand(glyph) else { continue };
            for end in [stand.from, stand.to] {
                squares.entry(square(end, stand.base)).or_default().push(at);
            }
        }
    }
    // A mark of several characters: each next one stands beside the one before it.
    let mut lowered: Vec<(usize, usize)> = Vec::new();
    for at in candidates {
        let before = lowered.last().filter(|(mark, _)| {
            mark + 1 == at && beside(&glyphs[*mark], &glyphs[at]) && same_line(&glyphs[*mark], &glyphs[at])
        });
        let base = before.map(|(_, base)| *base).or_else(|| base_of(glyphs, at, &squares));
        if let Some(base) = base {
            lowered.push((at, base));
        }
    }
    for (at, base) in lowered {
        let (Some((own, to)), Some(mark)) =
            (stands(&glyphs[at], &glyphs[base]), superscript(&glyphs[at].text))
        else {
            continue;
        };
        let (baseline, down) = (glyphs[base].baseline, to.base - own.base);
        let glyph = &mut glyphs[at];
        glyph.text = mark;
        match glyph.rotation {
            0 => glyph.baseline = baseline,
            90 => (glyph.bbox.x0, glyph.bbox.x1) = (glyph.bbox.x0 + down, glyph.bbox.x1 + down),
            270 => (glyph.bbox.x0, glyph.bbox.x1) = (glyph.bbox.x0 - down, glyph.bbox.x1 - down),
            _ => (glyph.bbox.y0, glyph.bbox.y1) = (glyph.bbox.y0 - down, glyph.bbox.y1 - down),
        }
    }
}

/// Characters that carry a mark: digits and ideographs, and the brackets around them. A Latin letter does not: m2
/// is a unit.
fn is_base(c: char) -> bool {
    c.is_ascii_digit() || mingxi_model::text::is_han(c) || matches!(c, ')' | '）' | '%' | '％')
}

fn square(x: f32, y: f32) -> (i32, i32) {
    ((x / SQUARE).floor() as i32, (y / SQUARE).floor() as i32)
}

/// The text whose mark a glyph is.
fn base_of(glyphs: &[Glyph], at: usize, squares: &FxHashMap<(i32, i32), Vec<u32>>) -> Option<usize> {
    let glyph = &glyphs[at];
    let own = stand(glyph)?;
    // A base may be twice as large as its mark.
    let (reach, low) = (2.0 * GAP * glyph.size, 2.0 * RAISED.1 * glyph.size);
    let (first, last) = (square(own.from - reach, own.base - reach), square(own.to + reach, own.base + low));
    for column in first.0..=last.0.min(first.0.saturating_add(4)) {
        for row in first.1..=last.1.min(first.1.saturating_add(4)) {
            for base in squares.get(&(column, row)).into_iter().flatten().take(SEARCH) {
                if is_mark_of(glyph, glyphs.get(*base as usize)?) {
                    return Some(*base as usize);
                }
            }
        }
    }
    None
}

fn is_mark_of(mark: &Glyph, base: &Glyph) -> bool {
    let Some((a, b)) = stands(mark, base).filter(|_| mark.rotation == base.rotation) else { return false };
    let rise = (b.base - a.base) / base.size;
    let is_digit = |glyph: &Glyph| glyph.text.chars().all(|c| c.is_ascii_digit());
    let gap = (a.from - b.to).max(b.from - a.to) / base.size;
    let is_raised = (RAISED.0..=RAISED.1).contains(&rise) && mark.size <= SMALLER * base.size;
    // Decimals may be smaller than the number: they follow its point, which is no base.
    let is_small = (-LOWERED..RAISED.0).contains(&rise)
        && mark.size <= SMALL * base.size
        && gap <= CLOSE
        && is_digit(mark)
        && is_digit(base);
    let is_one_paint = mark.lightness.abs_diff(base.lightness) <= PAINT;
    is_one_paint && (-0.3..=GAP).contains(&gap) && (is_raised || is_small)
}

fn stands(a: &Glyph, b: &Glyph) -> Option<(Stand, Stand)> {
    Some((stand(a)?, stand(b)?))
}

fn beside(a: &Glyph, b: &Glyph) -> bool {
    stands(a, b).is_some_and(|(p, q)| (q.from - p.to).abs() <= GAP * a.size)
}

fn same_line(a: &Glyph, b: &Glyph) -> bool {
    let is_level = stands(a, b).is_some_and(|(p, q)| (p.base - q.base).abs() <= 0.1 * a.size);
    is_level && a.rotation == b.rotation && (a.size - b.size).abs() <= 0.1 * a.size
}
