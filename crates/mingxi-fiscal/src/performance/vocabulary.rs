//! The words of performance forms, read from `schemas/vocab/performance.toml`.

use crate::VocabularyError;
use crate::error::parse_toml;
use mingxi_model::Operator;
use mingxi_model::text::squeeze;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "performance.toml";

/// What a column of the indicator block states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum HeaderRole {
    Side,
    Level1,
    Level2,
    Level3,
    Description,
    ScoringRule,
    Operator,
    Unit,
    Target,
    Adjusted,
    Actual,
    Weight,
    Score,
    Basis,
    Remark,
    ProjectCode,
    ProjectName,
    Budget,
    FiscalFunds,
    OtherFunds,
    /// 年初预算数 of a list of evaluated projects.
    ApprovedFunds,
    /// 全年预算数 of such a list.
    AdjustedFunds,
    /// 全年执行数 of such a list.
    ExecutedFunds,
    ExecutionRate,
    Grade,
    Department,
    UnitName,
    Period,
    Goal,
    Activity,
    Core,
    /// All indicators of a row in one cell; no head word stands for it alone.
    Packed,
    Other,
}

impl HeaderRole {
    /// Whether it tells a list's project, or its amounts.
    pub fn is_list_key(self) -> bool {
        matches!(
            self,
            HeaderRole::ProjectCode
                | HeaderRole::ProjectName
                | HeaderRole::Budget
                | HeaderRole::FiscalFunds
                | HeaderRole::OtherFunds
        )
    }

    /// Whether it tells how a project was carried out, in a list of evaluated ones.
    pub fn is_evaluation_key(self) -> bool {
        matches!(
            self,
            HeaderRole::ApprovedFunds
                | HeaderRole::AdjustedFunds
                | HeaderRole::ExecutedFunds
                | HeaderRole::ExecutionRate
                | HeaderRole::Grade
        )
    }

    /// Whether it is a project's and not an indicator's.
    pub fn is_key(self) -> bool {
        let is_other_key = matches!(
            self,
            HeaderRole::Department | HeaderRole::UnitName | HeaderRole::Period | HeaderRole::Goal
        );
        is_other_key || self.is_list_key() || self.is_evaluation_key()
    }
}

impl HeaderRole {
    /// Whether a remark in parentheses after the header word changes nothing: 指标值（包含数字及文字描述）.
    fn takes_remarks(self) -> bool {
        matches!(
            self,
            HeaderRole::Level3
                | HeaderRole::Target
                | HeaderRole::Adjusted
                | HeaderRole::Actual
                | HeaderRole::Weight
                | HeaderRole::Score
                | HeaderRole::Remark
        )
    }
}

/// What a label outside the indicator block announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum FormLabel {
    ProjectName,
    ProjectCode,
    Department,
    ImplementingUnit,
    Period,
    /// One level's share of the fiscal money (中央资金, 市级财政资金).
    FiscalShare,
    Budget,
    FiscalFunds,
    OtherFunds,
    Goal,
    Actual,
    PaymentPlan,
    Approved,
    ApprovedPart,
    Adjusted,
    Executed,
    Balance,
    ExecutionRate,
    TotalScore,
    Grade,
    Side,
    AnalysisSide,
    Analysis,
}

