//! What speaks against a group of lines being one row: texts without a common middle, numbers that are not whole.

use super::super::blocks::{LINE_PITCH, Placed};
use super::super::broken::{CODE, DECIMALS, is_amount, is_piece};
use super::room::Room;
use crate::Hints;
use mingxi_model::text::squeeze;
use std::ops::Range;

/// No row looks like this.
pub(super) const BAD: f32 = 4.0;
/// Numbers without a name.
const NO_NAME: f32 = 2.0;
/// A name goes on on the next line though this one has room.
const HAS_ROOM: f32 = 1.5;
/// An amount with other decimals than the rest.
const UNUSUAL: f32 = 0.75;
/// Words beside digits in one cell.
const MIXED: f32 = 0.5;
/// A name ends where its column does.
const ENDS_FULL: f32 = 0.2;
/// A name without numbers.
const LONE: f32 = 0.1;
/// A name shorter than this, in characters, ends nowhere by chance.
const SHORT: usize = 4;
/// How far, in em, middles of texts in one row are apart.
const SAME_MIDDLE: f32 = 0.25;
/// Texts that reach into each other by less are side by side, in points.
const TOUCHES: f32 = 0.3;
/// The most texts of one row.
const MOST: usize = 600;

/// What rows are judged by.
pub(super) struct Judge<'a> {
    pub(super) placed: &'a [Placed],
    pub(super) room: &'a Room,
    /// How many decimals amounts have; `None` where none of them is whole.
    pub(super) decimals: Option<usize>,
    pub(super) hints: &'a Hints,
}

