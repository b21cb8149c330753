//! The cover: its title over several lines, and the agency that the title's structure names.
//!
//! A title is year, agency and kind of disclosure (2026年度 / 福州市医疗保障局 / 部门预算公开), on one line or on
//! up to five, torn anywhere. The line with the kind is found first and grows upwards until year and agency are
//! complete, and downwards over words that only end a title.

use super::evidence::{Line, LineKind, Origin, year_end};
use super::names::{Name, begins_with_place, name_in_place, name_of};
use super::period::{stage_of, year_of_line};
use super::vocabulary::FactsVocabulary;
use mingxi_model::text::is_han;

/// How many lines above the kind's line may belong to the title.
const LINES_ABOVE: usize = 4;
/// Over how many lines the kind may be torn (部门预 / 算).
const TORN: usize = 3;
/// Longest title, in characters.
const LONGEST: usize = 120;

/// What the cover says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cover {
    /// The title, as printed.
    pub(crate) title: String,
    /// The title, folded.
    pub(crate) folded: String,
    /// The agency that the title names.
    pub(crate) name: Option<Name>,
    /// Where the title's main line stands.
    pub(crate) origin: Origin,
}

/// The cover's title; `None` where the opening lines have none.
pub(crate) fn cover(lines: &[Line], vocabulary: &FactsVocabulary) -> Option<Cover> {
    let opening: Vec<&Line> = lines.iter().take_while(|line| line.kind == LineKind::Opening).collect();
    let (first, last) = kind_lines(&opening, vocabulary)?;
    let mut start = first;
    while start > 0 && first - start < LINES_ABOVE {
        let text = joined(&opening[start..=last]).1;
        let above = opening[start - 1].folded.as_str();
        let further = start.checked_sub(2).map_or("", |at| opening[at].folded.as_str());
        let goes_on = goes_above(above, &text, lines, vocabulary)
            || is_torn_end(further, above, &text, vocabulary)
            || is_second_name(further, above, vocabulary);
        if !goes_on {
            break;
        }
        start -= 1;
    }
    let mut end = last;
    while end + 1 < opening.len() && only_ends_a_title(&opening[end + 1].folded) {
        end += 1;
    }
    let (title, folded) = joined(&opening[start..=end]);
    if title.chars().count() > LONGEST {
        return None;
    }
    let name = name_in_title(&title, &folded, vocabulary);
    Some(Cover { title, folded, name, origin: opening[first].origin.clone() })
}

/// The lines that hold the kind of the disclosure: one, or the fewest over which it is torn.
fn kind_lines(opening: &[&Line], vocabulary: &FactsVocabulary) -> Option<(usize, usize)> {
    (1..=TORN).find_map(|count| {
        let at = opening.windows(count).position(|window| is_title(&joined(window).1, vocabulary))?;
        Some((at, at + count - 1))
    })
}

/// Whether a text names a disclosure by its kind.
fn is_title(folded: &str, vocabulary: &FactsVocabulary) -> bool {
    stage_of(folded, vocabulary).is_some()
        && !folded.contains([':', '，', ','])
        && ["年", "部门", "单位", "公开"].iter().any(|word| folded.contains(word))
}

fn joined(lines: &[&Line]) -> (String, String) {
    lines.iter().fold((String::new(), String::new()), |(printed, folded), line| {
        (printed + &line.printed, folded + &line.folded)
    })
}

