//! Tables of one width that stand right below one another: grids that scroll have their header, their rows and their
//! totals in tables of their own, of which the first and the last may be a single row.

use super::declared::Display;
use super::dom::{Dom, Id, NONE};
use super::look::{Look, Seen};
use super::rows::rows;
use mingxi_model::text::is_space;

/// Cells that a header has more than the rows below it, over their scroll bar.
const GUTTER: usize = 1;

/// For every node whether it is a table with one of its width beside it; `order` is that of reading.
pub(super) fn parts(dom: &Dom, looks: &[Look], order: &[Id]) -> Vec<bool> {
    let mut is_part = vec![false; dom.nodes.len()];
    // The table around each node, and whether a table holds another one.
    let mut around = vec![NONE; dom.nodes.len()];
    let mut holds = vec![false; dom.nodes.len()];
    for id in order.iter().copied() {
        let parent = dom.node(id).parent;
        let outer = if parent == NONE { NONE } else { around[parent as usize] };
        let is_table = looks[id as usize].display == Display::Table;
        around[id as usize] = if is_table { id } else { outer };
        if is_table && outer != NONE {
            holds[outer as usize] = true;
        }
    }
    let mut last: Option<(Id, usize)> = None;
    for id in order.iter().copied() {
        let table = around[id as usize];
        let is_inside = table != NONE && !holds[table as usize];
        if table == id && is_inside && looks[id as usize].seen == Seen::Yes {
            let width = width(dom, looks, id);
            if let Some((above, _)) =
                last.filter(|(_, of_last)| of_last.abs_diff(width) <= GUTTER && width > 2)
            {
                is_part[above as usize] = true;
                is_part[id as usize] = true;
            }
            last = Some((id, width));
        } else if !is_inside && looks[id as usize].seen == Seen::Yes && dom.text(id).is_some_and(has_ink) {
            last = None;
        }
    }
    is_part
}

fn has_ink(text: &str) -> bool {
    text.chars().any(|c| !is_space(c))
}

/// The cells of a table's longest row.
fn width(dom: &Dom, looks: &[Look], table: Id) -> usize {
    rows(dom, looks, table).groups.iter().flatten().map(|row| row.cells.len()).max().unwrap_or(0)
}
