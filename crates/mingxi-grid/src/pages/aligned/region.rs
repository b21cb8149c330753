//! Where the tables without rules stand: runs of lines with several texts side by side.

use super::super::flow::Piece;
use super::super::prose::TextLine;
use super::super::rules::Line;
use super::super::text::Chunk;
use super::blocks::LINE_PITCH;
use crate::Hints;
use crate::row_kind::{RowKind, row_kind};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// A part of a region on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Index of the page's pieces.
    pub(super) sheet: usize,
    /// Pieces of the page, half open.
    pub(super) from: usize,
    pub(super) to: usize,
    /// How many lines at its start repeat the header and are left out.
    pub(super) skip: usize,
}

/// The lines of one table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region {
    pub(super) parts: Vec<Part>,
    /// How many lines at the start are header.
    pub(super) header: usize,
}

/// What a line is to a table without rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Names or numbers of columns.
    Header,
    /// Several texts side by side.
    Row,
    /// One text that may be a row or a cell's further line.
    Single,
    /// A title, caption, note or running text: no table goes over it.
    Other,
}

/// Lines closer than this, in em, stand in one row: a label of two lines beside its amounts.
const OVERLAPPING: f32 = 0.9;

/// Gap in em between the characters of one word at most.
const SPREAD: f32 = 4.0;

/// Gap in em between two texts that stand side by side.
const SIDE_BY_SIDE: f32 = 0.9;

fn line_kind(line: &TextLine, after_header: bool, hints: &Hints) -> LineKind {
    let texts = words(line, hints);
    let is_caption = |text: &String| hints.caption.is_match(text);
    let joined: String = texts.concat();
    let kind = row_kind(texts.iter().map(String::as_str), after_header, hints);
    let heads =
        matches!(kind, RowKind::Header | RowKind::Index) || texts.iter().all(|t| hints.header.is_match(t));
    if hints.note.is_match(&joined) || (!heads && texts.iter().all(is_caption)) {
        return LineKind::Other;
    }
    // A lone text that ends as titles do is one, also where its first word may head a column (2026年…表).
    let may_be_title = texts.len() == 1 || !heads && texts.len() == 2;
    if may_be_title && hints.title.is_match(&joined) && !hints.numbered.is_match(&joined) {
        return LineKind::Other;
    }
    if heads {
        return LineKind::Header;
    }
    let apart =
        line.chunks.windows(2).any(|pair| pair[1].bbox.x0 - pair[0].bbox.x1 > SIDE_BY_SIDE * pair[0].size);
    if apart {
        return LineKind::Row;
    }
    let (left, right) = line.column;
    let width = line.bbox.x1 - line.bbox.x0;
    let begins_left = line.bbox.x0 < left + 4.0 * line.size;
    let is_long = width > 0.6 * (right - left) && begins_left;
    if is_long { LineKind::Other } else { LineKind::Single }
}

/// The texts of a line; a header word set with blanks between its characters (收　入) is one.
fn words(line: &TextLine, hints: &Hints) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<&Chunk> = None;
    for chunk in &line.chunks {
        let text = squeeze(&chunk.text);
        let is_single = |text: &str| text.chars().count() == 1;
        let is_near = last.is_some_and(|last| chunk.bbox.x0 - last.bbox.x1 < SPREAD * chunk.size);
        match out.last_mut().filter(|word| is_near && is_single(&text) && is_single(word)) {
            Some(word) if hints.header.is_match(&format!("{word}{text}")) => word.push_str(&text),
            _ => out.push(text),
        }
        last = Some(chunk);
    }
    out
}

