//! The marks of one page: what is kept of everything that its content draws.

use super::budget::{Budget, Stop};
use super::colour::{Paint, is_same_tint};
use super::geometry::Rect;
use mingxi_model::{BBox, Fill, Glyph, Rule};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Thickest filled rectangle or stroke that is a rule, in points.
pub(crate) const RULE_THICKNESS: f64 = 4.0;
/// The tint of paper.
const PAPER: [u8; 3] = [255; 3];
/// Two glyphs of the same text nearer than this share of their size are one, printed twice.
const DOUBLED: f64 = 0.12;
/// The same for glyphs of two strings, of which one is the other's shadow.
const SHADOW: f64 = 0.21;
/// The share of a glyph's ink that must lie under a later box for a reader not to know it.
const HIDDEN: f64 = 0.6;
/// How far glyphs are looked for beside a box: their left edges and baselines lie outside of it.
const MARGIN: f64 = 24.0;
/// Bytes of unseen digits that are named.
const UNSEEN: usize = 200;
/// Tints of backdrops that are told apart.
const TINTS: usize = 32;
/// Share of its width and height that a glyph must have on the page to be on it at all.
const SLIVER: f64 = 0.1;
/// Size below which nobody can read, in points.
const TINY: f64 = 0.4;
/// Side of the squares in which doubled glyphs are looked for, in points.
const SQUARE: f64 = 16.0;
/// Glyphs and backdrops that are looked at in one search.
const SEARCH: usize = 64;

/// What a page holds so far.
pub(crate) struct Sink {
    /// The visible page.
    page: Rect,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) fills: Vec<Fill>,
    pub(crate) images: Vec<BBox>,
    /// Glyphs whose characters are unknown.
    pub(crate) unmapped: u32,
    /// Glyphs whose characters only their own font knows.
    pub(crate) private: u32,
    /// Glyphs that are drawn but cannot be seen.
    pub(crate) invisible: u32,
    /// Curved shapes that are filled.
    pub(crate) shapes: u32,
    /// Glyphs over which something was painted later.
    pub(crate) covered: BTreeSet<u32>,
    /// Digits among the glyphs whose paint is that of their ground.
    pub(crate) unseen_digits: String,
    /// What is painted under later marks, and its tint where it has one.
    backdrops: Vec<(Rect, Option<[u8; 3]>)>,
    /// The tints of all of them; a glyph of another tint is seen wherever it stands.
    tints: Vec<[u8; 3]>,
    /// How many strings were shown.
    run: u32,
    /// The last glyph of each square, and of each glyph the one before it in its square.
    squares: FxHashMap<(i32, i32), u32>,
    before: Vec<u32>,
}

/// A glyph that is about to be printed.
pub(crate) struct Stamp<'t> {
    /// Its characters; `None` where unknown.
    pub(crate) text: Option<&'t str>,
    pub(crate) rect: Rect,
    pub(crate) baseline: f64,
    pub(crate) size: f64,
    pub(crate) rotation: u16,
    pub(crate) paint: Paint,
}

const NONE: u32 = u32::MAX;

impl Sink {
    pub(crate) fn new(page: Rect) -> Sink {
        Sink {
            page,
            glyphs: Vec::new(),
            rules: Vec::new(),
            fills: Vec::new(),
            images: Vec::new(),
            unmapped: 0,
            private: 0,
            invisible: 0,
            shapes: 0,
            covered: BTreeSet::new(),
            unseen_digits: String::new(),
            backdrops: Vec::new(),
            tints: vec![PAPER],
            run: 0,
            squares: FxHashMap::default(),
            before: Vec::new(),
        }
    }

    /// Begins the string of the next operator that shows one.
    pub(crate) fn begin_run(&mut self) {
        self.run = self.run.saturating_add(1);
    }

    /// Counts a glyph that nobody sees and remembers its digits.
    pub(crate) fn unseen(&mut self, text: Option<&str>) {
        self.invisible += 1;
        let text = text.unwrap_or_default();
        if self.unseen_digits.len() < UNSEEN && text.contains(|c: char| c.is_ascii_digit()) {
            self.unseen_digits.push_str(text);
        }
    }

