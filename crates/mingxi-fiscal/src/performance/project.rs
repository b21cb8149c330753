//! Project forms to projects: the header block, the fund matrix, the goal, the payment plan, the score.

use super::funds::{amount_of, form_unit, report_conflict, report_units};
use super::layout::Layout;
use super::list::code_and_name;
use super::matrix::read_matrix;
use super::roles::names_other_span;
use super::sheet::Sheet;
use super::title::project_name_of_title;
use super::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{Amount, Cell, CheckStatus, Diagnostic, Grid, PaymentShare, Project, Table, parse_number};

/// The project of a form that stands in one table or several; `None` for an unfilled form.
pub(super) fn read_form(
    sheets: &[&Sheet],
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Project> {
    let first = sheets.first()?;
    let tables = || sheets.iter().map(|sheet| sheet.table);
    let mut project = blank_project(tables().map(|table| table.table_id).collect(), 0);
    project.place = first.table.grid.cells().iter().find_map(|cell| cell.place.clone());
    for Sheet { table, found } in sheets {
        let unit = form_unit(table, found, vocabulary);
        read_matrix(table, unit.as_deref(), found, vocabulary, &mut project, diagnostics);
        read_pairs(table, unit.as_deref(), found, vocabulary, &mut project, diagnostics);
        report_conflict(table, found, vocabulary, &project, diagnostics);
        report_units(table, unit.as_deref(), &project, diagnostics);
    }
    if project.project_name.is_none() {
        project.project_name =
            tables().find_map(|table| project_name_of_title(table.title.as_deref()?, vocabulary));
    }
    if !has_content(&project) {
        return None;
    }
    if project.implementing_unit.is_none() {
        let captions = tables().flat_map(|table| &table.captions);
        project.implementing_unit = captions.filter_map(|caption| coded_unit(caption)).next();
    }
    Some(project)
}

/// The budget unit of a caption that prints its code before its name (450002某局).
fn coded_unit(caption: &str) -> Option<String> {
    let name = without_code(caption.trim());
    let code = caption.trim().len() - name.len();
    let is_name = name.chars().count() > 3 && name.chars().all(|c| is_han(c) || "（）()".contains(c));
    (code > 2 && is_name).then(|| name.to_owned())
}

/// A project about which nothing is known yet.
pub(crate) fn blank_project(table_ids: Vec<i32>, row: u32) -> Project {
    Project {
        table_ids,
        row: i32::try_from(row).unwrap_or(i32::MAX),
        place: None,
        project_name: None,
        project_code: None,
        department: None,
        implementing_unit: None,
        period: None,
        budget: None,
        fiscal_funds: None,
        other_funds: None,
        approved: None,
        adjusted: None,
        executed: None,
        balance: None,
        execution_rate: None,
        execution_weight: None,
        execution_score: None,
        total_score: None,
        grade: None,
        goal_text: None,
        actual_text: None,
        payment_plan: Vec::new(),
        check_status: CheckStatus::Unverified,
    }
}

fn has_content(project: &Project) -> bool {
    project.project_name.is_some()
        || project.project_code.is_some()
        || project.budget.is_some()
        || project.approved.is_some()
        || project.adjusted.is_some()
        || project.goal_text.is_some()
}

/// Whether a row belongs to an indicator block, where labels mean something else.
pub(super) fn in_indicators(row: u32, layouts: &[Layout]) -> bool {
    layouts.iter().any(|layout| (layout.top..layout.end).contains(&row))
}

fn read_pairs(
    table: &Table,
    unit: Option<&str>,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    project: &mut Project,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let grid = &table.grid;
    let mut shares = Vec::new();
    let has_matrix = project.approved.is_some() || project.adjusted.is_some() || project.executed.is_some();
    let (of_year, others) = labels_by_span(grid, layouts, vocabulary);
    let is_late = |index: usize| index >= of_year.len();
    let mut has_budget = None;
    for (index, (label, cell)) in of_year.iter().chain(&others).enumerate() {
        // What another span of time states is taken only where the year says nothing; its money is not mixed.
        if is_late(index) && *label != FormLabel::Goal {
            let known = *has_budget.get_or_insert(project.budget.is_some());
            if known {
                continue;
            }
        }
        let right = value_right(grid, cell, vocabulary);
        let text = || right.map(|value| value.text.clone());
        let mut money = |slot: &mut Option<Amount>| {
            let Some(value) = right.filter(|_| slot.is_none()) else {
                return;
            };
            *slot = amount_of(&cell.text, value.exact(), unit);
            if slot.is_none() {
                diagnostics.push(super::funds::unread_amount(table, cell, value));
            } else if value.repair.is_some() {
                project.check_status = CheckStatus::Repaired;
            }
        };
        match label {
            FormLabel::ProjectName => {
                let (code, name) = text().map(|text| code_and_name(&text)).unzip();
                first_text(&mut project.project_name, name);
                first_text(&mut project.project_code, code.flatten());
            }
            FormLabel::ProjectCode => first_text(&mut project.project_code, text()),
            FormLabel::Department => {
                first_text(&mut project.department, text().map(|t| without_code(&t).to_owned()));
            }
            FormLabel::ImplementingUnit => {
                first_text(&mut project.implementing_unit, text().map(|t| without_code(&t).to_owned()));
            }
            FormLabel::Period => first_text(&mut project.period, text()),
            FormLabel::FiscalShare if !has_matrix => {
                let mut share = None;
                money(&mut share);
                shares.extend(share);
            }
            FormLabel::Budget if !has_matrix => money(&mut project.budget),
            FormLabel::FiscalFunds if !has_matrix => money(&mut project.fiscal_funds),
            FormLabel::OtherFunds if !has_matrix => money(&mut project.other_funds),
            FormLabel::Goal => {
                let goal = words(grid, cell, vocabulary).filter(|goal| !vocabulary.is_goal_placeholder(goal));
                first_text(&mut project.goal_text, goal);
            }
            FormLabel::Actual => {
                let actual = words(grid, cell, vocabulary);
                first_text(&mut project.actual_text, actual);
            }
            FormLabel::PaymentPlan if project.payment_plan.is_empty() => {
                project.payment_plan = payment_plan(grid, cell);
            }
            FormLabel::TotalScore => read_score(grid, cell, layouts, vocabulary, project),
            FormLabel::Grade => first_text(&mut project.grade, text().filter(|t| vocabulary.is_grade(t))),
            _ => {}
        }
    }
    if project.fiscal_funds.is_none() {
        project.fiscal_funds = sum_of(&shares);
    }
}

/// A label with its cell.
type Labelled<'g> = (FormLabel, &'g Cell);

