//! Chunks cut into cells: at gaps, and where an amount ends flush against the text of the next cell.

use super::super::settings::Settings;
use super::super::text::{Chunk, Mark, bounds};
use super::blocks::{Placed, SAME_X};
use super::code_parts::Parted;
use super::thousands;
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::{is_han, squeeze};

/// Gap in em that parts two cells. Cells have some padding at both sides, which a blank within a text has not.
const CELL_GAP: f32 = 0.55;

/// Cuts chunks into cells: at gaps, and where an amount ends flush against the next cell's text.
pub(super) fn cut(chunks: Vec<Placed>, hints: &Hints, settings: &Settings) -> Vec<Placed> {
    let mut out = Vec::new();
    let parted = Parted::new(&chunks);
    let is_blank = |marks: &[Mark], index: usize, size: f32| {
        thousands::is_blank(marks, index, size) || parted.is_blank(marks, index, size)
    };
    for placed in chunks {
        cut_at(placed, &mut out, settings, |marks, index, size| {
            is_gap(marks, index, size) && !is_blank(marks, index, size)
        });
    }
    let out = rejoin_totals(rejoin_spread(out, hints), hints);
    let edges = Edges::new(&out, hints);
    let mut cut = Vec::new();
    for placed in out {
        cut_at(placed, &mut cut, settings, |marks, index, size| {
            let is_part = edges.part(marks, index, size)
                || edges.part_number(marks, index)
                || edges.part_narrow(marks, index, size);
            is_part && !is_blank(marks, index, size)
        });
    }
    rejoin_words(cut)
}

/// A gap narrower than this share of those between columns is a blank within a name, if it is narrower than so many em.
const SHARE_OF_GAP: f32 = 0.7;
const WIDEST_BLANK: f32 = 1.0;
/// Gaps beside numbers from which those between columns are known.
const GAPS: usize = 8;

/// Puts words back together that stand closer than columns do, where nothing else stands below or above the second: a
/// name with a blank in it (政府经济 科目编码).
fn rejoin_words(placed: Vec<Placed>) -> Vec<Placed> {
    let is_number = |p: &Placed| p.chunk.marks.iter().all(is_numeric);
    let gap = |a: &Placed, b: &Placed| {
        let in_line = a.page == b.page && (a.chunk.baseline - b.chunk.baseline).abs() < 0.1 * a.chunk.size;
        in_line.then_some(b.chunk.bbox.x0 - a.chunk.bbox.x1).filter(|gap| *gap > 0.0)
    };
    let beside = placed.windows(2).filter(|pair| is_number(&pair[0]) || is_number(&pair[1]));
    let gaps: Vec<f32> = beside.filter_map(|pair| gap(&pair[0], &pair[1])).collect();
    let narrowest = gaps.iter().copied().fold(f32::INFINITY, f32::min);
    if gaps.len() < GAPS {
        return placed;
    }
    let is_close = |a: &Placed, b: &Placed| {
        !is_number(a)
            && !is_number(b)
            && gap(a, b).is_some_and(|gap| gap < (SHARE_OF_GAP * narrowest).min(WIDEST_BLANK * a.chunk.size))
    };
    let stands_alone = |b: &Placed| {
        let overlaps = |p: &&Placed| p.chunk.bbox.x0 < b.chunk.bbox.x1 && b.chunk.bbox.x0 < p.chunk.bbox.x1;
        placed.iter().filter(overlaps).take(2).count() < 2
    };
    let begins_column = |a: &Placed| {
        placed.iter().filter(|p| (p.chunk.bbox.x0 - a.chunk.bbox.x0).abs() < SAME_X).count() > COMMON
    };
    let mut out: Vec<Placed> = Vec::with_capacity(placed.len());
    for next in &placed {
        match out.last_mut().filter(|last| is_close(last, next) && stands_alone(next) && begins_column(last))
        {
            Some(last) => join(last, next),
            None => out.push(next.clone()),
        }
    }
    out
}

/// Adds a text to the one before it in its line.
fn join(last: &mut Placed, next: &Placed) {
    last.chunk.text.push(' ');
    last.chunk.text.push_str(&next.chunk.text);
    last.chunk.bbox = bounds([last.chunk.bbox, next.chunk.bbox].into_iter());
}

/// Puts a total's label back together of which two words were set with blanks between all characters (收 入 总 计).
fn rejoin_totals(placed: Vec<Placed>, hints: &Hints) -> Vec<Placed> {
    let blank = |chunk: &Chunk| {
        let count = squeeze(&chunk.text).chars().count() as f32;
        (chunk.bbox.x1 - chunk.bbox.x0 - count * chunk.size) / (count - 1.0).max(1.0)
    };
    let mut out: Vec<Placed> = Vec::with_capacity(placed.len());
    for next in placed {
        let joins = out.last().is_some_and(|last| {
            let (a, b) = (&last.chunk, &next.chunk);
            let word = squeeze(&format!("{}{}", a.text, b.text));
            let is_even = |gap: f32| (gap - blank(a)).abs() < 0.15 * a.size;
            last.page == next.page
                && (a.baseline - b.baseline).abs() < 0.1 * a.size
                && a.text.contains(' ')
                && b.text.contains(' ')
                && is_even(b.bbox.x0 - a.bbox.x1)
                && is_even(blank(b))
                && hints.total.is_match(&word)
                && !hints.total.is_match(&squeeze(&a.text))
        });
        match out.last_mut().filter(|_| joins) {
            Some(last) => join(last, &next),
            None => out.push(next),
        }
    }
    out
}

