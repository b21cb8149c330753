//! Which columns the names of one level of a header cover: the way that costs least, and those that cost little more.

use super::super::rules::Line;
use super::blocks::Block;
use super::columns::Column;
use super::edges::{Edges, HeadsAt};

/// A header text with the columns it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeaderCell {
    /// Index of the text.
    pub(super) block: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What a column without a cell at a level costs, in points, where a text stands below in the header.
pub(super) const UNCOVERED: f32 = 6.0;
/// What a group costs that covers a part of a cell below it.
const STRADDLES: f32 = 60.0;
/// What a group of one column costs.
const SINGLE: f32 = 4.0;
/// What standing off the middle costs at most as far as unknown edges explain it.
const UNKNOWN_EDGE: f32 = 1.0;
/// What covering other columns costs than those the rule below a text has.
const NOT_RULED: f32 = 200.0;
/// A text this far off the middle of its columns, in points, may not be theirs.
const MISFIT: f32 = 3.0;
/// Two readings of a header whose costs differ by less, in points, are in doubt.
pub(super) const DOUBT: f32 = 1.5;

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
pub(super) fn off_middle(block: &Block, from: usize, to: usize, frame: Frame) -> f32 {
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

pub(super) fn is_misfit(block: &Block, cell: &HeaderCell, frame: Frame) -> bool {
    off_middle(block, cell.from, cell.to, frame) > MISFIT
}

/// What columns cost at a level: without a cell, and in one.
pub(super) struct Costs<'a> {
    pub(super) skip: &'a dyn Fn(usize) -> f32,
    pub(super) covered: &'a dyn Fn(usize) -> f32,
}

/// The best cells of some texts in order, their cost, and the cells where one of them covers other columns that
/// fit about as well. No text covers `closed` columns.
pub(super) fn fit(
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
        // Where only the left of a group tells, more columns than one are likely.
        let is_single = to - from == 1 && below.iter().any(|cell| (cell.from, cell.to) == (from, to));
        let single = if is_single && frame.edges.heads_at == HeadsAt::Left { SINGLE } else { 0.0 };
        off_middle(block, from, to, frame)
            + chance
            + single
            + 2.0 * width
            + if straddles { STRADDLES } else { 0.0 }
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
