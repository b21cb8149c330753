//! Rows nested by their codes: 类 above 款 above 项, a department above its units, a unit above its rows.

use super::amounts::Amounts;
use super::evidence::{Candidate, Rows, Source};
use super::tree::by_rank;
use crate::codes::{class_heads, names_organisation};
use mingxi_model::{CodeStatus, RowLabel, RowRole};
use std::collections::BTreeMap;

/// Six digits are no code of the functional (3, 5, 7) or economic (3, 5) classification.
fn is_unit_code(code: &str) -> bool {
    code.len() == 6
}

/// Levels, parents and groups of rows with classification codes.
pub(super) fn nest_by_code(labels: &mut [RowLabel]) {
    // Unit and code to the rows (grid row, index) that print them.
    type Rows = Vec<(u32, usize)>;
    let mut rows_by_code: BTreeMap<(Option<String>, String), Rows> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        if let Some(code) = &label.code {
            rows_by_code.entry((unit_of(label), code.clone())).or_default().push((label.row, index));
        }
    }
    let mut groups = Vec::new();
    for label in labels.iter_mut() {
        let Some(code) = label.code.clone() else { continue };
        label.level = match code.len() {
            3 => Some(1),
            5 => Some(2),
            7 => Some(3),
            _ => None,
        };
        if label.level.is_none() {
            continue;
        }
        label.parent_code = (code.len() > 3).then(|| code[..code.len() - 2].to_owned());
        // The nearest listed ancestor: some forms list 类 and 项 without 款.
        let unit = unit_of(label);
        let ancestor = (3..code.len()).rev().filter(|length| length % 2 == 1).find_map(|length| {
            rows_by_code
                .get(&(unit.clone(), code[..length].to_owned()))?
                .iter()
                .rev()
                .find(|(row, _)| *row < label.row)
        });
        if let Some((row, index)) = ancestor {
            label.parent_row = Some(*row);
            groups.push(*index);
        }
    }
    for index in groups {
        if labels[index].role == Some(RowRole::Leaf) {
            labels[index].role = Some(RowRole::Group);
        }
    }
}

fn unit_of(label: &RowLabel) -> Option<String> {
    label.unit_code.clone()
}

/// A department's row (133) contains its units' rows (133001), a unit's row the rows below it, and a class's row the
/// units below it that make it up.
pub(super) fn nest_in_units(labels: &mut [RowLabel], amounts: &Amounts) {
    let is_unit = |label: &RowLabel| {
        label.role != Some(RowRole::Total) && label.code.as_deref().is_some_and(is_unit_code)
    };
    let mut units: Vec<usize> = (0..labels.len()).filter(|index| is_unit(&labels[*index])).collect();
    // A project may print the code of its unit.
    units.dedup_by(|later, first| {
        let (first, later) = (&labels[*first], &labels[*later]);
        first.code == later.code
            && first.name != later.name
            && !later.name.as_deref().is_some_and(names_organisation)
    });
    let departments = nest_units_in_departments(labels, &units);
    let heads = class_heads(labels);
    let mut ends: Vec<usize> = units.iter().chain(&departments).chain(&heads).copied().collect();
    ends.sort_unstable();
    let end_of = |index: usize| ends.get(ends.partition_point(|end| *end <= index)).copied();
    for unit in units.iter().copied() {
        let end = end_of(unit).unwrap_or(labels.len());
        let inside: Vec<usize> =
            (unit + 1..end).filter(|index| labels[*index].role != Some(RowRole::Total)).collect();
        if inside.is_empty() {
            continue;
        }
        labels[unit].role = Some(RowRole::Group);
        let row = labels[unit].row;
        for index in inside {
            labels[index].parent_row.get_or_insert(row);
        }
    }
    for (order, head) in heads.iter().copied().enumerate() {
        let end = heads.get(order + 1).copied().unwrap_or(labels.len());
        let inside: Vec<usize> = (head + 1..end)
            .filter(|index| ends.binary_search(index).is_ok() && labels[*index].parent_row.is_none())
            .collect();
        let verdict = amounts.verdict(&amounts.stated(head), inside.iter().copied());
        // Quantities of different things need not add up.
        if inside.is_empty() || verdict.agree == 0 || verdict.agree < verdict.contradict {
            continue;
        }
        labels[head].role = Some(RowRole::Group);
        let row = labels[head].row;
        for index in inside {
            labels[index].parent_row = Some(row);
        }
    }
}

/// Puts every unit below the department whose code its own begins with: the nearest one above, for a list by class
/// names the department again in each. Gives the rows of the departments.
fn nest_units_in_departments(labels: &mut [RowLabel], units: &[usize]) -> Vec<usize> {
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        let is_class = label.code_status == Some(CodeStatus::Verified);
        if let Some(code) = label.code.as_ref().filter(|code| code.len() == 3 && !is_class) {
            rows.entry(code.clone()).or_default().push(index);
        }
    }
    let mut departments = Vec::new();
    for unit in units.iter().copied() {
        let code = labels[unit].code.as_deref().and_then(|code| code.get(..3)).unwrap_or_default().to_owned();
        let Some(rows) = rows.get(&code) else { continue };
        let above = rows.partition_point(|row| *row < unit);
        let Some(department) = rows.get(above.saturating_sub(1)).copied() else { continue };
        labels[department].level = None;
        labels[department].role = Some(RowRole::Group);
        labels[department].unit_code = Some(code);
        let name = labels[department].name.clone();
        labels[department].unit_name = labels[department].unit_name.take().or(name);
        labels[unit].parent_row = Some(labels[department].row);
        departments.push(department);
    }
    departments.sort_unstable();
    departments.dedup();
    departments
}

/// Rows below the row of a class that print its code again under names of their own: 2101301 城乡医疗救助 above 2101301
/// 困难群众医疗救助补助资金.
pub(super) fn below_same_code(rows: &Rows<'_>, list: &[usize]) -> Option<Candidate> {
    let mut class: Option<&RowLabel> = None;
    let mut ranks: Vec<Option<usize>> = Vec::with_capacity(list.len());
    for index in list {
        let label = &rows.labels[*index];
        let is_below = class.is_some_and(|class| class.code == label.code && class.name != label.name);
        if !is_below {
            class = Some(label).filter(|label| label.code_status == Some(CodeStatus::Verified));
        }
        ranks.push(Some(usize::from(is_below)));
    }
    ranks.contains(&Some(1)).then(|| Candidate { source: Source::Codes, parents: by_rank(&ranks) })
}

/// Rows with codes below rows that have none: 广州市信访局 above 301, 302, 303 where units print no codes.
pub(super) fn below_names(rows: &Rows<'_>, list: &[usize]) -> Option<Candidate> {
    let has_level = |index: &usize| rows.labels[*index].level.is_some();
    if list.first().is_none_or(has_level) || !list.iter().any(has_level) {
        return None;
    }
    let ranks: Vec<Option<usize>> = list.iter().map(|index| Some(usize::from(has_level(index)))).collect();
    Some(Candidate { source: Source::Codes, parents: by_rank(&ranks) })
}