/// The same after a colon or comma.
const OPEN_GAP: f32 = 1.1;

/// Gap in em within a run of digits that parts two numbers; a number has none inside.
const DIGIT_GAP: f32 = 0.25;

/// Whether the gap before the mark at `index` parts two cells.
fn is_gap(marks: &[Mark], index: usize, size: f32) -> bool {
    let (before, after) = (&marks[index - 1], &marks[index]);
    let is_digit = |mark: &Mark| mark.text.chars().all(|c| c.is_ascii_digit());
    // No cell ends with a colon or comma: what follows is the rest of its text.
    let goes_on = before.text.ends_with([':', '：', ',', '，', '、', '(', '（']);
    let limit = match (is_digit(before) && is_digit(after), goes_on) {
        (true, _) => DIGIT_GAP,
        (false, true) => OPEN_GAP,
        (false, false) => CELL_GAP,
    };
    after.x0 - before.x1 > limit * size
}

fn cut_at(
    placed: Placed,
    out: &mut Vec<Placed>,
    settings: &Settings,
    is_cut: impl Fn(&[Mark], usize, f32) -> bool,
) {
    let mut rest = placed;
    let mut index = 1;
    while index < rest.chunk.marks.len() {
        if is_cut(&rest.chunk.marks, index, rest.chunk.size) {
            let (left, right) = rest.chunk.split(index, settings);
            out.push(Placed { chunk: left, ..rest });
            rest = Placed { chunk: right, ..rest };
            index = 1;
        } else {
            index += 1;
        }
    }
    out.push(rest);
}

/// Gap in em between two characters of one word at most, and where neither of them names a column of its own: the name
/// of a group is spread over its columns.
const SPREAD: f32 = 4.0;
const WIDEST_SPREAD: f32 = 30.0;

/// Puts a word back together that was set with blanks between its characters (合　计), unless each character
/// is a header of its own (类 款 项).
fn rejoin_spread(placed: Vec<Placed>, hints: &Hints) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    for next in placed {
        let joins = out.last().is_some_and(|last: &Placed| {
            let (a, b) = (&last.chunk, &next.chunk);
            let single = |chunk: &Chunk| squeeze(&chunk.text).chars().count() == 1;
            let word = squeeze(&format!("{}{}", a.text, b.text));
            let is_word = hints.header.is_match(&word) || hints.total.is_match(&word);
            let heads = |chunk: &Chunk| hints.header.is_match(&squeeze(&chunk.text));
            last.page == next.page
                && (a.baseline - b.baseline).abs() < 0.1 * a.size
                && b.bbox.x0 >= a.bbox.x1
                && b.bbox.x0 - a.bbox.x1 < if heads(a) || heads(b) { SPREAD } else { WIDEST_SPREAD } * a.size
                && single(b)
                && (single(a) && is_word && !(heads(a) && heads(b)))
        });
        match out.last_mut().filter(|_| joins) {
            Some(last) => join(last, &next),
            None => out.push(next),
        }
    }
    out
}

/// Where the chunks of a region begin and end, sorted.
struct Edges {
    lefts: Vec<f32>,
    rights: Vec<f32>,
    /// Where texts go on behind a gap as narrow columns leave it, sorted.
    behind: Vec<f32>,
    /// Where stretches of text without such a gap begin and where they end, each sorted.
    runs: (Vec<f32>, Vec<f32>),
    /// Where those begin and end that are numbers alone.
    numbers: Vec<(f32, f32)>,
}

/// Gap in em that cells leave whose padding is narrow; a blank may be as wide.
const NARROW_GAP: f32 = 0.4;
/// How many texts beside one show that it begins where its column does.
const COMMON: usize = 2;
/// One text in so many may run over the place where columns meet: a head, a title.
const FEW: usize = 4;

/// Gap in em that a blank leaves: behind a number that ends where others end it parts cells.
const BLANK: f32 = 0.25;

