//! What a reader does not see of a page's text, or sees apart from it: glyphs that something was painted over,
//! struck-through ones, and note marks.
//!
//! A number that loses some of its digits this way is another number: what is left of it keeps U+FFFD in their
//! place, so that nobody reads it.

use super::sink::Sink;
use mingxi_model::{Diagnostic, Glyph, Page, Rule, Severity, Step};
use std::collections::BTreeSet;

/// Thickest line that strikes text through, in points.
const THICKEST: f32 = 2.5;
/// Where a striking line may stand above the baseline, in parts of the glyph's size.
const BAND: (f32, f32) = (0.14, 0.58);
/// How far a striking line may reach beyond the text at either end, in parts of its size.
const BEYOND: f32 = 0.7;
/// The share of a striking line that must lie on glyphs.
const STRUCK: f32 = 0.6;
/// Largest text that is looked at for strikes, in points.
const LARGEST: f32 = 40.0;
/// Gap within a word, in parts of the glyph's size.
const GAP: f32 = 0.25;
/// The most characters of left-out text that a remark names.
const NAMED: usize = 60;

/// Leaves out what is covered or struck through, and says so.
pub(super) fn settle(page: &mut Page, sink: &Sink) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    if !sink.covered.is_empty() {
        let text = leave_out(&mut page.glyphs, &sink.covered);
        remarks.extend(remark(page, "covered_text", &text, "a box or picture is painted over it"));
    }
    let Strikes { glyphs: struck, lines } = struck(page);
    if !struck.is_empty() {
        // What strikes a number through parts no rows.
        let mut at = 0..;
        page.rules.retain(|_| !at.next().is_some_and(|at| lines.contains(&at)));
        let text = leave_out(&mut page.glyphs, &struck);
        remarks.extend(remark(page, "struck_text", &text, "it is struck through"));
    }
    if !sink.unseen_digits.is_empty() {
        let why = "it is invisible, too small, or has the colour of what it stands on";
        remarks.extend(remark(page, "hidden_text", &sink.unseen_digits, why));
    }
    remarks
}

fn remark(page: &Page, code: &'static str, text: &str, why: &str) -> Option<Diagnostic> {
    let has_digits = text.contains(|c: char| c.is_ascii_digit());
    let severity = if has_digits { Severity::Warning } else { Severity::Info };
    let mut named: String = text.trim().chars().take(NAMED).collect();
    if named.is_empty() {
        return None;
    }
    if text.chars().count() > NAMED {
        named.push('…');
    }
    let message = format!("page {}: the text `{named}` was left out: {why}", page.number);
    Some(Diagnostic::new(Step::Decode, severity, code, message).at(Some(super::trust::whole(page))))
}

/// Where a glyph stands along its line of writing and how far down its baseline is, whatever its direction.
#[derive(Clone, Copy)]
pub(super) struct Stand {
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) base: f32,
}

/// How far below its baseline a glyph's box ends, in parts of its size.
const DESCENT: f32 = 0.12;

/// The stand of a glyph; nothing where it is set at a slant.
pub(super) fn stand(glyph: &Glyph) -> Option<Stand> {
    let (b, drop) = (glyph.bbox, DESCENT * glyph.size);
    Some(match glyph.rotation {
        0 => Stand { from: b.x0, to: b.x1, base: glyph.baseline },
        90 => Stand { from: -b.y1, to: -b.y0, base: b.x1 - drop },
        180 => Stand { from: -b.x1, to: -b.x0, base: -(b.y0 + drop) },
        270 => Stand { from: b.y0, to: b.y1, base: -(b.x0 + drop) },
        _ => return None,
    })
}

/// A line as text of a direction sees it, where it runs along that text: from, to, down.
fn along(rule: &Rule, rotation: u16) -> Option<(f32, f32, f32)> {
    let b = rule.bbox;
    let thick = if rule.horizontal { b.y1 - b.y0 } else { b.x1 - b.x0 };
    if !rule.visible || thick > THICKEST {
        return None;
    }
    let (x, y) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
    match (rotation, rule.horizontal) {
        (0, true) => Some((b.x0, b.x1, y)),
        (90, false) => Some((-b.y1, -b.y0, x)),
        (180, true) => Some((-b.x1, -b.x0, -y)),
        (270, false) => Some((b.y0, b.y1, -x)),
        _ => None,
    }
}

/// Where lines across the writing stand along it, sorted. A line that reaches from one such place to another belongs
/// to a frame, also where the text of a merged cell hides the post itself.
struct Posts(Vec<f32>);

/// How far a line's end may be from the place of a post, in points.
const MEETS: f32 = 1.5;

impl Posts {
    fn of(page: &Page, rotation: u16) -> Posts {
        let place = |rule: &Rule| {
            let (x, y) = ((rule.bbox.x0 + rule.bbox.x1) / 2.0, (rule.bbox.y0 + rule.bbox.y1) / 2.0);
            match (rotation, rule.horizontal) {
                _ if !rule.visible => None,
                (0, false) => Some(x),
                (90, true) => Some(-y),
                (180, false) => Some(-x),
                (270, true) => Some(y),
                _ => None,
            }
        };
        let mut places: Vec<f32> = page.rules.iter().filter_map(place).collect();
        places.sort_by(f32::total_cmp);
        Posts(places)
    }

