//! The part of list definitions (word/numbering.xml).

use super::xml::{Element, Markup, Ns, Step};
use crate::DecodeError;
use crate::allowance::exceeded;
use crate::word::numbering::{Abstract, LEVELS, LISTS, Level, List, Numbering, PATTERN};

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

/// Reads the part.
///
/// # Errors
/// The markup is damaged or holds too many lists; the lists read until then are given back with the error.
pub(super) fn read(text: &str, part: &str, depth: usize) -> (Numbering, Option<DecodeError>) {
    let mut numbering = Numbering::default();
    let stop = collect(&mut numbering, &mut Markup::new(text, part, depth));
    (numbering, stop.err())
}

fn collect(numbering: &mut Numbering, markup: &mut Markup<'_>) -> Result<(), DecodeError> {
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
                leave(numbering, closed, parent, &mut draft);
                if numbering.lists.len() + numbering.definitions.len() > LISTS {
                    return Err(exceeded(format!("the file defines more than {LISTS} lists")));
                }
            }
            Step::Text(_) => {}
            Step::Eof => return Ok(()),
        }
    }
}

fn leave(numbering: &mut Numbering, closed: Option<Open>, parent: Option<Open>, draft: &mut Draft) {
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
            numbering.definitions.insert(id, std::mem::take(&mut draft.definition));
        }
        Some(Open::List) => {
            let id = std::mem::take(&mut draft.id);
            numbering.lists.insert(id, std::mem::take(&mut draft.list));
        }
        _ => {}
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
