//! The cells of a table on their grid, by the rules of browsers and within bounds: spans reach no further than rows and
//! columns do in which something begins.

use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};

/// The largest spans that HTML knows.
const COLUMNS: u32 = 1_000;
const ROWS: u32 = 65_534;

/// A cell and what it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked<T> {
    pub(crate) cell: T,
    /// Rows, 0 for all that are left.
    pub(crate) rows: u32,
    pub(crate) columns: u32,
}

/// The groups of a table with their rows and cells.
pub(crate) type Groups<T> = Vec<Vec<Vec<Asked<T>>>>;

/// A cell in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed<T> {
    pub(crate) cell: T,
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) row_span: u32,
    pub(crate) col_span: u32,
}

/// A cell that reaches into the next rows: its columns and the row behind its last.
struct Reaching {
    from: u32,
    to: u32,
    end: u32,
}

/// Places the cells of groups of rows; gives them with the number of rows and columns.
///
/// # Errors
/// The table asks for more columns or places than a document may have.
pub(crate) fn place<T: Copy>(
    groups: &Groups<T>,
    allowance: &Allowance,
    path: &str,
) -> Result<(Vec<Placed<T>>, u32, u32), DecodeError> {
    let limits = allowance.limits();
    // Spans may ask for columns in which nothing begins; those are dropped below.
    let widest = limits.columns.saturating_mul(4).max(COLUMNS);
    let mut steps = 0u64;
    let mut placed: Vec<Placed<T>> = Vec::new();
    let mut row = 0u32;
    for group in groups {
        let end_of_group = row.saturating_add(group.len() as u32);
        let mut reaching: Vec<Reaching> = Vec::new();
        for cells in group {
            reaching.retain(|above| above.end > row);
            steps += (reaching.len() + cells.len()) as u64;
            if steps > limits.places {
                let message = format!(
                    "the table at {path} asks for more than {} places; it and what follows was not read",
                    limits.places
                );
                return Err(exceeded(message));
            }
            let mut next: Vec<Reaching> = Vec::new();
            let (mut col, mut above) = (0u32, reaching.iter().peekable());
            for asked in cells {
                while let Some(taken) = above.peek().filter(|taken| taken.from <= col) {
                    col = col.max(taken.to);
                    above.next();
                }
                let wanted = col.saturating_add(asked.columns.clamp(1, COLUMNS));
                // A cell from above cuts one that would cover it.
                let to = above.peek().map_or(wanted, |taken| wanted.min(taken.from));
                if to > widest {
                    return Err(exceeded(format!(
                        "the table at {path} has more than {} columns; it and what follows was not read",
                        limits.columns
                    )));
                }
                let wanted = if asked.rows == 0 { ROWS } else { asked.rows.min(ROWS) };
                let end = row.saturating_add(wanted).min(end_of_group);
                placed.push(Placed { cell: asked.cell, row, col, row_span: end - row, col_span: to - col });
                if end > row + 1 {
                    next.push(Reaching { from: col, to, end });
                }
                col = to;
            }
            reaching.append(&mut next);
            reaching.sort_by_key(|above| above.from);
            row += 1;
        }
    }
    let columns = shrink(&mut placed, |cell| (&mut cell.col, &mut cell.col_span));
    let rows = shrink(&mut placed, |cell| (&mut cell.row, &mut cell.row_span));
    allowance.table(rows, columns, path)?;
    placed.sort_by_key(|cell| (cell.row, cell.col));
    Ok((placed, rows, columns))
}

/// Drops the lines of one direction in which no cell begins; gives how many are left.
fn shrink<T>(placed: &mut [Placed<T>], side: impl Fn(&mut Placed<T>) -> (&mut u32, &mut u32)) -> u32 {
    let mut starts: Vec<u32> = placed.iter_mut().map(|cell| *side(cell).0).collect();
    starts.sort_unstable();
    starts.dedup();
    let index = |line: u32| starts.partition_point(|start| *start < line) as u32;
    for cell in placed.iter_mut() {
        let (start, span) = side(cell);
        let (first, end) = (index(*start), index(start.saturating_add(*span)));
        (*start, *span) = (first, end - first);
    }
    starts.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    /// Cells written `rows x columns`, a row a line, an empty line between groups.
    fn placed(text: &str) -> (Vec<[u32; 4]>, u32, u32) {
        let cell = |asked: &str| {
            let (rows, columns) = asked.split_once('x').unwrap();
            Asked { cell: (), rows: rows.parse().unwrap(), columns: columns.parse().unwrap() }
        };
        let row = |line: &str| line.split_whitespace().map(cell).collect();
        let groups: Groups<()> = text.split("\n\n").map(|group| group.lines().map(row).collect()).collect();
        let (cells, rows, columns) = place(&groups, &Allowance::new(&Limits::default()), "table[1]").unwrap();
        (cells.iter().map(|c| [c.row, c.col, c.row_span, c.col_span]).collect(), rows, columns)
    }

    #[test]
    fn spans_push_the_cells_behind_them() {
        let (cells, rows, columns) = placed("2x1 1x2\n1x1 1x1\n1x1 1x1 1x1");
        assert_eq!((rows, columns), (3, 3));
        assert_eq!(cells[..4], [[0, 0, 2, 1], [0, 1, 1, 2], [1, 1, 1, 1], [1, 2, 1, 1]]);
    }

    #[test]
    fn a_title_over_a_hundred_columns_spans_those_that_are() {
        let (cells, rows, columns) = placed("1x100\n1x1 1x1 1x1");
        assert_eq!((rows, columns, cells[0]), (2, 3, [0, 0, 1, 3]));
    }

    #[test]
    fn spans_end_with_their_group_and_rows_without_cells_are_none() {
        let (cells, rows, _) = placed("5x1 1x1\n1x1\n\n1x1 1x1\n2x1 2x1\n\n1x1 1x1");
        assert_eq!(rows, 5);
        assert_eq!(cells[0], [0, 0, 2, 1]);
        let (cells, rows, _) = placed("3x1 3x1\n1x1\n1x1 1x1");
        assert_eq!((rows, cells[0]), (3, [0, 0, 3, 1]));
        let (cells, rows, _) = placed("0x1 2x1\n\n1x1 1x1");
        assert_eq!((rows, cells[0], cells[1]), (2, [0, 0, 1, 1], [0, 1, 1, 1]));
    }

    #[test]
    fn cells_never_overlap() {
        // The wide cell of the second row meets one that reaches down into it.
        let (cells, _, _) = placed("1x1 1x1 2x1\n1x3\n1x1 1x1 1x1");
        assert!(cells.contains(&[1, 0, 1, 1]) || cells.contains(&[1, 0, 1, 2]));
        assert!(cells.contains(&[0, 2, 2, 1]));
    }

    #[test]
    fn gigabytes_of_spans_are_refused_or_cut() {
        let row: Vec<Asked<()>> = (0..9).map(|_| Asked { cell: (), rows: 65_534, columns: 1_000 }).collect();
        let allowance = Allowance::new(&Limits::default());
        assert!(place(&vec![vec![row.clone()]], &allowance, "t").is_err());
        let (cells, rows, columns) = place(&vec![vec![row[..3].to_vec()]], &allowance, "t").unwrap();
        assert_eq!((cells.len(), rows, columns), (3, 1, 3));
        let many: Vec<Vec<Asked<()>>> = (0..3_000).map(|_| row[..1].to_vec()).collect();
        let (_, rows, columns) = place(&vec![many], &allowance, "t").unwrap_or((Vec::new(), 0, 0));
        assert!(rows <= 3_000 && columns <= 2_000);
    }
}
