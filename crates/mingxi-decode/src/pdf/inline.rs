//! Inline images: taken out of a content before it is run.
//!
//! The engine guesses where one ends by reading on behind every possible end, which takes forever on content made for
//! that. Here each is found in one pass, and an operator of our own stands where it was.

use super::bytes::find;

/// The operator that stands for an inline image; no longer than the shortest of them, `BI ID EI`.
pub(super) const INLINE: &[u8] = b"Inline";
/// How far an inline image's dictionary may reach, in bytes.
const DICTIONARY: usize = 16_384;
/// Bytes behind an `EI` that must be text for it to be the end: the data may hold the word, too.
const BEHIND: usize = 16;

/// Puts [`INLINE`] in the place of every inline image; says whether all of them end. What follows one without an end
/// is left out.
pub(super) fn take_out(content: &mut Vec<u8>) -> bool {
    let mut at = 0;
    // Hardly any content of a disclosure has the word.
    while let Some(begin) = find(&content[at..], b"BI").and_then(|_| next_word(content, at, b"BI")) {
        let Some(data) = next_word(&content[..content.len().min(begin + DICTIONARY)], begin + 2, b"ID")
        else {
            // The engine stops at such a dictionary, and says so.
            return true;
        };
        let Some(end) = end(content, data + 2) else {
            content.truncate(begin);
            return false;
        };
        content[begin..end].fill(b' ');
        content[begin..begin + INLINE.len()].copy_from_slice(INLINE);
        at = end;
    }
    true
}

/// Where a word of its own begins, outside of strings, names and comments.
fn next_word(content: &[u8], from: usize, word: &[u8]) -> Option<usize> {
    let mut at = from;
    while let Some(byte) = content.get(at) {
        at += match byte {
            b'(' => string(&content[at..]),
            b'%' => until(&content[at..], |byte| matches!(byte, b'\r' | b'\n')),
            b'<' if content.get(at + 1) != Some(&b'<') => until(&content[at..], |byte| byte == b'>'),
            b'/' => 1 + until(&content[at + 1..], |byte| !is_regular(byte)),
            byte if is_regular(*byte) => {
                let length = until(&content[at..], |byte| !is_regular(byte));
                if &content[at..at + length] == word {
                    return Some(at);
                }
                length
            }
            b'<' => 2,
            _ => 1,
        };
    }
    None
}

/// The length of the string that begins here.
fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

fn until(bytes: &[u8], is_end: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| is_end(*byte)).unwrap_or(bytes.len())
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// Behind the `EI` that ends the data that begins at `from`.
fn end(content: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let end = at + find(content.get(at..)?, b"EI")? + 2;
        let behind = &content[end..content.len().min(end + BEHIND)];
        let is_text = |byte: &u8| (is_space(*byte) && *byte != 0) || (0x20..0x7f).contains(byte);
        if behind.first().is_none_or(|byte| is_space(*byte)) && behind.iter().all(is_text) {
            return Some(end);
        }
        at = end - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(content: &str) -> (String, bool) {
        let mut bytes: Vec<u8> = content.chars().map(|c| c as u32 as u8).collect();
        let whole = take_out(&mut bytes);
        let words: Vec<String> =
            String::from_utf8_lossy(&bytes).split_whitespace().map(str::to_owned).collect();
        (words.join(" "), whole)
    }

    #[test]
    fn an_operator_stands_for_an_image() {
        assert_eq!(without("q BI /W 1 ID x\u{1}EI Q\nS"), ("q Inline Q S".to_owned(), true));
        assert_eq!(without("BI ID EI"), ("Inline".to_owned(), true));
        assert_eq!(without("BI /W 1 ID a BI ID EI BI ID b EI"), ("Inline Inline".to_owned(), true));
    }

    #[test]
    fn the_word_in_the_data_is_no_end() {
        assert_eq!(without("BI ID ab EI \u{1}\u{ff} EIx EI Q"), ("Inline Q".to_owned(), true));
    }

    #[test]
    fn the_word_in_strings_and_names_is_no_image() {
        for content in ["(a \\( BI ID) Tj", "/BI gs ID EI", "<< /BI 1 >> ID EI", "% BI ID\nS EI", "<BI> Tj"] {
            assert_eq!(without(content), (content.replace('\n', " "), true));
        }
    }

    #[test]
    fn an_image_without_an_end_is_told() {
        assert_eq!(without("S BI /W 1 ID xyz Q"), ("S".to_owned(), false));
        assert_eq!(without("S BI /W 1 Q"), ("S BI /W 1 Q".to_owned(), true));
    }
}
