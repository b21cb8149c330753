//! A table of one page, or of joined pages, before its frame rows and header are told.

use super::lattice::{Groups, Lattice};
use mingxi_model::text::squeeze;
use mingxi_model::{BBox, Doubt, Extraction};
use std::ops::Range;

/// A cell of a [`Draft`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DraftCell {
    pub(super) row: usize,
    pub(super) col: usize,
    pub(super) row_span: usize,
    pub(super) col_span: usize,
    /// The lines of the cell that its page shows, joined with `\n`.
    pub(super) text: String,
    /// All lines that the page holds of it, where the page's clip cuts some of them away: a spreadsheet program
    /// writes a cell over two pages on both and shows a part of it on each.
    pub(super) whole: Option<String>,
    pub(super) page: i32,
    pub(super) bbox: BBox,
    /// From the cell's left edge to the first glyph of its first line; `None` for a blank cell.
    pub(super) indent: Option<f32>,
    /// The width and the font size of its last line, where it is known.
    pub(super) last_line: Option<(f32, f32)>,
}

impl DraftCell {
    /// The text to publish: what is seen, with the rest of it that no other page completes. A text that is not seen at
    /// all was given up by the page or stands on another one.
    pub(super) fn said(&self) -> String {
        match &self.whole {
            Some(whole) if !self.text.is_empty() => whole.clone(),
            _ => self.text.clone(),
        }
    }

    /// All text the page holds of the cell, whether it shows it or not.
    pub(super) fn whole_text(&self) -> &str {
        self.whole.as_deref().unwrap_or(&self.text)
    }
}

/// An empty cell over `(top, left, bottom, right)`, indices of edges.
pub(super) fn blank(place: Rectangle, page: i32, bbox: BBox) -> DraftCell {
    let (top, left, bottom, right) = place;
    DraftCell {
        row: top,
        col: left,
        row_span: bottom - top,
        col_span: right - left,
        text: String::new(),
        whole: None,
        page,
        bbox,
        indent: None,
        last_line: None,
    }
}

/// The texts of each of `columns` columns in some rows, from the top down, written together: a head with those above it.
pub(super) fn column_texts<'a>(
    cells: impl Iterator<Item = &'a DraftCell>,
    rows: Range<usize>,
    columns: usize,
) -> Vec<String> {
    let mut inside: Vec<&DraftCell> = cells.filter(|cell| rows.contains(&cell.row)).collect();
    inside.sort_by_key(|cell| (cell.row, cell.col));
    let mut out = vec![String::new(); columns];
    for cell in inside {
        let text = squeeze(&cell.text);
        out[cell.col..cell.col + cell.col_span].iter_mut().for_each(|column| column.push_str(&text));
    }
    out
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
    /// How many of the first cells hold all that begin in the first [`Draft::HEAD_ROWS`] rows; the parts below
    /// are appended.
    pub(super) first_cells: usize,
    /// For each row whether the outer left side is drawn.
    pub(super) left: Vec<bool>,
    /// For each row whether the outer right side is drawn.
    pub(super) right: Vec<bool>,
    /// For each column whether the topmost side is drawn.
    pub(super) top: Vec<bool>,
    /// For each column whether the bottom side of the last part is drawn.
    pub(super) bottom: Vec<bool>,
}

impl Draft {
    /// In how many rows from the top a header, or what begins a form, is looked for.
    pub(super) const HEAD_ROWS: usize = 40;

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

    /// The cells that reach into the last row, left to right. They are looked for from the end, so that a table
    /// of many pages is not gone through for each of them.
    pub(super) fn last_row(&self) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        let mut covered = 0;
        for (index, cell) in self.cells.iter().enumerate().rev() {
            if cell.row + cell.row_span == self.rows {
                out.push(index);
                covered += cell.col_span;
            }
            if covered >= self.columns() {
                break;
            }
        }
        out.sort_by_key(|index| self.cells[*index].col);
        out
    }

    /// The texts of the cells that start in each of the first [`Draft::HEAD_ROWS`] rows, left to right.
    pub(super) fn head_texts(&self) -> Vec<Vec<&str>> {
        let mut rows = vec![Vec::new(); self.rows.min(Draft::HEAD_ROWS)];
        let mut order: Vec<&DraftCell> =
            self.cells[..self.first_cells].iter().filter(|cell| cell.row < rows.len()).collect();
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
            rows: doubt.rows.start.saturating_add(shift as u32)..doubt.rows.end.saturating_add(shift as u32),
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
    let Compressed { rectangles, xs, ys, kept_rows, kept_columns } =
        compress(rectangles, &lattice.xs, &lattice.ys);
    let bbox_of = |(t, l, b, r): Rectangle| BBox { x0: xs[l], y0: ys[t], x1: xs[r], y1: ys[b] };
    let cells: Vec<DraftCell> =
        rectangles.into_iter().map(|place| blank(place, page, bbox_of(place))).collect();
    let outer = |edge: usize| kept_rows.iter().map(|row| lattice.has_vertical(*row, edge)).collect();
    let ends = |edge: usize| kept_columns.iter().map(|col| lattice.has_horizontal(*col, edge)).collect();
    let bbox = BBox { x0: xs[0], y0: ys[0], x1: xs[xs.len() - 1], y1: ys[ys.len() - 1] };
    let draft = Draft {
        page,
        bbox,
        rows: ys.len() - 1,
        first_cells: cells.len(),
        left: outer(0),
        right: outer(lattice.xs.len() - 1),
        top: ends(0),
        bottom: ends(lattice.ys.len() - 1),
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
pub(super) type Rectangle = (usize, usize, usize, usize);

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

/// A lattice without the edges at which no rectangle begins.
struct Compressed {
    /// In the new numbering.
    rectangles: Vec<Rectangle>,
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// The old numbers of the rows left.
    kept_rows: Vec<usize>,
    /// The old numbers of the columns left.
    kept_columns: Vec<usize>,
}

/// Takes out edges at which no rectangle begins.
fn compress(rectangles: Vec<Rectangle>, xs: &[f32], ys: &[f32]) -> Compressed {
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
    let numbers = |keep: &[bool]| (0..keep.len() - 1).filter(|index| keep[*index]).collect();
    Compressed {
        rectangles,
        xs: pick(xs, &keep_x),
        ys: pick(ys, &keep_y),
        kept_rows: numbers(&keep_y),
        kept_columns: numbers(&keep_x),
    }
}
