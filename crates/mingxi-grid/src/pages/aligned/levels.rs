//! Lines of a header that stand as close as the lines of one cell and still are rows of their own: the numbers of the
//! columns, and the names of columns below those of their groups.

use super::blocks::Placed;
use crate::Hints;
use mingxi_model::text::squeeze;

/// The most texts of a line that are compared with those of another.
const MOST: usize = 120;
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

    /// Whether one of two texts, the lower right below the upper, names a group and the other a column of it, though they
    /// stand as close as the lines of one name: both are names, and right of the lower one stands the name of a further
    /// column with none above it.
    pub(super) fn are_levels(&self, placed: &[Placed], upper: usize, lower: usize, hints: &Hints) -> bool {
        let (above, below) = (&self.lines[self.line_of[upper]], &self.lines[self.line_of[lower]]);
        let text = |index: usize| squeeze(&placed[index].chunk.text);
        let heads = |index: usize| hints.header.is_match(&text(index));
        if above.len() > MOST || below.len() > MOST || !heads(upper) || !heads(lower) {
            return false;
        }
        let over =
            |index: usize| above.iter().copied().find(|other| overlaps(&placed[*other], &placed[index]));
        let group = &placed[upper].chunk.bbox;
        let right = above.iter().map(|other| placed[*other].chunk.bbox.x0).filter(|x| *x > group.x1);
        let next = right.fold(f32::INFINITY, f32::min);
        let is_further = |index: &usize| {
            let bbox = &placed[*index].chunk.bbox;
            bbox.x0 >= group.x1 && bbox.x1 <= next && over(*index).is_none() && heads(*index)
        };
        // Names set at the bottom of their cells stand so too beside one of two lines.
        let is_one_name = |index: &usize| {
            let Some(other) = over(*index) else { return false };
            let are_words = [*index, other].into_iter().all(|index| text(index).chars().count() > 1);
            are_words && !(heads(*index) && heads(other))
        };
        below.iter().any(is_further)
            && !(below.iter().any(is_one_name)
                && hints.header.is_match(&format!("{}{}", text(upper), text(lower))))
    }
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