/// The regions of all pages, each on one page still.
pub(super) fn regions(sheets: &[Vec<Piece>], rules: &[Vec<Line>], hints: &Hints) -> Vec<Region> {
    let mut out = Vec::new();
    for (sheet, pieces) in sheets.iter().enumerate() {
        let begins = |index: &usize| {
            let (Some(above), Some(line)) = (line_at(pieces, *index - 1), line_at(pieces, *index)) else {
                return false;
            };
            two_tables(above, line, &rules[sheet])
        };
        let mut kinds = kinds(pieces, hints);
        keep_cell_lines(pieces, &mut kinds);
        part_by_size(pieces, &mut kinds);
        let mut from = 0;
        while from < pieces.len() {
            if kinds[from] == LineKind::Other {
                from += 1;
                continue;
            }
            let to = (from..pieces.len()).find(|i| kinds[*i] == LineKind::Other).unwrap_or(pieces.len());
            let region = |from: usize, to: usize, is_framed: bool| {
                trim(pieces, &kinds, Run { sheet, from, to, is_framed }, hints)
            };
            // Two tables only where both are.
            let mut is_framed = false;
            for next in (from + 1..to).filter(begins) {
                let upper = region(from, next, true);
                if upper.is_some() && region(next, to, true).is_some() {
                    out.extend(upper);
                    (from, is_framed) = (next, true);
                }
            }
            out.extend(region(from, to, is_framed));
            from = to;
        }
    }
    out
}

/// Rules of two tables stand this many points apart at least; closer ones are a double rule.
const TWO_TABLES: f32 = 5.0;
/// The share of its column's width that a rule of a whole table has.
const LONG: f32 = 0.8;

/// Whether one table ends and another one begins between two lines: each has a rule there, and both go over all texts.
fn two_tables(above: &TextLine, line: &TextLine, rules: &[Line]) -> bool {
    let (left, right) = line.column;
    let is_between = |rule: &&Line| {
        rule.pos > above.baseline
            && rule.pos < line.baseline
            && rule.to.min(right) - rule.from.max(left) > LONG * (right - left)
    };
    let heights = rules.iter().filter(is_between).map(|rule| rule.pos);
    let (top, bottom) = heights.fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), y| (a.min(y), b.max(y)));
    bottom - top > TWO_TABLES && bottom < line.baseline
}

pub(super) fn kinds(pieces: &[Piece], hints: &Hints) -> Vec<LineKind> {
    let mut kinds = kinds_by_words(pieces, hints);
    list_titles(pieces, &mut kinds);
    kinds
}

/// Lines below the names of columns, or at the top of a page, that all look like titles behind a number are the rows of
/// a list of forms.
fn list_titles(pieces: &[Piece], kinds: &mut [LineKind]) {
    let places = |index: usize| {
        let line = line_at(pieces, index).filter(|line| line.chunks.len() > 1)?;
        Some((line.chunks[0].bbox.x0, line.chunks[1].bbox.x0))
    };
    let mut from = 0;
    while from < pieces.len() {
        let is_below = from == 0 || kinds[from - 1] == LineKind::Header;
        let Some(first) = places(from).filter(|_| is_below) else {
            from += 1;
            continue;
        };
        let is_alike = |index: &usize| {
            places(*index).is_some_and(|other| {
                (first.0 - other.0).abs() < IN_LIST && (first.1 - other.1).abs() < IN_LIST
            })
        };
        let to = from + (from..pieces.len()).take_while(is_alike).count();
        if (from..to).filter(|index| kinds[*index] == LineKind::Other).count() > 1 {
            kinds[from..to].fill(LineKind::Row);
        }
        from = to.max(from + 1);
    }
}

/// The texts of a list begin within so many points of each other.
const IN_LIST: f32 = 1.5;

fn kinds_by_words(pieces: &[Piece], hints: &Hints) -> Vec<LineKind> {
    let mut after_header = false;
    pieces
        .iter()
        .map(|piece| {
            let kind = match piece {
                Piece::Line(line) => line_kind(line, after_header, hints),
                Piece::Table(_) => LineKind::Other,
            };
            after_header = kind == LineKind::Header;
            kind
        })
        .collect()
}

