//! Formulas that are constants (`=100%`, `=640`, `=10人`, `=730元/人/年`): texts that somebody typed and the program took
//! for more.

use super::records::Record;
use super::strings::Pieces;
use crate::excel::display::general;

/// Kinds of tokens.
const SHARED: u8 = 0x01;
const PERCENT: u8 = 0x14;
const BRACKETS: u8 = 0x15;
const TEXT: u8 = 0x17;
const WHOLE: u8 = 0x1e;
const NUMBER: u8 = 0x1f;
/// The signs between two operands, by their kinds from 3 on.
const SIGNS: [&str; 12] = ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>"];
/// Most tokens of a formula that was typed as a text.
const TOKENS: usize = 64;

/// What was typed.
pub(super) struct Constant {
    pub(super) text: String,
    pub(super) is_number: bool,
}

/// The tokens of a formula whose length stands at a place of a record.
pub(super) fn tokens<'a>(record: &Record<'a>, at: usize) -> Option<&'a [u8]> {
    let length = usize::from(record.u16(at)?);
    record.data.get(at + 2..)?.get(..length)
}

/// The constant that the tokens are: one number, perhaps a share, or texts with signs between them. Tokens stand behind
/// the operands that they join.
pub(super) fn constant(tokens: &[u8]) -> Option<Constant> {
    let mut operands: Vec<String> = Vec::new();
    let (mut has_text, mut has_sign) = (false, false);
    let mut rest = tokens;
    for _ in 0..TOKENS {
        let Some((kind, data)) = rest.split_first() else { break };
        let record = Record { kind: 0, data };
        let length = match *kind {
            WHOLE => {
                operands.push(record.u16(0)?.to_string());
                2
            }
            NUMBER => {
                operands.push(general(record.f64(0)?));
                8
            }
            TEXT => {
                let pieces = [data];
                let mut text = Pieces::new(&pieces);
                operands.push(text.short_text()?);
                has_text = true;
                text.taken()
            }
            PERCENT => {
                operands.last_mut()?.push('%');
                0
            }
            BRACKETS => {
                let inner = operands.pop()?;
                operands.push(format!("({inner})"));
                0
            }
            sign => {
                let sign = SIGNS.get(usize::from(sign.checked_sub(3)?))?;
                let (second, first) = (operands.pop()?, operands.pop()?);
                operands.push(format!("{first}{sign}{second}"));
                has_sign = true;
                0
            }
        };
        rest = data.get(length..)?;
    }
    let [text] = operands.as_slice() else { return None };
    let is_typed = rest.is_empty() && (has_text || !has_sign);
    is_typed.then(|| Constant { text: format!("={text}"), is_number: !has_text })
}

/// The first cell of the formula that the tokens only point at.
pub(super) fn shared(tokens: &[u8]) -> Option<(u32, u32)> {
    let (kind, rest) = tokens.split_first()?;
    let record = Record { kind: 0, data: rest };
    (*kind == SHARED).then_some((record.u16(0)?.into(), record.u16(2)?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let head = [TEXT, u8::try_from(units.len()).unwrap(), 1];
        head.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
    }

    #[track_caller]
    fn is(tokens: &[&[u8]], typed: Option<(&str, bool)>) {
        let found = constant(&tokens.concat());
        assert_eq!(found.as_ref().map(|found| (found.text.as_str(), found.is_number)), typed);
    }

    #[test]
    fn numbers_and_texts_with_signs_between_them() {
        is(&[&[WHOLE, 100, 0, PERCENT]], Some(("=100%", true)));
        is(&[&text("10人")], Some(("=10人", false)));
        is(&[&text("730元"), &text("人"), &[6], &text("年"), &[6]], Some(("=730元/人/年", false)));
        is(&[&[WHOLE, 2, 0], &text("次"), &[BRACKETS], &[6]], Some(("=2/(次)", false)));
        // A sum of numbers is a formula, and so is what refers to a cell.
        is(&[&[WHOLE, 2, 0, WHOLE, 3, 0, 3]], None);
        is(&[&[WHOLE, 2, 0, 0x44, 0, 0, 0, 0, 3]], None);
        is(&[&[3]], None);
        is(&[&[TEXT, 200, 1, 0]], None);
    }
}
