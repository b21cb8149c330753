//! Rows and cells of one table as they are read, and their layout on the grid.

use super::cells::{CellDraft, Covered, Merge, RowDraft};
use mingxi_model::{Block, NativeCell, NativeTable, Place};
use std::collections::BTreeMap;

/// A table as it is read.
#[derive(Debug)]
pub(crate) struct TableDraft {
    pub(crate) path: String,
    /// Rows met so far.
    pub(crate) met: u32,
    pub(crate) rows: Vec<RowDraft>,
    pub(crate) row: Option<RowDraft>,
    pub(crate) cell: CellDraft,
    /// The table's style may shade its cells.
    pub(crate) is_styled: bool,
    /// Nested tables and text boxes of the cells: they follow the table.
    pub(crate) after: Vec<Block>,
}

impl TableDraft {
    pub(crate) fn new(path: String) -> TableDraft {
        TableDraft {
            path,
            met: 0,
            rows: Vec::new(),
            row: None,
            cell: CellDraft::default(),
            is_styled: false,
            after: Vec::new(),
        }
    }

    /// Ends the open row; a deleted one and one without cells are none.
    pub(crate) fn end_row(&mut self) {
        if let Some(row) = self.row.take()
            && !row.is_deleted
            && !row.is_hidden
            && !row.cells.is_empty()
        {
            self.rows.push(row);
        }
    }

    /// Lays the rows out on the grid: the edges decide where the file states them, else the spans, whatever the widths
    /// say, except in a row that has too few of them. `None` for a table without cells.
    ///
    /// A vertical merge goes on only in a cell that covers the same columns as the one above; otherwise the
    /// cell stands for itself, and so does a continuation without a beginning.
    pub(crate) fn lay_out(&mut self) -> (Option<NativeTable>, Vec<Covered>) {
        let mut covered = super::edges::snap(&mut self.rows, &self.path);
        super::widths::widen(&mut self.rows);
        let mut cells: Vec<NativeCell> = Vec::new();
        let mut columns = 0u32;
        // Column and width of the merges that the next row may continue, with their cell.
        let mut open: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        let mut rows = 0u32;
        for row in std::mem::take(&mut self.rows) {
            let path = format!("{}/tr[{}]", self.path, row.number);
            let mut next_open = BTreeMap::new();
            let mut col = row.skipped;
            for group in joined(row.cells, &path, &mut covered) {
                let place = Place::Part(format!("{path}/tc[{}]", group.number));
                let above = open.get(&(col, group.span)).copied();
                match (group.vertical, above) {
                    (Merge::Continue, Some(index)) => {
                        cells[index].row_span += 1;
                        next_open.insert((col, group.span), index);
                        cover(group.text, place, &mut covered);
                    }
                    _ => {
                        if group.vertical == Merge::Restart {
                            next_open.insert((col, group.span), cells.len());
                        }
                        cells.push(NativeCell {
                            row: rows,
                            col,
                            row_span: 1,
                            col_span: group.span,
                            text: group.text,
                            place,
                            indent: group.indent,
                            stored: None,
                        });
                    }
                }
                col = col.saturating_add(group.span);
            }
            columns = columns.max(col);
            open = next_open;
            rows += 1;
        }
        if cells.is_empty() {
            return (None, covered);
        }
        let place = Place::Part(self.path.clone());
        (Some(NativeTable { cells, rows, columns, place }), covered)
    }
}

/// The cells of a row with the old horizontal merges (`w:hMerge`) joined.
fn joined(cells: Vec<CellDraft>, path: &str, covered: &mut Vec<Covered>) -> Vec<CellDraft> {
    let mut groups: Vec<CellDraft> = Vec::with_capacity(cells.len());
    for cell in cells.into_iter().filter(|cell| !cell.is_deleted) {
        match groups.last_mut() {
            Some(group) if cell.horizontal == Merge::Continue && group.horizontal != Merge::None => {
                group.span = group.span.saturating_add(cell.span);
                cover(cell.text, Place::Part(format!("{path}/tc[{}]", cell.number)), covered);
            }
            _ if cell.horizontal == Merge::Continue => {
                groups.push(CellDraft { horizontal: Merge::None, ..cell });
            }
            _ => groups.push(cell),
        }
    }
    groups
}

fn cover(text: String, place: Place, covered: &mut Vec<Covered>) {
    if !text.trim().is_empty() {
        covered.push(Covered { place, text });
    }
}
