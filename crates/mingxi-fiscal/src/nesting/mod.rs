//! Which rows contain which: role, parent and level of every row, and the unit it belongs to.
//!
//! What is printed outright comes first: codes, units with codes, cells that span a group, numbering. Every list of rows
//! that does not make up its whole is then looked at again: the sources of `evidence` propose nestings, and `choice` takes
//! the one that weighs most, sums above all. A list taken apart gives smaller lists, which are looked at in turn, so that
//! indent under numbering or codes inside units need no source of their own.

mod amounts;
mod below_classes;
mod blank_total;
mod by_code;
mod by_group_cell;
mod by_indent;
mod by_names;
mod by_numbering;
mod by_ordinal;
mod by_sums;
mod choice;
mod depth;
mod evidence;
mod leading_sums;
mod of_which;
mod search;
mod strands;
mod tree;
mod unit_names;
mod wholes;

use crate::Headers;
use crate::codes::name_by_unit;
use amounts::{Amounts, Stated};
use evidence::Rows;
use mingxi_model::{Column, Grid, RowLabel, RowRole, Subject, Why};
use std::cell::Cell;
use std::collections::BTreeMap;

/// Lists inside lists beyond this depth are left flat; no form prints as many levels.
const DEEPEST: usize = 12;
/// Steps that the searches of one panel may take.
const STEPS: usize = 60_000;
/// Decisions kept for `inspect --why`.
const KEPT: usize = 50;

/// Fills role, parent and level of the rows of one panel. Gives what was weighed where it was not plain.
pub(crate) fn nest(labels: &mut [RowLabel], grid: &Grid, columns: &[&Column], headers: &Headers) -> Vec<Why> {
    let amounts = Amounts::new(grid, labels, columns);
    let why = match blank_total::blank_end(labels, grid, columns, &amounts) {
        None => nest_rows(labels, grid, columns, headers, &amounts),
        Some(total) => {
            let mut under_total = labels.to_vec();
            blank_total::make_total(&mut under_total[total]);
            let why = nest_rows(&mut under_total, grid, columns, headers, &amounts);
            if blank_total::is_proven(&under_total, &amounts, total) {
                labels.clone_from_slice(&under_total);
                why
            } else {
                nest_rows(labels, grid, columns, headers, &amounts)
            }
        }
    };
    name_by_unit(labels);
    unit_names::carry_unit_names(labels, columns);
    depth::fill_levels(labels);
    why
}

/// The nesting of rows whose totals are known.
fn nest_rows(
    labels: &mut [RowLabel],
    grid: &Grid,
    columns: &[&Column],
    headers: &Headers,
    amounts: &Amounts,
) -> Vec<Why> {
    by_code::nest_by_code(labels);
    by_group_cell::nest_by_group_cell(labels, grid, columns, headers);
    by_numbering::nest_by_numbering(labels, headers, amounts);
    leading_sums::nest_leading_sums(labels, amounts);
    below_classes::nest_below_classes(labels, amounts);
    by_code::nest_in_units(labels, amounts);
    let why = refine(labels, grid, columns, amounts);
    of_which::split(labels, amounts);
    why
}

/// A list of rows below one whole.
struct List {
    /// The row that contains them, an index; `None` for the outermost rows.
    parent: Option<usize>,
    rows: Vec<usize>,
    /// What they may come to; empty where nothing states it.
    wholes: Vec<Stated>,
    depth: usize,
}

