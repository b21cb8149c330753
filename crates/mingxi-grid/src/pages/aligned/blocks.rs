//! The texts of a table without rules: wrapped lines joined to cells, rows found.

use super::super::settings::Settings;
use super::super::text::{Chunk, bounds};
use super::levels::Levels;
use super::row_starts::Starts;
use super::{broken, hanging, tight_rows};
use crate::Hints;
use mingxi_model::text::squeeze;
use mingxi_model::{BBox, parse_number};
use std::collections::BTreeMap;

/// The text of one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) text: String,
    /// On the region's own scale of heights, which goes on over pages.
    pub(super) bbox: BBox,
    /// Baselines of the first and last line.
    pub(super) first: f32,
    pub(super) last: f32,
    /// Where the last line ends.
    pub(super) last_end: f32,
    pub(super) size: f32,
    pub(super) page: i32,
    /// What was added to the page's heights.
    pub(super) shift: f32,
}

impl Block {
    pub(super) fn centre_x(&self) -> f32 {
        (self.bbox.x0 + self.bbox.x1) / 2.0
    }

    /// The height of the block's middle, whatever boxes its fonts have.
    pub(super) fn centre_y(&self) -> f32 {
        (self.first + self.last) / 2.0
    }
}

/// A chunk of a region with its page and the shift of its heights.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) chunk: Chunk,
    pub(super) page: i32,
    pub(super) shift: f32,
}

/// Two texts of one column begin or end within this many points of each other.
pub(super) const SAME_X: f32 = 1.2;

/// The distance of lines within a cell at most, in em. Noto CJK, which word processors on servers have, sets lines 1.448
/// em apart, and pages print whole tenths of a point.
pub(super) const LINE_PITCH: f32 = 1.5;

