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
mod sheet;
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
use sheet::Sheet;

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
    let is_read = |table: &&Table| table.kind.is_performance();
    let sheets: Vec<Sheet> =
        tables.iter().filter(is_read).map(|table| Sheet::of(table, vocabulary)).collect();
    for form in forms(&sheets, vocabulary) {
        let Some(first) = form.first() else { continue };
        if let Some(parts) = side_by_side::split(first.table, vocabulary) {
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
            let going_on = form.iter().skip(1).map(|sheet| sheet.table.clone());
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
        for (index, sheet) in form.iter().enumerate() {
            let table = sheet.table;
            let found = blocks(sheet, last.as_ref(), vocabulary);
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
                pulled_first.as_ref().unwrap_or(first.table),
                &layouts,
                vocabulary,
                &mut own,
                &mut open,
                &mut diagnostics,
            ));
        } else if !is_of_whole_unit(&form, vocabulary) {
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
        indicators.append(&mut own);
    }
    (indicators, projects, diagnostics)
}

/// Whether a table stands right behind another one.
fn follows(before: &Table, table: &Table) -> bool {
    before.table_id.checked_add(1) == Some(table.table_id)
}

/// The blocks of a table; of one that prints no heads and has the columns of the table before, that one's.
fn blocks(
    sheet: &Sheet,
    last: Option<&(&Table, Vec<Layout>)>,
    vocabulary: &PerformanceVocabulary,
) -> Vec<Layout> {
    let (table, found) = (sheet.table, sheet.layouts(vocabulary));
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

/// The indicator blocks that a grid shows: found once, asked by [`shape`] and [`why`].
#[derive(Debug)]
pub(crate) struct Blocks(Vec<Layout>);

impl Blocks {
    /// The blocks of a grid.
    pub(crate) fn of(grid: &Grid, vocabulary: &PerformanceVocabulary) -> Blocks {
        Blocks(layout::find(grid, vocabulary))
    }
}

/// What was weighed for the columns of a performance table's indicators and projects; `blocks` are those of its grid.
pub(crate) fn why(table: &Table, blocks: Blocks, vocabulary: &PerformanceVocabulary) -> Vec<Why> {
    let sheet = Sheet { table, found: blocks.0 };
    sheet.layouts(vocabulary).into_iter().flat_map(|layout| layout.why).collect()
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

/// The shape of the indicators of a grid that has these blocks; `None` for a grid without any.
pub(crate) fn shape(
    grid: &Grid,
    blocks: &Blocks,
    header_rows: u32,
    vocabulary: &PerformanceVocabulary,
) -> Option<Shape> {
    let layouts = &blocks.0;
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

/// Groups tables into forms: a project form goes on in the next table until a new one begins.
fn forms<'s, 't>(sheets: &'s [Sheet<'t>], vocabulary: &PerformanceVocabulary) -> Vec<Vec<&'s Sheet<'t>>> {
    let mut forms: Vec<Vec<&Sheet>> = Vec::new();
    for sheet in sheets {
        match forms.last_mut() {
            Some(form) if continues(form, sheet, vocabulary) => form.push(sheet),
            _ => forms.push(vec![sheet]),
        }
    }
    forms
}

fn continues(form: &[&Sheet], sheet: &Sheet, vocabulary: &PerformanceVocabulary) -> bool {
    let (Some(first), Some(last)) = (form.first(), form.last()) else {
        return false;
    };
    let table = sheet.table;
    let is_project_form =
        matches!(table.kind, TableKind::PerformanceProject | TableKind::PerformanceSelfEvaluation);
    let other_title = match (&first.table.title, &table.title) {
        // The label of a merged cell that a page break has cut off is no title.
        (Some(a), Some(b)) => vocabulary.level_word(b).is_none() && squeeze(a) != squeeze(b),
        _ => false,
    };
    if !is_project_form
        || first.table.kind != table.kind
        || !follows(last.table, table)
        || other_title
        || [sheet, first].iter().any(|sheet| sheet.layouts(vocabulary).iter().any(Layout::is_list))
    {
        return false;
    }
    // A form has one header block, and nothing of it stands below its indicators.
    let form_has_block = form.iter().any(|sheet| has_label(sheet, vocabulary));
    let form_has_indicators = form.iter().any(|sheet| !sheet.found.is_empty());
    !has_label(sheet, vocabulary)
        || !(form_has_indicators || names_project(table, vocabulary) && form_has_block)
}

/// Whether a table has a label of a form's header block.
fn has_label(sheet: &Sheet, vocabulary: &PerformanceVocabulary) -> bool {
    let cells = sheet.table.grid.cells().iter();
    cells.filter(|cell| !project::in_indicators(cell.row, &sheet.found)).any(|cell| {
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

/// Whether a form is of a whole unit and so of no project, also as a self-evaluation: its title says so, or its header
/// block begins with the unit's name and the title names no project either.
fn is_of_whole_unit(form: &[&Sheet], vocabulary: &PerformanceVocabulary) -> bool {
    let Some(first) = form.first().map(|sheet| sheet.table) else { return false };
    if first.kind == TableKind::PerformanceUnit {
        return true;
    }
    if form.iter().any(|sheet| names_project(sheet.table, vocabulary)) {
        return false;
    }
    let title = first.title.as_deref().unwrap_or_default();
    let opening = first.grid.cells().iter().find(|cell| !cell.text.is_empty());
    let opens_with_unit = opening.is_some_and(|cell| vocabulary.is_unit_label(&cell.text));
    vocabulary.is_whole_unit_title(title)
        || opens_with_unit && title::project_name_of_title(title, vocabulary).is_none()
}