/// A single line away from the left margin that stands as close to a row as the lines of a cell do is one of
/// them, whatever its words say.
fn keep_cell_lines(pieces: &[Piece], kinds: &mut [LineKind]) {
    let is_cell_line = |index: usize, other: usize, kinds: &[LineKind]| {
        let (Some(line), Some(row)) = (line_at(pieces, index), line_at(pieces, other)) else { return false };
        let near = (line.baseline - row.baseline).abs() < 1.45 * line.size;
        let in_table = matches!(kinds[other], LineKind::Row | LineKind::Single);
        let same_size = (line.size - row.size).abs() < 0.05 * row.size;
        // A note or heading begins at the margin, but none stands so close that its line overlaps the row's.
        let overlaps = (line.baseline - row.baseline).abs() < OVERLAPPING * line.size;
        in_table && near && same_size && (overlaps || line.bbox.x0 > line.column.0 + 4.0 * line.size)
    };
    // Both ways, as a line may be saved by one that is saved itself.
    for index in (0..pieces.len()).chain((0..pieces.len()).rev()) {
        let beside = [index.checked_sub(1), Some(index + 1).filter(|i| *i < pieces.len())];
        if kinds[index] == LineKind::Other
            && beside.into_iter().flatten().any(|other| is_cell_line(index, other, kinds))
        {
            kinds[index] = LineKind::Single;
        }
    }
}

/// A single line in another size than the rows around it is a heading: no table goes over it.
fn part_by_size(pieces: &[Piece], kinds: &mut [LineKind]) {
    let size =
        |index: usize| line_at(pieces, index).filter(|line| line.chunks.len() > 1).map(|line| line.size);
    let mut before: Option<f32> = None;
    let next: Vec<Option<f32>> = (0..pieces.len())
        .rev()
        .scan(None, |next, index| {
            *next = size(index).or(*next);
            Some(*next)
        })
        .collect();
    for index in 0..pieces.len() {
        before = size(index).or(before);
        let Some(line) = line_at(pieces, index) else { continue };
        let differs = |other: Option<f32>| other.is_none_or(|other| (line.size - other).abs() > 0.15 * other);
        if line.chunks.len() == 1 && differs(before) && differs(next[pieces.len() - 1 - index]) {
            kinds[index] = LineKind::Other;
        }
    }
}

