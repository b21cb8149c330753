//! What the pages of a file share: fonts, forms, layers, allowances.

use super::budget::{Budget, Stop};
use super::colour::Space;
use super::enclosed::Enclosed;
use super::filters::FilterError;
use super::font::{Font, Fonts};
use super::form::XObject;
use super::inline;
use super::layers::Layers;
use hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What the pages of a file share.
pub(super) struct Shared<'a> {
    pub(super) fonts: Fonts<'a>,
    fonts_by_id: FxHashMap<ObjectIdentifier, Rc<Font<'a>>>,
    /// Colour spaces by the place of the dictionary that names them and their name there.
    spaces: FxHashMap<(usize, Vec<u8>), Space>,
    /// Forms and images by their object: streams are always objects of their own.
    pub(super) x_objects: FxHashMap<ObjectIdentifier, Rc<XObject<'a>>>,
    pub(super) layers: Layers,
    pub(super) enclosed: Enclosed,
    pub(super) budget: Budget,
    pub(super) faults: Faults,
}

/// What went wrong on the page being read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Faults {
    /// Content streams that are damaged or end too early.
    pub(super) damaged_streams: u32,
    /// Content streams larger than allowed.
    pub(super) large_streams: u32,
    /// Forms, fonts or content that the page names and the file does not hold.
    pub(super) missing_objects: u32,
    /// Forms nested deeper than allowed.
    pub(super) too_deep: u32,
}

impl<'a> Shared<'a> {
    pub(super) fn new(layers: Layers, enclosed: Enclosed, budget: Budget) -> Shared<'a> {
        Shared {
            fonts: Fonts::new(),
            fonts_by_id: FxHashMap::default(),
            spaces: FxHashMap::default(),
            x_objects: FxHashMap::default(),
            layers,
            enclosed,
            budget,
            faults: Faults::default(),
        }
    }

    /// The font of a name.
    pub(super) fn font(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Result<Rc<Font<'a>>, Stop> {
        let id = resources.fonts.get_ref(name).map(ObjectIdentifier::from);
        if let Some(font) = id.and_then(|id| self.fonts_by_id.get(&id)) {
            return Ok(Rc::clone(font));
        }
        let Some(dict) = resources.fonts.get::<Dict<'a>>(name) else { return Ok(self.no_font()) };
        self.budget.object(dict.data().len())?;
        let font = self.fonts.font(&dict, self.budget.streams());
        if let Some(id) = id {
            self.fonts_by_id.insert(id, Rc::clone(&font));
        }
        Ok(font)
    }

    /// The font of text whose font is missing: its characters are unknown.
    pub(super) fn no_font(&mut self) -> Rc<Font<'a>> {
        self.faults.missing_objects += 1;
        Rc::new(Font::unusable())
    }

    /// The colour space of a name.
    pub(super) fn space(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Space {
        let key = (resources.color_spaces.data().as_ptr() as usize, name.to_vec());
        self.spaces.entry(key).or_insert_with(|| Space::named(name, &resources.color_spaces)).clone()
    }

    /// The bytes of a form's content, as far as they can be had, and the end mark.
    pub(super) fn form_content(&mut self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        let mut content = self.content(stream)?;
        self.prepare(&mut content);
        Some(content)
    }

    /// Makes a content ready to be run: its inline images taken out, the end mark put behind it.
    pub(super) fn prepare(&mut self, content: &mut Vec<u8>) {
        self.faults.damaged_streams += u32::from(!inline::take_out(content));
        content.push(b'\n');
        content.extend(END);
        content.push(b'\n');
    }

    /// The bytes of a content stream, as far as they can be had.
    pub(super) fn content(&mut self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        match self.budget.streams().decode(stream) {
            Ok(decoded) => {
                self.faults.damaged_streams += u32::from(!decoded.whole);
                Some(decoded.bytes.into_owned())
            }
            Err(FilterError::TooLarge) => {
                self.faults.large_streams += 1;
                None
            }
            Err(FilterError::Unsupported) => {
                self.faults.damaged_streams += 1;
                None
            }
        }
    }
}

/// An operator that no content has, put at the end of every content: where it is not reached, what stands
/// before it was not read to the end.
pub(super) const END: &[u8] = b"EndOfContent";
