//! A grid drawn with its spans: where two neighbouring places belong to one cell, no line is drawn. Between
//! two rows of the body that each take one line and have the same columns, a line would tell nothing and is
//! left out.

use super::text::{pad, width, wrap};
use mingxi_engine::model::{Cell, Grid, parse_number};

/// Columns of text are never narrower, so that a Chinese character and a mark fit.
const NARROWEST: usize = 4;
/// Text is wrapped beyond this even where there is room.
const WIDEST: usize = 40;

/// A grid and what is written around and beside its cells' text.
pub struct Drawing<'a> {
    /// The cells.
    pub grid: &'a Grid,
    /// Rows above the double line.
    pub header_rows: u32,
    /// Lines above the grid: a name and one text per column.
    pub above: Vec<(&'static str, Vec<String>)>,
    /// Text left of a row.
    pub left: &'a dyn Fn(u32) -> String,
    /// Text after a cell's own.
    pub mark: &'a dyn Fn(&Cell) -> String,
    /// Columns of the screen.
    pub room: usize,
}

/// A cell's text as lines that fit.
struct Words {
    lines: Vec<String>,
    is_number: bool,
}

/// What is known once sizes are settled. `words` and `Grid::cells` have the same order.
struct Layout {
    widths: Vec<usize>,
    heights: Vec<usize>,
    /// Whether a line is drawn above each row.
    ruled: Vec<bool>,
    words: Vec<Words>,
    gutter: usize,
}

/// Draws a grid; every line ends with a line break.
pub fn draw(drawing: &Drawing) -> String {
    let layout = lay_out(drawing);
    let mut page = String::new();
    for (name, texts) in &drawing.above {
        draw_above(&mut page, name, texts, &layout);
    }
    let rows = drawing.grid.rows();
    // The line of the page on which each row's text starts; the border above a row belongs to the row before.
    let mut tops = Vec::with_capacity(rows as usize);
    let mut y = 0;
    for (height, is_ruled) in layout.heights.iter().zip(&layout.ruled) {
        y += usize::from(*is_ruled);
        tops.push(y);
        y += height;
    }
    for row in 0..rows {
        if layout.ruled[row as usize] {
            draw_border(&mut page, drawing, &layout, &tops, row);
        }
        for line in 0..layout.heights[row as usize] {
            let left = if line == 0 { (drawing.left)(row) } else { String::new() };
            page.push_str(&pad(&left, layout.gutter, true));
            draw_text(&mut page, drawing.grid, &layout, &tops, row, line);
        }
    }
    draw_border(&mut page, drawing, &layout, &tops, rows);
    page
}

fn lay_out(drawing: &Drawing) -> Layout {
    let grid = drawing.grid;
    let texts: Vec<String> =
        grid.cells().iter().map(|cell| cell.text.clone() + &(drawing.mark)(cell)).collect();
    let is_number: Vec<bool> = grid.cells().iter().map(|cell| parse_number(&cell.text).is_some()).collect();
    let gutter = (0..grid.rows()).map(|row| width(&(drawing.left)(row))).max().unwrap_or(0);
    let gutter = drawing.above.iter().map(|(name, _)| width(name)).max().unwrap_or(0).max(gutter);

    let columns = grid.columns() as usize;
    let mut firm = vec![NARROWEST; columns];
    let mut wished = vec![NARROWEST; columns];
    for (index, cell) in grid.cells().iter().enumerate().filter(|(_, cell)| cell.col_span == 1) {
        let widest = texts[index].split('\n').map(width).max().unwrap_or(0);
        let column = if is_number[index] { &mut firm } else { &mut wished };
        let slot = &mut column[cell.col as usize];
        *slot = (*slot).max(widest);
    }
    for (column, slot) in wished.iter_mut().enumerate() {
        let above = drawing.above.iter().filter_map(|(_, texts)| texts.get(column)).map(|text| width(text));
        *slot = above.max().unwrap_or(0).max(*slot);
    }
    let mut widths = fit(&firm, &wished, drawing.room.saturating_sub(gutter + columns + 1));
    for (index, cell) in grid.cells().iter().enumerate().filter(|(index, _)| is_number[*index]) {
        let missing = width(&texts[index]).saturating_sub(room_of(cell, &widths));
        widths[(cell.col + cell.col_span - 1) as usize] += missing;
    }
    let words: Vec<Words> = grid
        .cells()
        .iter()
        .enumerate()
        .map(|(index, cell)| Words {
            lines: wrap(&texts[index], room_of(cell, &widths)),
            is_number: is_number[index],
        })
        .collect();
    let heights = heights(grid, &words);
    let ruled = (0..grid.rows()).map(|row| is_ruled(drawing, &heights, row)).collect();
    Layout { widths, heights, ruled, words, gutter }
}

