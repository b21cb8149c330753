//! `row_role` is an assertion about sums: the leaves of a table and measure count nothing twice.

use crate::cell::CellKey;
use mingxi_model::{Check, Diagnostic, LineItem, Outcome, Reading, RowRole, Severity, Step};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What one table states in one measure.
#[derive(Default)]
struct Measure<'a> {
    leaves: Vec<&'a LineItem>,
    totals: Vec<&'a LineItem>,
}

/// The cells of measures whose leaves come to more than the printed total, beyond rounding: their nesting was not understood.
/// One remark for each.
///
/// Where broken identities of the column explain the whole difference, the nesting was understood and a number is wrong: its
/// check says so; but leaves of twice the total are never explained so. Forms in sections print a total for each; together they state all leaves.
pub(crate) fn exceeding(reading: &Reading, checks: &[Check]) -> (BTreeSet<CellKey>, Vec<Diagnostic>) {
    let mut measures: BTreeMap<_, Measure<'_>> = BTreeMap::new();
    for item in reading.line_items.iter().filter(|item| item.amount.yuan.is_some()) {
        let phase = item.phase.map(|phase| phase.as_str());
        let flow = item.flow.map(|flow| flow.as_str());
        let measure = measures
            .entry((item.table_id, item.measure.as_str(), item.measure_code.as_deref(), phase, flow))
            .or_default();
        match item.row_role {
            Some(RowRole::Leaf) => measure.leaves.push(item),
            Some(RowRole::Total) => measure.totals.push(item),
            _ => {}
        }
    }
    // Differences of broken identities by the column that states their sum.
    let mut broken: BTreeMap<(i32, i32), Vec<Decimal>> = BTreeMap::new();
    for check in checks.iter().filter(|check| check.outcome == Outcome::Broken) {
        let difference = check.difference.map(|difference| difference.abs());
        for term in check.terms.iter().filter(|term| term.coefficient < 0) {
            broken.entry((term.table_id, term.col)).or_default().extend(difference);
        }
    }
    let (mut cells, mut remarks) = (BTreeSet::new(), Vec::new());
    for ((table, name, ..), measure) in measures {
        let sum = |items: &[&LineItem]| {
            items.iter().filter_map(|item| item.amount.yuan).try_fold(Decimal::ZERO, Decimal::checked_add)
        };
        let greatest = measure.totals.iter().max_by_key(|item| item.amount.yuan);
        let (Some(greatest), Some(leaves), Some(all)) =
            (greatest, sum(&measure.leaves), sum(&measure.totals))
        else {
            continue;
        };
        let total = greatest.amount.yuan.unwrap_or_default();
        let items = || measure.leaves.iter().chain(&measure.totals);
        let rounding =
            items().map(|item| item.amount.half_digit()).try_fold(Decimal::ZERO, Decimal::checked_add);
        let rounding = rounding.unwrap_or(Decimal::MAX);
        let exceeds = |stated: Decimal| leaves.checked_sub(stated).is_some_and(|beyond| beyond > rounding);
        let meets =
            |stated: Decimal| leaves.checked_sub(stated).is_some_and(|beyond| beyond.abs() <= rounding);
        let explained = || {
            let column = broken.get(&(greatest.table_id, greatest.col));
            // Checks state money in yuan.
            let beyond = leaves.checked_sub(total).map(|beyond| beyond.abs());
            column.is_some_and(|known| {
                let all = known.iter().copied().try_fold(Decimal::ZERO, Decimal::checked_add);
                beyond.is_some_and(|beyond| known.contains(&beyond)) || (all.is_some() && all == beyond)
            })
        };
        // Twice the total is no wrong number but a level of rows that counts once more.
        let is_multiple = (2..=4).any(|times| total.checked_mul(Decimal::from(times)).is_some_and(meets));
        if !exceeds(total) || meets(all) || (explained() && !(is_multiple && measure.leaves.len() > 2)) {
            continue;
        }
        cells.extend(items().map(|item| (item.table_id, item.row, item.col)));
        let message = format!(
            "the rows of table {table} that are read as parts come to {leaves} yuan in `{name}`, its total is {total}: a row is counted twice or a number is wrong; do not add these rows up"
        );
        let remark = Diagnostic::new(Step::Audit, Severity::Warning, "leaves_exceed_total", message);
        let (row, col) = (u32::try_from(greatest.row).unwrap_or(0), u32::try_from(greatest.col).ok());
        remarks.push(remark.table(table).cell(row, col).at(greatest.place.clone()));
    }
    (cells, remarks)
}
