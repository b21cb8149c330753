//! Which columns of a part are which of the part above.

use super::super::beside::{index_map, spread, union};
use super::super::draft::{Draft, DraftCell, blank};
use super::super::settings::Settings;

/// New column edges, and for the old edges of both parts their indices there.
pub(super) struct Alignment {
    pub(super) xs: Vec<f32>,
    pub(super) upper: Vec<usize>,
    pub(super) lower: Vec<usize>,
}

impl Alignment {
    fn one_by_one(upper: &Draft) -> Alignment {
        let same: Vec<usize> = (0..upper.xs.len()).collect();
        Alignment { xs: upper.xs.clone(), upper: same.clone(), lower: same }
    }
}

/// The columns of a part whose heads repeat those above one by one: each page is fitted anew, so that its widths say
/// nothing.
pub(super) fn by_heads(upper: &Draft, lower: &Draft, same_heads: usize) -> Option<Alignment> {
    (same_heads > 0 && upper.xs.len() == lower.xs.len()).then(|| Alignment::one_by_one(upper))
}

/// Fewest edges that a part with fewer columns must share with the part above at the same place.
const SHARED_EDGES: usize = 3;

/// Brings the columns of two parts together; `None` where they have nothing in common.
///
/// A part may stand where the part above stands, or be shifted, as on the left and right pages of a book. A page
/// inside one merged row may lack the outer columns: what is left of them stands at its place, so that the place is
/// tried before the left edges are brought together.
pub(super) fn align(upper: &Draft, lower: &Draft, settings: &Settings) -> Option<Alignment> {
    let shift = lower.xs[0] - upper.xs[0];
    let widths_match = upper.xs.len() == lower.xs.len()
        && upper.xs.iter().zip(&lower.xs).all(|(a, b)| (b - shift - a).abs() <= settings.same_edge);
    if widths_match {
        return Some(Alignment::one_by_one(upper));
    }
    if is_near_by_index(upper, lower, settings) {
        return Some(Alignment::one_by_one(upper));
    }
    let stays = shift.abs() <= 2.0 * settings.same_edge;
    let at_its_place = || shared(upper, lower, 0.0, settings).filter(|_| lower.xs.len() >= SHARED_EDGES);
    match stays {
        true => shared(upper, lower, 0.0, settings),
        false => at_its_place().or_else(|| shared(upper, lower, shift, settings)),
    }
}

/// The share of the narrower of two columns by which the edge between them may move from page to page.
const MOVED: f32 = 0.3;

/// Whether two parts have one frame and as many columns, of which each stands about where it stands above: a program
/// that fits the columns to what each page holds moves the edges between them.
fn is_near_by_index(upper: &Draft, lower: &Draft, settings: &Settings) -> bool {
    let last = upper.xs.len() - 1;
    let narrower = |at: usize| {
        let width = |xs: &[f32], from: usize| xs[from + 1] - xs[from];
        [&upper.xs, &lower.xs]
            .iter()
            .flat_map(|xs| [width(xs, at - 1), width(xs, at)])
            .fold(f32::MAX, f32::min)
    };
    let near = |at: usize| {
        let allowed = if at == 0 || at == last { 2.0 * settings.same_edge } else { MOVED * narrower(at) };
        (upper.xs[at] - lower.xs[at]).abs() <= allowed
    };
    lower.xs.len() == upper.xs.len() && (0..=last).all(near)
}

/// The columns of two parts that share a frame and most edges, or of which the lower has no edges but those above.
fn shared(upper: &Draft, lower: &Draft, shift: f32, settings: &Settings) -> Option<Alignment> {
    let shifted: Vec<f32> = lower.xs.iter().map(|x| x - shift).collect();
    let near = |a: f32, b: f32, tolerance: f32| (a - b).abs() <= tolerance;
    let (first, last) = (shifted[0], shifted[shifted.len() - 1]);
    let same_frame = near(first, upper.xs[0], 2.0 * settings.same_edge)
        && near(last, upper.xs[upper.xs.len() - 1], 2.0 * settings.same_edge);
    let is_shared = |x: &&f32| upper.xs.iter().any(|other| near(**x, *other, settings.same_edge));
    let shared = shifted.iter().filter(is_shared).count();
    let is_inside = shared == shifted.len();
    if !(same_frame && 2 * shared > shifted.len().min(upper.xs.len()) || is_inside) {
        return None;
    }
    let xs = union(&upper.xs, &shifted, settings.same_edge);
    let (upper, lower) = (index_map(&upper.xs, &xs), index_map(&shifted, &xs));
    let rises = |map: &[usize]| map.windows(2).all(|pair| pair[0] < pair[1]);
    (rises(&upper) && rises(&lower)).then_some(Alignment { xs, upper, lower })
}

/// Gives the upper part its columns; those it does not have are empty.
pub(super) fn fit_upper(upper: &mut Draft, alignment: &Alignment) {
    let columns = alignment.xs.len() - 1;
    if columns + 1 == alignment.upper.len() {
        return;
    }
    fit(&mut upper.cells, &alignment.upper);
    let (first, last) = ends(&alignment.upper);
    let rows = upper.rows;
    for (from, to) in [(0, first), (last, columns)] {
        pad(upper, from, to, 0..rows);
    }
    upper.first_cells = upper.cells.len();
    (upper.top, upper.bottom) = (
        sides(&upper.top, &alignment.upper, columns, true),
        sides(&upper.bottom, &alignment.upper, columns, true),
    );
}

/// Gives the lower part its columns; those it does not have are empty.
pub(super) fn fit_lower(lower: &mut Draft, alignment: &Alignment) {
    let columns = alignment.xs.len() - 1;
    fit(&mut lower.cells, &alignment.lower);
    let (first, last) = ends(&alignment.lower);
    let rows = lower.rows;
    for (from, to) in [(0, first), (last, columns)] {
        pad(lower, from, to, 0..rows);
    }
    lower.top = sides(&lower.top, &alignment.lower, columns, true);
    lower.bottom = sides(&lower.bottom, &alignment.lower, columns, true);
}

fn ends(map: &[usize]) -> (usize, usize) {
    (map.first().copied().unwrap_or(0), map.last().copied().unwrap_or(0))
}

fn fit(cells: &mut [DraftCell], map: &[usize]) {
    for cell in cells {
        let (left, right) = (map[cell.col], map[cell.col + cell.col_span]);
        cell.col = left;
        cell.col_span = right - left;
    }
}

/// Adds an empty cell over the columns `from..to` to each of the rows.
fn pad(draft: &mut Draft, from: usize, to: usize, rows: std::ops::Range<usize>) {
    if to <= from {
        return;
    }
    let (page, bbox) = (draft.page, draft.bbox);
    draft.cells.extend(rows.map(|row| blank((row, from, row + 1, to), page, bbox)));
}

/// Flags per old column as flags per new one; `outside` for those that the part does not have.
fn sides(flags: &[bool], map: &[usize], columns: usize, outside: bool) -> Vec<bool> {
    let mut out = spread(flags, map, columns);
    let (first, last) = ends(map);
    out[..first].fill(outside);
    out[last..].fill(outside);
    out
}
