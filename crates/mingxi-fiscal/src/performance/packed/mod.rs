//! All indicators of a project in one cell: `1、1-产出指标；11-数量指标；名称；年度指标值：≥2次。2、…`,
//! `1.产出指标-数量指标-培训人次：≥300人次`, or `数量指标：培训≥3次；质量指标：合格率≥95%`.
//!
//! [`marks`] finds where its entries begin, [`levels`] what levels they open, [`value`] parts a name from its target.
//! A cell is split only where every part is clear: it has a name, and a target unless the form labels targets, and
//! neither holds what begins another indicator.

mod levels;
mod marks;
mod value;

#[cfg(test)]
mod tests;

use super::target::parse_target;
use super::vocabulary::PerformanceVocabulary;
use levels::{Levels, without_number};
use marks::{MAX_ENTRIES, entries};
use mingxi_model::Cell;
use mingxi_model::text::{is_han, is_space, lines_without_marks, normalise};
use value::{MAX_WORDS, name_and_target};

/// The longest label before a colon (实施周期指标值).
const MAX_LABEL: usize = 12;

/// One indicator of a packed cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub level1: Option<String>,
    pub level2: Option<String>,
    pub name: String,
    pub operator: Option<String>,
    pub target: Option<String>,
    pub unit: Option<String>,
    pub weight: Option<String>,
}

/// The text of a cell with its line breaks, where it was not changed since.
pub(super) fn lines_of(cell: &Cell) -> &str {
    let raw = cell.text_raw.as_str();
    if raw.contains('\n') && normalise(&lines_without_marks(raw)) == cell.text { raw } else { &cell.text }
}

/// Whether a cell holds indicators with their levels, and every one of them is clear.
pub(super) fn is_packed(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    is_packed_or_several(text, vocabulary).0
}

/// Whether a cell holds indicators with their levels, and whether it holds several names with comparisons; either only
/// where every one of them is clear.
pub(super) fn is_packed_or_several(text: &str, vocabulary: &PerformanceVocabulary) -> (bool, bool) {
    const SHORTEST: usize = 30;
    let may_be_packed = text.len() > SHORTEST && text.contains("指标");
    let may_be_several = comparisons(text, vocabulary) > 1;
    if !may_be_packed && !may_be_several {
        return (false, false);
    }
    let parts = parts(text, vocabulary).unwrap_or_default();
    let has_level = parts.iter().any(|part| part.level1.is_some() || part.level2.is_some());
    (may_be_packed && has_level, may_be_several && parts.len() > 1)
}

/// Whether a text looks like several indicators with their levels, clear or not.
pub(super) fn looks_packed(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let begins = |at: usize| at == 0 || text[..at].ends_with(|c: char| !c.is_alphabetic());
    let levels = text.char_indices().filter(|(at, _)| begins(*at));
    levels.filter(|(at, _)| levels::starts_with_level(&text[*at..], vocabulary)).nth(1).is_some()
        && comparisons(text, vocabulary) > 1
}

fn comparisons(text: &str, vocabulary: &PerformanceVocabulary) -> usize {
    vocabulary.signs().filter(|sign| sign.chars().count() == 1).map(|sign| text.matches(sign).count()).sum()
}

