//! The words by which prose states amounts: `statements.toml`.

use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::MoneyUnit;
use mingxi_model::text::squeeze;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "statements.toml";

/// What is left of 万元 where 元 is not printed.
pub(crate) const TEN_THOUSAND: &str = "万";

/// What tells subjects, amounts, changes and reasons apart. Lists are squeezed and longest first.
#[derive(Debug, Clone)]
pub struct StatementVocabulary {
    /// A number with its unit: groups `number` and `unit`.
    pub(crate) amount: Regex,
    /// Unit of a count to what can be counted in it.
    pub(crate) counts: BTreeMap<String, CountWords>,
    /// Words before a counted thing that are no part of it.
    pub(crate) count_verbs: Vec<String>,
    /// Units of counts that stand at the end of a clause or are none (3个, but not 3个方面).
    pub(crate) at_end: BTreeSet<String>,
    /// Units of counts that may share the subject of the count before.
    pub(crate) sharing: BTreeSet<String>,
    pub(crate) subject: SubjectWords,
    pub(crate) change: ChangeWords,
    /// Whole subject to measure code.
    pub(crate) exact: BTreeMap<String, String>,
    /// (end of a subject, measure code), longest first.
    pub(crate) endings: Vec<(String, String)>,
    /// Measure code of a whole and short name of its part to the part's measure code.
    parts: BTreeMap<(String, String), String>,
    /// Measure codes whose subjects keep them behind the name of a fund.
    pub(crate) qualified: BTreeSet<String>,
    /// Measure codes of sums whose parts are only fractions of the measures that they are named like.
    pub(crate) fractions: BTreeSet<String>,
    /// (whole subject, measure code) of names that mean their measure behind other words too, longest first.
    distinct: Vec<(String, String)>,
}

/// What can be counted in a unit.
#[derive(Debug, Clone)]
pub(crate) struct CountWords {
    /// Whole subjects.
    pub(crate) exact: Vec<String>,
    /// Ends of subjects.
    pub(crate) endings: Vec<String>,
}

