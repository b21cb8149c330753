//! Widths of columns and heights of rows.

use super::ink::{width, wrap};
use crate::document::{Cell, Table};

/// Space at the left and right of a cell's text, in points.
pub const SIDE: f64 = 2.5;
/// Space above and below a cell's text, in points.
pub const ABOVE: f64 = 2.5;
/// Width of one step of indentation, in points.
pub const INDENT: f64 = 10.0;
/// Distance of two lines, in font sizes.
pub const LEADING: f64 = 1.25;

/// A table's measures on paper.
#[derive(Debug, Clone)]
pub struct Measures {
    /// Font size.
    pub size: f64,
    /// Widths of the columns.
    pub widths: Vec<f64>,
    /// Heights of the rows.
    pub heights: Vec<f64>,
    /// The lines of every cell.
    pub lines: Vec<Vec<String>>,
}

impl Measures {
    /// Distance of two lines.
    pub fn leading(&self) -> f64 {
        self.size * LEADING
    }
}

/// Measures a table. `room` is the width it should fill; without it columns are as wide as they like.
/// `gap` is further space between columns, for tables without rules.
pub fn measure(table: &Table, room: Option<f64>, gap: f64) -> Measures {
    let sizes: &[f64] = if room.is_some() { &[9.0, 8.0, 7.0, 6.0] } else { &[9.0] };
    let mut chosen = (6.0, Vec::new());
    for size in sizes {
        let padding = (2.0 * SIDE + gap) / size;
        let (least, liked) = wishes(table, padding);
        let Some(room) = room else {
            chosen = (*size, liked.iter().map(|w| w * size).collect());
            break;
        };
        let em = room / size;
        let (low, high) = (least.iter().sum::<f64>(), liked.iter().sum::<f64>());
        let widths = if high <= em {
            liked.iter().map(|w| w * em / high * size).collect()
        } else {
            let share = ((em - low) / (high - low).max(1e-9)).clamp(0.0, 1.0);
            let fitted: Vec<f64> =
                least.iter().zip(&liked).map(|(low, high)| low + (high - low) * share).collect();
            let sum: f64 = fitted.iter().sum();
            fitted.iter().map(|w| w * (em / sum).min(1.0) * size).collect()
        };
        chosen = (*size, widths);
        if low <= em {
            break;
        }
    }
    let (size, widths) = chosen;
    let inner = |cell: &Cell| {
        let whole: f64 = widths[cell.c..cell.c + cell.cs].iter().sum();
        ((whole - 2.0 * SIDE - gap - f64::from(cell.indent) * INDENT) / size).max(1.0)
    };
    let lines: Vec<Vec<String>> = table.cells.iter().map(|cell| wrap(&cell.text, inner(cell))).collect();
    let needed = |count: usize| count as f64 * size * LEADING + 2.0 * ABOVE;
    let mut heights = vec![needed(1); table.rows];
    for (cell, lines) in table.cells.iter().zip(&lines).filter(|(cell, _)| cell.rs == 1) {
        heights[cell.r] = heights[cell.r].max(needed(lines.len()));
    }
    for (cell, lines) in table.cells.iter().zip(&lines).filter(|(cell, _)| cell.rs > 1) {
        let have: f64 = heights[cell.r..cell.r + cell.rs].iter().sum();
        let last = cell.r + cell.rs - 1;
        heights[last] += (needed(lines.len()) - have).max(0.0);
    }
    Measures { size, widths, heights, lines }
}

/// The least and the liked width of every column, in ems with the padding.
fn wishes(table: &Table, padding: f64) -> (Vec<f64>, Vec<f64>) {
    let mut least = vec![3.0 + padding; table.cols];
    let mut liked = least.clone();
    for cell in table.cells.iter().filter(|cell| cell.cs == 1) {
        let natural = cell.text.split('\n').map(width).fold(0.0, f64::max);
        let number = is_number(&cell.text);
        let low = if number { natural } else { natural.min(3.0) };
        let high = if number { natural } else { natural.min(14.0) };
        let (low, high) = (low + 1.7 * f64::from(cell.indent), high + 1.7 * f64::from(cell.indent));
        least[cell.c] = least[cell.c].max(low + padding + 0.2);
        liked[cell.c] = liked[cell.c].max(high + padding + 0.2);
    }
    for cell in table.cells.iter().filter(|cell| cell.cs > 1) {
        let natural = cell.text.split('\n').map(width).fold(0.0, f64::max).min(20.0) + padding;
        let have: f64 = liked[cell.c..cell.c + cell.cs].iter().sum();
        let more = ((natural - have) / cell.cs as f64).max(0.0);
        liked[cell.c..cell.c + cell.cs].iter_mut().for_each(|w| *w += more);
    }
    (least, liked)
}

/// Whether a text is a number, which is never broken.
pub fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%'))
}

/// Where a text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Labels and codes.
    Left,
    /// Headers, running numbers and counts.
    Centre,
    /// Amounts.
    Right,
}

/// Where a cell's text stands.
pub fn side(text: &str, is_header: bool) -> Side {
    match is_number(text) {
        _ if is_header => Side::Centre,
        true if text.contains(['.', ',', '%']) => Side::Right,
        true if text.len() < 3 => Side::Centre,
        _ => Side::Left,
    }
}
