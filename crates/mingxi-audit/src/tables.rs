//! The index that all rules share: the tables that hold numbers, and their numbers by place.

use crate::view::{Entry, Node, Spot, TableView, is_blank};
use mingxi_model::{LineItem, Reading, TableKind};
use std::collections::BTreeMap;

/// The tables of a document that hold numbers, with their numbers by place.
pub(crate) struct Tables<'a> {
    /// Views of all tables that hold numbers, in the document's order.
    pub tables: Vec<TableView<'a>>,
    /// All that was read.
    pub reading: &'a Reading,
    /// Number cells, sorted.
    numbers: Vec<(Spot, &'a LineItem)>,
}

impl<'a> Tables<'a> {
    /// Indexes what was read.
    pub fn new(reading: &'a Reading) -> Tables<'a> {
        let mut items: BTreeMap<i32, Vec<&LineItem>> = BTreeMap::new();
        for item in &reading.line_items {
            items.entry(item.table_id).or_default().push(item);
        }
        let mut all = Tables { tables: Vec::new(), reading, numbers: Vec::new() };
        for table in &reading.tables {
            let Some(items) = items.remove(&table.table_id) else {
                continue;
            };
            let index = all.tables.len();
            let start = all.numbers.len();
            for item in items {
                if let (Ok(row), Ok(col)) = (u32::try_from(item.row), u32::try_from(item.col))
                    && row < table.grid.rows()
                    && col < table.grid.columns()
                {
                    let spot = Spot { table: index, row, col };
                    all.numbers.push((spot, item));
                }
            }
            all.numbers[start..].sort_by_key(|(spot, _)| *spot);
            all.tables.push(TableView::new(table, &all.numbers[start..]));
        }
        all.numbers.dedup_by_key(|(spot, _)| *spot);
        all
    }

    /// All numbers, table by table.
    pub fn items(&self) -> impl Iterator<Item = &'a LineItem> + '_ {
        self.numbers.iter().map(|(_, item)| *item)
    }

    /// The blank value cells of a cell's row and panel, as (table number, row, column).
    pub fn blank_neighbours(&self, cell: (i32, i32, i32)) -> Vec<(i32, i32, i32)> {
        let Some(spot) = self.spot_of(cell) else {
            return Vec::new();
        };
        let view = &self.tables[spot.table];
        let panel = view.column(spot.col).map(|column| column.panel);
        let neighbours = view.panels.iter().filter(|other| Some(other.number) == panel);
        neighbours
            .flat_map(|panel| &panel.values)
            .filter(|column| matches!(self.entry(Spot { col: column.col, ..spot }), Entry::Blank))
            .filter_map(|column| Some((cell.0, cell.1, i32::try_from(column.col).ok()?)))
            .collect()
    }

    /// Whether one column of a table is the sum of others, this one among them.
    pub fn sums(&self, table: i32, sum: i32, part: i32) -> bool {
        let view = self.tables.iter().find(|view| view.table.table_id == table);
        let (Some(view), Ok(sum), Ok(part)) = (view, u32::try_from(sum), u32::try_from(part)) else {
            return false;
        };
        view.column(sum).is_some_and(|column| column.sum_of.contains(&part))
    }

    /// The place of a published cell: table number, row, column.
    pub fn spot_of(&self, (table, row, col): (i32, i32, i32)) -> Option<Spot> {
        let index = self.tables.iter().position(|view| view.table.table_id == table)?;
        let grid = &self.tables[index].table.grid;
        let (row, col) = (u32::try_from(row).ok()?, u32::try_from(col).ok()?);
        (row < grid.rows() && col < grid.columns()).then_some(Spot { table: index, row, col })
    }

    /// What a place holds.
    pub fn entry(&self, spot: Spot) -> Entry<'a> {
        if let Ok(found) = self.numbers.binary_search_by_key(&spot, |(spot, _)| *spot) {
            return Entry::Number(self.numbers[found].1);
        }
        let grid = &self.tables[spot.table].table.grid;
        if spot.row < grid.rows() && spot.col < grid.columns() && is_blank(&grid.at(spot.row, spot.col).text)
        {
            Entry::Blank
        } else {
            Entry::Unclear
        }
    }

    /// Whether a place holds a number.
    pub fn is_number(&self, spot: Spot) -> bool {
        matches!(self.entry(spot), Entry::Number(_))
    }

    /// The place of a row in the `ordinal`-th value column of its panel.
    pub fn spot(&self, table: usize, node: &Node<'_>, ordinal: usize) -> Option<Spot> {
        let panel = self.tables[table].panels.get(node.panel)?;
        Some(Spot { table, row: node.row, col: panel.values.get(ordinal)?.col })
    }

    /// The only table of a kind that holds numbers.
    pub fn only(&self, kind: TableKind) -> Only {
        let mut found = (0..self.tables.len()).filter(|index| self.tables[*index].table.kind == kind);
        match (found.next(), found.next()) {
            (None, _) => Only::Missing,
            (Some(index), None) => Only::One(index),
            (Some(_), Some(_)) => Only::Several,
        }
    }
}

/// How many filled tables of one kind a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    /// None.
    Missing,
    /// One, by its index in [`Tables::tables`].
    One(usize),
    /// More, so that it is not said which is meant.
    Several,
}
