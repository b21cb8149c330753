//! The header's cells: which columns the name of a group covers.
//!
//! A name stands in the middle of its columns (or at their left), its cell ends where the names below begin, and
//! a column whose own name stands beside takes no part. Headers are read as set at the top, in the middle and
//! at the bottom of their cells, and the reading that fits best is taken; where two fit, that is told.

use super::super::rules::Line;
use super::blocks::Block;
use super::columns::Column;
use super::edges::{Edges, HeadsAt};
use super::header::{is_below, is_middle};

/// A header text with the columns it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeaderCell {
    /// Index of the text.
    pub(super) block: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What a column without a cell at a level costs, in points, where a text stands below in the header.
const UNCOVERED: f32 = 6.0;
/// The same where the header's texts may stand at the bottom of their cells.
const UNCOVERED_AT_BOTTOM: f32 = 0.4;
/// What reading a header as set at the bottom of its cells costs: it explains too much.
const AT_BOTTOM: f32 = 3.0;
/// What a group costs that covers a part of a cell below it.
const STRADDLES: f32 = 60.0;
/// What standing off the middle costs at most as far as unknown edges explain it.
const UNKNOWN_EDGE: f32 = 1.0;
/// What a column costs in a group if its own text stands where it would without the group.
const BY_CHANCE: f32 = 3.0;
/// What covering other columns costs than those the rule below a text has.
const NOT_RULED: f32 = 200.0;
/// A text this far off the middle of its columns, in points, may not be theirs.
const MISFIT: f32 = 3.0;
/// Two readings of a header whose costs differ by less, in points, are in doubt.
const DOUBT: f32 = 1.5;

/// The same where the text of the better one stands off the middle of its columns.
const MISFIT_ROOM: f32 = 8.0;
/// The same for columns with the same middle.
const SAME_MIDDLE: f32 = 7.0;
/// The most other ways to place one text.
const MAX_WAYS: usize = 3;

/// The columns and their edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) columns: &'a [Column],
    pub(super) edges: &'a Edges,
    /// Rules of a part of the table's width.
    pub(super) partial: &'a [Line],
}

/// How the header's texts cover the columns.
#[derive(Debug, Clone, PartialEq)]
struct Covers {
    /// Texts from the top down, left to right at each level.
    cells: Vec<HeaderCell>,
    /// For each level from the lowest up, the other ways to cover it.
    others: Vec<Vec<Vec<HeaderCell>>>,
    /// Cells whose texts fit no columns.
    misfits: Vec<HeaderCell>,
    /// How far, in points, texts are from where they would stand.
    cost: f32,
}

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

