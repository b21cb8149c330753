//! The shape of an agency's name.

use super::vocabulary::FactsVocabulary;
use mingxi_model::Scope;
use mingxi_model::text::{is_han, squeeze};

/// Longest name of an agency, in characters.
const NAME: usize = 40;

/// A name as found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// As printed, without white space.
    pub(crate) printed: String,
    /// As printed, without scope suffixes.
    pub(crate) bare: String,
    /// Folded, without scope suffixes: what names are compared by.
    pub(crate) folded: String,
    /// What the suffix says.
    pub(crate) scope: Option<Scope>,
}

/// A text that has the shape of an agency's name: it ends like one.
pub(crate) fn name_of(printed: &str, folded: &str, vocabulary: &FactsVocabulary) -> Option<Name> {
    let (bare, scope) = split_suffix(folded, vocabulary)?;
    let shaped = is_shaped(bare) && ends_like_one(bare, vocabulary);
    shaped.then(|| make(printed, bare, scope))
}

/// A text that stands where a title has its agency. There the place decides: a name that begins with a
/// division may end in any word.
pub(crate) fn name_in_place(printed: &str, folded: &str, vocabulary: &FactsVocabulary) -> Option<Name> {
    let (printed, folded) = without_head(printed, folded);
    let (printed, folded) = without_superior(printed, folded, vocabulary);
    let (mut bare, scope) = split_suffix(folded, vocabulary)?;
    // X局部门 / 2026年度部门预算: the first 部门 belongs to no name.
    for word in ["部门", "单位"] {
        if let Some(rest) = bare.strip_suffix(word).filter(|rest| ends_like_one(rest, vocabulary)) {
            bare = rest;
        }
    }
    let refused = vocabulary.not_names.iter().any(|word| bare.contains(word.as_str()));
    if !is_shaped(bare) || refused || bare.ends_with('级') {
        return None;
    }
    let name = vocabulary.without_prefix(bare);
    let place = vocabulary.regions.match_start(name).map_or(0, |found| found.length);
    let behind_place = place > 0 && name[place..].chars().count() >= 2;
    let whole = place > 0 && place == name.len();
    (!whole && (behind_place || ends_like_one(bare, vocabulary))).then(|| make(printed, bare, scope))
}

/// Drops what may stand before a name in a title: 附件2：, 关于, 公开.
fn without_head<'a>(printed: &'a str, folded: &'a str) -> (&'a str, &'a str) {
    let mut rest = folded;
    for head in ["关于", "公开", "公布", "《"] {
        rest = rest.strip_prefix(head).unwrap_or(rest);
    }
    (end_as_printed(printed, folded, rest), rest)
}

/// The end of a printed text that is the end `rest` of its folded form: both have as many characters.
fn end_as_printed<'a>(printed: &'a str, folded: &str, rest: &str) -> &'a str {
    let skipped = folded.chars().count() - rest.chars().count();
    printed.char_indices().nth(skipped).map_or("", |(at, _)| &printed[at..])
}

/// Drops the agency that another one belongs to: 竹山县医疗保障局所属 before 竹山县医疗保障服务中心.
fn without_superior<'a>(
    printed: &'a str,
    folded: &'a str,
    vocabulary: &FactsVocabulary,
) -> (&'a str, &'a str) {
    let parted = ["所属", "下属"].iter().find_map(|word| folded.split_once(word));
    let of_superior = parted.filter(|(head, rest)| {
        ends_like_one(head, vocabulary)
            && begins_with_place(rest, vocabulary)
            && ends_like_one(rest, vocabulary)
    });
    let Some((_, rest)) = of_superior else { return (printed, folded) };
    (end_as_printed(printed, folded, rest), rest)
}

fn split_suffix<'a>(folded: &'a str, vocabulary: &FactsVocabulary) -> Option<(&'a str, Option<Scope>)> {
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
    Some((bare, scope))
}

fn make(printed: &str, bare: &str, scope: Option<Scope>) -> Name {
    Name {
        printed: printed.to_owned(),
        bare: printed.chars().take(bare.chars().count()).collect(),
        folded: squeeze(bare),
        scope,
    }
}

fn is_shaped(bare: &str) -> bool {
    const DIGITS: usize = 3;
    bare.chars().count() >= 3
        && bare.starts_with(is_han)
        && bare.chars().all(|c| is_han(c) || c.is_ascii_digit() || matches!(c, '(' | ')' | '·' | '、'))
        && bare.chars().filter(char::is_ascii_digit).count() <= DIGITS
        && !["本", "我", "各", "该", "关于"].iter().any(|head| bare.starts_with(head))
}

/// Whether a text ends like an agency; a second name in parentheses (市卫生监督所) is looked behind.
pub(crate) fn ends_like_one(bare: &str, vocabulary: &FactsVocabulary) -> bool {
    let plain = match bare.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((head, inner)) if inner.chars().count() >= 2 => head,
        _ => bare,
    };
    vocabulary.endings.iter().any(|ending| plain.ends_with(ending.as_str()))
}

/// Whether an unlabelled name is an agency's: its kind is known, or it begins with a place.
pub(crate) fn is_known(folded: &str, vocabulary: &FactsVocabulary) -> bool {
    begins_with_place(folded, vocabulary) || vocabulary.agency_type(folded).is_some()
}

/// Whether a name begins with a division and goes on.
pub(crate) fn begins_with_place(folded: &str, vocabulary: &FactsVocabulary) -> bool {
    let name = vocabulary.without_prefix(folded);
    let place = vocabulary.regions.match_start(name).map_or(0, |m| m.length);
    place > 0 && name[place..].chars().count() >= 2
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
    is_known(&name.folded, vocabulary).then(|| (folded[..digits].to_owned(), name))
}
