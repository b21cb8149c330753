//! OFD files (GB/T 33190-2016): zip and markup with positioned text, the Chinese layout format.
//!
//! Its pages become pages as those of a PDF do: what is drawn goes into the same sink, so that grids are found the same
//! way. Annotations, stamps and signatures stand apart from a page's content in the format; they are told and not read.
//! Attached files are documents of their own.

mod attached;
mod content;
mod file;
mod outline;
mod text;
mod tree;

use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use crate::archive::Room;
use crate::docx::package::Package;
use crate::pdf::budget::{Budget, Stop};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::page::{PageRead, finish};
use crate::pdf::sink::Sink;
use crate::pdf::{PdfPages, Report};
use content::Drawing;
use file::{File, PageSource};
use mingxi_model::{Diagnostic, ErrorKind, Severity, Step};
use std::collections::{BTreeMap, BTreeSet};
use tree::Node;

/// Points of a millimetre, in which the format measures.
const POINTS: f64 = 72.0 / 25.4;

/// Reads an OFD file.
///
/// # Errors
/// The archive or its index is damaged, it is encrypted, or larger than the limits. Damage beyond that leaves the
/// result `partial`.
pub(crate) fn decode(
    bytes: &[u8],
    allowance: &Allowance,
    with_enclosed: bool,
) -> Result<PdfPages, DecodeError> {
    let limits = allowance.limits();
    let package = Package::open(bytes)?.within(allowance);
    if package.len() > limits.parts {
        let message = format!("the archive has {} members; the limit is {}", package.len(), limits.parts);
        return Err(exceeded(message));
    }
    if package.has("Encryptions.xml") {
        let message = "the document is encrypted; open it with the password and save it without one";
        return Err(DecodeError::new(ErrorKind::Encrypted, message));
    }
    let mut budget = Budget::new(allowance);
    budget.begin_page();
    let mut file = File::new(package, limits);
    let mut report = Report::default();
    let sources = file.pages(&mut budget, &mut report)?;
    if sources.is_empty() {
        let message = "the file lists no pages; open it in an OFD reader and save it anew";
        return Err(DecodeError::new(ErrorKind::Corrupt, message));
    }
    let mut reader = Pages { file, budget, report, templates: BTreeMap::new() };
    let mut pages = Vec::new();
    for (number, source) in (1i32..).zip(sources.iter().take(limits.pdf.pages)) {
        reader.budget.begin_page();
        let read = reader.page(source, number);
        let is_over = matches!(read.stop, Some(Stop::Document(_)));
        reader.report.page(&read, false);
        pages.push(read.page);
        if is_over {
            break;
        }
    }
    if pages.len() < sources.len() {
        let message = format!(
            "the last {} pages are not read: a limit of the whole file is reached",
            sources.len() - pages.len()
        );
        reader.report.loss(ErrorKind::LimitExceeded, "pages_left_out", message);
    }
    for (what, code) in reader.file.apart() {
        reader.report.diagnostics.push(Diagnostic::new(Step::Decode, Severity::Info, code, what));
    }
    reader.budget.begin_page();
    let room = with_enclosed.then(|| Room::new(limits, bytes.len() as u64));
    let attached = attached::read(&mut reader.file, room, &mut reader.budget);
    let mut report = reader.report;
    report.diagnostics.extend(attached.remark());
    report.excuse_cover(&pages);
    let partial = report.partial().or_else(|| attached.lost());
    Ok(PdfPages { pages, diagnostics: report.diagnostics, partial, enclosed: attached.members })
}

/// What reading pages needs.
struct Pages<'a> {
    file: File<'a>,
    budget: Budget,
    report: Report,
    /// The content of templates, by path.
    templates: BTreeMap<String, Option<Node>>,
}

impl Pages<'_> {
    fn page(&mut self, source: &PageSource, number: i32) -> PageRead {
        let content = self.part(&source.path, number);
        let own_box = content.as_ref().and_then(|content| content.child("Area")).and_then(file::area);
        let area = own_box.unwrap_or(source.area);
        let (width, height) = (area.width() * POINTS, area.height() * POINTS);
        let place = Matrix::new([POINTS, 0.0, 0.0, POINTS, -area.x0 * POINTS, -area.y0 * POINTS]);
        let visible = Rect { x0: 0.0, y0: 0.0, x1: width, y1: height };
        let mut sink = Sink::new(visible);
        let (behind, before) = self.templates_of(content.as_ref(), source, number);
        let resources = &self.file.resources[source.document];
        let mut drawing = Drawing { sink: &mut sink, budget: &mut self.budget, resources, lost: 0 };
        let mut stop = None;
        let parts = behind.iter().map(String::as_str).map(Some).chain([None]);
        for template in parts.chain(before.iter().map(String::as_str).map(Some)) {
            let content = match template {
                Some(path) => self.templates.get(path).and_then(Option::as_ref),
                None => content.as_ref(),
            };
            let Some(content) = content.and_then(|content| content.child("Content")) else { continue };
            if let Err(reason) = drawing.layers(content, place, visible) {
                stop = Some(reason);
                break;
            }
        }
        let lost = drawing.lost;
        if lost > 0 {
            let message =
                format!("page {number}: {lost} of its parts are damaged or nested too deep and are not read");
            self.report.loss(ErrorKind::Corrupt, "content_damaged", message);
        }
        finish(sink, number, (width, height), stop)
    }

    /// The templates of a page behind and before its content, read. One that is named twice shows nothing more.
    fn templates_of(
        &mut self,
        content: Option<&Node>,
        source: &PageSource,
        number: i32,
    ) -> (Vec<String>, Vec<String>) {
        let (mut behind, mut before) = (Vec::new(), Vec::new());
        let mut named = BTreeSet::new();
        for used in content.into_iter().flat_map(|content| content.children_named("Template")) {
            let id = used.value("TemplateID").unwrap_or_default();
            if !named.insert(id) {
                continue;
            }
            let Some(template) = self.file.templates[source.document].get(id).cloned() else {
                let message =
                    format!("page {number}: its template {id} is not in the file; part of the page is lost");
                self.report.loss(ErrorKind::Corrupt, "content_missing", message);
                continue;
            };
            if !self.templates.contains_key(&template.path) {
                let read = self.part(&template.path, number).filter(|read| self.may_keep(read, number));
                self.templates.insert(template.path.clone(), read);
            }
            let order = used.value("ZOrder").unwrap_or(&template.order);
            if order == "Foreground" { before.push(template.path) } else { behind.push(template.path) }
        }
        (behind, before)
    }

    /// Whether the content of a template may be kept for the pages that follow; told where it may not.
    fn may_keep(&mut self, template: &Node, number: i32) -> bool {
        let Err(Stop::Page(reason) | Stop::Document(reason)) = self.budget.kept(template.elements()) else {
            return true;
        };
        let message = format!("page {number}: one of its templates is not read: {reason}");
        self.report.loss(ErrorKind::LimitExceeded, "content_missing", message);
        false
    }

    /// A part of a page; what is wrong with it is told.
    fn part(&mut self, path: &str, number: i32) -> Option<Node> {
        match self.file.part(path, &mut self.budget) {
            Ok((node, None)) => Some(node),
            Ok((node, Some(damage))) => {
                let message = format!("page {number}: {damage}");
                self.report.loss(damage.kind(), "content_damaged", message);
                Some(node)
            }
            Err(error) => {
                self.report.loss(error.kind(), "content_missing", format!("page {number}: {error}"));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
