//! The header of a table without rules: which texts head one column.
//!
//! What counts is which text stands below which, not the lines they stand in: texts of a header are set at the
//! top, in the middle or at the bottom of their cells, and wrapped ones stand beside several others.

use super::blocks::Block;
use super::columns::Column;
use super::heads::match_headers;

/// The body's columns with their headers. `head` are the header's texts without the numbers of columns.
pub(super) fn headed_columns(head: &[Block], body: Vec<Column>) -> Vec<Column> {
    let em = head[0].size;
    let mut leaves: Vec<usize> = Vec::new();
    let mut between: Vec<usize> = Vec::new();
    for index in 0..head.len() {
        match standing(head, index) {
            Standing::Leaf => leaves.push(index),
            Standing::Group => {}
            // A text that may be centred over several rows, beside no group of its row, heads one column.
            Standing::Between
                if !has_group_beside(head, index)
                    && stands_between_rows(head, index)
                    && !is_centred(head, index) =>
            {
                leaves.push(index);
            }
            Standing::Between => between.push(index),
        }
    }
    let extents = |leaves: &[usize]| -> Vec<(usize, f32, f32)> {
        let mut out: Vec<(usize, f32, f32)> =
            leaves.iter().map(|index| (*index, head[*index].bbox.x0, head[*index].bbox.x1)).collect();
        out.sort_by(|a, b| (a.1 + a.2).total_cmp(&(b.1 + b.2)));
        out
    };
    let (mut columns, mut cost) = match_headers(body.clone(), &extents(&leaves), em);
    // A text between others is a group's header, unless the columns fit much better with it as the header of one
    // and no other header loses its column to it.
    let empty = |columns: &[Column]| columns.iter().filter(|column| column.rows.is_empty()).count();
    between.truncate(MAX_BETWEEN);
    while !between.is_empty() {
        let with = |index: usize| {
            let mut more = leaves.clone();
            more.push(index);
            match_headers(body.clone(), &extents(&more), em)
        };
        let tried = between.iter().enumerate().map(|(at, index)| (at, with(*index)));
        let fits = tried.filter(|(_, (others, _))| empty(others) <= empty(&columns));
        let Some((at, (others, other))) = fits.min_by(|a, b| a.1.1.total_cmp(&b.1.1)) else { break };
        if other > cost - MUCH_BETTER {
            break;
        }
        leaves.push(between.remove(at));
        (columns, cost) = (others, other);
    }
    columns
}

/// The most texts between others that are tried as headers of a column.
const MAX_BETWEEN: usize = 8;
/// How much better, in points, the columns fit with a text between others as the header of one of them.
const MUCH_BETTER: f32 = 10.0;

/// Whether all lines of `lower` stand below those of `upper`.
pub(super) fn is_below(lower: &Block, upper: &Block) -> bool {
    lower.first - upper.last > 0.55 * lower.size.min(upper.size)
}

/// Whether a text between others may be centred over heights from one above it to one below.
fn stands_between_rows(head: &[Block], index: usize) -> bool {
    let own = &head[index];
    let margin = 0.3 * own.size;
    let uppers = || head.iter().filter(|block| block.first < own.first - margin);
    let lowers = || head.iter().filter(|block| block.last > own.last + margin);
    uppers().any(|upper| lowers().any(|lower| is_middle(own, upper.first, lower.last)))
}

pub(super) fn is_middle(block: &Block, top: f32, bottom: f32) -> bool {
    ((top + bottom) / 2.0 - block.centre_y()).abs() < 0.4 * block.size
}

fn overlaps(a: &Block, b: &Block) -> bool {
    a.bbox.x0 < b.bbox.x1 - 0.5 && b.bbox.x0 < a.bbox.x1 - 0.5
}

/// How a header text stands to the texts below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing below it that it could head.
    Leaf,
    /// A text stands right below it.
    Group,
    /// Texts stand below it at its left and right, none right below.
    Between,
}

/// The nearest texts at the left and right that stand neither below nor above.
fn neighbours(head: &[Block], index: usize) -> (f32, f32) {
    let block = &head[index];
    let beside = || head.iter().filter(|other| !is_below(other, block) && !is_below(block, other));
    let left = beside().map(|b| b.bbox.x1).filter(|x| *x <= block.bbox.x0 + 0.5);
    let right = beside().map(|b| b.bbox.x0).filter(|x| *x >= block.bbox.x1 - 0.5);
    (left.fold(f32::NEG_INFINITY, f32::max), right.fold(f32::INFINITY, f32::min))
}

fn standing(head: &[Block], index: usize) -> Standing {
    let block = &head[index];
    let deeper = || head.iter().filter(|other| is_below(other, block));
    if deeper().any(|other| overlaps(block, other)) {
        return Standing::Group;
    }
    let (left, right) = neighbours(head, index);
    let is_between = |other: &&Block| other.centre_x() > left && other.centre_x() < right;
    let (mut before, mut after) = (false, false);
    for other in deeper().filter(is_between) {
        before |= other.centre_x() < block.centre_x();
        after |= other.centre_x() > block.centre_x();
    }
    if before && after { Standing::Between } else { Standing::Leaf }
}

/// Whether a group's header stands at the height of a text.
fn has_group_beside(head: &[Block], index: usize) -> bool {
    let own = &head[index];
    (0..head.len()).any(|other| {
        (head[other].centre_y() - own.centre_y()).abs() < 0.45 * own.size
            && standing(head, other) == Standing::Group
    })
}

/// Whether a text stands in the middle of the two texts nearest to it below.
fn is_centred(head: &[Block], index: usize) -> bool {
    let block = &head[index];
    let deeper = || head.iter().filter(|other| is_below(other, block));
    let left = deeper()
        .filter(|other| other.bbox.x1 <= block.bbox.x0 + 0.5)
        .max_by(|a, b| a.bbox.x1.total_cmp(&b.bbox.x1));
    let right = deeper()
        .filter(|other| other.bbox.x0 >= block.bbox.x1 - 0.5)
        .min_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let (Some(left), Some(right)) = (left, right) else { return false };
    ((left.centre_x() + right.centre_x()) / 2.0 - block.centre_x()).abs() < 0.6 * block.size
}
