//! The answers, one CSV file a question, in the shape of the queries in `docs/queries`.

use crate::book::Book;
use crate::document::{Disclosure, Stage};
use crate::ledger::Entry;
use crate::text::yuan;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::path::Path;

/// The rows of every question's answer, fields joined with commas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    health_insurance: Vec<String>,
    personnel_share: Vec<String>,
    scores: Vec<String>,
    /// 三公 by agency and year: budget and final accounts, in fen.
    three_public: BTreeMap<(String, i64), [Option<i64>; 2]>,
    missed: Vec<String>,
}

impl Answers {
    /// What the money of one disclosure answers.
    pub fn add_money(&mut self, book: &Book) {
        let (agency, year, stage) = (&book.agency, book.year, book.stage.as_str());
        let sum = |of: &dyn Fn(&Entry) -> bool| book.ledger.sum(|entry| entry.is_general() && of(entry));
        let health = sum(&|entry| entry.functional == "2101202");
        if health != 0 {
            self.health_insurance.push(format!("{agency},{year},{stage},{}", yuan(health)));
        }
        let (personnel, basic) = (sum(&Entry::is_personnel), sum(&Entry::is_basic));
        if basic != 0 {
            // Percent with two decimals, rounded half up.
            let share = (personnel * 20_000 / basic + 1) / 2;
            self.personnel_share.push(format!("{agency},{year},{stage},{}.{:02}", share / 100, share % 100));
        }
        let three = sum(&|entry| ["30212", "30217", "30231", "31013"].contains(&entry.economic));
        let pair = self.three_public.entry((agency.clone(), year)).or_default();
        let is_final = book.stage == Stage::FinalAccounts;
        // The final accounts leave a form without money blank; a budget may print its zeros.
        pair[usize::from(is_final)] = Some(three).filter(|fen| *fen != 0 || book.number.zeros && !is_final);
    }

    /// What the self-evaluations of one disclosure answer.
    pub fn add_performance(&mut self, disclosure: &Disclosure) {
        let (agency, year) = (&disclosure.agency, disclosure.year);
        for fact in disclosure.truth.projects.iter().filter(|fact| fact.attribute == "total_score") {
            self.scores.push(format!("{agency},{year},{},{}", fact.project, fact.value));
        }
        for fact in disclosure.truth.indicators.iter().filter(|fact| fact.missed) {
            self.missed.push(format!("{agency},{year},{},{}", fact.project, fact.level3));
        }
    }

    /// The answers by the name of their query, sorted.
    pub fn rows(&self) -> Vec<(&'static str, Vec<String>)> {
        let three = self.three_public.iter().filter_map(|((agency, year), pair)| match pair {
            [Some(budget), Some(spent)] => {
                Some(format!("{agency},{year},{},{}", yuan(*budget), yuan(*spent)))
            }
            _ => None,
        });
        let mut all = vec![
            ("health_insurance_by_county", self.health_insurance.clone()),
            ("personnel_share", self.personnel_share.clone()),
            ("self_evaluation_scores", self.scores.clone()),
            ("three_public_budget_and_final", three.collect()),
            ("indicators_not_met", self.missed.clone()),
        ];
        all.iter_mut().for_each(|(_, rows)| rows.sort_unstable());
        all
    }

    /// Writes the answers.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (name, rows) in self.rows() {
            let path = folder.join(format!("{name}.csv"));
            std::fs::write(&path, rows.join("\n") + "\n")
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}
