//! How much room the columns leave beside their texts: a line that goes on fills its column.

use super::super::blocks::{Placed, SAME_X};
use mingxi_model::BBox;

/// A column of the body: how far its texts reach.
struct Span {
    left: f32,
    right: f32,
}

/// The columns that texts standing one below the other show.
pub(super) struct Room {
    spans: Vec<Span>,
}

/// Texts that touch by less are side by side, in points.
const TOUCHES: f32 = 0.3;
/// One text in so many lines may reach over several columns.
const SHARE_OF_WIDE: usize = 40;
/// Widths are rounded by so much, in em.
const ROUNDING: f32 = 0.1;
/// An unbreakable ASCII character is about so wide, in em.
const ASCII: f32 = 0.6;

impl Room {
    pub(super) fn new(placed: &[Placed], lines: usize) -> Room {
        let mut ends: Vec<(f32, i32)> = Vec::new();
        for p in placed {
            ends.push((p.chunk.bbox.x0 + TOUCHES, 1));
            ends.push((p.chunk.bbox.x1 - TOUCHES, -1));
        }
        // Where one ends before the next begins, the column is interrupted.
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let few = (lines / SHARE_OF_WIDE) as i32;
        let mut spans: Vec<Span> = Vec::new();
        let (mut covering, mut left) = (0, None);
        for (x, step) in ends {
            covering += step;
            match left {
                None if covering > few => left = Some(x),
                Some(from) if covering <= few => {
                    spans.push(Span { left: from, right: x });
                    left = None;
                }
                _ => (),
            }
        }
        // A column reaches as far as its own texts, also the few that are longer.
        for p in placed {
            let b = p.chunk.bbox;
            if let [index] = within(&spans, &b)[..] {
                let span = &mut spans[index];
                (span.left, span.right) = (span.left.min(b.x0), span.right.max(b.x1));
            }
        }
        Room { spans }
    }

    /// Whether the line of a cell before its line `next` had no place for the beginning of that. `lines` are those of the
    /// cell from the top down.
    pub(super) fn is_full(&self, lines: &[&Placed], next: usize) -> bool {
        let em = lines[next].chunk.size;
        self.beside(lines, next - 1)
            .is_none_or(|room| room < (unbreakable(&lines[next].chunk.text) + ROUNDING) * em)
    }

    /// Whether a text of one line leaves no place for a further character.
    pub(super) fn ends_full(&self, line: &Placed) -> bool {
        self.beside(&[line], 0).is_some_and(|room| room < line.chunk.size)
    }

    /// The room that a column leaves beside a line of a cell; `None` where the line stands over several.
    fn beside(&self, lines: &[&Placed], line: usize) -> Option<f32> {
        let b = &lines[line].chunk.bbox;
        let [index] = within(&self.spans, b)[..] else { return None };
        let span = &self.spans[index];
        let (left, right) = (b.x0 - span.left, span.right - b.x1);
        let are_same = |place: fn(&BBox) -> f32, near: f32| {
            let first = place(&lines[0].chunk.bbox);
            lines.len() > 1 && lines.iter().all(|line| (place(&line.chunk.bbox) - first).abs() < near)
        };
        // Below an indented first line further lines may begin at the left.
        let is_left = are_same(|b| b.x0, SAME_X);
        let is_centred = are_same(|b| (b.x0 + b.x1) / 2.0, SAME_X);
        Some(match (is_left, is_centred, are_same(|b| b.x1, SAME_X)) {
            (false, true, _) => left + right,
            (false, false, true) => left,
            _ => right,
        })
    }
}

/// The columns that a text stands over.
fn within(spans: &[Span], b: &BBox) -> Vec<usize> {
    let overlaps = |span: &Span| span.left < b.x1 - TOUCHES && span.right > b.x0 + TOUCHES;
    (0..spans.len()).filter(|index| overlaps(&spans[*index])).take(2).collect()
}

/// The width of what cannot be parted at the beginning of a text, in em: a number or word, a bracket with its first
/// character, a character with the mark behind it.
pub(in super::super) fn unbreakable(text: &str) -> f32 {
    let is_mark = |c: char| "）)、，。；：》”】,;:".contains(c);
    let mut width = 0.0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let goes_on = match before {
            None => true,
            Some(before) => {
                is_mark(c)
                    || "（(《“【".contains(before)
                    || before.is_ascii_alphanumeric() && (c.is_ascii_alphanumeric() || ".%".contains(c))
            }
        };
        if !goes_on {
            break;
        }
        width += if c.is_ascii() { ASCII } else { 1.0 };
        before = Some(c);
    }
    width
}
