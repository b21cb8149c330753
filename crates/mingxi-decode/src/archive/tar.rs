//! tar archives (POSIX ustar and pax, GNU long names).

use super::Unpacked;
use super::names::{member_path, name_text};
use super::room::Room;
use crate::DecodeError;
use crate::allowance::exceeded;
use mingxi_model::ErrorKind;

/// Everything in a tar stands in blocks of so many bytes.
const BLOCK: usize = 512;
/// Most bytes of a long name or of pax attributes.
const NAME_BYTES: usize = 1 << 16;

/// Whether the first block is the head of a member: its checksum is right, which no text has by chance.
pub(crate) fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(..BLOCK).is_some_and(|head| head[0] != 0 && has_checksum(head))
}

fn has_checksum(head: &[u8]) -> bool {
    let sum: u64 = head
        .iter()
        .enumerate()
        .map(|(at, byte)| u64::from(if (148..156).contains(&at) { b' ' } else { *byte }))
        .sum();
    number(&head[148..156]) == Some(sum)
}

/// An octal number, or a binary one where its first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    let first = *field.first()?;
    if first & 0x80 != 0 {
        let digits = std::iter::once(first & 0x7f).chain(field[1..].iter().copied());
        return digits
            .into_iter()
            .try_fold(0u64, |value, byte| value.checked_mul(256)?.checked_add(byte.into()));
    }
    let text = std::str::from_utf8(field).ok()?;
    u64::from_str_radix(text.trim_matches(|c: char| c == ' ' || c == '\0'), 8).ok()
}

fn until_zero(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// What the heads before a member say of it.
#[derive(Default)]
struct Said {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

/// Unpacks a tar archive.
pub(super) fn unpack(bytes: &[u8], room: &mut Room) -> Unpacked {
    let mut unpacked = Unpacked::default();
    unpacked.damage = each(bytes, room, |path, content| {
        unpacked.members.push(super::Member { path, content: Ok(content) })
    })
    .err();
    unpacked
}

fn each(bytes: &[u8], room: &mut Room, mut add: impl FnMut(String, Vec<u8>)) -> Result<(), DecodeError> {
    let mut at = 0;
    let mut said = Said::default();
    loop {
        let Some(head) = bytes.get(at..at + BLOCK) else {
            // Some programs leave the empty blocks at the end out.
            return if at >= bytes.len() { Ok(()) } else { Err(cut()) };
        };
        if head.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        if !has_checksum(head) {
            let message = "the archive is damaged: where a file should begin is none; download it again";
            return Err(DecodeError::new(ErrorKind::Corrupt, message));
        }
        let kind = head[156];
        let size = match kind {
            // The size of a link, folder or device is that of what it names.
            b'1'..=b'6' => 0,
            _ => said.size.take().or_else(|| number(&head[124..136])).ok_or_else(cut)?,
        };
        let size = usize::try_from(size).map_err(|_| cut())?;
        let start = at + BLOCK;
        let content = start.checked_add(size).and_then(|end| bytes.get(start..end)).ok_or_else(cut)?;
        at = start + size.div_ceil(BLOCK) * BLOCK;
        match kind {
            b'L' if size <= NAME_BYTES => said.name = Some(until_zero(content).to_vec()),
            b'x' if size <= NAME_BYTES => attributes(content, &mut said),
            b'L' | b'x' => return Err(exceeded("the archive has names of more than 65,536 bytes")),
            b'0' | b'7' | 0 => {
                let name = said.name.take().unwrap_or_else(|| name_in(head));
                room.member()?;
                if let Some(path) = member_path(&name_text(&name)) {
                    room.take(size as u64, &path)?;
                    add(path, content.to_vec());
                }
            }
            // What is said of all members holds no names.
            b'g' => {}
            _ => said = Said::default(),
        }
    }
}

/// The name in a head: of POSIX archives its beginning stands apart.
fn name_in(head: &[u8]) -> Vec<u8> {
    let (name, prefix) = (until_zero(&head[..100]), until_zero(&head[345..500]));
    if &head[257..262] == b"ustar" && !prefix.is_empty() && head[262] == 0 {
        return [prefix, b"/", name].concat();
    }
    name.to_vec()
}

/// pax attributes: lines `<length> <key>=<value>`.
fn attributes(mut content: &[u8], said: &mut Said) {
    while let Some(space) = content.iter().position(|byte| *byte == b' ') {
        let length = std::str::from_utf8(&content[..space]).ok().and_then(|text| text.parse::<usize>().ok());
        let Some(line) = length.and_then(|length| content.get(space + 1..length)) else { return };
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if let Some(name) = line.strip_prefix(b"path=") {
            said.name = Some(name.to_vec());
        } else if let Some(size) = line.strip_prefix(b"size=") {
            said.size = std::str::from_utf8(size).ok().and_then(|text| text.parse().ok());
        }
        content = &content[length.unwrap_or(content.len()).min(content.len())..];
    }
}

fn cut() -> DecodeError {
    let message = "the archive ends in the middle of a file; download it again";
    DecodeError::new(ErrorKind::Truncated, message)
}