/// Words around and in subjects.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubjectWords {
    pub(crate) leading: Vec<String>,
    pub(crate) trailing: Vec<String>,
    pub(crate) having: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) after_agency: Vec<String>,
    pub(crate) holders_end: Vec<String>,
    pub(crate) bare: Vec<String>,
    pub(crate) endings: Vec<String>,
    pub(crate) refused: Vec<String>,
    pub(crate) thresholds: Vec<String>,
    pub(crate) elliptic: Vec<String>,
    pub(crate) phases: Vec<String>,
    pub(crate) qualifiers: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) stocks: Vec<String>,
    pub(crate) stock_dates: Vec<String>,
    pub(crate) of_count: Vec<String>,
    pub(crate) together: Vec<String>,
    pub(crate) short_names: Vec<String>,
    pub(crate) holders: Vec<String>,
    pub(crate) spending: Vec<String>,
    pub(crate) sums: Vec<String>,
    pub(crate) apart: Vec<String>,
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
    pub(crate) scope: Vec<String>,
    pub(crate) other_base: Vec<String>,
    pub(crate) flat: Vec<String>,
    pub(crate) none: Vec<String>,
    pub(crate) parts: Vec<String>,
    pub(crate) between: Vec<String>,
    pub(crate) execution: Vec<String>,
    pub(crate) reason: Vec<String>,
    pub(crate) reason_start: Vec<String>,
    pub(crate) reason_inside: Vec<String>,
    pub(crate) reason_open: Vec<String>,
    pub(crate) reason_end: Vec<String>,
    pub(crate) no_reason: Vec<String>,
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
    verbs: Vec<String>,
    count: Vec<RawCount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCount {
    unit: String,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    at_end: bool,
    #[serde(default)]
    sharing: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeasure {
    code: String,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    ending: Vec<String>,
    #[serde(default)]
    qualified: bool,
    #[serde(default)]
    fractions: bool,
    #[serde(default)]
    distinct: Vec<String>,
    /// The measure code of the whole inside which the short names `parts` mean this measure.
    #[serde(default)]
    part_of: Option<String>,
    #[serde(default)]
    parts: Vec<String>,
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
        let mut qualified = BTreeSet::new();
        let mut parts = BTreeMap::new();
        let (mut fractions, mut distinct) = (BTreeSet::new(), Vec::new());
        for measure in raw.measure {
            for text in measure.exact {
                let subject = squeeze(&text);
                if exact.insert(subject, measure.code.clone()).is_some_and(|other| other != measure.code) {
                    return Err(entry(format!("measure: the subject {text} has two codes")));
                }
            }
            if measure.qualified {
                qualified.insert(measure.code.clone());
            }
            if measure.fractions {
                fractions.insert(measure.code.clone());
            }
            distinct.extend(measure.distinct.iter().map(|text| (squeeze(text), measure.code.clone())));
            for (whole, part) in
                measure.part_of.iter().flat_map(|whole| measure.parts.iter().map(move |p| (whole, p)))
            {
                parts.insert((whole.clone(), squeeze(part)), measure.code.clone());
            }
            endings.extend(measure.ending.iter().map(|text| (squeeze(text), measure.code.clone())));
        }
        endings.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        distinct.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        let (mut at_end, mut sharing, mut counts) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        for count in raw.units.count {
            let unit = squeeze(&count.unit);
            if count.at_end {
                at_end.insert(unit.clone());
            }
            if count.sharing {
                sharing.insert(unit.clone());
            }
            let words =
                CountWords { exact: longest_first(count.exact), endings: longest_first(count.subjects) };
            if counts.insert(unit, words).is_some() {
                return Err(entry(format!("units.count: the unit {} stands twice", count.unit)));
            }
        }
        let mut units = raw.units.money;
        units.extend(counts.keys().cloned());
        Ok(StatementVocabulary {
            amount: amount_regex(units)?,
            counts,
            count_verbs: longest_first(raw.units.verbs),
            at_end,
            sharing,
            subject: raw.subject,
            change: raw.change,
            exact,
            endings,
            parts,
            qualified,
            fractions,
            distinct,
        })
    }

    /// The vocabulary that ships with the program.
    ///
    /// # Errors
    /// The shipped file is wrong, which the tests exclude.
    pub fn builtin() -> Result<StatementVocabulary, VocabularyError> {
        StatementVocabulary::parse(include_str!("../../../../schemas/vocab/statements.toml"))
    }

    /// The stable name of a folded subject. A phase behind it (年初预算, 支出决算) does not change it, nor does
    /// a fund before it where the measure keeps its name in every fund, nor who holds it (镇本级“三公”经费).
    pub(crate) fn measure_code(&self, subject: &str) -> Option<&str> {
        self.own_code(subject).or_else(|| self.distinct_code(&without_quotes(subject)))
    }

    /// The same without names that mean their measure behind any other words: what tells where a subject begins.
    pub(crate) fn own_code(&self, subject: &str) -> Option<&str> {
        let plain = without_quotes(subject);
        self.code_of(&plain)
            .or_else(|| self.code_of(self.without_holders(&plain)?))
            .or_else(|| self.shared_code(&plain))
    }

    /// The code of a name that means its measure behind other words too: 全市各部门实际支出三公经费决算. A list of names is
    /// a sum, and what is marked off is only a part.
    fn distinct_code(&self, plain: &str) -> Option<&str> {
        let forms = std::iter::once(plain).chain(self.stems(plain));
        forms.into_iter().find_map(|form| {
            let found =
                self.distinct.iter().find_map(|(name, code)| Some((form.strip_suffix(name.as_str())?, code)));
            let whole = |before: &&str| !self.subject.apart.iter().any(|word| before.contains(word.as_str()));
            found.filter(|(before, _)| whole(before)).map(|(_, code)| code.as_str())
        })
    }

    fn code_of(&self, plain: &str) -> Option<&str> {
        let mut forms = vec![plain];
        for phase in &self.subject.phases {
            forms.extend(plain.strip_suffix(phase.as_str()).filter(|rest| !rest.is_empty()));
        }
        // 本年事业收入 is 事业收入.
        let of_year: Vec<&str> = forms.iter().filter_map(|form| form.strip_prefix("本年")).collect();
        forms.extend(of_year);
        // 收入预算总额 is 收入预算.
        let summed: Vec<&str> = forms.iter().filter_map(|form| form.strip_suffix("总额")).collect();
        forms.extend(summed);
        // 三公经费合计 is the measure itself; 收入合计 has one of its own.
        let stems = self.stems(plain);
        let stemmed = || {
            let mut codes = stems.iter().filter_map(|form| self.known(form).or_else(|| self.of_fund(form)));
            codes.find(|code| self.qualified.contains(*code))
        };
        forms
            .iter()
            .find_map(|form| self.known(form))
            .or_else(|| forms.iter().find_map(|form| self.of_fund(form)))
            .or_else(stemmed)
    }

    /// The code of a whole subject, or of its end.
    fn known(&self, form: &str) -> Option<&str> {
        let ending = || self.endings.iter().find(|(ending, _)| form.ends_with(ending.as_str()));
        self.exact.get(form).or_else(|| ending().map(|(_, code)| code)).map(String::as_str)
    }

    /// The code of a measure behind its fund: 一般公共预算拨款安排的“三公”经费, 财政拨款基本支出.
    fn of_fund(&self, form: &str) -> Option<&str> {
        let funds = &self.subject.qualifiers;
        let named = |rest: &str| {
            let spent = self.subject.spending.iter().find_map(|word| rest.strip_prefix(word.as_str()));
            // Behind another's name, only what the fund pays for is meant: …单位使用财政拨款安排的“三公”经费.
            (spent.unwrap_or(rest).trim_start_matches('的').to_owned(), spent.is_some())
        };
        let at_start =
            funds.iter().find_map(|fund| form.strip_prefix(fund.as_str())).map(|rest| named(rest).0);
        let inside = || {
            funds.iter().find_map(|fund| {
                let at = form.rfind(fund.as_str())?;
                let (rest, is_spent) = named(&form[at + fund.len()..]);
                is_spent.then_some(rest)
            })
        };
        let code = |rest: String| self.known(&rest).filter(|code| self.qualified.contains(*code));
        at_start.and_then(code).or_else(|| inside().and_then(code))
    }

    /// A subject without the phases and words of a sum at its end, step by step: 三公经费决算支出数, 三公经费决算支出, 三公经费.
    fn stems<'a>(&self, plain: &'a str) -> Vec<&'a str> {
        const MOST: usize = 6;
        let mut stems = Vec::new();
        let mut rest = plain;
        for _ in 0..MOST {
            let ends = self.subject.phases.iter().chain(&self.subject.sums);
            let shorter =
                ends.filter_map(|word| rest.strip_suffix(word.as_str())).filter(|rest| !rest.is_empty());
            let Some(next) = shorter.max_by_key(|rest| rest.len()) else { break };
            rest = next;
            stems.push(rest);
        }
        stems
    }

    /// What stays of a subject without its phase, for comparison: “三公”经费支出决算 and “三公”经费支出.
    pub(crate) fn stem(&self, subject: &str) -> String {
        let plain = without_quotes(subject);
        let mut stem = plain.as_str();
        for next in self.stems(&plain) {
            // 三公经费支出 is 三公经费, but 财政拨款支出 is another thing than 财政拨款.
            if stem[next.len()..].contains("支出") && !next.ends_with(['费', ')']) {
                break;
            }
            stem = next;
        }
        stem.to_owned()
    }

    /// A subject without those who hold it, `None` where nobody is named: 全镇, 区本级, 所属各预算单位.
    fn without_holders<'a>(&self, plain: &'a str) -> Option<&'a str> {
        let mut rest = plain;
        while let Some(next) = self.subject.holders.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = next;
        }
        (rest.len() < plain.len() && !rest.is_empty()).then_some(rest)
    }

    /// The code that all of several measures have: 收入总计、支出总计.
    fn shared_code(&self, plain: &str) -> Option<&str> {
        let mut names = plain.split(['、', '和', '及']);
        let first = self.known(names.next()?)?;
        let others: Vec<Option<&str>> = names.map(|name| self.known(name)).collect();
        (!others.is_empty() && others.iter().all(|code| *code == Some(first))).then_some(first)
    }

    /// The measure that a short name means inside a whole: 购置费 of vehicles.
    pub(crate) fn part_code(&self, whole: &str, subject: &str) -> Option<&str> {
        self.parts.get(&(whole.to_owned(), subject.to_owned())).map(String::as_str)
    }
}

