//! Which label columns print the codes and names of which classification.
//!
//! A form may print up to three in a row: by function, by the government's and by the department's economic
//! class. The digits of a column decide (2, 5, 3), the words of its header where it has no codes, and a name
//! belongs with the codes right before it.

use super::names::heads_good;
use super::notation::{Shape, shape, split_joined, without_marks};
use super::unit_columns::tell_unit_columns;
use crate::Headers;
use mingxi_model::text::squeeze;
use mingxi_model::{ColumnRole, Grid, parse_number};
use std::collections::BTreeMap;

/// The classification of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Functional,
    Economic,
    Governmental,
}

/// Tells apart the columns of codes and names among the roles that the header words gave.
pub(crate) fn tell_code_columns(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    roles: &mut [ColumnRole],
    headers: &Headers,
) {
    name_unnamed_rows(grid, header_rows, roles);
    name_joined_columns(grid, header_rows, roles);
    name_levels(grid, header_rows, paths, roles, headers);
    split_code_headers(grid, header_rows, paths, roles);
    tell_unit_columns(grid, header_rows, paths, roles, headers);
    let classes = classes(grid, header_rows, paths, roles, headers);
    set_project_codes_aside(paths, roles, &classes);
    let mut has_functional = false;
    let mut start = 0;
    while start < roles.len() {
        if !is_label(roles[start]) {
            start += 1;
            continue;
        }
        let end = (start..roles.len()).find(|col| roles[*col] == ColumnRole::Value).unwrap_or(roles.len());
        assign(roles, &classes, start..end, &mut has_functional);
        tell_lone_classes(paths, roles, start..end);
        start = end + 1;
    }
}

fn is_label(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::Name)
}

pub(super) fn is_code(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Code | ColumnRole::CodePart)
}

/// Rows with codes and no name: the first column of words under a head that nobody knows names them.
fn name_unnamed_rows(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole]) {
    if roles.contains(&ColumnRole::Name) || !roles.iter().any(|role| is_code(*role)) {
        return;
    }
    let body = header_rows..grid.rows();
    let holds_words = |col: usize| {
        let texts = || body.clone().map(|row| squeeze(&grid.at(row, col as u32).text));
        let words = texts().filter(|text| text.chars().any(char::is_alphabetic)).count();
        words * 2 >= body.len() && words > 0 && texts().all(|text| parse_number(&text).is_none())
    };
    let unnamed = (0..roles.len()).find(|col| roles[*col] == ColumnRole::Value && holds_words(*col));
    if let Some(col) = unnamed {
        roles[col] = ColumnRole::Name;
    }
}

/// A column of `2014001-行政运行` or `A020199其他计算机设备` names its rows, whatever its header says.
fn name_joined_columns(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole]) {
    for (col, role) in roles.iter_mut().enumerate() {
        if !matches!(role, ColumnRole::Value | ColumnRole::Text) {
            continue;
        }
        let (mut filled, mut joined) = (0, 0);
        for row in header_rows..grid.rows() {
            let Some(cell) = grid.starts_at(row, col as u32) else { continue };
            let text = squeeze(&cell.text);
            if parse_number(&text).is_some() {
                filled = u32::MAX;
                break;
            }
            filled += u32::from(!text.is_empty());
            let is_class = |code: &str| match shape(code) {
                Shape::Classification => true,
                Shape::Catalogue => code.len() > 2,
                Shape::Unit | Shape::Other => false,
            };
            joined += u32::from(split_joined(&text).is_some_and(|joined| is_class(joined.code)));
        }
        if joined > 0 && filled < u32::MAX && joined * 5 >= filled * 4 {
            *role = ColumnRole::Name;
        }
    }
}

/// Names in several columns, each level inside the one before (一级 | 二级 | 三级): all of them name the row. The heads
/// count the levels, and every text stands beside one text of the level above.
fn name_levels(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    roles: &mut [ColumnRole],
    headers: &Headers,
) {
    let level = |col: usize| paths[col].last().and_then(|leaf| level_of(leaf));
    for col in 1..roles.len() {
        let goes_on = level(col - 1).zip(level(col)).is_some_and(|(upper, own)| upper + 1 == own);
        if goes_on
            && roles[col - 1] == ColumnRole::Name
            && matches!(roles[col], ColumnRole::Text | ColumnRole::Value)
            && refines(grid, header_rows, col, headers)
        {
            roles[col] = ColumnRole::Name;
        }
    }
}

