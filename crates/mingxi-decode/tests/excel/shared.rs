//! Checks against the measured documents outside the project; skipped where they are absent.

use mingxi_decode::{Limits, decode};
use mingxi_model::text::is_space;
use mingxi_model::{Block, Document};
use std::path::PathBuf;

#[allow(clippy::print_stderr)]
fn shared() -> Option<PathBuf> {
    let found = std::env::var_os("MINGXI_SHARED").map(PathBuf::from);
    if found.is_none() {
        eprintln!("skipped: MINGXI_SHARED is not set: the measured documents are not checked");
    }
    found
}

/// The texts of the cells of a document's tables with their spans, without white space.
fn cells(document: &Document) -> Vec<(u32, u32, String)> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Native(table) => Some(table),
        _ => None,
    });
    let bare = |text: &str| text.chars().filter(|c| !is_space(*c)).collect::<String>();
    let cells = tables.flat_map(|table| &table.cells).filter(|cell| !cell.text.is_empty());
    cells.map(|cell| (cell.row_span, cell.col_span, bare(&cell.text))).collect()
}

#[test]
fn both_formats_of_a_workbook_say_the_same() {
    let Some(shared) = shared() else { return };
    for name in ["000", "001", "004"] {
        let read = |end: &str| {
            let bytes = std::fs::read(shared.join(format!("rendered/{name}.{end}"))).unwrap();
            let document = decode(&bytes, &Limits::default()).unwrap();
            assert_eq!(document.partial, None);
            cells(&document)
        };
        let (new, old) = (read("xlsx"), read("xls"));
        assert_eq!(new.len(), old.len(), "{name}");
        for (new, old) in new.iter().zip(&old) {
            assert_eq!(new, old, "{name}");
        }
    }
}
