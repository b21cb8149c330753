//! The unit of money of a table's amounts: from the lines that frame the table, else from what the document says of
//! all its tables.
//!
//! - `caption`: how a text states a unit;
//! - `cut`: a unit whose last character stands in the header below;
//! - `document`: what stands outside the frames of all tables;
//! - `remarks`: what is said where the unit is uncertain;
//! - this file: the choice for one table.

mod caption;
mod cut;
mod document;
mod remarks;

pub(crate) use caption::split_caption;
pub(crate) use cut::complete_cut_unit;
pub(crate) use document::{OfDocument, of_document};
pub(crate) use remarks::{against_captions, against_heads, contradicted, inferred, of_neighbour, unknown};

use caption::{in_brackets, in_caption, in_cell, in_sentence};
use mingxi_model::RecoveredTable;
use mingxi_model::text::squeeze;
use std::collections::BTreeSet;

/// Characters beyond which a line with a unit is no caption.
const LONGEST: usize = 80;
/// The rows of a table without a header that are searched for a unit.
const FIRST_ROWS: u32 = 6;

/// What the frame of a table says of its unit.
pub(crate) struct Stated {
    /// The unit that was believed.
    pub(crate) unit: Option<String>,
    /// Other units that stand there too.
    pub(crate) others: Vec<String>,
}

/// A table with the texts that stand around it.
pub(crate) struct Frame<'a> {
    pub(crate) table: &'a RecoveredTable,
    pub(crate) title: Option<&'a str>,
    pub(crate) captions: &'a [String],
    pub(crate) notes: &'a [String],
}

/// The unit of a table's amounts: from its captions, the nearest first, its title, the first header text that states
/// one, or its notes.
pub(crate) fn of_table(frame: &Frame<'_>) -> Stated {
    let in_captions = frame.captions.iter().rev().filter_map(|text| in_caption(text));
    let title = frame.title.map(squeeze);
    let mut stated: Vec<String> =
        in_captions.chain(title.and_then(|text| in_brackets(&text).or_else(|| in_caption(&text)))).collect();
    let mut seen = BTreeSet::new();
    stated.retain(|unit| seen.insert(unit.clone()));
    if stated.is_empty() {
        let rows = frame.table.header_rows.max(FIRST_ROWS);
        let cells = frame.table.grid.cells().iter().filter(|cell| cell.row < rows);
        let in_header = cells
            .map(|cell| squeeze(&cell.text))
            .find_map(|text| in_brackets(&text).or_else(|| in_cell(&text)));
        let in_notes = || frame.notes.iter().find_map(|note| in_sentence(&squeeze(note)));
        return Stated { unit: in_header.or_else(in_notes), others: Vec::new() };
    }
    let others = stated.split_off(1);
    Stated { unit: stated.pop(), others }
}