/// The labels of a form beside its indicators: those of the year, and those of another span of time with the parts
/// (其中：财政拨款) below its sum.
fn labels_by_span<'g>(
    grid: &'g Grid,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
) -> (Vec<Labelled<'g>>, Vec<Labelled<'g>>) {
    let own = grid.cells().iter().filter(|cell| !in_indicators(cell.row, layouts));
    let labelled: Vec<(FormLabel, &Cell)> =
        own.filter_map(|cell| Some((vocabulary.form_label_like(&cell.text)?, cell))).collect();
    let sums = || labelled.iter().filter(|(label, _)| *label == FormLabel::Budget).map(|(_, cell)| *cell);
    let has_year = sums().any(|cell| !is_of_other_span(&cell.text));
    let is_late = |(label, cell): &(FormLabel, &Cell)| match label {
        FormLabel::Goal => is_of_other_span(&cell.text),
        FormLabel::Budget => has_year && is_of_other_span(&cell.text),
        FormLabel::FiscalFunds | FormLabel::OtherFunds | FormLabel::FiscalShare => {
            // The nearest sum above, in the same column, tells whose part it is.
            let above = sums().filter(|sum| sum.col == cell.col && sum.row < cell.row);
            has_year && above.max_by_key(|sum| sum.row).is_some_and(|sum| is_of_other_span(&sum.text))
        }
        _ => false,
    };
    labelled.iter().copied().partition(|labelled| !is_late(labelled))
}

/// Whether a label states another span of time than the form's own year (实施期资金总额).
fn is_of_other_span(label: &str) -> bool {
    let key = squeeze(label);
    names_other_span(&key) && !["年度", "本年", "当年"].iter().any(|year| key.contains(year))
}

/// The fiscal money that is printed only by the levels that give it (中央资金, 市级资金): their sum.
fn sum_of(shares: &[Amount]) -> Option<Amount> {
    let (first, others) = shares.split_first()?;
    let mut sum = first.value;
    for other in others.iter().filter(|other| other.printed_unit == first.printed_unit) {
        sum = sum.checked_add(other.value)?;
    }
    let is_one_unit = others.iter().all(|other| other.printed_unit == first.printed_unit);
    is_one_unit.then(|| Amount::new(sum, first.printed_unit.as_deref()))
}

fn first_text(slot: &mut Option<String>, text: Option<String>) {
    if slot.is_none() {
        *slot = text;
    }
}

/// The first filled cell right of a label; `None` where another label comes first.
pub(super) fn value_right<'g>(
    grid: &'g Grid,
    label: &Cell,
    vocabulary: &PerformanceVocabulary,
) -> Option<&'g Cell> {
    grid.row(label.row)
        .filter(|cell| cell.col >= label.col + label.col_span)
        .find(|cell| !cell.text.is_empty())
        .filter(|cell| vocabulary.form_label_like(&cell.text).is_none())
}

