//! Forms read as a whole: fictional ones, and the gold documents where they are at hand.

mod dump;
mod evaluation;
mod forms;
mod gold;
mod heads;
mod hostile;
mod lists;
mod spans;
mod stacked;

use super::{PerformanceVocabulary, read};
use mingxi_model::{BBox, Cell, Extraction, Grid, Indicator, KindEvidence, Place, Project, Table, TableKind};

fn words() -> PerformanceVocabulary {
    PerformanceVocabulary::builtin().unwrap()
}

/// A grid from rows of fields parted by `|`. `^` continues the cell above, `<` the cell to the left; every
/// row is a line of the dump, as in the tab-separated dialect.
fn grid(rows: &str) -> Grid {
    let rows: Vec<Vec<&str>> =
        rows.trim_matches('\n').lines().map(|l| l.split('|').map(str::trim).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap();
    let at = |r: usize, c: usize| rows.get(r).and_then(|row| row.get(c)).copied().unwrap_or("");
    let mut cells = Vec::new();
    for r in 0..rows.len() {
        for c in 0..columns {
            if matches!(at(r, c), "^" | "<") {
                continue;
            }
            let wide = (c + 1..columns).take_while(|k| at(r, *k) == "<").count();
            let high = (r + 1..rows.len()).take_while(|k| at(*k, c) == "^").count();
            cells.push(Cell {
                row_span: 1 + high as u32,
                col_span: 1 + wide as u32,
                ..Cell::single(r as u32, c as u32, at(r, c), Some(Place::Text { line: r as u32 + 1 }))
            });
        }
    }
    Grid::new(rows.len() as u32, columns as u32, cells).unwrap()
}

/// The grid with its rows on pages: the first of the second page is given.
fn on_pages(rows: &str, second: u32) -> Grid {
    let (rows, columns, cells) = grid(rows).into_cells();
    let place = |row: u32| Place::Page {
        number: if row < second { 1 } else { 2 },
        bbox: BBox { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 },
    };
    let cells = cells.into_iter().map(|cell| Cell { place: Some(place(cell.row)), ..cell }).collect();
    Grid::new(rows, columns, cells).unwrap()
}

/// The same grid as a dump of a cell per line prints it: every cell has its own line.
fn by_cell(rows: &str) -> Grid {
    let (rows, columns, mut cells) = grid(rows).into_cells();
    for (line, cell) in (1..).zip(&mut cells) {
        cell.place = Some(Place::Text { line });
    }
    Grid::new(rows, columns, cells).unwrap()
}

/// The grid in the same notation.
fn show(grid: &Grid) -> String {
    let mut out = String::new();
    for r in 0..grid.rows() {
        let fields: Vec<&str> = (0..grid.columns())
            .map(|c| {
                let cell = grid.at(r, c);
                match (cell.row == r, cell.col == c) {
                    (true, true) => cell.text.as_str(),
                    (true, false) => "<",
                    (false, _) => "^",
                }
            })
            .collect();
        out.push_str(fields.join("|").trim_end());
        out.push('\n');
    }
    out
}

fn table(table_id: i32, kind: TableKind, title: &str, grid: Grid) -> Table {
    Table {
        table_id,
        title: Some(title.to_owned()).filter(|t| !t.is_empty()),
        form_number: None,
        kind,
        kind_evidence: KindEvidence::Both,
        printed_unit: None,
        grid,
        header_rows: 0,
        captions: Vec::new(),
        notes: Vec::new(),
        extraction: Extraction::Native,
        is_blank: false,
        columns: Vec::new(),
        labels: Vec::new(),
        doubts: Vec::new(),
        unpublished_numbers: 0,
        why: Vec::new(),
    }
}

/// Reads one form and gives its indicators as `level1 > level2 > level3: target`.
fn indicators(kind: TableKind, rows: &str) -> Vec<String> {
    let (found, _, _) = read(&[table(1, kind, "", grid(rows))], &words());
    found.iter().map(line_of).collect()
}

fn line_of(i: &Indicator) -> String {
    let text = |t: &Option<String>| t.clone().unwrap_or_else(|| "-".to_owned());
    format!("{} > {} > {}: {}", text(&i.level1), text(&i.level2), i.level3, text(&i.target_text))
}

fn projects(tables: &[Table]) -> Vec<Project> {
    read(tables, &words()).1
}