/// Whether the line above belongs to the title: it brings the year or the agency that is still missing.
fn goes_above(above: &str, title: &str, lines: &[Line], vocabulary: &FactsVocabulary) -> bool {
    let has_year = year_of_line(title, None).is_some() || year_at_start(title);
    let is_year = year_end(above, 0).is_some_and(|end| above[end..].is_empty());
    // 江苏省2018年度 above 省级部门预算公开.
    let ends_in_year = (0..above.len()).any(|at| year_end(above, at) == Some(above.len()));
    if is_year || ends_in_year {
        return !has_year;
    }
    if above.contains(':') || above.chars().count() > 40 || stage_of(above, vocabulary).is_some() {
        return false;
    }
    let name_above = || match year_end(above, 0) {
        Some(end) => name_in_place(&above[end..], &above[end..], vocabulary),
        None => name_in_place(above, above, vocabulary),
    };
    match name_in_title(title, title, vocabulary) {
        None => {
            // A place or a name, whole or torn: its end stands on the line below.
            let start = year_end(above, 0).unwrap_or(0);
            name_above().is_some()
                || name_in_title(&format!("{above}{title}"), &format!("{above}{title}"), vocabulary).is_some()
                    && !above[start..].is_empty()
        }
        // 支队 of a name whose beginning stands above.
        Some(name) if !begins_with_place(&name.folded, vocabulary) => {
            // A place that no list knows is one where captions and forms below name the whole.
            let is_said = |whole: &str| {
                let caption = format!(":{whole}");
                lines.iter().any(|line| line.kind != LineKind::Opening && line.folded.ends_with(&caption))
            };
            let Some(torn) =
                name_in_title(&format!("{above}{title}"), &format!("{above}{title}"), vocabulary)
            else {
                return false;
            };
            torn.folded.ends_with(&name.folded)
                && torn.folded != name.folded
                && (begins_with_place(&torn.folded, vocabulary) || is_said(&torn.folded))
                && belongs_together(above, &name, &torn, lines, vocabulary)
        }
        Some(_) => false,
    }
}

/// 支队 alone on its line: too short for a name, the end of one with the line above it.
fn is_torn_end(further: &str, above: &str, title: &str, vocabulary: &FactsVocabulary) -> bool {
    const LONGEST: usize = 4;
    let missing = name_in_title(title, title, vocabulary).is_none();
    if !missing || above.chars().count() > LONGEST || !above.chars().all(is_han) {
        return false;
    }
    let torn = format!("{further}{above}{title}");
    name_in_title(&torn, &torn, vocabulary)
        .is_some_and(|name| begins_with_place(&name.folded, vocabulary) && name.folded.ends_with(above))
}

/// The second name of an agency in parentheses below the first: 农业科学研究院 / （玉米研究所）.
fn is_second_name(further: &str, above: &str, vocabulary: &FactsVocabulary) -> bool {
    let inner = above.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| name_of(inner, inner, vocabulary).is_some())
        && name_of(further, further, vocabulary).is_some()
}

/// A line above that is an agency of its own (县教育局) may be the superior: the name on two lines is one where
/// the rest of the document says so, or where the lower part is no institution's.
fn belongs_together(
    above: &str,
    name: &Name,
    torn: &Name,
    lines: &[Line],
    vocabulary: &FactsVocabulary,
) -> bool {
    let elsewhere = |text: &str| {
        lines.iter().filter(|line| line.kind != LineKind::Opening).any(|line| line.folded.contains(text))
    };
    if elsewhere(&torn.folded) {
        return true;
    }
    let whole_above = name_of(above, above, vocabulary).is_some();
    let institution = vocabulary.agency_type(&name.folded).is_some();
    !(whole_above && (institution || elsewhere(&format!(":{}", name.folded))))
}

/// Words that end a title on a line of their own.
fn only_ends_a_title(folded: &str) -> bool {
    let mut rest = folded;
    let words = [
        "信息",
        "公开",
        "预算",
        "决算",
        "情况",
        "说明",
        "报告",
        "报表",
        "文本",
        "草案",
        "材料",
        "及",
        "的",
        "和",
        "“三公”经费",
        "三公经费",
        "(",
        ")",
        "(草案)",
    ];
    while let Some(after) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    rest.is_empty() && folded.chars().count() <= 20
}

fn year_at_start(text: &str) -> bool {
    year_end(text, 0).is_some()
}

