//! The budget units of rows that neither a code nor a column of units tells: the whole document says which names are
//! units, and the row's own place says whether the name stands for the unit's money or for an item.
//!
//! - `known`: the names that the document prints as units elsewhere;
//! - `evidence`: what speaks for a row's being a unit's, and for its being an item's;
//! - this file: the choice, and the unit carried to the rows inside.

mod evidence;
mod known;

use crate::Vocabulary;
use evidence::{Panel, weigh};
use known::KnownUnits;
use mingxi_model::text::squeeze;
use mingxi_model::{CodeStatus, DocumentFacts, Paragraph, RowLabel, RowRole, Subject, Table, Why};
use std::collections::BTreeMap;

/// Rows looked at in one panel; a list of units and their items is shorter.
const ROWS: usize = 5_000;
/// Decisions kept of one table for `inspect --why`.
const KEPT: usize = 50;

/// Gives the rows of units in panels that tell no unit by themselves their unit, and it to all rows inside them.
pub(crate) fn name_units(
    tables: &mut [Table],
    facts: &DocumentFacts,
    prose: &[Paragraph],
    vocabulary: &Vocabulary,
) {
    let known = KnownUnits::new(tables, facts, prose, &vocabulary.codes);
    for table in tables.iter_mut().filter(|table| table.kind.has_line_items()) {
        let panels = table.columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
        for panel in 0..panels {
            let why = name_in_panel(&mut table.labels, panel, &known, vocabulary);
            let room = KEPT.saturating_sub(table.why.len());
            table.why.extend(why.into_iter().take(room));
        }
    }
}

/// Whether a row is a budget unit's own, and no item's: its code is the unit's and no other name stands beside it, or its
/// only label is the unit's name. Forms print the unit's code on the rows of its projects as well.
pub(crate) fn is_unit_row(label: &RowLabel) -> bool {
    let unit = label.unit_name.as_deref().map(squeeze);
    match &label.code {
        Some(code) => {
            label.unit_code.as_ref() == Some(code)
                && (unit.is_none() || label.name.is_none() || label.name == unit)
        }
        None => label.name.is_some() && unit == label.name,
    }
}

/// Fewest rows that tell what those inside one row are.
const ENOUGH_BESIDE: usize = 3;

/// Whether rows inside one row are items: enough of them, and most of `all`, are not named as organisations are.
pub(crate) fn are_items(items: usize, all: usize) -> bool {
    items >= ENOUGH_BESIDE && items * 2 > all
}

fn name_in_panel(
    labels: &mut [RowLabel],
    panel: u32,
    known: &KnownUnits,
    vocabulary: &Vocabulary,
) -> Vec<Why> {
    let own: Vec<usize> = (0..labels.len()).filter(|index| labels[*index].panel == panel).collect();
    let has_unit = |index: &usize| labels[*index].unit_name.is_some() || labels[*index].unit_code.is_some();
    if own.len() > ROWS || own.iter().any(has_unit) {
        return Vec::new();
    }
    let rows: Vec<&RowLabel> = own.iter().map(|index| &labels[*index]).collect();
    let place: BTreeMap<u32, usize> = rows.iter().zip(0..).map(|(label, place)| (label.row, place)).collect();
    let parent: Vec<Option<usize>> =
        rows.iter().map(|label| label.parent_row.and_then(|row| place.get(&row)).copied()).collect();
    let shown = Panel::new(&rows, &parent);
    let mut is_unit = vec![false; rows.len()];
    let mut found = Vec::new();
    for at in 0..rows.len() {
        if rows[at].role == Some(RowRole::Total) || rows[at].name.is_none() {
            continue;
        }
        let is_outer =
            parent[at].is_none_or(|above| is_unit[above] || rows[above].role == Some(RowRole::Total));
        let (unit, item) = weigh(&shown, at, is_outer, known, &vocabulary.codes);
        is_unit[at] = unit.weight() > item.weight();
        if is_unit[at] {
            found.extend(Why::choose(Subject::Row(rows[at].row), "unit", vec![unit, item]));
        }
    }
    let units: Vec<Option<usize>> = (0..rows.len()).map(|at| unit_of(at, &is_unit, &parent)).collect();
    let units_above: Vec<i8> = (0..rows.len()).map(|at| units_above(at, &is_unit, &parent)).collect();
    let names: Vec<Option<String>> = rows.iter().map(|label| label.name.clone()).collect();
    for (at, unit) in units.into_iter().enumerate() {
        let Some(unit) = unit else { continue };
        let label = &mut labels[own[at]];
        if label.role != Some(RowRole::Total) {
            label.unit_name.clone_from(&names[unit]);
        }
        // Units have no level; what stands below them is counted from there.
        if label.code.is_none() {
            label.level = label.level.filter(|_| !is_unit[at]).map(|level| (level - units_above[at]).max(1));
        }
        if is_unit[at] && label.code_status != Some(CodeStatus::Verified) && label.code.is_some() {
            label.unit_code.clone_from(&label.code);
            (label.level, label.parent_code, label.code_status) = (None, None, None);
        }
    }
    found
}

/// Rows inside each other that are looked through at most.
const DEEPEST: usize = 20;

/// How many units a row without a code stands in.
fn units_above(at: usize, is_unit: &[bool], parent: &[Option<usize>]) -> i8 {
    let around = std::iter::successors(parent[at], |inner| parent[*inner]);
    around.take(DEEPEST).map(|row| i8::from(is_unit[row])).sum()
}

/// The innermost unit that a row belongs to: itself, or the nearest row around it that is a unit's.
fn unit_of(at: usize, is_unit: &[bool], parent: &[Option<usize>]) -> Option<usize> {
    let around = std::iter::successors(Some(at), |inner| parent[*inner]);
    around.take(DEEPEST).find(|row| is_unit[*row])
}
