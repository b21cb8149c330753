//! 其中： opens a full split where the parts sum up, and a memo otherwise.

use super::amounts::{Amounts, Verdict};
use mingxi_model::text::squeeze;
use mingxi_model::{RowLabel, RowRole};
use std::collections::BTreeMap;

/// Makes leaves of the 其中 rows below a row that has no other rows, if two or more of them that print an
/// amount, be it zero, make it up in all columns. One alone that equals its whole may as well be the only one that the
/// form picks out. Rows numbered below one of them (1. and 2. below （二）) are looked at after it.
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
            && parts.iter().filter(|part| amounts.is_filled(**part)).count() > 1
            && makes_up(labels, amounts, parent, &parts)
        {
            labels[parent].role = Some(RowRole::Group);
            for part in parts {
                labels[part].role = Some(RowRole::Leaf);
            }
        }
    }
}

/// Whether the parts make up the whole. Zeros prove nothing, but do not contradict numbers either: 1. and 2. below
/// （二） are its parts, whereas 其中 says nothing of the rest.
fn makes_up(labels: &[RowLabel], amounts: &Amounts, whole: usize, parts: &[usize]) -> bool {
    let verdict = amounts.verdict(&amounts.stated(whole), parts.iter().copied());
    let says_of_which = |part: &usize| {
        let printed = labels[*part].name_as_printed.as_deref().map(squeeze);
        printed.is_some_and(|printed| printed.starts_with("其中"))
    };
    verdict.holds() || (verdict == Verdict::default() && !parts.iter().any(says_of_which))
}
