//! Rows as tight as the lines of a cell whose texts stand in the middle of their heights: what office programs and
//! browsers print of a table without rules. A name of two lines stands half a line above and below its amounts, a code
//! broken over three lines one line above and below them, and no gap tells where the row ends.
//!
//! Lines of a page are parted into rows so that in each row all texts have one middle and all numbers are whole; the way
//! that leaves least to object to is taken, if hardly any row of it is open to doubt.

mod cells;
mod room;

use super::blocks::{LINE_PITCH, Placed};
use super::broken::{self, is_piece};
use crate::Hints;
use cells::{BAD, Judge};
use mingxi_model::text::squeeze;
use room::Room;
pub(super) use room::unbreakable;
use std::ops::Range;

/// The most lines of a page and texts of a table that are parted into rows.
const MOST_LEVELS: usize = 400;
const MOST_TEXTS: usize = 40_000;
/// The most lines of one row, each column's counted: a name set downwards has about ten.
const TALLEST: usize = 24;
/// How many lines of a header are searched for the numbers of its columns.
const HEADER_LINES: usize = 14;
/// How many lines above and below the numbers of columns those of broken ones may stand in.
const NUMBERS_AROUND: usize = 6;
/// Lines of two rows are no closer than this share of the distance of lines.
const APART: f32 = 0.85;
/// What a row is worth where two ways are equally good.
const ROW: f32 = 0.01;
/// One doubtful row in so many is left as it is.
const SHARE_OF_BAD: usize = 5;

/// Texts of a page on one baseline.
struct Level {
    page: i32,
    y: f32,
    size: f32,
    texts: Range<usize>,
}

/// The rows of one page.
#[derive(Default)]
struct Rows {
    /// Levels of each row that is beyond doubt.
    clean: Vec<Range<usize>>,
    bad: usize,
    /// A row follows another one as closely as a line does.
    is_tight: bool,
}

/// For each text the first one of its cell; `None` where nothing is known. `placed` is sorted from the top down; `counts`
/// says which texts number the columns.
pub(super) fn heads(placed: &[Placed], counts: impl Fn(usize) -> bool, hints: &Hints) -> Vec<Option<usize>> {
    let mut heads = vec![None; placed.len()];
    let levels = levels(placed);
    let first = levels.iter().position(|level| has_number(placed, level, &counts));
    let (Some(first), Some(pitch)) = (first, pitch(placed, &levels)) else { return heads };
    if placed.len() > MOST_TEXTS {
        return heads;
    }
    let room = Room::new(&placed[levels[first].texts.start..], levels.len() - first);
    let decimals = broken::decimals(placed, &counts);
    let judge = Judge { placed, room: &room, decimals, hints };
    let mut all = Rows::default();
    let mut from = 0;
    while from < levels.len() {
        let page = levels[from].page;
        let to = (from..levels.len()).find(|i| levels[*i].page != page).unwrap_or(levels.len());
        if to - from <= MOST_LEVELS {
            let rows = rows(&levels, from..to, from == 0, pitch, &counts, &judge);
            all.clean.extend(rows.clean);
            all.bad += rows.bad;
            all.is_tight |= rows.is_tight;
        }
        from = to;
    }
    let cells: Vec<Vec<Vec<usize>>> = all.clean.iter().map(|row| judge.cells(texts(&levels, row))).collect();
    let is_centred = cells.iter().any(|row| judge.is_centred(row));
    if is_centred && all.is_tight && SHARE_OF_BAD * all.bad <= all.clean.len() {
        for cell in cells.iter().flatten() {
            cell.iter().for_each(|index| heads[*index] = cell.first().copied());
        }
    }
    heads
}

fn levels(placed: &[Placed]) -> Vec<Level> {
    let mut out: Vec<Level> = Vec::new();
    for (index, p) in placed.iter().enumerate() {
        let (y, size) = (p.chunk.baseline + p.shift, p.chunk.size);
        match out.last_mut().filter(|level| level.page == p.page && y - level.y <= 0.15 * size) {
            Some(level) => level.texts.end = index + 1,
            None => out.push(Level { page: p.page, y, size, texts: index..index + 1 }),
        }
    }
    out
}

fn texts(levels: &[Level], row: &Range<usize>) -> Range<usize> {
    levels[row.start].texts.start..levels[row.end - 1].texts.end
}

fn has_number(placed: &[Placed], level: &Level, counts: &impl Fn(usize) -> bool) -> bool {
    level.texts.clone().any(|index| is_piece(&placed[index].chunk.text) && !counts(index))
}

