//! What contains what among a table's rows.
//!
//! The recogniser says which row contains a row where code or numbering tell. This adds what only shows over
//! the whole list: a 类 in the panel before, a 项 whose 款 is not listed, a unit above its codes, and the
//! breakdown of a carry-over row that repeats the names of the list above.

use super::names::{TotalClass, is_total_name, total_class};
use super::panel::Panel;
use mingxi_model::{RowLabel, RowRole, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Codes longer than this are no codes of a classification, and their prefixes are not looked up.
const MAX_CODE: usize = 16;

/// What a row is in sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NodeKind {
    /// 合计, 总计, 本年收入合计.
    Total,
    /// 其中: a part that is repeated from elsewhere or does not split its whole.
    Memo,
    /// A budget unit above the rows of its own.
    Unit,
    /// A row of a classification.
    Coded,
    /// A row with a name only.
    Plain,
}

/// A labelled row of a panel.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Its label.
    pub label: &'a RowLabel,
    /// Index of the panel that holds its numbers.
    pub panel: usize,
    /// 0-based row of the grid.
    pub row: u32,
    /// What it is in sums.
    pub kind: NodeKind,
    /// Index of the row whose amount contains this row's.
    pub parent: Option<usize>,
    /// Indices of the rows contained in this one, in order.
    pub children: Vec<usize>,
}

/// The labelled rows of a table, by panel and row. `classified` are the (panel, row)s that are known not to
/// be units.
pub(crate) fn nodes<'a>(
    table: &'a Table,
    panels: &[Panel<'_>],
    classified: &BTreeSet<(u32, u32)>,
) -> Vec<Node<'a>> {
    let places: BTreeMap<u32, usize> =
        panels.iter().enumerate().map(|(place, panel)| (panel.number, place)).collect();
    let mut nodes: Vec<Node<'a>> = table
        .labels
        .iter()
        .filter_map(|label| {
            let own = *places.get(&label.panel)?;
            let kind = kind(label, classified);
            let panel =
                if kind == NodeKind::Total { value_panel(table, panels, own, label.row) } else { own };
            Some(Node { label, panel, row: label.row, kind, parent: None, children: Vec::new() })
        })
        .collect();
    nodes.sort_by_key(|node| (node.panel, node.row));
    nodes.dedup_by_key(|node| (node.panel, node.row));
    nodes
}

fn kind(label: &RowLabel, classified: &BTreeSet<(u32, u32)>) -> NodeKind {
    // A 小计 that is a group stands for the rows of a spanning label cell, and the total counts it.
    let is_sub_sum = label.name.as_deref() == Some("小计");
    let unnumbered_sum = label.role == Some(RowRole::Group)
        && label.code.is_none()
        && !is_sub_sum
        && is_total_name(label.name.as_deref());
    if label.role == Some(RowRole::Total) || unnumbered_sum {
        NodeKind::Total
    } else if label.role == Some(RowRole::Memo) {
        NodeKind::Memo
    } else if label.code.is_none() {
        NodeKind::Plain
    } else if label.level.is_none() && !classified.contains(&(label.panel, label.row)) {
        NodeKind::Unit
    } else {
        NodeKind::Coded
    }
}

