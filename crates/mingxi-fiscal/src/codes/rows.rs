//! The labels of all rows of a panel: codes completed from the rows above, names, units.

use super::CodeVocabulary;
use super::carry::Above;
use super::cells::{Cells, read_cells};
use super::joined::{ColumnShape, column_shape, names_organisation};
use super::status::{code_status, status_alone};
use super::tails::{join_codes_above, join_tails};
use super::units::is_unit_code;
use super::upper_parts::{Printed, parts_below};
use super::why as reasons;
use crate::Headers;
use crate::numbering::{Numbering, strip_numbering};
use mingxi_model::text::squeeze;
use mingxi_model::{CodeStatus, Column, Grid, RowLabel, RowRole, Why};
use std::collections::{BTreeMap, BTreeSet};

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
        columns.iter().map(|column| column_shape(grid, rows.iter().copied(), column.col, codes)).collect();
    let (mut secondary, mut economic) = (Above::default(), Above::default());
    let mut unit: Option<String> = None;
    let (mut labels, mut why): (Vec<RowLabel>, Vec<Why>) = (Vec::new(), Vec::new());
    let (mut beside_others, mut beside_groups) = (Vec::new(), Vec::new());
    let top = rows.first().copied().unwrap_or(0);
    let read: Vec<(u32, Cells)> = rows
        .iter()
        .filter_map(|row| Some((*row, read_cells(grid, (top, *row), columns, &shapes, codes)?)))
        .map(|(row, cells)| (row, with_class_code(cells, codes)))
        .collect();
    let read = join_codes_above(join_tails(read, grid, columns, codes), grid, codes);
    let heads = heads_of_units(&read);
    let shared = units_of_items(&read);
    let (mut own, below) = before(&read, codes);
    for ((row, cells), below) in read.into_iter().zip(below) {
        let other_unit = cells.unit_code.as_ref().or(cells.unit_name.as_ref());
        if other_unit.is_some() && other_unit != unit.as_ref() {
            unit = other_unit.cloned();
            own.reset();
            secondary.reset();
            economic.reset();
        }
        let class_name = class_name(&cells);
        let code = own.complete(&cells.own.cells, &below, Some(class_name), codes);
        let is_class = codes.agree(&code, class_name) || names_item(&cells);
        let code = code_alone_or(code, &cells, heads && !is_class, &shared);
        let status = code_status(&code, some(class_name.to_owned()).as_deref(), codes);
        if !code.is_empty() && has_nameless_classes(&cells) {
            beside_others.push(labels.len());
        }
        let secondary_code =
            secondary.complete(&cells.secondary.cells, &[], Some(&cells.secondary.name), codes);
        let economic_code = economic.complete(&cells.economic.cells, &[], Some(&cells.economic.name), codes);
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

/// A row whose class stands in the column of units' codes (类 | 款 | 项 | 单位代码: 208 | 05 | 05 | 2080505) is of the unit
/// above: the code is that of the class.
fn with_class_code(mut cells: Cells, codes: &CodeVocabulary) -> Cells {
    let Some(code) = cells.unit_code.clone() else { return cells };
    let own = &cells.own.cells;
    let printed = if own.parts.is_empty() { own.whole.clone() } else { own.parts.concat() };
    if printed == code || printed.is_empty() && codes.agree(&code, class_name(&cells)) {
        cells.unit_code = None;
        if printed.is_empty() {
            cells.own.cells.whole = code;
        }
    }
    cells
}

/// What is known of codes above the first row, with the parts printed below each row.
fn before(read: &[(u32, Cells)], codes: &CodeVocabulary) -> (Above, Vec<Vec<Printed>>) {
    let below = parts_below(read.iter().map(|(_, cells)| cells.own.cells.parts.as_slice()));
    let rows = read
        .iter()
        .zip(&below)
        .map(|((_, cells), below)| (&cells.own.cells, below.as_slice(), class_name(cells)));
    let above = Above::of(rows, codes);
    (above, below)
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

/// Whether the first name of a row is that of a class above its code; `None` where the code has no name of its own. Of
/// 其他社会保障和就业支出, which 20899 and 2089999 are called, it is that of the code.
fn names_class_above(code: &str, cells: &Cells, codes: &CodeVocabulary) -> Option<bool> {
    if codes.agree(code, &cells.own.name) {
        return Some(false);
    }
    let mut above = [3, 5].into_iter().filter_map(|length| code.get(..length).filter(|above| *above != code));
    let is_above = above.any(|above| codes.agree(above, &cells.own.name));
    (is_above || codes.agree(code, &cells.class_name)).then_some(is_above)
}

/// The name of the row's class, else its own.
fn class_name(cells: &Cells) -> &str {
    if cells.class_name.is_empty() { &cells.own.name } else { &cells.class_name }
}

/// The code, or that of the row's unit where it has no other or the row heads the unit's items. A unit's code that is
/// `shared` by several items is that of the unit alone.
fn code_alone_or(code: String, cells: &Cells, heads: bool, shared: &BTreeSet<String>) -> String {
    let is_item = |unit| shared.contains(unit) && !names_organisation(&cells.own.name);
    match &cells.unit_code {
        Some(unit) if code.is_empty() && is_item(unit) => code,
        Some(unit) if (code.is_empty() && !names_item(cells)) || (heads && !has_class(cells)) => unit.clone(),
        _ => code,
    }
}

/// Codes of units that stand, without the unit's name, on rows of several names: they say whose those rows are, and are
/// the code of none but the unit itself.
fn units_of_items(rows: &[(u32, Cells)]) -> BTreeSet<String> {
    let mut names: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (_, cells) in rows {
        if let Some(unit) = cells.unit_code.as_ref().filter(|_| cells.unit_name.is_none()) {
            names.entry(unit).or_default().insert(&cells.own.name);
        }
    }
    names.into_iter().filter(|(_, names)| names.len() > 1).map(|(unit, _)| unit.clone()).collect()
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
    [&cells.secondary.cells, &cells.economic.cells].into_iter().any(|cells| cells.is_printed())
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
