//! What makes a table without rules uncertain, and where: rows as tight as lines, names that run into each other.

use super::blocks::{Block, LINE_PITCH};
use super::columns::{Column, never_together, overlapping};
use super::fit::HeaderCell;
use crate::Hints;
use crate::row_kind::RowKind;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;
use std::ops::Range;

/// A place of a table that may be read in another way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    /// Rows of the region's texts, header rows counted; all where `None`.
    pub(super) rows: Option<Range<usize>>,
    /// Columns; all where `None`.
    pub(super) cols: Option<Range<usize>>,
    /// What may be wrong, as a clause of a sentence.
    pub(super) reason: &'static str,
}

fn of_rows(rows: Range<usize>, reason: &'static str) -> Spot {
    Spot { rows: Some(rows), cols: None, reason }
}

fn of_columns(cols: Range<usize>, reason: &'static str) -> Spot {
    Spot { rows: None, cols: Some(cols), reason }
}

/// What the rows and columns of a region leave open.
pub(super) fn spots(
    rows: &[Vec<Block>],
    header: usize,
    tree: usize,
    head: &[Block],
    columns: &[Column],
    hints: &Hints,
) -> Vec<Spot> {
    let mut out: Vec<Spot> = Vec::new();
    if rows_like_lines(rows, header) {
        let reason = "its rows stand as close as the lines of a cell, so that names may be cut";
        out.push(Spot { rows: None, cols: None, reason });
    }
    out.extend(loose_ends(rows, header, hints));
    out.extend(broken_codes(rows, header));
    out.extend(lone_digits(rows, header, columns));
    out.extend(joined_entries(rows, header, hints));
    out.extend(names_over_amounts(rows, header, columns));
    out.extend(between_headers(columns, head));
    out.extend(without_header(columns, tree));
    out.extend(split_counts(columns));
    out.extend(numbers_over_columns(rows, header, columns));
    out
}

/// A row stands this many times further below the one above than lines of a cell do, or the two look alike.
const APART: f32 = 1.15;

/// Whether wrapped cells cannot be told from rows: the rows stand as close as the lines of a cell.
fn rows_like_lines(rows: &[Vec<Block>], header: usize) -> bool {
    let wrapped = rows.iter().flatten().filter(|block| block.text.contains('\n'));
    let mut pitches: Vec<f32> = wrapped
        .map(|block| (block.last - block.first) / block.text.matches('\n').count().max(1) as f32)
        .collect();
    let body = &rows[header.min(rows.len())..];
    let top = |row: &[Block]| row.iter().map(|block| block.first).fold(f32::INFINITY, f32::min);
    let bottom = |row: &[Block]| row.iter().map(|block| block.last).fold(f32::NEG_INFINITY, f32::max);
    let mut gaps: Vec<f32> = body.windows(2).map(|pair| top(&pair[1]) - bottom(&pair[0])).collect();
    gaps.retain(|gap| *gap > 0.0);
    pitches.sort_by(f32::total_cmp);
    gaps.sort_by(f32::total_cmp);
    let (Some(pitch), Some(gap)) = (pitches.get(pitches.len() / 2), gaps.get(gaps.len() / 2)) else {
        return false;
    };
    *gap < APART * pitch
}

/// Body rows that may be the end of the label above: one text below another one that fills its column.
fn loose_ends(rows: &[Vec<Block>], header: usize, hints: &Hints) -> Vec<Spot> {
    let header = header.min(rows.len());
    let body = &rows[header..];
    let is_end = |index: &usize| {
        let [below] = body[*index].as_slice() else { return false };
        // The end of a page may cut a cell as well.
        let near = |above: &&Block| {
            let gap = below.first - above.last;
            gap > 0.0 && (gap < FARTHEST * below.size || above.page != below.page)
        };
        if index
            .checked_sub(2)
            .is_some_and(|first| is_rest_of_indented(&body[first..*index], below, body, hints))
        {
            return true;
        }
        let close = |above: &&Block| {
            let in_line = (above.bbox.x0 - below.bbox.x0).abs() < 1.2
                || (above.centre_x() - below.centre_x()).abs() < 1.2;
            in_line && near(above)
        };
        let Some(above) = body[*index - 1].iter().find(close) else { return false };
        let widest = body
            .iter()
            .flatten()
            .filter(|block| block.bbox.x0 < above.bbox.x1 && above.bbox.x0 < block.bbox.x1)
            .map(|block| block.bbox.x1 - block.bbox.x0)
            .fold(0.0, f32::max);
        let full = above.bbox.x1 - above.bbox.x0 > widest - 1.05 * above.size;
        let text = squeeze(&below.text);
        // The last digits of a code that its cell broke.
        let is_code = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let narrower = below.bbox.x1 - below.bbox.x0 < above.bbox.x1 - above.bbox.x0 - 0.3 * below.size;
        if is_code(&text) && is_code(&above.text) && narrower {
            return true;
        }
        full && parse_number(&text).is_none()
            && !hints.numbered.is_match(&text)
            && !hints.total.is_match(&text)
    };
    let reason = "a name may go on in the line below it";
    (1..body.len())
        .filter(is_end)
        .map(|index| of_rows(header + index.saturating_sub(2)..header + index + 1, reason))
        .collect()
}

