//! Cells that a page break cuts: merged labels, and the cells of a cut row.
//!
//! Three things tell that what stands above the break and what stands below it is one cell: a spreadsheet program
//! writes its whole text on both pages and clips it; no rule stands at the break; a merged cell is left without text
//! on one of the pages.

use super::super::draft::{Draft, DraftCell};
use super::columns::Alignment;
use super::cut_row::{fills_each_row, is_number_tail, is_wrapped, starts_entry};
use crate::Hints;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{BBox, parse_number};

/// How much taller the empty part of a cut cell may be than the part with the text.
const TALLER: f32 = 1.2;
/// Fewest characters at the end of one text and the beginning of another that tell that it goes on there.
const TELLING: usize = 4;
/// So many characters at the beginning of names show that they are of one kind: those of a county.
const OPENING: usize = 3;
/// How many cells above the break are looked at for other names.
const LOOK_BACK: usize = 2000;
/// The most lines of a cell that are compared with those of its other part.
const MOST_LINES: usize = 400;

/// Whether a cell at the break is written on both pages, each of which clips it.
pub(super) fn is_shown_on_both(upper: &Draft, lower: &Draft, alignment: &Alignment) -> bool {
    let above = upper.last_row();
    lower.cells.iter().filter(|cell| cell.row == 0).any(|below| {
        let place = (alignment.lower[below.col], alignment.lower[below.col + below.col_span]);
        let cell = above
            .iter()
            .map(|index| &upper.cells[*index])
            .find(|above| (alignment.upper[above.col], alignment.upper[above.col + above.col_span]) == place);
        cell.is_some_and(|above| written_twice(above, below).is_some())
    })
}

/// Joins the first cells of the lower part to those above that they complete. Says whether the whole row was cut, so
/// that the last row above and the first below are one.
pub(super) fn join(upper: &mut Draft, lower: &mut Draft, hints: &Hints) -> bool {
    if lower.rows == 0 {
        return false;
    }
    let columns = upper.columns();
    let mut above_of: Vec<Option<usize>> = vec![None; columns];
    let last_row = upper.last_row();
    for index in &last_row {
        above_of[upper.cells[*index].col] = Some(*index);
    }
    // A column without a rule at the break, among others that have one.
    let is_open = |sides: &[bool], cell: &DraftCell| {
        sides.get(cell.col..cell.col + cell.col_span).is_some_and(|sides| !sides.contains(&true))
    };
    let ended = ended_groups(upper, lower, &above_of, is_open);
    let groups = cut_groups(upper, lower, &above_of, &ended);
    let inside = inside_cut_labels(upper, lower, &above_of, &ended);
    let tails = name_tails(upper, lower, &above_of);
    let labels = whole_labels(upper, lower, &above_of);
    let is_apart = may_be_total(lower, hints);
    let (mut left, mut told) = (0, false);
    let (bottom, top) = (std::mem::take(&mut upper.bottom), &lower.top);
    lower.cells.retain(|below| {
        if below.row != 0 {
            return true;
        }
        let above = above_of[below.col].map(|index| &mut upper.cells[index]);
        let Some(above) = above.filter(|above| above.col_span == below.col_span) else {
            left += 1;
            return true;
        };
        let open = is_open(&bottom, below) && is_open(top, below);
        let goes_on = || {
            let is_cut = groups.contains(&below.row_span) && is_wrapped(above) && !starts_entry(&below.text)
                || tails.contains(&below.col);
            is_cut.then(|| (format!("{}\n{}", above.text, below.text), None))
        };
        let is_inside = || inside.contains(&below.col).then(|| (above.text.clone(), above.whole.clone()));
        let is_parted = !open
            && !is_twice(above, below)
            && !tails.contains(&below.col)
            && (is_apart || ended.iter().any(|group| group.holds(above, below)));
        let is_two = is_parted || labels.contains(&below.col);
        let whole =
            (!is_two).then(|| complete(above, below, open).or_else(is_inside).or_else(goes_on)).flatten();
        match whole {
            Some(texts) => {
                told |= open || is_twice(above, below);
                take(above, below, texts);
                false
            }
            None => {
                left += 1;
                true
            }
        }
    });
    upper.bottom = bottom;
    let is_row = left == 0 && told;
    if is_row {
        // No cell begins at the break.
        last_row.iter().for_each(|index| upper.cells[*index].row_span -= 1);
        lower.cells.iter_mut().for_each(|cell| cell.row -= 1);
        drop_first_row(lower);
    }
    is_row
}

/// A group of rows that ends at the break, and the one that begins there: both pages print a text of their own in one
/// column, with a rule between them.
struct Ended {
    col: usize,
    /// How many rows its cells cover above and below the break.
    rows: (usize, usize),
}

impl Ended {
    /// Whether the cells above and below the break are of the groups, so that they are two: groups inside a group stand
    /// right of its label and cover no more rows.
    fn holds(&self, above: &DraftCell, below: &DraftCell) -> bool {
        self.col < below.col && above.row_span <= self.rows.0 && below.row_span <= self.rows.1
    }
}

