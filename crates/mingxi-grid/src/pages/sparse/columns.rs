//! Columns that no rule parts in some rows: their edge follows from the rules of other rows and from the gaps of
//! the texts.

use super::super::draft::Draft;
use super::cut;
use super::pieces::Piece;

/// How many lines must have their gap at an edge, one of the two texts being a number or the second one set to it.
const LINES: usize = 3;
/// How many of them there must be for each text that the edge goes through.
const PER_PIERCED: usize = 4;
/// What a spreadsheet leaves free between a cell's edge and its text at most, in points.
const PADDING: f32 = 6.0;
/// How far from the middle of its cell a centred text may stand, in em.
const CENTRED: f32 = 0.6;

/// Cuts cells at edges of other rows where their texts have a gap.
pub(super) fn split(draft: &mut Draft, pieces: &[Piece]) {
    let lines = lines(draft, pieces);
    // For each edge the first row that shows it.
    let open: Vec<Option<usize>> = (0..draft.xs.len()).map(|edge| first_row(draft, &lines, edge)).collect();
    if open.iter().all(Option::is_none) {
        return;
    }
    for index in (0..draft.cells.len()).rev() {
        let cell = &draft.cells[index];
        let own = || lines.iter().filter(|line| line[0].cell == index);
        let fits = |edge: &usize| {
            open[*edge].is_some_and(|first| cell.row >= first)
                && own().all(|line| {
                    !is_centred(draft, line) && !line.iter().any(|p| p.is_pierced(draft.xs[*edge]))
                })
        };
        let edges: Vec<usize> = (cell.col + 1..cell.col + cell.col_span).filter(fits).collect();
        if !edges.is_empty() {
            cut(draft, index, &[], &edges);
        }
    }
}

/// The texts of cells over several columns, line by line.
fn lines<'p>(draft: &Draft, pieces: &'p [Piece]) -> Vec<&'p [Piece]> {
    pieces
        .chunk_by(|a, b| a.cell == b.cell && (a.baseline - b.baseline).abs() <= 0.4 * a.size)
        .filter(|line| draft.cells[line[0].cell].col_span > 1)
        .collect()
}

/// The first row whose texts show an edge, where enough lines do.
fn first_row(draft: &Draft, lines: &[&[Piece]], edge: usize) -> Option<usize> {
    let x = draft.xs[edge];
    let (mut clean, mut pierced, mut first) = (0, 0, None);
    for line in lines {
        let cell = &draft.cells[line[0].cell];
        if cell.col >= edge || edge >= cell.col + cell.col_span || is_centred(draft, line) {
            continue;
        }
        if line.iter().any(|piece| piece.is_pierced(x)) {
            pierced += 1;
            continue;
        }
        let at = line.partition_point(|piece| piece.middle() < x);
        let (Some(left), Some(right)) = (at.checked_sub(1).map(|at| &line[at]), line.get(at)) else {
            continue;
        };
        if left.is_number || right.is_number || is_set_to(draft, right, edge) {
            clean += if left.is_number && right.is_number { LINES } else { 1 };
            first = first.or(Some(cell.row));
        }
    }
    first.filter(|_| clean >= LINES && clean >= PER_PIERCED * pierced)
}

/// Whether a text begins at an edge or stands in the middle of the column behind it.
fn is_set_to(draft: &Draft, piece: &Piece, edge: usize) -> bool {
    let (left, right) = (draft.xs[edge], draft.xs[edge + 1]);
    let is_middle =
        piece.x1 <= right && (piece.middle() - (left + right) / 2.0).abs() <= CENTRED * piece.size;
    piece.x0 - left <= PADDING || is_middle
}

/// Whether a line is one label in the middle of its cell, its characters perhaps set apart (`合  计`).
fn is_centred(draft: &Draft, line: &[Piece]) -> bool {
    let bbox = draft.cells[line[0].cell].bbox;
    let middle = (line[0].x0 + line[line.len() - 1].x1) / 2.0;
    let is_label = line.iter().all(|piece| !piece.is_number);
    is_label && (middle - (bbox.x0 + bbox.x1) / 2.0).abs() <= CENTRED * line[0].size
}
