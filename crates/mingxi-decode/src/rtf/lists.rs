//! The tables of lists (`\\listtable`, `\\listoverridetable`): which label a paragraph of a list prints where the file does
//! not write it beside the paragraph (`\\listtext`).
//!
//! They stand before the text and are read before it.

use super::lexer::{Lexer, Sign};
use super::pages::of_page;
use crate::word::numbering::{
    Abstract, LEVELS, LISTS, Level, List, Numbering, Override, PATTERN, format_name, label_pattern,
};
use encoding_rs::{Encoding, WINDOWS_1252};

/// The most bytes of a label's pattern that are heard.
const BYTES: usize = 4 * PATTERN;

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Other,
    Lists,
    List,
    Level,
    Text,
    Overrides,
    Override,
    OverrideLevel,
}

/// What is being read.
struct Draft {
    numbering: Numbering,
    id: i32,
    definition: Abstract,
    /// Levels of the definition so far.
    levels: usize,
    level: Level,
    /// The label's pattern: its length and its characters, numbers of levels as they are.
    text: String,
    bytes: Vec<u8>,
    /// Characters still to be passed over after a `\\u`, and how many stand for one.
    passed: u32,
    fallback: u32,
    list: (i32, List),
    change: Override,
    /// The change of a level sets where it begins.
    has_start: bool,
    /// Changes of levels of the list so far.
    changes: usize,
    encoding: &'static Encoding,
}

/// Reads the tables of a file.
pub(super) fn read(bytes: &[u8], depth: usize) -> Numbering {
    let mut open: Vec<Open> = Vec::new();
    let mut draft = Draft::new();
    for sign in Lexer::new(bytes) {
        match sign {
            Sign::Open if open.len() >= depth => break,
            Sign::Open => open.push(Open::Other),
            Sign::Close => {
                let Some(closed) = open.pop() else { break };
                draft.leave(closed, open.last().copied());
                if open.is_empty() {
                    break;
                }
            }
            // The text begins.
            Sign::Word("pard" | "sectd" | "trowd" | "par", _) if open.len() == 1 => break,
            Sign::Word("ansicpg", page) => draft.encoding = of_page(page.unwrap_or(0)),
            Sign::Word(word, number) => {
                let outer = open.len().checked_sub(2).and_then(|at| open.get(at)).copied();
                if let Some(top) = open.last_mut() {
                    *top = begins(word, outer).unwrap_or(*top);
                    draft.word(word, number, *top);
                }
            }
            Sign::Byte(byte) if open.last() == Some(&Open::Text) => draft.byte(byte),
            Sign::Byte(_) | Sign::Symbol(_) => {}
        }
    }
    draft.numbering
}

/// The group that a control begins inside of another one.
fn begins(word: &str, outer: Option<Open>) -> Option<Open> {
    Some(match (outer, word) {
        (_, "listtable") => Open::Lists,
        (_, "listoverridetable") => Open::Overrides,
        (Some(Open::Lists), "list") => Open::List,
        (Some(Open::List | Open::OverrideLevel), "listlevel") => Open::Level,
        (Some(Open::Level), "leveltext") => Open::Text,
        (Some(Open::Overrides), "listoverride") => Open::Override,
        (Some(Open::Override), "lfolevel") => Open::OverrideLevel,
        _ => return None,
    })
}

