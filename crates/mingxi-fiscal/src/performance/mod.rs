//! Performance forms (绩效目标表, 绩效自评表): indicators and projects.
//!
//! [`align`] puts back what a text dump shifted and infers the merges it lost; [`read`] takes final grids.

mod align;
mod doubts;
mod funds;
mod goal_list;
mod indicators;
mod layout;
mod list;
mod matrix;
mod project;
mod target;
mod title;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use align::align;
pub use layout::{is_indicator_header, is_indicator_list_header};
pub use target::{Target, parse_target};
pub use vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};

use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, Indicator, Project, Table, TableKind};

/// Reads the indicators and projects of all performance tables among `tables`; the others are passed over.
///
/// A project form may stand in several tables that follow each other (goal, then indicators); it is one
/// project, and its indicators carry its name and code.
pub fn read(
    tables: &[Table],
    vocabulary: &PerformanceVocabulary,
) -> (Vec<Indicator>, Vec<Project>, Vec<Diagnostic>) {
    let (mut indicators, mut projects, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    for form in forms(tables, vocabulary) {
        let Some(first) = form.first() else { continue };
        let mut own: Vec<Indicator> = form
            .iter()
            .flat_map(|table| indicators::read_table(table, vocabulary, &mut diagnostics))
            .collect();
        match first.kind {
            TableKind::PerformanceUnit => {}
            TableKind::PerformanceProjectList if layout::find(&first.grid, vocabulary).is_empty() => {
                projects.extend(goal_list::read_projects(first));
            }
            TableKind::PerformanceProjectList => {
                projects.extend(list::read_projects(first, vocabulary, &mut own));
            }
            _ => {
                let project = project::read_form(&form, vocabulary, &mut diagnostics);
                for indicator in &mut own {
                    indicator.project_name = project.as_ref().and_then(|p| p.project_name.clone());
                    indicator.project_code = project.as_ref().and_then(|p| p.project_code.clone());
                }
                if let Some(project) = &project {
                    doubts::of_project(project, &own, &mut diagnostics);
                }
                projects.extend(project);
            }
        }
        indicators.append(&mut own);
    }
    (indicators, projects, diagnostics)
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
        (Some(a), Some(b)) => squeeze(a) != squeeze(b),
        _ => false,
    };
    if !is_project_form || first.kind != table.kind || !follows || other_title {
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
            vocabulary.form_label(&cell.text),
            Some(FormLabel::ProjectName | FormLabel::ProjectCode | FormLabel::Goal | FormLabel::Budget)
        )
    })
}

fn names_project(table: &Table, vocabulary: &PerformanceVocabulary) -> bool {
    table.grid.cells().iter().any(|cell| vocabulary.form_label(&cell.text) == Some(FormLabel::ProjectName))
}
