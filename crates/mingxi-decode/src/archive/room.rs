//! What an archive may still unpack to.

use crate::allowance::{exceeded, no_room};
use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;
use std::io::{self, Read};

/// What is left of the bounds of one archive.
#[derive(Debug)]
pub(crate) struct Room {
    /// Most bytes of one member.
    each: u64,
    /// Most bytes of all, and how many are left.
    total: u64,
    left: u64,
    members: usize,
    members_left: usize,
}

impl Room {
    /// The room of an archive of so many bytes.
    pub(crate) fn new(limits: &Limits, packed: u64) -> Room {
        let bounds = &limits.archive;
        let by_ratio = packed.saturating_mul(bounds.ratio).max(bounds.free_bytes);
        let total = by_ratio.min(bounds.unpacked_bytes);
        let members = bounds.members;
        Room { each: limits.file_bytes, total, left: total, members, members_left: members }
    }

    /// How many bytes the next member may have at most.
    pub(crate) fn bytes(&self) -> u64 {
        self.left.min(self.each)
    }

    /// Takes a member, whatever becomes of it.
    ///
    /// # Errors
    /// There are too many.
    pub(crate) fn member(&mut self) -> Result<(), DecodeError> {
        let Some(left) = self.members_left.checked_sub(1) else {
            return Err(exceeded(format!(
                "the archive holds more than {} files; what follows was not read",
                self.members
            )));
        };
        self.members_left = left;
        Ok(())
    }

    /// Takes bytes that were unpacked for the member of that path.
    ///
    /// # Errors
    /// All together are more than the archive may hold.
    pub(crate) fn take(&mut self, bytes: u64, path: &str) -> Result<(), DecodeError> {
        let Some(left) = self.left.checked_sub(bytes) else {
            return Err(exceeded(format!(
                "up to {path} the archive unpacks to more than {} bytes, more than is allowed for its size; it and \
                 what follows was not read",
                self.total
            )));
        };
        self.left = left;
        Ok(())
    }

    /// Unpacks a member: its bytes, or why it has none.
    ///
    /// # Errors
    /// The archive has no room left, so that nothing behind the member can be read either.
    pub(crate) fn read(
        &mut self,
        from: &mut dyn Read,
        path: &str,
    ) -> Result<Result<Vec<u8>, DecodeError>, DecodeError> {
        let mut bytes = Vec::new();
        let outcome = from.take(self.bytes().saturating_add(1)).read_to_end(&mut bytes);
        self.take(bytes.len() as u64, path)?;
        if bytes.len() as u64 > self.each {
            let message =
                format!("the file unpacks to more than {} bytes, which are not read; split it", self.each);
            return Ok(Err(exceeded(message)));
        }
        Ok(match outcome {
            Ok(_) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::OutOfMemory => Err(no_room("the file")),
            Err(error) => Err(damaged(&error.to_string())),
        })
    }
}

/// The error of a member that does not unpack to what the archive says.
pub(super) fn damaged(reason: &str) -> DecodeError {
    let message = format!("the file is damaged inside its archive ({reason}); download the archive again");
    DecodeError::new(ErrorKind::Corrupt, message)
}

/// The error of a member that needs a password.
pub(super) fn locked() -> DecodeError {
    let message =
        "the file is protected by a password inside its archive; unpack it with the password and give it";
    DecodeError::new(ErrorKind::Encrypted, message)
}

/// The error of a member that is packed in a way that is not read.
pub(super) fn unknown_method(method: &str) -> DecodeError {
    let message =
        format!("the file is packed by a method that is not read ({method}); unpack it and give it");
    DecodeError::new(ErrorKind::UnsupportedFormat, message)
}
