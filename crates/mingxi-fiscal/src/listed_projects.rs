//! The projects of a list of project expenditure (项目支出表): one for each row that is a project and contains no other.

use crate::Vocabulary;
use crate::performance::{HeaderRole, blank_project, code_and_name};
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Cell, Classification, LineItem, Phase, Project, RowRole, Table, TableKind};
use std::collections::{BTreeMap, BTreeSet};

/// The columns that may state a project's whole amount, the surest first.
const WHOLE: [&str; 5] = ["total", "amount", "project", "fiscal_appropriation", "general_public_budget"];

/// The columns of money that is no appropriation (其他资金, 单位资金).
const OTHER: [&str; 2] = ["other_funds", "unit_funds"];

/// The projects of all lists among `tables`, whose line items are given.
pub(crate) fn listed_projects(
    tables: &[Table],
    line_items: &[LineItem],
    vocabulary: &Vocabulary,
) -> Vec<Project> {
    let lists =
        tables.iter().filter(|table| table.kind == TableKind::ProjectExpenditure && !is_shared_out(table));
    let lists: BTreeMap<i32, &Table> = lists.map(|table| (table.table_id, table)).collect();
    let is_project = |item: &&LineItem| {
        item.classification == Some(Classification::Project)
            && matches!(item.row_role, Some(RowRole::Leaf | RowRole::Group))
            && item.name.is_some()
            && lists.contains_key(&item.table_id)
    };
    // A kind of projects contains projects; a project may contain its economic classes.
    let kinds: BTreeSet<(i32, i32)> = line_items
        .iter()
        .filter(is_project)
        .filter_map(|item| Some((item.table_id, item.parent_row?)))
        .collect();
    let mut rows: BTreeMap<(i32, i32), Vec<&LineItem>> = BTreeMap::new();
    for item in line_items.iter().filter(is_project) {
        if !kinds.contains(&(item.table_id, item.row)) {
            rows.entry((item.table_id, item.row)).or_default().push(item);
        }
    }
    let mut of_project: BTreeMap<(i32, i32), Vec<Project>> = BTreeMap::new();
    for ((table_id, row), items) in rows {
        let table = lists[&table_id];
        let mut project = project(table, row, &items, vocabulary);
        let named = merged_name(table, row, vocabulary);
        let first = named.map_or(row, |cell| i32::try_from(cell.row).unwrap_or(row));
        if let Some(cell) = named {
            let (code, name) = code_and_name(&cell.text);
            project.project_name = Some(name);
            project.project_code = code.or(project.project_code);
        }
        of_project.entry((table_id, first)).or_default().push(project);
    }
    of_project.into_values().filter_map(|parts| parts.into_iter().reduce(together)).collect()
}

/// The cell under 项目名称 that names a row and others: they are what the project is spent on (支出明细).
fn merged_name<'t>(table: &'t Table, row: i32, vocabulary: &Vocabulary) -> Option<&'t Cell> {
    let row = u32::try_from(row).ok().filter(|row| *row < table.grid.rows())?;
    let cell = table.grid.at(row, column_under(table, HeaderRole::ProjectName, vocabulary)?);
    (cell.row_span > 1 && cell.row >= table.header_rows && !squeeze(&cell.text).is_empty()).then_some(cell)
}

/// A project whose amounts stand in several rows: their sums.
fn together(mut project: Project, part: Project) -> Project {
    let amounts = [
        (&mut project.budget, part.budget),
        (&mut project.fiscal_funds, part.fiscal_funds),
        (&mut project.other_funds, part.other_funds),
        (&mut project.adjusted, part.adjusted),
        (&mut project.executed, part.executed),
    ];
    for (sum, term) in amounts {
        *sum = match (sum.take(), term) {
            (Some(sum), Some(term)) if sum.printed_unit == term.printed_unit => {
                let value = sum.value.checked_add(term.value);
                value.map(|value| Amount::new(value, term.printed_unit.as_deref()))
            }
            (Some(_), Some(_)) => None,
            (sum, term) => sum.or(term),
        };
    }
    project
}

