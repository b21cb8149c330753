//! Codes whose parts are set with blanks in one cell: 208 05 01.

use super::super::text::Mark;
use super::blocks::{LINE_PITCH, Placed, SAME_X};
use mingxi_model::parse_number;

/// The widest and narrowest blank between parts in em; columns stand further apart.
const WIDEST: f32 = 0.55;
const NARROWEST: f32 = 0.25;
/// Digits of a class, and of each part below it.
const CLASS: usize = 3;
const PART: usize = 2;
/// A longer code's parts begin where those of others do.
const MOST_PARTS: usize = 3;
/// Fewest codes of several parts that tell how they are set.
const FEWEST: usize = 2;

/// Where the parts of a document's codes begin that have one column for all; empty where each part has its own.
pub(super) struct Parted {
    /// Where each code's class and each of its parts begins.
    begins: Vec<f32>,
}

impl Parted {
    /// A part that stands alone somewhere, or has a name of its own (类 款 项), has a column.
    pub(super) fn new(placed: &[Placed]) -> Parted {
        let codes = placed.iter().flat_map(|p| codes(&p.chunk.marks, p.chunk.size));
        let codes: Vec<Vec<f32>> = codes.map(|(_, begins)| begins).collect();
        // The last line of a name that goes over all parts is as narrow as they are (科目编 over 码).
        let goes_on = |lower: &Placed| {
            let is_above = |upper: &&Placed| {
                let pitch = lower.chunk.baseline - upper.chunk.baseline;
                upper.page == lower.page
                    && pitch > 0.5 * lower.chunk.size
                    && pitch <= LINE_PITCH * lower.chunk.size
                    && upper.chunk.bbox.x0 < lower.chunk.bbox.x0
                    && upper.chunk.bbox.x1 > lower.chunk.bbox.x1
                    && parse_number(&upper.chunk.text).is_none()
            };
            placed.iter().any(|upper| is_above(&upper))
        };
        let is_part_alone = |p: &Placed, x: f32| {
            let is_narrow = p.chunk.bbox.x1 - p.chunk.bbox.x0 < NARROW * p.chunk.size;
            let is_number = parse_number(&p.chunk.text).is_some();
            is_narrow && (p.chunk.bbox.x0 - x).abs() < p.chunk.size && (is_number || !goes_on(p))
        };
        let is_set = |x: f32| placed.iter().any(|p| is_part_alone(p, x));
        let mut parts: Vec<f32> = codes.iter().flat_map(|begins| begins[1..].iter().copied()).collect();
        parts.sort_by(f32::total_cmp);
        parts.dedup_by(|a, b| *a - *b < SAME_X);
        let begins = match codes.len() < FEWEST || parts.iter().any(|x| is_set(*x)) {
            true => Vec::new(),
            false => parts,
        };
        Parted { begins }
    }

    /// Whether the gap before the mark at `index` is the blank before a part of a code.
    pub(super) fn is_blank(&self, marks: &[Mark], index: usize, size: f32) -> bool {
        let x = marks[index].x0;
        self.begins.iter().any(|begin| (begin - x).abs() < SAME_X)
            && codes(marks, size).any(|(_, begins)| begins[1..].contains(&x))
    }
}

/// The width of a part, or of its name, at most, in em.
const NARROW: f32 = 1.3;

/// The codes of several parts among marks: the first mark of each, and where its class and parts begin.
fn codes(marks: &[Mark], size: f32) -> impl Iterator<Item = (usize, Vec<f32>)> + '_ {
    let is_digit =
        |at: usize| marks[at].text.len() == 1 && marks[at].text.bytes().all(|b| b.is_ascii_digit());
    let gap = move |at: usize| marks[at].x0 - marks[at - 1].x1;
    let begins_run = move |at: &usize| {
        is_digit(*at)
            && (*at == 0 || !is_digit(*at - 1) && gap(*at) > NARROWEST * size || gap(*at) > WIDEST * size)
    };
    (0..marks.len()).filter(begins_run).filter_map(move |from| {
        // The digits of each group, and where it begins.
        let mut groups: Vec<(usize, f32)> = vec![(1, marks[from].x0)];
        let mut at = from + 1;
        while at < marks.len() && gap(at) <= WIDEST * size {
            if !is_digit(at) {
                return None;
            }
            match groups.last_mut().filter(|_| gap(at) < NARROWEST * size) {
                Some(group) => group.0 += 1,
                None => groups.push((1, marks[at].x0)),
            }
            at += 1;
            if groups.len() > MOST_PARTS {
                return None;
            }
        }
        let is_code =
            groups.len() > 1 && groups[0].0 == CLASS && groups[1..].iter().all(|group| group.0 == PART);
        is_code.then(|| (from, groups.into_iter().map(|group| group.1).collect()))
    })
}
