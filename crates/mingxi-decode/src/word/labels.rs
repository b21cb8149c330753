//! The labels that lists print before their paragraphs (自动编号), counted in reading order.

use super::counting::format_number;
use super::numbering::{LEVELS, Level, Numbering};
use super::styles::Styles;
use std::collections::{BTreeMap, BTreeSet};

/// The longest label in bytes: a crafted pattern cannot buy memory with a thousand letters a paragraph.
const LABEL: usize = 240;

/// The running numbers of a document's lists.
pub(crate) struct Labels<'a> {
    numbering: &'a Numbering,
    styles: &'a Styles,
    counters: BTreeMap<&'a str, [Option<i64>; LEVELS]>,
    /// Lists and levels whose forced start was used up.
    started: BTreeSet<(String, usize)>,
}

/// Which list and level a paragraph belongs to.
pub(crate) struct ListPlace<'p> {
    /// The list; `0` is none.
    pub(crate) list: &'p str,
    /// The level where one is stated.
    pub(crate) level: Option<i64>,
    /// The style that put the paragraph into the list, where no direct formatting did.
    pub(crate) style: Option<&'p str>,
}

impl<'a> Labels<'a> {
    pub(crate) fn new(numbering: &'a Numbering, styles: &'a Styles) -> Labels<'a> {
        Labels { numbering, styles, counters: BTreeMap::new(), started: BTreeSet::new() }
    }

    /// Whether the file refers to a list that it does not define.
    pub(crate) fn is_missing(&self, list: &str) -> bool {
        list != "0" && self.numbering.definition(list, self.styles).is_none()
    }

    /// Counts a paragraph and gives its label with the white space that parts it from the text; `None` where
    /// nothing is printed, and for bullets, which carry no text.
    pub(crate) fn next(&mut self, place: &ListPlace<'_>) -> Option<String> {
        let definition = self.numbering.definition(place.list, self.styles)?;
        let of_style = place.style.and_then(|style| self.numbering.level_of_style(definition, style));
        let stated = place.level.and_then(|level| usize::try_from(level).ok());
        let index = of_style.or(stated).unwrap_or(0).min(LEVELS - 1);
        let level = self.numbering.level(place.list, definition, index)?;
        let values = self.count(place.list, definition, index, level);
        if level.is_hidden || level.format == "bullet" {
            return None;
        }
        let mut label = self.fill(place.list, definition, index, level, &values);
        if label.is_empty() {
            return None;
        }
        if !level.is_tight {
            label.push(' ');
        }
        Some(label)
    }

    fn count(
        &mut self,
        list: &str,
        definition: &'a str,
        index: usize,
        level: &Level,
    ) -> [Option<i64>; LEVELS] {
        let forced = self.numbering.forced_start(list, index);
        let forced = forced.filter(|_| self.started.insert((list.to_owned(), index)));
        let counters = self.counters.entry(definition).or_default();
        counters[index] = Some(match (forced, counters[index]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => self.numbering.forced_start(list, index).unwrap_or(level.start),
        });
        for (deeper, counter) in counters.iter_mut().enumerate().skip(index + 1) {
            let restart = self.numbering.level(list, definition, deeper).and_then(|level| level.restart);
            if restart.is_none_or(|after| (index as i64) < after) {
                *counter = None;
            }
        }
        *counters
    }

    fn fill(
        &self,
        list: &str,
        definition: &str,
        index: usize,
        level: &Level,
        values: &[Option<i64>; LEVELS],
    ) -> String {
        let mut label = String::new();
        let mut rest = level.pattern.chars().peekable();
        while let Some(c) = rest.next().filter(|_| label.len() < LABEL) {
            let digit = rest.peek().and_then(|c| c.to_digit(10)).filter(|_| c == '%');
            let Some(shown) = digit.filter(|digit| (1..=9).contains(digit)) else {
                label.push(c);
                continue;
            };
            rest.next();
            let shown = shown as usize - 1;
            let Some(source) = self.numbering.level(list, definition, shown).filter(|_| shown <= index)
            else {
                continue;
            };
            let value = values[shown].unwrap_or(source.start);
            let format = if level.is_legal { "decimal" } else { source.format.as_str() };
            label.push_str(&format_number(value, format, &source.custom));
        }
        label
    }
}