/// Two lines may be those of one cell while they stand closer than so many em.
const FARTHEST: f32 = 1.8;

/// Whether a lone text is the end of an indented one in the rows above it, which fills its column and whose
/// further lines begin at the column's left.
fn is_rest_of_indented(above: &[Vec<Block>], below: &Block, body: &[Vec<Block>], hints: &Hints) -> bool {
    let text = squeeze(&below.text);
    if parse_number(&text).is_some() || hints.numbered.is_match(&text) || hints.total.is_match(&text) {
        return false;
    }
    let is_indented = |upper: &&Block| {
        let gap = below.first - upper.last;
        gap > 0.5 * below.size
            && (gap < FARTHEST * below.size || upper.page != below.page)
            && below.bbox.x0 < upper.bbox.x0 - 0.5 * below.size
            && below.bbox.x1 > upper.bbox.x0 - 2.0 * below.size
            && parse_number(&upper.text).is_none()
    };
    let is_full = |upper: &Block| {
        let same = |block: &&Block| {
            (block.bbox.x0 - below.bbox.x0).abs() < 1.2
                && block.bbox.x0 < upper.bbox.x1
                && block.bbox.x1 > upper.bbox.x0
        };
        let right = body.iter().flatten().filter(same).map(|block| block.bbox.x1).fold(0.0, f32::max);
        upper.bbox.x1 > right - 1.05 * upper.size
    };
    above.iter().flatten().take(MAX_TEXTS).filter(is_indented).any(is_full)
}

/// The most texts of a row that are compared with those of the next.
const MAX_TEXTS: usize = 200;

/// Rows that begin with the rest of a code from the row above: two codes stand as close as the lines of a cell,
/// beside a text whose lines go over both.
fn broken_codes(rows: &[Vec<Block>], header: usize) -> Vec<Spot> {
    let header = header.min(rows.len());
    let body = &rows[header..];
    let is_digits = |block: &&Block| !block.text.is_empty() && block.text.chars().all(|c| c.is_ascii_digit());
    let is_broken =
        |pair: &[Vec<Block>]| {
            let texts = || pair[0].iter().take(MAX_TEXTS).chain(pair[1].iter().take(MAX_TEXTS));
            let wrapped: Vec<&Block> = texts().filter(|block| block.last > block.first).collect();
            let over_both = |upper: &Block, lower: &Block| {
                let near = 0.3 * upper.size;
                wrapped.iter().any(|block| {
                    let is_row = parse_number(&squeeze(&block.text)).is_some()
                        || (block.first - upper.first).abs() < near;
                    is_row && block.first < upper.last + near && block.last > lower.first - near
                })
            };
            let rest = |upper: &Block, lower: &Block| {
                let in_line = (upper.bbox.x0 - lower.bbox.x0).abs() < 1.2
                    || (upper.centre_x() - lower.centre_x()).abs() < 1.2;
                let gap = lower.first - upper.last;
                in_line && gap > 0.5 * lower.size && gap <= LINE_PITCH * lower.size && over_both(upper, lower)
            };
            !wrapped.is_empty()
                && pair[0].iter().take(MAX_TEXTS).filter(is_digits).any(|upper| {
                    pair[1].iter().take(MAX_TEXTS).filter(is_digits).any(|lower| rest(upper, lower))
                })
        };
    let reason = "a code may go on in the line below it";
    let pairs = body.windows(2).enumerate().filter(|(_, pair)| is_broken(pair));
    pairs.map(|(index, _)| of_rows(header + index..header + index + 2, reason)).collect()
}

/// Fewest rows of nothing but digits that tell of codes broken over lines.
const BROKEN: usize = 2;
/// The most digits that a line of a narrow column holds.
const FEW_DIGITS: usize = 4;

