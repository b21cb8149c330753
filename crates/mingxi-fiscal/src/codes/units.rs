//! The budget unit of the rows: given once, valid for all rows below.

use super::CodeVocabulary;
use super::joined::names_organisation;
use super::vocabulary::key;
use mingxi_model::text::squeeze;
use mingxi_model::{RowLabel, RowRole};
use std::collections::BTreeSet;

/// Gives every row the unit it belongs to: its own, else that of the last row above that names one.
pub(crate) fn carry_units(labels: &mut [RowLabel], codes: &CodeVocabulary) {
    name_by_heading(labels, codes);
    let departments = departments(labels);
    let heads = class_heads(labels);
    let name_is_carried = names_are_sparse(labels);
    let mut unit: Option<(Option<String>, Option<String>)> = None;
    let mut total: Option<String> = None;
    for (index, label) in labels.iter_mut().enumerate() {
        // 合计 in the place of a unit, for as many rows as a unit has.
        let is_blank = label.name.is_none() && label.code.is_none() && label.unit_name.is_none();
        if let Some(name) = total.clone().filter(|_| is_blank) {
            (label.name, label.role) = (Some(name), Some(RowRole::Total));
            continue;
        }
        let is_total_in_place = label.role == Some(RowRole::Total)
            && label.unit_code.is_none()
            && label.unit_name.as_deref().map(squeeze) == label.name_as_printed.as_deref().map(squeeze);
        total = label.name.clone().filter(|_| is_total_in_place && label.unit_name.is_some());
        if total.is_some() {
            (label.unit_name, unit) = (None, None);
            continue;
        }
        let own = match (&label.unit_code, &label.code) {
            (Some(code), _) => Some(code.clone()),
            (None, Some(code)) if is_unit_code(code) => Some(code.clone()),
            _ => None,
        };
        if heads.contains(&index) {
            unit = None;
            continue;
        }
        if own.is_some() {
            // A unit keeps the name of its first row: below stand projects under its code. Beside the code of a class
            // stands the name of the class, or of what is bought.
            let own_name = || label.name.clone().filter(|_| label.code.is_none() || label.code == own);
            let known = || unit.take().filter(|(code, _)| *code == own).and_then(|(_, name)| name);
            let name = label.unit_name.clone().or_else(known).or_else(own_name);
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

/// Rows without codes that may stand between a unit's heading and its first item.
const CLASSES_BETWEEN: usize = 2;

/// A row that prints only an organisation's name above rows that print another unit's code than those before names the
/// unit of that code (单位代码 | 单位名称（科目）: the name on a line of its own, the code on the lines of its items). The
/// class of the first items may stand between, without a code as well.
fn name_by_heading(labels: &mut [RowLabel], codes: &CodeVocabulary) {
    // 综合医院 is a class before it is an organisation.
    let names_unit = |name: &str| names_organisation(name) && codes.codes_named(&key(name)).next().is_none();
    let code_of = |label: &RowLabel| label.unit_code.clone().filter(|_| label.code.is_some());
    let heads = |index: usize| -> Option<String> {
        let label = &labels[index];
        let is_alone = label.code.is_none() && label.unit_code.is_none() && label.unit_name.is_none();
        let names = label.name.as_deref().is_some_and(names_unit);
        let is_class =
            |label: &&RowLabel| label.code.is_none() && !label.name.as_deref().is_some_and(names_unit);
        let first = labels[index + 1..].iter().take(CLASSES_BETWEEN + 1).find(|label| !is_class(label));
        let next = first.and_then(code_of)?;
        let before = labels[..index].iter().rev().find_map(code_of);
        (is_alone && names && label.role != Some(RowRole::Total) && before.as_ref() != Some(&next))
            .then_some(next)
    };
    let found: Vec<(usize, String)> =
        (0..labels.len()).filter_map(|index| Some((index, heads(index)?))).collect();
    let units: BTreeSet<String> = labels.iter().filter_map(code_of).collect();
    // One unit in two may stand without its heading, where a page lost it.
    if found.len() * 2 <= units.len() {
        return;
    }
    for (index, code) in found {
        let name = labels[index].name.clone();
        (labels[index].unit_code, labels[index].unit_name) = (Some(code), name);
    }
}

/// Rows that head a class of the functional classification above its units: `201 03 01 | | 全额` above `114001`.
/// The items of such a list print an economic class too, at least one for each unit; units and heads print none.
pub(crate) fn class_heads(labels: &[RowLabel]) -> Vec<usize> {
    let has_class = |label: &RowLabel| label.economic_code.is_some() || label.secondary_code.is_some();
    let is_unit = |label: &RowLabel| label.code.as_deref().is_some_and(is_unit_code);
    if !labels.iter().any(is_unit) || labels.iter().any(|label| is_unit(label) && has_class(label)) {
        return Vec::new();
    }
    let classed = labels.iter().filter(|label| has_class(label)).count();
    if classed < labels.iter().filter(|label| is_unit(label)).count() {
        return Vec::new();
    }
    let is_function = |code: &str| matches!(code.len(), 3 | 5 | 7) && code.starts_with('2');
    let is_head = |label: &RowLabel| {
        !has_class(label)
            && label.unit_code.is_none()
            && label.role != Some(RowRole::Total)
            && label.code.as_deref().is_some_and(is_function)
    };
    (0..labels.len()).filter(|index| is_head(&labels[*index])).collect()
}

/// Names rows by their unit that print nothing else: the second year of a unit named once for all its years.
pub(crate) fn name_by_unit(labels: &mut [RowLabel]) {
    for label in labels {
        let is_unnamed = label.name.is_none() && label.code.is_none() && label.role != Some(RowRole::Total);
        if is_unnamed && let Some(unit) = &label.unit_name {
            label.name = Some(squeeze(unit));
        }
    }
}

/// A unit named on few rows is meant for those below; where most rows name theirs, the others are sums over
/// several units.
fn names_are_sparse(labels: &[RowLabel]) -> bool {
    let rows = || labels.iter().filter(|label| label.role != Some(RowRole::Total));
    let (named, all) = (rows().filter(|label| label.unit_name.is_some()).count(), rows().count());
    // Two years of every unit: the second prints no label.
    let in_pairs = || {
        let mut others = rows().filter(|label| label.unit_name.is_none());
        all >= 4 && others.all(|label| label.name.is_none() && label.code.is_none())
    };
    named * 2 < all || (named * 2 == all && in_pairs())
}

/// Rows whose three digits are the beginning of unit codes (313 above 313002): departments, no 类.
fn departments(labels: &[RowLabel]) -> Vec<usize> {
    use mingxi_model::CodeStatus::Verified;
    let units: BTreeSet<&str> = labels
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
