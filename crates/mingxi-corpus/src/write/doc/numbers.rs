//! Numbers as an old Word file stores them; one too large becomes the largest.

/// A number in two bytes.
pub(super) fn short(number: usize) -> Vec<u8> {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes().to_vec()
}

/// A number in four bytes.
pub(super) fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}
