//! Accounting identities over what was read (勾稽关系).
//!
//! [`audit`] evaluates every rule over a [`Reading`] and changes nothing; [`apply`] writes the outcome back:
//! a status and, where an identity is broken, a rank of suspicion on every line item, and a diagnostic for
//! every broken identity; and what the sums say of codes. Printed values are never changed.
//!
//! A rule is a file under `rules/`: a doc comment that says what it states, why, and an example, and one
//! function from the shared context to checks. The context is built once; it knows which cell holds which
//! number, which row contains which, and which row is a total, so that every rule is linear in the cells it
//! speaks about.
//!
//! All arithmetic is exact: an identity holds if the difference is at most half a last printed digit for
//! every number in it, and for no other reason.

#![deny(clippy::float_arithmetic)]

mod amounts;
mod apply;
mod cell;
mod claim;
mod codes;
mod context;
mod counted;
mod figure;
mod forms;
mod identity;
mod leaves;
mod message;
mod rule;
mod rules;
mod suspect;
mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use apply::apply;
pub use rule::RuleInfo;

use context::Context;
use mingxi_model::{Check, Outcome, Reading};
use std::collections::BTreeSet;

/// Every rule, in the order in which they are evaluated.
pub fn rules() -> &'static [RuleInfo] {
    rules::RULES
}

/// Evaluates every rule over what was read.
///
/// The checks are sorted by their tables, the rule's place in [`rules`], and row and column of the stated
/// sum. Where two rules state the same identity, the earlier rule's check stands for both.
pub fn audit(reading: &Reading) -> Vec<Check> {
    let context = Context::new(reading);
    let mut checks = evaluate(&context);
    rules::unit_doubt::stand_for_all(&mut checks);
    checks
}

fn evaluate(context: &Context<'_>) -> Vec<Check> {
    let mut checks: Vec<(usize, Check)> = Vec::new();
    let mut seen: BTreeSet<Vec<(i32, i32, i32, i32)>> = BTreeSet::new();
    for (position, rule) in rules::RULES.iter().enumerate() {
        for check in (rule.run)(context) {
            let is_new = has_prose(&check) || seen.insert(identity_key(&check));
            if check.outcome == Outcome::Unverifiable || is_new {
                checks.push((position, check));
            }
        }
    }
    checks.sort_by(|(a_rule, a), (b_rule, b)| {
        let a_key = (&a.table_ids, a_rule, stated_place(a));
        a_key.cmp(&(&b.table_ids, b_rule, stated_place(b)))
    });
    checks.into_iter().map(|(_, check)| check).collect()
}

/// The numbers of an identity, whatever rule states it and whichever side it calls the sum.
fn identity_key(check: &Check) -> Vec<(i32, i32, i32, i32)> {
    let sorted = |sign: i32| {
        let mut key: Vec<_> = check
            .terms
            .iter()
            .map(|term| (term.table_id, term.row, term.col, term.coefficient * sign))
            .collect();
        key.sort_unstable();
        key
    };
    sorted(1).min(sorted(-1))
}

/// Whether one side of the check is no cell, so that its cells do not tell it from others.
fn has_prose(check: &Check) -> bool {
    check.terms.iter().all(|term| term.coefficient > 0) || check.terms.len() < 2
}

/// Where the sum is stated, or the first part where no cell states it.
fn stated_place(check: &Check) -> (i32, i32) {
    let stated = check.terms.iter().find(|term| term.coefficient < 0);
    stated.or(check.terms.first()).map_or((-1, -1), |term| (term.row, term.col))
}
