//! What the words of a table without rules say: which rows are header, which texts are one word.

use super::super::text::bounds;
use super::blocks::{Block, LINE_PITCH};
use super::columns::{Column, body_columns, overlapping};
use crate::Hints;
use crate::row_kind::{RowKind, header_rows, row_kind};
use mingxi_model::parse_number;
use mingxi_model::text::{counts_columns, squeeze};

/// How many rows stand above the rule that ends the header; none where an amount stands among them.
pub(super) fn above_rule(rows: &[Vec<Block>], header_end: Option<f32>) -> usize {
    let Some(end) = header_end else { return 0 };
    let count = rows.iter().take_while(|row| row.iter().all(|block| block.last < end)).count();
    let is_amount = |block: &Block| block.text.contains('.') && parse_number(&block.text).is_some();
    if rows[..count].iter().flatten().any(is_amount) { 0 } else { count }
}

/// The kinds of the rows. A lone header word at the top heads a group whose columns follow below it; so do other
/// words right above a row of header words, and all above the rule that ends the header (`above` rows).
pub(super) fn kinds(texts: &[Vec<&str>], above: usize, hints: &Hints) -> Vec<RowKind> {
    let mut kinds = kinds_by_words(texts, hints);
    if let Some(numbers) = numbered_names(texts, hints) {
        kinds[..numbers].fill(RowKind::Header);
        kinds[numbers] = RowKind::Index;
    } else if kinds.first() == Some(&RowKind::Data) && heads_amounts(texts, hints) {
        kinds[0] = RowKind::Header;
    }
    // A form, whose first row names nothing, has such a rule too.
    let above = if kinds[..above].contains(&RowKind::Header) { above } else { 0 };
    let is_name = |text: &&str| {
        let text = squeeze(text);
        parse_number(&text).is_none() && !hints.numbered.is_match(&text) && !hints.total.is_match(&text)
    };
    let unknown = kinds.iter().take_while(|kind| !matches!(kind, RowKind::Header | RowKind::Index)).count();
    let heads = unknown <= MAX_UNKNOWN
        && kinds.get(unknown) == Some(&RowKind::Header)
        && texts[..unknown].iter().flatten().all(is_name);
    let forced = above.max(if heads { unknown } else { 0 });
    for kind in kinds[..forced].iter_mut().filter(|kind| **kind != RowKind::Index) {
        *kind = RowKind::Header;
    }
    if above > 0
        && let Some(numbers) = texts.get(above)
    {
        // The numbers of the columns may stand below the rule.
        if row_kind(numbers.iter().copied(), true, hints) == RowKind::Index {
            kinds[above] = RowKind::Index;
        }
    }
    kinds
}

/// The most rows of names above the numbers of their columns.
const MAX_NAMED: usize = 4;
/// The row that numbers the columns where all above it are names, whatever words they are: at least as many as there are
/// numbers.
fn numbered_names(texts: &[Vec<&str>], hints: &Hints) -> Option<usize> {
    let is_number = |text: &&&str| text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let counts = |row: &[&str]| {
        let filled: Vec<String> = row.iter().map(|text| squeeze(text)).collect();
        row.iter().any(|text| is_number(&text)) && counts_columns(&filled)
    };
    let numbers = texts.iter().take(MAX_NAMED + 1).position(|row| counts(row))?;
    let names = texts[..numbers].iter().flatten();
    let is_name = |text: &&str| {
        let text = squeeze(text);
        parse_number(&text).is_none() && (!hints.numbered.is_match(&text) || hints.header.is_match(&text))
    };
    let count = names.clone().count();
    (count >= texts[numbers].iter().filter(is_number).count() && names.into_iter().all(is_name))
        .then_some(numbers)
}

/// Fewest names in a row of which only the last one is known.
const MIN_NAMES: usize = 3;

