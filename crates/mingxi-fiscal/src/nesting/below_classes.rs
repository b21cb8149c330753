//! Projects below the class that pays for them: rows without a code behind the row of a 项.

use super::amounts::Amounts;
use mingxi_model::{RowLabel, RowRole};

/// Puts rows without a code below the coded row above them that has no coded rows of its own: 2101202 above the project
/// that it pays. All such rows of a table must make up their classes, more than one pair of rows, for one amount may equal
/// another by chance.
pub(super) fn nest_below_classes(labels: &mut [RowLabel], amounts: &Amounts) {
    let groups = groups(labels);
    let rows: usize = groups.iter().map(|(_, parts)| parts.len()).sum();
    let holds = |(class, parts): &(usize, Vec<usize>)| {
        amounts.verdict(&amounts.stated(*class), parts.iter().copied()).holds()
    };
    if rows < 2 || !groups.iter().all(holds) {
        return;
    }
    for (class, parts) in groups {
        labels[class].role = Some(RowRole::Group);
        let row = labels[class].row;
        for part in parts {
            labels[part].parent_row = Some(row);
        }
    }
}

/// The coded rows without coded parts, each with the rows behind it that have no code.
fn groups(labels: &[RowLabel]) -> Vec<(usize, Vec<usize>)> {
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut class: Option<usize> = None;
    for (index, label) in labels.iter().enumerate() {
        if label.level.is_some() && label.code.is_some() {
            class = Some(index).filter(|_| label.role == Some(RowRole::Leaf));
        } else if label.role != Some(RowRole::Leaf) || label.code.is_some() || label.parent_row.is_some() {
            class = None;
        } else if let Some(class) = class {
            match groups.last_mut().filter(|(known, _)| *known == class) {
                Some((_, parts)) => parts.push(index),
                None => groups.push((class, vec![index])),
            }
        }
    }
    groups
}
