//! Any bytes as an archive. What it unpacks to stays within its limits, no name leads elsewhere, and nothing panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mingxi_decode::{ArchiveLimits, Limits, Opened, open};

const MAGIC: [&[u8]; 4] = [b"", b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c\x00\x04", b"\x1f\x8b\x08"];

fuzz_target!(|input: (u8, Vec<u8>)| {
    let bytes = [MAGIC[usize::from(input.0) % MAGIC.len()], &input.1].concat();
    let archive = ArchiveLimits { members: 50, unpacked_bytes: 1 << 20, free_bytes: 1 << 16, ..ArchiveLimits::default() };
    let limits = Limits { archive, ..Limits::default() };
    let Ok(Opened::Archive(unpacked)) = open(&bytes, &limits) else { return };
    assert!(unpacked.members.len() <= 2 * archive.members);
    let size: usize = unpacked.members.iter().filter_map(|member| member.content.as_ref().ok()).map(Vec::len).sum();
    assert!(size as u64 <= archive.unpacked_bytes, "more bytes than allowed");
    for member in &unpacked.members {
        assert!(!member.path.starts_with('/') && !member.path.split('/').any(|part| part == ".."));
        assert!(!member.path.chars().any(char::is_control));
    }
});
