//! Names of pages: hashes, so that no text of a document reaches a path or an address.

use sha2::{Digest, Sha256};

/// Hexadecimal digits of a name; two of ten thousand pages meet once in 10^20 sites.
const DIGITS: usize = 24;

/// The name of a document's page: the beginning of its id, or a hash where the id is no hexadecimal number.
pub(crate) fn of_document(document_id: &str) -> String {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    match document_id.get(..DIGITS) {
        Some(start) if start.bytes().all(is_hex) => start.to_owned(),
        _ => of_parts(&[document_id]),
    }
}

/// The name of a page about something with several names, such as a region's path.
pub(crate) fn of_parts(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps ["ab", "c"] and ["a", "bc"] apart.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_hexadecimal_whatever_it_is_of() {
        assert_eq!(of_document(&"0c14414abdf0c".repeat(5)), "0c14414abdf0c0c14414abdf");
        for name in [of_document("../../x"), of_document(""), of_parts(&["<script>", "甲"])] {
            assert_eq!(name.len(), DIGITS);
            assert!(name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
        }
        assert_ne!(of_parts(&["ab", "c"]), of_parts(&["a", "bc"]));
    }
}
