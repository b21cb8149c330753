//! The decimals that a column prints: a number with fewer of them may have lost digits.

use mingxi_model::{Diagnostic, LineItem, Severity, Step};
use std::collections::{BTreeMap, BTreeSet};

/// Amounts of one column, or of one table, from which the decimals that it prints are known.
const ENOUGH: usize = 4;

/// Tells the amounts with fewer decimals than their column prints how many those are: 1 in a column of 1.47, 6.92,
/// 5.45 lost two digits, and what rounding explains is half a hundredth.
pub(crate) fn state_precision(items: &mut [LineItem]) {
    let mut columns: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    let mut all = Vec::new();
    for item in items.iter().filter(|item| item.amount.yuan.is_some() && !item.amount.value.is_zero()) {
        columns.entry(item.col).or_default().push(item.amount.value.scale());
        all.push(item.amount.value.scale());
    }
    let of_table = usual(&mut all);
    let of_column: BTreeMap<i32, Option<u32>> =
        columns.into_iter().map(|(col, mut scales)| (col, usual(&mut scales))).collect();
    for item in items.iter_mut().filter(|item| item.amount.yuan.is_some()) {
        let precision = of_column.get(&item.col).copied().flatten().or(of_table);
        item.amount.precision = precision.filter(|precision| *precision > item.amount.value.scale());
    }
}

/// The decimals of most of enough numbers.
fn usual(scales: &mut [u32]) -> Option<u32> {
    scales.sort_unstable();
    (scales.len() >= ENOUGH).then(|| scales[scales.len() / 2])
}

/// The most numbers of one table that are named one by one.
const NAMED: usize = 20;

/// A remark for every amount with fewer decimals than its column in a table that prints noughts (12.50, 3.00): a
/// program that leaves no nought out prints no shorter number either.
pub(crate) fn short_amounts(items: &[LineItem]) -> Vec<Diagnostic> {
    let prints_noughts = |item: &LineItem| {
        let scale = item.amount.value.scale();
        scale > 0
            && item.amount.precision.is_none()
            && !item.amount.value.is_zero()
            && item.value_text.ends_with('0')
    };
    let fixed: BTreeSet<i32> =
        items.iter().filter(|item| prints_noughts(item)).map(|item| item.table_id).collect();
    let is_short = |item: &&LineItem| {
        item.amount.precision.is_some() && !item.amount.value.is_zero() && fixed.contains(&item.table_id)
    };
    let mut named: BTreeMap<i32, usize> = BTreeMap::new();
    let mut remarks = Vec::new();
    for item in items.iter().filter(is_short) {
        let count = named.entry(item.table_id).or_default();
        *count += 1;
        if *count > NAMED {
            continue;
        }
        let message = format!(
            "{} has fewer decimals than the other amounts of its column; digits may be lost at the cell's edge; look at \
             the page",
            item.value_text
        );
        let remark = Diagnostic::new(Step::Recognise, Severity::Warning, "doubtful_amount", message);
        remarks.push(
            remark
                .table(item.table_id)
                .cell(u32::try_from(item.row).unwrap_or_default(), u32::try_from(item.col).ok())
                .at(item.place.clone()),
        );
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::usual;

    #[test]
    fn decimals_are_known_from_enough_numbers() {
        assert_eq!(usual(&mut [2, 2, 0, 2]), Some(2));
        assert_eq!(usual(&mut [0, 0, 0, 2]), Some(0));
        assert_eq!(usual(&mut [2, 2, 2]), None);
    }
}
