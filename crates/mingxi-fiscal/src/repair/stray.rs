//! Numbers and sum labels that stand in the wrong kind of column.

use super::Move;
use mingxi_model::text::squeeze;
use mingxi_model::{ColumnRole, Table, parse_number};

/// Moves amounts out of label columns into the free value column beside them, and sum labels out of value
/// columns into the free label column beside them.
pub(super) fn moves(table: &Table) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for row in (table.header_rows..table.grid.rows()).filter(|row| !table.grid.is_header_row(*row)) {
        for column in &table.columns {
            let Some(cell) = table.grid.starts_at(row, column.col) else {
                continue;
            };
            let text = squeeze(&cell.text);
            if text.is_empty() || cell.col_span > 1 {
                continue;
            }
            let is_label = matches!(
                column.role,
                ColumnRole::Name | ColumnRole::Code | ColumnRole::SecondaryName | ColumnRole::SecondaryCode
            );
            // Codes and years have no decimals; amounts in label columns are told by theirs.
            let is_amount = text.contains('.') && parse_number(&cell.text_raw).is_some();
            let is_sum_label = matches!(text.as_str(), "合计" | "总计" | "小计");
            let (role, reason) = match (is_label, column.role) {
                (true, _) if is_amount => (
                    ColumnRole::Value,
                    "an amount in a label column belongs to the free value column beside it",
                ),
                (false, ColumnRole::Value) if is_sum_label => (
                    ColumnRole::Name,
                    "a sum label in a value column belongs to the free label column beside it",
                ),
                _ => continue,
            };
            if let Some(to) = free_beside(table, row, column.col, role, &moves) {
                moves.push(Move { row, from: column.col, to, reason });
            }
        }
    }
    moves
}

/// The only empty neighbour of a column that has the role.
fn free_beside(table: &Table, row: u32, col: u32, role: ColumnRole, moves: &[Move]) -> Option<u32> {
    let free = |col: u32| {
        let column = table.columns.get(col as usize)?;
        let cell = table.grid.starts_at(row, col)?;
        let taken = moves.iter().any(|step| step.row == row && step.to == col);
        (column.role == role && cell.text.is_empty() && !taken).then_some(col)
    };
    match (col.checked_sub(1).and_then(free), free(col + 1)) {
        (Some(left), None) => Some(left),
        (None, Some(right)) => Some(right),
        _ => None,
    }
}