/// The panel that holds a total's numbers: the label of a total over several panels covers the value columns
/// of all but the last.
fn value_panel(table: &Table, panels: &[Panel<'_>], own: usize, row: u32) -> usize {
    let Some(first) = panels[own].values.first() else {
        return own;
    };
    if row >= table.grid.rows() || first.col >= table.grid.columns() {
        return own;
    }
    let cell = table.grid.at(row, first.col);
    let end = cell.col + cell.col_span;
    if cell.col == first.col || cell.col_span == 1 {
        return own;
    }
    panels.iter().position(|panel| panel.values.iter().any(|column| column.col >= end)).unwrap_or(own)
}

/// Fills parents and children.
pub(crate) fn grow(nodes: &mut [Node<'_>], lists: &[Range<usize>], node_at: &BTreeMap<(u32, u32), usize>) {
    for list in lists {
        let mut scan = Scan::default();
        for index in list.clone() {
            let (parent, kind) = scan.place(nodes, index, node_at);
            nodes[index].parent = parent;
            nodes[index].kind = kind;
        }
    }
    cut_cycles(nodes);
    for index in 0..nodes.len() {
        if let Some(parent) = nodes[index].parent {
            nodes[parent].children.push(index);
        }
    }
}

/// What a walk down a list remembers.
#[derive(Default)]
struct Scan<'a> {
    codes: BTreeMap<&'a str, usize>,
    units: BTreeMap<&'a str, usize>,
    unit: Option<usize>,
    names: BTreeSet<&'a str>,
    is_past_total: bool,
    carry_over: Option<usize>,
}

impl<'a> Scan<'a> {
    /// The parent and the kind of the next row.
    fn place(
        &mut self,
        nodes: &[Node<'a>],
        index: usize,
        node_at: &BTreeMap<(u32, u32), usize>,
    ) -> (Option<usize>, NodeKind) {
        let node = &nodes[index];
        let label = node.label;
        let stated = label
            .parent_row
            .and_then(|row| node_at.get(&(label.panel, row)).copied())
            .filter(|parent| *parent != index);
        match node.kind {
            NodeKind::Total => {
                self.is_past_total |= total_class(label.name.as_deref()) == TotalClass::CurrentYear;
                self.carry_over = None;
                (stated, node.kind)
            }
            NodeKind::Memo => (stated, node.kind),
            NodeKind::Unit => {
                let code = label.code.as_deref().unwrap_or_default();
                let parent = stated.or_else(|| by_prefix(&self.units, code));
                self.codes.clear();
                self.units.insert(code, index);
                self.unit = Some(index);
                (parent, node.kind)
            }
            NodeKind::Coded => {
                let code = label.code.as_deref().unwrap_or_default();
                let parent_code = label.parent_code.as_deref();
                let parent = stated
                    .or_else(|| self.codes.get(parent_code?).copied())
                    .or_else(|| by_prefix(&self.codes, code))
                    .or_else(|| self.units.get(label.unit_code.as_deref()?).copied())
                    .or(self.unit.filter(|unit| may_contain(nodes[*unit].label, label)));
                self.codes.insert(code, index);
                (parent, node.kind)
            }
            NodeKind::Plain => self.place_plain(stated, label, index),
        }
    }

    /// A row with a name only. After the year's own total, a name of the list above breaks down the carry-over row before
    /// it (年初结转: 一般公共预算拨款, 政府性基金拨款 ...); forms leave such breakdowns out at will, so that it
    /// bounds the row but does not split it.
    fn place_plain(
        &mut self,
        stated: Option<usize>,
        label: &'a RowLabel,
        index: usize,
    ) -> (Option<usize>, NodeKind) {
        let Some(name) = label.name.as_deref() else {
            return (stated, NodeKind::Plain);
        };
        if !self.is_past_total {
            self.names.insert(name);
        } else if stated.is_none() {
            match (self.carry_over, self.names.contains(name)) {
                (Some(whole), true) => return (Some(whole), NodeKind::Memo),
                (_, false) => self.carry_over = Some(index),
                (None, true) => {}
            }
        }
        (stated, NodeKind::Plain)
    }
}

/// Whether a row may be of the unit above it: one of no unit, below a unit that is known, heads the next class.
fn may_contain(unit: &RowLabel, label: &RowLabel) -> bool {
    label.unit_code.is_some() || unit.unit_code.is_none()
}

/// The listed row with the longest proper prefix of a code.
fn by_prefix(listed: &BTreeMap<&str, usize>, code: &str) -> Option<usize> {
    if code.len() > MAX_CODE || !code.is_ascii() {
        return None;
    }
    (1..code.len()).rev().find_map(|length| listed.get(&code[..length]).copied())
}

/// A row cannot contain itself: the link that closes a circle is dropped.
fn cut_cycles(nodes: &mut [Node<'_>]) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Path,
        Done,
    }
    let mut marks = vec![Mark::New; nodes.len()];
    for start in 0..nodes.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next {
            match marks[index] {
                Mark::Done => break,
                Mark::Path => {
                    nodes[index].parent = None;
                    break;
                }
                Mark::New => {
                    marks[index] = Mark::Path;
                    path.push(index);
                    next = nodes[index].parent;
                }
            }
        }
        for index in path {
            marks[index] = Mark::Done;
        }
    }
}
