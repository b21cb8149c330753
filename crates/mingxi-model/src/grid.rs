//! A table whose cells tile it exactly: no overlap, no hole.

use crate::Place;
use thiserror::Error;

/// A cell of a [`Grid`].
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// 0-based row of the cell's top.
    pub row: u32,
    /// 0-based column of the cell's left.
    pub col: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub col_span: u32,
    /// The text as printed: white space normalised, NFC.
    pub text: String,
    /// The text as the file has it; of a number that displays fewer decimals than are stored, the number.
    pub text_raw: String,
    /// Whether the cell belongs to the table's header.
    pub is_header: bool,
    /// Where the cell stands in its file; `None` for a place that the file left out.
    pub place: Option<Place>,
    /// How far the first glyph stands from the cell's left edge: PDF points, or the indentation that the file
    /// itself states; `None` where nothing tells it. Comparable within one table only.
    pub indent: Option<f32>,
    /// Where the text stood before and why it was moved; `None` if nothing was changed.
    pub repair: Option<String>,
}

impl Cell {
    /// A plain body cell of one row and one column.
    pub fn single(row: u32, col: u32, text_raw: &str, place: Option<Place>) -> Cell {
        Cell {
            row,
            col,
            row_span: 1,
            col_span: 1,
            text: crate::text::normalise(&crate::text::lines_without_marks(text_raw)),
            text_raw: text_raw.to_owned(),
            is_header: false,
            place,
            indent: None,
            repair: None,
        }
    }

    /// The number that the file holds, where it has more decimals than the text displays; else the text.
    pub fn exact(&self) -> &str {
        let scale = |text: &str| crate::parse_number(text).map(|number| number.scale());
        match scale(&self.text).zip(scale(&self.text_raw)) {
            Some((displayed, stored)) if stored > displayed => &self.text_raw,
            _ => &self.text,
        }
    }
}

/// Why cells do not form a grid.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GridError {
    /// Two cells cover one place.
    #[error("two cells cover row {row}, column {col}")]
    Overlap {
        /// 0-based row.
        row: u32,
        /// 0-based column.
        col: u32,
    },
    /// No cell covers a place.
    #[error("no cell covers row {row}, column {col}")]
    Hole {
        /// 0-based row.
        row: u32,
        /// 0-based column.
        col: u32,
    },
    /// A cell reaches beyond the grid or covers nothing.
    #[error("the cell at row {row}, column {col} does not fit into the grid")]
    OutOfBounds {
        /// 0-based row.
        row: u32,
        /// 0-based column.
        col: u32,
    },
    /// The grid has more places than allowed.
    #[error("a grid of {rows} x {columns} is larger than {} places", Grid::MAX_PLACES)]
    TooLarge {
        /// Rows asked for.
        rows: u32,
        /// Columns asked for.
        columns: u32,
    },
}

/// A rectangular table whose cells tile it; the constructor proves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    rows: u32,
    columns: u32,
    cells: Vec<Cell>,
    /// Index into `cells` of the cell that covers each place, row by row.
    owner: Vec<u32>,
}

impl Grid {
    /// The most places (rows x columns) a grid may have. A disclosure's largest known table has 15,000.
    pub const MAX_PLACES: u64 = 4_000_000;

    /// Builds a grid of `rows` x `columns` from cells in any order; they are sorted into reading order.
    ///
    /// # Errors
    /// Two cells cover one place, none covers it, or a cell reaches outside.
    pub fn new(rows: u32, columns: u32, mut cells: Vec<Cell>) -> Result<Grid, GridError> {
        if u64::from(rows) * u64::from(columns) > Grid::MAX_PLACES {
            return Err(GridError::TooLarge { rows, columns });
        }
        cells.sort_by_key(|cell| (cell.row, cell.col));
        let mut owner = vec![u32::MAX; rows as usize * columns as usize];
        for (index, cell) in cells.iter().enumerate() {
            let bottom = cell.row.checked_add(cell.row_span).filter(|b| *b <= rows && cell.row_span > 0);
            let right = cell.col.checked_add(cell.col_span).filter(|r| *r <= columns && cell.col_span > 0);
            let (Some(bottom), Some(right)) = (bottom, right) else {
                return Err(GridError::OutOfBounds { row: cell.row, col: cell.col });
            };
            for row in cell.row..bottom {
                for col in cell.col..right {
                    let slot = &mut owner[row as usize * columns as usize + col as usize];
                    if *slot != u32::MAX {
                        return Err(GridError::Overlap { row, col });
                    }
                    *slot = index as u32;
                }
            }
        }
        if let Some(hole) = owner.iter().position(|slot| *slot == u32::MAX) {
            let columns = columns as usize;
            return Err(GridError::Hole { row: (hole / columns) as u32, col: (hole % columns) as u32 });
        }
        Ok(Grid { rows, columns, cells, owner })
    }