/// Whether a table shares money out among places below (县对乡镇转移支付预算表): its title names transfers, and most of
/// its columns are places. Its rows are no projects of the unit.
fn is_shared_out(table: &Table) -> bool {
    let names_transfers = table.title.as_deref().is_some_and(|title| squeeze(title).contains("转移支付"));
    let Some(lowest) = table.header_rows.checked_sub(1).filter(|row| *row < table.grid.rows()) else {
        return false;
    };
    let heads = table.grid.row(lowest).filter(|cell| cell.row == lowest && cell.col > 0);
    let heads: Vec<String> = heads.map(|cell| squeeze(&cell.text)).filter(|head| !head.is_empty()).collect();
    let is_place = |head: &&String| {
        head.chars().count() > 1
            && head.ends_with(['乡', '镇', '区', '县', '市', '旗', '道', '村', '场', '盟', '州'])
    };
    let places = heads.iter().filter(is_place).count();
    names_transfers && places > 1 && places * 2 > heads.len()
}

fn project(table: &Table, row: i32, items: &[&LineItem], vocabulary: &Vocabulary) -> Project {
    let mut project = blank_project(vec![table.table_id], u32::try_from(row).unwrap_or_default());
    let whole = |phase: &dyn Fn(Option<Phase>) -> bool| {
        let own = || items.iter().filter(|item| phase(item.phase) && item.amount.yuan.is_some());
        let listed =
            WHOLE.iter().find_map(|code| own().find(|item| item.measure_code.as_deref() == Some(*code)));
        listed.or_else(|| own().next()).map(|item| item.amount.clone())
    };
    project.executed = whole(&|phase| phase == Some(Phase::Executed));
    project.adjusted = whole(&|phase| phase == Some(Phase::Adjusted));
    project.budget = whole(&|phase| matches!(phase, None | Some(Phase::Approved)));
    let source = |codes: &[&str]| {
        let is_one = |item: &&&LineItem| {
            item.measure_code.as_deref().is_some_and(|code| codes.contains(&code))
                && matches!(item.phase, None | Some(Phase::Approved))
        };
        let mut found = items.iter().filter(is_one);
        // Two columns would be two amounts, and neither is the whole.
        found.next().filter(|_| found.next().is_none()).map(|item| item.amount.clone())
    };
    project.fiscal_funds = source(&["fiscal_appropriation"]);
    project.other_funds = source(&OTHER);
    if let Some(first) = items.first() {
        project.place.clone_from(&first.place);
        // As printed, unless a number or code stands before the name.
        let printed = first.name_as_printed.as_ref().filter(|name| Some(squeeze(name)) == first.name);
        let (code, name) = printed.or(first.name.as_ref()).map(|name| code_and_name(name)).unzip();
        (project.project_code, project.project_name) = (code.flatten(), name);
        project.implementing_unit.clone_from(&first.unit_name);
    }
    let text = |role| text_under(table, row, role, vocabulary);
    project.project_code = text(HeaderRole::ProjectCode).or(project.project_code);
    project.goal_text = text(HeaderRole::Goal);
    project
}

/// The text of a row in the column whose head has a role of project lists.
fn text_under(table: &Table, row: i32, role: HeaderRole, vocabulary: &Vocabulary) -> Option<String> {
    let row = u32::try_from(row).ok().filter(|row| *row < table.grid.rows())?;
    let col = column_under(table, role, vocabulary)?;
    Some(table.grid.at(row, col).text.clone()).filter(|text| !text.is_empty())
}

/// The column whose head has a role of project lists.
fn column_under(table: &Table, role: HeaderRole, vocabulary: &Vocabulary) -> Option<u32> {
    let heads = 0..table.header_rows.min(table.grid.rows());
    let is_head = |col: &u32| {
        let lowest = heads.clone().rev().map(|head| table.grid.at(head, *col));
        let mut filled = lowest.filter(|cell| !squeeze(&cell.text).is_empty());
        filled.next().is_some_and(|cell| vocabulary.performance.header_role(&cell.text) == Some(role))
    };
    (0..table.grid.columns()).find(is_head)
}
