//! The texts in the cells of the rules, one by one.

use super::super::draft::Draft;
use super::super::fill::{homes, interval};
use super::super::settings::Settings;
use super::super::text::{line_text, lines};
use mingxi_model::{Glyph, Page, parse_number};

/// A text of one line that stands apart from the next, in a cell of the rules.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The cell of the table that holds it.
    pub(super) cell: usize,
    /// The column in which its middle stands, whatever cell covers it.
    pub(super) col: usize,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The width of its first character.
    pub(super) first: f32,
    pub(super) text: String,
    pub(super) is_number: bool,
}

impl Piece {
    pub(super) fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Whether a vertical edge goes through it.
    pub(super) fn is_pierced(&self, edge: f32) -> bool {
        let reach = PIERCED * self.size;
        self.x0 + reach < edge && edge < self.x1 - reach
    }

    /// Whether two texts stand on one line.
    pub(super) fn is_beside(&self, baseline: f32, settings: &Settings) -> bool {
        (self.baseline - baseline).abs() <= settings.same_line * self.size
    }
}

/// How far a text may reach over the edge of its column, in em.
const PIERCED: f32 = 0.15;
/// The gap between two characters below which they touch, in em.
const TOUCHING: f32 = 0.1;

/// The upright texts of a table, cell by cell and line by line, left to right.
pub(super) fn pieces(draft: &Draft, page: &Page, used: &[bool], settings: &Settings) -> Vec<Piece> {
    let mut inked: Vec<Vec<&Glyph>> = vec![Vec::new(); draft.cells.len()];
    for (glyph, home) in page.glyphs.iter().zip(homes(draft, page, used)) {
        if let Some(cell) = home.filter(|_| glyph.rotation == 0) {
            inked[cell].push(glyph);
        }
    }
    let mut out = Vec::new();
    for (index, glyphs) in inked.into_iter().enumerate() {
        let cell = &draft.cells[index];
        let edges = draft.xs.get(cell.col + 1..cell.col + cell.col_span).unwrap_or_default();
        for line in lines(glyphs.into_iter(), settings) {
            let mut start = 0;
            for at in 1..=line.len() {
                if at == line.len() || parts(&line, start, at, edges, settings) {
                    out.extend(piece(&line[start..at], index, draft, settings));
                    start = at;
                }
            }
        }
    }
    out
}

fn piece(glyphs: &[&Glyph], cell: usize, draft: &Draft, settings: &Settings) -> Option<Piece> {
    let first = glyphs.first()?;
    let x1 = glyphs.iter().map(|glyph| glyph.bbox.x1).fold(first.bbox.x1, f32::max);
    let x0 = first.bbox.x0;
    let text = line_text(glyphs, settings);
    Some(Piece {
        cell,
        col: interval(&draft.xs, (x0 + x1) / 2.0)?,
        baseline: first.baseline,
        size: first.size,
        x0,
        x1,
        first: first.bbox.x1 - x0,
        is_number: parse_number(&text).is_some(),
        text,
    })
}

/// Whether a text ends before the character at `at`: at a wide gap, or at an edge of the columns at a narrow one where
/// one of the two texts is a number. What touches is one text, but for an amount and the label behind it.
fn parts(line: &[&Glyph], start: usize, at: usize, edges: &[f32], settings: &Settings) -> bool {
    let (before, after) = (line[at - 1], line[at]);
    let gap = (after.bbox.x0 - before.bbox.x1) / after.size;
    if gap > settings.chunk_gap {
        return true;
    }
    let reach = PIERCED * after.size;
    let at_edge = edges.iter().any(|edge| before.bbox.x1 - reach <= *edge && *edge <= after.bbox.x0 + reach);
    if !at_edge || gap < TOUCHING {
        return false;
    }
    let text = |glyphs: &[&Glyph]| line_text(glyphs, settings);
    let left = text(&line[start..at]);
    let is_number = parse_number(&left).is_some();
    if gap <= settings.word_gap {
        return is_number && left.contains(['.', ',']) && !after.text.is_ascii();
    }
    let is_wide =
        |end: &usize| line[*end].bbox.x0 - line[end - 1].bbox.x1 > settings.chunk_gap * line[*end].size;
    let end = (at + 1..line.len()).find(is_wide).unwrap_or(line.len());
    is_number || parse_number(&text(&line[at..end])).is_some()
}
