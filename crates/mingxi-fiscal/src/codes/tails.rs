//! Names that go on in a row of their own, as a page break leaves them (2080506/机关事业单 | 位职业年金缴费支出), and codes
//! that stand in a row of their own above that of their name.

use super::CodeVocabulary;
use super::cells::Cells;
use mingxi_model::{Column, ColumnRole, Grid};

/// Joins the name of a row to that of the row above where only the two together are what its code is called. The lower
/// row prints nothing else.
pub(super) fn join_tails(
    rows: Vec<(u32, Cells)>,
    grid: &Grid,
    columns: &[&Column],
    codes: &CodeVocabulary,
) -> Vec<(u32, Cells)> {
    let values = || columns.iter().filter(|column| column.role == ColumnRole::Value);
    let has_no_value = |row: u32| values().all(|column| grid.at(row, column.col).text.trim().is_empty());
    let mut out: Vec<(u32, Cells)> = Vec::with_capacity(rows.len());
    for (row, cells) in rows {
        match out.last_mut() {
            Some((_, above))
                if is_name_alone(&cells) && has_no_value(row) && completes(above, &cells, codes) =>
            {
                above.own.name.push_str(&cells.own.name);
                above.printed = format!("{}\n{}", above.printed, cells.printed);
            }
            _ => out.push((row, cells)),
        }
    }
    out
}

/// Gives a code that stands alone in its row, half a row above its name, to the row below, where it is the code of that
/// name.
pub(super) fn join_codes_above(
    rows: Vec<(u32, Cells)>,
    grid: &Grid,
    codes: &CodeVocabulary,
) -> Vec<(u32, Cells)> {
    let filled = |row: u32| {
        (0..grid.columns())
            .filter(move |col| grid.starts_at(row, *col).is_some_and(|cell| !cell.text.trim().is_empty()))
    };
    let mut out: Vec<(u32, Cells)> = Vec::with_capacity(rows.len());
    for (row, mut cells) in rows {
        let is_its_own = |(above, lone): &(u32, Cells)| {
            let code = &lone.own.cells.whole;
            above + 1 == row
                && lone.own.name.is_empty()
                && filled(*above).count() == 1
                && !code.is_empty()
                && !cells.own.cells.is_printed()
                && codes.agree(code, &cells.own.name)
        };
        if out.last().is_some_and(is_its_own)
            && let Some((_, lone)) = out.pop()
        {
            cells.own.cells = lone.own.cells;
        }
        out.push((row, cells));
    }
    out
}

fn is_name_alone(cells: &Cells) -> bool {
    !cells.own.name.is_empty()
        && !cells.own.cells.is_printed()
        && !cells.secondary.cells.is_printed()
        && !cells.economic.cells.is_printed()
        && [&cells.unit_code, &cells.unit_name, &cells.line_no].into_iter().all(Option::is_none)
}

fn completes(above: &Cells, below: &Cells, codes: &CodeVocabulary) -> bool {
    let code = &above.own.cells.whole;
    !codes.agree(code, &above.own.name) && codes.agree(code, &format!("{}{}", above.own.name, below.own.name))
}