    /// Number of rows.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// The cells in reading order (by row, then column of their top left).
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell that covers a place.
    ///
    /// # Panics
    /// If the place lies outside the grid.
    pub fn at(&self, row: u32, col: u32) -> &Cell {
        assert!(row < self.rows && col < self.columns, "place ({row}, {col}) is outside the grid");
        &self.cells[self.owner[row as usize * self.columns as usize + col as usize] as usize]
    }

    /// The cell whose top left is at a place; `None` where another cell's span covers it.
    pub fn starts_at(&self, row: u32, col: u32) -> Option<&Cell> {
        if row >= self.rows || col >= self.columns {
            return None;
        }
        Some(self.at(row, col)).filter(|cell| cell.row == row && cell.col == col)
    }

    /// The distinct cells that cover a row, left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &Cell> {
        let mut col = 0;
        std::iter::from_fn(move || {
            if row >= self.rows || col >= self.columns {
                return None;
            }
            let cell = self.at(row, col);
            col = cell.col + cell.col_span;
            Some(cell)
        })
    }

    /// Gives the cells back, in reading order, with the grid's size; a changed set goes through [`Grid::new`].
    pub fn into_cells(self) -> (u32, u32, Vec<Cell>) {
        (self.rows, self.columns, self.cells)
    }

    /// Marks the first `count` rows as header and all others as body. A cell is header if it starts there.
    pub fn mark_header(&mut self, count: u32) {
        for cell in &mut self.cells {
            cell.is_header = cell.row < count;
        }
    }
}

impl Grid {
    /// Marks further rows as header: those that repeat it or number the columns further down.
    pub fn mark_header_rows(&mut self, rows: &[u32]) {
        for cell in self.cells.iter_mut().filter(|cell| rows.contains(&cell.row)) {
            cell.is_header = true;
        }
    }

    /// Whether all cells that start in a row are header; a row in which none starts is not.
    pub fn is_header_row(&self, row: u32) -> bool {
        let mut own = self.row(row).filter(|cell| cell.row == row).peekable();
        own.peek().is_some() && own.all(|cell| cell.is_header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, col: u32, row_span: u32, col_span: u32) -> Cell {
        Cell { row_span, col_span, ..Cell::single(row, col, "x", None) }
    }

    #[test]
    fn spans_tile() {
        let grid = Grid::new(2, 2, vec![cell(0, 1, 2, 1), cell(0, 0, 1, 1), cell(1, 0, 1, 1)]).unwrap();
        assert_eq!(grid.at(1, 1).row, 0);
        assert!(grid.starts_at(1, 1).is_none());
        assert_eq!(grid.row(1).map(|c| (c.row, c.col)).collect::<Vec<_>>(), [(1, 0), (0, 1)]);
    }

    #[test]
    fn holes_overlaps_and_strays_are_refused() {
        assert_eq!(Grid::new(1, 2, vec![cell(0, 0, 1, 1)]), Err(GridError::Hole { row: 0, col: 1 }));
        assert_eq!(
            Grid::new(1, 2, vec![cell(0, 0, 1, 2), cell(0, 1, 1, 1)]),
            Err(GridError::Overlap { row: 0, col: 1 })
        );
        assert_eq!(
            Grid::new(1, 1, vec![cell(0, 0, 1, u32::MAX)]),
            Err(GridError::OutOfBounds { row: 0, col: 0 })
        );
        assert_eq!(Grid::new(1, 1, vec![cell(0, 0, 0, 1)]), Err(GridError::OutOfBounds { row: 0, col: 0 }));
        assert!(matches!(Grid::new(u32::MAX, 9, vec![]), Err(GridError::TooLarge { .. })));
    }
}
