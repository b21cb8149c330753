//! Forms that stand side by side in one grid: each has its own 项目名称 and its own levels.

use super::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::{Cell, Grid, Table};

/// The forms of a grid, left to right, each with the column it begins in; `None` for a single form.
///
/// The heads of the levels and the labels of the projects have to repeat together, and no cell may reach from one
/// form into the next: else it is one form with a wide head.
pub(super) fn split(table: &Table, vocabulary: &PerformanceVocabulary) -> Option<Vec<(u32, Table)>> {
    let grid = &table.grid;
    let starts = |row: u32, wanted: &dyn Fn(&str) -> bool| -> Vec<u32> {
        grid.row(row).filter(|cell| cell.row == row && wanted(&cell.text)).map(|cell| cell.col).collect()
    };
    let is_level = |text: &str| vocabulary.header_role(text) == Some(HeaderRole::Level1);
    let is_name = |text: &str| vocabulary.form_label(text) == Some(FormLabel::ProjectName);
    let repeated = |wanted: &dyn Fn(&str) -> bool| {
        (0..grid.rows()).map(|row| starts(row, wanted)).find(|columns| columns.len() > 1)
    };
    let (names, levels) = (repeated(&is_name)?, repeated(&is_level)?);
    let edge = |i: usize| names.get(i).copied().unwrap_or(grid.columns());
    let fits = names.len() == levels.len()
        && levels.iter().enumerate().all(|(i, level)| (edge(i)..edge(i + 1)).contains(level));
    let crosses = |cell: &Cell| names[1..].iter().any(|at| cell.col < *at && *at < cell.col + cell.col_span);
    if !fits || grid.cells().iter().any(crosses) {
        return None;
    }
    (0..names.len())
        .map(|i| {
            let from = if i == 0 { 0 } else { edge(i) };
            let cells = grid.cells().iter().filter(|cell| (from..edge(i + 1)).contains(&cell.col));
            let cells = cells.map(|cell| Cell { col: cell.col - from, ..cell.clone() }).collect();
            let own = Grid::new(grid.rows(), edge(i + 1) - from, cells).ok()?;
            Some((from, Table { grid: own, why: Vec::new(), ..table.clone() }))
        })
        .collect()
}
