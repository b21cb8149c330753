//! 7z archives, block by block: what is wrong with one block costs its files alone.

use super::Unpacked;
use super::names::member_path;
use super::room::{Room, damaged, locked, unknown_method};
use crate::DecodeError;
use mingxi_model::ErrorKind;
use sevenz_rust2::{Archive, BlockDecoder, Error, Password};
use std::io::Cursor;

/// Most kilobytes of a dictionary: the largest that 7-Zip offers by a preset has 256 MB.
const MEMORY_KB: usize = 384 << 10;

/// Unpacks a 7z archive.
///
/// # Errors
/// Its directory is damaged or needs a password.
pub(super) fn unpack(bytes: &[u8], room: &mut Room) -> Result<Unpacked, DecodeError> {
    if stated_end(bytes).is_none_or(|end| end > bytes.len() as u64) {
        let message =
            "the file ends before its own directory (it is a 7z archive cut short); download it again";
        return Err(DecodeError::new(ErrorKind::Truncated, message));
    }
    let mut source = Cursor::new(bytes);
    let password = Password::empty();
    let archive = Archive::read_with_memory_limit(&mut source, &password, MEMORY_KB)
        .map_err(|error| reason(&error, "the archive's directory"))?;
    let mut unpacked = Unpacked::default();
    for index in 0..archive.blocks.len() {
        let block =
            BlockDecoder::new_with_memory_limit(1, MEMORY_KB, index, &archive, &password, &mut source);
        let names: Vec<Option<String>> = block.entries().iter().map(told).collect();
        let mut at = 0;
        let mut full = None;
        let outcome = block.for_each_entries(&mut |_, reader| {
            let name = names.get(at).cloned().flatten();
            at += 1;
            let Some(path) = name else { return Ok(true) };
            match room.member().and_then(|()| room.read(reader, &path)) {
                Ok(content) => unpacked.add(path, content),
                Err(error) => {
                    full = Some(error);
                    return Ok(false);
                }
            }
            Ok(true)
        });
        if full.is_some() {
            unpacked.damage = full;
            return Ok(unpacked);
        }
        if let Err(error) = outcome {
            // The file that was being read when it came to light is not whole either.
            let last = at.checked_sub(1).and_then(|last| names.get(last)).cloned().flatten();
            if let Some(member) = last.and_then(|path| unpacked.members.last_mut().filter(|m| m.path == path))
            {
                member.content = Err(reason(&error, "the file"));
            }
            for path in names.into_iter().skip(at).flatten() {
                if let Err(error) = room.member() {
                    unpacked.damage = Some(error);
                    return Ok(unpacked);
                }
                unpacked.add(path, Err(reason(&error, "the file")));
            }
        }
    }
    for entry in archive.files.iter().filter(|entry| !entry.has_stream) {
        if let Some(path) = told(entry) {
            unpacked.add(path, Ok(Vec::new()));
        }
    }
    Ok(unpacked)
}

/// Where the directory at the end of the file ends, by the file's head.
fn stated_end(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize| bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
    number(12)?.checked_add(number(20)?)?.checked_add(32)
}

/// The path of an entry that is a file.
fn told(entry: &sevenz_rust2::ArchiveEntry) -> Option<String> {
    let is_file = !entry.is_directory && !entry.is_anti_item;
    is_file.then(|| member_path(&entry.name)).flatten()
}

fn reason(error: &Error, what: &str) -> DecodeError {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => locked(),
        Error::UnsupportedCompressionMethod(method) if method.contains("AES") => locked(),
        Error::UnsupportedCompressionMethod(method) => unknown_method(method),
        Error::MaxMemLimited { .. } => crate::allowance::exceeded(
            "the archive asks for a dictionary of more than 384 MiB; unpack it and give its files",
        ),
        error => damaged(&format!("{what}: {error}")),
    }
}
