//! What had to be marked is marked, and nothing sound is.

use super::Verdict;
use crate::expect::{Expect, Place};
use mingxi_engine::Document;
use mingxi_engine::model::{CheckStatus, Outcome};

/// What had to be marked is marked, and nothing is called repaired that was not damaged.
pub(super) fn marks(verdict: &mut Verdict, document: &Document, expect: &Expect) {
    let reading = &document.reading;
    let at = |place: &Place, table: i32, row: i32, col: Option<i32>| {
        (place.table, place.row) == (table as usize, row as usize)
            && (place.col.is_none()
                || col.is_none()
                || place.col == col.map(|c| c as usize)
                || place.found_col == col.map(|c| c as usize))
    };
    let has_status = |place: &Place, wanted: &[CheckStatus]| {
        let mut items = reading.line_items.iter();
        items.any(|i| at(place, i.table_id, i.row, Some(i.col)) && wanted.contains(&i.check_status))
    };
    let is_repaired_cell = |place: &Place| {
        reading
            .tables
            .iter()
            .filter(|t| t.table_id as usize == place.table)
            .any(|t| t.grid.cells().iter().any(|c| c.row as usize == place.row && c.repair.is_some()))
    };
    for place in &expect.repaired {
        if !has_status(place, &[CheckStatus::Repaired]) && !is_repaired_cell(place) {
            verdict.complaints.push(format!("not marked as repaired: {place:?}"));
        }
    }
    for place in &expect.conflict {
        if !has_status(place, &[CheckStatus::Conflict]) {
            verdict.complaints.push(format!("not marked as conflict: {place:?}"));
        }
    }
    for place in &expect.flagged {
        let remarked = reading.diagnostics.iter().any(|d| match (d.table_id, d.row) {
            (Some(table), Some(row)) => at(place, table, row, d.col),
            _ => false,
        });
        let marked = [CheckStatus::Conflict, CheckStatus::Repaired];
        if !has_status(place, &marked) && !remarked {
            verdict.complaints.push(format!("neither conflict nor remarked: {place:?}"));
        }
    }
    broken(verdict, document, expect);
    for item in reading.line_items.iter().filter(|i| i.check_status == CheckStatus::Repaired) {
        let known = expect.repaired.iter().chain(&expect.flagged);
        if !known.into_iter().any(|p| at(p, item.table_id, item.row, None)) {
            let (table, row) = (item.table_id, item.row);
            verdict.complaints.push(format!("called repaired without damage: table {table}, row {row}"));
        }
    }
}

/// Documents contradict themselves only where their designer planted a mistake or damage.
fn broken(verdict: &mut Verdict, document: &Document, expect: &Expect) {
    let planted: Vec<&Place> = expect.conflict.iter().chain(&expect.flagged).collect();
    for check in document.reading.checks.iter().filter(|check| check.outcome == Outcome::Broken) {
        let is_planted = |place: &&&Place| check.table_ids.iter().any(|id| *id as usize == place.table);
        if !planted.iter().any(|place| is_planted(&place)) {
            verdict.complaints.push(format!("false alarm: {}", check.message_en));
        }
    }
}
