//! Why a row has the code it has, for `inspect --why`: what it prints, what the rows above add, what the classification
//! says.

use super::CodeVocabulary;
use super::carry::CodeCells;
use mingxi_model::{Candidate, CodeStatus, RowLabel, Subject, Why};

/// Rows told of at most in one panel.
pub(super) const MOST: usize = 50;

/// What the signs count.
mod weights {
    pub(super) const PRINTED: i32 = 3;
    pub(super) const COMPLETED: i32 = 2;
    pub(super) const UNIT: i32 = 4;
    pub(super) const NAME_AGREES: i32 = 4;
    pub(super) const LISTED: i32 = 2;
    pub(super) const NAME_OF_ANOTHER: i32 = -4;
    pub(super) const UNLISTED: i32 = -1;
}

/// The code of a row with what spoke for it; the runner-up is what the row prints, where that was completed or left for
/// the unit's code. `None` where the row prints its code whole and code and name agree.
pub(super) fn reason(label: &RowLabel, cells: &CodeCells, codes: &CodeVocabulary) -> Option<Why> {
    let code = label.code.as_deref()?;
    let printed = if cells.whole.is_empty() { cells.parts.concat() } else { cells.whole.clone() };
    if printed == code && label.code_status == Some(CodeStatus::Verified) {
        return None;
    }
    let mut chosen = Candidate::new(code);
    if label.unit_code.as_deref() == Some(code) {
        chosen.weigh(weights::UNIT, "it is the code of the budget unit, whose row this is");
    } else if printed == code {
        chosen.weigh(weights::PRINTED, "the row prints it");
    } else if !printed.is_empty() && code.ends_with(printed.as_str()) {
        chosen.weigh(weights::PRINTED, format!("the row prints `{printed}`, its end"));
        chosen.weigh(weights::COMPLETED, "the rows above print its beginning");
    } else {
        chosen.weigh(weights::COMPLETED, format!("of `{printed}` and the rows above"));
    }
    weigh_name(&mut chosen, code, label, codes);
    let runner_up = (printed != code && !printed.is_empty()).then(|| {
        let mut other = Candidate::new(&*printed);
        other.weigh(weights::PRINTED, "the row prints it");
        if codes.entries(&printed).is_empty() {
            other.weigh(weights::UNLISTED, "no classification has it");
        }
        other
    });
    Some(Why { subject: Subject::Row(label.row), claim: "code", chosen, runner_up })
}

fn weigh_name(candidate: &mut Candidate, code: &str, label: &RowLabel, codes: &CodeVocabulary) {
    let name = label.name.as_deref().unwrap_or("nothing");
    match label.code_status {
        Some(CodeStatus::Verified) if label.name.as_deref().is_some_and(|name| codes.agree(code, name)) => {
            candidate.weigh(weights::NAME_AGREES, format!("the classification calls it `{name}`"));
        }
        Some(CodeStatus::Verified) => candidate.weigh(weights::LISTED, "the classification has it"),
        Some(CodeStatus::Conflict) => candidate
            .weigh(weights::NAME_OF_ANOTHER, format!("in the classification `{name}` has another code")),
        Some(CodeStatus::Unlisted) => {
            candidate.weigh(weights::UNLISTED, format!("no classification has it as `{name}`"));
        }
        None => {}
    }
}