/// Joins the wrapped lines of each cell. In a dense table, whose rows stand as close as lines, only those of a
/// column's name are.
pub(super) fn wrap(mut placed: Vec<Placed>, hints: &Hints, settings: &Settings) -> Vec<Block> {
    placed.sort_by(|a, b| {
        let y = |p: &Placed| p.chunk.baseline + p.shift;
        y(a).total_cmp(&y(b)).then(a.chunk.bbox.x0.total_cmp(&b.chunk.bbox.x0))
    });
    let levels = Levels::new(&placed, hints);
    let heads = broken::heads(&placed, |index| levels.counts_columns(index));
    let is_head: Vec<bool> = {
        let mut is_head = vec![false; placed.len()];
        heads.iter().flatten().for_each(|head| is_head[*head] = true);
        is_head
    };
    let is_rest = |index: usize| heads[index].is_some();
    let whole = placed.iter().enumerate().filter(|(index, _)| !is_rest(*index)).map(|(_, placed)| placed);
    let dense = is_dense(whole, settings);
    let amounts = lines_of_amounts(&placed, &levels);
    let hanging = hanging::rests(&placed, hints);
    let starts = Starts::new(&placed, |index| heads[index].is_some() || is_head[index]);
    let rights = Rights::new(&placed);
    let tight = tight_rows::heads(&placed, |index| levels.counts_columns(index), hints);
    let head_end = tight.iter().position(Option::is_some);
    let mut baselines: Vec<f32> = placed.iter().map(|p| p.chunk.baseline + p.shift).collect();
    baselines.dedup();
    let mut out: Vec<Block> = Vec::new();
    // Whether a line of each block begins a row.
    let mut begun: Vec<bool> = Vec::new();
    // The last chunk of each block.
    let mut last_of: Vec<usize> = Vec::new();
    // Blocks that a further line may still reach, by index.
    let mut open: Vec<usize> = Vec::new();
    // The block of each chunk.
    let mut block_of: Vec<Option<usize>> = vec![None; placed.len()];
    for (index, p) in placed.iter().enumerate() {
        let b = p.chunk.bbox;
        let bbox = BBox { y0: b.y0 + p.shift, y1: b.y1 + p.shift, ..b };
        let baseline = p.chunk.baseline + p.shift;
        open.retain(|index| baseline - out[*index].last <= LINE_PITCH * out[*index].size.max(p.chunk.size));
        let is_upper = |block: usize| hanging[index].is_some_and(|upper| block_of[upper] == Some(block));
        // Where rows are known, lines above them are told by their heights.
        let is_dense = dense && head_end.is_none_or(|end| index >= end);
        let fits = |home: &usize, in_line: bool| {
            let block = &out[*home];
            // Where rows begin at the top of their cells, words below a name that fills its column are its rest.
            let is_rest = starts.at_top
                && !starts.begins(index)
                && rights.is_full(block)
                && !are_two_names(&block.text, &p.chunk.text, hints);
            // No name goes on with a number, nor with the name of a column of its group.
            let last = last_of[*home];
            let is_number_below = amounts[index] && parse_number(&block.text).is_none();
            let is_apart = levels.counts_columns(index)
                || levels.counts_columns(last)
                || is_number_below
                || levels.are_levels(&placed, block, (last, index), head_end, hints)
                || head_end.is_none() && is_whole_column(&block.text, &p.chunk.text, hints);
            in_line
                && !is_apart
                && !(starts.begins(index) && (starts.at_top || begun[*home]))
                && (!is_dense || is_rest || is_one_name(&block.text, &p.chunk.text, hints))
                && (!begins_row(&block.text, &p.chunk.text) || is_broken(block, p, baseline, &baselines))
        };
        let rest_of = heads[index].and_then(|head| block_of[head]);
        let below = |home: &usize| fits(home, wraps(&out[*home], p, baseline));
        let hangs = |home: &usize| fits(home, is_upper(*home));
        let home = match tight[index] {
            Some(head) => block_of[head],
            None if is_head[index] => None,
            None => rest_of
                .or_else(|| open.iter().copied().find(below))
                .or_else(|| open.iter().copied().find(hangs)),
        };
        let is_number = match tight[index] {
            Some(head) => [head, index].into_iter().all(|index| broken::is_piece(&placed[index].chunk.text)),
            None => rest_of.is_some(),
        };
        match home {
            Some(home) => {
                block_of[index] = Some(home);
                last_of[home] = index;
                begun[home] |= starts.begins(index);
                let block = &mut out[home];
                // A code or amount that its cell broke is one number.
                if !is_number && !begins_row(&block.text, &p.chunk.text) {
                    block.text.push('\n');
                }
                block.text.push_str(&p.chunk.text);
                block.bbox = bounds([block.bbox, bbox].into_iter());
                (block.last, block.last_end) = (baseline, bbox.x1);
            }
            None => {
                block_of[index] = Some(out.len());
                begun.push(starts.begins(index));
                last_of.push(index);
                // No other text goes on with a broken number, nor with a cell that is known.
                if !is_head[index] && tight[index].is_none() {
                    open.push(out.len());
                }
                out.push(Block {
                    text: p.chunk.text.clone(),
                    bbox,
                    first: baseline,
                    last: baseline,
                    last_end: bbox.x1,
                    size: p.chunk.size,
                    page: p.page,
                    shift: p.shift,
                });
            }
        }
    }
    out
}

/// Whether a name set one character below the other ends above a character: together they are none (序 号 above 栏 次).
fn is_whole_column(above: &str, text: &str, hints: &Hints) -> bool {
    let is_single = |line: &str| line.chars().count() == 1;
    let heads = |text: &str| hints.header.is_match(&squeeze(text));
    above.contains('\n')
        && above.lines().all(is_single)
        && is_single(text)
        && heads(above)
        && !heads(&format!("{above}{text}"))
}

/// Which chunks are whole numbers in lines of several, none of which numbers the columns.
fn lines_of_amounts(placed: &[Placed], levels: &Levels) -> Vec<bool> {
    let is_number: Vec<bool> = placed.iter().map(|p| parse_number(&p.chunk.text).is_some()).collect();
    (0..placed.len())
        .map(|index| {
            let text = placed[index].chunk.text.as_str();
            let is_whole = text.contains('.') || text.len() > 2;
            let beside = || levels.beside(index).filter(|other| is_number[*other]).count() > 1;
            is_number[index] && is_whole && beside()
        })
        .collect()
}

/// How far the texts reach that begin at one place, in tenths of a point.
struct Rights(BTreeMap<i64, f32>);

