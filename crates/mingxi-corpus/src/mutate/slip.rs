//! One wrong number: what people and programs get wrong when they copy an amount.

use super::grid_of;
use crate::rng::Rng;
use mingxi_engine::model::{
    Cell, FlowItem, Grid, LineItem, MoneyUnit, Reading, RecoveredTable, RowRole, parse_number,
};
use rust_decimal::Decimal;

/// How a number goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SlipKind {
    /// One digit is another one.
    Digit,
    /// Two amounts of a table stand in each other's place.
    Swap,
    /// An amount stands in the neighbouring value column of its row.
    Shift,
    /// Yuan in a table of 万元, or 万元 in a table of yuan: a factor of 10,000.
    Factor,
    /// The sign is another one.
    Sign,
    /// A row that is a part of sums is gone.
    DeletedRow,
}

impl SlipKind {
    /// All kinds, in the order of the report.
    pub const ALL: [SlipKind; 6] = [
        SlipKind::Digit,
        SlipKind::Swap,
        SlipKind::Shift,
        SlipKind::Factor,
        SlipKind::Sign,
        SlipKind::DeletedRow,
    ];

    /// The name in the report.
    pub fn as_str(self) -> &'static str {
        match self {
            SlipKind::Digit => "digit slip",
            SlipKind::Swap => "two cells swapped",
            SlipKind::Shift => "shifted by a column",
            SlipKind::Factor => "factor 10,000",
            SlipKind::Sign => "sign",
            SlipKind::DeletedRow => "row deleted",
        }
    }
}

/// A cell that is made wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    row: u32,
    col: u32,
    /// What it prints now.
    text: String,
    /// By how much its amount grows, in yuan.
    by: Decimal,
}

/// One change of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// How.
    pub kind: SlipKind,
    /// The table, 1-based.
    pub table_id: i32,
    /// The cells; for a deleted row all of its amounts.
    pub cells: Vec<Changed>,
    /// For a deleted row the row.
    row: u32,
}

impl Slip {
    /// Draws a change of a kind; `None` where the drawn place does not allow one.
    ///
    /// A place is any money cell of a fiscal table; for a deleted row any amount of a leaf row, because a
    /// heading's row may be gone without any sum noticing.
    pub fn draw(kind: SlipKind, sound: &Reading, flow: &[FlowItem], rng: &mut Rng) -> Option<Slip> {
        let money: Vec<&LineItem> = sound
            .line_items
            .iter()
            .filter(|item| item.amount.yuan.is_some())
            .filter(|item| kind != SlipKind::DeletedRow || item.row_role == Some(RowRole::Leaf))
            .collect();
        if money.is_empty() {
            return None;
        }
        let item = *rng.pick(&money);
        let grid = grid_of(flow, item.table_id)?;
        let place = place_of(item);
        // A cell that was repaired does not stand in the recovered grid where it is published.
        parse_number(&grid_text(grid, place)?)?;
        let cells = match kind {
            SlipKind::Digit => vec![changed(item, place, &slipped_digit(&item.value_text, rng)?)?],
            SlipKind::Factor => vec![changed(item, place, &ten_thousandfold(item.amount.value, rng)?)?],
            SlipKind::Sign => vec![changed(item, place, &other_sign(item.amount.value)?)?],
            SlipKind::Swap => swapped(item, rng.pick::<&LineItem>(&money), grid)?,
            SlipKind::Shift => shifted(item, sound, grid)?,
            SlipKind::DeletedRow => gone(item, &money),
        };
        Some(Slip { kind, table_id: item.table_id, cells, row: place.0 })
    }

    /// The flow with the change made.
    pub fn applied(&self, flow: &[FlowItem]) -> Vec<FlowItem> {
        let mut number = 0;
        let mut flow = flow.to_vec();
        for item in &mut flow {
            let FlowItem::Table(table) = item else { continue };
            number += 1;
            if number == self.table_id {
                self.change(table);
            }
        }
        flow
    }

    fn change(&self, table: &mut RecoveredTable) {
        let (rows, columns, mut cells) = table.grid.clone().into_cells();
        let changed = match self.kind {
            SlipKind::DeletedRow => Grid::new(rows - 1, columns, without_row(cells, self.row)),
            _ => {
                for change in &self.cells {
                    for cell in cells.iter_mut().filter(|c| (c.row, c.col) == (change.row, change.col)) {
                        cell.text.clone_from(&change.text);
                        cell.text_raw.clone_from(&change.text);
                    }
                }
                Grid::new(rows, columns, cells)
            }
        };
        if let Ok(grid) = changed {
            table.grid = grid;
        }
    }

    /// Whether a cell was changed.
    pub fn is_at(&self, table_id: i32, row: i32, col: i32) -> bool {
        self.change_at(table_id, row, col).is_some()
    }

    /// Whether a cell of a row was changed.
    pub fn is_in_row(&self, table_id: i32, row: i32) -> bool {
        table_id == self.table_id && self.cells.iter().any(|cell| i32::try_from(cell.row) == Ok(row))
    }

