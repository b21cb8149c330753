//! Rich Text Format (.rtf, also under the name .doc): read sign by sign into the same room as Word's other files.
//!
//! What Word prints is read: deleted and hidden text, instructions of fields, notes and comments are left out, labels of
//! lists are the ones written beside their items, or counted where none are. Cells are placed by the edges that their rows state.

mod destinations;
mod flow;
mod lexer;
mod lists;
mod pages;
mod reader;
mod state;
mod tables;

use crate::DecodeError;
use crate::allowance::Allowance;
use crate::word::outcome::BodyRead;
use crate::word::styles::Styles;
use mingxi_model::{Document, Format, Paragraph, Place};

/// Lines of headers that are kept.
const LINES: usize = 64;

/// Reads a file.
///
/// # Errors
/// Nothing of it could be read. Damage further on gives a [`Document`] whose `partial` says what is missing.
pub(crate) fn decode(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    let styles = Styles::default();
    let start = bytes.windows(5).position(|window| window == b"{\\rtf").unwrap_or(0);
    let numbering = lists::read(&bytes[start..], allowance.limits().depth);
    let mut reader = reader::Reader::new(&bytes[start..], &styles, &numbering, allowance);
    let stop = reader.read().err();
    let headers = std::mem::take(&mut reader.headers);
    let (blocks, remarks) = reader.flow.assembly.finish();
    let mut document = BodyRead { blocks, remarks, stop }.into_document(Format::Rtf, Vec::new())?;
    for line in headers.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if document.running.len() < LINES && document.running.iter().all(|known| known.text != line) {
            let place = Place::Part("header".to_owned());
            document.running.push(Paragraph {
                text: line.to_owned(),
                heading: None,
                place,
                turns: Vec::new(),
            });
        }
    }
    Ok(document)
}
