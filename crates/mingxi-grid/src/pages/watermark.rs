//! Watermarks (水印): text behind a table that belongs to none of its cells.

use super::draft::Draft;
use super::fill::interval;
use super::ruled::remark;
use super::text::{glyph_centre, glyph_middle};
use mingxi_model::{Diagnostic, Glyph, Page, Severity};

/// The share of a page's glyphs that a watermark may be; beyond it the page itself is printed that way.
const SHARE: usize = 3;
/// How many times larger than the page's usual text a watermark is.
const LARGER: f32 = 2.0;
/// The share of its size that a glyph's cell must have at least: fonts have some air.
const ROOM: f32 = 0.8;
/// The share below which the cell cannot be meant for the glyph, whether or not it runs over other text.
const NO_ROOM: f32 = 0.5;
/// Large glyphs that are looked at; a watermark has a few dozen.
const SEARCH: usize = 400;
/// Glyphs of one watermark have one size, up to this share.
const SAME_SIZE: f32 = 0.03;

/// Marks text that is set at a slant as used: no cell and no paragraph holds it.
pub(super) fn mark_slanted(page: &Page, used: &mut [bool], diagnostics: &mut Vec<Diagnostic>) {
    let is_slanted = |glyph: &Glyph| !glyph.rotation.is_multiple_of(90);
    let found: Vec<usize> =
        (0..page.glyphs.len()).filter(|at| !used[*at] && is_slanted(&page.glyphs[*at])).collect();
    if found.len() * SHARE <= page.glyphs.len() {
        leave_out(page, &found, "is set at a slant", used, diagnostics);
    }
}

/// Marks text as used that is much larger than the page's text and too large for the cell it would fall into.
pub(super) fn mark_large(
    page: &Page,
    drafts: &[Draft],
    used: &mut [bool],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let usual = usual_size(page);
    let is_large = |glyph: &Glyph| glyph.size >= LARGER * usual;
    if drafts.is_empty() || !page.glyphs.iter().any(is_large) {
        return;
    }
    let owners: Vec<Vec<usize>> = drafts.iter().map(Draft::owners).collect();
    let overflows = |glyph: &Glyph| {
        drafts.iter().zip(&owners).any(|(draft, owners)| {
            let col = interval(&draft.xs, glyph_centre(glyph));
            let row = interval(&draft.ys, glyph_middle(glyph));
            let (Some(col), Some(row)) = (col, row) else { return false };
            let bbox = draft.cells[owners[row * draft.columns() + col]].bbox;
            let is_upright = glyph.rotation == 90 || glyph.rotation == 270;
            let room = if is_upright { bbox.x1 - bbox.x0 } else { bbox.y1 - bbox.y0 };
            room < NO_ROOM * glyph.size || room < ROOM * glyph.size && covers_text(glyph, page, usual)
        })
    };
    let sizes: Vec<f32> = (page.glyphs.iter().zip(used.iter()))
        .filter(|(glyph, used)| !**used && is_large(glyph))
        .take(SEARCH)
        .filter(|(glyph, _)| overflows(glyph))
        .map(|(glyph, _)| glyph.size)
        .collect();
    // The same watermark may also run over higher cells and the paper around the table.
    let is_same = |glyph: &Glyph| sizes.iter().any(|size| (glyph.size - size).abs() <= SAME_SIZE * size);
    let found: Vec<usize> =
        (0..page.glyphs.len()).filter(|at| !used[*at] && is_same(&page.glyphs[*at])).collect();
    if found.len() * SHARE <= page.glyphs.len() {
        leave_out(page, &found, "is larger than the cells it runs over", used, diagnostics);
    }
}

/// Whether a glyph runs over a character of the page's usual text: a title in a low row does not.
fn covers_text(glyph: &Glyph, page: &Page, usual: f32) -> bool {
    let b = &glyph.bbox;
    page.glyphs.iter().filter(|other| other.size < LARGER * usual).any(|other| {
        let (x, y) = (glyph_centre(other), glyph_middle(other));
        x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1
    })
}

/// The size of most of a page's text: its median.
fn usual_size(page: &Page) -> f32 {
    let mut sizes: Vec<f32> =
        page.glyphs.iter().map(|glyph| glyph.size).filter(|size| size.is_finite()).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(f32::INFINITY)
}

fn leave_out(page: &Page, found: &[usize], why: &str, used: &mut [bool], diagnostics: &mut Vec<Diagnostic>) {
    let Some(first) = found.first() else { return };
    let text: String = found.iter().map(|at| page.glyphs[*at].text.as_str()).collect();
    found.iter().for_each(|at| used[*at] = true);
    let mut remark = remark(
        "watermark_left_out",
        format!("the text `{text}` on page {} {why}; it was taken for a watermark and left out", page.number),
        page.number,
        page.glyphs[*first].bbox,
    );
    remark.severity = Severity::Info;
    diagnostics.push(remark);
}