pub(super) fn line_at(pieces: &[Piece], index: usize) -> Option<&TextLine> {
    match &pieces[index] {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

/// Lines of a page between which no text stands that parts tables.
struct Run {
    sheet: usize,
    /// Pieces of the page, half open.
    from: usize,
    to: usize,
    /// Rules of two tables stand at one of its ends.
    is_framed: bool,
}

/// Takes lines off a run's ends that are no rows; `None` where no table is left.
fn trim(
    pieces: &[Piece],
    kinds: &[LineKind],
    Run { sheet, from, to, is_framed }: Run,
    hints: &Hints,
) -> Option<Region> {
    let many = |index: &usize| has_company(pieces, *index);
    // A table begins with its header, or else with the first line of several texts.
    let heads =
        |index: &usize| kinds[*index] == LineKind::Header && (index + 1..to).take(3).any(|next| many(&next));
    let first_many = (from..to).find(many)?;
    let mut start = (from..first_many).find(heads).unwrap_or(first_many);
    // The first line of a wrapped header stands a little above the header's other texts.
    while start > from && is_close(pieces, start - 1, start) {
        start -= 1;
    }
    let rows = (start..to).filter(many).count();
    let has_header = (start..to).any(|i| kinds[i] == LineKind::Header && many(&i));
    // A form without entries prints nothing but its names and the word for their total.
    let is_total = |index: usize| {
        line_at(pieces, index).is_some_and(|line| hints.total.is_match(&squeeze(&line.text())))
    };
    let is_blank = rows == 1 && has_header && start + 1 < to && is_total(start + 1);
    if !is_blank && rows < 2 || !(has_header || rows > 2 && (is_framed || is_table_like(pieces, start, to))) {
        return None;
    }
    let size = line_at(pieces, start)?.size;
    let last_many = (start..to).rfind(many)?;
    // Single lines at the end are rows of one label, or a cell's further lines, while they look like the rows.
    let mut end = if is_blank { start + 2 } else { last_many + 1 };
    while end < to {
        let (Some(above), Some(line)) = (line_at(pieces, end - 1), line_at(pieces, end)) else { break };
        let same_size = (line.size - above.size).abs() < 0.1 * size.max(1.0);
        let near = line.baseline - above.baseline < 2.6 * above.size;
        let in_line = (start..=last_many)
            .filter_map(|i| line_at(pieces, i))
            .any(|other| other.chunks.iter().any(|chunk| (chunk.bbox.x0 - line.bbox.x0).abs() < 1.5));
        if !(same_size && near && (in_line || hangs(pieces, end))) {
            break;
        }
        end += 1;
    }
    let header = (start..end).take_while(|i| kinds[*i] == LineKind::Header).count();
    Some(Region { parts: vec![Part { sheet, from: start, to: end, skip: 0 }], header })
}

/// Whether a line of one text is the rest of an indented name right above it: it begins left of the name's first line, in
/// the same column, and stands closer to it than the rows above do to each other.
fn hangs(pieces: &[Piece], index: usize) -> bool {
    let Some(upper) = index.checked_sub(1) else { return false };
    let (Some(row), Some(line)) = (line_at(pieces, upper), line_at(pieces, index)) else { return false };
    let pitch = line.baseline - row.baseline;
    let above = upper.checked_sub(1).and_then(|above| line_at(pieces, above));
    let is_close = above.is_some_and(|above| pitch < CLOSE * (row.baseline - above.baseline));
    let meets = |chunk: &&Chunk| chunk.bbox.x0 < line.bbox.x1 && line.bbox.x0 < chunk.bbox.x1;
    let mut names = row.chunks.iter().filter(meets);
    let is_name = |name: &Chunk| parse_number(&name.text).is_none() && line.bbox.x0 < name.bbox.x0;
    line.chunks.len() == 1
        && row.chunks.len() > 1
        && pitch <= LINE_PITCH * line.size
        && is_close
        && names.next().is_some_and(is_name)
        && names.next().is_none()
}

/// The distance of two lines of a cell is at most so much of that of rows.
const CLOSE: f32 = 0.8;

/// Whether two neighbouring lines stand closer than the lines of one cell.
fn is_close(pieces: &[Piece], upper: usize, lower: usize) -> bool {
    let (Some(a), Some(b)) = (line_at(pieces, upper), line_at(pieces, lower)) else { return false };
    (a.size - b.size).abs() < 0.1 * a.size && b.baseline - a.baseline < 1.1 * a.size
}

/// Whether a line's text has another one beside it: on the line itself, or on one so close above or below that
/// the two can only stand side by side.
fn has_company(pieces: &[Piece], index: usize) -> bool {
    let Some(line) = line_at(pieces, index) else { return false };
    let beside = |other: usize| {
        line_at(pieces, other).is_some_and(|other| {
            (other.baseline - line.baseline).abs() < 0.8 * line.size.min(other.size)
                && (other.bbox.x0 > line.bbox.x1 || other.bbox.x1 < line.bbox.x0)
        })
    };
    line.chunks.len() > 1 || index > 0 && beside(index - 1) || index + 1 < pieces.len() && beside(index + 1)
}

/// Lines without header words form a table where most begin their second text, or end their last number, at a common
/// place, and where that text is more than a page number.
fn is_table_like(pieces: &[Piece], from: usize, to: usize) -> bool {
    let lines: Vec<&TextLine> =
        (from..to).filter_map(|i| line_at(pieces, i)).filter(|line| line.chunks.len() > 1).collect();
    let most_common = |places: &[f32]| {
        places.iter().map(|x| places.iter().filter(|o| (*o - x).abs() < 1.5).count()).max().unwrap_or(0)
    };
    let seconds: Vec<f32> = lines.iter().map(|line| line.chunks[1].bbox.x0).collect();
    // Numbers end at a common place where their first digits do not begin at one.
    let last =
        |line: &&&TextLine| line.chunks.last().filter(|chunk| parse_number(&chunk.text).is_some()).is_some();
    let ends: Vec<f32> = lines.iter().filter(last).map(|line| line.bbox.x1).collect();
    let common = most_common(&seconds).max(most_common(&ends));
    let numbers_pages = lines.iter().all(|line| {
        line.chunks.len() == 2
            && squeeze(&line.chunks[1].text).chars().all(|c| c.is_ascii_digit() || "-.·…".contains(c))
    });
    2 * common >= lines.len() && !numbers_pages
}
