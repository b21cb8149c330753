//! A performance table and the indicator blocks that its grid shows.

use super::layout::{Layout, find, find_list, is_evaluation_list};
use super::vocabulary::PerformanceVocabulary;
use mingxi_model::{Table, TableKind};

/// A performance table with the indicator blocks of its grid, found once.
pub(super) struct Sheet<'t> {
    pub table: &'t Table,
    pub found: Vec<Layout>,
}

impl<'t> Sheet<'t> {
    pub fn of(table: &'t Table, vocabulary: &PerformanceVocabulary) -> Sheet<'t> {
        Sheet { table, found: find(&table.grid, vocabulary) }
    }

    /// Its indicators, or the rows of a list of projects. A form of a whole unit has no projects, whatever its columns
    /// are called.
    pub fn layouts(&self, vocabulary: &PerformanceVocabulary) -> Vec<Layout> {
        let Sheet { table, found } = self;
        let mut layouts = found.clone();
        let is_list = || {
            table.kind == TableKind::PerformanceProjectList
                || table.kind == TableKind::PerformanceSelfEvaluation
                    && is_evaluation_list(&table.grid, vocabulary)
        };
        if layouts.is_empty() && is_list() {
            layouts.extend(find_list(&table.grid, table.header_rows, vocabulary));
        }
        if table.kind == TableKind::PerformanceUnit {
            layouts.iter_mut().for_each(|layout| layout.keys.clear());
        }
        layouts
    }
}
