//! Rows further down that print the names of the columns once more: within a page, or where a page began in the file the
//! table was made of. Their texts are set in cells of their own and say nothing of the columns: the columns are found
//! without them, and each then stands under the name it repeats.

use super::blocks::Block;
use super::grid::{Band, Placing};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;
use std::collections::BTreeSet;

/// The share, in percent, of the header's texts that a repetition has at least.
const SHARE: usize = 60;
/// Texts of a whole row of the header that are no chance.
const WHOLE: usize = 3;
/// The longest number of a column.
const LONGEST_NUMBER: usize = 2;

/// A row that repeats names of columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Again {
    /// Before which of the rows left it stands.
    pub(super) before: usize,
    pub(super) texts: Vec<Block>,
}

/// Takes rows out of the body that repeat the first `header` rows, however their texts are parted into rows.
pub(super) fn take(rows: &mut Vec<Vec<Block>>, header: usize) -> Vec<Again> {
    let head: BTreeSet<String> = rows[..header].iter().flatten().map(|block| squeeze(&block.text)).collect();
    if head.len() < 2 {
        return Vec::new();
    }
    let page = |row: usize| rows.get(row).and_then(|row| row.first()).map(|block| block.page);
    let repeats: Vec<bool> = (0..rows.len())
        .map(|row| {
            // The end of a page cuts names in two.
            let is_cut = row > 0 && page(row - 1) != page(row) || page(row + 1) != page(row);
            rows[row].iter().all(|block| {
                let text = squeeze(&block.text);
                let is_part = |name: &String| name.starts_with(&text) || name.ends_with(&text);
                let is_name = is_made_of(&text, &head, MOST_NAMES) || is_cut && head.iter().any(is_part);
                is_name && (parse_number(&text).is_none() || text.len() <= LONGEST_NUMBER)
            })
        })
        .collect();
    let texts = |row: &[Block]| row.iter().map(|block| squeeze(&block.text)).collect::<Vec<String>>();
    let whole: Vec<Vec<String>> =
        rows[..header].iter().map(|row| texts(row)).filter(|row| row.len() >= WHOLE).collect();
    let mut is_left = vec![true; rows.len()];
    let mut from = header;
    while from < rows.len() {
        let run = repeats[from..].iter().take(2 * header).take_while(|repeats| **repeats).count();
        let said: BTreeSet<String> =
            rows[from..from + run].iter().flatten().map(|block| squeeze(&block.text)).collect();
        let is_whole = run > 0 && whole.contains(&texts(&rows[from]));
        if is_whole || said.len() > 1 && 100 * said.len() >= SHARE * head.len() {
            is_left[from..from + run].fill(false);
        }
        from += run.max(1);
    }
    let mut again = Vec::new();
    let mut left: Vec<Vec<Block>> = Vec::with_capacity(rows.len());
    for (texts, is_left) in std::mem::take(rows).into_iter().zip(is_left) {
        match is_left {
            true => left.push(texts),
            false => again.push(Again { before: left.len(), texts }),
        }
    }
    *rows = left;
    again
}

/// The most names that a repeated text is made of.
const MOST_NAMES: usize = 3;

/// Whether a text is one of the header's, or several of them run together: what was parted above may be one here.
fn is_made_of(text: &str, head: &BTreeSet<String>, names: usize) -> bool {
    let goes_on = |name: &String| {
        let rest = text.strip_prefix(name.as_str()).filter(|rest| !name.is_empty() && !rest.is_empty());
        rest.is_some_and(|rest| is_made_of(rest, head, names - 1))
    };
    head.contains(text) || names > 1 && head.iter().any(goes_on)
}

/// Cells of a grid with the heights of its rows.
pub(super) struct Body<'a> {
    pub(super) cells: &'a mut Vec<Placing>,
    pub(super) bands: &'a mut Vec<Band>,
    pub(super) columns: usize,
}

/// Puts rows back that repeat the header, each text where its name stands in the header; `home` gives the columns of a
/// text, `rows` the grid row before which each stands. Gives where each grid row and the end stand now.
pub(super) fn put_back(
    body: Body<'_>,
    again: &[Again],
    rows: &[usize],
    home: impl Fn(&Block) -> (usize, usize),
) -> Vec<usize> {
    let Body { cells, bands, columns } = body;
    let total = bands.len();
    // No row comes between the rows of one cell.
    let mut is_crossed = vec![false; total + 1];
    for cell in cells.iter() {
        is_crossed[(cell.row + 1).min(total)..(cell.row + cell.row_span).min(total)].fill(true);
    }
    let places: Vec<usize> =
        rows.iter().map(|row| (*row..total).find(|row| !is_crossed[*row]).unwrap_or(total)).collect();
    let moved = |row: usize| row + places.partition_point(|place| *place <= row);
    for cell in cells.iter_mut() {
        cell.row = moved(cell.row);
    }
    for (index, (row, place)) in again.iter().zip(&places).enumerate() {
        let at = place + index;
        let Some(first) = row.texts.first() else { continue };
        let top = row.texts.iter().map(|block| block.bbox.y0).fold(f32::INFINITY, f32::min);
        let bottom = row.texts.iter().map(|block| block.bbox.y1).fold(f32::NEG_INFINITY, f32::max);
        bands.insert(at, Band { page: first.page, shift: first.shift, top, bottom });
        let mut end = 0;
        for block in &row.texts {
            let (from, to) = home(block);
            let from = from.max(end);
            if from >= columns {
                // More texts than columns: the last cell holds the rest.
                if let Some(last) = cells.last_mut().filter(|last| last.row == at) {
                    last.text.push(' ');
                    last.text.push_str(&block.text);
                }
                continue;
            }
            let to = to.clamp(from + 1, columns);
            let blank = |col: usize| Placing { row: at, col, row_span: 1, col_span: 1, text: String::new(), x0: None };
            cells.extend((end..from).map(blank));
            cells.push(Placing {
                row: at,
                col: from,
                row_span: 1,
                col_span: to - from,
                text: block.text.clone(),
                x0: Some(block.bbox.x0),
            });
            end = to;
        }
        let blank = |col: usize| Placing { row: at, col, row_span: 1, col_span: 1, text: String::new(), x0: None };
        cells.extend((end..columns).map(blank));
    }
    (0..=total).map(moved).collect()
}
