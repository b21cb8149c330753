//! The agencies that sentences are about: X局主要职责包括…, 截至2025年底，X局共有车辆…, 纳入X局2024年部门预算….

use super::evidence::{Line, LineKind, year_end};
use super::names::{Name, begins_with_place, name_in_place};
use super::vocabulary::FactsVocabulary;

/// How much of the document is searched, in lines and in characters of a line.
const LINES: usize = 20_000;
const CHARACTERS: usize = 400;

/// Names before the words that only the disclosing agency is the subject of, in reading order.
pub(crate) fn names<'a>(lines: &'a [Line], vocabulary: &FactsVocabulary) -> Vec<(&'a Line, Name)> {
    let mut out = Vec::new();
    let sentences =
        lines.iter().take(LINES).filter(|line| matches!(line.kind, LineKind::Prose | LineKind::Short));
    for line in sentences {
        let end = line.folded.char_indices().nth(CHARACTERS).map_or(line.folded.len(), |(at, _)| at);
        let text = &line.folded[..end];
        let found = vocabulary
            .sentence_words
            .iter()
            .filter_map(|word| text.find(word.as_str()))
            .filter_map(|at| name_before(text, at, line, vocabulary));
        if let Some(name) = found.max_by_key(|name| name.folded.len()) {
            out.push((line, name));
        }
    }
    out
}

/// The name that ends at a byte offset: it begins behind a comma, a year or a word like 纳入.
fn name_before(text: &str, end: usize, line: &Line, vocabulary: &FactsVocabulary) -> Option<Name> {
    let head = &text[..end];
    let boundary = |c: char| ",，。;:、“”《》()【】".contains(c);
    let mut start =
        head.rfind(boundary).map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    let mut ends = (start..end).filter_map(|at| year_end(head, at));
    // 纳入X局2024年部门预算: the name stands before the year.
    let end = match (start..end).rev().find(|at| year_end(head, *at) == Some(end)) {
        Some(year) => year,
        None => {
            start = ends.next_back().unwrap_or(start);
            end
        }
    };
    let mut zone = text.get(start..end)?;
    for word in ["纳入", "根据", "按照", "列入", "其中", "末", "底", "初"] {
        zone = zone.strip_prefix(word).unwrap_or(zone);
    }
    let offset = zone.as_ptr() as usize - line.folded.as_ptr() as usize;
    let skipped = line.folded[..offset].chars().count();
    let printed: String = line.printed.chars().skip(skipped).take(zone.chars().count()).collect();
    name_in_place(&printed, zone, vocabulary).filter(|name| begins_with_place(&name.folded, vocabulary))
}
