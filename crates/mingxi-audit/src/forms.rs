//! Performance forms: which of a form's cells print the amounts and points that were read from it.
//!
//! A project carries its amounts without their cells. They are found again by their printed numbers, in the
//! order in which forms print them; where a number stands in several cells the first is named, which matters
//! to a reader of a finding but not to its outcome.

use crate::figure::{Figure, Source};
use crate::view::contains_any;
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Cell, Indicator, Project, Reading, Table, TableKind, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A number of a form: row, column, value.
type Printed = (u32, u32, Decimal);

/// Bytes of the longest cell that is read as one number.
const LONGEST_NUMBER: usize = 64;

/// What is printed behind a number in forms.
const ENDINGS: &[&str] = &["万元", "元", "万", "%", "分"];

/// An amount of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// 预算数, 资金总额.
    Budget,
    /// 财政资金.
    Fiscal,
    /// 其他资金.
    Other,
    /// 年初预算数.
    Approved,
    /// 全年预算数.
    Adjusted,
    /// 全年执行数.
    Executed,
    /// 资金结余.
    Balance,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Field::Budget => "预算数",
            Field::Fiscal => "财政资金",
            Field::Other => "其他资金",
            Field::Approved => "年初预算数",
            Field::Adjusted => "全年预算数",
            Field::Executed => "全年执行数",
            Field::Balance => "资金结余",
        }
    }

    fn amount(self, project: &Project) -> Option<&Amount> {
        match self {
            Field::Budget => project.budget.as_ref(),
            Field::Fiscal => project.fiscal_funds.as_ref(),
            Field::Other => project.other_funds.as_ref(),
            Field::Approved => project.approved.as_ref(),
            Field::Adjusted => project.adjusted.as_ref(),
            Field::Executed => project.executed.as_ref(),
            Field::Balance => project.balance.as_ref(),
        }
    }
}

/// A project with its form.
pub(crate) struct Form<'a> {
    /// What was read of it.
    pub project: &'a Project,
    /// The first of its tables.
    pub table: &'a Table,
    /// The indicators of its form; none where several projects share a table.
    pub indicators: Vec<&'a Indicator>,
    /// Its amounts with their cells.
    pub amounts: BTreeMap<Field, Figure<'a>>,
    tables: Vec<&'a Table>,
    /// No other project stands in its tables.
    is_alone: bool,
}

/// The projects of a document with their forms.
pub(crate) fn forms(reading: &Reading) -> Vec<Form<'_>> {
    let tables: BTreeMap<i32, &Table> = reading.tables.iter().map(|table| (table.table_id, table)).collect();
    let mut owners: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for project in &reading.projects {
        for table in &project.table_ids {
            owners.entry(*table).or_default().push(project.row);
        }
    }
    let mut indicators: BTreeMap<i32, Vec<&Indicator>> = BTreeMap::new();
    for indicator in &reading.indicators {
        indicators.entry(indicator.table_id).or_default().push(indicator);
    }
    let mut numbers: BTreeMap<i32, Vec<Printed>> = BTreeMap::new();
    let mut forms = Vec::new();
    for project in &reading.projects {
        let own: Vec<&Table> = project.table_ids.iter().filter_map(|id| tables.get(id).copied()).collect();
        let Some(first) = own.first().copied() else {
            continue;
        };
        let is_alone = project.table_ids.iter().all(|id| owners[id].len() == 1);
        let start = if is_alone { 0 } else { u32::try_from(project.row).unwrap_or_default() };
        let end = owners[&first.table_id].iter().copied().filter(|row| *row > project.row).min();
        let end = end.filter(|_| !is_alone).map_or(u32::MAX, |row| u32::try_from(row).unwrap_or(u32::MAX));
        let mut amounts = BTreeMap::new();
        for table in &own {
            let numbers = numbers.entry(table.table_id).or_insert_with(|| printed(table));
            let from = numbers.partition_point(|(row, ..)| *row < start);
            let to = numbers.partition_point(|(row, ..)| *row < end);
            find_amounts(project, table, &numbers[from..to.max(from)], &mut amounts);
        }
        let own_indicators = project.table_ids.iter().filter_map(|id| indicators.get(id)).flatten().copied();
        let indicators = if is_alone { own_indicators.collect() } else { Vec::new() };
        forms.push(Form { project, table: first, indicators, amounts, tables: own, is_alone });
    }
    forms
}

