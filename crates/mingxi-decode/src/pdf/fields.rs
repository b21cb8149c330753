//! Form fields and notes on the page that have a value and no appearance: a reader's program draws them, and so are
//! they read, at their rectangle.

use super::budget::Stop;
use super::colour::Paint;
use super::content::Interpreter;
use super::font::unicode::{readable, text_string};
use super::geometry::{Matrix, Rect};
use super::sink::Stamp;
use hayro_syntax::object::{Dict, Name, Object, Rect as PdfRect, String as PdfString};

/// The longest chain of parents that a field inherits from.
const CHAIN: usize = 16;
/// The most characters of one value.
const LONGEST: usize = 4000;
/// Size of text whose field says nothing of it, in points.
const SIZE: f64 = 9.0;
/// Free space at the sides of a field, in points.
const PADDING: f64 = 2.0;
/// Distance of lines, in parts of the size.
const LEADING: f64 = 1.2;
/// Where a baseline stands below the middle of its line, in parts of the size.
const BELOW: f64 = 0.35;

impl Interpreter<'_, '_> {
    /// Prints the value of an annotation without an appearance.
    pub(super) fn draw_value(&mut self, annotation: &Dict<'_>) -> Result<(), Stop> {
        let (Some(value), Some(rect)) = (value(annotation), annotation.get::<PdfRect>(b"Rect")) else {
            return Ok(());
        };
        let rect = Rect { x0: rect.x0, y0: rect.y0, x1: rect.x1, y1: rect.y1 };
        let height = rect.height();
        if !rect.is_finite() || height <= 0.0 || rect.width() <= 0.0 {
            return Ok(());
        }
        let lines: Vec<String> = value.lines().map(readable).collect();
        let fitting = height / (LEADING * lines.len().max(1) as f64);
        let size = stated_size(annotation).unwrap_or(SIZE).min(fitting).max(1.0);
        let align = inherited(annotation, b"Q").and_then(|q| Some(q.into_number()?.as_i64())).unwrap_or(0);
        let mut middle = match lines.len() {
            1 => (rect.y0 + rect.y1) / 2.0,
            _ => rect.y1 - LEADING * size / 2.0,
        };
        for line in &lines {
            self.sink.begin_run();
            let width: f64 = line.chars().map(|c| advance(c) * size).sum();
            let mut x = match align {
                1 => (rect.x0 + rect.x1 - width) / 2.0,
                2 => rect.x1 - PADDING - width,
                _ => rect.x0 + PADDING,
            };
            for c in line.chars() {
                self.shared.budget.glyph()?;
                let baseline = middle - BELOW * size;
                let corner = Rect {
                    x0: x,
                    y0: baseline - 0.12 * size,
                    x1: x + advance(c) * size,
                    y1: baseline + 0.88 * size,
                };
                let ctm: Matrix = self.state.ctm;
                let mut text = [0; 4];
                let stamp = Stamp {
                    text: Some(c.encode_utf8(&mut text)),
                    rect: ctm.apply_rect(corner),
                    baseline: ctm.apply(x, baseline).1,
                    size: size * ctm.scale(),
                    rotation: super::show::rotation(ctm, 1.0, false),
                    paint: Paint::BLACK,
                };
                self.sink.glyph(&stamp, self.state.clip, &mut self.shared.budget)?;
                x += advance(c) * size;
            }
            middle -= LEADING * size;
        }
        Ok(())
    }
}

/// The width of a character in ems: half for Latin ones, as digits are.
fn advance(c: char) -> f64 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// The value of a text or choice field, or the text of a note on the page.
fn value(annotation: &Dict<'_>) -> Option<String> {
    let text = match annotation.get::<Name<'_>>(b"Subtype").as_deref()? {
        b"FreeText" => {
            annotation.get::<PdfString<'_>>(b"Contents").and_then(|text| text_string(text.as_bytes()))?
        }
        b"Widget" => {
            let kind = inherited(annotation, b"FT")?.into_name()?;
            if !matches!(&*kind, b"Tx" | b"Ch") {
                return None;
            }
            // A password is printed as stars.
            let flags =
                inherited(annotation, b"Ff").and_then(|f| Some(f.into_number()?.as_i64())).unwrap_or(0);
            if &*kind == b"Tx" && flags & (1 << 13) != 0 {
                return None;
            }
            match inherited(annotation, b"V")? {
                Object::String(text) => text_string(text.as_bytes())?,
                Object::Array(all) => {
                    let texts = all.iter::<PdfString<'_>>().filter_map(|text| text_string(text.as_bytes()));
                    texts.collect::<Vec<_>>().join("\n")
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().take(LONGEST).collect();
    (!text.trim().is_empty()).then_some(text)
}

/// An entry of a field, or of the nearest of its parents that has it.
fn inherited<'a>(field: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..CHAIN {
        if let Some(found) = field.get::<Object<'a>>(key) {
            return Some(found);
        }
        field = field.get::<Dict<'a>>(b"Parent")?;
    }
    None
}

/// The size in the default appearance (`/Helv 9 Tf 0 g`); 0 means that the program chooses.
fn stated_size(annotation: &Dict<'_>) -> Option<f64> {
    let Object::String(text) = inherited(annotation, b"DA")? else { return None };
    let text = text_string(text.as_bytes())?;
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| *word == "Tf")?;
    let size: f64 = words.get(at.checked_sub(1)?)?.parse().ok()?;
    (size > 0.0 && size < 200.0).then_some(size)
}
