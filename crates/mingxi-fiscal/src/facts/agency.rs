//! The agency: its name, its printed form, its scope suffix and its budget code.

use super::evidence::{Line, LineKind, Origin};
use super::vocabulary::FactsVocabulary;
use mingxi_model::text::{is_han, is_space, squeeze};
use mingxi_model::{Scope, Table};
use std::collections::BTreeMap;

/// Longest name of an agency, in characters.
const NAME: usize = 40;

/// A name as found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// As printed, without white space.
    pub(crate) printed: String,
    /// As printed, without scope suffixes.
    pub(crate) bare: String,
    /// What the suffix says.
    pub(crate) scope: Option<Scope>,
}

/// An agency that the document may be about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Candidate {
    /// Sum of the evidence's weights.
    pub(crate) weight: u32,
    /// Named on the cover.
    pub(crate) on_cover: bool,
    /// Printed forms with their weights.
    pub(crate) forms: BTreeMap<String, u32>,
    /// The bare name as printed first.
    pub(crate) bare: String,
    /// Scopes that suffixes state, with their weights: unit, department.
    pub(crate) scopes: [u32; 2],
    /// Where it was found first.
    pub(crate) origin: Origin,
}

/// All agencies that titles, captions and forms name, by folded bare name.
pub(crate) fn candidates(
    lines: &[Line],
    tables: &[Table],
    vocabulary: &FactsVocabulary,
) -> BTreeMap<String, Candidate> {
    let mut found = BTreeMap::new();
    let mut label_above = false;
    for line in lines.iter().filter(|line| line.kind != LineKind::Prose) {
        if let Some(value) = labelled(line, &vocabulary.labels) {
            label_above = value.0.is_empty();
            if let Some(name) = name_of(&value.0, &value.1, vocabulary) {
                add(&mut found, name, 3, line);
            }
            continue;
        }
        let whole = name_of(&line.printed, &line.folded, vocabulary);
        if let Some(name) = whole.filter(|_| std::mem::take(&mut label_above)) {
            add(&mut found, name, 3, line);
        } else if let Some((_, name)) = coded(&line.printed, &line.folded, vocabulary) {
            add(&mut found, name, 3, line);
        } else if let Some((name, alone)) = unlabelled(line, vocabulary) {
            let weight = match (line.kind, alone) {
                (LineKind::Opening, _) => 5,
                (LineKind::FileName, _) | (_, true) => 1,
                (_, false) => 2,
            };
            add(&mut found, name, weight, line);
        }
    }
    add_cells(&mut found, tables, vocabulary);
    merge_short_names(&mut found, vocabulary);
    found
}

fn add(found: &mut BTreeMap<String, Candidate>, name: Name, weight: u32, line: &Line) {
    let candidate = found.entry(squeeze(&name.bare)).or_insert_with(|| Candidate {
        bare: name.bare.clone(),
        origin: line.origin.clone(),
        ..Candidate::default()
    });
    candidate.weight += weight;
    candidate.on_cover |= line.kind == LineKind::Opening;
    *candidate.forms.entry(name.printed).or_default() += weight;
    if let Some(scope) = name.scope {
        candidate.scopes[usize::from(scope == Scope::Department)] += weight;
    }
}

/// Forms of label/value pairs: 部门(单位)名称 | name. A label that may mean the agency above counts once.
fn add_cells(found: &mut BTreeMap<String, Candidate>, tables: &[Table], vocabulary: &FactsVocabulary) {
    let mut weak: BTreeMap<String, (Name, i32)> = BTreeMap::new();
    for (table, left, right) in neighbours(tables) {
        let label = squeeze(left).trim_end_matches(':').to_owned();
        let strong = vocabulary.labels.contains(&label);
        if !strong && !vocabulary.weak_labels.contains(&label) {
            continue;
        }
        let printed = without_space(right);
        let folded = super::evidence::fold(&printed);
        let name = coded(&printed, &folded, vocabulary)
            .map(|(_, name)| name)
            .or_else(|| name_of(&printed, &folded, vocabulary));
        let Some(name) = name else { continue };
        if strong {
            add(found, name, 2, &cell_line(table));
        } else {
            weak.entry(squeeze(&name.bare)).or_insert((name, table));
        }
    }
    for (name, table) in weak.into_values() {
        add(found, name, 1, &cell_line(table));
    }
}

fn cell_line(table_id: i32) -> Line {
    Line {
        kind: LineKind::Caption,
        printed: String::new(),
        folded: String::new(),
        origin: Origin { what: "a form's cell", place: None, table_id: Some(table_id) },
    }
}

