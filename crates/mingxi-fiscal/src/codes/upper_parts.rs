//! The upper parts of a code that a row leaves out: those printed above it or, where a label stands in the middle of its
//! rows or a page break cuts its cell, those below.

use super::CodeVocabulary;
use super::vocabulary::key;

/// The most codes that a name of its own has.
const FEW: usize = 2;

/// The parts of the next rows, each the next that is printed in its column.
pub(super) fn parts_below<'a>(rows: impl DoubleEndedIterator<Item = &'a [String]>) -> Vec<Vec<String>> {
    let mut next: Vec<String> = Vec::new();
    let mut below: Vec<Vec<String>> = Vec::new();
    for parts in rows.rev() {
        below.push(next.clone());
        next.resize(next.len().max(parts.len()), String::new());
        for (next, part) in next.iter_mut().zip(parts).filter(|(_, part)| !part.is_empty()) {
            next.clone_from(part);
        }
    }
    below.reverse();
    below
}

/// Which upper parts the name of a row agrees with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ways {
    /// Those above are known.
    pub(super) is_above_known: bool,
    /// The classification has the name under those above.
    pub(super) above_agrees: bool,
    /// Few codes have the name, so that its place is no chance (行政运行 stands under any 款).
    pub(super) is_telling: bool,
    /// The parts with some of those below under which it has it.
    pub(super) below: Option<Vec<String>>,
}

impl Ways {
    /// Whether the row belongs to what is printed below it, not above.
    pub(super) fn begins_below(&self) -> bool {
        self.is_above_known && !self.above_agrees && self.is_telling && self.below.is_some()
    }
}

/// Tries the parts above and below before the printed ones; `None` where the row leaves none out or has no name.
pub(super) fn ways(
    parts: &[String],
    above: &[String],
    below: &[String],
    name: Option<&str>,
    codes: &CodeVocabulary,
) -> Option<Ways> {
    let first = parts.iter().position(|part| !part.is_empty()).filter(|first| matches!(first, 1 | 2))?;
    let name = name?;
    let tail: String = parts[first..]
        .iter()
        .map(|part| if part.len() == 1 { format!("0{part}") } else { part.clone() })
        .collect();
    // Which places are taken from below; a 款 changes more often than its 类.
    let masks: &[usize] = if first == 1 { &[0b1] } else { &[0b10, 0b11, 0b01] };
    let head = |mask: usize| -> Option<Vec<String>> {
        let part = |place: usize| if mask >> place & 1 == 1 { below.get(place) } else { above.get(place) };
        (0..first).map(|place| part(place).filter(|part| !part.is_empty()).cloned()).collect()
    };
    let agrees = |head: &Vec<String>| codes.agree(&format!("{}{tail}", head.concat()), name);
    let known = head(0);
    Some(Ways {
        is_above_known: known.is_some(),
        above_agrees: known.as_ref().is_some_and(agrees),
        is_telling: codes.codes_named(&key(name)).take(FEW + 1).count() <= FEW,
        below: masks.iter().filter_map(|mask| head(*mask)).find(agrees),
    })
}

/// Whether the last printed part begins a new group: it does not count on from the one before.
pub(super) fn restarts(parts: &[String], before: &str) -> bool {
    let last = parts.iter().rev().find(|part| !part.is_empty());
    last.is_some_and(|last| last.len() == before.len() && last.as_str() <= before)
}
