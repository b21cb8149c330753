//! A grid being put right: the cells by the place where they start.

use mingxi_model::{Cell, Grid, GridError};

/// Cells by row and column; `None` where the span of another cell covers the place.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The places.
    pub rows: Vec<Vec<Option<Cell>>>,
    /// Number of columns.
    pub columns: usize,
}

impl Draft {
    /// Takes a grid apart.
    pub fn new(grid: Grid) -> Draft {
        let (rows, columns, cells) = grid.into_cells();
        let mut places = vec![vec![None; columns as usize]; rows as usize];
        for cell in cells {
            let (row, col) = (cell.row as usize, cell.col as usize);
            places[row][col] = Some(cell);
        }
        Draft { rows: places, columns: columns as usize }
    }

    /// Puts the grid together again.
    ///
    /// # Errors
    /// The spans do not tile.
    pub fn build(self) -> Result<Grid, GridError> {
        let (rows, columns) = (self.rows.len() as u32, self.columns as u32);
        Grid::new(rows, columns, self.rows.into_iter().flatten().flatten().collect())
    }

    /// Columns of the non-empty cells that start in a row.
    pub fn filled(&self, row: usize) -> Vec<usize> {
        (0..self.columns).filter(|col| self.text(row, *col).is_some_and(|text| !text.is_empty())).collect()
    }

    /// The text of the cell that starts at a place.
    pub fn text(&self, row: usize, col: usize) -> Option<&str> {
        self.rows.get(row)?.get(col)?.as_ref().map(|cell| cell.text.as_str())
    }

    /// Whether all of a row's places are cells of their own.
    pub fn is_single(&self, row: usize) -> bool {
        self.rows[row].iter().all(|cell| cell.as_ref().is_some_and(|c| c.row_span == 1 && c.col_span == 1))
    }

    /// Whether an empty cell of one place starts here.
    pub fn is_free(&self, row: usize, col: usize) -> bool {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(col)?.as_ref())
            .is_some_and(|c| c.text.is_empty() && c.row_span == 1 && c.col_span == 1)
    }

    /// Moves the fields of a row to other columns and says so on every moved cell.
    pub fn move_fields(&mut self, row: usize, from: &[usize], to: &[usize], why: &str) {
        let taken: Vec<Option<Cell>> = from
            .iter()
            .map(|col| {
                let cell = self.rows[row][*col].take();
                let place = cell.as_ref().and_then(|c| c.place.clone());
                self.rows[row][*col] = Some(Cell::single(row as u32, *col as u32, "", place));
                cell
            })
            .collect();
        for ((old, new), cell) in from.iter().zip(to).zip(taken) {
            let Some(mut cell) = cell else { continue };
            if old != new {
                cell.col = *new as u32;
                note(&mut cell, &format!("stood in column {old}; moved to column {new}, {why}"));
            }
            self.rows[row][*new] = Some(cell);
        }
    }

    /// Lets a cell cover the empty cells right of it up to a column.
    pub fn absorb_right(&mut self, row: usize, col: usize, until: usize) {
        let Some(span) =
            self.rows[row][col].as_ref().filter(|c| c.row_span == 1).map(|c| c.col_span as usize)
        else {
            return;
        };
        let mut end = col + span;
        while end < until.min(self.columns) && self.is_free(row, end) {
            self.rows[row][end] = None;
            end += 1;
        }
        if let Some(cell) = &mut self.rows[row][col] {
            cell.col_span = (end - col) as u32;
        }
    }

    /// Lets a cell cover the empty places right under it, in one more row; `false` if they are not empty.
    pub fn absorb_below(&mut self, row: usize, col: usize) -> bool {
        let Some((bottom, end)) =
            self.rows[row][col].as_ref().map(|c| (row + c.row_span as usize, col + c.col_span as usize))
        else {
            return false;
        };
        if bottom >= self.rows.len() {
            return false;
        }
        let same_width = self.rows[bottom][col]
            .as_ref()
            .is_some_and(|c| c.text.is_empty() && c.row_span == 1 && c.col_span as usize == end - col);
        if !same_width && !(col..end).all(|c| self.is_free(bottom, c)) {
            return false;
        }
        self.rows[bottom][col..end].fill(None);
        if let Some(cell) = &mut self.rows[row][col] {
            cell.row_span += 1;
        }
        true
    }

    /// Where the cell that covers a place starts.
    pub fn owner(&self, row: usize, col: usize) -> Option<(usize, usize)> {
        (0..=row).rev().find_map(|r| {
            (0..=col).rev().find_map(|c| {
                let cell = self.rows[r][c].as_ref()?;
                let covers = r + cell.row_span as usize > row && c + cell.col_span as usize > col;
                covers.then_some((r, c))
            })
        })
    }

    /// Leaves out columns at the right that hold no text in any row.
    pub fn drop_empty_right_columns(&mut self) {
        while self.columns > 1 && (0..self.rows.len()).all(|row| self.is_free(row, self.columns - 1)) {
            self.columns -= 1;
            for row in &mut self.rows {
                row.truncate(self.columns);
            }
        }
    }
}

/// Adds a remark to a cell's repairs.
pub(super) fn note(cell: &mut Cell, remark: &str) {
    cell.repair = Some(match cell.repair.take() {
        Some(earlier) => format!("{earlier}; {remark}"),
        None => remark.to_owned(),
    });
}
