//! Whether the text of a page can be relied on.

use super::sink::Sink;
use mingxi_model::{BBox, Diagnostic, Glyph, Page, Place, Severity, Step};

/// Share of unknown characters from which a page is not to be trusted.
const UNKNOWN: f64 = 0.02;
/// Share of characters that only their font knows from which a page is not to be trusted.
const PRIVATE: f64 = 0.2;
/// Share of the page that images must cover for it to be a picture of a page.
const COVERED: f64 = 0.5;
/// Characters that a picture of a page may have beside it: a page number, a stamp of the scanner.
pub(super) const BESIDE: usize = 40;
/// The code of a page that is a picture.
pub(super) const PICTURE: &str = "page_is_image";
/// The share of the page's width and height from which a picture between texts may be a form.
const WIDE: f32 = 0.55;
const HIGH: f32 = 0.15;
/// Images that are looked at for one character.
const SEARCH: usize = 64;
/// Filled curved shapes from which a page without text holds its characters as shapes.
const SHAPES: u32 = 120;

/// What is to be said about a page's text.
pub(super) struct Verdict {
    /// The page needs character recognition.
    pub(super) needs_ocr: bool,
    pub(super) diagnostic: Option<Diagnostic>,
}

/// Judges the text of a page.
pub(super) fn judge(page: &Page, sink: &Sink) -> Verdict {
    let characters = page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
    let share = |part: u32| f64::from(part) / characters.max(1) as f64;
    let number = page.number;
    if sink.unmapped > 2 && share(sink.unmapped) >= UNKNOWN {
        let message = format!(
            "page {number}: {} of {characters} characters are unknown, because their font does not say what they \
             are; the page has to be read by character recognition",
            sink.unmapped
        );
        return verdict(true, "text_untrusted", message, page);
    }
    if share(sink.private) >= PRIVATE && characters > 10 {
        let message = format!(
            "page {number}: {} of {characters} characters have private codes that only their font knows; the page \
             has to be read by character recognition",
            sink.private
        );
        return verdict(true, "text_untrusted", message, page);
    }
    // A running header or a caption beside the picture changes nothing: what counts is that the picture has no
    // text of its own on it.
    if covered(page) >= COVERED && (characters <= BESIDE || on_images(page) <= BESIDE) {
        let hidden = if sink.invisible > 0 { " (an invisible text layer is not used)" } else { "" };
        let message = format!(
            "page {number} is a picture{hidden}; its tables can only be had by character recognition"
        );
        return verdict(true, PICTURE, message, page);
    }
    if characters <= BESIDE && sink.shapes >= SHAPES {
        let message = format!(
            "page {number} draws its characters as shapes; they can only be had by character recognition"
        );
        return verdict(true, "page_is_shapes", message, page);
    }
    if let Some(count) = large_pictures(page) {
        let message = format!(
            "page {number}: {count} large pictures without text on them stand beside the text; if they show tables, \
             they can only be had by character recognition"
        );
        return verdict(false, "needs_ocr", message, page);
    }
    if sink.unmapped > 0 {
        let message = format!(
            "page {number}: {} of {characters} characters are unknown, because their font does not say what they \
             are; they stand as \u{fffd}",
            sink.unmapped
        );
        return verdict(false, "unknown_characters", message, page);
    }
    Verdict { needs_ocr: false, diagnostic: None }
}

fn verdict(needs_ocr: bool, code: &'static str, message: String, page: &Page) -> Verdict {
    let severity = if needs_ocr { Severity::Error } else { Severity::Warning };
    let diagnostic = Diagnostic::new(Step::Decode, severity, code, message).at(Some(whole(page)));
    Verdict { needs_ocr, diagnostic: Some(diagnostic) }
}

/// The place of a whole page.
pub(super) fn whole(page: &Page) -> Place {
    let bbox = BBox { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
    Place::Page { number: page.number, bbox }
}

/// Whether a picture is as wide as a form and as high as a few of its rows.
fn is_large(page: &Page, image: &BBox) -> bool {
    image.x1 - image.x0 >= WIDE * page.width && image.y1 - image.y0 >= HIGH * page.height
}

/// How many large pictures a page has on which no text stands.
fn large_pictures(page: &Page) -> Option<usize> {
    let large = page.images.iter().filter(|image| is_large(page, image));
    let bare =
        large.filter(|image| page.glyphs.iter().filter(|glyph| stands_on(glyph, image)).count() <= BESIDE);
    Some(bare.count()).filter(|count| *count > 0)
}

/// How many characters stand on the images of a page.
fn on_images(page: &Page) -> usize {
    let inked = page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    inked.filter(|glyph| page.images.iter().take(SEARCH).any(|image| stands_on(glyph, image))).count()
}

fn stands_on(glyph: &Glyph, image: &BBox) -> bool {
    let (x, y) = ((glyph.bbox.x0 + glyph.bbox.x1) / 2.0, (glyph.bbox.y0 + glyph.bbox.y1) / 2.0);
    x >= image.x0 && x <= image.x1 && y >= image.y0 && y <= image.y1
}

/// The share of a page that its images cover, strips of one scan added up.
fn covered(page: &Page) -> f64 {
    let area = |bbox: &BBox| f64::from((bbox.x1 - bbox.x0) * (bbox.y1 - bbox.y0));
    page.images.iter().map(area).sum::<f64>() / f64::from(page.width * page.height).max(1.0)
}