    fn meet(&self, end: f32) -> bool {
        let first = self.0.partition_point(|place| *place < end - MEETS);
        self.0.get(first).is_some_and(|place| *place <= end + MEETS)
    }
}

/// Glyphs that are struck through and the rules that do it, by their places on the page.
#[derive(Default)]
struct Strikes {
    glyphs: BTreeSet<u32>,
    lines: BTreeSet<usize>,
}

/// The glyphs through which a line is drawn that is no longer than they are: a rule of a table reaches further.
fn struck(page: &Page) -> Strikes {
    let mut out = Strikes::default();
    if page.rules.is_empty() {
        return out;
    }
    for rotation in [0, 90, 180, 270] {
        // By the height at which a line would strike them.
        let mut glyphs: Vec<(f32, u32, Stand, f32)> = (0u32..)
            .zip(&page.glyphs)
            .filter(|(_, glyph)| {
                glyph.rotation == rotation && glyph.size <= LARGEST && !glyph.text.trim().is_empty()
            })
            .filter_map(|(at, glyph)| {
                let stand = stand(glyph)?;
                let middle = stand.base - (BAND.0 + BAND.1) / 2.0 * glyph.size;
                Some((middle, at, stand, glyph.size))
            })
            .collect();
        if glyphs.is_empty() {
            continue;
        }
        glyphs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let posts = Posts::of(page, rotation);
        let largest = glyphs.iter().map(|glyph| glyph.3).fold(0.0, f32::max);
        let reach = (BAND.1 - BAND.0) / 2.0 * largest;
        for (line, rule) in page.rules.iter().enumerate() {
            let Some((from, to, down)) = along(rule, rotation) else { continue };
            let first = glyphs.partition_point(|glyph| glyph.0 < down - reach);
            let near = glyphs[first..].iter().take_while(|glyph| glyph.0 <= down + reach);
            let under: Vec<&(f32, u32, Stand, f32)> = near
                .filter(|(middle, _, stand, size)| {
                    let centre = (stand.from + stand.to) / 2.0;
                    (middle - down).abs() <= (BAND.1 - BAND.0) / 2.0 * size && (from..=to).contains(&centre)
                })
                .collect();
            let Some(size) = under.iter().map(|glyph| glyph.3).reduce(f32::max) else { continue };
            let start = under.iter().map(|glyph| glyph.2.from).fold(f32::INFINITY, f32::min);
            let end = under.iter().map(|glyph| glyph.2.to).fold(f32::NEG_INFINITY, f32::max);
            let inked: f32 = under.iter().map(|glyph| glyph.2.to - glyph.2.from).sum();
            let is_short = from >= start - BEYOND * size && to <= end + BEYOND * size;
            if is_short && inked >= STRUCK * (to - from) && !(posts.meet(from) && posts.meet(to)) {
                out.glyphs.extend(under.iter().map(|glyph| glyph.1));
                out.lines.insert(line);
            }
        }
    }
    out
}

/// Empties some glyphs and gives back their text. Of a word with digits that keeps other digits of the same
/// string, they become U+FFFD.
fn leave_out(glyphs: &mut [Glyph], gone: &BTreeSet<u32>) -> String {
    let mut text = String::new();
    let mut at = 0;
    let Some(last) = gone.last().map(|last| *last as usize) else { return text };
    while at <= last && at < glyphs.len() {
        let mut end = at + 1;
        while end < glyphs.len() && is_one_word(&glyphs[end - 1], &glyphs[end]) {
            end += 1;
        }
        let is_gone = |index: usize| gone.contains(&(index as u32));
        if (at..end).any(is_gone) {
            let has_digit = |index: usize| glyphs[index].text.contains(|c: char| c.is_ascii_digit());
            let hurt: BTreeSet<u32> = (at..end)
                .filter(|index| !is_gone(*index) && has_digit(*index))
                .map(|index| glyphs[index].run)
                .collect();
            for index in (at..end).filter(|index| is_gone(*index)) {
                let glyph = &mut glyphs[index];
                text.push_str(&glyph.text);
                match hurt.contains(&glyph.run) && !glyph.text.trim().is_empty() {
                    true => glyph.text = "\u{fffd}".to_owned(),
                    false => glyph.text.clear(),
                }
            }
            text.push(' ');
        }
        at = end;
    }
    text
}

fn is_one_word(before: &Glyph, glyph: &Glyph) -> bool {
    let (Some(a), Some(b)) = (stand(before), stand(glyph)) else { return false };
    before.rotation == glyph.rotation
        && !before.text.trim().is_empty()
        && !glyph.text.trim().is_empty()
        && (a.base - b.base).abs() < 0.1 * glyph.size
        && (b.from - a.to).abs() < GAP * glyph.size
}