/// The groups that end at the break. A label printed on both pages, a text that goes on and the digits of one number
/// tell of none.
fn ended_groups(
    upper: &Draft,
    lower: &Draft,
    above_of: &[Option<usize>],
    is_open: impl Fn(&[bool], &DraftCell) -> bool,
) -> Vec<Ended> {
    let group = |below: &DraftCell| {
        let above = &upper.cells[above_of[below.col]?];
        let (a, b) = (squeeze(&above.text), squeeze(&below.text));
        let is_cut = is_open(&upper.bottom, below) && is_open(&lower.top, below)
            || is_twice(above, below)
            || is_wrapped(above) && !starts_entry(&below.text)
            || is_number_tail(upper, above, below);
        let are_two = above.col_span == below.col_span && !a.is_empty() && !b.is_empty() && a != b && !is_cut;
        are_two.then_some(Ended { col: below.col, rows: (above.row_span, below.row_span) })
    };
    lower.cells.iter().filter(|cell| cell.row == 0).filter_map(group).collect()
}

/// How many rows below the break the merged cells cover whose label stands above it alone: a text beside them that goes
/// on below, in a cell as high, is cut with them, also where a rule closes both parts.
fn cut_groups(upper: &Draft, lower: &Draft, above_of: &[Option<usize>], ended: &[Ended]) -> Vec<usize> {
    let is_label = |below: &&DraftCell| {
        let above = above_of[below.col].map(|index| &upper.cells[index]);
        below.row == 0
            && below.row_span > 1
            && squeeze(&below.text).is_empty()
            && above.is_some_and(|above| {
                above.row_span > 1
                    && !squeeze(&above.text).is_empty()
                    && !ended.iter().any(|group| group.holds(above, below))
            })
    };
    lower.cells.iter().filter(is_label).map(|below| below.row_span).collect()
}

/// The columns in which the text above the break is the beginning of a merged cell's name and the text below its rest:
/// 会同县医疗保 | 障事务中心. It fills its line, the other names of the column begin as it does, and the text below does
/// not.
fn name_tails(upper: &Draft, lower: &Draft, above_of: &[Option<usize>]) -> Vec<usize> {
    let opening = |text: &str| -> String { squeeze(text).chars().take(OPENING).collect() };
    let is_tail = |below: &&DraftCell| {
        let Some(above) = above_of[below.col].map(|index| &upper.cells[index]) else { return false };
        let own = opening(&above.text);
        let is_name = own.chars().count() == OPENING && own.chars().all(is_han);
        let begins_alike = |cell: &DraftCell| {
            cell.col == below.col && !std::ptr::eq(cell, above) && opening(&cell.text) == own
        };
        let others = || upper.cells.iter().rev().take(LOOK_BACK).chain(&lower.cells);
        above.col_span == below.col_span
            && (above.row_span > 1 || below.row_span > 1)
            && is_name
            && squeeze(&below.text).chars().all(|c| is_han(c) || "()（）".contains(c))
            && !squeeze(&below.text).is_empty()
            && opening(&below.text) != own
            && is_wrapped(above)
            && others().any(begins_alike)
    };
    lower.cells.iter().filter(|cell| cell.row == 0).filter(is_tail).map(|below| below.col).collect()
}

/// The columns in which the merged cells at the break each print the whole of a label that stands in the column once more:
/// 社会保障和就业支出 above it and 卫生健康支出 below are two, also where no rule parts them.
fn whole_labels(upper: &Draft, lower: &Draft, above_of: &[Option<usize>]) -> Vec<usize> {
    let is_whole = |below: &&DraftCell| {
        let Some(above) = above_of[below.col].map(|index| &upper.cells[index]) else { return false };
        let (a, b) = (squeeze(&above.text), squeeze(&below.text));
        let others = || upper.cells.iter().rev().take(LOOK_BACK).chain(&lower.cells);
        let stands_again = |text: &str, own: &DraftCell| {
            others()
                .any(|cell| cell.col == below.col && !std::ptr::eq(cell, own) && squeeze(&cell.text) == text)
        };
        above.row_span.max(below.row_span) > 1
            && a != b
            && [&a, &b].into_iter().all(|text| text.chars().any(is_han))
            && stands_again(&a, above)
            && stands_again(&b, below)
    };
    lower.cells.iter().filter(|cell| cell.row == 0).filter(is_whole).map(|below| below.col).collect()
}

