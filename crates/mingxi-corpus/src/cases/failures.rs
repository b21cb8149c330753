//! Files that cannot be read, with the reason that must be given.

use super::Case;
use super::small::three_tables;
use crate::rng::Rng;
use crate::write::docx;

/// The cases.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    let whole = docx::write(&three_tables(2022).blocks)?;
    let failed = |name, purpose, file, bytes: Vec<u8>, statuses: &str, kinds: &str| Case {
        name,
        purpose,
        source: (file, bytes),
        truth: None,
        expect: format!(
            "status = [{statuses}]\n\n# Any of these reasons is right.\nerror_kinds = [{kinds}]\n"
        ),
    };
    let mut rng = Rng::new(99);
    let mut noise: Vec<u8> = (0..4_096).map(|_| (rng.next_u64() >> 32) as u8).collect();
    noise[0] = 0x07; // no format's magic bytes
    let half = whole[..whole.len() / 2].to_vec();
    let mut flipped = whole;
    let middle = flipped.len() / 2;
    for byte in &mut flipped[middle..middle + 64] {
        *byte ^= 0xa5;
    }
    Ok(vec![
        failed(
            "fail-bit-flips",
            "a Word file with a run of flipped bytes",
            "source.docx",
            flipped,
            "\"failed\", \"partial\"",
            "\"corrupt\", \"truncated\"",
        ),
        failed("fail-empty", "a file without a byte", "source.txt", Vec::new(), "\"failed\"", "\"empty\""),
        failed("fail-noise", "random bytes", "source.docx", noise, "\"failed\"", "\"not_a_document\""),
        failed(
            "fail-truncated",
            "the first half of a Word file",
            "source.docx",
            half,
            "\"failed\", \"partial\"",
            "\"truncated\", \"corrupt\"",
        ),
    ])
}
