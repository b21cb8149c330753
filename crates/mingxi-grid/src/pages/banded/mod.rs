//! Tables whose rows are ruled and whose columns are not: horizontal rules of one length, nothing upright.
//!
//! The rules give the rows, however many lines a cell has. What is missing, the sides of the columns, stands where no
//! text does in any row; it is drawn here, so that the table is read like every other ruled one. A rule below a part of
//! the heads says which columns they head; a text in the middle of the whole row stands over all of them.

mod columns;
mod runs;
mod sides;

use super::rules::{self, Lines};
use super::settings::Settings;
use columns::Text;
use mingxi_model::Page;
use runs::Run;

/// The lines of each page, with the sides of the cells of its banded tables and without the rules of running heads above
/// them, in the order of the pages.
pub(super) fn lines<'p>(pages: impl Iterator<Item = &'p Page>, settings: &Settings) -> Vec<Lines> {
    let (mut drawn, found): (Vec<Lines>, Vec<Vec<Run>>) = pages
        .map(|page| {
            let lines = rules::lines(page, settings);
            let runs = runs::of_page(page, &lines, settings);
            (lines, runs)
        })
        .unzip();
    for (page, lines) in drawn.iter_mut().enumerate() {
        for (at, run) in found[page].iter().enumerate() {
            let parts = std::iter::once(run).chain(goes_on(&found, page, at));
            let texts: Vec<Text> =
                parts.enumerate().flat_map(|(part, run)| columns::texts(part, run)).collect();
            lines.vertical.extend(sides::of_run(run, &columns::edges(run, &texts)));
            lines.horizontal.extend(sides::closing(run));
            lines.horizontal.retain(|line| !run.apart.contains(line));
        }
    }
    drawn
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
