//! Archives: the files that zip, 7z, tar and gzip hold, unpacked in memory and within bounds.
//!
//! A member's name is only told, never used as a path. Members that need a password, are packed in an unknown way or
//! are damaged stand among the others with the reason; damage to the archive itself stands beside them.

mod gzip;
mod names;
mod room;
mod seven;
mod tar;
mod zip;

pub(crate) use names::member_path;
pub(crate) use room::Room;
pub(crate) use tar::is_tar;

use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;

/// How an archive holds its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveKind {
    /// zip.
    Zip,
    /// 7z.
    SevenZip,
    /// tar.
    Tar,
    /// gzip: one file, or a tar.
    Gzip,
}

/// A file inside another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Where it stands inside, with `/`: no `..`, no control characters, never absolute.
    pub path: String,
    /// Its bytes, or why there are none.
    pub content: Result<Vec<u8>, DecodeError>,
}

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// The members in their order, folders, hidden files and links left out.
    pub members: Vec<Member>,
    /// Why not all of it could be read.
    pub damage: Option<DecodeError>,
}

/// Unpacks an archive.
///
/// # Errors
/// None of it could be read, it needs a password, or it holds no file.
pub(crate) fn unpack(kind: ArchiveKind, bytes: &[u8], limits: &Limits) -> Result<Unpacked, DecodeError> {
    let mut room = Room::new(limits, bytes.len() as u64);
    let unpacked = match kind {
        ArchiveKind::Zip => zip::unpack(bytes, &mut room),
        ArchiveKind::SevenZip => seven::unpack(bytes, &mut room),
        ArchiveKind::Tar => Ok(tar::unpack(bytes, &mut room)),
        ArchiveKind::Gzip => gzip::unpack(bytes, &mut room, limits),
    }?;
    match (unpacked.members.is_empty(), unpacked.damage) {
        (true, Some(damage)) => Err(damage),
        (true, None) => Err(DecodeError::new(ErrorKind::Empty, "the archive holds no file")),
        (false, damage) => Ok(Unpacked { members: unpacked.members, damage }),
    }
}

impl Unpacked {
    fn add(&mut self, path: String, content: Result<Vec<u8>, DecodeError>) {
        self.members.push(Member { path, content });
    }
}

#[cfg(test)]
mod tests;
