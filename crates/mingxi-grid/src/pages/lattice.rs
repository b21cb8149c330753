//! Lines to lattices: groups of lines that meet, the positions of their rows and columns, and which sides of
//! which places are drawn.

use super::rules::{Line, Lines};
use super::settings::Settings;

/// Lines that meet, as rows and columns of places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    /// Edges of the columns, left to right; one more than there are columns.
    pub(super) xs: Vec<f32>,
    /// Edges of the rows, top to bottom.
    pub(super) ys: Vec<f32>,
    /// Whether the vertical side at edge `i` is drawn in row `r`: index `r * xs.len() + i`.
    pub(super) vertical: Vec<bool>,
    /// Whether the horizontal side at edge `j` is drawn in column `c`: index `c * ys.len() + j`.
    pub(super) horizontal: Vec<bool>,
}

impl Lattice {
    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// Whether the vertical side at edge `edge` is drawn in a row.
    pub(super) fn has_vertical(&self, row: usize, edge: usize) -> bool {
        self.vertical[row * self.xs.len() + edge]
    }

    /// Whether no vertical side is drawn in a row.
    pub(super) fn is_open(&self, row: usize) -> bool {
        (0..self.xs.len()).all(|edge| !self.has_vertical(row, edge))
    }

    /// The lattice without its first or its last row.
    pub(super) fn without_row(&self, is_first: bool) -> Lattice {
        let (rows, heights) = (self.rows(), self.ys.len());
        let gone = if is_first { 0 } else { rows - 1 };
        let edge = if is_first { 0 } else { heights - 1 };
        let mut ys = self.ys.clone();
        ys.remove(edge);
        let vertical = self.vertical.iter().enumerate().filter(|(at, _)| at / self.xs.len() != gone);
        let horizontal = self.horizontal.iter().enumerate().filter(|(at, _)| at % heights != edge);
        Lattice {
            xs: self.xs.clone(),
            ys,
            vertical: vertical.map(|(_, drawn)| *drawn).collect(),
            horizontal: horizontal.map(|(_, drawn)| *drawn).collect(),
        }
    }

    /// Whether the horizontal side at edge `edge` is drawn in a column.
    pub(super) fn has_horizontal(&self, col: usize, edge: usize) -> bool {
        self.horizontal[col * self.ys.len() + edge]
    }
}

/// The most places of a lattice; more would be a drawing, not a table.
const MAX_PLACES: usize = 1_000_000;

/// The lattices of a page, in no particular order. Lines that form none (prose underlined, three-rule tables)
/// are left out; the second value counts groups of lines that were given up as too large.
pub(super) fn lattices(lines: &Lines, settings: &Settings) -> (Vec<Lattice>, usize) {
    let mut too_large = 0;
    let mut found = Vec::new();
    let mut parts = components(lines, settings);
    attach_lone(&mut parts, settings);
    attach_sides(&mut parts, settings);
    for (horizontal, vertical) in parts {
        if horizontal.is_empty() || vertical.is_empty() || horizontal.len() + vertical.len() < 3 {
            continue;
        }
        let xs = edges(&vertical, &horizontal, settings);
        let ys = edges(&horizontal, &vertical, settings);
        if xs.len() < 2 || ys.len() < 2 {
            continue;
        }
        if xs.len().saturating_mul(ys.len()) > MAX_PLACES {
            too_large += 1;
            continue;
        }
        let vertical = drawn(&vertical, &xs, &ys, settings);
        let horizontal = drawn(&horizontal, &ys, &xs, settings);
        found.push(Lattice { xs, ys, vertical, horizontal });
    }
    (found, too_large)
}

/// A lone line this many points at most from a table with the same ends is its outermost line.
const LONE_REACH: f32 = 40.0;

/// Gives lines that meet no other to the group that they end: a row (or column) of one cell that the page cuts
/// at both sides has no sides of its own.
fn attach_lone(parts: &mut [(Vec<Line>, Vec<Line>)], settings: &Settings) {
    let mut lone: Vec<(usize, Line, bool)> = Vec::new();
    for (index, (horizontal, vertical)) in parts.iter().enumerate() {
        match (horizontal.as_slice(), vertical.as_slice()) {
            ([line], []) => lone.push((index, *line, true)),
            ([], [line]) => lone.push((index, *line, false)),
            _ => {}
        }
    }
    for (index, line, is_horizontal) in lone {
        let home = (0..parts.len()).find(|other| {
            let (horizontal, vertical) = &parts[*other];
            let own = if is_horizontal { horizontal } else { vertical };
            own.len() >= 2
                && own.len() + 1 < horizontal.len() + vertical.len()
                && is_outer(&line, own, settings)
        });
        if let Some(home) = home {
            let (horizontal, vertical) = &mut parts[home];
            if is_horizontal {
                horizontal.push(line)
            } else {
                vertical.push(line)
            }
            parts[index] = (Vec::new(), Vec::new());
        }
    }
}

/// Gives vertical lines that meet no horizontal one to the group beside which they stand, from its top to its bottom:
/// a page inside cells that are merged over many rows draws nothing else of their columns.
fn attach_sides(parts: &mut [(Vec<Line>, Vec<Line>)], settings: &Settings) {
    let mut groups: Vec<Ends> = parts
        .iter()
        .enumerate()
        .filter(|(_, (horizontal, vertical))| horizontal.len() >= 2 && vertical.len() >= 2)
        .map(|(index, (horizontal, vertical))| {
            let (top, bottom) = reach(horizontal.iter().map(|line| line.pos));
            let (left, right) = reach(vertical.iter().map(|line| line.pos));
            Ends { index, left, top, right, bottom }
        })
        .collect();
    groups.sort_by(|a, b| a.top.total_cmp(&b.top));
    for index in 0..parts.len() {
        let ([], [line]) = (parts[index].0.as_slice(), parts[index].1.as_slice()) else { continue };
        let line = *line;
        let first = groups.partition_point(|group| group.top < line.from - settings.meet);
        let near = groups[first..].iter().take_while(|group| group.top <= line.from + settings.meet);
        let beside = near.filter_map(|group| {
            let gap = (group.left - line.pos).max(line.pos - group.right);
            ((line.to - group.bottom).abs() <= settings.meet && gap > 0.0).then_some((gap, group.index))
        });
        if let Some((_, home)) = beside.min_by(|a, b| a.0.total_cmp(&b.0)) {
            parts[home].1.push(line);
            parts[index].1.clear();
        }
    }
}