/// 2 of 二级, 二级项目 and 二级目录.
fn level_of(head: &str) -> Option<usize> {
    let mut chars = head.chars();
    let number = "一二三四五".chars().position(|known| Some(known) == chars.clone().next())?;
    (chars.nth(1) == Some('级')).then_some(number + 1)
}

/// Whether a column holds words, each of them but 小计 beside one text of the column before in most of its rows.
fn refines(grid: &Grid, header_rows: u32, col: usize, headers: &Headers) -> bool {
    let text = |row: u32, col: usize| squeeze(&grid.at(row, col as u32).text);
    let mut above: BTreeMap<String, String> = BTreeMap::new();
    let (mut filled, mut agree) = (0, 0);
    for row in header_rows..grid.rows() {
        let own = text(row, col);
        if own.is_empty() || headers.total.is_match(&own) {
            continue;
        }
        if parse_number(&own).is_some() {
            return false;
        }
        let upper = text(row, col - 1);
        filled += 1;
        agree += u32::from(*above.entry(own).or_insert_with(|| upper.clone()) == upper);
    }
    filled > 0 && agree * 5 >= filled * 4
}

/// One code header over several columns: its columns are the parts 类, 款, 项.
fn split_code_headers(grid: &Grid, header_rows: u32, paths: &[Vec<String>], roles: &mut [ColumnRole]) {
    let Some(lowest) = header_rows.checked_sub(1) else {
        return;
    };
    for col in 1..roles.len() {
        let same_cell = std::ptr::eq(grid.at(lowest, col as u32), grid.at(lowest, col as u32 - 1));
        let both_codes = matches!(roles[col], ColumnRole::Code) && is_code(roles[col - 1]);
        if both_codes && same_cell && paths[col] == paths[col - 1] {
            roles[col] = ColumnRole::CodePart;
            roles[col - 1] = ColumnRole::CodePart;
        }
    }
}

