//! Values as a spreadsheet program displays them (数字格式): the format is part of what is printed, the width of the
//! column is not (`####` is nothing that anybody printed).

mod builtin;
mod date;
mod digits;
mod format;
mod number;
mod numerals;
#[cfg(test)]
mod tests;

pub(super) use builtin::builtin;

use digits::Digits;
use format::{Piece, Section};

/// The most decimals of an amount: 万元 to the last 分 has six.
const STORED_DECIMALS: usize = 6;

/// A number format, understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct NumberFormat {
    sections: Vec<Section>,
}

impl NumberFormat {
    /// Understands a format code; one that is empty or too long counts as General.
    pub(super) fn parse(code: &str) -> NumberFormat {
        let is_general = code.is_empty() || code.eq_ignore_ascii_case("general");
        NumberFormat { sections: if is_general { Vec::new() } else { format::sections(code) } }
    }

    /// What is displayed of a number: exactly the stored decimal, rounded half away from zero to the decimals of the
    /// format. `is_1904` says from where a workbook counts its days.
    pub(super) fn number(&self, value: f64, is_1904: bool) -> String {
        let Some((section, has_sign)) = self.section(value) else { return general(value) };
        if section.is_clock() {
            return date::date(section, value, is_1904).unwrap_or_else(|| general(value));
        }
        if section.has(|piece| *piece == Piece::Text) {
            return general(value);
        }
        let (text, is_nothing) = number::number(section, value);
        let text = text.trim();
        // A sign that only a colour shows would be lost with it.
        let shows = |text: &str| text.contains(['-', '−', '(', '（', '△', '▲']);
        let is_red = has_sign && section.is_coloured && !section.pieces.is_empty() && !shows(text);
        let is_signed = value < 0.0 && !is_nothing && (!has_sign || is_red);
        if is_signed { format!("-{text}") } else { text.to_owned() }
    }

    /// The stored number, where a plain format displays fewer of its decimals, or writes it in Chinese numerals. One with
    /// more decimals than money has in any unit is what arithmetic left: there the display is the statement.
    pub(super) fn stored(&self, value: f64) -> Option<String> {
        let (section, _) = self.section(value)?;
        if section.numerals.is_some() && !section.is_clock() {
            return Some(general(value));
        }
        let is_plain = section.thousands == 0
            && section.has(|piece| matches!(piece, Piece::Digit(_)))
            && section.pieces.iter().all(|piece| {
                matches!(piece, Piece::Digit(_) | Piece::Point | Piece::Blank)
                    || matches!(piece, Piece::Words(words) if !words.contains(is_ink))
            });
        let decimals = Digits::of(value).decimals().len();
        let has_more = decimals > number::decimals_of(&section.pieces) && decimals <= STORED_DECIMALS;
        (is_plain && has_more).then(|| general(value))
    }

    /// What is displayed of a text.
    pub(super) fn text(&self, text: String) -> String {
        let last = self.sections.last();
        let section = match self.sections.len() {
            4 => last,
            _ => last.filter(|section| section.has(|piece| *piece == Piece::Text)),
        };
        let Some(section) = section else { return text };
        if section.pieces.iter().all(|piece| matches!(piece, Piece::Text | Piece::Blank))
            && !section.pieces.is_empty()
        {
            return text;
        }
        let mut shown = String::new();
        for piece in &section.pieces {
            match piece {
                Piece::Text | Piece::General => shown.push_str(&text),
                Piece::Words(words) => shown.push_str(words),
                _ => {}
            }
        }
        shown
    }

    /// The section that a number is shown by, and whether that has the sign of a negative one in its own hands.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let numbers = &self.sections[..self.sections.len().min(3)];
        // A section for texts stands behind those for numbers, also where these are fewer than three.
        let is_text = |section: &Section| section.has(|piece| *piece == Piece::Text);
        let numbers = match numbers.split_last() {
            Some((last, others)) if is_text(last) && !others.is_empty() => others,
            _ => numbers,
        };
        let by_condition = numbers.iter().any(|section| section.condition.is_some());
        match numbers {
            [] => None,
            [only] if only.condition.is_none() => Some((only, false)),
            [positive, negative, rest @ ..] if !by_condition => {
                if value < 0.0 {
                    Some((negative, true))
                } else if value == 0.0 {
                    Some((rest.first().unwrap_or(positive), false))
                } else {
                    Some((positive, false))
                }
            }
            _ => {
                let of_negatives = |section: &Section, at: usize| match section.condition {
                    Some(condition) => condition.is_of_negatives(),
                    None => at == 1 && numbers.len() == 3,
                };
                let found = numbers.iter().enumerate().find(|(at, section)| match section.condition {
                    Some(condition) => condition.holds(value),
                    None => at + 1 == numbers.len() || (*at == 1 && value < 0.0),
                });
                found.map(|(at, section)| (section, value < 0.0 && of_negatives(section, at)))
            }
        }
    }
}

/// Whether a character between digits means something: all but signs and brackets.
fn is_ink(c: char) -> bool {
    !matches!(c, '-' | '+' | '(' | ')' | '（' | '）') && !c.is_whitespace()
}

/// A number as the format General shows it.
pub(super) fn general(value: f64) -> String {
    let text = Digits::of(value).general();
    if value < 0.0 { format!("-{text}") } else { text }
}
