//! A table of one page, or of joined pages, before its frame rows and header are told.

use super::lattice::{Groups, Lattice};
use mingxi_model::{BBox, Doubt, Extraction};

/// A cell of a [`Draft`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DraftCell {
    pub(super) row: usize,
    pub(super) col: usize,
    pub(super) row_span: usize,
    pub(super) col_span: usize,
    /// The lines of the cell, joined with `\n`.
    pub(super) text: String,
    pub(super) page: i32,
    pub(super) bbox: BBox,
    /// From the cell's left edge to the first glyph of its first line; `None` for a blank cell.
    pub(super) indent: Option<f32>,
}

/// A table whose cells tile rows x columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// The page the table, or its last joined part, stands on.
    pub(super) page: i32,
    pub(super) bbox: BBox,
    /// Edges of the columns, left to right; one more than there are columns.
    pub(super) xs: Vec<f32>,
    /// Edges of the rows, top to bottom. After joining these are those of the last part.
    pub(super) ys: Vec<f32>,
    pub(super) rows: usize,
    pub(super) cells: Vec<DraftCell>,
    pub(super) extraction: Extraction,
    /// Its header is lost among its rows: no value is to be taken from it.
    pub(super) in_doubt: bool,
    /// What of it is uncertain.
    pub(super) doubts: Vec<Doubt>,
    /// Further ways to read it.
    pub(super) others: Vec<Draft>,
    /// For each row whether the outer left side is drawn.
    pub(super) left: Vec<bool>,
    /// For each row whether the outer right side is drawn.
    pub(super) right: Vec<bool>,
}

impl Draft {
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// For each place, row by row, the index of its cell.
    pub(super) fn owners(&self) -> Vec<usize> {
        let columns = self.columns();
        let mut owners = vec![0; self.rows * columns];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                owners[row * columns + cell.col..row * columns + cell.col + cell.col_span].fill(index);
            }
        }
        owners
    }

    /// The texts of the cells that start in each row, left to right.
    pub(super) fn row_texts(&self) -> Vec<Vec<&str>> {
        let mut rows = vec![Vec::new(); self.rows];
        let mut order: Vec<&DraftCell> = self.cells.iter().collect();
        order.sort_by_key(|cell| (cell.row, cell.col));
        for cell in order {
            rows[cell.row].push(cell.text.as_str());
        }
        rows
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }
}

/// The doubts of a part of a joined table, `shift` rows further down and with its column edges at those of `edges`.
/// Of a part with several readings no other is kept: all of it is in doubt.
pub(super) fn move_doubts(part: &Draft, shift: usize, edges: &[usize]) -> Vec<Doubt> {
    let edge = |col: u32| edges.get(col as usize).map_or(col, |col| *col as u32);
    let mut doubts: Vec<Doubt> = part
        .doubts
        .iter()
        .map(|doubt| Doubt {
            rows: doubt.rows.start + shift as u32..doubt.rows.end + shift as u32,
            cols: edge(doubt.cols.start)..edge(doubt.cols.end),
            reason: doubt.reason.clone(),
        })
        .collect();
    if !part.others.is_empty() {
        let reason = "the names of its columns could belong together in more than one way".to_owned();
        doubts.push(Doubt { rows: 0..u32::MAX, cols: 0..u32::MAX, reason });
    }
    doubts
}

/// A lattice's cells: places between which no side is drawn are one. Also says whether some were no rectangle
/// and had to be cut into several.
pub(super) fn from_lattice(lattice: &Lattice, page: i32) -> (Draft, bool) {
    let (rows, columns) = (lattice.rows(), lattice.columns());
    let mut groups = Groups::new(rows * columns);
    for row in 0..rows {
        for col in 0..columns {
            if col + 1 < columns && !lattice.has_vertical(row, col + 1) {
                groups.join(row * columns + col, row * columns + col + 1);
            }
            if row + 1 < rows && !lattice.has_horizontal(col, row + 1) {
                groups.join(row * columns + col, (row + 1) * columns + col);
            }
        }
    }
    let (rectangles, cut) = rectangles(&mut groups, rows, columns);
    let (rectangles, xs, ys, kept_rows) = compress(rectangles, &lattice.xs, &lattice.ys);
    let cells = rectangles.into_iter().map(|r| empty_cell(r, &xs, &ys, page)).collect();
    let outer = |edge: usize| kept_rows.iter().map(|row| lattice.has_vertical(*row, edge)).collect();
    let bbox = BBox { x0: xs[0], y0: ys[0], x1: xs[xs.len() - 1], y1: ys[ys.len() - 1] };
    let draft = Draft {
        page,
        bbox,
        rows: ys.len() - 1,
        left: outer(0),
        right: outer(lattice.xs.len() - 1),
        xs,
        ys,
        cells,
        extraction: Extraction::Ruled,
        in_doubt: false,
        doubts: Vec::new(),
        others: Vec::new(),
    };
    (draft, cut)
}

