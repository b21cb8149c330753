//! Tables of text dumps: rows whose spans are lost.

mod by_position;
mod by_sequence;
mod group_sums;
mod header_tree;
mod period;
mod segment;

use crate::Hints;
use crate::header::furniture_rows;
use crate::places::Places;
use mingxi_model::{
    Cell, Diagnostic, Doubt, DumpCell, DumpDialect, DumpTable, Extraction, FlowItem, Grid, Place,
    RecoveredTable, Severity, Step,
};
use segment::{Segment, segments};

/// A header or body cell with its spans, before the grid is built.
#[derive(Debug, Clone, PartialEq)]
struct Placed {
    row: usize,
    col: usize,
    row_span: usize,
    col_span: usize,
    text: String,
    line: u32,
    repair: Option<String>,
}

impl Placed {
    fn single(row: usize, col: usize, cell: &DumpCell) -> Placed {
        Placed { row, col, row_span: 1, col_span: 1, text: cell.text.clone(), line: cell.line, repair: None }
    }
}

/// Recovers the tables of one run of dump rows.
pub(crate) fn recover(
    table: &DumpTable,
    hints: &Hints,
    places: &mut Places,
    items: &mut Vec<FlowItem>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for segment in segments(table, hints) {
        if segment.rows.is_empty() {
            items.extend(segment.captions.into_iter().chain(segment.notes).map(FlowItem::Paragraph));
            continue;
        }
        let widest = match table.dialect {
            DumpDialect::TabSeparated => by_position::width(&segment.rows),
            DumpDialect::CellPerLine => segment.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0),
        };
        let line = Place::Text { line: segment.first_line() };
        if let Err(said) = places.take(segment.rows.len(), widest, &line) {
            diagnostics.push(*said);
            items.extend(segment.captions.into_iter().chain(segment.notes).map(FlowItem::Paragraph));
            continue;
        }
        let (columns, placed) = match table.dialect {
            DumpDialect::TabSeparated => by_position::place(&segment, hints),
            DumpDialect::CellPerLine => by_sequence::place(&segment, hints),
        };
        push(segment, columns, placed, items, diagnostics);
    }
}

/// Builds the grid and adds the table; a contradiction, which would be our mistake, loses no text.
fn push(
    segment: Segment,
    columns: usize,
    placed: Vec<Placed>,
    items: &mut Vec<FlowItem>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let line = segment.first_line();
    let rows = placed.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
    let cells = placed.iter().map(to_cell).collect();
    let grid = Grid::new(rows as u32, columns as u32, cells).or_else(|error| {
        diagnostics.push(
            Diagnostic::new(
                Step::Grid,
                Severity::Error,
                "grid_contradiction",
                format!(
                    "the spans of a table contradict each other ({error}); its cells are kept without spans"
                ),
            )
            .at(Some(Place::Text { line })),
        );
        plain(&segment)
    });
    let Ok(mut grid) = grid else { return };
    let doubts = damaged(&grid, &segment);
    grid.mark_header(segment.header_rows as u32);
    grid.mark_header_rows(&furniture_rows(&grid, segment.header_rows as u32));
    items.push(FlowItem::Table(RecoveredTable {
        grid,
        header_rows: segment.header_rows as u32,
        captions: segment.captions,
        notes: segment.notes,
        extraction: Extraction::Dump,
        place: Some(Place::Text { line }),
        others: Vec::new(),
        doubts,
    }));
}

/// Doubts about what a damaged character spoils: its row; of a header its column, or all of the table where the damage
/// ran fields together.
fn damaged(grid: &Grid, segment: &Segment) -> Vec<Doubt> {
    let hurt = grid.cells().iter().filter(|cell| cell.text.contains('\u{fffd}'));
    let header_rows = segment.header_rows as u32;
    let widest = segment.rows.iter().map(|row| row.cells.len()).max();
    let is_whole = |row: u32| segment.rows.get(row as usize).map(|row| row.cells.len()) == widest;
    let mut doubts: Vec<Doubt> = Vec::new();
    for cell in hurt {
        let (rows, cols) = if cell.row >= header_rows {
            (cell.row..cell.row + cell.row_span, 0..u32::MAX)
        } else if is_whole(cell.row) {
            (0..u32::MAX, cell.col..cell.col + cell.col_span)
        } else {
            (0..u32::MAX, 0..u32::MAX)
        };
        let doubt = Doubt { rows, cols, reason: "characters are damaged or lost".to_owned() };
        if doubts.last() != Some(&doubt) {
            doubts.push(doubt);
        }
    }
    doubts
}

fn to_cell(placed: &Placed) -> Cell {
    let place = (placed.line > 0).then_some(Place::Text { line: placed.line });
    let mut cell = Cell::single(placed.row as u32, placed.col as u32, &placed.text, place);
    cell.row_span = placed.row_span as u32;
    cell.col_span = placed.col_span as u32;
    cell.repair = placed.repair.clone();
    cell.indent = crate::indent::indent(Some(0.0), &placed.text);
    cell
}

/// The fields one by one, short rows filled up.
fn plain(segment: &Segment) -> Result<Grid, mingxi_model::GridError> {
    let columns = segment.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let empty = DumpCell { text: String::new(), line: 0 };
    let cells = segment.rows.iter().enumerate().flat_map(|(row, fields)| {
        let empty = &empty;
        (0..columns)
            .map(move |col| to_cell(&Placed::single(row, col, fields.cells.get(col).unwrap_or(empty))))
    });
    Grid::new(segment.rows.len() as u32, columns as u32, cells.collect())
}
