//! Digits that run into digits of another text: over the edge of a column, or over one another. Where the strings of the
//! page do not tell the numbers apart, nobody can, and the cells are in doubt.

use super::draft::Draft;
use super::settings::Settings;
use super::strings::is_whole;
use super::text::is_blank;
use mingxi_model::{Doubt, Glyph, Page, parse_number};
use std::collections::HashMap;

/// The part of its size by which a digit stands over the one before it where two texts are printed over one another.
const OVER: f32 = 0.2;
/// Digits of one line stand at one height, within this part of their size.
const LEVEL: f32 = 0.3;
/// Digits of one number stand at one pitch; a gap that is this much wider, in em, parts two numbers.
const WIDER: f32 = 0.1;
/// The most characters of a string that are looked at.
const LONGEST: usize = 40;

/// A digit with the cell in which its centre lies and the cell that its text was given to.
type Digit<'p> = (&'p Glyph, Option<usize>, Option<usize>);

/// The doubts of a table whose glyphs have their centres in the cells that `centred` says and were given to those that
/// `home` says; `used` ones belong to nothing.
pub(super) fn doubts(
    draft: &Draft,
    page: &Page,
    (centred, home): (&[Option<usize>], &[Option<usize>]),
    used: &[bool],
    settings: &Settings,
) -> Vec<Doubt> {
    let height = draft.bbox.y0..draft.bbox.y1;
    let is_looked_at = |index: &usize| {
        let glyph = &page.glyphs[*index];
        !used[*index] && glyph.rotation == 0 && height.contains(&glyph.baseline) && is_digit(glyph)
    };
    let mut digits: Vec<Digit<'_>> = (0..page.glyphs.len())
        .filter(is_looked_at)
        .map(|index| (&page.glyphs[index], centred[index], home[index]))
        .collect();
    digits.sort_by(|a, b| a.0.baseline.total_cmp(&b.0.baseline));
    let mut texts: Option<HashMap<u32, String>> = None;
    let mut doubts: Vec<Doubt> = Vec::new();
    let mut rest = &mut digits[..];
    while let Some((first, ..)) = rest.first() {
        let (base, size) = (first.baseline, first.size);
        let count = rest.partition_point(|(glyph, ..)| glyph.baseline <= base + LEVEL * size);
        let (line, below) = rest.split_at_mut(count);
        rest = below;
        line.sort_by(|a, b| a.0.bbox.x0.total_cmp(&b.0.bbox.x0));
        for (at, pair) in line.windows(2).enumerate() {
            let ((before, from, a), (after, to, b)) = (pair[0], pair[1]);
            let gap = (after.bbox.x0 - before.bbox.x1) / after.size.max(0.1);
            let is_over = gap < -OVER && before.run != after.run;
            let crosses = (a != b || from != to) && gap < settings.word_gap && before.run != after.run;
            if (!is_over && !crosses) || (a.is_none() && b.is_none()) {
                continue;
            }
            let texts = texts.get_or_insert_with(|| strings(page));
            let text = |glyph: &Glyph| texts.get(&glyph.run).map_or("", String::as_str);
            let (left, right) = (text(before), text(after));
            // A digit at the end of words is no part of a number, and one number has no gap in it.
            let is_of_words = !is_of_digits(left) || !is_of_digits(right);
            if !is_over && (is_of_words || pitch(line, at).is_some_and(|pitch| gap > 2.0 * pitch + WIDER)) {
                continue;
            }
            // Beside a whole number a single digit is a number of its own, unless it stands over it.
            let are_numbers = parse_number(left).is_some() && parse_number(right).is_some();
            let is_told_apart = match is_over {
                true => is_whole(left) && is_whole(right),
                false => are_numbers && (is_whole(left) || is_whole(right)),
            };
            if is_told_apart {
                continue;
            }
            let reason = match is_over {
                true => "texts are printed over one another",
                false => "digits touch over the edge of a column",
            };
            for cell in [a, b].into_iter().flatten().map(|cell| &draft.cells[cell]) {
                let (row, col) = (cell.row as u32, cell.col as u32);
                let doubt = Doubt {
                    rows: row..row + cell.row_span as u32,
                    cols: col..col + cell.col_span as u32,
                    reason: reason.to_owned(),
                };
                if doubts.last() != Some(&doubt) {
                    doubts.push(doubt);
                }
            }
        }
    }
    doubts
}

/// The strings of the page as its operators show them.
fn strings(page: &Page) -> HashMap<u32, String> {
    let mut texts: HashMap<u32, String> = HashMap::new();
    for glyph in &page.glyphs {
        let text = texts.entry(glyph.run).or_default();
        if text.len() < LONGEST {
            text.push_str(&glyph.text);
        }
    }
    texts
}

/// The widest gap between the digits of one cell beside the place after `at`, in em and never negative; nothing where a
/// single digit stands on either side.
fn pitch(line: &[Digit<'_>], at: usize) -> Option<f32> {
    let gap = |pair: &[Digit<'_>]| {
        let ((before, ..), (after, ..)) = (pair[0], pair[1]);
        ((after.bbox.x0 - before.bbox.x1) / after.size.max(0.1)).max(0.0)
    };
    let is_one_cell = |pair: &&[Digit<'_>]| pair[0].1 == pair[1].1;
    let left = line[..=at].windows(2).rev().take_while(is_one_cell).take(LONGEST).map(gap);
    let right = line[at + 1..].windows(2).take_while(is_one_cell).take(LONGEST).map(gap);
    left.chain(right).reduce(f32::max)
}

fn is_digit(glyph: &Glyph) -> bool {
    !is_blank(&glyph.text) && is_of_digits(&glyph.text)
}

fn is_of_digits(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}
