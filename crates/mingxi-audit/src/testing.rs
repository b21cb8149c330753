//! Tables written as rows of text, as the recogniser would hand them over.
//!
//! Columns: `code`, `name`, or a value column `path/of/header` with, in this order and each optional, `+` or
//! `-` before it (revenue, expenditure), `@measure_code`, `=3,4` (the sum of columns 3 and 4), `<1` (part of
//! column 1). Cells are separated by `|`. A name may begin with `total `, `group ` or `memo ` for its role and
//! with `^N ` for the row it is part of. `<<` goes on with the cell to its left.

use crate::{apply, audit};
use mingxi_model::{
    Amount, Cell, CheckStatus, Column, ColumnRole, Extraction, Flow, Grid, KindEvidence, LineItem, Outcome,
    Reading, RowLabel, RowRole, Statement, Table, TableKind, parse_number,
};

pub(crate) struct Form {
    title: String,
    unit: String,
    kind: TableKind,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Form {
    pub fn new(title: &str, unit: &str, columns: &[&str]) -> Form {
        let mut panel = 0;
        let mut after_value = false;
        let columns = (0u32..)
            .zip(columns)
            .map(|(col, text)| {
                let mut column = column(col, text);
                panel += u32::from(after_value && column.role != ColumnRole::Value);
                after_value = column.role == ColumnRole::Value;
                column.panel = panel;
                column
            })
            .collect();
        Form {
            title: title.to_owned(),
            unit: unit.to_owned(),
            kind: TableKind::GovernmentFund,
            columns,
            rows: Vec::new(),
        }
    }

    pub fn kind(mut self, kind: TableKind) -> Form {
        self.kind = kind;
        self
    }

    pub fn rows(mut self, rows: &[&str]) -> Form {
        let split = |row: &&str| row.split('|').map(str::to_owned).collect();
        self.rows = rows.iter().map(split).collect();
        self
    }

    pub fn reading(self) -> Reading {
        reading_of(vec![self])
    }

    fn table(&self, table_id: i32) -> Table {
        let (height, width) = (self.rows.len() as u32, self.columns.len() as u32);
        let mut cells: Vec<Cell> = Vec::new();
        let mut labels = Vec::new();
        for (row, texts) in (0..).zip(&self.rows) {
            let text = |col: u32| texts.get(col as usize).map_or("", String::as_str);
            for col in 0..width {
                let column = &self.columns[col as usize];
                let shown = match column.role {
                    ColumnRole::Name => label_text(text(col)).2,
                    _ => text(col),
                };
                let goes_on = shown == "<<";
                match cells.last_mut().filter(|_| goes_on) {
                    Some(left) => left.col_span += 1,
                    None => cells.push(Cell::single(row, col, shown, None)),
                }
                if column.role == ColumnRole::Name {
                    let first = (0..=col).rev().find(|left| text(*left) != "<<").unwrap_or(col);
                    let code = self.columns[..col as usize]
                        .iter()
                        .find(|c| c.panel == column.panel && c.role == ColumnRole::Code)
                        .map_or("", |c| text(c.col));
                    labels.push(label(row, column.panel, code, text(first)));
                }
            }
        }
        Table {
            table_id,
            title: Some(self.title.clone()),
            form_number: None,
            kind: self.kind,
            kind_evidence: KindEvidence::Both,
            printed_unit: Some(self.unit.clone()),
            grid: Grid::new(height, width, cells).unwrap(),
            header_rows: 0,
            captions: Vec::new(),
            notes: Vec::new(),
            extraction: Extraction::Native,
            is_blank: false,
            columns: self.columns.clone(),
            labels,
            unpublished_numbers: 0,
            why: Vec::new(),
        }
    }
}

fn column(col: u32, text: &str) -> Column {
    let (text, part_of) = text.split_once('<').map_or((text, None), |(t, c)| (t, c.parse().ok()));
    let (text, sum_of) = text.split_once('=').unwrap_or((text, ""));
    let (text, measure) = text.split_once('@').map_or((text, None), |(t, m)| (t, Some(m)));
    let (flow, text) = match text.split_at_checked(1) {
        Some(("+", rest)) => (Some(Flow::Revenue), rest),
        Some(("-", rest)) => (Some(Flow::Expenditure), rest),
        _ => (None, text),
    };
    Column {
        col,
        path: text.split('/').map(str::to_owned).collect(),
        role: match text {
            "code" => ColumnRole::Code,
            "name" => ColumnRole::Name,
            _ => ColumnRole::Value,
        },
        panel: 0,
        measure_code: measure.map(str::to_owned),
        flow,
        fund: None,
        phase: None,
        unit: None,
        sum_of: sum_of.split(',').filter_map(|c| c.parse().ok()).collect(),
        part_of,
    }
}

/// The row a label is part of, its role, and its text.
fn label_text(text: &str) -> (Option<u32>, Option<RowRole>, &str) {
    let (parent, text) = match text.strip_prefix('^').and_then(|rest| rest.split_once(' ')) {
        Some((row, rest)) => (row.parse().ok(), rest),
        None => (None, text),
    };
    for (prefix, role) in [("total ", RowRole::Total), ("group ", RowRole::Group), ("memo ", RowRole::Memo)] {
        if let Some(rest) = text.strip_prefix(prefix) {
            return (parent, Some(role), rest);
        }
    }
    (parent, None, text)
}

fn label(row: u32, panel: u32, code: &str, text: &str) -> RowLabel {
    let (parent_row, role, text) = label_text(text);
    let bare = text.trim_start_matches("其中：");
    let bare = bare.split_once('、').map_or(bare, |(_, rest)| rest);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let level = match code.len() {
        3 if code != "133" => Some(1),
        5 => Some(2),
        7 => Some(3),
        _ => None,
    };
    RowLabel {
        row,
        panel,
        code: some(code),
        name: some(bare),
        name_as_printed: some(text),
        level,
        parent_code: level.filter(|l| *l > 1).map(|_| code[..code.len() - 2].to_owned()),
        role,
        parent_row,
        ..RowLabel::default()
    }
}

/// The tables as one document, audited.
pub(crate) fn reading_of(forms: Vec<Form>) -> Reading {
    audited(unaudited(forms))
}

/// The tables as one document.
pub(crate) fn unaudited(forms: Vec<Form>) -> Reading {
    let mut reading = Reading::default();
    for (table_id, form) in (1..).zip(&forms) {
        let table = form.table(table_id);
        reading.line_items.extend(line_items(&table));
        reading.tables.push(table);
    }
    reading
}

/// The document, audited.
pub(crate) fn audited(mut reading: Reading) -> Reading {
    let checks = audit(&reading);
    apply(&mut reading, checks);
    reading
}

/// An amount in 万元 that prose states.
pub(crate) fn said(subject: &str, measure: Option<&str>, amount: &str) -> Statement {
    Statement {
        sentence: format!("{subject}{amount}万元。"),
        subject: Some(subject.to_owned()),
        code: None,
        measure_code: measure.map(str::to_owned),
        amount: Some(Amount::new(amount.parse().unwrap(), Some("万元"))),
        quantity: None,
        quantity_unit: None,
        change: None,
        change_percent: None,
        change_direction: None,
        reason_text: None,
        place: None,
    }
}

/// The number cells of a table.
pub(crate) fn line_items(table: &Table) -> Vec<LineItem> {
    let mut items = Vec::new();
    for cell in table.grid.cells() {
        let column = &table.columns[cell.col as usize];
        let Some(value) = parse_number(&cell.text).filter(|_| column.role == ColumnRole::Value) else {
            continue;
        };
        items.push(LineItem {
            table_id: table.table_id,
            table_kind: table.kind,
            row: cell.row as i32,
            col: cell.col as i32,
            flow: column.flow,
            classification: None,
            code: None,
            name: None,
            name_as_printed: None,
            level: None,
            parent_code: None,
            secondary_code: None,
            secondary_name: None,
            parent_row: None,
            economic_code: None,
            economic_name: None,
            code_status: None,
            row_role: None,
            line_no: None,
            unit_code: None,
            unit_name: None,
            measure: column.measure(),
            measure_code: column.measure_code.clone(),
            item_code: None,
            fund: column.fund,
            phase: column.phase,
            value_text: cell.text.clone(),
            amount: Amount::new(value, table.printed_unit.as_deref()),
            check_status: CheckStatus::Unverified,
            suspect_rank: None,
            suspect_value: None,
            suspect_slip: None,
            place: None,
        });
    }
    items
}

/// How a rule's checks came out, in order.
pub(crate) fn outcomes(reading: &Reading, rule: &str) -> Vec<Outcome> {
    let checks = reading.checks.iter().filter(|check| check.rule_id == rule);
    checks.map(|check| check.outcome).collect()
}

/// The cells of broken identities, sorted: row and column.
pub(crate) fn broken(reading: &Reading) -> Vec<(i32, i32)> {
    let items = reading.line_items.iter();
    let mut cells: Vec<_> = items
        .filter(|item| item.check_status == CheckStatus::Conflict)
        .map(|item| (item.row, item.col))
        .collect();
    cells.sort_unstable();
    cells
}

/// The status of a number.
pub(crate) fn status(reading: &Reading, row: i32, col: i32) -> CheckStatus {
    let mut items = reading.line_items.iter();
    items.find(|item| (item.row, item.col) == (row, col)).unwrap().check_status
}
