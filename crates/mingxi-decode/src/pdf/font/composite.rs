//! Composite fonts (Type0): codes to CIDs, their widths and their characters.

use super::cmap::{Collection, Encoding, ToUnicode};
use super::program::Program;
use super::{Advance, FontReader, unicode};
use crate::pdf::budget::Streams;
use hayro_cmap::CidFamily;
use hayro_syntax::object::{Array, Dict, Object, Stream, String as PdfString};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Width entries and ranges that one font may list.
const WIDTHS: usize = 200_000;

/// A composite font.
pub(super) struct Composite<'a> {
    encoding: Encoding,
    to_unicode: Option<ToUnicode>,
    collection: Option<Collection>,
    /// The collection is the word of the font's dictionary alone: an embedded program that numbers its glyphs
    /// by itself may contradict it.
    collection_is_weak: bool,
    program: OnceCell<Program>,
    /// The embedded program: read only where nothing better names a character.
    program_stream: Option<Stream<'a>>,
    streams: Streams,
    cid_to_glyph: Option<Vec<u8>>,
    widths: Widths,
    default_width: f64,
    vertical_widths: FxHashMap<u32, [f64; 3]>,
    vertical_default: [f64; 2],
}

#[derive(Default)]
struct Widths {
    single: FxHashMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
}

impl<'a> Composite<'a> {
    /// Reads a Type0 font dictionary; nothing where its encoding is unknown.
    pub(super) fn new(dict: &Dict<'a>, reader: &mut FontReader<'_, 'a>) -> Option<Composite<'a>> {
        let encoding = match dict.get::<Object<'_>>(b"Encoding")? {
            Object::Name(name) => Encoding::named(&name)?,
            Object::Stream(stream) => Encoding::embedded(&reader.stream(&stream)?)?,
            _ => return None,
        };
        let descendant = dict.get::<Array<'a>>(b"DescendantFonts")?.iter::<Dict<'a>>().next()?;
        let descriptor = descendant.get::<Dict<'a>>(b"FontDescriptor").unwrap_or_default();
        let to_unicode = match dict.get::<Object<'_>>(b"ToUnicode") {
            Some(Object::Stream(stream)) => reader.stream(&stream).and_then(|data| ToUnicode::new(&data)),
            _ => None,
        };
        let is_true_type = descriptor.contains_key(b"FontFile2");
        let cid_to_glyph = descendant.get::<Stream<'_>>(b"CIDToGIDMap").and_then(|s| reader.stream(&s));
        let declared = encoding.family();
        let collection_is_weak =
            declared.is_none() && is_true_type && encoding.is_identity() && cid_to_glyph.is_none();
        let collection =
            declared.or_else(|| system_info(&descendant)).and_then(|family| reader.collection(&family));
        let program_stream = [&b"FontFile2"[..], b"FontFile3", b"FontFile"]
            .iter()
            .find_map(|key| descriptor.get::<Stream<'a>>(key));
        Some(Composite {
            widths: descendant.get::<Array<'_>>(b"W").map(|list| widths(&list)).unwrap_or_default(),
            default_width: descendant.get::<f64>(b"DW").unwrap_or(1000.0),
            vertical_widths: descendant
                .get::<Array<'_>>(b"W2")
                .map(|list| widths2(&list))
                .unwrap_or_default(),
            vertical_default: descendant.get::<[f64; 2]>(b"DW2").unwrap_or([880.0, -1000.0]),
            encoding,
            to_unicode,
            collection,
            collection_is_weak,
            program: OnceCell::new(),
            program_stream,
            streams: reader.streams.clone(),
            cid_to_glyph,
        })
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.encoding.is_vertical()
    }

    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        self.encoding.next_code(bytes)
    }

    /// The characters of a code, from the surest source that knows them; none where the font's map and the font
    /// itself name different digits.
    pub(super) fn text(&self, code: u32, length: usize) -> Option<String> {
        let cid = self.encoding.cid(code, length);
        let by_map = || self.to_unicode.as_ref()?.text(code);
        let by_code = || self.encoding.unicode(code).map(|c| c.to_string());
        let by_collection = || self.collection.as_ref()?.text(cid?);
        let by_program = || self.by_program(cid?);
        let known = |text: &String| unicode::is_meaningful(text);
        let private = |text: &String| text.chars().any(unicode::is_private);
        let first = by_map().filter(known);
        if let Some(text) = first.as_ref().filter(|text| !private(text)) {
            let own = || {
                let stated = by_code().or_else(|| by_collection().filter(|_| !self.collection_is_weak));
                stated.or_else(|| by_program().filter(|_| self.program().is_some_and(|own| own.is_unicode)))
            };
            let is_denied_by = |own: String| known(&own) && !private(&own) && unicode::contradict(text, &own);
            let exchanges = || self.to_unicode.as_ref().is_some_and(|map| map.exchanges(code));
            let is_denied = unicode::may_mislead(text) && (exchanges() || own().is_some_and(is_denied_by));
            return (!is_denied).then(|| text.clone());
        }
        let other = if self.collection_is_weak {
            by_program().filter(known).or_else(|| by_collection().filter(known))
        } else {
            by_code()
                .filter(known)
                .or_else(|| by_collection().filter(known))
                .or_else(|| by_program().filter(known))
        };
        other.or(first)
    }

    /// The embedded program, read when it is first asked.
    fn program(&self) -> Option<&Program> {
        let stream = self.program_stream.as_ref()?;
        let read = || self.streams.decode(stream).map(|data| Program::new(&data.bytes)).unwrap_or_default();
        Some(self.program.get_or_init(read))
    }

    fn by_program(&self, cid: u32) -> Option<String> {
        let program = self.program()?;
        if let Some(ordering) = &program.ordering
            && self.collection.is_none()
        {
            let family = CidFamily::from_registry_ordering(b"Adobe", ordering.as_bytes());
            if let Some(text) = Collection::of(&family).and_then(|collection| collection.text(cid)) {
                return Some(text);
            }
        }
        let glyph = match &self.cid_to_glyph {
            Some(map) => {
                let at = usize::try_from(cid).ok()? * 2;
                u32::from(u16::from_be_bytes([*map.get(at)?, *map.get(at + 1)?]))
            }
            None => program.glyph(cid),
        };
        if program.is_blank(glyph) {
            return Some(" ".to_owned());
        }
        program.character(glyph).filter(|_| glyph != 0).map(|c| c.to_string())
    }

    /// The advance of a code.
    pub(super) fn advance(&self, code: u32, length: usize) -> Advance {
        let cid = self.encoding.cid(code, length).unwrap_or(0);
        let width = self.widths.get(cid).unwrap_or(self.default_width) / 1000.0;
        if !self.is_vertical() {
            return Advance { width, vertical: None };
        }
        let [down, x, y] = self.vertical_widths.get(&cid).copied().unwrap_or([
            self.vertical_default[1],
            width * 500.0,
            self.vertical_default[0],
        ]);
        Advance { width, vertical: Some([down / 1000.0, x / 1000.0, y / 1000.0]) }
    }
}

