//! All indicators of a project in one cell: `1、1-产出指标；11-数量指标；名称；年度指标值：≥2次。2、…`, or
//! `数量指标：培训≥3次；质量指标：合格率≥95%`.
//!
//! A cell is split only where every part is clear: it has a name, and a target unless the form labels targets.

use super::vocabulary::PerformanceVocabulary;
use mingxi_model::parse_number;
use mingxi_model::text::{fold_width, is_space};

/// The most indicators that one cell is split into.
const MAX_PARTS: usize = 200;

/// The longest label before a colon (实施周期指标值).
const MAX_LABEL: usize = 12;

/// The longest words that are a target on their own (及时完成).
const MAX_WORDS: usize = 20;

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

/// Whether a cell holds indicators with their levels, and every one of them is clear.
pub(super) fn is_packed(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    const SHORTEST: usize = 30;
    text.len() > SHORTEST
        && text.contains("指标")
        && parts(text, vocabulary)
            .is_some_and(|parts| parts.iter().any(|p| p.level1.is_some() || p.level2.is_some()))
}

/// The indicators of a cell; `None` where a part is not clear.
pub(super) fn parts(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Vec<Part>> {
    let text = without_gaps(text);
    let mut out: Vec<Part> = Vec::new();
    let mut levels = (None, None);
    for entry in entries(&text) {
        read_entry(entry, &mut levels, vocabulary, &mut out)?;
        if out.len() > MAX_PARTS {
            return None;
        }
    }
    let has_target = out.iter().filter(|part| part.target.is_some()).count();
    // Words behind a second level of their own (社会效益指标：社会更加稳定) are clear among others with targets.
    let is_clear = |part: &Part| {
        !part.name.is_empty()
            && (part.target.is_some() || part.level2.is_some() && has_target * 2 > out.len())
    };
    (!out.is_empty() && out.iter().all(is_clear)).then_some(out)
}

/// White space out, but between words of other scripts.
fn without_gaps(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
    let keeps =
        |i: usize| !is_space(chars[i]) || i > 0 && is_latin(chars.get(i - 1)) && is_latin(chars.get(i + 1));
    (0..chars.len()).filter(|i| keeps(*i)).map(|i| chars[i]).collect()
}

/// The numbered entries of a text (1、… 2、…), or the whole text.
fn entries(text: &str) -> Vec<&str> {
    for (before, after) in
        [("", "、"), ("", "."), ("", "．"), ("(", ")"), ("（", "）"), ("", "）"), ("", ")")]
    {
        let mark = |n: usize| format!("{before}{n}{after}");
        if !text.starts_with(&mark(1)) {
            continue;
        }
        let mut out = Vec::new();
        let mut from = 0;
        for n in 2..=MAX_PARTS + 1 {
            let skip = from + mark(n - 1).len();
            let Some(at) = next_mark(text, skip, &mark(n)) else {
                out.push(&text[skip..]);
                break;
            };
            out.push(&text[skip..at]);
            from = at;
        }
        return out;
    }
    vec![text]
}

/// Where a mark stands behind the end of a sentence.
fn next_mark(text: &str, from: usize, mark: &str) -> Option<usize> {
    let is_after_end = |at: usize| text[..at].ends_with(['。', '；', ';', '，', ',', '.', '】']);
    let found = text[from..].match_indices(mark).map(|(i, _)| from + i);
    found
        .filter(|at| is_after_end(*at))
        .find(|at| !text[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit() && mark.ends_with('.')))
}

type Levels = (Option<String>, Option<String>);

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
                let rest = take_levels(field, levels, vocabulary);
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

/// Takes the levels that a field begins with; `None` where nothing is left of it.
fn take_levels<'t>(
    field: &'t str,
    levels: &mut Levels,
    vocabulary: &PerformanceVocabulary,
) -> Option<&'t str> {
    let mut rest = field;
    for _ in 0..2 {
        let (word, after) = match rest.split_once(['：', ':']) {
            Some((label, after)) if vocabulary.level_word(label).is_some() => (label, after),
            _ if vocabulary.level_word(rest).is_some() => (rest, ""),
            _ => match leading(rest, vocabulary) {
                Some(found) => found,
                None => break,
            },
        };
        let Some(word) = vocabulary.level_word(word) else { break };
        // 成本指标 and 满意度指标 stand in both columns: below a first level they are second ones.
        let is_second = vocabulary.is_level2(&word)
            && (!vocabulary.is_level1(&word)
                || levels.0.is_some() && levels.1.is_none() && levels.0.as_ref() != Some(&word));
        match is_second {
            true => levels.1 = Some(word),
            false => *levels = (Some(word), None),
        }
        rest = after.trim_start_matches(['、', '-', '—', '，', ',']);
        if rest.is_empty() {
            return None;
        }
    }
    Some(rest)
}