/// Whether the first row are names of columns of which the last one is known, and every row below ends with an amount.
fn heads_amounts(texts: &[Vec<&str>], hints: &Hints) -> bool {
    let [names, rows @ ..] = texts else { return false };
    let is_amount = |text: &&str| text.contains('.') && parse_number(&squeeze(text)).is_some();
    let is_name = |text: &&str| {
        let text = squeeze(text);
        parse_number(&text).is_none() && !hints.numbered.is_match(&text) && !hints.total.is_match(&text)
    };
    let is_known = |text: &&str| hints.header.is_match(&squeeze(text));
    names.len() >= MIN_NAMES
        && names.iter().all(is_name)
        && names.last().is_some_and(is_known)
        && !rows.is_empty()
        && rows.iter().all(|row| row.last().is_some_and(is_amount))
}

/// How many rows of words that no vocabulary knows may stand above a header's known ones.
const MAX_UNKNOWN: usize = 2;

fn kinds_by_words(texts: &[Vec<&str>], hints: &Hints) -> Vec<RowKind> {
    let heads = |row: &[&str]| row.iter().all(|text| hints.header.is_match(&squeeze(text)));
    let lone = texts.iter().take_while(|row| row.len() == 1 && heads(row)).count();
    let mut kinds = vec![RowKind::Header; lone];
    let mut after_header = lone > 0;
    for row in &texts[lone..] {
        let kind = row_kind(row.iter().copied(), after_header, hints);
        after_header = match kind {
            RowKind::Header | RowKind::Index => true,
            RowKind::Blank => after_header,
            RowKind::Data | RowKind::Section => false,
        };
        kinds.push(kind);
    }
    // Without a header below it a lone word is no header.
    if kinds.get(lone).is_none_or(|kind| *kind != RowKind::Header) {
        kinds[..lone].fill(RowKind::Section);
    }
    kinds
}

/// Puts header texts back together that were cut at a blank of their own (科目　编码): together they are a
/// header word, and no body column tells them apart.
pub(super) fn rejoin_headers(rows: &mut Vec<Vec<Block>>, header_end: Option<f32>, hints: &Hints) {
    let texts: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(|block| block.text.as_str()).collect()).collect();
    let header = header_rows(kinds(&texts, above_rule(rows, header_end), hints).into_iter());
    let body = body_columns(rows, header);
    let mut header = header;
    while let Some(emptied) = rejoin_broken(&mut rows[..header], &body) {
        if emptied < header && rows[emptied].is_empty() {
            rows.remove(emptied);
            header -= 1;
        }
    }
    // Numbers of columns in the header's last row tell how many columns stand there.
    let numbers: Vec<f32> = rows[..header]
        .last()
        .filter(|row| row.iter().filter(|block| is_small_number(block)).count() > 1)
        .map(|row| row.iter().filter(|block| is_small_number(block)).map(Block::centre_x).collect())
        .unwrap_or_default();
    let near = |block: &Block| {
        let em = 0.3 * block.size;
        overlapping(&body, block.bbox.x0 - em, block.bbox.x1 + em)
    };
    let names: Vec<Block> =
        rows[..header].iter().flatten().filter(|b| !is_small_number(b)).cloned().collect();
    let named = |name: &Block, above: &Block, x: f32| {
        name.first > above.last + 0.5 * above.size && (name.centre_x() - x).abs() < 0.6 * name.size
    };
    for row in &mut rows[..header] {
        let mut index = 1;
        while index < row.len() {
            let (a, b) = (&row[index - 1], &row[index]);
            let word = squeeze(&format!("{}{}", a.text, b.text));
            let same_line = (a.first - b.first).abs() < 0.1 * a.size;
            let gap = (b.bbox.x0 - a.bbox.x1) / a.size;
            let (columns_a, columns_b) = (near(a), near(b));
            let apart = !columns_a.is_empty() && !columns_b.is_empty() && columns_b.end - columns_a.start > 1;
            let counted: Vec<f32> = numbers
                .iter()
                .filter(|x| **x > a.bbox.x0 - a.size && **x < b.bbox.x1 + a.size)
                .copied()
                .collect();
            let heads = |text: &str| hints.header.is_match(text) || hints.total.is_match(text);
            let alone = |block: &Block| heads(&squeeze(&block.text));
            // Two header words side by side are two headers, unless the two make a short word of their own.
            let two = alone(a) && alone(b) && word.chars().count() > 4;
            let sums = [a, b].iter().any(|block| hints.total.is_match(&squeeze(&block.text)));
            // A number under the two together stands in their middle, or begins with the first; one under a name of its
            // own below them is that column's.
            let one = |x: f32| {
                let middle = (a.bbox.x0 + b.bbox.x1) / 2.0;
                let off = (x - middle).abs();
                let is_nearest = off < (x - a.centre_x()).abs() && off < (x - b.centre_x()).abs();
                (is_nearest || (x - a.bbox.x0).abs() < 0.5 * a.size)
                    && !names.iter().any(|name| named(name, a, x))
            };
            let joins = match counted.as_slice() {
                [] => gap < 2.2 && !apart && !two && !sums && heads(&word),
                [x] => {
                    (gap < 8.0 || gap < 20.0 && (*x - (a.bbox.x0 + b.bbox.x1) / 2.0).abs() < 1.5)
                        && !apart
                        && (!two || one(*x))
                        && !sums
                        && heads(&word)
                }
                _ => false,
            };
            if same_line && joins {
                let b = row.remove(index);
                let a = &mut row[index - 1];
                a.text.push(' ');
                a.text.push_str(&b.text);
                a.bbox = bounds([a.bbox, b.bbox].into_iter());
            } else {
                index += 1;
            }
        }
    }
}

