//! Performance forms (绩效目标表, 绩效自评表): indicators and projects.
//!
//! [`align`] puts back what a text dump shifted and infers the merges it lost; [`read`] takes final grids.

mod align;
mod breaks;
mod doubts;
mod funds;
mod indicators;
mod layout;
mod list;
mod matrix;
mod next_page;
mod packed;
mod project;
mod roles;
mod side_by_side;
mod stacked;
mod target;
mod title;
mod tops;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use align::align;
pub(crate) use list::code_and_name;

pub use layout::{is_indicator_header, is_indicator_list_header};
pub use target::{Target, parse_target};
pub use vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};

pub(crate) use project::blank_project;

use indicators::Levels;
use layout::Layout;
use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, Grid, Indicator, Project, Table, TableKind, Why};

/// Reads the indicators and projects of all performance tables among `tables`; the others are passed over.
///
/// A project form may stand in several tables that follow each other (goal, then indicators); it is one
/// project, and its indicators carry its name and code.
pub fn read(
    tables: &[Table],
    vocabulary: &PerformanceVocabulary,
) -> (Vec<Indicator>, Vec<Project>, Vec<Diagnostic>) {
    let (mut indicators, mut projects, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    let mut open = None;
    let mut levels = Levels::default();
    let mut last: Option<(&Table, Vec<Layout>)> = None;
    for form in forms(tables, vocabulary) {
        let Some(first) = form.first() else { continue };
        if let Some(parts) = side_by_side::split(first, vocabulary) {
            for (from, part) in parts {
                let (mut found, own, told) = read(&[part], vocabulary);
                let from = i32::try_from(from).unwrap_or(0);
                found.iter_mut().for_each(|indicator| indicator.col = indicator.col.saturating_add(from));
                indicators.append(&mut found);
                projects.extend(own);
                diagnostics.extend(told);
            }
            continue;
        }
        if let Some(mut parts) = stacked::split(first, vocabulary) {
            let last = parts.pop();
            let going_on = form.iter().skip(1).map(|table| Table::clone(table));
            let parts =
                parts.into_iter().map(|part| (vec![part.table.clone()], part)).chain(last.map(|part| {
                    let mut tables = vec![part.table.clone()];
                    tables.extend(going_on);
                    (tables, part)
                }));
            for (tables, part) in parts {
                let (mut found, mut own, mut told) = read(&tables, vocabulary);
                part.place(&mut found, &mut own, &mut told);
                indicators.append(&mut found);
                projects.append(&mut own);
                diagnostics.append(&mut told);
            }
            continue;
        }
        let mut layouts = Vec::new();
        let mut own: Vec<Indicator> = Vec::new();
        let mut pulled_first = None;
        for (index, table) in form.iter().enumerate() {
            let found = blocks(table, last.as_ref(), vocabulary);
            let pulled = breaks::pulled_up(table, &found);
            if last.as_ref().is_none_or(|(before, _)| !follows(before, table)) {
                levels = Levels::default();
            }
            let as_read = pulled.as_ref().unwrap_or(table);
            own.extend(indicators::read_table(as_read, &found, vocabulary, &mut levels, &mut diagnostics));
            pulled_first = pulled.filter(|_| index == 0).or(pulled_first);
            last = Some((table, found.clone()));
            layouts.extend(found);
        }
        if layouts.iter().any(Layout::is_list) {
            projects.extend(list::read_projects(
                pulled_first.as_ref().unwrap_or(first),
                &layouts,
                vocabulary,
                &mut own,
                &mut open,
                &mut diagnostics,
            ));
        } else if first.kind != TableKind::PerformanceUnit {
            let project = project::read_form(&form, vocabulary, &mut diagnostics);
            for indicator in &mut own {
                indicator.project_name = project.as_ref().and_then(|p| p.project_name.clone());
                indicator.project_code = project.as_ref().and_then(|p| p.project_code.clone());
            }
            let project = project.filter(|project| !is_whole_unit(first, project));
            if let Some(project) = &project {
                doubts::of_project(project, &own, &mut diagnostics);
            }
            projects.extend(project);
        }
        indicators.append(&mut own);
    }
    (indicators, projects, diagnostics)
}

/// Whether an evaluation is of a whole unit (部门整体支出绩效自评表) and not of a project: its title says so and nothing
/// names a project. As with the targets of a whole unit, its amounts stay in the cells.
fn is_whole_unit(table: &Table, project: &Project) -> bool {
    table.kind == TableKind::PerformanceSelfEvaluation
        && project.project_name.is_none()
        && table.title.as_ref().is_some_and(|title| squeeze(title).contains("整体"))
}

/// Whether a table stands right behind another one.
fn follows(before: &Table, table: &Table) -> bool {
    before.table_id.checked_add(1) == Some(table.table_id)
}

/// The blocks of a table; of one that prints no heads and has the columns of the table before, that one's.
fn blocks(
    table: &Table,
    last: Option<&(&Table, Vec<Layout>)>,
    vocabulary: &PerformanceVocabulary,
) -> Vec<Layout> {
    let found = layouts_of(table, vocabulary);
    let Some((before, layouts)) = last.filter(|(before, _)| follows(before, table)) else {
        return found;
    };
    if found.iter().any(Layout::is_headed) {
        return found;
    }
    let going_on =
        layouts.last().and_then(|layout| next_page::go_on(layout, &before.grid, &table.grid, vocabulary));
    going_on.map_or(found, |layout| vec![layout])
}

/// What was weighed for the columns of a performance table's indicators and projects.
pub fn why(table: &Table, vocabulary: &PerformanceVocabulary) -> Vec<Why> {
    layouts_of(table, vocabulary).into_iter().flat_map(|layout| layout.why).collect()
}

/// What a grid shows of a performance form, for those who ask which form a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Indicators of one project or unit.
    Indicators,
    /// Indicators sorted by what a department does (活动).
    Activities,
    /// Indicators of many projects.
    ProjectIndicators,
    /// Indicators of a row packed in one cell, beside projects.
    PackedIndicators,
    /// Indicators without any head: they go on from a page before.
    Open,
}

