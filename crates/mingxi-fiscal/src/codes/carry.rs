//! Codes printed only where they change: 208 / 05 / 01 in three columns or below each other in one.

use super::CodeVocabulary;
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
}

impl Above {
    /// A new budget unit begins anew.
    pub fn reset(&mut self) {
        *self = Above::default();
    }

    /// The row's code, completed from the rows above where it prints only the end. `below` are the parts of the next row
    /// that prints the first: those of this one where a page break cuts the cell of its 类 and nothing stands above, if
    /// the classification has the row's name under them.
    pub fn complete(
        &mut self,
        cells: &CodeCells,
        below: &[String],
        name: Option<&str>,
        codes: &CodeVocabulary,
    ) -> String {
        if cells.parts.iter().any(|part| !part.is_empty()) {
            self.take_below(&cells.parts, below, name, codes);
            return self.complete_parts(&cells.parts, name, codes);
        }
        self.complete_whole(&cells.whole, name, codes)
    }

    fn take_below(&mut self, parts: &[String], below: &[String], name: Option<&str>, codes: &CodeVocabulary) {
        let first = parts.iter().position(|part| !part.is_empty()).unwrap_or(0);
        if first == 0 || self.parts.iter().take(first).any(|part| !part.is_empty()) {
            return;
        }
        let Some(head) = below.get(..first).filter(|head| head.iter().all(|part| !part.is_empty())) else {
            return;
        };
        let code = format!("{}{}", head.concat(), parts[first..].concat());
        if name.is_some_and(|name| codes.agree(&code, name)) {
            self.parts = head.to_vec();
        }
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
