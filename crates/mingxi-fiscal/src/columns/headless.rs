//! Columns of names in panels side by side whose own head is lost or stands over the amounts before them.

use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{ColumnRole, Grid, parse_number};

/// Words that a column of names has at least.
const WORDS: usize = 3;

/// Words between two columns of amounts, under no head of their own, name the rows of the amounts right of them if these
/// stand beside words nearly always. The amounts before them have names of their own.
pub(super) fn name_headless_panels(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole]) {
    let is_value = |roles: &[ColumnRole], col: usize| roles[col] == ColumnRole::Value;
    for col in 1..roles.len().saturating_sub(1) {
        let may_be = matches!(roles[col], ColumnRole::Value | ColumnRole::Text);
        if may_be
            && is_value(roles, col - 1)
            && is_value(roles, col + 1)
            && has_no_head(grid, header_rows, col as u32)
            && names_amounts(grid, header_rows, col as u32)
        {
            roles[col] = ColumnRole::Name;
        }
    }
}

/// Whether the lowest row of the header leaves a column blank.
fn has_no_head(grid: &Grid, header_rows: u32, col: u32) -> bool {
    header_rows.checked_sub(1).is_some_and(|lowest| squeeze(&grid.at(lowest, col).text).is_empty())
}

fn names_amounts(grid: &Grid, header_rows: u32, col: u32) -> bool {
    let (mut words, mut amounts, mut beside) = (0, 0, 0);
    for row in (header_rows..grid.rows()).filter(|row| !grid.is_header_row(*row)) {
        let text = squeeze(&grid.at(row, col).text);
        if parse_number(&text).is_some() {
            return false;
        }
        let is_word = text.chars().any(is_han);
        words += usize::from(is_word);
        let is_amount =
            grid.starts_at(row, col + 1).is_some_and(|cell| parse_number(&cell.text_raw).is_some());
        amounts += usize::from(is_amount);
        beside += usize::from(is_amount && is_word);
    }
    words >= WORDS && amounts > 1 && beside * 5 >= amounts * 4
}
