//! The fonts of a file: character codes to characters and advances.

mod cmap;
mod composite;
mod program;
mod simple;
pub(crate) mod unicode;

use super::budget::Streams;
use cmap::Collection;
use composite::Composite;
use hayro_cmap::{CidFamily, load_embedded};
use hayro_font::{CMapResolverFn, FontCache, FontQuery, FontResolverFn};
use hayro_syntax::object::{Dict, Name, Stream};
use rustc_hash::FxHashMap;
use simple::Simple;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The most bytes of text that one code may stand for: a ligature, a word, a line drawn as one glyph.
const LONGEST: usize = 256;

/// A font, with what was found out about its codes so far.
pub(super) struct Font<'a> {
    kind: Kind<'a>,
    glyphs: RefCell<FxHashMap<(u32, u8), Rc<GlyphInfo>>>,
}

enum Kind<'a> {
    Simple(Box<Simple<'a>>),
    Composite(Box<Composite<'a>>),
    /// A font whose dictionary cannot be used: its codes are counted, their characters unknown.
    Unusable,
}

/// What is known of one code of a font.
#[derive(Debug)]
pub(super) struct GlyphInfo {
    /// Its characters; `None` where nobody says which.
    pub(super) text: Option<String>,
    pub(super) advance: Advance,
}

/// By how much a glyph moves on, in units of the font size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Advance {
    /// To the right.
    pub(super) width: f64,
    /// In vertical writing: the way down (negative), and the origin of vertical writing seen from that of
    /// horizontal writing.
    pub(super) vertical: Option<[f64; 3]>,
}

impl<'a> Font<'a> {
    fn new(dict: &Dict<'a>, reader: &mut FontReader<'_, 'a>) -> Font<'a> {
        let is_composite = dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"Type0");
        let kind = if is_composite {
            Composite::new(dict, reader).map(|font| Kind::Composite(Box::new(font)))
        } else {
            Simple::new(dict, reader).map(|font| Kind::Simple(Box::new(font)))
        };
        Font { kind: kind.unwrap_or(Kind::Unusable), glyphs: RefCell::default() }
    }

    /// A font of which nothing is known.
    pub(super) fn unusable() -> Font<'a> {
        Font { kind: Kind::Unusable, glyphs: RefCell::default() }
    }

    /// The next code of a string and its length in bytes. `bytes` is not empty.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        match &self.kind {
            Kind::Composite(font) => font.next_code(bytes),
            _ => (u32::from(bytes[0]), 1),
        }
    }

    /// The height of the em in units of the font size.
    pub(super) fn em(&self) -> f64 {
        match &self.kind {
            Kind::Simple(font) => font.em,
            _ => 1.0,
        }
    }

    /// What is known of a code.
    pub(super) fn glyph(&self, code: u32, length: usize) -> Rc<GlyphInfo> {
        let key = (code, length as u8);
        if let Some(info) = self.glyphs.borrow().get(&key) {
            return Rc::clone(info);
        }
        let (text, advance) = match &self.kind {
            Kind::Simple(font) => (font.text(code), font.advance(code)),
            Kind::Composite(font) => (font.text(code, length), font.advance(code, length)),
            Kind::Unusable => (None, Advance { width: 0.5, vertical: None }),
        };
        // Nobody prints a page with one glyph: a longer text is not what is seen.
        let text = text.filter(|text| text.len() <= LONGEST).map(|text| unicode::readable(&text));
        let info = Rc::new(GlyphInfo { text, advance });
        self.glyphs.borrow_mut().insert(key, Rc::clone(&info));
        info
    }

    /// Whether text runs from top to bottom.
    pub(super) fn is_vertical(&self) -> bool {
        matches!(&self.kind, Kind::Composite(font) if font.is_vertical())
    }
}

/// The fonts of a file, each read once.
pub(super) struct Fonts<'a> {
    /// By the place of the dictionary in memory, which is one with its place in the file: object numbers do not
    /// do, dictionaries that stand inline share that of their parent.
    fonts: FxHashMap<(usize, usize), Rc<Font<'a>>>,
    engine: FontCache<'a>,
    collections: Vec<(CidFamily, Option<Collection>)>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Fonts<'a> {
        Fonts {
            fonts: FxHashMap::default(),
            engine: FontCache::new(),
            collections: Vec::new(),
            font_resolver: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            cmap_resolver: Arc::new(load_embedded),
        }
    }

    /// The font of a dictionary.
    pub(super) fn font(&mut self, dict: &Dict<'a>, streams: &Streams) -> Rc<Font<'a>> {
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.fonts.get(&key) {
            return Rc::clone(font);
        }
        let mut reader = FontReader {
            streams,
            collections: &mut self.collections,
            engine: &self.engine,
            font_resolver: &self.font_resolver,
            cmap_resolver: &self.cmap_resolver,
        };
        let font = Rc::new(Font::new(dict, &mut reader));
        self.fonts.insert(key, Rc::clone(&font));
        font
    }
}

/// What a font needs while it is read.
struct FontReader<'r, 'a> {
    streams: &'r Streams,
    collections: &'r mut Vec<(CidFamily, Option<Collection>)>,
    engine: &'r FontCache<'a>,
    font_resolver: &'r FontResolverFn,
    cmap_resolver: &'r CMapResolverFn,
}

impl<'a> FontReader<'_, 'a> {
    fn stream(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        Some(self.streams.decode(stream).ok()?.bytes.into_owned())
    }

    fn collection(&mut self, family: &CidFamily) -> Option<Collection> {
        if let Some((_, known)) = self.collections.iter().find(|entry| entry.0 == *family) {
            return known.clone();
        }
        let collection = Collection::of(family);
        self.collections.push((family.clone(), collection.clone()));
        collection
    }

    fn engine_font(&self, dict: &Dict<'a>) -> Option<hayro_font::Font<'a>> {
        self.engine.font(dict, self.font_resolver, self.cmap_resolver)
    }
}
