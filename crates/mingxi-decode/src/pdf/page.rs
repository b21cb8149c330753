//! One page: its visible box, its content, and what became of it.

use super::budget::Stop;
use super::content::Interpreter;
use super::document::{Faults, Shared};
use super::geometry::{Matrix, Rect};
use super::sink::Sink;
use super::trust::{self, Verdict};
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::{A4, Page as Source, Rotation};
use mingxi_model::{Diagnostic, ErrorKind, Page};

/// Longest side of a page, in points: the format's own bound is 14,400 units.
const LONGEST: f64 = 200_000.0;

/// A page that was read, perhaps in part.
pub(crate) struct PageRead {
    pub(crate) page: Page,
    /// The bound at which reading stopped.
    pub(crate) stop: Option<Stop>,
    pub(super) faults: Faults,
    pub(super) verdict: Verdict,
    /// What was left out of its text.
    pub(super) remarks: Vec<Diagnostic>,
}

/// Reads a page.
pub(super) fn read<'a>(source: &Source<'a>, number: i32, shared: &mut Shared<'a>) -> PageRead {
    let (ctm, width, height) = view(source);
    shared.faults = Faults::default();
    let visible = Rect { x0: 0.0, y0: 0.0, x1: width, y1: height };
    let mut content = content(source, shared);
    shared.prepare(&mut content);
    let mut interpreter = Interpreter::new(shared, visible, ctm);
    let mut done = interpreter.run(&content, source.resources());
    if done.is_ok() {
        interpreter.begin_annotations(ctm, visible);
        done = interpreter.draw_annotations(source);
    }
    let sink = interpreter.sink;
    PageRead { faults: shared.faults, ..finish(sink, number, (width, height), done.err()) }
}

/// The page that a sink holds, of so many points, and what is to be said about it.
pub(crate) fn finish(
    mut sink: Sink,
    number: i32,
    (width, height): (f64, f64),
    stop: Option<Stop>,
) -> PageRead {
    let mut page = empty(number, width, height);
    page.glyphs = std::mem::take(&mut sink.glyphs);
    page.rules = std::mem::take(&mut sink.rules);
    let remarks = super::seen::settle(&mut page, &sink);
    page.glyphs.retain(|glyph| !glyph.text.is_empty());
    super::marks::lower(&mut page.glyphs);
    page.fills = std::mem::take(&mut sink.fills);
    page.images = std::mem::take(&mut sink.images);
    page.unmapped_glyphs = sink.unmapped;
    let verdict = trust::judge(&page, &sink);
    PageRead { page, stop, faults: Faults::default(), verdict, remarks }
}

/// A page without marks.
pub(super) fn blank(source: &Source<'_>, number: i32) -> Page {
    let (_, width, height) = view(source);
    empty(number, width, height)
}

fn empty(number: i32, width: f64, height: f64) -> Page {
    Page {
        number,
        width: width as f32,
        height: height as f32,
        glyphs: Vec::new(),
        rules: Vec::new(),
        fills: Vec::new(),
        images: Vec::new(),
        unmapped_glyphs: 0,
    }
}

/// The map from user space to page space and the page's size: the crop box within the media box, rotated.
pub(super) fn view(source: &Source<'_>) -> (Matrix, f64, f64) {
    let usable = |rect: hayro_syntax::object::Rect| {
        let fits = |side: f64| side.is_finite() && (1.0..=LONGEST).contains(&side);
        (fits(rect.width()) && fits(rect.height())).then_some(rect)
    };
    let rect = usable(source.intersected_crop_box()).or_else(|| usable(source.media_box())).unwrap_or(A4);
    let (width, height) = (rect.width(), rect.height());
    match source.rotation() {
        Rotation::None => (Matrix::new([1.0, 0.0, 0.0, -1.0, -rect.x0, rect.y1]), width, height),
        Rotation::Horizontal => (Matrix::new([0.0, 1.0, 1.0, 0.0, -rect.y0, -rect.x0]), height, width),
        Rotation::Flipped => (Matrix::new([-1.0, 0.0, 0.0, 1.0, rect.x1, -rect.y0]), width, height),
        Rotation::FlippedHorizontal => (Matrix::new([0.0, -1.0, -1.0, 0.0, rect.y1, rect.x1]), height, width),
    }
}

/// The content streams of a page as one.
fn content<'a>(source: &Source<'a>, shared: &mut Shared<'a>) -> Vec<u8> {
    let dict = source.raw();
    if !dict.contains_key(b"Contents") {
        return Vec::new();
    }
    if let Some(stream) = dict.get::<Stream<'a>>(b"Contents") {
        return shared.content(&stream).unwrap_or_default();
    }
    let Some(array) = dict.get::<Array<'a>>(b"Contents") else {
        let is_null = matches!(dict.get::<Object<'a>>(b"Contents"), Some(Object::Null(_)));
        shared.faults.missing_objects += u32::from(!is_null);
        return Vec::new();
    };
    let mut content = Vec::new();
    let expected = array.raw_iter().count();
    let mut streams = 0;
    for stream in array.iter::<Stream<'a>>() {
        streams += 1;
        if content.len() > shared.budget.limits().stream_bytes {
            shared.faults.large_streams += 1;
            break;
        }
        content.extend(shared.content(&stream).unwrap_or_default());
        // An operator does not run on over the end of a stream.
        content.push(b'\n');
    }
    shared.faults.missing_objects += u32::from(streams < expected);
    content
}

/// The faults of a page in words.
pub(super) fn faults(faults: Faults, is_cut: bool) -> Vec<(ErrorKind, &'static str, String)> {
    let damage = if is_cut { ErrorKind::Truncated } else { ErrorKind::Corrupt };
    let mut out = Vec::new();
    let mut add = |count: u32, kind, code, what: &str| {
        if count > 0 {
            out.push((kind, code, format!("{what}; part of the page is lost")));
        }
    };
    add(faults.damaged_streams, damage, "content_damaged", "its content is damaged or ends too early");
    add(
        faults.missing_objects,
        damage,
        "content_missing",
        "a font or a part that it names is not in the file",
    );
    add(
        faults.large_streams,
        ErrorKind::LimitExceeded,
        "content_too_large",
        "its content is larger than allowed",
    );
    add(
        faults.too_deep,
        ErrorKind::LimitExceeded,
        "forms_too_deep",
        "its forms are nested deeper than allowed",
    );
    out
}
