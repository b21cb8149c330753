//! What a page shows of the evidence: clips, joins over pages, tables whose reading the sums chose.

use super::marks::{Mark, Role, TableOnPage};
use mingxi_model::{BBox, Page};

/// The most clips of a page that are drawn; a sheet has one for each cell that overflows.
const MAX_CLIPS: usize = 2_000;
/// Height of the bar at an edge over which a table goes on, in points.
const BAR: f32 = 3.0;
/// What a frame around a table leaves free, in points.
const AROUND: f32 = 3.0;

/// The clips of a page that cut text away, and the edges and frames of its tables.
pub(super) fn marks(page: &Page, tables: &[TableOnPage]) -> Vec<Mark> {
    let mark = |bbox: BBox, role: Role| Mark { bbox, role, is_merged: false };
    let mut out: Vec<Mark> = clips(page).into_iter().map(|bbox| mark(bbox, Role::Clip)).collect();
    for table in tables {
        let around = table.bbox;
        if table.proven.is_some() {
            let bbox = BBox {
                x0: around.x0 - AROUND,
                y0: around.y0 - AROUND,
                x1: around.x1 + AROUND,
                y1: around.y1 + AROUND,
            };
            out.push(mark(bbox, Role::Proven));
        }
        if table.goes_on_from {
            out.push(mark(BBox { y0: around.y0 - BAR, y1: around.y0, ..around }, Role::Joined));
        }
        if table.goes_on_to {
            out.push(mark(BBox { y0: around.y1, y1: around.y1 + BAR, ..around }, Role::Joined));
        }
    }
    out
}

/// The clips that cut a glyph away, wholly or in part; each once.
fn clips(page: &Page) -> Vec<BBox> {
    let mut out: Vec<BBox> = Vec::new();
    for glyph in &page.glyphs {
        let Some(clip) = glyph.clip else { continue };
        let cuts = glyph.bbox.x0 < clip.x0 - 0.5 || glyph.bbox.x1 > clip.x1 + 0.5 || glyph.clipped;
        if cuts && !out.contains(&clip) {
            out.push(clip);
            if out.len() == MAX_CLIPS {
                break;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_model::{Extraction, Glyph, TableKind};

    const BOX: BBox = BBox { x0: 10.0, y0: 20.0, x1: 110.0, y1: 80.0 };

    fn page() -> Page {
        let bbox = BBox { x0: 50.0, y0: 30.0, x1: 120.0, y1: 40.0 };
        let glyph = Glyph {
            text: "甲".to_owned(),
            bbox,
            baseline: 38.0,
            size: 10.0,
            rotation: 0,
            clipped: false,
            run: 0,
            lightness: 0,
            clip: Some(BOX),
        };
        let whole = Glyph { bbox: BBox { x1: 60.0, ..bbox }, ..glyph.clone() };
        Page {
            number: 2,
            width: 600.0,
            height: 800.0,
            glyphs: vec![whole, glyph.clone(), glyph],
            rules: Vec::new(),
            fills: Vec::new(),
            images: Vec::new(),
            unmapped_glyphs: 0,
        }
    }

    #[test]
    fn clips_joins_and_chosen_readings_are_marked_once() {
        let table = TableOnPage {
            table_id: 1,
            kind: TableKind::Other,
            extraction: Extraction::Aligned,
            bbox: BOX,
            cells: 4,
            merged: 0,
            goes_on_from: true,
            goes_on_to: false,
            proven: Some("sums".to_owned()),
        };
        let found = marks(&page(), &[table]);
        let roles: Vec<Role> = found.iter().map(|mark| mark.role).collect();
        assert_eq!(roles, [Role::Clip, Role::Proven, Role::Joined]);
        assert_eq!(found[0].bbox, BOX);
        assert_eq!((found[2].bbox.y0, found[2].bbox.y1), (17.0, 20.0));
    }
}
