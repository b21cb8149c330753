//! Markup of one part as a bounded stream of events: namespaces resolved, alternate content chosen, no
//! document type, no depth beyond the limit.

use super::attributes::{Tag, cut, plain, plain_tag};
use super::references::resolved;
use crate::DecodeError;
use mingxi_model::ErrorKind;
use quick_xml::XmlVersion;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::BufRead;

/// The most namespace declarations in scope; Word writes about 40.
const BINDINGS: usize = 256;

/// The namespaces whose elements mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Office math.
    Math,
    /// Markup compatibility (`mc:AlternateContent`).
    Compatibility,
    /// Extensions of Word whose text this reader finds: drawing shapes and Word's own later versions.
    Understood,
    /// Hints that Word 2003 writes for other programs: what a label prints.
    Hint,
    /// Any other.
    Other,
}

fn namespace(uri: &str) -> Ns {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main"
        | "http://schemas.microsoft.com/office/word/2003/wordml" => Ns::Word,
        "http://schemas.microsoft.com/office/word/2003/auxHint" => Ns::Hint,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Compatibility,
        _ if uri.starts_with("http://schemas.microsoft.com/office/word/20") => Ns::Understood,
        _ => Ns::Other,
    }
}

/// An opening tag.
pub(crate) struct Element<'x> {
    /// Its name and attributes, and the length of the name.
    content: &'x str,
    name: usize,
    pub(crate) ns: Ns,
    /// Where its name begins behind the prefix.
    local: usize,
    /// Its attributes can be read as they stand.
    is_plain: bool,
}

impl<'x> Element<'x> {
    /// The name without its prefix; those of Word 2003 under their later names.
    pub(crate) fn local(&self) -> &str {
        match self.content.get(self.local..self.name).unwrap_or_default() {
            "wordDocument" => "document",
            "vmerge" => "vMerge",
            "hmerge" => "hMerge",
            "listPr" => "numPr",
            "ilfo" => "numId",
            name => name,
        }
    }

    /// The value of an attribute by its name without prefix; one with the element's own prefix goes first.
    pub(crate) fn value(&self, local: &str) -> Option<Cow<'_, str>> {
        if self.is_plain {
            return self.plain_value(local).map(Cow::Borrowed);
        }
        let own = self.prefix();
        let mut found = None;
        for attribute in self.parsed().attributes().with_checks(false).flatten() {
            if !is_named(attribute.key.local_name().into_inner(), local) {
                continue;
            }
            let same = attribute.key.prefix().map(|prefix| prefix.into_inner()) == own;
            if same || found.is_none() {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                found = value.ok().map(|value| Cow::Owned(value.into_owned()));
            }
            if same {
                break;
            }
        }
        found
    }

    /// [`Element::value`] where all attributes are plain.
    fn plain_value(&self, local: &str) -> Option<&str> {
        let own = self.prefix();
        let mut found = None;
        for (name, value) in plain(self.content.get(self.name..).unwrap_or_default()) {
            let (prefix, name) = cut(name, b':').map_or((None, name), |(prefix, name)| (Some(prefix), name));
            if is_named(name, local) {
                if prefix == own {
                    return Some(value);
                }
                found = found.or(Some(value));
            }
        }
        found
    }

    /// All attributes by their names without prefix.
    pub(crate) fn attributes(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for attribute in self.parsed().attributes().with_checks(false).flatten() {
            if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) {
                all.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
            }
        }
        all
    }

    /// How many bytes its tag has.
    pub(crate) fn size(&self) -> usize {
        self.content.len()
    }

    /// Its tag for the parser.
    fn parsed(&self) -> BytesStart<'x> {
        BytesStart::from_content(self.content, self.name)
    }

    /// The prefix of its name.
    fn prefix(&self) -> Option<&'x str> {
        self.content.get(..self.local.checked_sub(1)?)
    }

    /// `w:val` as a number.
    pub(crate) fn number(&self, local: &str) -> Option<i64> {
        self.value(local)?.trim().parse().ok()
    }

    /// An on/off property: on unless `w:val` says off.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.value("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Whether an attribute has a name, also as Word 2003 wrote it: `first-line`.
