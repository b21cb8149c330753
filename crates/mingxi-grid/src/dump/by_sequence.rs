//! The cell-per-line dialect: a row keeps the sequence of its cells, a horizontal merge has lost its width.

use super::Placed;
use super::group_sums::proven_widths;
use super::segment::Segment;
use crate::Hints;
use crate::row_kind::{RowKind, row_kind};
use mingxi_model::text::squeeze;
use mingxi_model::{DumpCell, DumpRow, parse_number};

/// The most columns for which the widths of a row's cells are searched; wider tables keep their order only.
const MAX_SEARCH_COLUMNS: usize = 64;

/// Places every cell, widths inferred. Gives the number of columns.
pub(super) fn place(segment: &Segment, hints: &Hints) -> (usize, Vec<Placed>) {
    let rows = glue_fragments(&segment.rows, segment.header_rows);
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(1).max(1);
    let header = &rows[..segment.header_rows.min(rows.len())];
    let mut placed = header_cells(header, &rows[header.len()..], columns, hints);
    let numeric = numeric_columns(&rows[header.len()..], columns, &placed);
    for (row, fields) in rows.iter().enumerate().skip(header.len()) {
        let is_short = fields.cells.len() < columns;
        let stacked = rows.get(row + 1).filter(|next| is_short && next.cells.len() == columns);
        let widths = stacked
            .and_then(|next| stacked_widths(fields, next, hints))
            .or_else(|| {
                header_widths(&placed, header.len(), fields.cells.len(), columns)
                    .filter(|_| is_short && !numeric.iter().any(|n| *n))
            })
            .unwrap_or_else(|| body_widths(fields, columns, &numeric));
        placed.extend(lay(row, &fields.cells, &widths));
    }
    (columns, placed)
}

/// Lays cells side by side.
fn lay(row: usize, cells: &[DumpCell], widths: &[usize]) -> Vec<Placed> {
    let mut col = 0;
    cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| {
            let placed = Placed { col_span: *width, ..Placed::single(row, col, cell) };
            col += width;
            placed
        })
        .collect()
}

/// Joins the pieces of a row that an empty paragraph inside a cell has cut: neighbouring short rows of a list
/// whose cells fill one row exactly. The list must be mostly full rows, or all full once the pieces are joined.
fn glue_fragments(rows: &[DumpRow], header: usize) -> Vec<DumpRow> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_full = |row: &&DumpRow| row.cells.len() == columns;
    let full = rows.iter().skip(header).filter(is_full).count();
    let mostly_full = full * 3 >= (rows.len() - header) * 2;
    let glued = glue(rows, header, columns);
    let all_full = full > 0 && glued.iter().skip(header).all(|row| is_full(&row));
    if header > 0 && (mostly_full || all_full) { glued } else { rows.to_vec() }
}

fn glue(rows: &[DumpRow], header: usize, columns: usize) -> Vec<DumpRow> {
    let mut out: Vec<DumpRow> = Vec::with_capacity(rows.len());
    let mut index = 0;
    while index < rows.len() {
        let mut row = rows[index].clone();
        let mut next = index + 1;
        if index >= header {
            let (mut count, mut end) = (row.cells.len(), next);
            while count < columns && end < rows.len() && rows[end].cells.len() < columns {
                count += rows[end].cells.len();
                end += 1;
            }
            if count == columns && end > next {
                for piece in &rows[next..end] {
                    row.cells.extend(piece.cells.iter().cloned());
                }
                next = end;
            }
        }
        out.push(row);
        index = next;
    }
    out
}

/// A range of columns with the text that stands there in some header row.
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: String,
}

/// Tiles the header. From the lowest full row upwards, every row's cells are matched with the ranges of the
/// row below: a cell over an empty range goes on below it (a vertical merge), a cell over filled ranges heads
/// them.
fn header_cells(header: &[DumpRow], body: &[DumpRow], columns: usize, hints: &Hints) -> Vec<Placed> {
    let index_rows = header.iter().rev().take_while(|row| is_index(row, hints)).count();
    let (tree, index) = header.split_at(header.len() - index_rows);
    let mut ranges: Vec<Vec<Range>> = Vec::new();
    let mut below: Option<Vec<Range>> = None;
    for row in tree.iter().rev() {
        let widths = match &below {
            None => lowest_widths(row, columns),
            Some(below) => {
                let widths = group_widths(row, below, columns, hints);
                proven_widths(widths, below, body, columns, hints)
            }
        };
        let mut from = 0;
        let current: Vec<Range> = row
            .cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| {
                let range = Range { from, to: from + width, text: squeeze(&cell.text) };
                from += width;
                range
            })
            .collect();
        below = Some(current.clone());
        ranges.push(current);
    }
    ranges.reverse();
    let mut placed = merge_down(tree, &ranges);
    for (offset, row) in index.iter().enumerate() {
        let mut widths = vec![1; row.cells.len()];
        if let Some(first) = widths.first_mut() {
            *first += columns.saturating_sub(row.cells.len());
        }
        placed.extend(lay(tree.len() + offset, &row.cells, &widths));
    }
    placed
}

