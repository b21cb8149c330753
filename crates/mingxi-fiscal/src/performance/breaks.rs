//! What a page break makes of a merged cell that goes on upon the next page: it is printed as two. Its text may stand in
//! the lower one alone, below a blank with a rule of its own at the end of the page, or be cut in two.

use super::layout::{Column, Layout};
use super::list::code_and_name;
use super::vocabulary::HeaderRole;
use mingxi_model::{Cell, Grid, Place, Table};

/// The table with the whole texts in the upper parts; `None` where none is cut.
pub(super) fn pulled_up(table: &Table, layouts: &[Layout]) -> Option<Table> {
    let mut moves: Vec<(u32, u32, u32)> = Vec::new();
    for layout in layouts {
        let levels = layout.panels.iter().flat_map(|panel| &panel.columns);
        let levels = levels.filter(|column| matches!(column.role, HeaderRole::Level1 | HeaderRole::Level2));
        let torn = torn_keys(&table.grid, layout);
        for column in levels {
            moves.extend(cut_labels(&table.grid, layout, column));
        }
        for column in &layout.keys {
            let cut = cut_labels(&table.grid, layout, column);
            moves.extend(cut.into_iter().filter(|(upper, lower, _)| {
                torn.iter().any(|(above, ..)| above == upper)
                    || !are_two_projects(&table.grid, layout, *upper, *lower)
            }));
        }
        moves.extend(torn);
    }
    if moves.is_empty() {
        return None;
    }
    let text = |row: u32, col: u32| table.grid.at(row, col).text.clone();
    let cells = table.grid.cells().iter().map(|cell| {
        let upper = moves.iter().find(|(row, _, col)| (cell.row, cell.col) == (*row, *col));
        let is_lower = moves.iter().any(|(_, row, col)| (cell.row, cell.col) == (*row, *col));
        match upper {
            Some((_, lower, col)) => Cell { text: cell.text.clone() + &text(*lower, *col), ..cell.clone() },
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

/// Whether both rows print names of projects, or of a unit and its first project: no cell of theirs is one.
fn are_two_projects(grid: &Grid, layout: &Layout, upper: u32, lower: u32) -> bool {
    let Some(name) = layout.key(HeaderRole::ProjectName) else { return false };
    [upper, lower]
        .into_iter()
        .all(|row| grid.starts_at(row, name.start).is_some_and(|cell| !cell.text.is_empty()))
}

/// The parts of a project's cells that a page break has cut in the middle of their texts: upper row, lower row, column.
/// The lower name shows it: others have codes and it has none, others have amounts and it has none, or it begins with
/// what begins no name.
fn torn_keys(grid: &Grid, layout: &Layout) -> Vec<(u32, u32, u32)> {
    let Some(name) = layout.key(HeaderRole::ProjectName) else { return Vec::new() };
    let body = layout.body..layout.end.min(grid.rows());
    let cells = |col: u32| -> Vec<&Cell> {
        let starting = body.clone().filter_map(|row| grid.starts_at(row, col));
        starting.filter(|cell| !cell.text.is_empty()).collect()
    };
    let names = cells(name.start);
    let has_code = |cell: &Cell| code_and_name(&cell.text).0.is_some();
    let has_amount = |row: u32| {
        let cell = layout.key(HeaderRole::Budget).and_then(|column| grid.starts_at(row, column.start));
        cell.is_some_and(|cell| !cell.text.is_empty())
    };
    let others = |lower: &Cell, test: &dyn Fn(&Cell) -> bool| {
        names.len() > 2 && names.iter().filter(|cell| cell.row != lower.row).all(|cell| test(cell))
    };
    let mut out = Vec::new();
    for pair in names.windows(2) {
        let (upper, lower) = (pair[0], pair[1]);
        let is_cut = page_of(upper).is_some()
            && page_of(upper) != page_of(lower)
            && upper.row + upper.row_span == lower.row
            && body.clone().all(|row| {
                // The first row of its page.
                row >= lower.row
                    || grid.starts_at(row, name.start).is_none_or(|cell| page_of(cell) != page_of(lower))
            });
        if !is_cut {
            continue;
        }
        let is_rest = others(lower, &|cell| has_code(cell)) && !has_code(lower)
            || others(lower, &|cell| has_amount(cell.row)) && !has_amount(lower.row)
            || lower.text.starts_with(['、', '，', '。', '）', ')', '”', '》']);
        if !is_rest {
            continue;
        }
        out.push((upper.row, lower.row, name.start));
        for column in layout.keys.iter().filter(|column| column.role != HeaderRole::ProjectName) {
            let own = cells(column.start);
            let below = own.iter().position(|cell| cell.row == lower.row);
            let above = below.and_then(|at| at.checked_sub(1)).map(|at| own[at]);
            out.extend(
                above.filter(|cell| cell.row >= upper.row).map(|cell| (cell.row, lower.row, column.start)),
            );
        }
    }
    out
}

fn page_of(cell: &Cell) -> Option<i32> {
    cell.place.as_ref().and_then(Place::page)
}