/// The shape of a grid's indicators; `None` for a grid without any.
pub fn shape(grid: &Grid, header_rows: u32, vocabulary: &PerformanceVocabulary) -> Option<Shape> {
    let layouts = layout::find(grid, vocabulary);
    let has =
        |role: HeaderRole| layouts.iter().flat_map(|l| &l.panels).any(|panel| panel.one(role).is_some());
    if layouts.is_empty() {
        let list = layout::find_list(grid, header_rows, vocabulary)?;
        return (!list.panels.is_empty()).then_some(Shape::PackedIndicators);
    }
    if !layouts.iter().any(Layout::is_headed) {
        return Some(Shape::Open);
    }
    Some(match (layouts.iter().any(Layout::is_list), has(HeaderRole::Activity)) {
        (true, _) => Shape::ProjectIndicators,
        (false, true) => Shape::Activities,
        (false, false) => Shape::Indicators,
    })
}

/// The blocks of a table: its indicators, or the rows of a list of projects. A form of a whole unit has no
/// projects, whatever its columns are called.
fn layouts_of(table: &Table, vocabulary: &PerformanceVocabulary) -> Vec<Layout> {
    let mut layouts = layout::find(&table.grid, vocabulary);
    let is_list = table.kind == TableKind::PerformanceProjectList
        || table.kind == TableKind::PerformanceSelfEvaluation
            && layout::is_evaluation_list(&table.grid, vocabulary);
    if layouts.is_empty() && is_list {
        layouts.extend(layout::find_list(&table.grid, table.header_rows, vocabulary));
    }
    if table.kind == TableKind::PerformanceUnit {
        for layout in &mut layouts {
            layout.keys.clear();
        }
    }
    layouts
}

/// Groups tables into forms: a project form goes on in the next table until a new one begins.
fn forms<'t>(tables: &'t [Table], vocabulary: &PerformanceVocabulary) -> Vec<Vec<&'t Table>> {
    let mut forms: Vec<Vec<&Table>> = Vec::new();
    for table in tables.iter().filter(|table| table.kind.is_performance()) {
        match forms.last_mut() {
            Some(form) if continues(form, table, vocabulary) => form.push(table),
            _ => forms.push(vec![table]),
        }
    }
    forms
}

fn continues(form: &[&Table], table: &Table, vocabulary: &PerformanceVocabulary) -> bool {
    let (Some(first), Some(last)) = (form.first(), form.last()) else {
        return false;
    };
    let is_project_form =
        matches!(table.kind, TableKind::PerformanceProject | TableKind::PerformanceSelfEvaluation);
    let follows = last.table_id.checked_add(1) == Some(table.table_id);
    let other_title = match (&first.title, &table.title) {
        // The label of a merged cell that a page break has cut off is no title.
        (Some(a), Some(b)) => vocabulary.level_word(b).is_none() && squeeze(a) != squeeze(b),
        _ => false,
    };
    if !is_project_form || first.kind != table.kind || !follows || other_title {
        return false;
    }
    let is_list = |table: &Table| layouts_of(table, vocabulary).iter().any(Layout::is_list);
    if is_list(table) || is_list(first) {
        return false;
    }
    // A form has one header block, and nothing of it stands below its indicators.
    let has_block = has_label(table, vocabulary);
    let form_has_block = form.iter().any(|t| has_label(t, vocabulary));
    let form_has_indicators = form.iter().any(|t| !layout::find(&t.grid, vocabulary).is_empty());
    !has_block || !(form_has_indicators || names_project(table, vocabulary) && form_has_block)
}

/// Whether the table has a label of a form's header block.
fn has_label(table: &Table, vocabulary: &PerformanceVocabulary) -> bool {
    let layouts = layout::find(&table.grid, vocabulary);
    table.grid.cells().iter().filter(|cell| !project::in_indicators(cell.row, &layouts)).any(|cell| {
        matches!(
            vocabulary.form_label_like(&cell.text),
            Some(FormLabel::ProjectName | FormLabel::ProjectCode | FormLabel::Goal | FormLabel::Budget)
        )
    })
}

fn names_project(table: &Table, vocabulary: &PerformanceVocabulary) -> bool {
    table
        .grid
        .cells()
        .iter()
        .any(|cell| vocabulary.form_label_like(&cell.text) == Some(FormLabel::ProjectName))
}
