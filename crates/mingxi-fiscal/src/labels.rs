//! What the rows of a table are: their codes, names, place in the hierarchy and part in sums.

use crate::Headers;
use crate::columns::continues_rows;
use crate::nesting::nest;
use crate::numbering::{Numbering, numbering_behind_of_which, strip_numbering};
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Reads the labels of every body row of every panel.
pub(crate) fn labels(grid: &Grid, header_rows: u32, columns: &[Column], headers: &Headers) -> Vec<RowLabel> {
    let panels = columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    let mut out = Vec::new();
    for panel in 0..panels {
        let members: Vec<&Column> = columns.iter().filter(|column| column.panel == panel).collect();
        if !members.iter().any(|column| column.role == ColumnRole::Value) {
            continue;
        }
        let mut labels: Vec<RowLabel> =
            (header_rows..grid.rows()).filter_map(|row| label(grid, row, panel, &members, headers)).collect();
        if continues_rows(columns, panel) {
            borrow_labels(&mut labels, &out, panel);
        }
        fill_units(&mut labels);
        nest_by_code(&mut labels);
        nest_by_numbering(&mut labels, headers);
        let amounts = first_amounts(grid, &labels, &members);
        nest_in_units(&mut labels, &amounts);
        out.extend(labels);
    }
    out.sort_by_key(|label| (label.row, label.panel));
    out
}

/// Rows without a label of their own take that of the panel before, whose rows go on in this one.
fn borrow_labels(labels: &mut [RowLabel], before: &[RowLabel], panel: u32) {
    for label in labels.iter_mut().filter(|label| label.name.is_none() && label.code.is_none()) {
        let lender = before.iter().find(|other| other.row == label.row && other.panel + 1 == panel);
        if let Some(lender) = lender {
            *label = RowLabel { panel, parent_row: None, ..lender.clone() };
        }
    }
}

