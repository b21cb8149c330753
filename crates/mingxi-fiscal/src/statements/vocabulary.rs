//! The words by which prose states amounts: `statements.toml`.

use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::MoneyUnit;
use mingxi_model::text::squeeze;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "statements.toml";

/// What tells subjects, amounts, changes and reasons apart. Lists are squeezed and longest first.
#[derive(Debug, Clone)]
pub struct StatementVocabulary {
    /// A number with its unit: groups `number` and `unit`.
    pub(crate) amount: Regex,
    /// Unit of a count to the endings its subject must have.
    pub(crate) counts: BTreeMap<String, Vec<String>>,
    pub(crate) subject: SubjectWords,
    pub(crate) change: ChangeWords,
    /// Whole subject to measure code.
    pub(crate) exact: BTreeMap<String, String>,
    /// (end of a subject, measure code), longest first.
    pub(crate) endings: Vec<(String, String)>,
}

/// Words around and in subjects.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubjectWords {
    pub(crate) leading: Vec<String>,
    pub(crate) trailing: Vec<String>,
    pub(crate) having: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) bare: Vec<String>,
    pub(crate) endings: Vec<String>,
    pub(crate) refused: Vec<String>,
    pub(crate) thresholds: Vec<String>,
    pub(crate) elliptic: Vec<String>,
    pub(crate) phases: Vec<String>,
}

/// Words of changes over the year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeWords {
    pub(crate) increase: Vec<String>,
    pub(crate) decrease: Vec<String>,
    pub(crate) begin: Vec<String>,
    pub(crate) base: Vec<String>,
    pub(crate) after: Vec<String>,
    pub(crate) alone: Vec<String>,
    pub(crate) flat: Vec<String>,
    pub(crate) parts: Vec<String>,
    pub(crate) between: Vec<String>,
    pub(crate) reason: Vec<String>,
    pub(crate) reason_lead: Vec<String>,
    pub(crate) other_reason: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    units: RawUnits,
    subject: SubjectWords,
    change: ChangeWords,
    measure: Vec<RawMeasure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnits {
    money: Vec<String>,
    count: Vec<RawCount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCount {
    unit: String,
    subjects: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeasure {
    code: String,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    ending: Vec<String>,
}

impl StatementVocabulary {
    /// Reads the vocabulary from the text of `statements.toml`.
    ///
    /// # Errors
    /// The file is not well formed, a unit is no money, or a subject has two measure codes.
    pub fn parse(toml: &str) -> Result<StatementVocabulary, VocabularyError> {
        let mut raw: RawFile = parse_toml(FILE, toml)?;
        for unit in &raw.units.money {
            if MoneyUnit::parse(unit).is_none() {
                return Err(entry(format!("units.money: {unit} is no unit of money")));
            }
        }
        for list in raw.subject.lists().into_iter().chain(raw.change.lists()) {
            *list = longest_first(std::mem::take(list));
        }
        let mut exact = BTreeMap::new();
        let mut endings = Vec::new();
        for measure in raw.measure {
            for text in measure.exact {
                let subject = squeeze(&text);
                if exact.insert(subject, measure.code.clone()).is_some_and(|other| other != measure.code) {
                    return Err(entry(format!("measure: the subject {text} has two codes")));
                }
            }
            endings.extend(measure.ending.iter().map(|text| (squeeze(text), measure.code.clone())));
        }
        endings.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        let counts: BTreeMap<String, Vec<String>> = raw
            .units
            .count
            .into_iter()
            .map(|count| (squeeze(&count.unit), longest_first(count.subjects)))
            .collect();
        let mut units = raw.units.money;
        units.extend(counts.keys().cloned());
        // Not counted itself; it keeps 人次 from being read as 人.
        units.push("人次".to_owned());
        Ok(StatementVocabulary {
            amount: amount_regex(units)?,
            counts,
            subject: raw.subject,
            change: raw.change,
            exact,
            endings,
        })
    }

    /// The vocabulary that ships with the program.
    ///
    /// # Errors
    /// The shipped file is wrong, which the tests exclude.
    pub fn builtin() -> Result<StatementVocabulary, VocabularyError> {
        StatementVocabulary::parse(include_str!("../../../../schemas/vocab/statements.toml"))
    }

    /// The stable name of a folded subject; a phase behind it (年初预算, 支出决算) does not change it.
    pub(crate) fn measure_code(&self, subject: &str) -> Option<&str> {
        let plain: String = subject.chars().filter(|c| !is_quote(*c)).collect();
        let exact = |text: &str| self.exact.get(text).map(String::as_str);
        let ending = || {
            let found = self.endings.iter().find(|(ending, _)| plain.ends_with(ending.as_str()));
            found.map(|(_, code)| code.as_str())
        };
        let mut stems = self.subject.phases.iter().filter_map(|phase| plain.strip_suffix(phase.as_str()));
        exact(&plain).or_else(ending).or_else(|| stems.find_map(exact))
    }
}

/// “ ” " ‘ ’ 「 」.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '‘' | '’' | '「' | '」')
}

impl SubjectWords {
    fn lists(&mut self) -> Vec<&mut Vec<String>> {
        vec![
            &mut self.leading,
            &mut self.trailing,
            &mut self.having,
            &mut self.organisations,
            &mut self.bare,
            &mut self.endings,
            &mut self.refused,
            &mut self.thresholds,
            &mut self.elliptic,
            &mut self.phases,
        ]
    }
}

impl ChangeWords {
    fn lists(&mut self) -> Vec<&mut Vec<String>> {
        vec![
            &mut self.increase,
            &mut self.decrease,
            &mut self.begin,
            &mut self.base,
            &mut self.after,
            &mut self.alone,
            &mut self.flat,
            &mut self.parts,
            &mut self.between,
            &mut self.reason,
            &mut self.reason_lead,
            &mut self.other_reason,
        ]
    }
}

fn amount_regex(units: Vec<String>) -> Result<Regex, VocabularyError> {
    let units: Vec<String> = longest_first(units).iter().map(|unit| regex::escape(unit)).collect();
    let pattern = format!(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>{}|%)", units.join("|"));
    Regex::new(&pattern).map_err(|error| entry(error.to_string()))
}

fn longest_first(words: Vec<String>) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(|word| squeeze(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

fn entry(reason: String) -> VocabularyError {
    VocabularyError::new(FILE, None, reason)
}
