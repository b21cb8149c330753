//! What stands before the text: fonts, colours, styles.

use super::pages::of_charset;
use crate::word::look::Colour;
use encoding_rs::Encoding;
use std::collections::BTreeMap;

/// Entries of one table; Word's own files have some hundreds.
const ENTRIES: usize = 20_000;
/// The longest name of a font or style that is heard, in bytes.
const NAME: usize = 200;

/// A font.
#[derive(Debug, Clone, Default)]
pub(super) struct Font {
    pub(super) name: String,
    /// The encoding of its bytes; `None` for the file's own.
    pub(super) encoding: Option<&'static Encoding>,
    /// Its characters are drawings.
    pub(super) is_symbol: bool,
}

/// The tables of a file as they are read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) fonts: BTreeMap<i32, Font>,
    pub(super) colours: Vec<Option<Colour>>,
    /// Heading levels of the paragraph styles, 0 = top.
    pub(super) outlines: BTreeMap<i32, i64>,
    /// Styles of tables may paint cells.
    pub(super) styles_shade: bool,
    font: (i32, Font),
    parts: (Option<u8>, u8, u8),
    style: (i32, Option<i64>, String),
}

impl Tables {
    /// A control of the font table.
    pub(super) fn font(&mut self, word: &str, number: Option<i32>) {
        match word {
            "f" => {
                self.end_font();
                self.font.0 = number.unwrap_or(0);
            }
            "fcharset" => {
                let charset = number.unwrap_or(0);
                self.font.1.encoding = of_charset(charset);
                self.font.1.is_symbol = charset == 2;
            }
            _ => {}
        }
    }

    /// Text of the font table: a name, ended by a semicolon.
    pub(super) fn font_name(&mut self, text: &str) {
        let name = &mut self.font.1.name;
        name.extend(text.chars().filter(|c| *c != ';').take(NAME.saturating_sub(name.len())));
        if text.contains(';') {
            self.end_font();
        }
    }

    fn end_font(&mut self) {
        let (number, font) = std::mem::take(&mut self.font);
        let is_known = !font.name.is_empty() || font.encoding.is_some() || font.is_symbol;
        if is_known && self.fonts.len() < ENTRIES {
            self.fonts.entry(number).or_insert(font);
        }
    }

    /// A control of the colour table.
    pub(super) fn colour(&mut self, word: &str, number: Option<i32>) {
        let part = u8::try_from(number.unwrap_or(0).clamp(0, 255)).unwrap_or(0);
        match word {
            "red" => self.parts.0 = Some(part),
            "green" => self.parts.1 = part,
            "blue" => self.parts.2 = part,
            _ => {}
        }
    }

    /// The end of a colour; one without parts is the automatic one.
    pub(super) fn end_colour(&mut self) {
        let (red, green, blue) = std::mem::take(&mut self.parts);
        if self.colours.len() < ENTRIES {
            self.colours.push(red.map(|red| [red, green, blue]));
        }
    }

    /// A control of the style sheet.
    pub(super) fn style(&mut self, word: &str, number: Option<i32>) {
        match word {
            "s" => self.style = (number.unwrap_or(0), None, String::new()),
            "cs" | "ds" | "ts" => self.style = (-1, None, String::new()),
            "outlinelevel" => self.style.1 = number.map(i64::from),
            "tscellcbpat" | "tscellpct" => self.styles_shade = true,
            _ => {}
        }
    }

    /// Text of the style sheet: a name, ended by a semicolon.
    pub(super) fn style_name(&mut self, text: &str) {
        let name = &mut self.style.2;
        name.extend(text.chars().take(NAME.saturating_sub(name.len())));
        if !text.contains(';') {
            return;
        }
        let (number, outline, name) = std::mem::take(&mut self.style);
        let outline = outline.or_else(|| heading(&name));
        if let Some(outline) = outline.filter(|level| (0..9).contains(level) && number >= 0)
            && self.outlines.len() < ENTRIES
        {
            self.outlines.insert(number, outline);
        }
    }
}

/// The level of a style by the name that Word's own headings have.
fn heading(name: &str) -> Option<i64> {
    let lower = name.trim_end_matches(';').trim().to_ascii_lowercase();
    let digit = lower.strip_prefix("heading ").or_else(|| lower.strip_prefix("标题 "))?;
    digit.parse::<i64>().ok().map(|level| level - 1)
}
