//! A total row that prints no label: its place and its amounts tell it.

use super::amounts::Amounts;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole};

/// The share of the columns, in percent, in which the other rows have to make up a blank row.
const MOSTLY: u32 = 50;
/// So many rows that make up a blank row in any column do so by no chance.
const MANY: usize = 3;

/// The first or last row of a panel that has no total, where it alone prints no label: a place for what may be the
/// total.
pub(super) fn blank_end(
    labels: &[RowLabel],
    grid: &Grid,
    columns: &[&Column],
    amounts: &Amounts,
) -> Option<usize> {
    let is_label = |role| !matches!(role, ColumnRole::Value | ColumnRole::LineNumber);
    let is_blank = |label: &RowLabel| {
        let cells = columns.iter().filter(|column| is_label(column.role));
        let mut texts = cells.map(|column| grid.at(label.row, column.col).text.trim());
        label.depth == 0 && texts.all(str::is_empty)
    };
    let has_total = labels.iter().any(|label| label.role == Some(RowRole::Total));
    let mut blank = (0..labels.len()).filter(|index| is_blank(&labels[*index]));
    let (Some(only), None) = (blank.next(), blank.next()) else { return None };
    let is_end = only == 0 || only + 1 == labels.len();
    (!has_total && labels.len() > 1 && is_end && amounts.is_filled(only)).then_some(only)
}

/// Makes a row the total: it belongs to no unit, and nothing contains it.
pub(super) fn make_total(label: &mut RowLabel) {
    label.role = Some(RowRole::Total);
    (label.parent_row, label.level) = (None, None);
    (label.code, label.name) = (None, None);
    (label.unit_code, label.unit_name) = (None, None);
}

/// Whether the leaves make up the total in most columns, or, where numbers are wrong, no other row states more.
pub(super) fn is_proven(labels: &[RowLabel], amounts: &Amounts, total: usize) -> bool {
    let leaves = (0..labels.len()).filter(|index| labels[*index].role == Some(RowRole::Leaf));
    let leaves: Vec<usize> = leaves.collect();
    let verdict = amounts.verdict(&amounts.stated(total), leaves.iter().copied());
    let others: Vec<usize> = (0..labels.len()).filter(|index| *index != total).collect();
    verdict.share().is_some_and(|share| share >= MOSTLY)
        || (verdict.agree > 0 && leaves.len() >= MANY)
        || (others.len() >= MANY && amounts.is_greatest(total, &others))
}