/// Rows of a table of amounts that hold nothing but a few digits: codes that their column broke over lines.
fn lone_digits(rows: &[Vec<Block>], header: usize, columns: &[Column]) -> Vec<Spot> {
    let is_lone = |row: &&Vec<Block>| {
        let [block] = row.as_slice() else { return false };
        block.text.len() <= FEW_DIGITS && block.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let has_amounts = columns.iter().any(|column| column.decimals && column.is_numeric());
    let lone = rows.iter().skip(header).filter(is_lone).count();
    let reason = "its codes may be broken over several lines";
    (has_amounts && lone >= BROKEN).then_some(Spot { rows: None, cols: None, reason }).into_iter().collect()
}

/// Rows beside a text that holds several entries of a list while amounts in a row next to it have no name: the names of
/// rows as tight as lines were taken for one.
fn joined_entries(rows: &[Vec<Block>], header: usize, hints: &Hints) -> Vec<Spot> {
    let header = header.min(rows.len());
    let is_amount = |block: &Block| block.text.contains('.') && parse_number(&block.text).is_some();
    let is_nameless = |row: usize, name: &Block| {
        rows.get(row).filter(|_| row >= header).is_some_and(|row| {
            let over = |block: &Block| block.bbox.x0 < name.bbox.x1 && name.bbox.x0 < block.bbox.x1;
            row.iter().take(MAX_TEXTS).any(is_amount) && !row.iter().take(MAX_TEXTS).any(over)
        })
    };
    let reason = "a cell may hold the names of several rows";
    let mut out = Vec::new();
    for (row, blocks) in rows.iter().enumerate().skip(header) {
        for block in blocks.iter().take(MAX_TEXTS).filter(|block| block.text.contains('\n')) {
            let further = block.text.lines().skip(1);
            let entries = further.filter(|line| hints.numbered.is_match(&squeeze(line))).count();
            let above = row.saturating_sub(1);
            if entries > 0 && (is_nameless(above, block) || is_nameless(row + 1, block)) {
                out.push(of_rows(above..row + entries + 2, reason));
            }
        }
    }
    out
}

/// Columns of numbers that have no header of their own.
fn without_header(columns: &[Column], tree: usize) -> Vec<Spot> {
    let is_bare = |index: &usize| {
        let column = &columns[*index];
        column.header.is_none() && !column.shares && column.is_numeric() && tree > 0
    };
    let bare = (0..columns.len()).filter(is_bare);
    bare.map(|index| of_columns(index..index + 1, "no name stands over this column of numbers")).collect()
}

/// Columns of counts that share the header of the column before them although a column of names stands before
/// both and no row has a number in both: they are one column whose numbers are set in two ways, and the headers
/// beside may have moved.
fn split_counts(columns: &[Column]) -> Vec<Spot> {
    let is_name = |column: &Column| column.rows.len() > 1 && !column.is_numeric();
    let is_split = |index: &usize| {
        columns[*index].shares
            && columns[*index].is_numeric()
            && columns[..*index].iter().any(is_name)
            && never_together(&columns[index - 1..=*index])
    };
    let reason = "two columns may be one whose numbers are set in two ways";
    let first = (1..columns.len()).find(is_split);
    first.map(|index| of_columns(index - 1..columns.len(), reason)).into_iter().collect()
}

/// Columns of whole numbers that stand between their own header and one that has no column, below neither.
fn between_headers(columns: &[Column], head: &[Block]) -> Vec<Spot> {
    let is_between = |index: usize| {
        let column = &columns[index];
        let Some(own) = column.header.map(|block| &head[block]) else { return false };
        if column.rows.is_empty() || !column.is_numeric() || column.decimals {
            return false;
        }
        let (after, before) = (column.begins.0 > own.bbox.x1, column.ends.1 < own.bbox.x0);
        let other = match (before, after) {
            (true, _) => index.checked_sub(1).and_then(|other| columns.get(other)),
            (_, true) => columns.get(index + 1),
            (false, false) => None,
        };
        other.is_some_and(|other| other.rows.is_empty() && other.header.is_some())
    };
    let reason = "its numbers stand between two names";
    let between = (0..columns.len()).filter(|index| is_between(*index));
    between.map(|index| of_columns(index.saturating_sub(1)..(index + 2).min(columns.len()), reason)).collect()
}

/// Whether a cell holds two numbers side by side, one of them an amount: two cells were taken for one.
pub(super) fn holds_two_numbers(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).take(MAX_TEXTS).collect();
    words.len() > 1
        && !text.contains('\n')
        && words.iter().all(|word| parse_number(word).is_some())
        && words.iter().any(|word| word.contains('.'))
}

/// The longest text, in characters, that is searched for several names.
const MAX_NAMES: usize = 80;

