//! Tables that only their alignment shows: with three rules or none.
//!
//! Lines of text form a region where several texts stand side by side line after line; its wrapped lines are
//! joined to cells, cells that stand one below the other are columns, header texts cover the columns around
//! whose middle they stand. A region that goes on on the next page is read as one with the first part.

mod blocks;
mod broken;
mod build;
mod captions;
mod code_parts;
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
mod settled;
mod thousands;
mod three_rules;
mod tight_rows;
mod vertical;
mod wide_lines;
mod words;

use super::flow::Piece;
use super::rules::Line;
use super::settings::Settings;
use crate::Hints;
use blocks::Placed;
use build::Texts;
use edges::Style;
use region::Region;
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
    // Where the last part of the regions so far ends on its page.
    let mut ends = (0, 0);
    let guides: Vec<Guide> = regions
        .iter_mut()
        .map(|region| {
            let floor = region.parts.first().filter(|part| part.sheet == ends.0).map_or(0, |_| ends.1);
            let guide = three_rules::frame(&sheets, rules, region, floor, hints).unwrap_or_default();
            ends = region.parts.last().map_or(ends, |part| (part.sheet, part.to));
            guide
        })
        .collect();
    // Which region each piece belongs to; the lines of a part that was joined to an earlier one go with it.
    let mut owner: Vec<Vec<Option<usize>>> = sheets.iter().map(|pieces| vec![None; pieces.len()]).collect();
    let texts: Vec<Option<Texts>> = regions
        .iter()
        .zip(guides)
        .map(|(region, guide)| build::texts(placed(region, &sheets), guide, hints, settings))
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

/// The chunks of a region on one scale of heights.
fn placed(region: &Region, sheets: &[Vec<Piece>]) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    let mut bottom: Option<f32> = None;
    for part in &region.parts {
        let lines =
            sheets[part.sheet][part.from + part.skip..part.to].iter().filter_map(|piece| match piece {
                Piece::Line(line) => Some(line),
                Piece::Table(_) => None,
            });
        let lines: Vec<_> = lines.collect();
        let Some(first) = lines.first() else { continue };
        // Twice the size keeps the parts' lines apart, as rows are.
        let shift = bottom.map_or(0.0, |bottom| bottom + 2.5 * first.size - first.baseline);
        for line in &lines {
            bottom = Some(line.baseline + shift);
            out.extend(line.chunks.iter().map(|chunk| Placed {
                chunk: chunk.clone(),
                page: line.page,
                shift,
            }));
        }
    }
    out
}
