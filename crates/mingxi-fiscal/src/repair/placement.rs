//! Placements of a row's numbers that keep their order, and the row sums they must satisfy.

use super::Number;
use mingxi_model::Column;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The column of each number of a row, in order.
pub(super) type Placement = Vec<u32>;

/// How far a number may have been shifted, in value columns.
const REACH: i64 = 2;
/// The most placements that are looked at; a row that allows more is left alone.
const MOST: usize = 20_000;

/// The row sums that the header states.
pub(super) struct RowSums {
    sums: Vec<(u32, Vec<u32>)>,
}

impl RowSums {
    pub(super) fn new(columns: &[&Column]) -> RowSums {
        let sums =
            columns.iter().filter(|c| !c.sum_of.is_empty()).map(|c| (c.col, c.sum_of.clone())).collect();
        RowSums { sums }
    }

    /// Whether every stated sum holds for a placement, within half a printed digit per term. A sum whose cell
    /// is blank must have blank parts: a part without its sum is no valid row.
    pub(super) fn hold(&self, numbers: &[Number], placement: &Placement) -> bool {
        let at =
            |col: u32| placement.iter().position(|place| *place == col).map(|index| numbers[index].value);
        self.sums.iter().all(|(total, parts)| {
            let parts: Vec<Decimal> = parts.iter().filter_map(|col| at(*col)).collect();
            match at(*total) {
                None => parts.is_empty(),
                Some(stated) => {
                    let half = |value: &Decimal| Decimal::try_new(5, value.scale() + 1).unwrap_or_default();
                    let tolerance = half(&stated) + parts.iter().map(half).sum::<Decimal>();
                    (stated - parts.iter().sum::<Decimal>()).abs() <= tolerance
                }
            }
        })
    }
}

/// All placements that keep the numbers' order and move none further than [`REACH`] value columns; empty if
/// there are too many. Where the header states no sums, a number moves only to where it is expected.
pub(super) fn placements(
    numbers: &[Number],
    columns: &[&Column],
    sums: &RowSums,
    expected: &BTreeMap<u32, Decimal>,
) -> Vec<Placement> {
    let cols: Vec<u32> = columns.iter().map(|column| column.col).collect();
    let home: Vec<i64> = numbers.iter().map(|number| home(number.col, &cols)).collect();
    let options: Vec<Vec<usize>> = home
        .iter()
        .zip(numbers)
        .map(|(at, number)| {
            let near = (at - REACH).max(0) as usize..((at + REACH + 1).max(0) as usize).min(cols.len());
            let allowed = |index: &usize| {
                *index as i64 == *at
                    || !sums.sums.is_empty()
                    || expected.get(&cols[*index]) == Some(&number.value)
            };
            near.filter(allowed).collect()
        })
        .collect();
    let mut out = Vec::new();
    extend(&options, &cols, 0, &mut Vec::with_capacity(home.len()), &mut out);
    if out.len() > MOST { Vec::new() } else { out }
}

/// The index of a column among the value columns; a label column counts from the first value column to its
/// right: -1 for the one right before it.
fn home(col: u32, cols: &[u32]) -> i64 {
    match cols.iter().position(|value| *value >= col) {
        Some(index) => index as i64 - (i64::from(cols[index]) - i64::from(col)),
        None => cols.len() as i64,
    }
}

/// How many blanks must have been lost or added, at least at how many places, to turn a placement into the
/// printed row: the number of changes of the shift from left to right.
pub(super) fn damages(numbers: &[Number], placement: &Placement, columns: &[&Column]) -> usize {
    let cols: Vec<u32> = columns.iter().map(|column| column.col).collect();
    let shifts: Vec<i64> =
        numbers.iter().zip(placement).map(|(n, to)| home(*to, &cols) - home(n.col, &cols)).collect();
    let first = usize::from(shifts.first().is_some_and(|shift| *shift != 0));
    first + shifts.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

fn extend(
    options: &[Vec<usize>],
    cols: &[u32],
    from: usize,
    chosen: &mut Placement,
    out: &mut Vec<Placement>,
) {
    if out.len() > MOST {
        return;
    }
    let Some(own) = options.get(chosen.len()) else {
        out.push(chosen.clone());
        return;
    };
    for index in own.iter().copied().filter(|index| *index >= from) {
        chosen.push(cols[index]);
        extend(options, cols, index + 1, chosen, out);
        chosen.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_decide() {
        let sums = RowSums { sums: vec![(0, vec![1, 2])] };
        let row = [(0, "10.00"), (1, "4.00"), (2, "6.01")];
        let numbers: Vec<Number> =
            row.iter().map(|(col, v)| Number { col: *col, value: v.parse().unwrap() }).collect();
        assert!(sums.hold(&numbers, &vec![0, 1, 2]), "a cent among three rounded terms");
        assert!(!sums.hold(&numbers[..2], &vec![0, 1]));
        assert!(!sums.hold(&numbers[1..], &vec![1, 2]), "parts without their sum");
    }
}
