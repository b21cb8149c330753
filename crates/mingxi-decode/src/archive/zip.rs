//! zip archives.

use super::Unpacked;
use super::names::{member_path, name_text};
use super::room::{Room, damaged, locked, unknown_method};
use crate::DecodeError;
use crate::docx::package::{open_zip, stated_members};
use mingxi_model::ErrorKind;
use zip::CompressionMethod;
use zip::result::ZipError;

/// Unpacks a zip archive.
///
/// # Errors
/// Its directory is missing or damaged.
pub(super) fn unpack(bytes: &[u8], room: &mut Room) -> Result<Unpacked, DecodeError> {
    let mut archive = open_zip(bytes)?;
    let mut unpacked = Unpacked::default();
    if stated_members(bytes).is_some_and(|stated| stated > archive.len()) {
        let message = "the archive holds several files of one name, of which one was read; unpack it and give its files";
        unpacked.damage = Some(DecodeError::new(ErrorKind::Corrupt, message));
    }
    for index in 0..archive.len() {
        let (name, size, method) = match archive.by_index_raw(index) {
            Ok(member) if member.is_dir() || member.is_symlink() => continue,
            Ok(member) => (name_text(member.name_raw()), member.size(), member.compression()),
            Err(error) => {
                let message = format!("the archive's list of files is damaged ({error}); download it again");
                unpacked.damage = Some(DecodeError::new(ErrorKind::Corrupt, message));
                continue;
            }
        };
        let Some(path) = member_path(&name) else { continue };
        // A size that is stated is refused before it is unpacked.
        let fits = room.member().and_then(|()| match size > room.bytes() {
            true => room.take(size, &path),
            false => Ok(()),
        });
        if let Err(error) = fits {
            unpacked.damage = Some(error);
            break;
        }
        let content = match archive.by_index(index) {
            _ if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) => {
                Err(unknown_method(&method.to_string()))
            }
            Ok(mut member) => match room.read(&mut member, &path) {
                Ok(content) => content,
                Err(error) => {
                    unpacked.damage = Some(error);
                    break;
                }
            },
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err(locked()),
            Err(ZipError::UnsupportedArchive(reason)) => Err(unknown_method(reason)),
            Err(error) => Err(damaged(&error.to_string())),
        };
        unpacked.add(path, content);
    }
    Ok(unpacked)
}
