//! Old Word files (.doc, Word 97 to 2003, also written by WPS; [MS-DOC]), whatever they are called.
//!
//! The same is read as of the newer files, through the same [`crate::word`]: what Word prints. The text is cut into
//! pieces ([`pieces`]), its properties stand in pages beside it ([`runs`]) as modifiers ([`sprm`]) of characters,
//! paragraphs and rows; [`body`] goes through the paragraphs and ends cells and rows where their marks do.

mod body;
mod bytes;
mod characters;
mod colours;
mod fib;
mod file;
mod fonts;
mod lists;
mod paragraphs;
mod pieces;
mod rows;
mod running;
mod runs;
mod shapes;
mod sprm;
mod styles;
mod text;

use crate::DecodeError;
use crate::allowance::Allowance;
use crate::compound::{Compound, Damage, Stream};
use crate::word::outcome::{LISTS_LOST, STYLES_LOST};
use fib::{BODY, Fib, Table};
use file::File;
use mingxi_model::{Document, ErrorKind, Format, Severity};
use shapes::Shapes;

/// Reads an old Word file.
///
/// # Errors
/// The file is encrypted, of Word 95 or older, damaged before its first block, or larger than the limits. Damage
/// further on gives a [`Document`] whose `partial` says what is missing.
pub(crate) fn decode(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    let mut compound = Compound::open(bytes);
    let word = stream(&mut compound, "WordDocument", allowance)?;
    let fib = Fib::read(&word.bytes)?;
    let tables = stream(&mut compound, fib.tables, allowance)?;
    let data = compound.read("Data", allowance)?.map(|stream| stream.bytes).unwrap_or_default();
    let is_cut = word.is_cut || tables.is_cut;

    let (styles, has_styles) = styles::read(fib.table(&tables.bytes, Table::Styles));
    let from = |table| match fib.place(table) {
        (_, 0) => &[],
        (at, _) => tables.bytes.get(at..).unwrap_or_default(),
    };
    let (numbering, has_lists) = lists::read(from(Table::Lists), from(Table::ListOverrides));
    let file = File::new(&fib, &word.bytes, &tables.bytes, &data);
    let shapes = Shapes::read(&fib, &tables.bytes);
    let mut read = body::read(&file, fib.text(BODY), shapes, &styles, &numbering, allowance);
    if read.stop.is_none() && (is_cut || file.pieces.lost > 0) {
        read.stop = Some(cut(file.pieces.lost));
    }
    let damages = [(has_styles, STYLES_LOST), (has_lists, LISTS_LOST)];
    let damages = damages.into_iter().filter(|(is_whole, _)| !is_whole);
    let damage = || {
        let message =
            "tables of the document are damaged; download it again or save it again from its program";
        DecodeError::new(ErrorKind::Corrupt, message)
    };
    let mut document =
        read.into_document(Format::Doc, damages.map(|(_, what)| (damage(), what)).collect())?;
    document.running = running::lines(&file, &fib, &tables.bytes, &styles, allowance);
    if let Some(remark) = compound.damage().remark() {
        if remark.severity == Severity::Error {
            document.partial.get_or_insert((ErrorKind::Corrupt, remark.message.clone()));
        }
        document.diagnostics.push(remark);
    }
    Ok(document)
}

/// A stream that a Word file has to have.
fn stream(compound: &mut Compound<'_>, name: &str, allowance: &Allowance) -> Result<Stream, DecodeError> {
    if let Some(stream) = compound.read(name, allowance)? {
        return Ok(stream);
    }
    let message =
        format!("the file has no stream {name}, which holds a part of a Word document; download it again");
    let is_sound = compound.damage() == Damage::None;
    Err(DecodeError::new(if is_sound { ErrorKind::Corrupt } else { ErrorKind::Truncated }, message))
}

/// The file ends before its text does.
fn cut(lost: u64) -> DecodeError {
    let message = match lost {
        0 => "the file ends before its own tables say; parts of the text may be missing. Download it again"
            .to_owned(),
        lost => format!("{lost} characters of the text lie beyond the end of the file; download it again"),
    };
    DecodeError::new(ErrorKind::Truncated, message)
}
