//! The agencies that a document names, each with the weight of what names it.

use super::cover::{Cover, name_in_title};
use super::evidence::{Line, LineKind, Origin, year_end};
use super::names::{Name, begins_with_place, coded, is_known, name_of};
use super::sentences;
use super::vocabulary::FactsVocabulary;
use super::weights::{Naming, SENTENCES};
use mingxi_model::text::{is_han, is_space, squeeze};
use mingxi_model::{Scope, Table};
use std::collections::BTreeMap;

/// An agency that the document may be about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Candidate {
    /// Sum of the evidence's weights.
    pub(crate) weight: u32,
    /// Named by the cover's title.
    pub(crate) in_title: bool,
    /// Named on the cover.
    pub(crate) on_cover: bool,
    /// Printed forms with their weights.
    pub(crate) forms: BTreeMap<String, u32>,
    /// The bare name as printed first.
    pub(crate) bare: String,
    /// Scopes that suffixes on the cover, in captions and headings state, with their weights: unit, department.
    pub(crate) scopes: [u32; 2],
    /// The same of suffixes that stand only in forms and sentences, which name an implementing unit as well.
    pub(crate) form_scopes: [u32; 2],
    /// Where it was found first.
    pub(crate) origin: Origin,
}

/// All agencies that titles, captions and forms name, by folded bare name.
pub(crate) fn candidates(
    cover: Option<&Cover>,
    lines: &[Line],
    tables: &[Table],
    vocabulary: &FactsVocabulary,
) -> BTreeMap<String, Candidate> {
    let mut found = BTreeMap::new();
    if let Some((cover, name)) = cover.and_then(|cover| Some((cover, cover.name.clone()?))) {
        let line = Line::of_cover(cover.origin.clone());
        add(&mut found, name, Naming::CoverTitle, &line);
    }
    let in_title = |line: &Line| {
        line.kind == LineKind::Opening && cover.is_some_and(|cover| cover.folded.contains(&line.folded))
    };
    let mut label_above = false;
    for (at, line) in lines.iter().enumerate() {
        if line.kind == LineKind::Prose || in_title(line) {
            continue;
        }
        if let Some(value) = labelled(line, &vocabulary.labels) {
            label_above = value.0.is_empty();
            if let Some(name) = name_of(&value.0, &value.1, vocabulary) {
                add(&mut found, name, Naming::Label, line);
            }
            continue;
        }
        if let Some((printed, folded)) = labelled(line, &vocabulary.publisher_labels) {
            if let Some(name) = name_of(&printed, &folded, vocabulary) {
                add(&mut found, name, Naming::WeakLabel, line);
            }
            continue;
        }
        let whole = name_of(&line.printed, &line.folded, vocabulary);
        if let Some(name) = whole.filter(|_| std::mem::take(&mut label_above)) {
            add(&mut found, name, Naming::Label, line);
        } else if let Some((_, name)) = coded(&line.printed, &line.folded, vocabulary) {
            add(&mut found, name, Naming::Coded, line);
        } else if let Some((name, alone)) = unlabelled(line, vocabulary) {
            let above = at.checked_sub(1).map(|above| &lines[above]);
            let name = above.and_then(|above| torn_name(above, line, &name, vocabulary)).unwrap_or(name);
            let naming = match (line.kind, alone) {
                (LineKind::Opening, _) => Naming::CoverLine,
                (LineKind::FileName, _) | (_, true) => Naming::Alone,
                (_, false) => Naming::Heading,
            };
            add(&mut found, name, naming, line);
        }
    }
    add_cells(&mut found, tables, vocabulary);
    add_sentences(&mut found, lines, vocabulary);
    merge_short_names(&mut found, vocabulary);
    found
}

/// The name whose end begins a line and whose beginning ends the line of a sentence above: 现将剑阁县 / 档案馆2025年单位预算.
fn torn_name(above: &Line, line: &Line, end: &Name, vocabulary: &FactsVocabulary) -> Option<Name> {
    const LINE: usize = 20;
    let is_torn = above.folded.chars().count() >= LINE && above.folded.ends_with(is_han);
    if !is_torn || !line.folded.starts_with(&end.folded) || begins_with_place(&end.folded, vocabulary) {
        return None;
    }
    let phrase = above.printed.rsplit(|c: char| !is_han(c)).next().unwrap_or_default();
    let begin = ["现将", "将"].iter().find_map(|word| phrase.strip_prefix(word)).unwrap_or(phrase);
    let printed = format!("{begin}{}", end.printed);
    let whole = name_of(&printed, &squeeze(&printed), vocabulary)?;
    begins_with_place(&whole.folded, vocabulary).then_some(whole)
}