/// The numbers of a form, by row and column.
fn printed(table: &Table) -> Vec<Printed> {
    let mut numbers: Vec<Printed> = table
        .grid
        .cells()
        .iter()
        .filter_map(|cell| Some((cell.row, cell.col, number_of(&cell.text)?)))
        .collect();
    numbers.sort_unstable();
    numbers
}

/// A number that may have its unit behind it.
fn number_of(text: &str) -> Option<Decimal> {
    // Most cells of a form are words.
    if text.len() > LONGEST_NUMBER || !text.contains(char::is_numeric) {
        return None;
    }
    let text = squeeze(text);
    let bare = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text);
    parse_number(bare)
}

/// Finds the amounts that a table prints: those of the budget year side by side in one row, the others
/// wherever they come next.
fn find_amounts<'a>(
    project: &'a Project,
    table: &'a Table,
    numbers: &[Printed],
    amounts: &mut BTreeMap<Field, Figure<'a>>,
) {
    use Field::{Adjusted, Approved, Balance, Budget, Executed, Fiscal, Other};
    let mut take = |field: Field, row: u32, col: u32| {
        if let Some(amount) = field.amount(project) {
            let source = Source::Form { table, row, col, name: field.name() };
            amounts.entry(field).or_insert_with(|| Figure::new(source, amount.clone()));
        }
    };
    let phases: Vec<(Field, Decimal)> = [Approved, Adjusted, Executed, Balance]
        .into_iter()
        .filter_map(|field| Some((field, field.amount(project)?.value)))
        .collect();
    let rows = numbers.chunk_by(|a, b| a.0 == b.0);
    if let Some(found) = rows.filter_map(|row| in_order(&phases, row)).next() {
        found.into_iter().for_each(|(field, row, col)| take(field, row, col));
    }
    let mut from = 0;
    for field in [Budget, Fiscal, Other] {
        let Some(value) = field.amount(project).map(|amount| amount.value) else {
            continue;
        };
        if let Some(place) = numbers[from..].iter().position(|(.., number)| *number == value) {
            let (row, col, _) = numbers[from + place];
            take(field, row, col);
            from += place + 1;
        }
    }
}

/// The cells of a row that print the values from left to right.
fn in_order(values: &[(Field, Decimal)], row: &[Printed]) -> Option<Vec<(Field, u32, u32)>> {
    let mut rest = row.iter();
    let found: Option<Vec<_>> = values
        .iter()
        .map(|(field, value)| {
            rest.find(|(.., number)| number == value).map(|(row, col, _)| (*field, *row, *col))
        })
        .collect();
    found.filter(|found| !found.is_empty())
}

impl<'a> Form<'a> {
    /// Whether it is a row of a list of projects.
    pub fn is_listed(&self) -> bool {
        !self.is_alone || self.table.kind == TableKind::PerformanceProjectList
    }