    /// Prints a glyph unless it is off the page, cannot be seen or stands there already.
    pub(crate) fn glyph(&mut self, stamp: &Stamp<'_>, clip: Rect, budget: &mut Budget) -> Result<(), Stop> {
        let rect = stamp.rect;
        let on_page = rect.cut(self.page);
        let is_within = |part: f64, whole: f64| part >= 0.0 && part >= SLIVER * whole;
        let is_on_page =
            is_within(on_page.width(), rect.width()) && is_within(on_page.height(), rect.height());
        if !rect.is_finite() || !is_on_page {
            return Ok(());
        }
        if stamp.text.is_some_and(str::is_empty) {
            return Ok(());
        }
        if stamp.size < TINY || !self.is_seen(stamp.paint, rect.centre()) {
            self.unseen(stamp.text);
            return Ok(());
        }
        let clip = clip.cut(self.page);
        let clipped = is_cut_away(rect, clip);
        let text = stamp.text.unwrap_or("\u{fffd}");
        if let Some(twin) = self.twin(text, stamp) {
            let own_clip = self.own_clip(clip);
            let twin = &mut self.glyphs[twin];
            if twin.clipped && !clipped {
                (twin.clipped, twin.clip) = (false, own_clip);
            }
            return Ok(());
        }
        budget.mark(text.len())?;
        if stamp.text.is_none() {
            self.unmapped += 1;
        } else if text.chars().any(super::font::unicode::is_private) {
            self.private += 1;
        }
        let index = self.glyphs.len() as u32;
        let last = self.squares.insert(square(rect.x0, stamp.baseline), index);
        self.before.push(last.unwrap_or(NONE));
        self.glyphs.push(Glyph {
            text: text.to_owned(),
            bbox: rect.to_bbox(),
            baseline: stamp.baseline as f32,
            size: stamp.size as f32,
            rotation: stamp.rotation,
            clipped,
            run: self.run,
            lightness: stamp.paint.lightness,
            clip: self.own_clip(clip),
        });
        Ok(())
    }

    /// A clip that is smaller than the page.
    fn own_clip(&self, clip: Rect) -> Option<BBox> {
        (!clip.covers(self.page)).then(|| clip.to_bbox())
    }

    /// A glyph of the same characters that stands at the same place: fake bold, or a page printed twice.
    fn twin(&self, text: &str, stamp: &Stamp<'_>) -> Option<usize> {
        let reach = SHADOW * stamp.size;
        let (x, y) = (stamp.rect.x0, stamp.baseline);
        let (first, last) = (square(x - reach, y - reach), square(x + reach, y + reach));
        for column in first.0..=last.0.min(first.0.saturating_add(2)) {
            for row in first.1..=last.1.min(first.1.saturating_add(2)) {
                let mut at = self.squares.get(&(column, row)).copied().unwrap_or(NONE);
                for _ in 0..SEARCH {
                    let Some(glyph) = self.glyphs.get(at as usize) else { break };
                    let near = |a: f64, b: f32| (a - f64::from(b)).abs() <= reach;
                    let is_far = (x - f64::from(glyph.bbox.x0)).abs() > DOUBLED * stamp.size
                        || (y - f64::from(glyph.baseline)).abs() > DOUBLED * stamp.size;
                    if near(x, glyph.bbox.x0)
                        && near(y, glyph.baseline)
                        && (!is_far || glyph.run != self.run)
                        && near(stamp.size, glyph.size)
                        && glyph.rotation == stamp.rotation
                        && !self.covered.contains(&at)
                        && glyph.text == text
                    {
                        return Some(at as usize);
                    }
                    at = self.before[at as usize];
                }
            }
        }
        None
    }

    /// A straight line along an axis, `rect` being its box.
    pub(crate) fn rule(
        &mut self,
        rect: Rect,
        horizontal: bool,
        paint: Paint,
        clip: Rect,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        // A line on the edge of its clip is half cut away in its thickness, but there.
        let cut = rect.cut(clip.grown(0.5)).cut(self.page.grown(0.5));
        if !cut.is_finite() || cut.width() < 0.0 || cut.height() < 0.0 {
            return Ok(());
        }
        budget.mark(0)?;
        let visible = self.is_seen(paint, cut.centre());
        self.rules.push(Rule { bbox: cut.to_bbox(), horizontal, visible });
        Ok(())
    }

    /// A filled rectangle; a thin one is a rule.
    pub(crate) fn fill(
        &mut self,
        rect: Rect,
        paint: Paint,
        clip: Rect,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        if rect.width().min(rect.height()) <= RULE_THICKNESS {
            return self.rule(rect, rect.width() >= rect.height(), paint, clip, budget);
        }
        let cut = rect.cut(clip).cut(self.page);
        if !cut.is_finite() || cut.width() <= 0.0 || cut.height() <= 0.0 || !paint.is_opaque {
            return Ok(());
        }
        budget.mark(0)?;
        if paint.covers {
            self.cover(cut, budget)?;
        }
        self.backdrop(cut, Some(paint.tint));
        self.fills.push(Fill { bbox: cut.to_bbox(), lightness: paint.lightness });
        Ok(())
    }