/// The indicators of a cell; `None` where a part is not clear. Three readings of its line breaks and gaps are tried: as
/// ends, if each line stands for itself; as mere wraps; as ends before marks and levels only.
pub(super) fn parts(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Vec<Part>> {
    let text = without_gaps(text);
    let by_lines = |is_break: fn(char) -> bool| {
        let lines: Vec<&str> = text.split(is_break).filter(|line| !line.is_empty()).collect();
        let stand_alone = lines.len() > 1 && lines.iter().all(|line| stands_alone(line, vocabulary));
        stand_alone.then(|| lines.join("；"))
    };
    let parted = by_lines(|c| c == '\n').or_else(|| by_lines(|c| c == '\n' || c == ' '));
    parted
        .and_then(|text| read(&text, vocabulary))
        .or_else(|| read(&joined(&text), vocabulary))
        .or_else(|| read(&text, vocabulary))
}

/// The text without line breaks and gaps, but those between words of other scripts.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\n' => {}
            ' ' if !is_between_words(&out, &text[at + 1..]) => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a line is read without the lines around it: a level, or names with their targets.
fn stands_alone(line: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let Some((parts, levels)) = read_entries(line, vocabulary) else { return false };
    let begins_as_name = |part: &Part| part.name.starts_with(char::is_alphabetic);
    let says = !parts.is_empty() || levels.0.is_some() || levels.1.is_some();
    says && parts.iter().all(|part| part.target.is_some() && begins_as_name(part))
}

fn read_entries(text: &str, vocabulary: &PerformanceVocabulary) -> Option<(Vec<Part>, Levels)> {
    let mut out: Vec<Part> = Vec::new();
    let mut levels = (None, None);
    for entry in entries(text, vocabulary) {
        read_entry(&unwrapped(entry, vocabulary), &mut levels, vocabulary, &mut out)?;
        if out.len() > MAX_ENTRIES {
            return None;
        }
    }
    Some((out, levels))
}

fn read(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Vec<Part>> {
    let (out, _) = read_entries(text, vocabulary)?;
    let has_target = out.iter().filter(|part| part.target.is_some()).count();
    // Words behind a second level of their own (社会效益指标：社会更加稳定) are clear among others with targets.
    let is_clear = |part: &Part| {
        !part.name.is_empty()
            && (part.target.is_some() || part.level2.is_some() && has_target * 2 > out.len())
            && !holds_another(part, vocabulary)
    };
    (!out.is_empty() && out.iter().all(is_clear)).then_some(out)
}

/// Whether a name or target goes on with what begins another indicator: the levels of a second one, or a comparison
/// within the name. Then the cell was not understood, whatever the parts look like.
fn holds_another(part: &Part, vocabulary: &PerformanceVocabulary) -> bool {
    let begins_level = |text: &str| {
        text.char_indices().skip(1).any(|(at, _)| levels::starts_with_level(&text[at..], vocabulary))
    };
    let target = part.target.as_deref().unwrap_or_default();
    let is_one = || {
        parse_target(target, vocabulary).is_some_and(|read| read.value.is_some() || !read.parts.is_empty())
    };
    begins_level(&part.name)
        || begins_level(target)
        || holds_comparison(&part.name)
        || holds_mark(&part.name)
        || holds_mark(target)
        || target.split('；').any(|piece| comparisons(piece, vocabulary) > 1) && !is_one()
}

/// A comparison with a number; 控制率=实际费用/概算 only says what the name means.
fn holds_comparison(name: &str) -> bool {
    let signs = ['≥', '≤', '≧', '≦', '=', '＝', '>', '<', '＞', '＜'];
    let mut after = name.split(signs).skip(1);
    after.any(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// A number with its mark before a name, in the middle of a text: 2.合格率.
fn holds_mark(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(3)
        .any(|three| three[0].is_ascii_digit() && matches!(three[1], '.' | '、' | '．') && is_han(three[2]))
}

/// An entry in one line: a break before a level ends a field, any other only wraps.
fn unwrapped(entry: &str, vocabulary: &PerformanceVocabulary) -> String {
    let mut out = String::with_capacity(entry.len());
    for (at, c) in entry.char_indices() {
        match c {
            '\n' | ' ' if levels::starts_with_level(&entry[at..], vocabulary) => out.push('；'),
            '\n' => {}
            ' ' if !is_between_words(&out, &entry[at + 1..]) => {}
            c => out.push(c),
        }
    }
    out
}

fn is_between_words(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphabetic())
        && after.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// White space as single breaks of a line or single gaps.
fn without_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        let gap = if c == '\n' || c == '\r' { '\n' } else { ' ' };
        match (is_space(c), out.chars().next_back()) {
            (true, Some('\n')) => {}
            (true, Some(' ')) if gap == ' ' => {}
            (true, Some(' ')) => {
                out.pop();
                out.push('\n');
            }
            (true, _) => out.push(gap),
            (false, _) => out.push(c),
        }
    }
    out
}

/// Reads the fields of an entry; `None` where one is not clear.
fn read_entry(
    entry: &str,
    levels: &mut Levels,
    vocabulary: &PerformanceVocabulary,
    out: &mut Vec<Part>,
) -> Option<()> {
    let fields = || entry.split(['；', ';', '。', '|']).map(str::trim).filter(|field| !field.is_empty());
    let is_labelled = fields().any(|field| label_of(field).is_some_and(|(label, _)| is_target_label(label)));
    let mut one = Part::default();
    let mut has_second = false;
    for field in fields() {
        // Behind its second level a labelled entry has its name, also where that is a level's word: 服务对象满意度.
        let field = match is_labelled && has_second {
            true => field,
            false => {
                let before = levels.1.clone();
                let rest = levels::take(field, levels, vocabulary);
                has_second |= levels.1.is_some() && (levels.1 != before || rest.is_none());
                match rest {
                    Some(rest) => rest,
                    None => continue,
                }
            }
        };
        if let Some((label, value)) = label_of(field) {
            let value = value.trim();
            let slot = match label {
                _ if is_target_label(label) => {
                    let is_years = label.contains('年') || !one_has_target(&one);
                    if is_years && !value.is_empty() {
                        one.target = Some(value.to_owned());
                    }
                    continue;
                }
                _ if label.ends_with("权重") || label.ends_with("分值") => &mut one.weight,
                _ if label.ends_with("单位") => &mut one.unit,
                _ if label.ends_with("性质") || label.ends_with("符号") => &mut one.operator,
                _ if label.ends_with("指标名称") || label.ends_with("三级指标") => {
                    one.name = value.to_owned();
                    continue;
                }
                _ => {
                    add_plain(field, is_labelled, levels, vocabulary, &mut one, out)?;
                    continue;
                }
            };
            *slot = Some(value.to_owned());
        } else {
            add_plain(field, is_labelled, levels, vocabulary, &mut one, out)?;
        }
    }
    if is_labelled {
        (one.level1, one.level2) = levels.clone();
        out.push(one);
    } else if !one.name.is_empty() {
        out.push(in_words(&mut one)?);
    }
    Some(())
}

/// An indicator that its words alone state, behind a second level; `None` behind anything else.
fn in_words(one: &mut Part) -> Option<Part> {
    let part = std::mem::take(one);
    (part.level2.is_some() && part.name.chars().count() <= MAX_WORDS).then_some(part)
}

fn one_has_target(part: &Part) -> bool {
    part.target.is_some()
}

fn is_target_label(label: &str) -> bool {
    ["指标值", "目标值", "年度值", "计划值"].iter().any(|word| label.ends_with(word))
}

/// A label before a colon and what follows.
fn label_of(field: &str) -> Option<(&str, &str)> {
    let (label, value) = field.split_once(['：', ':'])?;
    (label.chars().count() <= MAX_LABEL).then_some((label, value))
}

/// A field without a label: a name, a name with its target, or the target of the name before.
fn add_plain(
    field: &str,
    is_labelled: bool,
    levels: &Levels,
    vocabulary: &PerformanceVocabulary,
    one: &mut Part,
    out: &mut Vec<Part>,
) -> Option<()> {
    // A labelled value goes on behind its own semicolons: 年度指标值：一级事件≤1小时；二级事件≤2小时.
    if let Some(target) = one.target.as_mut().filter(|_| is_labelled) {
        target.push('；');
        target.push_str(field);
        return Some(());
    }
    let field = without_number(field);
    if is_labelled {
        if !one.name.is_empty() {
            one.name.push('；');
        }
        one.name.push_str(field);
        return Some(());
    }
    let (level1, level2) = levels.clone();
    if !one.name.is_empty() && super::target::is_quantity(field, vocabulary) {
        let name = std::mem::take(&mut one.name);
        out.push(Part { level1, level2, name, target: Some(field.to_owned()), ..Part::default() });
        return Some(());
    }
    if !one.name.is_empty() {
        let words = in_words(one)?;
        out.push(words);
    }
    let mut levels = levels.clone();
    for piece in pieces(field, vocabulary) {
        let piece = levels::take(piece, &mut levels, vocabulary)?;
        let (level1, level2) = levels.clone();
        match name_and_target(piece, vocabulary) {
            Some((name, target)) => out.push(Part {
                level1,
                level2,
                name: name.to_owned(),
                target: Some(target.to_owned()),
                ..Part::default()
            }),
            None => *one = Part { level1, level2, name: piece.to_owned(), ..Part::default() },
        }
    }
    Some(())
}

/// A list by commas, if each of its pieces has a target of its own; else the field as it is.
fn pieces<'t>(field: &'t str, vocabulary: &PerformanceVocabulary) -> Vec<&'t str> {
    let pieces: Vec<&str> = field.split(['，', ',', '、']).filter(|piece| !piece.is_empty()).collect();
    match pieces.len() > 1 && pieces.iter().all(|piece| name_and_target(piece, vocabulary).is_some()) {
        true => pieces,
        false => vec![field],
    }
}
