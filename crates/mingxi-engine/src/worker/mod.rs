//! A process that reads documents for another: bytes in, datasets out. What a document does to it, it does to
//! nobody else.
//!
//! [`serve`] is the loop of `mingxi worker`; the frames it reads and writes are told in `frame`, the Arrow stream
//! of an answer in `dataset::travel`. [`confine`] bounds the memory of the process it is called in.

mod confine;
pub(crate) mod frame;

pub use confine::confine;

use crate::contain::ReadingThread;
use crate::content::hash_bytes;
use crate::dataset::{Parcel, Schemas, to_bytes};
use crate::inside::list;
use crate::picture::{DrawError, page_png};
use crate::read::{Document, Read, Reader, read_patiently};
use crate::record::Record;
use frame::{Request, Verdict};
use mingxi_model::ErrorKind;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// How often a worker that reads gives a sign of life.
const SIGN: Duration = Duration::from_secs(1);

/// Why a worker stopped without an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// There are no more documents.
    All,
    /// A document took too long; it was answered, but its thread cannot be stopped, so the process should end.
    GaveUp,
}

/// Answers every document that comes, one after the other.
///
/// A document that cannot be read is answered too: its row in the documents dataset says why.
///
/// # Errors
/// The input is no sequence of requests, or nobody reads the answers.
pub fn serve(
    reader: &Arc<Reader>,
    input: &mut impl io::Read,
    output: impl Write + Send,
) -> io::Result<Served> {
    serve_after(reader, input, output, |_| {})
}

/// As [`serve`]; `before` sees the bytes of every document first. For tests, in which documents misbehave.
///
/// # Errors
/// As [`serve`].
#[doc(hidden)]
pub fn serve_after(
    reader: &Arc<Reader>,
    input: &mut impl io::Read,
    output: impl Write + Send,
    before: impl Fn(&[u8]),
) -> io::Result<Served> {
    let schemas = Schemas::new();
    let output = Mutex::new(output);
    let mut thread = ReadingThread::default();
    while let Some(request) = frame::read_request(input, reader.limits.file_bytes)? {
        if let Some(draw) = request.header.draw {
            let bytes = request.bytes.unwrap_or_default();
            let drawn = alive(&output, || {
                before(&bytes);
                page_png(bytes, draw.page, draw.dpi, reader)
            })?;
            let gave_up = matches!(drawn, Err(DrawError::TimedOut(_)));
            let (letter, answer) = match drawn {
                Ok(png) => (frame::PICTURE, png),
                Err(error) => (frame::NO_PICTURE, error.to_string().into_bytes()),
            };
            frame::write_lettered(&mut *locked(&output), letter, &answer)?;
            if gave_up {
                return Ok(Served::GaveUp);
            }
            continue;
        }
        let is_judged = request.header.failed.is_some();
        let is_lettered = request.header.levels.is_some();
        let (record, contents) = alive(&output, || {
            before(request.bytes.as_deref().unwrap_or_default());
            record_of(request, reader, &mut thread)
        })?;
        let gave_up = !is_judged && matches!(record.error, Some((ErrorKind::TimedOut, _)));
        let parcel = Parcel::of(&record, &schemas).map_err(io::Error::other)?;
        let stream = to_bytes(&parcel, &schemas).map_err(io::Error::other)?;
        if is_lettered {
            for bytes in contents {
                frame::write_lettered(&mut *locked(&output), frame::MEMBER, &bytes)?;
            }
            frame::write_lettered(&mut *locked(&output), frame::PARCEL, &stream)?;
        } else {
            frame::write_answer(&mut *locked(&output), &stream)?;
        }
        if gave_up {
            return Ok(Served::GaveUp);
        }
    }
    Ok(Served::All)
}

