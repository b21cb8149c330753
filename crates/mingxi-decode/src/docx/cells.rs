//! Rows and cells as the file states them.

/// A cell's part in a merge (合并单元格).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
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
pub(super) struct CellDraft {
    /// 1-based number in its row, as the file counts.
    pub(super) number: u32,
    /// Grid columns, at least 1.
    pub(super) span: u32,
    /// The width that it states, in twentieths of a point.
    pub(super) width: Option<i64>,
    pub(super) vertical: Merge,
    pub(super) horizontal: Merge,
    /// A tracked change deleted the cell.
    pub(super) is_deleted: bool,
    pub(super) text: String,
    /// What its first paragraph with text states, in points; `None` where that is centred.
    pub(super) indent: Option<f32>,
}

/// A row as the file states it.
#[derive(Debug, Default)]
pub(super) struct RowDraft {
    /// 1-based number in its table, as the file counts.
    pub(super) number: u32,
    /// Grid columns before the first cell.
    pub(super) skipped: u32,
    /// A tracked change deleted the row.
    pub(super) is_deleted: bool,
    /// The row is hidden, or too low to be seen.
    pub(super) is_hidden: bool,
    /// Cells met so far.
    pub(super) met: u32,
    pub(super) cells: Vec<CellDraft>,
}