fn is_ruled(drawing: &Drawing, heights: &[usize], row: u32) -> bool {
    let grid = drawing.grid;
    if row <= drawing.header_rows || row == 0 {
        return true;
    }
    let is_tall = heights[row as usize] > 1 || heights[row as usize - 1] > 1;
    is_tall
        || (0..grid.columns()).any(|col| {
            let (upper, lower) = (grid.at(row - 1, col), grid.at(row, col));
            lower.row != row || upper.col != lower.col
        })
}

/// The widest columns that fit the room; numbers are never wrapped, because a broken number misleads.
fn fit(firm: &[usize], wished: &[usize], room: usize) -> Vec<usize> {
    let at = |most: usize| -> Vec<usize> {
        firm.iter().zip(wished).map(|(firm, wished)| (*firm).max((*wished).min(most))).collect()
    };
    let most = (NARROWEST..=WIDEST).rev().find(|most| at(*most).iter().sum::<usize>() <= room);
    at(most.unwrap_or(NARROWEST))
}

/// Columns that a cell's text may take; the lines between the columns it covers are its own.
fn room_of(cell: &Cell, widths: &[usize]) -> usize {
    let covered = &widths[cell.col as usize..(cell.col + cell.col_span) as usize];
    covered.iter().sum::<usize>() + covered.len() - 1
}

fn heights(grid: &Grid, words: &[Words]) -> Vec<usize> {
    let mut heights = vec![1; grid.rows() as usize];
    for (cell, words) in grid.cells().iter().zip(words).filter(|(cell, _)| cell.row_span == 1) {
        let slot: &mut usize = &mut heights[cell.row as usize];
        *slot = (*slot).max(words.lines.len());
    }
    for (cell, words) in grid.cells().iter().zip(words).filter(|(cell, _)| cell.row_span > 1) {
        let covered = cell.row as usize..(cell.row + cell.row_span) as usize;
        let has = heights[covered.clone()].iter().sum::<usize>() + covered.len() - 1;
        heights[covered.end - 1] += words.lines.len().saturating_sub(has);
    }
    heights
}

