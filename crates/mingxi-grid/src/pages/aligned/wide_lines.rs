//! Names whose lines stand further apart than those of a cell do, as spreadsheet programs print them: what stands in the
//! middle of their heights tells them from two names.

use super::super::rules::Line;
use super::super::text::bounds;
use super::blocks::{Block, LINE_PITCH, SAME_X};
use mingxi_model::parse_number;

/// The distance of such lines at most, in em.
const WIDE_PITCH: f32 = 2.0;
/// How exactly texts stand in the middle, and on one line, in em.
const EXACT: f32 = 0.15;

/// Joins the two lines of names in a header above its rule: each text of the lower line stands in the middle below one of
/// the upper line, no rule of a group lies between, and the name of a further column stands in the middle of the two.
pub(super) fn join_heads(header: &mut [Vec<Block>], partial: &[Line]) {
    while let Some(pairs) = header.iter().flatten().find_map(|lower| wrapped(header, lower, partial)) {
        for (upper, lower) in pairs {
            let whole = joined(&upper, &lower);
            for row in header.iter_mut() {
                row.retain(|block| *block != lower);
                row.iter_mut().filter(|block| **block == upper).for_each(|block| *block = whole.clone());
            }
        }
    }
}

fn joined(upper: &Block, lower: &Block) -> Block {
    Block {
        text: format!("{}\n{}", upper.text, lower.text),
        bbox: bounds([upper.bbox, lower.bbox].into_iter()),
        last: lower.last,
        last_end: lower.last_end,
        ..upper.clone()
    }
}

/// Joins the two lines of labels whose amount stands right of them in the middle of the two, where an amount of neither
/// line would. `blocks` are sorted from the top down.
pub(super) fn join_labels(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut index = 0;
    while index < blocks.len() {
        match upper_line(&blocks, index) {
            Some(upper) => {
                let lower = blocks.remove(index);
                blocks[upper] = joined(&blocks[upper], &lower);
            }
            None => index += 1,
        }
    }
    blocks
}

/// The upper line of a label that goes on at `lower`.
fn upper_line(blocks: &[Block], lower: usize) -> Option<usize> {
    let own = &blocks[lower];
    let near = |block: &Block| (own.first - block.first).abs() < 2.0 * WIDE_PITCH * own.size;
    let before = (0..lower).rev().take_while(|index| near(&blocks[*index]));
    let upper = before.clone().find(|index| {
        let block = &blocks[*index];
        is_line_above(block, own) && (block.bbox.x0 - own.bbox.x0).abs() < SAME_X
    })?;
    let middle = (blocks[upper].first + own.last) / 2.0;
    let reach = blocks[upper].bbox.x1.max(own.bbox.x1);
    let after = (lower + 1..blocks.len()).take_while(|index| near(&blocks[*index]));
    let beside = before.chain(after).map(|index| &blocks[index]).filter(|block| {
        block.bbox.x0 >= reach - SAME_X
            && block.last > blocks[upper].first - own.size
            && block.first < own.last + own.size
    });
    let next = beside.min_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0))?;
    let is_amount = next.text.contains('.') && parse_number(&next.text).is_some();
    (is_amount && (next.centre_y() - middle).abs() < EXACT * own.size).then_some(upper)
}

/// The names whose lower lines stand on the line of `lower`, as upper and lower lines; none where a name stands there
/// without an upper line, which may have fewer lines itself and then stands in the middle beside them.
fn wrapped(header: &[Vec<Block>], lower: &Block, partial: &[Line]) -> Option<Vec<(Block, Block)>> {
    let texts = || header.iter().flatten();
    let is_near = |a: f32, b: f32| (a - b).abs() < EXACT * lower.size;
    let on_line =
        |block: &&Block| is_near(block.first, lower.first) || is_near(block.centre_y(), lower.centre_y());
    let pairs: Vec<(Block, Block)> = texts()
        .filter(on_line)
        .map(|lower| Some((texts().find(|upper| is_upper(upper, lower, partial))?.clone(), lower.clone())))
        .collect::<Option<_>>()?;
    let (upper, lower) = pairs.first()?;
    let middle = (upper.first + lower.last) / 2.0;
    let is_between = |block: &Block| {
        (block.centre_y() - middle).abs() < EXACT * block.size
            && pairs.iter().all(|(upper, _)| block.bbox.x1 < upper.bbox.x0 || block.bbox.x0 > upper.bbox.x1)
    };
    texts().any(is_between).then_some(pairs)
}

/// Whether a text is the line above another one of the same name.
fn is_upper(upper: &Block, lower: &Block, partial: &[Line]) -> bool {
    let is_parted = |rule: &Line| {
        rule.pos > upper.last
            && rule.pos < lower.first
            && rule.from < lower.bbox.x1
            && rule.to > lower.bbox.x0
    };
    is_line_above(upper, lower)
        && (upper.centre_x() - lower.centre_x()).abs() < 2.0 * EXACT * lower.size
        && !partial.iter().any(is_parted)
}

/// Whether two texts are words of which one stands a wide line above the other.
fn is_line_above(upper: &Block, lower: &Block) -> bool {
    let pitch = (lower.first - upper.last) / lower.size;
    upper.page == lower.page
        && pitch > LINE_PITCH
        && pitch < WIDE_PITCH
        && [upper, lower].into_iter().all(|block| parse_number(&block.text).is_none())
}
