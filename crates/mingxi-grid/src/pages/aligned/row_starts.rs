//! Lines that begin a row: those with an amount or a code of their own. In a table whose rows stand as close as the
//! lines of a cell, as a word processor sets one without rules, nothing else tells rows from wrapped names.

use super::blocks::{LINE_PITCH, Placed};
use mingxi_model::parse_number;

/// The fewest lines with amounts from which the way rows are set is told.
const FEWEST: usize = 4;

/// Which lines begin rows, and whether rows begin at the top of their cells.
pub(super) struct Starts {
    /// For each chunk whether its line begins a row.
    begins: Vec<bool>,
    /// Amounts stand in the first line of their row's names.
    pub(super) at_top: bool,
}

/// What stands in one line of a page.
struct Line {
    page: i32,
    y: f32,
    size: f32,
    /// A whole amount, or a code.
    has_start: bool,
    has_amount: bool,
    has_words: bool,
}

impl Starts {
    /// `placed` is sorted from the top down; `is_piece` says which chunks are parts of broken numbers.
    pub(super) fn new(placed: &[Placed], is_piece: impl Fn(usize) -> bool) -> Starts {
        let mut lines: Vec<Line> = Vec::new();
        let mut line_of: Vec<usize> = Vec::with_capacity(placed.len());
        for (index, p) in placed.iter().enumerate() {
            let (y, size) = (p.chunk.baseline + p.shift, p.chunk.size);
            if lines.last().is_none_or(|line| line.page != p.page || y - line.y > 0.15 * size) {
                lines.push(Line {
                    page: p.page,
                    y,
                    size,
                    has_start: false,
                    has_amount: false,
                    has_words: false,
                });
            }
            line_of.push(lines.len() - 1);
            let Some(line) = lines.last_mut() else { continue };
            let text = p.chunk.text.as_str();
            let is_number = !is_piece(index) && parse_number(text).is_some();
            let is_amount = is_number && text.contains('.');
            let is_code = is_number && text.len() > 2 && text.chars().all(|c| c.is_ascii_digit());
            line.has_amount |= is_amount;
            line.has_start |= is_amount || is_code;
            line.has_words |= parse_number(text).is_none();
        }
        let at_top = at_top(&lines);
        Starts { begins: line_of.into_iter().map(|line| lines[line].has_start).collect(), at_top }
    }

    /// Whether the line of a chunk begins a row.
    pub(super) fn begins(&self, index: usize) -> bool {
        self.begins[index]
    }
}

/// Whether amounts stand in the first lines of their rows: beside words, and never below a line of words alone that
/// begins a group of lines. Above the first amounts of a page stand names of columns.
fn at_top(lines: &[Line]) -> bool {
    let amounts = lines.iter().filter(|line| line.has_amount).count();
    let beside = lines.iter().filter(|line| line.has_amount && line.has_words).count();
    if amounts < FEWEST || 10 * beside < 9 * amounts {
        return false;
    }
    let close = |upper: &Line, lower: &Line| {
        upper.page == lower.page && lower.y - upper.y <= LINE_PITCH * lower.size.max(upper.size)
    };
    // Whether a row stands above on the page, and whether the lines since the last gap began with words alone.
    let (mut page, mut seen, mut words_first) = (i32::MIN, false, false);
    for (index, line) in lines.iter().enumerate() {
        if line.page != page {
            (page, seen, words_first) = (line.page, false, false);
        }
        let follows = index.checked_sub(1).is_some_and(|above| close(&lines[above], line));
        if !follows {
            words_first = seen && !line.has_start;
        }
        if line.has_start && words_first {
            return false;
        }
        seen |= line.has_start;
        words_first &= !line.has_start;
    }
    true
}
