//! The columns of a table without rules: what stands one below the other.

use super::blocks::Block;

/// A column's content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The leftmost and rightmost beginning of its body texts.
    pub(super) begins: (f32, f32),
    /// The leftmost and rightmost end of its body texts.
    pub(super) ends: (f32, f32),
    /// Some of its texts is an amount: a number with a decimal point or thousands separators.
    pub(super) decimals: bool,
    /// How many of its body texts are numbers.
    pub(super) numbers: usize,
    /// Rows of the body in which it has a text of its own.
    pub(super) rows: Vec<usize>,
    /// It shares the header of the column before it.
    pub(super) shares: bool,
    /// Its header, as index of the header's texts.
    pub(super) header: Option<usize>,
}

impl Column {
    /// Most of its body texts are numbers.
    pub(super) fn is_numeric(&self) -> bool {
        2 * self.numbers > self.rows.len()
    }
}

/// The columns of the body. Narrow texts come first: they say where columns are; a text over two columns that
/// never stand in one row shows that they are one column set in two ways, and one over others spans them.
pub(super) fn body_columns(rows: &[Vec<Block>], first: usize) -> Vec<Column> {
    let mut blocks: Vec<(usize, &Block)> = rows
        .iter()
        .enumerate()
        .skip(first)
        .flat_map(|(row, blocks)| blocks.iter().map(move |b| (row, b)))
        .collect();
    blocks.sort_by(|a, b| (a.1.bbox.x1 - a.1.bbox.x0).total_cmp(&(b.1.bbox.x1 - b.1.bbox.x0)));
    let mut columns: Vec<Column> = Vec::new();
    for (row, block) in blocks {
        let overlapping = overlapping(&columns, block.bbox.x0, block.bbox.x1);
        match overlapping.len() {
            0 => {
                let at = columns.partition_point(|column| column.x0 < block.bbox.x0);
                columns.insert(
                    at,
                    Column {
                        x0: block.bbox.x0,
                        x1: block.bbox.x1,
                        begins: (block.bbox.x0, block.bbox.x0),
                        ends: (block.bbox.x1, block.bbox.x1),
                        decimals: is_amount(block),
                        numbers: is_number(block),
                        rows: vec![row],
                        shares: false,
                        header: None,
                    },
                );
            }
            1 => {
                let column = &mut columns[overlapping.start];
                column.x0 = column.x0.min(block.bbox.x0);
                column.x1 = column.x1.max(block.bbox.x1);
                column.begins = (column.begins.0.min(block.bbox.x0), column.begins.1.max(block.bbox.x0));
                column.ends = (column.ends.0.min(block.bbox.x1), column.ends.1.max(block.bbox.x1));
                column.decimals |= is_amount(block);
                column.numbers += is_number(block);
                column.rows.push(row);
            }
            _ if never_together(&columns[overlapping.clone()]) => {
                let merged = columns.splice(overlapping.clone(), []).collect::<Vec<_>>();
                let mut rows: Vec<usize> =
                    merged.iter().flat_map(|column| column.rows.iter().copied()).collect();
                rows.push(row);
                let x0 = merged.iter().map(|c| c.x0).fold(block.bbox.x0, f32::min);
                let x1 = merged.iter().map(|c| c.x1).fold(block.bbox.x1, f32::max);
                let begins = merged.iter().fold((block.bbox.x0, block.bbox.x0), |(first, last), column| {
                    (first.min(column.begins.0), last.max(column.begins.1))
                });
                let numbers = merged.iter().map(|column| column.numbers).sum::<usize>() + is_number(block);
                let ends = merged.iter().fold((block.bbox.x1, block.bbox.x1), |(first, last), column| {
                    (first.min(column.ends.0), last.max(column.ends.1))
                });
                let decimals = is_amount(block) || merged.iter().any(|column| column.decimals);
                columns.insert(
                    overlapping.start,
                    Column { x0, x1, begins, ends, decimals, numbers, rows, shares: false, header: None },
                );
            }
            _ => {}
        }
    }
    columns
}

fn is_amount(block: &Block) -> bool {
    block.text.contains(['.', ',']) && is_number(block) > 0
}

fn is_number(block: &Block) -> usize {
    usize::from(mingxi_model::parse_number(&block.text).is_some())
}

/// How far two boxes must overlap to stand one below the other, in points.
const OVERLAP: f32 = 0.8;

/// The columns, sorted and disjoint, that an interval overlaps.
pub(super) fn overlapping(columns: &[Column], x0: f32, x1: f32) -> std::ops::Range<usize> {
    let margin = OVERLAP.min((x1 - x0) / 3.0);
    let start = columns.partition_point(|column| column.x1 <= x0 + margin);
    let end = columns.partition_point(|column| column.x0 < x1 - margin);
    start..end.max(start)
}

/// Whether columns may be one column set in two ways: they never stand in one row, and not each of them has
/// its own left edge at which several texts begin.
pub(super) fn never_together(columns: &[Column]) -> bool {
    let own_edge = |column: &Column| {
        let texts = column.rows.len().saturating_sub(column.numbers);
        texts > 1 && texts > column.numbers && column.begins.1 - column.begins.0 < 1.5
    };
    if columns.iter().filter(|column| own_edge(column)).count() > 1 {
        return false;
    }
    let mut rows: Vec<usize> = columns.iter().flat_map(|column| column.rows.iter().copied()).collect();
    let count = rows.len();
    rows.sort_unstable();
    rows.dedup();
    rows.len() == count
}
