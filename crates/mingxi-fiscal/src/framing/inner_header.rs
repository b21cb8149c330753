//! A second header inside a table: what stands below it has columns of its own (相关统计数: 项目 | 统计数 | 项目 | 统计数
//! below the amounts of the three public expenses; 2026年预算数 over the heads of 2025年预算数 once more) and is a table of
//! its own under the same title.

use super::FramedTable;
use crate::Headers;
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, ColumnRole, Doubt, Grid, RecoveredTable, parse_value};

/// More tables than any frame holds.
const MOST: usize = 20;

/// The tables that a frame holds, one below the other; nearly always one.
pub(super) fn split(framed: FramedTable, headers: &Headers) -> Vec<FramedTable> {
    let mut found = Vec::new();
    let mut rest = framed;
    while found.len() < MOST {
        let grid = &rest.table.grid;
        let second =
            rest.table.others.is_empty().then(|| second_header(grid, rest.table.header_rows, headers));
        let Some(second) = second.flatten() else { break };
        let upper_end = second.first - u32::from(second.title.is_some());
        let parts = (part(grid, 0..upper_end), part(grid, second.first..grid.rows()));
        let (Some(upper), Some(lower)) = parts else { break };
        let (upper, lower) = (cut(&rest, upper, 0..upper_end), cut(&rest, lower, second.first..grid.rows()));
        let mut lower = match second.title {
            Some(title) => FramedTable {
                title: Some(title),
                title_is_heading: false,
                form_number: None,
                follows_table: false,
                ..lower
            },
            None => FramedTable { follows_table: true, ..lower },
        };
        lower.table.header_rows = second.rows;
        lower.table.grid.mark_header(second.rows);
        found.push(FramedTable { notes: Vec::new(), ..upper });
        rest = lower;
    }
    found.push(rest);
    found
}

/// A header below the first numbers.
struct Second {
    /// Its first row, a line over all columns included.
    first: u32,
    rows: u32,
    /// What the line over all columns says where it is the title of another form, which then is no row of either.
    title: Option<String>,
}

fn second_header(grid: &Grid, header_rows: u32, headers: &Headers) -> Option<Second> {
    // Forms of indicators stack such blocks too and are read as a whole.
    let is_performance = || grid.cells().iter().any(|cell| cell.text.contains("指标"));
    let has_numbers = |row: u32| own(grid, row).any(|cell| parse_value(&cell.text).is_some());
    let above = (header_rows..grid.rows()).find(|row| header_rows > 0 && has_numbers(*row))?;
    let is_line = |row: u32| own(grid, row).count() == 1 && grid.at(row, 0).col_span == grid.columns();
    let row = (above + 1..grid.rows()).find(|row| {
        let line_above = is_line(row - 1) && !has_numbers(row - 1);
        heads_columns(grid, *row, headers)
            && match repeats(grid, *row, header_rows) {
                true => {
                    line_above
                        && (is_title(row - 1, headers, grid)
                            || is_line(0) && text(grid, row - 1) != text(grid, 0))
                }
                false => true,
            }
    })?;
    let title = is_title(row - 1, headers, grid).then(|| grid.at(row - 1, 0).text.clone());
    let has_line = title.is_none() && is_line(row - 1) && !has_numbers(row - 1);
    let first = if has_line { row - 1 } else { row };
    let end = (row + 1..grid.rows()).find(|row| !heads_only(grid, *row, headers))?;
    let has_below = (end..grid.rows()).any(has_numbers);
    let is_parted = own(grid, first).count() == grid.row(first).count() && first > above;
    // 二、机关运行经费 begins a section of a form of several.
    let is_section = headers.numbered.is_match(&text(grid, first));
    (has_below && is_parted && !is_section && !is_performance()).then_some(Second {
        first,
        rows: end - first,
        title,
    })
}