impl Rights {
    fn new(placed: &[Placed]) -> Rights {
        let mut rights = BTreeMap::new();
        for p in placed.iter().filter(|p| parse_number(&p.chunk.text).is_none()) {
            let right: &mut f32 = rights.entry(Rights::key(p.chunk.bbox.x0)).or_default();
            *right = right.max(p.chunk.bbox.x1);
        }
        Rights(rights)
    }

    fn key(x: f32) -> i64 {
        (10.0 * x).round() as i64
    }

    /// Whether no further character fitted behind a block's last line.
    fn is_full(&self, block: &Block) -> bool {
        let near = Rights::key(block.bbox.x0 - SAME_X)..=Rights::key(block.bbox.x0 + SAME_X);
        let right = self.0.range(near).map(|(_, right)| *right).fold(0.0, f32::max);
        block.last_end > right - 1.05 * block.size
    }
}

/// Whether a chunk is the next line of a block: close below, in line with it at the left or in the middle,
/// and not wider by more than a character.
fn wraps(block: &Block, placed: &Placed, baseline: f32) -> bool {
    let (a, b) = (&block.bbox, &placed.chunk.bbox);
    let pitch = baseline - block.last;
    let em = block.size.max(placed.chunk.size);
    // A blank at a line's end moves its middle by a quarter of an em.
    let words = parse_number(&block.text).is_none() && parse_number(&placed.chunk.text).is_none();
    let same_middle = if words { SAME_X.max(0.3 * em) } else { SAME_X };
    let aligned = (a.x0 - b.x0).abs() < SAME_X
        || (block.centre_x() - (b.x0 + b.x1) / 2.0).abs() < same_middle
        || ((a.x1 - b.x1).abs() < SAME_X && parse_number(&placed.chunk.text).is_some());
    pitch > 0.5 * em
        && pitch <= LINE_PITCH * em
        && (block.size - placed.chunk.size).abs() < 0.1 * em
        && block.page == placed.page
        && aligned
        && b.x1 - b.x0 <= a.x1 - a.x0 + 1.2 * em
}

/// Whether a number below another one is its rest: other texts of their row stand in the middle of the two.
fn is_broken(block: &Block, placed: &Placed, baseline: f32, baselines: &[f32]) -> bool {
    let is_part = |text: &str| text.chars().all(|c| c.is_ascii_digit() || ".,-".contains(c));
    let middle = (block.first + baseline) / 2.0;
    let near = 0.15 * block.size;
    let from = baselines.partition_point(|y| *y < middle - near);
    let shorter = placed.chunk.bbox.x1 - placed.chunk.bbox.x0 <= block.bbox.x1 - block.bbox.x0 + 0.5;
    is_part(&block.text)
        && is_part(&placed.chunk.text)
        && shorter
        && baselines.get(from).is_some_and(|y| *y < middle + near)
}

/// Whether two lines are the name of one column, which neither of them is for itself.
fn is_one_name(above: &str, text: &str, hints: &Hints) -> bool {
    hints.header.is_match(&squeeze(&format!("{above}{text}"))) && !are_two_names(above, text, hints)
}

/// Whether either of two lines names a column: a group and a column below it (收入 over 项目).
fn are_two_names(above: &str, text: &str, hints: &Hints) -> bool {
    let heads = |text: &str| hints.header.is_match(&squeeze(text));
    heads(above) && heads(text)
}

/// Whether a text below another one begins a row of its own: it is numbered as a list, or both are whole codes
/// or amounts.
fn begins_row(above: &str, text: &str) -> bool {
    let mut chars = text.chars();
    let numbered = chars.next().is_some_and(|c| "一二三四五六七八九十".contains(c))
        && text.chars().take(4).any(|c| c == '、');
    let is_code = |text: &str| (1..=7).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    let is_amount =
        |text: &str| text.split_once('.').is_some_and(|(_, d)| d.len() == 2) && parse_number(text).is_some();
    let above = above.rsplit('\n').next().unwrap_or(above);
    numbered || is_code(above) && is_code(text) || is_amount(above) && is_amount(text)
}

