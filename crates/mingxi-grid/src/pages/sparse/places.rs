//! Cells of the rules over several rows that hold the numbers of several of them.

use super::super::draft::Draft;
use super::super::fill::interval;
use super::super::settings::Settings;
use super::cut;
use super::pieces::Piece;

/// Cuts cells that hold a number in each of several rows, one per row and column, at the edges around them. Says
/// whether there were any.
pub(super) fn split(draft: &mut Draft, pieces: &[Piece], settings: &Settings) -> bool {
    let tall: Vec<usize> = (0..draft.cells.len())
        .filter(|index| draft.cells[*index].row_span > 1)
        .filter(|index| holds_rows(draft, *index, pieces, settings))
        .collect();
    for index in tall.iter().rev() {
        let (rows, columns): (Vec<usize>, Vec<usize>) =
            ((0..draft.rows).collect(), (0..draft.columns()).collect());
        cut(draft, *index, &rows, &columns);
    }
    !tall.is_empty()
}

/// Whether a cell's texts are numbers, at most one in each place and in several rows, and beside most of them another
/// cell has a text of its row.
fn holds_rows(draft: &Draft, index: usize, pieces: &[Piece], settings: &Settings) -> bool {
    let cell = &draft.cells[index];
    let own: Vec<&Piece> = pieces.iter().filter(|piece| piece.cell == index).collect();
    if own.len() < 2 || own.iter().any(|piece| !piece.is_number || piece.text.len() < 2) {
        return false;
    }
    let edges = &draft.xs[cell.col + 1..cell.col + cell.col_span];
    if own.iter().any(|piece| edges.iter().any(|edge| piece.is_pierced(*edge))) {
        return false;
    }
    let row = |piece: &Piece| interval(&draft.ys, piece.baseline - 0.35 * piece.size);
    let mut places: Vec<(Option<usize>, usize)> = own.iter().map(|piece| (row(piece), piece.col)).collect();
    places.sort_unstable();
    let is_one_each = places.windows(2).all(|pair| pair[0] != pair[1]);
    places.dedup_by_key(|place| place.0);
    let label = |piece: &&&Piece| {
        let is_row = |other: &&Piece| {
            let cell = &draft.cells[other.cell];
            cell.row_span == 1 && Some(cell.row) == row(piece)
        };
        pieces.iter().filter(is_row).any(|other| other.is_beside(piece.baseline, settings))
    };
    is_one_each && places.len() > 1 && own.iter().filter(label).count() > 1
}
