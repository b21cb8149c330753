//! What makes a table without rules uncertain: rows as tight as lines, names that run into each other.

use super::blocks::{Block, LINE_PITCH};
use super::columns::{Column, never_together, overlapping};
use super::covers::HeaderCell;
use crate::Hints;
use crate::row_kind::RowKind;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// A row stands this many times further below the one above than lines of a cell do, or the two look alike.
const APART: f32 = 1.15;

/// Whether wrapped cells cannot be told from rows: the rows stand as close as the lines of a cell.
pub(super) fn rows_like_lines(rows: &[Vec<Block>], header: usize) -> bool {
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

/// How many body rows may be the end of the label above: one text below another one that fills its column.
pub(super) fn loose_ends(rows: &[Vec<Block>], header: usize, hints: &Hints) -> usize {
    let body = &rows[header.min(rows.len())..];
    let is_end = |index: &usize| {
        let [below] = body[*index].as_slice() else { return false };
        // The end of a page may cut a cell as well.
        let near = |above: &&Block| {
            let gap = below.first - above.last;
            gap > 0.0 && (gap < 1.8 * below.size || above.page != below.page)
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
    (1..body.len()).filter(is_end).count()
}

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
            && (gap <= LINE_PITCH * below.size || upper.page != below.page)
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

/// How many rows begin with the rest of a code from the row above: two codes stand as close as the lines of a
/// cell, beside a text whose lines go over both.
pub(super) fn broken_codes(rows: &[Vec<Block>], header: usize) -> usize {
    let body = &rows[header.min(rows.len())..];
    let is_digits = |block: &&Block| !block.text.is_empty() && block.text.chars().all(|c| c.is_ascii_digit());
    let is_broken =
        |pair: &&[Vec<Block>]| {
            let texts = || pair[0].iter().take(MAX_TEXTS).chain(pair[1].iter().take(MAX_TEXTS));
            let wrapped: Vec<&Block> = texts().filter(|block| block.text.contains('\n')).collect();
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
    body.windows(2).filter(is_broken).count()
}

/// How many columns of numbers have no header of their own.
pub(super) fn without_header(columns: &[Column], tree: usize) -> usize {
    let is_bare = |column: &&Column| column.header.is_none() && !column.shares && column.is_numeric();
    if tree == 0 { 0 } else { columns.iter().filter(is_bare).count() }
}

/// How many columns of counts share the header of the column before them although a column of names stands before
/// both and no row has a number in both: they are one column whose numbers are set in two ways, and the headers
/// beside may have moved.
pub(super) fn split_counts(columns: &[Column]) -> usize {
    let is_name = |column: &Column| column.rows.len() > 1 && !column.is_numeric();
    let is_split = |index: &usize| {
        columns[*index].shares
            && columns[*index].is_numeric()
            && columns[..*index].iter().any(is_name)
            && never_together(&columns[index - 1..=*index])
    };
    (1..columns.len()).filter(is_split).count()
}

/// How many columns of whole numbers stand between their own header and one that has no column, below neither.
pub(super) fn between_headers(columns: &[Column], head: &[Block]) -> usize {
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
    (0..columns.len()).filter(|index| is_between(*index)).count()
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

/// How many of the header's texts are the names of several columns set without a gap between them.
pub(super) fn run_together(head: &[Block], hints: &Hints) -> usize {
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
    head.iter().filter(is_several).count()
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

/// How many numbers of the body stand over several columns.
pub(super) fn numbers_over_columns(rows: &[Vec<Block>], header: usize, columns: &[Column]) -> usize {
    let body = rows.iter().skip(header).flatten();
    body.filter(|block| {
        overlapping(columns, block.bbox.x0, block.bbox.x1).len() > 1
            && parse_number(&squeeze(&block.text)).is_some()
    })
    .count()
}

/// How many texts stand above the first amount in a column of amounts: the end of a header that was cut.
pub(super) fn names_over_amounts(rows: &[Vec<Block>], header: usize, columns: &[Column]) -> usize {
    if header == 0 {
        return 0;
    }
    let body = &rows[header.min(rows.len())..];
    let is_amount = |block: &Block| block.text.contains('.') && parse_number(&block.text).is_some();
    let is_name = |block: &&Block| {
        let text = squeeze(&block.text);
        let under = overlapping(columns, block.bbox.x0, block.bbox.x1);
        text.chars().count() > 1
            && parse_number(&text).is_none()
            && under.len() == 1
            && columns[under].iter().all(|column| column.decimals && column.is_numeric())
    };
    body.iter().take_while(|row| !row.iter().any(is_amount)).flatten().filter(is_name).count()
}

/// How many names over one column are as close to the name below them as lines of one text, while not both of
/// them are known names: a wrapped name was cut.
pub(super) fn cut_names(head: &[Block], cells: &[HeaderCell], hints: &Hints) -> usize {
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
    cells.iter().filter(is_line).count()
}
