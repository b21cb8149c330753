//! The label cells of one row: its codes, its names, its unit.

use super::CodeVocabulary;
use super::carry::{Above, CodeCells};
use super::joined::{ColumnShape, column_shape, read_joined};
use super::notation::{Shape, shape, without_marks};
use super::status::{code_status, status_alone};
use super::units::is_unit_code;
use super::why as reasons;
use crate::Headers;
use crate::numbering::{Numbering, strip_numbering};
use mingxi_model::text::{heads_code_part, squeeze};
use mingxi_model::{CodeStatus, Column, ColumnRole, Grid, RowLabel, RowRole, Why};

/// Digits of the shortest code of a budget unit: that of a department.
const SHORTEST_UNIT_CODE: usize = 3;

/// One classification of a row as printed.
#[derive(Debug, Default)]
struct Side {
    cells: CodeCells,
    name: String,
}

/// One row as printed, before anything is completed from the rows above.
#[derive(Debug, Default)]
struct Cells {
    own: Side,
    printed: String,
    /// The name beside the row's own code, where a project or a good names the row, and that as printed.
    class_name: String,
    class_printed: String,
    secondary: Side,
    economic: Side,
    unit_code: Option<String>,
    unit_name: Option<String>,
    line_no: Option<String>,
}

/// Reads the labels of a panel's rows, top to bottom, and why their codes are what they are; rows that are empty there
/// have none.
pub(crate) fn read_rows(
    grid: &Grid,
    rows: &[u32],
    panel: u32,
    columns: &[&Column],
    headers: &Headers,
    codes: &CodeVocabulary,
) -> (Vec<RowLabel>, Vec<Why>) {
    let shapes: Vec<ColumnShape> =
        columns.iter().map(|column| column_shape(grid, rows.iter().copied(), column.col)).collect();
    let (mut own, mut secondary, mut economic) = (Above::default(), Above::default(), Above::default());
    let mut unit: Option<String> = None;
    let (mut labels, mut why): (Vec<RowLabel>, Vec<Why>) = (Vec::new(), Vec::new());
    let (mut beside_others, mut beside_groups) = (Vec::new(), Vec::new());
    let top = rows.first().copied().unwrap_or(0);
    let read: Vec<(u32, Cells)> = rows
        .iter()
        .filter_map(|row| Some((*row, read_cells(grid, (top, *row), columns, &shapes, codes)?)))
        .collect();
    let heads = heads_of_units(&read);
    for (row, cells) in read {
        let other_unit = cells.unit_code.as_ref().or(cells.unit_name.as_ref());
        if other_unit.is_some() && other_unit != unit.as_ref() {
            unit = other_unit.cloned();
            own.reset();
            secondary.reset();
            economic.reset();
        }
        let class_name = Some(cells.class_name.as_str()).filter(|name| !name.is_empty());
        let class_name = class_name.unwrap_or(&cells.own.name);
        let code = own.complete(&cells.own.cells, Some(class_name), codes);
        let is_class = codes.agree(&code, class_name) || names_item(&cells);
        let code = code_alone_or(code, &cells, heads && !is_class);
        let status = code_status(&code, some(class_name.to_owned()).as_deref(), codes);
        if !code.is_empty() && has_nameless_classes(&cells) {
            beside_others.push(labels.len());
        }
        let secondary_code = secondary.complete(&cells.secondary.cells, Some(&cells.secondary.name), codes);
        let economic_code = economic.complete(&cells.economic.cells, Some(&cells.economic.name), codes);
        if !cells.class_name.is_empty() && cells.class_name != cells.own.name {
            let above = names_class_above(&code, &cells, codes);
            beside_groups.push((labels.len(), above, cells.class_name, cells.class_printed));
        }
        let mut label = RowLabel {
            row,
            panel,
            code: some(code),
            code_status: status,
            secondary_code: some(secondary_code),
            secondary_name: some(cells.secondary.name),
            economic_code: some(economic_code),
            economic_name: some(cells.economic.name),
            unit_code: cells.unit_code,
            unit_name: cells.unit_name,
            line_no: cells.line_no,
            ..RowLabel::default()
        };
        name_row(&mut label, cells.own.name, cells.printed, headers);
        if why.len() < reasons::MOST {
            why.extend(reasons::reason(&label, &cells.own.cells, codes));
        }
        labels.push(label);
    }
    prove_without_names(&mut labels, &beside_others, codes);
    name_below_groups(&mut labels, beside_groups, headers);
    (labels, why)
}

