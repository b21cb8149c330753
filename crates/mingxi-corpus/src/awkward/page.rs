//! Numbers that a page prints in another ink: struck, covered, raised, in a form field, in a font with a wrong map.

use super::{Made, some_cells, tables};
use crate::document::Disclosure;
use crate::rng::Rng;
use crate::write::pdf::Ink;

/// Prints some cells in an ink, and takes what can no longer be known out of the truth.
pub(super) fn print(disclosure: &mut Disclosure, ink: Ink, made: &mut Made, rng: &mut Rng) {
    let places = some_cells(disclosure, rng);
    for place in places.iter().rev() {
        let fact = disclosure.truth.lines[*place].clone();
        if let Some(table) = tables(disclosure).nth(fact.table - 1) {
            table.inks.insert((fact.row, fact.col), ink);
            made.changed += 1;
        }
        if !ink.is_seen() {
            made.unreadable.push(disclosure.truth.lines.remove(*place));
        }
    }
}
