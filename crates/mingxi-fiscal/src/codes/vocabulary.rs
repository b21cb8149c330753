//! Codes with their names and years: `codes.csv`.

use crate::VocabularyError;
use mingxi_model::text::is_han;
use std::collections::BTreeMap;

const FILE: &str = "codes.csv";
const HEADER: &str = "system,code,names,first_year,last_year";

/// One of the classifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeSystem {
    /// 支出功能分类.
    Functional,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    GovernmentEconomic,
}

impl CodeSystem {
    /// The classification of a joined code, told by its first digit and its length.
    pub(crate) fn of(code: &str) -> Option<CodeSystem> {
        match (code.len(), code.as_bytes().first()?) {
            (3 | 5 | 7, b'2') => Some(CodeSystem::Functional),
            (3 | 5 | 7, b'3') => Some(CodeSystem::Economic),
            (3 | 5, b'5') => Some(CodeSystem::GovernmentEconomic),
            _ => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            CodeSystem::Functional => "functional",
            CodeSystem::Economic => "economic",
            CodeSystem::GovernmentEconomic => "government_economic",
        }
    }
}

/// A code's names in some years.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    name: String,
    keys: Vec<String>,
    first_year: Option<i16>,
    last_year: Option<i16>,
}

impl Entry {
    /// The standard name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn has_name(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
    }

    /// Whether the name is the beginning of one of its own, or the other way round.
    pub(crate) fn abbreviates(&self, key: &str) -> bool {
        const ENOUGH: usize = 4;
        let begins = |short: &str, long: &str| short.chars().count() >= ENOUGH && long.starts_with(short);
        self.keys.iter().any(|own| begins(own, key) || begins(key, own))
    }

    /// Whether the name is the end of one of its own.
    fn ends_with(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own.ends_with(key))
    }

    pub(crate) fn holds_in(&self, year: i16) -> bool {
        self.first_year.is_none_or(|first| first <= year) && self.last_year.is_none_or(|last| year <= last)
    }

    /// In words: `until 2017`.
    pub(crate) fn years(&self) -> String {
        match (self.first_year, self.last_year) {
            (Some(first), Some(last)) => format!("from {first} to {last}"),
            (Some(first), None) => format!("since {first}"),
            (None, Some(last)) => format!("until {last}"),
            (None, None) => "of all years".to_owned(),
        }
    }
}

/// What is compared of a name: its Han characters without 的 and a final 支出.
pub(crate) fn key(name: &str) -> String {
    let han: String = name.chars().filter(|c| is_han(*c) && *c != '的').collect();
    match han.strip_suffix("支出") {
        Some(head) if !head.is_empty() => head.to_owned(),
        _ => han,
    }
}

/// The codes of the classifications, by code and by name.
#[derive(Debug, Clone, Default)]
pub struct CodeVocabulary {
    by_code: BTreeMap<String, Vec<Entry>>,
    /// Codes of a name, those of one classification after those of the one before.
    by_name: BTreeMap<String, Vec<String>>,
}

