//! PDF files: positioned glyphs, rules, fills and images of every page.
//!
//! The object layer, the CMaps and the standard fonts are those of the hayro crates; the content interpreter is
//! our own, because only so can its work be bounded, its fonts be asked for the characters of a CID, and every
//! loss be said. No type of the engine leaves this module.

pub(crate) mod budget;
mod bytes;
pub(crate) mod colour;
mod content;
mod document;
mod enclosed;
mod fields;
mod filters;
pub(crate) mod font;
mod form;
pub(crate) mod geometry;
mod inline;
mod layers;
mod marked;
mod marks;
mod open;
mod packed;
pub(crate) mod page;
pub(crate) mod path;
mod picture;
mod sealed;
mod seen;
pub(crate) mod show;
pub(crate) mod sink;
mod state;
#[cfg(test)]
mod tests;
mod trust;
mod xobject;

use crate::DecodeError;
use crate::allowance::Allowance;
use crate::archive::{Member, Room};
use budget::{Budget, Stop};
use document::Shared;
use enclosed::Enclosed;
use layers::Layers;
use mingxi_model::{Diagnostic, ErrorKind, Page, Place, Severity, Step};
pub(crate) use picture::render_page;
pub use picture::{Bitmap, PictureError, Resolution};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The pages of a PDF or OFD file and what is to be said about them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PdfPages {
    /// The pages in reading order; those that could not be read are empty, so that page numbers stay true.
    pub(crate) pages: Vec<Page>,
    /// What was lost or is uncertain, with its page.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Why the file is not read wholly: the gravest reason, and a sentence.
    pub(crate) partial: Option<(ErrorKind, String)>,
    /// The attached files, where they were wanted.
    pub(crate) enclosed: Vec<Member>,
}

/// Reads the pages of a PDF file, and its attached files where they are wanted.
///
/// # Errors
/// The bytes are empty or no PDF, the file needs a password, none of its pages can be found, or its shell alone
/// breaks a limit. Damage beyond that leaves the result `partial`.
pub(crate) fn decode(
    bytes: &[u8],
    allowance: &Allowance,
    with_enclosed: bool,
) -> Result<PdfPages, DecodeError> {
    let limits = allowance.limits();
    let room = with_enclosed.then(|| Room::new(limits, bytes.len() as u64));
    let opened = open::open(bytes, limits)?;
    let pdf = &opened.pdf;
    let layers = catch_unwind(AssertUnwindSafe(|| Layers::new(pdf.xref()))).unwrap_or_default();
    let enclosed = catch_unwind(AssertUnwindSafe(|| Enclosed::new(pdf.xref(), room))).unwrap_or_default();
    let mut shared = Shared::new(layers, enclosed, Budget::new(allowance));
    let mut report = Report::default();
    let mut pages = Vec::new();
    let found = pdf.pages();
    if found.len() > limits.pdf.pages {
        let limit = limits.pdf.pages;
        let message = format!("the PDF has {} pages; only the first {limit} are read", found.len());
        report.loss(ErrorKind::LimitExceeded, "too_many_pages", message);
    }
    for (number, source) in (1i32..).zip(found.iter().take(limits.pdf.pages)) {
        shared.budget.begin_page();
        let read = catch_unwind(AssertUnwindSafe(|| page::read(source, number, &mut shared)));
        let Ok(read) = read else {
            let message = format!("page {number} made the reader fail; nothing of the page is used");
            report.loss(ErrorKind::Crashed, "page_crashed", message);
            pages.push(page::blank(source, number));
            continue;
        };
        report.page(&read, opened.is_cut);
        pages.push(read.page);
        if let Some(Stop::Document(_)) = read.stop {
            let left = found.len() - pages.len();
            if left > 0 {
                let message =
                    format!("the last {left} pages are not read: a limit of the whole file is reached");
                report.loss(ErrorKind::LimitExceeded, "pages_left_out", message);
            }
            break;
        }
    }
    if opened.is_cut {
        let message =
            "the PDF ends too early, so that pages or parts of them may be missing; download it again";
        report.loss(ErrorKind::Truncated, "truncated", message.to_owned());
    }
    if let Some(declared) = opened.declared_pages.filter(|declared| *declared > found.len()) {
        let kind = if opened.is_cut { ErrorKind::Truncated } else { ErrorKind::Corrupt };
        let message = format!("the PDF says it has {declared} pages and {} can be found", found.len());
        report.loss(kind, "pages_missing", message);
    }
    report.excuse_cover(&pages);
    let (remarks, unread) = shared.enclosed.report();
    report.diagnostics.extend(remarks);
    report.losses.extend(unread);
    let partial = report.partial();
    Ok(PdfPages { pages, diagnostics: report.diagnostics, partial, enclosed: shared.enclosed.into_members() })
}

