//! The content of a page: layers of text, paths, images and graphics made of them.

use super::file::{Resources, boxed};
use super::outline;
use super::text::{Distances, width};
use super::tree::{Node, numbers};
use crate::pdf::budget::{Budget, Stop};
use crate::pdf::colour::Paint;
use crate::pdf::font::unicode::readable;
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::show::{ASCENT, DESCENT, rotation};
use crate::pdf::sink::{Sink, Stamp};

/// Width of a line that states none, in millimetres.
const LINE: f64 = 0.353;
/// Nesting of parameters of drawing that are made of others.
const RELATIVES: usize = 8;
/// Nesting of graphics.
const DEPTH: usize = 24;

/// Draws content into the sink of a page.
pub(super) struct Drawing<'d> {
    pub(super) sink: &'d mut Sink,
    pub(super) budget: &'d mut Budget,
    pub(super) resources: &'d Resources,
    /// Parts that could not be drawn.
    pub(super) lost: u32,
}

/// Where an object is drawn.
#[derive(Clone, Copy)]
struct Ground<'n> {
    place: Matrix,
    clip: Rect,
    /// The layer's parameters.
    parameters: Option<&'n str>,
    depth: usize,
}

impl<'d> Drawing<'d> {
    /// Draws the layers of a page: those of the background first, those of the foreground last.
    ///
    /// # Errors
    /// A bound is reached.
    pub(super) fn layers(&mut self, content: &Node, place: Matrix, clip: Rect) -> Result<(), Stop> {
        let rank = |layer: &&Node| match layer.value("Type") {
            Some("Background") => 0,
            Some("Foreground") => 2,
            _ => 1,
        };
        let mut layers: Vec<&Node> = content.children_named("Layer").collect();
        layers.sort_by_key(rank);
        for layer in layers {
            self.objects(layer, Ground { place, clip, parameters: layer.value("DrawParam"), depth: 0 })?;
        }
        Ok(())
    }

    fn objects(&mut self, parent: &Node, ground: Ground<'_>) -> Result<(), Stop> {
        for object in &parent.children {
            self.budget.operators(1)?;
            if matches!(object.value("Visible"), Some("false" | "0")) {
                continue;
            }
            match &*object.name {
                "PageBlock" if ground.depth < DEPTH => {
                    self.objects(object, Ground { depth: ground.depth + 1, ..ground })?;
                }
                "TextObject" => self.text(object, ground)?,
                "PathObject" => self.path(object, ground)?,
                "ImageObject" => self.image(object, ground)?,
                "CompositeObject" => self.composite(object, ground)?,
                "PageBlock" => self.lost += 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// An object's own ground: its boundary moves it, its matrix turns it.
    fn own<'n>(&mut self, object: &'n Node, ground: Ground<'n>) -> Result<Option<(Ground<'n>, Rect)>, Stop> {
        let boundary = object.value("Boundary").map(numbers).and_then(|n| <[f64; 4]>::try_from(n).ok());
        let Some([x, y, width, height]) = boundary else {
            self.lost += 1;
            return Ok(None);
        };
        let boundary = ground.place.apply_rect(Rect { x0: x, y0: y, x1: x + width, y1: y + height });
        let shifted = ground.place.shifted(x, y);
        let matrix = object.value("CTM").map(numbers).and_then(|n| <[f64; 6]>::try_from(n).ok());
        let place = matrix.map_or(shifted, |matrix| Matrix::new(matrix).then(shifted));
        let mut clip = ground.clip;
        // Clips are drawn in the object's space before its matrix.
        for one in object.child("Clips").into_iter().flat_map(|clips| clips.children_named("Clip")) {
            let mut shown = Rect::EMPTY;
            for area in one.children_named("Area") {
                let inner = area.value("CTM").map(numbers).and_then(|n| <[f64; 6]>::try_from(n).ok());
                let inner = inner.map_or(shifted, |matrix| Matrix::new(matrix).then(shifted));
                for path in area.children_named("Path") {
                    let corner = path.value("Boundary").and_then(boxed).unwrap_or(Rect {
                        x0: 0.0,
                        y0: 0.0,
                        x1: 0.0,
                        y1: 0.0,
                    });
                    let data = path.text_of("AbbreviatedData").unwrap_or_default();
                    let outline = outline::path(data, inner.shifted(corner.x0, corner.y0), self.budget)?;
                    let bounds = outline.bounds();
                    if bounds.is_finite() {
                        shown.add((bounds.x0, bounds.y0));
                        shown.add((bounds.x1, bounds.y1));
                    }
                }
            }
            if shown.is_finite() {
                clip = clip.cut(shown);
            }
        }
        let parameters = object.value("DrawParam").or(ground.parameters);
        Ok(Some((Ground { place, clip, parameters, depth: ground.depth + 1 }, boundary)))
    }

    fn text(&mut self, object: &Node, ground: Ground<'_>) -> Result<(), Stop> {
        let Some((own, boundary)) = self.own(object, ground)? else { return Ok(()) };
        let is_filled = !matches!(object.value("Fill"), Some("false" | "0"));
        let paint = self.paint(object, if is_filled { "FillColor" } else { "StrokeColor" }, own);
        let size = object.number("Size").unwrap_or(0.0).abs();
        let stretch = object.number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0);
        let place = own.place;
        let turned = rotation(place, 1.0, false);
        let size_on_page = place.c.hypot(place.d) * size;
        // A boundary is often drawn tight; what stands well outside of it is cut away.
        let near = boundary.grown(size_on_page);
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.children_named("TextCode") {
            self.sink.begin_run();
            (x, y) = (code.number("X").unwrap_or(x), code.number("Y").unwrap_or(y));
            let mut right = Distances::new(code.value("DeltaX").unwrap_or_default());
            let mut down = Distances::new(code.value("DeltaY").unwrap_or_default());
            for c in code.text.chars().filter(|c| !matches!(c, '\n' | '\r')) {
                self.budget.glyph()?;
                let (step, fall) = (right.next(), down.next());
                let width = width(c, size, step) * stretch;
                let rect = Rect { x0: x, y0: y - ASCENT * size, x1: x + width, y1: y - DESCENT * size };
                let rect = place.apply_rect(rect);
                let text = readable(c.encode_utf8(&mut [0; 4]));
                let is_known = c != char::REPLACEMENT_CHARACTER && !c.is_control();
                let stamp = Stamp {
                    text: is_known.then_some(text.as_str()),
                    rect,
                    baseline: place.apply(x, y).1,
                    size: size_on_page,
                    rotation: turned,
                    paint,
                };
                let clip = if near.contains(rect.centre()) { own.clip } else { own.clip.cut(boundary) };
                self.sink.glyph(&stamp, clip, self.budget)?;
                x += step.unwrap_or(if fall.is_some() { 0.0 } else { width });
                y += fall.unwrap_or(0.0);
            }
        }
        Ok(())
    }

    fn path(&mut self, object: &Node, ground: Ground<'_>) -> Result<(), Stop> {
        let Some((own, _)) = self.own(object, ground)? else { return Ok(()) };
        let path =
            outline::path(object.text_of("AbbreviatedData").unwrap_or_default(), own.place, self.budget)?;
        if matches!(object.value("Fill"), Some("true" | "1")) {
            let paint = self.paint(object, "FillColor", own);
            let even_odd = object.value("Rule") == Some("Even-Odd");
            path.fill(even_odd, paint, own.clip, self.sink, self.budget)?;
        }
        if !matches!(object.value("Stroke"), Some("false" | "0")) {
            let paint = self.paint(object, "StrokeColor", own);
            let stated = object.number("LineWidth").or_else(|| {
                self.parameters(own.parameters).iter().find_map(|parameters| parameters.number("LineWidth"))
            });
            let line = stated.unwrap_or(LINE).abs() * own.place.scale();
            path.stroke(paint, line, own.clip, self.sink, self.budget)?;
        }
        Ok(())
    }

    /// An image; what it is drawn over stays readable, since stamps and grounds are images too.
    fn image(&mut self, object: &Node, ground: Ground<'_>) -> Result<(), Stop> {
        let Some((own, boundary)) = self.own(object, ground)? else { return Ok(()) };
        let unit = Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };
        let rect = if object.value("CTM").is_some() { own.place.apply_rect(unit) } else { boundary };
        self.sink.image(rect, false, own.clip.cut(boundary.grown(1.0)), self.budget)
    }

