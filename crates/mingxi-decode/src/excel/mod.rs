//! Workbooks (.xls, .xlsx, .et): every sheet that is shown, its values as the program displays them.
//!
//! Both file formats become one [`book::Book`]; what is hidden is left out and counted (`seen`), values get their
//! displayed texts (`display`), rows become captions, tables and notes (`layout`).

mod book;
mod display;
mod layout;
mod remarks;
mod seen;
mod xls;
mod xlsx;
mod xml2003;

use crate::DecodeError;
use crate::allowance::Allowance;
use book::Book;
use mingxi_model::{Block, Document, ErrorKind, Format};

/// Reads a workbook of Office Open XML.
///
/// # Errors
/// The archive is damaged beyond use, holds nothing to read, or is larger than the limits. Damage further on gives a
/// [`Document`] whose `partial` says what is missing.
pub(crate) fn decode_xlsx(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    document(Format::Xlsx, xlsx::read(bytes, allowance)?, allowance)
}

/// Reads a workbook of Excel 97 to 2003.
///
/// # Errors
/// As [`decode_xlsx`]; also where the workbook is encrypted or older.
pub(crate) fn decode_xls(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    document(Format::Xls, xls::read(bytes, allowance)?, allowance)
}

/// Reads a workbook in the XML of Excel 2003.
///
/// # Errors
/// As [`decode_xlsx`].
pub(crate) fn decode_xml(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    document(Format::Xls, xml2003::read(bytes, allowance), allowance)
}

fn document(format: Format, mut book: Book, allowance: &Allowance) -> Result<Document, DecodeError> {
    let mut diagnostics = std::mem::take(&mut book.remarks);
    diagnostics.extend(remarks::hidden_sheets(&book.sheets));
    let mut blocks: Vec<Block> = Vec::new();
    for sheet in book.sheets.iter_mut().filter(|sheet| !sheet.is_hidden) {
        let left_out = seen::only_seen(sheet);
        diagnostics.extend(remarks::of_sheet(sheet, left_out));
        if let Err(error) = layout::blocks(std::mem::take(sheet), &mut blocks, allowance) {
            book.damage.push(error);
            break;
        }
    }
    let damage = book.damage.into_iter().next();
    if blocks.is_empty() {
        return Err(damage.unwrap_or_else(|| nothing_to_read(book.has_pictures)));
    }
    Ok(Document {
        format,
        blocks,
        running: Vec::new(),
        pages: Vec::new(),
        page_count: None,
        diagnostics,
        partial: damage.map(|damage| (damage.kind(), damage.to_string())),
    })
}

fn nothing_to_read(has_pictures: bool) -> DecodeError {
    if has_pictures {
        let message = "the workbook holds pictures and no text; it needs text recognition (OCR) first";
        return DecodeError::new(ErrorKind::NeedsOcr, message);
    }
    DecodeError::new(ErrorKind::Empty, "no sheet of the workbook that is shown holds any text")
}
