//! Lines of prose and the paragraphs they form.

use super::settings::Settings;
use super::text::{Chunk, bounds, chunks, lines};
use crate::Hints;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{BBox, Glyph, Paragraph, Place};

/// A line of text outside tables.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextLine {
    pub(super) page: i32,
    pub(super) chunks: Vec<Chunk>,
    pub(super) bbox: BBox,
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// Left and right edge of the page's text.
    pub(super) column: (f32, f32),
    /// The page's clip cuts the whole line away.
    pub(super) is_clipped: bool,
}

impl TextLine {
    pub(super) fn text(&self) -> String {
        self.chunks.iter().map(|chunk| chunk.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of some glyphs of a page, top to bottom.
pub(super) fn text_lines(glyphs: &[&Glyph], page: i32, settings: &Settings) -> Vec<TextLine> {
    let mut out: Vec<TextLine> = lines(glyphs.iter().copied(), settings)
        .iter()
        .map(|line| {
            let chunks = chunks(line, settings);
            let bbox = bounds(chunks.iter().map(|chunk| chunk.bbox));
            let baseline = chunks.first().map_or(0.0, |chunk| chunk.baseline);
            let size = chunks.iter().map(|chunk| chunk.size).fold(0.0, f32::max);
            let is_clipped = line.iter().all(|glyph| glyph.clipped);
            TextLine { page, chunks, bbox, baseline, size, column: (0.0, 0.0), is_clipped }
        })
        .collect();
    let whole = bounds(out.iter().map(|line| line.bbox));
    for line in &mut out {
        line.column = (whole.x0, whole.x1);
    }
    out
}

/// Joins lines to paragraphs. `before_table` says that a table follows: its captions stand side by side.
pub(super) fn paragraphs(
    lines: &[TextLine],
    before_table: bool,
    hints: &Hints,
    settings: &Settings,
) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut last: Option<(&TextLine, bool)> = None;
    for line in lines {
        let parts = parts(line, hints, settings);
        let joins =
            last.is_some_and(|(above, whole)| whole && parts.len() == 1 && goes_on(above, line, hints));
        match out.last_mut().filter(|_| joins) {
            Some(paragraph) => {
                let end = paragraph.text.len();
                append(&mut paragraph.text, &parts[0].0);
                let place = paragraph.turns.last_mut().map_or(&mut paragraph.place, |(_, place)| place);
                match place {
                    Place::Page { number, bbox } if *number == line.page => {
                        *bbox = bounds([*bbox, line.bbox].into_iter());
                    }
                    _ => paragraph.turns.push((end, Place::Page { number: line.page, bbox: line.bbox })),
                }
            }
            None => out.extend(parts.iter().map(|(text, bbox)| Paragraph {
                text: mingxi_model::text::normalise(text),
                heading: None,
                place: Place::Page { number: line.page, bbox: *bbox },
                turns: Vec::new(),
            })),
        }
        last = Some((line, parts.len() == 1));
    }
    if before_table {
        title_first(&mut out, hints);
    }
    out
}

/// The pieces of a line that are paragraphs of their own: captions and titles side by side.
fn parts(line: &TextLine, hints: &Hints, settings: &Settings) -> Vec<(String, BBox)> {
    let mut out: Vec<(String, BBox)> = Vec::new();
    let is_frame = |text: &str| {
        let text = squeeze(text);
        hints.caption.is_match(&text)
    };
    let single = line.chunks.iter().all(|chunk| squeeze(&chunk.text).chars().count() <= 1);
    for chunk in &line.chunks {
        let apart = out.last().is_some_and(|(text, bbox)| {
            let gap = chunk.bbox.x0 - bbox.x1;
            !single
                && (gap > 3.0 * chunk.size
                    || (gap > settings.chunk_gap * chunk.size && (is_frame(text) || is_frame(&chunk.text))))
        });
        match out.last_mut().filter(|_| !apart) {
            Some((text, bbox)) => {
                text.push(' ');
                text.push_str(&chunk.text);
                *bbox = bounds([*bbox, chunk.bbox].into_iter());
            }
            None => out.push((chunk.text.clone(), chunk.bbox)),
        }
    }
    // A line of prose may hold wide gaps; only captions really stand side by side.
    out
}

/// Whether a line goes on with the paragraph of the line above it.
fn goes_on(above: &TextLine, line: &TextLine, hints: &Hints) -> bool {
    let em = above.size.max(line.size);
    let (left, right) = above.column;
    let is_full = above.bbox.x1 > right - 2.0 * em && above.bbox.x1 - above.bbox.x0 > 20.0 * em;
    let starts_left = line.bbox.x0 < left + 0.8 * em || line.bbox.x0 < above.bbox.x0 - 0.8 * em;
    let same_size = (above.size - line.size).abs() < 0.15 * em;
    let near = above.page != line.page || line.baseline - above.baseline < 2.6 * em;
    let (upper, lower) = (squeeze(&above.text()), squeeze(&line.text()));
    let ends = upper.ends_with(['。', '；', '：', ':', ';', '！']) && above.bbox.x1 < right - 1.1 * em;
    let framed = hints.caption.is_match(&upper) || hints.caption.is_match(&lower);
    let announces = hints.title.is_match(&lower) && upper.ends_with('。');
    let is_prose = is_full && starts_left && near && !ends && !announces;
    same_size && !framed && (is_prose || is_wrapped_title(above, line, hints))
}

/// The share of its column that a title fills before it is wrapped.
const FILLED: f32 = 0.6;
/// The longest rest of a wrapped title, in characters, that may also look like a title (预算表).
const REST: usize = 3;

/// Whether two lines are one title that did not fit its column: the rest stands centred or flush below it.
fn is_wrapped_title(above: &TextLine, line: &TextLine, hints: &Hints) -> bool {
    let em = above.size.max(line.size);
    let (upper, lower) = (squeeze(&above.text()), squeeze(&line.text()));
    let (left, right) = above.column;
    let fills = above.bbox.x1 - above.bbox.x0 >= FILLED * (right - left);
    let is_below = line.page == above.page
        && line.baseline - above.baseline < 1.8 * em
        && line.bbox.x0 > above.bbox.x0 - em
        && line.bbox.x1 < above.bbox.x1 + em;
    let is_rest = lower.chars().count() <= REST || !hints.title.is_match(&lower);
    fills
        && is_below
        && is_rest
        && !hints.title.is_match(&upper)
        && hints.title.is_match(&format!("{upper}{lower}"))
}

/// Appends a line of a paragraph; only words of other scripts need a space.
fn append(text: &mut String, line: &str) {
    let line = mingxi_model::text::normalise(line);
    let glue = match (text.chars().next_back(), line.chars().next()) {
        (Some(a), Some(b)) => {
            a.is_alphanumeric()
                && b.is_alphanumeric()
                && !is_han(a)
                && !is_han(b)
                && !(a.is_ascii_digit() && b.is_ascii_digit())
        }
        _ => false,
    };
    if glue {
        text.push(' ');
    }
    text.push_str(&line);
}

/// Puts the title before its captions where they were printed above or beside it.
fn title_first(paragraphs: &mut [Paragraph], hints: &Hints) {
    let is_caption = |p: &Paragraph| hints.caption.is_match(&squeeze(&p.text));
    let is_title = |p: &Paragraph| {
        let text = squeeze(&p.text);
        hints.title.is_match(&text) && !text.contains(':') && !hints.caption.is_match(&text)
    };
    // The run of captions and titles at the end, the lines right above the table.
    // What stands at the foot of the page before belongs to the table there.
    let page = paragraphs.last().and_then(|last| last.place.page());
    let is_other = |p: &Paragraph| !is_caption(p) && !is_title(p) || p.place.page() != page;
    let start = paragraphs.iter().rposition(is_other).map_or(0, |index| index + 1);
    let run = &mut paragraphs[start..];
    let Some(title) = run.iter().rposition(is_title) else {
        return;
    };
    // Captions directly above the title belong to it, unless another title stands above them.
    let first = run[..title].iter().rposition(is_title).map_or(0, |index| index + 1);
    run[first..=title].rotate_right(1);
}
