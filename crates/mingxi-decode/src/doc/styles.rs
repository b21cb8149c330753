//! The style sheet (STSH, [MS-DOC] 2.9.271): what of the styles bears on the text.

use super::bytes::{part, u16_at};
use super::characters::{Characters, Toggle};
use super::paragraphs::Paragraphs;
use super::sprm::Sprms;
use crate::word::styles::{Style, Styles};
use std::collections::BTreeMap;

/// The number of a style that is none.
const NONE: u16 = 0x0fff;
/// The default styles of paragraphs and characters.
const DEFAULTS: (&str, &str) = ("0", "10");
/// Kinds of styles.
const PARAGRAPH: u16 = 1;
const CHARACTER: u16 = 2;
const TABLE: u16 = 3;
/// Built-in styles 1 to 9 are headings (标题 1 ...).
const HEADINGS: std::ops::RangeInclusive<u16> = 1..=9;
/// Shadings of a table style, of its cells, and whatever holds for parts of the table (first row, odd rows).
const SHADINGS: [u16; 3] = [0xd660, 0xd687, 0xd688];

/// Reads the sheet, as far as it is whole; `false` with it where it is not.
pub(super) fn read(sheet: &[u8]) -> (Styles, bool) {
    let mut styles = BTreeMap::new();
    let head = usize::from(u16_at(sheet, 0).unwrap_or(0));
    let count = u16_at(sheet, 2).unwrap_or(0);
    let base = usize::from(u16_at(sheet, 4).unwrap_or(0));
    let mut at = 2 + head;
    let mut is_whole = head > 0;
    for number in 0..count {
        let Some(size) = u16_at(sheet, at) else {
            is_whole = false;
            break;
        };
        let entry = part(sheet, at + 2, usize::from(size));
        if size > 0
            && let Some(style) = style(entry, base, number)
        {
            styles.insert(number.to_string(), style);
        }
        // Entries begin at even places.
        at += 2 + usize::from(size) + usize::from(size % 2);
    }
    let defaults = (Some(DEFAULTS.0.to_owned()), Some(DEFAULTS.1.to_owned()));
    (Styles::new(styles, defaults, false), is_whole)
}

fn style(entry: &[u8], base: usize, number: u16) -> Option<Style> {
    let built_in = u16_at(entry, 0)? & 0x0fff;
    let kind = u16_at(entry, 2)?;
    let parent = kind >> 4;
    let mut style = Style { based_on: (parent != NONE).then(|| parent.to_string()), ..Style::default() };
    let groups = groups(entry, base, usize::from(u16_at(entry, 4)? & 0xf));
    let group = |index: usize| groups.get(index).copied().unwrap_or_default();
    match kind & 0xf {
        PARAGRAPH => {
            paragraph(&mut style, group(0), number);
            characters(&mut style, group(1));
            if HEADINGS.contains(&built_in) {
                style.outline = style.outline.or(Some(i64::from(built_in) - 1));
            }
        }
        CHARACTER => characters(&mut style, group(0)),
        TABLE => style.shades = shades(group(0)),
        _ => {}
    }
    Some(style)
}

/// Groups of modifiers: they follow the name, each after its size and at an even place.
fn groups(entry: &[u8], base: usize, count: usize) -> Vec<&[u8]> {
    let name = usize::from(u16_at(entry, base).unwrap_or(0));
    let mut at = base + 2 + 2 * name + 2;
    let mut groups = Vec::new();
    for _ in 0..count {
        at += at % 2;
        let Some(size) = u16_at(entry, at) else { break };
        groups.push(part(entry, at + 2, usize::from(size)));
        at += 2 + usize::from(size);
    }
    groups
}

fn paragraph(style: &mut Style, group: &[u8], number: u16) {
    let stated = Paragraphs::of(group, &[]);
    style.outline = stated.outline.map(i64::from);
    style.indent = stated.indent();
    style.level = stated.level.map(i64::from);
    style.list = stated.list.map(|list| list.max(0).to_string());
    if style.list.is_some() {
        style.numbered_by = Some(number.to_string());
    }
}

fn characters(style: &mut Style, group: &[u8]) {
    let mut stated = Characters::default();
    stated.read(group);
    style.hidden = stated.hidden.and_then(Toggle::of_style);
    style.look = stated.look;
    let strikes = [stated.strike, stated.double_strike];
    style.look.strike = strikes.into_iter().flatten().filter_map(Toggle::of_style).reduce(|a, b| a || b);
}

/// Whether a table style may paint anything under its cells.
fn shades(group: &[u8]) -> bool {
    Sprms(group).any(|(code, _)| SHADINGS.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::read;

    /// A style of a kind with groups of modifiers.
    fn style(built_in: u16, kind: u16, parent: u16, groups: &[&[u8]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for word in [built_in, parent << 4 | kind, u16::try_from(groups.len()).unwrap(), 0, 0] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend([1, 0, b'x', 0, 0, 0]);
        for group in groups {
            bytes.resize(bytes.len().next_multiple_of(2), 0);
            bytes.extend(u16::try_from(group.len()).unwrap().to_le_bytes());
            bytes.extend(*group);
        }
        bytes
    }

    fn sheet(styles: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![18, 0];
        let count = u16::try_from(styles.len()).unwrap();
        bytes.extend([count.to_le_bytes(), [10, 0]].concat());
        bytes.resize(20, 0);
        for style in styles {
            bytes.extend(u16::try_from(style.len()).unwrap().to_le_bytes());
            bytes.extend(style);
            bytes.resize(bytes.len().next_multiple_of(2), 0);
        }
        bytes
    }

    #[test]
    fn a_chain_of_styles() {
        let hidden: &[u8] = &[0x3c, 0x08, 1];
        let list: &[u8] = &[1, 0, 0x0b, 0x46, 5, 0, 0x0a, 0x26, 2];
        let bytes = sheet(&[
            style(0, 1, 0xfff, &[&[0, 0], &[]]),
            style(2, 1, 0, &[list, hidden]),
            style(0xffe, 1, 1, &[&[2, 0], &[]]),
            Vec::new(),
            style(0xffe, 2, 0xfff, &[&[0x3c, 0x08, 0x81]]),
        ]);
        let (styles, is_whole) = read(&bytes);
        assert!(is_whole);
        let last = styles.paragraph(Some("2"));
        assert_eq!((last.hidden, last.outline, last.level), (Some(true), Some(1), Some(2)));
        assert_eq!((last.list.as_deref(), last.numbered_by.as_deref()), (Some("5"), Some("1")));
        // Hidden by both styles is seen, as a toggle of a toggle.
        assert!(styles.is_hidden(last, None, None));
        assert!(!styles.is_hidden(last, Some("4"), None));
        assert!(styles.named("3").is_none());
    }

    #[test]
    fn a_cut_sheet_gives_what_it_has() {
        let bytes = sheet(&[style(0, 1, 0xfff, &[&[0, 0], &[]]), style(1, 1, 0, &[&[1, 0], &[]])]);
        for cut in 0..bytes.len() {
            read(&bytes[..cut]);
        }
        assert!(!read(&bytes[..30]).1 || bytes.len() < 30);
        assert!(!read(&[]).1);
    }
}
