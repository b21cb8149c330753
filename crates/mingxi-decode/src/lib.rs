//! Bytes of a disclosure to a [`Document`]: paragraphs and tables in reading order, each with its place.
//!
//! The format is told from the bytes, never from a name ([`sniff`]). One module per format; all parsing is
//! bounded by [`Limits`], because a document is untrusted.

mod allowance;
mod archive;
mod charset;
mod compound;
mod damaged_text;
mod doc;
mod docx;
mod error;
mod excel;
mod html;
mod led_rows;
mod limits;
mod long_texts;
mod ofd;
mod pdf;
mod rtf;
mod sniff;
mod txt;
mod word;

pub use archive::ArchiveKind;
pub use archive::{Member, Unpacked};
pub use charset::TextFile;
pub use error::DecodeError;
pub use limits::{ArchiveLimits, Limits, PdfLimits};
pub use pdf::{Bitmap, PictureError, Resolution};
pub use sniff::{Sniffed, sniff};

use allowance::Allowance;
use mingxi_model::{Document, ErrorKind, Format};

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// A document, and the files that it encloses (the attachments of a PDF or an OFD file).
    Document {
        /// The document.
        document: Document,
        /// Its enclosed files: documents of their own.
        enclosed: Vec<Member>,
    },
    /// An archive.
    Archive(Unpacked),
}

/// Reads one file's bytes as one document; files inside it are named and not read.
///
/// # Errors
/// The bytes are of no known format, of one this version cannot read, an archive, encrypted, damaged beyond use, or
/// larger than the limits. What could be read of a damaged file comes back as a [`Document`] whose `partial`
/// says what is missing.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    match sniff_within(bytes, limits)? {
        Sniffed::Archive(_) => Err(no_document()),
        sniffed => document(bytes, sniffed, limits, false).map(|(document, _)| document),
    }
}

/// Reads one file's bytes with the files inside: the members of an archive, attachments.
///
/// # Errors
/// As [`decode`], but for archives: only such of which nothing can be read.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Opened, DecodeError> {
    match sniff_within(bytes, limits)? {
        Sniffed::Archive(kind) => archive::unpack(kind, bytes, limits).map(Opened::Archive),
        sniffed => {
            let (document, enclosed) = document(bytes, sniffed, limits, true)?;
            Ok(Opened::Document { document, enclosed })
        }
    }
}

fn sniff_within(bytes: &[u8], limits: &Limits) -> Result<Sniffed, DecodeError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(DecodeError::new(
            ErrorKind::LimitExceeded,
            format!("the file has {} bytes; the limit is {}", bytes.len(), limits.file_bytes),
        ));
    }
    sniff(bytes)
}

/// The document that bytes are, and the files that it encloses where they are wanted.
fn document(
    bytes: &[u8],
    sniffed: Sniffed,
    limits: &Limits,
    with_enclosed: bool,
) -> Result<(Document, Vec<Member>), DecodeError> {
    let allowance = Allowance::new(limits);
    let mut enclosed = Vec::new();
    let mut document = match sniffed {
        Sniffed::Doc => doc::decode(bytes, &allowance),
        Sniffed::Docx => docx::decode(bytes, &allowance),
        Sniffed::Xlsx => excel::decode_xlsx(bytes, &allowance),
        Sniffed::Xls => excel::decode_xls(bytes, &allowance),
        Sniffed::Pdf => pdf::decode(bytes, &allowance, with_enclosed).map(|mut read| {
            enclosed = std::mem::take(&mut read.enclosed);
            paginated(read, Format::Pdf)
        }),
        Sniffed::WordXml => docx::flat::decode(bytes, &allowance),
        Sniffed::ExcelXml => excel::decode_xml(bytes, &allowance),
        Sniffed::Rtf => rtf::decode(bytes, &allowance),
        Sniffed::Html => html::decode(bytes, &allowance),
        Sniffed::WebArchive => html::decode_archive(bytes, &allowance),
        Sniffed::Text(text) => txt::decode_file(&text, &allowance),
        Sniffed::Archive(_) => Err(no_document()),
        Sniffed::Ofd => ofd::decode(bytes, &allowance, with_enclosed).map(|mut read| {
            enclosed = std::mem::take(&mut read.enclosed);
            paginated(read, Format::Ofd)
        }),
    }?;
    if matches!(document.format, Format::Doc | Format::Docx | Format::Wps | Format::Rtf) {
        document.blocks = led_rows::tables(std::mem::take(&mut document.blocks));
    }
    long_texts::cut(&mut document, limits.text_characters);
    Ok((document, enclosed))
}

/// Draws a page of a PDF; `number` counts from 1. Text whose font is not in the file may be missing or look different.
///
/// Time is bounded only roughly: patterns and the shapes of Type 3 fonts are not counted before they are drawn.
///
/// # Errors
/// See [`PictureError`].
pub fn render_page(
    bytes: &[u8],
    number: u32,
    resolution: Resolution,
    limits: &Limits,
) -> Result<Bitmap, PictureError> {
    let format = match sniff(bytes)? {
        Sniffed::Pdf => return pdf::render_page(bytes, number, resolution, limits),
        Sniffed::Doc => Format::Doc,
        Sniffed::Docx | Sniffed::WordXml => Format::Docx,
        Sniffed::Xls | Sniffed::ExcelXml => Format::Xls,
        Sniffed::Xlsx => Format::Xlsx,
        Sniffed::Rtf => Format::Rtf,
        Sniffed::Html | Sniffed::WebArchive => Format::Html,
        Sniffed::Text(_) => Format::Txt,
        Sniffed::Ofd => Format::Ofd,
        Sniffed::Archive(_) => return Err(no_document().into()),
    };
    Err(PictureError::NoPages(format))
}

/// The error of an archive where a document is asked for.
fn no_document() -> DecodeError {
    let message = "the file is an archive; unpack it and give its files";
    DecodeError::new(ErrorKind::UnsupportedFormat, message)
}

/// A document of pages.
fn paginated(read: pdf::PdfPages, format: Format) -> Document {
    Document {
        format,
        blocks: Vec::new(),
        running: Vec::new(),
        page_count: i32::try_from(read.pages.len()).ok(),
        pages: read.pages,
        diagnostics: read.diagnostics,
        partial: read.partial,
    }
}
