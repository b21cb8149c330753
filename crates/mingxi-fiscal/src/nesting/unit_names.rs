//! The budget units of rows that no code and no column of their own tells: names of organisations above their items, or
//! a list of units.

use crate::codes::names_organisation;
use crate::units::are_items;
use mingxi_model::{Column, ColumnRole, RowLabel, RowRole};
use std::collections::{BTreeMap, BTreeSet};

/// What speaks for a column's naming units, and how much is needed.
mod weights {
    pub const HEADER_SAYS_UNIT: u32 = 3;
    pub const ALL_ARE_ORGANISATIONS: u32 = 3;
    pub const MOST_ARE_ORGANISATIONS: u32 = 2;
    pub const ONE_IS_A_HEAD_OFFICE: u32 = 2;
    pub const ROWS_BELOW_ARE_NONE: u32 = 1;
    pub const NEEDED: u32 = 5;
}

/// Gives rows whose names are units these as their unit, and all rows inside them too.
pub(super) fn carry_unit_names(labels: &mut [RowLabel], columns: &[&Column]) {
    let has_unit = |label: &RowLabel| label.unit_name.is_some() || label.unit_code.is_some();
    if labels.iter().any(has_unit) || !names_units(labels, columns) {
        return;
    }
    let by_row: BTreeMap<u32, usize> =
        labels.iter().enumerate().map(|(index, label)| (label.row, index)).collect();
    let among_items = among_items(labels);
    let is_listed = says_unit(columns) && labels.iter().all(|label| label.parent_row.is_none());
    for index in 0..labels.len() {
        if labels[index].role == Some(RowRole::Total) {
            continue;
        }
        let above = || labels[index].parent_row.and_then(|row| by_row.get(&row)).filter(|row| **row < index);
        // 讲师团 among 局 and 中心 is a unit too.
        let is_outer_group = labels[index].code.is_none()
            && labels[index].parent_row.is_none()
            && labels[index].role == Some(RowRole::Group);
        let is_own = is_outer_group || is_unit(&labels[index]) && !among_items.contains(&index) || is_listed;
        let own = if is_own { labels[index].name.clone() } else { None };
        let unit = own.or_else(|| above().and_then(|parent| labels[*parent].unit_name.clone()));
        labels[index].unit_name = unit;
    }
}

/// The rows that contain none and stand inside another one, most of whose rows are not named as organisations are: projects
/// may be called after what they build (城市规划展览中心).
fn among_items(labels: &[RowLabel]) -> BTreeSet<usize> {
    let mut inside: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        if let Some(row) = label.parent_row {
            inside.entry(row).or_default().push(index);
        }
    }
    let items = |rows: &Vec<usize>| rows.iter().filter(|index| !is_unit(&labels[**index])).count();
    let listed = inside.values().filter(|rows| are_items(items(rows), rows.len())).flatten();
    listed.copied().filter(|index| !inside.contains_key(&labels[*index].row)).collect()
}

/// Whether a row without a code is named like an organisation.
fn is_unit(label: &RowLabel) -> bool {
    label.code.is_none()
        && label.role != Some(RowRole::Total)
        && label.name.as_deref().is_some_and(names_organisation)
}

/// Weighs whether the rows that contain others, or all where none does, are named by units.
fn names_units(labels: &[RowLabel], columns: &[&Column]) -> bool {
    let rows: Vec<&RowLabel> = labels.iter().filter(|label| label.role != Some(RowRole::Total)).collect();
    let outer: Vec<&RowLabel> = rows.iter().copied().filter(|label| label.parent_row.is_none()).collect();
    let share = |rows: &[&RowLabel]| {
        let units = rows.iter().filter(|label| is_unit(label)).count();
        if rows.is_empty() { 0 } else { 100 * units / rows.len() }
    };
    let nests = rows.len() > outer.len();
    let mut weight = 0;
    weight += if says_unit(columns) { weights::HEADER_SAYS_UNIT } else { 0 };
    weight += match share(&outer) {
        100 => weights::ALL_ARE_ORGANISATIONS,
        60..100 => weights::MOST_ARE_ORGANISATIONS,
        _ => return false,
    };
    let is_head_office = |label: &&RowLabel| {
        label.name.as_deref().is_some_and(|name| name.ends_with("(本级)") || name.ends_with("(机关)"))
    };
    weight += outer.iter().find(|label| is_head_office(label)).map_or(0, |_| weights::ONE_IS_A_HEAD_OFFICE);
    let inner: Vec<&RowLabel> = rows.iter().copied().filter(|label| label.parent_row.is_some()).collect();
    weight += if nests && share(&inner) < 50 { weights::ROWS_BELOW_ARE_NONE } else { 0 };
    weight >= weights::NEEDED
}

/// Whether the header over the names speaks of units: 单位名称, 支出项目类别（资金使用单位）.
fn says_unit(columns: &[&Column]) -> bool {
    let of_names = columns.iter().filter(|column| column.role == ColumnRole::Name);
    of_names.flat_map(|column| &column.path).any(|text| text.contains("单位"))
}
