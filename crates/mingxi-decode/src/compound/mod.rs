//! Compound files (OLE2, [MS-CFB]): the streams of old Office files by name, also of files whose tables are damaged.

mod salvage;

use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use mingxi_model::{Diagnostic, Severity, Step};
use salvage::Salvage;
use std::io::{Cursor, Read};

/// An opened compound file.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    /// `None` where the file contradicts itself so much that only [`Salvage`] reads it.
    whole: Option<cfb::CompoundFile<Cursor<&'a [u8]>>>,
}

/// A stream as far as it could be read.
pub(crate) struct Stream {
    pub(crate) bytes: Vec<u8>,
    /// It is shorter than its directory says.
    pub(crate) is_cut: bool,
}

/// How much of a file's tables is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    None,
    /// They go beyond the file, or the like; every stream has its own sectors.
    Beside,
    /// Streams share sectors, or nothing is known of them: what is read may be another stream's.
    Crossed,
}

impl Damage {
    /// What is to be said of it; an error where the text may be another one's.
    pub(crate) fn remark(self) -> Option<Diagnostic> {
        let (severity, message) = match self {
            Damage::None => return None,
            Damage::Beside => (
                Severity::Warning,
                "the file's allocation table contradicts the file, but everything that the document needs was found",
            ),
            Damage::Crossed => (
                Severity::Error,
                "parts of the file share their place on the disk, so that some of the text may be another part's; \
                 download it again",
            ),
        };
        Some(Diagnostic::new(Step::Decode, severity, "damaged_part", message))
    }
}

impl<'a> Compound<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Compound<'a> {
        Compound { bytes, whole: cfb::CompoundFile::open(Cursor::new(bytes)).ok() }
    }

    /// Whether the file's tables contradict the file.
    pub(crate) fn damage(&self) -> Damage {
        match &self.whole {
            Some(_) => Damage::None,
            None if Salvage::open(self.bytes).is_some_and(|file| !file.is_crossed()) => Damage::Beside,
            None => Damage::Crossed,
        }
    }

    /// A stream of the root storage; `None` where the file has none of that name.
    ///
    /// # Errors
    /// It is larger than the limits.
    pub(crate) fn read(&mut self, name: &str, allowance: &Allowance) -> Result<Option<Stream>, DecodeError> {
        // What a stream can hold is bounded by the file, whatever its directory says.
        let left = allowance.limits().part_bytes.min(allowance.bytes());
        let stream = match self.read_whole(name, left) {
            Some(Ok(bytes)) => Some(Stream { bytes, is_cut: false }),
            Some(Err(())) => self.salvaged(name, left),
            None if self.whole.is_some() => None,
            None => self.salvaged(name, left),
        };
        let Some(stream) = stream else { return Ok(None) };
        if stream.bytes.len() as u64 > left {
            return Err(exceeded(format!("the stream {name} is larger than {left} bytes; nothing was read")));
        }
        allowance.unpacked(stream.bytes.len() as u64);
        Ok(Some(stream))
    }

    /// The stream of a sound file; `None` where there is none, an error where it cannot be read to its end.
    fn read_whole(&mut self, name: &str, left: u64) -> Option<Result<Vec<u8>, ()>> {
        let file = self.whole.as_mut()?;
        let path = format!("/{name}");
        if !file.is_stream(&path) {
            return None;
        }
        let Ok(mut stream) = file.open_stream(&path) else { return Some(Err(())) };
        // One byte more than allowed tells that it is too large; `read_to_end` reserves what is really there.
        let mut bytes = Vec::new();
        let outcome = if stream.len() > left {
            stream.take(left.saturating_add(1)).read_to_end(&mut bytes)
        } else {
            stream.read_to_end(&mut bytes)
        };
        Some(outcome.map(|_| bytes).map_err(|_| ()))
    }

    fn salvaged(&self, name: &str, left: u64) -> Option<Stream> {
        let limit = usize::try_from(left.saturating_add(1)).unwrap_or(usize::MAX);
        let (bytes, is_cut) = Salvage::open(self.bytes)?.read(name, limit)?;
        Some(Stream { bytes, is_cut })
    }
}
