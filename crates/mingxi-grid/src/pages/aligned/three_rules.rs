//! What the rules of a table with three rules say: where its header begins and ends, which columns a group has.

use super::super::flow::Piece;
use super::super::prose::TextLine;
use super::super::rules::Line;
use super::region::Region;
use crate::Hints;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// The most long rules a page part of such a table has: a table with more is ruled row by row.
const MAX_RULES: usize = 4;
/// How many lines a header has at most above the first line with known words.
const MAX_LINES: usize = 6;
/// The share of the table's width a rule of the whole table has at least.
const LONG: f32 = 0.8;

/// What rules say of a header.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Guide {
    /// The height of the rule below the header.
    pub(super) header_end: Option<f32>,
    /// Rules of a part of the table's width: below a group's name they have the width of the group.
    pub(super) partial: Vec<Line>,
}

/// Takes the lines between the table's first rule and its first known line into the region, or without rules
/// one line that stands over its columns as a group's name does; gives what the rules say of the header.
///
/// No line above the piece `floor` of the region's page is taken: those belong to the table before.
pub(super) fn frame(
    sheets: &[Vec<Piece>],
    rules: &[Vec<Line>],
    region: &mut Region,
    floor: usize,
    hints: &Hints,
) -> Option<Guide> {
    let part = region.parts.first()?.clone();
    let pieces = &sheets[part.sheet];
    let lines: Vec<&TextLine> = (part.from..part.to).filter_map(|index| line_at(pieces, index)).collect();
    let (first, last) = (lines.first()?, lines.last()?);
    let left = lines.iter().map(|line| line.bbox.x0).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.bbox.x1).fold(f32::NEG_INFINITY, f32::max);
    let reach = MAX_LINES as f32 * 2.5 * first.size;
    let long: Vec<f32> = rules[part.sheet]
        .iter()
        .filter(|rule| rule.to.min(right) - rule.from.max(left) > LONG * (right - left))
        .map(|rule| rule.pos)
        .filter(|y| *y > first.baseline - reach && *y < last.baseline + 2.5 * last.size)
        .collect();
    let is_free = |index: usize| {
        line_at(pieces, index).is_some_and(|line| {
            let text = squeeze(&line.text());
            (line.size - first.size).abs() < 0.05 * first.size
                && !hints.caption.is_match(&text)
                && !hints.note.is_match(&text)
                && !hints.title.is_match(&text)
                && line.chunks.iter().all(|chunk| !hints.caption.is_match(&squeeze(&chunk.text)))
        })
    };
    let top = long.iter().copied().filter(|y| *y < first.baseline).fold(f32::NEG_INFINITY, f32::max);
    let mut from = part.from;
    while from > floor && part.from - from < MAX_LINES && is_free(from - 1) {
        let Some(line) = line_at(pieces, from - 1) else { break };
        let within = line.baseline > top && top.is_finite();
        let heads = from == part.from && heads_columns(line, first, left, right);
        if !within && !heads {
            break;
        }
        from -= 1;
    }
    region.parts[0].from = from;
    // A rule below the names of panels (收入 | 支出) goes on as long as the one below the whole header.
    let is_amount = |text: &str| text.contains('.') && parse_number(text).is_some();
    let has_amount = |line: &TextLine| line.chunks.iter().any(|chunk| is_amount(&chunk.text));
    let body = lines.iter().filter(|line| has_amount(line)).map(|line| line.baseline);
    let body = body.fold(last.baseline, f32::min);
    let end = long.iter().copied().filter(|y| *y > first.baseline && *y < body).reduce(f32::max);
    // Rules above the first one of this table are those of the table before.
    let own = long.iter().filter(|y| **y >= top).count();
    let header_end = end.filter(|_| top.is_finite() && own <= MAX_RULES);
    let partial = rules[part.sheet].iter().filter(|rule| {
        let width = rule.to.min(right) - rule.from.max(left);
        width > 0.0 && width <= LONG * (right - left) && rule.pos > top && rule.pos < last.baseline
    });
    Some(Guide { header_end, partial: partial.copied().collect() })
}

/// Whether a line right above a table is one text that stands over its columns, not in its middle or at a side.
fn heads_columns(line: &TextLine, first: &TextLine, left: f32, right: f32) -> bool {
    let centre = (line.bbox.x0 + line.bbox.x1) / 2.0;
    line.chunks.len() == 1
        && first.baseline - line.baseline < 2.6 * first.size
        && line.bbox.x0 > left + 0.1 * (right - left)
        && line.bbox.x1 < right - 1.0
        && (centre - (left + right) / 2.0).abs() > 1.5 * line.size
}

fn line_at(pieces: &[Piece], index: usize) -> Option<&TextLine> {
    match &pieces[index] {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}
