//! A repeated head that a page break tears: its first lines stand at the foot of a page, the rest at the top of the next.

use super::super::draft::{Draft, DraftCell};
use super::columns::Alignment;
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{header_rows, row_kinds};
use mingxi_model::text::squeeze;
use std::ops::Range;

/// The deepest head that is put together.
const DEEPEST: usize = 6;
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
    let texts = upper.head_texts();
    let (top, _) = frame_rows(&texts, hints);
    let depth = header_rows(row_kinds(&texts[top..], hints).into_iter()).min(DEEPEST);
    if depth == 0 || upper.rows < top + 2 * depth {
        return None;
    }
    let head = by_column(upper.cells[..upper.first_cells].iter(), top..top + depth, columns);
    let last = upper.rows;
    let parts = (1..=depth).flat_map(|above| {
        (1..=depth.min(lower.rows.saturating_sub(repeated))).map(move |below| Torn { above, below })
    });
    parts.into_iter().find(|Torn { above, below }| {
        let first = by_column(upper.cells.iter().rev().take(LOOK_BACK), last - above..last, columns);
        let rest = by_column(lower.cells.iter(), repeated..repeated + below, columns);
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

/// The texts of each column in some rows, from the top down, written together.
fn by_column<'a>(
    cells: impl Iterator<Item = &'a DraftCell>,
    rows: Range<usize>,
    columns: usize,
) -> Vec<String> {
    let mut inside: Vec<&DraftCell> = cells.filter(|cell| rows.contains(&cell.row)).collect();
    inside.sort_by_key(|cell| (cell.row, cell.col));
    let mut out = vec![String::new(); columns];
    for cell in inside {
        let text = squeeze(&cell.text);
        out[cell.col..cell.col + cell.col_span].iter_mut().for_each(|column| column.push_str(&text));
    }
    out
}
