//! Which label columns print the budget units: their codes and their names.
//!
//! A head that says 单位编码 is a word for one. Where the words stand further up (单位 over 编码 | 名称) or nowhere, the
//! cells show it: codes that are no class's, one name beside each, on many rows each.

use super::columns::is_code;
use super::joined::names_organisation;
use super::notation::{Shape, shape};
use crate::Headers;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{Candidate, ColumnRole, Grid};
use std::collections::{BTreeMap, BTreeSet};

/// Columns between the units' names and the items' at most: 类, 款, 项 and another one.
const FARTHEST: usize = 4;

/// What the signs for a column of unit codes count, and what it takes.
mod weights {
    /// A text above the head is a word for units.
    pub(super) const HEAD_ABOVE: i32 = 3;
    /// The cells have the digits of units' codes.
    pub(super) const DIGITS: i32 = 2;
    /// The cells are classes' codes.
    pub(super) const CLASSES: i32 = -4;
    /// One name of an organisation stands beside every code.
    pub(super) const ORGANISATIONS: i32 = 2;
    /// A code heads several rows that have codes of their own.
    pub(super) const REPEATS: i32 = 1;
    /// Without any sign a column of codes holds those of the rows.
    pub(super) const ROWS: i32 = 3;
}

/// Tells the columns of units apart from those of the rows' own codes and names.
pub(super) fn tell_unit_columns(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    roles: &mut [ColumnRole],
    headers: &Headers,
) {
    tell_unit_codes(grid, header_rows, paths, roles, headers);
    tell_unit_names(grid, header_rows, roles);
    tell_units_beside_items(grid, header_rows, paths, roles, headers);
    demote_lone_unit_codes(roles);
}

/// Among columns of codes under heads that do not say whose, those of units.
fn tell_unit_codes(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    roles: &mut [ColumnRole],
    headers: &Headers,
) {
    for col in 0..roles.len().saturating_sub(1) {
        // The rows keep labels of their own: a name at least, besides the one beside these codes.
        let names = (0..roles.len()).filter(|other| *other != col + 1 && roles[*other] == ColumnRole::Name);
        let is_alone = names.count() == 0;
        if roles[col] != ColumnRole::Code || roles[col + 1] != ColumnRole::Name || is_alone {
            continue;
        }
        let (unit, rows) = weigh_codes(grid, header_rows, col, &paths[col], headers);
        if unit.weight() > rows.weight() {
            roles[col] = ColumnRole::UnitCode;
        }
    }
}

/// Weighs a column of codes with names beside it: as the units', and as the rows' own.
fn weigh_codes(
    grid: &Grid,
    header_rows: u32,
    col: usize,
    path: &[String],
    headers: &Headers,
) -> (Candidate, Candidate) {
    let (mut unit, mut rows) = (Candidate::new("unit_code"), Candidate::new("code"));
    rows.weigh(weights::ROWS, "codes are those of the rows unless something shows otherwise");
    let text = |row: u32, col: usize| squeeze(&grid.at(row, col as u32).text);
    let body = (header_rows..grid.rows()).filter(|row| !grid.is_header_row(*row));
    let pairs: Vec<(String, String)> = body
        .map(|row| (text(row, col), text(row, col + 1)))
        .filter(|(code, _)| code.bytes().any(|b| b.is_ascii_digit()))
        .collect();
    let most = |fits: &dyn Fn(&(String, String)) -> bool| {
        let fitting = pairs.iter().filter(|pair| fits(pair)).count();
        fitting > 0 && fitting * 5 >= pairs.len() * 4
    };
    let upper = &path[..path.len().saturating_sub(1)];
    let mut speaks = |holds: bool, weight: i32, what: &str| unit.weigh(if holds { weight } else { 0 }, what);
    speaks(
        upper.iter().any(|text| headers.unit_head.is_match(text)),
        weights::HEAD_ABOVE,
        "a text above its head is a word for units",
    );
    speaks(
        most(&|(code, _)| shape(code) == Shape::Unit),
        weights::DIGITS,
        "its cells are codes of budget units",
    );
    speaks(
        most(&|(code, _)| shape(code) == Shape::Classification),
        weights::CLASSES,
        "its cells are codes of a classification",
    );
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let is_one_to_one = pairs
        .iter()
        .all(|(code, name)| *names.entry(code.as_str()).or_insert(name.as_str()) == name.as_str());
    speaks(
        is_one_to_one && most(&|(_, name)| names_organisation(name)),
        weights::ORGANISATIONS,
        "an organisation is named beside every code",
    );
    speaks(names.len() * 2 <= pairs.len(), weights::REPEATS, "its codes stand on several rows");
    (unit, rows)
}