/// Reads one row of one panel; `None` if the row is empty there.
fn label(grid: &Grid, row: u32, panel: u32, columns: &[&Column], headers: &Headers) -> Option<RowLabel> {
    let mut label = RowLabel { row, panel, ..RowLabel::default() };
    let (mut code, mut secondary_code, mut name, mut secondary_name) =
        (String::new(), String::new(), String::new(), String::new());
    let mut printed = String::new();
    let mut before: Option<(ColumnRole, u32, u32)> = None;
    let mut filled = false;
    for column in columns {
        let cell = grid.at(row, column.col);
        let text = squeeze(&cell.text);
        filled |= !text.is_empty();
        let covered = before.is_some_and(|(_, r, c)| (r, c) == (cell.row, cell.col));
        let is_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match column.role {
            ColumnRole::CodePart if matches!(text.as_str(), "类" | "款" | "项") => {}
            ColumnRole::Code | ColumnRole::CodePart if !covered && !text.is_empty() => {
                if is_digits {
                    push_code(&mut code, &text, column.role);
                } else if name.is_empty() {
                    (name, printed) = (text, cell.text.clone());
                }
            }
            ColumnRole::SecondaryCode | ColumnRole::SecondaryCodePart if !covered && is_digits => {
                push_code(&mut secondary_code, &text, column.role);
            }
            ColumnRole::SecondaryName if !covered && secondary_name.is_empty() => secondary_name = text,
            // Of two label columns side by side (group | item) the item names the row.
            ColumnRole::Name if !text.is_empty() => {
                let beside = before.is_some_and(|(role, ..)| role == ColumnRole::Name);
                if name.is_empty() || (beside && !covered) {
                    (name, printed) = (text, cell.text.clone());
                }
            }
            ColumnRole::UnitCode if is_digits => label.unit_code = Some(text),
            ColumnRole::UnitName if !text.is_empty() => label.unit_name = Some(cell.text.clone()),
            ColumnRole::LineNumber if !text.is_empty() => label.line_no = Some(text),
            _ => {}
        }
        before = Some((column.role, cell.row, cell.col));
    }
    if !filled {
        return None;
    }
    if name.is_empty() && code.is_empty() && !secondary_name.is_empty() {
        name = secondary_name.clone();
        printed.clone_from(&secondary_name);
        secondary_name.clear();
    }
    // A unit row prints its code where others print a name.
    if code.is_empty() && name.len() == 6 && name.bytes().all(|b| b.is_ascii_digit()) {
        code = std::mem::take(&mut name);
    }
    if code.is_empty()
        && let Some(unit) = &label.unit_code
    {
        code.clone_from(unit);
    }
    let (stripped, numbering) = strip_numbering(&name);
    let is_total = headers.total.is_match(&stripped) || is_named_total(&stripped);
    label.depth = numbering.map_or(0, Numbering::rank);
    label.role = Some(match numbering {
        _ if is_total => RowRole::Total,
        Some(Numbering::OfWhich) => RowRole::Memo,
        _ => RowRole::Leaf,
    });
    label.unit = row_unit(&stripped, headers);
    label.code = some(code);
    label.name = some(stripped);
    label.name_as_printed = some(printed);
    label.secondary_code = some(secondary_code);
    label.secondary_name = some(secondary_name);
    Some(label)
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Joins the parts of a code: 款 and 项 have two digits, also where they are printed with one. Of two whole
/// codes side by side the first is the row's.
fn push_code(code: &mut String, text: &str, role: ColumnRole) {
    let is_part = matches!(role, ColumnRole::CodePart | ColumnRole::SecondaryCodePart);
    if code.is_empty() {
        code.push_str(text);
    } else if is_part {
        if text.len() == 1 {
            code.push('0');
        }
        code.push_str(text);
    }
}

/// 人员经费合计, 本年收入合计, 资产总额: a label that ends in a sum word.
fn is_named_total(name: &str) -> bool {
    ["合计", "总计", "小计", "总额"].iter().any(|word| name.ends_with(word)) && name.chars().count() <= 12
}

/// The unit a label states for its row.
fn row_unit(name: &str, headers: &Headers) -> Option<String> {
    headers
        .units
        .iter()
        .find(|(_, _, label)| label.as_ref().is_some_and(|pattern| pattern.is_match(name)))
        .map(|(unit, ..)| unit.clone())
}

/// Rows below a unit row belong to that unit.
fn fill_units(labels: &mut [RowLabel]) {
    let mut unit: Option<(String, Option<String>)> = None;
    for label in labels {
        let own = match (&label.unit_code, &label.code) {
            (Some(code), _) => Some(code.clone()),
            (None, Some(code)) if is_unit_code(code) => Some(code.clone()),
            _ => None,
        };
        if let Some(code) = own {
            let name = label.unit_name.clone().or_else(|| label.name.clone());
            unit = Some((code, name));
        }
        if label.role == Some(RowRole::Total) {
            continue;
        }
        if let Some((code, name)) = &unit {
            label.unit_code = Some(code.clone());
            label.unit_name = label.unit_name.take().or_else(|| name.clone());
        }
    }
}

/// Six digits are no code of the functional (3, 5, 7) or economic (3, 5) classification.
fn is_unit_code(code: &str) -> bool {
    code.len() == 6
}

/// Levels, parents and groups of rows with classification codes.
fn nest_by_code(labels: &mut [RowLabel]) {
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

/// The number of each row in the panel's first value column.
fn first_amounts(grid: &Grid, labels: &[RowLabel], columns: &[&Column]) -> Vec<Option<Decimal>> {
    let first = columns.iter().find(|column| column.role == ColumnRole::Value);
    labels
        .iter()
        .map(|label| first.and_then(|column| parse_number(&grid.starts_at(label.row, column.col)?.text_raw)))
        .collect()
}

/// A department's row (133) contains its units' rows (133001), a unit's row the rows below it.
fn nest_in_units(labels: &mut [RowLabel], amounts: &[Option<Decimal>]) {
    let is_unit = |label: &RowLabel| {
        label.role != Some(RowRole::Total) && label.code.as_deref().is_some_and(is_unit_code)
    };
    let units: Vec<usize> = (0..labels.len()).filter(|index| is_unit(&labels[*index])).collect();
    for department in 0..labels.len() {
        let Some(code) = labels[department].code.clone().filter(|code| code.len() == 3) else {
            continue;
        };
        let inside: Vec<usize> = units
            .iter()
            .copied()
            .filter(|unit| labels[*unit].code.as_deref().is_some_and(|unit| unit.starts_with(&code)))
            .collect();
        if inside.is_empty() {
            continue;
        }
        labels[department].level = None;
        labels[department].role = Some(RowRole::Group);
        labels[department].unit_code = Some(code);
        for unit in inside {
            labels[unit].parent_row = Some(labels[department].row);
        }
    }
    for (order, unit) in units.iter().copied().enumerate() {
        let end = units.get(order + 1).copied().unwrap_or(labels.len());
        let inside: Vec<usize> =
            (unit + 1..end).filter(|index| labels[*index].role != Some(RowRole::Total)).collect();
        if inside.is_empty() {
            continue;
        }
        labels[unit].role = Some(RowRole::Group);
        let row = labels[unit].row;
        if inside.iter().any(|index| labels[*index].level.is_some()) {
            for index in inside {
                labels[index].parent_row.get_or_insert(row);
            }
        } else {
            nest_by_amounts(labels, amounts, unit, &inside);
        }
    }
}

/// Rows of a unit without codes (项目 lists): which rows contain which, told by their amounts. Where no
/// nesting adds up, the rows count as parts (其中) of their unit, so that no sum is claimed for them.
fn nest_by_amounts(labels: &mut [RowLabel], amounts: &[Option<Decimal>], unit: usize, inside: &[usize]) {
    let values: Option<Vec<Decimal>> = inside.iter().map(|index| amounts[*index]).collect();
    let parents = values.zip(amounts[unit]).and_then(|(values, total)| nest(&values, total));
    let unit_row = labels[unit].row;
    let Some(parents) = parents else {
        for index in inside {
            labels[*index].parent_row = Some(unit_row);
            labels[*index].role = Some(RowRole::Memo);
        }
        return;
    };
    for (place, parent) in parents.into_iter().enumerate() {
        let row = parent.map_or(unit_row, |parent| labels[inside[parent]].row);
        labels[inside[place]].parent_row = Some(row);
        if let Some(parent) = parent {
            labels[inside[parent]].role = Some(RowRole::Group);
        }
    }
}

/// A list that 其中： began: 其中：（1）购置费 / （2）运行费, or 其中：购置费 / 运行费.
struct OfWhich {
    parent_row: u32,
    parent_is_numbered: bool,
    inner_rank: u8,
}

impl OfWhich {
    /// Whether a row belongs to the list: numbered like its first member, or not numbered at all under a
    /// numbered parent. Without any numbering nothing tells where the list ends.
    fn goes_on_in(&self, label: &RowLabel) -> bool {
        if label.role == Some(RowRole::Memo) {
            return false;
        }
        match label.depth {
            0 => self.parent_is_numbered && self.inner_rank == 0,
            rank => rank == self.inner_rank,
        }
    }
}

fn inner_rank(label: &RowLabel) -> u8 {
    let printed = label.name_as_printed.as_deref().map(squeeze).unwrap_or_default();
    numbering_behind_of_which(&printed).map_or(0, Numbering::rank)
}

/// Parents and groups of rows that are nested by their numbering: 一、 above （一） above 1、, 其中 below all.
fn nest_by_numbering(labels: &mut [RowLabel], headers: &Headers) {
    if labels.iter().any(|label| label.level.is_some()) {
        return;
    }
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut carry_over: Option<usize> = None;
    let mut of_which: Option<OfWhich> = None;
    for index in 0..labels.len() {
        if labels[index].name.is_none() || labels[index].role == Some(RowRole::Total) {
            open.clear();
            carry_over = None;
            of_which = None;
            continue;
        }
        if let Some(list) = of_which.as_ref().filter(|list| list.goes_on_in(&labels[index])) {
            labels[index].parent_row = Some(list.parent_row);
            labels[index].role = Some(RowRole::Memo);
            continue;
        }
        let name = labels[index].name.clone().unwrap_or_default();
        // Funds named again below a carry-over row are what is carried over.
        let repeats = labels[..index].iter().any(|other| other.name.as_deref() == Some(name.as_str()));
        if let Some(parent) = carry_over.filter(|_| repeats) {
            labels[index].parent_row = Some(labels[parent].row);
            if labels[parent].role == Some(RowRole::Leaf) {
                labels[parent].role = Some(RowRole::Group);
            }
            continue;
        }
        let rank = match labels[index].depth {
            0 => Numbering::Chinese.rank(),
            rank => rank,
        };
        if labels[index].depth == 0
            && (name.contains("结转") || name.contains("结余"))
            && !headers.total.is_match(&name)
        {
            carry_over = Some(index);
        }
        while open.last().is_some_and(|(upper, _)| *upper >= rank) {
            open.pop();
        }
        if let Some((_, parent)) = open.last() {
            labels[index].parent_row = Some(labels[*parent].row);
            let splits = labels[index].role != Some(RowRole::Memo);
            if splits && labels[*parent].role == Some(RowRole::Leaf) {
                labels[*parent].role = Some(RowRole::Group);
            }
        }
        if labels[index].role == Some(RowRole::Memo) {
            of_which = open.last().map(|(_, parent)| OfWhich {
                parent_row: labels[*parent].row,
                parent_is_numbered: labels[*parent].depth > 0,
                inner_rank: inner_rank(&labels[index]),
            });
        } else {
            of_which = None;
            open.push((rank, index));
        }
    }
}

/// Whether a text is a number of the table, for callers that look for empty forms.
pub(crate) fn is_number(text: &str) -> bool {
    parse_number(text).is_some()
}
