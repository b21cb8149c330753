//! Paths: from line segments and rectangles to rules and fills.

use super::budget::{Budget, Stop};
use super::colour::Paint;
use super::geometry::{Matrix, Rect};
use super::sink::{RULE_THICKNESS, Sink};

/// Share of its box that a shape must cover to count as a rectangle.
const RECTANGULAR: f64 = 0.85;
/// The most parts of one path that are compared for holes.
const HOLES: usize = 64;
/// How far a stroke may lean, as a share of its length.
const LEAN: f64 = 0.01;

/// The current path, in page space.
#[derive(Debug, Default)]
pub(crate) struct Path {
    points: Vec<(f64, f64)>,
    parts: Vec<Part>,
    /// Where the pen is, in user space.
    pen: (f64, f64),
    start: (f64, f64),
}

#[derive(Debug, Clone, Copy)]
struct Part {
    from: usize,
    closed: bool,
    curved: bool,
}

impl Path {
    pub(crate) fn clear(&mut self) {
        self.points.clear();
        self.parts.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    pub(crate) fn move_to(&mut self, x: f64, y: f64, ctm: Matrix) {
        self.parts.push(Part { from: self.points.len(), closed: false, curved: false });
        self.points.push(ctm.apply(x, y));
        (self.pen, self.start) = ((x, y), (x, y));
    }

    pub(crate) fn line_to(&mut self, x: f64, y: f64, ctm: Matrix) {
        self.reopen(ctm);
        self.points.push(ctm.apply(x, y));
        self.pen = (x, y);
    }

    /// A curve: only its end counts, as part of the path's box.
    pub(crate) fn curve_to(&mut self, x: f64, y: f64, ctm: Matrix) {
        self.line_to(x, y, ctm);
        if let Some(part) = self.parts.last_mut() {
            part.curved = true;
        }
    }

    pub(crate) fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.closed = true;
            self.pen = self.start;
        }
    }

    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, ctm: Matrix) {
        self.move_to(x, y, ctm);
        for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height)] {
            self.points.push(ctm.apply(x, y));
        }
        self.close();
    }

    /// After a part is closed the pen stands at its start, and a line begins the next part there.
    fn reopen(&mut self, ctm: Matrix) {
        if self.parts.last().is_none_or(|part| part.closed) {
            let (x, y) = self.pen;
            self.move_to(x, y, ctm);
        }
    }

    /// The box of the whole path.
    pub(crate) fn bounds(&self) -> Rect {
        let mut bounds = Rect::EMPTY;
        for point in &self.points {
            bounds.add(*point);
        }
        bounds
    }

    /// Whether the path is one upright rectangle.
    pub(crate) fn is_box(&self) -> bool {
        let bounds = self.bounds();
        self.parts.len() == 1
            && !self.parts[0].curved
            && signed_area(&self.points).abs() > 0.99 * bounds.width() * bounds.height()
    }

    /// Whether another part of the path lies within a rectangle or around it, so that one may be the other's hole.
    fn has_hole(&self, rect: Rect) -> bool {
        self.parts.len() > 1
            && (self.parts.len() > HOLES
                || self.parts().any(|(_, points)| {
                    let mut other = Rect::EMPTY;
                    points.iter().for_each(|point| other.add(*point));
                    other != rect && (rect.covers(other) || other.covers(rect))
                }))
    }

    fn parts(&self) -> impl Iterator<Item = (Part, &[(f64, f64)])> {
        self.parts.iter().enumerate().map(|(index, part)| {
            let end = self.parts.get(index + 1).map_or(self.points.len(), |next| next.from);
            (*part, &self.points[part.from..end])
        })
    }

    /// Paints the inside of the path.
    pub(crate) fn fill(
        &self,
        even_odd: bool,
        paint: Paint,
        clip: Rect,
        sink: &mut Sink,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        // A rectangle waits for the next part: one just inside it leaves a frame of four rules.
        let mut waiting: Option<(Rect, f64)> = None;
        for (part, points) in self.parts() {
            budget.operators(1)?;
            if points.len() < 2 {
                continue;
            }
            let mut rect = Rect::EMPTY;
            points.iter().for_each(|point| rect.add(*point));
            let is_thin = rect.width().min(rect.height()) <= RULE_THICKNESS;
            let area = signed_area(points);
            sink.shapes += u32::from(part.curved);
            if part.curved && rect.width().max(rect.height()) <= 8.0 * RULE_THICKNESS {
                // A bullet, or a character drawn as its outline.
                continue;
            }
            if !is_thin && area.abs() < RECTANGULAR * rect.width() * rect.height() {
                continue;
            }
            if let Some((outer, outer_area)) = waiting.take() {
                if is_frame(outer, rect) && (even_odd || area * outer_area < 0.0) {
                    for side in sides(outer, rect) {
                        sink.fill(side, paint, clip, budget)?;
                    }
                    continue;
                }
                sink.fill(outer, self.over(outer, paint), clip, budget)?;
            }
            waiting = Some((rect, area));
        }
        waiting.map_or(Ok(()), |(rect, _)| sink.fill(rect, self.over(rect, paint), clip, budget))
    }

    /// The paint of one part: it hides nothing where the part may have a hole.
    fn over(&self, rect: Rect, paint: Paint) -> Paint {
        Paint { covers: paint.covers && !self.has_hole(rect), ..paint }
    }

    /// Paints the outline of the path with lines of a width in page space.
    pub(crate) fn stroke(
        &self,
        paint: Paint,
        width: f64,
        clip: Rect,
        sink: &mut Sink,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        for (part, points) in self.parts() {
            let closing = (part.closed && points.len() > 2).then(|| (points[points.len() - 1], points[0]));
            let segments = points.windows(2).map(|pair| (pair[0], pair[1])).chain(closing);
            for (from, to) in segments {
                budget.operators(1)?;
                let (dx, dy) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
                let horizontal = dx >= dy;
                let (length, lean) = if horizontal { (dx, dy) } else { (dy, dx) };
                if length < 0.05 || lean > (length * LEAN).max(0.2) {
                    continue;
                }
                let mut rect = Rect::EMPTY;
                rect.add(from);
                rect.add(to);
                let half = width / 2.0;
                if horizontal {
                    (rect.y0, rect.y1) = (rect.y0 - half, rect.y1 + half);
                } else {
                    (rect.x0, rect.x1) = (rect.x0 - half, rect.x1 + half);
                }
                if width > RULE_THICKNESS {
                    sink.fill(rect, paint, clip, budget)?;
                } else {
                    sink.rule(rect, horizontal, paint, clip, budget)?;
                }
            }
        }
        Ok(())
    }
}

/// The area within a closed line of points, its sign telling the direction.
fn signed_area(points: &[(f64, f64)]) -> f64 {
    let next = points.iter().skip(1).chain(points.first());
    let twice: f64 = points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    twice / 2.0
}

fn is_frame(outer: Rect, inner: Rect) -> bool {
    let gaps = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
    gaps.iter().all(|gap| (-0.01..=RULE_THICKNESS).contains(gap)) && gaps.iter().any(|gap| *gap > 0.01)
}

fn sides(outer: Rect, inner: Rect) -> impl Iterator<Item = Rect> {
    let all = [
        Rect { y1: inner.y0, ..outer },
        Rect { y0: inner.y1, ..outer },
        Rect { x1: inner.x0, ..outer },
        Rect { x0: inner.x1, ..outer },
    ];
    all.into_iter().filter(|side| side.width().min(side.height()) > 0.01)
}
