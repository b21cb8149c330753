//! Word documents that are one XML file: a package written flat (`pkg:package`), and the XML of Word 2003
//! (`w:wordDocument`). Their parts are cut out and read as those of a .docx are.

use super::body;
use super::encoding::part_text;
use super::numbering;
use super::styles;
use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use crate::word::numbering::Numbering;
use crate::word::styles::Styles;
use mingxi_model::{Document, ErrorKind, Format};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// A part: what it is, and where its element stands in the file.
struct Part {
    /// Of a flat package the content type, else the element's name.
    kind: String,
    from: usize,
    to: usize,
}

/// Reads the file.
///
/// # Errors
/// It holds no text that can be read, or more than a document may.
pub(crate) fn decode(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    let (text, damage) = part_text(bytes.to_vec());
    let (parts, names) = parts(&text);
    let cut = |kinds: &[&str]| -> Result<Option<String>, DecodeError> {
        let found = parts.iter().find(|part| kinds.iter().any(|kind| part.kind.ends_with(kind)));
        found.map(|part| standing_alone(&text[part.from..part.to], &names, allowance)).transpose()
    };
    let depth = allowance.limits().depth;
    let Some(main) = cut(&[
        "document.main+xml",
        "template.main+xml",
        "Template.main+xml",
        "macroEnabled.main+xml",
        "body",
    ])?
    else {
        let message = "the file holds no Word document; open it in Word and save it again";
        return Err(DecodeError::new(ErrorKind::Corrupt, message));
    };
    let (styles, style_stop) = match cut(&["wordprocessingml.styles+xml", "styles"])? {
        Some(part) => styles::read(&part, "styles", depth),
        None => (Styles::default(), None),
    };
    let (numbering, list_stop) = match cut(&["wordprocessingml.numbering+xml"])? {
        Some(part) => numbering::read(&part, "numbering", depth),
        None => (Numbering::default(), None),
    };
    let mut read = body::read(&main, "document", &styles, &numbering, allowance);
    let damage = damage.map(|damage| {
        DecodeError::new(ErrorKind::Corrupt, format!("the file is damaged: {damage}; download it again"))
    });
    read.stop = read.stop.or(damage);
    let damages =
        [(style_stop, crate::word::outcome::STYLES_LOST), (list_stop, crate::word::outcome::LISTS_LOST)];
    let damages = damages.into_iter().filter_map(|(damage, what)| Some((damage?, what))).collect();
    read.into_document(Format::Docx, damages)
}

/// The parts of a file and what its outermost element declares: names of namespaces, whether white space counts. A part
/// that the file breaks off in goes to its end.
fn parts(text: &str) -> (Vec<Part>, String) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut found, mut names) = (Vec::new(), String::new());
    let mut open: Option<(String, usize)> = None;
    let (mut depth, mut is_package, mut kind) = (0usize, false, String::new());
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let (start, is_empty) = match event {
            Ok(Event::Start(start)) => (start, false),
            Ok(Event::Empty(start)) => (start, true),
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                let own = if is_package { 3 } else { 1 };
                if depth == own
                    && let Some((kind, from)) = open.take()
                {
                    let to = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
                    found.push(Part { kind, from, to: to.min(text.len()) });
                }
                continue;
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => continue,
        };
        let local = start.local_name().into_inner();
        match depth {
            0 => {
                is_package = local == "package";
                names = declared(&start);
            }
            1 if is_package => kind = attribute(&start, "contentType"),
            1 if !is_empty => open = Some((local.to_owned(), before)),
            3 if is_package && !is_empty => open = Some((kind.clone(), before)),
            _ => {}
        }
        depth += usize::from(!is_empty);
    }
    found.extend(open.map(|(kind, from)| Part { kind, from, to: text.len() }));
    (found, names)
}

fn declared(start: &BytesStart<'_>) -> String {
    let mut names = String::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key.into_inner();
        if key == "xmlns" || key.starts_with("xmlns:") || key == "xml:space" {
            names.push_str(&format!(" {key}=\"{}\"", &*attribute.value));
        }
    }
    names
}

fn attribute(start: &BytesStart<'_>, local: &str) -> String {
    let mut all = start.attributes();
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|attribute| attribute.key.local_name().into_inner() == local);
    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
}

/// An element with the names that the file's outermost one declares.
fn standing_alone(element: &str, names: &str, allowance: &Allowance) -> Result<String, DecodeError> {
    let length = (element.len() + names.len()) as u64;
    if length > allowance.bytes() {
        return Err(exceeded("the parts of the file come to more than allowed; nothing of it was read"));
    }
    allowance.unpacked(length);
    let name = element.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(element.len());
    let (tag, rest) = element.split_at(name);
    Ok(format!("{tag}{names}{rest}"))
}