impl Edges {
    fn new(placed: &[Placed], hints: &Hints) -> Edges {
        let mut lefts: Vec<f32> = placed.iter().map(|p| p.chunk.bbox.x0).collect();
        let mut rights: Vec<f32> = placed.iter().map(|p| p.chunk.bbox.x1).collect();
        // Where every amount touches the next label, only the touching places themselves show the edge.
        for marks in placed.iter().map(|p| p.chunk.marks.as_slice()) {
            for index in (1..marks.len()).filter(|index| touches(marks, *index)) {
                let right: String = marks[index..].iter().map(|mark| mark.text.as_str()).collect();
                if hints.numbered.is_match(&squeeze(&right)) {
                    lefts.push(marks[index].x0);
                    rights.push(marks[index - 1].x1);
                }
            }
        }
        lefts.sort_by(f32::total_cmp);
        rights.sort_by(f32::total_cmp);
        let narrow = |p: &'_ Placed| {
            let (marks, size) = (&p.chunk.marks, p.chunk.size);
            let behind = (1..marks.len()).filter(|index| is_narrow(marks, *index, size));
            behind.map(|index| marks[index].x0).collect::<Vec<f32>>()
        };
        let mut behind: Vec<f32> = placed.iter().flat_map(narrow).collect();
        behind.sort_by(f32::total_cmp);
        let numbers = placed.iter().filter(|p| p.chunk.marks.iter().all(is_numeric));
        let numbers = numbers.map(|p| (p.chunk.bbox.x0, p.chunk.bbox.x1)).collect();
        Edges { lefts, rights, behind, runs: runs(placed), numbers }
    }

    fn count(edges: &[f32], x: f32) -> usize {
        edges.partition_point(|e| *e <= x + SAME_X) - edges.partition_point(|e| *e < x - SAME_X)
    }

    /// Whether two cells touch before the mark at `index`: on the left a number that ends where others end, on the
    /// right a text that begins where others begin, or behind a blank.
    fn part(&self, marks: &[Mark], index: usize, size: f32) -> bool {
        if !touches(marks, index) {
            return false;
        }
        let ends = Edges::count(&self.rights, marks[index - 1].x1);
        let is_parted = marks[index].x0 - marks[index - 1].x1 > BLANK * size;
        let begins = Edges::count(&self.lefts, marks[index].x0) >= 2;
        begins && (ends >= 2 || marks[..index].iter().any(|m| m.text == ".")) || is_parted && ends >= 2
    }

    /// How many texts run over a place.
    fn running_over(&self, x: f32) -> usize {
        const REACH: f32 = 0.5;
        let (begins, ends) = &self.runs;
        let begun = begins.partition_point(|begin| *begin < x - REACH);
        begun.saturating_sub(ends.partition_point(|end| *end <= x + REACH))
    }

    /// Whether narrow columns meet at a gap no wider than a blank: some text begins right where this one goes on, others
    /// begin or go on there too, and few run over it, as codes of other lengths do (208 社会保障 above 20805 养老).
    fn part_narrow(&self, marks: &[Mark], index: usize, size: f32) -> bool {
        let x = marks[index].x0;
        let begin = Edges::count(&self.lefts, x);
        let meet = begin + Edges::count(&self.behind, x);
        is_narrow(marks, index, size) && begin > 0 && meet > COMMON && self.running_over(x) * FEW <= meet
    }

    /// Whether a name that fills its cell touches a number: one that begins and ends where two others do, each alone in
    /// its cell. A sign before digits is no name.
    fn part_number(&self, marks: &[Mark], index: usize) -> bool {
        let number = &marks[index..];
        let ends_name = |mark: &Mark| mark.text.ends_with(|c: char| is_han(c) || c == ')' || c == '）');
        let Some(last) = number.last().filter(|_| ends_name(&marks[index - 1])) else {
            return false;
        };
        let stands_at =
            |&&(x0, x1): &&(f32, f32)| (x0 - number[0].x0).abs() < SAME_X && (x1 - last.x1).abs() < SAME_X;
        number.iter().all(is_numeric) && self.numbers.iter().filter(stands_at).count() >= 2
    }
}

/// Where stretches of text without a narrow gap begin and end.
fn runs(placed: &[Placed]) -> (Vec<f32>, Vec<f32>) {
    let (mut begins, mut ends) = (Vec::new(), Vec::new());
    for p in placed {
        let marks = &p.chunk.marks;
        for (index, mark) in marks.iter().enumerate() {
            if index == 0 || is_narrow(marks, index, p.chunk.size) {
                begins.push(mark.x0);
                ends.extend(index.checked_sub(1).map(|before| marks[before].x1));
            }
        }
        ends.extend(marks.last().map(|mark| mark.x1));
    }
    begins.sort_by(f32::total_cmp);
    ends.sort_by(f32::total_cmp);
    (begins, ends)
}

fn is_narrow(marks: &[Mark], index: usize, size: f32) -> bool {
    marks[index].x0 - marks[index - 1].x1 > NARROW_GAP * size
}

fn is_numeric(mark: &Mark) -> bool {
    mark.text.chars().all(|c| c.is_ascii_digit() || ".,%".contains(c))
}

/// Whether all before the mark at `index` is a number and the mark is no part of it.
fn touches(marks: &[Mark], index: usize) -> bool {
    // No cell begins with a colon: code and name stand in one (201：一般公共服务支出).
    let is_part = is_numeric(&marks[index]) || marks[index].text.starts_with([':', '：']);
    if is_part || !marks[index - 1].text.chars().all(|c| c.is_ascii_digit()) || index > 24 {
        return false;
    }
    let left: String = marks[..index].iter().map(|mark| mark.text.as_str()).collect();
    parse_number(&left).is_some()
}
