//! Rows of several years below each other: 2025年, 2026年, 增减变化 of every unit. A sum is of rows of one year.

use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel};
use std::collections::BTreeMap;

/// Years and changes that a form prints below each other at most.
const MOST_YEARS: usize = 6;

/// The year cell of every row, where a column of remarks repeats the same few years for all rows; empty where none does.
pub(super) fn year_cells(labels: &[RowLabel], grid: &Grid, columns: &[&Column]) -> Vec<String> {
    let texts = |column: &&Column| -> Vec<String> {
        labels.iter().map(|label| squeeze(&grid.at(label.row, column.col).text)).collect()
    };
    let of_remarks = columns.iter().filter(|column| column.role == ColumnRole::Text);
    of_remarks.map(texts).find(|texts| repeat_years(texts)).unwrap_or_default()
}

fn repeat_years(texts: &[String]) -> bool {
    let Some(first) = texts.first().filter(|text| !text.is_empty()) else { return false };
    let Some(again) = texts.iter().skip(1).position(|text| text == first) else { return false };
    let period = again + 1;
    (2..=MOST_YEARS).contains(&period)
        && texts.iter().all(|text| !text.is_empty())
        && texts.iter().zip(&texts[period..]).all(|(text, next)| text == next)
        && texts[..period].iter().any(|text| text.contains('年'))
}

/// Rows by their year; all together where they have none.
pub(super) fn by_year(rows: &[usize], years: &[String]) -> Vec<Vec<usize>> {
    let mut strands: BTreeMap<Option<&String>, Vec<usize>> = BTreeMap::new();
    for row in rows {
        strands.entry(years.get(*row)).or_default().push(*row);
    }
    strands.into_values().collect()
}
