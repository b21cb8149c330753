//! Forms that stand below each other in one grid: each begins with the row that names its project, or with a row
//! across the indicators that does (项目名称：某项目 预算金额：5万元).

use super::layout::{Layout, in_head, names_one_project};
use super::sheet::Sheet;
use super::vocabulary::{FormLabel, PerformanceVocabulary};
use mingxi_model::text::{fold_width, is_han};
use mingxi_model::{Cell, Diagnostic, Grid, Indicator, Project, Table};

/// One of several forms of a grid.
pub(super) struct Part {
    pub table: Table,
    /// The row of the whole grid that each of the part's rows is.
    rows: Vec<u32>,
}

impl Part {
    /// A row of the part as a row of the whole grid.
    fn row(&self, row: i32) -> i32 {
        let own = usize::try_from(row).ok().and_then(|row| self.rows.get(row));
        own.and_then(|row| i32::try_from(*row).ok()).unwrap_or(row)
    }

    /// Gives what was read of the part, and of the tables that go on with it, the rows of the whole grid.
    pub(super) fn place(
        &self,
        indicators: &mut [Indicator],
        projects: &mut [Project],
        diagnostics: &mut [Diagnostic],
    ) {
        let id = self.table.table_id;
        for indicator in indicators.iter_mut().filter(|indicator| indicator.table_id == id) {
            indicator.row = self.row(indicator.row);
        }
        for project in projects.iter_mut().filter(|project| project.table_ids.first() == Some(&id)) {
            project.row = self.row(project.row);
        }
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.table_id == Some(id)) {
            diagnostic.row = diagnostic.row.map(|row| self.row(row));
        }
    }
}

/// The forms of a grid, top to bottom; `None` for a single one, or for a list.
pub(super) fn split(sheet: &Sheet, vocabulary: &PerformanceVocabulary) -> Option<Vec<Part>> {
    let Sheet { table, found } = sheet;
    if found.iter().any(Layout::is_list) {
        return None;
    }
    under_each_other(table, found, vocabulary).or_else(|| under_one_head(table, found, vocabulary))
}

/// Forms that each have their own heads.
fn under_each_other(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
) -> Option<Vec<Part>> {
    let grid = &table.grid;
    let mut starts: Vec<u32> = Vec::new();
    for row in 0..grid.rows() {
        let is_start = !in_head(row, layouts) && names_one_project(grid, row, vocabulary);
        // The name and the code of one project may stand in rows of their own.
        let is_next = starts
            .last()
            .is_none_or(|last| layouts.iter().any(|layout| *last < layout.body && layout.body < row));
        if is_start && is_next {
            starts.push(row);
        }
    }
    if starts.len() < 2 {
        return None;
    }
    let title_above = |start: u32| {
        let is_title = |row: &u32| filled(grid, *row).is_some_and(|cell| cell.col_span == grid.columns());
        (0..start).rev().take_while(is_title).last().unwrap_or(start)
    };
    let mut edges: Vec<u32> = starts.iter().skip(1).map(|start| title_above(*start)).collect();
    edges.insert(0, 0);
    edges.push(grid.rows());
    let crosses = |cell: &Cell| edges.iter().any(|at| cell.row < *at && *at < cell.row + cell.row_span);
    if grid.cells().iter().any(crosses) {
        return None;
    }
    edges.windows(2).map(|edge| part(table, (edge[0]..edge[1]).collect(), None)).collect()
}

