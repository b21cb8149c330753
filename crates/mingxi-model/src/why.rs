//! Why something was read as it was: the evidence that was weighed, and what came second.

use std::fmt;

/// What a claim is about, within one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The table as a whole.
    Table,
    /// One column, 0-based.
    Column(u32),
    /// One row, 0-based.
    Row(u32),
}

/// One thing that spoke for or against a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What was seen, in words: `the title names 支出总表`.
    pub what: String,
    /// How much it counts: above zero for the candidate, below zero against it.
    pub weight: i32,
}

/// A reading that was considered, with all that was weighed for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The reading, as it would be published (`expenditure_summary`).
    pub reading: String,
    /// What spoke for and against it.
    pub evidence: Vec<Evidence>,
}

impl Candidate {
    /// A candidate of which nothing is known yet.
    pub fn new(reading: impl Into<String>) -> Candidate {
        Candidate { reading: reading.into(), evidence: Vec::new() }
    }

    /// Adds what was seen; a weight of zero says nothing and is left out.
    pub fn weigh(&mut self, weight: i32, what: impl Into<String>) {
        if weight != 0 {
            self.evidence.push(Evidence { what: what.into(), weight });
        }
    }

    /// The sum of the weights.
    pub fn weight(&self) -> i32 {
        self.evidence.iter().map(|evidence| evidence.weight).sum()
    }
}

/// One decision: what was chosen over what.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// What it is about.
    pub subject: Subject,
    /// What was decided: `kind`, `role`, `fund`, `nesting`.
    pub claim: &'static str,
    /// The candidate that was taken.
    pub chosen: Candidate,
    /// The next best; `None` where there was no other.
    pub runner_up: Option<Candidate>,
}

impl Why {
    /// Takes the candidate of the greatest weight, of equal ones the first; `None` without candidates.
    pub fn choose(subject: Subject, claim: &'static str, candidates: Vec<Candidate>) -> Option<Why> {
        let mut ranked = candidates;
        // A stable sort keeps the order of equal ones.
        ranked.sort_by_key(|candidate| -candidate.weight());
        let mut ranked = ranked.into_iter();
        let chosen = ranked.next()?;
        Some(Why { subject, claim, chosen, runner_up: ranked.next() })
    }

    /// How far the choice is ahead of the runner-up; `None` where there was no other.
    pub fn margin(&self) -> Option<i32> {
        self.runner_up.as_ref().map(|other| self.chosen.weight() - other.weight())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Table => write!(f, "table"),
            Subject::Column(col) => write!(f, "column {col}"),
            Subject::Row(row) => write!(f, "row {row}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_is_chosen_and_the_first_of_equals() {
        let candidate = |reading: &str, weights: &[i32]| {
            let mut candidate = Candidate::new(reading);
            weights.iter().for_each(|weight| candidate.weigh(*weight, "a sign"));
            candidate
        };
        let candidates =
            vec![candidate("light", &[3, -1]), candidate("first", &[2, 2, 0]), candidate("second", &[4])];
        let why = Why::choose(Subject::Table, "kind", candidates).unwrap();
        assert_eq!((why.chosen.reading.as_str(), why.chosen.evidence.len()), ("first", 2));
        assert_eq!(why.runner_up.as_ref().unwrap().reading, "second");
        assert_eq!(why.margin(), Some(0));
        assert_eq!(Why::choose(Subject::Table, "kind", Vec::new()), None);
    }
}