impl Judge<'_> {
    /// The cells that texts form as those of one row: texts one below the other are lines of one cell.
    pub(super) fn cells(&self, texts: Range<usize>) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = texts.collect();
        let bbox = |index: usize| &self.placed[index].chunk.bbox;
        order.sort_by(|a, b| bbox(*a).x0.total_cmp(&bbox(*b).x0));
        let mut cells: Vec<Vec<usize>> = Vec::new();
        let mut right = f32::NEG_INFINITY;
        for index in order {
            match cells.last_mut().filter(|_| bbox(index).x0 < right - TOUCHES) {
                Some(cell) => cell.push(index),
                None => cells.push(vec![index]),
            }
            right = right.max(bbox(index).x1);
        }
        // Texts of a page are sorted from the top down.
        cells.iter_mut().for_each(|cell| cell.sort_unstable());
        cells
    }

    /// What speaks against some texts being one row.
    pub(super) fn cost(&self, texts: Range<usize>) -> f32 {
        if texts.len() > MOST {
            return BAD;
        }
        let cells = self.cells(texts);
        let tallest = cells.iter().max_by(|a, b| self.height(a).total_cmp(&self.height(b)));
        let Some(middle) = tallest.map(|cell| self.middle(cell)) else { return BAD };
        let em = |cell: &[usize]| self.placed[cell[0]].chunk.size;
        if cells.iter().any(|cell| (self.middle(cell) - middle).abs() > SAME_MIDDLE * em(cell)) {
            return BAD;
        }
        let is_number = |cell: &Vec<usize>| cell.iter().all(|index| is_piece(self.text(*index)));
        let unnamed = if cells.iter().all(is_number) { NO_NAME } else { 0.0 };
        let costs = cells.iter().map(|cell| self.cost_of_cell(cell));
        unnamed + self.cost_of_lone_line(&cells) + costs.sum::<f32>()
    }

    /// A row of one line without a number may be a line of the name beside the numbers next to it.
    fn cost_of_lone_line(&self, cells: &[Vec<usize>]) -> f32 {
        let [cell] = cells else { return 0.0 };
        let [index] = cell[..] else { return 0.0 };
        let text = squeeze(self.text(index));
        let begins = self.hints.numbered.is_match(&text) || self.hints.total.is_match(&text);
        if begins || is_piece(&text) { 0.0 } else { LONE }
    }

    /// Whether a row shows that its texts stand in the middle: some begin above others.
    pub(super) fn is_centred(&self, cells: &[Vec<usize>]) -> bool {
        let first = |cell: &Vec<usize>| self.y(cell[0]);
        let highest = cells.iter().map(first).fold(f32::INFINITY, f32::min);
        cells.iter().any(|cell| first(cell) - highest > 0.4 * self.placed[cell[0]].chunk.size)
    }

    fn text(&self, index: usize) -> &str {
        &self.placed[index].chunk.text
    }

    /// Whether a text is an amount with all its decimals.
    fn is_whole(&self, text: &str) -> bool {
        is_amount(text, self.decimals.unwrap_or(DECIMALS))
    }

    fn y(&self, index: usize) -> f32 {
        self.placed[index].chunk.baseline + self.placed[index].shift
    }

    fn height(&self, cell: &[usize]) -> f32 {
        self.y(cell[cell.len() - 1]) - self.y(cell[0])
    }

    fn middle(&self, cell: &[usize]) -> f32 {
        (self.y(cell[cell.len() - 1]) + self.y(cell[0])) / 2.0
    }

    fn cost_of_cell(&self, cell: &[usize]) -> f32 {
        let follows = |pair: &[usize]| {
            let (a, b) = (&self.placed[pair[0]], &self.placed[pair[1]]);
            let distance = self.y(pair[1]) - self.y(pair[0]);
            let em = a.chunk.size.max(b.chunk.size);
            distance > 0.5 * em
                && distance <= LINE_PITCH * em
                && (a.chunk.size - b.chunk.size).abs() < 0.1 * em
        };
        if !cell.windows(2).all(follows) {
            return BAD;
        }
        let pieces = cell.iter().filter(|index| is_piece(self.text(**index))).count();
        match pieces == cell.len() {
            true => self.cost_of_number(cell),
            false => self.cost_of_name(cell) + if pieces > 0 { MIXED } else { 0.0 },
        }
    }

    fn cost_of_number(&self, cell: &[usize]) -> f32 {
        let text: String = cell.iter().map(|index| self.text(*index)).collect();
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let is_whole =
            !digits.is_empty() && digits.len() <= CODE && digits.bytes().all(|c| c.is_ascii_digit());
        let unusual = match text.split_once('.').map(|(_, decimals)| decimals.len()) {
            Some(decimals) if !is_amount(&text, decimals) || decimals == 0 => return BAD,
            Some(decimals) if self.decimals.is_some_and(|usual| usual != decimals) => UNUSUAL,
            Some(_) => 0.0,
            None if is_whole || text == "-" || is_amount(&format!("{text}.0"), 1) => 0.0,
            None => return BAD,
        };
        let lines: Vec<&Placed> = cell.iter().map(|index| &self.placed[*index]).collect();
        let goes_on = |next: &usize| {
            let line = self.text(cell[next - 1]);
            !self.is_whole(line) && (line.ends_with(['-', ',', '.']) || self.room.is_full(&lines, *next))
        };
        // No amount begins with further noughts: 000.00 is the rest of one.
        let is_rest =
            text.contains('.') && digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
        if !is_rest && (1..cell.len()).all(|next| goes_on(&next)) { unusual } else { BAD }
    }

    fn cost_of_name(&self, cell: &[usize]) -> f32 {
        let lines: Vec<&Placed> = cell.iter().map(|index| &self.placed[*index]).collect();
        let begins = |index: &usize| {
            let text = squeeze(self.text(*index));
            self.hints.numbered.is_match(&text) || self.hints.total.is_match(&text) || self.is_whole(&text)
        };
        if cell.len() > 1 && (cell[1..].iter().any(begins) || self.is_whole(self.text(cell[0]))) {
            return BAD;
        }
        let has_room = (1..cell.len()).filter(|next| !self.room.is_full(&lines, *next)).count();
        let last = self.text(cell[cell.len() - 1]);
        let is_long = cell.len() == 1 && last.chars().count() > SHORT;
        let ends_full = is_long && self.room.ends_full(lines[0]);
        has_room as f32 * HAS_ROOM + if ends_full { ENDS_FULL } else { 0.0 }
    }
}
