//! What may be awkward about a whole table or document: a picture in a table's place, a word of a head misspelt, a
//! watermark with figures.

use super::{Made, tables};
use crate::document::Disclosure;
use crate::rng::Rng;

/// A picture in the place of a table.
pub(super) fn picture(disclosure: &mut Disclosure, made: &mut Made, rng: &mut Rng) {
    let filled: Vec<usize> = disclosure.truth.lines.iter().map(|line| line.table).collect();
    let number = *rng.pick(&filled);
    if let Some(table) = tables(disclosure).nth(number - 1) {
        table.is_picture = true;
    }
    let lines = std::mem::take(&mut disclosure.truth.lines);
    let (gone, left): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.table == number);
    disclosure.truth.lines = left;
    made.changed = gone.len();
    // Later tables count on without it.
    for line in disclosure.truth.lines.iter_mut().filter(|line| line.table > number) {
        line.table -= 1;
    }
    made.unreadable = gone;
}

/// Another character for one in a head over numbers.
pub(super) fn head_word(disclosure: &mut Disclosure, made: &mut Made, rng: &mut Rng) {
    let lines = &disclosure.truth.lines;
    let places: Vec<(usize, usize)> = lines.iter().map(|line| (line.table, line.col)).collect();
    let (number, col) = *rng.pick(&places);
    let Some(table) = tables(disclosure).nth(number - 1) else { return };
    let last = table.header_rows;
    let heads = table.cells.iter_mut().filter(|cell| cell.c == col && cell.r + cell.rs == last && last > 0);
    for cell in heads.filter(|cell| cell.text.chars().count() > 1).take(1) {
        let at = rng.range(0, cell.text.chars().count() as i64 - 1) as usize;
        cell.text = cell.text.chars().enumerate().map(|(i, c)| if i == at { '芇' } else { c }).collect();
        made.changed = 1;
    }
}

/// A large light text with figures under every page.
pub(super) fn watermark(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    disclosure.look.watermark = true;
    made.changed = 1;
}
