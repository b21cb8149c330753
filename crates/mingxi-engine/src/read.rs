//! One document end to end, without IO: bytes to blocks, blocks to grids, grids to meaning, meaning to checks.

use crate::contain::{GivenUp, contain, within};
use mingxi_decode::{Limits, Sniffed};
use mingxi_fiscal::{Vocabulary, VocabularyError};
use mingxi_grid::Hints;
use mingxi_model::{ErrorKind, Format, Reading, Severity, Status, Step};
use std::sync::Arc;
use std::time::{Duration, Instant};
use thiserror::Error;

/// What every document of a run is read with.
#[derive(Debug)]
pub struct Reader {
    /// Bounds on size, depth and count.
    pub limits: Limits,
    /// How long a batch waits for one document. Default two minutes; a large disclosure takes a second.
    ///
    /// The stages themselves have no clock: their work is bounded by `limits`. A document that exceeds the time
    /// is given up as `timed_out`, but its thread cannot be stopped and goes on beside the run until it ends.
    pub patience: Duration,
    /// The words of the field.
    pub vocabulary: Vocabulary,
}

/// The built-in vocabulary has a mistake.
#[derive(Debug, Error)]
#[error("the built-in vocabulary cannot be used")]
pub struct ReaderError(#[from] VocabularyError);

impl Reader {
    /// A reader with the default limits and the built-in vocabulary.
    ///
    /// # Errors
    /// The built-in vocabulary has a mistake, which is one of this program.
    pub fn new() -> Result<Reader, ReaderError> {
        Ok(Reader {
            limits: Limits::default(),
            patience: Duration::from_secs(120),
            vocabulary: Vocabulary::builtin()?,
        })
    }
}

/// What came of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The format told from the bytes; `None` if unknown.
    pub format: Option<Format>,
    /// Number of pages, where the format has them.
    pub page_count: Option<i32>,
    /// How reading ended; never `Ok` beside an error.
    pub status: Status,
    /// Why, from the closed list.
    pub error: Option<(ErrorKind, String)>,
    /// What was read; empty for a failed document.
    pub reading: Reading,
}

impl Document {
    /// A document of which nothing could be read.
    pub fn failed(kind: ErrorKind, message: impl Into<String>) -> Document {
        Document {
            format: None,
            page_count: None,
            status: Status::Failed,
            error: Some((kind, message.into())),
            reading: Reading::default(),
        }
    }
}

/// Reads one document. Never panics: a crash of a stage is contained and told.
///
/// The file name serves only where the document itself does not say its agency or year.
pub fn read_document(bytes: &[u8], file_name: &str, reader: &Reader) -> Document {
    let start = Instant::now();
    let decoded = match contain(|| mingxi_decode::decode(bytes, &reader.limits)) {
        Ok(Ok(decoded)) => decoded,
        Ok(Err(error)) => {
            let format = contain(|| format_of(bytes)).ok().flatten();
            return Document { format, ..Document::failed(error.kind(), error.to_string()) };
        }
        Err(panic) => return crashed("decoding", &panic),
    };
    let (format, page_count) = (Some(decoded.format), decoded.page_count);
    let mut reading = match contain(|| understand(&decoded, file_name, &reader.vocabulary)) {
        Ok(reading) => reading,
        Err(panic) => {
            return Document { format, page_count, ..crashed("recognition", &panic) };
        }
    };
    let understood = start.elapsed();
    let audited = contain(|| mingxi_audit::audit(&reading));
    let audit_crash = match audited {
        Ok(checks) => contain(|| mingxi_audit::apply(&mut reading, checks)).err(),
        Err(panic) => Some(panic),
    };
    let (read_us, audit_us) = (understood.as_micros(), (start.elapsed() - understood).as_micros());
    tracing::debug!(file_name, read_us, audit_us, "read and audited");
    let error = decoded
        .partial
        .or_else(|| {
            let panic = audit_crash?;
            let message = format!(
                "checking the sums crashed ({panic}); the numbers are unchecked; please report the file"
            );
            Some((ErrorKind::Crashed, message))
        })
        .or_else(|| first_loss(&reading));
    let status = if error.is_some() { Status::Partial } else { Status::Ok };
    Document { format, page_count, status, error, reading }
}

