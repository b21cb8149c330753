//! Lines that overflow their cell over the text of the cell above or below: a program that draws one cell after the
//! other paints them over, and leaves both texts in the file.

use super::draft::{Draft, DraftCell};
use mingxi_model::{Doubt, Glyph, Page};
use std::ops::Range;

/// Lines of which one stands over the other are not further apart, in parts of their size.
const OVER: f32 = 0.6;
/// The distance of lines that follow each other in one cell, in parts of their size.
const PITCH: Range<f32> = 0.7..2.2;
/// How far from one edge lines of one cell begin.
const EDGE: f32 = 1.5;
/// The most lines that are looked at on a page.
const MAX_LINES: usize = 4000;
/// Fewest characters that stand over others, for two texts and no accent or stamp.
const FEWEST: usize = 3;

/// A line as the page draws it.
#[derive(Debug)]
struct Line {
    glyphs: Range<usize>,
    cell: usize,
    baseline: f32,
    size: f32,
    x0: f32,
    x1: f32,
}

/// Gives a line that stands over another one back to the cell whose lines are drawn right before or after it; where no
/// cell claims it, both texts are in doubt.
pub(super) fn give_back(draft: &Draft, page: &Page, home: &mut [Option<usize>]) -> Vec<Doubt> {
    let mut lines = lines(page, home);
    let mut doubts = Vec::new();
    if lines.len() > MAX_LINES {
        return doubts;
    }
    let mut by_cell: Vec<usize> = (0..lines.len()).collect();
    by_cell.sort_by_key(|line| (lines[*line].cell, *line));
    let pairs: Vec<(usize, usize)> = by_cell
        .chunk_by(|a, b| lines[*a].cell == lines[*b].cell)
        .flat_map(|own| own.iter().enumerate().flat_map(|(i, a)| own[i + 1..].iter().map(|b| (*a, *b))))
        .filter(|(a, b)| stands_over(&lines[*a], &lines[*b]))
        // One text drawn twice is bold.
        .filter(|(a, b)| text(page, &lines[*a]).ne(text(page, &lines[*b])))
        .collect();
    for (a, b) in pairs {
        if lines[a].cell != lines[b].cell {
            continue;
        }
        let found = [a, b].into_iter().find_map(|line| Some((line, claimed_by(draft, &lines, line)?)));
        if let Some((line, cell)) = found {
            home[lines[line].glyphs.clone()].fill(Some(cell));
            lines[line].cell = cell;
            continue;
        }
        let cell = &draft.cells[lines[a].cell];
        let (row, col) = (cell.row as u32, cell.col as u32);
        doubts.push(Doubt {
            rows: row..row + cell.row_span as u32,
            cols: col..col + cell.col_span as u32,
            reason: "texts are printed over one another".to_owned(),
        });
    }
    doubts.dedup();
    doubts
}

/// The page's lines within cells: glyphs drawn one after the other from left to right at one height.
fn lines(page: &Page, home: &[Option<usize>]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, (glyph, cell)) in page.glyphs.iter().zip(home).enumerate() {
        let Some(cell) = cell.filter(|_| glyph.rotation == 0) else { continue };
        let goes_on = |line: &Line| {
            line.glyphs.end == index
                && line.cell == cell
                && (line.baseline - glyph.baseline).abs() < 0.1 * line.size
                && glyph.bbox.x0 >= line.x1 - 0.3 * line.size
        };
        match lines.last_mut().filter(|line| goes_on(line)) {
            Some(line) => (line.glyphs.end, line.x1) = (index + 1, glyph.bbox.x1),
            None => lines.push(line_of(index, glyph, cell)),
        }
    }
    lines
}

fn line_of(index: usize, glyph: &Glyph, cell: usize) -> Line {
    Line {
        glyphs: index..index + 1,
        cell,
        baseline: glyph.baseline,
        size: glyph.size,
        x0: glyph.bbox.x0,
        x1: glyph.bbox.x1,
    }
}

fn text<'p>(page: &'p Page, line: &Line) -> impl Iterator<Item = &'p str> {
    page.glyphs[line.glyphs.clone()].iter().map(|glyph| glyph.text.as_str())
}

/// Whether two lines cannot be one nor follow each other: they share most of the shorter one's place.
fn stands_over(a: &Line, b: &Line) -> bool {
    let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
    let shorter = (a.x1 - a.x0).min(b.x1 - b.x0);
    let is_long = a.glyphs.len().min(b.glyphs.len()) >= FEWEST;
    is_long && (a.baseline - b.baseline).abs() < OVER * a.size.min(b.size) && shared > 0.5 * shorter
}

/// The cell above whose lines are drawn right before a line, or the cell below whose lines are drawn right after it.
fn claimed_by(draft: &Draft, lines: &[Line], line: usize) -> Option<usize> {
    let own = &lines[line];
    let cell = &draft.cells[own.cell];
    let is_column = |other: &DraftCell| other.col == cell.col && other.col_span == cell.col_span;
    let follows = |a: &Line, b: &Line| {
        PITCH.contains(&((b.baseline - a.baseline) / a.size))
            && (a.x0 - b.x0).abs() < EDGE
            && (a.size - b.size).abs() < 0.1 * a.size
    };
    let before = line.checked_sub(1).map(|at| &lines[at]).filter(|before| follows(before, own));
    let after = lines.get(line + 1).filter(|after| follows(own, after));
    let above = before.map(|before| before.cell).filter(|at| {
        let other = &draft.cells[*at];
        is_column(other) && other.row + other.row_span == cell.row
    });
    let below = after.map(|after| after.cell).filter(|at| {
        let other = &draft.cells[*at];
        is_column(other) && cell.row + cell.row_span == other.row
    });
    above.or(below)
}
