//! What the rows of a table are: their codes, names, place in the hierarchy and part in sums.

mod blank_total;
mod by_code;
mod by_group_cell;
mod by_numbering;
mod measure;

use crate::columns::continues_rows;
use crate::numbering::{Numbering, strip_numbering};
use crate::{Headers, Measures};
use blank_total::find_blank_total;
use by_code::{fill_units, first_amounts, nest_by_code, nest_in_units, nest_levels};
use by_group_cell::nest_by_group_cell;
use by_numbering::nest_by_numbering;
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole};

/// Reads the labels of every body row of every panel.
pub(crate) fn labels(
    grid: &Grid,
    header_rows: u32,
    columns: &[Column],
    headers: &Headers,
    measures: &Measures,
) -> Vec<RowLabel> {
    let panels = columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    let mut out = Vec::new();
    for panel in 0..panels {
        let members: Vec<&Column> = columns.iter().filter(|column| column.panel == panel).collect();
        if !members.iter().any(|column| column.role == ColumnRole::Value) {
            continue;
        }
        let mut labels: Vec<RowLabel> = (header_rows..grid.rows())
            .filter(|row| !grid.is_header_row(*row) && !repeats_header(grid, *row, header_rows, &members))
            .filter_map(|row| label(grid, row, panel, &members, headers))
            .collect();
        if continues_rows(columns, panel) {
            borrow_labels(&mut labels, &out, panel);
        }
        fill_units(&mut labels);
        nest_by_code(&mut labels);
        nest_by_group_cell(&mut labels, grid, &members, headers);
        nest_by_numbering(&mut labels, headers);
        let amounts = first_amounts(grid, &labels, &members);
        nest_in_units(&mut labels, &amounts);
        nest_levels(&mut labels, grid, &amounts, &members);
        find_blank_total(&mut labels, grid, &members);
        measure::fill(&mut labels, measures);
        out.extend(labels);
    }
    out.sort_by_key(|label| (label.row, label.panel));
    out
}

/// Whether a body row prints the header again, as forms in sections do (项目 | 行次 | 统计数 under 二、).
fn repeats_header(grid: &Grid, row: u32, header_rows: u32, columns: &[&Column]) -> bool {
    let text = |row: u32, column: &Column| squeeze(&grid.at(row, column.col).text);
    let mut filled = columns.iter().filter(|column| !text(row, column).is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|column| (0..header_rows).any(|head| text(head, column) == text(row, column)))
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
    headers.units.iter().find(|words| words.label.is_match(name)).map(|words| words.unit.clone())
}
