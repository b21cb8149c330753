//! The fiscal year, the stage (预算, 决算) and the title, told by votes of titles and captions.

use super::cover::Cover;
use super::evidence::{Line, LineKind, Origin, year_end};
use super::vocabulary::FactsVocabulary;
use super::weights;
use mingxi_model::{ColumnRole, Stage, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Votes for the values of one fact, with the place of each value's first vote.
#[derive(Debug, Clone)]
pub(crate) struct Votes<T> {
    counts: BTreeMap<T, (u32, Origin)>,
    /// What the cover says.
    cover: BTreeSet<T>,
}

impl<T: Ord + Copy> Votes<T> {
    pub(crate) fn new() -> Votes<T> {
        Votes { counts: BTreeMap::new(), cover: BTreeSet::new() }
    }

    fn add_line(&mut self, value: T, weight: u32, line: &Line) {
        if line.kind == LineKind::Opening {
            self.cover.insert(value);
        }
        let origin = &line.origin;
        let entry = self.counts.entry(value).or_insert_with(|| (0, origin.clone()));
        entry.0 += weight;
    }

    /// The values by votes, most first.
    pub(crate) fn ranked(&self) -> Vec<(T, u32, &Origin)> {
        let mut ranked: Vec<_> = self.counts.iter().map(|(v, (n, o))| (*v, *n, o)).collect();
        ranked.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        ranked
    }

    /// The value that has at least twice the votes of any other, else the only one of the cover.
    pub(crate) fn winner(&self) -> Option<(T, &Origin)> {
        let ranked = self.ranked();
        let (value, count, origin) = ranked.first()?;
        let clear = ranked.get(1).is_none_or(|(_, second, _)| count >= &(second * 2));
        if clear {
            return Some((*value, origin));
        }
        let mut cover = self.cover.iter();
        let (Some(said), None) = (cover.next(), cover.next()) else {
            return None;
        };
        self.counts.get(said).map(|(_, origin)| (*said, origin))
    }
}

/// Votes for the fiscal year. Titles and captions come first; sentences and the file's name are asked only
/// where those are silent.
pub(crate) fn years(
    lines: &[Line],
    tables: &[Table],
    cover: Option<&Cover>,
    agency: Option<&str>,
) -> Votes<i16> {
    let mut votes = Votes::new();
    for line in lines.iter().filter(|line| weights::line(line.kind) > 0) {
        if let Some(year) = year_of_line(&line.folded, agency) {
            votes.add_line(year, weights::line(line.kind), line);
        }
    }
    // A year that stands apart from its title, or a title torn inside its year.
    if let Some(cover) = cover
        && votes.cover.is_empty()
        && let Some(year) = year_of_line(&cover.folded, agency)
    {
        let line = Line::of_cover(cover.origin.clone());
        votes.add_line(year, weights::line(line.kind), &line);
    }
    if votes.counts.is_empty() {
        for line in lines {
            match line.kind {
                LineKind::FileName => {
                    if let Some(year) = year_of_file(&line.folded) {
                        votes.add_line(year, 2, line);
                    }
                }
                LineKind::Prose => {
                    if let Some(year) = leading_year(&line.folded).map(|(year, _)| year) {
                        votes.add_line(year, 1, line);
                    }
                }
                _ => {}
            }
        }
    }
    if votes.counts.is_empty() {
        for table in tables {
            if let Some(year) = year_of_heads(table) {
                let origin =
                    Origin { what: "the heads of a table", place: None, table_id: Some(table.table_id) };
                votes.add_line(year, 1, &Line::of_heads(origin));
            }
        }
    }
    votes
}

/// The latest year of a table's columns of budgeted or spent amounts: 2025 of 2024年度决算数 | 2025年度决算数.
fn year_of_heads(table: &Table) -> Option<i16> {
    let heads = table.columns.iter().filter(|column| column.role == ColumnRole::Value).flat_map(|c| &c.path);
    heads
        .filter_map(|head| leading_year(head).filter(|(_, rest)| is_disclosure(rest)))
        .map(|(year, _)| year)
        .max()
}

/// The year of a title or caption: `预算年度：2023`, `2023年度`, `2023年部门收支预算表`, X局2024年度部门决算.
pub(crate) fn year_of_line(folded: &str, agency: Option<&str>) -> Option<i16> {
    let labels = ["预算年度:", "决算年度:", "年度:", "预算年份:", "会计年度:"];
    if let Some(rest) = labels.iter().find_map(|label| folded.strip_prefix(label)) {
        return digits_year(rest);
    }
    let line = folded.trim_start_matches(['(', '《', '-', '—']);
    let line = agency.and_then(|name| line.strip_prefix(name)).unwrap_or(line);
    if let Some((year, rest)) = leading_year(line) {
        let rest = rest.trim_end_matches([')', '》', '-', '—']);
        return (rest.is_empty() || is_disclosure(rest)).then_some(year);
    }
    // The name before the year may be one that this document alone uses; the words behind decide.
    let at = line.match_indices("年").find_map(|(at, _)| {
        at.checked_sub(4).filter(|start| line.get(*start..).is_some_and(|tail| digits_year(tail).is_some()))
    })?;
    let head = &line[..at];
    let compared = ["较", "比", "与", "至", "止", "于", "下达", "到"].iter().any(|word| head.contains(word));
    let (year, rest) = leading_year(&line[at..])?;
    (!compared && is_disclosure(rest)).then_some(year)
}

/// Whether the words behind a year name a disclosure: 部门预算, 度决算公开, 部门收支预算表.
fn is_disclosure(rest: &str) -> bool {
    (rest.contains("预算") || rest.contains("决算") || rest.contains("绩效") || rest.ends_with('表'))
        && !rest.starts_with(|c: char| c.is_ascii_digit())
        && !rest.starts_with(['末', '底', '初'])
        && !rest.contains("通知")
}

/// `2023年度…` at the beginning: the year and what follows.
fn leading_year(text: &str) -> Option<(i16, &str)> {
    let year = digits_year(text)?;
    let end = year_end(text, 0)?;
    Some((year, &text[end..]))
}

/// The four digits at the beginning, if they are a year of this century and no longer number.
fn digits_year(text: &str) -> Option<i16> {
    let digits = text.get(..4).filter(|d| d.starts_with("20"))?;
    if text[4..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The year of a file's name: `…2024年度部门决算`, `…25年预算`.
fn year_of_file(folded: &str) -> Option<i16> {
    let mut years: Vec<i16> = Vec::new();
    for (at, _) in folded.match_indices('年') {
        let digits = folded[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let number = &folded[at - digits..at];
        let year = match digits {
            4 => digits_year(number),
            2 => number.parse::<i16>().ok().map(|short| 2000 + short),
            _ => None,
        };
        years.extend(year);
    }
    years.dedup();
    (years.len() == 1).then(|| years[0])
}

/// Votes for the stage.
pub(crate) fn stages(lines: &[Line], cover: Option<&Cover>, vocabulary: &FactsVocabulary) -> Votes<Stage> {
    let mut votes = Votes::new();
    for line in lines.iter().filter(|line| line.kind != LineKind::Prose) {
        if let Some(stage) = stage_of(&line.folded, vocabulary) {
            votes.add_line(stage, weights::line(line.kind).max(1), line);
        }
    }
    if let Some(cover) = cover
        && votes.cover.is_empty()
        && let Some(stage) = stage_of(&cover.folded, vocabulary)
    {
        let line = Line::of_cover(cover.origin.clone());
        votes.add_line(stage, weights::line(line.kind), &line);
    }
    if votes.counts.is_empty() {
        // A form of goals belongs to the budget, one of what was reached to the accounts.
        for line in lines.iter().filter(|line| matches!(line.kind, LineKind::Opening | LineKind::Title)) {
            let form = vocabulary.stage_forms.iter().find(|(words, _)| line.folded.contains(words.as_str()));
            if let Some((_, stage)) = form {
                votes.add_line(*stage, 1, line);
            }
        }
    }
    if votes.counts.is_empty() {
        for line in lines.iter().filter(|line| line.kind == LineKind::Prose) {
            if let Some(stage) = stage_of(&line.folded, vocabulary) {
                votes.add_line(stage, 1, line);
            }
        }
    }
    votes
}

/// 决算 also speaks of its budget, 预算 hardly of final accounts: 决算 decides within a line.
pub(crate) fn stage_of(folded: &str, vocabulary: &FactsVocabulary) -> Option<Stage> {
    let mut text = folded.to_owned();
    for word in &vocabulary.stage_ignored {
        if text.contains(word.as_str()) {
            text = text.replace(word.as_str(), "");
        }
    }
    if text.contains("决算") {
        Some(Stage::FinalAccounts)
    } else if text.contains("预算") {
        Some(Stage::Budget)
    } else {
        None
    }
}

/// The document's title: the cover's, else the heading inside that names agency, year and disclosure.
pub(crate) fn title(
    cover: Option<Cover>,
    lines: &[Line],
    agency: Option<&str>,
    vocabulary: &FactsVocabulary,
) -> Option<(String, Origin)> {
    match cover {
        Some(cover) => Some((cover.title, cover.origin)),
        None => inner_title(lines, agency?, vocabulary),
    }
}

/// A document without a cover: the heading inside that names the agency, the year and the disclosure
/// (X局本级2023年单位预算信息公开情况说明).
fn inner_title(lines: &[Line], agency: &str, vocabulary: &FactsVocabulary) -> Option<(String, Origin)> {
    let names = |line: &&Line| {
        matches!(line.kind, LineKind::Short)
            && line.folded.starts_with(agency)
            && stage_of(&line.folded, vocabulary).is_some()
            && year_of_line(&line.folded, Some(agency)).is_some()
            && vocabulary.title_endings.iter().any(|ending| line.folded.ends_with(ending.as_str()))
    };
    lines.iter().find(names).map(|line| (line.printed.clone(), line.origin.clone()))
}