fn is_named(own: &str, local: &str) -> bool {
    own == local
        || own.contains('-')
            && own
                .bytes()
                .filter(|byte| *byte != b'-')
                .map(|byte| byte.to_ascii_lowercase())
                .eq(local.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// What comes next in a part.
pub(crate) enum Step<'x> {
    /// An element opens; [`Step::End`] follows also for an empty one.
    Start(Element<'x>),
    /// The innermost open element ends.
    End,
    /// Character data.
    Text(Cow<'x, str>),
    /// The part ends.
    Eof,
}

struct Binding {
    depth: usize,
    prefix: String,
    ns: Ns,
}

impl Binding {
    /// Whether it is of a prefix. Two empty ones are not compared as texts: some processors take a thousand cycles to
    /// find nothing at no place.
    fn binds(&self, prefix: &str) -> bool {
        self.prefix.len() == prefix.len() && (prefix.is_empty() || self.prefix == prefix)
    }
}

/// Alternate content that is open.
struct Alternate {
    depth: usize,
    taken: bool,
}

/// The stream of events of one part. Plain tags and texts are taken from the text itself, all others from the parser.
pub(crate) struct Markup<'x> {
    text: &'x str,
    reader: Reader<&'x [u8]>,
    /// The parser stands where a tag or text may begin.
    is_between: bool,
    /// The element that was just opened has no content: its end comes next.
    is_empty: bool,
    part: String,
    limit: usize,
    /// The names of the open elements.
    names: Vec<&'x str>,
    depth: usize,
    bindings: Vec<Binding>,
    /// The binding that the last element's prefix had, while no other was made or ended.
    recent: Option<usize>,
    /// The depth of an element whose content is passed over.
    skipped: Option<usize>,
    /// Depths of the elements of alternate content: their content is passed on, they are not.
    hidden: Vec<usize>,
    alternates: Vec<Alternate>,
}

impl<'x> Markup<'x> {
    /// Reads a part's text; `part` names it in errors, `limit` bounds the nesting.
    pub(crate) fn new(text: &'x str, part: &str, limit: usize) -> Markup<'x> {
        let mut reader = Reader::from_str(text);
        // Names are compared here, because the parser does not see all of them.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Markup {
            text,
            reader,
            is_between: false,
            is_empty: false,
            part: part.to_owned(),
            limit,
            names: Vec::new(),
            depth: 0,
            bindings: Vec::new(),
            recent: None,
            skipped: None,
            hidden: Vec::new(),
            alternates: Vec::new(),
        }
    }

    /// Passes over the element that was just opened, its end included.
    pub(crate) fn skip(&mut self) {
        self.skipped = Some(self.depth);
    }

    /// The next event.
    ///
    /// # Errors
    /// The markup is not well formed, declares a document type, or nests too deep.
    pub(crate) fn step(&mut self) -> Result<Step<'x>, DecodeError> {
        loop {
            let step = if std::mem::take(&mut self.is_empty) {
                self.close().then_some(Step::End)
            } else if let Some((tag, length)) = self.plain_tag() {
                self.reader.stream().consume(length);
                match tag {
                    Tag::Start { content, name, is_empty } => self.start(content, name, is_empty, true)?,
                    Tag::End(name) => self.end(name)?,
                }
            } else if let Some((text, length)) = self.plain_text() {
                self.reader.stream().consume(length);
                self.skipped.is_none().then_some(Step::Text(text))
            } else {
                self.parsed()?
            };
            if let Some(step) = step {
                return Ok(step);
            }
        }
    }

    /// What the parser did not pass yet, where a tag or text may begin.
    fn rest(&self) -> Option<&'x str> {
        self.text.get(self.passed()..).filter(|_| self.is_between)
    }

    fn passed(&self) -> usize {
        self.text.len().saturating_sub(self.reader.get_ref().len())
    }

    fn plain_tag(&self) -> Option<(Tag<'x>, usize)> {
        plain_tag(self.rest().filter(|rest| rest.starts_with('<'))?)
    }

    /// The text up to the next tag, with its references resolved: all at once, because there may be one for every
    /// character. `None` where it cannot be.
    fn plain_text(&self) -> Option<(Cow<'x, str>, usize)> {
        let rest = self.rest().filter(|rest| !rest.starts_with('<'))?;
        let run = rest.get(..rest.find('<')?)?;
        let text = if run.contains('&') { Cow::Owned(resolved(run)?) } else { unified(Cow::Borrowed(run)) };
        Some((text, run.len()))
    }

    /// The parser's next event; `None` of one that says nothing.
    fn parsed(&mut self) -> Result<Option<Step<'x>>, DecodeError> {
        let before = self.passed();
        let event = match self.reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(self.corrupt(&error.to_string())),
        };
        self.is_between = matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_));
        let text = match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                let is_empty = matches!(event, Event::Empty(_));
                let read = self.text.get(before..self.passed()).unwrap_or_default();
                let content = read.find('<').and_then(|at| read.get(at + 1..)).unwrap_or_default();
                let content = content.strip_suffix(if is_empty { "/>" } else { ">" }).unwrap_or(content);
                return self.start(content, start.name().into_inner().len(), is_empty, false);
            }
            Event::End(end) => {
                let name = end.name().into_inner().to_owned();
                return self.end(&name);
            }
            Event::Text(text) => unified(text.into_inner()),
            Event::CData(text) => unified(text.into_inner()),
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    Ok(None) => resolve_predefined_entity(&reference).map(str::to_owned),
                    Err(_) => None,
                };
                let Some(text) = text else {
                    return Err(self.corrupt("it uses an entity that Office documents cannot have"));
                };
                Cow::Owned(text)
            }
            Event::DocType(_) => {
                return Err(self.corrupt("it declares a document type, which Office documents cannot have"));
            }
            Event::Eof if self.depth > 0 => return Err(self.corrupt("it ends inside an open element")),
            Event::Eof => return Ok(Some(Step::Eof)),
            _ => return Ok(None),
        };
        Ok(self.skipped.is_none().then_some(Step::Text(text)))
    }

    /// Takes in the start of an element; `None` where the caller is not to hear of it.
    fn start(
        &mut self,
        content: &'x str,
        name: usize,
        is_empty: bool,
        is_plain: bool,
    ) -> Result<Option<Step<'x>>, DecodeError> {
        self.is_empty = is_empty;
        if !is_empty {
            self.names.push(content.get(..name).unwrap_or_default());
        }
        Ok(self.open(content, name, is_plain)?.map(Step::Start))
    }

    /// Takes in the end of an element.
    fn end(&mut self, name: &str) -> Result<Option<Step<'x>>, DecodeError> {
        let wrong = match self.names.pop() {
            Some(expected) if expected == name => return Ok(self.close().then_some(Step::End)),
            Some(expected) => {
                IllFormedError::MismatchedEndTag { expected: expected.to_owned(), found: name.to_owned() }
            }
            None => IllFormedError::UnmatchedEndTag(name.to_owned()),
        };
        Err(self.corrupt(&Error::IllFormed(wrong).to_string()))
    }

    fn open(
        &mut self,
        content: &'x str,
        name: usize,
        is_plain: bool,
    ) -> Result<Option<Element<'x>>, DecodeError> {
        self.depth += 1;
        if self.depth > self.limit {
            let message =
                format!("{} nests elements deeper than {}; what follows was not read", self.part, self.limit);
            return Err(DecodeError::new(ErrorKind::LimitExceeded, message));
        }
        if self.skipped.is_some() {
            return Ok(None);
        }
        if !is_plain {
            self.bind(&BytesStart::from_content(content, name))?;
        }
        let prefix = content.get(..name).and_then(|name| cut(name, b':')).map(|(prefix, _)| prefix);
        let local = prefix.map_or(0, |prefix| prefix.len() + 1);
        let ns = self.namespace_of(prefix.unwrap_or_default());
        let element = Element { content, name, ns, local, is_plain };
        if ns == Ns::Compatibility {
            self.choose(&element);
            return Ok(None);
        }
        Ok(Some(element))
    }

    /// Notes the namespaces an element declares and proves its attributes readable, so that a damaged one is
    /// an error and not a property that silently does not hold.
    fn bind(&mut self, start: &BytesStart<'_>) -> Result<(), DecodeError> {
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.corrupt(&error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.corrupt(&error.to_string()))?;
            let key = attribute.key.into_inner();
            let prefix = match key.split_once(':') {
                None if key == "xmlns" => "",
                Some(("xmlns", prefix)) => prefix,
                _ => continue,
            };
            if self.bindings.len() >= BINDINGS {
                return Err(DecodeError::new(
                    ErrorKind::LimitExceeded,
                    format!("{} declares more than {BINDINGS} namespaces", self.part),
                ));
            }
            self.recent = None;
            self.bindings.push(Binding {
                depth: self.depth,
                prefix: prefix.to_owned(),
                ns: namespace(&value),
            });
        }
        Ok(())
    }

    /// The namespace of an element's prefix. The elements of a part mostly have one and the same.
    fn namespace_of(&mut self, prefix: &str) -> Ns {
        let recent = self.recent.and_then(|at| self.bindings.get(at)).filter(|binding| binding.binds(prefix));
        if let Some(binding) = recent {
            return binding.ns;
        }
        self.recent = self.bindings.iter().rposition(|binding| binding.binds(prefix));
        self.resolve(prefix)
    }

    fn resolve(&self, prefix: &str) -> Ns {
        let bound = self.bindings.iter().rev().find(|binding| binding.binds(prefix));
        bound.map_or(Ns::Other, |binding| binding.ns)
    }

    /// Takes the first branch of alternate content whose namespaces are all understood, else the fallback.
    fn choose(&mut self, element: &Element<'x>) {
        let parent = self.alternates.last_mut();
        let inside = parent.as_ref().is_some_and(|alternate| alternate.depth + 1 == self.depth);
        let wanted = match element.local() {
            "AlternateContent" => {
                self.alternates.push(Alternate { depth: self.depth, taken: false });
                true
            }
            "Choice" if inside => {
                let requires = element.value("Requires").unwrap_or_default().into_owned();
                let known = |prefix: &str| !matches!(self.resolve(prefix), Ns::Other);
                let understood = requires.split_whitespace().all(known);
                understood && self.take()
            }
            "Fallback" if inside => self.take(),
            _ => true,
        };
        if wanted {
            self.hidden.push(self.depth);
        } else {
            self.skipped = Some(self.depth);
        }
    }

    /// Whether no branch of the innermost alternate content was taken yet; from now on one is.
    fn take(&mut self) -> bool {
        self.alternates.last_mut().is_some_and(|alternate| !std::mem::replace(&mut alternate.taken, true))
    }

    /// Leaves an element; whether the caller is to hear of it.
    fn close(&mut self) -> bool {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        match self.skipped {
            Some(at) if at == depth => self.skipped = None,
            Some(_) => return false,
            None => {
                self.unbind(depth);
                if self.alternates.last().is_some_and(|alternate| alternate.depth == depth) {
                    self.alternates.pop();
                }
                if self.hidden.last() == Some(&depth) {
                    self.hidden.pop();
                    return false;
                }
                return true;
            }
        }
        self.unbind(depth);
        false
    }

    /// Ends the namespaces that the element of a depth declared.
    fn unbind(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|binding| binding.depth == depth) {
            self.bindings.pop();
            self.recent = None;
        }
    }

    fn corrupt(&self, what: &str) -> DecodeError {
        let at = self.reader.error_position().max(self.reader.buffer_position());
        DecodeError::new(
            ErrorKind::Corrupt,
            format!("{} cannot be read beyond byte {at}: {what}; download the file again", self.part),
        )
    }
}

/// Line ends as XML unifies them.
fn unified(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}