/// A name without its city (普陀区财政局) is the same agency as the one with it, where only one has that end.
fn merge_short_names(found: &mut BTreeMap<String, Candidate>, vocabulary: &FactsVocabulary) {
    let mut longer: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for long in found.keys() {
        let start = long.len() - vocabulary.without_prefix(long).len();
        for (cut, _) in long.char_indices().filter(|(cut, _)| *cut > start) {
            let (head, short) = (&long[start..cut], &long[cut..]);
            let is_place = || vocabulary.regions.match_start(head).is_some_and(|m| m.length == head.len());
            if found.contains_key(short) && is_place() {
                longer.entry(short.to_owned()).or_default().push(long.clone());
            }
        }
    }
    // A name may lose its province and then its city too: all are merged into the longest.
    let mut shorts: Vec<(String, Vec<String>)> = longer.into_iter().collect();
    shorts.sort_by_key(|(short, _)| short.len());
    for (short, mut longs) in shorts {
        longs.sort_by_key(|long| std::cmp::Reverse(long.len()));
        let nested = longs.windows(2).all(|pair| pair[0].ends_with(pair[1].as_str()));
        let Some(long) = longs.first().filter(|_| nested) else {
            continue;
        };
        let Some(part) = found.remove(&short) else {
            continue;
        };
        if let Some(whole) = found.get_mut(long) {
            whole.weight += part.weight;
            whole.on_cover |= part.on_cover;
            whole.scopes[0] += part.scopes[0];
            whole.scopes[1] += part.scopes[1];
        }
    }
}

/// The value behind one of the labels (printed, folded); empty where the value stands on the next line.
fn labelled(line: &Line, labels: &[String]) -> Option<(String, String)> {
    let rest = labels.iter().find_map(|label| line.folded.strip_prefix(label.as_str())?.strip_prefix(':'))?;
    let skipped = line.folded.chars().count() - rest.chars().count();
    let value: String = rest[..end_of_value(rest)].to_owned();
    let printed = line.printed.chars().skip(skipped).take(value.chars().count()).collect();
    Some((printed, value))
}

/// Where the next label of a caption line with several labels begins.
fn end_of_value(text: &str) -> usize {
    let labels = ["金额单位", "单位:", "预算年度", "公开", "日期", "填报", "编制"];
    let years = (0..text.len()).find(|at| is_year_at(text, *at));
    labels
        .iter()
        .filter_map(|label| text.find(label).filter(|at| *at > 0))
        .chain(years)
        .min()
        .unwrap_or(text.len())
}

/// Whether `20dd年` begins at a byte offset.
fn is_year_at(text: &str, at: usize) -> bool {
    text.get(at..at + 4).is_some_and(|y| y.starts_with("20") && y.bytes().all(|b| b.is_ascii_digit()))
        && text[at + 4..].starts_with('年')
}

/// A line that is a name, or a name with the year and kind of the disclosure (X局2024年度部门决算). The flag
/// says that the name stands alone.
fn unlabelled(line: &Line, vocabulary: &FactsVocabulary) -> Option<(Name, bool)> {
    let mut rest = line.folded.as_str();
    if let Some((part, after)) = rest.split_once("部分").filter(|(part, _)| part.starts_with('第')) {
        rest = if part.chars().count() <= 3 { after } else { rest };
    }
    if is_year_at(rest, 0) {
        rest = rest[4..].trim_start_matches('年').trim_start_matches('度');
    }
    let skipped = line.folded.chars().count() - rest.chars().count();
    let year = (0..rest.len()).find(|at| is_year_at(rest, *at));
    let words =
        vocabulary.scope_titles.iter().map(|(words, _)| words.as_str()).chain(["预算", "决算", "概况"]);
    let end = words.filter_map(|words| rest.find(words)).chain(year).min();
    let about = rest.contains("预算") || rest.contains("决算") || rest.contains("概况");
    if end.is_some() && !about {
        return None;
    }
    let head = &rest[..end.unwrap_or(rest.len())];
    let printed: String = line.printed.chars().skip(skipped).take(head.chars().count()).collect();
    let name = name_of(&printed, head, vocabulary)?;
    is_known(&squeeze(&name.bare), vocabulary).then_some((name, end.is_none()))
}

