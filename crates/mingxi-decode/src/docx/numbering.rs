//! List definitions (word/numbering.xml): which label a list's level prints.

use super::styles::Styles;
use super::xml::{Element, Markup, Ns, Step};
use crate::DecodeError;
use crate::allowance::exceeded;
use std::collections::BTreeMap;

/// The number of levels a list has.
pub(super) const LEVELS: usize = 9;
/// Lists and definitions that one file may have; Word's own files grow to some thousands.
const LISTS: usize = 20_000;
/// The longest label pattern that is taken, in characters; Word's dialog takes 31.
const PATTERN: usize = 60;

/// One level of a list.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) start: i64,
    /// The number format's name, `chineseCountingThousand`.
    pub(super) format: String,
    /// The pattern of a custom format, `001, 002, 003, ...`.
    pub(super) custom: String,
    /// The label's pattern, `第%1条`.
    pub(super) pattern: String,
    /// Whether no white space follows the label.
    pub(super) is_tight: bool,
    /// 0 = never restarts; n = restarts after a paragraph of one of the first n levels.
    pub(super) restart: Option<i64>,
    /// All numbers of the label are Arabic, whatever their levels' formats.
    pub(super) is_legal: bool,
    pub(super) is_hidden: bool,
    /// The paragraph style that stands for the level.
    pub(super) style: Option<String>,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 0,
            format: "decimal".to_owned(),
            custom: String::new(),
            pattern: String::new(),
            is_tight: false,
            restart: None,
            is_legal: false,
            is_hidden: false,
            style: None,
        }
    }
}

/// The definition that lists share, and with it their counters.
#[derive(Debug, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// A numbering style that holds the levels instead.
    link: Option<String>,
}

/// What a list changes of its definition at one level.
#[derive(Debug, Default)]
pub(super) struct Override {
    pub(super) start: Option<i64>,
    level: Option<Level>,
}

/// A list.
#[derive(Debug, Default)]
struct List {
    definition: String,
    overrides: [Override; LEVELS],
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Abstract>,
    lists: BTreeMap<String, List>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Plain,
    Abstract,
    List,
    Override(usize),
    Level,
    LevelRun,
}

/// What is being read.
#[derive(Default)]
struct Draft {
    id: String,
    definition: Abstract,
    list: List,
    index: Option<usize>,
    level: Level,
}

impl Numbering {
    /// Reads the part.
    ///
    /// # Errors
    /// The markup is damaged or holds too many lists; the lists read until then are given back with the error.
    pub(super) fn read(text: &str, part: &str, depth: usize) -> (Numbering, Option<DecodeError>) {
        let mut numbering = Numbering::default();
        let stop = numbering.collect(&mut Markup::new(text, part, depth));
        (numbering, stop.err())
    }

    /// The definition a list counts in: lists of one definition continue one another's numbers.
    pub(super) fn definition(&self, list: &str, styles: &Styles) -> Option<&str> {
        let mut id = self.lists.get(list)?.definition.as_str();
        // A definition may refer to a numbering style, whose list refers to the real one.
        for _ in 0..4 {
            let Some(link) = self.definitions.get(id).and_then(|found| found.link.as_deref()) else {
                break;
            };
            let linked = styles.named(link).and_then(|style| style.list.as_deref());
            let Some(next) = linked.and_then(|list| self.lists.get(list)) else {
                break;
            };
            id = &next.definition;
        }
        self.definitions.get_key_value(id).map(|(id, _)| id.as_str())
    }

    /// A level of a list, its own changes included.
    pub(super) fn level(&self, list: &str, definition: &str, index: usize) -> Option<&Level> {
        let own = self.lists.get(list)?.overrides.get(index)?.level.as_ref();
        own.or_else(|| self.definitions.get(definition)?.levels.get(index)?.as_ref())
    }

    /// The number a list begins with at a level although its definition counted on.
    pub(super) fn forced_start(&self, list: &str, index: usize) -> Option<i64> {
        self.lists.get(list)?.overrides.get(index)?.start
    }

    /// The level a paragraph style stands for.
    pub(super) fn level_of_style(&self, definition: &str, style: &str) -> Option<usize> {
        let levels = &self.definitions.get(definition)?.levels;
        levels.iter().position(|level| {
            level.as_ref().and_then(|level| level.style.as_deref()).is_some_and(|name| name == style)
        })
    }