/// Takes lists apart that do not make up their whole, until nothing more shows.
fn refine(labels: &mut [RowLabel], grid: &Grid, columns: &[&Column], amounts: &Amounts) -> Vec<Why> {
    let years = strands::year_cells(labels, grid, columns);
    let mut lists = printed_lists(labels, amounts, &years);
    let mut why = Vec::new();
    // Searches of the whole panel together, so that many lists take no longer than one.
    let steps = Cell::new(STEPS);
    while let Some(list) = lists.pop() {
        let list = match leading_sum(labels, grid, columns, amounts, &steps, list) {
            Led::By(below) => {
                labels[below.parent.unwrap_or_default()].role = Some(RowRole::Group);
                for row in &below.rows {
                    labels[*row].parent_row = below.parent.map(|parent| labels[parent].row);
                }
                below
            }
            Led::ByNone(list) => list,
        };
        let subject = list.parent.map_or(Subject::Table, |parent| Subject::Row(labels[parent].row));
        let rows =
            Rows { has_parent: list.parent.is_some(), ..Rows::new(grid, labels, amounts, columns, &steps) };
        let (chosen, weighed) = choice::choose(&rows, &list.rows, &list.wholes, subject);
        why.extend(weighed.filter(|_| why.len() < KEPT));
        let Some(chosen) = chosen else { continue };
        let (outermost, below) = tree::children(&chosen.parents);
        // What stands outermost now may be a list of several storeys itself: 货物 above the units that buy them.
        if outermost.len() < list.rows.len() && !list.wholes.is_empty() && list.depth + 1 < DEEPEST {
            let rows: Vec<usize> = outermost.iter().map(|place| list.rows[*place]).collect();
            let wholes = list.wholes.clone();
            lists.push(List { parent: list.parent, rows, wholes, depth: list.depth + 1 });
        }
        for (place, parts) in below.into_iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
            let parent = list.rows[place];
            let rows: Vec<usize> = parts.into_iter().map(|part| list.rows[part]).collect();
            labels[parent].role = Some(RowRole::Group);
            for row in &rows {
                labels[*row].parent_row = Some(labels[parent].row);
            }
            let depth = list.depth + 1;
            if depth < DEEPEST {
                let wholes = vec![amounts.stated(parent)];
                lists.push(List { parent: Some(parent), rows, wholes, depth });
            }
        }
    }
    why
}

/// What a list without a total begins with.
enum Led {
    /// A row that states the sum of all others, which are now its list.
    By(List),
    ByNone(List),
}

/// A department's row above all its units, where no total states what the list comes to. Two rows with amounts make
/// a sum; one that equals another shows nothing.
fn leading_sum(
    labels: &[RowLabel],
    grid: &Grid,
    columns: &[&Column],
    amounts: &Amounts,
    steps: &Cell<usize>,
    list: List,
) -> Led {
    let (true, None, [first, rest @ ..]) = (list.wholes.is_empty(), list.parent, list.rows.as_slice()) else {
        return Led::ByNone(list);
    };
    let is_named = labels[*first].name.is_some() || labels[*first].unit_name.is_some();
    if !amounts.is_filled(*first) || !is_named {
        return Led::ByNone(list);
    }
    let wholes = vec![amounts.stated(*first)];
    let rows = Rows { has_parent: true, ..Rows::new(grid, labels, amounts, columns, steps) };
    let (chosen, _) = choice::choose(&rows, rest, &wholes, Subject::Row(labels[*first].row));
    let outermost: Vec<usize> = match &chosen {
        Some(chosen) => tree::children(&chosen.parents).0.into_iter().map(|place| rest[place]).collect(),
        None => rest.to_vec(),
    };
    let is_sum = outermost.iter().filter(|row| amounts.says_something(**row)).count() > 1
        && amounts.verdict(&wholes[0], outermost.iter().copied()).holds();
    match is_sum {
        true => Led::By(List { parent: Some(*first), rows: rest.to_vec(), wholes, depth: list.depth + 1 }),
        false => Led::ByNone(list),
    }
}

/// The lists as they are printed: the outermost rows by their total, and the rows below every group.
fn printed_lists(labels: &[RowLabel], amounts: &Amounts, years: &[String]) -> Vec<List> {
    let by_row: BTreeMap<u32, usize> =
        labels.iter().enumerate().map(|(index, label)| (label.row, index)).collect();
    let mut outermost = Vec::new();
    let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        if matches!(label.role, Some(RowRole::Total | RowRole::Memo)) {
            continue;
        }
        match label.parent_row.and_then(|row| by_row.get(&row)).filter(|parent| **parent != index) {
            Some(parent) => below.entry(*parent).or_default().push(index),
            None => outermost.push(index),
        }
    }
    let mut lists: Vec<List> = strands::by_year(&outermost, years)
        .into_iter()
        .flat_map(|rows| wholes::outermost(labels, &rows, years, amounts))
        .map(|(rows, wholes)| List { parent: None, rows, wholes, depth: 0 })
        .collect();
    lists.extend(below.into_iter().map(|(parent, rows)| List {
        parent: Some(parent),
        rows,
        wholes: vec![amounts.stated(parent)],
        depth: 0,
    }));
    lists
}

#[cfg(test)]
mod tests;
