//! The summary for a program. The keys are part of the command's interface.

use super::Summary;
use crate::dataset::{Gap, Publication};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// The summary as one JSON object.
pub fn json(summary: &Summary, publication: &Publication, elapsed: Duration) -> Value {
    let s = summary;
    let problems: Vec<Value> = s
        .problems
        .iter()
        .map(|problem| {
            json!({
                "source_path": problem.source_path,
                "status": problem.status.as_str(),
                "error_kind": problem.kind.as_str(),
                "error_message": problem.message,
            })
        })
        .collect();
    let broken: Vec<Value> = s
        .broken_checks
        .iter()
        .map(|check| {
            json!({
                "source_path": check.source_path,
                "message_en": check.message_en,
                "message_zh": check.message_zh,
            })
        })
        .collect();
    let rows: BTreeMap<&str, u64> =
        publication.files.iter().map(|file| (file.dataset.spec().name, file.rows)).collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "publication": {
            "latest": publication.latest.display().to_string(),
            "name": publication.name,
            "unchanged": publication.unchanged,
            "rows": rows,
        },
        "elapsed_seconds": elapsed.as_secs_f64(),
        "documents": {
            "total": s.documents.total(),
            "kept": s.kept,
            "ok": s.documents.ok,
            "partial": s.documents.partial,
            "failed": s.documents.failed,
            "duplicate_paths": s.duplicate_paths,
        },
        "problems": problems,
        "tables": { "total": s.table_count(), "by_kind": s.tables },
        "line_items": {
            "total": s.line_items,
            "verified": s.verified,
            "repaired": s.repaired,
            "conflict": s.conflict,
            "unverified": s.line_items - s.verified - s.repaired - s.conflict,
            "verified_percent": s.verified_percent(),
        },
        "indicators": s.indicators,
        "projects": s.projects,
        "statements": s.statements,
        "checks": {
            "holds": s.checks.holds,
            "broken": s.checks.broken,
            "unverifiable": s.checks.unverifiable,
            "documents_with_broken": s.documents_with_broken_checks,
            "first_broken": broken,
        },
        "warnings": s.warnings,
    })
}

/// The unknown headers of a publication as one JSON object.
pub fn gaps_json(gaps: &[Gap]) -> Value {
    let headers: Vec<Value> = gaps
        .iter()
        .map(|gap| {
            json!({
                "measure": gap.measure,
                "is_title": gap.is_title,
                "table_kinds": gap.table_kinds,
                "documents": gap.documents,
                "line_items": gap.line_items,
                "example_file": gap.example_file,
                "example_table": gap.example_table,
            })
        })
        .collect();
    json!({ "unknown_headers": headers })
}
