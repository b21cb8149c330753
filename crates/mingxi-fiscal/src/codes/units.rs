//! The budget unit of the rows: given once, valid for all rows below.

use mingxi_model::{RowLabel, RowRole};

/// Gives every row the unit it belongs to: its own, else that of the last row above that names one.
pub(crate) fn carry_units(labels: &mut [RowLabel]) {
    let departments = departments(labels);
    let name_is_carried = names_are_sparse(labels);
    let mut unit: Option<(Option<String>, Option<String>)> = None;
    for (index, label) in labels.iter_mut().enumerate() {
        let own = match (&label.unit_code, &label.code) {
            (Some(code), _) => Some(code.clone()),
            (None, Some(code)) if is_unit_code(code) => Some(code.clone()),
            _ => None,
        };
        if own.is_some() {
            let name = label.unit_name.clone().or_else(|| label.name.clone());
            unit = Some((own, name));
        } else if let Some(name) = &label.unit_name {
            unit = name_is_carried.then(|| (None, Some(name.clone())));
            if !name_is_carried {
                continue;
            }
        }
        if label.role == Some(RowRole::Total) {
            continue;
        }
        if departments.contains(&index) {
            label.code_status = None;
            unit = None;
        }
        if let Some((code, name)) = &unit {
            label.unit_code = code.clone();
            label.unit_name = label.unit_name.take().or_else(|| name.clone());
        }
        if label.code.is_some() && label.code == label.unit_code {
            label.code_status = None;
        }
    }
}

/// A unit named on few rows is meant for those below; where most rows name theirs, the others are sums over
/// several units.
fn names_are_sparse(labels: &[RowLabel]) -> bool {
    let rows = || labels.iter().filter(|label| label.role != Some(RowRole::Total));
    rows().filter(|label| label.unit_name.is_some()).count() * 2 < rows().count()
}

/// Rows whose three digits are the beginning of unit codes (313 above 313002): departments, no 类.
fn departments(labels: &[RowLabel]) -> Vec<usize> {
    use mingxi_model::CodeStatus::Verified;
    let units: std::collections::BTreeSet<&str> = labels
        .iter()
        .filter_map(|label| label.code.as_deref().filter(|code| is_unit_code(code))?.get(..3))
        .collect();
    let is_department = |label: &RowLabel| {
        label.code.as_deref().is_some_and(|code| units.contains(code)) && label.code_status != Some(Verified)
    };
    (0..labels.len()).filter(|index| is_department(&labels[*index])).collect()
}

/// Six digits are no code of the functional or economic classifications, which have 3, 5 or 7.
pub(super) fn is_unit_code(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
}
