//! Tables that only their alignment shows: with three rules or none.
//!
//! Lines of text form a region where several texts stand side by side line after line; its wrapped lines are
//! joined to cells, cells that stand one below the other are columns, header texts cover the columns around
//! whose middle they stand. A region that goes on on the next page is read as one with the first part.

mod blocks;
mod broken;
mod build;
mod captions;
mod columns;
mod covers;
mod cut;
mod doubt;
mod edges;
mod enumeration;
mod fit;
mod grid;
mod hanging;
mod header;
mod heads;
mod levels;
mod link;
mod page_end;
mod region;
mod repeats;
mod row_starts;
mod ruled_rows;
mod settled;
mod three_rules;
mod tight_rows;
mod vertical;
mod words;

use super::flow::Piece;
use super::prose::TextLine;
use super::rules::Line;
use super::settings::Settings;
use crate::Hints;
use blocks::Placed;
use build::Texts;
use edges::Style;
use region::{Part, Region};
use three_rules::Guide;

/// Replaces the lines of tables without rules by their tables, page by page.
pub(super) fn tables(
    sheets: Vec<Vec<Piece>>,
    rules: &[Vec<Line>],
    hints: &Hints,
    settings: &Settings,
) -> Vec<Vec<Piece>> {
    let sheets = captions::unbroken(sheets, hints);
    let mut regions = region::regions(&sheets, rules, hints);
    link::link(&sheets, &mut regions, hints);
    regions.retain(|region| !enumeration::is_list(region, &sheets));
    let guides: Vec<Guide> = regions
        .iter_mut()
        .map(|region| three_rules::frame(&sheets, rules, region, hints).unwrap_or_default())
        .collect();
    // Which region each piece belongs to; the lines of a part that was joined to an earlier one go with it.
    let mut owner: Vec<Vec<Option<usize>>> = sheets.iter().map(|pieces| vec![None; pieces.len()]).collect();
    let texts: Vec<Option<Texts>> = regions
        .iter()
        .zip(guides)
        .map(|(region, guide)| {
            let rules = rules_of(region, &sheets, rules);
            build::texts(placed(region, &sheets), &rules, guide, hints, settings)
        })
        .collect();
    // One program printed all tables of a document; what one of them leaves open others show.
    let mut style = Style::default();
    texts.iter().flatten().for_each(|texts| style.add(texts.style()));
    let mut drafts: Vec<Option<Piece>> = Vec::new();
    for (region, texts) in regions.iter().zip(texts) {
        let Some(texts) = texts else {
            drafts.push(None);
            continue;
        };
        let draft = build::build(texts, &style, hints);
        for part in &region.parts {
            owner[part.sheet][part.from..part.to].fill(Some(drafts.len()));
        }
        drafts.push(Some(Piece::Table(Box::new(draft))));
    }
    sheets
        .into_iter()
        .zip(owner)
        .map(|(pieces, owner)| {
            pieces
                .into_iter()
                .zip(owner)
                .filter_map(|(piece, owner)| match owner {
                    None => Some(piece),
                    // The table takes the place of its first line.
                    Some(region) => drafts[region].take(),
                })
                .collect()
        })
        .collect()
}

/// The lines of a part of a region that are read: those that repeat the header are not.
fn lines_of<'s>(part: &Part, sheets: &'s [Vec<Piece>]) -> Vec<&'s TextLine> {
    let pieces = &sheets[part.sheet][part.from + part.skip..part.to];
    let lines = pieces.iter().filter_map(|piece| match piece {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    });
    lines.collect()
}

/// What is added to the heights of each part of a region, so that all of them are on one scale.
fn shifts(region: &Region, sheets: &[Vec<Piece>]) -> Vec<f32> {
    let mut bottom: Option<f32> = None;
    let shift = |part: &Part| {
        let lines = lines_of(part, sheets);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return 0.0 };
        // Twice the size keeps the parts' lines apart, as rows are.
        let shift = bottom.map_or(0.0, |bottom| bottom + 2.5 * first.size - first.baseline);
        bottom = Some(last.baseline + shift);
        shift
    };
    region.parts.iter().map(shift).collect()
}

/// The chunks of a region on one scale of heights.
fn placed(region: &Region, sheets: &[Vec<Piece>]) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    for (part, shift) in region.parts.iter().zip(shifts(region, sheets)) {
        for line in lines_of(part, sheets) {
            out.extend(line.chunks.iter().map(|chunk| Placed {
                chunk: chunk.clone(),
                page: line.page,
                shift,
            }));
        }
    }
    out
}

/// The horizontal rules among and around the lines of a region, on the scale of its texts. Above the first line of a
/// further part stands the end of what repeats the header.
fn rules_of(region: &Region, sheets: &[Vec<Piece>], rules: &[Vec<Line>]) -> Vec<Line> {
    /// How far above and below its texts a table has its outermost rules, in em.
    const AROUND: f32 = 3.0;
    let mut out = Vec::new();
    for (index, (part, shift)) in region.parts.iter().zip(shifts(region, sheets)).enumerate() {
        let lines = lines_of(part, sheets);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
        let above = if index == 0 { AROUND } else { 0.35 };
        let (top, bottom) = (first.baseline - above * first.size, last.baseline + AROUND * last.size);
        let own = rules[part.sheet].iter().filter(|rule| rule.pos > top && rule.pos < bottom);
        out.extend(own.map(|rule| Line { pos: rule.pos + shift, ..*rule }));
    }
    out
}