/// A level word and what follows it without a mark between them: 数量指标培训≥3次.
fn leading<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> Option<(&'t str, &'t str)> {
    const WORD: &str = "指标";
    let at = text.find(WORD)? + WORD.len();
    let (word, rest) = text.split_at(at);
    (!rest.is_empty() && vocabulary.level_word(word).is_some()).then_some((word, rest))
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
    for piece in pieces(field, vocabulary) {
        match name_and_target(piece, vocabulary) {
            Some((name, target)) => out.push(Part {
                level1: level1.clone(),
                level2: level2.clone(),
                name: name.to_owned(),
                target: Some(target.to_owned()),
                ..Part::default()
            }),
            None => {
                *one = Part {
                    level1: level1.clone(),
                    level2: level2.clone(),
                    name: piece.to_owned(),
                    ..Part::default()
                }
            }
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

/// A name before a comparison, a colon or a number at the end.
fn name_and_target<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> Option<(&'t str, &'t str)> {
    let sign = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| {
            let folded: String = text[*at..].chars().take(4).map(fold_width).collect();
            vocabulary.operators.iter().any(|(word, _)| folded.starts_with(word.as_str()))
        })
        .filter(|at| *at > 0);
    if let Some(at) = sign {
        let (name, target) = text.split_at(at);
        return Some((name.trim_end_matches(['：', ':', '（', '(']), target));
    }
    if let Some((name, value)) = text.split_once(['：', ':'])
        && !name.is_empty()
        && !value.is_empty()
        && value.chars().count() <= MAX_WORDS
    {
        return Some((name, value));
    }
    let start = text.char_indices().rev().find(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at)?;
    let start = text[..=start].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len();
    let (name, value) = text.split_at(start);
    let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &value[digits.len()..];
    let is_value = parse_number(digits).is_some() && (unit.is_empty() || vocabulary.is_unit(unit));
    (!name.is_empty() && is_value).then_some((name, value))
}

/// A field without the number before it: 11-, （1）, 1.
fn without_number(field: &str) -> &str {
    let inner = field.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == inner.len() || inner.len() - rest.len() > 2 {
        return field;
    }
    let stripped = rest.strip_prefix(['-', '、', '.', '．', ')', '）']);
    stripped.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Option<Vec<String>> {
        let words = PerformanceVocabulary::builtin().unwrap();
        let text_of = |t: &Option<String>| t.clone().unwrap_or_else(|| "-".to_owned());
        Some(
            parts(text, &words)?
                .iter()
                .map(|p| {
                    format!(
                        "{} > {} > {}: {}",
                        text_of(&p.level1),
                        text_of(&p.level2),
                        p.name,
                        text_of(&p.target)
                    )
                })
                .collect(),
        )
    }

    #[test]
    fn numbered_entries_with_labels() {
        let text = "1、1-产出指标；11-数量指标；巡河次数；实施周期指标值: 每年≥20次；年度指标值:每年≥20次。2 、\
                    1-产出指标；12-质量指标；河面洁净度；实施周期指标值:≥ 99.5%；年度指标值：≥98.5%。";
        assert_eq!(
            show(text).unwrap(),
            ["产出指标 > 数量指标 > 巡河次数: 每年≥20次", "产出指标 > 质量指标 > 河面洁净度: ≥98.5%"]
        );
    }

    #[test]
    fn a_name_may_be_a_levels_word() {
        let text = "1、3-满意度指标；31-服务对象满意度；服务对象满意度；年度指标值:≥95%。2、3-满意度指标；\
                    31-服务对象满意度；.服务对象满意度；年度指标值:≥96%。";
        assert_eq!(
            show(text).unwrap(),
            [
                "满意度指标 > 服务对象满意度 > 服务对象满意度: ≥95%",
                "满意度指标 > 服务对象满意度 > .服务对象满意度: ≥96%"
            ]
        );
    }

    #[test]
    fn levels_before_names_that_carry_their_targets() {
        assert_eq!(
            show("产出指标：数量指标：植树≥300棵；抚育林地40亩；质量指标：成活率不低于85%；满意度指标：村民满意度≥90%").unwrap(),
            [
                "产出指标 > 数量指标 > 植树: ≥300棵",
                "产出指标 > 数量指标 > 抚育林地: 40亩",
                "产出指标 > 质量指标 > 成活率: 不低于85%",
                "满意度指标 > - > 村民满意度: ≥90%"
            ]
        );
        assert_eq!(
            show("（1）数量指标：植树≥300棵，抚育≥2次。（2）时效指标：完成时间：11月底前").unwrap(),
            ["- > 数量指标 > 植树: ≥300棵", "- > 数量指标 > 抚育: ≥2次", "- > 时效指标 > 完成时间: 11月底前"]
        );
    }

    #[test]
    fn what_is_not_clear_is_not_split() {
        assert_eq!(show("数量指标：植树；抚育林地"), None);
        assert_eq!(show("按计划完成全年任务，提高服务质量"), None);
        let words = PerformanceVocabulary::builtin().unwrap();
        assert!(!is_packed("1、完成河道清淤工程≥3公里；2、建立长效管护机制并完成各项指标≥90%", &words));
    }
}
