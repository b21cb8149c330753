//! The decimals that a column prints: a number with fewer of them may have lost digits.

use mingxi_model::{Amount, Diagnostic, LineItem, Severity, Step};
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

/// Whether the noughts of amounts (12.50, 3.00) are printed: a program that prints them prints no shorter number.
struct Noughts {
    /// Tables in which they are.
    tables: BTreeSet<i32>,
    /// Columns in which numbers of several lengths stand, as Excel prints them by default; its totals may have noughts.
    left_out: BTreeSet<(i32, i32)>,
}

/// Short numbers of one column from which it leaves its noughts out, and the share of its numbers that they are one in:
/// fewer may be damaged.
const SHORT: usize = 2;
const ONE_IN: usize = 4;

/// The amounts of a column that are not zero.
#[derive(Default)]
struct Count {
    all: usize,
    /// Those with fewer decimals than most.
    short: usize,
    /// Those that end in a nought.
    noughts: usize,
}

impl Noughts {
    /// Of amounts by table and column, with their texts.
    fn of<'a>(amounts: impl Iterator<Item = ((i32, i32), &'a Amount, &'a str)>) -> Noughts {
        let mut counts: BTreeMap<(i32, i32), Count> = BTreeMap::new();
        for (column, amount, text) in amounts.filter(|(_, amount, _)| !amount.value.is_zero()) {
            let count = counts.entry(column).or_default();
            count.all += 1;
            match amount.precision {
                Some(_) => count.short += 1,
                None => count.noughts += usize::from(amount.value.scale() > 0 && text.ends_with('0')),
            }
        }
        let with_noughts = counts.iter().filter(|(_, count)| count.noughts > 0);
        let tables = with_noughts.map(|((table, _), _)| *table).collect();
        let is_left_out = |(_, count): &(_, Count)| {
            count.short >= SHORT && count.short * ONE_IN >= count.all && count.short > count.noughts
        };
        let left_out = counts.into_iter().filter(is_left_out).map(|(column, _)| column).collect();
        Noughts { tables, left_out }
    }

    /// Whether a column prints them, or another one of its table does and it does not leave them out.
    fn are_printed(&self, column: (i32, i32)) -> bool {
        self.tables.contains(&column.0) && !self.left_out.contains(&column)
    }
}

/// A remark for every amount with fewer decimals than its column where noughts are printed.
pub(crate) fn short_amounts(items: &[LineItem]) -> Vec<Diagnostic> {
    let column = |item: &LineItem| (item.table_id, item.col);
    let noughts = Noughts::of(items.iter().map(|item| (column(item), &item.amount, &*item.value_text)));
    let is_short = |item: &&LineItem| {
        item.amount.precision.is_some() && !item.amount.value.is_zero() && noughts.are_printed(column(item))
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
    use super::{Amount, Noughts, usual};
    use mingxi_model::parse_number;

    #[test]
    fn decimals_are_known_from_enough_numbers() {
        assert_eq!(usual(&mut [2, 2, 0, 2]), Some(2));
        assert_eq!(usual(&mut [0, 0, 0, 2]), Some(0));
        assert_eq!(usual(&mut [2, 2, 2]), None);
    }

    /// Whether each of the columns, given as texts and with their usual decimals, prints noughts.
    fn printed(columns: &[(u32, &str)]) -> Vec<bool> {
        let amounts: Vec<((i32, i32), Amount, &str)> = (0..)
            .zip(columns)
            .flat_map(|(col, (decimals, texts))| texts.split(' ').map(move |text| (col, *decimals, text)))
            .map(|(col, decimals, text)| {
                let mut amount = Amount::new(parse_number(text).unwrap(), Some("元"));
                amount.precision = Some(decimals).filter(|decimals| *decimals > amount.value.scale());
                ((1, col), amount, text)
            })
            .collect();
        let noughts = Noughts::of(amounts.iter().map(|(column, amount, text)| (*column, amount, *text)));
        (0..).zip(columns).map(|(col, _)| noughts.are_printed((1, col))).collect()
    }

    #[test]
    fn a_column_without_noughts_beside_one_with_them_is_known_from_several_short_numbers() {
        let fixed = (2, "872031967.20 1023214.00 47463593.74");
        assert_eq!(printed(&[fixed, (1, "852063605.8 335980000 535987052.4 3555000")]), [true, false]);
        assert_eq!(
            printed(&[fixed, (1, "852063605.8 335980000 535987052.4 3555000 72031967.20")]),
            [true, false]
        );
        // A single short number may have been cut.
        assert_eq!(printed(&[fixed, (2, "8520.68 3359 5359.87 355.12")]), [true, true]);
        // Two of many, too.
        let many = "8520.68 3359 5359.87 355.12 1.11 2.22 3.3 4.44 5.55";
        assert_eq!(printed(&[fixed, (2, many)]), [true, true]);
        assert_eq!(printed(&[(2, "12.53 4.7 8.26")]), [false]);
    }
}
