//! Which regions are parts of one table that goes on over pages.

use super::super::flow::Piece;
use super::super::prose::TextLine;
use super::broken::is_piece;
use super::region::{LineKind, Part, Region, kinds, line_at};
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// How many lines a header has at most.
const HEADER_LINES: usize = 16;

/// The same where names are set one character below the other, each cell at heights of its own.
const TALLEST_HEADER: usize = 60;

/// How far, in em, a repeated name may stand from where it stood before.
const SAME_PLACE: f32 = 1.5;

/// Joins a region to the one that ends the page before: no text stands between, and the second has the same
/// header or none.
pub(super) fn link(sheets: &[Vec<Piece>], regions: &mut Vec<Region>, hints: &Hints) {
    extend_to_lone_rows(sheets, regions, hints);
    let mut out: Vec<Region> = Vec::new();
    for region in regions.drain(..) {
        let joined = out.last_mut().and_then(|above| {
            let skip = goes_on(sheets, above, &region)?;
            Some((above, skip))
        });
        match joined {
            Some((above, skip)) => {
                let part = Part { skip, ..region.parts[0].clone() };
                above.parts.push(part);
            }
            None => out.push(region),
        }
    }
    *regions = out;
}

/// A page whose first lines are rows of the table that ends the page before, but too few for a region; so page after
/// page.
fn extend_to_lone_rows(sheets: &[Vec<Piece>], regions: &mut Vec<Region>, hints: &Hints) {
    let mut added: Vec<Region> = Vec::new();
    // Regions whose first lines were taken for none of their own.
    let mut grown = Vec::new();
    let mut next_one = 0;
    while let Some(region) = regions.get(next_one).or_else(|| added.get(next_one - regions.len())).cloned() {
        next_one += 1;
        let part = &region.parts[0];
        let next = part.sheet + 1;
        let Some(pieces) = sheets.get(next).filter(|_| part.to == sheets[part.sheet].len()) else { continue };
        let kinds = kinds(pieces, hints);
        // Captions and title may be printed again above the rows.
        let start = (0..pieces.len()).take_while(|index| repeats_frame(sheets, part, next, *index)).count();
        let to = (start..pieces.len()).find(|i| kinds[*i] == LineKind::Other).unwrap_or(pieces.len());
        let (lefts, rights) = text_edges(&sheets[part.sheet][part.from..part.to]);
        let fits = |index: usize| {
            line_at(pieces, index).is_some_and(|line| {
                line.chunks
                    .iter()
                    .all(|chunk| is_near(&lefts, chunk.bbox.x0) || is_near(&rights, chunk.bbox.x1))
            })
        };
        let end = (start..to).find(|index| !fits(*index)).unwrap_or(to);
        match regions.iter().position(|other| other.parts[0].sheet == next && other.parts[0].from <= end) {
            Some(index) => grown.push((index, start)),
            None if end > start => {
                let part = Part { sheet: next, from: start, to: end, skip: 0 };
                added.push(Region { parts: vec![part], header: 0 });
            }
            None => {}
        }
    }
    for (index, start) in grown {
        let part = &mut regions[index].parts[0];
        part.from = part.from.min(start);
    }
    regions.extend(added);
    regions.sort_by_key(|region| (region.parts[0].sheet, region.parts[0].from));
}

/// Where the texts of lines begin and end, sorted.
fn text_edges(pieces: &[Piece]) -> (Vec<f32>, Vec<f32>) {
    let chunks = || {
        pieces.iter().flat_map(|piece| match piece {
            Piece::Line(line) => line.chunks.as_slice(),
            Piece::Table(_) => &[],
        })
    };
    let mut lefts: Vec<f32> = chunks().map(|chunk| chunk.bbox.x0).collect();
    let mut rights: Vec<f32> = chunks().map(|chunk| chunk.bbox.x1).collect();
    lefts.sort_by(f32::total_cmp);
    rights.sort_by(f32::total_cmp);
    (lefts, rights)
}

/// Whether one of the sorted edges is this one.
fn is_near(edges: &[f32], x: f32) -> bool {
    edges.get(edges.partition_point(|edge| *edge < x - 1.5)).is_some_and(|edge| *edge <= x + 1.5)
}

/// Whether a line says again what the header says: a whole line of it, or names of columns that stood at several
/// heights because the rows below them are not repeated (项目 over 科目名称, beside names in the middle).
fn repeats_header(line: &TextLine, head: &[&TextLine]) -> bool {
    let whole = squeeze(&line.text());
    if head.iter().any(|other| squeeze(&other.text()) == whole) {
        return true;
    }
    let stands = |text: &str, centre: f32| {
        head.iter().flat_map(|other| &other.chunks).any(|chunk| {
            let middle = (chunk.bbox.x0 + chunk.bbox.x1) / 2.0;
            squeeze(&chunk.text) == text && (middle - centre).abs() < SAME_PLACE * chunk.size
        })
    };
    line.chunks.iter().all(|chunk| {
        let text = squeeze(&chunk.text);
        parse_number(&text).is_none() && stands(&text, (chunk.bbox.x0 + chunk.bbox.x1) / 2.0)
    })
}

/// How many lines above a table may be its title and captions.
const FRAME_LINES: usize = 10;

/// Whether a line of a page says what one of the lines above the table's first part says.
fn repeats_frame(sheets: &[Vec<Piece>], origin: &Part, sheet: usize, index: usize) -> bool {
    let text = |sheet: usize, index: usize| line_at(&sheets[sheet], index).map(|line| squeeze(&line.text()));
    let line = text(sheet, index);
    let above = origin.from.saturating_sub(FRAME_LINES)..origin.from;
    line.is_some() && above.into_iter().any(|above| text(origin.sheet, above) == line)
}

