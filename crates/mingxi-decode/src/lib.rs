//! Bytes of a disclosure to a [`Document`]: paragraphs and tables in reading order, each with its place.
//!
//! The format is told from the bytes, never from a name ([`sniff`]). One module per format; all parsing is
//! bounded by [`Limits`], because a document is untrusted.

mod allowance;
mod charset;
mod compound;
mod damaged_text;
mod doc;
mod docx;
mod error;
mod excel;
mod html;
mod limits;
mod long_texts;
mod pdf;
mod rtf;
mod sniff;
mod txt;
mod word;

pub use charset::TextFile;
pub use error::DecodeError;
pub use limits::{Limits, PdfLimits};
pub use pdf::{Bitmap, PictureError, render_page};
pub use sniff::{Sniffed, sniff};

use allowance::Allowance;
use mingxi_model::{Document, ErrorKind, Format};

/// Reads one file's bytes.
///
/// # Errors
/// The bytes are of no known format, of one this version cannot read, encrypted, damaged beyond use, or
/// larger than the limits. What could be read of a damaged file comes back as a [`Document`] whose `partial`
/// says what is missing.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(DecodeError::new(
            ErrorKind::LimitExceeded,
            format!("the file has {} bytes; the limit is {}", bytes.len(), limits.file_bytes),
        ));
    }
    let allowance = Allowance::new(limits);
    let mut document = match sniff(bytes)? {
        Sniffed::Doc => doc::decode(bytes, &allowance),
        Sniffed::Docx => docx::decode(bytes, &allowance),
        Sniffed::Xlsx => excel::decode_xlsx(bytes, &allowance),
        Sniffed::Xls => excel::decode_xls(bytes, &allowance),
        Sniffed::Pdf => pdf::decode(bytes, &allowance).map(paginated),
        Sniffed::WordXml => docx::flat::decode(bytes, &allowance),
        Sniffed::ExcelXml => excel::decode_xml(bytes, &allowance),
        Sniffed::Rtf => rtf::decode(bytes, &allowance),
        Sniffed::Html => html::decode(bytes, &allowance),
        Sniffed::WebArchive => html::decode_archive(bytes, &allowance),
        Sniffed::Text(text) => txt::decode_file(&text, &allowance),
        Sniffed::Unsupported(format) => Err(unsupported(format)),
    }?;
    long_texts::cut(&mut document, limits.text_characters);
    Ok(document)
}

/// A document of pages.
fn paginated(read: pdf::PdfPages) -> Document {
    Document {
        format: Format::Pdf,
        blocks: Vec::new(),
        running: Vec::new(),
        page_count: i32::try_from(read.pages.len()).ok(),
        pages: read.pages,
        diagnostics: read.diagnostics,
        partial: read.partial,
    }
}

fn unsupported(format: Format) -> DecodeError {
    DecodeError::new(
        ErrorKind::UnsupportedFormat,
        format!("this version cannot read {} files; {}", format.as_str(), way_out(format)),
    )
}

/// What to do with a file that this version cannot read.
fn way_out(format: Format) -> &'static str {
    match format {
        Format::Xls | Format::Xlsx => "open the workbook in Excel or WPS and save it as .xlsx",
        Format::Ofd => "open it in an OFD reader and export it as PDF (not as a picture)",
        _ => "open it in Word or WPS and save it as .docx",
    }
}
