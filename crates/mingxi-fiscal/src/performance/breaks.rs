//! Labels that a page break leaves on the next page: a merged cell that goes on there is printed as two, and its text
//! stands in the lower one alone. The upper one is a blank below a rule of its own, at the end of its page.

use super::layout::{Column, Layout};
use super::vocabulary::HeaderRole;
use mingxi_model::{Cell, Grid, Place, Table};

/// The table with such labels in the upper part; `None` where it has none.
pub(super) fn pulled_up(table: &Table, layouts: &[Layout]) -> Option<Table> {
    let mut moves: Vec<(u32, u32, u32)> = Vec::new();
    for layout in layouts {
        let levels = layout.panels.iter().flat_map(|panel| &panel.columns);
        let levels = levels.filter(|column| matches!(column.role, HeaderRole::Level1 | HeaderRole::Level2));
        for column in levels.chain(&layout.keys) {
            moves.extend(cut_labels(&table.grid, layout, column));
        }
    }
    if moves.is_empty() {
        return None;
    }
    let text = |row: u32, col: u32| table.grid.at(row, col).text.clone();
    let cells = table.grid.cells().iter().map(|cell| {
        let upper = moves.iter().find(|(row, _, col)| (cell.row, cell.col) == (*row, *col));
        let is_lower = moves.iter().any(|(_, row, col)| (cell.row, cell.col) == (*row, *col));
        match upper {
            Some((_, lower, col)) => Cell { text: text(*lower, *col), ..cell.clone() },
            None if is_lower => Cell { text: String::new(), ..cell.clone() },
            None => cell.clone(),
        }
    });
    let grid = Grid::new(table.grid.rows(), table.grid.columns(), cells.collect()).ok()?;
    Some(Table { grid, ..table.clone() })
}

/// The blanks at the end of a page with the labels on the next one: upper row, lower row, column. A column that has
/// blanks elsewhere leaves them where the label above goes on, and proves nothing.
fn cut_labels(grid: &Grid, layout: &Layout, column: &Column) -> Vec<(u32, u32, u32)> {
    let col = column.start;
    let body = layout.body..layout.end.min(grid.rows());
    let cells: Vec<&Cell> = body.clone().filter_map(|row| grid.starts_at(row, col)).collect();
    let mut out = Vec::new();
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.text.is_empty()) {
        let before = index.checked_sub(1).map(|at| cells[at]);
        let next = cells.get(index + 1);
        let page = page_of(cell);
        let is_first_of_page = before.is_none_or(|before| page_of(before) != page);
        let is_last_of_page = next.is_some_and(|next| page_of(next) != page);
        match next {
            Some(next) if is_last_of_page && !is_first_of_page => {
                let is_whole = !next.text.is_empty() && next.col_span == cell.col_span;
                let follows = cell.row + cell.row_span == next.row;
                out.extend((is_whole && follows).then_some((cell.row, next.row, col)));
            }
            _ if is_first_of_page && page.is_some() => {}
            _ => return Vec::new(),
        }
    }
    out
}

fn page_of(cell: &Cell) -> Option<i32> {
    cell.place.as_ref().and_then(Place::page)
}
