//! 其中： opens a full split where the parts sum up, and a memo otherwise.

use super::amounts::Amounts;
use mingxi_model::{RowLabel, RowRole};
use std::collections::BTreeMap;

/// Makes leaves of the 其中 rows below a row that has no other rows, if two or more of them with
/// amounts make it up in all columns. One that equals its whole may as well be the only one that the form picks out.
pub(super) fn split(labels: &mut [RowLabel], amounts: &Amounts) {
    let by_row: BTreeMap<u32, usize> =
        labels.iter().enumerate().map(|(index, label)| (label.row, index)).collect();
    let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        if let Some(parent) = label.parent_row.and_then(|row| by_row.get(&row)) {
            below.entry(*parent).or_default().push(index);
        }
    }
    for (parent, parts) in below {
        let all_memo = parts.iter().all(|part| labels[*part].role == Some(RowRole::Memo));
        let is_leaf = labels[parent].role == Some(RowRole::Leaf);
        if all_memo
            && is_leaf
            && parts.iter().filter(|part| amounts.is_positive(**part)).count() > 1
            && amounts.verdict(&amounts.stated(parent), parts.iter().copied()).holds()
        {
            labels[parent].role = Some(RowRole::Group);
            for part in parts {
                labels[part].role = Some(RowRole::Leaf);
            }
        }
    }
}