fn is_index(row: &DumpRow, hints: &Hints) -> bool {
    row_kind(row.cells.iter().map(|cell| cell.text.as_str()), true, hints) == RowKind::Index
}

/// Widths of the lowest header row: one column each; a lack of cells widens the first.
fn lowest_widths(row: &DumpRow, columns: usize) -> Vec<usize> {
    let mut widths = vec![1; row.cells.len()];
    if let Some(first) = widths.first_mut() {
        *first += columns.saturating_sub(row.cells.len());
    }
    widths
}

/// Widths of a header row over the ranges of the row below, by dynamic programming: `best[i][j]` is the
/// lowest cost of covering the first `j` ranges with the first `i` cells.
fn group_widths(row: &DumpRow, below: &[Range], columns: usize, hints: &Hints) -> Vec<usize> {
    let (cells, parts) = (row.cells.len(), below.len());
    if cells > parts || columns > MAX_SEARCH_COLUMNS {
        return lowest_widths(row, columns);
    }
    const NEVER: u32 = u32::MAX / 2;
    let mut best = vec![vec![(NEVER, 0usize); parts + 1]; cells + 1];
    best[0][0] = (0, 0);
    for i in 1..=cells {
        for j in i..=parts {
            for k in i - 1..j {
                let (before, _) = best[i - 1][k];
                if before >= NEVER {
                    continue;
                }
                let cost = before + cover_cost(&squeeze(&row.cells[i - 1].text), &below[k..j], below, hints);
                if cost < best[i][j].0 {
                    best[i][j] = (cost, k);
                }
            }
        }
    }
    let mut ends = vec![parts];
    for i in (1..=cells).rev() {
        let Some(&end) = ends.last() else { break };
        ends.push(best[i][end].1);
    }
    ends.reverse();
    ends.windows(2).map(|pair| below[pair[0]..pair[1]].iter().map(|r| r.to - r.from).sum()).collect()
}

/// What it costs to say that a header cell covers a run of the ranges below it.
fn cover_cost(text: &str, covered: &[Range], below: &[Range], hints: &Hints) -> u32 {
    let filled = covered.iter().filter(|range| !range.text.is_empty()).count();
    if filled == 0 {
        // A vertical merge goes on in exactly one cell of the next row.
        return 20 * (covered.len() as u32 - 1);
    }
    let mixed = 40 * (covered.len() - filled) as u32;
    let headless = if text.is_empty() { 60 } else { 0 };
    let lone = if covered.len() == 1 { 3 } else { 0 };
    // A group begins with a sum column or as its sibling groups begin, and begins nowhere else.
    let repeats = |range: &Range| below.iter().filter(|other| other.text == range.text).count() > 1;
    let opens = |range: &Range| hints.total.is_match(&range.text) || is_first_repeat(range, below);
    let start = if opens(&covered[0]) { 0 } else { 2 };
    let inside =
        covered[1..].iter().filter(|range| repeats(range) && range.text == covered[0].text).count() as u32;
    mixed + headless + lone + start + 4 * inside
}

/// Whether a range's text is the one with which the filled ranges begin, and is repeated.
fn is_first_repeat(range: &Range, below: &[Range]) -> bool {
    let mut filled = below.iter().filter(|r| !r.text.is_empty());
    let first = filled.next();
    first.is_some_and(|first| first.text == range.text)
}

/// Joins each cell with the empty cells of the same columns in the rows below it.
fn merge_down(tree: &[DumpRow], ranges: &[Vec<Range>]) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut taken = vec![Vec::new(); tree.len()];
    for (row, (fields, row_ranges)) in tree.iter().zip(ranges).enumerate() {
        for (index, (cell, range)) in fields.cells.iter().zip(row_ranges).enumerate() {
            if taken[row].contains(&index) {
                continue;
            }
            let mut row_span = 1;
            for (lower, lower_ranges) in ranges.iter().enumerate().skip(row + 1) {
                let same = lower_ranges
                    .iter()
                    .position(|r| r.from == range.from && r.to == range.to && r.text.is_empty());
                let Some(same) = same else { break };
                taken[lower].push(same);
                row_span += 1;
            }
            placed.push(Placed {
                row_span,
                col_span: range.to - range.from,
                ..Placed::single(row, range.from, cell)
            });
        }
    }
    placed
}