/// Sentences support what is known; alone they are asked only where nothing else names an agency.
fn add_sentences(found: &mut BTreeMap<String, Candidate>, lines: &[Line], vocabulary: &FactsVocabulary) {
    let silent = found.is_empty();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (line, name) in sentences::names(lines, vocabulary) {
        let count = counts.entry(name.folded.clone()).or_default();
        *count += 1;
        if *count <= SENTENCES && (silent || found.contains_key(&name.folded)) {
            add(found, name, Naming::Sentence, line);
        }
    }
}

fn add(found: &mut BTreeMap<String, Candidate>, name: Name, naming: Naming, line: &Line) {
    let weight = naming.weight();
    let candidate = found.entry(name.folded).or_insert_with(|| Candidate {
        bare: name.bare.clone(),
        origin: line.origin.clone(),
        ..Candidate::default()
    });
    candidate.weight += weight;
    candidate.in_title |= naming == Naming::CoverTitle;
    candidate.on_cover |= line.kind == LineKind::Opening;
    *candidate.forms.entry(name.printed).or_default() += weight;
    if let Some(scope) = name.scope {
        let scopes = match naming {
            Naming::FormLabel | Naming::WeakLabel | Naming::Sentence | Naming::Coded => {
                &mut candidate.form_scopes
            }
            _ => &mut candidate.scopes,
        };
        scopes[usize::from(scope == Scope::Department)] += weight;
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
            add(found, name, Naming::FormLabel, &cell_line(table));
        } else {
            weak.entry(name.folded.clone()).or_insert((name, table));
        }
    }
    for (name, table) in weak.into_values() {
        add(found, name, Naming::WeakLabel, &cell_line(table));
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
            let is_part = || begins_with_place(long, vocabulary) && is_end_of_a_name(short, vocabulary);
            if found.contains_key(short) && (is_place() || is_part()) {
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
            whole.in_title |= part.in_title;
            whole.on_cover |= part.on_cover;
            whole.scopes[0] += part.scopes[0];
            whole.scopes[1] += part.scopes[1];
            whole.form_scopes[0] += part.form_scopes[0];
            whole.form_scopes[1] += part.form_scopes[1];
        }
    }
}

/// A name without a place (交通管理支队) that another, longer name with a place ends in.
fn is_end_of_a_name(short: &str, vocabulary: &FactsVocabulary) -> bool {
    const SHORTEST: usize = 4;
    short.chars().count() >= SHORTEST && !begins_with_place(short, vocabulary)
}

/// The value behind one of the labels (printed, folded); empty where the value stands on the next line.
pub(super) fn labelled(line: &Line, labels: &[String]) -> Option<(String, String)> {
    let rest = labels.iter().find_map(|label| line.folded.strip_prefix(label.as_str())?.strip_prefix(':'))?;
    let skipped = line.folded.chars().count() - rest.chars().count();
    let value: String = rest[..end_of_value(rest)].to_owned();
    let printed = line.printed.chars().skip(skipped).take(value.chars().count()).collect();
    Some((printed, value))
}

/// Where the next label of a caption line with several labels begins.
fn end_of_value(text: &str) -> usize {
    let labels = ["金额单位", "单位:", "预算年度", "公开", "日期", "填报", "编制"];
    let years = (0..text.len()).find(|at| year_end(text, *at).is_some());
    labels
        .iter()
        .filter_map(|label| text.find(label).filter(|at| *at > 0))
        .chain(years)
        .min()
        .unwrap_or(text.len())
}

/// A line that is a name, or a title or heading with a name in it (X局2024年度部门决算, X局概况). The flag says that
/// the name stands alone.
fn unlabelled(line: &Line, vocabulary: &FactsVocabulary) -> Option<(Name, bool)> {
    let alone = name_of(&line.printed, &line.folded, vocabulary);
    if let Some(name) = alone.filter(|name| is_known(&name.folded, vocabulary)) {
        return Some((name, true));
    }
    let name = name_in_title(&line.printed, &line.folded, vocabulary)?;
    is_known(&name.folded, vocabulary).then_some((name, false))
}

/// Horizontally neighbouring non-empty cells of all tables; the first cell of a row has an empty neighbour.
pub(super) fn neighbours(tables: &[Table]) -> impl Iterator<Item = (i32, &str, &str)> {
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

pub(super) fn without_space(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}
