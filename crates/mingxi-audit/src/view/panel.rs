//! The side-by-side panels of a table.

use mingxi_model::{Column, Flow, Phase};
use std::collections::{BTreeMap, BTreeSet};

/// One of a table's side-by-side panels.
#[derive(Debug)]
pub(crate) struct Panel<'a> {
    /// Its number in the table's columns.
    pub number: u32,
    /// Its value columns, left to right.
    pub values: Vec<&'a Column>,
}

impl Panel<'_> {
    /// Whether the panel lists revenue or expenditure.
    pub fn flow(&self) -> Option<Flow> {
        self.values.iter().find_map(|column| column.flow)
    }

    /// The columns that count everything in their phase, as places in `values`: at most one a phase. Parts
    /// of other columns, changes and last year's numbers are not among them.
    pub fn overall(&self) -> BTreeMap<Option<Phase>, usize> {
        let parts: BTreeSet<u32> =
            self.values.iter().flat_map(|column| column.sum_of.iter().copied()).collect();
        let mut by_phase: BTreeMap<Option<Phase>, Vec<usize>> = BTreeMap::new();
        for (ordinal, column) in self.values.iter().enumerate() {
            let counts = is_summable(column)
                && !parts.contains(&column.col)
                && column.part_of.is_none()
                && column.measure_code.as_deref() != Some("quantity")
                && !matches!(column.phase, Some(Phase::Change | Phase::PriorYear));
            if counts {
                by_phase.entry(column.phase).or_default().push(ordinal);
            }
        }
        by_phase.into_iter().filter_map(|(phase, found)| Some((phase, self.widest(&found)?))).collect()
    }

    /// Of several columns the one that is named as the total of the others.
    fn widest(&self, found: &[usize]) -> Option<usize> {
        if let [only] = found {
            return Some(*only);
        }
        let named = |ordinal: &&usize| {
            matches!(
                self.values[**ordinal].measure_code.as_deref(),
                Some("total" | "current_year_revenue" | "current_year_expenditure")
            )
        };
        let mut totals = found.iter().filter(named);
        match (totals.next(), totals.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        }
    }
}

/// Whether the numbers of a column can be added up from row to row.
pub(crate) fn is_summable(column: &Column) -> bool {
    column.measure_code.as_deref() != Some("unit_price")
        && !column.unit.as_deref().is_some_and(|unit| unit.contains('%'))
}