    fn composite(&mut self, object: &Node, ground: Ground<'_>) -> Result<(), Stop> {
        let Some((own, _)) = self.own(object, ground)? else { return Ok(()) };
        let resources: &'d Resources = self.resources;
        let unit = object.value("ResourceID").and_then(|id| resources.composites.get(id));
        match unit.and_then(|unit| unit.child("Content")) {
            Some(content) if own.depth < DEPTH => self.objects(content, own),
            _ => {
                self.lost += 1;
                Ok(())
            }
        }
    }

    /// The parameters of drawing of a number, then those they are made of.
    fn parameters(&self, id: Option<&str>) -> Vec<&'d Node> {
        let resources: &'d Resources = self.resources;
        let mut all: Vec<&'d Node> = Vec::new();
        let mut next = id.and_then(|id| resources.parameters.get(id));
        while let Some(parameters) = next.filter(|_| all.len() < RELATIVES) {
            all.push(parameters);
            next = parameters.value("Relative").and_then(|id| resources.parameters.get(id));
        }
        all
    }

    /// The colour of an object: its own, that of its parameters, else black.
    fn paint(&self, object: &Node, name: &str, own: Ground<'_>) -> Paint {
        let parameters = self.parameters(own.parameters);
        let colour =
            object.child(name).or_else(|| parameters.iter().find_map(|parameters| parameters.child(name)));
        let alpha = |node: &Node| node.number("Alpha").map_or(1.0, |alpha| alpha / 255.0);
        let paint = match colour {
            None => Paint::BLACK,
            Some(colour) if !colour.children.is_empty() => Paint::pattern(),
            Some(colour) => {
                let parts: Vec<f64> = colour
                    .value("Value")
                    .map(numbers)
                    .unwrap_or_default()
                    .iter()
                    .map(|part| part / 255.0)
                    .collect();
                let paint = match parts[..] {
                    [grey] => Paint::grey(grey),
                    [r, g, b] => Paint::rgb(r, g, b),
                    [c, m, y, k] => Paint::cmyk(c, m, y, k),
                    _ => Paint::BLACK,
                };
                paint.thinned(alpha(colour), true)
            }
        };
        paint.thinned(alpha(object), true)
    }
}
