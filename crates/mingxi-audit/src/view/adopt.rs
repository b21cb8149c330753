//! Rows whose code is broken, placed by their amounts.
//!
//! A row that prints 71102 for 2101102 stands among the rows of 21011, whose sum lacks just its amounts. Code and
//! place contradict each other, and the sums decide: the code is suspected, not the amounts.

use super::forest::{Node, NodeKind};
use super::panel::{Panel, is_summable};
use super::place::{Spot, is_blank};
use crate::amounts::{comparable, half_digit};
use mingxi_model::{CodeStatus, LineItem, Table};
use rust_decimal::Decimal;
use std::ops::Range;

/// Rows above an orphan that may be its parent: codes nest three deep, units and groups a little deeper.
const DEEPEST: usize = 8;

/// A row that was placed by its amounts: its index and that of the row that lacked them.
pub(crate) type Adopted = (usize, usize);

/// Finds parents for rows with a doubtful code that belong to nothing: the nearest row above whose sums lack the
/// row's numbers in every column, and lack something in at least one.
pub(crate) fn adopt(
    table: &Table,
    nodes: &mut [Node<'_>],
    (lists, panels): (&[Range<usize>], &[Panel<'_>]),
    numbers: &[(Spot, &LineItem)],
) -> Vec<Adopted> {
    let mut adopted = Vec::new();
    for list in lists {
        for index in list.clone().skip(1).filter(|index| is_orphan(&nodes[*index])).collect::<Vec<_>>() {
            let above =
                std::iter::successors(Some(index - 1).filter(|above| list.contains(above)), |above| {
                    nodes[*above].parent
                });
            let found = above.take(DEEPEST).find(|above| {
                nodes[*above].kind == NodeKind::Coded
                    && nodes[*above].panel == nodes[index].panel
                    && !is_orphan(&nodes[*above])
                    && lacks(table, nodes, panels, numbers, *above, index)
            });
            if let Some(parent) = found {
                nodes[index].parent = Some(parent);
                nodes[parent].children.push(index);
                adopted.push((index, parent));
            }
        }
    }
    adopted
}

/// A row of a code that the classification does not have or has for another name, contained in nothing.
fn is_orphan(node: &Node<'_>) -> bool {
    let is_doubtful = matches!(node.label.code_status, Some(CodeStatus::Unlisted | CodeStatus::Conflict));
    is_doubtful && node.kind == NodeKind::Coded && node.parent.is_none() && node.children.is_empty()
}

/// Whether the children of a row make up its numbers with another row and do not without it.
fn lacks(
    table: &Table,
    nodes: &[Node<'_>],
    panels: &[Panel<'_>],
    numbers: &[(Spot, &LineItem)],
    parent: usize,
    orphan: usize,
) -> bool {
    let children = &nodes[parent].children;
    if children.is_empty() {
        return false;
    }
    let mut is_needed = false;
    for column in panels[nodes[parent].panel].values.iter().filter(|column| is_summable(column)) {
        let number = |index: usize| number(table, numbers, nodes[index].row, column.col);
        let (Some(mut rest), Some((own, own_slack))) = (number(parent), number(orphan)) else {
            return false;
        };
        for child in children.iter().filter(|child| nodes[**child].kind != NodeKind::Memo) {
            let Some((value, slack)) = number(*child) else {
                return false;
            };
            rest = (rest.0 - value, rest.1 + slack);
        }
        let allowed = rest.1 + own_slack;
        if (rest.0 - own).abs() > allowed {
            return false;
        }
        is_needed |= rest.0.abs() > allowed;
    }
    is_needed
}

/// The number at a place with what rounding allows, zero for a blank; `None` for anything else.
fn number(table: &Table, numbers: &[(Spot, &LineItem)], row: u32, col: u32) -> Option<(Decimal, Decimal)> {
    match numbers.binary_search_by_key(&(row, col), |(spot, _)| (spot.row, spot.col)) {
        Ok(found) => {
            let amount = &numbers[found].1.amount;
            let value = comparable(amount);
            // Sums of this size stay exact, and nothing here can overflow.
            let is_usual = value.abs() < Decimal::from(1_000_000_000_000_000_000_i64);
            is_usual.then(|| Some((value, half_digit(amount)?)))?
        }
        Err(_) if row < table.grid.rows() && col < table.grid.columns() => {
            is_blank(&table.grid.at(row, col).text).then_some((Decimal::ZERO, Decimal::ZERO))
        }
        Err(_) => None,
    }
}