    /// By how much a cell was changed, in yuan.
    pub fn change_at(&self, table_id: i32, row: i32, col: i32) -> Option<Decimal> {
        let is_it =
            |cell: &&Changed| (i32::try_from(cell.row), i32::try_from(cell.col)) == (Ok(row), Ok(col));
        self.cells.iter().filter(|_| table_id == self.table_id).find(is_it).map(|cell| cell.by)
    }
}

impl std::fmt::Display for Slip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} in table {}:", self.kind.as_str(), self.table_id)?;
        for cell in &self.cells {
            write!(f, " ({}, {}) `{}` by {}", cell.row, cell.col, cell.text, cell.by.normalize())?;
        }
        Ok(())
    }
}

fn place_of(item: &LineItem) -> (u32, u32) {
    (u32::try_from(item.row).unwrap_or_default(), u32::try_from(item.col).unwrap_or_default())
}

fn grid_text(grid: &Grid, (row, col): (u32, u32)) -> Option<String> {
    let cell = grid.starts_at(row, col).filter(|cell| (cell.row_span, cell.col_span) == (1, 1))?;
    Some(cell.text.clone())
}

/// The cell with another text; `None` where that is the same amount or none.
fn changed(item: &LineItem, (row, col): (u32, u32), text: &str) -> Option<Changed> {
    let unit = item.amount.printed_unit.as_deref().and_then(MoneyUnit::parse)?;
    let by = (parse_number(text)? - item.amount.value) * unit.yuan();
    (!by.is_zero()).then(|| Changed { row, col, text: text.to_owned(), by })
}

/// Another digit in one place; never a zero in front.
fn slipped_digit(text: &str, rng: &mut Rng) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let digits: Vec<usize> = (0..chars.len()).filter(|at| chars[*at].is_ascii_digit()).collect();
    let at = *rng.pick(&digits);
    let old = chars[at].to_digit(10)?;
    let new = (old + u32::try_from(rng.range(1, 9)).ok()?) % 10;
    if new == 0 && Some(&at) == digits.first() && digits.len() > 1 {
        return None;
    }
    chars[at] = char::from_digit(new, 10)?;
    Some(chars.into_iter().collect())
}

fn ten_thousandfold(value: Decimal, rng: &mut Rng) -> Option<String> {
    let factor = Decimal::from(10_000);
    let value = if rng.chance(50) { value.checked_mul(factor)? } else { value.checked_div(factor)? };
    Some(value.normalize().to_string())
}

fn other_sign(value: Decimal) -> Option<String> {
    (!value.is_zero()).then(|| (-value).to_string())
}

/// Two amounts of one table in each other's place.
fn swapped(item: &LineItem, other: &LineItem, grid: &Grid) -> Option<Vec<Changed>> {
    let (here, there) = (place_of(item), place_of(other));
    if item.table_id != other.table_id || here == there || parse_number(&grid_text(grid, there)?).is_none() {
        return None;
    }
    Some(vec![changed(item, here, &other.value_text)?, changed(other, there, &item.value_text)?])
}

/// An amount and its right neighbour (or left, in the last column) in each other's place; the neighbour may
/// be blank.
fn shifted(item: &LineItem, sound: &Reading, grid: &Grid) -> Option<Vec<Changed>> {
    let here = place_of(item);
    let table = sound.tables.iter().find(|table| table.table_id == item.table_id)?;
    let values: Vec<u32> = {
        let panel = table.columns.iter().find(|column| column.col == here.1)?.panel;
        let is_value = |c: &&mingxi_engine::model::Column| {
            c.panel == panel && c.role == mingxi_engine::model::ColumnRole::Value
        };
        table.columns.iter().filter(is_value).map(|c| c.col).collect()
    };
    let at = values.iter().position(|col| *col == here.1)?;
    let col = *values.get(at + 1).or_else(|| at.checked_sub(1).and_then(|left| values.get(left)))?;
    let there = (here.0, col);
    if let Some(other) = sound.line_items.iter().find(|o| o.table_id == item.table_id && place_of(o) == there)
    {
        return swapped(item, other, grid);
    }
    let blank = grid_text(grid, there)?;
    let yuan = item.amount.yuan?;
    if yuan.is_zero() {
        return None;
    }
    Some(vec![
        Changed { row: here.0, col: here.1, text: blank, by: -yuan },
        Changed { row: there.0, col: there.1, text: item.value_text.clone(), by: yuan },
    ])
}

/// All amounts of a row that goes.
fn gone(item: &LineItem, money: &[&LineItem]) -> Vec<Changed> {
    let in_row = |other: &&&LineItem| (other.table_id, other.row) == (item.table_id, item.row);
    let gone = |other: &&LineItem| {
        let (row, col) = place_of(other);
        Changed { row, col, text: String::new(), by: -other.amount.yuan.unwrap_or_default() }
    };
    money.iter().filter(in_row).map(gone).collect()
}

/// The cells without one row; cells that reach over it become shorter.
fn without_row(cells: Vec<Cell>, row: u32) -> Vec<Cell> {
    cells
        .into_iter()
        .filter_map(|mut cell| {
            if cell.row <= row && row < cell.row + cell.row_span {
                cell.row_span -= 1;
            } else if cell.row > row {
                cell.row -= 1;
            }
            (cell.row_span > 0).then_some(cell)
        })
        .collect()
}