/// The words of performance forms, ready for look-up.
#[derive(Debug, Clone)]
pub struct PerformanceVocabulary {
    header: BTreeMap<String, HeaderRole>,
    stems: Vec<(String, HeaderRole)>,
    form: BTreeMap<String, FormLabel>,
    form_stems: Vec<(String, FormLabel)>,
    share_levels: BTreeSet<String>,
    share_funds: Vec<String>,
    level1: BTreeSet<String>,
    level2: BTreeSet<String>,
    names_too: BTreeSet<String>,
    output: BTreeSet<String>,
    output_only: BTreeSet<String>,
    pub(super) operators: Vec<(String, Operator)>,
    signs: Vec<String>,
    pub(super) suffixes: Vec<(String, Operator)>,
    pub(super) prefixes: Vec<String>,
    text_operators: BTreeSet<String>,
    neutral: BTreeSet<String>,
    no_units: BTreeSet<String>,
    pub(super) approximate: Vec<String>,
    pub(super) frequencies: Vec<String>,
    name_units: BTreeSet<String>,
    no_points: BTreeSet<String>,
    pub(super) dates: BTreeSet<String>,
    no_indicator: Regex,
    no_goal: Regex,
    pub(super) stated_budget: Regex,
    pub(super) title_suffixes: Vec<String>,
    pub(super) generic: Vec<String>,
    whole_unit: Vec<String>,
    unit_labels: BTreeSet<String>,
    pub(super) agencies: Vec<String>,
    grades: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    header: BTreeMap<HeaderRole, Vec<String>>,
    stem: BTreeMap<HeaderRole, Vec<String>>,
    form: BTreeMap<FormLabel, Vec<String>>,
    form_stem: BTreeMap<FormLabel, Vec<String>>,
    shares: Shares,
    levels: Levels,
    targets: Targets,
    placeholders: Placeholders,
    titles: Titles,
    stated: Stated,
    grades: Grades,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Levels {
    level1: Vec<String>,
    level2: Vec<String>,
    names_too: Vec<String>,
    output: Vec<String>,
    output_only: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shares {
    levels: Vec<String>,
    funds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Targets {
    ge: Vec<String>,
    le: Vec<String>,
    gt: Vec<String>,
    lt: Vec<String>,
    eq: Vec<String>,
    ge_suffix: Vec<String>,
    le_suffix: Vec<String>,
    text: Vec<String>,
    neutral: Vec<String>,
    no_unit: Vec<String>,
    prefixes: Vec<String>,
    approximate: Vec<String>,
    frequencies: Vec<String>,
    dates: Vec<String>,
    name_units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placeholders {
    indicator: Vec<String>,
    goal: Vec<String>,
    points: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Titles {
    suffixes: Vec<String>,
    generic: Vec<String>,
    whole_unit: Vec<String>,
    unit_labels: Vec<String>,
    agencies: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    budget: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grades {
    words: Vec<String>,
}

impl PerformanceVocabulary {
    /// The vocabulary that ships with the program.
    ///
    /// # Errors
    /// As [`PerformanceVocabulary::parse`]; a test proves that the shipped file has none.
    pub fn builtin() -> Result<PerformanceVocabulary, VocabularyError> {
        PerformanceVocabulary::parse(include_str!("../../../../schemas/vocab/performance.toml"))
    }

    /// Reads a vocabulary from TOML.
    ///
    /// # Errors
    /// The text is no TOML of the expected shape, or a placeholder is no regular expression.
    pub fn parse(toml: &str) -> Result<PerformanceVocabulary, VocabularyError> {
        let file: File = parse_toml(FILE, toml)?;
        let t = &file.targets;
        let operators = longest_first(&[
            (&t.ge, Operator::Ge),
            (&t.le, Operator::Le),
            (&t.gt, Operator::Gt),
            (&t.lt, Operator::Lt),
            (&t.eq, Operator::Eq),
        ]);
        let is_sign = |word: &&String| !word.contains(char::is_alphabetic);
        let signs = operators.iter().map(|(word, _)| word).filter(is_sign).cloned().collect();
        Ok(PerformanceVocabulary {
            header: by_word(&file.header),
            stems: longest_stem_first(&file.stem),
            form: by_word(&file.form),
            form_stems: longest_stem_first(&file.form_stem),
            share_levels: set(&file.shares.levels),
            share_funds: by_length(&file.shares.funds),
            level1: set(&file.levels.level1),
            level2: set(&file.levels.level2),
            names_too: set(&file.levels.names_too),
            output: set(&file.levels.output),
            output_only: set(&file.levels.output_only),
            operators,
            signs,
            suffixes: longest_first(&[(&t.ge_suffix, Operator::Ge), (&t.le_suffix, Operator::Le)]),
            prefixes: by_length(&t.prefixes),
            text_operators: set(&t.text),
            neutral: set(&t.neutral),
            no_units: set(&t.no_unit),
            approximate: by_length(&t.approximate),
            frequencies: by_length(&t.frequencies),
            name_units: set(&t.name_units),
            no_points: set(&file.placeholders.points),
            dates: set(&t.dates),
            no_indicator: whole_text(&file.placeholders.indicator)?,
            no_goal: whole_text(&file.placeholders.goal)?,
            stated_budget: amount_after(&file.stated.budget)?,
            title_suffixes: by_length(&file.titles.suffixes),
            generic: by_length(&file.titles.generic),
            whole_unit: file.titles.whole_unit.clone(),
            unit_labels: set(&file.titles.unit_labels),
            agencies: by_length(&file.titles.agencies),
            grades: set(&file.grades.words),
        })
    }

    /// The role of a column whose header says `text`.
    pub fn header_role(&self, text: &str) -> Option<HeaderRole> {
        let key = label_key(text);
        self.header
            .get(&key)
            .or_else(|| self.header.get(without_unit(&key)))
            .or_else(|| self.header.get(without_remark(&key)?).filter(|role| role.takes_remarks()))
            .copied()
    }

    /// The roles that parts of a head speak for, the longest part first, and whether the head ends with it.
    pub(super) fn head_stems(&self, text: &str) -> Vec<(HeaderRole, &str, bool)> {
        let key = label_key(text);
        let bare = without_remark(without_unit(&key)).unwrap_or(without_unit(&key));
        let mut found: Vec<(HeaderRole, &str, bool)> = Vec::new();
        for (stem, role) in self.stems.iter().filter(|(stem, _)| bare.contains(stem.as_str())) {
            let is_end = bare.ends_with(stem.as_str());
            if found.iter().all(|(known, _, ends)| known != role || is_end && !ends) {
                found.retain(|(known, ..)| known != role);
                found.push((*role, stem, is_end));
            }
        }
        found
    }

    /// What a label announces whose wording is not listed but ends like one.
    pub(super) fn form_label_like(&self, text: &str) -> Option<FormLabel> {
        const LONGEST: usize = 14;
        if let Some(label) = self.form_label(text) {
            return Some(label);
        }
        let key = label_key(text);
        let bare = without_formula(without_unit(&key)).unwrap_or(without_unit(&key));
        // 执行率分值（10分）, 年度目标（2025年）, 预期目标（年初设定）
        let bare = match bare.rsplit_once('(') {
            Some((label, remark)) if remark.ends_with("分)") || remark.contains('年') => label,
            _ => bare,
        };
        if let Some(label) = self.form.get(bare) {
            return Some(*label);
        }
        if bare.chars().count() > LONGEST || bare.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let is_share = self.share_funds.iter().any(|fund| {
            bare.strip_suffix(fund.as_str()).is_some_and(|level| self.share_levels.contains(level))
        });
        if is_share {
            return Some(FormLabel::FiscalShare);
        }
        self.form_stems.iter().find(|(stem, _)| bare.ends_with(stem.as_str())).map(|(_, label)| *label)
    }

    /// What a label outside the indicator block announces.
    pub fn form_label(&self, text: &str) -> Option<FormLabel> {
        let key = label_key(text);
        self.form
            .get(&key)
            .or_else(|| self.form.get(without_unit(&key)))
            .or_else(|| self.form.get(without_formula(&key)?))
            .copied()
    }

    /// A level's word without its numbering and points: 1-产出指标, （一）产出指标, 产出指标（50分）, 产出指标:.
    /// `None` for a text that is no level.
    pub(super) fn level_word(&self, text: &str) -> Option<String> {
        let key = squeeze(text);
        let key = key.trim_end_matches([':', '、']);
        let key = match key.rfind('(') {
            Some(at) if at > 0 && key.ends_with(')') && key[at..].contains(|c: char| c.is_ascii_digit()) => {
                &key[..at]
            }
            _ => key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '分' | '%')),
        };
        let bare = key.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "()一二三四五六七八九十、.-—_".contains(c) || matches!(c, '①'..='⑳')
        });
        // 一级指标 begins with a numeral of its own; no level word does.
        let is_level = |word: &str| self.level1.contains(word) || self.level2.contains(word);
        if is_level(bare) {
            return Some(bare.to_owned());
        }
        // A cell over a page break may be printed on both pages, on one of them only in part: 产出指标产出.
        let ends = bare.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
        let mut whole = ends.filter(|at| is_level(&bare[..*at]) && bare[..*at].starts_with(&bare[*at..]));
        whole.next_back().map(|at| bare[..at].to_owned())
    }

    /// The levels that a text begins with, and what follows: 产出指标数量指标X. No word boundary is printed, so
    /// that the longest words are taken.
    pub(super) fn leading_levels<'t>(&self, text: &'t str) -> (Option<String>, Option<String>, &'t str) {
        fn cut<'t>(text: &'t str, words: &BTreeSet<String>) -> Option<(String, &'t str)> {
            // Only such words are taken, whatever else is the longest.
            if !text.contains("指标") && !text.contains("满意度") {
                return None;
            }
            let word =
                words.iter().filter(|word| text.starts_with(word.as_str())).max_by_key(|word| word.len())?;
            // A short word (数量, 质量) begins many names; only the full one (数量指标) is a level.
            let rest = &text[word.len()..];
            let after = rest.trim_start_matches(['-', '—', ':', '：', '/', '、', '_', '；', ';', '|', ' ']);
            (word.ends_with("指标") || word.ends_with("满意度") && after.len() < rest.len())
                .then(|| (word.clone(), after))
        }
        let (first, rest) = match cut(text, &self.level1) {
            Some((word, rest)) => (Some(word), rest),
            None => (None, text),
        };
        match cut(rest, &self.level2) {
            Some((word, after)) if !after.is_empty() => (first, Some(word), after),
            _ => (first, None, rest),
        }
    }