impl Draft {
    fn new() -> Draft {
        Draft {
            numbering: Numbering::default(),
            id: 0,
            definition: Abstract::default(),
            levels: 0,
            level: Level::default(),
            text: String::new(),
            bytes: Vec::new(),
            passed: 0,
            fallback: 1,
            list: (0, List::default()),
            change: Override::default(),
            has_start: false,
            changes: 0,
            encoding: WINDOWS_1252,
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, open: Open) {
        let value = number.unwrap_or(0);
        match (open, word) {
            (Open::List, "list") => (self.id, self.levels, self.definition) = (0, 0, Abstract::default()),
            (Open::List, "listid") => self.id = value,
            (Open::Level, "listlevel") => self.level = Level { start: 1, ..Level::default() },
            (Open::Level, "levelnfc" | "levelnfcn") => {
                self.level.format = format_name(u8::try_from(value).unwrap_or(0)).to_owned();
            }
            (Open::Level, "levelstartat") => self.level.start = i64::from(value),
            (Open::Level, "levelfollow") => self.level.is_tight = value == 2,
            (Open::Level, "levellegal") => self.level.is_legal = value == 1,
            (Open::Level, "levelnorestart") => self.level.restart = (value == 1).then_some(0),
            (Open::Level, "v") => self.level.is_hidden = number != Some(0),
            (Open::Text, "leveltext") => {
                self.text.clear();
                self.bytes.clear();
                self.passed = 0;
            }
            (Open::Text, "u") => self.unicode(value),
            (Open::Override, "listoverride") => {
                (self.id, self.changes, self.list) = (0, 0, (0, List::default()));
            }
            (Open::Override, "listid") => self.list.1.definition = value.to_string(),
            (Open::Override, "ls") => self.list.0 = value,
            (Open::OverrideLevel, "lfolevel") => {
                (self.change, self.has_start) = (Override::default(), false);
            }
            (Open::OverrideLevel, "listoverridestartat") => self.has_start = true,
            (Open::OverrideLevel, "levelstartat") => self.change.start = Some(i64::from(value)),
            (_, "uc") => self.fallback = u32::try_from(value).unwrap_or(0).min(16),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.passed > 0 {
            self.passed -= 1;
        } else if self.bytes.len() < BYTES {
            self.bytes.push(byte);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        self.passed = self.fallback;
        let code = if number < 0 { number.saturating_add(65_536) } else { number };
        let c = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        if self.text.len() < BYTES {
            self.text.push(c);
        }
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.text.push_str(&self.encoding.decode_without_bom_handling(&bytes).0);
    }

    /// A group ends inside of another one.
    fn leave(&mut self, closed: Open, outer: Option<Open>) {
        let is_full = self.numbering.definitions.len() + self.numbering.lists.len() >= LISTS;
        match (closed, outer) {
            (Open::Text, _) => {
                self.flush();
                self.level.pattern = pattern(&self.text);
            }
            (Open::Level, Some(Open::OverrideLevel)) => {
                let level = std::mem::take(&mut self.level);
                self.change.start.get_or_insert(level.start);
                self.change.level = Some(level);
            }
            (Open::Level, _) => {
                if let Some(place) = self.definition.levels.get_mut(self.levels) {
                    *place = Some(std::mem::take(&mut self.level));
                }
                self.levels = (self.levels + 1).min(LEVELS);
            }
            (Open::List, _) if !is_full => {
                let definition = std::mem::take(&mut self.definition);
                self.numbering.definitions.insert(self.id.to_string(), definition);
            }
            (Open::OverrideLevel, _) => {
                let mut change = std::mem::take(&mut self.change);
                change.start = change.start.filter(|_| self.has_start);
                if let Some(place) = self.list.1.overrides.get_mut(self.changes) {
                    *place = change;
                }
                self.changes = (self.changes + 1).min(LEVELS);
            }
            (Open::Override, _) if !is_full => {
                let (number, list) = std::mem::take(&mut self.list);
                self.numbering.lists.insert(number.to_string(), list);
            }
            _ => {}
        }
    }
}

/// A pattern as the other formats write it: the first character is the length, those below 9 are numbers of levels.
fn pattern(text: &str) -> String {
    let mut characters = text.chars();
    let length = characters.next().map_or(0, |length| u32::from(length) as usize);
    label_pattern(characters.take(length.min(PATTERN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_lists_and_their_changes() {
        let file = b"{\\rtf1\\ansi\\ansicpg936\\uc2{\\*\\listtable{\\list\\listtemplateid1\
            {\\listlevel\\levelnfc39\\levelnfcn39\\levelstartat1\\levelfollow2{\\leveltext\\'03\\u31532 \\'b5\\'da\\'00\\'cc\\'f5;}{\\levelnumbers\\'02;}}\
            {\\listlevel\\levelnfc0\\levelstartat3{\\leveltext\\'02\\'01.;}{\\levelnumbers\\'01;}}\\listid-7}}\
            {\\*\\listoverridetable{\\listoverride\\listid-7\\listoverridecount0\\ls1}\
            {\\listoverride\\listid-7\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat5}\\ls2}}\\pard text}";
        let numbering = read(file, 100);
        let first = numbering.level("1", "-7", 0).unwrap();
        assert_eq!((first.format.as_str(), first.pattern.as_str()), ("chineseCountingThousand", "第%1条"));
        assert!(first.is_tight);
        let second = numbering.level("1", "-7", 1).unwrap();
        assert_eq!((second.format.as_str(), second.pattern.as_str(), second.start), ("decimal", "%2.", 3));
        assert_eq!((numbering.forced_start("1", 0), numbering.forced_start("2", 0)), (None, Some(5)));
    }

    #[test]
    fn a_table_that_is_cut_is_read_as_far_as_it_goes() {
        assert!(read(b"{\\rtf1{\\*\\listtable{\\list{\\listlevel\\levelnfc0", 100).lists.is_empty());
        assert!(read(b"", 100).definitions.is_empty());
    }
}