fn draw_above(page: &mut String, name: &str, texts: &[String], layout: &Layout) {
    let wrapped: Vec<Vec<String>> =
        texts.iter().zip(&layout.widths).map(|(text, width)| wrap(text, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        page.push_str(&pad(if line == 0 { name } else { "" }, layout.gutter, true));
        for (lines, width) in wrapped.iter().zip(&layout.widths) {
            page.push(' ');
            page.push_str(&pad(lines.get(line).map_or("", String::as_str), *width, false));
        }
        end_line(page);
    }
}

fn draw_text(page: &mut String, grid: &Grid, layout: &Layout, tops: &[usize], row: u32, line: usize) {
    for cell in grid.row(row) {
        page.push('│');
        push_words(page, grid, layout, cell, tops[row as usize] + line - tops[cell.row as usize]);
    }
    page.push('│');
    end_line(page);
}

/// One line of a cell's text; `line` counts from the cell's top.
fn push_words(page: &mut String, grid: &Grid, layout: &Layout, cell: &Cell, line: usize) {
    let index = grid.cells().binary_search_by_key(&(cell.row, cell.col), |cell| (cell.row, cell.col));
    let words = index.ok().map(|index| &layout.words[index]);
    let text = words.and_then(|words| words.lines.get(line)).map_or("", String::as_str);
    let is_number = words.is_some_and(|words| words.is_number);
    page.push_str(&pad(text, room_of(cell, &layout.widths), is_number));
}

/// The border above a row (below the last one for `row == rows`).
fn draw_border(page: &mut String, drawing: &Drawing, layout: &Layout, tops: &[usize], row: u32) {
    let grid = drawing.grid;
    let (rows, columns) = (grid.rows(), grid.columns());
    let is_double = row == drawing.header_rows && row > 0 && row < rows;
    // Whether a line runs between the rows at a column, and between the columns at a row.
    let across = |col: u32| row == 0 || row == rows || grid.at(row, col).row == row;
    let down = |row: u32, col: u32| col == 0 || col == columns || grid.at(row, col).col == col;
    page.push_str(&" ".repeat(layout.gutter));
    let mut col = 0;
    while col <= columns {
        page.push(joint(Joint {
            left: col > 0 && across(col - 1),
            right: col < columns && across(col),
            up: row > 0 && down(row - 1, col),
            down: row < rows && down(row, col),
            is_double,
        }));
        if col == columns {
            break;
        }
        if across(col) {
            let rule = if is_double { "═" } else { "─" };
            page.push_str(&rule.repeat(layout.widths[col as usize]));
            col += 1;
        } else {
            let cell = grid.at(row, col);
            push_words(page, grid, layout, cell, tops[row as usize] - 1 - tops[cell.row as usize]);
            col = cell.col + cell.col_span;
        }
    }
    end_line(page);
}

/// Which lines meet at a corner.
struct Joint {
    left: bool,
    right: bool,
    up: bool,
    down: bool,
    is_double: bool,
}

fn joint(joint: Joint) -> char {
    let Joint { left, right, up, down, is_double } = joint;
    let (single, double) = match (left, right, up, down) {
        (true, true, true, true) => ('┼', '╪'),
        (true, true, true, false) => ('┴', '╧'),
        (true, true, false, true) => ('┬', '╤'),
        (true, true, false, false) => ('─', '═'),
        (true, false, true, true) => ('┤', '╡'),
        (true, false, true, false) => ('┘', '╛'),
        (true, false, false, true) => ('┐', '╕'),
        (false, true, true, true) => ('├', '╞'),
        (false, true, true, false) => ('└', '╘'),
        (false, true, false, true) => ('┌', '╒'),
        (false, false, true, true) => ('│', '│'),
        _ => (' ', ' '),
    };
    if is_double { double } else { single }
}

fn end_line(page: &mut String) {
    page.truncate(page.trim_end_matches(' ').len());
    page.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, col: u32, row_span: u32, col_span: u32, text: &str) -> Cell {
        Cell { row_span, col_span, ..Cell::single(row, col, text, None) }
    }

    fn drawn(grid: &Grid, header_rows: u32, room: usize) -> Vec<String> {
        let page = draw(&Drawing {
            grid,
            header_rows,
            above: vec![("role", vec!["name".into(); grid.columns() as usize])],
            left: &|row| row.to_string(),
            mark: &|cell| {
                if cell.repair.is_some() { "*".into() } else { String::new() }
            },
            room,
        });
        page.lines().map(str::to_owned).collect()
    }

    #[test]
    fn merged_cells_are_drawn_merged() {
        let mut cells = vec![
            cell(0, 0, 2, 1, "项目"),
            cell(0, 1, 1, 2, "支出"),
            cell(1, 1, 1, 1, "基本"),
            cell(1, 2, 1, 1, "项目"),
            cell(2, 0, 1, 1, "合计"),
            cell(2, 1, 1, 1, "12.50"),
            cell(2, 2, 1, 1, "3"),
        ];
        cells[6].repair = Some("moved".into());
        let grid = Grid::new(3, 3, cells).unwrap();
        assert_eq!(
            drawn(&grid, 2, 80),
            [
                "role name name  name",
                "    ┌────┬──────────┐",
                "   0│项目│支出      │",
                "    │    ├─────┬────┤",
                "   1│    │基本 │项目│",
                "    ╞════╪═════╪════╡",
                "   2│合计│12.50│  3*│",
                "    └────┴─────┴────┘",
            ]
        );
    }

    #[test]
    fn lines_that_tell_nothing_are_left_out() {
        let grid = Grid::new(
            4,
            2,
            (0..4).flat_map(|row| (0..2).map(move |col| cell(row, col, 1, 1, "甲"))).collect(),
        )
        .unwrap();
        assert_eq!(
            drawn(&grid, 1, 80)[1..],
            [
                "    ┌────┬────┐",
                "   0│甲  │甲  │",
                "    ╞════╪════╡",
                "   1│甲  │甲  │",
                "   2│甲  │甲  │",
                "   3│甲  │甲  │",
                "    └────┴────┘",
            ]
        );
    }

    #[test]
    fn long_text_flows_through_its_merged_rows_and_numbers_are_never_broken() {
        let grid = Grid::new(
            2,
            2,
            vec![
                cell(0, 0, 2, 1, "一二三四五六七八"),
                cell(0, 1, 1, 1, "11,990,921.00"),
                cell(1, 1, 1, 1, "乙"),
            ],
        )
        .unwrap();
        assert_eq!(
            drawn(&grid, 0, 10),
            [
                "role name name",
                "    ┌────┬─────────────┐",
                "   0│一二│11,990,921.00│",
                "    │三四├─────────────┤",
                "   1│五六│乙           │",
                "    │七八│             │",
                "    └────┴─────────────┘",
            ]
        );
    }
}
