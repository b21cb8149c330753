//! Where the tables of a sheet begin and end.

use super::rows::Row;
use crate::excel::book::{Sheet, SheetCell};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many rows at the end of a table tell what goes on with it.
const ABOVE: usize = 200;
/// How many rows below the first of a header may pass before its numbers.
const HEAD: usize = 4;

/// A run of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Lines of text outside of tables.
    Lines(Range<usize>),
    /// A table.
    Table(Range<usize>),
}

/// What a row is for the table around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A row of a table, whatever stands around it.
    Body,
    /// A lone text, or few: a row of a table only between or below rows of one.
    Weak,
    /// A line over or between tables: it parts them.
    Line,
    /// Nothing but what a merged range from above covers: it belongs to that.
    Covered,
}

/// The columns of a run of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extent {
    first: u32,
    last: u32,
}

impl Extent {
    fn width(self) -> u32 {
        self.last - self.first + 1
    }
}

/// The parts of a sheet from the top down.
pub(super) fn parts(sheet: &Sheet, rows: &[Row]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut start = 0;
    for end in 1..=rows.len() {
        let is_end = rows.get(end).is_none_or(|row| row.is_parted && !row.is_covered);
        if is_end && !is_head_apart(sheet, rows, start..end) {
            chunk(sheet, rows, start..end, &mut parts);
            start = end;
        }
    }
    parts
}

/// Whether rows end with a header whose body stands behind blank rows: no numbers above, and below a row whose numbers
/// all stand under its words.
fn is_head_apart(sheet: &Sheet, rows: &[Row], above: Range<usize>) -> bool {
    let Some((head, first)) = rows.get(above.end.saturating_sub(1)).zip(rows.get(above.end)) else {
        return false;
    };
    let (heads, texts) = (head.texts(sheet), first.texts(sheet));
    let is_head = heads.len() > if head.is_boxed() { 1 } else { 2 } && !captions(heads);
    let stands_under = |cell: &SheetCell| {
        heads.iter().any(|head| (head.area.col..=head.area.last_col).contains(&cell.area.col))
    };
    let above = rows.get(above).unwrap_or_default();
    is_head
        && first.numbers(sheet) > 0
        && texts.len() > 1
        && texts.iter().all(stands_under)
        && above.iter().all(|row| row.numbers(sheet) == 0)
}

/// Whether a table's first row is one text over all its columns.
pub(super) fn begins_with_title(sheet: &Sheet, rows: &[Row]) -> bool {
    let Some((first, extent)) = rows.first().zip(extent(sheet, rows)) else { return false };
    is_full(first.texts(sheet), extent)
}

/// The columns that the boxes of rows take, or their texts where these have none.
fn extent(sheet: &Sheet, rows: &[Row]) -> Option<Extent> {
    let boxed = rows.iter().flat_map(|row| row.boxes(sheet)).map(|boxes| (boxes.first, boxes.last));
    let several = rows.iter().filter(|row| row.texts(sheet).len() > 1);
    let texts = several.flat_map(|row| row.texts(sheet)).map(|cell| (cell.area.col, cell.area.last_col));
    let (first, last) = boxed.chain(texts).reduce(|all, next| (all.0.min(next.0), all.1.max(next.1)))?;
    Some(Extent { first, last })
}

/// Whether a row is one text over all columns.
fn is_full(cells: &[SheetCell], extent: Extent) -> bool {
    matches!(cells, [only] if only.area.col <= extent.first && only.area.last_col >= extent.last)
        && extent.width() > 1
}

/// Tells the parts of a run of rows that no blank row parts.
fn chunk(sheet: &Sheet, rows: &[Row], range: Range<usize>, parts: &mut Vec<Part>) {
    let all = rows.get(range.clone()).unwrap_or_default();
    // One row is no table, but it may be the rest of one.
    let goes_on = continues(sheet, rows, &range, parts);
    let roles = roles(sheet, all, if goes_on { 1 } else { 2 });
    let mut at = 0;
    let mut is_first = true;
    while at < roles.len() {
        let is_table = matches!(roles.get(at), Some(Role::Body));
        let rest = roles.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|role| (**role == Role::Body) == is_table).count().max(1);
        let part = range.start + at..range.start + at + length;
        at += length;
        if is_table && is_first && continues(sheet, rows, &part, parts) {
            if let Some(Part::Table(table)) = parts.last_mut() {
                table.end = part.end;
            }
        } else {
            parts.push(if is_table { Part::Table(part) } else { Part::Lines(part) });
        }
        is_first = false;
    }
}

