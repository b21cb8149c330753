//! The part of styles (word/styles.xml).

use super::properties::{ground, read_indent, read_look};
use super::xml::{Element, Markup, Ns, Step};
use crate::DecodeError;
use crate::allowance::exceeded;
use crate::word::styles::{STYLES, Style, Styles};
use std::collections::BTreeMap;

/// What is open while styles are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Plain,
    Defaults,
    Style,
    ParagraphProps,
    RunProps,
    TableProps,
    Numbering,
}

/// The style being read.
#[derive(Default)]
struct Draft {
    id: String,
    kind: String,
    is_default: bool,
    style: Style,
}

/// Reads the part.
///
/// # Errors
/// The markup is damaged or holds too many styles; the styles read until then are given back with the error.
pub(super) fn read(text: &str, part: &str, depth: usize) -> (Styles, Option<DecodeError>) {
    let mut sheet = Sheet::default();
    let stop = sheet.collect(&mut Markup::new(text, part, depth));
    (Styles::new(sheet.styles, sheet.defaults, sheet.hidden_by_default), stop.err())
}

/// What was read so far.
#[derive(Default)]
struct Sheet {
    hidden_by_default: bool,
    styles: BTreeMap<String, Style>,
    /// The ids of the default paragraph and character styles.
    defaults: (Option<String>, Option<String>),
}

impl Sheet {
    fn collect(&mut self, markup: &mut Markup<'_>) -> Result<(), DecodeError> {
        let mut open: Vec<Open> = Vec::new();
        let mut draft = Draft::default();
        loop {
            match markup.step()? {
                Step::Start(element) => {
                    let parent = open.last().copied().unwrap_or(Open::Plain);
                    match enter(&element, parent, &mut draft, &mut self.hidden_by_default, &open) {
                        Some(next) => open.push(next),
                        None => markup.skip(),
                    }
                }
                Step::End => {
                    if open.pop() == Some(Open::Style) {
                        let done = std::mem::take(&mut draft);
                        if done.is_default && done.kind == "paragraph" {
                            self.defaults.0 = Some(done.id.clone());
                        } else if done.is_default && done.kind == "character" {
                            self.defaults.1 = Some(done.id.clone());
                        }
                        self.styles.insert(done.id, done.style);
                        if self.styles.len() > STYLES {
                            return Err(exceeded(format!("the file defines more than {STYLES} styles")));
                        }
                    }
                }
                Step::Text(_) => {}
                Step::Eof => return Ok(()),
            }
        }
    }
}

/// Takes in one element; `None` means that nothing below it matters.
fn enter(
    element: &Element<'_>,
    parent: Open,
    draft: &mut Draft,
    hidden_by_default: &mut bool,
    open: &[Open],
) -> Option<Open> {
    if element.ns != Ns::Word {
        return None;
    }
    let value = || element.value("val").map(std::borrow::Cow::into_owned);
    match (parent, element.local()) {
        (Open::Plain, "styles") => return Some(Open::Plain),
        (Open::Plain, "docDefaults") => return Some(Open::Defaults),
        (Open::Defaults, "rPrDefault" | "pPrDefault") => return Some(Open::Defaults),
        (Open::Plain, "style") => {
            *draft = Draft {
                id: element.value("styleId").unwrap_or_default().into_owned(),
                kind: element.value("type").unwrap_or_default().into_owned(),
                is_default: matches!(element.value("default").as_deref(), Some("1" | "true" | "on")),
                style: Style::default(),
            };
            return Some(Open::Style);
        }
        (Open::Style | Open::Defaults, "rPr") => return Some(Open::RunProps),
        (Open::Style | Open::TableProps, "tblStylePr" | "tcPr" | "tblPr" | "trPr") => {
            return Some(Open::TableProps);
        }
        (Open::TableProps, "shd") => draft.style.shades |= ground(element).is_dark(),
        (Open::Style, "pPr") => return Some(Open::ParagraphProps),
        (Open::ParagraphProps, "numPr") => return Some(Open::Numbering),
        (Open::Style, "basedOn") => draft.style.based_on = value(),
        (Open::RunProps, "vanish") if open.contains(&Open::Defaults) => *hidden_by_default = element.is_on(),
        (Open::RunProps, "vanish") => draft.style.hidden = Some(element.is_on()),
        (Open::RunProps, _) if !open.contains(&Open::Defaults) => read_look(&mut draft.style.look, element),
        (Open::ParagraphProps, "ind" | "jc") => read_indent(&mut draft.style.indent, element),
        (Open::ParagraphProps, "outlineLvl") => draft.style.outline = element.number("val"),
        (Open::Numbering, "numId") => {
            draft.style.list = value();
            draft.style.numbered_by = Some(draft.id.clone());
        }
        (Open::Numbering, "ilvl") => draft.style.level = element.number("val"),
        _ => {}
    }
    None
}