    /// Whether a title says that its form is of a whole unit (部门整体支出绩效自评表).
    pub(super) fn is_whole_unit_title(&self, title: &str) -> bool {
        let title = squeeze(title);
        self.whole_unit.iter().any(|word| title.contains(word.as_str()))
    }

    /// Whether a label announces the name of the unit that a form is of.
    pub(super) fn is_unit_label(&self, text: &str) -> bool {
        self.unit_labels.contains(&label_key(text))
    }

    /// Whether a text is a comparison as an operator's column prints it: a sign or its words.
    pub(super) fn is_comparison(&self, text: &str) -> bool {
        let key = squeeze(text);
        self.operators.iter().any(|(word, _)| *word == key)
    }

    /// Whether a text is a unit that names end with.
    pub(super) fn is_unit(&self, text: &str) -> bool {
        self.name_units.contains(&squeeze(text))
    }

    /// Whether a text is a word of the 一级指标 column.
    pub fn is_level1(&self, text: &str) -> bool {
        self.level1.contains(&squeeze(text))
    }

    /// Whether a text is a word of the 二级指标 column.
    pub fn is_level2(&self, text: &str) -> bool {
        self.level2.contains(&squeeze(text))
    }

    /// Whether a second level stands under a known first level where it makes no sense (时效指标 under 成本指标).
    pub fn is_odd_pair(&self, level1: &str, level2: &str) -> bool {
        self.is_level1(level1)
            && !self.output.contains(&squeeze(level1))
            && self.output_only.contains(&squeeze(level2))
    }

