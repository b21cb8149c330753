//! Form XObjects, images and the appearances of annotations.

use super::budget::Stop;
use super::content::Interpreter;
use super::form::{Form, XObject};
use super::geometry::{Matrix, Rect};
use super::state::State;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Rect as PdfRect, Stream};
use hayro_syntax::page::{Page, Resources};
use std::rc::Rc;

/// What a use of a form costs, in operators, beyond those of its content.
const FORM_COST: u64 = 12;
/// Annotation flags: hidden, and not for the screen.
const HIDDEN: i64 = 0b10_0010;

impl<'a> Interpreter<'_, 'a> {
    /// Runs `Do`.
    pub(super) fn draw_x_object(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Result<(), Stop> {
        self.shared.budget.operators(FORM_COST)?;
        if self.hidden > 0 {
            return Ok(());
        }
        let id = resources.x_objects.get_ref(name).map(ObjectIdentifier::from);
        let object = match id.and_then(|id| self.shared.x_objects.get(&id)) {
            Some(object) => Rc::clone(object),
            None => {
                let Some(stream) = resources.x_objects.get::<Stream<'a>>(name) else {
                    self.shared.faults.missing_objects += 1;
                    return Ok(());
                };
                let object = Rc::new(self.read_x_object(&stream));
                self.shared.x_objects.insert(stream.obj_id(), Rc::clone(&object));
                object
            }
        };
        match &*object {
            XObject::Form(form) if !form.hidden => self.draw_form(form, resources),
            XObject::Image { hidden: false, is_solid } => self.draw_image(*is_solid),
            _ => Ok(()),
        }
    }

    fn read_x_object(&mut self, stream: &Stream<'a>) -> XObject<'a> {
        let dict = stream.dict();
        let hidden = self.shared.layers.hides_stream(stream);
        match dict.get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Image") => {
                let masks: [&[u8]; 3] = [b"SMask", b"Mask", b"ImageMask"];
                XObject::Image { hidden, is_solid: !masks.iter().any(|key| dict.contains_key(*key)) }
            }
            Some(b"Form") => self.read_form(stream).map_or(XObject::Nothing, XObject::Form),
            _ => XObject::Nothing,
        }
    }

    fn read_form(&mut self, stream: &Stream<'a>) -> Option<Form<'a>> {
        let dict = stream.dict();
        let content = self.shared.form_content(stream)?;
        let bbox = dict.get::<[f64; 4]>(b"BBox").map(|corners| {
            let mut rect = Rect::EMPTY;
            rect.add((corners[0], corners[1]));
            rect.add((corners[2], corners[3]));
            rect
        });
        Some(Form {
            content,
            matrix: dict.get::<[f64; 6]>(b"Matrix").map_or(Matrix::IDENTITY, Matrix::new),
            bbox,
            resources: dict.get::<Dict<'a>>(b"Resources").map(Resources::new),
            hidden: self.shared.layers.hides_stream(stream),
        })
    }

    fn draw_form(&mut self, form: &Form<'a>, resources: &Resources<'a>) -> Result<(), Stop> {
        if self.depth >= self.shared.budget.limits().form_depth {
            self.shared.faults.too_deep += 1;
            return Ok(());
        }
        let floor = self.stack.len();
        let outer = (self.state.clone(), self.text_matrix, self.unsaved);
        let path = std::mem::take(&mut self.path);
        self.depth += 1;
        self.state.ctm = form.matrix.then(self.state.ctm);
        if let Some(bbox) = form.bbox {
            self.state.clip = self.state.clip.cut(self.state.ctm.apply_rect(bbox));
        }
        let done = self.run(&form.content, form.resources.as_ref().unwrap_or(resources));
        self.depth -= 1;
        self.path = path;
        self.stack.truncate(floor);
        (self.state, self.text_matrix, self.unsaved) = outer;
        done
    }

    /// Draws an image into the unit square of user space.
    pub(super) fn draw_image(&mut self, is_solid: bool) -> Result<(), Stop> {
        if self.hidden > 0 {
            return Ok(());
        }
        let rect = self.state.ctm.apply_rect(Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 });
        let matrix = self.state.ctm;
        let is_upright =
            (matrix.a * matrix.d - matrix.b * matrix.c).abs() > 0.99 * rect.width() * rect.height();
        let covers = is_solid
            && is_upright
            && self.state.clip_is_box
            && self.state.fill.effective(self.state.is_blended).covers;
        self.sink.image(rect, covers, self.state.clip, &mut self.shared.budget)
    }

    /// Begins anew after the content of a page, whatever state it left.
    pub(super) fn begin_annotations(&mut self, ctm: Matrix, page: Rect) {
        self.state = State::new(ctm, page);
        self.stack.clear();
        self.path.clear();
        self.unsaved = 0;
        self.hidden = 0;
        self.marked.clear();
    }

    /// Draws what the annotations of a page look like: filled-in form fields, stamps, notes on the page.
    pub(super) fn draw_annotations(&mut self, page: &Page<'a>) -> Result<(), Stop> {
        let Some(annotations) = page.raw().get::<Array<'a>>(b"Annots") else { return Ok(()) };
        for annotation in annotations.iter::<Dict<'a>>() {
            self.shared.budget.operators(FORM_COST)?;
            self.shared.budget.object(annotation.data().len())?;
            let is_hidden = annotation.get::<i64>(b"F").unwrap_or(0) & HIDDEN != 0;
            let is_popup = annotation.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"Popup");
            if is_hidden || is_popup || self.shared.layers.hides(&annotation, b"OC") {
                continue;
            }
            self.shared.enclosed.annotation(&annotation);
            let Some(stream) = appearance(&annotation) else {
                self.draw_value(&annotation)?;
                continue;
            };
            let (Some(form), Some(target)) = (self.read_form(&stream), annotation.get::<PdfRect>(b"Rect"))
            else {
                continue;
            };
            let Some(fit) = fit(&form, target) else { continue };
            let outer = self.state.clone();
            let before = (self.sink.glyphs.len(), self.sink.invisible);
            self.state.ctm = fit.then(self.state.ctm);
            self.draw_form(&form, page.resources())?;
            self.state = outer;
            if before == (self.sink.glyphs.len(), self.sink.invisible) {
                // An appearance that shows nothing waits for the reader's program to draw the value.
                self.draw_value(&annotation)?;
            }
        }
        Ok(())
    }
}

fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>(b"AP")?.get::<Object<'a>>(b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'_>>(b"AS")?),
        _ => None,
    }
}

/// The map that puts an appearance into its annotation's rectangle (ISO 32000-2, 12.5.5).
fn fit(form: &Form<'_>, target: PdfRect) -> Option<Matrix> {
    let from = form.matrix.apply_rect(form.bbox?);
    let scale = |to: f64, from: f64| if from.abs() > 1e-6 { to / from } else { 1.0 };
    let (x, y) = (scale(target.width(), from.width()), scale(target.height(), from.height()));
    let matrix = Matrix::new([x, 0.0, 0.0, y, target.x0 - from.x0 * x, target.y0 - from.y0 * y]);
    from.is_finite().then_some(matrix)
}
