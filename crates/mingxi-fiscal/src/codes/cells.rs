//! The cells of one row as printed: the codes, names and units that its label columns hold.

use super::CodeVocabulary;
use super::carry::CodeCells;
use super::joined::{ColumnShape, read_joined};
use super::names::{NameCell, heads_good};
use super::notation::{Shape, is_catalogue_code, shape, without_marks};
use crate::numbering::strip_numbering;
use mingxi_model::text::{heads_code_part, is_han, squeeze};
use mingxi_model::{Column, ColumnRole, Grid};

/// Digits of the shortest code of a budget unit: that of a department.
const SHORTEST_UNIT_CODE: usize = 3;

/// One classification of a row as printed.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) cells: CodeCells,
    pub(super) name: String,
}

/// One row as printed, before anything is completed from the rows above.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) own: Side,
    pub(super) printed: String,
    /// The name beside the row's own code, where a project or a good names the row, and that as printed.
    pub(super) class_name: String,
    pub(super) class_printed: String,
    pub(super) secondary: Side,
    pub(super) economic: Side,
    pub(super) unit_code: Option<String>,
    pub(super) unit_name: Option<String>,
    pub(super) line_no: Option<String>,
}

/// Reads the cells of one row below the `top` row of the table's body; `None` if all are empty.
pub(super) fn read_cells(
    grid: &Grid,
    (top, row): (u32, u32),
    columns: &[&Column],
    shapes: &[ColumnShape],
    codes: &CodeVocabulary,
) -> Option<Cells> {
    let mut out = Cells::default();
    let mut before: Option<(ColumnRole, u32, u32)> = None;
    let mut filled = false;
    let mut names: Vec<NameCell> = Vec::new();
    let mut rest: Option<(String, String)> = None;
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
            let is_code = is_digits || is_catalogue_code(&text);
            if is_part {
                side.cells.parts.push(if is_digits && !covered { text.clone() } else { String::new() });
            } else if is_code && !covered && side.cells.whole.is_empty() {
                side.cells.whole.clone_from(&text);
            }
            let says_something = !covered && text.chars().any(char::is_alphanumeric) && !is_code;
            let is_head = is_part && heads_code_part(&text);
            if says_something && !is_head {
                if matches!(column.role, ColumnRole::Code | ColumnRole::CodePart) {
                    names.push(NameCell {
                        text,
                        printed: cell.text.clone(),
                        shape: *column_shape,
                        ..NameCell::default()
                    });
                } else if side.name.is_empty() {
                    take_name(side, &text, *column_shape, codes);
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
            ColumnRole::Name if !covered || names.is_empty() => {
                names.push(NameCell {
                    text,
                    printed: cell.text.clone(),
                    shape: *column_shape,
                    beside_code: matches!(role_before, Some(ColumnRole::Code | ColumnRole::CodePart)),
                    code_before: out.own.cells.is_printed(),
                    names_item: heads_item(column),
                    names_class: heads_class(column),
                    names_good: column.path.last().is_some_and(|head| heads_good(head)),
                });
            }
            ColumnRole::Text
                if rest.is_none()
                    && (is_sum(&text)
                        || (heads_kinds(column) || heads_codes(column)) && text.chars().all(is_han)) =>
            {
                rest = Some((text, cell.text.clone()));
            }
            // `1 | 全额` in the place of a unit counts kinds of funding.
            ColumnRole::UnitCode if text.bytes().all(|b| b.is_ascii_digit()) => {
                out.unit_code = (text.len() >= SHORTEST_UNIT_CODE).then_some(text);
            }
            // 合计 in the place of a unit's code.
            ColumnRole::UnitCode if text.chars().all(is_han) => rest = Some((text, cell.text.clone())),
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
    super::names::name_row(&mut out, names, codes);
    // Where nothing else names a row, the words of its kind do: 其他运转类 above its projects.
    if out.own.name.is_empty()
        && out.unit_name.is_none()
        && !out.own.cells.is_printed()
        && let Some((text, printed)) = rest
    {
        (out.own.name, out.printed) = (text, printed);
    }
    filled.then_some(out)
}

/// Whether a cell says that the row is a sum; it may stand beside any column: 备注 | 合计.
fn is_sum(text: &str) -> bool {
    matches!(text.trim_end_matches(':'), "合计" | "总计" | "共计")
}

/// Whether the head of a column says that its cells are kinds of what the rows name: 类型, 项目类别.
fn heads_kinds(column: &Column) -> bool {
    column.path.last().is_some_and(|head| head.contains('类'))
}

/// Whether the head of a column says that its cells are codes: 其他运转类项目 stands there above its projects.
fn heads_codes(column: &Column) -> bool {
    column.path.last().is_some_and(|head| ["编码", "代码", "编号"].iter().any(|word| head.contains(word)))
}

/// Whether the head of a column of names says that they are of classes: 功能科目名称, 经济分类.
fn heads_class(column: &Column) -> bool {
    column.path.last().is_some_and(|head| head.contains("科目") || head.contains("分类"))
}

/// Whether the head of a column of names says that they are of things: projects, goods.
fn heads_item(column: &Column) -> bool {
    column.path.last().is_some_and(|head| {
        ["项目", "采购", "品目", "内容", "事项", "任务"].iter().any(|word| head.contains(word))
            && !["类", "级", "科目"].iter().any(|word| head.contains(word))
    })
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
    let has_code = side.cells.is_printed();
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
