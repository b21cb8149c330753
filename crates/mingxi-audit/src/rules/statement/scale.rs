//! A unit that was read or printed wrong: many figures that all differ by the factor between 元 and 万元.

use super::super::unit_scale;
use super::Stated;
use mingxi_model::{Check, Outcome};

/// So many figures of one document that differ by the same factor share one cause.
const ENOUGH: usize = 10;

/// The checks of a document whose prose and tables differ by a unit; `None` where they do not.
pub(super) fn misread(stated: &[Stated<'_>]) -> Option<Vec<Check>> {
    let found = stated.iter().filter(|stated| is_factor(&stated.check)).count();
    // Zeros agree in every unit.
    let holding = stated.iter().filter(|stated| {
        stated.check.outcome == Outcome::Holds && stated.check.actual.is_some_and(|actual| !actual.is_zero())
    });
    if found < ENOUGH || found <= holding.count() {
        return None;
    }
    Some(stated.iter().map(|stated| unit_scale::named(stated.check.clone())).collect())
}

/// Whether a broken check's sides differ by the factor.
pub(super) fn is_factor(check: &Check) -> bool {
    check.outcome == Outcome::Broken && unit_scale::is_of_factor(check)
}
