//! Which columns a head covers where its width is lost: the rows decide, because a group that begins with a sum column
//! holds the columns that make up the sum.

use super::by_sequence::Range;
use crate::Hints;
use mingxi_model::text::squeeze;
use mingxi_model::{DumpRow, parse_number};
use rust_decimal::Decimal;

/// The widths among those with one boundary moved by a column that make the most sums hold; `widths` itself where
/// none makes more.
pub(super) fn proven_widths(
    widths: Vec<usize>,
    below: &[Range],
    body: &[DumpRow],
    columns: usize,
    hints: &Hints,
) -> Vec<usize> {
    let one_each = below.len() == columns && below.iter().all(|range| range.to == range.from + 1);
    if !one_each || widths.iter().all(|width| *width == 1) {
        return widths;
    }
    let full: Vec<&DumpRow> = body.iter().filter(|row| row.cells.len() == columns).collect();
    let score = |widths: &[usize]| -> usize {
        let mut from = 0;
        let mut score = 0;
        for width in widths {
            let group = from..from + width;
            if *width > 1 && hints.total.is_match(&below[from].text) {
                score += usize::from(sums_hold(&full, group));
            }
            from += width;
        }
        score
    };
    let mut best = (score(&widths), widths.clone());
    for left in 0..widths.len().saturating_sub(1) {
        for (grows, shrinks) in [(left, left + 1), (left + 1, left)] {
            if widths[shrinks] < 2 {
                continue;
            }
            let mut other = widths.clone();
            other[grows] += 1;
            other[shrinks] -= 1;
            let reached = score(&other);
            if reached > best.0 {
                best = (reached, other);
            }
        }
    }
    best.1
}

/// Whether the first column of a group is the sum of the others wherever it prints a number, and some row has two parts
/// or more. A group whose sum does not hold refutes nothing: 其中 selects.
fn sums_hold(rows: &[&DumpRow], group: std::ops::Range<usize>) -> bool {
    let mut said = 0;
    for row in rows {
        let number = |col: usize| parse_number(&squeeze(&row.cells[col].text));
        let Some(total) = number(group.start) else { continue };
        let parts: Vec<Decimal> = (group.start + 1..group.end).filter_map(number).collect();
        let sum: Decimal = parts.iter().sum();
        let tolerance = Decimal::new(5, total.scale() + 1) * Decimal::from(parts.len() + 1);
        if (sum - total).abs() > tolerance {
            return false;
        }
        // A single part beside its sum is the same number twice, which proves nothing.
        said += usize::from(parts.iter().filter(|part| !part.is_zero()).count() > 1);
    }
    said > 0
}
