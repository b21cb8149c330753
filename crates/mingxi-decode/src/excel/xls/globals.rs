//! What stands before the sheets of a BIFF8 workbook: formats, styles, shared texts and the list of sheets.

use super::records::{Record, Records, kind};
use super::strings::Pieces;
use crate::DecodeError;
use crate::excel::book::{CellStyle, INDENT};
use crate::excel::display::{NumberFormat, builtin};
use mingxi_model::ErrorKind;
use std::collections::{BTreeMap, BTreeSet};

/// The version of BIFF8.
const BIFF8: u16 = 0x0600;
/// A sheet of cells, as the list of sheets and the beginning of its records say it.
const CELLS: u8 = 0;

/// What all sheets share.
#[derive(Default)]
pub(super) struct Globals {
    pub(super) is_1904: bool,
    pub(super) styles: Vec<CellStyle>,
    pub(super) strings: Vec<String>,
    pub(super) sheets: Vec<Entry>,
    pub(super) has_pictures: bool,
    /// The records end before their end is said, or texts within them.
    pub(super) is_cut: bool,
}

/// A sheet of cells as the list of sheets has it.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    /// Where its records begin.
    pub(super) at: usize,
}

/// Reads up to the end of the globals.
///
/// # Errors
/// The workbook is encrypted, or of an older version.
pub(super) fn read(stream: &[u8]) -> Result<Globals, DecodeError> {
    let mut records = Records::of(stream);
    let beginning = records.next().filter(|record| record.kind == kind::BEGINNING);
    let version = beginning.and_then(|record| record.u16(0));
    if version != Some(BIFF8) {
        let (kind, message) = match version.or_else(|| Records::of(stream).next().map(|record| record.kind)) {
            Some(0x0500 | 0x0400 | 0x0300 | 0x0200 | 0x0009 | 0x0209 | 0x0409) => (
                ErrorKind::UnsupportedFormat,
                "the workbook is of Excel 95 or older; open it in Excel or WPS and save it as .xlsx",
            ),
            _ => (ErrorKind::Corrupt, "the workbook does not begin as one; download it again"),
        };
        return Err(DecodeError::new(kind, message));
    }
    let mut globals = Globals::default();
    let (mut is_whole, mut has_end) = (true, false);
    let mut formats: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut looks: Vec<Look> = Vec::new();
    let mut beginnings = BTreeSet::new();
    while let Some(record) = records.next() {
        match record.kind {
            kind::FILE_PASS => {
                let message = "the workbook is protected by a password; open it with the password and save it without one";
                return Err(DecodeError::new(ErrorKind::Encrypted, message));
            }
            kind::DATE_1904 => globals.is_1904 = record.u16(0) == Some(1),
            kind::FORMAT => {
                let pieces = [record.data.get(2..).unwrap_or_default()];
                let code = Pieces::new(&pieces).text();
                formats.extend(record.u16(0).zip(code).map(|(id, code)| (id, NumberFormat::parse(&code))));
            }
            kind::EXTENDED_FORMAT => looks.push(look(&record)),
            // Two entries for the same records are one sheet.
            kind::BOUND_SHEET => {
                let entry = entry(&record).filter(|entry| beginnings.insert(entry.at));
                globals.sheets.extend(entry);
            }
            kind::DRAWING_GROUP => globals.has_pictures = true,
            kind::SHARED_STRINGS => {
                let pieces = records.continued(record);
                is_whole &= shared(&pieces, &mut globals.strings);
            }
            kind::EOF => {
                has_end = true;
                break;
            }
            _ => {}
        }
    }
    globals.is_cut = !is_whole || !has_end;
    // The formats may stand behind the styles that name them.
    globals.styles = looks
        .into_iter()
        .map(|look| {
            let format =
                formats.entry(look.format).or_insert_with(|| NumberFormat::parse(builtin(look.format)));
            CellStyle { format: format.clone(), ..look.style }
        })
        .collect();
    Ok(globals)
}

/// A style with the number of its format.
struct Look {
    format: u16,
    style: CellStyle,
}

fn look(record: &Record<'_>) -> Look {
    let byte = |at: usize| record.data.get(at).copied().unwrap_or(0);
    let horizontal = byte(6) & 0x07;
    let steps = byte(8) & 0x0f;
    let borders = record.u16(10).unwrap_or(0);
    let [left, right, above, below] = [0, 4, 8, 12].map(|shift| borders >> shift & 0x0f != 0);
    // General, left, fill and justified texts begin at the left.
    let is_from_left = matches!(horizontal, 0 | 1 | 4 | 5);
    Look {
        format: record.u16(2).unwrap_or(0),
        style: CellStyle {
            format: NumberFormat::default(),
            indent: is_from_left.then_some(f32::from(steps) * INDENT),
            is_centred: matches!(horizontal, 2 | 6 | 7),
            is_boxed: left || right || (above && below),
        },
    }
}

fn entry(record: &Record<'_>) -> Option<Entry> {
    let at = usize::try_from(record.u32(0)?).ok()?;
    let (state, sort) = (*record.data.get(4)?, *record.data.get(5)?);
    let pieces = [record.data.get(6..)?];
    let name = Pieces::new(&pieces).short_text().unwrap_or_default();
    (sort == CELLS).then_some(Entry { name, is_hidden: state & 0x03 != 0, at })
}

/// The shared texts; whether all were there. Their stated number reserves nothing.
fn shared(pieces: &[&[u8]], strings: &mut Vec<String>) -> bool {
    let mut reader = Pieces::new(pieces);
    let Some((_, count)) = reader.u32().zip(reader.u32()) else { return false };
    for _ in 0..count {
        let Some(text) = reader.text() else { return false };
        strings.push(text);
    }
    true
}
