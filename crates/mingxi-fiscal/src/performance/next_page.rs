//! A block that goes on upon the next page without its heads: the columns of the page before, found again by their
//! number or by where they stand.

use super::layout::{Column, Layout, Panel, ends_block};
use super::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::{Cell, Grid, Place};

/// The share of rows, in percent, that have to name an indicator under the columns of the page before.
const NAMED: usize = 80;

/// The columns of a block over the rows of the next page's grid; `None` where they do not fit.
pub(super) fn go_on(
    layout: &Layout,
    before: &Grid,
    grid: &Grid,
    vocabulary: &PerformanceVocabulary,
) -> Option<Layout> {
    let place = |column: &Column| match before.columns() == grid.columns() {
        true => Some(*column),
        false => by_position(column, layout, before, grid),
    };
    let panels: Vec<Panel> = layout
        .panels
        .iter()
        .map(|panel| Panel {
            group: panel.group.clone(),
            columns: panel.columns.iter().filter_map(place).collect(),
        })
        .collect();
    let names = *panels.first()?.one(HeaderRole::Level3)?;
    let keys: Vec<Column> = layout.keys.iter().filter_map(place).collect();
    if overlap(panels.iter().flat_map(|panel| &panel.columns).chain(&keys)) {
        return None;
    }
    let end = match layout.is_list() {
        true => grid.rows(),
        false => (0..grid.rows()).find(|row| ends_block(grid, *row, vocabulary)).unwrap_or(grid.rows()),
    };
    let is_name = |row: &u32| {
        grid.starts_at(*row, names.start)
            .is_some_and(|cell| !cell.text.is_empty() && cell.col_span == names.end - names.start)
    };
    let named = (0..end).filter(is_name).count();
    (end > 0 && named * 100 >= end as usize * NAMED).then(|| Layout {
        top: 0,
        body: 0,
        end,
        panels,
        keys,
        why: Vec::new(),
    })
}

/// Whether two columns of the page before lie over one of this page: they are not the same columns.
fn overlap<'c>(columns: impl Iterator<Item = &'c Column>) -> bool {
    let mut taken: Vec<&Column> = columns.collect();
    taken.sort_by_key(|column| column.start);
    taken.windows(2).any(|pair| pair[1].start < pair[0].end)
}

/// The columns of the next page that lie where a column of this page lies.
fn by_position(column: &Column, layout: &Layout, before: &Grid, grid: &Grid) -> Option<Column> {
    let within = |cell: &&Cell| {
        (layout.top..layout.end).contains(&cell.row)
            && cell.col >= column.start
            && cell.col + cell.col_span <= column.end
    };
    let spans = || before.cells().iter().filter(within).filter_map(span);
    let left = spans().map(|(left, _)| left).fold(f32::INFINITY, f32::min);
    let right = spans().map(|(_, right)| right).fold(f32::NEG_INFINITY, f32::max);
    let lies_in = |col: &u32| {
        let cells = grid.cells().iter().filter(|cell| cell.col == *col && cell.col_span == 1);
        cells.filter_map(span).next().is_some_and(|(from, to)| {
            let middle = f32::midpoint(from, to);
            left < middle && middle < right
        })
    };
    let found: Vec<u32> = (0..grid.columns()).filter(lies_in).collect();
    let (start, end) = (*found.first()?, found.last()?.checked_add(1)?);
    (found.len() as u32 == end - start).then_some(Column { role: column.role, start, end })
}

/// The left and right edge of a cell on its page.
fn span(cell: &Cell) -> Option<(f32, f32)> {
    match cell.place.as_ref()? {
        Place::Page { bbox, .. } => Some((bbox.x0, bbox.x1)),
        _ => None,
    }
}