/// The columns each header text covers: a column's own header that column, a group's header the columns around
/// whose middle (or at whose left edge) it stands, as far as their own headers stand below it. `instead` gives
/// the cells of one level, counted from the lowest.
fn covers(head: &[Block], frame: Frame, instead: Option<(usize, &[HeaderCell])>) -> Covers {
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

/// The columns that the rule right below a group's name has, where it has one of its own.
fn ruled_columns(head: &[Block], index: usize, frame: Frame) -> Option<(usize, usize)> {
    let block = &head[index];
    let is_over = |rule: &&Line, other: &Block| {
        let below = rule.pos - other.last;
        below > -0.1 * other.size
            && below < 1.6 * other.size
            && rule.from < other.bbox.x0 + 1.0
            && rule.to > other.bbox.x1 - 1.0
    };
    let rule = frame.partial.iter().find(|rule| is_over(rule, block))?;
    let shared = (0..head.len()).any(|other| other != index && is_over(&rule, &head[other]));
    let is_inside = |column: &Column| {
        let middle = (column.x0 + column.x1) / 2.0;
        middle > rule.from && middle < rule.to
    };
    let from = frame.columns.iter().position(is_inside)?;
    let count = frame.columns[from..].iter().take_while(|column| is_inside(column)).count();
    (!shared).then_some((from, from + count))
}

/// How far a text stands from where it would stand over these columns, beyond what their edges leave open.
fn off_middle(block: &Block, from: usize, to: usize, frame: Frame) -> f32 {
    let (left, right) = (frame.edges.edges[from], frame.edges.edges[to]);
    match frame.edges.heads_at {
        HeadsAt::Left => (left.at + frame.edges.padding - block.bbox.x0).abs(),
        HeadsAt::Middle | HeadsAt::Body => {
            let off = ((left.at + right.at) / 2.0 - block.centre_x()).abs();
            let slack = (left.slack + right.slack) / 2.0;
            (off - slack).max(0.0) + (0.1 * off.min(slack)).min(UNKNOWN_EDGE)
        }
    }
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

fn is_misfit(block: &Block, cell: &HeaderCell, frame: Frame) -> bool {
    off_middle(block, cell.from, cell.to, frame) > MISFIT
}

/// The column around the middle of a text.
fn singly(index: usize, block: &Block, places: &[f32]) -> HeaderCell {
    let upper = places.partition_point(|edge| *edge <= block.centre_x());
    let col = upper.clamp(1, places.len() - 1) - 1;
    HeaderCell { block: index, from: col, to: col + 1 }
}

/// What columns cost at a level: without a cell, and in one.
struct Costs<'a> {
    skip: &'a dyn Fn(usize) -> f32,
    covered: &'a dyn Fn(usize) -> f32,
}

/// The best cells of some texts in order, their cost, and the cells where one of them covers other columns that
/// fit about as well. No text covers `closed` columns.
fn fit(
    head: &[Block],
    level: &[usize],
    below: &[HeaderCell],
    frame: Frame,
    closed: &[bool],
    costs: &Costs,
) -> (Vec<HeaderCell>, f32, Vec<Vec<HeaderCell>>) {
    let (n, m) = (frame.columns.len(), level.len());
    let edges = &frame.edges.edges;
    let skip = costs.skip;
    let ruled: Vec<Option<(usize, usize)>> =
        level.iter().map(|index| ruled_columns(head, *index, frame)).collect();
    let cost_of = |i: usize, from: usize, to: usize| -> f32 {
        let block = &head[level[i]];
        if let Some(ruled) = ruled[i] {
            return if ruled == (from, to) { 0.0 } else { NOT_RULED };
        }
        if closed[from..to].contains(&true) {
            return f32::INFINITY;
        }
        let cuts = |cell: &HeaderCell| {
            let meets = from < cell.to && cell.from < to;
            meets && (from > cell.from || to < cell.to)
        };
        let straddles = below.iter().any(cuts);
        let (left, right) = (edges[from], edges[to]);
        let outside = (left.at - left.slack - block.bbox.x0).max(block.bbox.x1 - right.at - right.slack);
        let width = match frame.edges.heads_at {
            HeadsAt::Left => (block.centre_x() - right.at).max(0.0),
            HeadsAt::Middle | HeadsAt::Body => (outside - 1.0).max(0.0),
        };
        let chance: f32 = (from..to).map(costs.covered).sum();
        off_middle(block, from, to, frame) + chance + 2.0 * width + if straddles { STRADDLES } else { 0.0 }
    };
    let mut cost = vec![vec![f32::INFINITY; n + 1]; m + 1];
    let mut from_of = vec![vec![(0usize, false); n + 1]; m + 1];
    cost[0][0] = 0.0;
    for i in 0..=m {
        for col in 0..=n {
            if col > 0 && cost[i][col - 1] + skip(col - 1) < cost[i][col] {
                cost[i][col] = cost[i][col - 1] + skip(col - 1);
                from_of[i][col] = (col - 1, false);
            }
            if i == 0 {
                continue;
            }
            for from in 0..col {
                let c = cost[i - 1][from] + cost_of(i - 1, from, col);
                if c < cost[i][col] {
                    cost[i][col] = c;
                    from_of[i][col] = (from, true);
                }
            }
        }
    }
    let mut out: Vec<HeaderCell> = Vec::new();
    if !cost[m][n].is_finite() {
        return (out, f32::INFINITY, Vec::new());
    }
    let (mut i, mut col) = (m, n);
    while i > 0 || col > 0 {
        let (from, takes) = from_of[i][col];
        if takes {
            out.push(HeaderCell { block: level[i - 1], from, to: col });
            i -= 1;
        }
        col = from;
    }
    out.reverse();
    let total = |cells: &[HeaderCell]| -> f32 {
        let covered = |col: usize| cells.iter().any(|cell| (cell.from..cell.to).contains(&col));
        let own: f32 = cells.iter().enumerate().map(|(i, cell)| cost_of(i, cell.from, cell.to)).sum();
        own + (0..n).filter(|col| !covered(*col)).map(skip).sum::<f32>()
    };
    let best = cost[m][n];
    let mut doubtful: Vec<Vec<HeaderCell>> = Vec::new();
    for index in 0..out.len() {
        let low = index.checked_sub(1).map_or(0, |before| out[before].to);
        let high = out.get(index + 1).map_or(n, |next| next.from);
        let own = (out[index].from, out[index].to);
        // A text that stands off the middle of its columns leaves more room.
        let room = if is_misfit(&head[level[index]], &out[index], frame) { MISFIT_ROOM } else { DOUBT };
        let mut ways: Vec<(f32, Vec<HeaderCell>)> = Vec::new();
        for from in low..high {
            for to in from + 1..=high {
                let mut other = out.clone();
                (other[index].from, other[index].to) = (from, to);
                let cost = total(&other);
                // As many columns more or fewer at both sides have the same middle: only heights speak against them.
                let is_centred = own.0 + own.1 == from + to;
                let room = if is_centred { room.max(SAME_MIDDLE) } else { room };
                if (from, to) != own && cost < best + room {
                    ways.push((cost, other));
                }
            }
        }
        ways.sort_by(|a, b| a.0.total_cmp(&b.0));
        doubtful.extend(ways.into_iter().take(MAX_WAYS).map(|(_, cells)| cells));
    }
    (out, best, doubtful)
}

/// The columns each number of a row that numbers the columns covers; empty where they fit none.
pub(super) fn cover_index(row: &[Block], frame: Frame) -> Vec<HeaderCell> {
    let level: Vec<usize> = (0..row.len()).collect();
    let closed = vec![false; frame.columns.len()];
    fit(row, &level, &[], frame, &closed, &Costs { skip: &|_| UNCOVERED, covered: &|_| 0.0 }).0
}

/// Whether a cell's text is centred over the heights from `top`, or from a level above it, to the cell's end: the
/// header's end, or where the texts below it begin.
fn may_span(head: &[Block], cell: &HeaderCell, below: &[HeaderCell], top: f32) -> bool {
    let own = &head[cell.block];
    let inner = |other: &&HeaderCell| {
        other.from < cell.to && cell.from < other.to && is_below(&head[other.block], own)
    };
    let end = below.iter().filter(inner).map(|other| head[other.block].first).fold(f32::INFINITY, f32::min);
    let above_end = head.iter().filter(|block| block.last < end - 0.55 * block.size);
    let bottom = above_end.map(|block| block.last).fold(f32::NEG_INFINITY, f32::max);
    // The cell may begin at a level above this one.
    let upper = head.iter().filter(|block| block.first <= top).map(|block| block.first);
    upper.chain([top]).any(|top| own.first > top + 0.3 * own.size && is_middle(own, top, bottom))
}
