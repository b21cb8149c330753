//! Which of its readings a table is given.

use super::proof::{Content, Proof, content, proof};
use super::{Proved, Source, broken_count, read_once};
use mingxi_fiscal::KeptRows;
use mingxi_model::{Diagnostic, Doubt, FlowItem, Reading, RecoveredTable, Severity, Step};
use std::collections::BTreeSet;

/// The most readings of one table that are tried, its own included; each costs the document one reading more.
const MAX_READINGS: usize = 8;

/// How many more identities another reading than the best-fitting one must have, where that one breaks none: one
/// more may hold by chance.
const MARGIN: i64 = 2;

/// What is to be done with one table.
#[derive(Debug, Clone, PartialEq)]
struct Choice {
    /// The reading taken; 0 is the table's own.
    taken: usize,
    /// Columns in which the readings that nothing decides between differ.
    open: BTreeSet<i32>,
    /// How many readings there were.
    of: usize,
}

/// The flow with every open table in the reading that the sums prove, and what it says then; `None` where no table
/// has more than one reading. `first` is the document with every table in its own reading.
///
/// All tables change together, so that a document costs as many readings more as its most open table has: what
/// one of them says hardly changes the proof of another.
pub(super) fn decide(source: &Source<'_>, first: &Reading) -> Option<(Vec<FlowItem>, Proved)> {
    let most = tables(source.flow).map(|table| table.others.len() + 1).max()?.min(MAX_READINGS);
    if most < 2 {
        return None;
    }
    let others: Vec<Option<Reading>> = (1..most)
        .map(|way| {
            let flow = in_ways(source.flow, |_, table| way.min(table.others.len()));
            let read = read_once(&Source { flow: &flow, ..*source }, &KeptRows::new()).ok()?;
            read.audit_crash.is_none().then_some(read.reading)
        })
        .collect();
    let choices: Vec<Choice> = tables(source.flow)
        .zip(1..)
        .map(|(table, id)| {
            let readings = others.iter().take(table.others.len()).map(Option::as_ref);
            let readings: Vec<Option<&Reading>> = std::iter::once(Some(first)).chain(readings).collect();
            choose(&readings, id)
        })
        .collect();
    let proved = |choices: &[Choice]| {
        let mut flow = in_ways(source.flow, |index, _| choices[index].taken);
        mark(&mut flow, choices);
        let proved = read_once(&Source { flow: &flow, ..*source }, &KeptRows::new()).ok()?;
        Some((flow, proved))
    };
    let (flow, mut found) = proved(&choices)?;
    if broken_count(&found.reading) > broken_count(first) {
        // Proven each by itself, contradicting each other together: the best-fitting readings, all in doubt.
        let own = |choice: &Choice| Choice { taken: 0, ..choice.clone() };
        return proved(&choices.iter().map(own).collect::<Vec<_>>());
    }
    found.reading.diagnostics.extend(remarks(&choices));
    Some((flow, found))
}

fn tables(flow: &[FlowItem]) -> impl Iterator<Item = &RecoveredTable> {
    flow.iter().filter_map(|item| match item {
        FlowItem::Table(table) => Some(table),
        FlowItem::Paragraph(_) => None,
    })
}

/// The flow with each table in one of its readings; 0 is its own.
fn in_ways(flow: &[FlowItem], way: impl Fn(usize, &RecoveredTable) -> usize) -> Vec<FlowItem> {
    let mut index = 0;
    flow.iter()
        .map(|item| match item {
            FlowItem::Paragraph(_) => item.clone(),
            FlowItem::Table(table) => {
                let other = way(index, table).checked_sub(1).and_then(|way| table.others.get(way));
                index += 1;
                let (grid, header_rows) = match other {
                    Some(other) => (other.grid.clone(), other.header_rows),
                    None => (table.grid.clone(), table.header_rows),
                };
                FlowItem::Table(RecoveredTable { grid, header_rows, others: Vec::new(), ..table.clone() })
            }
        })
        .collect()
}

/// The reading of one table that is proven best; readings that say the same are one.
fn choose(readings: &[Option<&Reading>], table_id: i32) -> Choice {
    let of = readings.len();
    let proofs: Vec<Option<Proof>> = readings.iter().map(|r| r.map(|r| proof(r, table_id))).collect();
    let Some(own) = proofs.first().copied().flatten().filter(|_| of > 1) else {
        return Choice { taken: 0, open: BTreeSet::new(), of };
    };
    let best = proofs.iter().flatten().copied().max().unwrap_or(own);
    let is_near = best.sums > own.sums && best.sums - own.sums < MARGIN;
    let is_best = |proof: &Proof| *proof == best || is_near && *proof == own;
    let taken: Vec<usize> = (0..of).filter(|way| proofs[*way].as_ref().is_some_and(is_best)).collect();
    let contents: Vec<Content> =
        taken.iter().filter_map(|way| readings[*way]).map(|r| content(r, table_id)).collect();
    let open = contents.iter().skip(1).flat_map(|other| contents[0].differing(other)).collect();
    Choice { taken: taken.first().copied().unwrap_or(0), open, of }
}

/// Puts what stays open into the tables' doubts.
fn mark(flow: &mut [FlowItem], choices: &[Choice]) {
    let tables = flow.iter_mut().filter_map(|item| match item {
        FlowItem::Table(table) => Some(table),
        FlowItem::Paragraph(_) => None,
    });
    for (table, choice) in tables.zip(choices) {
        table.doubts.extend(choice.open.iter().filter_map(|col| u32::try_from(*col).ok()).map(|col| Doubt {
            rows: 0..u32::MAX,
            cols: col..col.saturating_add(1),
            reason: "the names over a column could belong together in more than one way".to_owned(),
        }));
    }
}

/// What a person is told of readings that the sums chose.
fn remarks(choices: &[Choice]) -> Vec<Diagnostic> {
    let remark = |(choice, table_id): (&Choice, i32)| {
        let Choice { taken, open, of } = choice;
        (*of > 1 && open.is_empty() && *taken > 0).then(|| {
            let message = format!(
                "the names over its columns could belong together in {of} ways; the sums of the document prove the one \
                 that was taken, not the one that fits best by its places"
            );
            Diagnostic::new(Step::Audit, Severity::Info, "reading_proven", message).table(table_id)
        })
    };
    choices.iter().zip(1..).filter_map(remark).collect()
}
