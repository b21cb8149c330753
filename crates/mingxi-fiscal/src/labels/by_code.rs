//! Rows nested by their codes: 类 above 款 above 项, a department above its units, a unit above its rows.

use crate::nesting::nest;
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Six digits are no code of the functional (3, 5, 7) or economic (3, 5) classification.
fn is_unit_code(code: &str) -> bool {
    code.len() == 6
}

/// Levels, parents and groups of rows with classification codes.
pub(super) fn nest_by_code(labels: &mut [RowLabel]) {
    // Unit and code to the rows (grid row, index) that print them.
    type Rows = Vec<(u32, usize)>;
    let mut rows_by_code: BTreeMap<(Option<String>, String), Rows> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        if let Some(code) = &label.code {
            rows_by_code.entry((unit_of(label), code.clone())).or_default().push((label.row, index));
        }
    }
    let mut groups = Vec::new();
    for label in labels.iter_mut() {
        let Some(code) = label.code.clone() else { continue };
        label.level = match code.len() {
            3 => Some(1),
            5 => Some(2),
            7 => Some(3),
            _ => None,
        };
        if label.level.is_none() {
            continue;
        }
        label.parent_code = (code.len() > 3).then(|| code[..code.len() - 2].to_owned());
        // The nearest listed ancestor: some forms list 类 and 项 without 款.
        let unit = unit_of(label);
        let ancestor = (3..code.len()).rev().filter(|length| length % 2 == 1).find_map(|length| {
            rows_by_code
                .get(&(unit.clone(), code[..length].to_owned()))?
                .iter()
                .rev()
                .find(|(row, _)| *row < label.row)
        });
        if let Some((row, index)) = ancestor {
            label.parent_row = Some(*row);
            groups.push(*index);
        }
    }
    for index in groups {
        if labels[index].role == Some(RowRole::Leaf) {
            labels[index].role = Some(RowRole::Group);
        }
    }
}

fn unit_of(label: &RowLabel) -> Option<String> {
    label.unit_code.clone()
}

/// The number of each row in the panel's first value column.
pub(super) fn first_amounts(grid: &Grid, labels: &[RowLabel], columns: &[&Column]) -> Vec<Option<Decimal>> {
    let first = columns.iter().find(|column| column.role == ColumnRole::Value);
    labels
        .iter()
        .map(|label| first.and_then(|column| parse_number(&grid.starts_at(label.row, column.col)?.text_raw)))
        .collect()
}

/// A department's row (133) contains its units' rows (133001), a unit's row the rows below it.
pub(super) fn nest_in_units(labels: &mut [RowLabel], amounts: &[Option<Decimal>]) {
    let is_unit = |label: &RowLabel| {
        label.role != Some(RowRole::Total) && label.code.as_deref().is_some_and(is_unit_code)
    };
    let units: Vec<usize> = (0..labels.len()).filter(|index| is_unit(&labels[*index])).collect();
    for department in 0..labels.len() {
        let Some(code) = labels[department].code.clone().filter(|code| code.len() == 3) else {
            continue;
        };
        let inside: Vec<usize> = units
            .iter()
            .copied()
            .filter(|unit| labels[*unit].code.as_deref().is_some_and(|unit| unit.starts_with(&code)))
            .collect();
        if inside.is_empty() {
            continue;
        }
        labels[department].level = None;
        labels[department].role = Some(RowRole::Group);
        labels[department].unit_code = Some(code);
        for unit in inside {
            labels[unit].parent_row = Some(labels[department].row);
        }
    }
    for (order, unit) in units.iter().copied().enumerate() {
        let end = units.get(order + 1).copied().unwrap_or(labels.len());
        let inside: Vec<usize> =
            (unit + 1..end).filter(|index| labels[*index].role != Some(RowRole::Total)).collect();
        if inside.is_empty() {
            continue;
        }
        labels[unit].role = Some(RowRole::Group);
        let row = labels[unit].row;
        if inside.iter().any(|index| labels[*index].level.is_some()) {
            for index in inside {
                labels[index].parent_row.get_or_insert(row);
            }
        } else {
            nest_in_unit(labels, amounts, unit, &inside);
        }
    }
}