/// Where the first names of the rows are those of classes above their codes (教育支出 | 2050101 | 行政运行), the rows are
/// called by the names beside the codes. Each row comes with whether its first name is, `None` where nothing tells.
fn name_below_groups(
    labels: &mut [RowLabel],
    rows: Vec<(usize, Option<bool>, String, String)>,
    headers: &Headers,
) {
    let told = |wanted: bool| rows.iter().filter(|(_, above, ..)| *above == Some(wanted)).count();
    let (above, others) = (told(true), told(false));
    if above == 0 || above < 4 * others {
        return;
    }
    for (index, _, name, printed) in rows {
        name_row(&mut labels[index], name, printed, headers);
    }
}

/// Where rows print codes of several classifications and one name, and no name is that of a code, the names are of what
/// is bought: their codes are judged alone.
fn prove_without_names(labels: &mut [RowLabel], rows: &[usize], codes: &CodeVocabulary) {
    if rows.iter().any(|row| labels[*row].code_status != Some(CodeStatus::Unlisted)) {
        return;
    }
    for row in rows {
        let code = labels[*row].code.clone().unwrap_or_default();
        labels[*row].code_status = status_alone(&code, codes);
    }
}

/// Whether the first name of a row is that of a class above its code; `None` where the code has no name of its own.
fn names_class_above(code: &str, cells: &Cells, codes: &CodeVocabulary) -> Option<bool> {
    let mut above = [3, 5].into_iter().filter_map(|length| code.get(..length).filter(|above| *above != code));
    let is_above = above.any(|above| codes.agree(above, &cells.own.name));
    (is_above || codes.agree(code, &cells.class_name)).then_some(is_above)
}

/// The code, or that of the row's unit where it has no other or the row heads the unit's items.
fn code_alone_or(code: String, cells: &Cells, heads: bool) -> String {
    match &cells.unit_code {
        Some(unit) if (code.is_empty() && !names_item(cells)) || (heads && !has_class(cells)) => unit.clone(),
        _ => code,
    }
}

/// Whether a row that prints its unit prints something of the unit's as well: a project, a class without a code.
fn names_item(cells: &Cells) -> bool {
    let unit = cells.unit_name.as_deref().map(squeeze);
    !cells.own.name.is_empty() && unit.is_some_and(|unit| unit != squeeze(&cells.own.name))
}

/// Whether the rows that print a unit's code head the unit's items: none of them has an economic class, and there is
/// an item with one for each.
fn heads_of_units(rows: &[(u32, Cells)]) -> bool {
    let (units, items): (Vec<_>, Vec<_>) =
        rows.iter().map(|(_, cells)| cells).partition(|cells| cells.unit_code.is_some());
    let classed = items.iter().filter(|cells| has_class(cells)).count();
    let is_lowest = |cells: &&&Cells| cells.unit_code.as_deref().is_some_and(is_unit_code);
    classed > 0
        && classed >= units.iter().filter(is_lowest).count()
        && !units.iter().any(|cells| has_class(cells))
}

/// Whether a row prints a second classification beside its own.
fn has_class(cells: &Cells) -> bool {
    [&cells.secondary.cells, &cells.economic.cells]
        .into_iter()
        .any(|cells| !cells.whole.is_empty() || cells.parts.iter().any(|part| !part.is_empty()))
}

/// Whether a row prints codes of other classifications beside its own, and none of their names.
fn has_nameless_classes(cells: &Cells) -> bool {
    has_class(cells) && cells.secondary.name.is_empty() && cells.economic.name.is_empty()
}

