//! What a file holds beside its pages: attached files, a portfolio, an XFA form.
//!
//! Nothing of them is read; each is named, so that a person knows where the tables may be.

use super::font::unicode::text_string;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use hayro_syntax::xref::XRef;
use mingxi_model::{Diagnostic, ErrorKind, Severity, Step};
use std::collections::BTreeSet;

/// The most nodes of the tree of names that are looked at.
const NODES: usize = 4096;
/// The most attached files that are told apart.
const FILES: usize = 1000;
/// The most that are named.
const NAMED: usize = 5;

/// What a file holds beside its pages.
#[derive(Debug, Default)]
pub(super) struct Enclosed {
    /// The names of the attached files.
    pub(super) files: BTreeSet<String>,
    /// The file is a portfolio: its own pages are only a cover.
    is_portfolio: bool,
    /// It has an XFA form.
    has_xfa: bool,
    /// Its pages only stand in for the XFA form.
    is_xfa_only: bool,
}

impl Enclosed {
    /// Looks into the catalog.
    pub(super) fn new(xref: &XRef) -> Enclosed {
        let mut enclosed = Enclosed::default();
        let Some(catalog) = xref.get::<Dict<'_>>(xref.root_id()) else { return enclosed };
        enclosed.is_portfolio = catalog.contains_key(b"Collection");
        if let Some(form) = catalog.get::<Dict<'_>>(b"AcroForm") {
            let fields = form.get::<Array<'_>>(b"Fields").map_or(0, |fields| fields.raw_iter().count());
            enclosed.has_xfa = form.contains_key(b"XFA");
            let needs_rendering = catalog.get::<bool>(b"NeedsRendering").unwrap_or(false);
            enclosed.is_xfa_only = enclosed.has_xfa && (needs_rendering || fields == 0);
        }
        if let Some(names) = catalog.get::<Dict<'_>>(b"Names")
            && let Some(root) = names.get::<Dict<'_>>(b"EmbeddedFiles")
        {
            enclosed.collect(root);
        }
        if let Some(files) = catalog.get::<Array<'_>>(b"AF") {
            files.iter::<Dict<'_>>().take(FILES).for_each(|file| enclosed.add(&file, None));
        }
        enclosed
    }

    /// The leaves of a tree of names.
    fn collect(&mut self, root: Dict<'_>) {
        let mut open = vec![root];
        let mut seen = 0;
        while let Some(node) = open.pop() {
            seen += 1;
            if seen > NODES {
                break;
            }
            if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
                open.extend(kids.iter::<Dict<'_>>().take(NODES));
            }
            let Some(names) = node.get::<Array<'_>>(b"Names") else { continue };
            let mut key = None;
            for item in names.iter::<Object<'_>>().take(2 * FILES) {
                match item {
                    Object::String(name) => key = text_string(name.as_bytes()),
                    Object::Dict(file) => self.add(&file, key.take()),
                    _ => {}
                }
            }
        }
    }

    /// A file by its specification; `key` is its name where that has none.
    fn add(&mut self, file: &Dict<'_>, key: Option<String>) {
        let named = |key: &[u8]| file.get::<PdfString<'_>>(key).and_then(|name| text_string(name.as_bytes()));
        let name = named(b"UF").or_else(|| named(b"F")).or(key);
        if file.contains_key(b"EF") && self.files.len() < FILES {
            self.files.insert(name.unwrap_or_else(|| "unnamed".to_owned()));
        }
    }

    /// A file that an annotation holds.
    pub(super) fn annotation(&mut self, annotation: &Dict<'_>) {
        let is_file = annotation.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"FileAttachment");
        if is_file && let Some(file) = annotation.get::<Dict<'_>>(b"FS") {
            self.add(&file, None);
        }
    }

    /// What is to be said, and why the document is not read wholly.
    pub(super) fn report(&self) -> (Vec<Diagnostic>, Option<(ErrorKind, String)>) {
        let mut remarks = Vec::new();
        let mut partial = None;
        let mut say = |severity, code, message: String| {
            if severity == Severity::Error {
                partial.get_or_insert((ErrorKind::UnsupportedFormat, message.clone()));
            }
            remarks.push(Diagnostic::new(Step::Decode, severity, code, message));
        };
        let names: Vec<&str> = self.files.iter().take(NAMED).map(String::as_str).collect();
        let more = if self.files.len() > names.len() { ", …" } else { "" };
        let list = format!("{} attached files ({}{more})", self.files.len(), names.join(", "));
        if self.is_portfolio {
            let message = format!(
                "the PDF is a portfolio: its content is {list}, which were not read; save them and read each by itself"
            );
            say(Severity::Error, "portfolio", message);
        } else if !self.files.is_empty() {
            let message = format!(
                "the PDF holds {list}, which were not read; where they hold tables, save them and read each"
            );
            say(Severity::Warning, "attached_files", message);
        }
        if self.is_xfa_only {
            let message =
                "the PDF is an XFA form, whose content is not read; open it in Adobe Reader and print it \
                           to a PDF"
                    .to_owned();
            say(Severity::Error, "xfa_form", message);
        } else if self.has_xfa {
            let message =
                "the PDF has an XFA form beside its fields; only the fields were read; compare them with \
                           what Adobe Reader shows"
                    .to_owned();
            say(Severity::Warning, "xfa_form", message);
        }
        (remarks, partial)
    }
}
