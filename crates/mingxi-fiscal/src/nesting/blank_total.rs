//! A total row that prints no label: only its amounts tell it.

use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole, parse_number};
use rust_decimal::Decimal;

/// Some lists begin or end with a row of sums whose label cells are empty. It is the total if in every column it
/// prints the sum of the leaves.
pub(super) fn find_blank_total(labels: &mut [RowLabel], grid: &Grid, columns: &[&Column]) {
    let is_blank = |label: &RowLabel| label.name.is_none() && label.code.is_none();
    let has_total = labels.iter().any(|label| label.role == Some(RowRole::Total));
    let mut blank = (0..labels.len()).filter(|index| is_blank(&labels[*index]));
    let (Some(total), None) = (blank.next(), blank.next()) else { return };
    if has_total || labels.len() < 2 || (total > 0 && total + 1 < labels.len()) {
        return;
    }
    let number = |row: u32, column: &Column| {
        grid.starts_at(row, column.col).and_then(|cell| parse_number(&cell.text_raw))
    };
    let is_leaf = |index: &usize| *index != total && labels[*index].role == Some(RowRole::Leaf);
    let leaves: Vec<u32> = (0..labels.len()).filter(is_leaf).map(|index| labels[index].row).collect();
    let mut sums = 0;
    for column in columns.iter().filter(|column| column.role == ColumnRole::Value) {
        let printed = number(labels[total].row, column);
        let terms: Vec<Decimal> = leaves.iter().filter_map(|row| number(*row, column)).collect();
        if printed.unwrap_or_default() != terms.iter().sum::<Decimal>() {
            return;
        }
        sums += usize::from(printed.is_some());
    }
    if sums > 0 {
        labels[total].role = Some(RowRole::Total);
        labels[total].parent_row = None;
    }
}