impl CodeVocabulary {
    /// Reads the text of `codes.csv`.
    ///
    /// # Errors
    /// A line has not five fields, a code does not fit its classification, a year is none, or two lines give
    /// one code two meanings in one year. The error names the line.
    pub fn parse(csv: &str) -> Result<CodeVocabulary, VocabularyError> {
        let mut vocabulary = CodeVocabulary::default();
        for (index, line) in csv.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line == HEADER {
                continue;
            }
            vocabulary.add(line).map_err(|reason| VocabularyError::new(FILE, Some(index + 1), reason))?;
        }
        Ok(vocabulary)
    }

    /// The codes that ship with the program.
    ///
    /// # Errors
    /// The shipped file is wrong, which the tests exclude.
    pub fn builtin() -> Result<CodeVocabulary, VocabularyError> {
        CodeVocabulary::parse(include_str!("../../../../schemas/vocab/codes.csv"))
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        let [system, code, names, first, last] = fields.as_slice() else {
            return Err(format!("`{line}` has not the five fields {HEADER}"));
        };
        let digits = code.bytes().all(|b| b.is_ascii_digit());
        let Some(kind) = CodeSystem::of(code).filter(|kind| digits && kind.as_str() == *system) else {
            return Err(format!("{code} is no code of `{system}`"));
        };
        let year = |text: &str| match text {
            "" => Ok(None),
            text => match text.parse::<i16>() {
                Ok(year) if (1990..2100).contains(&year) => Ok(Some(year)),
                _ => Err(format!("`{text}` is no year")),
            },
        };
        let entry = Entry {
            name: names.split('/').next().unwrap_or_default().to_owned(),
            keys: names.split('/').map(key).collect(),
            first_year: year(first)?,
            last_year: year(last)?,
        };
        if entry.keys.iter().any(String::is_empty) {
            return Err(format!("{code} has an empty name"));
        }
        let entries = self.by_code.entry((*code).to_owned()).or_default();
        let overlaps = |other: &&Entry| {
            let starts = other.first_year.unwrap_or(i16::MIN).max(entry.first_year.unwrap_or(i16::MIN));
            let ends = other.last_year.unwrap_or(i16::MAX).min(entry.last_year.unwrap_or(i16::MAX));
            starts <= ends
        };
        if let Some(other) = entries.iter().find(overlaps) {
            return Err(format!("{code} is both {} and {} in one year", other.name, entry.name));
        }
        for key in &entry.keys {
            let codes = self.by_name.entry(key.clone()).or_default();
            if !codes.iter().any(|known| known == code) {
                let at = codes.partition_point(|known| CodeSystem::of(known) <= Some(kind));
                codes.insert(at, (*code).to_owned());
            }
        }
        entries.push(entry);
        Ok(())
    }

    /// Whether the classification has the code under the name, in any year.
    pub(crate) fn agree(&self, code: &str, name: &str) -> bool {
        let key = key(name);
        self.entries(code).iter().any(|entry| entry.has_name(&key))
    }

    /// Whether the name is that of a code above: 3010201 津贴补贴 below 30102 津贴补贴.
    pub(crate) fn is_name_above(&self, code: &str, name_key: &str) -> bool {
        let above = [3, 5].into_iter().filter_map(|length| code.get(..length).filter(|above| *above != code));
        above.flat_map(|above| self.entries(above)).any(|entry| entry.has_name(name_key))
    }

    /// Whether the name, or most of one, is that of a code below: 208 beside 机关事业单位基本养老保险缴费支出, which is
    /// 2080505. The end of the code is missing.
    pub(crate) fn is_name_below(&self, code: &str, name_key: &str) -> bool {
        const ENOUGH: usize = 6;
        let below = self.by_code.range(code.to_owned()..).take_while(|(other, _)| other.starts_with(code));
        let mut names = below.filter(|(other, _)| *other != code).flat_map(|(_, entries)| entries);
        let own = self.entries(code);
        let is_long = name_key.chars().count() >= ENOUGH;
        names.any(|entry| entry.has_name(name_key) || is_long && entry.ends_with(name_key))
            && !own.iter().any(|entry| entry.abbreviates(name_key))
    }

    /// All codes of a name, whatever their classification.
    pub(crate) fn codes_named(&self, name_key: &str) -> impl Iterator<Item = &str> {
        self.by_name.get(name_key).into_iter().flatten().map(String::as_str)
    }

    /// The codes of a name in one classification.
    pub(crate) fn named_in(&self, system: CodeSystem, name_key: &str) -> impl Iterator<Item = &str> {
        self.codes_named(name_key).filter(move |code| CodeSystem::of(code) == Some(system))
    }

    /// What is known of a code; empty for an unknown one.
    pub(crate) fn entries(&self, code: &str) -> &[Entry] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// The codes of a name other than `code`: its siblings if there are any, else all; the flag says that
    /// they are too many to mean one.
    pub(crate) fn codes_of(&self, system: CodeSystem, name_key: &str, code: &str) -> (Vec<&str>, bool) {
        const FEW: usize = 2;
        let codes: Vec<&str> = self.named_in(system, name_key).collect();
        let parent = &code[..code.len().saturating_sub(2)];
        let is_sibling =
            |other: &&str| other.len() == code.len() && other.starts_with(parent) && code.len() > 3;
        let siblings: Vec<&str> = codes.iter().copied().filter(is_sibling).collect();
        match siblings.is_empty() {
            true => {
                let are_many = codes.len() > FEW;
                (codes, are_many)
            }
            false => (siblings, false),
        }
    }

    /// The codes that a name has in a year.
    pub(crate) fn in_year(&self, system: CodeSystem, name_key: &str, year: i16) -> Vec<&str> {
        let holds = |code: &&str| {
            self.entries(code).iter().any(|entry| entry.has_name(name_key) && entry.holds_in(year))
        };
        self.named_in(system, name_key).filter(holds).collect()
    }
}
