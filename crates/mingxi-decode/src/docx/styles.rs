//! Styles (word/styles.xml): what of them bears on the text — hidden, heading level, numbering.

use super::indent::Indent;
use super::look::{Look, ground};
use super::xml::{Element, Markup, Ns, Step};
use crate::DecodeError;
use crate::allowance::exceeded;
use std::collections::BTreeMap;

/// The longest chain of styles that are based on one another; Word allows far fewer.
const CHAIN: usize = 64;
/// Styles that one file may define; Word allows 4,079.
const STYLES: usize = 20_000;

/// What a style says, with what it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Whether the text is hidden (隐藏文字).
    pub(super) hidden: Option<bool>,
    /// How runs look.
    pub(super) look: Look,
    /// A style of tables that shades cells.
    pub(super) shades: bool,
    /// Outline level as stored, 0 = top, 9 = body text.
    pub(super) outline: Option<i64>,
    /// Indentation and centring.
    pub(super) indent: Indent,
    /// The list.
    pub(super) list: Option<String>,
    /// The level in the list.
    pub(super) level: Option<i64>,
    /// The style that names the list: list levels refer to it.
    pub(super) numbered_by: Option<String>,
    based_on: Option<String>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    hidden_by_default: bool,
    styles: BTreeMap<String, Style>,
    default_paragraph: Style,
    default_character: Style,
}

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

impl Styles {
    /// Reads the part.
    ///
    /// # Errors
    /// The markup is damaged or holds too many styles; the styles read until then are given back with the error.
    pub(super) fn read(text: &str, part: &str, depth: usize) -> (Styles, Option<DecodeError>) {
        let mut styles = Styles::default();
        let mut defaults = (None, None);
        let stop = styles.collect(&mut Markup::new(text, part, depth), &mut defaults);
        let own: Vec<(String, Style)> =
            styles.styles.keys().map(|id| (id.clone(), styles.inherited(id))).collect();
        styles.styles = own.into_iter().collect();
        let named =
            |id: Option<String>| id.and_then(|id| styles.styles.get(&id).cloned()).unwrap_or_default();
        let (paragraph, character) = (named(defaults.0), named(defaults.1));
        styles.default_paragraph = paragraph;
        styles.default_character = character;
        (styles, stop.err())
    }

    /// The paragraph style of that name, or the default one.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.styles.get(id)).unwrap_or(&self.default_paragraph)
    }

    /// The style of that name, if there is one.
    pub(super) fn named(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// Whether a run is hidden. Between styles the property toggles (ECMA-376 17.7.3): on in an odd number of
    /// paragraph and character style means on. Direct formatting says it outright.
    pub(super) fn is_hidden(&self, paragraph: &Style, character: Option<&str>, direct: Option<bool>) -> bool {
        let character = character.and_then(|id| self.styles.get(id)).unwrap_or(&self.default_character);
        let styled = paragraph.hidden.unwrap_or(false) ^ character.hidden.unwrap_or(false);
        direct.unwrap_or(self.hidden_by_default || styled)
    }

    /// How a run looks: by direct formatting, by its character style, by its paragraph's style.
    pub(super) fn look(&self, paragraph: &Style, character: Option<&str>, direct: Look) -> Look {
        let character = character.and_then(|id| self.styles.get(id)).unwrap_or(&self.default_character);
        direct.over(character.look).over(paragraph.look)
    }

    fn collect(
        &mut self,
        markup: &mut Markup<'_>,
        defaults: &mut (Option<String>, Option<String>),
    ) -> Result<(), DecodeError> {
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
                            defaults.0 = Some(done.id.clone());
                        } else if done.is_default && done.kind == "character" {
                            defaults.1 = Some(done.id.clone());
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

    /// A style with what the styles it is based on say where it says nothing.
    fn inherited(&self, id: &str) -> Style {
        let mut result = self.styles.get(id).cloned().unwrap_or_default();
        let mut base = result.based_on.clone();
        for _ in 0..CHAIN {
            let Some(parent) = base.as_deref().and_then(|id| self.styles.get(id)) else {
                break;
            };
            result.hidden = result.hidden.or(parent.hidden);
            result.look = result.look.over(parent.look);
            result.shades |= parent.shades;
            result.outline = result.outline.or(parent.outline);
            result.indent = result.indent.over(parent.indent);
            result.level = result.level.or(parent.level);
            if result.list.is_none() && parent.list.is_some() {
                result.list.clone_from(&parent.list);
                result.numbered_by.clone_from(&parent.numbered_by);
            }
            base.clone_from(&parent.based_on);
        }
        result
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
        (Open::Plain, "styles" | "latentStyles") => return Some(Open::Plain),
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
        (Open::RunProps, _) if !open.contains(&Open::Defaults) => draft.style.look.read(element),
        (Open::ParagraphProps, "ind" | "jc") => draft.style.indent.read(element),
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