/// Whether the first line of a page begins as the table does and then says something else: the next of several forms
/// (项目名称 | another project).
fn begins_again(sheets: &[Vec<Piece>], origin: &Part, first: &Part) -> bool {
    let line = |part: &Part| line_at(&sheets[part.sheet], part.from);
    let (Some(above), Some(below)) = (line(origin), line(first)) else { return false };
    let (Some(a), Some(b)) = (above.chunks.first(), below.chunks.first()) else { return false };
    above.chunks.len() > 1
        && squeeze(&a.text) == squeeze(&b.text)
        && parse_number(&a.text).is_none()
        && (a.bbox.x0 - b.bbox.x0).abs() < SAME_PLACE * a.size
        && squeeze(&above.text()) != squeeze(&below.text())
        && above.chunks.len() == below.chunks.len()
}

/// Whether `below` goes on with `above`; gives the number of its lines that repeat the header.
fn goes_on(sheets: &[Vec<Piece>], above: &Region, below: &Region) -> Option<usize> {
    let (last, first) = (above.parts.last()?, below.parts.first()?);
    if last.sheet + 1 != first.sheet || last.to != sheets[last.sheet].len() {
        return None;
    }
    let origin = &above.parts[0];
    if !(0..first.from).all(|index| repeats_frame(sheets, origin, first.sheet, index)) {
        return None;
    }
    if begins_again(sheets, origin, first) {
        return None;
    }
    // Up to the first amount everything may be header, wrapped lines included; far down any number ends it.
    let is_body = |index: usize| {
        let far = index >= origin.from + HEADER_LINES;
        line_at(&sheets[origin.sheet], index).is_some_and(|line| {
            line.chunks.iter().any(|chunk| {
                let text = &chunk.text;
                parse_number(text).is_some() && (far || text.contains('.')) || far && is_piece(text)
            })
        })
    };
    let known = origin.from + above.header;
    let reach = origin.to.min(known.max(origin.from) + TALLEST_HEADER);
    let end = (known..reach).find(|index| is_body(*index));
    // Without a number in sight only the usual height of a header tells.
    let end = end.unwrap_or(reach.min((known + 2).max(origin.from + HEADER_LINES)));
    let head: Vec<&TextLine> =
        (origin.from..end).filter_map(|index| line_at(&sheets[origin.sheet], index)).collect();
    let repeats =
        |index: &usize| line_at(&sheets[first.sheet], *index).is_some_and(|line| repeats_header(line, &head));
    let skip = (first.from..first.to).take_while(repeats).count();
    let skip = skip - lone_digits(&sheets[first.sheet][first.from..first.from + skip]);
    if skip > 0 || below.header == 0 || begins_with_rest(sheets, last, below) {
        return Some(skip);
    }
    let goes_on = first.from == 0 && names_columns_of_form(sheets, above, below);
    goes_on.then(|| repeated_names(&sheets[last.sheet][last.from..last.to], &sheets[first.sheet][..first.to]))
}

/// How many of the lines that repeat a header are the first of a row at its end: digits of a code that is broken as the
/// first one of the table was. Below the numbers of columns they may be the rest of one of those.
fn lone_digits(lines: &[Piece]) -> usize {
    let is_digits = |piece: &&Piece| match piece {
        Piece::Line(line) => line.chunks.iter().all(|chunk| is_piece(&chunk.text)),
        Piece::Table(_) => false,
    };
    let numbers_columns = |piece: &Piece| match piece {
        Piece::Line(line) => {
            let small = |text: &str| text.len() < 3 && is_piece(text) && !text.starts_with('0');
            line.chunks.iter().filter(|chunk| small(&chunk.text)).count() > 2
        }
        Piece::Table(_) => false,
    };
    if lines.iter().any(numbers_columns) { 0 } else { lines.iter().rev().take_while(is_digits).count() }
}

/// Whether a page begins with a lone word below a text of the page before, and rows follow: the rest of a label, though
/// the word could name a column (卫生健康 | 支出).
fn begins_with_rest(sheets: &[Vec<Piece>], last: &Part, below: &Region) -> bool {
    let first = &below.parts[0];
    let Some(line) = line_at(&sheets[first.sheet], first.from) else { return false };
    let lefts = text_edges(&sheets[last.sheet][last.from..last.to]).0;
    below.header == 1 && line.chunks.len() == 1 && is_near(&lefts, line.bbox.x0)
}

/// How many lines at the top of a page are printed again from within the form above.
fn repeated_names(above: &[Piece], below: &[Piece]) -> usize {
    let text = |piece: &Piece| match piece {
        Piece::Line(line) => Some(squeeze(&line.text())),
        Piece::Table(_) => None,
    };
    let from =
        above.iter().rposition(|piece| text(piece).is_some() && text(piece) == below.first().and_then(text));
    from.map_or(0, |from| {
        above[from..].iter().zip(below).take_while(|(above, below)| text(above) == text(below)).count()
    })
}

/// Whether the names at the top of a page are those of a form that the page before began: a form has rows before it
/// names columns, and the names stand where its texts do.
fn names_columns_of_form(sheets: &[Vec<Piece>], above: &Region, below: &Region) -> bool {
    let (Some(last), Some(first)) = (above.parts.last(), below.parts.first()) else { return false };
    let (lefts, rights) = text_edges(&sheets[last.sheet][last.from..last.to]);
    let names = line_at(&sheets[first.sheet], first.from);
    above.header == 0
        && names.is_some_and(|line| {
            line.chunks
                .iter()
                .filter(|chunk| is_near(&lefts, chunk.bbox.x0) || is_near(&rights, chunk.bbox.x1))
                .count()
                * 2
                > line.chunks.len()
        })
}
