//! One document end to end, without IO: bytes to blocks, blocks to grids, grids to meaning, meaning to checks.

use crate::candidates::{self, Proved, Source};
use crate::contain::{GivenUp, ReadingThread, contain};
use crate::inside::too_deep;
use mingxi_decode::{DecodeError, Limits, Member, Opened, Sniffed};
use mingxi_fiscal::{ExtraVocabulary, Vocabulary, VocabularyError};
use mingxi_grid::Hints;
use mingxi_model::{Diagnostic, ErrorKind, FlowItem, Format, Reading, Severity, Status, Step};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
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
    pub(crate) vocabulary: Vocabulary,
    /// The few of them that grid recovery needs.
    pub(crate) hints: Hints,
    /// What every document is told that was read with further vocabularies.
    remarks: Vec<Diagnostic>,
    /// The hash of the further vocabularies.
    extra_digest: String,
}

/// Why there can be no reader.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReaderError {
    /// A vocabulary file has a mistake.
    #[error("the vocabulary cannot be used: {0}")]
    Vocabulary(#[from] VocabularyError),
    /// A vocabulary file cannot be read.
    #[error("the vocabulary file {} cannot be read: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// The most bytes of a vocabulary file; the built-in ones have a hundredth of it.
const VOCABULARY_BYTES: u64 = 1 << 20;

impl Reader {
    /// A reader with the default limits and the built-in vocabulary.
    ///
    /// # Errors
    /// The built-in vocabulary has a mistake, which is one of this program.
    pub fn new() -> Result<Reader, ReaderError> {
        Reader::with_vocabulary(&[])
    }

    /// A reader with the default limits and further vocabularies merged over the built-in one. Every document
    /// read with them has a remark that says so.
    ///
    /// # Errors
    /// A file has a mistake; the error names file, line and reason.
    pub fn with_vocabulary(extra: &[ExtraVocabulary]) -> Result<Reader, ReaderError> {
        let vocabulary = Vocabulary::with(extra)?;
        Ok(Reader {
            limits: Limits::default(),
            patience: Duration::from_secs(120),
            hints: hints(&vocabulary),
            vocabulary,
            remarks: extra.iter().map(vocabulary_remark).collect(),
            extra_digest: extra_digest(extra),
        })
    }

    /// What tells readers of different vocabularies apart.
    pub(crate) fn digest(&self) -> &str {
        &self.extra_digest
    }

    /// As [`Reader::with_vocabulary`], from files.
    ///
    /// # Errors
    /// A file cannot be read, is no UTF-8 text, has more than a megabyte, or has a mistake.
    pub fn with_vocabulary_files(paths: &[PathBuf]) -> Result<Reader, ReaderError> {
        let extra: Vec<ExtraVocabulary> =
            paths.iter().map(|path| vocabulary_file(path)).collect::<Result<_, _>>()?;
        Reader::with_vocabulary(&extra)
    }
}

fn vocabulary_file(path: &Path) -> Result<ExtraVocabulary, ReaderError> {
    let refuse = |reason: String| ReaderError::File { path: path.to_owned(), reason };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| refuse(error.to_string()))?;
    file.take(VOCABULARY_BYTES + 1).read_to_end(&mut bytes).map_err(|error| refuse(error.to_string()))?;
    if bytes.len() as u64 > VOCABULARY_BYTES {
        return Err(refuse("it has more than a megabyte, which no vocabulary needs".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|_| refuse("it is no UTF-8 text".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(ExtraVocabulary { file: path.display().to_string(), text })
}

fn extra_digest(extra: &[ExtraVocabulary]) -> String {
    let mut hash = Sha256::new();
    for one in extra {
        hash.update(format!("{} {}\n{}", one.file, one.text.len(), one.text));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The data must not depend on where the file lies, so the remark names what is in it.
fn vocabulary_remark(extra: &ExtraVocabulary) -> Diagnostic {
    let digest = Sha256::digest(extra.text.as_bytes());
    let digest: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let name = Path::new(&extra.file).file_name().unwrap_or_default().to_string_lossy();
    let message = format!("read with the further vocabulary `{name}` (SHA-256 begins with {digest})");
    Diagnostic::new(Step::Recognise, Severity::Info, "extra_vocabulary", message)
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

/// A document up to its grids: what it prints and where, before anything is known of its meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// The format told from the bytes.
    pub format: Format,
    /// Number of pages, where the format has them.
    pub page_count: Option<i32>,
    /// Why not everything could be decoded; `None` if it could.
    pub partial: Option<(ErrorKind, String)>,
    /// Prose and grids in reading order.
    pub flow: Vec<FlowItem>,
    /// The remarks of decoding and of grid recovery.
    pub remarks: Vec<Diagnostic>,
}

/// Reads one document. Never panics: a crash of a stage is contained and told.
///
/// The file name serves only where the document itself does not say its agency or year.
///
/// ```
/// use mingxi_engine::{Reader, read_document};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let text = "\
/// 石桥县水利局2024年部门预算公开
///
/// 一般公共预算支出表
///
/// 单位：万元
///
/// 科目编码\t科目名称\t合计\t基本支出\t项目支出
/// \t合计\t55.00\t31.00\t24.00
/// 2130301\t行政运行\t31.00\t31.00\t
/// 2130314\t防汛\t24.00\t\t24.00
/// ";
/// let document = read_document(text.as_bytes(), "预算.txt", &Reader::new()?);
/// assert_eq!(document.reading.facts.agency_name.as_deref(), Some("石桥县水利局"));
/// let flood = document.reading.line_items.iter().find(|item| item.code.as_deref() == Some("2130314"));
/// let yuan = flood.and_then(|item| item.amount.yuan);
/// assert_eq!(yuan.map(|yuan| yuan.normalize().to_string()).as_deref(), Some("240000"));
/// # Ok(())
/// # }
/// ```
pub fn read_document(bytes: &[u8], file_name: &str, reader: &Reader) -> Document {
    match recover(bytes, reader) {
        Ok(recovered) => interpret(recovered, file_name, reader),
        Err(failed) => *failed,
    }
}

/// The first half of [`read_document`]: bytes to prose and grids.
///
/// # Errors
/// Nothing could be read; the document says why.
pub fn recover(bytes: &[u8], reader: &Reader) -> Result<Recovered, Box<Document>> {
    let decoded = decoded(bytes, || mingxi_decode::decode(bytes, &reader.limits))?;
    grids(decoded, reader)
}

/// What a decoder came to.
fn decoded<T>(bytes: &[u8], decode: impl FnOnce() -> Result<T, DecodeError>) -> Result<T, Box<Document>> {
    match contain(decode) {
        Ok(Ok(decoded)) => Ok(decoded),
        Ok(Err(error)) => {
            let format = contain(|| format_of(bytes)).ok().flatten();
            Err(Box::new(Document { format, ..Document::failed(error.kind(), error.to_string()) }))
        }
        Err(panic) => Err(Box::new(crashed("decoding", &panic))),
    }
}

/// A document and the files inside of it.
#[derive(Debug)]
pub(crate) struct Read {
    /// The document; of an archive that could be unpacked it has neither format nor error.
    pub document: Document,
    /// The files inside.
    pub members: Vec<Member>,
}

impl From<Document> for Read {
    fn from(document: Document) -> Read {
        Read { document, members: Vec::new() }
    }
}

/// Reads one document and, with `levels` of archives left, what is inside of it; `None` where nobody asks for that.
fn read_with_members(bytes: &[u8], file_name: &str, reader: &Reader, levels: Option<usize>) -> Read {
    if levels.is_none_or(|levels| levels == 0) {
        let document = read_document(bytes, file_name, reader);
        let is_archive = levels.is_some()
            && document.status == Status::Failed
            && matches!(contain(|| mingxi_decode::sniff(bytes)), Ok(Ok(Sniffed::Archive(_))));
        return Read::from(if is_archive {
            Document { error: Some(too_deep()), ..document }
        } else {
            document
        });
    }
    match decoded(bytes, || mingxi_decode::open(bytes, &reader.limits)) {
        Ok(Opened::Document { document, enclosed }) => {
            let document = match grids(document, reader) {
                Ok(recovered) => interpret(recovered, file_name, reader),
                Err(failed) => *failed,
            };
            Read { document, members: enclosed }
        }
        Ok(Opened::Archive(unpacked)) => {
            let error = unpacked.damage.map(|damage| (damage.kind(), damage.to_string()));
            let status = if error.is_some() { Status::Partial } else { Status::Ok };
            let document =
                Document { format: None, page_count: None, status, error, reading: Reading::default() };
            Read { document, members: unpacked.members }
        }
        Err(failed) => Read::from(*failed),
    }
}

fn grids(decoded: mingxi_model::Document, reader: &Reader) -> Result<Recovered, Box<Document>> {
    match contain(|| mingxi_grid::recover(&decoded, &reader.hints)) {
        Ok((flow, found)) => {
            let mut remarks = decoded.diagnostics;
            remarks.extend(found);
            remarks.extend(reader.remarks.iter().cloned());
            let (format, page_count, partial) = (decoded.format, decoded.page_count, decoded.partial);
            Ok(Recovered { format, page_count, partial, flow, remarks })
        }
        Err(panic) => {
            let (format, page_count) = (Some(decoded.format), decoded.page_count);
            Err(Box::new(Document { format, page_count, ..crashed("recognition", &panic) }))
        }
    }
}

/// The second half of [`read_document`]: prose and grids to meaning and proof.
pub fn interpret(recovered: Recovered, file_name: &str, reader: &Reader) -> Document {
    let Recovered { format, page_count, partial, flow, remarks } = recovered;
    let format = Some(format);
    let source = Source { flow: &flow, file_name, remarks: &remarks, reader };
    let Proved { reading, audit_crash } = match candidates::read(&source) {
        Ok(proved) => proved,
        Err(panic) => {
            return Document { format, page_count, ..crashed("recognition", &panic) };
        }
    };
    let error = partial
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

/// Reads one document, and what is inside of it where levels are asked for, on a thread for reading and gives it up
/// after the reader's patience.
pub(crate) fn read_patiently(
    bytes: Vec<u8>,
    file_name: String,
    reader: &Arc<Reader>,
    levels: Option<usize>,
    thread: &mut ReadingThread,
) -> Read {
    let patience = reader.patience;
    let shared = Arc::clone(reader);
    let read = thread.within(patience, move || read_with_members(&bytes, &file_name, &shared, levels));
    Read::from(match read {
        Ok(read) => return read,
        Err(GivenUp::Crashed(panic)) => crashed("reading", &panic),
        Err(GivenUp::NoRoom(message)) => Document::failed(ErrorKind::OutOfMemory, message),
        Err(GivenUp::TimedOut) => Document::failed(
            ErrorKind::TimedOut,
            format!(
                "reading took longer than {} seconds and was given up; allow more time or report the file",
                patience.as_secs()
            ),
        ),
    })
}

/// The format of bytes that could not be decoded.
fn format_of(bytes: &[u8]) -> Option<Format> {
    match mingxi_decode::sniff(bytes).ok()? {
        Sniffed::Doc => Some(Format::Doc),
        Sniffed::Docx => Some(Format::Docx),
        Sniffed::Pdf => Some(Format::Pdf),
        Sniffed::WordXml => Some(Format::Docx),
        Sniffed::ExcelXml => Some(Format::Xls),
        Sniffed::Rtf => Some(Format::Rtf),
        Sniffed::Html | Sniffed::WebArchive => Some(Format::Html),
        Sniffed::Text(_) => Some(Format::Txt),
        Sniffed::Xlsx => Some(Format::Xlsx),
        Sniffed::Xls => Some(Format::Xls),
        Sniffed::Ofd => Some(Format::Ofd),
        Sniffed::Archive(_) => None,
    }
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
    use mingxi_model::CheckStatus;

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

    const SLIP: &str = "支出总表
部门名称：云岭县水利局
单位：万元
科目编码|科目名称|总计|一般公共预算||政府性基金
|||小计|其中:财政拨款|
|合计|10.00|10.00|10.00|
2010301|行政运行|4.00|-4.00|4.00|
2010302|一般行政管理事务|6.00|6.00|6.00|
";

    #[test]
    fn a_wrong_number_is_not_taken_for_a_shifted_row() {
        let reader = Reader::new().unwrap();
        let document = read_document(SLIP.replace('|', "\t").as_bytes(), "a.txt", &reader);
        let reading = &document.reading;
        let item = reading.line_items.iter().find(|item| item.value_text == "-4.00").unwrap();
        assert_eq!((item.col, item.check_status), (3, CheckStatus::Conflict));
        assert_eq!(item.suspect_rank, Some(1));
        let codes: Vec<&str> = reading.diagnostics.iter().map(|d| d.code).collect();
        assert!(codes.contains(&"withdrawn_shift"), "{codes:?}");
        assert!(!codes.contains(&"shifted_row"), "{codes:?}");
    }

    #[test]
    fn patience_ends() {
        let reader = Arc::new(Reader { patience: Duration::ZERO, ..Reader::new().unwrap() });
        let text = "单位：万元\n".repeat(20_000);
        let mut thread = ReadingThread::default();
        let read = read_patiently(text.into_bytes(), "a.txt".to_owned(), &reader, None, &mut thread);
        assert_eq!(read.document.error.map(|(kind, _)| kind), Some(ErrorKind::TimedOut));
    }
}