/// Reads one document on a thread of its own and gives it up after the reader's patience.
pub(crate) fn read_patiently(bytes: Vec<u8>, file_name: String, reader: &Arc<Reader>) -> Document {
    let patience = reader.patience;
    let shared = Arc::clone(reader);
    match within(patience, move || read_document(&bytes, &file_name, &shared)) {
        Ok(document) => document,
        Err(GivenUp::Crashed(panic)) => crashed("reading", &panic),
        Err(GivenUp::TimedOut) => Document::failed(
            ErrorKind::TimedOut,
            format!(
                "reading took longer than {} seconds and was given up; allow more time or report the file",
                patience.as_secs()
            ),
        ),
    }
}

/// The format of bytes that could not be decoded.
fn format_of(bytes: &[u8]) -> Option<Format> {
    match mingxi_decode::sniff(bytes).ok()? {
        Sniffed::Docx => Some(Format::Docx),
        Sniffed::Pdf => Some(Format::Pdf),
        Sniffed::Text(_) => Some(Format::Txt),
        Sniffed::Unsupported(format) => Some(format),
    }
}

/// Grids and their meaning, with the remarks of all stages up to there.
fn understand(decoded: &mingxi_model::Document, file_name: &str, vocabulary: &Vocabulary) -> Reading {
    let (flow, remarks) = mingxi_grid::recover(decoded, &hints(vocabulary));
    let mut reading = mingxi_fiscal::recognise(&flow, file_name, vocabulary);
    let mut diagnostics = decoded.diagnostics.clone();
    diagnostics.extend(remarks);
    diagnostics.append(&mut reading.diagnostics);
    reading.diagnostics = diagnostics;
    reading
}

/// The few words that grid recovery needs, out of the vocabulary. A clone of a pattern shares its program.
fn hints(vocabulary: &Vocabulary) -> Hints {
    let headers = &vocabulary.headers;
    Hints {
        caption: headers.caption.clone(),
        note: headers.note.clone(),
        title: headers.title.clone(),
        header: headers.header.clone(),
        total: headers.total.clone(),
        index: headers.index.clone(),
        numbered: headers.numbered.clone(),
    }
}

fn crashed(what: &str, panic: &str) -> Document {
    Document::failed(
        ErrorKind::Crashed,
        format!("{what} crashed ({panic}); nothing of the document is in the data; please report the file"),
    )
}

/// The first remark that says something of the document is lost: such a document is not `ok`.
fn first_loss(reading: &Reading) -> Option<(ErrorKind, String)> {
    let loss = reading.diagnostics.iter().find(|remark| remark.severity == Severity::Error)?;
    let kind = match loss.step {
        Step::Decode | Step::Grid => ErrorKind::Corrupt,
        Step::Recognise | Step::Audit | Step::Write => ErrorKind::Internal,
    };
    Some((kind, loss.message.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_model::Diagnostic;

    #[test]
    fn what_is_no_document_fails_with_its_kind() {
        let reader = Reader::new().unwrap();
        let document = read_document(b"", "a.docx", &reader);
        assert_eq!(document.status, Status::Failed);
        assert_eq!(document.error.unwrap().0, ErrorKind::Empty);
        assert_eq!(document.reading, Reading::default());
    }

    #[test]
    fn a_failed_document_still_has_its_format() {
        let reader = Reader { limits: Limits { cells: 0, ..Limits::default() }, ..Reader::new().unwrap() };
        let document = read_document("甲\t乙\n丙\t丁\n".as_bytes(), "a.txt", &reader);
        assert_eq!(document.error.as_ref().map(|(kind, _)| *kind), Some(ErrorKind::LimitExceeded));
        assert_eq!(document.format, Some(Format::Txt));
    }

    #[test]
    fn a_document_that_lost_something_is_not_ok() {
        let mut reading = Reading::default();
        let remark = |severity| Diagnostic::new(Step::Grid, severity, "x", "a table was lost");
        reading.diagnostics.push(remark(Severity::Warning));
        assert_eq!(first_loss(&reading), None);
        reading.diagnostics.push(remark(Severity::Error));
        assert_eq!(first_loss(&reading), Some((ErrorKind::Corrupt, "a table was lost".to_owned())));
    }

    #[test]
    fn patience_ends() {
        let reader = Arc::new(Reader { patience: Duration::ZERO, ..Reader::new().unwrap() });
        let text = "单位：万元\n".repeat(20_000);
        let document = read_patiently(text.into_bytes(), "a.txt".to_owned(), &reader);
        assert_eq!(document.error.map(|(kind, _)| kind), Some(ErrorKind::TimedOut));
    }
}
