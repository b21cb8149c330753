//! A place of a grid and what stands there.

use mingxi_model::text::is_space;
use mingxi_model::{Classification, LineItem};

/// A place of a table's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    /// Index into the tables that hold numbers.
    pub table: usize,
    /// 0-based row.
    pub row: u32,
    /// 0-based column.
    pub col: u32,
}

/// What a place of a value column holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Entry<'a> {
    /// A number.
    Number(&'a LineItem),
    /// Nothing or a dash: zero where row and column are filled.
    Blank,
    /// Text that is no number, a cell merged over several places, or no cell at all.
    Unclear,
}

/// Whether a line item's row is known to be something else than a budget unit.
pub(crate) fn is_classified(item: &LineItem) -> bool {
    item.classification.is_some_and(|classification| classification != Classification::Unit)
}

/// Nothing, or only dashes: the ways in which forms print "none".
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        is_space(c) || matches!(c, '-' | '－' | '‐' | '‑' | '–' | '—' | '―' | '─' | '−' | '/' | '／')
    })
}
