//! The reading of a header that fits best, and the others that fit about as well.

use super::super::rules::Line;
use super::blocks::Block;
use super::columns::Column;
use super::covers::{Covers, covers};
use super::edges::Edges;
use super::fit::{DOUBT, Frame, HeaderCell};

/// A header as it was read, and how else it may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settled {
    /// Texts from the top down, left to right at each level.
    pub(super) cells: Vec<HeaderCell>,
    pub(super) edges: Edges,
    /// The whole header in other readings that fit about as well, a handful at most.
    pub(super) others: Vec<Vec<HeaderCell>>,
    /// Cells whose texts fit no columns and for which no other reading was found.
    pub(super) misfits: Vec<HeaderCell>,
}

/// The most other readings of one header that are handed on.
const MAX_OTHERS: usize = 6;

/// The covers and the edges, where the texts leave room, with which they fit best.
pub(super) fn settle(head: &[Block], columns: &[Column], partial: &[Line], edges: Edges) -> Settled {
    let mut readings: Vec<(Covers, Edges)> = edges
        .readings()
        .into_iter()
        .map(|edges| (covers(head, Frame { columns, edges: &edges, partial }, None), edges))
        .collect();
    let best =
        (0..readings.len()).min_by(|a, b| readings[*a].0.cost.total_cmp(&readings[*b].0.cost)).unwrap_or(0);
    let cost = readings[best].0.cost;
    let mut others: Vec<Vec<HeaderCell>> = Vec::new();
    let mut offer = |cells: Vec<HeaderCell>, own: &[HeaderCell]| {
        if others.len() < MAX_OTHERS && cells != own && !others.contains(&cells) {
            others.push(cells);
        }
    };
    let own = readings[best].0.cells.clone();
    for (covers, _) in readings.iter().filter(|(covers, _)| covers.cost < cost + DOUBT) {
        offer(covers.cells.clone(), &own);
    }
    let (settled, edges) = readings.swap_remove(best);
    for (level, ways) in settled.others.iter().enumerate() {
        for way in ways {
            let frame = Frame { columns, edges: &edges, partial };
            offer(covers(head, frame, Some((level, &alike(head, &settled.cells, way)))).cells, &own);
        }
    }
    let has_other = |cell: &HeaderCell| others.iter().any(|cells| !cells.contains(cell));
    let misfits = settled.misfits.into_iter().filter(|cell| !has_other(cell)).collect();
    Settled { cells: settled.cells, edges, others, misfits }
}

/// A way to cover a level in which texts that say the same are read alike: where one of them covers other columns
/// than in `own`, so do its namesakes, as far as the texts beside them leave room.
fn alike(head: &[Block], own: &[HeaderCell], way: &[HeaderCell]) -> Vec<HeaderCell> {
    let mut out = way.to_vec();
    let old = |block: usize| own.iter().find(|cell| cell.block == block);
    let changed = way.iter().find_map(|cell| {
        let old = old(cell.block).filter(|old| (old.from, old.to) != (cell.from, cell.to))?;
        Some((cell, old))
    });
    let Some((cell, before)) = changed else { return out };
    for index in 0..out.len() {
        let other = &out[index];
        let is_namesake = other.block != cell.block
            && head[other.block].text == head[cell.block].text
            && other.to - other.from == before.to - before.from;
        let from = (other.from + cell.from).checked_sub(before.from);
        let to = (other.to + cell.to).checked_sub(before.to);
        let (true, Some(from), Some(to)) = (is_namesake, from, to) else { continue };
        let low = index.checked_sub(1).map_or(0, |before| out[before].to);
        let high = out.get(index + 1).map_or(usize::MAX, |next| next.from);
        let last = own.iter().map(|cell| cell.to).max().unwrap_or(0);
        if low <= from && from < to && to <= high.min(last) {
            (out[index].from, out[index].to) = (from, to);
        }
    }
    out
}
