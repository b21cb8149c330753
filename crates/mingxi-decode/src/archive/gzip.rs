//! gzip: one compressed file, often a tar.

use super::Unpacked;
use super::names::{member_path, name_text};
use super::room::{Room, damaged};
use super::tar::{self, is_tar};
use crate::allowance::exceeded;
use crate::{DecodeError, Limits};
use flate2::read::MultiGzDecoder;
use mingxi_model::ErrorKind;
use std::io::{self, Read};

/// Unpacks a compressed file, and the tar that it is.
///
/// # Errors
/// None of it can be unpacked.
pub(super) fn unpack(bytes: &[u8], room: &mut Room, limits: &Limits) -> Result<Unpacked, DecodeError> {
    let mut decoder = MultiGzDecoder::new(bytes);
    let stated = decoder.header().and_then(|header| header.filename()).map(name_text);
    let limit = room.bytes();
    let mut content = Vec::new();
    let outcome = (&mut decoder).take(limit.saturating_add(1)).read_to_end(&mut content);
    let damage = match outcome {
        Ok(_) if content.len() as u64 > limit => {
            content.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            Some(exceeded(format!(
                "the file unpacks to more than {limit} bytes, more than is allowed for its size; what follows was not read"
            )))
        }
        Ok(_) => None,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            let message = "the file ends before its compressed content does; download it again";
            Some(DecodeError::new(ErrorKind::Truncated, message))
        }
        Err(error) => Some(damaged(&error.to_string())),
    };
    if is_tar(&content) {
        let unpacked = tar::unpack(&content, &mut Room::new(limits, content.len() as u64));
        return Ok(Unpacked { damage: damage.or(unpacked.damage), ..unpacked });
    }
    if let Some(damage) = damage {
        return Err(damage);
    }
    let mut unpacked = Unpacked::default();
    let path = stated.and_then(|name| member_path(&name));
    unpacked.add(path.unwrap_or_else(|| "unpacked".to_owned()), Ok(content));
    Ok(unpacked)
}
