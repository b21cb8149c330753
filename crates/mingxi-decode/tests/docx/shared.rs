//! Checks against the measured documents outside the project; skipped where they are absent.

use mingxi_decode::{Limits, decode};
use mingxi_model::text::is_space;
use mingxi_model::{Block, NativeTable};
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    let found = std::env::var_os("MINGXI_SHARED").map(PathBuf::from);
    if found.is_none() {
        skip("MINGXI_SHARED is not set: the measured documents are not checked");
    }
    found
}

#[allow(clippy::print_stderr)]
fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}

type Cells = Vec<(u64, u64, u64, u64, String)>;

fn decoded(table: &NativeTable) -> Cells {
    let mut cells: Cells = table
        .cells
        .iter()
        .map(|cell| {
            (cell.row.into(), cell.col.into(), cell.row_span.into(), cell.col_span.into(), bare(&cell.text))
        })
        .collect();
    cells.sort();
    cells
}

fn gold(table: &serde_json::Value) -> Cells {
    let number = |cell: &serde_json::Value, name: &str| cell[name].as_u64().unwrap();
    let mut cells: Cells = table["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| {
            let text = bare(cell["t"].as_str().unwrap());
            (number(cell, "r"), number(cell, "c"), number(cell, "rs"), number(cell, "cs"), text)
        })
        .collect();
    cells.sort();
    cells
}

#[test]
fn grids_are_exactly_those_of_the_gold() {
    let Some(shared) = shared() else { return };
    for name in ["000", "001", "004"] {
        let bytes = std::fs::read(shared.join(format!("rendered/{name}.docx"))).unwrap();
        let document = decode(&bytes, &Limits::default()).unwrap();
        assert_eq!(document.partial, None);
        let tables: Vec<Cells> = document
            .blocks
            .iter()
            .filter_map(|block| if let Block::Native(table) = block { Some(decoded(table)) } else { None })
            .collect();
        let text = std::fs::read_to_string(shared.join(format!("gold/{name}.json"))).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let expected: Vec<Cells> = json["blocks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|block| block["type"] == "table")
            .map(gold)
            .collect();
        assert_eq!(tables.len(), expected.len(), "{name}");
        for (index, (table, expected)) in tables.iter().zip(&expected).enumerate() {
            assert_eq!(table, expected, "{name}, table {}", index + 1);
        }
    }
}

#[test]
fn real_files_decode() {
    let Some(shared) = shared() else { return };
    let mut files = 0;
    for entry in std::fs::read_dir(shared.join("real/word")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "docx") {
            let document = decode(&std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
            assert_eq!(document.partial, None, "{}", path.display());
            crate::common::assert_no_overlap(&document);
            files += 1;
        }
    }
    assert!(files > 0);
}

#[test]
fn old_word_files_hold_the_tables_of_the_newer_ones() {
    let Some(shared) = shared() else { return };
    let tables = |path: &std::path::Path| -> Vec<Cells> {
        let document = decode(&std::fs::read(path).unwrap(), &Limits::default()).unwrap();
        let native = document.blocks.iter().filter_map(|block| match block {
            Block::Native(table) => Some(decoded(table)),
            _ => None,
        });
        native.collect()
    };
    let mut compared = 0;
    for folder in ["rendered", "rendered-cities"] {
        for entry in std::fs::read_dir(shared.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let newer = path.with_extension("docx");
            if path.extension().is_some_and(|extension| extension == "doc") && newer.exists() {
                assert_eq!(tables(&path), tables(&newer), "{}", path.display());
                compared += 1;
            }
        }
    }
    assert!(compared > 0, "no old Word file beside a newer one");
}