/// Fills all that the row's name says: its part in sums, its depth, its unit of measure.
fn name_row(label: &mut RowLabel, name: String, printed: String, headers: &Headers) {
    let (mut name, mut printed) = (name, printed);
    // A sum may stand in the column of another classification only.
    if name.is_empty() && label.code.is_none() {
        let other = label.secondary_name.take().or_else(|| label.economic_name.take());
        name = other.unwrap_or_default();
        printed.clone_from(&name);
    }
    // A row that prints only its unit is the unit's.
    if name.is_empty()
        && (label.code.is_none() || label.code == label.unit_code)
        && let Some(unit) = &label.unit_name
    {
        (name, printed) = (squeeze(unit), unit.clone());
    }
    // A unit row prints its code where others print a name.
    if label.code.is_none() && is_unit_code(&name) {
        label.code = Some(std::mem::take(&mut name));
    }
    let (stripped, numbering) = strip_numbering(&name);
    let is_total = headers.total.is_match(&stripped) || is_named_total(&stripped);
    label.depth = numbering.map_or(0, Numbering::rank);
    label.role = Some(match numbering {
        _ if is_total => RowRole::Total,
        Some(Numbering::OfWhich) => RowRole::Memo,
        _ => RowRole::Leaf,
    });
    let stripped = if is_total { stripped.trim_end_matches(':').to_owned() } else { stripped };
    label.unit = row_unit(&stripped, headers);
    label.name = some(stripped);
    label.name_as_printed = some(printed);
}

/// Reads the cells of one row below the `top` row of the table's body; `None` if all are empty.
fn read_cells(
    grid: &Grid,
    (top, row): (u32, u32),
    columns: &[&Column],
    shapes: &[ColumnShape],
    codes: &CodeVocabulary,
) -> Option<Cells> {
    let mut out = Cells::default();
    let mut before: Option<(ColumnRole, u32, u32)> = None;
    let (mut filled, mut levels) = (false, 0);
    for (column, column_shape) in columns.iter().zip(shapes) {
        let cell = grid.at(row, column.col);
        // A head that is merged down over the first rows says nothing of them.
        let text = if cell.row < top { String::new() } else { squeeze(&cell.text) };
        filled |= !text.is_empty();
        let covered = before.is_some_and(|(_, r, c)| (r, c) == (cell.row, cell.col));
        let role_before = before.map(|(role, ..)| role);
        // An economic class without a code stands among the names of the row: 专项名称 | 经济科目 | 采购品目名称.
        if column.role != ColumnRole::EconomicName {
            before = Some((column.role, cell.row, cell.col));
        }
        if let Some((side, is_part)) = code_side(&mut out, column.role) {
            let text = without_marks(&text).unwrap_or(text);
            let is_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            if is_part {
                side.cells.parts.push(if is_digits && !covered { text.clone() } else { String::new() });
            } else if is_digits && !covered && side.cells.whole.is_empty() {
                side.cells.whole.clone_from(&text);
            }
            let says_something = !covered && text.chars().any(char::is_alphanumeric) && !is_digits;
            let is_head = is_part && heads_code_part(&text);
            let is_deeper = deeper(side, &text, *column_shape, codes);
            if says_something && !is_head && (side.name.is_empty() || is_deeper) {
                let is_own = matches!(column.role, ColumnRole::Code | ColumnRole::CodePart);
                if !is_deeper {
                    take_name(side, &text, *column_shape, codes);
                }
                if is_own {
                    out.printed.clone_from(&cell.text);
                }
            }
            continue;
        }
        match column.role {
            _ if text.is_empty() => {}
            ColumnRole::SecondaryName if !covered && out.secondary.name.is_empty() => {
                take_name(&mut out.secondary, &text, *column_shape, codes);
            }
            ColumnRole::EconomicName if !covered && out.economic.name.is_empty() => {
                take_name(&mut out.economic, &text, *column_shape, codes);
            }
            // Of two label columns side by side (group | item) the item names the row.
            ColumnRole::Name => {
                let beside = role_before == Some(ColumnRole::Name);
                let beside_code = matches!(role_before, Some(ColumnRole::Code | ColumnRole::CodePart));
                let is_class_name = !covered && out.class_name.is_empty();
                if beside && !covered && deeper(&mut out.own, &text, *column_shape, codes) {
                    out.printed.clone_from(&cell.text);
                    levels += 1;
                } else if levels > 0 && beside && !covered && codes.entries(&out.own.cells.whole).is_empty() {
                    // 01-公共服务 | 0101-公共安全服务 | 治安巡逻: the lowest level of a catalogue has no code.
                    out.own.cells.whole.clear();
                    out.own.name.clone_from(&text);
                    out.printed.clone_from(&cell.text);
                } else if out.own.name.is_empty() || (beside && !covered) {
                    take_name(&mut out.own, &text, *column_shape, codes);
                    out.printed.clone_from(&cell.text);
                    if is_class_name && (beside_code || !out.own.cells.whole.is_empty()) {
                        out.class_name.clone_from(&out.own.name);
                        out.class_printed.clone_from(&cell.text);
                    }
                } else if is_class_name && beside_code {
                    out.class_name = text;
                    out.class_printed.clone_from(&cell.text);
                }
            }
            // `1 | 全额` in the place of a unit counts kinds of funding.
            ColumnRole::UnitCode if text.bytes().all(|b| b.is_ascii_digit()) => {
                out.unit_code = (text.len() >= SHORTEST_UNIT_CODE).then_some(text);
            }
            ColumnRole::UnitCode | ColumnRole::UnitName => match read_joined(&text, *column_shape, codes) {
                Some(joined) if shape(joined.code) != Shape::Classification => {
                    out.unit_code = Some(joined.code.to_owned());
                    out.unit_name = Some(joined.name.to_owned());
                }
                _ if column.role == ColumnRole::UnitName => out.unit_name = Some(text),
                _ => {}
            },
            ColumnRole::LineNumber => out.line_no = Some(text),
            _ => {}
        }
    }
    filled.then_some(out)
}

