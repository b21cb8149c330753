//! From bytes to an opened file, and what its shell says about damage.

use super::bytes::{find, rfind};
use super::packed;
use crate::{DecodeError, Limits};
use hayro_syntax::object::Dict;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use mingxi_model::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How far from the start the header and from the end the trailer are looked for, in bytes.
const MARGIN: usize = 2048;

/// An opened file.
pub(super) struct Opened {
    pub(super) pdf: Pdf,
    /// The file ends before its own structure does.
    pub(super) is_cut: bool,
    /// How many pages the file says it has.
    pub(super) declared_pages: Option<usize>,
}

/// Opens a file.
///
/// # Errors
/// It is no PDF, empty, protected by a password, cut or damaged beyond repair, or larger than the limits.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Opened, DecodeError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(DecodeError::new(ErrorKind::Empty, "the file is empty"));
    }
    let head = &bytes[..bytes.len().min(MARGIN)];
    if find(head, b"%PDF").is_none() {
        return Err(DecodeError::new(ErrorKind::NotADocument, "the file does not begin like a PDF"));
    }
    packed::check(bytes, limits)?;
    let is_cut = is_cut(bytes);
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.to_vec())));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(error))) => return Err(locked(error)),
        Ok(Err(LoadPdfError::Invalid)) => return Err(unusable(is_cut)),
        Err(_) => {
            let message =
                "the PDF's structure made the reader fail; open it in a PDF program and save it anew";
            return Err(DecodeError::new(ErrorKind::Crashed, message));
        }
    };
    let declared_pages = catch_unwind(AssertUnwindSafe(|| declared_pages(&pdf))).ok().flatten();
    if pdf.pages().is_empty() {
        return Err(unusable(is_cut));
    }
    Ok(Opened { pdf, is_cut, declared_pages })
}

fn locked(error: DecryptionError) -> DecodeError {
    let message = match error {
        DecryptionError::PasswordProtected => {
            "the PDF is protected by a password; open it with the password and save it without one"
        }
        DecryptionError::UnsupportedAlgorithm => {
            "the PDF is encrypted in a way this version cannot read; save it without protection"
        }
        DecryptionError::MissingIDEntry | DecryptionError::InvalidEncryption => {
            "the PDF is encrypted and its encryption entries are damaged; download it again"
        }
    };
    DecodeError::new(ErrorKind::Encrypted, message)
}

fn unusable(is_cut: bool) -> DecodeError {
    if is_cut {
        let message = "the PDF ends too early and none of its pages can be found; download it again";
        return DecodeError::new(ErrorKind::Truncated, message);
    }
    let message = "the PDF is damaged and none of its pages can be found; download it again, or open it in a PDF \
                   program and save it anew";
    DecodeError::new(ErrorKind::Corrupt, message)
}

fn declared_pages(pdf: &Pdf) -> Option<usize> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    catalog.get::<Dict<'_>>(b"Pages")?.get::<usize>(b"Count")
}

/// Whether a file ends before its trailer, or before the length that a linearised file states. What follows the
/// last trailer may be anything that is no part of a PDF: servers and mail programs add bytes of their own.
fn is_cut(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(MARGIN)..];
    if rfind(tail, b"%%EOF").is_none() {
        let Some(end) = rfind(bytes, b"%%EOF") else { return true };
        let before = &bytes[end.saturating_sub(MARGIN)..end];
        let after = &bytes[end..];
        let goes_on = |word: &[u8]| find(after, word).is_some();
        if rfind(before, b"startxref").is_none()
            || goes_on(b" obj")
            || goes_on(b"endobj")
            || goes_on(b"stream")
        {
            return true;
        }
    }
    let head = &bytes[..bytes.len().min(MARGIN)];
    stated_length(head).is_some_and(|length| length > bytes.len())
}

fn stated_length(head: &[u8]) -> Option<usize> {
    let dictionary = &head[find(head, b"/Linearized")?..];
    let dictionary = &dictionary[..find(dictionary, b">>")?];
    let at = find(dictionary, b"/L ")? + 3;
    let digits: Vec<u8> = dictionary[at..].iter().copied().take_while(u8::is_ascii_digit).collect();
    std::str::from_utf8(&digits).ok()?.parse().ok()
}
