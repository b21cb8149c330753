//! The edges of the columns, from how texts are set in their cells.

use super::blocks::Block;
use super::columns::Column;

/// Where a column begins or ends, as far as its texts tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) at: f32,
    /// How far the edge may be from there.
    pub(super) slack: f32,
}

/// How the lowest header texts are set in their cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadsAt {
    Middle,
    Left,
    /// As the texts below them.
    Body,
}

/// How a column's body texts are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Middle,
    /// One text, or texts of one width.
    Open,
}

/// How the texts of a table, or of a document, are set: what is counted where columns tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Style {
    /// Headers of left-aligned texts that begin with them, and that do not.
    left: (usize, usize),
    /// Headers of right-aligned texts that end with them, and that do not.
    right: (usize, usize),
    /// Columns of numbers set at the left, at the right, in the middle.
    numbers: [usize; 3],
    /// What cells leave free at a side.
    paddings: Vec<f32>,
}

impl Style {
    /// Adds what another table shows.
    pub(super) fn add(&mut self, other: Style) {
        self.left = (self.left.0 + other.left.0, self.left.1 + other.left.1);
        self.right = (self.right.0 + other.right.0, self.right.1 + other.right.1);
        for (count, other) in self.numbers.iter_mut().zip(other.numbers) {
            *count += other;
        }
        self.paddings.extend(other.paddings);
    }

    /// How header texts are set; `None` where nothing tells.
    fn heads_at(&self) -> Option<HeadsAt> {
        let told = [self.left, self.right].iter().any(|votes| votes.0 != votes.1);
        told.then_some(match (self.left.0 > self.left.1, self.right.0 > self.right.1) {
            (_, true) => HeadsAt::Body,
            (true, false) => HeadsAt::Left,
            (false, false) => HeadsAt::Middle,
        })
    }

    /// How numbers are set; `None` where nothing tells. A column of few numbers says little against a whole document.
    fn numbers_at(&self, document: &Style) -> Option<Side> {
        let votes = |index: usize| OWN_VOTE * self.numbers[index] + document.numbers[index];
        let [left, right, middle] = [0, 1, 2].map(votes);
        match left.max(right).max(middle) {
            0 => None,
            most if most == right => Some(Side::Right),
            most if most == middle => Some(Side::Middle),
            _ => Some(Side::Left),
        }
    }

    fn padding(&self) -> Option<f32> {
        let mut paddings = self.paddings.clone();
        paddings.sort_by(f32::total_cmp);
        paddings.get(paddings.len() / 2).copied()
    }
}

/// What a column of the table itself counts for, one of the document's other tables for one.
const OWN_VOTE: usize = 4;

/// What the texts of one table show of its style.
pub(super) fn style(columns: &[Column], head: &[Block], rows: &[Vec<Block>], first: usize) -> Style {
    let sides: Vec<Side> = columns.iter().map(|column| side(column, rows, first)).collect();
    let mut style = Style::default();
    // Codes are set at the left whatever amounts are.
    let amounts = columns.iter().zip(&sides).filter(|(column, _)| column.decimals && column.is_numeric());
    for (_, side) in amounts {
        match side {
            Side::Left => style.numbers[0] += 1,
            Side::Right => style.numbers[1] += 1,
            Side::Middle => style.numbers[2] += 1,
            Side::Open => {}
        }
    }
    (style.left, style.right) = head_votes(columns, head, &sides);
    let heads_at = style.heads_at().unwrap_or(HeadsAt::Middle);
    style.paddings = paddings(columns, head, &sides, heads_at);
    style
}

/// What the texts say of the columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edges {
    /// One more than there are columns, rising.
    pub(super) edges: Vec<Edge>,
    pub(super) heads_at: HeadsAt,
    /// What a cell leaves free at its left and right, in points.
    pub(super) padding: f32,
    /// Where everything is centred: how each edge moves with the one place that the texts leave open (1, -1, or
    /// 0 for an edge that is known), and how far at most.
    swing: Option<(Vec<f32>, f32)>,
}

