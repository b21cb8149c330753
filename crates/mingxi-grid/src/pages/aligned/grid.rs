//! The rows and places of a table without rules: heights of rows, labels of several rows, empty cells.

use super::blocks::Block;
use super::vertical::Span;

/// A cell of the table as rows and columns of the grid.
pub(super) struct Placing {
    pub(super) row: usize,
    pub(super) col: usize,
    pub(super) row_span: usize,
    pub(super) col_span: usize,
    pub(super) text: String,
    /// Where the text begins; `None` for a cell without text.
    pub(super) x0: Option<f32>,
}

/// Page and height of a grid row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band {
    pub(super) page: i32,
    pub(super) shift: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// Pages and heights of the grid's rows.
pub(super) fn bands(rows: &[Vec<Block>], tree: usize, depth: usize) -> Vec<Band> {
    let extent = |rows: &[Vec<Block>]| -> Option<Band> {
        let first = rows.iter().flatten().next()?;
        let top = rows.iter().flatten().map(|b| b.bbox.y0).fold(f32::INFINITY, f32::min);
        let bottom = rows.iter().flatten().map(|b| b.bbox.y1).fold(f32::NEG_INFINITY, f32::max);
        Some(Band { page: first.page, shift: first.shift, top, bottom })
    };
    let mut bands: Vec<Band> = Vec::new();
    if let Some(whole) = extent(&rows[..tree]) {
        let height = (whole.bottom - whole.top) / depth.max(1) as f32;
        bands.extend((0..depth).map(|level| {
            let top = whole.top + height * level as f32;
            Band { top, bottom: top + height, ..whole }
        }));
    }
    bands.extend(rows[tree..].iter().filter_map(|row| extent(std::slice::from_ref(row))));
    bands
}

/// Turns rows that hold nothing but labels of several rows into row spans; gives the number of rows left.
pub(super) fn apply_spans(cells: &mut [Placing], spans: &[Span], body: usize, total: usize) -> usize {
    let mut removed: Vec<usize> = spans.iter().filter(|s| s.removes).map(|s| body + s.row).collect();
    removed.sort_unstable();
    removed.dedup();
    let new_row = |row: usize| row - removed.iter().filter(|r| **r < row).count();
    for span in spans {
        let row = body + span.row;
        let found =
            cells.iter_mut().find(|cell| cell.row == row && cell.col == span.col && cell.row_span == 1);
        if let Some(cell) = found {
            // Marked with rows still in the old numbering.
            cell.row = body + span.from;
            cell.row_span = span.to - span.from;
        }
    }
    for cell in cells.iter_mut() {
        let bottom = new_row(cell.row + cell.row_span);
        cell.row = new_row(cell.row);
        cell.row_span = bottom.saturating_sub(cell.row).max(1);
    }
    total - removed.len()
}

/// Where each of `total` rows and their end stand after rows that were nothing but labels of several rows went.
pub(super) fn left_rows(spans: &[Span], body: usize, total: usize) -> Vec<usize> {
    let is_gone = |row: usize| spans.iter().any(|span| span.removes && body + span.row == row);
    let mut next = 0;
    (0..=total)
        .map(|row| {
            let own = next;
            next += usize::from(!is_gone(row));
            own
        })
        .collect()
}

/// The bands without those of rows that went.
pub(super) fn left_bands(bands: Vec<Band>, spans: &[Span], body: usize) -> Vec<Band> {
    let is_gone = |row: usize| spans.iter().any(|span| span.removes && body + span.row == row);
    bands.into_iter().enumerate().filter(|(row, _)| !is_gone(*row)).map(|(_, band)| band).collect()
}

/// Adds empty cells where no text stands; drops a span that another cell already covers.
pub(super) fn fill_holes(cells: Vec<Placing>, rows: usize, columns: usize) -> Vec<Placing> {
    let mut taken = vec![false; rows * columns];
    let mut out: Vec<Placing> = Vec::new();
    let place = |taken: &mut [bool], cell: &mut Placing| {
        let free = |taken: &[bool], row: usize, from: usize, to: usize| {
            !taken[row * columns + from..row * columns + to].contains(&true)
        };
        if cell.row >= rows || cell.col >= columns || taken[cell.row * columns + cell.col] {
            return false;
        }
        let mut right = cell.col + 1;
        while right < (cell.col + cell.col_span).min(columns) && !taken[cell.row * columns + right] {
            right += 1;
        }
        let mut bottom = cell.row + 1;
        while bottom < (cell.row + cell.row_span).min(rows) && free(taken, bottom, cell.col, right) {
            bottom += 1;
        }
        for row in cell.row..bottom {
            taken[row * columns + cell.col..row * columns + right].fill(true);
        }
        (cell.row_span, cell.col_span) = (bottom - cell.row, right - cell.col);
        true
    };
    // Single cells first: they are certain, spans are inferred.
    let (single, spanning): (Vec<Placing>, Vec<Placing>) =
        cells.into_iter().partition(|cell| cell.row_span * cell.col_span == 1);
    for mut cell in single.into_iter().chain(spanning) {
        if place(&mut taken, &mut cell) {
            out.push(cell);
        } else if let Some(other) = out.iter_mut().find(|other| {
            (other.row..other.row + other.row_span).contains(&cell.row)
                && (other.col..other.col + other.col_span).contains(&cell.col)
        }) {
            other.text.push('\n');
            other.text.push_str(&cell.text);
        }
    }
    for (index, taken) in taken.iter().enumerate() {
        if !taken {
            out.push(Placing {
                row: index / columns,
                col: index % columns,
                row_span: 1,
                col_span: 1,
                text: String::new(),
                x0: None,
            });
        }
    }
    out
}
