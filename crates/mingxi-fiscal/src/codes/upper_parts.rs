//! The upper parts of a code that a row leaves out: those printed above it or, where a label stands in the middle of its
//! rows or a page break cuts its cell, those below.

use super::CodeVocabulary;
use super::vocabulary::key;

/// The most codes that a name of its own has.
const FEW: usize = 2;

/// A part that is printed below a row, with the index of its row.
pub(super) type Printed = (usize, String);

/// For each row the next part below it in each column; an empty text where there is none.
pub(super) fn parts_below<'a>(
    rows: impl DoubleEndedIterator<Item = &'a [String]> + ExactSizeIterator,
) -> Vec<Vec<Printed>> {
    let mut next: Vec<Printed> = Vec::new();
    let mut below: Vec<Vec<Printed>> = Vec::new();
    for (row, parts) in rows.enumerate().rev() {
        below.push(next.clone());
        next.resize(next.len().max(parts.len()), (usize::MAX, String::new()));
        for (next, part) in next.iter_mut().zip(parts).filter(|(_, part)| !part.is_empty()) {
            *next = (row, part.clone());
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
    below: &[Printed],
    name: Option<&str>,
    codes: &CodeVocabulary,
) -> Option<Ways> {
    let first = parts.iter().position(|part| !part.is_empty()).filter(|first| matches!(first, 1 | 2))?;
    let name = name?;
    let tail: String = parts[first..]
        .iter()
        .map(|part| if part.len() == 1 { format!("0{part}") } else { part.clone() })
        .collect();
    // Which places are taken from below. A 款 printed with the next 类 or after it is one of that 类.
    let row = |place: usize| below.get(place).map_or(usize::MAX, |(row, _)| *row);
    let masks: &[usize] = match first {
        1 => &[0b1],
        _ if row(1) >= row(0) => &[0b11, 0b01],
        _ => &[0b10, 0b11, 0b01],
    };
    let head = |mask: usize| -> Option<Vec<String>> {
        let part = |place: usize| match mask >> place & 1 {
            1 => below.get(place).map(|(_, part)| part),
            _ => above.get(place),
        };
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
