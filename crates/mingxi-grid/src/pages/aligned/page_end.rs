//! Cells that the end of a page cut: their further lines stand alone at the top of the next page.

use super::blocks::{Block, SAME_X};
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// The most texts of a row that are compared with those of the next.
const MAX_TEXTS: usize = 60;

/// Joins the first row of a page to the last one of the page before where all its texts go on with texts of that row:
/// they stand in line with one that fills its column, and none of them begins a row.
pub(super) fn join(rows: &mut Vec<Vec<Block>>, hints: &Hints) {
    let mut index = 1;
    while index < rows.len() {
        let homes = homes(rows, index, hints);
        if homes.is_empty() {
            index += 1;
            continue;
        }
        let rest = rows.remove(index);
        for (home, block) in homes.into_iter().zip(rest) {
            let upper = &mut rows[index - 1][home];
            upper.text.push('\n');
            upper.text.push_str(&block.text);
        }
    }
}

/// The texts of the row above that those of a row go on with; empty where one of them goes on with none.
fn homes(rows: &[Vec<Block>], index: usize, hints: &Hints) -> Vec<usize> {
    let (above, row) = (&rows[index - 1], &rows[index]);
    let turns = above.first().zip(row.first()).is_some_and(|(above, row)| above.page < row.page);
    if !turns || above.len() > MAX_TEXTS || row.len() >= above.len() {
        return Vec::new();
    }
    let home = |block: &Block| {
        let text = squeeze(&block.text);
        let is_own = parse_number(&text).is_some()
            || hints.numbered.is_match(&text)
            || hints.total.is_match(&text)
            || row.len() > 1 && hints.header.is_match(&text);
        let goes_on = |upper: &Block| {
            parse_number(&squeeze(&upper.text)).is_none()
                && (upper.bbox.x0 - block.bbox.x0).abs() < SAME_X
                && block.bbox.x1 <= upper.bbox.x1 + 1.2 * block.size
                && is_full(upper, rows)
        };
        if is_own { None } else { above.iter().position(goes_on) }
    };
    row.iter().map(home).collect::<Option<Vec<usize>>>().unwrap_or_default()
}

/// Whether no further character fitted behind a text's last line.
fn is_full(block: &Block, rows: &[Vec<Block>]) -> bool {
    let is_own = |other: &&Block| (other.bbox.x0 - block.bbox.x0).abs() < SAME_X;
    let right = rows.iter().flatten().filter(is_own).map(|other| other.bbox.x1).fold(0.0, f32::max);
    block.last_end > right - 1.05 * block.size
}
