//! Marked content: replacement text (/ActualText) and hidden layers.

use super::budget::{Budget, Stop};
use super::font::unicode;
use super::layers::Layers;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_syntax::page::Resources;
use mingxi_model::Glyph;

/// Glyphs that one replacement text may stand for where it has another length than they.
const MERGED: usize = 24;
/// The longest replacement text that is looked at, in bytes: that of a paragraph.
const LONGEST: usize = 16_384;

/// One open marked-content sequence.
#[derive(Default)]
pub(super) struct Marked {
    /// Whether its content is not shown.
    pub(super) hides: bool,
    actual: Option<Actual>,
}

/// A replacement text and the first glyph that it stands for.
struct Actual {
    text: String,
    from: usize,
}

impl Actual {
    /// The replacement text of a property list, for what follows so many glyphs of its page.
    fn of(dict: &Dict<'_>, budget: &mut Budget, glyphs: usize) -> Result<Option<Actual>, Stop> {
        budget.object(dict.data().len())?;
        let Some(text) = dict.get::<PdfString<'_>>(b"ActualText") else { return Ok(None) };
        budget.object(text.len())?;
        let text =
            Some(text).filter(|text| text.len() <= LONGEST).and_then(|text| unicode::text_string(&text));
        Ok(text.map(|text| Actual { text: unicode::readable(&text), from: glyphs }))
    }
}

impl Marked {
    /// A sequence with properties that begins after so many glyphs of its page.
    pub(super) fn new(
        tag: &Name<'_>,
        properties: &Object<'_>,
        resources: &Resources<'_>,
        layers: &Layers,
        budget: &mut Budget,
        glyphs: usize,
    ) -> Result<Marked, Stop> {
        let mut actual = |dict: &Dict<'_>| Actual::of(dict, budget, glyphs);
        Ok(match properties {
            Object::Name(name) if &**tag == b"OC" => {
                Marked { hides: layers.hides(&resources.properties, name), actual: None }
            }
            Object::Name(name) => match resources.properties.get::<Dict<'_>>(name) {
                Some(dict) => Marked { hides: false, actual: actual(&dict)? },
                None => Marked::default(),
            },
            Object::Dict(dict) => Marked { hides: false, actual: actual(dict)? },
            _ => Marked::default(),
        })
    }

    /// Gives its glyphs the replacement text, where it has one; says how many unknown ones became known.
    pub(super) fn restate(&self, glyphs: &mut [Glyph]) -> u32 {
        self.actual.as_ref().map_or(0, |actual| replace(glyphs, actual))
    }
}

/// Gives glyphs their replacement text; says how many unknown ones became known. The glyphs stay where they
/// are, since others are found by their place in the list; those that a longer text swallows become empty and
/// are left out at the end of the page.
fn replace(glyphs: &mut [Glyph], actual: &Actual) -> u32 {
    let Some(glyphs) = glyphs.get_mut(actual.from..).filter(|glyphs| !glyphs.is_empty()) else { return 0 };
    let unknown = glyphs.iter().filter(|glyph| glyph.text == "\u{fffd}").count() as u32;
    let characters = actual.text.chars().count();
    if characters == glyphs.len() {
        for (glyph, c) in glyphs.iter_mut().zip(actual.text.chars()) {
            glyph.text = c.to_string();
        }
        return unknown;
    }
    let same_line =
        glyphs.iter().all(|glyph| (glyph.baseline - glyphs[0].baseline).abs() < glyphs[0].size / 2.0);
    if glyphs.len() > MERGED || characters > MERGED || !same_line {
        return 0;
    }
    let Some((first, rest)) = glyphs.split_first_mut() else { return 0 };
    for glyph in rest {
        first.bbox.x0 = first.bbox.x0.min(glyph.bbox.x0);
        first.bbox.y0 = first.bbox.y0.min(glyph.bbox.y0);
        first.bbox.x1 = first.bbox.x1.max(glyph.bbox.x1);
        first.bbox.y1 = first.bbox.y1.max(glyph.bbox.y1);
        glyph.text.clear();
    }
    first.text.clone_from(&actual.text);
    unknown
}
