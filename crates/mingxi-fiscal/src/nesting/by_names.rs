//! Rows nested by how far right their labels reach: with names in several columns (一级项目 | 二级项目), or a unit
//! before its projects, the deepest filled one names the row and a row that stops earlier is a group.

use super::evidence::{Candidate, Rows, Source};
use super::tree::{by_rank, is_flat};
use mingxi_model::text::squeeze;

/// At most one candidate.
pub(super) fn candidates(rows: &Rows<'_>, list: &[usize]) -> Option<Candidate> {
    if rows.name_columns.len() < 2 {
        return None;
    }
    let reach = |index: &usize| {
        let row = rows.labels[*index].row;
        rows.name_columns.iter().rposition(|col| !squeeze(&rows.grid.at(row, *col).text).is_empty())
    };
    let parents = by_rank(&list.iter().map(reach).collect::<Vec<_>>());
    (!is_flat(&parents)).then_some(Candidate { source: Source::Names, parents })
}
