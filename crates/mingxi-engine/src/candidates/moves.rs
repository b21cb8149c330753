//! Moves of shifted rows that the rest of the document contradicts.

use super::{Source, broken_count, read_once};
use mingxi_fiscal::KeptRows;
use mingxi_model::{CheckStatus, Reading};
use std::collections::BTreeSet;

/// The same document read without the moves of shifted rows that ended in conflict, if then no more identities
/// are broken: such a row has a wrong number rather than a wrong place.
///
/// Row sums alone accept a move (it is the recogniser's best knowledge); only the audit sees the columns and
/// the other tables.
pub(super) fn withdraw(source: &Source<'_>, reading: &Reading) -> Option<Reading> {
    let moved: BTreeSet<(i32, i32)> = reading
        .tables
        .iter()
        .flat_map(|table| table.grid.cells().iter().map(move |cell| (table.table_id, cell)))
        .filter(|(_, cell)| cell.repair.is_some())
        .filter_map(|(table, cell)| Some((table, i32::try_from(cell.row).ok()?)))
        .collect();
    let kept: KeptRows = reading
        .line_items
        .iter()
        .filter(|item| {
            item.check_status == CheckStatus::Conflict && moved.contains(&(item.table_id, item.row))
        })
        .filter_map(|item| Some((item.table_id, u32::try_from(item.row).ok()?)))
        .collect();
    if kept.is_empty() {
        return None;
    }
    let other = read_once(source, &kept).ok().filter(|other| other.audit_crash.is_none())?;
    Some(other.reading).filter(|other| broken_count(other) <= broken_count(reading))
}
