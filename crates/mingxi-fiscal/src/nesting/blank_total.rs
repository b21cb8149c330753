//! A total row that prints no label: only its amounts tell it.

use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole, parse_number};
use rust_decimal::Decimal;

/// Some lists of projects begin with a row of sums whose label cells are empty. It is the total if in every column
/// it prints the sum of the leaves below it.
pub(super) fn find_blank_total(labels: &mut [RowLabel], grid: &Grid, columns: &[&Column]) {
    let is_blank = |label: &RowLabel| label.name.is_none() && label.code.is_none();
    let has_total = labels.iter().any(|label| label.role == Some(RowRole::Total));
    let Some((first, rest)) = labels.split_first_mut() else { return };
    if has_total || !is_blank(first) || rest.is_empty() || rest.iter().any(is_blank) {
        return;
    }
    let number = |row: u32, column: &Column| {
        grid.starts_at(row, column.col).and_then(|cell| parse_number(&cell.text_raw))
    };
    let leaves = rest.iter().filter(|label| label.role == Some(RowRole::Leaf));
    let values = columns.iter().filter(|column| column.role == ColumnRole::Value);
    let mut sums = 0;
    for column in values {
        let printed = number(first.row, column);
        let below: Vec<Decimal> = leaves.clone().filter_map(|leaf| number(leaf.row, column)).collect();
        if printed.unwrap_or_default() != below.iter().sum::<Decimal>() {
            return;
        }
        sums += usize::from(printed.is_some());
    }
    if sums > 0 {
        first.role = Some(RowRole::Total);
    }
}