/// Top, left, bottom, right as indices of edges.
type Rectangle = (usize, usize, usize, usize);

fn empty_cell((top, left, bottom, right): Rectangle, xs: &[f32], ys: &[f32], page: i32) -> DraftCell {
    DraftCell {
        row: top,
        col: left,
        row_span: bottom - top,
        col_span: right - left,
        text: String::new(),
        page,
        bbox: BBox { x0: xs[left], y0: ys[top], x1: xs[right], y1: ys[bottom] },
        indent: None,
    }
}

/// The groups of places as rectangles; one that is none is cut: runs of places in a row, joined downwards
/// where they have the same columns.
fn rectangles(groups: &mut Groups, rows: usize, columns: usize) -> (Vec<Rectangle>, bool) {
    let roots: Vec<usize> = (0..rows * columns).map(|place| groups.root(place)).collect();
    let mut out: Vec<Rectangle> = Vec::new();
    // Index into `out` of the rectangle that covers each column of the row above.
    let mut above: Vec<Option<usize>> = vec![None; columns];
    let mut seen = vec![0usize; rows * columns];
    for row in 0..rows {
        let mut current = vec![None; columns];
        let mut col = 0;
        while col < columns {
            let root = roots[row * columns + col];
            let mut end = col + 1;
            while end < columns && roots[row * columns + end] == root {
                end += 1;
            }
            let continues = above[col].filter(|index| {
                let (top, left, _, right) = out[*index];
                (left, right) == (col, end) && roots[top * columns + left] == root
            });
            let index = match continues {
                Some(index) => {
                    out[index].2 = row + 1;
                    index
                }
                None => {
                    seen[root] += 1;
                    out.push((row, col, row + 1, end));
                    out.len() - 1
                }
            };
            current[col..end].fill(Some(index));
            col = end;
        }
        above = current;
    }
    (out, seen.iter().any(|count| *count > 1))
}

/// Takes out edges at which no rectangle begins. Gives the rectangles in the new numbering, the edges left and
/// the old numbers of the rows left.
fn compress(
    rectangles: Vec<Rectangle>,
    xs: &[f32],
    ys: &[f32],
) -> (Vec<Rectangle>, Vec<f32>, Vec<f32>, Vec<usize>) {
    let mut keep_x = vec![false; xs.len()];
    let mut keep_y = vec![false; ys.len()];
    for (top, left, bottom, right) in &rectangles {
        keep_x[*left] = true;
        keep_x[*right] = true;
        keep_y[*top] = true;
        keep_y[*bottom] = true;
    }
    let number = |keep: &[bool]| -> Vec<usize> {
        keep.iter()
            .scan(0, |next, kept| {
                let number = *next;
                *next += usize::from(*kept);
                Some(number)
            })
            .collect()
    };
    let (new_x, new_y) = (number(&keep_x), number(&keep_y));
    let rectangles =
        rectangles.into_iter().map(|(t, l, b, r)| (new_y[t], new_x[l], new_y[b], new_x[r])).collect();
    let pick = |edges: &[f32], keep: &[bool]| -> Vec<f32> {
        edges.iter().zip(keep).filter(|(_, kept)| **kept).map(|(edge, _)| *edge).collect()
    };
    let rows = (0..ys.len() - 1).filter(|row| keep_y[*row]).collect();
    (rectangles, pick(xs, &keep_x), pick(ys, &keep_y), rows)
}
