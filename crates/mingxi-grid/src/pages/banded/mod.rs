//! Tables whose rows are ruled and whose columns are not: horizontal rules of one length, nothing upright.
//!
//! The rules give the rows, however many lines a cell has. What is missing, the sides of the columns, stands where no
//! text does in any row; it is drawn here, so that the table is read like every other ruled one. A rule below a part of
//! the heads says which columns they head; a text in the middle of the whole row stands over all of them.

mod columns;
mod runs;
mod sides;

use super::rules::{Line, Lines, lines};
use super::settings::Settings;
use mingxi_model::Page;
use runs::Run;

/// The upright lines that the banded tables of each page lack, in the order of the pages.
pub(super) fn sides<'p>(pages: impl Iterator<Item = &'p Page>, settings: &Settings) -> Vec<Vec<Line>> {
    let found: Vec<Vec<Run>> =
        pages.map(|page| runs::of_page(page, &lines(page, settings), settings)).collect();
    let mut out = Vec::with_capacity(found.len());
    for page in 0..found.len() {
        let mut sides = Vec::new();
        for at in 0..found[page].len() {
            let mut texts = columns::texts(&found[page][at]);
            for other in goes_on(&found, page, at) {
                texts.extend(columns::texts(other));
            }
            let edges = columns::edges(&found[page][at], &texts);
            sides.extend(sides::of_run(&found[page][at], &edges));
        }
        out.push(sides);
    }
    out
}

/// The parts of the same table on the pages before and after: the last run of a page and the first of the next, with
/// the same ends, of which the second begins with numbers or with the heads of the first.
fn goes_on(found: &[Vec<Run>], page: usize, at: usize) -> Vec<&Run> {
    let mut parts = Vec::new();
    let (mut upper, mut index) = (page, at);
    while index == 0
        && let Some(before) = upper.checked_sub(1).and_then(|before| found[before].last())
        && found[upper][0].continues(before)
    {
        parts.push(before);
        upper -= 1;
        index = found[upper].len() - 1;
    }
    let (mut lower, mut index) = (page, at);
    while index + 1 == found[lower].len()
        && let Some(after) = found.get(lower + 1).and_then(|after| after.first())
        && after.continues(&found[lower][index])
    {
        parts.push(after);
        lower += 1;
        index = 0;
    }
    parts
}

/// The lines of a page with the sides of its banded tables.
pub(super) fn with_sides(mut lines: Lines, sides: &[Line]) -> Lines {
    lines.vertical.extend_from_slice(sides);
    lines
}
