//! Lists of many projects: a project's key, amounts and goal hold for the rows down to the next one, and every
//! amount printed beside a project is a row of its own in the dataset.

mod groups;
mod name;

use super::doubts;
use super::funds::{amount_of, unit_in};
use super::layout::{Layout, cells_under, is_numbering};
use super::project::blank_project;
use super::vocabulary::{HeaderRole, PerformanceVocabulary};
use groups::{is_total, unit_rows};
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, CheckStatus, Diagnostic, Indicator, Place, Project, Table, parse_number};
pub(super) use name::ProjectKey;
pub(crate) use name::code_and_name;

/// The project that is open at the end of a table, for the one that goes on with it.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub table_id: i32,
    pub key: ProjectKey,
}

/// Gives every indicator of a list its project, and lists the projects themselves.
pub(super) fn read_projects(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    indicators: &mut [Indicator],
    open: &mut Option<Open>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Project> {
    let mut out = Vec::new();
    let mut key =
        open.take().filter(|open| open.table_id.checked_add(1) == Some(table.table_id)).map(|open| open.key);
    for layout in layouts.iter().filter(|layout| layout.is_list()) {
        read_layout(table, layout, vocabulary, indicators, &mut key, &mut out);
    }
    let lost = indicators
        .iter()
        .find(|indicator| indicator.project_name.is_none() && indicator.project_code.is_none());
    diagnostics.extend(lost.map(doubts::indicator_without_project));
    for project in &out {
        doubts::of_project(project, &[], diagnostics);
    }
    let no_unit = out.iter().find(|p| p.budget.as_ref().is_some_and(|amount| amount.printed_unit.is_none()));
    if let Some(project) = no_unit {
        super::funds::report_units(table, None, project, diagnostics);
    }
    *open = key.map(|key| Open { table_id: table.table_id, key });
    out
}

fn read_layout(
    table: &Table,
    layout: &Layout,
    vocabulary: &PerformanceVocabulary,
    indicators: &mut [Indicator],
    open: &mut Option<ProjectKey>,
    out: &mut Vec<Project>,
) {
    let starts: Vec<u32> =
        (layout.body..layout.end).filter(|row| starts_project(table, layout, *row)).collect();
    let has = |row: u32, end: u32, indicators: &[Indicator]| {
        let rows = i64::from(row)..i64::from(end);
        indicators.iter().any(|indicator| rows.contains(&i64::from(indicator.row)))
    };
    let end_of = |i: usize| starts.get(i + 1).copied().unwrap_or(layout.end);
    // Rows above the first key go on with the project of the page before.
    let first = starts.first().copied().unwrap_or(layout.end);
    if let Some(key) = open.as_ref() {
        key.give(indicators, layout.body..first);
    }
    let says_nothing: Vec<bool> = starts
        .iter()
        .enumerate()
        .map(|(i, row)| {
            !has(*row, end_of(i), indicators) && text(table, layout, HeaderRole::Goal, *row).is_none()
        })
        .collect();
    let units = unit_rows(table, layout, &starts, &says_nothing, vocabulary);
    let mut unit: Option<String> = None;
    for (i, start) in starts.iter().enumerate() {
        let own = own_key(table, layout, *start);
        if own.as_ref().is_some_and(is_total) {
            *open = None;
            continue;
        }
        if units.contains(start) {
            unit = own.and_then(|key| key.name);
            *open = None;
            continue;
        }
        // An amount without a name of its own is another one of the project above.
        let Some(key) = own.or_else(|| open.clone()) else { continue };
        key.give(indicators, *start..end_of(i));
        let project = project(table, layout, *start, end_of(i), &key, unit.as_deref(), vocabulary);
        if !out.last().is_some_and(|above| is_printed_again(above, &project)) {
            out.push(project);
        }
        *open = Some(key);
    }
}

/// Whether a row is the project above once more, because a page break parts it: the same key, amounts and goal on the
/// next page. Without a goal or code two like rows may be two projects.
fn is_printed_again(above: &Project, project: &Project) -> bool {
    let page = |project: &Project| project.place.as_ref().and_then(Place::page);
    let is_next_page = page(above).zip(page(project)).is_some_and(|(a, b)| a.checked_add(1) == Some(b));
    let key =
        |project: &Project| (project.project_code.clone(), project.project_name.as_deref().map(squeeze));
    let amounts = |project: &Project| {
        [project.budget.clone(), project.fiscal_funds.clone(), project.other_funds.clone()]
    };
    let is_told = project.goal_text.is_some() || project.project_code.is_some();
    is_next_page
        && is_told
        && key(above) == key(project)
        && amounts(above) == amounts(project)
        && above.goal_text.as_deref().map(squeeze) == project.goal_text.as_deref().map(squeeze)
        && above.implementing_unit == project.implementing_unit
}

/// The project's rows as a project.
fn project(
    table: &Table,
    layout: &Layout,
    start: u32,
    end: u32,
    key: &ProjectKey,
    unit: Option<&str>,
    vocabulary: &PerformanceVocabulary,
) -> Project {
    let mut project = blank_project(vec![table.table_id], start);
    project.project_code.clone_from(&key.code);
    project.project_name.clone_from(&key.name);
    project.budget = money(table, layout, HeaderRole::Budget, start, &mut project.check_status);
    project.fiscal_funds = money(table, layout, HeaderRole::FiscalFunds, start, &mut project.check_status);
    project.other_funds = money(table, layout, HeaderRole::OtherFunds, start, &mut project.check_status);
    evaluate(&mut project, table, layout, start, vocabulary);
    project.department = text(table, layout, HeaderRole::Department, start);
    project.period = text(table, layout, HeaderRole::Period, start);
    let own_unit = text(table, layout, HeaderRole::UnitName, start).or_else(|| unit.map(str::to_owned));
    project.implementing_unit = own_unit.filter(|unit| Some(unit) != key.name.as_ref());
    project.goal_text = goal(table, layout, start, end).filter(|goal| !vocabulary.is_goal_placeholder(goal));
    let keys = [HeaderRole::ProjectCode, HeaderRole::ProjectName];
    project.place = keys.into_iter().find_map(|role| cell(table, layout, role, start)?.place.clone());
    project
}

/// How an evaluated project was carried out.
fn evaluate(
    project: &mut Project,
    table: &Table,
    layout: &Layout,
    row: u32,
    vocabulary: &PerformanceVocabulary,
) {
    let status = &mut project.check_status;
    project.approved = money(table, layout, HeaderRole::ApprovedFunds, row, status);
    project.adjusted = money(table, layout, HeaderRole::AdjustedFunds, row, status);
    project.executed = money(table, layout, HeaderRole::ExecutedFunds, row, status);
    project.budget = project.budget.take().or_else(|| project.approved.clone());
    let points = |role| {
        let text = text(table, layout, role, row)?;
        parse_number(squeeze(&text).trim_end_matches(['%', '分']))
    };
    project.execution_rate = points(HeaderRole::ExecutionRate);
    project.total_score = points(HeaderRole::Score);
    project.grade = text(table, layout, HeaderRole::Grade, row).filter(|text| vocabulary.is_grade(text));
}

/// The goal's cells within a project's rows; one that a page break has cut stands in several.
fn goal(table: &Table, layout: &Layout, start: u32, end: u32) -> Option<String> {
    let column = layout.key(HeaderRole::Goal)?;
    let mut texts: Vec<&str> = Vec::new();
    for row in start..end {
        for cell in cells_under(&table.grid, column, row) {
            if (cell.row == row || row == start)
                && !cell.text.is_empty()
                && !texts.contains(&cell.text.as_str())
            {
                texts.push(&cell.text);
            }
        }
    }
    (!texts.is_empty()).then(|| texts.concat())
}

/// Whether a row begins a project: its name, its code, or an amount beside a name from above.
fn starts_project(table: &Table, layout: &Layout, row: u32) -> bool {
    if is_numbering(&table.grid, row) {
        return false;
    }
    let own = |role| cell(table, layout, role, row).filter(|cell| cell.row == row);
    own(HeaderRole::ProjectCode).or_else(|| own(HeaderRole::ProjectName)).is_some()
        || own(HeaderRole::Budget).is_some_and(|cell| parse_number(&cell.text).is_some())
}

/// The code and name that a row prints itself.
fn own_key(table: &Table, layout: &Layout, row: u32) -> Option<ProjectKey> {
    let own =
        |role| cell(table, layout, role, row).filter(|cell| cell.row == row).map(|cell| cell.text.as_str());
    let (code, name) = (own(HeaderRole::ProjectCode), own(HeaderRole::ProjectName));
    if code.is_none() && name.is_none() {
        return None;
    }
    let (in_name, bare) = name.map(code_and_name).unzip();
    Some(ProjectKey { code: code.map(str::to_owned).or(in_name.flatten()), name: bare })
}

fn cell<'t>(table: &'t Table, layout: &Layout, role: HeaderRole, row: u32) -> Option<&'t Cell> {
    let column = layout.key(role)?;
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
    let column = layout.key(role)?;
    // The header above may name the unit (项目金额（万元）).
    let unit = (0..layout.body)
        .rev()
        .find_map(|head| unit_in(head_over(table, head, column.start)))
        .or(table.printed_unit.as_deref());
    if cell.repair.is_some() {
        *status = CheckStatus::Repaired;
    }
    amount_of("", cell.exact(), unit)
}

/// The text of a header row over a column; where a dump lost the header's spans, the nearest to the left.
fn head_over(table: &Table, row: u32, col: u32) -> &str {
    (0..=col)
        .rev()
        .map(|c| table.grid.at(row, c).text.as_str())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// The number of an amount's cell in a row.
fn number(table: &Table, layout: &Layout, row: u32) -> Option<rust_decimal::Decimal> {
    parse_number(&squeeze(cell(table, layout, HeaderRole::Budget, row)?.exact()))
}