/// Where the lines of a group of parts end.
struct Ends {
    index: usize,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

/// The smallest and the greatest of some places.
fn reach(places: impl Iterator<Item = f32>) -> (f32, f32) {
    places.fold((f32::INFINITY, f32::NEG_INFINITY), |(from, to), place| (from.min(place), to.max(place)))
}

/// Whether a line has the ends of the group's longest line and stands just outside the group.
fn is_outer(line: &Line, own: &[Line], settings: &Settings) -> bool {
    let from = own.iter().map(|l| l.from).fold(f32::INFINITY, f32::min);
    let to = own.iter().map(|l| l.to).fold(f32::NEG_INFINITY, f32::max);
    let first = own.iter().map(|l| l.pos).fold(f32::INFINITY, f32::min);
    let last = own.iter().map(|l| l.pos).fold(f32::NEG_INFINITY, f32::max);
    let near = (line.pos < first && first - line.pos <= LONE_REACH)
        || (line.pos > last && line.pos - last <= LONE_REACH);
    near && (line.from - from).abs() <= settings.meet && (line.to - to).abs() <= settings.meet
}

/// Groups of lines that meet.
fn components(lines: &Lines, settings: &Settings) -> Vec<(Vec<Line>, Vec<Line>)> {
    let (h, v) = (&lines.horizontal, &lines.vertical);
    let mut groups = Groups::new(h.len() + v.len());
    let mut order: Vec<usize> = (0..v.len()).collect();
    order.sort_by(|a, b| v[*a].pos.total_cmp(&v[*b].pos));
    let tolerance = settings.meet;
    for (i, line) in h.iter().enumerate() {
        let first = order.partition_point(|j| v[*j].pos < line.from - tolerance);
        for &j in order[first..].iter().take_while(|j| v[**j].pos <= line.to + tolerance) {
            if line.pos >= v[j].from - tolerance && line.pos <= v[j].to + tolerance {
                groups.join(i, h.len() + j);
            }
        }
    }
    let mut parts: Vec<(usize, Vec<Line>, Vec<Line>)> = Vec::new();
    let mut part_of_root = vec![usize::MAX; h.len() + v.len()];
    for index in 0..h.len() + v.len() {
        let root = groups.root(index);
        if part_of_root[root] == usize::MAX {
            part_of_root[root] = parts.len();
            parts.push((root, Vec::new(), Vec::new()));
        }
        let part = &mut parts[part_of_root[root]];
        if index < h.len() { part.1.push(h[index]) } else { part.2.push(v[index - h.len()]) }
    }
    parts.into_iter().map(|(_, h, v)| (h, v)).collect()
}

/// Sets of indices, joined two by two.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Groups {
        Groups { parent: (0..count).collect() }
    }

    pub(super) fn root(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller index leads, so that the result does not depend on the order of joining.
        self.parent[a.max(b)] = a.min(b);
    }
}

/// The positions of the lines, and of open sides: where the crossing lines reach beyond the outermost one.
fn edges(lines: &[Line], crossing: &[Line], settings: &Settings) -> Vec<f32> {
    let mut positions: Vec<f32> = lines.iter().map(|line| line.pos).collect();
    positions.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for position in positions {
        if out.last().is_none_or(|last| position - last > settings.snap) {
            out.push(position);
        }
    }
    let from = crossing.iter().map(|line| line.from).fold(f32::INFINITY, f32::min);
    let to = crossing.iter().map(|line| line.to).fold(f32::NEG_INFINITY, f32::max);
    if out.first().is_some_and(|first| from < first - settings.open_side) {
        out.insert(0, from);
    }
    if out.last().is_some_and(|last| to > last + settings.open_side) {
        out.push(to);
    }
    out
}

/// Which sides are drawn: for each interval between `across` edges, one flag per position of `along`.
fn drawn(lines: &[Line], along: &[f32], across: &[f32], settings: &Settings) -> Vec<bool> {
    let mut covered = vec![0.0f32; (across.len() - 1) * along.len()];
    for line in lines {
        let Some(edge) = nearest(along, line.pos) else {
            continue;
        };
        let first = across.partition_point(|edge| *edge <= line.from).saturating_sub(1);
        for interval in first..across.len() - 1 {
            if across[interval] >= line.to {
                break;
            }
            let overlap = line.to.min(across[interval + 1]) - line.from.max(across[interval]);
            covered[interval * along.len() + edge] += overlap.max(0.0);
        }
    }
    covered
        .iter()
        .enumerate()
        .map(|(index, length)| {
            let interval = index / along.len();
            *length >= settings.drawn * (across[interval + 1] - across[interval])
        })
        .collect()
}

fn nearest(edges: &[f32], position: f32) -> Option<usize> {
    let upper = edges.partition_point(|edge| *edge < position);
    let candidates = [upper.checked_sub(1), Some(upper).filter(|u| *u < edges.len())];
    candidates
        .into_iter()
        .flatten()
        .min_by(|a, b| (edges[*a] - position).abs().total_cmp(&(edges[*b] - position).abs()))
}
