//! The cells that checks speak of, by their numbers in the published tables.

use mingxi_model::Term;

/// A cell: table number, row, column.
pub(crate) type CellKey = (i32, i32, i32);

/// The cell of a term.
pub(crate) fn cell_of(term: &Term) -> CellKey {
    (term.table_id, term.row, term.col)
}