/// Rows whose levels stand in label columns of their own (采购品目 | 专项 | 物品): a row contains those below it
/// whose labels reach further right, where the amounts agree; else only the amounts tell which contain which.
pub(super) fn nest_levels(
    labels: &mut [RowLabel],
    grid: &Grid,
    amounts: &[Option<Decimal>],
    columns: &[&Column],
) {
    const LEVELS: usize = 3;
    let has_levels = columns.iter().filter(|c| c.role == ColumnRole::Name).count() >= LEVELS;
    if !has_levels || labels.iter().any(|label| label.code.is_some()) {
        return;
    }
    let is_total = |label: &RowLabel| label.role == Some(RowRole::Total);
    let Some(total) = labels.iter().position(is_total) else { return };
    let inside: Vec<usize> =
        (0..labels.len()).filter(|index| !is_total(&labels[*index]) && amounts[*index].is_some()).collect();
    let names: Vec<u32> = columns.iter().filter(|c| c.role == ColumnRole::Name).map(|c| c.col).collect();
    let reach = |index: &usize| {
        names.iter().rposition(|col| !squeeze(&grid.at(labels[*index].row, *col).text).is_empty())
    };
    let reaches: Vec<Option<usize>> = inside.iter().map(reach).collect();
    let parents = by_reach(&reaches);
    if adds_up(&parents, &inside, amounts, total) {
        let total_row = labels[total].row;
        for (place, parent) in parents.iter().enumerate() {
            let row = parent.map_or(total_row, |parent| labels[inside[parent]].row);
            labels[inside[place]].parent_row = Some(row);
            if let Some(parent) = parent {
                labels[inside[*parent]].role = Some(RowRole::Group);
            }
        }
        return;
    }
    nest_by_amounts(labels, amounts, total, &inside);
}

/// The nearest row above whose labels reach less far; `None` for the outermost rows.
fn by_reach(reaches: &[Option<usize>]) -> Vec<Option<usize>> {
    (0..reaches.len()).map(|place| (0..place).rev().find(|above| reaches[*above] < reaches[place])).collect()
}

/// Whether every parent is the sum of its children, and the total that of the outermost rows.
fn adds_up(parents: &[Option<usize>], inside: &[usize], amounts: &[Option<Decimal>], total: usize) -> bool {
    let amount = |index: usize| amounts[index].unwrap_or_default();
    let mut sums: BTreeMap<Option<usize>, Decimal> = BTreeMap::new();
    for (place, parent) in parents.iter().enumerate() {
        *sums.entry(*parent).or_default() += amount(inside[place]);
    }
    sums.iter().all(|(parent, sum)| *sum == parent.map_or(amount(total), |parent| amount(inside[parent])))
}

/// Rows of a unit without codes (项目 lists): which rows contain which, told by their amounts. Where no
/// nesting adds up but nothing speaks for levels among the rows either, they are the unit's plain parts, so
/// that a wrong amount among them shows; else they are set aside as memo rows, of which no sum is claimed.
fn nest_in_unit(labels: &mut [RowLabel], amounts: &[Option<Decimal>], unit: usize, inside: &[usize]) {
    let values: Vec<Decimal> = inside.iter().filter_map(|index| amounts[*index]).collect();
    if nest_by_amounts(labels, amounts, unit, inside) || values.len() != inside.len() || has_levels(&values) {
        return;
    }
    let row = labels[unit].row;
    for index in inside {
        labels[*index].role = Some(RowRole::Leaf);
        labels[*index].parent_row = Some(row);
    }
}

/// Whether some amount is the sum of the amounts right below it.
fn has_levels(amounts: &[Decimal]) -> bool {
    (0..amounts.len()).any(|head| {
        let mut sum = Decimal::ZERO;
        amounts[head + 1..].iter().any(|amount| {
            sum += amount;
            !sum.is_zero() && sum == amounts[head]
        })
    })
}

/// Which rows contain which, told by their amounts; says whether a nesting adds up. Where none does, the rows
/// are set aside as memo rows.
fn nest_by_amounts(
    labels: &mut [RowLabel],
    amounts: &[Option<Decimal>],
    unit: usize,
    inside: &[usize],
) -> bool {
    let values: Option<Vec<Decimal>> = inside.iter().map(|index| amounts[*index]).collect();
    let parents = values.zip(amounts[unit]).and_then(|(values, total)| nest(&values, total));
    let unit_row = labels[unit].row;
    let Some(parents) = parents else {
        for index in inside {
            labels[*index].role = Some(RowRole::Memo);
        }
        return false;
    };
    for (place, parent) in parents.into_iter().enumerate() {
        let row = parent.map_or(unit_row, |parent| labels[inside[parent]].row);
        labels[inside[place]].parent_row = Some(row);
        if let Some(parent) = parent {
            labels[inside[parent]].role = Some(RowRole::Group);
        }
    }
    true
}