/// Whether rows behind a blank one go on with the table above: in its columns, and with numbers or nothing where that has
/// numbers. A header has words there.
fn continues(sheet: &Sheet, rows: &[Row], part: &Range<usize>, parts: &[Part]) -> bool {
    let Some(Part::Table(above)) = parts.last() else { return false };
    let above = rows.get(above.start.max(above.end.saturating_sub(ABOVE))..above.end).unwrap_or_default();
    let below = rows.get(part.clone()).unwrap_or_default();
    let same = extent(sheet, above)
        .zip(extent(sheet, below))
        .is_some_and(|(above, below)| below.first >= above.first && below.last <= above.last);
    let is_boxed = |rows: &[Row]| rows.iter().any(Row::is_boxed);
    if !same || is_boxed(above) != is_boxed(below) {
        return false;
    }
    let cells = above.iter().flat_map(|row| row.texts(sheet));
    let numbers: BTreeSet<u32> = cells.filter(|cell| cell.is_number).map(|cell| cell.area.col).collect();
    let first = below.first().map_or(&[][..], |row| row.texts(sheet));
    let has_words = first.iter().any(|cell| !cell.is_number && numbers.contains(&cell.area.col));
    first.len() > 1 && !numbers.is_empty() && !has_words
}

/// What each row of a run is, with weak rows decided.
///
/// Fewer filled rows than `least` are no table where nothing has boxes.
fn roles(sheet: &Sheet, rows: &[Row], least: usize) -> Vec<Role> {
    let Some(extent) = extent(sheet, rows) else { return vec![Role::Line; rows.len()] };
    let has_boxes = rows.iter().any(Row::is_boxed);
    let mut roles: Vec<Role> = rows.iter().map(|row| role(sheet, row, extent, has_boxes)).collect();
    decide_weak(sheet, rows, &mut roles, has_boxes);
    split_titles(sheet, rows, &mut roles);
    // What is covered belongs to the row that covers it.
    for at in 1..roles.len() {
        if roles[at] == Role::Covered {
            roles[at] = roles[at - 1];
        }
    }
    let filled =
        rows.iter().zip(&roles).filter(|(row, role)| **role == Role::Body && row.texts(sheet).len() > 1);
    if !has_boxes && filled.count() < least {
        roles.fill(Role::Line);
    }
    roles
}

fn role(sheet: &Sheet, row: &Row, extent: Extent, has_boxes: bool) -> Role {
    let texts = row.texts(sheet);
    if row.is_boxed() {
        return Role::Body;
    }
    match texts {
        [] => Role::Covered,
        // Beside a tall label even a lone text is a row.
        [_] if row.is_covered => Role::Body,
        [_] => Role::Weak,
        _ => {
            let covered: u32 = texts.iter().map(|cell| cell.area.last_col - cell.area.col + 1).sum();
            let is_dense = covered.saturating_mul(2) >= extent.width();
            let has_number = row.numbers(sheet) > 0;
            let is_caption = captions(texts) && !has_number;
            let heads = is_dense && !is_caption && !(has_boxes && texts.len() < 3);
            if row.is_covered || has_number || heads { Role::Body } else { Role::Weak }
        }
    }
}

/// Whether most texts of a row are labels with what they name (单位：万元).
fn captions(texts: &[SheetCell]) -> bool {
    texts.iter().filter(|cell| cell.text.contains([':', '：'])).count() * 2 >= texts.len()
}

