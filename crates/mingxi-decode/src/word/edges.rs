//! Rows that state where their cells begin and end: edges of all rows that are nearly one become one column edge.

use super::cells::RowDraft;
use super::table::Covered;
use mingxi_model::Place;

/// By how much the edges of one column may differ from row to row, in twentieths of a point.
const NEAR: i32 = 15;

/// Gives cells with edges the columns that they cover. Cells too narrow to be seen are left out; what they say comes
/// back. A row without width keeps its spans.
pub(super) fn snap(rows: &mut [RowDraft], path: &str) -> Vec<Covered> {
    let mut covered = Vec::new();
    let mut edges: Vec<i32> = rows
        .iter()
        .filter(|row| has_width(row))
        .flat_map(|row| row.cells.iter().filter_map(|cell| cell.edges))
        .flat_map(|(left, right)| [left, right])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut columns: Vec<i32> = Vec::new();
    for edge in edges {
        if columns.last().is_none_or(|first| edge.saturating_sub(*first) > NEAR) {
            columns.push(edge);
        }
    }
    // The column edge that begins a group of near ones is the last one not beyond them.
    let column = |edge: i32| columns.partition_point(|first| *first <= edge).saturating_sub(1);
    for row in rows.iter_mut().filter(|row| has_width(row)) {
        let path = format!("{path}/tr[{}]", row.number);
        if let Some((left, _)) = row.cells.first().and_then(|cell| cell.edges) {
            row.skipped = u32::try_from(column(left)).unwrap_or(u32::MAX);
        }
        row.cells.retain_mut(|cell| {
            let Some((left, right)) = cell.edges else { return true };
            let span = column(right).saturating_sub(column(left));
            cell.span = u32::try_from(span).unwrap_or(u32::MAX);
            if span == 0 && !cell.text.trim().is_empty() {
                let place = Place::Part(format!("{path}/tc[{}]", cell.number));
                covered.push(Covered { place, text: std::mem::take(&mut cell.text) });
            }
            span > 0
        });
    }
    covered
}

/// Whether any cell of a row is wide enough to be seen.
fn has_width(row: &RowDraft) -> bool {
    row.cells.iter().filter_map(|cell| cell.edges).any(|(left, right)| right.saturating_sub(left) > NEAR)
}

#[cfg(test)]
mod tests {
    use super::snap;
    use crate::word::cells::{CellDraft, RowDraft};

    fn row(edges: &[i32]) -> RowDraft {
        let cells = (1..).zip(edges.windows(2)).map(|(number, pair)| CellDraft {
            number,
            span: 1,
            edges: Some((pair[0], pair[1])),
            text: format!("{number}"),
            ..CellDraft::default()
        });
        RowDraft { number: 1, cells: cells.collect(), ..RowDraft::default() }
    }

    fn spans(rows: &[RowDraft]) -> Vec<(u32, Vec<u32>)> {
        rows.iter().map(|row| (row.skipped, row.cells.iter().map(|cell| cell.span).collect())).collect()
    }

    #[test]
    fn near_edges_are_one_column() {
        let mut rows = [row(&[-108, 1000, 2000, 3000]), row(&[-113, 2012, 3001]), row(&[990, 2000])];
        assert!(snap(&mut rows, "t").is_empty());
        assert_eq!(spans(&rows), [(0, vec![1, 1, 1]), (0, vec![2, 1]), (1, vec![1])]);
    }

    #[test]
    fn cells_without_width_are_told() {
        let mut rows = [row(&[0, 1000, 1010, 2000]), row(&[0, 1000, 2000])];
        let covered = snap(&mut rows, "t");
        assert_eq!(covered.iter().map(|covered| covered.text.as_str()).collect::<Vec<_>>(), ["2"]);
        assert_eq!(spans(&rows), [(0, vec![1, 1]), (0, vec![1, 1])]);
        // A row that is all without width says nothing of columns.
        let mut rows = [row(&[0, 0, 0])];
        assert!(snap(&mut rows, "t").is_empty());
        assert_eq!(spans(&rows), [(0, vec![1, 1])]);
    }
}
