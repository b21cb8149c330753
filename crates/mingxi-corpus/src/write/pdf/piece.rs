//! The part of a table that stands on one page: some rows and columns of it, drawn.

use super::dress::{self, Ink, Spot};
use super::ink::{Sheet, width};
use super::look::{Face, Layout};
use super::measure::{ABOVE, INDENT, Measures, SIDE, Side, side};
use crate::document::{Cell, Table};
use std::ops::Range;

/// A row, or a part of one, on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strip {
    /// Row of the table.
    pub row: usize,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// The header printed again: its texts stand here although they stood before.
    pub again: bool,
}

/// What all parts of one table share.
pub struct Printing<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its measures.
    pub measures: Measures,
    /// How many lines of each cell are printed so far.
    pub printed: Vec<usize>,
    /// How lines are drawn.
    pub layout: Layout,
    /// The font's encoding.
    pub face: Face,
    /// Space between columns besides the padding.
    pub gap: f64,
}

/// A cell's part on the page.
struct Part<'a> {
    index: usize,
    cell: &'a Cell,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    again: bool,
    /// Left and right of the whole cell, off the page where the sheet is cut.
    text: (f64, f64),
    /// The edge of the sheet cuts the cell at its left or right; no line is drawn there.
    cut: (bool, bool),
    /// Whether the cell ends here.
    ends: bool,
}

/// Draws strips of a table's columns, the first column's left edge at `left`.
pub fn draw(
    sheet: &mut Sheet,
    printing: &mut Printing<'_>,
    strips: &[Strip],
    columns: Range<usize>,
    left: f64,
) {
    let parts = parts(printing, strips, &columns, left);
    lines(sheet, printing, strips, &parts);
    let (size, leading) = (printing.measures.size, printing.measures.leading());
    for part in parts {
        // A cell that the cut of a wide sheet divides is printed on both pages, each showing its part.
        let is_cut = part.cut.0 || part.cut.1;
        let all = &printing.measures.lines[part.index];
        let from = if part.again || is_cut { 0 } else { printing.printed[part.index] };
        let room = ((part.bottom - part.top - 2.0 * ABOVE) / leading + 1e-3).floor().max(1.0) as usize;
        let to = if part.ends || part.again || is_cut { all.len() } else { all.len().min(from + room) };
        let shown = &all[from.min(to)..to];
        let block = shown.len() as f64 * leading;
        let offset = match printing.layout {
            Layout::Bare => ABOVE,
            _ => ((part.bottom - part.top - block) / 2.0).max(0.0),
        };
        let is_header = part.cell.r < printing.table.header_rows;
        if is_cut {
            sheet.clip((part.left, part.top), (part.right, part.bottom));
        }
        for (i, line) in shown.iter().enumerate() {
            let free = part.text.1 - part.text.0 - 2.0 * SIDE - width(line) * size;
            let share = match side(&part.cell.text, is_header) {
                Side::Left => 0.0,
                Side::Centre => 0.5,
                Side::Right => 1.0,
            };
            let shift = f64::from(part.cell.indent) * INDENT;
            let x = part.text.0 + SIDE + shift + share * (free - shift - printing.gap).max(0.0);
            let top = part.top + offset + i as f64 * leading + (leading - size) / 2.0;
            let ink = printing.table.inks.get(&(part.cell.r, part.cell.c));
            // A mark stands after the whole number, and what is wrapped touches nothing.
            let is_dressed =
                |ink: &&Ink| all.len() == 1 || !matches!(ink, Ink::Raised | Ink::Spaced | Ink::Touching);
            match ink.filter(is_dressed) {
                Some(ink) => {
                    // Half of it stays in its own cell.
                    let most = part.text.1 + 0.5 * width(line) * size;
                    let next = most.min(part.text.1 + room_before(printing, part.cell, size));
                    dress::print(sheet, (printing.face, size), &Spot { x, top, next }, line, *ink);
                }
                None => sheet.text(printing.face, size, x, top, line),
            }
        }
        if is_cut {
            sheet.unclip();
        }
        if !part.again {
            printing.printed[part.index] = to;
        }
    }
}

/// How far right of a cell's edge the number of its neighbour begins.
fn room_before(printing: &Printing<'_>, cell: &Cell, size: f64) -> f64 {
    let is_next = |other: &&Cell| other.r == cell.r && other.c == cell.c + cell.cs && other.rs == cell.rs;
    let next = printing.table.cells.iter().find(is_next).filter(|next| !next.text.is_empty());
    // An amount that touches a code or a label is a case of its own, which is not written yet.
    let Some(next) = next.filter(|next| side(&next.text, false) == Side::Right) else { return 0.0 };
    let wide: f64 = printing.measures.widths[next.c..next.c + next.cs].iter().sum();
    let free = wide - 2.0 * SIDE - width(&next.text) * size;
    SIDE + (free - printing.gap).max(0.0)
}