/// The widest gap in em within a name that is set with blanks.
const BLANKS: f32 = 6.0;

/// Puts one name back together whose first line was cut at a blank of its own and that goes on below it
/// (科目　编 over 码): the lower line stands in the middle of the two, and no column tells them apart. Gives the row the
/// lower line was taken from; none where nothing is left to join.
fn rejoin_broken(rows: &mut [Vec<Block>], body: &[Column]) -> Option<usize> {
    let is_word = |block: &Block| parse_number(&block.text).is_none();
    let is_rest = |a: &Block, b: &Block, c: &Block| {
        let middle = (a.bbox.x0 + b.bbox.x1) / 2.0;
        let pitch = c.first - a.last;
        (c.centre_x() - middle).abs() < 0.3 * c.size
            && c.bbox.x0 < b.bbox.x0
            && c.bbox.x1 > a.bbox.x1
            && pitch > 0.5 * a.size
            && pitch <= LINE_PITCH * a.size
            && a.page == c.page
            && is_word(c)
    };
    for row in 0..rows.len() {
        let pairs = (0..rows[row].len())
            .flat_map(|first| (first + 1..rows[row].len()).map(move |next| (first, next)));
        for (first, next) in pairs {
            let (a, b) = (&rows[row][first], &rows[row][next]);
            let gap = (b.bbox.x0 - a.bbox.x1) / a.size;
            let columns = overlapping(body, a.bbox.x0, b.bbox.x1);
            let is_pair = (a.first - b.first).abs() < 0.1 * a.size
                && (a.last - b.last).abs() < 0.1 * a.size
                && (0.0..BLANKS).contains(&gap)
                && columns.len() < 2
                && is_word(a)
                && is_word(b);
            if !is_pair {
                continue;
            }
            let below = (0..rows.len())
                .find_map(|row| Some((row, rows[row].iter().position(|other| is_rest(a, b, other))?)));
            let Some((from, at)) = below else { continue };
            let second = rows[row][next].clone();
            let rest = rows[from][at].clone();
            let a = &mut rows[row][first];
            a.text = format!("{} {}\n{}", a.text, second.text, rest.text);
            a.bbox = bounds([a.bbox, second.bbox, rest.bbox].into_iter());
            a.last = rest.last;
            rows[row].retain(|block| *block != second);
            rows[from].retain(|block| *block != rest);
            return Some(from);
        }
    }
    None
}

fn is_small_number(block: &Block) -> bool {
    block.text.len() <= 2 && block.text.chars().all(|c| c.is_ascii_digit())
}
