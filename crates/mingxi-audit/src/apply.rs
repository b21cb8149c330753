//! Writes the outcome of the checks back into the reading.

use crate::cell::{CellKey, cell_of};
use crate::context::Context;
use crate::figure::Source;
use crate::{codes, forms, leaves, rules, suspect};
use mingxi_model::{Check, CheckStatus, Diagnostic, LineItem, Outcome, Reading, Severity, Step, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The code of the diagnostic of a broken identity.
const BROKEN_IDENTITY: &str = "broken_identity";

/// Sets the status and the suspicion of every line item, adds a diagnostic for every broken identity, and
/// stores the checks in the reading; what an earlier call left is replaced.
///
/// A number is `conflict` if it is part of a broken identity, unless others vouch for it where a list is shorter
/// than its total (the rule of attribution stands in `suspect::vouched`), or if it is part of leaves that exceed
/// their total, of a table whose unit is in doubt or of a cell that may be read in another way; else `repaired` if its
/// cell was moved or changed by us; else `verified` if its unit is known and it is part of an equality that holds (a
/// bound proves nothing); else
/// `unverified`.
pub fn apply(reading: &mut Reading, checks: Vec<Check>) {
    let equalities: BTreeSet<&str> =
        rules().iter().filter(|rule| rule.is_equality).map(|rule| rule.id).collect();
    let mut broken: BTreeSet<CellKey> = BTreeSet::new();
    let mut proven: BTreeSet<CellKey> = BTreeSet::new();
    for check in &checks {
        let cells = check.terms.iter().map(cell_of);
        match check.outcome {
            Outcome::Broken => broken.extend(cells),
            Outcome::Holds if equalities.contains(check.rule_id) => proven.extend(cells),
            Outcome::Holds | Outcome::Unverifiable => {}
        }
    }
    let (ranks, right, cleared, suspected) = if broken.is_empty() {
        Default::default()
    } else {
        let context = Context::new(reading);
        let suspicions = suspect::suspicions(&context, &checks);
        let remarks = suspect::remarks(&context, &suspicions);
        (suspicions.ranks, suspicions.right, suspicions.cleared, remarks)
    };
    broken.retain(|cell| !cleared.contains(cell));
    broken.extend(amounts_in_doubt(reading, &checks));
    broken.extend(unsure_cells(reading));
    let suspected_codes =
        if codes::may_be_broken(reading) { codes::broken(&Context::new(reading)) } else { Vec::new() };
    codes::prove(reading, &checks);
    let (exceeding, twice) = leaves::exceeding(reading, &checks);
    let tables: BTreeMap<i32, &Table> = reading.tables.iter().map(|t| (t.table_id, t)).collect();
    for item in &mut reading.line_items {
        let cell = (item.table_id, item.row, item.col);
        item.check_status = if broken.contains(&cell) || exceeding.contains(&cell) {
            CheckStatus::Conflict
        } else if is_repaired(&tables, item) {
            CheckStatus::Repaired
        } else if proven.contains(&cell) && has_unit(item) {
            CheckStatus::Verified
        } else {
            CheckStatus::Unverified
        };
        item.suspect_rank = ranks.get(&cell).copied();
        let found = right.get(&cell);
        item.suspect_slip = found.and_then(|(_, slip)| *slip);
        item.suspect_value = found
            .and_then(|(change, _)| suspect::in_printed_unit(&item.amount, *change))
            .and_then(|change| item.amount.value.checked_add(change));
    }
    let projects = project_statuses(reading, &broken, &proven);
    for (project, status) in reading.projects.iter_mut().zip(projects) {
        project.check_status = status;
    }
    let findings: Vec<Diagnostic> = checks
        .iter()
        .filter(|check| check.outcome == Outcome::Broken)
        .map(|check| finding(&tables, check))
        .collect();
    reading.diagnostics.retain(|remark| remark.step != Step::Audit);
    reading.diagnostics.extend(findings);
    reading.diagnostics.extend(suspected);
    reading.diagnostics.extend(suspected_codes);
    reading.diagnostics.extend(twice);
    reading.checks = checks;
}

/// Whether it is known what a number counts: sums hold in any unit, so that without one they prove no amount. A
/// column of quantities counts pieces, whose unit forms seldom print.
fn has_unit(item: &LineItem) -> bool {
    let is_count = item.measure_code.as_deref() == Some("quantity");
    is_count || item.amount.yuan.is_some() || item.amount.printed_unit.is_some()
}

/// All amounts of the tables whose unit is in doubt.
fn amounts_in_doubt(reading: &Reading, checks: &[Check]) -> Vec<CellKey> {
    let is_doubt = |check: &&Check| check.rule_id == rules::unit_doubt::RULE.id;
    let tables: BTreeSet<i32> =
        checks.iter().filter(is_doubt).flat_map(|check| check.table_ids.iter().copied()).collect();
    let amounts = reading.line_items.iter().filter(|item| item.amount.yuan.is_some());
    let in_doubt = amounts.filter(|item| tables.contains(&item.table_id));
    in_doubt.map(|item| (item.table_id, item.row, item.col)).collect()
}

/// The numbers of the cells that may be read in more than one way.
fn unsure_cells(reading: &Reading) -> Vec<CellKey> {
    let tables: BTreeMap<i32, &Table> = reading
        .tables
        .iter()
        .filter(|table| !table.doubts.is_empty())
        .map(|table| (table.table_id, table))
        .collect();
    let is_unsure = |item: &&LineItem| {
        let (Some(table), Ok(row), Ok(col)) =
            (tables.get(&item.table_id), u32::try_from(item.row), u32::try_from(item.col))
        else {
            return false;
        };
        table.doubts.iter().any(|doubt| doubt.rows.contains(&row) && doubt.cols.contains(&col))
    };
    let unsure = reading.line_items.iter().filter(is_unsure);
    unsure.map(|item| (item.table_id, item.row, item.col)).collect()
}

/// What the checks say of the amounts of each project's form.
fn project_statuses(
    reading: &Reading,
    broken: &BTreeSet<CellKey>,
    proven: &BTreeSet<CellKey>,
) -> Vec<CheckStatus> {
    let forms = forms::forms(reading);
    let mut by_project = forms.iter().peekable();
    let mut statuses = Vec::with_capacity(reading.projects.len());
    for project in &reading.projects {
        let form = by_project.next_if(|form| std::ptr::eq(form.project, project));
        let amounts = form.into_iter().flat_map(|form| form.amounts.values());
        let cells: Vec<CellKey> = amounts
            .filter_map(|figure| match figure.source {
                Source::Form { table, row, col, .. } => {
                    Some((table.table_id, i32::try_from(row).ok()?, i32::try_from(col).ok()?))
                }
                _ => None,
            })
            .collect();
        statuses.push(if cells.iter().any(|cell| broken.contains(cell)) {
            CheckStatus::Conflict
        } else if project.check_status == CheckStatus::Repaired {
            CheckStatus::Repaired
        } else if cells.iter().any(|cell| proven.contains(cell)) {
            CheckStatus::Verified
        } else {
            CheckStatus::Unverified
        });
    }
    statuses
}

fn is_repaired(tables: &BTreeMap<i32, &Table>, item: &LineItem) -> bool {
    let (Some(table), Ok(row), Ok(col)) =
        (tables.get(&item.table_id), u32::try_from(item.row), u32::try_from(item.col))
    else {
        return false;
    };
    row < table.grid.rows() && col < table.grid.columns() && table.grid.at(row, col).repair.is_some()
}

/// A broken identity as a remark at the cell that states the sum.
fn finding(tables: &BTreeMap<i32, &Table>, check: &Check) -> Diagnostic {
    let is_doubt = check.rule_id == rules::unit_doubt::RULE.id;
    let code = if is_doubt { check.rule_id } else { BROKEN_IDENTITY };
    let remark = Diagnostic::new(Step::Audit, Severity::Warning, code, check.message_en.clone());
    if let (true, [table]) = (is_doubt, check.table_ids.as_slice()) {
        return remark.table(*table);
    }
    let Some(stated) = check.terms.iter().find(|term| term.coefficient < 0) else {
        return remark;
    };
    let remark = remark.table(stated.table_id);
    match (tables.get(&stated.table_id), u32::try_from(stated.row), u32::try_from(stated.col)) {
        (Some(table), Ok(row), Ok(col)) if row < table.grid.rows() && col < table.grid.columns() => {
            remark.cell(row, Some(col)).at(table.grid.at(row, col).place.clone())
        }
        _ => remark,
    }
}
