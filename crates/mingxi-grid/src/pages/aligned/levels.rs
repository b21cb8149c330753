//! Lines of a header that stand as close as the lines of one cell and still are rows of their own: the numbers of the
//! columns, and the names of columns below those of their groups.

use super::blocks::{Block, LINE_PITCH, Placed, SAME_X};
use super::broken;
use super::tight_rows::unbreakable;
use crate::Hints;
use mingxi_model::text::squeeze;
use std::ops::Range;

/// The most texts of a line that are compared with those of another.
const MOST: usize = 90;
/// The most lines that the name of a column has.
const NAME_LINES: usize = 4;
/// How far, in em, a text that ends before the next column may reach into it, and what a full line leaves free at most
/// beside the word that found no place; the padding of two cells, in points.
const REACHES: f32 = 0.2;
const FREE: f32 = 0.2;
const PADDINGS: f32 = 12.0;
/// Fewest numbers that count on from column to column; fewer where a word says that they do.
const COUNTING: usize = 3;

/// The lines of a region.
pub(super) struct Levels {
    /// The line of each chunk.
    line_of: Vec<usize>,
    /// The chunks of each line.
    lines: Vec<Vec<usize>>,
    /// Whether a line numbers the columns.
    counts: Vec<bool>,
}

impl Levels {
    /// `placed` is sorted from the top down.
    pub(super) fn new(placed: &[Placed], hints: &Hints) -> Levels {
        let mut lines: Vec<Vec<usize>> = Vec::new();
        let mut line_of = Vec::with_capacity(placed.len());
        for (index, p) in placed.iter().enumerate() {
            let goes_on = lines.last().and_then(|line| line.first()).is_some_and(|first| {
                let first = &placed[*first];
                first.page == p.page && height(p) - height(first) <= 0.15 * p.chunk.size
            });
            match lines.last_mut().filter(|_| goes_on) {
                Some(line) => line.push(index),
                None => lines.push(vec![index]),
            }
            line_of.push(lines.len() - 1);
        }
        let counts = lines.iter().map(|line| counts_columns(placed, line, hints)).collect();
        Levels { line_of, lines, counts }
    }

    /// Whether the line of a chunk numbers the columns: it goes on with no text, and none with it.
    pub(super) fn counts_columns(&self, index: usize) -> bool {
        self.counts[self.line_of[index]]
    }

    /// The chunks of the line of a chunk, as many as are looked at.
    pub(super) fn beside(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        self.lines[self.line_of[index]].iter().copied().take(MOST)
    }

