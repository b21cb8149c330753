//! The level of rows without a code: how many rows contain them, where anything shows nesting at all. Budget units have no
//! level, and what stands below them is counted from there, as its codes would be.

use mingxi_model::text::squeeze;
use mingxi_model::{RowLabel, RowRole};
use std::collections::BTreeMap;

/// More levels than any form prints; beyond it a level says no more.
const DEEPEST: i8 = 20;

/// Whether a row is that of a budget unit.
fn is_unit(label: &RowLabel) -> bool {
    match (&label.code, &label.unit_code) {
        (Some(code), Some(unit)) => code == unit,
        (None, None) => {
            let name = label.name.as_deref().filter(|_| label.role != Some(RowRole::Leaf));
            name.is_some_and(|name| label.unit_name.as_deref().map(squeeze).as_deref() == Some(name))
        }
        _ => false,
    }
}

/// Fills the levels of rows without a code in a panel in which such a row or a unit's contains another, or has a number.
pub(super) fn fill_levels(labels: &mut [RowLabel]) {
    let by_row: BTreeMap<u32, usize> =
        labels.iter().enumerate().map(|(index, label)| (label.row, index)).collect();
    let parents: Vec<Option<usize>> =
        labels.iter().map(|label| label.parent_row.and_then(|row| by_row.get(&row)).copied()).collect();
    let nests = (0..labels.len()).any(|index| {
        labels[index].code.is_none()
            && labels[index].name.is_some()
            && parents[index].is_some_and(|parent| labels[parent].level.is_none())
    });
    let is_numbered = labels.iter().any(|label| label.code.is_none() && label.depth > 0);
    if !nests && !is_numbered {
        return;
    }
    for index in 0..labels.len() {
        let label = &labels[index];
        let is_none = label.code.is_some() || label.name.is_none() || label.role == Some(RowRole::Total);
        if is_none || is_unit(label) {
            continue;
        }
        let (mut depth, mut next) = (1i8, parents[index]);
        while let Some(parent) = next.filter(|_| depth < DEEPEST) {
            depth += i8::from(labels[parent].role != Some(RowRole::Total) && !is_unit(&labels[parent]));
            next = parents[parent].filter(|above| *above != parent);
        }
        labels[index].level = Some(depth);
    }
}