    /// An image; whether it hides what it is painted over.
    pub(crate) fn image(
        &mut self,
        rect: Rect,
        covers: bool,
        clip: Rect,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        let cut = rect.cut(clip).cut(self.page);
        if !cut.is_finite() || cut.width() <= 0.0 || cut.height() <= 0.0 {
            return Ok(());
        }
        budget.mark(0)?;
        if covers {
            self.cover(cut, budget)?;
        }
        self.images.push(cut.to_bbox());
        self.backdrop(cut, None);
        Ok(())
    }

    /// Something painted that later marks stand on; without a tint it is an image or a shading.
    pub(crate) fn backdrop(&mut self, rect: Rect, tint: Option<[u8; 3]>) {
        self.backdrops.push((rect, tint));
        if let Some(tint) = tint
            && self.tints.len() < TINTS
            && !self.tints.contains(&tint)
        {
            self.tints.push(tint);
        }
    }

    /// Hides the glyphs that a box is painted over.
    fn cover(&mut self, rect: Rect, budget: &mut Budget) -> Result<(), Stop> {
        let (first, last) = (square(rect.x0 - MARGIN, rect.y0), square(rect.x1, rect.y1 + MARGIN));
        let span = |from: i32, to: i32| i64::from(to) - i64::from(from) + 1;
        let squares = span(first.0, last.0).saturating_mul(span(first.1, last.1));
        if squares > self.glyphs.len() as i64 {
            budget.operators(self.glyphs.len() as u64 / 8)?;
            for at in 0..self.glyphs.len() {
                self.cover_glyph(at, rect);
            }
            return Ok(());
        }
        let mut looked = squares.unsigned_abs();
        for column in first.0..=last.0 {
            for row in first.1..=last.1 {
                let mut at = self.squares.get(&(column, row)).copied().unwrap_or(NONE);
                while at != NONE {
                    looked += 1;
                    self.cover_glyph(at as usize, rect);
                    at = self.before[at as usize];
                }
            }
        }
        budget.operators(looked / 8)
    }

    fn cover_glyph(&mut self, at: usize, rect: Rect) {
        let Some(glyph) = self.glyphs.get(at) else { return };
        if is_under(glyph, rect) {
            self.covered.insert(at as u32);
        }
    }

    /// Whether a paint can be told from what is under it.
    fn is_seen(&self, paint: Paint, at: (f64, f64)) -> bool {
        if !paint.is_opaque {
            return false;
        }
        if self.tints.len() < TINTS && !self.tints.iter().any(|tint| is_same_tint(*tint, paint.tint)) {
            return true;
        }
        let under = self.backdrops.iter().rev().take(SEARCH * 8).find(|backdrop| backdrop.0.contains(at));
        match under {
            Some((_, tint)) => tint.is_none_or(|tint| !is_same_tint(tint, paint.tint)),
            None => !is_same_tint(PAPER, paint.tint),
        }
    }
}

/// Whether a box hides a glyph: its ink, which stands between its baseline and three quarters of its size above.
fn is_under(glyph: &Glyph, rect: Rect) -> bool {
    let b = glyph.bbox;
    let (x0, x1) = (f64::from(b.x0), f64::from(b.x1));
    let (y0, y1) = match glyph.rotation {
        0 => (f64::from(glyph.baseline - 0.75 * glyph.size), f64::from(glyph.baseline)),
        _ => (f64::from(b.y0), f64::from(b.y1)),
    };
    let ink = Rect { x0, y0, x1, y1 };
    let cut = ink.cut(rect);
    let area = ink.width() * ink.height();
    area > 0.0 && cut.width() > 0.0 && cut.height() > 0.0 && cut.width() * cut.height() >= HIDDEN * area
}

fn square(x: f64, y: f64) -> (i32, i32) {
    ((x / SQUARE).floor() as i32, (y / SQUARE).floor() as i32)
}

/// Whether a clip cuts away more than half of a rectangle.
fn is_cut_away(rect: Rect, clip: Rect) -> bool {
    if clip.covers(rect) {
        return false;
    }
    if !clip.contains(rect.centre()) {
        return true;
    }
    let cut = rect.cut(clip);
    let area = rect.width() * rect.height();
    area > 0.0 && cut.width() * cut.height() < 0.5 * area
}
