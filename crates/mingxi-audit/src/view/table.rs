//! One table as the rules see it.

use super::adopt::{Adopted, adopt};
use super::forest::{self, Node, NodeKind};
use super::lists;
use super::panel::Panel;
use super::place::{Spot, is_classified};
use crate::words::{Language, title};
use mingxi_model::{Column, ColumnRole, LineItem, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A table with its rows in panels, and what contains what.
pub(crate) struct TableView<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its panels, left to right.
    pub panels: Vec<Panel<'a>>,
    /// Its lists: runs of panels (by index) in which one list of rows goes on.
    pub lists: Vec<Vec<usize>>,
    /// Its labelled rows, list by list, panel by panel, top to bottom.
    pub nodes: Vec<Node<'a>>,
    /// Where each list's rows begin and end in `nodes`.
    pub list_nodes: Vec<std::ops::Range<usize>>,
    /// Rows with a broken code that were placed by their amounts.
    pub adopted: Vec<Adopted>,
    /// The rows that hold a number, ascending.
    pub rows: Vec<u32>,
    /// Number and title in Chinese, for sentences.
    pub title_zh: String,
    /// Number and title in English, for sentences.
    pub title_en: String,
    headers: BTreeMap<u32, String>,
    node_at: BTreeMap<(u32, u32), usize>,
    columns: BTreeMap<u32, &'a Column>,
    filled_rows: BTreeSet<(u32, u32)>,
    filled_columns: BTreeSet<u32>,
}

impl<'a> TableView<'a> {
    /// Views a table; `numbers` are its number cells, sorted.
    pub fn new(table: &'a Table, numbers: &[(Spot, &LineItem)]) -> TableView<'a> {
        let mut columns: BTreeMap<u32, &Column> = BTreeMap::new();
        for column in &table.columns {
            columns.entry(column.col).or_insert(column);
        }
        let mut by_panel: BTreeMap<u32, Vec<&Column>> = BTreeMap::new();
        for column in columns.values().copied() {
            if column.role == ColumnRole::Value {
                by_panel.entry(column.panel).or_default().push(column);
            }
        }
        let panels: Vec<Panel<'_>> =
            by_panel.into_iter().map(|(number, values)| Panel { number, values }).collect();

        let panel_of = |col: u32| columns.get(&col).map_or(0, |column| column.panel);
        let mut rows: Vec<u32> = numbers.iter().map(|(spot, _)| spot.row).collect();
        rows.dedup();
        let filled_rows = numbers.iter().map(|(spot, _)| (panel_of(spot.col), spot.row)).collect();
        let filled_columns = numbers.iter().map(|(spot, _)| spot.col).collect();
        let classified: BTreeSet<(u32, u32)> = numbers
            .iter()
            .filter(|(_, item)| is_classified(item))
            .map(|(spot, _)| (panel_of(spot.col), spot.row))
            .collect();

        let mut nodes = forest::nodes(table, &panels, &classified);
        let lists = lists::lists(&panels, &nodes);
        let list_nodes = lists::ranges(&lists, &nodes);
        let node_at: BTreeMap<(u32, u32), usize> =
            nodes.iter().enumerate().map(|(index, node)| ((node.label.panel, node.row), index)).collect();
        forest::grow(&mut nodes, &list_nodes, &node_at);
        let adopted = adopt(table, &mut nodes, (&list_nodes, &panels), numbers);
        TableView {
            table,
            panels,
            lists,
            nodes,
            list_nodes,
            adopted,
            rows,
            title_zh: title(table, Language::Chinese),
            title_en: title(table, Language::English),
            headers: columns.values().map(|column| (column.col, column.measure())).collect(),
            node_at,
            columns,
            filled_rows,
            filled_columns,
        }
    }

    /// The column at a place.
    pub fn column(&self, col: u32) -> Option<&'a Column> {
        self.columns.get(&col).copied()
    }

    /// The header of a column, joined; `None` where it has none.
    pub fn header(&self, col: u32) -> Option<&str> {
        self.headers.get(&col).map(String::as_str).filter(|header| !header.is_empty())
    }

    /// All columns, left to right.
    pub fn columns(&self) -> impl Iterator<Item = &'a Column> + '_ {
        self.columns.values().copied()
    }

    /// The labelled row at a place.
    pub fn node(&self, row: u32, col: u32) -> Option<&Node<'a>> {
        let panel = self.column(col)?.panel;
        self.nodes.get(*self.node_at.get(&(panel, row))?)
    }

    /// Whether a place's row (in its panel) and its column hold numbers elsewhere, so that a blank is a zero.
    pub fn is_filled_around(&self, row: u32, col: u32) -> bool {
        let panel = self.column(col).map_or(0, |column| column.panel);
        self.filled_columns.contains(&col) && self.filled_rows.contains(&(panel, row))
    }

    /// Whether a column holds any number.
    pub fn is_column_filled(&self, col: u32) -> bool {
        self.filled_columns.contains(&col)
    }

    /// The totals of a list that belong to no part of it, top to bottom, as indices into `nodes`.
    pub fn totals(&self, list: usize) -> Vec<usize> {
        self.list_nodes[list]
            .clone()
            .filter(|index| {
                let node = &self.nodes[*index];
                let outside = |parent: usize| self.nodes[parent].kind == NodeKind::Total;
                node.kind == NodeKind::Total && node.parent.is_none_or(outside)
            })
            .collect()
    }
}
