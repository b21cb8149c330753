//! What a page's picture is made of, measured before it is drawn: fonts, forms, images, patterns, functions.

use super::super::budget::Streams;
use super::super::filters::FilterError;
use crate::PdfLimits;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page as Source;
use rustc_hash::FxHashSet;

/// Objects that one page may be made of: a dense page with all its fonts has a few thousand.
const OBJECTS: usize = 200_000;
/// Entries that lead away from the page: to other pages, to what a click does.
const ELSEWHERE: [&[u8]; 8] = [b"Parent", b"P", b"Popup", b"Dest", b"A", b"AA", b"StructParent", b"B"];

/// Whether all that a page names, however indirectly, stays within the limits; otherwise what does not.
pub(super) fn check(source: &Source<'_>, streams: &Streams, limits: &PdfLimits) -> Result<(), String> {
    let resources = source.resources();
    let mut waiting: Vec<Object<'_>> = [
        source.raw(),
        &resources.ext_g_states,
        &resources.fonts,
        &resources.properties,
        &resources.color_spaces,
        &resources.x_objects,
        &resources.patterns,
        &resources.shadings,
    ]
    .into_iter()
    .map(|dict| Object::Dict(dict.clone()))
    .collect();
    let mut seen: FxHashSet<ObjectIdentifier> = FxHashSet::default();
    let mut count = 0;
    let mut pixels = 0u64;
    while let Some(object) = waiting.pop() {
        count += 1;
        if count > OBJECTS {
            return Err(format!("it is made of more than {OBJECTS} objects"));
        }
        match object {
            Object::Array(array) => add(items(&array), source, &mut seen, &mut waiting),
            Object::Dict(dict) => add(entries(&dict), source, &mut seen, &mut waiting),
            Object::Stream(stream) => {
                pixels = pixels.saturating_add(measure(&stream, streams, limits)?);
                if pixels > limits.image_pixels {
                    return Err(format!("its images have more than {} pixels", limits.image_pixels));
                }
                add(entries(stream.dict()), source, &mut seen, &mut waiting);
            }
            _ => {}
        }
    }
    Ok(())
}

fn items<'a>(array: &Array<'a>) -> impl Iterator<Item = MaybeRef<Object<'a>>> {
    array.raw_iter()
}

fn entries<'a>(dict: &Dict<'a>) -> impl Iterator<Item = MaybeRef<Object<'a>>> {
    dict.entries().filter(|(name, _)| !ELSEWHERE.contains(&name.as_ref())).map(|(_, object)| object)
}

fn add<'a>(
    objects: impl Iterator<Item = MaybeRef<Object<'a>>>,
    source: &Source<'a>,
    seen: &mut FxHashSet<ObjectIdentifier>,
    waiting: &mut Vec<Object<'a>>,
) {
    for object in objects.take(OBJECTS) {
        match object {
            MaybeRef::NotRef(object @ (Object::Array(_) | Object::Dict(_) | Object::Stream(_))) => {
                waiting.push(object);
            }
            MaybeRef::NotRef(_) => {}
            MaybeRef::Ref(reference) => {
                let id = ObjectIdentifier::from(reference);
                if seen.insert(id) {
                    waiting.extend(source.xref().get::<Object<'a>>(id));
                }
            }
        }
    }
}

/// The pixels of an image; a stream that unpacks beyond its limit is refused.
fn measure(stream: &Stream<'_>, streams: &Streams, limits: &PdfLimits) -> Result<u64, String> {
    if let Err(FilterError::TooLarge) = streams.decode(stream) {
        return Err(format!("a part of it unpacks to more than {} bytes", limits.stream_bytes));
    }
    let side = |name: &[u8]| stream.dict().get::<f64>(name).map_or(0, |side| side.max(0.0) as u64);
    Ok(side(b"Width").saturating_mul(side(b"Height")))
}