fn parts<'a>(printing: &Printing<'a>, strips: &[Strip], columns: &Range<usize>, left: f64) -> Vec<Part<'a>> {
    let widths = &printing.measures.widths;
    let unclamped = |c: usize| {
        let sum = |columns: Range<usize>| widths[columns].iter().sum::<f64>();
        if c < columns.start { left - sum(c..columns.start) } else { left + sum(columns.start..c) }
    };
    let edge = |c: usize| {
        let c = c.clamp(columns.start, columns.end);
        left + widths[columns.start..c].iter().sum::<f64>()
    };
    let mut parts = Vec::new();
    for (index, cell) in printing.table.cells.iter().enumerate() {
        if cell.c >= columns.end || cell.c + cell.cs <= columns.start {
            continue;
        }
        let rows = cell.r..cell.r + cell.rs;
        let mut run: Option<Part> = None;
        for (i, strip) in strips.iter().enumerate().filter(|(_, strip)| rows.contains(&strip.row)) {
            let whole = strips.get(i + 1).is_none_or(|next| next.row != strip.row);
            let ends = strip.row + 1 == rows.end && whole;
            match run.as_mut().filter(|run| run.again == strip.again && (run.bottom - strip.top).abs() < 0.01)
            {
                Some(run) => (run.bottom, run.ends) = (strip.bottom, ends),
                None => {
                    parts.extend(run.take());
                    run = Some(Part {
                        index,
                        cell,
                        left: edge(cell.c),
                        right: edge(cell.c + cell.cs),
                        top: strip.top,
                        bottom: strip.bottom,
                        again: strip.again,
                        text: (unclamped(cell.c), unclamped(cell.c + cell.cs)),
                        cut: (cell.c < columns.start, cell.c + cell.cs > columns.end),
                        ends,
                    });
                }
            }
        }
        parts.extend(run);
    }
    // A row that goes on over the page is not ended by its first part.
    for part in &mut parts {
        let last_row = part.cell.r + part.cell.rs - 1;
        let (height, drawn) = (printing.measures.heights[last_row], strip_height(strips, last_row));
        if part.ends && !part.again && drawn + 0.01 < height && printing.printed[part.index] == 0 {
            part.ends = false;
        }
    }
    parts
}

fn strip_height(strips: &[Strip], row: usize) -> f64 {
    strips.iter().filter(|strip| strip.row == row && !strip.again).map(|strip| strip.bottom - strip.top).sum()
}

fn lines(sheet: &mut Sheet, printing: &Printing<'_>, strips: &[Strip], parts: &[Part<'_>]) {
    let (Some(first), Some(last)) = (strips.first(), strips.last()) else { return };
    let left = parts.iter().map(|part| part.left).fold(f64::INFINITY, f64::min);
    let right = parts.iter().map(|part| part.right).fold(0.0, f64::max);
    match printing.layout {
        Layout::Bare => {}
        Layout::ThreeRules => {
            sheet.stroke((left, first.top), (right, first.top));
            let header = strips.iter().rfind(|strip| strip.row < printing.table.header_rows);
            if let Some(header) = header {
                sheet.stroke((left, header.bottom), (right, header.bottom));
            }
            sheet.stroke((left, last.bottom), (right, last.bottom));
        }
        Layout::Doubled => {
            for part in parts {
                sheet.frame((part.left, part.top), (part.right, part.bottom));
            }
        }
        _ => {
            let mut edges = Vec::new();
            for part in parts {
                let (l, r, t, b) = (part.left, part.right, part.top, part.bottom);
                edges.extend([((l, t), (r, t)), ((l, b), (r, b))]);
                let (cut_left, cut_right) = part.cut;
                edges.extend((!cut_left).then_some(((l, t), (l, b))));
                edges.extend((!cut_right).then_some(((r, t), (r, b))));
            }
            for (from, to) in unite(edges) {
                match printing.layout {
                    Layout::Rectangles => sheet.bar(from, to),
                    Layout::Segments => segments(sheet, from, to),
                    _ => sheet.stroke(from, to),
                }
            }
        }
    }
}

type Edge = ((f64, f64), (f64, f64));

/// Joins edges that lie on one line and meet.
fn unite(mut edges: Vec<Edge>) -> Vec<Edge> {
    let flat = |edge: &Edge| edge.0.1 == edge.1.1;
    let key = |edge: &Edge| if flat(edge) { (0, edge.0.1, edge.0.0) } else { (1, edge.0.0, edge.0.1) };
    edges.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    let mut united: Vec<Edge> = Vec::new();
    for edge in edges {
        let is_flat = flat(&edge);
        match united.last_mut() {
            Some(last)
                if is_flat
                    && flat(last)
                    && (last.0.1 - edge.0.1).abs() < 0.01
                    && edge.0.0 <= last.1.0 + 0.01 =>
            {
                last.1.0 = last.1.0.max(edge.1.0);
            }
            Some(last)
                if !is_flat
                    && !flat(last)
                    && (last.0.0 - edge.0.0).abs() < 0.01
                    && edge.0.1 <= last.1.1 + 0.01 =>
            {
                last.1.1 = last.1.1.max(edge.1.1);
            }
            _ => united.push(edge),
        }
    }
    united
}

/// Strokes of at most 40 points with gaps of half a point.
fn segments(sheet: &mut Sheet, from: (f64, f64), to: (f64, f64)) {
    let length = (to.0 - from.0) + (to.1 - from.1);
    let count = (length / 40.0).ceil().max(1.0);
    let at = |share: f64| (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
    for i in 0..count as usize {
        let i = i as f64;
        let gap = if i + 1.0 < count { 0.5 / length } else { 0.0 };
        sheet.stroke(at(i / count), at((i + 1.0) / count - gap));
    }
}