/// The columns of blank cells right of a label that the break cuts, up to the first text below it: inside a group the
/// labels that are not printed again go on as well (208 over several rows, then 05 and 01 above the break alone), but for
/// those that every row prints.
fn inside_cut_labels(
    upper: &Draft,
    lower: &Draft,
    above_of: &[Option<usize>],
    ended: &[Ended],
) -> Vec<usize> {
    let mut first: Vec<&DraftCell> = lower.cells.iter().filter(|cell| cell.row == 0).collect();
    first.sort_by_key(|cell| cell.col);
    let (mut inside, mut is_cut) = (Vec::new(), false);
    for below in first {
        let above = above_of[below.col].map(|index| &upper.cells[index]);
        let above = above.filter(|above| above.col_span == below.col_span && squeeze(&below.text).is_empty());
        let Some(above) = above.filter(|above| !ended.iter().any(|group| group.holds(above, below))) else {
            is_cut = false;
            continue;
        };
        let text = squeeze(&above.text);
        let is_amount = text.contains('.') && parse_number(&text).is_some();
        if text.is_empty() || is_amount {
            continue;
        }
        if above.row_span > 1 || below.row_span > 1 {
            is_cut = true;
        } else if is_cut && !fills_each_row(upper, below.col) {
            inside.push(below.col);
        }
    }
    inside
}

/// Whether a part is one row of numbers alone, or of a total's word and numbers: it may be a total, and no row of the
/// group above.
fn may_be_total(lower: &Draft, hints: &Hints) -> bool {
    let mut texts = lower.cells.iter().filter(|cell| cell.row == 0).map(|cell| squeeze(&cell.text));
    let fits = |text: &str| text.is_empty() || parse_number(text).is_some() || hints.total.is_match(text);
    lower.rows == 1 && texts.all(|text| fits(&text))
}

fn is_twice(above: &DraftCell, below: &DraftCell) -> bool {
    written_twice(above, below).is_some()
}

/// The text of a cut cell, and all of it that the pages hold, as [`DraftCell`] keeps them.
type Texts = (String, Option<String>);

/// The text of the cell that both parts are; `None` where they are two.
fn complete(above: &DraftCell, below: &DraftCell, open: bool) -> Option<Texts> {
    if let Some(text) = written_twice(above, below) {
        return Some((text.clone(), Some(text)));
    }
    let either = || above.whole.clone().or_else(|| below.whole.clone());
    let (a, b) = (squeeze(&above.text), squeeze(&below.text));
    let is_merged = above.row_span > 1 || below.row_span > 1;
    match (a.is_empty(), b.is_empty()) {
        (_, true) => (open || is_merged).then(|| (above.text.clone(), either())),
        // The text stands in the middle of the whole cell, so that an empty part above the break is no taller than
        // the part below; a taller one is a cell of its own (the corner beside a header), and so is the one below.
        (true, false) => {
            let is_low = above.row_span > 1 && height(&above.bbox) <= TALLER * height(&below.bbox);
            (open || is_low).then(|| (below.text.clone(), either()))
        }
        // Where a rule parts equal labels they may as well be two: forms repeat a label for each of its groups.
        (false, false) if !open => None,
        // A merged label that each page prints for itself.
        (false, false) if a == b => is_merged.then(|| (above.text.clone(), either())),
        (false, false) => {
            let is_number = parse_number(&a).is_some() || parse_number(&b).is_some();
            (!is_number).then(|| (format!("{}\n{}", above.text, below.text), None))
        }
    }
}

/// The text of a cell that both pages hold, each of which shows a part of it. What stands beyond the edge of the
/// paper is missing on one of them, so that one text may go on where the other ends.
fn written_twice(above: &DraftCell, below: &DraftCell) -> Option<String> {
    if above.whole.is_none() && below.whole.is_none() {
        return None;
    }
    let lines = |cell: &DraftCell| -> Vec<String> {
        let lines = cell.whole_text().lines().map(squeeze).filter(|line| !line.is_empty());
        lines.take(MOST_LINES).collect()
    };
    let (a, b) = (lines(above), lines(below));
    // Where the first line of the lower part's text stands in that of the upper.
    let overlaps = |from: usize| a[from..].iter().zip(&b).all(|(a, b)| a == b);
    let from = (0..a.len()).find(|from| overlaps(*from))?;
    let common: usize = a[from..].iter().zip(&b).map(|(line, _)| line.chars().count()).sum();
    if common < TELLING && a != b {
        return None;
    }
    let rest = above
        .whole_text()
        .lines()
        .chain(below.whole_text().lines().filter(|line| !squeeze(line).is_empty()).skip(a.len() - from));
    Some(rest.collect::<Vec<_>>().join("\n"))
}

/// Gives the upper part the rows and the text of the whole cell. Its place is where its text is seen.
fn take(above: &mut DraftCell, below: &DraftCell, (text, whole): Texts) {
    if squeeze(&above.text).is_empty() && !squeeze(&below.text).is_empty() {
        (above.page, above.bbox, above.indent) = (below.page, below.bbox, below.indent);
    }
    above.row_span += below.row_span;
    (above.text, above.whole) = (text, whole);
}

/// The measures of a part whose first row has gone up to the part above.
pub(super) fn drop_first_row(lower: &mut Draft) {
    lower.rows -= 1;
    if lower.ys.len() > 2 {
        lower.ys.remove(0);
    }
    if !lower.left.is_empty() {
        lower.left.remove(0);
        lower.right.remove(0);
    }
}

pub(super) fn height(bbox: &BBox) -> f32 {
    bbox.y1 - bbox.y0
}
