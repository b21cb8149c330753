//! What was weighed for the decisions about one table.

use mingxi_model::{Candidate, Subject, Table, Why};
use serde_json::{Value, json};

/// The decisions about a table, or about one of its columns or rows.
pub fn decisions(table: &Table, subject: Option<Subject>) -> Vec<&Why> {
    table.why.iter().filter(|why| subject.is_none_or(|subject| subject == why.subject)).collect()
}

/// The decisions about a table, or about one of its columns or rows, for a program.
pub fn why(table: &Table, subject: Option<Subject>) -> Value {
    let told: Vec<Value> = decisions(table, subject).into_iter().map(decision).collect();
    json!({ "table_id": table.table_id, "title": table.title, "decisions": told })
}

fn decision(why: &Why) -> Value {
    json!({
        "subject": why.subject.to_string(),
        "claim": why.claim,
        "chosen": candidate(&why.chosen),
        "runner_up": why.runner_up.as_ref().map(candidate),
        "margin": why.margin(),
    })
}

fn candidate(candidate: &Candidate) -> Value {
    let evidence = candidate.evidence.iter();
    let evidence: Vec<Value> =
        evidence.map(|seen| json!({ "weight": seen.weight, "what": seen.what })).collect();
    json!({ "reading": candidate.reading, "weight": candidate.weight(), "evidence": evidence })
}