impl Edges {
    /// The edges with the open place moved; the first is as they are. Only these where nothing is open.
    pub(super) fn readings(&self) -> Vec<Edges> {
        let Some((signs, range)) = self.swing.as_ref().filter(|_| self.edges.len() <= MAX_SWINGING) else {
            return vec![self.clone()];
        };
        let steps = (2.0 * range).ceil().clamp(1.0, 60.0) as i32;
        let mut places: Vec<f32> =
            (0..=steps).map(|step| range * (2.0 * step as f32 / steps as f32 - 1.0)).collect();
        places.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
        let moved = |place: f32| {
            let mut out = self.clone();
            for (edge, sign) in out.edges.iter_mut().zip(signs).filter(|(_, sign)| **sign != 0.0) {
                *edge = Edge { at: edge.at + sign * place, slack: 0.5 };
            }
            out
        };
        places.into_iter().map(moved).collect()
    }

    /// The edges' places.
    pub(super) fn places(&self) -> Vec<f32> {
        self.edges.iter().map(|edge| edge.at).collect()
    }
}

/// The padding of a cell at each side, in points, where only its text is known.
const PADDING: f32 = 3.0;
/// The widest padding; a wider gap is none.
const MAX_PADDING: f32 = 24.0;
/// How far the table's outermost edges may be from its texts.
const MAX_MARGIN: f32 = 200.0;
/// The most edges that are moved to and fro; the work grows with their cube.
const MAX_SWINGING: usize = 40;
/// Two texts are in line within this many points.
const IN_LINE: f32 = 1.2;

/// Finds the edges. Right-aligned texts end a padding before their column's right edge, left-aligned ones begin a
/// padding after its left edge, and a centred text stands in the middle of both; from one edge that is known
/// the centred texts give the next.
pub(super) fn edges(
    columns: &[Column],
    head: &[Block],
    rows: &[Vec<Block>],
    first: usize,
    document: &Style,
) -> Edges {
    let own = style(columns, head, rows, first);
    let numbers_at = own.numbers_at(document).unwrap_or(Side::Open);
    let sides = sides(columns, rows, first, numbers_at);
    let heads_at = own.heads_at().or(document.heads_at()).unwrap_or(HeadsAt::Middle);
    let header = |index: usize| columns[index].header.map(|block| &head[block]);
    // A column's middle, where a text is centred in it.
    let middle = |index: usize| match (heads_at, sides[index]) {
        (HeadsAt::Middle, _) if header(index).is_some() => header(index).map(Block::centre_x),
        (_, Side::Middle) => Some((columns[index].begins.0 + columns[index].ends.1) / 2.0),
        _ => None,
    };
    let middles: Vec<Option<f32>> = (0..columns.len()).map(middle).collect();
    let padding = own.padding().or(document.padding()).unwrap_or(PADDING);
    let left_edge = |index: usize| match (sides[index], heads_at) {
        (Side::Left, _) => Some(columns[index].begins.0 - padding),
        (_, HeadsAt::Left) => header(index).map(|block| block.bbox.x0 - padding),
        _ => None,
    };
    let right_edge = |index: usize| (sides[index] == Side::Right).then_some(columns[index].ends.1 + padding);
    let count = columns.len();
    let bounds = |edge: usize| match edge {
        0 => (columns[0].x0 - MAX_MARGIN, columns[0].x0),
        _ if edge == count => (columns[count - 1].x1, columns[count - 1].x1 + MAX_MARGIN),
        _ => {
            let (a, b) = (columns[edge - 1].x1, columns[edge].x0);
            (a.min(b), a.max(b))
        }
    };
    let mut found: Vec<Option<Edge>> = (0..=count)
        .map(|edge| {
            let (low, high) = bounds(edge);
            let by_left = edge.checked_sub(1).and_then(right_edge);
            let at = by_left.or_else(|| (edge < count).then(|| left_edge(edge)).flatten())?;
            Some(Edge { at: at.clamp(low, high), slack: 0.3 })
        })
        .collect();
    let swing = chain(&mut found, &middles, &bounds);
    let mut out: Vec<Edge> = Vec::with_capacity(count + 1);
    for (edge, found) in found.into_iter().enumerate() {
        let (low, high) = bounds(edge);
        let guess = match edge {
            0 => Edge { at: high - padding, slack: padding },
            _ if edge == count => Edge { at: low + padding, slack: padding },
            _ => Edge { at: (low + high) / 2.0, slack: (high - low) / 2.0 },
        };
        let mut next = found.unwrap_or(guess);
        if let Some(before) = out.last() {
            next.at = next.at.max(before.at + 0.1);
        }
        out.push(next);
    }
    Edges { edges: out, heads_at, padding, swing }
}

