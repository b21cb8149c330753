//! What the sums say about codes: a code whose amounts add up is right, even where its name is unknown; a row that
//! fits below a code it does not name has a broken code.

use crate::cell::{CellKey, cell_of};
use crate::context::Context;
use mingxi_model::{Check, CodeStatus, Diagnostic, LineItem, Outcome, Reading, Severity, Step};
use std::collections::{BTreeMap, BTreeSet};

/// The rule whose identities tie a code to the codes below it.
const HIERARCHY: &str = "code_hierarchy";

/// Calls the codes `verified` that the classification does not list but whose parent and children sum up.
///
/// A name that belongs to another code stays a conflict: the sums say nothing about names.
pub(crate) fn prove(reading: &mut Reading, checks: &[Check]) {
    let items: BTreeMap<CellKey, &LineItem> =
        reading.line_items.iter().map(|item| ((item.table_id, item.row, item.col), item)).collect();
    let mut proven: BTreeSet<(i32, i32, String)> = BTreeSet::new();
    for check in checks.iter().filter(|check| check.rule_id == HIERARCHY && check.outcome == Outcome::Holds) {
        let coded = |coefficient: i32| {
            let terms = check.terms.iter().filter(move |term| term.coefficient == coefficient);
            terms.filter_map(|term| {
                let item = items.get(&cell_of(term))?;
                Some((*item, item.code.as_deref().filter(|_| !item.amount.value.is_zero())?))
            })
        };
        let Some((whole, prefix)) = coded(-1).next() else {
            continue;
        };
        for (part, code) in coded(1).filter(|(_, code)| code.len() > prefix.len() && code.starts_with(prefix))
        {
            proven.insert((part.table_id, part.row, code.to_owned()));
            proven.insert((whole.table_id, whole.row, prefix.to_owned()));
        }
    }
    let is_proven = |table: i32, row: i32, code: &Option<String>| {
        code.as_ref().is_some_and(|code| proven.contains(&(table, row, code.clone())))
    };
    for item in &mut reading.line_items {
        if item.code_status == Some(CodeStatus::Unlisted) && is_proven(item.table_id, item.row, &item.code) {
            item.code_status = Some(CodeStatus::Verified);
        }
    }
    for table in &mut reading.tables {
        for label in &mut table.labels {
            let row = i32::try_from(label.row).unwrap_or(i32::MAX);
            if label.code_status == Some(CodeStatus::Unlisted) && is_proven(table.table_id, row, &label.code)
            {
                label.code_status = Some(CodeStatus::Verified);
            }
        }
    }
}

/// Whether any row has a code that could be broken.
pub(crate) fn may_be_broken(reading: &Reading) -> bool {
    let labels = reading.tables.iter().flat_map(|table| &table.labels);
    labels
        .filter(|label| label.parent_row.is_none())
        .any(|label| matches!(label.code_status, Some(CodeStatus::Unlisted | CodeStatus::Conflict)))
}

/// A remark for every row that was placed by its amounts against its code.
pub(crate) fn broken(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for view in &context.tables {
        for (row, parent) in &view.adopted {
            let (label, above) = (&view.nodes[*row].label, &view.nodes[*parent].label);
            let (Some(code), Some(parent)) = (&label.code, &above.code) else {
                continue;
            };
            let tail = code.len().checked_sub(2).and_then(|start| code.get(start..)).unwrap_or_default();
            let message = format!(
                "the row prints the code {code}, but its amounts are what {parent} lacks: most likely the code is \
                 broken and should be {parent}{tail}, not the amounts; it stays as printed"
            );
            let remark = Diagnostic::new(Step::Audit, Severity::Warning, "code_suspected", message);
            let place = view.table.grid.row(label.row).find_map(|cell| cell.place.clone());
            remarks.push(remark.table(view.table.table_id).cell(label.row, None).at(place));
        }
    }
    remarks
}
