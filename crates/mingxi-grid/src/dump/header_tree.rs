//! Header spans from positions: a group covers the columns of its children, a header with nothing under it
//! spans down.

use super::Placed;
use super::by_position::Field;
use crate::Hints;
use crate::row_kind::{RowKind, row_kind};
use mingxi_model::text::squeeze;

/// Tiles the header's area. `header` is a full matrix of fields; rows that number the columns (栏次) stay
/// single cells below the tree.
pub(super) fn header_cells(header: &[Vec<Field>], hints: &Hints) -> Vec<Placed> {
    let Some(columns) = header.first().map(Vec::len) else {
        return Vec::new();
    };
    let is_tree_row =
        |row: &Vec<Field>| row_kind(row.iter().map(|f| f.text.as_str()), true, hints) != RowKind::Index;
    let tree_rows = header.iter().take_while(|row| is_tree_row(row)).count();
    let mut tree = header[..tree_rows].to_vec();
    move_groups(&mut tree, hints);
    let mut placed = Vec::new();
    if tree_rows > 0 {
        split(&tree, 0, 0, columns, &mut placed);
    }
    for (row, fields) in header.iter().enumerate().skip(tree_rows) {
        placed.extend(fields.iter().enumerate().map(|(col, field)| cell(row, col, 1, 1, field)));
    }
    placed
}

fn cell(row: usize, col: usize, row_span: usize, col_span: usize, field: &Field) -> Placed {
    Placed {
        row,
        col,
        row_span,
        col_span,
        text: field.text.clone(),
        line: field.line,
        repair: field.repair.clone(),
    }
}

/// Tiles columns `from..to` of the tree from row `row` down.
fn split(tree: &[Vec<Field>], row: usize, from: usize, to: usize, placed: &mut Vec<Placed>) {
    let mut starts: Vec<usize> = (from..to).filter(|col| !tree[row][*col].is_empty()).collect();
    // Columns without any text at this level keep a cell of their own.
    let lead = starts.first().copied().unwrap_or(to);
    starts.splice(0..0, from..lead);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(to);
        let below = (row + 1..tree.len()).find(|r| tree[*r][*start..end].iter().any(|f| !f.is_empty()));
        let bottom = below.unwrap_or(tree.len());
        placed.push(cell(row, *start, bottom - row, end - start, &tree[row][*start]));
        if let Some(below) = below {
            split(tree, below, *start, end, placed);
        }
    }
}

/// Moves a group header that stands a column off: its children begin where a sum column (小计) or the first
/// child of a sibling group begins, and never in the middle of another child.
fn move_groups(tree: &mut [Vec<Field>], hints: &Hints) {
    for row in 0..tree.len().saturating_sub(1) {
        let columns = tree[row].len();
        let starts: Vec<usize> = (0..columns).filter(|col| !tree[row][*col].is_empty()).collect();
        let openers = group_openers(tree, row, &starts);
        for (index, start) in starts.iter().copied().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(columns);
            let is_group = end - start > 1 && tree[row + 1][start..end].iter().any(|f| !f.is_empty());
            if !is_group {
                continue;
            }
            let score = |col: usize| {
                let text = squeeze(&tree[row + 1][col].text);
                let opens = hints.total.is_match(&text) || openers.iter().filter(|o| **o == text).count() > 1;
                2 * i32::from(!text.is_empty()) + 2 * i32::from(opens && !text.is_empty())
                    - i32::from(col != start)
            };
            let free = |col: usize| col == start || tree[row][col].is_empty();
            let candidates = [start, start.saturating_sub(1), (start + 1).min(columns - 1)];
            let best = candidates
                .into_iter()
                .filter(|col| free(*col))
                .max_by_key(|col| (score(*col), *col == start))
                .unwrap_or(start);
            if best != start && score(best) > score(start) {
                let mut field = std::mem::take(&mut tree[row][start]);
                field.repair = Some(format!(
                    "stood in column {start}; moved to column {best}, where the columns it heads begin"
                ));
                tree[row][best] = field;
            }
        }
    }
}

/// The text under each start: what a group's first child is called.
fn group_openers(tree: &[Vec<Field>], row: usize, starts: &[usize]) -> Vec<String> {
    starts.iter().map(|col| squeeze(&tree[row + 1][*col].text)).filter(|text| !text.is_empty()).collect()
}