/// The words of a goal or result: beside the label, or below it where labels stand side by side. Words that a page
/// break has cut stand below each other beside a label of several rows.
fn words(grid: &Grid, label: &Cell, vocabulary: &PerformanceVocabulary) -> Option<String> {
    let is_words = |cell: &&Cell| {
        vocabulary.form_label_like(&cell.text).is_none() && vocabulary.header_role(&cell.text).is_none()
    };
    let beside = grid
        .row(label.row)
        .filter(|cell| cell.col >= label.col + label.col_span)
        .find(|cell| !cell.text.is_empty());
    let Some(first) = beside.filter(is_words) else {
        return below(grid, label, vocabulary).filter(is_words).map(|cell| cell.text.clone());
    };
    let mut text = first.text.clone();
    for row in first.row + first.row_span..label.row + label.row_span {
        match grid.starts_at(row, first.col).filter(|cell| cell.col_span == first.col_span).filter(is_words) {
            Some(cell) => text.push_str(&cell.text),
            None => break,
        }
    }
    Some(text)
}

/// The filled cell that stands right under a label. A label of several rows stands beside its block and has
/// nothing of its own below.
fn below<'g>(grid: &'g Grid, label: &Cell, vocabulary: &PerformanceVocabulary) -> Option<&'g Cell> {
    grid.starts_at(label.row + 1, label.col)
        .filter(|cell| label.row_span == 1 && !cell.text.is_empty())
        .filter(|cell| vocabulary.header_role(&cell.text).is_none())
}

/// 资金支出计划（%）: dates in the label's row, cumulated shares in the row below. The rows of a dump may have
/// lost their common columns but not their order.
fn payment_plan(grid: &Grid, label: &Cell) -> Vec<PaymentShare> {
    let dates: Vec<&Cell> = grid
        .row(label.row)
        .filter(|cell| cell.row == label.row && cell.col >= label.col + label.col_span)
        .collect();
    let Some(below) = dates.first().map(|date| date.row + date.row_span) else {
        return Vec::new();
    };
    let shares: Vec<&Cell> =
        grid.row(below).filter(|cell| cell.row == below && cell.col >= label.col).collect();
    // An empty start may stand for the label's merge.
    let skip = shares.len().saturating_sub(dates.len());
    let is_same_length = skip <= 1 && shares.len() >= dates.len();
    dates
        .iter()
        .enumerate()
        .filter(|(_, date)| !date.text.is_empty())
        .map(|(i, date)| {
            let by_column = || shares.iter().find(|share| share.col == date.col);
            let share = if is_same_length { shares.get(i + skip) } else { by_column() };
            PaymentShare {
                label: date.text.clone(),
                percent: share.and_then(|cell| parse_number(squeeze(&cell.text).trim_end_matches('%'))),
            }
        })
        .collect()
}

/// 总分: the number under 得分 where the form has that column, else the last one of the row.
fn read_score(
    grid: &Grid,
    label: &Cell,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    project: &mut Project,
) {
    let score_col = layouts
        .iter()
        .flat_map(|layout| &layout.panels)
        .find_map(|panel| panel.one(HeaderRole::Score))
        .map(|column| column.start);
    let right: Vec<&Cell> = grid
        .row(label.row)
        .filter(|cell| cell.col >= label.col + label.col_span && !cell.text.is_empty())
        .collect();
    let number = |cell: &&Cell| parse_number(cell.text.trim_end_matches('分'));
    let under = right.iter().find(|cell| Some(cell.col) == score_col).and_then(number);
    project.total_score = project.total_score.or(under).or_else(|| right.iter().rev().find_map(number));
    let grade = right.iter().find(|cell| vocabulary.is_grade(&cell.text));
    first_text(&mut project.grade, grade.map(|cell| cell.text.clone()));
}

/// A unit's name without the code printed before it: `054-某局`, `0541 某局`.
fn without_code(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest
        .trim_start_matches(|c: char| matches!(c, '-' | '－' | '—' | '_') || mingxi_model::text::is_space(c));
    if rest.is_empty() { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::{coded_unit, without_code};

    #[test]
    fn codes_before_names_are_left_out() {
        assert_eq!(without_code("054-青石县图书馆"), "青石县图书馆");
        assert_eq!(without_code("0541 青石县图书馆"), "青石县图书馆");
        assert_eq!(without_code("青石县图书馆"), "青石县图书馆");
        assert_eq!(without_code("054001"), "054001");
        assert_eq!(coded_unit("450002青石县图书馆").as_deref(), Some("青石县图书馆"));
        assert_eq!(coded_unit("2023年度"), None);
        assert_eq!(coded_unit("单位：万元"), None);
    }
}