/// Pages with text that a picture needs behind it to be a cover.
const COVER_OF: usize = 3;

/// What is said about a file.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) diagnostics: Vec<Diagnostic>,
    losses: Vec<(ErrorKind, String)>,
    needs_ocr: Vec<i32>,
}

impl Report {
    pub(crate) fn loss(&mut self, kind: ErrorKind, code: &'static str, message: String) {
        self.diagnostics.push(Diagnostic::new(Step::Decode, Severity::Error, code, message.clone()));
        self.losses.push((kind, message));
    }

    pub(crate) fn page(&mut self, read: &page::PageRead, is_cut: bool) {
        let number = read.page.number;
        if let Some(Stop::Page(reason) | Stop::Document(reason)) = &read.stop {
            self.loss(
                ErrorKind::LimitExceeded,
                "page_limit",
                format!("page {number} is read only in part: {reason}"),
            );
        }
        for (kind, code, what) in page::faults(read.faults, is_cut) {
            self.loss(kind, code, format!("page {number}: {what}"));
        }
        if read.verdict.needs_ocr {
            self.needs_ocr.push(number);
        }
        self.diagnostics.extend(read.verdict.diagnostic.clone());
        self.diagnostics.extend(read.remarks.iter().cloned());
    }

    /// A picture on the first page of a document whose other pages have text is its cover: worth a look, but the
    /// document was read.
    pub(crate) fn excuse_cover(&mut self, pages: &[Page]) {
        let with_text = pages.iter().skip(1).filter(|page| page.glyphs.len() > trust::BESIDE).count();
        let first = self.diagnostics.iter_mut().find(|remark| {
            remark.code == trust::PICTURE && remark.place.as_ref().and_then(Place::page) == Some(1)
        });
        if let (Some(remark), [1], true) = (first, self.needs_ocr.as_slice(), with_text >= COVER_OF) {
            remark.severity = Severity::Warning;
            remark.code = "cover_is_image";
            remark.message = "page 1 is a picture and was taken for the cover; if it holds a table, that is not in the data"
                .to_owned();
            self.needs_ocr.clear();
        }
    }

    /// The gravest reason: what broke a limit, then damage, then text that needs recognition.
    pub(crate) fn partial(&self) -> Option<(ErrorKind, String)> {
        let order = [
            ErrorKind::LimitExceeded,
            ErrorKind::Truncated,
            ErrorKind::Crashed,
            ErrorKind::Corrupt,
            ErrorKind::UnsupportedFormat,
        ];
        let gravest = order.iter().find_map(|kind| self.losses.iter().find(|loss| loss.0 == *kind));
        if let Some(loss) = gravest {
            return Some(loss.clone());
        }
        let first = self.needs_ocr.first()?;
        let list: Vec<String> = self.needs_ocr.iter().take(12).map(i32::to_string).collect();
        let message = match self.needs_ocr.len() {
            1 => format!("page {first} needs character recognition; nothing of its pictures is used"),
            count => format!(
                "{count} pages need character recognition ({}{}); nothing of their pictures is used",
                list.join(", "),
                if count > list.len() { ", ..." } else { "" }
            ),
        };
        Some((ErrorKind::NeedsOcr, message))
    }
}
