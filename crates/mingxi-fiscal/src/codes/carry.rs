//! Codes printed only where they change: 208 / 05 / 01 in three columns or below each other in one.

use super::CodeVocabulary;
use super::upper_parts::{Printed, restarts, ways};
use super::vocabulary::key;

/// The code cells of one classification in one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CodeCells {
    /// A text in a column of whole codes.
    pub whole: String,
    /// Texts of the columns 类, 款, 项, blank ones too.
    pub parts: Vec<String>,
}

impl CodeCells {
    /// The parts, that in a column headed as one of codes included: 科目编码 | 款 over 301 | 01. `known` is how many the
    /// rows above have.
    pub(super) fn all_parts(&self, known: usize) -> Vec<String> {
        let are_ends = matches!(self.parts.len(), 1 | 2) && self.parts.iter().all(|part| part.len() < 3);
        let goes_on = self.whole.is_empty() && known == self.parts.len() + 1;
        let whole = (are_ends && (self.whole.len() == 3 || goes_on)).then(|| self.whole.clone());
        whole.into_iter().chain(self.parts.iter().cloned()).collect()
    }

    /// Whether the row prints a code of the classification, whole or in parts.
    pub(super) fn is_printed(&self) -> bool {
        !self.whole.is_empty() || self.parts.iter().any(|part| !part.is_empty())
    }
}

/// The codes of the rows above.
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    parts: Vec<String>,
    whole: String,
    /// The last part that was printed.
    last: String,
    /// Labels stand in the middle of their rows.
    is_centred: bool,
}

impl Above {
    /// A new budget unit begins anew.
    pub fn reset(&mut self) {
        *self = Above { is_centred: self.is_centred, ..Above::default() };
    }

    /// For rows whose labels may stand in the middle of their groups; `rows` are their parts, what stands below them, and
    /// their names.
    pub fn of<'a>(
        rows: impl Iterator<Item = (&'a CodeCells, &'a [Printed], &'a str)>,
        codes: &CodeVocabulary,
    ) -> Above {
        let mut above = Above::default();
        let mut is_centred = false;
        for (cells, below, name) in rows {
            let parts = cells.all_parts(above.parts.len());
            let ways = ways(&parts, &above.parts, below, Some(name), codes);
            is_centred |= ways.is_some_and(|ways| ways.begins_below());
            above.complete(cells, below, Some(name), codes);
        }
        Above { is_centred, ..Above::default() }
    }

    /// The row's code, completed from the rows above where it prints only the end. `below` are the
    /// next parts printed below it.
    pub fn complete(
        &mut self,
        cells: &CodeCells,
        below: &[Printed],
        name: Option<&str>,
        codes: &CodeVocabulary,
    ) -> String {
        let parts = cells.all_parts(self.parts.len());
        if parts.iter().any(|part| !part.is_empty()) {
            self.take_below(&parts, below, name, codes);
            return self.complete_parts(&parts, name, codes);
        }
        self.complete_whole(&cells.whole, name, codes)
    }

    /// Takes upper parts from below where the name of the row is found under them alone. Where labels stand in the middle
    /// of their rows, so it is for a name found under both, from the row on at which the parts begin anew.
    fn take_below(
        &mut self,
        parts: &[String],
        below: &[Printed],
        name: Option<&str>,
        codes: &CodeVocabulary,
    ) {
        if let Some(ways) = ways(parts, &self.parts, below, name, codes)
            && (!ways.is_above_known || ways.begins_below() || self.is_centred && restarts(parts, &self.last))
            && let Some(head) = ways.below
        {
            self.parts = head;
        }
        self.last = parts.iter().rev().find(|part| !part.is_empty()).cloned().unwrap_or_default();
    }

    fn complete_parts(&mut self, parts: &[String], name: Option<&str>, codes: &CodeVocabulary) -> String {
        // A part that is a whole code already needs no other.
        if let Some(whole) = parts.iter().rev().find(|part| part.len() >= 5) {
            self.parts = [whole.get(..3), whole.get(3..5), whole.get(5..7)]
                .into_iter()
                .map(|part| part.unwrap_or_default().to_owned())
                .collect();
            return whole.clone();
        }
        let mut own: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| if place > 0 && part.len() == 1 { format!("0{part}") } else { part.clone() })
            .collect();
        let first = own.iter().position(|part| !part.is_empty()).unwrap_or(own.len());
        let last = own.iter().rposition(|part| !part.is_empty()).unwrap_or(0);
        let is_known = |above: &[String], upto: usize| {
            above.len() >= upto && above[..upto].iter().all(|part| !part.is_empty())
        };
        if first > 0 && is_known(&self.parts, first) {
            own[..first].clone_from_slice(&self.parts[..first]);
        }
        // 208 | | 01 below 208 | 05: the 类 is printed again, the 款 is not.
        for place in 1..last {
            let same_start = is_known(&self.parts, place + 1) && own[..place] == self.parts[..place];
            if own[place].is_empty() && same_start {
                own[place].clone_from(&self.parts[place]);
            }
        }
        let code = own.concat();
        let printed = parts.concat();
        if code.len() > printed.len() && name.is_some_and(|name| contradicts(&code, &printed, name, codes)) {
            self.reset();
            return printed;
        }
        if !own.first().is_none_or(String::is_empty) {
            self.parts = own;
        }
        code
    }

    fn complete_whole(&mut self, text: &str, name: Option<&str>, codes: &CodeVocabulary) -> String {
        if text.len() > 2 || text.is_empty() {
            if matches!(text.len(), 3 | 5 | 7) {
                text.clone_into(&mut self.whole);
            } else if !text.is_empty() {
                self.reset();
            }
            return text.to_owned();
        }
        let part = if text.len() == 1 { format!("0{text}") } else { text.to_owned() };
        let under = |length: usize| self.whole.get(..length).map(|head| format!("{head}{part}"));
        let candidates: Vec<String> = [under(5), under(3)].into_iter().flatten().collect();
        let by_name = candidates.iter().find(|code| name.is_some_and(|name| codes.agree(code, name)));
        let listed = || candidates.iter().find(|code| !codes.entries(code).is_empty());
        let contradicted = |code: &str| name.is_some_and(|name| contradicts(code, text, name, codes));
        match by_name.or_else(listed).or(candidates.first()) {
            Some(code) if contradicted(code) => {
                self.reset();
                text.to_owned()
            }
            Some(code) => {
                self.whole.clone_from(code);
                code.clone()
            }
            None => text.to_owned(),
        }
    }
}

/// Whether the classification has the completed code under another name, and the printed name under another
/// code with the same end: then the rows above are not those that the form means.
fn contradicts(code: &str, printed: &str, name: &str, codes: &CodeVocabulary) -> bool {
    let name_key = key(name);
    !codes.entries(code).is_empty()
        && !codes.entries(code).iter().any(|entry| entry.has_name(&name_key) || entry.abbreviates(&name_key))
        && codes.codes_named(&name_key).any(|other| other.ends_with(printed))
}
