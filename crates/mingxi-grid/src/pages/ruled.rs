//! Ruled tables of one page.

use super::draft::{Draft, from_lattice};
use super::fill::fill;
use super::lattice::{Lattice, lattices};
use super::rules::Lines;
use super::settings::Settings;
use super::sparse;
use super::text::{glyph_centre, glyph_middle, is_blank};
use super::watermark;
use mingxi_model::{BBox, Diagnostic, Page, Place, Severity, Step};

/// The ruled tables of a page, top to bottom. `used` marks the page's glyphs that stand in one of them.
///
/// A single box is no table, and a table inside a cell of another one is that cell's text.
pub(super) fn tables(
    page: &Page,
    lines: &Lines,
    settings: &Settings,
    used: &mut [bool],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let (found, too_large) = lattices(lines, settings);
    let whole = BBox { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
    if too_large > 0 {
        diagnostics.push(remark(
            "too_many_rules",
            format!(
                "page {} holds {too_large} drawing(s) of more lines than a table has; the text inside is kept as prose, look at the page",
                page.number
            ),
            page.number,
            whole,
        ));
    }
    let mut drafts: Vec<Draft> = outer_tables(found)
        .into_iter()
        .map(|lattice| without_empty_ends(lattice, page, used))
        .map(|lattice| {
            let (draft, cut) = from_lattice(&lattice, page.number);
            if cut {
                diagnostics.push(remark(
                    "unsure_spans",
                    format!(
                        "the rules of a table on page {} leave cells that are no rectangles; they were cut into several, look at the table",
                        page.number
                    ),
                    page.number,
                    draft.bbox,
                ));
            }
            draft
        })
        .filter(|draft| draft.cells.len() > 1)
        .collect();
    drafts.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    watermark::mark_large(page, &drafts, used, diagnostics);
    for draft in &mut drafts {
        sparse::split(draft, page, used, settings);
        fill(draft, page, used, settings);
    }
    drafts
}

pub(super) fn remark(code: &'static str, message: String, page: i32, bbox: BBox) -> Diagnostic {
    Diagnostic::new(Step::Grid, Severity::Warning, code, message).at(Some(Place::Page { number: page, bbox }))
}

/// The part of a page's height at its top, and at its end, in which running heads and feet stand.
const MARGIN: f32 = 0.12;
/// How far a running head stands above its rule at most.
const HEAD_REACH: f32 = 14.0;

/// Leaves out a row that only the rule of a running head or foot makes: no side is drawn in it, nothing stands in it, and
/// the head stands on the other side of the rule, at the page's edge. A row that the edge of the paper cuts from its text
/// has no sides either and stays.
fn without_empty_ends(mut lattice: Lattice, page: &Page, used: &[bool]) -> Lattice {
    for is_first in [true, false] {
        let row = if is_first { 0 } else { lattice.rows() - 1 };
        let (top, bottom) = (lattice.ys[row], lattice.ys[row + 1]);
        let (left, right) = (lattice.xs[0], lattice.xs[lattice.columns()]);
        let has_text = |from: f32, to: f32| {
            page.glyphs.iter().zip(used).any(|(glyph, used)| {
                let (x, y) = (glyph_centre(glyph), glyph_middle(glyph));
                !*used && !is_blank(&glyph.text) && x > left && x < right && y > from && y < to
            })
        };
        let is_running = || match is_first {
            true => top < MARGIN * page.height && has_text(top - HEAD_REACH, top),
            false => bottom > (1.0 - MARGIN) * page.height && has_text(bottom, bottom + HEAD_REACH),
        };
        if lattice.rows() > 2 && lattice.is_open(row) && !has_text(top, bottom) && is_running() {
            lattice = lattice.without_row(is_first);
        }
    }
    lattice
}

/// How many places a frame around a whole table has at most.
const FRAME: usize = 3;

/// Leaves out lattices that lie inside another one. One of few places is the frame around the inner one and
/// goes instead.
fn outer_tables(found: Vec<Lattice>) -> Vec<Lattice> {
    let places = |lattice: &Lattice| lattice.rows() * lattice.columns();
    let mut sorted: Vec<Lattice> = found.into_iter().filter(|lattice| places(lattice) > 1).collect();
    sorted.sort_by_key(|lattice| std::cmp::Reverse(places(lattice)));
    let mut kept: Vec<Lattice> = Vec::new();
    for lattice in sorted {
        let inside = kept.iter().any(|other| contains(other, &lattice));
        let frames = places(&lattice) <= FRAME && kept.iter().any(|other| contains(&lattice, other));
        if !inside && !frames {
            kept.push(lattice);
        }
    }
    kept
}

/// Whether the middle of `inner` lies in `outer` and `inner` is smaller.
fn contains(outer: &Lattice, inner: &Lattice) -> bool {
    let ends = |edges: &[f32]| (edges[0], edges[edges.len() - 1]);
    let ((ox0, ox1), (oy0, oy1)) = (ends(&outer.xs), ends(&outer.ys));
    let ((ix0, ix1), (iy0, iy1)) = (ends(&inner.xs), ends(&inner.ys));
    let (x, y) = ((ix0 + ix1) / 2.0, (iy0 + iy1) / 2.0);
    ix1 - ix0 <= ox1 - ox0 && iy1 - iy0 <= oy1 - oy0 && x > ox0 && x < ox1 && y > oy0 && y < oy1
}
