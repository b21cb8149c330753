//! A row that is missing below a sum.

use super::web::Web;
use crate::cell::CellKey;
use crate::context::Context;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A row that would put the sums of one row right in all columns at once.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MissingRow {
    /// Table and row of the sums that lack it.
    pub stated: (i32, i32),
    /// What it would hold, by column, in yuan.
    pub amounts: Vec<(i32, Decimal)>,
}

/// Rows whose absence explains at least two broken sums of one row, and whose own row sum comes out.
pub(crate) fn missing_rows(context: &Context<'_>, web: &Web<'_, '_>) -> Vec<MissingRow> {
    let mut rows: BTreeSet<(&str, i32, i32)> = BTreeSet::new();
    for (check, knot) in web.checks.iter().zip(&web.knots) {
        let stated = check.terms.iter().find(|term| term.coefficient < 0);
        if let Some(stated) = stated.filter(|_| knot.is_broken) {
            rows.insert((check.rule_id, stated.table_id, stated.row));
        }
    }
    rows.into_iter().filter_map(|(rule, table, row)| missing_row(context, web, rule, (table, row))).collect()
}

fn missing_row<'a>(
    context: &Context<'_>,
    web: &Web<'a, '_>,
    rule: &'a str,
    (table, row): (i32, i32),
) -> Option<MissingRow> {
    let sums: Vec<(i32, usize)> = web.stated_in_row(rule, table, row).collect();
    let broken: BTreeMap<i32, Decimal> = sums
        .iter()
        .filter(|(_, knot)| web.knots[*knot].is_broken)
        .map(|(col, knot)| (*col, web.knots[*knot].difference))
        .collect();
    if broken.len() < 2 || broken.values().any(Decimal::is_sign_negative) {
        return None;
    }
    // The lost amounts form a row of their own: what it sums along the row comes out.
    let comes_out = broken.iter().all(|(col, amount)| {
        let parts: Vec<&Decimal> =
            broken.iter().filter(|(part, _)| context.sums(table, *col, **part)).map(|(_, a)| a).collect();
        parts.is_empty() || is_near(parts.into_iter().sum(), *amount, slack(web, &sums))
    });
    let has_sum = broken.keys().any(|col| broken.keys().any(|part| context.sums(table, *col, *part)));
    // One wrong number in each column would be as many slips as columns; one lost row is one.
    (comes_out && has_sum).then(|| MissingRow { stated: (table, row), amounts: broken.into_iter().collect() })
}

fn slack(web: &Web<'_, '_>, sums: &[(i32, usize)]) -> Decimal {
    sums.iter().map(|(_, knot)| web.knots[*knot].tolerance).sum()
}

fn is_near(a: Decimal, b: Decimal, slack: Decimal) -> bool {
    a.checked_sub(b).is_some_and(|difference| difference.abs() <= slack)
}

/// The cell of the sums that lack a row, for a remark.
impl MissingRow {
    /// The first of the broken sums.
    pub fn cell(&self) -> CellKey {
        (self.stated.0, self.stated.1, self.amounts.first().map_or(-1, |(col, _)| *col))
    }
}
