//! Pages of glyphs and rules to prose and tables in reading order.
//!
//! The chain: rules are joined to lines, lines that meet to lattices, lattices to cells; glyphs fall into
//! cells; what stands outside is prose, among it tables that only their alignment shows; tables are joined
//! over pages and across the left and right halves of a wide sheet; frame rows become captions and notes.

mod aligned;
mod banded;
mod beside;
mod clipped;
mod continued;
mod draft;
mod fill;
mod flow;
mod furniture;
mod halves;
mod join;
mod lattice;
mod leads;
mod open_columns;
mod overprint;
mod paper;
mod prose;
mod ruled;
mod rules;
mod settings;
mod side_by_side;
mod sides;
mod sparse;
mod strings;
mod text;
mod title_columns;
mod touching;
mod upright;
mod watermark;

#[cfg(test)]
mod tests;

use crate::Hints;
use flow::Piece;
use mingxi_model::{Diagnostic, FlowItem, Page};
use paper::Paper;
use rules::Line;
use settings::Settings;
use std::borrow::Cow;
use upright::{Turn, upright};

/// Turns the pages of a document into prose and tables, in reading order.
///
/// Every cell and paragraph has its page and box. A table that goes on over pages, or that a spreadsheet
/// printed as left and right halves, comes out as one. Headers, footers and page numbers are left out.
/// Wherever the reading was unsure there is a diagnostic.
pub fn recover_pages(pages: &[Page], hints: &Hints) -> (Vec<FlowItem>, Vec<Diagnostic>) {
    let settings = Settings::default();
    let mut diagnostics = Vec::new();
    let mut turns: Vec<(i32, Turn)> = Vec::new();
    let watermarks = watermark::repeated(pages);
    let upright: Vec<Cow<Page>> = pages
        .iter()
        .map(|page| match upright(page) {
            Some((turned, turn)) => {
                turns.push((page.number, turn));
                Cow::Owned(turned)
            }
            None => Cow::Borrowed(page),
        })
        .collect();
    let lines = banded::lines(upright.iter().map(AsRef::as_ref), &settings);
    let (sheets, rules): (Vec<Vec<Piece>>, Vec<Vec<Line>>) = upright
        .iter()
        .zip(lines)
        .map(|(page, lines)| flow::page_pieces(page, lines, &watermarks, &settings, &mut diagnostics))
        .unzip();
    drop(upright);
    let sheets = clipped::remove(sheets);
    let sheets = furniture::remove(sheets, pages, hints, &settings);
    let sheets = side_by_side::titled(sheets, hints, &settings);
    let sheets = open_columns::extend(sheets, &settings);
    let sheets = aligned::tables(sheets, &rules, hints, &settings);
    let paper = Paper::new(pages, &turns);
    let pieces = join::join(sheets, &paper, hints, &settings, &mut diagnostics);
    diagnostics.iter_mut().filter_map(|d| d.place.as_mut()).for_each(|place| flow::turn_back(place, &turns));
    let items = flow::items(pieces, &turns, hints, &settings, &mut diagnostics);
    (items, diagnostics)
}