    /// Whether a text is the name of a column below that of its group, though it stands as close as a further line of
    /// it: both are names (其中： is one of a group), and beside the lower one stands that of a further column, under the group or right of it where
    /// none stands above. `head_end` is the first text of the rows where all texts are known to stand in the middle of
    /// their heights.
    pub(super) fn are_levels(
        &self,
        placed: &[Placed],
        group: &Block,
        (upper, lower): (usize, usize),
        head_end: Option<usize>,
        hints: &Hints,
    ) -> bool {
        let name = squeeze(&group.text);
        let window = lower.saturating_sub(MOST)..(lower + MOST).min(placed.len());
        let is_no_wrap = is_no_wrap(placed, window.clone(), (upper, lower));
        let is_set_apart = is_no_wrap || head_end.is_some();
        if !is_set_apart && !hints.header.is_match(&name) && !name.ends_with(':') {
            return false;
        }
        let end = head_end.unwrap_or(usize::MAX);
        if is_set_apart && lower >= end {
            return false;
        }
        // In the middle of the heights from some line of the header to its end stands the name of a column.
        if head_end.is_some() && self.is_in_middle(placed, group.first, lines_from(placed, lower, end), end) {
            return false;
        }
        let Some(own) =
            name_from(placed, lower, window.end, hints).or(is_set_apart.then_some((lower, lower)))
        else {
            return false;
        };
        let em = placed[lower].chunk.size;
        let bbox = |index: usize| &placed[index].chunk.bbox;
        let is_over = |index: usize, x0: f32, x1: f32| bbox(index).x0 < x1 && x0 < bbox(index).x1;
        let in_line = |index: &usize| (height(&placed[*index]) - height(&placed[upper])).abs() < 0.3 * em;
        let right =
            window.clone().filter(in_line).map(|index| bbox(index).x0).filter(|x| *x >= group.bbox.x1);
        let next = right.fold(f32::INFINITY, f32::min);
        let has_none_above = |index: usize| {
            let (from, to) = (group.first - em, height(&placed[index]) - 0.5 * em);
            !window.clone().any(|other| {
                let y = height(&placed[other]);
                y > from && y < to && is_over(other, bbox(index).x0, bbox(index).x1)
            })
        };
        // 财政专户 over 管理资金: what stands right of them is no column under the upper line of a name.
        let whole = squeeze(&format!("{}{}", placed[upper].chunk.text, placed[lower].chunk.text));
        let is_whole = !is_set_apart && hints.header.is_match(&whole);
        // A name set apart from its group is told by the heights of those beside it, whatever its words.
        let begins = |index: usize| (height(&placed[index]) - height(&placed[lower])).abs() < 0.15 * em;
        let lines = |index: usize| middle(placed, (index, lines_from(placed, index, end)));
        let is_level = |index: usize| match head_end {
            Some(_) => (lines(index) - lines(lower)).abs() < 0.25 * em,
            None => begins(index),
        };
        let is_set_beside =
            |index: usize| index < end && !broken::is_piece(&placed[index].chunk.text) && is_level(index);
        let is_named_beside = |index: usize| {
            name_from(placed, index, window.end, hints)
                .is_some_and(|other| (middle(placed, other) - middle(placed, own)).abs() < 0.3 * em)
        };
        let stands_beside = |index: usize| {
            is_set_apart && is_set_beside(index) || head_end.is_none() && is_named_beside(index)
        };
        let is_further = |index: &usize| {
            let (x0, x1) = (bbox(*index).x0, bbox(*index).x1);
            let under = is_over(*index, group.bbox.x0, group.bbox.x1);
            let beside = !is_whole && x0 >= group.bbox.x1 && x1 <= next && has_none_above(*index);
            *index != lower && (under || beside) && stands_beside(*index)
        };
        window.clone().any(|index| is_further(&index))
            && (is_set_apart || !self.are_wrapped(placed, (upper, lower), hints))
    }

    /// Whether a text that begins below some line of the header, at the height `first`, stands in the middle from that
    /// line to the header's end.
    fn is_in_middle(&self, placed: &[Placed], first: f32, last: usize, end: usize) -> bool {
        let em = placed[last].chunk.size;
        let lines = self.lines.iter().filter_map(|line| line.first()).filter(|index| **index < end);
        let heights: Vec<f32> = lines.map(|index| height(&placed[*index])).collect();
        let Some(bottom) = heights.last() else { return false };
        let mut above = bottom;
        let header = heights.iter().rev().take_while(|y| {
            let is_near = above - **y <= LINE_PITCH * em;
            above = y;
            is_near
        });
        let middle = (first + height(&placed[last])) / 2.0;
        header
            .into_iter()
            .any(|top| *top < first - 0.3 * em && ((top + bottom) / 2.0 - middle).abs() < 0.15 * em)
    }

    /// Whether two lines may be those of names set at the bottom of their cells, beside which others stand as the names of
    /// columns do: together they are a name, and so are other pairs of which one is none for itself.
    fn are_wrapped(&self, placed: &[Placed], (upper, lower): (usize, usize), hints: &Hints) -> bool {
        let text = |index: usize| squeeze(&placed[index].chunk.text);
        let heads = |index: usize| hints.header.is_match(&text(index));
        let is_one_name = |index: usize| {
            let over = |other: &usize| {
                (*other, index) != (upper, lower) && overlaps(&placed[*other], &placed[index])
            };
            self.beside(upper).filter(over).any(|other| {
                let are_words = [index, other].into_iter().all(|index| text(index).chars().count() > 1);
                are_words && !(heads(index) && heads(other))
            })
        };
        hints.header.is_match(&format!("{}{}", text(upper), text(lower)))
            && self.beside(lower).any(is_one_name)
    }
}