/// Fills in edges between which centred texts stand: an edge and the middle give the opposite edge. Where no
/// edge of a stretch is known, one free place shifts its edges to and fro by the same amount; the texts bound it.
///
/// Gives how edges move where one such stretch has room to.
fn chain(
    found: &mut [Option<Edge>],
    middles: &[Option<f32>],
    bounds: &dyn Fn(usize) -> (f32, f32),
) -> Option<(Vec<f32>, f32)> {
    let fits = |edge: usize, at: f32| {
        let (low, high) = bounds(edge);
        at > low - 0.8 && at < high + 0.8
    };
    let step = |from: Edge, middle: f32, to: usize| {
        let (low, high) = bounds(to);
        let at = 2.0 * middle - from.at;
        fits(to, at).then(|| Edge { at: at.clamp(low, high), slack: from.slack + 0.2 })
    };
    for edge in 1..found.len() {
        if let (None, Some(before), Some(middle)) = (found[edge], found[edge - 1], middles[edge - 1]) {
            found[edge] = step(before, middle, edge);
        }
    }
    for edge in (0..found.len() - 1).rev() {
        let (Some(after), Some(middle)) = (found[edge + 1], middles[edge]) else { continue };
        let by_right = step(after, middle, edge);
        if found[edge].is_none_or(|known| by_right.is_some_and(|other| other.slack < known.slack)) {
            found[edge] = by_right.or(found[edge]);
        }
    }
    let mut swings: Vec<(Vec<f32>, f32)> = Vec::new();
    let mut from = 0;
    while from < middles.len() {
        let mut to = from;
        while to < middles.len() && found[to].is_none() && middles[to].is_some() && found[to + 1].is_none() {
            to += 1;
        }
        if to > from {
            let range = free_stretch(&mut found[from..=to], &middles[from..to], &|edge| bounds(from + edge));
            let sign = |edge: usize| match (from..=to).contains(&edge) {
                true if (edge - from).is_multiple_of(2) => 1.0,
                true => -1.0,
                false => 0.0,
            };
            swings.extend(range.map(|range| ((0..found.len()).map(sign).collect(), range)));
        }
        from = to.max(from + 1);
    }
    swings.pop().filter(|(_, range)| swings.is_empty() && *range > 0.5)
}

/// Edges of which only the middles between them are known: the place of the first decides all others. Gives how far
/// it may be off.
fn free_stretch(
    found: &mut [Option<Edge>],
    middles: &[Option<f32>],
    bounds: &dyn Fn(usize) -> (f32, f32),
) -> Option<f32> {
    // Each edge is `at` plus or minus the free place.
    let mut edges: Vec<(f32, f32)> = vec![(0.0, 1.0)];
    for middle in middles.iter().flatten() {
        let (at, sign) = edges[edges.len() - 1];
        edges.push((2.0 * middle - at, -sign));
    }
    let (mut low, mut high) = (f32::NEG_INFINITY, f32::INFINITY);
    for (edge, (at, sign)) in edges.iter().enumerate() {
        let (from, to) = bounds(edge);
        let (a, b) = ((from - at) * sign, (to - at) * sign);
        low = low.max(a.min(b));
        high = high.min(a.max(b));
    }
    if !low.is_finite() || !high.is_finite() || high - low < -1.0 {
        return None;
    }
    let place = (low + high) / 2.0;
    for (edge, (at, sign)) in edges.iter().enumerate() {
        found[edge] = Some(Edge { at: at + sign * place, slack: ((high - low) / 2.0).max(0.3) });
    }
    Some((high - low) / 2.0)
}

/// How each column's body texts are set. Numbers of one width are set as most numbers are.
fn sides(columns: &[Column], rows: &[Vec<Block>], first: usize, numbers_at: Side) -> Vec<Side> {
    let side = |column: &Column| match side(column, rows, first) {
        Side::Open if column.decimals && column.is_numeric() => numbers_at,
        side => side,
    };
    columns.iter().map(side).collect()
}

