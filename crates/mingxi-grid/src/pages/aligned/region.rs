//! Where the tables without rules stand: runs of lines with several texts side by side.

use super::super::flow::Piece;
use super::super::prose::TextLine;
use super::super::text::Chunk;
use super::broken::is_piece;
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
    header: usize,
}

/// What a line is to a table without rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    /// Names or numbers of columns.
    Header,
    /// Several texts side by side.
    Row,
    /// One text that may be a row or a cell's further line.
    Single,
    /// A title, caption, note or running text: no table goes over it.
    Other,
}

/// How many lines a header has at most.
const HEADER_LINES: usize = 16;

/// The same where names are set one character below the other, each cell at heights of its own.
const TALLEST_HEADER: usize = 60;

/// Lines closer than this, in em, stand in one row: a label of two lines beside its amounts.
const OVERLAPPING: f32 = 0.9;

/// How far, in em, a repeated name may stand from where it stood before.
const SAME_PLACE: f32 = 1.5;

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
pub(super) fn regions(sheets: &[Vec<Piece>], hints: &Hints) -> Vec<Region> {
    let mut out = Vec::new();
    for (sheet, pieces) in sheets.iter().enumerate() {
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
            out.extend(trim(pieces, &kinds, sheet, from, to));
            from = to;
        }
    }
    out
}

fn kinds(pieces: &[Piece], hints: &Hints) -> Vec<LineKind> {
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
    for index in 0..pieces.len() {
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

fn line_at(pieces: &[Piece], index: usize) -> Option<&TextLine> {
    match &pieces[index] {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

/// Takes lines off a run's ends that are no rows; `None` where no table is left.
fn trim(pieces: &[Piece], kinds: &[LineKind], sheet: usize, from: usize, to: usize) -> Option<Region> {
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
    if rows < 2 || !(has_header || rows > 2 && is_table_like(pieces, start, to)) {
        return None;
    }
    let size = line_at(pieces, start)?.size;
    let last_many = (start..to).rfind(many)?;
    // Single lines at the end are rows of one label, or a cell's further lines, while they look like the rows.
    let mut end = last_many + 1;
    while end < to {
        let (Some(above), Some(line)) = (line_at(pieces, end - 1), line_at(pieces, end)) else { break };
        let same_size = (line.size - above.size).abs() < 0.1 * size.max(1.0);
        let near = line.baseline - above.baseline < 2.6 * above.size;
        let in_line = (start..=last_many)
            .filter_map(|i| line_at(pieces, i))
            .any(|other| other.chunks.iter().any(|chunk| (chunk.bbox.x0 - line.bbox.x0).abs() < 1.5));
        if !(same_size && near && in_line) {
            break;
        }
        end += 1;
    }
    let header = (start..end).take_while(|i| kinds[*i] == LineKind::Header).count();
    Some(Region { parts: vec![Part { sheet, from: start, to: end, skip: 0 }], header })
}

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
    if skip > 0 || below.header == 0 || begins_with_rest(sheets, last, below) {
        return Some(skip);
    }
    let goes_on = first.from == 0 && names_columns_of_form(sheets, above, below);
    goes_on.then(|| repeated_names(&sheets[last.sheet][last.from..last.to], &sheets[first.sheet][..first.to]))
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
