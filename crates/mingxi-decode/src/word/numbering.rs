//! List definitions (编号): which label a list's level prints.

use super::styles::Styles;
use std::collections::BTreeMap;

/// The number of levels a list has.
pub(crate) const LEVELS: usize = 9;
/// Lists and definitions that one file may have; Word's own files grow to some thousands.
pub(crate) const LISTS: usize = 20_000;
/// The longest label pattern that is taken, in characters; Word's dialog takes 31.
pub(crate) const PATTERN: usize = 60;

/// One level of a list.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: i64,
    /// The number format's name, `chineseCountingThousand`.
    pub(crate) format: String,
    /// The pattern of a custom format, `001, 002, 003, ...`.
    pub(crate) custom: String,
    /// The label's pattern, `第%1条`.
    pub(crate) pattern: String,
    /// Whether no white space follows the label.
    pub(crate) is_tight: bool,
    /// 0 = never restarts; n = restarts after a paragraph of one of the first n levels.
    pub(crate) restart: Option<i64>,
    /// All numbers of the label are Arabic, whatever their levels' formats.
    pub(crate) is_legal: bool,
    pub(crate) is_hidden: bool,
    /// The paragraph style that stands for the level.
    pub(crate) style: Option<String>,
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
pub(crate) struct Abstract {
    pub(crate) levels: [Option<Level>; LEVELS],
    /// A numbering style that holds the levels instead.
    pub(crate) link: Option<String>,
}

/// What a list changes of its definition at one level.
#[derive(Debug, Default)]
pub(crate) struct Override {
    pub(crate) start: Option<i64>,
    pub(crate) level: Option<Level>,
}

/// A list.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The definition that it counts in, by name.
    pub(crate) definition: String,
    pub(crate) overrides: [Override; LEVELS],
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    pub(crate) definitions: BTreeMap<String, Abstract>,
    pub(crate) lists: BTreeMap<String, List>,
}

impl Numbering {
    /// The definition a list counts in: lists of one definition continue one another's numbers.
    pub(crate) fn definition(&self, list: &str, styles: &Styles) -> Option<&str> {
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
    pub(crate) fn level(&self, list: &str, definition: &str, index: usize) -> Option<&Level> {
        let own = self.lists.get(list)?.overrides.get(index)?.level.as_ref();
        own.or_else(|| self.definitions.get(definition)?.levels.get(index)?.as_ref())
    }

    /// The number a list begins with at a level although its definition counted on.
    pub(crate) fn forced_start(&self, list: &str, index: usize) -> Option<i64> {
        self.lists.get(list)?.overrides.get(index)?.start
    }

    /// The level a paragraph style stands for.
    pub(crate) fn level_of_style(&self, definition: &str, style: &str) -> Option<usize> {
        let levels = &self.definitions.get(definition)?.levels;
        levels.iter().position(|level| {
            level.as_ref().and_then(|level| level.style.as_deref()).is_some_and(|name| name == style)
        })
    }
}

/// A label's pattern as .docx writes it, from one in which characters below 9 stand for the numbers of levels.
pub(crate) fn label_pattern(characters: impl Iterator<Item = char>) -> String {
    let mut pattern = String::new();
    for c in characters {
        match u32::from(c) {
            level @ 0..=8 => pattern.push_str(&format!("%{}", level + 1)),
            _ => pattern.push(c),
        }
    }
    pattern
}

/// The name of a number format ([MS-OSHARED] 2.2.1.3), as the newer files call it.
pub(crate) fn format_name(number: u8) -> &'static str {
    match number {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        8 => "hex",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        17 => "japaneseDigitalTenThousand",
        18 => "decimalEnclosedCircle",
        19 => "decimalFullWidth2",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        32 => "ideographZodiacTraditional",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        42 => "koreanCounting",
        57 => "numberInDash",
        255 => "none",
        _ => "decimal",
    }
}
