//! Rows that rules give: a table with horizontal rules alone has one below each of its cells, and a cell of several rows
//! has none across it.

use super::super::rules::Line;
use super::super::text::bounds;
use super::blocks::{Block, LINE_PITCH, Placed};
use super::broken::is_piece;
use mingxi_model::{BBox, parse_number};
use std::collections::BTreeMap;

/// Rules this close, in points, are drawn as one.
const ONE_RULE: f32 = 3.0;
/// Fewest rows with numbers, or rows at all, that tell of rules between all rows.
const MIN_NUMBERED: usize = 3;
const MIN_ROWS: usize = 6;
/// The most rules and texts of a table whose rows are looked for.
const MOST_RULES: usize = 4_000;
const MOST_TEXTS: usize = 40_000;
/// Texts that reach into each other by less are side by side, in points.
const TOUCHES: f32 = 0.3;

/// The rows of a table all of whose rows rules part; `None` where some cell holds what no cell holds: lines far apart or
/// two amounts. `rules` are the horizontal ones on the scale of the texts.
pub(super) fn rows(placed: &[Placed], rules: &[Line]) -> Option<Vec<Vec<Block>>> {
    if rules.len() > MOST_RULES || placed.len() > MOST_TEXTS {
        return None;
    }
    let heights = heights(rules);
    let mut cells: BTreeMap<(usize, usize), Vec<&Placed>> = BTreeMap::new();
    for text in placed {
        cells.entry(between(text, rules, &heights)?).or_default().push(text);
    }
    let mut found: Vec<((usize, usize), Block)> = Vec::new();
    for (place, texts) in cells {
        for cell in side_by_side(texts) {
            found.push((place, block(&cell)?));
        }
    }
    // Between two rules where nothing begins is no row.
    let mut begins: Vec<usize> = found.iter().map(|((from, _), _)| *from).collect();
    begins.sort_unstable();
    begins.dedup();
    let row_of = |band: usize| begins.partition_point(|begin| *begin < band);
    let mut rows: Vec<Vec<Block>> = vec![Vec::new(); begins.len()];
    for ((from, to), block) in found {
        rows[row_of(from)].push(Block { rows: row_of(to) - row_of(from), ..block });
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    let is_number = |block: &Block| block.rows == 1 && parse_number(&block.text).is_some();
    let numbered = rows.iter().filter(|row| row.iter().any(is_number)).count();
    let is_told = rows.len() >= MIN_ROWS && numbered >= MIN_NUMBERED && rows.iter().all(|row| is_row(row));
    is_told.then_some(rows)
}

/// Whether no two texts of one row stand one below the other.
fn is_row(row: &[Block]) -> bool {
    row.windows(2).all(|pair| pair[0].bbox.x1 < pair[1].bbox.x0 + TOUCHES)
}

/// The heights of rules, each once.
fn heights(rules: &[Line]) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|rule| rule.pos).collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for height in all {
        if out.last().is_none_or(|last| height - last > ONE_RULE) {
            out.push(height);
        }
    }
    out
}

/// Between which heights a text's cell lies: the rules next above and below it that go over or under its middle. `None`
/// without one below: the cell has no end.
fn between(text: &Placed, rules: &[Line], heights: &[f32]) -> Option<(usize, usize)> {
    let b = &text.chunk.bbox;
    let (x, y) = ((b.x0 + b.x1) / 2.0, text.chunk.baseline + text.shift - 0.35 * text.chunk.size);
    let over = || rules.iter().filter(|rule| rule.from <= x && x <= rule.to).map(|rule| rule.pos);
    let below = over().filter(|pos| *pos > y).fold(f32::INFINITY, f32::min);
    let above = over().filter(|pos| *pos <= y).fold(f32::NEG_INFINITY, f32::max);
    let index = |pos: f32| heights.partition_point(|height| *height <= pos);
    let (from, to) = (index(above), index(below));
    (below.is_finite() && from < to).then_some((from, to))
}

/// The texts between the same rules as cells: those one below the other are lines of one.
fn side_by_side(mut texts: Vec<&Placed>) -> Vec<Vec<&Placed>> {
    texts.sort_by(|a, b| a.chunk.bbox.x0.total_cmp(&b.chunk.bbox.x0));
    let mut out: Vec<Vec<&Placed>> = Vec::new();
    let mut right = f32::NEG_INFINITY;
    for text in texts {
        match out.last_mut().filter(|_| text.chunk.bbox.x0 < right - TOUCHES) {
            Some(cell) => cell.push(text),
            None => out.push(vec![text]),
        }
        right = right.max(text.chunk.bbox.x1);
    }
    for cell in &mut out {
        cell.sort_by(|a, b| height(a).total_cmp(&height(b)));
    }
    out
}

fn height(text: &Placed) -> f32 {
    text.chunk.baseline + text.shift
}

/// The text of a cell of one or several lines; `None` where they are those of several cells.
fn block(lines: &[&Placed]) -> Option<Block> {
    let (first, last) = (lines.first()?, lines.last()?);
    let em = first.chunk.size;
    let follows = |pair: &[&Placed]| {
        let distance = height(pair[1]) - height(pair[0]);
        pair[0].page != pair[1].page || distance > 0.5 * em && distance <= LINE_PITCH * em
    };
    let is_amount =
        |line: &&&Placed| line.chunk.text.contains('.') && parse_number(&line.chunk.text).is_some();
    if !lines.windows(2).all(follows) || lines.len() > 1 && lines.iter().filter(is_amount).count() > 1 {
        return None;
    }
    let is_number = lines.iter().all(|line| is_piece(&line.chunk.text));
    let texts: Vec<&str> = lines.iter().map(|line| line.chunk.text.as_str()).collect();
    let own = lines.iter().filter(|line| line.page == first.page);
    let boxes = own.map(|line| {
        let b = line.chunk.bbox;
        BBox { y0: b.y0 + line.shift, y1: b.y1 + line.shift, ..b }
    });
    Some(Block {
        text: texts.join(if is_number { "" } else { "\n" }),
        bbox: bounds(boxes),
        first: height(first),
        last: height(last),
        last_end: last.chunk.bbox.x1,
        size: em,
        page: first.page,
        shift: first.shift,
        rows: 1,
    })
}
