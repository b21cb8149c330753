//! Columns that a page does not draw: it lies wholly inside cells that are merged over several rows, so that nothing
//! of their sides need be printed. They are those of the page above that are open at the break.

use super::draft::{Draft, blank};
use super::flow::Piece;
use super::prose::TextLine;
use super::settings::Settings;
use super::text::Chunk;
use mingxi_model::{BBox, Extraction};

/// Fewest edges that the drawn columns must share with those above.
const SHARED_EDGES: usize = 3;

/// Gives the first table of each page the columns that only the last table of the page before draws, with what is
/// written there.
pub(super) fn extend(mut sheets: Vec<Vec<Piece>>, settings: &Settings) -> Vec<Vec<Piece>> {
    for index in 1..sheets.len() {
        let (before, after) = sheets.split_at_mut(index);
        let (Some(above), Some(sheet)) = (before.last(), after.first_mut()) else { continue };
        let Some(upper) = above.iter().rev().find_map(table) else { continue };
        let Some(place) = sheet.iter().position(|piece| table(piece).is_some()) else { continue };
        let mut inside: Vec<TextLine> = Vec::new();
        if let Piece::Table(lower) = &mut sheet[place] {
            let Some((left, right)) = missing(upper, lower, settings) else { continue };
            let drawn = lower.bbox;
            widen(upper, lower, left, right);
            let whole = lower.bbox;
            sheet.retain(|piece| match piece {
                Piece::Line(line) if is_beside(line, drawn, whole) => {
                    inside.push(line.clone());
                    false
                }
                _ => true,
            });
        }
        let table = sheet.iter_mut().find_map(|piece| match piece {
            Piece::Table(draft) => Some(draft),
            Piece::Line(_) => None,
        });
        if let Some(lower) = table {
            write(lower, inside);
        }
    }
    sheets
}

fn table(piece: &Piece) -> Option<&Draft> {
    match piece {
        Piece::Table(draft) if draft.extraction == Extraction::Ruled => Some(draft),
        _ => None,
    }
}

/// Whether all of a line stands beside the drawn columns.
fn is_beside(line: &TextLine, drawn: BBox, whole: BBox) -> bool {
    let middle = (line.bbox.y0 + line.bbox.y1) / 2.0;
    middle > drawn.y0
        && middle < drawn.y1
        && line.chunks.iter().all(|chunk| {
            let centre = (chunk.bbox.x0 + chunk.bbox.x1) / 2.0;
            (whole.x0..drawn.x0).contains(&centre) || (drawn.x1..whole.x1).contains(&centre)
        })
}

/// How many columns at the left and at the right of the upper table the lower one lacks, where its own ones are the
/// others and all that it lacks are open at the break.
fn missing(upper: &Draft, lower: &Draft, settings: &Settings) -> Option<(usize, usize)> {
    if lower.xs.len() >= upper.xs.len() || lower.xs.len() < SHARED_EDGES {
        return None;
    }
    let near = |a: f32, b: f32| (a - b).abs() <= settings.same_edge;
    let left = upper.xs.iter().position(|x| near(*x, lower.xs[0]))?;
    let last = upper.xs.iter().rposition(|x| near(*x, lower.xs[lower.xs.len() - 1]))?;
    let own = upper.xs.get(left..=last)?;
    let same = own.len() == lower.xs.len() && own.iter().zip(&lower.xs).all(|(a, b)| near(*a, *b));
    let is_open = |columns: std::ops::Range<usize>| {
        upper.bottom.get(columns).is_some_and(|sides| !sides.contains(&true))
    };
    let right = upper.xs.len() - 1 - last;
    let is_apart = upper.last_row().iter().all(|index| {
        let (from, to) = (upper.cells[*index].col, upper.cells[*index].col + upper.cells[*index].col_span);
        to <= left || from >= last || from >= left && to <= last
    });
    let is_open = is_open(0..left) && is_open(last..upper.columns());
    (same && is_apart && is_open && left + right > 0).then_some((left, right))
}

/// Adds the open columns, each a cell over all rows.
fn widen(upper: &Draft, lower: &mut Draft, left: usize, right: usize) {
    let last = upper.columns() - right;
    lower.cells.iter_mut().for_each(|cell| cell.col += left);
    for index in upper.last_row() {
        let above = &upper.cells[index];
        let (from, to) = (above.col, above.col + above.col_span);
        if to <= left || from >= last {
            let bbox = BBox { x0: upper.xs[from], x1: upper.xs[to], ..lower.bbox };
            lower.cells.push(blank((0, from, lower.rows, to), lower.page, bbox));
        }
    }
    lower.first_cells = lower.cells.len();
    let outside = |count: usize| std::iter::repeat_n(false, count);
    let sides = |sides: &[bool]| -> Vec<bool> {
        outside(left).chain(sides.iter().copied()).chain(outside(right)).collect()
    };
    (lower.top, lower.bottom) = (sides(&lower.top), sides(&lower.bottom));
    let own = lower.xs.iter().copied();
    lower.xs =
        upper.xs[..left].iter().copied().chain(own).chain(upper.xs[last + 1..].iter().copied()).collect();
    (lower.bbox.x0, lower.bbox.x1) = (lower.xs[0], lower.xs[lower.xs.len() - 1]);
    if left > 0 {
        lower.left.fill(false);
    }
    if right > 0 {
        lower.right.fill(false);
    }
}

/// Writes lines that stand beside the drawn columns into the cells that cover their places.
fn write(lower: &mut Draft, lines: Vec<TextLine>) {
    for line in lines {
        for chunk in line.chunks {
            let centre = (chunk.bbox.x0 + chunk.bbox.x1) / 2.0;
            let cell = lower
                .cells
                .iter_mut()
                .filter(|cell| cell.row_span == lower.rows)
                .find(|cell| cell.bbox.x0 <= centre && centre < cell.bbox.x1);
            if let Some(cell) = cell {
                let Chunk { text, bbox, .. } = chunk;
                if cell.text.is_empty() {
                    cell.indent = Some(bbox.x0 - cell.bbox.x0);
                } else {
                    cell.text.push('\n');
                }
                cell.text.push_str(&text);
            }
        }
    }
}