/// Forms under one head, each below a row that names its project.
fn under_one_head(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
) -> Option<Vec<Part>> {
    let grid = &table.grid;
    let [layout] = layouts else { return None };
    let named: Vec<(u32, Vec<(String, String)>)> = (layout.body..grid.rows())
        .filter_map(|row| {
            let cell = filled(grid, row).filter(|cell| cell.row_span == 1)?;
            let labels = labels(&cell.text, vocabulary);
            let names = labels
                .iter()
                .any(|(label, _)| vocabulary.form_label_like(label) == Some(FormLabel::ProjectName));
            names.then_some((row, labels))
        })
        .collect();
    let first = named.first()?.0;
    if first != layout.body {
        return None;
    }
    let end = |i: usize| named.get(i + 1).map_or(grid.rows(), |next| next.0);
    let crosses = |cell: &Cell| named.iter().any(|(at, _)| cell.row < *at && *at < cell.row + cell.row_span);
    if grid.cells().iter().any(crosses) {
        return None;
    }
    let parts = named.iter().enumerate().map(|(i, (row, labels))| {
        let heads = layout.top..layout.body;
        part(table, std::iter::once(*row).chain(heads).chain(*row + 1..end(i)).collect(), Some(labels))
    });
    parts.collect()
}

/// The only filled cell of a row.
fn filled(grid: &Grid, row: u32) -> Option<&Cell> {
    let mut cells = grid.row(row).filter(|cell| !cell.text.is_empty());
    let only = cells.next().filter(|cell| cell.row == row)?;
    cells.next().is_none().then_some(only)
}

/// The labels of a row with their values: 项目名称：某项目 预算金额：5万元.
fn labels(text: &str, vocabulary: &PerformanceVocabulary) -> Vec<(String, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| fold_width(**c) == ':') {
        let is_label = |c: &char| is_han(*c) || matches!(*c, '（' | '）' | '(' | ')');
        let longest = chars[..at].iter().rev().take_while(|c| is_label(c)).count();
        let before = |length: usize| chars[at - length..at].iter().collect::<String>();
        // A value may run into the label behind it: only a listed one is sure inside a run of words.
        let listed = (2..=longest).rev().find(|length| vocabulary.form_label(&before(*length)).is_some());
        let whole = || Some(longest).filter(|length| vocabulary.form_label_like(&before(*length)).is_some());
        if let Some(length) = listed.or_else(whole) {
            found.push((at - length, at));
        }
    }
    let value = |i: usize| {
        let end = found.get(i + 1).map_or(chars.len(), |next| next.0);
        chars[found[i].1 + 1..end].iter().collect::<String>().trim().to_owned()
    };
    let label = |(from, to): (usize, usize)| chars[from..to].iter().collect::<String>();
    (0..found.len()).map(|i| (label(found[i]), value(i))).collect()
}

/// The rows of a grid as a table of their own; `labels` take the place of its first row.
fn part(table: &Table, rows: Vec<u32>, labels: Option<&Vec<(String, String)>>) -> Option<Part> {
    let columns = table.grid.columns();
    let mut cells = Vec::new();
    for (own, row) in rows.iter().enumerate() {
        let own = u32::try_from(own).ok()?;
        let starting = table.grid.row(*row).filter(|cell| cell.row == *row);
        match labels.filter(|_| own == 0) {
            Some(labels) => cells.extend(label_cells(starting.into_iter().next()?, labels, columns)?),
            None => cells.extend(starting.map(|cell| Cell { row: own, ..cell.clone() })),
        }
    }
    let grid = Grid::new(u32::try_from(rows.len()).ok()?, columns, cells).ok()?;
    Some(Part { table: Table { grid, why: Vec::new(), ..table.clone() }, rows })
}

/// Labels and values in cells beside each other, as a form with rules between them has them.
fn label_cells(cell: &Cell, labels: &[(String, String)], columns: u32) -> Option<Vec<Cell>> {
    let texts: Vec<&String> = labels.iter().flat_map(|(label, value)| [label, value]).collect();
    let last = u32::try_from(texts.len()).ok()?.checked_sub(1).filter(|last| *last < columns)?;
    let own = |(col, text): (u32, &&String)| Cell {
        row: 0,
        col,
        row_span: 1,
        col_span: if col == last { columns - last } else { 1 },
        text: (*text).clone(),
        ..cell.clone()
    };
    Some((0..).zip(&texts).map(own).collect())
}
