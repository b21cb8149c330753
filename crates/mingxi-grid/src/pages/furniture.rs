//! What every page repeats and no reader reads: page numbers, running headers and footers.

use super::flow::Piece;
use super::settings::Settings;
use crate::Hints;
use mingxi_model::Page;
use mingxi_model::text::squeeze;
use std::collections::HashMap;

/// On how many pages a line must stand at the same height to count as repeated; in a document of two pages, on both.
const REPEATS: usize = 3;

/// Takes page numbers and repeated lines at the top and bottom of the pages out. Titles and captions stay:
/// a spreadsheet repeats them on every page, and joining needs to see them.
pub(super) fn remove(
    sheets: Vec<Vec<Piece>>,
    pages: &[Page],
    hints: &Hints,
    settings: &Settings,
) -> Vec<Vec<Piece>> {
    let heights: Vec<f32> = pages.iter().map(|page| page.height).collect();
    let mut counts: HashMap<(String, i32), usize> = HashMap::new();
    for (pieces, height) in sheets.iter().zip(&heights) {
        for key in pieces.iter().filter_map(|piece| margin_key(piece, *height, settings)) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let running = running_numbers(&sheets, pages);
    let repeats = REPEATS.min(pages.len()).max(2);
    let repeated = |piece: &Piece, height: f32| {
        margin_key(piece, height, settings).is_some_and(|key| {
            let count = |shift: i32| counts.get(&(key.0.clone(), key.1 + shift)).copied().unwrap_or(0);
            is_page_number(&key.0) || count(-1) + count(0) + count(1) >= repeats && !is_frame(piece, hints)
        })
    };
    sheets
        .into_iter()
        .zip(heights)
        .zip(running)
        .map(|((pieces, height), running)| {
            // A running header stands above the page's title: what follows a title is the page's own.
            let below_title = pieces.iter().position(|piece| is_frame(piece, hints)).unwrap_or(pieces.len());
            let rests: Vec<bool> = (0..pieces.len()).map(|index| is_rest(&pieces, index)).collect();
            let is_own = |index: usize, piece: &Piece| {
                index > below_title && piece.bbox().y1 < height / 2.0 || names_columns(piece, hints)
            };
            let keep = |(index, piece): (usize, Piece)| {
                let is_furniture =
                    running == Some(index) || repeated(&piece, height) && !is_own(index, &piece);
                (!is_furniture || rests[index]).then_some(piece)
            };
            pieces.into_iter().enumerate().filter_map(keep).collect()
        })
        .collect()
}

/// For each page the index of its lowest line where it is a number that runs with the pages: it stands as high as the
/// paper's margins want, also far up or close under a table.
fn running_numbers(sheets: &[Vec<Piece>], pages: &[Page]) -> Vec<Option<usize>> {
    let lowest = |(pieces, page): (&Vec<Piece>, &Page)| {
        let last = (0..pieces.len()).max_by(|a, b| pieces[*a].bbox().y1.total_cmp(&pieces[*b].bbox().y1))?;
        let Piece::Line(line) = &pieces[last] else { return None };
        let text = squeeze(&line.text());
        let folded: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let digits = digits.split(|c: char| !c.is_ascii_digit()).next()?;
        let shift = digits.parse::<i32>().ok()?.checked_sub(page.number)?;
        is_page_number(&folded).then_some((last, shift))
    };
    let found: Vec<Option<(usize, i32)>> = sheets.iter().zip(pages).map(lowest).collect();
    let mut counts: HashMap<i32, usize> = HashMap::new();
    for (_, shift) in found.iter().flatten() {
        *counts.entry(*shift).or_default() += 1;
    }
    let runs = |(last, shift): (usize, i32)| (counts.get(&shift).copied() >= Some(REPEATS)).then_some(last);
    found.into_iter().map(|found| found.and_then(runs)).collect()
}

/// Whether a line is a title, or captions side by side.
fn is_frame(piece: &Piece, hints: &Hints) -> bool {
    let Piece::Line(line) = piece else { return false };
    let whole = squeeze(&line.text());
    let is_caption = |text: &str| hints.caption.is_match(&squeeze(text));
    hints.title.is_match(&whole)
        || is_caption(&whole)
        || line.chunks.iter().any(|chunk| is_caption(&chunk.text))
}

/// Lines of one cell are no further apart than this, in em.
const LINE_PITCH: f32 = 1.5;
/// Texts of one cell begin at one place, within so many points.
const SAME_PLACE: f32 = 0.5;

/// Whether a line holds the last digits of numbers that stand right above it: an amount broken in its cell at the foot
/// of a page is no page number.
fn is_rest(pieces: &[Piece], index: usize) -> bool {
    let line = |index: usize| match pieces.get(index) {
        Some(Piece::Line(line)) => Some(line),
        _ => None,
    };
    let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || ".,-".contains(c));
    let Some(own) = line(index) else { return false };
    let near = |other: &usize| {
        line(*other).is_some_and(|other| {
            (other.size - own.size).abs() < 0.05 * own.size
                && own.baseline - other.baseline > 0.5 * own.size
                && own.baseline - other.baseline <= LINE_PITCH * own.size
        })
    };
    // Of a row a text in the middle of its height may stand between the two.
    let above: Vec<usize> = (index.saturating_sub(2)..index).filter(near).collect();
    own.chunks.iter().all(|chunk| {
        let goes_on = |other: &usize| {
            line(*other)
                .into_iter()
                .flat_map(|other| &other.chunks)
                .any(|other| is_digits(&other.text) && (other.bbox.x0 - chunk.bbox.x0).abs() < SAME_PLACE)
        };
        is_digits(&chunk.text) && above.iter().any(goes_on)
    })
}

/// Whether a line is nothing but names of columns.
fn names_columns(piece: &Piece, hints: &Hints) -> bool {
    let Piece::Line(line) = piece else { return false };
    line.chunks.iter().all(|chunk| hints.header.is_match(&squeeze(&chunk.text)))
}

/// The text of a line in the page's margin, numbers made equal, and its height in steps of a few points.
fn margin_key(piece: &Piece, height: f32, settings: &Settings) -> Option<(String, i32)> {
    let Piece::Line(line) = piece else { return None };
    let middle = (line.bbox.y0 + line.bbox.y1) / 2.0;
    let margin = settings.margin * height;
    if middle > margin && middle < height - margin {
        return None;
    }
    let text: String =
        squeeze(&line.text()).chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    Some((text, (middle / 4.0) as i32))
}

/// `- 3 -`, `第 3 页 共 9 页`, `3/9`, `〔3〕`, `Page 3 of 9`, `第三页`; digits are folded to 0.
fn is_page_number(text: &str) -> bool {
    let core: String = text.chars().filter(|c| !"-—–―·•~～_()[]〔〕【】".contains(*c)).collect();
    let core = core.to_lowercase().replace("page", "").replace("of", "/");
    let zeros = core.chars().filter(|c| *c == '0').count();
    let is_counted = (1..=6).contains(&zeros) && core.chars().all(|c| "0第页共/,，p.".contains(c));
    let in_words = core.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).is_some_and(|number| {
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十百零〇".contains(c))
    });
    is_counted || in_words || is_roman(&core)
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 5 && text.chars().all(|c| "ivxlcIVXLC".contains(c))
}
