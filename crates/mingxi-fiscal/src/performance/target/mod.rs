//! A target as printed to its comparison, number and unit, or to several of them.

mod quantity;
mod several;

#[cfg(test)]
mod tests;

use super::vocabulary::PerformanceVocabulary;
use mingxi_model::text::{is_space, squeeze};
use mingxi_model::{Operator, TargetPart, parse_number};
use rust_decimal::Decimal;

/// What a printed target says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// How it compares; [`Operator::Text`] for words, dates and several values in one cell.
    pub operator: Operator,
    /// The number.
    pub value: Option<Decimal>,
    /// What is counted (%, 人次, 万元).
    pub unit: Option<String>,
    /// The values of a list (≥12；≥10) or the bounds of a range (90%-95%); empty for anything else.
    pub parts: Vec<TargetPart>,
    /// Whether white space parts the digits of the number.
    pub gap: Gap,
}

/// White space between digits that need not belong to one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// None.
    None,
    /// Joined (≥155 612人): a comparison stands before the first digits only.
    Joined,
    /// One number that was wrapped, or two (100 100%): no number is taken.
    Torn,
}

/// Reads a target: `≥95%`, `大于等于15次`, `2.42万元以内`, `及时`. `None` for an empty cell.
///
/// A number without a printed comparison counts as `=`. Dates (2023年1-12月) are words. Lists (≥12；≥10) and
/// ranges are words too, since one number could not stand for them; their values are in `parts`.
pub fn parse_target(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Target> {
    let folded = squeeze(text);
    let rest = trim(&folded);
    if rest.is_empty() {
        return None;
    }
    let words =
        Target { operator: Operator::Text, value: None, unit: None, parts: Vec::new(), gap: Gap::None };
    let gaps = gaps(text);
    let is_apart = !gaps.is_empty();
    let is_compared = || vocabulary.operators.iter().any(|(word, _)| rest.starts_with(word.as_str()));
    if is_apart && !(gaps.iter().all(is_within_group) && is_compared()) {
        return Some(Target { gap: Gap::Torn, ..words });
    }
    let words = Target { gap: if is_apart { Gap::Joined } else { Gap::None }, ..words };
    Some(match quantity::quantity(rest, vocabulary) {
        Some(TargetPart { operator, value, unit }) => Target { operator, value: Some(value), unit, ..words },
        None => Target { parts: several::several(text, vocabulary), ..words },
    })
}

/// Whether a text looks like a target with a number: what tells a shifted row.
pub fn is_quantity(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    quantity::plain(trim(&squeeze(text)), vocabulary).is_some()
}

/// A text without the punctuation that ends it.
fn trim(text: &str) -> &str {
    text.trim_end_matches([';', ',', '。', '、', '.'])
}

/// The digits before and after white space that need not stand inside one number (100 100%).
fn gaps(text: &str) -> Vec<(String, String)> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let folded: String = text.chars().map(mingxi_model::text::fold_width).collect();
    let pieces: Vec<&str> = folded.split(is_space).filter(|piece| !piece.is_empty()).collect();
    let gap = |pair: &[&str]| {
        let head = &pair[0][pair[0].trim_end_matches(is_digit).len()..];
        let tail = &pair[1][..pair[1].len() - pair[1].trim_start_matches(is_digit).len()];
        let is_gap =
            !head.is_empty() && !tail.is_empty() && parse_number(&format!("{head} {tail}")).is_none();
        is_gap.then(|| (head.to_owned(), tail.to_owned()))
    };
    pieces.windows(2).filter_map(gap).collect()
}

/// Whether the digits around a gap may be of one number: a group of three behind it (155 612), or one that it cuts
/// (1,30 7190 is none). 30 0 may be the values of two rows.
fn is_within_group((head, tail): &(String, String)) -> bool {
    let group = head.rsplit(',').next().unwrap_or(head).len();
    let rest = tail.split(['.', ',']).next().unwrap_or(tail).len();
    let is_cut = head.contains(',') && group + rest == 3;
    !head.contains('.') && (rest == 3 && group <= 3 || is_cut)
}
