//! How well the cases of the corpus are read: `corpus/SCORES.txt`, one line a case, changed by `cargo corpus accept`
//! alone, so that a loss is a line of a review.

use crate::verify::Verdict;
use mingxi_engine::Document;
use mingxi_engine::model::{CheckStatus, Outcome};
use std::fmt::Write as _;

/// Its name in the corpus folder.
pub const SCORES: &str = "SCORES.txt";

/// The scores of the cases so far.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    lines: String,
    total: Score,
}

/// What is counted of a case.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    facts: usize,
    found: usize,
    wrong: usize,
    silent: usize,
    items: usize,
    verified: usize,
    broken: usize,
}

impl Scores {
    /// Counts a case.
    pub fn add(&mut self, name: &str, document: &Document, verdict: &Verdict) {
        let reading = &document.reading;
        let is_verified = |status: CheckStatus| status == CheckStatus::Verified;
        let score = Score {
            facts: verdict.facts,
            found: verdict.found,
            wrong: verdict.wrong,
            silent: verdict.silent,
            items: reading.line_items.len(),
            verified: reading.line_items.iter().filter(|item| is_verified(item.check_status)).count(),
            broken: reading.checks.iter().filter(|check| check.outcome == Outcome::Broken).count(),
        };
        self.lines.push_str(&score.line(name));
        self.total.add(score);
    }

    /// The page.
    pub fn page(&self) -> String {
        format!(
            "# Written by `cargo corpus accept`; do not edit. facts: stated in truth.csv; found: those that were read;\n\
             # wrong: numbers that no fact states; silent: those of them that nothing marks; items: line items;\n\
             # verified: those in an identity that holds; broken: identities that do not.\n\
             {:<28} {:>6} {:>6} {:>6} {:>6} {:>6} {:>8} {:>6}\n{}{}",
            "case",
            "facts",
            "found",
            "wrong",
            "silent",
            "items",
            "verified",
            "broken",
            self.lines,
            self.total.line("all")
        )
    }
}

impl Score {
    fn add(&mut self, other: Score) {
        self.facts += other.facts;
        self.found += other.found;
        self.wrong += other.wrong;
        self.silent += other.silent;
        self.items += other.items;
        self.verified += other.verified;
        self.broken += other.broken;
    }

    fn line(self, name: &str) -> String {
        let Score { facts, found, wrong, silent, items, verified, broken } = self;
        let mut line = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(
            line,
            "{name:<28} {facts:>6} {found:>6} {wrong:>6} {silent:>6} {items:>6} {verified:>8} {broken:>6}"
        );
        line
    }
}