    fn collect(&mut self, markup: &mut Markup<'_>) -> Result<(), DecodeError> {
        let mut open: Vec<Open> = Vec::new();
        let mut draft = Draft::default();
        loop {
            match markup.step()? {
                Step::Start(element) => {
                    let parent = open.last().copied().unwrap_or(Open::Plain);
                    match enter(&element, parent, &mut draft) {
                        Some(next) => open.push(next),
                        None => markup.skip(),
                    }
                }
                Step::End => {
                    let closed = open.pop();
                    let parent = open.last().copied();
                    self.leave(closed, parent, &mut draft);
                    if self.lists.len() + self.definitions.len() > LISTS {
                        return Err(exceeded(format!("the file defines more than {LISTS} lists")));
                    }
                }
                Step::Text(_) => {}
                Step::Eof => return Ok(()),
            }
        }
    }

    fn leave(&mut self, closed: Option<Open>, parent: Option<Open>, draft: &mut Draft) {
        match closed {
            Some(Open::Level) => {
                let level = std::mem::take(&mut draft.level);
                let place = draft.index.take();
                match (parent, place) {
                    (Some(Open::Override(index)), _) => draft.list.overrides[index].level = Some(level),
                    (Some(Open::Abstract), Some(index)) => draft.definition.levels[index] = Some(level),
                    _ => {}
                }
            }
            Some(Open::Abstract) => {
                let id = std::mem::take(&mut draft.id);
                self.definitions.insert(id, std::mem::take(&mut draft.definition));
            }
            Some(Open::List) => {
                let id = std::mem::take(&mut draft.id);
                self.lists.insert(id, std::mem::take(&mut draft.list));
            }
            _ => {}
        }
    }
}

/// Takes in one element; `None` means that nothing below it matters.
fn enter(element: &Element<'_>, parent: Open, draft: &mut Draft) -> Option<Open> {
    if element.ns != Ns::Word {
        return None;
    }
    let text = |name: &str| element.value(name).map(std::borrow::Cow::into_owned);
    let index = || {
        let index = usize::try_from(element.number("ilvl")?).ok()?;
        (index < LEVELS).then_some(index)
    };
    match (parent, element.local()) {
        (Open::Plain, "numbering") => return Some(Open::Plain),
        (Open::Plain, "abstractNum") => {
            *draft = Draft { id: text("abstractNumId").unwrap_or_default(), ..Draft::default() };
            return Some(Open::Abstract);
        }
        (Open::Plain, "num") => {
            *draft = Draft { id: text("numId").unwrap_or_default(), ..Draft::default() };
            return Some(Open::List);
        }
        (Open::Abstract, "numStyleLink") => draft.definition.link = text("val"),
        (Open::List, "abstractNumId") => draft.list.definition = text("val").unwrap_or_default(),
        (Open::List, "lvlOverride") => return index().map(Open::Override),
        (Open::Override(at), "startOverride") => draft.list.overrides[at].start = element.number("val"),
        (Open::Abstract | Open::Override(_), "lvl") => {
            draft.index = index();
            draft.level = Level::default();
            return Some(Open::Level);
        }
        (Open::Level, "start") => draft.level.start = element.number("val").unwrap_or(0),
        (Open::Level, "numFmt") => {
            draft.level.format = text("val").unwrap_or_default();
            draft.level.custom = text("format").unwrap_or_default();
        }
        (Open::Level, "lvlText") => {
            draft.level.pattern = text("val").unwrap_or_default().chars().take(PATTERN).collect();
        }
        (Open::Level, "suff") => draft.level.is_tight = element.value("val").as_deref() == Some("nothing"),
        (Open::Level, "lvlRestart") => draft.level.restart = element.number("val"),
        (Open::Level, "isLgl") => draft.level.is_legal = element.is_on(),
        (Open::Level, "pStyle") => draft.level.style = text("val"),
        (Open::Level, "rPr") => return Some(Open::LevelRun),
        (Open::LevelRun, "vanish") => draft.level.is_hidden = element.is_on(),
        _ => {}
    }
    None
}
