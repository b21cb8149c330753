//! A document after grid recovery: prose and grids in reading order, nothing of their meaning known yet.

use crate::{Extraction, Grid, Paragraph, Place};
use std::ops::Range;

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
    /// Further ways to read the same cells that their places leave open, a handful at most; whoever can prove
    /// one of them right takes it instead of the table's own.
    pub others: Vec<OtherReading>,
    /// What is uncertain whichever of the readings is right.
    pub doubts: Vec<Doubt>,
}

/// A further way to read a table's cells.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherReading {
    /// The cells, as they stand in this reading.
    pub grid: Grid,
    /// How many rows at the top are header.
    pub header_rows: u32,
}

/// Cells whose text, place or meaning the source leaves open: their numbers may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Doubt {
    /// Rows of the grid.
    pub rows: Range<u32>,
    /// Columns of the grid.
    pub cols: Range<u32>,
    /// What could be read in another way, as a clause of an English sentence.
    pub reason: String,
}