    /// Points of an indicator, at the cell right of its name that prints them.
    pub fn points(&self, indicator: &'a Indicator, points: Decimal, is_score: bool) -> Option<Figure<'a>> {
        let table = self.tables.iter().copied().find(|table| table.table_id == indicator.table_id)?;
        let row = u32::try_from(indicator.row).ok()?;
        let name_col = u32::try_from(indicator.col).ok()?;
        if row >= table.grid.rows() {
            return None;
        }
        let mut cells = table.grid.row(row).filter(|cell| cell.col > name_col);
        let prints = |cell: &&Cell| number_of(&cell.text) == Some(points);
        // The score stands right of the weight and may be the same number.
        let found = if is_score { cells.filter(prints).last() } else { cells.find(prints) };
        let (row, col) = found.map_or((row, name_col), |cell| (cell.row, cell.col));
        let source = Source::Form { table, row, col, name: &indicator.level3 };
        Some(Figure::new(source, Amount::new(points, None)).set())
    }

    /// The total score, at the cell that prints it last.
    pub fn total_score(&self) -> Option<Figure<'a>> {
        let score = self.project.total_score?;
        self.tables.iter().rev().find_map(|table| {
            let cells = table.grid.cells().iter().rev();
            let cell = cells.into_iter().find(|cell| number_of(&cell.text) == Some(score))?;
            let source = Source::Form { table, row: cell.row, col: cell.col, name: "总分" };
            Some(Figure::new(source, Amount::new(score, None)).set())
        })
    }

    /// The total of the weights: the first of several numbers in the row of the total score (总分 | 100 | 98).
    pub fn total_weight(&self) -> Option<Decimal> {
        let Source::Form { table, row, .. } = self.total_score()?.source else {
            return None;
        };
        let mut numbers = table.grid.row(row).filter_map(|cell| number_of(&cell.text));
        let (first, second) = (numbers.next()?, numbers.next());
        second.map(|_| first)
    }

    /// The points that the form gives for spending its money: beside 执行率 in the head of the amounts, 分值 or
    /// 得分, in the row of the amounts.
    pub fn execution_points(&self, head: &'static str) -> Option<Figure<'a>> {
        let Source::Form { table, row, .. } = self.amounts.get(&Field::Executed)?.source else {
            return None;
        };
        let cells = || table.grid.cells().iter().filter(|cell| cell.row < row);
        let rate = cells().rfind(|cell| squeeze(&cell.text).starts_with("执行率"))?;
        let beside = cells().find(|cell| {
            cell.row <= rate.row
                && rate.row < cell.row + cell.row_span
                && cell.col > rate.col
                && is_head(cell, head)
        })?;
        let value = table.grid.at(row, beside.col);
        let points = number_of(&value.text)?;
        let source = Source::Form { table, row: value.row, col: value.col, name: "预算执行率" };
        Some(Figure::new(source, Amount::new(points, None)).set())
    }

    /// Amounts at the beginning of cells of words (预算数220万元。其中…), each at its cell.
    pub fn words(&self, head: &'static str) -> Vec<Figure<'a>> {
        let mut found = Vec::new();
        // In a list the words of one project are not told from those of the next.
        for table in self.tables.iter().copied().filter(|_| self.is_alone) {
            for cell in table.grid.cells() {
                let text = squeeze(&cell.text);
                if let Some(amount) = text.strip_prefix(head).and_then(amount_at_start) {
                    let source =
                        Source::Form { table, row: cell.row, col: cell.col, name: "文字中的预算数" };
                    found.push(Figure::new(source, amount));
                }
            }
        }
        found
    }

    /// Whether the form prints how much of its money was spent, in a row of its own or beside its amounts.
    pub fn has_execution(&self) -> bool {
        self.project.execution_rate.is_some()
            || self
                .tables
                .iter()
                .any(|table| table.grid.cells().iter().any(|cell| contains_any(&cell.text, &["执行率"])))
    }
}

/// An amount of money with its unit at the start of a text.
fn amount_at_start(text: &str) -> Option<Amount> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))?;
    let (number, rest) = text.split_at(digits);
    let unit = ["万元", "亿元", "元"].into_iter().find(|unit| rest.starts_with(unit))?;
    Some(Amount::new(parse_number(number)?, Some(unit)))
}

fn is_head(cell: &Cell, head: &str) -> bool {
    squeeze(&cell.text).starts_with(head)
}