/// Takes the code and name of a level inside the one before: 01-公共服务 | 0101-公共安全服务. Says whether it is one: its
/// code goes on where the other one ends.
fn deeper(side: &mut Side, text: &str, column: ColumnShape, codes: &CodeVocabulary) -> bool {
    let upper = side.cells.whole.as_str();
    let goes_on = |code: &str| !upper.is_empty() && code.len() > upper.len() && code.starts_with(upper);
    let Some(joined) = read_joined(text, column, codes).filter(|joined| goes_on(joined.code)) else {
        return false;
    };
    joined.code.clone_into(&mut side.cells.whole);
    joined.name.clone_into(&mut side.name);
    true
}

/// The classification that a column of codes belongs to, and whether it holds parts.
fn code_side(cells: &mut Cells, role: ColumnRole) -> Option<(&mut Side, bool)> {
    Some(match role {
        ColumnRole::Code => (&mut cells.own, false),
        ColumnRole::CodePart => (&mut cells.own, true),
        ColumnRole::SecondaryCode => (&mut cells.secondary, false),
        ColumnRole::SecondaryCodePart => (&mut cells.secondary, true),
        ColumnRole::EconomicCode => (&mut cells.economic, false),
        ColumnRole::EconomicCodePart => (&mut cells.economic, true),
        _ => return None,
    })
}

/// Takes a name, and the code that stands before it in the same cell. Beside a code of its own, a code of a
/// catalogue (A02 of a procurement item) is left out of the name, and any other belongs to it.
fn take_name(side: &mut Side, text: &str, column: ColumnShape, codes: &CodeVocabulary) {
    let has_code = !side.cells.whole.is_empty() || side.cells.parts.iter().any(|part| !part.is_empty());
    let (bare, numbering) = strip_numbering(text);
    let bare = if numbering.is_some() { bare.as_str() } else { text };
    side.name = match read_joined(bare, column, codes) {
        Some(joined) if !has_code => {
            joined.code.clone_into(&mut side.cells.whole);
            joined.name.to_owned()
        }
        Some(joined) if joined.code == side.cells.whole || shape(joined.code) == Shape::Catalogue => {
            joined.name.to_owned()
        }
        _ => text.to_owned(),
    };
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// 人员经费合计, 本年收入合计, 资产总额: a label that ends in a sum word.
fn is_named_total(name: &str) -> bool {
    let name = name.trim_end_matches(':');
    ["合计", "总计", "小计", "总额"].iter().any(|word| name.ends_with(word)) && name.chars().count() <= 12
}

/// The unit a label states for its row.
fn row_unit(name: &str, headers: &Headers) -> Option<String> {
    headers.units.iter().find(|words| words.label.is_match(name)).map(|words| words.unit.clone())
}
