//! The text of one line as it is gathered: white space as browsers draw it.

use super::dom::Id;
use mingxi_model::text::is_han;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A line being gathered.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    /// White space that counts once something follows; whether it only wraps the source.
    pending: Option<bool>,
    /// The first text in it.
    pub(super) first: Option<Id>,
}

impl Line {
    /// Whether nothing stands in it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The last character.
    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Adds text that keeps its white space.
    pub(super) fn push_kept(&mut self, text: &str, from: Id) {
        self.pending = None;
        self.first = self.first.or(Some(from));
        self.text.push_str(&text.replace('\r', ""));
    }

    /// Adds text whose white space is drawn as one blank, or as none between Chinese characters on two lines.
    pub(super) fn push(&mut self, text: &str, from: Id) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                let wraps = matches!(c, '\n' | '\r');
                self.pending = Some(self.pending.unwrap_or(false) | wraps);
                continue;
            }
            if let Some(wraps) = self.pending.take()
                && let Some(last) = self.last()
                && last != '\n'
                && !(wraps && is_wide(last) && is_wide(c))
            {
                self.text.push(' ');
            }
            self.first = self.first.or(Some(from));
            self.text.push(c);
        }
    }

    /// Parts what follows from what stands.
    pub(super) fn gap(&mut self) {
        self.pending = self.pending.or(Some(false));
    }

    /// Ends a printed line inside the text.
    pub(super) fn wrap(&mut self) {
        self.pending = None;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Takes the text, its characters composed, without line ends around it.
    pub(super) fn take(&mut self) -> (String, Option<Id>) {
        self.pending = None;
        let text = std::mem::take(&mut self.text);
        let trimmed = text.trim_matches('\n');
        let composed = match is_nfc_quick(trimmed.chars()) {
            IsNormalized::Yes => trimmed.to_owned(),
            _ => trimmed.nfc().collect(),
        };
        (composed, self.first.take())
    }
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parts: &[&str]) -> String {
        let mut line = Line::default();
        parts.iter().for_each(|part| line.push(part, 0));
        line.take().0
    }

    #[test]
    fn white_space_is_drawn_once() {
        assert_eq!(drawn(&["  科目 \t  编码\n"]), "科目 编码");
        assert_eq!(drawn(&["部门\r\n  预算", "  2024\n年"]), "部门预算 2024 年");
        assert_eq!(drawn(&["\u{a0}\u{a0} 一、"]), "\u{a0}\u{a0} 一、");
        assert_eq!(drawn(&["12", " ", "34"]), "12 34");
    }
}
