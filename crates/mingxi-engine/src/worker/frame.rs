//! How documents travel to a worker, and what comes of them back.
//!
//! A request is the length of a header (4 bytes, little-endian), the header (a JSON object with `file_name`,
//! `source_path`, `failed` and `levels`, all but the first if wanted), the length of the document (8 bytes) and its bytes. An answer
//! is the length of an Arrow IPC stream (8 bytes) and the stream. Answers of no bytes before it are signs of life, at
//! least one a second. The end of the input between two requests is the end of the work.

use mingxi_model::ErrorKind;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// Most bytes of a request's header; a file name has a few hundred.
const HEADER_BYTES: u32 = 1 << 20;
/// Most bytes of an answer: more than any document within the limits gives.
const ANSWER_BYTES: u64 = 8 << 30;

/// What is said of a document beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    /// The last part of its path.
    pub file_name: String,
    /// Its path, for the documents dataset; the file name if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_path: Option<String>,
    /// A verdict on a document that ended its workers: it becomes the answer, and the document is not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Verdict>,
    /// How many levels of archives are unpacked. Where it stands, answers begin with a letter: `M` before the bytes of
    /// a file inside the document, of which there may be any number, then `P` before the Arrow stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<usize>,
    /// A page that is to be drawn; the document is not read then. The answer begins with a letter: `I` before a PNG
    /// file, `E` before a sentence that says why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Draw>,
}

/// A page to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draw {
    /// Its number, from 1.
    pub page: u32,
    /// Pixels an inch.
    pub dpi: u32,
}

impl Header {
    /// Of a document whose path is known to who asks.
    pub fn named(file_name: &str) -> Header {
        Header { file_name: file_name.to_owned(), source_path: None, failed: None, levels: None, draw: None }
    }
}

/// Why a document is not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// From the closed list: `crashed`, `timed_out`, `out_of_memory` ...
    pub kind: String,
    /// In a sentence.
    pub message: String,
}

impl Verdict {
    /// The kind; `internal` of one that is not in the list.
    pub fn kind(&self) -> ErrorKind {
        let known = ErrorKind::ALL.iter().find(|kind| kind.as_str() == self.kind);
        known.copied().unwrap_or(ErrorKind::Internal)
    }
}

/// A document for a worker.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// What is said of it.
    pub header: Header,
    /// Its size.
    pub size: u64,
    /// Its bytes; none if it has more than the worker reads.
    pub bytes: Option<Vec<u8>>,
}

/// Writes a request.
///
/// # Errors
/// The worker is gone.
pub(crate) fn write_request(to: &mut impl Write, header: &Header, bytes: &[u8]) -> io::Result<()> {
    let header = serde_json::to_vec(header)?;
    let length = u32::try_from(header.len()).map_err(|_| invalid("the header of a request is too long"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&header)?;
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads a request; `None` at the end of the input. A document of more than `limit` bytes is passed over.
///
/// # Errors
/// The input ends in the middle, or holds no request.
pub(crate) fn read_request(from: &mut impl Read, limit: u64) -> io::Result<Option<Request>> {
    let mut length = [0; 4];
    if !read_or_end(from, &mut length)? {
        return Ok(None);
    }
    let length = u32::from_le_bytes(length);
    if length > HEADER_BYTES {
        return Err(invalid("the header of a request is too long"));
    }
    let header = read_bytes(from, length.into())?;
    let header: Header = serde_json::from_slice(&header)?;
    let mut size = [0; 8];
    from.read_exact(&mut size)?;
    let size = u64::from_le_bytes(size);
    if size > limit {
        let passed = io::copy(&mut from.take(size), &mut io::sink())?;
        return if passed == size { Ok(Some(Request { header, size, bytes: None })) } else { Err(cut()) };
    }
    Ok(Some(Request { header, size, bytes: Some(read_bytes(from, size)?) }))
}

/// Writes an answer.
///
/// # Errors
/// Nobody waits for it.
pub(crate) fn write_answer(to: &mut impl Write, stream: &[u8]) -> io::Result<()> {
    to.write_all(&(stream.len() as u64).to_le_bytes())?;
    to.write_all(stream)?;
    to.flush()
}

/// The letter before the bytes of a file inside the document.
pub(crate) const MEMBER: u8 = b'M';
/// The letter before an Arrow stream that comes after such files.
pub(crate) const PARCEL: u8 = b'P';

/// The letter before a picture.
pub(crate) const PICTURE: u8 = b'I';
/// The letter before the reason why there is no picture.
pub(crate) const NO_PICTURE: u8 = b'E';

/// Writes an answer that begins with a letter.
///
/// # Errors
/// Nobody waits for it.
pub(crate) fn write_lettered(to: &mut impl Write, letter: u8, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64 + 1).to_le_bytes())?;
    to.write_all(&[letter])?;
    to.write_all(bytes)?;
    to.flush()
}

/// Writes a sign of life.
///
/// # Errors
/// Nobody waits for it.
pub(crate) fn write_sign(to: &mut impl Write) -> io::Result<()> {
    write_answer(to, &[])
}

/// Reads an answer; of no bytes, it is a sign of life.
///
/// # Errors
/// The worker ended before it was complete.
pub(crate) fn read_answer(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > ANSWER_BYTES {
        return Err(invalid("the answer of a worker is too long"));
    }
    read_bytes(from, length)
}

/// So many bytes; memory grows with what arrives, not with what was announced.
fn read_bytes(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(cut()) }
}

/// Fills the buffer; `false` if the input ends before its first byte.
fn read_or_end(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) if filled == 0 => return Ok(false),
            Ok(0) => return Err(cut()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the stream ends in the middle of a document")
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header::named("甲.pdf")
    }

    #[test]
    fn requests_come_as_they_were_sent() {
        let mut sent = Vec::new();
        write_request(&mut sent, &header(), b"abc").unwrap();
        write_request(&mut sent, &header(), b"abcdef").unwrap();
        let mut from = &sent[..];
        let first = read_request(&mut from, 3).unwrap().unwrap();
        assert_eq!(first, Request { header: header(), size: 3, bytes: Some(b"abc".to_vec()) });
        let second = read_request(&mut from, 3).unwrap().unwrap();
        assert_eq!(second, Request { header: header(), size: 6, bytes: None });
        assert_eq!(read_request(&mut from, 3).unwrap(), None);
    }

    #[test]
    fn a_stream_cut_anywhere_is_an_error() {
        let mut sent = Vec::new();
        write_request(&mut sent, &header(), b"abc").unwrap();
        for end in 1..sent.len() {
            assert!(read_request(&mut &sent[..end], 3).is_err(), "{end}");
            assert!(read_request(&mut &sent[..end], 2).is_err(), "{end}");
        }
        assert!(read_answer(&mut &9u64.to_le_bytes()[..]).is_err());
        assert!(read_answer(&mut &[0xff; 8][..]).is_err());
        assert!(read_request(&mut &[0xff; 4][..], 3).is_err());
    }
}