/// Whether most rows of a table stand as close as the lines of a cell would: lines of several texts, or of numbers.
fn is_dense<'p>(placed: impl Iterator<Item = &'p Placed>, settings: &Settings) -> bool {
    // Baseline and size of each line, whether it holds a number, and how many texts.
    let mut lines: Vec<(f32, f32, bool, usize)> = Vec::new();
    for p in placed {
        let y = p.chunk.baseline + p.shift;
        let is_number = parse_number(&p.chunk.text).is_some();
        match lines.last_mut().filter(|line| y - line.0 <= settings.same_line * line.1) {
            Some(line) => {
                line.2 |= is_number;
                line.3 += 1;
            }
            None => lines.push((y, p.chunk.size, is_number, 1)),
        }
    }
    let share_of_close = |rows: &[(f32, f32)]| {
        let close = rows.windows(2).filter(|pair| pair[1].0 - pair[0].0 <= LINE_PITCH * pair[1].1).count();
        rows.len() > 5 && 10 * close > 8 * (rows.len() - 1)
    };
    let numbers: Vec<(f32, f32)> = lines.iter().filter(|line| line.2).map(|line| (line.0, line.1)).collect();
    // Lines of several texts are rows where they follow each other evenly; wrapped cells stand unevenly.
    let several: Vec<(f32, f32)> =
        lines.iter().filter(|line| line.3 > 1).map(|line| (line.0, line.1)).collect();
    let mut pitches: Vec<f32> = lines.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    pitches.sort_by(f32::total_cmp);
    let usual = pitches.get(pitches.len() / 2).copied().unwrap_or(0.0);
    let even = pitches.iter().filter(|pitch| (**pitch - usual).abs() < 0.1 * usual).count();
    share_of_close(&numbers) || share_of_close(&several) && 10 * even > 8 * pitches.len()
}

/// Groups blocks into rows, top to bottom: by their middles, their first or their last lines.
pub(super) fn rows(mut blocks: Vec<Block>) -> Vec<Vec<Block>> {
    blocks.sort_by(|a, b| a.centre_y().total_cmp(&b.centre_y()).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let is_label: Vec<bool> = (0..blocks.len()).map(|index| stands_over_rows(&blocks, index)).collect();
    let mut rows: Vec<Vec<Block>> = Vec::new();
    // Whether the last row is such a label.
    let mut is_alone = false;
    for (block, is_label) in blocks.into_iter().zip(is_label) {
        let joins = !is_label
            && !is_alone
            && rows.last().is_some_and(|row| {
                // The first block of a row is the one that stands highest; compare with all of a small row only.
                row.iter().take(8).any(|other| {
                    let near = near(&block, other);
                    (block.centre_y() - other.centre_y()).abs() <= near
                        || (block.first - other.first).abs() <= near
                        || (block.last - other.last).abs() <= near
                })
            });
        is_alone = is_label;
        match rows.last_mut().filter(|_| joins) {
            Some(row) => row.push(block),
            None => rows.push(vec![block]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    rows
}

/// How near the heights of two blocks of a row are.
fn near(a: &Block, b: &Block) -> f32 {
    0.45 * a.size.min(b.size)
}

/// How many blocks before and after one may stand in its rows.
const AROUND: usize = 60;

/// Whether a block of several lines is the label of two rows: its first line stands near an amount, its last one near
/// another amount of the same column, and none near its middle.
fn stands_over_rows(blocks: &[Block], index: usize) -> bool {
    let own = &blocks[index];
    if own.last <= own.first {
        return false;
    }
    let is_amount = |block: &&Block| {
        block.first == block.last && block.text.contains('.') && parse_number(&block.text).is_some()
    };
    let around = &blocks[index.saturating_sub(AROUND)..(index + AROUND).min(blocks.len())];
    let amounts = || around.iter().filter(is_amount);
    let at = |y: f32| amounts().filter(move |amount| (amount.first - y).abs() <= near(own, amount));
    let is_same_column = |a: &Block, b: &Block| a.bbox.x0 < b.bbox.x1 && b.bbox.x0 < a.bbox.x1;
    let is_over =
        at(own.first).any(|upper| at(own.last).any(|lower| upper != lower && is_same_column(upper, lower)));
    is_over && at(own.centre_y()).next().is_none()
}
