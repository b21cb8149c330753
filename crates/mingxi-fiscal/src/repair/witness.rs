//! What the rest of the document says about where a row's numbers belong.

use mingxi_model::text::squeeze;
use mingxi_model::{ColumnRole, RowRole, Table, TableKind, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Expected numbers by the lowest header text of a column, for total rows; and by row and header path.
#[derive(Debug, Default)]
pub(super) struct Witnesses {
    /// Σ of the projects of one type (特定目标类), from the project table's 类型 column.
    by_type: BTreeMap<String, Decimal>,
    /// Numbers of the sibling table by (code or name, measure).
    twin: BTreeMap<(String, String), Decimal>,
}

/// Gathers what other tables of the document say about the table at `index`.
pub(super) fn external_witnesses(tables: &[Table], index: usize) -> Witnesses {
    let mut witnesses = Witnesses::default();
    for (other, table) in tables.iter().enumerate() {
        if other == index {
            continue;
        }
        if table.kind == TableKind::ProjectExpenditure {
            witnesses.by_type.extend(sums_by_type(table));
        }
        if is_twin(&tables[index], table) {
            witnesses.twin.extend(numbers_by_label(table));
        }
    }
    witnesses
}

impl Witnesses {
    /// Expected numbers of a total row: by project type, else by what the rows above and below sum up to.
    ///
    /// Against a total row whose own sums hold (`is_sound`) a single row is no witness: it may itself be the
    /// one that was shifted.
    pub(super) fn for_total(
        &self,
        table: &Table,
        panel: u32,
        row: u32,
        is_sound: bool,
    ) -> BTreeMap<u32, Decimal> {
        let values = || table.columns.iter().filter(|c| c.panel == panel && c.role == ColumnRole::Value);
        let by_type: BTreeMap<u32, Decimal> = values()
            .filter_map(|column| Some((column.col, *self.by_type.get(column.path.last()?)?)))
            .collect();
        if !by_type.is_empty() {
            return by_type;
        }
        let twin = self.for_row(table, panel, row);
        if !twin.is_empty() {
            return twin;
        }
        let tops: Vec<u32> = table
            .labels
            .iter()
            .filter(|l| l.panel == panel && l.parent_row.is_none())
            .filter(|l| !matches!(l.role, Some(RowRole::Total | RowRole::Memo)))
            .map(|l| l.row)
            .collect();
        values()
            .filter_map(|column| {
                let numbers: Vec<Decimal> = tops
                    .iter()
                    .filter_map(|row| parse_number(&table.grid.starts_at(*row, column.col)?.text_raw))
                    .collect();
                let least = if is_sound { 2 } else { 1 };
                (numbers.len() >= least).then(|| (column.col, numbers.into_iter().sum()))
            })
            .collect()
    }

    /// Expected numbers of a row: what the sibling table prints in the row of the same label.
    pub(super) fn for_row(&self, table: &Table, panel: u32, row: u32) -> BTreeMap<u32, Decimal> {
        let Some(key) = table.label(row, panel).and_then(label_key) else {
            return BTreeMap::new();
        };
        table
            .columns
            .iter()
            .filter(|c| c.panel == panel && c.role == ColumnRole::Value)
            .filter_map(|column| Some((column.col, *self.twin.get(&(key.clone(), column.measure()))?)))
            .collect()
    }
}

fn label_key(label: &mingxi_model::RowLabel) -> Option<String> {
    label.code.clone().or_else(|| label.name.clone())
}

/// Tables with the same columns of which one is part of the other; they agree wherever all money is of the
/// general budget, and the caller compares numbers before it believes them.
fn is_twin(a: &Table, b: &Table) -> bool {
    let measures = |table: &Table| -> Vec<String> {
        table
            .columns
            .iter()
            .filter(|c| c.role == ColumnRole::Value)
            .map(mingxi_model::Column::measure)
            .collect()
    };
    a.kind != b.kind
        && measures(a) == measures(b)
        && a.printed_unit == b.printed_unit
        && first_total(a).is_some()
        && first_total(a) == first_total(b)
}

/// The first number of the first total row.
fn first_total(table: &Table) -> Option<Decimal> {
    let label = table.labels.iter().find(|label| label.role == Some(RowRole::Total))?;
    let column = table.columns.iter().find(|c| c.role == ColumnRole::Value && c.panel == label.panel)?;
    parse_number(&table.grid.starts_at(label.row, column.col)?.text_raw)
}

/// The numbers of a table that was read without doubt: rows whose own sums hold.
fn numbers_by_label(table: &Table) -> BTreeMap<(String, String), Decimal> {
    let mut out = BTreeMap::new();
    for label in &table.labels {
        let Some(key) = label_key(label) else { continue };
        let columns: Vec<&mingxi_model::Column> =
            table.columns.iter().filter(|c| c.panel == label.panel && c.role == ColumnRole::Value).collect();
        let numbers = super::numbers(&table.grid, label.row, &columns);
        let printed = numbers.iter().map(|number| number.col).collect();
        if !super::RowSums::new(&columns).hold(&numbers, &printed) {
            continue;
        }
        for number in numbers {
            let Some(column) = columns.iter().find(|column| column.col == number.col) else {
                continue;
            };
            out.insert((key.clone(), column.measure()), number.value);
        }
    }
    out
}

/// Σ of the first value column by the words of a text column (类型), total and unit rows left out.
fn sums_by_type(table: &Table) -> BTreeMap<String, Decimal> {
    let mut out: BTreeMap<String, Decimal> = BTreeMap::new();
    let text_columns = table.columns.iter().filter(|column| column.role == ColumnRole::Text);
    let Some(value) = table.columns.iter().find(|column| column.role == ColumnRole::Value) else {
        return out;
    };
    for column in text_columns {
        for row in table.header_rows..table.grid.rows() {
            let kind = squeeze(&table.grid.at(row, column.col).text);
            let amount = parse_number(&table.grid.at(row, value.col).text_raw);
            if let (false, Some(amount)) = (kind.is_empty(), amount) {
                *out.entry(kind).or_default() += amount;
            }
        }
    }
    out
}
