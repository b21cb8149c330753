//! Workbooks of Excel 97 to 2003 (.xls, older .et): BIFF8 in a compound file.

mod constants;
mod globals;
mod records;
mod sheet;
mod strings;

use super::book::{Book, CellStyle, DISPLAYED, Sheet, Taker};
use crate::DecodeError;
use crate::allowance::Allowance;
use crate::compound::{Compound, Stream};
use mingxi_model::{ErrorKind, Severity};
use std::cell::Cell;

/// Reads a workbook.
///
/// # Errors
/// The file has no stream of a workbook, is encrypted, of an older version, or larger than the limits.
pub(super) fn read(bytes: &[u8], allowance: &Allowance) -> Result<Book, DecodeError> {
    let mut file = Compound::open(bytes);
    let Stream { bytes: stream, is_cut } = stream(&mut file, allowance)?;
    let globals = globals::read(&stream)?;
    let remark = file.damage().remark();
    let mut book = Book { has_pictures: globals.has_pictures, ..Book::default() };
    if let Some(remark) = remark.as_ref().filter(|remark| remark.severity == Severity::Error) {
        book.damage.push(DecodeError::new(ErrorKind::Corrupt, remark.message.clone()));
    }
    book.remarks.extend(remark);
    if globals.is_cut || is_cut {
        let message = "the texts and styles of the workbook are not all there; download the file again";
        book.damage.push(DecodeError::new(ErrorKind::Truncated, message));
    }
    let displayed = Cell::new(DISPLAYED);
    let plain = CellStyle { indent: Some(0.0), ..CellStyle::default() };
    let mut beginnings: Vec<usize> = globals.sheets.iter().map(|entry| entry.at).collect();
    beginnings.sort_unstable();
    for entry in &globals.sheets {
        // No sheet reaches into another: sheets that share their records would multiply them.
        let next = beginnings.partition_point(|at| *at <= entry.at);
        let end = beginnings.get(next).copied().unwrap_or(stream.len()).min(stream.len());
        let records = stream.get(entry.at..end).unwrap_or_default();
        let mut taker = Taker {
            sheet: Sheet::named(entry.name.clone(), entry.is_hidden),
            styles: &globals.styles,
            is_1904: globals.is_1904,
            allowance,
            displayed: &displayed,
            plain: &plain,
        };
        let outcome = sheet::read(records, &globals, &mut taker);
        book.sheets.push(taker.sheet);
        if let Err(error) = outcome {
            let is_end = error.kind() == ErrorKind::LimitExceeded;
            book.damage.push(error);
            if is_end {
                break;
            }
        }
    }
    Ok(book)
}

/// The bytes of the workbook's stream, and whether they are fewer than its directory says.
fn stream(file: &mut Compound<'_>, allowance: &Allowance) -> Result<Stream, DecodeError> {
    for name in ["Workbook", "Book"] {
        if let Some(stream) = file.read(name, allowance)? {
            return Ok(stream);
        }
    }
    let message = "the file's directory is damaged: it has no workbook; download it again";
    Err(DecodeError::new(ErrorKind::Corrupt, message))
}
