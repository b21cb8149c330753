//! Workbooks of Excel 97 to 2003 (.xls, older .et): BIFF8 in a compound file.

mod constants;
mod globals;
mod records;
mod sheet;
mod strings;

use super::book::{Book, CellStyle, DISPLAYED, Sheet, Taker};
use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use mingxi_model::ErrorKind;
use std::cell::Cell;
use std::io::{Cursor, Read};

/// Reads a workbook.
///
/// # Errors
/// The file has no stream of a workbook, is encrypted, of an older version, or larger than the limits.
pub(super) fn read(bytes: &[u8], allowance: &Allowance) -> Result<Book, DecodeError> {
    let (stream, damage) = stream(bytes, allowance)?;
    let globals = globals::read(&stream)?;
    let mut book = Book { has_pictures: globals.has_pictures, ..Book::default() };
    book.damage.extend(damage);
    if globals.is_cut {
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

/// The bytes of the workbook's stream, and what was wrong with the rest.
fn stream(bytes: &[u8], allowance: &Allowance) -> Result<(Vec<u8>, Option<DecodeError>), DecodeError> {
    let damaged = |what: String| {
        DecodeError::new(
            ErrorKind::Corrupt,
            format!("the file's directory is damaged ({what}); download it again"),
        )
    };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or_else(|| damaged("it has no workbook".to_owned()))?;
    let stream = file.open_stream(name).map_err(|error| damaged(error.to_string()))?;
    // A file may claim more than it has, and its chain of sectors may bite its tail.
    let limit = allowance.limits().part_bytes.min(allowance.bytes()).min(bytes.len() as u64);
    if stream.len() > limit && limit < bytes.len() as u64 {
        return Err(exceeded(format!("the workbook has {} bytes; the limit is {limit}", stream.len())));
    }
    let mut content = Vec::new();
    let outcome = stream.take(limit).read_to_end(&mut content);
    allowance.unpacked(content.len() as u64);
    Ok((content, outcome.err().map(|error| damaged(error.to_string()))))
}
