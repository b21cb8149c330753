//! Blocks of a document to tables whose cells tile exactly. Knows no file format and no fiscal word: the few
//! words it needs are handed in as [`Hints`].
//!
//! A native table keeps its spans. A table of a text dump has lost them; [`dump`] finds them again from the
//! structure of its header: a group header covers the columns of its children, a header with nothing under
//! it spans down.

mod dump;
mod frame;
mod header;
mod hints;
mod indent;
mod joined;
mod native;
mod pages;
mod places;
mod row_kind;

pub use hints::Hints;
pub use pages::recover_pages;

use mingxi_model::text::squeeze;
use mingxi_model::{Block, Diagnostic, Document, FlowItem, RecoveredTable, Severity, Step};
use places::Places;

/// Turns the blocks of a document into prose and grids, in reading order.
pub fn recover(document: &Document, hints: &Hints) -> (Vec<FlowItem>, Vec<Diagnostic>) {
    // A running header that is a caption is one of every table.
    let running = document.running.iter().filter(|line| hints.caption.is_match(&squeeze(&line.text)));
    let mut items: Vec<FlowItem> = running.cloned().map(FlowItem::Paragraph).collect();
    let mut diagnostics = Vec::new();
    let mut places = Places::new();
    let mut rest = document.blocks.as_slice();
    while let Some(block) = rest.first() {
        let is_table = !matches!(block, Block::Paragraph(_));
        let length = if is_table { joined::length(rest, hints) } else { 1 };
        let (parts, after) = rest.split_at(length.clamp(1, rest.len()));
        rest = after;
        let (whole, marks) = if length > 1 { joined::joined(parts) } else { (None, Vec::new()) };
        match whole.as_ref().unwrap_or(block) {
            Block::Paragraph(paragraph) => items.push(FlowItem::Paragraph(paragraph.clone())),
            Block::Native(table) => native::recover(table, hints, &mut places, &mut items, &mut diagnostics),
            Block::Dump(table) => dump::recover(table, hints, &mut places, &mut items, &mut diagnostics),
        }
        if let Some(FlowItem::Table(table)) = items.last_mut()
            && length > 1
        {
            table.notes.extend(marks);
            diagnostics.push(joined_remark(table));
        }
    }
    if !document.pages.is_empty() {
        let (found, remarks) = recover_pages(&document.pages, hints);
        items.extend(found);
        diagnostics.extend(remarks);
    }
    (items, diagnostics)
}

/// What is told of a table whose parts stand apart.
fn joined_remark(table: &RecoveredTable) -> Diagnostic {
    let message = "tables without a header of their own follow it in the same columns and were read as its further rows";
    Diagnostic::new(Step::Grid, Severity::Info, "joined_tables", message).at(table.place.clone())
}
