//! Tables whose rules part only some of their rows and columns: a spreadsheet prints the borders that somebody drew,
//! above the totals, around the filled cells, at some columns. What stands in one cell of the rules is then several
//! rows or several columns, and the texts show which: numbers at common baselines, one per line and column, and gaps
//! where the rules above and below have an edge.

mod columns;
mod labels;
mod pieces;
mod places;
mod rows;

use super::draft::{Draft, blank};
use super::settings::Settings;
use mingxi_model::{BBox, Page};
use pieces::pieces;

/// The most cells or texts of a page's table that are looked at: they are compared two by two.
const MOST: usize = 10_000;

/// Splits cells that hold several rows or columns.
pub(super) fn split(draft: &mut Draft, page: &Page, used: &[bool], settings: &Settings) {
    let found = pieces(draft, page, used, settings);
    if draft.cells.len().max(found.len()) > MOST {
        return;
    }
    let found = match rows::split(draft, &found, settings) {
        true => pieces(draft, page, used, settings),
        false => found,
    };
    let found = match places::split(draft, &found, settings) {
        true => pieces(draft, page, used, settings),
        false => found,
    };
    columns::split(draft, &found);
}

/// Cuts a cell at row edges and column edges of the table; its parts are blank.
fn cut(draft: &mut Draft, index: usize, rows: &[usize], columns: &[usize]) {
    let cell = draft.cells[index].clone();
    let ends = |first: usize, span: usize, inner: &[usize]| -> Vec<usize> {
        let inside = inner.iter().copied().filter(|edge| *edge > first && *edge < first + span);
        std::iter::once(first).chain(inside).chain([first + span]).collect()
    };
    let rows = ends(cell.row, cell.row_span, rows);
    let columns = ends(cell.col, cell.col_span, columns);
    let mut parts = Vec::new();
    for row in rows.windows(2) {
        for col in columns.windows(2) {
            let bbox = BBox {
                x0: draft.xs[col[0]],
                y0: draft.ys[row[0]],
                x1: draft.xs[col[1]],
                y1: draft.ys[row[1]],
            };
            parts.push(blank((row[0], col[0], row[1], col[1]), cell.page, bbox));
        }
    }
    draft.cells.splice(index..=index, parts);
    draft.first_cells = draft.cells.len();
}