fn without_quotes(text: &str) -> String {
    text.chars().filter(|c| !is_quote(*c)).collect()
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
            &mut self.after_agency,
            &mut self.holders_end,
            &mut self.bare,
            &mut self.endings,
            &mut self.refused,
            &mut self.thresholds,
            &mut self.elliptic,
            &mut self.phases,
            &mut self.qualifiers,
            &mut self.topics,
            &mut self.stocks,
            &mut self.stock_dates,
            &mut self.of_count,
            &mut self.together,
            &mut self.short_names,
            &mut self.holders,
            &mut self.spending,
            &mut self.sums,
            &mut self.apart,
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
            &mut self.scope,
            &mut self.other_base,
            &mut self.flat,
            &mut self.none,
            &mut self.parts,
            &mut self.between,
            &mut self.execution,
            &mut self.reason,
            &mut self.reason_start,
            &mut self.reason_inside,
            &mut self.reason_open,
            &mut self.reason_end,
            &mut self.no_reason,
            &mut self.reason_lead,
            &mut self.other_reason,
        ]
    }
}

fn amount_regex(units: Vec<String>) -> Result<Regex, VocabularyError> {
    let units = units.into_iter().chain([TEN_THOUSAND.to_owned()]).collect();
    let units: Vec<String> = longest_first(units).iter().map(|unit| regex::escape(unit)).collect();
    let units = units.join("|");
    let pattern = format!(
        r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]{{1,8}})(?P<unit>{units}|%)"
    );
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