/// The classification of every label column, by its digits, its own words and its neighbours.
fn classes(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    roles: &[ColumnRole],
    headers: &Headers,
) -> Vec<Option<Class>> {
    let by_digits: Vec<Option<Class>> = (0..roles.len())
        .map(|col| if is_label(roles[col]) { digits(grid, header_rows, col as u32) } else { None })
        .collect();
    let by_words = |col: usize| {
        let is_governmental = paths[col].iter().any(|text| headers.secondary.is_match(text));
        (is_label(roles[col]) && is_governmental).then_some(Class::Governmental)
    };
    let mut classes: Vec<Option<Class>> =
        (0..roles.len()).map(|col| by_digits[col].or(by_words(col))).collect();
    // 款 and 项 belong with the 类 before them.
    for col in 1..roles.len() {
        let goes_on = roles[col] == ColumnRole::CodePart && roles[col - 1] == ColumnRole::CodePart;
        if goes_on && by_digits[col].is_none() && !restarts(paths, col) {
            classes[col] = classes[col - 1];
        }
    }
    // A name belongs with the codes right before it, and they with it, unless those behind it stand under its head:
    // 部门预算经济分类 over 科目名称 | 编码.
    for col in 0..roles.len() {
        if roles[col] != ColumnRole::Name {
            continue;
        }
        if leads_codes(paths, roles, col) {
            classes[col] = classes[col].or(classes[col + 1]);
            continue;
        }
        // What is bought stands behind the class that pays for it.
        let names_good = paths[col].last().is_some_and(|head| heads_good(head));
        if col == 0 || !is_code(roles[col - 1]) || names_good {
            continue;
        }
        match (by_digits[col], classes[col - 1]) {
            (None, Some(class)) => classes[col] = Some(class),
            (None, None) => {
                let named = classes[col];
                let codes = (0..col).rev().take_while(|before| is_code(roles[*before]));
                for before in codes {
                    classes[before] = classes[before].or(named);
                    if roles[before] == ColumnRole::Code || restarts(paths, before) {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    classes
}

/// Whether a column of names stands under one head with the codes behind it, and not with what stands before it.
fn leads_codes(paths: &[Vec<String>], roles: &[ColumnRole], col: usize) -> bool {
    let upper = |col: usize| paths[col].split_last().map_or(&[][..], |(_, upper)| upper);
    roles.get(col + 1).is_some_and(|role| is_code(*role))
        && !upper(col).is_empty()
        && upper(col) == upper(col + 1)
        && (col == 0 || upper(col - 1) != upper(col))
}

/// Whether a column of parts begins another code: its head is the 类 again.
fn restarts(paths: &[Vec<String>], col: usize) -> bool {
    col == 0 || paths[col].last().is_some_and(|leaf| leaf == "类") || {
        let top = |col: usize| paths[col].first();
        paths[col].len() > 1 && paths[col - 1].len() > 1 && top(col) != top(col - 1)
    }
}

/// The classification that most codes of a column have: whole ones, a 类, or those before names. 311 among 311001 and
/// 311002 is a department's.
fn digits(grid: &Grid, header_rows: u32, col: u32) -> Option<Class> {
    let mut counts = [0_u32; 3];
    let mut units = 0;
    for row in header_rows..grid.rows() {
        let Some(cell) = grid.starts_at(row, col) else { continue };
        let text = squeeze(&cell.text);
        let text = without_marks(&text).unwrap_or(text);
        let code = match split_joined(&text) {
            Some(joined) => joined.code,
            None => text.as_str(),
        };
        if !code.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let is_code = shape(code) == Shape::Classification;
        match code.as_bytes().first() {
            Some(b'2') if is_code => counts[0] += 1,
            Some(b'3') if is_code => counts[1] += 1,
            Some(b'5') if is_code => counts[2] += 1,
            Some(_) if shape(code) == Shape::Unit => units += 1,
            _ => {}
        }
    }
    let all: u32 = counts.iter().sum::<u32>() + units;
    let most = |count: u32| all > 0 && count * 5 >= all * 4;
    [Class::Functional, Class::Economic, Class::Governmental]
        .into_iter()
        .zip(counts)
        .find(|(_, count)| most(*count))
        .map(|(class, _)| class)
}

/// 项目代码 beside the codes of a classification numbers the projects; it is no code of the rows.
fn set_project_codes_aside(paths: &[Vec<String>], roles: &mut [ColumnRole], classes: &[Option<Class>]) {
    let is_classed = |col: usize| is_code(roles[col]) && classes[col].is_some();
    if !(0..roles.len()).any(is_classed) {
        return;
    }
    for col in 0..roles.len() {
        let says_project = paths[col].last().is_some_and(|head| head.contains("项目"));
        if roles[col] == ColumnRole::Code && classes[col].is_none() && says_project {
            roles[col] = ColumnRole::Text;
        }
    }
}

/// An economic class that is given by its name alone (专项名称 | 经济科目 | 采购品目名称) stands beside the name of the row.
fn tell_lone_classes(paths: &[Vec<String>], roles: &mut [ColumnRole], stretch: std::ops::Range<usize>) {
    let names: Vec<usize> = stretch.clone().filter(|col| roles[*col] == ColumnRole::Name).collect();
    let says = |col: usize, word: &str| paths[col].iter().any(|text| text.contains(word));
    let names_thing = |col: &usize| !["经济", "功能", "科目"].iter().any(|word| says(*col, word));
    let Some(last) = names.iter().copied().rfind(names_thing) else { return };
    for col in names {
        let has_code = (col > stretch.start && is_code(roles[col - 1]))
            || roles.get(col + 1).is_some_and(|role| is_code(*role));
        if col < last && says(col, "经济") && says(col, "科目") && !says(col, "政府") && !has_code {
            roles[col] = ColumnRole::EconomicName;
        }
    }
}

/// Gives the labels before some values their roles: the function is the row's own classification, else the
/// department's economic class; the others stand beside it.
fn assign(
    roles: &mut [ColumnRole],
    classes: &[Option<Class>],
    stretch: std::ops::Range<usize>,
    has_functional: &mut bool,
) {
    let labels: Vec<usize> = stretch.filter(|col| is_label(roles[*col])).collect();
    let has = |class: Class| labels.iter().any(|col| classes[*col] == Some(class));
    let has_name = labels.iter().any(|col| roles[*col] == ColumnRole::Name);
    // Codes without a name, behind the values of a list by function, go on with its rows.
    let goes_on = *has_functional && !has_name && !has(Class::Functional);
    let functional = has(Class::Functional) || goes_on;
    *has_functional |= has(Class::Functional);
    let others_than = |class: Class| labels.iter().any(|col| classes[*col] != Some(class));
    for col in &labels {
        let role = roles[*col];
        roles[*col] = match classes[*col] {
            Some(Class::Economic) if functional => match role {
                ColumnRole::Code => ColumnRole::EconomicCode,
                ColumnRole::CodePart => ColumnRole::EconomicCodePart,
                _ => ColumnRole::EconomicName,
            },
            Some(Class::Governmental) if functional || others_than(Class::Governmental) => match role {
                ColumnRole::Code => ColumnRole::SecondaryCode,
                ColumnRole::CodePart => ColumnRole::SecondaryCodePart,
                _ => ColumnRole::SecondaryName,
            },
            _ => role,
        };
    }
}
