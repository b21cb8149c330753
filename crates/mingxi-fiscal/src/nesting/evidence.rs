//! What the sources of nesting look at, and what they answer.

use super::amounts::Amounts;
use super::tree::Parents;
use super::{by_code, by_indent, by_names, by_ordinal, by_sums};
use mingxi_model::{Column, ColumnRole, Grid, RowLabel};
use std::cell::Cell;

/// One panel's rows with all that may tell their nesting.
pub(super) struct Rows<'a> {
    pub(super) grid: &'a Grid,
    pub(super) labels: &'a [RowLabel],
    pub(super) amounts: &'a Amounts,
    /// Columns of codes and names, left to right.
    pub(super) label_columns: Vec<u32>,
    /// Columns of names, units' among them, left to right.
    pub(super) name_columns: Vec<u32>,
    /// Whether a row contains the list, and not the table's total alone.
    pub(super) has_parent: bool,
    /// How many steps searches may still take.
    pub(super) steps: &'a Cell<usize>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        grid: &'a Grid,
        labels: &'a [RowLabel],
        amounts: &'a Amounts,
        columns: &[&Column],
        steps: &'a Cell<usize>,
    ) -> Rows<'a> {
        let of = |roles: &[ColumnRole]| -> Vec<u32> {
            columns.iter().filter(|column| roles.contains(&column.role)).map(|column| column.col).collect()
        };
        use ColumnRole::{Code, CodePart, Name, UnitName};
        let last_name = of(&[Name]).last().copied().unwrap_or(0);
        let mut name_columns = of(&[Name, UnitName]);
        // A unit's name behind the item's is a remark about the item.
        name_columns.retain(|col| *col <= last_name);
        let label_columns = of(&[Name, UnitName, Code, CodePart]);
        Rows { grid, labels, amounts, label_columns, name_columns, has_parent: false, steps }
    }

    /// The indents of rows in a column; `None` where nothing stands there.
    pub(super) fn indents(&self, list: &[usize], col: u32) -> Vec<Option<f32>> {
        let indent = |index: &usize| self.grid.starts_at(self.labels[*index].row, col)?.indent;
        list.iter().map(indent).collect()
    }
}

/// What told a nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Nothing: the rows stand side by side.
    Flat,
    /// Rows with codes below rows without.
    Codes,
    /// 一、 （一） 1. with their numbers.
    Numbering,
    /// The place of the first glyph.
    Indent,
    /// How far the names reach.
    Names,
    /// Nothing but sums.
    Sums,
}

/// One nesting of a list of rows, as places in the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) source: Source,
    pub(super) parents: Parents,
}

/// All nestings that could be for a list of rows below one whole, the flat one first.
pub(super) fn candidates(
    rows: &Rows<'_>,
    list: &[usize],
    whole: &[super::amounts::Stated],
) -> Vec<Candidate> {
    let mut found = vec![Candidate { source: Source::Flat, parents: vec![None; list.len()] }];
    found.extend(by_code::below_names(rows, list));
    found.extend(by_code::below_same_code(rows, list));
    found.extend(by_ordinal::candidates(rows, list));
    found.extend(by_indent::candidates(rows, list));
    found.extend(by_names::candidates(rows, list));
    found.extend(by_sums::candidates(rows, list, whole));
    let mut distinct: Vec<Candidate> = Vec::new();
    for candidate in found {
        if distinct.iter().all(|other| other.parents != candidate.parents) {
            distinct.push(candidate);
        }
    }
    distinct
}
