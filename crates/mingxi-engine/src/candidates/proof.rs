//! How well a reading of one table is proven, and what it says.

use mingxi_model::{CodeStatus, Outcome, Reading};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A broken identity weighs as much as this many that hold: a wrong place breaks few sums and leaves many alone.
const BROKEN: i64 = 4;

/// How well a reading of a table is proven; more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Proof {
    /// Identities over the table that hold, less those that are broken at their weight.
    pub(super) sums: i64,
    /// Rows whose code and name the classification knows together.
    pub(super) names: usize,
}

/// The proof of a table in a reading of its document.
pub(super) fn proof(reading: &Reading, table_id: i32) -> Proof {
    let equalities: BTreeSet<&str> =
        mingxi_audit::rules().iter().filter(|rule| rule.is_equality).map(|rule| rule.id).collect();
    let sums = reading.checks.iter().filter(|check| check.table_ids.contains(&table_id)).map(|check| {
        match check.outcome {
            Outcome::Broken => -BROKEN,
            // Nothing equals nothing in every reading.
            Outcome::Holds if equalities.contains(check.rule_id) && !is_zero(check) => 1,
            Outcome::Holds | Outcome::Unverifiable => 0,
        }
    });
    let labels = reading.tables.iter().filter(|table| table.table_id == table_id).flat_map(|t| &t.labels);
    let names = labels.filter(|label| label.code_status == Some(CodeStatus::Verified)).count();
    Proof { sums: sums.sum(), names }
}

/// What a table says, without the places of its rows: a deeper header moves all of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Content(Vec<(i32, Vec<Option<String>>)>);

/// What a table says in a reading of its document.
pub(super) fn content(reading: &Reading, table_id: i32) -> Content {
    let items = reading.line_items.iter().filter(|item| item.table_id == table_id).map(|item| {
        let told = vec![
            item.code.clone(),
            item.name.clone(),
            item.unit_name.clone(),
            item.secondary_name.clone(),
            Some(item.measure.clone()),
            item.measure_code.clone(),
            item.fund.map(|fund| format!("{fund:?}")),
            item.flow.map(|flow| format!("{flow:?}")),
            item.phase.map(|phase| format!("{phase:?}")),
            Some(format!("{:?}", item.table_kind)),
            Some(item.value_text.clone()),
        ];
        (item.col, told)
    });
    let indicators = reading.indicators.iter().filter(|indicator| indicator.table_id == table_id);
    let indicators = indicators.map(|indicator| {
        let told = vec![
            indicator.level1.clone(),
            indicator.level2.clone(),
            Some(indicator.level3.clone()),
            indicator.target_text.clone(),
            indicator.actual_text.clone(),
        ];
        (indicator.col, told)
    });
    Content(items.chain(indicators).collect())
}

impl Content {
    /// The columns in which two readings of a table differ.
    pub(super) fn differing(&self, other: &Content) -> BTreeSet<i32> {
        let columns: BTreeSet<i32> = self.0.iter().chain(&other.0).map(|(col, _)| *col).collect();
        let of = |content: &Content, col: i32| -> Vec<Vec<Option<String>>> {
            content.0.iter().filter(|(at, _)| *at == col).map(|(_, told)| told.clone()).collect()
        };
        columns.into_iter().filter(|col| of(self, *col) != of(other, *col)).collect()
    }
}

fn is_zero(check: &mingxi_model::Check) -> bool {
    check.expected.is_none_or(|expected| expected == Decimal::ZERO)
}