/// Beside a unit's code stands the unit's name, if every code has one name only and another column names the
/// rows.
fn tell_unit_names(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole]) {
    for col in 1..roles.len() {
        let others = roles.iter().enumerate().any(|(other, role)| other != col && *role == ColumnRole::Name);
        if roles[col] != ColumnRole::Name || roles[col - 1] != ColumnRole::UnitCode || !others {
            continue;
        }
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let is_one_to_one = (header_rows..grid.rows()).all(|row| {
            let text = |col: usize| squeeze(&grid.at(row, col as u32).text);
            let (code, name) = (text(col - 1), text(col));
            code.is_empty() == name.is_empty()
                && (code.is_empty() || *names.entry(code).or_insert_with(|| name.clone()) == name)
        });
        if is_one_to_one {
            roles[col] = ColumnRole::UnitName;
        }
    }
}

/// Names of organisations beside the names of the rows are the rows' units: 单位名称 | 项目名称, in any order, also behind
/// the amounts. Where the header does not say so, they repeat.
fn tell_units_beside_items(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    roles: &mut [ColumnRole],
    headers: &Headers,
) {
    if roles.contains(&ColumnRole::UnitName) {
        return;
    }
    let names_of = |col: usize| -> Vec<String> {
        let cells = (header_rows..grid.rows()).filter_map(|row| grid.starts_at(row, col as u32));
        let is_name = |text: &String| text.chars().any(is_han) && !headers.total.is_match(text);
        cells.map(|cell| squeeze(&cell.text)).filter(is_name).collect()
    };
    let are_units = |names: &[String]| {
        let units = names.iter().filter(|name| names_organisation(name)).count();
        !names.is_empty() && units * 5 >= names.len() * 4
    };
    let is_name = |col: &usize| roles[*col] == ColumnRole::Name;
    let is_behind = |col: usize| !roles[col..].contains(&ColumnRole::Value);
    let units = (0..roles.len()).filter(is_name).find(|col| {
        let names = names_of(*col);
        let distinct: BTreeSet<&String> = names.iter().collect();
        let says_unit = paths[*col].iter().any(|text| text.contains("单位"));
        let shows_units = says_unit || distinct.len() * 2 <= names.len();
        // Names of another panel name its rows.
        let stands_beside = |other: &usize| {
            let between = col.min(other) + 1..*col.max(other);
            *other != *col
                && (is_behind(*col)
                    || (between.len() <= FARTHEST && !roles[between].contains(&ColumnRole::Value)))
        };
        let mut others = (0..roles.len()).filter(is_name).filter(stands_beside).peekable();
        shows_units
            && are_units(&names)
            && others.peek().is_some()
            && others.all(|other| !are_units(&names_of(other)))
    });
    if let Some(units) = units {
        roles[units] = ColumnRole::UnitName;
    }
}

/// A unit code is the row's code where the table has no other, and names no rows but units: beside the unit's name
/// and an item's, it is the unit's alone.
fn demote_lone_unit_codes(roles: &mut [ColumnRole]) {
    let names_items = roles.contains(&ColumnRole::UnitName) && roles.contains(&ColumnRole::Name);
    if !names_items && !roles.iter().any(|role| is_code(*role)) {
        for role in roles.iter_mut().filter(|role| **role == ColumnRole::UnitCode) {
            *role = ColumnRole::Code;
        }
    }
}
