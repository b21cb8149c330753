//! A document after grid recovery: prose and grids in reading order, nothing of their meaning known yet.

use crate::{Extraction, Grid, Paragraph, Place};

/// One item of a document in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum FlowItem {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(RecoveredTable),
}

/// A table whose cells are known and whose meaning is not.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoveredTable {
    /// The cells.
    pub grid: Grid,
    /// How many rows at the top are header by the table's own structure; 0 for a form of label/value pairs.
    pub header_rows: u32,
    /// Lines that the source puts inside the table's frame but that stand above the grid: title, agency,
    /// year, unit.
    pub captions: Vec<Paragraph>,
    /// Lines that the source puts inside the table's frame but that stand below the grid: notes.
    pub notes: Vec<Paragraph>,
    /// How the grid was found.
    pub extraction: Extraction,
    /// Where the table begins.
    pub place: Option<Place>,
}
