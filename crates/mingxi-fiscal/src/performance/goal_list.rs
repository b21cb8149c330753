//! Lists of projects with their goals and no indicators (项目 | 预算数 | 绩效目标): a project a row.

use super::funds::{amount_of, unit_in};
use super::project::blank_project;
use mingxi_model::text::squeeze;
use mingxi_model::{CheckStatus, Column, ColumnRole, Project, Table};

/// The projects of such a list; none where its columns do not say which one is the goal.
pub(super) fn read_projects(table: &Table) -> Vec<Project> {
    let first = |role: ColumnRole| table.columns.iter().find(|column| column.role == role);
    // Of unit | project, the project stands nearer to its budget.
    let names: Vec<&Column> = table.columns.iter().filter(|column| column.role == ColumnRole::Name).collect();
    let unit_names = match names.as_slice() {
        [unit, _, ..] => Some(*unit),
        _ => first(ColumnRole::UnitName),
    };
    let texts = table.columns.iter().filter(|column| column.role == ColumnRole::Text);
    let goal = texts.max_by_key(|column| length(table, column));
    let (Some(name), Some(budget), Some(goal)) = (names.last(), first(ColumnRole::Value), goal) else {
        return Vec::new();
    };
    let unit = budget.path.iter().rev().find_map(|head| unit_in(head));
    let unit = unit.or(budget.unit.as_deref()).or(table.printed_unit.as_deref());
    let mut out = Vec::new();
    for row in (table.header_rows..table.grid.rows()).filter(|row| !table.grid.is_header_row(*row)) {
        let text = |column: &Column| {
            let cell = table.grid.starts_at(row, column.col)?;
            (!squeeze(&cell.text).is_empty()).then_some(cell)
        };
        // A sum has no goal.
        let (Some(named), Some(goal)) = (text(name), text(goal)) else { continue };
        let mut project = blank_project(vec![table.table_id], row);
        project.project_name = Some(named.text.clone());
        project.goal_text = Some(goal.text.clone());
        let unit_name = unit_names.map(|column| table.grid.at(row, column.col).text.clone());
        project.implementing_unit = unit_name.filter(|name| !name.is_empty() && *name != named.text);
        project.place = named.place.clone();
        if let Some(cell) = text(budget) {
            project.budget = amount_of("", &cell.text, unit);
            if cell.repair.is_some() {
                project.check_status = CheckStatus::Repaired;
            }
        }
        out.push(project);
    }
    out
}

/// How many characters a column holds below the header.
fn length(table: &Table, column: &Column) -> usize {
    let rows = table.header_rows..table.grid.rows();
    rows.map(|row| table.grid.at(row, column.col).text.chars().count()).sum()
}