/// Which columns hold numbers, by the rows whose cells are one column each, and by the header: a column that
/// is called as a column of numbers holds numbers too, even if it is empty.
fn numeric_columns(rows: &[DumpRow], columns: usize, header: &[Placed]) -> Vec<bool> {
    // Codes are numbers too; amounts are told by their decimals and separators, unless no number has any.
    let full = || rows.iter().filter(|row| row.cells.len() == columns).map(|row| &row.cells);
    let is_amount = |text: &str| text.contains(['.', ',']) && parse_number(text).is_some();
    let any_amount = full().flatten().any(|cell| is_amount(&squeeze(&cell.text)));
    let mut counts = vec![(0usize, 0usize); columns];
    for cells in full() {
        for (count, cell) in counts.iter_mut().zip(cells) {
            let text = squeeze(&cell.text);
            let counts_here = if any_amount { is_amount(&text) } else { parse_number(&text).is_some() };
            count.0 += usize::from(counts_here);
            count.1 += usize::from(!text.is_empty());
        }
    }
    let numeric: Vec<bool> =
        counts.into_iter().map(|(numbers, filled)| numbers > 0 && numbers * 2 > filled).collect();
    let name = |col: usize| {
        let lowest =
            header.iter().filter(|cell| cell.col == col && cell.col_span == 1).max_by_key(|cell| cell.row);
        lowest.map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty() && parse_number(text).is_none())
    };
    let names: Vec<Option<String>> = (0..columns).map(name).collect();
    let called_alike = |col: usize| {
        names[col].is_some() && (0..columns).any(|other| numeric[other] && names[other] == names[col])
    };
    (0..columns).map(|col| numeric[col] || called_alike(col)).collect()
}

/// Widths of a short row that heads the full row below it, as inside a form (年初预算数 over 目标申报数 and
/// 预算编制数): at least half of its cells go on in an empty cell below, all others head filled ones.
fn stacked_widths(row: &DumpRow, next: &DumpRow, hints: &Hints) -> Option<Vec<usize>> {
    let columns = next.cells.len();
    if columns > MAX_SEARCH_COLUMNS || row.cells.iter().any(|cell| parse_number(&cell.text).is_some()) {
        return None;
    }
    let below: Vec<Range> = next
        .cells
        .iter()
        .enumerate()
        .map(|(from, cell)| Range { from, to: from + 1, text: squeeze(&cell.text) })
        .collect();
    let widths = group_widths(row, &below, columns, hints);
    let mut from = 0;
    let mut going_on = 0;
    for (cell, width) in row.cells.iter().zip(&widths) {
        let covered = &below[from..from + width];
        let empty = covered.iter().filter(|range| range.text.is_empty()).count();
        match (empty, covered.len()) {
            (1, 1) => going_on += 1,
            (0, _) if !squeeze(&cell.text).is_empty() => {}
            _ => return None,
        }
        from += width;
    }
    (going_on * 2 >= row.cells.len()).then_some(widths)
}

/// The widths of the lowest header row with as many cells as a row of an empty form, whose own cells tell
/// nothing.
fn header_widths(header: &[Placed], rows: usize, cells: usize, columns: usize) -> Option<Vec<usize>> {
    (0..rows).rev().find_map(|row| {
        let widths: Vec<usize> = header
            .iter()
            .filter(|cell| cell.row == row && cell.row_span == 1)
            .map(|cell| cell.col_span)
            .collect();
        (widths.len() == cells && widths.iter().sum::<usize>() == columns).then_some(widths)
    })
}

/// Widths of a body row with fewer cells than columns: numbers keep one column and stand in number columns,
/// labels take what is left, the last label most of it.
fn body_widths(row: &DumpRow, columns: usize, numeric: &[bool]) -> Vec<usize> {
    let cells = row.cells.len();
    if cells == columns {
        return vec![1; cells];
    }
    if columns > MAX_SEARCH_COLUMNS || !numeric.iter().any(|n| *n) {
        let mut widths = vec![1; cells];
        if let Some(last) = widths.last_mut() {
            *last += columns.saturating_sub(cells);
        }
        return widths;
    }
    const NEVER: u32 = u32::MAX / 2;
    let mut best = vec![vec![(NEVER, 0usize); columns + 1]; cells + 1];
    best[0][0] = (0, 0);
    for i in 1..=cells {
        let text = squeeze(&row.cells[i - 1].text);
        let is_number = parse_number(&text).is_some();
        for end in i..=columns {
            for start in i - 1..end {
                let before = best[i - 1][start].0;
                if before >= NEVER {
                    continue;
                }
                let extra = (end - start - 1) as u32;
                // Earlier labels stay narrow: a wider cell costs more the further left it stands.
                let cost = match (is_number, text.is_empty()) {
                    (true, _) => 50 * extra + 30 * u32::from(!numeric[start]),
                    (false, true) => 10 * extra + u32::from(i > 1 && extra > 0),
                    (false, false) => {
                        20 * u32::from(numeric[start]) + if extra > 0 { 2 + (cells - i) as u32 } else { 0 }
                    }
                };
                if before + cost < best[i][end].0 {
                    best[i][end] = (before + cost, start);
                }
            }
        }
    }
    let mut ends = vec![columns];
    for i in (1..=cells).rev() {
        let Some(&end) = ends.last() else { break };
        ends.push(best[i][end].1);
    }
    ends.reverse();
    ends.windows(2).map(|pair| pair[1] - pair[0]).collect()
}
