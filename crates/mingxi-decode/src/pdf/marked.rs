//! Marked content: replacement text (/ActualText) and hidden layers.

use super::budget::Stop;
use super::content::Interpreter;
use super::font::unicode;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_syntax::page::Resources;
use mingxi_model::Glyph;

/// Glyphs that one replacement text may stand for where it has another length than they.
const MERGED: usize = 24;
/// The longest replacement text that is looked at, in bytes: that of a paragraph.
const LONGEST: usize = 16_384;

/// One open marked-content sequence.
pub(super) struct Marked {
    hides: bool,
    actual: Option<Actual>,
}

/// A replacement text and the first glyph that it stands for.
struct Actual {
    text: String,
    from: usize,
}

impl Marked {
    pub(super) fn plain() -> Marked {
        Marked { hides: false, actual: None }
    }
}

impl<'a> Interpreter<'_, 'a> {
    pub(super) fn begin_marked(&mut self, marked: Marked) {
        self.hidden += usize::from(marked.hides);
        self.marked.push(marked);
    }

    pub(super) fn begin_properties(
        &mut self,
        tag: &Name<'_>,
        properties: &Object<'_>,
        resources: &Resources<'a>,
    ) -> Result<(), Stop> {
        let mut marked = Marked::plain();
        match properties {
            Object::Name(name) => {
                marked.hides = &**tag == b"OC" && self.shared.layers.hides(&resources.properties, name);
                if !marked.hides
                    && &**tag != b"OC"
                    && let Some(dict) = resources.properties.get::<Dict<'_>>(name)
                {
                    marked.actual = self.actual(&dict)?;
                }
            }
            Object::Dict(dict) => marked.actual = self.actual(dict)?,
            _ => {}
        }
        self.begin_marked(marked);
        Ok(())
    }

    fn actual(&mut self, dict: &Dict<'_>) -> Result<Option<Actual>, Stop> {
        self.shared.budget.object(dict.data().len())?;
        let Some(text) = dict.get::<PdfString<'_>>(b"ActualText") else { return Ok(None) };
        self.shared.budget.object(text.len())?;
        let text =
            Some(text).filter(|text| text.len() <= LONGEST).and_then(|text| unicode::text_string(&text));
        let from = self.sink.glyphs.len();
        Ok(text.map(|text| Actual { text: unicode::readable(&text), from }))
    }

    pub(super) fn end_marked(&mut self) {
        let Some(marked) = self.marked.pop() else { return };
        self.hidden -= usize::from(marked.hides);
        if let Some(actual) = marked.actual {
            let freed = replace(&mut self.sink.glyphs, &actual);
            self.sink.unmapped = self.sink.unmapped.saturating_sub(freed);
        }
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