/// Whether a text that begins right below another one cannot be its next line: the upper one reaches into the column at
/// the right of the lower, or had room for the lower's first word.
fn is_no_wrap(placed: &[Placed], window: Range<usize>, (upper, lower): (usize, usize)) -> bool {
    let (a, b) = (&placed[upper].chunk, &placed[lower].chunk);
    let em = b.size;
    let near = |index: &usize| (height(&placed[*index]) - height(&placed[lower])).abs() <= LINE_PITCH * em;
    let bbox = |index: usize| &placed[index].chunk.bbox;
    // Texts of different widths that begin at one place are set at the left.
    let is_left = |index: usize| {
        (bbox(index).x0 - b.bbox.x0).abs() < SAME_X
            && (bbox(index).x1 - b.bbox.x1).abs() > SAME_X
            && height(&placed[index]) >= height(&placed[upper])
    };
    let right = window.clone().filter(near).map(|index| bbox(index).x0);
    let next = right.filter(|x| *x > b.bbox.x1).fold(f32::INFINITY, f32::min);
    let room = next - a.bbox.x1;
    (a.bbox.x0 - b.bbox.x0).abs() < SAME_X
        && next.is_finite()
        && (room < -REACHES * em || room > (unbreakable(&b.text) + FREE) * em + PADDINGS)
        && window.into_iter().any(is_left)
}

/// The last line of the text that begins with one, looked for before `end`.
fn lines_from(placed: &[Placed], index: usize, end: usize) -> usize {
    let mut last = index;
    for next in index + 1..end.min(placed.len()).min(index + MOST) {
        let pitch = height(&placed[next]) - height(&placed[last]);
        let em = placed[last].chunk.size;
        if pitch > 0.5 * em && pitch <= LINE_PITCH * em && overlaps(&placed[last], &placed[next]) {
            last = next;
        }
    }
    last
}

/// The first and last chunk of the name that begins with one, its further lines taken as far as they are needed; `None`
/// where none begins there.
fn name_from(placed: &[Placed], index: usize, end: usize, hints: &Hints) -> Option<(usize, usize)> {
    let mut text = String::new();
    let (mut last, mut lines) = (index, 1);
    loop {
        text.push_str(&squeeze(&placed[last].chunk.text));
        if hints.header.is_match(&text) {
            return Some((index, last));
        }
        let goes_on = |next: &usize| {
            let (a, b) = (&placed[last], &placed[*next]);
            let pitch = height(b) - height(a);
            let em = b.chunk.size;
            let in_line = (a.chunk.bbox.x0 - b.chunk.bbox.x0).abs() < SAME_X
                || ((a.chunk.bbox.x0 + a.chunk.bbox.x1) - (b.chunk.bbox.x0 + b.chunk.bbox.x1)).abs()
                    < 0.6 * em;
            in_line && pitch > 0.5 * em && pitch <= LINE_PITCH * em && a.page == b.page
        };
        last = (last + 1..end).find(goes_on)?;
        lines += 1;
        if lines > NAME_LINES {
            return None;
        }
    }
}

/// The height of the middle of a text.
fn middle(placed: &[Placed], (first, last): (usize, usize)) -> f32 {
    (height(&placed[first]) + height(&placed[last])) / 2.0
}

fn height(placed: &Placed) -> f32 {
    placed.chunk.baseline + placed.shift
}

fn overlaps(a: &Placed, b: &Placed) -> bool {
    a.chunk.bbox.x0 < b.chunk.bbox.x1 && b.chunk.bbox.x0 < a.chunk.bbox.x1
}

/// Whether small numbers that count on from left to right make up most of a line.
fn counts_columns(placed: &[Placed], line: &[usize], hints: &Hints) -> bool {
    if line.len() > MOST {
        return false;
    }
    let mut texts: Vec<(f32, &str)> =
        line.iter().map(|index| (placed[*index].chunk.bbox.x0, placed[*index].chunk.text.as_str())).collect();
    texts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let small = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() < 3 && !text.starts_with('0'));
    let numbers: Vec<u32> = texts.iter().filter_map(|(_, text)| small(text)).collect();
    let says_so = texts.iter().any(|(_, text)| hints.index.is_match(&squeeze(text)));
    let fewest = if says_so { COUNTING - 1 } else { COUNTING };
    numbers.len() >= fewest
        && 2 * numbers.len() >= line.len()
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}
