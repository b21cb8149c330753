//! The content interpreter: drawing operators to marks (ISO 32000-2, annex A).

use super::budget::Stop;
use super::colour::{Paint, Space};
use super::document::{END, Shared};
use super::geometry::{Matrix, Rect};
use super::inline::INLINE;
use super::marked::Marked;
use super::path::Path;
use super::sink::Sink;
use super::state::State;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use hayro_syntax::page::Resources;

/// One page being drawn.
pub(super) struct Interpreter<'s, 'a> {
    pub(super) shared: &'s mut Shared<'a>,
    pub(super) sink: Sink,
    pub(super) state: State<'a>,
    pub(super) stack: Vec<State<'a>>,
    /// Saved states beyond the bound, which were not kept.
    pub(super) unsaved: usize,
    pub(super) path: Path,
    pub(super) text_matrix: Matrix,
    line_matrix: Matrix,
    clip_pending: bool,
    pub(super) marked: Vec<Marked>,
    /// How many of `marked` hide their content.
    pub(super) hidden: usize,
    pub(super) depth: usize,
}

impl<'s, 'a> Interpreter<'s, 'a> {
    pub(super) fn new(shared: &'s mut Shared<'a>, page: Rect, ctm: Matrix) -> Self {
        Interpreter {
            shared,
            sink: Sink::new(page),
            state: State::new(ctm, page),
            stack: Vec::new(),
            unsaved: 0,
            path: Path::default(),
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            clip_pending: false,
            marked: Vec::new(),
            hidden: 0,
            depth: 0,
        }
    }

    fn begin_marked(&mut self, marked: Marked) {
        self.hidden += usize::from(marked.hides);
        self.marked.push(marked);
    }

    fn end_marked(&mut self) {
        let Some(marked) = self.marked.pop() else { return };
        self.hidden -= usize::from(marked.hides);
        let freed = marked.restate(&mut self.sink.glyphs);
        self.sink.unmapped = self.sink.unmapped.saturating_sub(freed);
    }

    /// Runs a content stream that ends with [`END`].
    pub(super) fn run(&mut self, content: &[u8], resources: &Resources<'a>) -> Result<(), Stop> {
        self.shared.budget.content(content.len())?;
        let (stack, marked) = (self.stack.len(), self.marked.len());
        let mut operators = TypedIter::new(content);
        let mut ended = false;
        while let Some(operator) = operators.next() {
            self.shared.budget.operators(1)?;
            ended = matches!(&operator, Op::Fallback(name) if ***name == *END);
            self.step(operator, resources, stack)?;
        }
        // The engine gives up at operands that it cannot read, without a word.
        self.shared.faults.damaged_streams += u32::from(!ended);
        while self.marked.len() > marked {
            self.end_marked();
        }
        while self.stack.len() > stack {
            self.restore(stack);
        }
        Ok(())
    }