/// The usual distance of lines one below the other.
fn pitch(placed: &[Placed], levels: &[Level]) -> Option<f32> {
    let mut pitches: Vec<f32> = Vec::new();
    for (index, upper) in levels.iter().enumerate() {
        let near = |lower: &&Level| {
            let distance = lower.y - upper.y;
            lower.page == upper.page && distance <= LINE_PITCH * upper.size
        };
        for lower in levels[index + 1..].iter().take(TALLEST).take_while(near) {
            let overlaps = |a: usize, b: usize| {
                let (a, b) = (&placed[a].chunk.bbox, &placed[b].chunk.bbox);
                a.x0 < b.x1 && b.x0 < a.x1
            };
            // A few texts of each line are enough.
            let in_column = |a: usize| lower.texts.clone().take(TALLEST).any(|b| overlaps(a, b));
            if lower.y - upper.y > 0.7 * upper.size && upper.texts.clone().take(TALLEST).any(in_column) {
                pitches.push(lower.y - upper.y);
                break;
            }
        }
    }
    pitches.sort_by(f32::total_cmp);
    // Digits stand closer than other characters: the lower quarter.
    pitches.get(pitches.len() / 4).copied()
}

/// Parts the lines of one page into rows.
fn rows(
    levels: &[Level],
    page: Range<usize>,
    is_first: bool,
    pitch: f32,
    counts: &impl Fn(usize) -> bool,
    judge: &Judge,
) -> Rows {
    let gap = |index: usize| levels[index].y - levels[index - 1].y;
    let is_apart = |index: usize| index == page.end || index == page.start || gap(index) >= APART * pitch;
    let numbers_columns = |index: &usize| levels[*index].texts.clone().any(counts);
    let numbered = page.clone().take(HEADER_LINES).rfind(numbers_columns);
    // The row of the numbers of columns, of which some may be broken too.
    let numbers = numbered.and_then(|index| {
        let froms = (page.start..=index).rev().take(NUMBERS_AROUND).filter(|from| is_apart(*from));
        let rows = froms.flat_map(|from| {
            let tos = (index + 1..=page.end).take(NUMBERS_AROUND).filter(|to| is_apart(*to));
            tos.map(move |to| from..to)
        });
        rows.filter(|row| judge.cost(texts(levels, row)) < BAD).min_by_key(|row| row.len())
    });
    let top = numbers.as_ref().map(|row| row.end).or(numbered.map(|index| index + 1)).unwrap_or(page.start);
    let Some(first) = (top..page.end).find(|index| has_number(judge.placed, &levels[*index], counts)) else {
        return Rows::default();
    };
    let may_begin = |index: usize| index == top || is_apart(index);
    // The best way from each line to the end of the page: what speaks against it, and where its first row ends.
    let mut best: Vec<(f32, usize)> = vec![(0.0, page.end); page.end - top + 1];
    let mut costs: Vec<f32> = vec![0.0; page.end - top + 1];
    for from in (top..page.end).rev().filter(|index| may_begin(*index)) {
        let mut found: Option<(f32, usize, f32)> = None;
        for to in from + 1..=page.end.min(from + TALLEST) {
            if to > from + 1 && gap(to - 1) > LINE_PITCH * levels[to - 1].size {
                break;
            }
            if may_begin(to) {
                let own = judge.cost(texts(levels, &(from..to)));
                // Several rows taken for one are as bad as each of them.
                let rows = if own < BAD { 1 } else { to - from };
                let cost = own * rows as f32 + best[to - top].0 - ROW;
                if found.is_none_or(|found| cost < found.0) {
                    found = Some((cost, to, own));
                }
            }
        }
        // What is taller than any row is left as it is.
        let next = (from + 1..page.end).find(|index| may_begin(*index)).unwrap_or(page.end);
        let (cost, to, own) = found.unwrap_or((BAD + best[next - top].0, next, BAD));
        best[from - top] = (cost, to);
        costs[from - top] = own;
    }
    let is_header = |index: usize| {
        let text = |index: usize| squeeze(&judge.placed[index].chunk.text);
        levels[index].texts.clone().any(|index| judge.hints.header.is_match(&text(index)))
    };
    // Names of columns stand above the rows of the first page, and where they are repeated.
    let is_open = numbered.is_none() && (is_first || (top..first).any(is_header));
    let begins = top..=if is_open { first } else { top };
    let mut start: Option<usize> = None;
    for index in begins.rev().filter(|index| may_begin(*index)) {
        let is_better = |start: usize| best[index - top].0 + BAD / 2.0 < best[start - top].0;
        if start.is_none_or(is_better) {
            start = Some(index);
        }
    }
    let mut out = Rows::default();
    let Some(mut from) = start else { return out };
    out.clean.extend(numbers);
    out.is_tight = from > page.start && gap(from) <= LINE_PITCH * levels[from].size;
    let is_near = |index: usize| index < page.end && gap(index) <= LINE_PITCH * levels[index].size;
    // Lines as close to one that belongs to no row as lines are may belong to it as well.
    let mut below_bad = false;
    while from < page.end {
        let to = best[from - top].1;
        let is_clean = costs[from - top] < BAD;
        let is_above_bad = is_near(to) && costs[to - top] >= BAD;
        match is_clean && !(below_bad && is_near(from)) && !is_above_bad {
            true => out.clean.push(from..to),
            false => out.bad += 1,
        }
        out.is_tight |= is_near(to);
        below_bad = !is_clean;
        from = to;
    }
    out
}