/// The agency in a line that names a disclosure: what stands between the year and the kind, or before the year.
pub(crate) fn name_in_title(printed: &str, folded: &str, vocabulary: &FactsVocabulary) -> Option<Name> {
    let (skip, folded) = without_numbering(folded);
    let skipped = printed.char_indices().nth(skip).map_or(printed.len(), |(at, _)| at);
    let printed = &printed[skipped..];
    let years: Vec<(usize, usize)> =
        (0..folded.len()).filter_map(|at| Some((at, year_end(folded, at)?))).take(3).collect();
    let kind = |from: usize| {
        vocabulary
            .name_ends
            .iter()
            .filter_map(|word| folded.get(from..)?.find(word.as_str()))
            .min()
            .map(|at| from + at)
    };
    let mut zones: Vec<(usize, usize)> = Vec::new();
    if let Some((at, end)) = years.first() {
        zones.extend(kind(*end).map(|kind| (*end, kind)));
        zones.push((0, *at));
    }
    zones.extend(kind(0).map(|kind| (0, kind)));
    zones.into_iter().filter(|(from, to)| from < to).find_map(|(from, to)| {
        let zone = &folded[from..to];
        let zone = zone.split("关于").find(|part| !part.is_empty()).unwrap_or(zone);
        let zone = zone.strip_suffix('的').unwrap_or(zone);
        let offset = zone.as_ptr() as usize - folded.as_ptr() as usize;
        let skipped = folded[..offset].chars().count();
        let printed: String = printed.chars().skip(skipped).take(zone.chars().count()).collect();
        name_in_place(&printed, zone, vocabulary)
    })
}

/// Drops 附件2:, 第一部分, 一、, （一）, 1. before a heading's words; gives how many characters were dropped.
fn without_numbering(folded: &str) -> (usize, &str) {
    let mut rest = folded;
    loop {
        let before = rest.len();
        let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        if let Some(after) = rest.strip_prefix("附件").or_else(|| rest.strip_prefix("附")) {
            let after = after.trim_start_matches(numeral);
            rest = after.strip_prefix([':', '.', '、']).unwrap_or(if after.starts_with("20") {
                after
            } else {
                rest
            });
        }
        if let Some((part, after)) = rest.split_once("部分").filter(|(part, _)| part.starts_with('第')) {
            rest = if part.chars().count() <= 3 { after } else { rest };
        }
        let open = rest.strip_prefix('(').unwrap_or(rest);
        let digits = open.trim_start_matches(numeral);
        let count = open.chars().count() - digits.chars().count();
        if (1..=3).contains(&count)
            && let Some(after) = digits.strip_prefix(['、', '.', ')'])
        {
            rest = after;
        }
        rest = rest.trim_start_matches(['《', '“', ':', '、']);
        if rest.len() == before {
            break;
        }
    }
    (folded.chars().count() - rest.chars().count(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> String {
        let vocabulary = FactsVocabulary::builtin().unwrap();
        name_in_title(text, text, &vocabulary).map(|name| name.folded).unwrap_or_default()
    }

    #[test]
    fn the_agency_stands_between_the_year_and_the_kind() {
        assert_eq!(named("2026年深圳市建筑工务署部门预算"), "深圳市建筑工务署");
        assert_eq!(named("北京市医疗保障局部门2026年度部门预算"), "北京市医疗保障局");
        assert_eq!(named("附件2:杭州市老干部活动室2024年度单位决算公开"), "杭州市老干部活动室");
        assert_eq!(named("第一部分广州市信访局概况"), "广州市信访局");
        assert_eq!(
            named("烟台市疾病预防控制中心(烟台市卫生监督所)2024年单位预算"),
            "烟台市疾病预防控制中心(烟台市卫生监督所)"
        );
        assert_eq!(named("关于泊头市财政局2023年部门预算的说明"), "泊头市财政局");
        assert_eq!(named("泊头市财政局关于2023年部门预算的说明"), "泊头市财政局");
    }

    #[test]
    fn a_place_and_a_level_are_no_agency() {
        for text in [
            "上海市普陀区2025年区级部门预算",
            "江苏省2018年度省级部门预算公开报表",
            "2026年市级部门收支预算总表",
            "部门预算",
        ] {
            assert_eq!(named(text), "", "{text}");
        }
    }
}
