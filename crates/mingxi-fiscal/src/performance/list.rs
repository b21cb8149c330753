//! Wide lists (项目绩效一览): a project's key and amounts, filled down over the rows of its indicators.

use super::funds::{amount_of, unit_in};
use super::layout::{Column, Layout, cells_under, find};
use super::project::blank_project;
use super::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, CheckStatus, Indicator, Project, Table};

/// The longest code of a budget unit; a project's is longer or has letters.
const MAX_UNIT_CODE: usize = 9;

/// Gives every indicator of a list its project, and lists the projects themselves.
pub(super) fn read_projects(
    table: &Table,
    vocabulary: &PerformanceVocabulary,
    indicators: &mut [Indicator],
) -> Vec<Project> {
    let mut out = Vec::new();
    for layout in find(&table.grid, vocabulary) {
        if key(&layout, HeaderRole::ProjectCode).or(key(&layout, HeaderRole::ProjectName)).is_some() {
            read_layout(table, &layout, indicators, &mut out);
        }
    }
    out
}

fn read_layout(table: &Table, layout: &Layout, indicators: &mut [Indicator], out: &mut Vec<Project>) {
    let starts: Vec<u32> = (layout.body..layout.end).filter(|row| starts_key(table, layout, *row)).collect();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(layout.end);
        let own: Vec<&mut Indicator> = indicators
            .iter_mut()
            .filter(|indicator| (*start as i64..end as i64).contains(&i64::from(indicator.row)))
            .collect();
        let mut project = blank_project(vec![table.table_id], *start);
        project.project_code = text(table, layout, HeaderRole::ProjectCode, *start);
        project.project_name = text(table, layout, HeaderRole::ProjectName, *start);
        if own.is_empty() && project.project_code.as_deref().is_none_or(is_unit_code) {
            continue;
        }
        for indicator in own {
            indicator.project_code.clone_from(&project.project_code);
            indicator.project_name.clone_from(&project.project_name);
        }
        project.budget = money(table, layout, HeaderRole::Budget, *start, &mut project.check_status);
        project.fiscal_funds =
            money(table, layout, HeaderRole::FiscalFunds, *start, &mut project.check_status);
        project.other_funds = money(table, layout, HeaderRole::OtherFunds, *start, &mut project.check_status);
        let keys = [HeaderRole::ProjectCode, HeaderRole::ProjectName];
        project.place = keys.into_iter().find_map(|role| cell(table, layout, role, *start)?.place.clone());
        out.push(project);
    }
}

/// A code of a budget unit, as the lists print it in the projects' column.
fn is_unit_code(code: &str) -> bool {
    let code = squeeze(code);
    code.len() <= MAX_UNIT_CODE && code.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a code or name is printed in a row: every such row ends the project above, also a unit's.
fn starts_key(table: &Table, layout: &Layout, row: u32) -> bool {
    [HeaderRole::ProjectCode, HeaderRole::ProjectName]
        .into_iter()
        .filter_map(|role| cell(table, layout, role, row))
        .any(|cell| cell.row == row)
}

fn key(layout: &Layout, role: HeaderRole) -> Option<&Column> {
    layout.keys.iter().find(|column| column.role == role)
}

fn cell<'t>(table: &'t Table, layout: &Layout, role: HeaderRole, row: u32) -> Option<&'t Cell> {
    let column = key(layout, role)?;
    cells_under(&table.grid, column, row).into_iter().find(|cell| !cell.text.is_empty())
}

fn text(table: &Table, layout: &Layout, role: HeaderRole, row: u32) -> Option<String> {
    cell(table, layout, role, row).map(|cell| cell.text.clone())
}

fn money(
    table: &Table,
    layout: &Layout,
    role: HeaderRole,
    row: u32,
    status: &mut CheckStatus,
) -> Option<mingxi_model::Amount> {
    let cell = cell(table, layout, role, row)?;
    let column = key(layout, role)?;
    // The header above may name the unit (项目金额（万元）).
    let unit = (0..layout.body)
        .rev()
        .find_map(|head| unit_in(head_over(table, head, column.start)))
        .or(table.printed_unit.as_deref());
    if cell.repair.is_some() {
        *status = CheckStatus::Repaired;
    }
    amount_of("", &cell.text, unit)
}

/// The text of a header row over a column; where a dump lost the header's spans, the nearest to the left.
fn head_over(table: &Table, row: u32, col: u32) -> &str {
    (0..=col)
        .rev()
        .map(|c| table.grid.at(row, c).text.as_str())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}
