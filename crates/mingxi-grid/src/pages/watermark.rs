//! Watermarks (水印): text behind a table that belongs to none of its cells.

use super::draft::Draft;
use super::fill::interval;
use super::ruled::remark;
use super::text::{glyph_centre, glyph_middle};
use mingxi_model::{Diagnostic, Glyph, Page, Severity, parse_number};
use std::collections::BTreeMap;

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

/// How much lighter than the page's text a pale watermark is, of 255.
const PALER: u8 = 80;
/// How many times larger than the page's usual text a level watermark is.
const SOMEWHAT_LARGER: f32 = 1.25;
/// Gap within one text, in parts of its size.
const GAP: f32 = 1.2;
/// Shortest watermark, in characters.
const SHORTEST: usize = 2;
/// Watermarks that are told apart.
const KINDS: usize = 200;
/// What speaks for a watermark: pale paint, running over other text, standing there more than once, its size. A
/// pale text that runs over others, or one that does and shows two more signs, is one.
const PALE: u32 = 2;
const OVER_TEXT: u32 = 2;
const REPEATED: u32 = 1;
const LARGE: u32 = 1;
const ENOUGH: u32 = 4;

/// Texts that stand on several pages, each with how many times.
pub(super) type Repeated = BTreeMap<String, usize>;

/// A level text of one look: its glyphs and characters.
struct Text {
    glyphs: Vec<usize>,
    text: String,
}

/// The larger or paler texts of all pages.
pub(super) fn repeated(pages: &[Page]) -> Repeated {
    let mut found = Repeated::new();
    for page in pages {
        let mut own: Vec<String> = unusual(page).into_iter().map(|text| text.text).collect();
        own.sort();
        own.dedup();
        for text in own {
            if found.len() < KINDS || found.contains_key(&text) {
                *found.entry(text).or_default() += 1;
            }
        }
    }
    found
}

/// The texts of a page that are larger or paler than the rest.
fn unusual(page: &Page) -> Vec<Text> {
    let (size, lightness) = (usual_size(page), usual_lightness(page));
    let is_unusual = |glyph: &Glyph| {
        glyph.size >= SOMEWHAT_LARGER * size || glyph.lightness >= lightness.saturating_add(PALER)
    };
    let mut out: Vec<Text> = Vec::new();
    let mut open = false;
    for (at, glyph) in page.glyphs.iter().enumerate() {
        if !is_unusual(glyph) || !glyph.rotation.is_multiple_of(90) {
            open = false;
            continue;
        }
        let goes_on = at.checked_sub(1).and_then(|before| page.glyphs.get(before)).is_some_and(|before| {
            let gap = (glyph.bbox.x0 - before.bbox.x1).max(before.bbox.x0 - glyph.bbox.x1);
            let drop = (glyph.bbox.y0 - before.bbox.y1).max(before.bbox.y0 - glyph.bbox.y1);
            glyph.lightness == before.lightness
                && glyph.rotation == before.rotation
                && (glyph.size - before.size).abs() <= SAME_SIZE * glyph.size
                && gap.max(drop) <= GAP * glyph.size
                && (glyph.rotation != 0 || (glyph.baseline - before.baseline).abs() <= 0.2 * glyph.size)
        });
        match out.last_mut().filter(|_| open && goes_on) {
            Some(text) => {
                text.glyphs.push(at);
                text.text.push_str(&glyph.text);
            }
            None => out.push(Text { glyphs: vec![at], text: glyph.text.clone() }),
        }
        open = true;
    }
    out.retain(|text| text.text.chars().count() >= SHORTEST && parse_number(&text.text).is_none());
    out
}

/// Marks level text as used that runs over other text and shows other signs of a watermark.
pub(super) fn mark_pale(
    page: &Page,
    repeated: &Repeated,
    used: &mut [bool],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let texts = unusual(page);
    if texts.is_empty() {
        return;
    }
    let (size, lightness) = (usual_size(page), usual_lightness(page));
    let mut by_text: BTreeMap<&str, Vec<&Text>> = BTreeMap::new();
    for text in &texts {
        by_text.entry(&text.text).or_default().push(text);
    }
    let mut found: Vec<usize> = Vec::new();
    let mut looked = 0;
    for (text, places) in by_text.into_iter().take(KINDS) {
        let first = &page.glyphs[places[0].glyphs[0]];
        let is_pale = first.lightness >= lightness.saturating_add(PALER);
        let is_large = first.size >= SOMEWHAT_LARGER * size;
        let times = places.len() + repeated.get(text).map_or(0, |pages| pages - 1);
        if times < 2 && !is_pale {
            continue;
        }
        let own = |at: usize| places.iter().any(|place| place.glyphs.contains(&at));
        let over_text = places.iter().flat_map(|place| &place.glyphs).any(|at| {
            looked += 1;
            looked <= SEARCH
                && (0..page.glyphs.len())
                    .any(|other| runs_over(&page.glyphs[*at], &page.glyphs[other]) && !own(other))
        });
        let sign = |holds: bool, weight: u32| if holds { weight } else { 0 };
        let weight = sign(is_pale, PALE)
            + sign(over_text, OVER_TEXT)
            + sign(times > 1, REPEATED)
            + sign(is_large, LARGE);
        if weight >= ENOUGH && (over_text || places.len() > 2) {
            found.extend(places.iter().flat_map(|place| place.glyphs.iter().copied()));
        }
    }
    found.sort_unstable();
    found.retain(|at| !used[*at]);
    if found.len() * SHARE <= 2 * page.glyphs.len() {
        leave_out(
            page,
            &found,
            "runs over other text or is printed pale and again and again",
            used,
            diagnostics,
        );
    }
}

/// Whether the ink of two glyphs overlaps by a fair share of the smaller one; a blank has none.
fn runs_over(a: &Glyph, b: &Glyph) -> bool {
    let is_blank = |glyph: &Glyph| glyph.text.trim().is_empty();
    let ink = |glyph: &Glyph| {
        let b = glyph.bbox;
        if glyph.rotation == 0 {
            (b.x0, b.x1, glyph.baseline - 0.75 * glyph.size, glyph.baseline)
        } else {
            (b.x0, b.x1, b.y0, b.y1)
        }
    };
    let (of_a, of_b) = (ink(a), ink(b));
    let cut = |a0: f32, a1: f32, b0: f32, b1: f32| (a1.min(b1) - a0.max(b0)).max(0.0);
    let area = |g: (f32, f32, f32, f32)| (g.1 - g.0).max(0.0) * (g.3 - g.2).max(0.0);
    let common = cut(of_a.0, of_a.1, of_b.0, of_b.1) * cut(of_a.2, of_a.3, of_b.2, of_b.3);
    // Few glyphs meet: their texts are looked at last.
    common > 0.15 * area(of_a).min(area(of_b)) && !is_blank(a) && !is_blank(b)
}

/// The lightness of most of a page's text: its median.
fn usual_lightness(page: &Page) -> u8 {
    let mut all: Vec<u8> = page.glyphs.iter().map(|glyph| glyph.lightness).collect();
    let middle = all.len() / 2;
    if all.is_empty() { 0 } else { *all.select_nth_unstable(middle).1 }
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