/// Whether an unlabelled name is an agency's: its kind is known, or it begins with a place.
fn is_known(folded: &str, vocabulary: &FactsVocabulary) -> bool {
    let name = vocabulary.without_prefix(folded);
    let place = vocabulary.regions.match_start(name).map_or(0, |m| m.length);
    (place > 0 && name[place..].chars().count() >= 2) || vocabulary.agency_type(folded).is_some()
}

/// A code before a name: `571001廊坊市广阳区医疗保障局本级`, `054001-长治市潞城区医疗保障局`.
pub(crate) fn coded(printed: &str, folded: &str, vocabulary: &FactsVocabulary) -> Option<(String, Name)> {
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    if !(3..=12).contains(&digits) {
        return None;
    }
    let rest = folded[digits..].trim_start_matches(['-', '—', '_', '|', '/']);
    if !rest.starts_with(is_han) {
        return None;
    }
    let skipped = folded.chars().count() - rest.chars().count();
    let printed: String = printed.chars().skip(skipped).collect();
    let name = name_of(&printed, rest, vocabulary)?;
    is_known(&squeeze(&name.bare), vocabulary).then(|| (folded[..digits].to_owned(), name))
}

/// A text that has the shape of an agency's name.
pub(crate) fn name_of(printed: &str, folded: &str, vocabulary: &FactsVocabulary) -> Option<Name> {
    if folded.chars().take(NAME + 1).count() > NAME {
        return None;
    }
    let mut bare = folded;
    let mut scope = None;
    while let Some((rest, said)) = vocabulary
        .scope_suffixes
        .iter()
        .find_map(|(suffix, said)| Some((bare.strip_suffix(suffix.as_str())?, *said)))
    {
        bare = rest;
        scope = Some(said);
    }
    let shaped = bare.chars().count() >= 3
        && bare.chars().all(|c| is_han(c) || matches!(c, '(' | ')' | '·' | '、'))
        && bare.starts_with(is_han)
        && vocabulary.endings.iter().any(|ending| bare.ends_with(ending.as_str()))
        && !["本", "我", "各", "该", "关于"].iter().any(|head| bare.starts_with(head));
    shaped.then(|| Name {
        printed: printed.to_owned(),
        bare: printed.chars().take(bare.chars().count()).collect(),
        scope,
    })
}

/// Budget codes beside the agency's name, with how often each stands there.
pub(crate) fn codes(
    agency: &str,
    lines: &[Line],
    tables: &[Table],
    vocabulary: &FactsVocabulary,
) -> BTreeMap<String, u32> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    let same = |name: &Name| squeeze(&name.bare) == agency;
    for line in lines.iter().filter(|line| line.kind != LineKind::Prose) {
        if let Some((code, _)) = coded(&line.printed, &line.folded, vocabulary).filter(|(_, n)| same(n)) {
            *found.entry(code).or_default() += 1;
        } else if let Some((_, value)) = labelled(line, &vocabulary.code_labels).filter(|v| is_code(&v.1)) {
            *found.entry(value).or_default() += 1;
        }
    }
    for (_, left, right) in neighbours(tables) {
        let label = squeeze(left);
        let printed = without_space(right);
        let folded = super::evidence::fold(&printed);
        if vocabulary.superior_labels.contains(&label) || !folded.ends_with(agency_tail(agency)) {
            continue;
        }
        let code = if let Some((code, _)) = coded(&printed, &folded, vocabulary).filter(|(_, n)| same(n)) {
            Some(code)
        } else if is_code(&label) && name_of(&printed, &folded, vocabulary).is_some_and(|n| same(&n)) {
            Some(label)
        } else {
            None
        };
        if let Some(code) = code {
            *found.entry(code).or_default() += 1;
        }
    }
    found
}

/// The last character of a name, with which a cell that holds it must end unless a scope suffix follows.
fn agency_tail(agency: &str) -> impl Fn(char) -> bool + use<> {
    let last = agency.chars().next_back();
    move |c| Some(c) == last || matches!(c, ')' | '级')
}

fn is_code(text: &str) -> bool {
    (3..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Horizontally neighbouring non-empty cells of all tables; the first cell of a row has an empty neighbour.
fn neighbours(tables: &[Table]) -> impl Iterator<Item = (i32, &str, &str)> {
    tables.iter().flat_map(|table| {
        let mut left: (u32, &str) = (u32::MAX, "");
        let filled = table.grid.cells().iter().filter(|cell| !cell.text.is_empty());
        filled.map(move |cell| {
            let neighbour = if left.0 == cell.row { left.1 } else { "" };
            left = (cell.row, cell.text.as_str());
            (table.table_id, neighbour, cell.text.as_str())
        })
    })
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}
