//! The figures of the benchmark.

use super::SlipKind;
use std::collections::BTreeMap;
use std::fmt;

/// What became of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No identity covers the number.
    Uncovered {
        /// Something else told of it.
        is_detected: bool,
    },
    /// Every identity over the number tolerates the change.
    Below {
        /// Something else told of it.
        is_detected: bool,
    },
    /// Every sum that would show it went with the deleted row.
    SumGone {
        /// Something else told of it.
        is_detected: bool,
    },
    /// It could be seen and was not.
    Undetected,
    /// It was seen that a row is gone; no cell is the wrong one.
    RowMissed,
    /// It was seen; another cell is suspected.
    Detected,
    /// It was seen, and its cell shares the first rank of suspicion.
    First,
    /// It was seen, and only its cell has the first rank; or a shifted amount was put back.
    AloneFirst,
}

impl Verdict {
    /// Whether the audit should have done better.
    pub fn is_miss(self) -> bool {
        matches!(self, Verdict::Undetected | Verdict::Detected)
    }
}

/// Counts of one kind of slip.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    all: usize,
    uncovered: usize,
    below: usize,
    gone: usize,
    undetected: usize,
    detected_otherwise: usize,
    detected: usize,
    first: usize,
    alone: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.all += other.all;
        self.uncovered += other.uncovered;
        self.below += other.below;
        self.gone += other.gone;
        self.undetected += other.undetected;
        self.detected_otherwise += other.detected_otherwise;
        self.detected += other.detected;
        self.first += other.first;
        self.alone += other.alone;
    }
}

/// What a run of the benchmark found.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Documents that were mutated.
    pub documents: usize,
    /// Documents that could not be read at all.
    pub unreadable: usize,
    /// Broken identities of untouched documents.
    pub alarms: usize,
    counts: BTreeMap<SlipKind, Counts>,
    /// The same by habit.
    habits: BTreeMap<String, Tally>,
}

impl Tally {
    /// Takes over the figures of a document of a habit.
    pub fn add(&mut self, habit: &str, other: Tally) {
        self.habits.entry(habit.to_owned()).or_default().merge(&other);
        self.merge(&other);
    }

    fn merge(&mut self, other: &Tally) {
        self.documents += other.documents;
        self.unreadable += other.unreadable;
        self.alarms += other.alarms;
        for (kind, counts) in &other.counts {
            self.counts.entry(*kind).or_default().add(*counts);
        }
    }

    /// One line a habit: documents, false alarms, changes that could be seen and those that were.
    fn write_habits(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>9} {:>12} {:>8} {:>9} {:>9}",
            "habit", "documents", "false alarms", "visible", "detected", "rank 1"
        )?;
        for (habit, tally) in &self.habits {
            let (detected, first) = tally.shares();
            let visible: usize = tally.counts.values().map(|c| c.detected + c.undetected).sum();
            writeln!(
                f,
                "{habit:<20} {:>9} {:>12} {visible:>8} {:>7.1} % {:>7.1} %",
                tally.documents,
                tally.alarms,
                100.0 * detected,
                100.0 * first
            )?;
        }
        Ok(())
    }

    /// Counts one change.
    pub fn count(&mut self, kind: SlipKind, verdict: Verdict) {
        let counts = self.counts.entry(kind).or_default();
        counts.all += 1;
        match verdict {
            Verdict::Uncovered { is_detected } => {
                counts.uncovered += 1;
                counts.detected_otherwise += usize::from(is_detected);
            }
            Verdict::Below { is_detected } => {
                counts.below += 1;
                counts.detected_otherwise += usize::from(is_detected);
            }
            Verdict::SumGone { is_detected } => {
                counts.gone += 1;
                counts.detected_otherwise += usize::from(is_detected);
            }
            Verdict::Undetected => counts.undetected += 1,
            Verdict::RowMissed | Verdict::Detected => counts.detected += 1,
            Verdict::First => {
                counts.detected += 1;
                counts.first += 1;
            }
            Verdict::AloneFirst => {
                counts.detected += 1;
                counts.first += 1;
                counts.alone += 1;
            }
        }
    }

    /// The share of the visible changes that were seen, and the share of the seen ones (a deleted row has no
    /// wrong cell) whose cell has the first rank.
    pub fn shares(&self) -> (f64, f64) {
        let visible = |counts: &Counts| counts.detected + counts.undetected;
        let (mut seen, mut all, mut first, mut ranked) = (0, 0, 0, 0);
        for (kind, counts) in &self.counts {
            seen += counts.detected;
            all += visible(counts);
            if *kind != SlipKind::DeletedRow {
                first += counts.first;
                ranked += counts.detected;
            }
        }
        (share(seen, all), share(first, ranked))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>6} {:>9} {:>7} {:>9} {:>9} {:>9} {:>9} {:>9}",
            "slip", "all", "uncovered", "below", "sum gone", "visible", "detected", "rank 1", "alone"
        )?;
        let mut total = Counts::default();
        let line = |f: &mut fmt::Formatter<'_>, name: &str, c: Counts| {
            let visible = c.detected + c.undetected;
            let percent = |part: usize, whole: usize| format!("{:.1} %", 100.0 * share(part, whole));
            writeln!(
                f,
                "{name:<20} {:>6} {:>9} {:>7} {:>9} {:>9} {:>9} {:>9} {:>9}",
                c.all,
                percent(c.uncovered, c.all),
                percent(c.below, c.all),
                percent(c.gone, c.all),
                percent(visible, c.all),
                percent(c.detected, visible),
                percent(c.first, c.detected),
                percent(c.alone, c.detected)
            )
        };
        for (kind, counts) in &self.counts {
            line(f, kind.as_str(), *counts)?;
            total.add(*counts);
        }
        line(f, "all", total)?;
        self.write_habits(f)?;
        let (detected, first) = self.shares();
        writeln!(
            f,
            "{} documents ({} unreadable), {} false alarms on them untouched",
            self.documents, self.unreadable, self.alarms
        )?;
        writeln!(
            f,
            "visible changes detected {:.2} %, wrong cell ranked first {:.2} % (rows apart); beyond that, {} changes that no sum shows were remarked otherwise",
            100.0 * detected,
            100.0 * first,
            total.detected_otherwise
        )
    }
}
