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
    let name_key = key(name);
    if entries.is_empty() {
        return Some(if is_rest_of_parent(code, &name_key, codes) {
            CodeStatus::Verified
        } else {
            CodeStatus::Unlisted
        });
    }
    if entries.iter().any(|entry| entry.has_name(&name_key)) {
        return Some(CodeStatus::Verified);
    }
    if codes.is_name_below(code, &name_key) {
        return Some(CodeStatus::Conflict);
    }
    let (others, several) = codes.codes_of(system, &name_key, code);
    if !others.is_empty() {
        let says_nothing = several || codes.is_name_above(code, &name_key);
        return Some(if says_nothing { CodeStatus::Unlisted } else { CodeStatus::Conflict });
    }
    let shortened = entries.iter().any(|entry| entry.abbreviates(&name_key));
    Some(if shortened { CodeStatus::Verified } else { CodeStatus::Unlisted })
}

/// What the classification says of a code whose name is not printed: whether it has it.
pub(super) fn status_alone(code: &str, codes: &CodeVocabulary) -> Option<CodeStatus> {
    let unnamed = code_status(code, None, codes)?;
    Some(if codes.entries(code).is_empty() { unnamed } else { CodeStatus::Verified })
}

/// Whether an unlisted code ends in 99 and is called 其他 and the name of the code above it, as the classification calls
/// the rest of every 款 and 类.
fn is_rest_of_parent(code: &str, name_key: &str, codes: &CodeVocabulary) -> bool {
    let Some(parent) = code.strip_suffix("99").filter(|parent| parent.len() >= 3) else { return false };
    codes.entries(parent).iter().any(|entry| key(&format!("其他{}", entry.name())) == *name_key)
}