    /// Whether a level word also serves as the name of one indicator.
    pub fn is_name_too(&self, text: &str) -> bool {
        self.names_too.contains(&squeeze(text))
    }

    /// Whether the operator column says that the target is in words (文字描述).
    pub fn is_text_operator(&self, text: &str) -> bool {
        self.text_operators.contains(&squeeze(text))
    }

    /// Whether the operator column says what kind of indicator it is (定量) and not how it compares.
    pub fn is_neutral_operator(&self, text: &str) -> bool {
        self.neutral.contains(&squeeze(text))
    }

    /// Whether the unit column says that the target has none (无, /).
    pub(super) fn is_no_unit(&self, text: &str) -> bool {
        self.no_units.contains(&squeeze(text))
    }

    /// The comparisons that are signs and not words.
    pub(super) fn signs(&self) -> impl Iterator<Item = &str> {
        self.signs.iter().map(String::as_str)
    }

    /// The unit in parentheses at the end of an indicator's name: 补助标准（元）.
    pub fn unit_of_name(&self, name: &str) -> Option<String> {
        const SYMBOLS: [&str; 8] = ["m2", "m3", "km", "km2", "kg", "t", "kwh", "mm"];
        let name = squeeze(name);
        let inner = name.strip_suffix(')')?.rsplit_once('(')?.1;
        let inner = inner.strip_prefix("单位:").unwrap_or(inner);
        // A multiple of a known unit (万台), or one unit for another (元/平方米).
        let is_known = |unit: &str| {
            let one = unit.trim_start_matches(['十', '百', '千', '万', '亿']);
            self.name_units.contains(unit)
                || self.name_units.contains(one)
                || SYMBOLS.contains(&unit.to_ascii_lowercase().as_str())
                || matches!(unit, "㎡" | "㎥" | "㎞" | "m²" | "m³" | "km²" | "℃")
        };
        (!inner.is_empty() && inner.split('/').all(is_known)).then(|| inner.to_owned())
    }

    /// Whether a text under 分值 or 得分 says that there are no points.
    pub fn is_no_points(&self, text: &str) -> bool {
        self.no_points.contains(&squeeze(text))
    }

    /// Whether an indicator's name is the placeholder of an unfilled form (指标1：).
    pub fn is_placeholder(&self, text: &str) -> bool {
        let key = squeeze(text);
        key.is_empty() || self.no_indicator.is_match(&key)
    }

    /// Whether a goal is the placeholder of an unfilled form (目标1： 目标2：).
    pub fn is_goal_placeholder(&self, text: &str) -> bool {
        let key = squeeze(text);
        key.is_empty() || self.no_goal.is_match(&key)
    }

