//! List definitions (PlfLst, PlfLfo, [MS-DOC] 2.9.208 and 2.9.206): which label a list's level prints.

use super::bytes::{i32_at, part, u16_at, u32_at};
use super::characters::Characters;
use crate::word::numbering::{
    Abstract, LEVELS, LISTS, Level, List, Numbering, PATTERN, format_name, label_pattern,
};

/// Sizes of the fixed parts of a definition, a level, a list and a change of a level.
const DEFINITION: usize = 28;
const LEVEL: usize = 28;
const LIST: usize = 16;
const OVERRIDE: usize = 8;
/// The number of a style that is none.
const NO_STYLE: u16 = 0x0fff;

/// Reads definitions and lists, as far as they are whole; `false` with them where they are not. `definitions` and
/// `lists` are the bytes from the place of each table on: both go on beyond the sizes that the file states.
pub(super) fn read(definitions: &[u8], lists: &[u8]) -> (Numbering, bool) {
    let mut numbering = Numbering::default();
    let is_whole = read_definitions(definitions, &mut numbering).is_some();
    let has_lists = read_lists(lists, &mut numbering).is_some();
    (numbering, is_whole && has_lists)
}

fn read_definitions(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    if bytes.is_empty() {
        return Some(());
    }
    let count = usize::from(u16_at(bytes, 0)?);
    let mut levels = Levels { bytes, at: 2 + count * DEFINITION };
    for index in 0..count.min(LISTS) {
        let head = bytes.get(2 + index * DEFINITION..2 + (index + 1) * DEFINITION)?;
        let id = i32_at(head, 0)?;
        let mut definition = Abstract::default();
        // A simple list has one level.
        let own = if head[26] & 1 == 1 { 1 } else { LEVELS };
        let mut outcome = Some(());
        for number in 0..own {
            match levels.next() {
                Some(mut level) => {
                    let style = u16_at(head, 8 + 2 * number).filter(|style| *style != NO_STYLE);
                    level.style = style.map(|style| style.to_string());
                    definition.levels[number] = Some(level);
                }
                None => {
                    outcome = None;
                    break;
                }
            }
        }
        numbering.definitions.insert(id.to_string(), definition);
        outcome?;
    }
    Some(())
}

fn read_lists(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    if bytes.is_empty() {
        return Some(());
    }
    let stated = u32_at(bytes, 0)? as usize;
    let count = stated.min(bytes.len() / LIST).min(LISTS);
    let mut levels = Levels { bytes, at: 4 + count * LIST };
    let mut is_whole = count == stated;
    for index in 0..count {
        let head = part(bytes, 4 + index * LIST, LIST);
        let id = i32_at(head, 0)?;
        let mut list = List { definition: id.to_string(), ..List::default() };
        // Four bytes stand before the changes of each list, also where it has none.
        levels.at += 4;
        for _ in 0..if is_whole { *head.get(12)? } else { 0 } {
            let change = part(bytes, levels.at, OVERRIDE);
            let Some(flags) = u32_at(change, 4) else {
                is_whole = false;
                break;
            };
            levels.at += OVERRIDE;
            let (has_start, has_level) = (flags & 0x10 != 0, flags & 0x20 != 0);
            let level = if has_level { levels.next() } else { None };
            is_whole &= level.is_some() == has_level;
            if let Some(own) = list.overrides.get_mut((flags & 0xf) as usize) {
                let start = level
                    .as_ref()
                    .map_or_else(|| i32_at(change, 0).map(i64::from), |level| Some(level.start));
                own.start = start.filter(|_| has_start);
                own.level = level;
            }
        }
        numbering.lists.insert((index + 1).to_string(), list);
    }
    is_whole.then_some(())
}

/// Levels that follow one another.
struct Levels<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Levels<'_> {
    fn next(&mut self) -> Option<Level> {
        let head = self.bytes.get(self.at..self.at.checked_add(LEVEL)?)?;
        let (of_characters, of_paragraphs) = (usize::from(head[24]), usize::from(head[25]));
        let text_at = self.at + LEVEL + of_paragraphs + of_characters;
        let length = usize::from(u16_at(self.bytes, text_at)?);
        let text = self.bytes.get(text_at + 2..text_at + 2 + 2 * length)?;
        let mut mark = Characters::default();
        mark.read(part(self.bytes, self.at + LEVEL + of_paragraphs, of_characters));
        self.at = text_at + 2 + 2 * length;
        let flags = head[5];
        Some(Level {
            start: i64::from(i32_at(head, 0)?),
            format: format_name(head[4]).to_owned(),
            custom: String::new(),
            pattern: pattern(text),
            is_tight: head[15] == 2,
            restart: (flags & 8 != 0).then(|| i64::from(head[26])),
            is_legal: flags & 4 != 0,
            is_hidden: mark.hidden.is_some_and(|hidden| hidden.over(false)),
            style: None,
        })
    }
}

/// A label's pattern: characters below 9 stand for the number of a level.
fn pattern(text: &[u8]) -> String {
    let units = text.chunks_exact(2).take(PATTERN).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    label_pattern(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::word::labels::{Labels, ListPlace};
    use crate::word::styles::Styles;

    fn level(start: i32, format: u8, text: &str) -> Vec<u8> {
        let mut bytes = start.to_le_bytes().to_vec();
        bytes.extend([format, 0]);
        bytes.resize(28, 0);
        bytes.extend(u16::try_from(text.chars().count()).unwrap().to_le_bytes());
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    /// A definition of number 7 whose first two levels are given, and two lists of it; the second begins at 5.
    fn tables() -> (Vec<u8>, Vec<u8>) {
        let mut definitions = vec![1, 0, 7, 0, 0, 0, 0, 0, 0, 0];
        definitions.extend([0xff, 0x0f].repeat(9));
        definitions.extend([0, 0]);
        definitions.extend(level(1, 39, "第\u{0}章"));
        definitions.extend(level(1, 0, "\u{0}.\u{1}"));
        for _ in 2..9 {
            definitions.extend(level(1, 0, ""));
        }
        let mut lists = vec![2, 0, 0, 0];
        for changes in [0, 1] {
            lists.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, changes, 0, 0, 0]);
        }
        lists.extend([0xff; 4]);
        lists.extend([0xff; 4]);
        lists.extend([5, 0, 0, 0, 0x10, 0, 0, 0]);
        (definitions, lists)
    }

    #[test]
    fn labels_of_lists() {
        let (definitions, lists) = tables();
        let (numbering, is_whole) = read(&definitions, &lists);
        assert!(is_whole);
        let styles = Styles::default();
        let mut labels = Labels::new(&numbering, &styles);
        let mut next = |list, level| labels.next(&ListPlace { list, level: Some(level), style: None });
        assert_eq!(next("1", 0).as_deref(), Some("第一章 "));
        assert_eq!(next("1", 0).as_deref(), Some("第二章 "));
        assert_eq!(next("1", 1).as_deref(), Some("二.1 "));
        assert_eq!(next("2", 0).as_deref(), Some("第五章 "));
        assert_eq!(next("1", 0).as_deref(), Some("第六章 "));
        assert_eq!(next("3", 0), None);
    }

    #[test]
    fn cut_tables_give_what_they_have() {
        let (definitions, lists) = tables();
        for cut in 1..definitions.len() {
            assert!(!read(&definitions[..cut], &lists).1);
        }
        for cut in 1..lists.len() {
            assert!(!read(&definitions, &lists[..cut]).1, "{cut}");
        }
        assert!(read(&[], &[]).1);
    }
}
