//! Strings as the page's content shows them: what one operator prints is one text, what two print may be two.

use super::text::is_blank;
use mingxi_model::text::is_han;
use mingxi_model::{Glyph, parse_number};

/// The most characters of one string that are looked at.
const LONGEST: usize = 40;
/// Characters that stand this far from where the string before them ends begin another one, in em: fonts have some
/// air of their own, and one string never runs over itself.
const APART: f32 = 0.04;

/// The string's part before `at` and the part from `at` on, where a string ends there.
fn halves<'a, 'g>(glyphs: &'a [&'g Glyph], at: usize) -> Option<(&'a [&'g Glyph], &'a [&'g Glyph])> {
    let (before, after) = (glyphs.get(at.checked_sub(1)?)?, glyphs.get(at)?);
    if before.run == after.run {
        return None;
    }
    let left = glyphs[..at].iter().rev().take_while(|glyph| glyph.run == before.run).take(LONGEST).count();
    let right = glyphs[at..].iter().take_while(|glyph| glyph.run == after.run).take(LONGEST).count();
    Some((&glyphs[at - left..at], &glyphs[at..at + right]))
}

fn text(glyphs: &[&Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// As [`is_whole`]; most strings are words, and words are no numbers.
fn is_whole_number(glyphs: &[&Glyph]) -> bool {
    !glyphs.iter().any(|glyph| glyph.text.contains(is_han)) && is_whole(&text(glyphs))
}

/// A number that nothing more belongs to: a single digit may be a piece of any number.
pub(super) fn is_whole(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() > 1 && !text.ends_with(['.', ',']) && parse_number(text).is_some()
}

/// Whether two strings meet before the glyph at `at`, each a number of its own.
pub(super) fn two_numbers(glyphs: &[&Glyph], at: usize) -> bool {
    let Some((left, right)) = halves(glyphs, at) else { return false };
    is_whole_number(left)
        && is_whole_number(right)
        && (is_apart(glyphs, at) || parse_number(&(text(left) + &text(right))).is_none())
}

/// Whether two strings meet before the glyph at `at` that no producer would have cut one text into: two numbers, or
/// a second text that begins before the first one ends.
pub(super) fn two_strings(glyphs: &[&Glyph], at: usize) -> bool {
    let Some((left, right)) = halves(glyphs, at) else { return false };
    if is_whole_number(left) && is_whole_number(right) {
        return true;
    }
    let overlaps = gap(glyphs, at) < -2.0 * APART;
    let is_text = |glyphs: &[&Glyph]| text(glyphs).chars().filter(|c| !c.is_ascii()).count() > 1;
    overlaps && is_text(left) && is_text(right)
}

fn gap(glyphs: &[&Glyph], at: usize) -> f32 {
    let (before, after) = (glyphs[at - 1], glyphs[at]);
    (after.bbox.x0 - before.bbox.x1) / after.size.max(0.1)
}

fn is_apart(glyphs: &[&Glyph], at: usize) -> bool {
    gap(glyphs, at).abs() > APART
}

/// A line in which the glyphs of two numbers stand between one another, string by string; nothing where none do.
pub(super) fn untangled<'g>(line: &[&'g Glyph]) -> Option<Vec<&'g Glyph>> {
    let changes = line.windows(2).filter(|pair| pair[0].run != pair[1].run).count();
    let mut runs: Vec<u32> = Vec::new();
    if changes < 2 {
        return None;
    }
    for glyph in line.iter().take(LONGEST * 4) {
        if !runs.contains(&glyph.run) {
            runs.push(glyph.run);
        }
    }
    if changes < runs.len() || line.len() > LONGEST * 4 {
        return None;
    }
    let strings: Vec<Vec<&'g Glyph>> =
        runs.iter().map(|run| line.iter().filter(|glyph| glyph.run == *run).copied().collect()).collect();
    strings.iter().all(|string| is_whole_number(string)).then(|| strings.concat())
}

/// Whether all glyphs of a line are digits of one string set at one distance (`4 2 3 . 2 5`): no gap among them is
/// a blank.
pub(super) fn is_spaced_number(line: &[&Glyph]) -> bool {
    if line.len() < 3 || line.iter().any(|glyph| glyph.run != line[0].run || is_blank(&glyph.text)) {
        return false;
    }
    let gaps = line.windows(2).map(|pair| pair[1].bbox.x0 - pair[0].bbox.x1);
    let (least, most) = gaps.fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), gap| (a.min(gap), b.max(gap)));
    most - least < 0.05 * line[0].size && parse_number(&text(line)).is_some()
}
