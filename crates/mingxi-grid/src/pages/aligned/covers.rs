//! The header's cells: which columns the name of a group covers.
//!
//! A name stands in the middle of its columns (or at their left), its cell ends where the names below begin, and
//! a column whose own name stands beside takes no part. Headers are read as set at the top, in the middle and
//! at the bottom of their cells, and the reading that fits best is taken; where two fit, that is told.

use super::blocks::Block;
use super::fit::{Costs, DOUBT, Frame, HeaderCell, UNCOVERED, fit, is_misfit, off_middle};
use super::header::{is_below, is_middle};

/// The same where the header's texts may stand at the bottom of their cells.
const UNCOVERED_AT_BOTTOM: f32 = 0.4;
/// What reading a header as set at the bottom of its cells costs: it explains too much.
const AT_BOTTOM: f32 = 3.0;
/// The row above a text ends at least so far above its first line, in em; a text over both rows may end nearer.
const LINE: f32 = 0.95;
/// What a column costs in a group if its own text stands where it would without the group.
const BY_CHANCE: f32 = 3.0;

/// How the header's texts cover the columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Covers {
    /// Texts from the top down, left to right at each level.
    pub(super) cells: Vec<HeaderCell>,
    /// For each level from the lowest up, the other ways to cover it.
    pub(super) others: Vec<Vec<Vec<HeaderCell>>>,
    /// Cells whose texts fit no columns.
    pub(super) misfits: Vec<HeaderCell>,
    /// How far, in points, texts are from where they would stand.
    pub(super) cost: f32,
}

/// The columns each header text covers: a column's own header that column, a group's header the columns around
/// whose middle (or at whose left edge) it stands, as far as their own headers stand below it. `instead` gives
/// the cells of one level, counted from the lowest.
pub(super) fn covers(head: &[Block], frame: Frame, instead: Option<(usize, &[HeaderCell])>) -> Covers {
    let mut cells = own_cells(head, frame);
    let (mut others, mut misfits, mut cost) = (Vec::new(), Vec::new(), 0.0);
    let is_own = |index: usize| cells.iter().any(|cell| cell.block == index);
    let mut groups: Vec<usize> = (0..head.len()).filter(|index| !is_own(*index)).collect();
    // From the lowest up: a text covers whole cells of those below it.
    groups.sort_by(|a, b| head[*b].centre_y().total_cmp(&head[*a].centre_y()));
    let mut start = 0;
    while start < groups.len() {
        let mut end = start + 1;
        while end < groups.len()
            && (start..end).all(|other| !is_below(&head[groups[other]], &head[groups[end]]))
        {
            end += 1;
        }
        let mut level = groups[start..end].to_vec();
        level.sort_by(|a, b| head[*a].centre_x().total_cmp(&head[*b].centre_x()));
        match instead.filter(|(instead, _)| *instead == others.len()) {
            Some((_, given)) => {
                cells.extend(given.iter().cloned());
                others.push(Vec::new());
            }
            None => {
                let covered = level_cells(head, &level, &cells, frame);
                cost += covered.cost;
                cells.extend(covered.cells);
                others.push(covered.others);
                misfits.extend(covered.misfits);
            }
        }
        start = end;
    }
    cells.sort_by(|a, b| {
        head[a.block].centre_y().total_cmp(&head[b.block].centre_y()).then(a.from.cmp(&b.from))
    });
    Covers { cells, others, misfits, cost }
}

/// The cells of the columns' own headers. Columns without a header beside belong to the header in whose middle
/// they then stand.
fn own_cells(head: &[Block], frame: Frame) -> Vec<HeaderCell> {
    let columns = frame.columns;
    let mut cells: Vec<HeaderCell> = Vec::new();
    for (col, column) in columns.iter().enumerate() {
        if let Some(block) = column.header {
            let to = (col + 1..columns.len()).find(|next| !columns[*next].shares).unwrap_or(columns.len());
            cells.push(HeaderCell { block, from: col, to });
        }
    }
    let off = |cell: &HeaderCell, from: usize, to: usize| off_middle(&head[cell.block], from, to, frame);
    for index in 0..cells.len() {
        let free_left = index.checked_sub(1).map_or(0, |before| cells[before].to);
        let free_right = cells.get(index + 1).map_or(columns.len(), |next| next.from);
        let cell = &cells[index];
        let shares = cell.to - cell.from > 1;
        let mut best =
            (if shares { 0.0 } else { 0.5 * off(cell, cell.from, cell.to).min(1.0) }, cell.from, cell.to);
        let own = (cell.from, cell.to);
        for from in free_left..=own.0 {
            for to in own.1..=free_right {
                let extra = (own.0 - from) + (to - own.1);
                let all = (own.0 - from) + (to - own.1);
                let cost = 0.5 * off(cell, from, to) - UNCOVERED * extra as f32;
                if all > 0 && extra <= 3 && cost < best.0 {
                    best = (cost, from, to);
                }
            }
        }
        (cells[index].from, cells[index].to) = (best.1, best.2);
    }
    cells
}

