//! What a run amounts to, for a person ([`text`]) and for a program ([`json`]); and one document's tables for
//! a program ([`reading`]).

mod audit;
mod audit_text;
mod json;
mod names;
mod reading;
mod rules;
mod text;
mod why;

pub use audit::{Amounts, Audit, AuditedDocument, Finding, FoundCell, audit};
pub use audit_text::{Language, audit_csv, audit_json, audit_text};
pub use json::{gaps_json, json};
pub use reading::{reading, role_name};
pub use rules::{Rule, rule, rules, rules_document};
pub use text::text;
pub use why::{decisions, why};

use crate::dataset::{Dataset, Parcel, Rows};
use mingxi_model::{ErrorKind, Severity, Status, TableKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many broken checks a summary names; all of them are in the checks dataset.
const NAMED_CHECKS: usize = 5;

/// What a run amounts to. Does not depend on the order in which documents were added.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Documents by how they ended.
    pub documents: ByStatus,
    /// Documents whose results an earlier run had kept.
    pub kept: u64,
    /// Further paths whose content was already there.
    pub duplicate_paths: u64,
    /// Every document that is not `ok`, by path.
    pub problems: Vec<Problem>,
    /// Number of tables by kind.
    pub tables: BTreeMap<String, u64>,
    /// Number of line items.
    pub line_items: u64,
    /// Line items by what the checks say of them.
    pub verified: u64,
    /// Line items moved or changed by a repair.
    pub repaired: u64,
    /// Line items in a broken check.
    pub conflict: u64,
    /// Number of performance indicators.
    pub indicators: u64,
    /// Number of projects.
    pub projects: u64,
    /// Number of amounts that prose states.
    pub statements: u64,
    /// Checks by outcome.
    pub checks: ByOutcome,
    /// The first broken checks by path.
    pub broken_checks: BTreeSet<BrokenCheck>,
    /// Documents with at least one broken check.
    pub documents_with_broken_checks: u64,
    /// Documents with numbers that are in the cells dataset only.
    pub documents_with_unpublished: u64,
    /// Remarks of severity `warning` and `error`.
    pub warnings: u64,
}

/// Documents by how they ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ByStatus {
    /// Read in full.
    pub ok: u64,
    /// Read in part.
    pub partial: u64,
    /// Not read.
    pub failed: u64,
}

impl ByStatus {
    /// All documents.
    pub fn total(self) -> u64 {
        self.ok + self.partial + self.failed
    }
}

/// Checks by outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ByOutcome {
    /// Within tolerance.
    pub holds: u64,
    /// Beyond tolerance.
    pub broken: u64,
    /// With a missing term.
    pub unverifiable: u64,
}

/// A document that is not `ok`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its first path.
    pub source_path: String,
    /// Partial or failed.
    #[serde(with = "names::status")]
    pub status: Status,
    /// From the closed list.
    #[serde(with = "names::kind")]
    pub kind: ErrorKind,
    /// Why, in a sentence.
    pub message: String,
}

/// A broken check, named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BrokenCheck {
    /// The document's first path.
    pub source_path: String,
    /// The check's sentence in English.
    pub message_en: String,
    /// The check's sentence in Chinese.
    pub message_zh: String,
}

impl Summary {
    /// Counts one document in.
    pub(crate) fn add(&mut self, parcel: &Parcel) {
        let Some(heading) = parcel.heading() else {
            return;
        };
        match heading.status {
            Status::Ok => self.documents.ok += 1,
            Status::Partial => self.documents.partial += 1,
            Status::Failed => self.documents.failed += 1,
        }
        if let Some((kind, message)) = heading.error {
            self.problems.push(Problem {
                source_path: heading.shown(),
                status: heading.status,
                kind,
                message: message.to_owned(),
            });
        }
        let unpublished =
            |rows: Rows| (0..rows.len()).any(|row| rows.index("unpublished_number_count", row) > 0);
        self.documents_with_unpublished += u64::from(parcel.rows(Dataset::Documents).any(unpublished));
        let documents = parcel.rows(Dataset::Documents);
        self.duplicate_paths +=
            documents.map(|rows| rows.texts("duplicate_paths", 0).len() as u64).sum::<u64>();
        each_text(parcel, Dataset::Tables, "table_kind", |kind| {
            if let Some(kind) = TableKind::ALL.iter().find(|known| known.as_str() == kind) {
                *self.tables.entry(kind.as_str().to_owned()).or_default() += 1;
            }
        });
        self.line_items += count(parcel, Dataset::LineItems);
        each_text(parcel, Dataset::LineItems, "check_status", |status| match status {
            "verified" => self.verified += 1,
            "repaired" => self.repaired += 1,
            "conflict" => self.conflict += 1,
            _ => {}
        });
        self.indicators += count(parcel, Dataset::Indicators);
        self.projects += count(parcel, Dataset::Projects);
        self.statements += count(parcel, Dataset::Statements);
        self.add_checks(parcel, &heading.shown());
        each_text(parcel, Dataset::Diagnostics, "severity", |severity| {
            self.warnings += u64::from(severity != Severity::Info.as_str());
        });
    }

    fn add_checks(&mut self, parcel: &Parcel, source_path: &str) {
        let broken_before = self.checks.broken;
        for rows in parcel.rows(Dataset::Checks) {
            for row in 0..rows.len() {
                match rows.text("outcome", row) {
                    Some("holds") => self.checks.holds += 1,
                    Some("broken") => {
                        self.checks.broken += 1;
                        let message = |column| rows.text(column, row).unwrap_or_default().to_owned();
                        self.broken_checks.insert(BrokenCheck {
                            source_path: source_path.to_owned(),
                            message_en: message("message_en"),
                            message_zh: message("message_zh"),
                        });
                        if self.broken_checks.len() > NAMED_CHECKS {
                            self.broken_checks.pop_last();
                        }
                    }
                    _ => self.checks.unverifiable += 1,
                }
            }
        }
        self.documents_with_broken_checks += u64::from(self.checks.broken > broken_before);
    }

    /// Sorts what was added in the order of the threads.
    pub fn finish(&mut self) {
        self.problems.sort_by(|a, b| a.source_path.cmp(&b.source_path));
    }

    /// Number of tables of all kinds.
    pub fn table_count(&self) -> u64 {
        self.tables.values().sum()
    }

    /// Line items in at least one check that holds and none that is broken, in percent of all, rounded down to
    /// one decimal so that 100 means all; `None` without line items.
    pub fn verified_percent(&self) -> Option<f64> {
        let permille = (self.verified * 1000).checked_div(self.line_items)?;
        Some(permille as f64 / 10.0)
    }
}

fn count(parcel: &Parcel, dataset: Dataset) -> u64 {
    parcel.rows(dataset).map(|rows| rows.len() as u64).sum()
}

/// Every value of a text column.
fn each_text(parcel: &Parcel, dataset: Dataset, column: &str, mut each: impl FnMut(&str)) {
    for rows in parcel.rows(dataset) {
        (0..rows.len()).filter_map(|row| rows.text(column, row)).for_each(&mut each);
    }
}
