//! Two tables side by side on one page, each below a title of its own: the lines above them hold what is said of both.

use super::draft::Draft;
use super::flow::Piece;
use super::prose::TextLine;
use super::settings::Settings;
use super::text::{Chunk, bounds};
use crate::Hints;
use mingxi_model::text::squeeze;

/// How much of the lower of two tables stands beside the other, at least.
const BESIDE: f32 = 0.5;
/// How many lines above the tables may be titles and captions.
const REACH: usize = 8;
/// How far, in em, a text may reach over the sides of its table.
const OVERHANG: f32 = 2.0;
/// The narrowest blank, in em, that may part the captions of two tables.
const BLANK: f32 = 0.2;

/// Gives each table the texts of the lines above that stand over it alone, where every table has a title of its own. A
/// caption printed once is said of both.
pub(super) fn titled(sheets: Vec<Vec<Piece>>, hints: &Hints, settings: &Settings) -> Vec<Vec<Piece>> {
    sheets.into_iter().map(|pieces| titled_page(pieces, hints, settings)).collect()
}

fn titled_page(mut pieces: Vec<Piece>, hints: &Hints, settings: &Settings) -> Vec<Piece> {
    let mut left = 0;
    while left + 1 < pieces.len() {
        if let (Piece::Table(a), Piece::Table(b)) = (&pieces[left], &pieces[left + 1])
            && are_beside(a, b)
            && let Some(parted) = parted(&pieces, left, hints, settings)
        {
            let count = parted.before.len();
            let tables: Vec<Piece> = pieces.splice(left - parted.lines..left + 2, []).collect();
            let mut tables: Vec<Piece> =
                tables.into_iter().filter(|piece| matches!(piece, Piece::Table(_))).collect();
            let lines = |lines: Vec<TextLine>| lines.into_iter().map(Piece::Line);
            // The pieces are put where the first line stood, left table first.
            let right = tables.pop();
            let [over_left, over_right] = parted.over;
            let all: Vec<Piece> = lines(parted.before)
                .chain(lines(over_left))
                .chain(tables)
                .chain(lines(over_right))
                .chain(right)
                .collect();
            let at = left - parted.lines;
            left = at + count + 1;
            pieces.splice(at..at, all);
        }
        left += 1;
    }
    pieces
}

/// Whether two tables, the left one first, stand beside each other.
fn are_beside(a: &Draft, b: &Draft) -> bool {
    let shared = a.bbox.y1.min(b.bbox.y1) - a.bbox.y0.max(b.bbox.y0);
    let lower = (a.bbox.y1 - a.bbox.y0).min(b.bbox.y1 - b.bbox.y0);
    a.bbox.x1 <= b.bbox.x0 && shared >= BESIDE * lower
}

/// The lines above two tables.
struct Parted {
    /// How many of the pieces right above they are.
    lines: usize,
    /// Those of both.
    before: Vec<TextLine>,
    /// Those of the left and of the right table.
    over: [Vec<TextLine>; 2],
}

/// The line with a text cut in two that ends the left table's caption and begins the right one's: 单位：万元 表八, with
/// its blank where the tables are parted.
fn cut_between(line: &TextLine, end: f32, begin: f32, settings: &Settings) -> TextLine {
    let parted = |chunk: &Chunk| {
        let over = chunk.bbox.x0 < end - chunk.size && chunk.bbox.x1 > begin + chunk.size;
        let gap = |at: usize| (chunk.marks[at - 1].x1, chunk.marks[at].x0);
        let is_between = |at: &usize| {
            let (from, to) = gap(*at);
            to - from > BLANK * chunk.size && from < begin + chunk.size && to > end - chunk.size
        };
        let widest = (1..chunk.marks.len()).filter(is_between).max_by(|a, b| {
            let width = |at: usize| gap(at).1 - gap(at).0;
            width(*a).total_cmp(&width(*b))
        });
        widest.filter(|_| over)
    };
    let chunks = line.chunks.iter().flat_map(|chunk| match parted(chunk) {
        Some(at) => {
            let (left, right) = chunk.split(at, settings);
            vec![left, right]
        }
        None => vec![chunk.clone()],
    });
    TextLine { chunks: chunks.collect(), ..line.clone() }
}

/// The lines above the tables at `left` and after it; `None` where not each of them has a title among these.
fn parted(pieces: &[Piece], left: usize, hints: &Hints, settings: &Settings) -> Option<Parted> {
    let (Piece::Table(a), Piece::Table(b)) = (pieces.get(left)?, pieces.get(left + 1)?) else { return None };
    let lines: Vec<&TextLine> = pieces[..left]
        .iter()
        .rev()
        .take(REACH)
        .map_while(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Table(_) => None,
        })
        .collect();
    let is_title = |text: &str| hints.title.is_match(&squeeze(text));
    let mut before: Vec<TextLine> = Vec::new();
    let mut over: [Vec<TextLine>; 2] = [Vec::new(), Vec::new()];
    let lines: Vec<TextLine> =
        lines.iter().map(|line| cut_between(line, a.bbox.x1, b.bbox.x0, settings)).collect();
    for line in lines.iter().rev() {
        let sides: Option<Vec<usize>> = line
            .chunks
            .iter()
            .map(|chunk| {
                let reach = OVERHANG * chunk.size;
                [a, b].into_iter().position(|table| {
                    chunk.bbox.x0 > table.bbox.x0 - reach && chunk.bbox.x1 < table.bbox.x1 + reach
                })
            })
            .collect();
        let part = |side: usize, sides: &[usize]| -> Option<TextLine> {
            let own = line.chunks.iter().zip(sides).filter(|(_, of)| **of == side);
            let chunks: Vec<_> = own.map(|(chunk, _)| chunk.clone()).collect();
            let bbox = bounds(chunks.iter().map(|chunk| chunk.bbox));
            (!chunks.is_empty()).then(|| TextLine { chunks, bbox, ..line.clone() })
        };
        match sides {
            None => before.push(line.clone()),
            Some(sides) => {
                let parts = [part(0, &sides), part(1, &sides)];
                let is_lone_caption = |line: &TextLine| hints.caption.is_match(&squeeze(&line.text()));
                match parts {
                    [Some(one), None] | [None, Some(one)] if is_lone_caption(&one) => {
                        over.iter_mut().for_each(|over| over.push(one.clone()));
                    }
                    parts => over.iter_mut().zip(parts).for_each(|(over, part)| over.extend(part)),
                }
            }
        }
    }
    let is_titled = |lines: &[TextLine]| lines.iter().any(|line| is_title(&line.text()));
    over.iter().all(|lines| is_titled(lines)).then_some(Parted { lines: lines.len(), before, over })
}
