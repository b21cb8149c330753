//! Code and name in one cell: what the text looks like, not yet whether it is meant.

/// How code and name are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// `[201]一般公共服务支出`
    Bracketed,
    /// `2014001-行政运行`, `2014001：行政运行`, `2014001/行政运行`
    Dashed,
    /// `行政运行（2014001）`
    Behind,
    /// `30101基本工资`, `301 工资福利支出`
    Glued,
}

/// A text that reads like a code and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Joined<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub notation: Notation,
}

/// What kind of code a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Three, five or seven digits of a functional or economic classification.
    Classification,
    /// Six digits: a budget unit.
    Unit,
    /// A letter and digits: a catalogue of procurement.
    Catalogue,
    /// Other digits.
    Other,
}

const DASHES: &[char] = &['-', '—', '–', '―', '─', '－', '_'];
/// Other marks between a code and its name, one of them.
const SEPARATORS: [char; 2] = [':', '/'];
const BRACKETS: &[(char, char)] = &[('[', ']'), ('【', '】'), ('(', ')'), ('〔', '〕')];

/// The shape of a code.
pub(super) fn shape(code: &str) -> Shape {
    let first = code.as_bytes().first().copied().unwrap_or_default();
    match (code.len(), first) {
        (_, b'A'..=b'Z') => Shape::Catalogue,
        (3 | 5 | 7, b'2' | b'3' | b'5') => Shape::Classification,
        (6, _) => Shape::Unit,
        _ => Shape::Other,
    }
}

/// The length up to which a letter and digits are no whole code of a good.
const SHORT_CATALOGUE: usize = 6;

/// A code of a catalogue of goods that stands alone: A02010108.
pub(super) fn is_catalogue_code(text: &str) -> bool {
    text.len() > 2 && shape(text) == Shape::Catalogue && code_length(text) == Some(text.len())
}

/// Takes a squeezed text apart that begins with a code and goes on with a name.
pub(super) fn split_joined(text: &str) -> Option<Joined<'_>> {
    for (open, close) in BRACKETS {
        let Some((code, name)) = text.strip_prefix(*open).and_then(|rest| rest.split_once(*close)) else {
            continue;
        };
        // (1) and (12) number a list.
        let is_number = *open == '(' && code.len() < 3;
        let name = name.trim_start_matches(DASHES);
        return (code_length(code) == Some(code.len()) && !is_number && begins_name(name))
            .then_some(Joined { code, name, notation: Notation::Bracketed });
    }
    if let Some(joined) = code_behind(text) {
        return Some(joined);
    }
    let (code, rest) = text.split_at_checked(code_length(text)?)?;
    let name = rest.trim_start_matches(DASHES);
    let name = if name.len() == rest.len() { rest.strip_prefix(SEPARATORS).unwrap_or(rest) } else { name };
    let notation = if name.len() < rest.len() { Notation::Dashed } else { Notation::Glued };
    let is_good = is_catalogue_code(code) && code.len() > SHORT_CATALOGUE && begins_good(name);
    (begins_name(name) || is_good).then_some(Joined { code, name, notation })
}

/// A name and its code in brackets behind it. Shorter numbers there count something.
fn code_behind(text: &str) -> Option<Joined<'_>> {
    BRACKETS.iter().find_map(|(open, close)| {
        let (name, code) = text.strip_suffix(*close)?.rsplit_once(*open)?;
        let is_code = matches!(code.len(), 3 | 5 | 6 | 7) && code.bytes().all(|b| b.is_ascii_digit());
        (is_code && begins_name(name)).then_some(Joined { code, name, notation: Notation::Behind })
    })
}

/// A code printed in groups: 208-05-01, 208.05.01.
pub(crate) fn without_marks(text: &str) -> Option<String> {
    let mut groups = text.split(['-', '.', '/', '·', '—', '－']);
    let is_digits = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().filter(|group| group.len() == 3 && is_digits(group))?;
    let rest: Vec<&str> = groups.collect();
    let fits = (1..=2).contains(&rest.len()) && rest.iter().all(|group| group.len() == 2 && is_digits(group));
    // 208.05 alone may be an amount.
    let is_amount = rest.len() == 1 && text.contains('.');
    (fits && !is_amount).then(|| format!("{first}{}", rest.concat()))
}

/// How many bytes at the start of a text can be a code: `2014001`, `A`, `C0206`.
fn code_length(text: &str) -> Option<usize> {
    let after_letter = usize::from(text.as_bytes().first()?.is_ascii_uppercase());
    let digits = text.bytes().skip(after_letter).take_while(u8::is_ascii_digit).count();
    let fits = match after_letter {
        0 => (2..=9).contains(&digits),
        _ => digits <= 10,
    };
    fits.then_some(after_letter + digits)
}

/// Behind the whole code of a good its name may begin with a letter (A02021003 A4黑白打印机).
fn begins_good(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().any(mingxi_model::text::is_han)
}

/// A name begins with a word, not with a number, and is more than one character.
fn begins_name(text: &str) -> bool {
    let first = text.trim_start_matches(['“', '"', '《', '(']).chars().next();
    first.is_some_and(mingxi_model::text::is_han) && text.chars().count() > 1
}
