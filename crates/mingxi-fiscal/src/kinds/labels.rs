//! What the rows are called: items of 三公, sources of revenue, economic classes, stocks of assets. Only the
//! columns of labels count, never a goal or a remark; most signs ask for a share of all rows.

use super::Asked;
use mingxi_model::text::squeeze;
use mingxi_model::{ColumnRole, parse_number};

/// A label longer than this is a sentence.
const LONGEST: usize = 40;

/// The names of each panel's rows.
pub(super) fn panels(asked: &Asked) -> Vec<Vec<String>> {
    let last = asked.columns.iter().map(|column| column.panel).max().unwrap_or(0);
    let of_panel = |panel: u32| {
        let own = |col: u32| {
            asked
                .columns
                .iter()
                .any(|column| column.col == col && column.panel == panel && column.role == ColumnRole::Name)
        };
        let cells = asked.grid.cells().iter().filter(|cell| cell.row >= asked.header_rows && own(cell.col));
        cells.map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).collect()
    };
    (0..=last).map(of_panel).collect()
}

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    let is_label = |col: u32| match asked.columns.iter().find(|column| column.col == col) {
        Some(column) => column.role == ColumnRole::Name,
        None => asked.columns.is_empty() && col < 2,
    };
    let cells = asked.grid.cells().iter().filter(|cell| cell.row >= asked.header_rows && is_label(cell.col));
    cells
        .map(|cell| squeeze(&cell.text))
        .filter(|text| !text.is_empty() && text.chars().count() <= LONGEST && parse_number(text).is_none())
        .collect()
}
