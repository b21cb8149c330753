//! A repeated head that a page break tears: its first lines stand at the foot of a page, the rest at the top of the next.

use super::super::draft::{Draft, column_texts};
use super::columns::Alignment;
use super::heads::head_rows;
use crate::Hints;

/// How many cells above the break are looked at for its last rows.
const LOOK_BACK: usize = 2000;
/// Fewest columns with a text on either page that tell.
const TELLING_COLUMNS: usize = 2;

/// Where a break tears a head: how many rows above it and below it are its parts.
pub(super) struct Torn {
    pub(super) above: usize,
    pub(super) below: usize,
}

/// The parts of a torn head: column by column, what stands in the last rows above the break and in the first below it,
/// or below the `repeated` rows of a whole head there, are together the lines of the table's head.
pub(super) fn torn_head(
    upper: &Draft,
    lower: &Draft,
    repeated: usize,
    alignment: &Alignment,
    hints: &Hints,
) -> Option<Torn> {
    let columns = alignment.xs.len() - 1;
    if upper.columns() != columns || lower.columns() != columns {
        return None;
    }
    let rows = head_rows(&upper.head_texts(), hints);
    let depth = rows.len();
    if depth == 0 || upper.rows < rows.end + depth {
        return None;
    }
    let head = column_texts(upper.cells[..upper.first_cells].iter(), rows, columns);
    let last = upper.rows;
    let parts = (1..=depth).flat_map(|above| {
        (1..=depth.min(lower.rows.saturating_sub(repeated))).map(move |below| Torn { above, below })
    });
    parts.into_iter().find(|Torn { above, below }| {
        let first = column_texts(upper.cells.iter().rev().take(LOOK_BACK), last - above..last, columns);
        let rest = column_texts(lower.cells.iter(), repeated..repeated + below, columns);
        let tells = |part: &[String]| part.iter().filter(|text| !text.is_empty()).count() >= TELLING_COLUMNS;
        // The numbers of the columns may stand in a row of their own below the rest.
        let is_head = |at: usize| {
            let own = format!("{}{}", first[at], rest[at]);
            head[at]
                .strip_prefix(own.as_str())
                .is_some_and(|more| more.is_empty() || counts_columns(more, hints))
        };
        tells(&first) && tells(&rest) && (0..columns).all(is_head)
    })
}

/// Takes the last rows out of a part.
pub(super) fn without_last_rows(upper: &mut Draft, count: usize) {
    let rows = upper.rows - count;
    let is_first = upper.first_cells == upper.cells.len();
    let mut last = upper.cells.split_off(upper.cells.len().saturating_sub(LOOK_BACK));
    last.retain(|cell| cell.row < rows);
    last.iter_mut().for_each(|cell| cell.row_span = cell.row_span.min(rows - cell.row));
    upper.cells.extend(last);
    if is_first {
        upper.first_cells = upper.cells.len();
    }
    upper.rows = rows;
    upper.ys.truncate(upper.ys.len().saturating_sub(count).max(1));
    upper.left.truncate(rows);
    upper.right.truncate(rows);
    upper.bottom.fill(true);
}

/// Whether a text is what a row of column numbers prints (栏次, **, 1, 3=1+2).
fn counts_columns(text: &str, hints: &Hints) -> bool {
    hints.index.is_match(text) || text.chars().all(|c| c.is_ascii_digit() || "*=+-".contains(c))
}