/// Weak rows above the first row of a table are lines. Between its rows they are lines where boxes stand above and
/// below, or where they are titles: over the full width or centred, with a header below, or wherever a header stands
/// below that has words where the rows above have numbers. Below them they are rows where nothing has boxes and they stand
/// in a column of its labels.
fn decide_weak(sheet: &Sheet, rows: &[Row], roles: &mut [Role], has_boxes: bool) {
    let Some(first) = roles.iter().position(|role| *role == Role::Body) else {
        roles.fill(Role::Line);
        return;
    };
    let last = roles.iter().rposition(|role| *role == Role::Body).unwrap_or(first);
    let body: Vec<Row> = rows
        .iter()
        .zip(&*roles)
        .filter(|(_, role)| **role == Role::Body)
        .map(|(row, _)| row.clone())
        .collect();
    let Some(extent) = extent(sheet, &body) else { return };
    let labels: BTreeSet<(u32, u32)> = body
        .iter()
        .flat_map(|row| row.texts(sheet))
        .filter(|cell| !cell.is_number)
        .map(|cell| (cell.area.col, cell.area.last_col))
        .collect();
    let mut above: Option<usize> = None;
    for at in 0..roles.len() {
        if roles[at] != Role::Weak {
            if roles[at] == Role::Body {
                above = Some(at);
            }
            continue;
        }
        let texts = rows[at].texts(sheet);
        let is_title = is_full(texts, extent)
            || matches!(texts, [only] if only.is_centred && only.area.col > extent.first);
        let begins_as_label =
            texts.first().is_some_and(|cell| labels.contains(&(cell.area.col, cell.area.last_col)));
        let is_row = if at < first {
            false
        } else if at > last {
            !has_boxes && begins_as_label && !is_title && texts.len() == 1
        } else {
            let below = (at..roles.len()).find(|below| roles[*below] == Role::Body);
            let is_between_boxes =
                above.zip(below).is_some_and(|(a, b)| rows[a].is_boxed() && rows[b].is_boxed());
            let heads = below.is_some_and(|below| rows[below].numbers(sheet) == 0);
            let begins_next = || below.is_some_and(|below| is_next_head(sheet, rows, first..at, below));
            !(is_between_boxes || (is_title && heads) || begins_next())
        };
        roles[at] = if is_row { Role::Body } else { Role::Line };
    }
}

/// Whether a row is the header of a table of its own below some rows of another one: words where those have numbers, and
/// numbers there again soon below it.
fn is_next_head(sheet: &Sheet, rows: &[Row], above: Range<usize>, head: usize) -> bool {
    let texts = rows.get(head).map_or(&[][..], |row| row.texts(sheet));
    let above = rows.get(above.start.max(above.end.saturating_sub(ABOVE))..above.end).unwrap_or_default();
    let numbers = |rows: &[Row]| -> BTreeSet<u32> {
        let cells = rows.iter().flat_map(|row| row.texts(sheet));
        cells.filter(|cell| cell.is_number).map(|cell| cell.area.col).collect()
    };
    let counting = numbers(above);
    let below = numbers(rows.get(head + 1..rows.len().min(head + 1 + HEAD)).unwrap_or_default());
    let words = texts.iter().filter(|cell| !cell.is_number && counting.contains(&cell.area.col));
    let words: BTreeSet<u32> = words.map(|cell| cell.area.col).collect();
    texts.len() > 1
        && texts.iter().all(|cell| !cell.is_number)
        && words.len() >= counting.len().min(2)
        && !words.is_empty()
        && words.iter().any(|col| below.contains(col))
}

/// Where the first row in boxes is a title over all boxes of its row, a later one that stands below a row of several
/// texts and over a caption, and that over a header, begins the next table. Without a caption it may be the heading of
/// a part of the same form.
fn split_titles(sheet: &Sheet, rows: &[Row], roles: &mut [Role]) {
    let is_title = |row: &Row| {
        let boxes = row.boxes(sheet).iter().map(|boxes| (boxes.first, boxes.last));
        let own = boxes.reduce(|all, next| (all.0.min(next.0), all.1.max(next.1)));
        own.is_some_and(|(first, last)| is_full(row.texts(sheet), Extent { first, last }))
    };
    let is_first = |at: usize| at == 0 || above(rows, at).is_some_and(|row| row.texts(sheet).len() != 1);
    let first = roles.iter().position(|role| *role == Role::Body);
    if !first.is_some_and(|first| rows.get(first).is_some_and(is_title)) {
        return;
    }
    let beginnings: Vec<usize> = (first.unwrap_or(0) + 1..rows.len())
        .filter(|at| {
            let lines = rows.get(*at..).unwrap_or_default().iter().take_while(|row| is_title(row)).count();
            let head = rows.get(at + lines).filter(|_| lines > 1);
            let heads = head.is_some_and(|row| row.texts(sheet).len() > 1 && row.numbers(sheet) == 0);
            heads && is_first(*at)
        })
        .collect();
    for at in beginnings {
        if let Some(role) = roles.get_mut(at) {
            *role = Role::Line;
        }
    }
}

/// The row above another one.
fn above(rows: &[Row], at: usize) -> Option<&Row> {
    rows.get(at.checked_sub(1)?)
}
