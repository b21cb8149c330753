//! The words that grid recovery needs, handed in as data.

use mingxi_model::LazyRegex;

/// Patterns over squeezed cell texts (no white space, half width). All are matched against the whole text
/// unless their owner anchors them otherwise.
#[derive(Debug, Clone)]
pub struct Hints {
    /// A line that belongs above a table: agency, year, unit, form number.
    pub caption: LazyRegex,
    /// A line that belongs below a table: notes.
    pub note: LazyRegex,
    /// A table's title.
    pub title: LazyRegex,
    /// A header cell.
    pub header: LazyRegex,
    /// A header or label that states a sum (合计, 小计).
    pub total: LazyRegex,
    /// The first cell of a row that numbers the columns (栏次).
    pub index: LazyRegex,
    /// A label that starts with list numbering: it names a row, never a column.
    pub numbered: LazyRegex,
}
