//! Formulas that are one constant (`=100%`, `=640`, `=10人`): texts that somebody typed and the program took for more.

use super::records::Record;
use super::strings::Pieces;
use crate::excel::display::general;

/// Kinds of tokens.
const SHARED: u8 = 0x01;
const PERCENT: u8 = 0x14;
const TEXT: u8 = 0x17;
const WHOLE: u8 = 0x1e;
const NUMBER: u8 = 0x1f;

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

/// The constant that the tokens are, if they are no more.
pub(super) fn constant(tokens: &[u8]) -> Option<Constant> {
    let (kind, rest) = tokens.split_first()?;
    let record = Record { kind: 0, data: rest };
    let (text, length) = match *kind {
        WHOLE => (record.u16(0)?.to_string(), 2),
        NUMBER => (general(record.f64(0)?), 8),
        TEXT => {
            let text = Pieces::new(&[rest]).short_text()?;
            return Some(Constant { text: format!("={text}"), is_number: false });
        }
        _ => return None,
    };
    let percent = match rest.get(length..)? {
        [] => "",
        [PERCENT] => "%",
        _ => return None,
    };
    Some(Constant { text: format!("={text}{percent}"), is_number: true })
}

/// The first cell of the formula that the tokens only point at.
pub(super) fn shared(tokens: &[u8]) -> Option<(u32, u32)> {
    let (kind, rest) = tokens.split_first()?;
    let record = Record { kind: 0, data: rest };
    (*kind == SHARED).then_some((record.u16(0)?.into(), record.u16(2)?.into()))
}
