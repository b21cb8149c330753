//! What the classification says of a row's code and name.

use super::vocabulary::key;
use super::{CodeSystem, CodeVocabulary};
use mingxi_model::CodeStatus;

/// `None` for a text that is no code of a classification: a unit's, a catalogue's.
pub(super) fn code_status(code: &str, name: Option<&str>, codes: &CodeVocabulary) -> Option<CodeStatus> {
    let well_formed = matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|b| b.is_ascii_digit());
    if !well_formed {
        return None;
    }
    let (Some(system), Some(name)) = (CodeSystem::of(code), name) else {
        return Some(CodeStatus::Unlisted);
    };
    let entries = codes.entries(code);
    if entries.is_empty() {
        return Some(CodeStatus::Unlisted);
    }
    let name_key = key(name);
    if entries.iter().any(|entry| entry.has_name(&name_key)) {
        return Some(CodeStatus::Verified);
    }
    let (others, several) = codes.codes_of(system, &name_key, code);
    if !others.is_empty() {
        let says_nothing = several || codes.is_name_above(code, &name_key);
        return Some(if says_nothing { CodeStatus::Unlisted } else { CodeStatus::Conflict });
    }
    let shortened = entries.iter().any(|entry| entry.abbreviates(&name_key));
    Some(if shortened { CodeStatus::Verified } else { CodeStatus::Unlisted })
}
