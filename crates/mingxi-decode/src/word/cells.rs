//! Rows and cells as the file states them.

/// The least height of a row that is printed, in twentieths of a point.
pub(crate) const LOWEST: i64 = 40;

/// A cell's part in a merge (合并单元格).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Merge {
    /// In none.
    #[default]
    None,
    /// The first cell of one.
    Restart,
    /// Covered by the cell before it.
    Continue,
}

/// A cell as the file states it.
#[derive(Debug, Default)]
pub(crate) struct CellDraft {
    /// 1-based number in its row, as the file counts.
    pub(crate) number: u32,
    /// Grid columns, at least 1.
    pub(crate) span: u32,
    /// The width that it states, in twentieths of a point.
    pub(crate) width: Option<i64>,
    /// Its left and right edge, in twentieths of a point, in a file that states edges instead of spans.
    pub(crate) edges: Option<(i32, i32)>,
    pub(crate) vertical: Merge,
    pub(crate) horizontal: Merge,
    /// A tracked change deleted the cell.
    pub(crate) is_deleted: bool,
    pub(crate) text: String,
    /// What its first paragraph with text states, in points; `None` where that is centred.
    pub(crate) indent: Option<f32>,
}

/// A row as the file states it.
#[derive(Debug, Default)]
pub(crate) struct RowDraft {
    /// 1-based number in its table, as the file counts.
    pub(crate) number: u32,
    /// Grid columns before the first cell.
    pub(crate) skipped: u32,
    /// A tracked change deleted the row.
    pub(crate) is_deleted: bool,
    /// The row is hidden, or too low to be seen.
    pub(crate) is_hidden: bool,
    /// Cells met so far.
    pub(crate) met: u32,
    pub(crate) cells: Vec<CellDraft>,
}
