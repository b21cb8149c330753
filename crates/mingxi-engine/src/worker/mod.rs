//! A process that reads documents for another: bytes in, datasets out. What a document does to it, it does to
//! nobody else.
//!
//! [`serve`] is the loop of `mingxi worker`; the frames it reads and writes are told in `frame`, the Arrow stream
//! of an answer in `dataset::travel`. [`confine`] bounds the memory of the process it is called in.

mod confine;
pub(crate) mod frame;

pub use confine::confine;

use crate::content::hash_bytes;
use crate::dataset::{Parcel, Schemas, to_bytes};
use crate::read::{Document, Reader, read_patiently};
use crate::record::Record;
use frame::Request;
use mingxi_model::ErrorKind;
use std::io::{self, Read, Write};
use std::sync::Arc;

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
pub fn serve(reader: &Arc<Reader>, input: &mut impl Read, output: &mut impl Write) -> io::Result<Served> {
    serve_after(reader, input, output, |_| {})
}

/// As [`serve`]; `before` sees the bytes of every document first. For tests, in which documents misbehave.
///
/// # Errors
/// As [`serve`].
#[doc(hidden)]
pub fn serve_after(
    reader: &Arc<Reader>,
    input: &mut impl Read,
    output: &mut impl Write,
    before: impl Fn(&[u8]),
) -> io::Result<Served> {
    let schemas = Schemas::new();
    while let Some(request) = frame::read_request(input, reader.limits.file_bytes)? {
        before(request.bytes.as_deref().unwrap_or_default());
        let record = record_of(request, reader);
        let gave_up = matches!(record.error, Some((ErrorKind::TimedOut, _)));
        let parcel = Parcel::of(&record, &schemas).map_err(io::Error::other)?;
        let stream = to_bytes(&parcel, &schemas).map_err(io::Error::other)?;
        frame::write_answer(output, &stream)?;
        if gave_up {
            return Ok(Served::GaveUp);
        }
    }
    Ok(Served::All)
}

/// A document whose path is its file name: where it lies is known to who sent it.
fn record_of(request: Request, reader: &Arc<Reader>) -> Record {
    let file_name = request.header.file_name;
    let limit = reader.limits.file_bytes;
    let (document_id, document) = match request.bytes {
        Some(bytes) => (hash_bytes(&bytes), read_patiently(bytes, file_name.clone(), reader)),
        None => {
            let message = format!("the file has {} bytes and files over {limit} are not read", request.size);
            (String::new(), Document::failed(ErrorKind::LimitExceeded, message))
        }
    };
    Record {
        document_id,
        source_path: file_name.clone(),
        duplicate_paths: Vec::new(),
        file_name,
        container_path: None,
        format: document.format,
        size_bytes: i64::try_from(request.size).ok(),
        page_count: document.page_count,
        status: document.status,
        error: document.error,
        reading: document.reading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::from_bytes;
    use frame::Header;

    #[test]
    fn every_document_is_answered() {
        let reader = Arc::new(Reader::new().unwrap());
        let mut input = Vec::new();
        for bytes in [&b"\xff\xfe"[..], "表\n甲\t1\n".as_bytes()] {
            let header = Header { file_name: "甲.txt".to_owned() };
            frame::write_request(&mut input, &header, bytes).unwrap();
        }
        let mut output = Vec::new();
        assert_eq!(serve(&reader, &mut &input[..], &mut output).unwrap(), Served::All);
        let mut from = &output[..];
        let schemas = Schemas::new();
        for bytes in [&b"\xff\xfe"[..], "表\n甲\t1\n".as_bytes()] {
            let parcel = from_bytes(&frame::read_answer(&mut from).unwrap(), &schemas).unwrap();
            assert_eq!(parcel.heading().unwrap().document_id, hash_bytes(bytes));
        }
        assert!(from.is_empty());
    }
}
