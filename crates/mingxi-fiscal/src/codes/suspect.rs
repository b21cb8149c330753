//! The code that a broken one most likely was: 71102 beside 事业单位医疗 for 2101102.

use super::CodeVocabulary;

/// Codes of the name that look much like the printed one; empty where none or too many do.
pub(super) fn likely_codes<'a>(code: &str, name_key: &str, vocabulary: &'a CodeVocabulary) -> Vec<&'a str> {
    const FEW: usize = 2;
    let well_formed = matches!(code.len(), 3 | 5 | 7) && code.starts_with(['1', '2', '3', '5']);
    let resembles = |other: &&str| {
        let distance = edits(code.as_bytes(), other.as_bytes());
        let same_end = other.bytes().rev().zip(code.bytes().rev()).take_while(|(a, b)| a == b).count();
        match well_formed {
            // A new code beside a known name is no mistake unless one slip explains it.
            true => other.len() != code.len() && distance == 1,
            false => distance <= 2 || same_end >= 4 || (code.len() < 3 && same_end == code.len()),
        }
    };
    let is_code = !code.is_empty() && code.len() <= 9 && code.bytes().all(|b| b.is_ascii_digit());
    if !is_code || code.len() == 6 {
        return Vec::new();
    }
    let found: Vec<&str> = vocabulary.codes_named(name_key).filter(resembles).collect();
    if found.len() > FEW { Vec::new() } else { found }
}

/// How many digits have to be changed, put in or left out.
fn edits(left: &[u8], right: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}