/// The cells of one level of groups.
struct Level {
    cells: Vec<HeaderCell>,
    others: Vec<Vec<HeaderCell>>,
    misfits: Vec<HeaderCell>,
    cost: f32,
}

/// The cells of the groups of one level, and how else they may be read. `below` are the cells of the columns' own
/// headers and of the levels below.
fn level_cells(head: &[Block], level: &[usize], below: &[HeaderCell], frame: Frame) -> Level {
    let columns = frame.columns;
    let top = level.iter().map(|index| head[*index].first).fold(f32::INFINITY, f32::min);
    let lowest = head.iter().map(|block| block.last).fold(f32::NEG_INFINITY, f32::max);
    // The highest text over each column so far.
    let own = |col: usize| {
        let cells = below.iter().filter(|cell| (cell.from..cell.to).contains(&col));
        cells.min_by(|a, b| head[a.block].centre_y().total_cmp(&head[b.block].centre_y()))
    };
    // Columns over which a text stands that is not below the level take no group of it.
    let closed: Vec<bool> = (0..columns.len())
        .map(|col| {
            own(col).is_some_and(|cell| level.iter().any(|group| !is_below(&head[cell.block], &head[*group])))
        })
        .collect();
    let spans: Vec<bool> = (0..columns.len())
        .map(|col| closed[col] || own(col).is_some_and(|cell| may_span(head, cell, below, top)))
        .collect();
    let middle = |col: usize| if spans[col] { 0.0 } else { UNCOVERED };
    let bottom = |col: usize| {
        let at_bottom =
            own(col).is_some_and(|cell| (head[cell.block].last - lowest).abs() < 0.4 * head[cell.block].size);
        match (closed[col], at_bottom) {
            (true, _) => 0.0,
            (false, true) => UNCOVERED_AT_BOTTOM,
            (false, false) => UNCOVERED,
        }
    };
    // A text in the middle of the heights may stand below the group only by chance.
    let no_chance = |col: usize| if spans[col] && !closed[col] { BY_CHANCE } else { 0.0 };
    // Texts at the top of their cells begin at one height below the group.
    let next = (0..columns.len()).filter(|col| !closed[*col]).filter_map(own);
    let next = next.map(|cell| head[cell.block].first).fold(f32::INFINITY, f32::min);
    let plain = |col: usize| if closed[col] { 0.0 } else { UNCOVERED };
    let not_at_top = |col: usize| {
        let lower = |cell: &HeaderCell| head[cell.block].first - next > 0.35 * head[cell.block].size;
        if own(col).is_some_and(lower) { BY_CHANCE } else { 0.0 }
    };
    let fit = |skip: &dyn Fn(usize) -> f32, covered: &dyn Fn(usize) -> f32| {
        fit(head, level, below, frame, &closed, &Costs { skip, covered })
    };
    let mut readings = vec![fit(&middle, &no_chance), fit(&plain, &not_at_top), fit(&bottom, &no_chance)];
    readings[2].1 += AT_BOTTOM;
    readings.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (best, cost, mut others) = readings.swap_remove(0);
    if !cost.is_finite() {
        let places = frame.edges.places();
        let cells: Vec<HeaderCell> =
            level.iter().map(|index| singly(*index, &head[*index], &places)).collect();
        return Level { misfits: cells.clone(), cells, others: Vec::new(), cost: 1000.0 };
    }
    let near = readings.into_iter().filter(|(cells, other, _)| *other < cost + DOUBT && *cells != best);
    others.extend(near.map(|(cells, ..)| cells));
    let misfits = best.iter().filter(|cell| is_misfit(&head[cell.block], cell, frame)).cloned().collect();
    Level { cells: best, others, misfits, cost }
}

/// The column around the middle of a text.
fn singly(index: usize, block: &Block, places: &[f32]) -> HeaderCell {
    let upper = places.partition_point(|edge| *edge <= block.centre_x());
    let col = upper.clamp(1, places.len() - 1) - 1;
    HeaderCell { block: index, from: col, to: col + 1 }
}

/// Whether a cell's text is centred over the heights from `top`, or from a level above it, to the cell's end: the
/// header's end, or where the texts below it begin.
fn may_span(head: &[Block], cell: &HeaderCell, below: &[HeaderCell], top: f32) -> bool {
    let own = &head[cell.block];
    let inner = |other: &&HeaderCell| {
        other.from < cell.to && cell.from < other.to && is_below(&head[other.block], own)
    };
    let end = below.iter().filter(inner).map(|other| head[other.block].first).fold(f32::INFINITY, f32::min);
    let above_end = head.iter().filter(|block| block.last < end - LINE * block.size);
    let bottom = above_end.map(|block| block.last).fold(f32::NEG_INFINITY, f32::max);
    // The cell may begin at a level above this one.
    let upper = head.iter().filter(|block| block.first <= top).map(|block| block.first);
    upper.chain([top]).any(|top| own.first > top + 0.3 * own.size && is_middle(own, top, bottom))
}