    fn step(&mut self, operator: Op<'_, '_>, resources: &Resources<'a>, floor: usize) -> Result<(), Stop> {
        let n = |number: &Number| number.as_f64();
        match operator {
            Op::SaveState(_) => self.save(),
            Op::RestoreState(_) => self.restore(floor),
            Op::Transform(m) => {
                let m = Matrix::new([n(&m.0), n(&m.1), n(&m.2), n(&m.3), n(&m.4), n(&m.5)]);
                self.state.ctm = m.then(self.state.ctm);
            }
            Op::LineWidth(width) => self.state.line_width = n(&width.0).abs(),
            Op::SetGraphicsState(name) => {
                if let Some(dict) = resources.ext_g_states.get::<Dict<'a>>(name.0) {
                    self.shared.budget.object(dict.data().len())?;
                    self.external_state(&dict);
                }
            }
            Op::MoveTo(p) => self.path.move_to(n(&p.0), n(&p.1), self.state.ctm),
            Op::LineTo(p) => self.path.line_to(n(&p.0), n(&p.1), self.state.ctm),
            Op::CubicTo(c) => self.path.curve_to(n(&c.4), n(&c.5), self.state.ctm),
            Op::CubicStartTo(c) => self.path.curve_to(n(&c.2), n(&c.3), self.state.ctm),
            Op::CubicEndTo(c) => self.path.curve_to(n(&c.2), n(&c.3), self.state.ctm),
            Op::ClosePath(_) => self.path.close(),
            Op::RectPath(r) => self.path.rect(n(&r.0), n(&r.1), n(&r.2), n(&r.3), self.state.ctm),
            Op::StrokePath(_) => self.paint_path(None, true)?,
            Op::CloseAndStrokePath(_) => {
                self.path.close();
                self.paint_path(None, true)?;
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) => {
                self.paint_path(Some(false), false)?;
            }
            Op::FillPathEvenOdd(_) => self.paint_path(Some(true), false)?,
            Op::FillAndStrokeNonZero(_) => self.paint_path(Some(false), true)?,
            Op::FillAndStrokeEvenOdd(_) => self.paint_path(Some(true), true)?,
            Op::CloseFillAndStrokeNonZero(_) => {
                self.path.close();
                self.paint_path(Some(false), true)?;
            }
            Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.close();
                self.paint_path(Some(true), true)?;
            }
            Op::EndPath(_) => self.paint_path(None, false)?,
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clip_pending = true,
            Op::Shading(_) => {
                let clip = self.state.clip;
                if self.hidden == 0 && clip.width() > 0.0 && clip.height() > 0.0 {
                    self.sink.backdrop(clip, None);
                }
            }
            Op::XObject(name) => self.draw_x_object(name.0, resources)?,
            Op::Fallback(name) if **name == *INLINE => self.draw_image(false)?,
            Op::BeginMarkedContent(_) => self.begin_marked(Marked::default()),
            Op::BeginMarkedContentWithProperties(mark) => {
                let glyphs = self.sink.glyphs.len();
                let marked = Marked::new(
                    mark.0,
                    mark.1,
                    resources,
                    &self.shared.layers,
                    &mut self.shared.budget,
                    glyphs,
                )?;
                self.begin_marked(marked);
            }
            Op::EndMarkedContent(_) => self.end_marked(),
            other => return self.step_colour(other, resources),
        }
        Ok(())
    }

    fn step_colour(&mut self, operator: Op<'_, '_>, resources: &Resources<'a>) -> Result<(), Stop> {
        match operator {
            Op::ColorSpaceNonStroke(name) => {
                let space = self.shared.space(name.0, resources);
                let paint = space.initial();
                self.state.fill.set(space, paint);
            }
            Op::ColorSpaceStroke(name) => {
                let space = self.shared.space(name.0, resources);
                let paint = space.initial();
                self.state.stroke.set(space, paint);
            }
            Op::NonStrokeColor(c) => self.state.fill.paint = self.state.fill.space.paint_numbers(&c.0),
            Op::StrokeColor(c) => self.state.stroke.paint = self.state.stroke.space.paint_numbers(&c.0),
            Op::NonStrokeColorNamed(c) => {
                self.state.fill.paint = named_paint(&self.state.fill.space, &c.0, c.1);
            }
            Op::StrokeColorNamed(c) => {
                self.state.stroke.paint = named_paint(&self.state.stroke.space, &c.0, c.1);
            }
            Op::NonStrokeColorDeviceGray(c) => set(&mut self.state.fill, Space::Grey, &[c.0]),
            Op::StrokeColorDeviceGray(c) => set(&mut self.state.stroke, Space::Grey, &[c.0]),
            Op::NonStrokeColorDeviceRgb(c) => set(&mut self.state.fill, Space::Rgb, &[c.0, c.1, c.2]),
            Op::StrokeColorDeviceRgb(c) => set(&mut self.state.stroke, Space::Rgb, &[c.0, c.1, c.2]),
            Op::NonStrokeColorCmyk(c) => set(&mut self.state.fill, Space::Cmyk, &[c.0, c.1, c.2, c.3]),
            Op::StrokeColorCmyk(c) => set(&mut self.state.stroke, Space::Cmyk, &[c.0, c.1, c.2, c.3]),
            other => return self.step_text(other, resources),
        }
        Ok(())
    }

    fn step_text(&mut self, operator: Op<'_, '_>, resources: &Resources<'a>) -> Result<(), Stop> {
        let n = |number: &Number| number.as_f64();
        match operator {
            Op::BeginText(_) => {
                self.text_matrix = Matrix::IDENTITY;
                self.line_matrix = Matrix::IDENTITY;
            }
            Op::CharacterSpacing(v) => self.state.text.character_space = n(&v.0),
            Op::WordSpacing(v) => self.state.text.word_space = n(&v.0),
            Op::HorizontalScaling(v) => self.state.text.stretch = n(&v.0) / 100.0,
            Op::TextLeading(v) => self.state.text.leading = n(&v.0),
            Op::TextRise(v) => self.state.text.rise = n(&v.0),
            Op::TextRenderingMode(v) => self.state.text.mode = v.0.as_i64().clamp(0, 7) as u8,
            Op::TextFont(font) => {
                self.state.text.size = n(&font.1);
                self.state.text.font = Some(self.shared.font(font.0, resources)?);
            }
            Op::SetTextMatrix(m) => {
                self.line_matrix = Matrix::new([n(&m.0), n(&m.1), n(&m.2), n(&m.3), n(&m.4), n(&m.5)]);
                self.text_matrix = self.line_matrix;
            }
            Op::NextLine(d) => self.next_line(n(&d.0), n(&d.1)),
            Op::NextLineAndSetLeading(d) => {
                self.state.text.leading = -n(&d.1);
                self.next_line(n(&d.0), n(&d.1));
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.text.leading),
            Op::ShowText(text) => {
                self.sink.begin_run();
                self.show(text.0.as_bytes())?;
            }
            Op::NextLineAndShowText(text) => {
                self.sink.begin_run();
                self.next_line(0.0, -self.state.text.leading);
                self.show(text.0.as_bytes())?;
            }
            Op::ShowTextWithParameters(text) => {
                self.sink.begin_run();
                self.state.text.word_space = n(&text.0);
                self.state.text.character_space = n(&text.1);
                self.next_line(0.0, -self.state.text.leading);
                self.show(text.2.as_bytes())?;
            }
            Op::ShowTexts(items) => {
                self.sink.begin_run();
                for item in items.0.iter::<Object<'_>>() {
                    match item {
                        Object::String(text) => self.show(text.as_bytes())?,
                        Object::Number(number) => self.kern(number.as_f64()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix = self.line_matrix.shifted(x, y);
        self.text_matrix = self.line_matrix;
    }

    pub(super) fn save(&mut self) {
        if self.stack.len() < self.shared.budget.limits().state_depth {
            self.stack.push(self.state.clone());
        } else {
            self.unsaved += 1;
        }
    }

    /// Restores the last saved state, but none that was saved outside the running stream.
    pub(super) fn restore(&mut self, floor: usize) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if self.stack.len() > floor
            && let Some(state) = self.stack.pop()
        {
            self.state = state;
        }
    }

    fn external_state(&mut self, dict: &Dict<'a>) {
        if let Some(alpha) = dict.get::<f64>(b"ca") {
            self.state.fill.alpha = alpha;
        }
        if let Some(alpha) = dict.get::<f64>(b"CA") {
            self.state.stroke.alpha = alpha;
        }
        if dict.contains_key(b"BM") || dict.contains_key(b"SMask") {
            let is_plain = |name: &[u8]| matches!(name, b"Normal" | b"Compatible" | b"None");
            let named = |key: &[u8]| match dict.get::<Object<'a>>(key) {
                Some(Object::Name(name)) => is_plain(&name),
                Some(Object::Array(names)) => names.iter::<Name<'_>>().next().is_some_and(|n| is_plain(&n)),
                Some(_) => false,
                None => true,
            };
            self.state.is_blended = !(named(b"BM") && named(b"SMask"));
        }
        if let Some(width) = dict.get::<f64>(b"LW") {
            self.state.line_width = width.abs();
        }
        if let Some(font) = dict.get::<Array<'a>>(b"Font") {
            let mut items = font.iter::<Object<'a>>();
            if let (Some(Object::Dict(font)), Some(Object::Number(size))) = (items.next(), items.next()) {
                self.state.text.font = Some(self.shared.fonts.font(&font, self.shared.budget.streams()));
                self.state.text.size = size.as_f64();
            }
        }
    }

    fn paint_path(&mut self, fill: Option<bool>, stroke: bool) -> Result<(), Stop> {
        if self.hidden == 0 {
            let clip = self.state.clip;
            if let Some(even_odd) = fill {
                let mut paint = self.state.fill.effective(self.state.is_blended);
                paint.covers &= self.state.clip_is_box;
                self.path.fill(even_odd, paint, clip, &mut self.sink, &mut self.shared.budget)?;
            }
            if stroke {
                let width = self.state.line_width * self.state.ctm.scale();
                let paint = self.state.stroke.effective(self.state.is_blended);
                self.path.stroke(paint, width, clip, &mut self.sink, &mut self.shared.budget)?;
            }
        }
        if std::mem::take(&mut self.clip_pending) && !self.path.is_empty() {
            self.state.clip_is_box &= self.path.is_box();
            self.state.clip = self.state.clip.cut(self.path.bounds());
        }
        self.path.clear();
        Ok(())
    }
}

fn set(colour: &mut super::state::Colour, space: Space, numbers: &[Number]) {
    let paint = space.paint_numbers(numbers);
    colour.set(space, paint);
}

fn named_paint(space: &Space, numbers: &[Number], pattern: Option<&Name<'_>>) -> Paint {
    if pattern.is_some() { Paint::pattern() } else { space.paint_numbers(numbers) }
}