/// Does some work, and gives signs of life before and while it goes on: a process that was stopped, or cannot get
/// memory or a disk, gives none.
fn alive<T>(output: &Mutex<impl Write + Send>, work: impl FnOnce() -> T) -> io::Result<T> {
    frame::write_sign(&mut *locked(output))?;
    let (done, is_done) = mpsc::channel::<()>();
    Ok(thread::scope(|scope| {
        // Without the thread there are no further signs, and the wall clock is what is left.
        let _ = thread::Builder::new().name("mingxi-alive".to_owned()).spawn_scoped(scope, move || {
            while is_done.recv_timeout(SIGN) == Err(mpsc::RecvTimeoutError::Timeout) {
                if frame::write_sign(&mut *locked(output)).is_err() {
                    return;
                }
            }
        });
        let result = work();
        drop(done);
        result
    }))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What came of a document, and the bytes of the files inside of it. Where it lies is known to who sent it; its path
/// is its file name unless the request says more.
fn record_of(request: Request, reader: &Arc<Reader>, thread: &mut ReadingThread) -> (Record, Vec<Vec<u8>>) {
    let file_name = request.header.file_name;
    let source_path = request.header.source_path.unwrap_or_else(|| file_name.clone());
    let limit = reader.limits.file_bytes;
    let (document_id, read) = match request.bytes {
        Some(bytes) if request.header.failed.is_some() => {
            (hash_bytes(&bytes), Read::from(failed(request.header.failed.unwrap_or_default())))
        }
        Some(bytes) => {
            let levels = request.header.levels;
            (hash_bytes(&bytes), read_patiently(bytes, file_name.clone(), reader, levels, thread))
        }
        None => {
            let message = format!("the file has {} bytes and files over {limit} are not read", request.size);
            (String::new(), Read::from(Document::failed(ErrorKind::LimitExceeded, message)))
        }
    };
    let Read { document, members } = read;
    let (members, contents) = list(members);
    let record = Record {
        document_id,
        source_path,
        duplicate_paths: Vec::new(),
        file_name,
        container_path: None,
        format: document.format,
        size_bytes: i64::try_from(request.size).ok(),
        page_count: document.page_count,
        status: document.status,
        error: document.error,
        reading: document.reading,
        members,
    };
    (record, contents)
}

/// A document on which there is a verdict.
fn failed(verdict: Verdict) -> Document {
    Document::failed(verdict.kind(), verdict.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::from_bytes;
    use frame::Header;

    /// An answer after at least one sign of life.
    fn answer(from: &mut &[u8]) -> Vec<u8> {
        assert!(frame::read_answer(from).unwrap().is_empty(), "a sign of life comes first");
        loop {
            let came = frame::read_answer(from).unwrap();
            if !came.is_empty() {
                return came;
            }
        }
    }

    #[test]
    fn every_document_is_answered() {
        let reader = Arc::new(Reader::new().unwrap());
        let mut input = Vec::new();
        for bytes in [&b"\xff\xfe"[..], "表\n甲\t1\n".as_bytes()] {
            frame::write_request(&mut input, &Header::named("甲.txt"), bytes).unwrap();
        }
        let failed = Some(Verdict { kind: "timed_out".to_owned(), message: "long".to_owned() });
        let header =
            Header { source_path: Some("乙/甲.txt".to_owned()), failed, ..Header::named("甲.txt") };
        frame::write_request(&mut input, &header, b"abc").unwrap();
        let mut output = Vec::new();
        assert_eq!(serve(&reader, &mut &input[..], &mut output).unwrap(), Served::All);
        let mut from = &output[..];
        let schemas = Schemas::new();
        for bytes in [&b"\xff\xfe"[..], "表\n甲\t1\n".as_bytes()] {
            let parcel = from_bytes(&answer(&mut from), &schemas).unwrap();
            assert_eq!(parcel.heading().unwrap().document_id, hash_bytes(bytes));
        }
        let parcel = from_bytes(&answer(&mut from), &schemas).unwrap();
        let heading = parcel.heading().unwrap();
        assert_eq!((heading.document_id, heading.source_path), (&*hash_bytes(b"abc"), "乙/甲.txt"));
        assert_eq!(heading.error, Some((ErrorKind::TimedOut, "long")));
        assert!(from.is_empty());
    }
}