fn side(column: &Column, rows: &[Vec<Block>], first: usize) -> Side {
    let inside = || {
        let rows = column.rows.iter().filter(|row| **row >= first).flat_map(|row| &rows[*row]);
        rows.filter(|block| block.bbox.x0 >= column.begins.0 - 0.5 && block.bbox.x1 <= column.ends.1 + 0.5)
    };
    let spread = |place: &dyn Fn(&Block) -> f32| {
        let (low, high) = inside()
            .map(place)
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        high - low
    };
    if inside().take(2).count() < 2 {
        return Side::Open;
    }
    let (left, right) = (spread(&|b| b.bbox.x0), spread(&|b| b.bbox.x1));
    let middle = spread(&Block::centre_x);
    match (left < IN_LINE, right < IN_LINE, middle < IN_LINE) {
        (true, false, _) => Side::Left,
        (false, true, _) => Side::Right,
        (false, false, true) => Side::Middle,
        _ => Side::Open,
    }
}

/// Header texts for and against standing at the left of left-aligned texts, and at the right of right-aligned ones.
fn head_votes(columns: &[Column], head: &[Block], sides: &[Side]) -> ((usize, usize), (usize, usize)) {
    let (mut left, mut right) = ((0usize, 0usize), (0usize, 0usize));
    let gap = |index: usize| columns[index].x0 - columns[index - 1].x1;
    let narrowest = (1..columns.len()).map(gap).fold(f32::INFINITY, f32::min);
    let neighbour = |index: Option<usize>, side: Side| {
        index.filter(|index| sides.get(*index) == Some(&side)).map(|index| &columns[index])
    };
    for (index, (column, side)) in columns.iter().zip(sides).enumerate() {
        let Some(block) = column.header.map(|block| &head[block]) else { continue };
        let (begin, end) = (column.begins.0, column.ends.1);
        // A header as wide as its cell stands at both sides of it; only one with room beside it tells something.
        let narrow = block.bbox.x1 - block.bbox.x0 + 0.8 * block.size < end - begin;
        let room = |gap: Option<f32>| narrow || gap.is_some_and(|gap| gap > narrowest + 2.0);
        let (votes, at_side, tells) = match side {
            Side::Left => {
                let gap = neighbour(Some(index + 1), Side::Left).map(|next| next.begins.0 - block.bbox.x1);
                (&mut left, (block.bbox.x0 - begin).abs() < IN_LINE, room(gap))
            }
            Side::Right => {
                let gap =
                    neighbour(index.checked_sub(1), Side::Right).map(|last| block.bbox.x0 - last.ends.1);
                (&mut right, (block.bbox.x1 - end).abs() < IN_LINE, room(gap))
            }
            Side::Middle | Side::Open => continue,
        };
        match at_side {
            true => votes.0 += usize::from(tells),
            false => votes.1 += 1,
        }
    }
    (left, right)
}

/// What a cell leaves free at a side: half the gap between texts that meet at an edge, or what columns set at one
/// side under centred headers show.
fn paddings(columns: &[Column], head: &[Block], sides: &[Side], heads_at: HeadsAt) -> Vec<f32> {
    let mut samples: Vec<f32> = Vec::new();
    for index in 1..columns.len() {
        let (a, b) = (&columns[index - 1], &columns[index]);
        let centre = |column: &Column| {
            column.header.filter(|_| heads_at == HeadsAt::Middle).map(|block| head[block].centre_x())
        };
        let sample = match (sides[index - 1], sides[index]) {
            (Side::Right, Side::Left) => Some((b.begins.0 - a.ends.1) / 2.0),
            (Side::Right, Side::Right) => centre(b).map(|centre| centre - (a.ends.1 + b.ends.1) / 2.0),
            (Side::Left, Side::Left) => centre(a).map(|centre| (a.begins.0 + b.begins.0) / 2.0 - centre),
            _ => None,
        };
        samples.extend(sample.filter(|padding| (0.0..MAX_PADDING).contains(padding)));
    }
    samples
}
