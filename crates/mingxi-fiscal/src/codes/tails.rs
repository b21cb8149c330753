//! Names that go on in a row of their own, as a page break leaves them: 2080506/机关事业单 | 位职业年金缴费支出.

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
