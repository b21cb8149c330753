//! The documents of MINGXI_SHARED: gold grids, which are exact, and the dumps, which are not. Skipped with a
//! message where they are absent.
// The message is for the person who runs the tests.
#![allow(clippy::print_stderr)]

use super::{projects, words};
use crate::performance::{align, read};
use mingxi_decode::{Limits, decode};
use mingxi_grid::{Hints, recover};
use mingxi_model::{Cell, Extraction, FlowItem, Grid, Indicator, KindEvidence, Project, Table, TableKind};
use rust_decimal::Decimal;
use serde_json::Value;
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("MINGXI_SHARED").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: MINGXI_SHARED names no folder with gold/ and seeds/");
    }
    folder
}

/// The performance tables of a gold document; table ids count all of its tables.
fn gold_tables(name: &str) -> Option<Vec<Table>> {
    let path = shared()?.join("gold").join(format!("{name}.json"));
    let doc: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let blocks = doc["blocks"].as_array().unwrap();
    let tables = blocks.iter().filter(|block| block["type"] == "table");
    Some(tables.zip(1..).filter_map(|(block, id)| table(block, id)).collect())
}

fn table(block: &Value, table_id: i32) -> Option<Table> {
    let kind = TableKind::from_name(block["kind"].as_str()?).filter(|kind| kind.is_performance())?;
    let int = |cell: &Value, key: &str| cell[key].as_u64().unwrap() as u32;
    let cells: Vec<Cell> = block["cells"]
        .as_array()?
        .iter()
        .map(|cell| Cell {
            row_span: int(cell, "rs"),
            col_span: int(cell, "cs"),
            ..Cell::single(int(cell, "r"), int(cell, "c"), cell["t"].as_str().unwrap(), None)
        })
        .collect();
    let rows = cells.iter().map(|c| c.row + c.row_span).max()?;
    let grid = Grid::new(rows, int(block, "n_cols"), cells).unwrap();
    let title = block["title"].as_str().unwrap_or_default();
    Some(Table {
        printed_unit: block["unit"].as_str().map(str::to_owned),
        kind_evidence: KindEvidence::Both,
        extraction: Extraction::Native,
        ..super::table(table_id, kind, title, grid)
    })
}

/// The indicators and projects of a dump, through the whole line.
fn read_seed(name: &str) -> Option<(Vec<Indicator>, Vec<Project>)> {
    let folder = shared()?.join("seeds");
    let file = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(name)))
        .unwrap();
    let document = decode(&std::fs::read(file).unwrap(), &Limits::default()).unwrap();
    let vocabulary = crate::Vocabulary::builtin().unwrap();
    let headers = vocabulary.headers.clone();
    let hints = Hints {
        caption: headers.caption,
        note: headers.note,
        title: headers.title,
        header: headers.header,
        total: headers.total,
        index: headers.index,
        numbered: headers.numbered,
    };
    let (mut flow, _) = recover(&document, &hints);
    for item in &mut flow {
        if let FlowItem::Table(table) = item
            && table.extraction == Extraction::Dump
        {
            // Aligning a second time, where the line has done so already, changes nothing.
            table.grid = align(table.grid.clone(), &vocabulary.performance).0;
        }
    }
    let reading = crate::recognise(&flow, name, &vocabulary);
    Some((reading.indicators, reading.projects))
}

/// Every point of a form's total is either an indicator's or the budget execution's.
fn assert_scores(indicators: &[Indicator], projects: &[Project]) {
    let execution = [Decimal::from(10), Decimal::from(10), Decimal::new(973, 2)];
    assert_eq!(projects.len(), execution.len());
    for (project, execution) in projects.iter().zip(execution) {
        let scores: Decimal = indicators
            .iter()
            .filter(|i| project.table_ids.contains(&i.table_id))
            .filter_map(|i| i.score)
            .sum();
        assert_eq!(Some(scores + execution), project.total_score, "{:?}", project.project_name);
    }
}

#[test]
fn every_gold_indicator_is_read() {
    for (name, count, in_unit_forms, project_count) in
        [("000", 50, 18, 4), ("001", 22, 0, 3), ("004", 52, 24, 2)]
    {
        let Some(tables) = gold_tables(name) else { return };
        let (indicators, found, diagnostics) = read(&tables, &words());
        assert_eq!(diagnostics, [], "{name}");
        assert_eq!(indicators.len(), count, "{name}");
        let is_unit = |i: &&Indicator| i.table_kind == TableKind::PerformanceUnit;
        assert_eq!(indicators.iter().filter(is_unit).count(), in_unit_forms, "{name}");
        assert_eq!(found.len(), project_count, "{name}");
        assert!(indicators.iter().all(|i| i.target_text.is_some()), "{name}");
        let open = indicators.iter().filter(|i| i.level1.is_none()).count();
        assert_eq!(open, usize::from(name == "001"), "{name}");
    }
}

#[test]
fn gold_scores_add_up() {
    let Some(tables) = gold_tables("001") else { return };
    assert_scores(&read(&tables, &words()).0, &projects(&tables));
}

#[test]
fn every_indicator_of_the_dumps_is_read() {
    // 002 and 004 print every project twice, in a form of goals and in the list of project expenditure.
    let expected = [("000", 50, 4), ("001", 22, 3), ("002", 164, 32), ("003", 83, 19), ("004", 52, 4)];
    for (name, count, project_count) in expected {
        let Some((indicators, found)) = read_seed(name) else {
            return;
        };
        assert_eq!((indicators.len(), found.len()), (count, project_count), "{name}");
        assert!(indicators.iter().all(|i| i.target_text.is_some()), "{name}");
    }
}

#[test]
fn scores_of_shifted_rows_add_up() {
    let Some((indicators, found)) = read_seed("001") else {
        return;
    };
    assert_scores(&indicators, &found);
}

/// What a dump says is what the exact grid says, apart from numbering and places.
#[test]
fn dumps_and_gold_agree() {
    for name in ["000", "001", "004"] {
        let (Some(tables), Some((dump, _))) = (gold_tables(name), read_seed(name)) else {
            return;
        };
        let gold = read(&tables, &words()).0;
        let facts = |indicators: &[Indicator]| -> Vec<String> {
            indicators
                .iter()
                .map(|i| {
                    format!(
                        "{} | {:?} | {:?} {:?} | {:?} {:?} | {:?} {:?} | {:?}",
                        super::line_of(i),
                        i.project_name,
                        i.target_value,
                        i.target_unit,
                        i.adjusted_target_text,
                        i.actual_text,
                        i.weight,
                        i.score,
                        i.remark
                    )
                })
                .map(|line| mingxi_model::text::squeeze(&line))
                .collect()
        };
        assert_eq!(facts(&dump), facts(&gold), "{name}");
    }
}
