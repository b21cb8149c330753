//! What a file holds beside its pages: attached files, a portfolio, an XFA form.
//!
//! Attached files are documents of their own where that is wanted, else each is named, so that a person knows where
//! the tables may be.

use super::filters::{self, FilterError};
use super::font::unicode::text_string;
use crate::DecodeError;
use crate::archive::{Member, Room, member_path};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
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
    files: BTreeSet<String>,
    /// Their contents, and the room for more; without room they are only named.
    members: Vec<Member>,
    room: Option<Room>,
    /// Not all of them could be taken.
    full: Option<DecodeError>,
    /// The file is a portfolio: its own pages are only a cover.
    is_portfolio: bool,
    /// It has an XFA form.
    has_xfa: bool,
    /// Its pages only stand in for the XFA form.
    is_xfa_only: bool,
}

impl Enclosed {
    /// Looks into the catalog.
    pub(super) fn new(xref: &XRef, room: Option<Room>) -> Enclosed {
        let mut enclosed = Enclosed { room, ..Enclosed::default() };
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
        if !file.contains_key(b"EF") || self.files.len() >= FILES {
            return;
        }
        let name = name.unwrap_or_else(|| "unnamed".to_owned());
        if let (Some(path), None) = (member_path(&name), &self.full) {
            self.take(file, path);
        }
        self.files.insert(name);
    }

    /// Takes the content of a file; the same file is often named in several places.
    fn take(&mut self, file: &Dict<'_>, path: String) {
        let Some(room) = &mut self.room else { return };
        let streams = file.get::<Dict<'_>>(b"EF");
        let stream =
            streams.and_then(|ef| ef.get::<Stream<'_>>(b"UF").or_else(|| ef.get::<Stream<'_>>(b"F")));
        let limit = usize::try_from(room.bytes()).unwrap_or(usize::MAX);
        let content = match stream.as_ref().map(|stream| filters::decode(stream, limit)) {
            Some(Ok(decoded)) if decoded.whole => Ok(decoded.bytes.into_owned()),
            Some(Err(FilterError::TooLarge)) => {
                let message = format!("the attached file unpacks to more than {limit} bytes and is not read");
                Err(DecodeError::new(ErrorKind::LimitExceeded, message))
            }
            _ => {
                let message = "the attached file is damaged or packed in an unknown way; save it from the PDF and give it";
                Err(DecodeError::new(ErrorKind::Corrupt, message))
            }
        };
        let member = Member { path, content };
        if self.members.contains(&member) {
            return;
        }
        let bytes = match &member.content {
            Ok(bytes) => bytes.len() as u64,
            // So much was unpacked before it was found to be too large.
            Err(error) if error.kind() == ErrorKind::LimitExceeded => room.bytes(),
            Err(_) => 0,
        };
        match room.member().and_then(|()| room.take(bytes, &member.path)) {
            Ok(()) => self.members.push(member),
            Err(error) => self.full = Some(error),
        }
    }

    /// The attached files.
    pub(super) fn into_members(self) -> Vec<Member> {
        self.members
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
        if let Some(error) = &self.full {
            say(Severity::Error, "attached_files", format!("of {list} not all were read: {error}"));
        } else if self.room.is_some() {
            if !self.files.is_empty() {
                let message = format!("the PDF holds {list}; each is a document of its own");
                say(Severity::Info, "attached_files", message);
            }
        } else if self.is_portfolio {
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