/// Whether a row is one cell that says what form follows.
fn is_title(row: u32, headers: &Headers, grid: &Grid) -> bool {
    let text = text(grid, row);
    own(grid, row).count() == 1
        && grid.at(row, 0).col_span == grid.columns()
        && headers.title.is_match(&text)
        && !headers.numbered.is_match(&text)
}

/// The cells that begin in a row.
fn own(grid: &Grid, row: u32) -> impl Iterator<Item = &Cell> {
    grid.row(row).filter(move |cell| cell.row == row)
}

fn text(grid: &Grid, row: u32) -> String {
    squeeze(&grid.at(row, 0).text)
}

/// Whether a row heads labels and numbers.
fn heads_columns(grid: &Grid, row: u32, headers: &Headers) -> bool {
    let has = |wanted: ColumnRole| {
        own(grid, row).map(|cell| squeeze(&cell.text)).filter(|head| !head.is_empty()).any(|head| {
            let known = headers.roles.iter().find(|(_, words)| words.is_match(&head));
            known.map_or(ColumnRole::Value, |(role, _)| *role) == wanted
        })
    };
    let repeated = |row: u32| own(grid, row).all(|cell| cell.is_header) && own(grid, row).count() > 1;
    // The words of the roles are tried only where nothing but heads stands in the row.
    repeated(row) || heads_only(grid, row, headers) && has(ColumnRole::Name) && has(ColumnRole::Value)
}

/// Whether a row prints nothing but words for columns.
fn heads_only(grid: &Grid, row: u32, headers: &Headers) -> bool {
    let mut filled =
        own(grid, row).map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|text| headers.header.is_match(&text) && !headers.numbered.is_match(&text))
}

/// Whether the texts of a row stand above in the header, at the same place, or are those of one of its rows one by one: a
/// dump says nothing of the columns that a head covers where it is printed once more.
fn repeats(grid: &Grid, row: u32, header_rows: u32) -> bool {
    let at_place = own(grid, row).all(|cell| {
        let text = squeeze(&cell.text);
        text.is_empty() || (0..header_rows).any(|head| squeeze(&grid.at(head, cell.col).text) == text)
    });
    let filled = |row: u32| -> Vec<String> {
        own(grid, row).map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).collect()
    };
    at_place || (0..header_rows).any(|head| filled(head) == filled(row))
}

/// Some rows as a grid of their own, without the columns in which none of their cells begins.
fn part(grid: &Grid, rows: std::ops::Range<u32>) -> Option<Grid> {
    let cells: Vec<&Cell> = grid.cells().iter().filter(|cell| rows.contains(&cell.row)).collect();
    let kept: Vec<u32> =
        (0..grid.columns()).filter(|col| cells.iter().any(|cell| cell.col == *col)).collect();
    let place = |col: u32| u32::try_from(kept.partition_point(|kept| *kept < col)).unwrap_or(u32::MAX);
    let moved = cells.into_iter().map(|cell| Cell {
        row: cell.row - rows.start,
        row_span: cell.row_span.min(rows.end - cell.row),
        col: place(cell.col),
        col_span: place(cell.col + cell.col_span) - place(cell.col),
        ..cell.clone()
    });
    Grid::new(rows.end - rows.start, place(grid.columns()), moved.collect()).ok()
}

/// A frame around some rows of another one's table.
fn cut(framed: &FramedTable, grid: Grid, rows: std::ops::Range<u32>) -> FramedTable {
    let inside = |row: u32| row.clamp(rows.start, rows.end) - rows.start;
    let doubts = framed
        .table
        .doubts
        .iter()
        .map(|doubt| Doubt { rows: inside(doubt.rows.start)..inside(doubt.rows.end), ..doubt.clone() });
    let doubts = doubts.filter(|doubt| !doubt.rows.is_empty()).collect();
    let place = grid.cells().iter().find_map(|cell| cell.place.clone());
    let table = RecoveredTable { grid, doubts, place, ..framed.table.clone() };
    FramedTable { table, ..framed.clone() }
}
