//! Tables whose spans the file states.

use crate::Hints;
use crate::frame::{frame_rows, paragraphs};
use crate::header::{furniture_rows, header_of};
use crate::indent::indent;
use crate::places::Places;
use mingxi_model::{
    Cell, Diagnostic, Extraction, FlowItem, Grid, NativeCell, NativeTable, Paragraph, Place, RecoveredTable,
    Severity, Step,
};

/// Builds the grid of a native table, its frame rows taken off, holes filled with empty cells.
pub(crate) fn recover(
    table: &NativeTable,
    hints: &Hints,
    places: &mut Places,
    items: &mut Vec<FlowItem>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    recover_as(table, Extraction::Native, hints, places, items, diagnostics);
}

/// The same for a table whose cells were found in another way. Gives how many rows at the top became captions.
pub(crate) fn recover_as(
    table: &NativeTable,
    extraction: Extraction,
    hints: &Hints,
    places: &mut Places,
    items: &mut Vec<FlowItem>,
    diagnostics: &mut Vec<Diagnostic>,
) -> u32 {
    if let [frame] = table.cells.as_slice() {
        items.extend(frame_lines(frame));
        return 0;
    }
    let texts = row_texts(table);
    let (top, bottom) = frame_rows(&texts, hints);
    let (top, bottom) = (top as u32, table.rows - bottom as u32);
    let frame = |from: u32, to: u32| {
        paragraphs(
            table
                .cells
                .iter()
                .filter(|cell| (from..to).contains(&cell.row))
                .map(|cell| (cell.text.as_str(), cell.place.clone())),
        )
    };
    let (captions, notes) = (frame(0, top), frame(bottom, table.rows));
    if let Err(said) = places.take(bottom.saturating_sub(top) as usize, table.columns as usize, &table.place)
    {
        diagnostics.push(*said);
        items.extend(captions.into_iter().chain(notes).map(FlowItem::Paragraph));
        return top;
    }
    let grid = match body(table, top, bottom) {
        Some(Ok(grid)) => grid,
        Some(Err(message)) => {
            diagnostics.push(
                Diagnostic::new(
                    Step::Grid,
                    Severity::Error,
                    "grid_contradiction",
                    format!("a table is lost: {message}; open the file and look at this table"),
                )
                .at(Some(table.place.clone())),
            );
            return top;
        }
        None => {
            items.extend(captions.into_iter().chain(notes).map(FlowItem::Paragraph));
            return top;
        }
    };
    let header = header_of(&grid, hints);
    let mut grid = grid;
    grid.mark_header(header);
    grid.mark_header_rows(&furniture_rows(&grid, header));
    items.push(FlowItem::Table(RecoveredTable {
        grid,
        header_rows: header,
        captions,
        notes,
        extraction,
        place: Some(table.place.clone()),
        others: Vec::new(),
        doubts: Vec::new(),
    }));
    top
}

/// A table of one cell is a frame around text, or around the tables that follow: its lines are paragraphs.
fn frame_lines(cell: &NativeCell) -> impl Iterator<Item = FlowItem> {
    let lines = cell.text.lines().map(mingxi_model::text::normalise).filter(|line| !line.is_empty());
    lines.map(|text| {
        FlowItem::Paragraph(Paragraph { text, heading: None, place: cell.place.clone(), turns: Vec::new() })
    })
}

/// The texts of the cells that start in each row.
fn row_texts(table: &NativeTable) -> Vec<Vec<&str>> {
    let mut rows = vec![Vec::new(); table.rows as usize];
    for cell in &table.cells {
        if let Some(row) = rows.get_mut(cell.row as usize) {
            row.push(cell.text.as_str());
        }
    }
    rows
}

/// The rows from `top` to `bottom` as a grid; `None` if there are none.
fn body(table: &NativeTable, top: u32, bottom: u32) -> Option<Result<Grid, String>> {
    let rows = bottom.checked_sub(top).filter(|rows| *rows > 0)?;
    if table.columns == 0 {
        return None;
    }
    let mut covered = vec![false; rows as usize * table.columns as usize];
    let mut cells = Vec::with_capacity(table.cells.len());
    for native in &table.cells {
        let first = native.row;
        let last = (native.row + native.row_span).min(bottom);
        // The text of a frame row stands in the captions or notes, also where its cell reaches into the body.
        if native.row < top || first >= last {
            continue;
        }
        for row in first..last {
            for col in native.col..(native.col + native.col_span).min(table.columns) {
                covered[(row - top) as usize * table.columns as usize + col as usize] = true;
            }
        }
        let mut cell = Cell::single(first - top, native.col, &native.text, Some(native.place.clone()));
        // What is displayed stays the text; an amount is read from what is stored.
        if let Some(stored) = &native.stored {
            cell.text_raw.clone_from(stored);
        }
        cell.row_span = last - first;
        cell.col_span = native.col_span;
        // On a page the first glyph itself was measured.
        let is_measured = matches!(native.place, Place::Page { .. });
        cell.indent = if is_measured { native.indent } else { indent(native.indent, &native.text) };
        cells.push(cell);
    }
    for (place, _) in covered.iter().enumerate().filter(|(_, covered)| !**covered) {
        let (row, col) = (place as u32 / table.columns, place as u32 % table.columns);
        // On a page, what a caption's cell covers has that cell's box.
        let above = table.cells.iter().take_while(|cell| cell.row < top).find(|cell| {
            matches!(cell.place, Place::Page { .. })
                && cell.row + cell.row_span > row + top
                && (cell.col..cell.col + cell.col_span).contains(&col)
        });
        cells.push(Cell::single(row, col, "", above.map(|cell| cell.place.clone())));
    }
    Some(Grid::new(rows, table.columns, cells).map_err(|error| error.to_string()))
}
