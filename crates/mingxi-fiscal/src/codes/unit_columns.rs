//! Which label columns print the budget units: their codes and their names.
//!
//! A head that says 单位编码 is a word for one. Where the words stand further up (单位 over 编码 | 名称) or nowhere, the
//! cells show it: codes that are no class's, one name beside each, on many rows each.

use super::columns::is_code;
use super::joined::names_organisation;
use super::notation::{Shape, shape};
use crate::Headers;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{ColumnRole, Grid};
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
        if weight_of_units(grid, header_rows, col, &paths[col], headers) > weights::ROWS {
            roles[col] = ColumnRole::UnitCode;
        }
    }
}

/// What speaks for a column of codes with names beside it being the units'.
fn weight_of_units(grid: &Grid, header_rows: u32, col: usize, path: &[String], headers: &Headers) -> i32 {
    let (codes, names) = codes_and_names(grid, header_rows, col);
    let are = |meant: Shape| prevails(&codes, |code| shape(code) == meant);
    let upper = &path[..path.len().saturating_sub(1)];
    let distinct: BTreeSet<&String> = codes.iter().collect();
    [
        (upper.iter().any(|text| headers.unit_head.is_match(text)), weights::HEAD_ABOVE),
        (are(Shape::Unit), weights::DIGITS),
        (are(Shape::Classification), weights::CLASSES),
        (has_one_name_each(&codes, &names) && are_organisations(&names), weights::ORGANISATIONS),
        (distinct.len() * 2 <= codes.len(), weights::REPEATS),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, weight)| weight)
    .sum()
}

/// The codes of a column and the names beside them, of the rows that print a code.
fn codes_and_names(grid: &Grid, header_rows: u32, col: usize) -> (Vec<String>, Vec<String>) {
    let text = |row: u32, col: usize| squeeze(&grid.at(row, col as u32).text);
    let body = (header_rows..grid.rows()).filter(|row| !grid.is_header_row(*row));
    body.map(|row| (text(row, col), text(row, col + 1)))
        .filter(|(code, _)| code.bytes().any(|b| b.is_ascii_digit()))
        .unzip()
}

/// Whether most texts of a column fit.
fn prevails(texts: &[String], fits: impl Fn(&str) -> bool) -> bool {
    let fitting = texts.iter().filter(|text| fits(text)).count();
    fitting > 0 && fitting * 5 >= texts.len() * 4
}

fn are_organisations(names: &[String]) -> bool {
    prevails(names, names_organisation)
}

/// Whether every code has one name only.
fn has_one_name_each(codes: &[String], names: &[String]) -> bool {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    codes.iter().zip(names).all(|(code, name)| *known.entry(code).or_insert(name) == name)
}

/// Beside a unit's code stands the unit's name, if every code has one name only and another column names the
/// rows.
fn tell_unit_names(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole]) {
    for col in 1..roles.len() {
        let others = roles.iter().enumerate().any(|(other, role)| other != col && *role == ColumnRole::Name);
        if roles[col] != ColumnRole::Name || roles[col - 1] != ColumnRole::UnitCode || !others {
            continue;
        }
        let text = |row: u32, col: usize| squeeze(&grid.at(row, col as u32).text);
        let (codes, names): (Vec<String>, Vec<String>) =
            (header_rows..grid.rows()).map(|row| (text(row, col - 1), text(row, col))).unzip();
        let are_paired = codes.iter().zip(&names).all(|(code, name)| code.is_empty() == name.is_empty());
        if are_paired && has_one_name_each(&codes, &names) {
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
    let is_name = |col: &usize| roles[*col] == ColumnRole::Name;
    let is_behind = |col: usize| !roles[col..].contains(&ColumnRole::Value);
    let units = (0..roles.len()).filter(is_name).find(|col| {
        let names = names_of(*col);
        let distinct: BTreeSet<&String> = names.iter().collect();
        let says_unit = paths[*col].iter().any(|text| text.contains("单位"));
        let repeats = distinct.len() * 2 <= names.len();
        let shows_units = says_unit || repeats;
        // 地方公路管理段, 执法队: what a head calls a unit is one, also where its name ends like nothing known.
        let is_headed = paths[*col].last().is_some_and(|head| headers.unit_head.is_match(head));
        // Names of another panel name its rows.
        let stands_beside = |other: &usize| {
            let between = col.min(other) + 1..*col.max(other);
            *other != *col
                && (is_behind(*col)
                    || (between.len() <= FARTHEST && !roles[between].contains(&ColumnRole::Value)))
        };
        let mut others = (0..roles.len()).filter(is_name).filter(stands_beside).peekable();
        shows_units
            && (are_organisations(&names)
                || is_headed && (repeats || heads_groups(grid, header_rows, *col, roles, headers)))
            && !name_classes(grid, header_rows, *col, roles)
            && others.peek().is_some()
            && others.all(|other| !are_organisations(&names_of(other)))
    });
    if let Some(units) = units {
        roles[units] = ColumnRole::UnitName;
    }
}

/// Whether the rows that a column names print no other name: those of what belongs to a unit stand below its row.
fn heads_groups(grid: &Grid, header_rows: u32, col: usize, roles: &[ColumnRole], headers: &Headers) -> bool {
    let text = |row: u32, col: usize| squeeze(&grid.at(row, col as u32).text);
    let others: Vec<usize> =
        (0..roles.len()).filter(|other| *other != col && roles[*other] == ColumnRole::Name).collect();
    let body = (header_rows..grid.rows()).filter(|row| !grid.is_header_row(*row));
    let named = body.filter(|row| {
        let own = text(*row, col);
        grid.starts_at(*row, col as u32).is_some() && !own.is_empty() && !headers.total.is_match(&own)
    });
    let mut named = named.peekable();
    named.peek().is_some() && named.all(|row| others.iter().all(|other| text(row, *other).is_empty()))
}

/// Whether the names of a column are those of the classes whose codes stand before them: 2100202 | 中医（民族）医院. As
/// many names as codes, which the units of a list are not.
fn name_classes(grid: &Grid, header_rows: u32, col: usize, roles: &[ColumnRole]) -> bool {
    if col == 0 || !is_code(roles[col - 1]) {
        return false;
    }
    let (codes, names) = codes_and_names(grid, header_rows, col - 1);
    let distinct = |texts: &[String]| texts.iter().collect::<BTreeSet<_>>().len();
    prevails(&codes, |code| shape(code) == Shape::Classification)
        && has_one_name_each(&codes, &names)
        && distinct(&codes) == distinct(&names)
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
