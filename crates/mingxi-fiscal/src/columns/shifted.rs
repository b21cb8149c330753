//! Heads that stand one column beside their numbers: a thin empty column that only the header has, or only the body.

use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Doubt, Grid, parse_value};
use std::ops::Range;

/// Fewest numbers of a column without a head that make the heads beside it doubtful.
const NUMBERS: usize = 2;

/// Doubts the amounts of columns between a head over nothing and numbers below no head: which number is under which head
/// only the page can tell.
pub(crate) fn shifted_heads(columns: &[Column], grid: &Grid, body: Range<u32>) -> Option<Doubt> {
    let texts = |col: u32| {
        let starts = body.clone().filter_map(move |row| grid.starts_at(row, col));
        starts.map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty())
    };
    let is_value = |column: &&Column| column.role == ColumnRole::Value;
    let has_head = |column: &Column| column.path.iter().any(|head| !head.is_empty());
    let numbers = |col: u32| texts(col).filter(|text| parse_value(text).is_some()).count();
    let stretches = columns.chunk_by(|a, b| a.role == b.role && a.panel == b.panel);
    for stretch in stretches.filter(|stretch| stretch.iter().all(|column| is_value(&column))) {
        let bare = stretch.iter().find(|column| !has_head(column) && numbers(column.col) >= NUMBERS);
        let over_nothing = |column: &&Column| has_head(column) && texts(column.col).next().is_none();
        let Some((bare, empty)) = bare.zip(stretch.iter().find(over_nothing)) else { continue };
        let head = empty.path.last().map_or("", String::as_str);
        let cols = bare.col.min(empty.col)..bare.col.max(empty.col) + 1;
        let reason = format!("the head `{head}` stands over no number, and numbers stand below no head");
        return Some(Doubt { rows: body, cols, reason });
    }
    None
}