    /// Whether a text is a grade (优, 良, 中, 差).
    pub fn is_grade(&self, text: &str) -> bool {
        self.grades.contains(&squeeze(text))
    }
}

/// A label as compared: no white space, no trailing colon, no 其中：.
pub(super) fn label_key(text: &str) -> String {
    let mut key = squeeze(text);
    key.truncate(key.trim_end_matches(':').len());
    let own = key.strip_prefix("其中:").unwrap_or(&key);
    let own = own.strip_prefix("其中").filter(|own| !own.is_empty()).unwrap_or(own);
    key.drain(..key.len() - own.len());
    key
}

/// The label without a unit in parentheses at its end: 资金金额(万元).
fn without_unit(key: &str) -> &str {
    let units = ["(万元)", "(元)", "(千元)", "(亿元)", "(单位:万元)", "(单位:元)", "(%)"];
    units.iter().find_map(|unit| key.strip_suffix(unit)).map_or(key, |k| k.trim_end_matches(':'))
}

/// The label without the letter or formula of its column: 全年预算数(A), 执行率(B/A).
fn without_formula(key: &str) -> Option<&str> {
    let (label, formula) = key.strip_suffix(')')?.rsplit_once('(')?;
    let is_formula =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '÷' | '-' | '+' | '*' | '×' | '%');
    formula.chars().all(is_formula).then_some(label)
}

/// The label without a remark in parentheses at its end.
fn without_remark(key: &str) -> Option<&str> {
    key.strip_suffix(')')?.rsplit_once('(').map(|(label, _)| label)
}

fn by_word<R: Copy>(roles: &BTreeMap<R, Vec<String>>) -> BTreeMap<String, R> {
    roles.iter().flat_map(|(role, words)| words.iter().map(|word| (squeeze(word), *role))).collect()
}

fn set(words: &[String]) -> BTreeSet<String> {
    words.iter().map(|word| squeeze(word)).collect()
}

/// The stems with their roles, the longest first; of equal ones the order of the roles decides.
fn longest_stem_first<R: Copy>(roles: &BTreeMap<R, Vec<String>>) -> Vec<(String, R)> {
    let mut all: Vec<(String, R)> =
        roles.iter().flat_map(|(role, words)| words.iter().map(|word| (squeeze(word), *role))).collect();
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    all
}

fn by_length(words: &[String]) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(|word| squeeze(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

fn longest_first(lists: &[(&Vec<String>, Operator)]) -> Vec<(String, Operator)> {
    let mut all: Vec<(String, Operator)> = lists
        .iter()
        .flat_map(|(words, operator)| words.iter().map(|word| (squeeze(word), *operator)))
        .collect();
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    all
}

/// One of the words, a number and its unit. What is another's (其他预算数) is not the project's.
fn amount_after(words: &[String]) -> Result<Regex, VocabularyError> {
    Regex::new(&format!(
        r"(?:^|[^他余])(?:{})[:为是]{{0,2}}([\d,.]+)(亿元|万元|千元|元|亿|万)",
        words.join("|")
    ))
    .map_err(|error| VocabularyError::new(FILE, None, error.to_string()))
}

fn whole_text(patterns: &[String]) -> Result<Regex, VocabularyError> {
    Regex::new(&format!("^(?:{})$", patterns.join("|")))
        .map_err(|error| VocabularyError::new(FILE, None, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_are_found_in_every_spelling() {
        let words = PerformanceVocabulary::builtin().unwrap();
        assert_eq!(words.header_role("二级\n指标"), Some(HeaderRole::Level2));
        assert_eq!(words.header_role("评（扣）分标准"), Some(HeaderRole::ScoringRule));
        assert_eq!(words.header_role("产出指标"), None);
        assert_eq!(words.form_label("其中： 财政拨款"), Some(FormLabel::FiscalFunds));
        assert_eq!(words.form_label("资金金额 (万元)"), Some(FormLabel::Side));
        assert_eq!(words.form_label("资金总额:"), Some(FormLabel::Budget));
        assert!(
            words.is_placeholder("指标1：")
                && words.is_placeholder("……")
                && !words.is_placeholder("指标完成率")
        );
        assert!(
            words.is_goal_placeholder("目标1: 目标2: 目标3:") && !words.is_goal_placeholder("目标1：建成")
        );
    }

    #[test]
    fn a_broken_file_says_what_is_wrong() {
        let error = PerformanceVocabulary::parse("[header]\nlevel9 = []").unwrap_err();
        assert!(error.to_string().contains("level9"), "{error}");
    }
}