/// The columns under texts of the header that are the names of several columns set without a gap between them.
pub(super) fn run_together(head: &[Block], cells: &[HeaderCell], hints: &Hints) -> Vec<Spot> {
    let heads = |text: &str| hints.header.is_match(text);
    // The longest name at the start of a text, and so on to its end.
    let rest = |text: &str| {
        let ends = text.char_indices().skip(2).map(|(at, _)| at);
        ends.filter(|at| heads(&text[..*at])).last().map(|at| text[at..].to_owned())
    };
    let is_several = |block: &&Block| {
        let text = squeeze(&block.text);
        if heads(&text) || text.chars().count() > MAX_NAMES {
            return false;
        }
        let mut left = text;
        while let Some(next) = rest(&left) {
            if heads(&next) {
                return true;
            }
            left = next;
        }
        false
    };
    let reason = "the names of several columns run into each other";
    let several = cells.iter().filter(|cell| is_several(&&head[cell.block]));
    several.map(|cell| of_columns(cell.from..cell.to, reason)).collect()
}

/// How many rows of the body look like rows of a header that the header lost: names of columns above the first
/// amount, or numbers of columns.
pub(super) fn lost_header_rows(rows: &[Vec<Block>], kinds: &[RowKind], header: usize) -> usize {
    if header == 0 {
        return 0;
    }
    let body = header.min(rows.len())..rows.len();
    let is_amount = |block: &Block| block.text.contains('.') && parse_number(&block.text).is_some();
    let first = body.clone().find(|row| rows[*row].iter().any(is_amount)).unwrap_or(body.start);
    let names =
        (body.start..first).filter(|row| kinds[*row] == RowKind::Header && rows[*row].len() > 1).count();
    let counts_up = |row: &[Block]| {
        let numbers: Vec<i64> = row.iter().filter_map(|block| block.text.parse().ok()).collect();
        numbers.len() > 2
            && numbers.len() + 1 >= row.len()
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    names + body.filter(|row| counts_up(&rows[*row])).count()
}

/// Columns over several of which a number of the body stands.
fn numbers_over_columns(rows: &[Vec<Block>], header: usize, columns: &[Column]) -> Vec<Spot> {
    let under = |block: &Block| {
        let under = overlapping(columns, block.bbox.x0, block.bbox.x1);
        (under.len() > 1 && parse_number(&squeeze(&block.text)).is_some()).then_some(under)
    };
    let body = rows.iter().skip(header).flatten();
    let mut spots: Vec<Spot> =
        body.filter_map(under).map(|cols| of_columns(cols, "a number stands over several columns")).collect();
    spots.dedup();
    spots
}

/// Columns of amounts in which a text stands above the first amount: the end of a header that was cut.
fn names_over_amounts(rows: &[Vec<Block>], header: usize, columns: &[Column]) -> Vec<Spot> {
    if header == 0 {
        return Vec::new();
    }
    let body = &rows[header.min(rows.len())..];
    let is_amount = |block: &Block| block.text.contains('.') && parse_number(&block.text).is_some();
    let under_name = |block: &Block| {
        let text = squeeze(&block.text);
        let under = overlapping(columns, block.bbox.x0, block.bbox.x1);
        let is_name = text.chars().count() > 1
            && parse_number(&text).is_none()
            && under.len() == 1
            && columns[under.clone()].iter().all(|column| column.decimals && column.is_numeric());
        is_name.then_some(under)
    };
    let upper = body.iter().take_while(|row| !row.iter().any(is_amount)).flatten();
    upper.filter_map(under_name).map(|cols| of_columns(cols, "its name may go on below the header")).collect()
}

/// Columns of which one name is as close to the name below it as lines of one text, while not both of them are
/// known names: a wrapped name was cut.
pub(super) fn cut_names(head: &[Block], cells: &[HeaderCell], hints: &Hints) -> Vec<Spot> {
    let heads = |block: &Block| hints.header.is_match(&squeeze(&block.text));
    let is_line = |cell: &&HeaderCell| {
        cells.iter().any(|other| {
            let (upper, lower) = (&head[cell.block], &head[other.block]);
            let gap = lower.first - upper.last;
            (cell.from, cell.to) == (other.from, other.to)
                && cell.to - cell.from == 1
                && gap > 0.5 * lower.size
                && gap < LINE_PITCH * lower.size
                && !(heads(upper) && heads(lower))
        })
    };
    let cut = cells.iter().filter(is_line);
    cut.map(|cell| of_columns(cell.from..cell.to, "its name may be cut in two")).collect()
}
