//! Candidates and proof: what a page or a dump leaves open is read in each way, and the sums of the whole document
//! decide.
//!
//! Grid recovery hands on a handful of readings of a table whose places do not tell which one is right; recognition
//! moves shifted rows of a dump where their own sums allow it. Only the identities over all tables see both, so
//! that they have the last word: [`tables`] chooses among the grids of each table, [`moves`] withdraws moves.
//! What stays open is marked, cell by cell, and the rest of the table is published.

mod moves;
mod proof;
mod tables;

use crate::contain::contain;
use crate::read::Reader;
use mingxi_fiscal::KeptRows;
use mingxi_model::{Diagnostic, FlowItem, Outcome, Reading};
use std::time::Instant;

/// A document up to its grids, with what it is read with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    /// Prose and grids in reading order.
    pub(crate) flow: &'a [FlowItem],
    /// The name of the file, evidence where nothing else names the agency.
    pub(crate) file_name: &'a str,
    /// The remarks of the stages before.
    pub(crate) remarks: &'a [Diagnostic],
    /// Vocabulary and limits.
    pub(crate) reader: &'a Reader,
}

/// A reading, and the crash of the audit if its sums could not be checked.
#[derive(Debug, Clone)]
pub(crate) struct Proved {
    /// What the document says.
    pub(crate) reading: Reading,
    /// Why its sums are unchecked.
    pub(crate) audit_crash: Option<String>,
}

/// Reads a document in the way that its sums prove.
///
/// # Errors
/// Recognition crashed; the message says where.
pub(crate) fn read(source: &Source<'_>) -> Result<Proved, String> {
    let first = read_once(source, &KeptRows::new())?;
    let (flow, proved) = match tables::decide(source, &first.reading) {
        Some((flow, proved)) => (Some(flow), proved),
        None => (None, first),
    };
    let source = Source { flow: flow.as_deref().unwrap_or(source.flow), ..*source };
    Ok(match moves::withdraw(&source, &proved.reading) {
        Some(reading) => Proved { reading, audit_crash: None },
        None => proved,
    })
}

/// What prose and grids mean, with every identity evaluated; the rows in `kept` stay where a dump has them.
fn read_once(source: &Source<'_>, kept: &KeptRows) -> Result<Proved, String> {
    let Source { flow, file_name, remarks, reader } = *source;
    let start = Instant::now();
    let mut reading = contain(|| {
        let mut reading = mingxi_fiscal::recognise_keeping(flow, file_name, &reader.vocabulary, kept);
        reading.diagnostics.splice(0..0, remarks.iter().cloned());
        reading
    })?;
    tracing::debug!(file_name, recognise_us = start.elapsed().as_micros(), "recognised");
    let start = Instant::now();
    let audit_crash = contain(|| {
        let checks = mingxi_audit::audit(&reading);
        mingxi_audit::apply(&mut reading, checks);
    })
    .err();
    tracing::debug!(file_name, audit_us = start.elapsed().as_micros(), "audited");
    Ok(Proved { reading, audit_crash })
}

fn broken_count(reading: &Reading) -> usize {
    reading.checks.iter().filter(|check| check.outcome == Outcome::Broken).count()
}
