//! What must hold of the tables of any document, whatever its format.

use mingxi_decode::Limits;
use mingxi_model::{Block, Document};

/// The tables have no more columns and places than allowed, and no two of their cells cover one place.
pub fn check(document: &Document, limits: &Limits) {
    let mut places = 0;
    for block in &document.blocks {
        let Block::Native(table) = block else { continue };
        assert!(table.columns <= limits.columns, "more columns than allowed");
        places += u64::from(table.rows) * u64::from(table.columns);
        let mut covered = vec![false; table.rows as usize * table.columns as usize];
        for cell in &table.cells {
            for row in cell.row..cell.row + cell.row_span {
                for col in cell.col..cell.col + cell.col_span {
                    assert!(row < table.rows && col < table.columns, "a cell outside its table");
                    let place = &mut covered[row as usize * table.columns as usize + col as usize];
                    assert!(!std::mem::replace(place, true), "two cells cover one place");
                }
            }
        }
    }
    assert!(places <= limits.places, "more places than allowed");
}