fn system_info(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let text = |key: &[u8]| info.get::<PdfString<'_>>(key).map(|text| text.to_vec());
    Some(CidFamily::from_registry_ordering(&text(b"Registry")?, &text(b"Ordering")?))
}

impl Widths {
    fn get(&self, cid: u32) -> Option<f64> {
        let range =
            || self.ranges.iter().find(|range| (range.0..=range.1).contains(&cid)).map(|range| range.2);
        self.single.get(&cid).copied().or_else(range)
    }
}

/// `c [w1 w2 ...]` and `first last w` (ISO 32000-2, 9.7.4.3).
fn widths(list: &Array<'_>) -> Widths {
    let mut out = Widths::default();
    let mut items = list.iter::<Object<'_>>();
    let mut left = WIDTHS;
    while let Some(first) = items.next().and_then(whole) {
        match items.next() {
            Some(Object::Array(row)) => {
                for (offset, width) in (0u32..).zip(row.iter::<f64>().take(left)) {
                    out.single.insert(first.saturating_add(offset), width);
                    left -= 1;
                }
            }
            Some(last) => {
                let (Some(last), Some(width)) = (whole(last), items.next().and_then(number)) else { break };
                if out.ranges.len() < 10_000 {
                    out.ranges.push((first, last, width));
                }
            }
            None => break,
        }
        if left == 0 {
            break;
        }
    }
    out
}

/// `c [w x y ...]` and `first last w x y`.
fn widths2(list: &Array<'_>) -> FxHashMap<u32, [f64; 3]> {
    let mut out = FxHashMap::default();
    let mut items = list.iter::<Object<'_>>();
    while let Some(first) = items.next().and_then(whole) {
        match items.next() {
            Some(Object::Array(row)) => {
                let values: Vec<f64> = row.iter::<f64>().take(WIDTHS).collect();
                for (offset, three) in (0u32..).zip(values.chunks_exact(3)) {
                    out.insert(first.saturating_add(offset), [three[0], three[1], three[2]]);
                }
            }
            Some(last) => {
                let mut next = || items.next().and_then(number);
                let (Some(last), Some(w), Some(x), Some(y)) = (whole(last), next(), next(), next()) else {
                    break;
                };
                for cid in first..=last.min(0xffff) {
                    out.insert(cid, [w, x, y]);
                }
            }
            None => break,
        }
        if out.len() > WIDTHS {
            break;
        }
    }
    out
}

fn whole(object: Object<'_>) -> Option<u32> {
    u32::try_from(object.into_number()?.as_i64()).ok()
}

fn number(object: Object<'_>) -> Option<f64> {
    Some(object.into_number()?.as_f64())
}
